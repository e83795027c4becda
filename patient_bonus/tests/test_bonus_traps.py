from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import BonusCommon


@tagged("post_install", "-at_install")
class TestBonusTraps(BonusCommon):
    """What Odoo's loyalty does by itself and a patient's bonuses must not: one test each.

    Those that belong to a story stand there: chosen cents, bulk confirmation, another customer, promotion codes
    and a balance written over RPC in ``test_bonus_spending`` and ``test_bonus_ledger``; merged contacts in
    ``test_bonus_ledger``; two first orders at once in ``tests/test_bonus_concurrency.py``.
    """

    def _paid(self, patient, amount):
        order = self._confirmed(patient, amount)
        self._pay(self._invoice(order), amount)
        return order

    def _redeemed(self, amount, price=200):
        order = self._order(self.patient)
        order.order_line.price_unit = price
        order._bonus_redeem(self.card.with_env(order.env), amount)
        return order

    def test_points_come_with_the_money_not_with_the_confirmation(self):
        order = self._confirmed(self.patient, 100)
        self.assertPoints(self.card, 0)
        self.assertFalse(order.coupon_point_ids)
        invoice = self._invoice(order)
        self.assertPoints(self.card, 0)
        self._pay(invoice, 100)
        self.assertPoints(self.card, 5)

    def test_amounts_are_converted_to_the_programs_currency(self):
        euro = self.setup_other_currency("EUR", rates=[("2020-01-01", 0.5)])
        program = self.env["loyalty.program"].create(
            {
                "name": "Euro bonuses",
                "is_patient_bonus": True,
                "company_id": self.company.id,
                "currency_id": euro.id,
                "bonus_rate": 10,
                "sequence": -1,
            }
        )
        self.card.sudo()._bonus_set_state("closed", "moves to the other program")
        card = self.env["loyalty.card"].sudo()._bonus_issue(self.patient, program)
        self.assertEqual(card.with_user(self.receptionist).bonus_check(card.code, 100)["would_earn"], 5)
        self._paid(self.patient, 100)
        self.assertPoints(card, 5)  # 10 % of 100 dollars are 5 euros
        order = self._order(self.patient)
        order.order_line.price_unit = 100
        order._bonus_redeem(card.with_env(order.env), 4)
        order.action_confirm()
        self.assertPoints(card, 3)  # 4 dollars are 2 euros

    def test_archiving_a_card_makes_the_next_order_issue_no_other(self):
        self.card.sudo().active = False
        order = self._order(self.patient, user=self.env.user)
        order._update_programs_and_rewards()
        order.action_confirm()
        self._pay(self._invoice(order), 120)
        cards = self.env["loyalty.card"].with_context(active_test=False).search([("partner_id", "=", self.patient.id)])
        self.assertEqual(cards, self.card)
        self.assertPoints(self.card, 0)

    def test_nothing_is_earned_or_spent_after_the_end_of_a_program(self):
        self._give(self.card, 50)
        order = self._redeemed(10)
        self.program.date_to = "2020-12-31"
        with self.assertRaises(UserError):
            order.action_confirm()
        self._paid(self.patient, 100)
        self.assertPoints(self.card, 50)
        with self.assertRaises(AccessError):
            self.card.with_user(self.receptionist).expiration_date = "2030-01-01"

    def test_no_card_is_carried_to_another_company(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        with self.assertRaises(AccessError):
            self.card.with_user(self.receptionist).write({"company_id": elsewhere.id})

    def test_lines_edited_after_the_confirmation_and_a_cancellation_leave_the_balance_as_it_was(self):
        self._give(self.card, 50)
        order = self._redeemed(40)
        order.action_confirm()
        order.order_line.filtered(lambda line: not line.reward_id).product_uom_qty = 3
        order._update_programs_and_rewards()
        self.assertPoints(self.card, 10)
        order._action_cancel()
        self.assertPoints(self.card, 50)

    def test_cancelling_keeps_every_row(self):
        self._give(self.card, 50)
        order = self._redeemed(40)
        order.action_confirm()
        rows = self.card.history_ids
        order._action_cancel()
        self.assertEqual(self.card.history_ids & rows, rows)
        self.assertFalse(any(self.card.history_ids.mapped("order_model")))
        # The same order may live on: nothing of its first life is counted again.
        order.action_draft()
        order.action_confirm()
        order._action_cancel()
        self.assertPoints(self.card, 50)

    def test_a_closing_credit_note_earns_nothing_a_second_time(self):
        order = self._confirmed(self.patient, 100)
        invoice = self._invoice(order)
        self._pay(invoice, 60)
        self._credit(invoice, amount=40)
        self.assertIn(invoice.payment_state, ("paid", "in_payment"))
        self.assertEqual(self.card.history_ids.mapped("issued"), [3.0])
        self.assertPoints(self.card, 3)

    def test_the_barcode_rule_makes_a_coupon_of_the_number(self):
        nomenclature = self.env.ref("barcodes.default_barcode_nomenclature")
        parsed = nomenclature.parse_barcode(self.card.code)
        self.assertEqual((parsed["type"], parsed["code"]), ("coupon", self.card.code))

    def test_a_rate_of_zero_is_a_rate(self):
        row = self.program.bonus_rate_ids.filtered(lambda rate: rate.category_id == self.ordinary)
        row.rate = 0
        self._paid(self.patient, 100)
        self.assertFalse(self.card.history_ids)
        self.assertEqual(self.card._bonus_statuses()[self.card.id]["code"], "category_excluded")

    def test_one_balance_however_often_the_category_changes(self):
        for category, total in ((self.vip, 10), (self.ordinary, 15), (self.problem, 15), (self.vip, 25)):
            self.patient.sudo().patient_category_id = category
            order = self._order(self.patient, user=self.env.user)
            order.order_line.price_unit = 100
            self._set_aside(order, self._payment(self.patient, 100))
            order.action_confirm()
            self._invoice(order)
            self.assertPoints(self.card, total)
        self.assertEqual(len(self.patient.bonus_card_ids), 1)

    def test_a_mail_about_points_is_sent_by_nobody(self):
        """Core's plan "when reaching" belongs to programs that have one; ours are made without."""
        self.assertFalse(self.program.communication_plan_ids)
        before = self.env["mail.mail"].sudo().search_count([])
        self._paid(self.patient, 1000)
        self.assertEqual(self.env["mail.mail"].sudo().search_count([]), before)
