import re

from odoo.exceptions import ValidationError
from odoo.tests import HttpCase, tagged

from odoo.addons.account_payment.tests.common import AccountPaymentCommon

from .common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestOnlinePayment(MoneyCommon, AccountPaymentCommon, HttpCase):
    """What a patient pays online counts once, and is never lost by a refusal."""

    def _paid_online(self, order, amount, state="done"):
        transaction = self._create_transaction(
            "direct",
            reference=f"{order[0].name}-{amount}",
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

    def test_another_customer_gets_nothing_of_what_the_first_one_paid_online(self):
        done = self._paid_online(self.order, 120)
        other = self._order(self.problem_patient)
        self.provider.write({"support_manual_capture": "full_only", "capture_manually": True})
        authorized = self._paid_online(other, 120, state="authorized")
        self.assertEqual((self.order.prepayment_state, other.prepayment_state), ("paid", "paid"))
        (self.order | other).partner_id = self.env["res.partner"].create(
            {"name": "Petra Problem", "patient_category_id": self.problem.id}
        )
        for order in self.order | other:
            self.assertEqual((order.prepayment_state, order.prepayment_paid_amount), ("missing", 0))
        self.assertFalse(authorized.sale_order_ids)
        self.assertEqual(done.payment_id._prepayment_residual(), 120)

    def test_of_whoever_is_no_patient_odoo_keeps_the_transactions(self):
        strangers = self.env["res.partner"].create([{"name": "One"}, {"name": "Other"}])
        order = self._order(strangers[0])
        self.provider.write({"support_manual_capture": "full_only", "capture_manually": True})
        authorized = self._paid_online(order, 120, state="authorized")
        order.partner_id = strangers[1]
        self.assertEqual(authorized.sale_order_ids, order)

    def test_what_was_paid_online_stays_when_only_the_invoice_goes_elsewhere(self):
        self._paid_online(self.order, 120)
        self.order.prepayment_allocation_ids.sudo().payment_id.partner_id = self.vip_patient  # as a relative pays
        self.order.partner_invoice_id = self.env["res.partner"].create({"name": "Firm", "is_company": True})
        self.assertEqual((self.order.prepayment_state, self.order.prepayment_paid_amount), ("paid", 120))

    def test_the_portal_asks_for_the_money_before_it_confirms(self):
        self.assertTrue(self.order.sudo()._has_to_be_paid())
        self.assertFalse(self.order.sudo()._is_confirmation_amount_reached())
        ordinary = self._order(self.patient, require_payment=False)
        self.assertFalse(ordinary.sudo()._has_to_be_paid())

    def _authorized(self, amount=120):
        self.provider.support_manual_capture = "partial"
        self.provider.capture_manually = True
        return self._paid_online(self.order, amount, state="authorized")

    def _child(self, transaction, amount, state):
        child = transaction._create_child_transaction(amount)
        child._set_done() if state == "done" else child._set_canceled()
        child._post_process()
        return child

    def assertPaid(self, amount, state):
        self.env.flush_all()
        self.assertAlmostEqual(self.order._real_money()[self.order.id].paid, amount, 2)
        self.assertEqual(self.order.prepayment_state, state)

    def test_a_transaction_that_is_captured_in_part_and_voided(self):
        transaction = self._authorized()
        self.assertPaid(120, "paid")
        captured = self._child(transaction, 50, "done")
        self.assertEqual(self.order.prepayment_allocation_ids.sudo().payment_id, captured.payment_id)
        self.assertPaid(120, "paid")
        self._child(transaction, 20, "cancel")
        self.assertPaid(100, "partial")
        self._child(transaction, 50, "done")
        self.assertEqual(transaction.state, "done")
        self.assertPaid(100, "partial")

    def test_a_capture_counts_before_its_payment_is_made(self):
        transaction = self._authorized()
        for amount in (50, 70):
            child = transaction._create_child_transaction(amount)
            child._set_done()
            self.assertFalse(child.payment_id)
            self.assertPaid(120, "paid")
            child._post_process()
            self.assertPaid(120, "paid")
        self.assertEqual(transaction.state, "done")

    def test_a_capture_that_failed_and_was_made_whole(self):
        transaction = self._authorized()
        transaction._create_child_transaction(50)._set_error("Not captured")
        transaction._set_done()
        self.assertFalse(transaction.payment_id)
        self.assertPaid(120, "paid")
        transaction._post_process()
        self.assertPaid(120, "paid")

    def test_a_link_asks_for_what_was_not_paid_at_the_desk(self):
        self.order.require_payment = False
        self._set_aside(self.order, self._payment(self.problem_patient, 50))
        values = self.order._get_default_payment_link_values()
        self.assertEqual((values["amount"], values["amount_max"], values["amount_paid"]), (70, 70, 50))
        ordinary = self._order(self.patient)
        self.assertEqual(ordinary._get_default_payment_link_values()["amount"], 120)

    def test_a_transaction_that_is_voided(self):
        transaction = self._authorized()
        self._child(transaction, 120, "cancel")
        self.assertPaid(0, "missing")

    def test_an_authorization_that_is_cancelled(self):
        transaction = self._authorized()
        transaction._set_canceled()
        self.assertPaid(0, "missing")

    def test_a_transaction_that_is_refunded(self):
        transaction = self._paid_online(self.order, 120)
        for amount, left, state in ((50, 70, "partial"), (70, 0, "missing")):
            refund = transaction._create_child_transaction(amount, is_refund=True)
            refund._set_done()
            refund._post_process()
            self.assertEqual(refund.payment_id.payment_type, "outbound")
            self.assertPaid(left, state)

    def test_a_refund_that_accounting_reconciles_is_taken_off_once(self):
        transaction = self._paid_online(self.order, 120)
        transaction.payment_id.outstanding_account_id = transaction.payment_id._prepayment_liquidity_account()
        refund = transaction._create_child_transaction(50, is_refund=True)
        refund._set_done()
        refund._post_process()
        self.assertPaid(70, "partial")
        self.assertTrue(transaction.payment_id.move_id and refund.payment_id.move_id)
        self._reconcile(transaction.payment_id.move_id, refund.payment_id.move_id)
        self.assertPaid(70, "partial")

    def test_one_transaction_for_two_orders_counts_for_none_until_allocated(self):
        other = self._order(self.problem_patient, require_payment=True)
        orders = self.order | other
        transaction = self._create_transaction(
            "direct",
            reference="two",
            amount=240,
            currency_id=self.order.currency_id.id,
            partner_id=self.problem_patient.id,
            sale_order_ids=[(6, 0, orders.ids)],
        )
        transaction._set_done()
        transaction._post_process()
        self.assertEqual(set(orders.mapped("prepayment_state")), {"missing"})
        self.assertEqual(set(orders.mapped("state")), {"draft", "sent"} & set(orders.mapped("state")))
        for order in orders:
            self._set_aside(order, transaction.payment_id, 120)
        self.assertEqual(set(orders.mapped("prepayment_state")), {"paid"})
        with self.assertRaises(ValidationError):
            self._set_aside(self.order, transaction.payment_id, 1)

    def test_what_stands_on_the_commercial_entity_is_on_account_of_whoever_paid_it(self):
        firm = self.env["res.partner"].create({"name": "Firm", "is_company": True})
        (self.problem_patient | self.vip_patient).parent_id = firm
        other = self._order(self.problem_patient, require_payment=True)
        transaction = self._paid_online(self.order | other, 240)
        self.assertEqual((transaction.payment_id.partner_id, self.order.prepayment_state), (firm, "missing"))
        self.assertFalse(self._order(self.vip_patient)._free_credit(), "a colleague's money is not his")
        on_the_firm = self._order(self.vip_patient, partner_invoice_id=firm.id)
        self.assertFalse(on_the_firm._free_credit(), "nor where their employer is invoiced for him")
        self._payment(firm, 50, payment_type="outbound")
        self.assertEqual(sum(self.order._free_credit().values()), 240, "nor is he paid back with the employer")
        for order in self.order | other:
            order._set_aside_credit(order._free_credit(), 120)
            self.assertEqual(order.prepayment_state, "paid")

    def test_the_commercial_entity_paid_online(self):
        firm = self.env["res.partner"].create({"name": "Firm", "is_company": True})
        self.problem_patient.parent_id = firm
        transaction = self._paid_online(self.order, 120)
        self.assertEqual(transaction.payment_id.partner_id, firm, "so Odoo writes it")
        self.assertPaid(120, "paid")

    def test_looking_at_a_quotation_writes_nothing(self):
        order = self.order.sudo()
        order._is_confirmation_amount_reached()
        order._has_to_be_paid()
        self.env.flush_all()
        revision = order.prepayment_revision
        order._is_confirmation_amount_reached()
        order._has_to_be_paid()
        self.assertEqual(order.prepayment_revision, revision)
        self.assertFalse(self.env.transaction.tocompute, "nothing is left to be written either")

    def test_what_was_paid_at_the_desk_is_not_asked_for_online(self):
        register = self.env["patient.prepayment.register"].with_user(self.cashier)
        register.create({"order_id": self.order.id, "journal_id": self.cash.id, "amount": 50}).action_register()
        self.provider.write({"state": "test", "is_published": True})
        self.order.require_signature = False
        for share in (1.0, 0.3):
            self.order.prepayment_percent = share
            self.assertEqual(self.order.sudo()._get_prepayment_required_amount(), 70)
            self.assertEqual(self._offered(), 70)

    def _offered(self):
        """The amount that the page of the quotation hands to the payment form."""
        self.order._portal_ensure_token()
        page = self.url_open(f"/my/orders/{self.order.id}?access_token={self.order.access_token}").text
        return float(re.search(r'data-amount="([0-9.]+)"', page)[1])

    def test_paid_whole_there_is_nothing_to_pay(self):
        self._paid_online(self.order, 120)
        self.assertFalse(self.order.sudo()._has_to_be_paid())

    def test_ways_that_confirm_without_money_are_not_offered(self):
        """Cash on delivery and pay on site confirm while they are pending."""
        without_money = self.provider.copy({"name": "On site", "state": "test", "is_published": True})
        free = self._order(self.patient, require_payment=True)

        def offered(order):
            report = {}
            providers = self.env["payment.provider"].sudo()._get_compatible_providers(
                self.company.id,
                order.partner_id.id,
                120,
                currency_id=order.currency_id.id,
                sale_order_id=order.id,
                report=report,
            )
            return providers, report["providers"][without_money]

        self.provider.state = "test"
        # The modes come with modules that are not installed here, see below.
        self.patch(type(without_money), "_confirms_without_money", lambda provider: provider == without_money)
        providers, reported = offered(self.order)
        self.assertIn(self.provider, providers)
        self.assertNotIn(without_money, providers)
        self.assertFalse(reported["available"])
        self.assertIn(without_money, offered(free)[0])

    def test_cash_on_delivery_confirms_without_money_and_a_wire_transfer_does_not(self):
        """By the names that Odoo's modules give to their modes."""
        modes = {("custom", "wire_transfer"): False, ("custom", "cash_on_delivery"): True, ("custom", "on_site"): True}
        for (code, mode), expected in {**modes, ("demo", False): False}.items():
            provider = self.env["payment.provider"].new({"name": "P"})
            # Neither code nor mode can be chosen where their modules are not installed.
            fake = type("Provider", (), {"code": code, "custom_mode": mode, "ensure_one": lambda self: self})()
            self.assertEqual(type(provider)._confirms_without_money(fake), expected)
