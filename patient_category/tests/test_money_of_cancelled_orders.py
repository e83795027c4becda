from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .test_doors import DoorsCommon


@tagged("post_install", "-at_install")
class TestMoneyOfCancelledOrders(DoorsCommon):
    """Cancelling a paid order asks what becomes of the money: it is never just gone."""

    def setUp(self):
        super().setUp()
        self.order = self._paid(self.receptionist)
        self.payment = self.order.prepayment_allocation_ids.sudo().payment_id

    def _cancel(self, user=None, order=None, **values):
        wizard = self.env["patient.prepayment.cancel"].with_user(user or self.cashier)
        return wizard.create({"order_id": (order or self.order).id, **values}).action_cancel_order()

    def _credit(self, order=None):
        return sum((order or self.order)._free_credit().values())

    def test_cancelling_asks(self):
        action = self.order.action_cancel()
        self.assertEqual((action["res_model"], self.order.state), ("patient.prepayment.cancel", "sale"))
        wizard = self.env["patient.prepayment.cancel"].with_user(self.receptionist).create({"order_id": self.order.id})
        self.assertEqual((wizard.amount, wizard.money), (120, "keep"))

    def test_an_unpaid_order_is_cancelled_without_a_question(self):
        order = self._unpaid(self.receptionist)
        order.action_cancel()
        self.assertEqual(order.state, "cancel")

    def test_where_nobody_can_be_asked_the_money_stays_as_credit(self):
        self.order.with_user(self.seller).action_cancel()
        self.assertEqual(self.order.state, "cancel")
        self.assertEqual(self._credit(), 120)

    def test_what_was_used_meanwhile_is_not_paid_back_in_silence(self):
        for money in ("refund", "move"):
            order = self._paid(self.env.user)
            dialog = self.env["patient.prepayment.cancel"].with_user(self.cashier)
            with Form(dialog.with_context(default_order_id=order.id)) as form:
                form.money = money
                if money == "move":
                    form.target_order_id = self._unpaid(self.receptionist)
                self._invoice(order)
            with self.assertRaisesRegex(UserError, "Meanwhile"):
                form.record.action_cancel_order()
            self.assertEqual(order.state, "sale")

    def test_what_accounting_paid_back_is_not_paid_out_or_moved_once_more(self):
        other = self._unpaid(self.receptionist)
        paid_back = self._payment(self.problem_patient, 40, payment_type="outbound")
        for choice in ({"money": "refund"}, {"money": "move", "target_order_id": other.id}):
            said = r"40\.00 of this was paid back to Paul Problem already"
            with self.assertRaisesRegex(UserError, said), self.env.cr.savepoint():
                self._cancel(**choice)
            self.assertEqual((self.order.state, other.prepayment_paid_amount), ("sale", 0))
        self._payment(self.problem_patient, 50)  # of this, then, it was paid back
        self._cancel(money="move", target_order_id=other.id)
        self.assertEqual((other.prepayment_paid_amount, self._credit(other)), (120, 10))
        self.assertFalse(paid_back.is_reconciled)

    def test_of_what_accounting_paid_back_only_the_rest_stays_on_account(self):
        self._payment(self.problem_patient, 40, payment_type="outbound")
        self._cancel()
        self.assertEqual((self.order.state, self._credit()), ("cancel", 80))

    def test_it_stays_on_account_and_pays_the_next_visit(self):
        self._cancel(self.receptionist)
        self.assertEqual((self.order.state, self._credit()), ("cancel", 120))
        self.assertFalse(self.order.prepayment_allocation_ids)
        self.assertIn("is now credit of the patient", self.order.message_ids[0].body)
        order = self._unpaid(self.receptionist)
        wizard = self.env["patient.prepayment.register"].with_user(self.cashier).create({"order_id": order.id})
        self.assertEqual((wizard.credit_amount, wizard.credit_used, wizard.amount), (120, 120, 0))
        wizard.action_register()
        self.assertEqual((order.state, order.prepayment_state), ("sale", "paid"))
        self.assertEqual(self._credit(order), 0)

    def test_it_goes_to_another_order_as_far_as_that_needs_it(self):
        other = self._unpaid(self.receptionist)
        other.order_line.price_unit = 100
        action = self._cancel(self.receptionist, money="move", target_order_id=other.id)
        self.assertEqual(action["res_id"], other.id)
        self.assertEqual((other.prepayment_state, other.prepayment_paid_amount), ("paid", 100))
        self.assertEqual(self._credit(), 20, "what the other order does not need stays on account")

    def test_it_goes_to_no_order_of_somebody_else(self):
        strangers = self._unpaid(self.receptionist, self.vip_patient)
        for target in (False, strangers.id, self.order.id):
            with self.assertRaises(UserError):
                self._cancel(money="move", target_order_id=target)
        self.assertEqual(self.order.state, "sale")

    def test_it_is_paid_back_and_counts_no_longer(self):
        self._cancel(money="refund")
        refund = self.payment.search([("payment_type", "=", "outbound"), ("partner_id", "=", self.problem_patient.id)])
        self.assertEqual((refund.amount, refund.journal_id), (120, self.cash))
        self.assertIn(refund.state, ("in_process", "paid"))
        self.assertTrue(self.payment.is_reconciled and refund.is_reconciled)
        self.assertEqual((self.order.state, self._credit(), self.payment._prepayment_residual()), ("cancel", 0, 0))

    def test_only_what_was_not_used_is_paid_back(self):
        self.service.invoice_policy = "order"
        self._invoice(self.order.with_user(self.env.user))
        self.assertEqual(self.order._money_set_aside(), {})
        self.order.action_cancel()
        self.assertEqual(self.order.state, "cancel", "its money is on the invoice: nothing to ask")

    def test_only_cashiers_pay_back(self):
        with self.assertRaises(AccessError):
            self._cancel(self.receptionist, money="refund")
        self.assertEqual((self.order.state, self.order.prepayment_paid_amount), ("sale", 120))
        with self.assertRaises(AccessError):
            self._cancel(self.seller)

    def test_nobody_pays_himself_back(self):
        self.cashier.partner_id.sudo().patient_category_id = self.problem
        own = self._unpaid(self.receptionist, self.cashier.partner_id)
        colleague = self._user("till2", "patient_category.group_cashier")
        register = self.env["patient.prepayment.register"].with_user(colleague)
        register.create({"order_id": own.id, "journal_id": self.cash.id}).action_register()
        with self.assertRaises(AccessError):
            self._cancel(order=own, money="refund")
        self._cancel(colleague, order=own, money="refund")
        self.assertEqual(own.state, "cancel")

    def test_nothing_is_paid_back_out_of_another_journal_nor_in_a_closed_period(self):
        sales = self.company_data["default_journal_sale"]
        with self.assertRaises(UserError):
            self._cancel(money="refund", journal_id=sales.id)
        self.company.sudo().fiscalyear_lock_date = "2099-01-01"
        with self.assertRaises(UserError):
            self._cancel(money="refund")
        self.assertEqual((self.order.state, self.order.prepayment_paid_amount), ("sale", 120))

    def test_twice_is_refused(self):
        self._cancel()
        with self.assertRaises(UserError):
            self._cancel(money="refund")

    def test_releases_end_with_the_order(self):
        released = self._unpaid(self.receptionist)
        released._release("treat_now", "Emergency")
        released.action_cancel()
        self.assertTrue(released.prepayment_release_ids.ended_at)

    # -- What is on account, in Register Prepayment

    def test_a_treatment_plan_paid_up_front(self):
        payment = self._payment(self.problem_patient, 300)
        visits = [self._unpaid(self.receptionist) for _visit in range(3)]
        for visit in visits[:2]:
            self._pay_order(visit)
            self.assertEqual(visit.prepayment_allocation_ids.sudo().payment_id, payment)
        wizard = self.env["patient.prepayment.register"].with_user(self.cashier).create({"order_id": visits[2].id})
        self.assertEqual((wizard.credit_amount, wizard.credit_used, wizard.amount), (60, 60, 60))
        wizard.action_register()
        self.assertEqual((visits[2].state, len(visits[2].prepayment_allocation_ids)), ("sale", 2))

    def test_whoever_names_the_amount_takes_that_amount(self):
        self._payment(self.problem_patient, 300)
        order = self._unpaid(self.receptionist)
        self._pay_order(order, amount=120)
        self.assertEqual(self._credit(order), 300)

    def test_money_of_others_is_not_on_account(self):
        firm = self.env["res.partner"].create({"name": "Firm", "is_company": True})
        self.problem_patient.parent_id = firm
        self._payment(self.vip_patient, 500)
        self._payment(firm, 500)
        self.assertEqual(self._credit(), 0, "never merely of the same commercial entity")

    def test_bad_amounts_are_answered(self):
        self._payment(self.problem_patient, 50)
        order = self._unpaid(self.receptionist)
        for values in (
            {"credit_used": 51, "amount": 0},
            {"credit_used": -1, "amount": 10},
            {"credit_used": 50, "amount": 71},
            {"credit_used": 0, "amount": 0},
        ):
            with self.assertRaises(UserError):
                self._pay_order(order, **values)
        self.assertFalse(order.prepayment_allocation_ids)
