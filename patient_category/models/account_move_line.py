from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import LazyTranslate

from ..groups import MARGINS, PATIENTS
from ..tools import without_defaults

_lt = LazyTranslate(__name__)

RECONCILED_AT_MOST = "patient_category.reconciled_at_most"
# What a sale is remembered by. Written while the invoice is a draft, frozen when it is posted.
SALE_FIELDS = {"patient_id", "patient_category_id", "attending_employee_id"}
COST_FIELDS = {"posted_cost", "posted_cost_origin"}
CATEGORY_AND_COST = _lt(
    "Category and cost of an invoice line cannot be entered. "
    "They follow from its patient and its product when the invoice is posted."
)
# What follows from the rest of the line: nobody enters it. {field: what whoever tries is told}
DERIVED_FIELDS = {
    "patient_category_id": CATEGORY_AND_COST,
    **dict.fromkeys(COST_FIELDS, CATEGORY_AND_COST),
    # What is required and what is paid are shares of it; Odoo computes it, and would let it be overwritten.
    "price_total": _lt("The total of an invoice line cannot be entered. Change its price or its quantity instead."),
}
# Whoever changes these on a draft changes what the line costs.
COSTED_FIELDS = {"patient_id", "product_id", "product_uom_id", "quantity"}
# Whoever changes these on a posted line, as Odoo allows in open periods, changes what the report says.
REPORTED_FIELDS = {
    "amount_currency",
    "attending_employee_id",
    "balance",
    "credit",
    "debit",
    "patient_id",
    "product_id",
    "product_uom_id",
    "quantity",
}


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    patient_id = fields.Many2one(
        "res.partner",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups=PATIENTS,
        help="Who was treated. Empty on a draft: whoever the invoice is made out to.",
    )
    patient_category_id = fields.Many2one(
        "patient.category",
        copy=False,
        readonly=True,
        ondelete="restrict",
        groups=PATIENTS,
        help="The category of the patient at the time of sale.",
    )
    attending_employee_id = fields.Many2one(
        "hr.employee",
        string="Attended by",
        check_company=True,
        copy=False,
        groups=PATIENTS,
    )
    posted_cost = fields.Monetary(
        currency_field="company_currency_id",
        copy=False,
        readonly=True,
        groups=MARGINS,
        help="What this line cost the clinic, as known when the invoice was posted. "
        "Negative where a credit note takes the cost back.",
    )
    posted_cost_origin = fields.Selection(
        [
            ("order", "Order line"),
            ("product", "Product"),
            ("down_payment", "Share of the order"),
            ("copied", "Credited or replaced invoice"),
            ("estimated", "Estimated afterwards"),
        ],
        string="Origin of Cost",
        copy=False,
        readonly=True,
        groups=PATIENTS,
        help="Where the frozen cost was taken from. Empty: the line has not been posted since "
        "patients have categories.",
    )
    # Without groups: whoever reverses an invoice writes it, accountants too who know no patients.
    patient_origin_line_id = fields.Many2one(
        "account.move.line",
        string="Credited or Replaced Line",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        # Nor is it entered by a default of the caller's.
        self = without_defaults(self, {"sale_line_ids", *DERIVED_FIELDS})  # noqa: PLW0642
        for vals in vals_list:
            self._check_derived_is_not_entered(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_derived_is_not_entered(vals)
        self._check_sale_is_not_rewritten(vals)
        orders = self.sale_line_ids.order_id if vals.get("sale_line_ids") else self.env["sale.order"]
        result = super().write(vals)
        if vals.get("sale_line_ids"):
            self._check_order_is_not_exchanged(orders | self.sale_line_ids.order_id)
        if COSTED_FIELDS & vals.keys():
            self._thaw_sale(patient_changed="patient_id" in vals)
        if REPORTED_FIELDS & vals.keys():
            self.move_id._correct_profitability()
        return result

    def _check_derived_is_not_entered(self, vals):
        derived = next((name for name in vals if name in DERIVED_FIELDS), None)
        if derived and not self.env.su:
            raise AccessError(str(DERIVED_FIELDS[derived]))

    def _check_sale_is_not_rewritten(self, vals):
        if SALE_FIELDS & vals.keys() and (posted := self._posted_for_good()):
            raise UserError(
                self.env._(
                    "%(invoice)s is posted: whom it treated stays as it was. "
                    "Reset it to draft first if it was wrong.",
                    invoice=posted,
                )
            )

    def _check_order_is_not_exchanged(self, orders):
        """What a patient paid on a posted invoice is not carried over to another order.

        :param orders: those that the lines invoiced before, and those that they invoice now
        """
        # sudo: binds also who knows no patients
        if orders.sudo().patient_category_id and (posted := self._posted_for_good()):
            raise UserError(
                self.env._(
                    "%(invoice)s is posted: which orders it invoices stays as it was. "
                    "Reset it to draft first if it was wrong.",
                    invoice=posted,
                )
            )

    def _posted_for_good(self):
        """The name of a posted invoice among these lines', which nobody but our own code changes; False without."""
        posted = self.browse() if self.env.su else self.filtered(lambda line: line.parent_state == "posted")
        return bool(posted) and posted[0].move_id.display_name

    def _copy_data_extend_business_fields(self, values):
        """Credit notes and replacements remember the line they were made from."""
        if self.display_type == "product":
            values["patient_origin_line_id"] = self.id
        return super()._copy_data_extend_business_fields(values)

    # ------------------------------------------------------------
    # Whom a line treats, and what it costs
    # ------------------------------------------------------------

    def _thaw_sale(self, patient_changed):
        """Draft lines that were posted before get their cost anew when they are posted again."""
        lines = self.sudo().filtered(  # sudo: accountants need not know patients to correct an invoice
            lambda line: line.parent_state != "posted" and (line.posted_cost_origin or line.patient_category_id)
        )
        with self._writing_sale(lines):
            lines.posted_cost_origin = False
            if patient_changed:
                lines.patient_category_id = False

    def _writing_sale(self, lines):
        """Write the fields of a sale on ``lines`` as their own, without Odoo's checks of posted entries.

        Those checks look for changed amounts, taxes and accounts; the fields of a sale touch none.
        """
        return self.env.protecting(
            [self._fields[name] for name in (*SALE_FIELDS, *COST_FIELDS)],
            lines,
        )

    def _freeze_sale(self, estimated=False):
        """Remember whom these lines treated, in which category, and what they cost.

        Lines that already know are left alone: what was true when an invoice was posted for
        the first time stays true when it is reset and posted again.

        :param estimated: the invoices were posted in the past, and today's category and cost
            have to do where the past knows none
        :return: the lines that were frozen
        """
        lines = self.sudo().filtered(  # sudo: who posts an invoice need not see patients or costs
            lambda line: line.display_type == "product" and not line.posted_cost_origin
        )
        with self._writing_sale(lines):
            for line in lines:
                line._freeze_patient(estimated)
            product_costs = lines._get_product_costs()
            # Lines that take a down payment back look at the cost of the down payment.
            for line in lines.sorted(lambda line: line._takes_down_payment_back()):
                cost, origin = line._get_cost(product_costs)
                line.posted_cost = cost
                line.posted_cost_origin = "estimated" if estimated else origin
        lines.modified([*SALE_FIELDS, *COST_FIELDS])
        return lines

    def _unfreeze_estimates(self):
        """Forget what ``_freeze_sale(estimated=True)`` guessed about these lines."""
        lines = self.sudo().filtered(  # sudo: the manager who undoes need not be an accountant
            lambda line: line.posted_cost_origin == "estimated"
        )
        with self._writing_sale(lines):
            for name in (*SALE_FIELDS, *COST_FIELDS):
                lines[name] = False
        lines.modified([*SALE_FIELDS, *COST_FIELDS])
        return lines

    # ------------------------------------------------------------
    # Settling no more than a part
    # ------------------------------------------------------------

    @api.model
    def _reconcile_up_to(self, plans):
        """Reconcile as Odoo does, no more than a part of some of these journal items.

        :param plans: list of (journal items to reconcile with each other, {id of one of them: how much of it at most,
            in its currency}); an item is limited in one plan only
        """
        limits = {line_id: limit for _lines, part in plans for line_id, limit in part.items()}
        if limits:
            limited = self.with_context(**{RECONCILED_AT_MOST: limits})
            limited._reconcile_plan([lines for lines, _limits in plans if lines])

    @api.model
    def _prepare_reconciliation_plan(self, plan, amls_values_map, shadowed_aml_values=None):
        """To Odoo, what is limited seems to have no more left than that."""
        limits = self.env.context.get(RECONCILED_AT_MOST) or {}
        for line in plan["amls"] if limits else ():
            values = amls_values_map[line]
            residual = abs(values["amount_residual_currency"])
            if line.id in limits and limits[line.id] < residual:
                share = limits[line.id] / residual
                for name, currency in (
                    ("amount_residual", line.company_currency_id),
                    ("amount_residual_currency", line.currency_id),
                ):
                    values[name] = currency.round(share * values[name])
        return super()._prepare_reconciliation_plan(plan, amls_values_map, shadowed_aml_values=shadowed_aml_values)

    # ------------------------------------------------------------
    # Orders
    # ------------------------------------------------------------

    def _invoiced_orders(self):
        """The orders that these lines invoice: those of the patients whom they treat.

        A line that is linked to an order of somebody else stands on no order: it is neither
        covered by the money of that one, nor does what is paid for it count there.

        :return: ``sale.order``
        """
        orders = self.sale_line_ids.order_id  # returned as they are, mostly: so they keep being read together
        own = {order for line in self for order in line.sale_line_ids.order_id if line._treats_patient_of(order)}
        return orders if len(own) == len(orders) else orders.filtered(lambda order: order in own)

    def _treats_patient_of(self, order):
        """Whether this line treats the patient of ``order``."""
        return self._treats(order.partner_id, order)

    def _treats(self, patient, order):
        """Whether this line, which is linked to ``order``, treats ``patient``.

        Where it names nobody, whom the invoice is made out to decides; what was posted before patients
        had categories is believed.
        """
        if self.patient_id:
            return self.patient_id == patient
        return self.parent_state == "posted" or self._is_made_out_for(order)

    def _is_made_out_for(self, order):
        """Whether the invoice goes to somebody who pays for ``order``."""
        origin = self._get_frozen_origin_line()
        if origin:
            return origin.patient_id == order.partner_id
        return self.move_id.partner_id in order._prepayment_payers()

    def _freeze_patient(self, estimated):
        """Fill in patient, category and employee where the draft does not name them."""
        origin = self._get_frozen_origin_line()
        order = self._get_order_line().order_id
        if not estimated and not self.patient_id and order and not self._is_made_out_for(order):
            order = order.browse()
        if not self.patient_id:
            self.patient_id = origin.patient_id or order.partner_id or self.move_id.partner_id
        if not self.patient_category_id:
            self.patient_category_id = self._get_category_at_sale(origin, order, estimated)
        if not self.attending_employee_id:
            self.attending_employee_id = origin.attending_employee_id or order.attending_employee_id

    def _get_category_at_sale(self, origin, order, estimated):
        """The category of the line's patient when it was sold.

        :param origin: the frozen line that this one credits or replaces, if any
        :param order: the order that is invoiced, if any
        :param estimated: today's category will do where order and origin know none
        :return: ``patient.category``, empty for who has none
        """
        if origin and origin.patient_id == self.patient_id:
            return origin.patient_category_id
        if order and order.partner_id == self.patient_id and (order.patient_category_id or not estimated):
            return order.patient_category_id
        return self.patient_id._patient_category(self.company_id)

    def _get_frozen_origin_line(self):
        """The line that this one credits or replaces, if that one knows its cost."""
        origin = self.patient_origin_line_id
        return origin if origin.posted_cost_origin else origin.browse()

    def _get_order_line(self):
        """The order line that is invoiced, if any.

        Not by slicing: that forgets what to read together for all lines.
        """
        return next(iter(self.sale_line_ids), self.sale_line_ids)

    def _get_product_costs(self):
        """Cost and unit of the products that these lines sell without an order or a credited line.

        One query, where reading products, their templates and their costs takes three; many
        invoices are posted by people who wait.

        :return: {(company, product): (cost of one unit, ``uom.uom`` of that unit)}
        """
        costs = {}
        direct = self.filtered(lambda line: not line._get_frozen_origin_line() and not line._get_order_line())
        for company, lines in direct.grouped("company_id").items():
            products = lines.product_id.with_company(company).with_context(active_test=False)
            query = products._search([("id", "in", products.ids)], bypass_access=True)
            columns = [products._field_to_sql(query.table, name, query) for name in ("id", "standard_price", "uom_id")]
            for product_id, cost, unit_id in self.env.execute_query(query.select(*columns)):
                costs[company.id, product_id] = float(cost or 0.0), self.env["uom.uom"].browse(unit_id)
        return costs

    def _get_cost(self, product_costs):
        """What this line costs, in company currency, and where that is known from.

        :param product_costs: what ``_get_product_costs`` says of the lines that are frozen together
        :return: (cost, ``posted_cost_origin``); the cost of credited lines is negative
        """
        origin = self._get_frozen_origin_line()
        if origin.quantity and origin.product_id == self.product_id:
            quantity = self.product_uom_id._compute_quantity(self.quantity, origin.product_uom_id, round=False)
            unit_cost = origin.posted_cost / origin._signed(origin.quantity)
            return self._signed(quantity) * unit_cost, "copied"
        order_line = self._get_order_line()
        if self.is_downpayment and order_line:
            return self._get_down_payment_cost(order_line), "down_payment"
        if order_line:
            quantity = self.product_uom_id._compute_quantity(
                self.quantity, order_line.product_uom_id, round=False
            )
            return self._signed(quantity) * order_line._get_unit_cost(), "order"
        unit_cost, unit = product_costs.get((self.company_id.id, self.product_id.id), (0.0, self.env["uom.uom"]))
        quantity = self.product_uom_id._compute_quantity(self.quantity, unit, round=False)
        return self._signed(quantity) * unit_cost, "product"

    def _signed(self, number):
        """``number``, a quantity or an amount, as it counts for the clinic: credit notes take back."""
        return -number if self.move_type == "out_refund" else number

    def _takes_down_payment_back(self):
        """Whether a final invoice deducts a down payment with this line."""
        return self.is_downpayment and self.balance > 0

    def _get_down_payment_cost(self, order_line):
        """A down payment costs its share of the order; who deducts it takes the same cost back."""
        if self._takes_down_payment_back():
            paid = order_line.invoice_lines.filtered(
                lambda line: line.posted_cost_origin and line.parent_state == "posted" and line.balance < 0
            )
            paid_balance = sum(paid.mapped("balance"))
            if paid_balance:
                return sum(paid.mapped("posted_cost")) * self.balance / paid_balance
        order = order_line.order_id
        untaxed, cost = order._get_untaxed_amount_and_cost()
        return -self.balance / untaxed * cost if untaxed else 0.0
