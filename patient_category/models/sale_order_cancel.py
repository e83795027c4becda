from odoo import api, fields, models
from odoo.exceptions import UserError

from ..groups import PATIENTS

# What settled the drafts of a cancelled order is free for what the dialog says, not for its other invoices.
ORDER_IS_CANCELLED = "patient_category.order_is_cancelled"


class SaleOrder(models.Model):
    """What becomes of the money when an order is cancelled: refund, keep on account, move to another order.

    And when it gets another customer.
    """

    _inherit = "sale.order"

    # No groups: Odoo's own button depends on it. It is true only for those whom the dialog asks.
    prepayment_asks_on_cancel = fields.Boolean(compute="_compute_prepayment_asks_on_cancel")

    @api.depends("state", "prepayment_set_aside_amount")
    @api.depends_context("uid")
    def _compute_prepayment_asks_on_cancel(self):
        for order in self:
            # sudo: not for those who may not know patients, but looked at by them
            order.prepayment_asks_on_cancel = order._may_be_asked() and order.sudo().prepayment_set_aside_amount > 0

    def _may_be_asked(self):
        return self.state != "cancel" and self.env.user.has_group(PATIENTS)

    def action_cancel(self):
        """Ask what becomes of the money that was set aside for this order, before it is cancelled.

        Where nobody can be asked (several orders, the portal, those who do not know patients)
        it stays as credit of the patient.
        """
        if len(self) == 1 and not self.env.su and not self.locked and self._asks_what_becomes_of_money():
            return {
                "type": "ir.actions.act_window",
                "name": self.env._("Cancel a Paid Order"),
                "res_model": "patient.prepayment.cancel",
                "view_mode": "form",
                "target": "new",
                "context": {"default_order_id": self.id},
            }
        return super().action_cancel()

    def _asks_what_becomes_of_money(self):
        """As the button, and also where all of the money stands on invoices that were reset to draft."""
        return self._may_be_asked() and bool(self._money_freed_by_cancelling())

    def _action_cancel(self):
        self._cancel_draft_invoices()
        return super()._action_cancel()

    def _cancel_draft_invoices(self):
        """Cancel the drafts that go with these orders, which whoever cancels an order need not be allowed to write.

        :raise UserError: one of them was booked before, or invoices other orders too: that is for accountants
        """
        orders = self.sudo().filtered(  # sudo: see above
            lambda order: order.patient_category_id or order.prepayment_allocation_ids
        )
        is_accountant = self.env["account.move"].has_access("write")
        for draft in orders.invoice_ids.filtered(lambda invoice: invoice.state == "draft"):
            of_others = draft.invoice_line_ids.sale_line_ids.order_id - orders
            if not is_accountant and (draft.posted_before or of_others):
                raise UserError(
                    self.env._(
                        "%(invoice)s was booked before, or invoices other orders too. "
                        "Please ask an accountant to cancel it, and cancel the order then.",
                        invoice=draft.display_name,
                    )
                )
            draft.with_context(**{ORDER_IS_CANCELLED: True}).button_cancel()

    def _money_freed_by_cancelling(self):
        """What comes free when this order is cancelled: also what settled its invoices that were reset to draft.

        :return: {``account.payment``: amount in its currency}
        """
        allocations = self.prepayment_allocation_ids
        # sudo: the desk has no right to read payments
        ledger = self.env["patient.money"]._ledger_of_payments(allocations.sudo().payment_id)
        open_amounts = allocations._open_amounts(ledger)
        return self._by_payment({each: amount + ledger.used_on_drafts[each] for each, amount in open_amounts.items()})

    def _money_set_aside(self):
        """What is set aside for this order and has not settled an invoice of it.

        :return: {``account.payment``: amount in its currency}
        """
        return self._by_payment(self.prepayment_allocation_ids._open_amounts())

    @api.model
    def _by_payment(self, allocated):
        """{``account.payment``, as superuser: amount} of {allocation: amount}, both in the currency of the payment."""
        amounts = {}
        for allocation, amount in allocated.items():
            if allocation.currency_id.compare_amounts(amount, 0.0) > 0:
                payment = allocation.sudo().payment_id  # sudo: the desk has no right to read payments
                amounts[payment] = amounts.get(payment, 0.0) + amount
        return amounts

    def _free_prepayments(self):
        """What was set aside for a cancelled order becomes credit of its patient."""
        for order in self.sudo():  # sudo: set aside and freed by rules only
            for payment, amount in order._money_set_aside().items():
                order._say_what_is_credit_now(payment, amount)
            order.prepayment_allocation_ids.unlink()

    def _free_prepayments_of_others(self, patients_before):
        """Customer or payer changed: what others set aside becomes credit of whoever paid it.

        :param patients_before: {id of order: ``res.partner``}, where the customer was written
        """
        for order in self.sudo():  # sudo: as above
            before = patients_before.get(order.id, order.partner_id).sudo()  # sudo: as above
            is_another_patient = order.partner_id != before
            foreign = order.prepayment_allocation_ids.filtered(
                lambda allocation, is_another=is_another_patient: not allocation._still_pays(is_another)
            )
            foreign._leave_order()
            if is_another_patient and (order.patient_category_id or before._patient_category(order.company_id)):
                order._part_from_transactions_of_others()

    def _part_from_transactions_of_others(self):
        """Money that is still on its way from somebody else will be his credit, and confirms nothing here."""
        payers = self._prepayment_payers()
        foreign = self.transaction_ids.filtered(
            lambda transaction: not transaction.payment_id and transaction.partner_id not in payers
        )
        if foreign:
            self.transaction_ids -= foreign
            self._on_real_money_changed()

    def _check_not_paid_back(self, freed):
        """Refuse to use once more what accounting has paid back and not reconciled yet.

        Asked when the money is free, so that other credit of the same payer counts for what was paid back first.

        :param freed: {``account.payment``: amount in its currency}
        :raise UserError: some of it is nobody's credit any more
        """
        all_payments = self.env["account.payment"].sudo().union(*freed)  # sudo: the desk has no right to read payments
        payments_of = all_payments.grouped(lambda payment: payment._payer())
        for payer, payments in payments_of.items():
            credit = self._total_of_payments(payments._free_credit(payer, self.company_id))
            missing = self._total_of_payments({payment: freed[payment] for payment in payments}) - credit
            if self.currency_id.compare_amounts(missing, 0.0) > 0:
                raise UserError(
                    self.env._(
                        "%(amount)s of this was paid back to %(payer)s already. Please let the money stay on "
                        "account, or ask an accountant to reconcile what was paid back.",
                        amount=self.currency_id.format(missing),
                        payer=payer.display_name,
                    )
                )

    def _move_prepayments(self, freed, target):
        """Set what was freed by cancelling this order aside for another one, as far as that is unpaid.

        :param freed: {``account.payment``: amount in its currency}
        :param target: ``sale.order`` of the same patient
        """
        for payment, amount in freed.items():
            target._set_aside_credit({payment: amount}, target._unpaid_amount())

    def _refund_prepayments(self, freed, journal):
        """Pay out what was freed by cancelling this order.

        :param freed: {``account.payment``: amount in its currency}
        :param journal: ``account.journal``, out of which the money goes
        :return: ``account.payment``, posted and reconciled, as superuser
        """
        refunds = self.env["account.payment"].sudo()  # sudo: the cashier's right, see the dialog
        for payment, amount in freed.items():
            refund = payment._refund_prepayment(amount, journal, self.name)
            self.message_post(
                body=self.env._(
                    "%(amount)s of %(payment)s was refunded: %(refund)s.",
                    amount=payment.currency_id.format(amount),
                    payment=payment.name or payment.display_name,
                    refund=refund.name or refund.display_name,
                )
            )
            refunds |= refund
        return refunds
