from odoo import fields, models

from .patient_prepayment_allocation import CLOSED_PAYMENT_STATES


class AccountPayment(models.Model):
    _inherit = "account.payment"

    prepayment_allocation_ids = fields.One2many(
        "patient.prepayment.allocation", "payment_id", groups="patient_category.group_user"
    )

    def _compute_outstanding_account_id(self):  # pylint: disable=missing-return
        """A payment that was set aside keeps an account that can settle an invoice, also when corrected."""
        super()._compute_outstanding_account_id()
        for payment in self.filtered(lambda payment: not payment.outstanding_account_id):
            if payment.sudo().prepayment_allocation_ids:  # sudo: accounting need not know what is set aside
                payment.outstanding_account_id = payment._prepayment_liquidity_account()

    def write(self, vals):
        result = super().write(vals)
        if "state" in vals:
            # sudo: accounting need not know what is set aside
            self.sudo().prepayment_allocation_ids.order_id._on_real_money_changed()
        return result

    def _prepayment_residuals(self):
        """What of these payments is still free to count for orders: {payment: amount in its currency}.

        Refunds of an online payment are payments of their own, which name their source.
        """
        refunds = dict(
            self._read_group(
                [("source_payment_id", "in", self.ids), ("state", "not in", CLOSED_PAYMENT_STATES)],
                ["source_payment_id"],
                ["amount:sum"],
            )
        )
        return {
            payment: max(0.0, payment._prepayment_residual() - refunds.get(payment, 0.0)) for payment in self
        }

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
        if self.move_id.state != "posted":
            return 0.0
        return -sum(
            line.amount_residual_currency
            for line in self.move_id.line_ids
            if line.account_type == "asset_receivable"
        )

    def _prepayment_liquidity_account(self):
        """Where money taken at the desk goes, so that it has a journal entry that can settle an invoice.

        The account of the payment method, else the till itself, else the outstanding receipts.
        """
        self.ensure_one()
        if self.outstanding_account_id:
            return self.outstanding_account_id
        if self.journal_id.type == "cash":
            return self.journal_id.default_account_id
        return self._get_outstanding_account("inbound")
