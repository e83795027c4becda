from odoo import api, models
from odoo.exceptions import AccessError, ValidationError
from odoo.tools import float_compare

from ..tools import without_defaults


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    @api.model_create_multi
    def create(self, vals_list):
        # Nor are they entered by a default of the caller's.
        self = without_defaults(self, {"invoice_lines"})  # noqa: PLW0642
        lines = super().create(vals_list)
        if any(vals.get("invoice_lines") for vals in vals_list):  # the form of an order sends an empty list
            lines._check_invoices_are_not_entered()
        return lines

    def write(self, vals):
        result = super().write(vals)
        if vals.get("invoice_lines"):
            self._check_invoices_are_not_entered()
        return result

    def _check_invoices_are_not_entered(self):
        """What a patient paid on an invoice is not carried over to another order."""
        if not self.env.su and self.order_id.sudo().patient_category_id:  # sudo: binds also who knows no patients
            raise AccessError(
                self.env._("The invoices of an order cannot be entered. Choose Create Invoice on the order instead.")
            )

    def _is_real_down_payment(self):
        """A line that Odoo made for a down payment; a treatment that is only marked as one has a quantity."""
        return self.is_downpayment and not self.product_uom_qty

    @api.constrains("is_downpayment", "product_uom_qty")
    def _check_down_payment_has_no_quantity(self):
        """Down payments are left out of an order's total: what is marked as one would need no prepayment."""
        for line in self:
            # sudo: a constraint binds also those who may not know patients
            policy = line.order_id.sudo().patient_category_id
            if line.is_downpayment and line.product_uom_qty and policy.prepayment_required:
                raise ValidationError(
                    self.env._("A down payment has no quantity. Please enter the treatment on a line of its own.")
                )

    @api.depends("extra_tax_data")
    def _compute_amount(self):
        return super()._compute_amount()

    # ------------------------------------------------------------
    # More than the order's total
    # ------------------------------------------------------------

    def _amount_delivered_beyond(self):
        """What was delivered beyond what was ordered, where that is invoiced: with taxes, in the order's currency.

        Never less than zero: a return that is to come asks for nothing, and pays for nothing.
        """
        self.ensure_one()
        delivered, ordered = self._quantity_delivered_to_invoice(), max(0.0, self.product_uom_qty)
        if delivered <= ordered:
            return 0.0
        return max(0.0, self._total_of(delivered) - (self._total_of(ordered) if ordered else 0.0))

    def _quantity_delivered_to_invoice(self):
        """What was delivered, where that is what is invoiced, in the line's unit of measure; else 0."""
        self.ensure_one()
        # The quantity first: mostly nothing was delivered, and no product need be read for it.
        return self.qty_delivered if self.qty_delivered and self.product_id.invoice_policy == "delivery" else 0.0

    def _amount_kept_short(self):
        """By how much a total that is kept with this line falls short of its price.

        Odoo keeps totals with the lines of discounts and down payments, and believes them; over RPC they can be
        entered for a treatment as well.
        """
        self.ensure_one()
        return self._total_of(self.product_uom_qty) - self.price_total if self.extra_tax_data else 0.0

    def _total_of(self, quantity):
        """What ``quantity`` of this line comes to by its price and taxes alone, in the order's currency."""
        taxes = self.env["account.tax"]
        base_line = self._prepare_base_line_for_taxes_computation(quantity=quantity)
        # Not by totals that are kept with the line.
        base_line.update(
            manual_tax_amounts=None,
            manual_total_excluded=None,
            manual_total_excluded_currency=None,
            price_unit=self.price_unit,
        )
        company = self.company_id or self.env.company
        taxes._add_tax_details_in_base_line(base_line, company)
        taxes._round_base_lines_tax_details([base_line], company)
        return base_line["tax_details"]["total_included_currency"]

    def _rounding_allowance(self):
        """What rounding an amount of this line, and each tax on it, may add up to."""
        return self.currency_id.rounding * (1 + len(self.tax_ids.flatten_taxes_hierarchy()))

    def _amount_asked_beyond(self, documents):
        """What invoices ask for beyond this line, where ``documents`` ask for it otherwise; in its currency.

        :param documents: ``account.move`` about to be posted, invoices and credit notes
        """
        self.ensure_one()
        lines = self._lines_asked(documents)
        # An invoice that follows the order passes, whatever was invoiced before: at a higher price, without a rebate.
        if not self._is_asked_for_otherwise(lines, documents):
            return 0.0
        due = self.price_total + max(0.0, self._amount_kept_short()) + self._amount_delivered_beyond()
        beyond = self._amount_of(lines) - due
        return beyond if beyond > self._rounding_allowance() * len(lines) else 0.0

    def _lines_asked(self, documents):
        """The invoice lines of this one that are posted, or about to be with ``documents``."""
        return self.invoice_lines.filtered(lambda line: line.parent_state == "posted" or line.move_id in documents)

    def _amount_of(self, lines):
        """What these invoice lines of this one ask for, less what credit notes take back; in its currency."""
        return sum(
            line.currency_id._convert(line._signed(line.price_total), self.currency_id, self.company_id, line.date)
            for line in lines
        )

    def _is_asked_for_otherwise(self, lines, documents):
        """Whether ``lines`` take more than this line, or ``documents`` a higher price, other taxes or another total.

        So does what was credited at a lower price: Odoo offers the whole quantity to be invoiced again.
        """
        quantity = sum(
            line._signed(line.product_uom_id._compute_quantity(line.quantity, self.product_uom_id, round=False))
            for line in lines
        )
        expected = max(self.product_uom_qty, self._quantity_delivered_to_invoice())
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        if float_compare(quantity, expected, precision_digits=digits) > 0:
            return True
        price = self.price_unit * (100.0 - self.discount)
        if any(
            line.price_unit * (100.0 - line.discount) < price
            for line in lines
            if line.move_type == "out_refund" and line.product_uom_id == self.product_uom_id
        ):
            return True
        return any(
            line.currency_id != self.currency_id
            or line.product_uom_id != self.product_uom_id
            or line.tax_ids != self.tax_ids
            or line.extra_tax_data != self.extra_tax_data
            or line.price_unit * (100.0 - line.discount) > price
            or (line.quantity < 0.0 <= self.product_uom_qty and line.move_type != "out_refund")
            for line in lines
            if line.move_id in documents
        )

    def _prepare_invoice_line(self, **optional_values):
        """The invoice line treats the patient of the order, whoever pays the invoice."""
        values = super()._prepare_invoice_line(**optional_values)
        if values.get("display_type", "product") == "product":
            order = self.order_id.sudo()  # sudo: who invoices an order need not see patients
            values.update(
                patient_id=order.partner_id.id,
                patient_category_id=order.patient_category_id.id,
                attending_employee_id=order.attending_employee_id.id,
            )
        return values

    def _get_unit_cost(self):
        """What one unit (the line's unit of measure) costs, in company currency."""
        self.ensure_one()
        return self.purchase_price / (self.order_id.currency_rate or 1.0)
