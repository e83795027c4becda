from odoo import api, models
from odoo.exceptions import AccessError, ValidationError

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

    @api.constrains("extra_tax_data", "is_downpayment", "product_uom_qty")
    def _check_total_is_not_entered(self):
        """Odoo keeps the totals of discounts and down payments; for a treatment they would make up its price."""
        for line in self:
            kept = line.extra_tax_data or {}
            if kept.get("price_unit", 0.0) * kept.get("quantity", 0.0) > 0.0 and not line._is_real_down_payment():
                raise ValidationError(
                    self.env._("The total of a line cannot be entered. Change its price or its quantity instead.")
                )

    @api.depends("extra_tax_data")
    def _compute_amount(self):
        return super()._compute_amount()

    def _amount_beyond_order(self):
        """What was delivered beyond what was ordered, where that is invoiced: with taxes, in the order's currency."""
        self.ensure_one()
        quantity = self.qty_delivered - self.product_uom_qty
        if quantity <= 0.0 or self.product_id.invoice_policy != "delivery":
            return 0.0
        taxes = self.env["account.tax"]
        base_line = self._prepare_base_line_for_taxes_computation(quantity=quantity)
        taxes._add_tax_details_in_base_line(base_line, self.company_id)
        taxes._round_base_lines_tax_details([base_line], self.company_id)
        return base_line["tax_details"]["total_included_currency"]

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
