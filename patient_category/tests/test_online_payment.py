from odoo.tests import tagged

from odoo.addons.account_payment.tests.common import AccountPaymentCommon

from .common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestOnlinePayment(MoneyCommon, AccountPaymentCommon):
    """What a patient pays online counts once, and is never lost by a refusal."""

    def _paid_online(self, order, amount, state="done"):
        transaction = self._create_transaction(
            "direct",
            reference=f"{order.name}-{amount}",
            amount=amount,
            currency_id=order.currency_id.id,
            partner_id=order.partner_id.id,
            sale_order_ids=[(6, 0, order.ids)],
        )
        transaction._set_authorized() if state == "authorized" else transaction._set_done()
        transaction._post_process()
        return transaction

    def setUp(self):
        super().setUp()
        self.order = self._order(self.problem_patient, require_payment=True)

    def test_paying_what_is_asked_confirms_and_is_set_aside(self):
        self.order.prepayment_percent = 0.3
        asked = self.order.sudo()._get_prepayment_required_amount()
        self.assertEqual(asked, 120, "the category asks for more than the quotation")
        transaction = self._paid_online(self.order, asked)
        self.assertEqual((self.order.state, self.order.prepayment_state), ("sale", "paid"))
        self.assertEqual(self.order.prepayment_allocation_ids.sudo().payment_id, transaction.payment_id)
        self.assertEqual(self.order._real_money()[self.order.id].paid, 120)

    def test_paying_too_little_books_the_money_and_confirms_nothing(self):
        transaction = self._paid_online(self.order, 36)
        self.assertTrue(transaction.payment_id)
        self.assertEqual((self.order.state, self.order.prepayment_state), ("draft", "partial"))
        self.assertEqual(self.order.sudo()._get_prepayment_required_amount(), 84)
        self._paid_online(self.order, 84)
        self.assertEqual(self.order.state, "sale")

    def test_online_money_that_is_cancelled_holds_the_order(self):
        transaction = self._paid_online(self.order, 120)
        transaction.payment_id.action_draft()
        transaction.payment_id.action_cancel()
        self.assertEqual(self.order.prepayment_state, "missing")

    def test_an_authorized_transaction_counts(self):
        self.provider.support_manual_capture = "full_only"
        self.provider.capture_manually = True
        self._paid_online(self.order, 120, state="authorized")
        self.assertEqual((self.order.state, self.order.prepayment_state), ("sale", "paid"))

    def test_the_portal_asks_for_the_money_before_it_confirms(self):
        self.assertTrue(self.order.sudo()._has_to_be_paid())
        self.assertFalse(self.order.sudo()._is_confirmation_amount_reached())
        ordinary = self._order(self.patient, require_payment=False)
        self.assertFalse(ordinary.sudo()._has_to_be_paid())
