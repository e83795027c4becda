from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..groups import PATIENTS
from .patient_prepayment_allocation import CLOSED_PAYMENT_STATES


class AccountPayment(models.Model):
    _inherit = "account.payment"

    prepayment_allocation_ids = fields.One2many(
        "patient.prepayment.allocation", "payment_id", groups=PATIENTS
    )

    def _compute_outstanding_account_id(self):  # pylint: disable=missing-return
        """A payment that was set aside keeps an account that can settle an invoice, also when corrected."""
        super()._compute_outstanding_account_id()
        for payment in self.filtered(lambda payment: not payment.outstanding_account_id):
            if payment.sudo().prepayment_allocation_ids:  # sudo: accounting need not know what is set aside
                payment.outstanding_account_id = payment._prepayment_liquidity_account()

    def write(self, vals):
        result = super().write(vals)
        if "partner_id" in vals:
            allocations = self.sudo().prepayment_allocation_ids  # sudo: as below
            allocations.filtered(lambda allocation: not allocation._still_pays(False))._leave_order()
        if "amount" in vals:
            self.sudo().prepayment_allocation_ids._keep_within_payments()  # sudo: as below
        if "state" in vals:
            # A refund of an online payment takes from what that one was set aside for.
            payments = (self | self.source_payment_id).sudo()  # accounting need not know what is set aside
            orders = payments.prepayment_allocation_ids.order_id
            orders._on_real_money_changed()
            orders._settle_invoices()
        return result

    def _lock_for_allocation(self):
        """Let one transaction at a time set these payments aside.

        A lock alone would let the second one pass when the first commits, with a snapshot that does not have
        its allocations. Two that have *written* the row collide, and Odoo repeats the later one.
        """
        if self.ids:
            self.env.cr.execute(SQL("UPDATE account_payment SET id = id WHERE id IN %s", tuple(self.ids)))

    def _prepayment_residuals(self):
        """What of these payments is still free to count for orders: {payment: amount in its currency}.

        Refunds of an online payment are payments of their own, which name their source. What of them is
        reconciled with it has left it already.
        """
        refunded = defaultdict(float)
        for refund in self.search([("source_payment_id", "in", self.ids), ("state", "not in", CLOSED_PAYMENT_STATES)]):
            refunded[refund.source_payment_id] += refund._paid_back_amount()
        return {payment: max(0.0, payment._prepayment_residual() - refunded[payment]) for payment in self}

    def _paid_back_amount(self):
        """What of this outbound payment has not been reconciled with what it pays back, in its currency."""
        self.ensure_one()
        return abs(self._receivable_residual()) if self.move_id else self.amount

    def _prepayment_residual(self):
        """What of this inbound payment is still free to count for orders, in its currency.

        A payment without a journal entry is all there while it is in process, and spent
        once its bank statement line has taken over.
        """
        self.ensure_one()
        if self.payment_type != "inbound" or self.state in CLOSED_PAYMENT_STATES:
            return 0.0
        if not self.move_id:
            return self.amount if self.state == "in_process" else 0.0
        if self.move_id.state != "posted" or self._writes_off():
            return 0.0
        return -self._receivable_residual()

    def _writes_off(self):
        """Whether the entry settles more than was paid: that is for the invoice it was made for, and no credit."""
        settles = -sum(line.amount_currency for line in self._receivable_lines())
        return self.currency_id.compare_amounts(settles, self.amount) > 0

    def _receivable_residual(self):
        """What of this payment's journal entry is not reconciled, in its currency; negative for money that came in."""
        return sum(line.amount_residual_currency for line in self._receivable_lines())

    def _receivable_lines(self):
        # As a generator: the lines of all payments are read together.
        return (line for line in self.move_id.line_ids if line.account_type == "asset_receivable")

    def _prepayment_liquidity_account(self):
        """Where money taken at the desk goes, so that it has a journal entry that can settle an invoice.

        The account of the payment method, else the till itself, else the outstanding receipts or payments.
        """
        self.ensure_one()
        if self.outstanding_account_id:
            return self.outstanding_account_id
        if self.journal_id.type == "cash":
            return self.journal_id.default_account_id
        return self._get_outstanding_account(self.payment_type)

    # ------------------------------------------------------------
    # Settling invoices
    # ------------------------------------------------------------

    def _settle_invoice(self, invoice, amount):
        """Reconcile ``invoice`` with at most ``amount`` of this payment.

        :param invoice: posted ``account.move``
        :param amount: in the currency of the payment
        :return: how much of the payment was used, in its currency
        """
        lines, limits = self._plan_settlement(invoice, amount)
        payment_lines = lines.browse(limits)
        before = sum(payment_lines.mapped("amount_residual_currency"))
        lines._reconcile_up_to([(lines, limits)])
        return sum(payment_lines.mapped("amount_residual_currency")) - before

    def _plan_settlement(self, invoice, amount):
        """What to reconcile so that at most ``amount`` of this payment settles ``invoice``.

        :param invoice: posted ``account.move``
        :param amount: in the currency of the payment
        :return: (journal items, {id of one of the payment: at most, in its currency}); both empty where nothing settles
        """
        self.ensure_one()
        lines = invoice.line_ids.filtered(lambda line: line.account_type == "asset_receivable" and not line.reconciled)
        payment_lines = self.move_id.line_ids.filtered(
            lambda line: line.account_id in lines.account_id and line.amount_residual_currency < 0.0
        )
        limits = {}
        for line in payment_lines:
            limit = min(amount, -line.amount_residual_currency)
            if line.currency_id.compare_amounts(limit, 0.0) > 0:
                limits[line.id] = limit
                amount -= limit
        return (lines + lines.browse(limits) if limits else lines.browse()), limits

    # ------------------------------------------------------------
    # What patients left on account
    # ------------------------------------------------------------

    @api.model
    def _free_credit(self, payers, company):
        """What these contacts paid and nobody has used yet.

        :param payers: ``res.partner``; payments of others of the same commercial entity are not theirs. What they
            paid online is, which Odoo writes on the commercial entity
        :param company: ``res.company``; a branch uses the tills of its parents
        :return: {``account.payment``, as superuser: amount in its currency}, the oldest first
        """
        payments = self.sudo().search(  # sudo: the desk has no right to read payments
            [
                ("partner_id", "in", (payers | payers.commercial_partner_id).ids),
                ("company_id", "in", company.sudo().parent_ids.ids),
                ("payment_type", "=", "inbound"),
                ("partner_type", "=", "customer"),
                ("state", "not in", CLOSED_PAYMENT_STATES),
                ("is_reconciled", "=", False),
            ],
            order="date, id",
        ).filtered(lambda payment: payment._payer() & payers)
        free = payments._prepayment_residuals()
        for allocation, open_amount in payments.prepayment_allocation_ids._open_amounts().items():
            free[allocation.payment_id] -= open_amount
        payments._take_off_what_was_paid_back(free)
        return {
            payment: amount for payment, amount in free.items() if payment.currency_id.compare_amounts(amount, 0.0) > 0
        }

    def _take_off_what_was_paid_back(self, free):
        """What accounting paid back and has not reconciled with anything yet is nobody's credit any more.

        :param free: {payment: amount in its currency}, of these payments; what was paid back is taken off it
        """
        payments_of = self.grouped(lambda payment: (payment._payer(), payment.company_id))
        paid_back = self.search(
            [
                ("partner_id", "in", self.partner_id.ids),
                ("company_id", "in", self.company_id.ids),
                ("payment_type", "=", "outbound"),
                ("partner_type", "=", "customer"),
                ("state", "not in", CLOSED_PAYMENT_STATES),
                ("is_reconciled", "=", False),
                ("source_payment_id", "=", False),  # those are taken off their source already
            ]
        )
        for refund, not_credited in paid_back._paid_back_beside_credit_notes().items():
            left = not_credited
            for payment in payments_of.get((refund.partner_id, refund.company_id), ()):
                at = (payment.company_id, refund.date)
                taken = min(max(0.0, free[payment]), refund.currency_id._convert(left, payment.currency_id, *at))
                free[payment] -= taken
                left -= payment.currency_id._convert(taken, refund.currency_id, *at)

    def _paid_back_beside_credit_notes(self):
        """What of these outbound payments is not for a credit note that nobody has reconciled with them yet.

        :return: {payment: amount in its currency}; what the first one takes of a credit note is not there for the next
        """
        credit_notes = self.env["account.move"].search(
            [
                ("move_type", "=", "out_refund"),
                ("state", "=", "posted"),
                ("partner_id", "in", self.partner_id.ids),
                ("company_id", "in", self.company_id.ids),
                ("amount_residual", ">", 0.0),
            ]
        )
        open_amounts = defaultdict(float)  # in company currency
        for note in credit_notes:
            open_amounts[note.partner_id, note.company_id] += abs(note.amount_residual_signed)
        amounts = {}
        for payment in self:
            key = payment.partner_id, payment.company_id
            at = (payment.company_id, payment.date)
            company_currency = payment.company_id.currency_id
            amount = payment._paid_back_amount()
            taken = min(payment.currency_id._convert(amount, company_currency, *at), open_amounts[key])
            open_amounts[key] -= taken
            amounts[payment] = max(0.0, amount - company_currency._convert(taken, payment.currency_id, *at))
        return amounts

    def _payer(self):
        """Who made this payment: whoever paid it online, where Odoo wrote it on his commercial entity."""
        self.ensure_one()
        online = self.payment_transaction_id.partner_id
        return online if online and online.commercial_partner_id == self.partner_id else self.partner_id

    def _prepayment_in_order_currency(self, amount, order):
        """``amount`` of this payment in the currency of ``order``, at the date of the payment."""
        return self.currency_id._convert(amount, order.currency_id, order.company_id, self.date, round=False)

    def _prepayment_from_order_currency(self, amount, order):
        """``amount`` in the currency of ``order`` in this payment's, at the date of the payment."""
        return self.currency_id.round(
            order.currency_id._convert(amount, self.currency_id, order.company_id, self.date, round=False)
        )

    @api.model
    def _post_at_desk(self, values):
        """A posted customer payment with a journal entry, for those who take and return prepayments.

        :param values: of ``account.payment``, with ``company_id``
        :return: ``account.payment``, as superuser
        """
        # sudo: taking and returning prepayments is the cashier's right; reading and booking other payments is not.
        payments = self.sudo().with_company(values["company_id"])
        payment = payments.create({"partner_type": "customer", **values})
        payment.outstanding_account_id = payment._prepayment_liquidity_account()
        payment.action_post()
        return payment

    def _refund_prepayment(self, amount, journal, memo):
        """Pay ``amount`` of this payment back, so that it counts for nothing any more.

        :param amount: in the currency of this payment, at most what is unreconciled of it
        :param journal: ``account.journal``, out of which the money goes
        :return: ``account.payment``, posted and reconciled with this one, as superuser
        :raise UserError: this payment has no journal entry yet that could be reconciled
        """
        self.ensure_one()
        if self.move_id.state != "posted":
            raise UserError(
                self.env._(
                    "%(payment)s is not booked yet. Please let it stay as credit, and ask the accountant to refund it.",
                    payment=self.name or self.display_name,
                )
            )
        refund = self._post_at_desk(
            {
                "payment_type": "outbound",
                "partner_id": self.partner_id.id,
                "journal_id": journal.id,
                "company_id": self.company_id.id,
                "amount": amount,
                "currency_id": self.currency_id.id,
                "destination_account_id": self.destination_account_id.id,
                "memo": memo,
            }
        )
        lines = (self.move_id | refund.move_id).line_ids.filtered(
            lambda line: line.account_type == "asset_receivable" and not line.reconciled
        )
        lines.reconcile()
        return refund
