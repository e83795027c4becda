from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..groups import PATIENTS
from .sale_order_cancel import ORDER_IS_CANCELLED

# What the profitability report says, besides the state.
REPORTED_FIELDS = {"invoice_date", "invoice_line_ids", "line_ids"}


class AccountMove(models.Model):
    _inherit = "account.move"

    patient_id = fields.Many2one(
        "res.partner",
        compute="_compute_patient_sale",
        search="_search_patient_id",
        groups=PATIENTS,
        help="Who was treated, where the invoice treats one patient only. Somebody else may pay.",
    )
    patient_category_id = fields.Many2one(
        "patient.category",
        compute="_compute_patient_sale",
        search="_search_patient_category_id",
        groups=PATIENTS,
        help="The category of the patient at the time of sale, where all lines have the same; today's on a draft "
        "without an order.",
    )
    patient_category_color = fields.Integer(
        related="patient_category_id.color", string="Category Colour", groups=PATIENTS
    )
    attending_employee_id = fields.Many2one(
        "hr.employee",
        string="Attended by",
        compute="_compute_patient_sale",
        search="_search_attending_employee_id",
        groups=PATIENTS,
    )

    patient_open_incident_count = fields.Integer(
        compute="_compute_patient_open_incident_count", string="Open Incidents", groups=PATIENTS
    )

    @api.depends(
        "line_ids.patient_id",
        "line_ids.patient_category_id",
        "line_ids.attending_employee_id",
        "partner_id.patient_category_id",
        "state",
    )
    def _compute_patient_sale(self):
        for move in self:
            lines = move.line_ids.filtered(lambda line: line.display_type == "product")
            for name in ("patient_id", "patient_category_id", "attending_employee_id"):
                values = set(lines.mapped(lambda line, name=name: line[name]))
                move[name] = values.pop() if len(values) == 1 else False
            if not move.patient_category_id:
                move.patient_category_id = move._patient_category_of_draft()

    def _patient_category_of_draft(self):
        """Whom the staff has before it while a document without an order is written: nothing is frozen yet."""
        lines = self.sudo().invoice_line_ids  # sudo: accountants need not sell
        if self.state != "draft" or not self.is_sale_document(include_receipts=True) or lines.sale_line_ids:
            return self.env["patient.category"]
        saved = self._origin  # somebody who is only typed in may be no concern of the user's
        patients = saved.invoice_line_ids.patient_id or saved.partner_id
        return patients._patient_category(saved.company_id) if len(patients) == 1 else self.env["patient.category"]

    def _search_patient_id(self, operator, value):
        return self._search_by_lines("patient_id", operator, value)

    def _search_patient_category_id(self, operator, value):
        return self._search_by_lines("patient_category_id", operator, value)

    def _search_attending_employee_id(self, operator, value):
        return self._search_by_lines("attending_employee_id", operator, value)

    def _search_by_lines(self, name, operator, value):
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        return Domain("line_ids", "any", [("display_type", "=", "product"), (name, operator, value)])

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    def write(self, vals):
        if "partner_id" in vals:
            self._forget_patients_who_leave(vals["partner_id"])
        if vals.get("state") == "posted":
            # Here and not in `_post`: only what is really posted now, by whatever way.
            posting = self.filtered(lambda move: move.state != "posted")
            posting._check_orders_not_on_hold()
            posting._check_direct_invoices_covered()
        result = super().write(vals)
        if "state" in vals:
            self._update_profitability()
        elif REPORTED_FIELDS & vals.keys():
            self._correct_profitability()
        if "state" in vals:
            self._patient_orders()._on_real_money_changed()
        if vals.get("state") == "cancel" and not self.env.context.get(ORDER_IS_CANCELLED):
            self._orders_to_settle()._settle_invoices()
        return result

    def unlink(self):
        orders = self._orders_to_settle()
        result = super().unlink()
        orders._on_real_money_changed()  # what is left over may be free now
        orders._settle_invoices()
        return result

    def _post(self, soft=True):
        self._read_with_sale_fields()
        posted = super()._post(soft)
        posted._orders_to_settle()._settle_invoices()
        posted._settle_direct_invoices()
        return posted

    def _read_with_sale_fields(self):
        """Read once what posting needs, with the fields of this addon.

        Read first by somebody who may not see them, lines, patients and company would be read
        without them, and then once more.
        """
        moves = self.sudo()  # sudo: see above
        moves.company_id.mapped("prepayment_direct_invoices")
        moves.partner_id.mapped("patient_category_id")
        moves.line_ids.mapped("posted_cost_origin")

    def _patient_orders(self):
        """The orders with a line on these customer invoices, receipts and credit notes, or on those they settle."""
        moves = self.sudo()  # whoever books invoices need not be allowed to read orders
        entries = moves.filtered(lambda move: move.move_type in ("entry", "out_refund"))
        settled = entries.line_ids.matched_debit_ids.debit_move_id | entries.line_ids.matched_credit_ids.credit_move_id
        documents = (moves | settled.move_id).filtered(lambda move: move.is_sale_document(include_receipts=True))
        set_aside = self.sudo().origin_payment_id.prepayment_allocation_ids  # as above
        return (documents.invoice_line_ids.sale_line_ids.order_id | set_aside.order_id).with_env(self.env)

    def _check_orders_not_on_hold(self):
        """Refuse to invoice an order finally while its prepayment is missing.

        Down-payment lines stay postable: they are a way to pay.
        """
        documents = self.sudo()  # as above; with the credit notes that are posted together with the invoices
        invoices = documents.filtered(lambda move: move.move_type in ("out_invoice", "out_receipt"))
        lines = invoices.invoice_line_ids.sale_line_ids.filtered(lambda line: not line._is_real_down_payment())
        for order in lines.order_id:
            reason = order._holding_reason() or order._overcharging_reason(documents)
            if reason:
                raise UserError(reason)

    def _orders_to_settle(self):
        """The orders on these invoices for which money was set aside."""
        invoices = self.filtered(lambda move: move.move_type in ("out_invoice", "out_receipt"))
        return invoices._patient_orders().sudo().filtered("prepayment_allocation_ids")  # sudo: as above

    def _reconcile_prepayments(self):
        """Settle what is open of these posted invoices with the payments that were set aside for their orders."""
        invoices = self.sudo().filtered(  # sudo: the poster need not be allowed to read what was set aside
            lambda move: move.state == "posted"
            and move.move_type in ("out_invoice", "out_receipt")
            and not move.currency_id.is_zero(move.amount_residual)
        )
        pairs = [
            (allocation, invoice)
            for invoice in invoices.sorted("id")
            for allocation in invoice.invoice_line_ids._invoiced_orders().prepayment_allocation_ids
        ]
        if not pairs:
            return
        allocations = self.env["patient.prepayment.allocation"].sudo().union(  # sudo: as above
            *(allocation for allocation, _invoice in pairs)
        )
        # Read once for all: what an invoice uses of an allocation is taken off both below.
        ledger = self.env["patient.money"]._ledger_of_payments(allocations.payment_id)
        left = allocations._open_amounts(ledger)
        asking = dict.fromkeys(invoice for _allocation, invoice in pairs)  # the oldest first
        unsettled = {invoice: ledger.open_by_order(invoice) for invoice in asking}
        self._withhold_what_is_missing(unsettled)
        for allocation, invoice in self._settle_apart(pairs, left, unsettled):
            payment, open_here = allocation.payment_id, unsettled[invoice]
            settled = payment._settle_invoice(invoice, invoice._settled_by(allocation, left[allocation], open_here))
            left[allocation] -= settled
            open_here[allocation.order_id] -= payment.currency_id._convert(
                settled, invoice.currency_id, invoice.company_id, payment.date
            )

    @api.model
    def _withhold_what_is_missing(self, unsettled):
        """Down payments ask for what is missing of their order first: so much of them stays open, whatever is there.

        :param unsettled: {posted invoice: {``sale.order``: what is open of it there, in the invoice's currency}}; what
            waits for more money becomes nobody's
        """
        missing = {}
        for invoice, open_here in unsettled.items():
            currencies = (invoice.company_id, invoice.invoice_date)
            for order in list(open_here):
                if not invoice._asks_only_for_down_payments_of(order) or not order._is_prepayment_missing():
                    continue
                rest = missing.setdefault(order, order.prepayment_missing_amount)
                waiting = order.currency_id._convert(rest, invoice.currency_id, *currencies)
                waiting = min(open_here[order], waiting)
                if waiting <= 0.0:
                    continue
                open_here[order] -= waiting
                open_here[order.browse()] += waiting
                missing[order] -= invoice.currency_id._convert(waiting, order.currency_id, *currencies)

    def _asks_only_for_down_payments_of(self, order):
        lines = self.invoice_line_ids.sale_line_ids
        return bool(order) and all(line._is_real_down_payment() for line in lines if line.order_id == order)

    def _settle_apart(self, pairs, left, unsettled):
        """Settle what meets nothing else, one payment and one invoice each, all at once.

        :param pairs: list of (allocation, posted invoice)
        :param left: {allocation: what of it is open, in the currency of the payment}
        :param unsettled: {invoice: {``sale.order``: what is open of it there, in its currency}}
        :return: list of the other pairs, which are settled one after the other
        """
        times = Counter(record for allocation, invoice in pairs for record in (allocation.payment_id, invoice))
        plans, others = [], []
        for allocation, invoice in pairs:
            payment = allocation.payment_id
            if times[payment] == times[invoice] == 1:
                amount = invoice._settled_by(allocation, left[allocation], unsettled[invoice])
                plans.append(payment._plan_settlement(invoice, amount))
            else:
                others.append((allocation, invoice))
        self.env["account.move.line"].sudo()._reconcile_up_to(plans)  # sudo: as above
        return others

    def _settled_by(self, allocation, open_amount, unsettled):
        """How much of ``open_amount`` may settle this invoice: what it asks for other orders is not paid with it.

        :param unsettled: {``sale.order``: what is open of it on this invoice, in its currency}
        :return: in the currency of the payment
        """
        order = allocation.order_id
        if unsettled.keys() <= {order}:
            return open_amount
        return min(open_amount, self._in_currency_of(allocation.payment_id, unsettled[order]))

    def _add_rounding(self, amounts):
        """Make ``amounts`` add up to this document, whose taxes Odoo mostly rounds for all of its lines together.

        :param amounts: {record: amount in the document's currency}; the largest takes the difference
        :return: (the record with the largest, by which factor that changed)
        """
        largest = max(amounts, key=lambda record: abs(amounts[record]), default=None)
        before = amounts.get(largest)
        if not before:
            return largest, 1.0
        amounts[largest] += self.amount_total - sum(amounts.values())
        return largest, amounts[largest] / before

    # ------------------------------------------------------------
    # Profitability
    # ------------------------------------------------------------

    def _update_profitability(self):
        """Freeze what the invoices that are posted now sold, and let the report follow."""
        sales = self.filtered(lambda move: move.is_sale_document(include_receipts=True))
        sales.filtered(lambda move: move.state == "posted").line_ids._freeze_sale()
        self.env["patient.category.summary"]._update_at_commit(sales)

    def _correct_profitability(self):
        """Let the report follow what is changed on invoices that stay posted, as far as Odoo allows that."""
        self.filtered(lambda move: move.state == "posted")._update_profitability()

    def _forget_patients_who_leave(self, partner_id):
        """A draft that is made out to somebody else treats somebody else.

        Unless an order or the credited invoice says who was treated.
        """
        leaving = self.filtered(lambda move: move.state == "draft" and move.partner_id.id != partner_id)
        leaving.line_ids.sudo().filtered(  # sudo: accountants need not know patients
            lambda line: line.patient_id == line.move_id.partner_id
            and not line.sale_line_ids
            and not line.patient_origin_line_id
        ).patient_id = False

    # ------------------------------------------------------------
    # Incidents
    # ------------------------------------------------------------

    @api.depends("partner_id", "patient_id")
    @api.depends_context("uid")
    def _compute_patient_open_incident_count(self):
        for move in self:
            move.patient_open_incident_count = move._patient_met().patient_open_incident_count

    def _patient_met(self):
        """The person at the desk with this invoice: who was treated, else who pays."""
        return self.patient_id or self.partner_id

    def action_show_guidance(self):
        """Open how to treat the patient of this invoice, for the staff."""
        self.ensure_one()
        category = self.patient_category_id or self._patient_met()._patient_category(self.company_id)
        return category.action_show_guidance()

    def action_view_patient_incidents(self):
        """Open the incidents with the patient of this invoice."""
        return self._patient_met().action_view_patient_incidents()

    def action_help_me_now(self):
        """Show what to do with whoever stands at the desk with this invoice, right now."""
        self.ensure_one()
        patient = self._patient_met()
        action = patient.action_help_me_now()
        visit = self.invoice_line_ids.sale_line_ids.order_id
        if len(visit) == 1 and visit.partner_id == patient:
            action["context"]["default_order_id"] = visit.id
        return action
