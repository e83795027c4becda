from unittest.mock import patch

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from .common import BonusCommon


@tagged("post_install", "-at_install")
class TestBonusSpending(BonusCommon):
    """Bonuses are money of the patient: nobody spends another's, twice, or more than there is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.card.sudo()._bonus_adjust(100, "opening")

    def _quotation(self, patient=None, amount=200.0, user=None):
        order = self._order(patient or self.patient, user=user)
        order.order_line.price_unit = amount
        return order

    def _redeemed(self, amount=0.0, **values):
        order = self._quotation(**values)
        order._bonus_redeem(self.card.with_env(order.env), amount)
        return order

    # ------------------------------------------------------------
    # Any amount
    # ------------------------------------------------------------

    def test_any_amount_in_cents(self):
        for amount in (0.01, 0.29, 0.57, 1.15, 33.33, 99.99, 100):
            order = self._redeemed(amount)
            self.assertAlmostEqual(order.amount_total, 200 - amount, 2, amount)
            self.assertAlmostEqual(order.order_line._bonus_lines().points_cost, amount, 2)

    def test_the_receptionist_spends_and_the_card_pays_on_confirmation(self):
        order = self._redeemed(40)
        self.assertPoints(self.card, 100)
        order.action_confirm()
        self.assertPoints(self.card, 60)
        row = self.card.history_ids[0]
        self.assertEqual((row.bonus_kind, row.used, row.bonus_order_id), ("spend", 40, order))
        self.assertEqual(len(self.card.history_ids), 2, "core wrote a row of its own")

    def test_confirmed_with_other_values_the_card_pays_once(self):
        order = self._redeemed(100)
        values = {"client_order_ref": "by hand", "partner_invoice_id": self.vip_patient.id, "state": "sale"}
        orders = type(order)
        with patch.object(orders, "_freeze_bonus", autospec=True, side_effect=orders._freeze_bonus) as frozen:
            order.write(values)
        frozen.assert_called_once()
        self.assertEqual((order.state, order.bonus_spent, order.client_order_ref), ("sale", 100, "by hand"))
        self.assertPoints(self.card, 0)

    def test_at_most_the_share_of_the_category(self):
        self.assertEqual(self._redeemed().amount_total, 100)
        order = self._quotation(amount=99.99)
        with self.assertRaisesRegex(UserError, "At most 49.99"):
            order._bonus_redeem(self.card, 50)
        order._bonus_redeem(self.card)
        self.assertAlmostEqual(order.amount_total, 50.00, 2)

    def test_bad_amounts(self):
        for amount in (-5, 100.01, 10**9):
            order = self._quotation(amount=1000)
            with self.assertRaises(UserError):
                order._bonus_redeem(self.card, amount)
            self.assertFalse(order.order_line._bonus_lines())

    def test_with_taxes_the_card_pays_what_the_patient_saves(self):
        tax = self.env["account.tax"].create({"name": "T-21", "amount": 21, "amount_type": "percent"})
        included = self.env["account.tax"].create(
            {"name": "T-10i", "amount": 10, "amount_type": "percent", "price_include_override": "tax_included"}
        )
        for amount in (10, 33.33, 57.01):
            order = self._quotation()
            order.order_line.tax_ids = tax
            order.order_line = [
                Command.create(
                    {"product_id": self.service.id, "price_unit": 77.7, "tax_ids": [Command.set(included.ids)]}
                )
            ]
            total = order.amount_total
            order._bonus_redeem(self.card, amount)
            saved = total - order.amount_total
            self.assertAlmostEqual(saved, sum(order.order_line.mapped("points_cost")), 2)
            self.assertLessEqual(round(saved, 2), amount)
            self.assertGreater(saved, amount - 0.02)

    def test_choosing_again_replaces(self):
        order = self._redeemed(40)
        order._bonus_redeem(self.card, 25)
        self.assertEqual(order.amount_total, 175)
        order._update_programs_and_rewards()
        self.assertEqual(order.amount_total, 175, "the chosen amount was forgotten")

    def test_core_reward_button_spends_as_much_as_possible(self):
        order = self._quotation()
        order.action_open_reward_wizard()
        self.assertEqual(order.amount_total, 100)

    def test_dialog_offers_what_is_possible(self):
        order = self._quotation()
        form = Form(
            self.env["patient.bonus.redeem"].with_user(self.receptionist).with_context(default_order_id=order.id)
        )
        self.assertEqual((form.card_id, form.possible_amount, form.amount), (self.card, 100, 100))
        form.amount = 12.5
        form.save().action_redeem()
        self.assertEqual(order.amount_total, 187.5)

    def test_dialog_says_why_nothing_can_be_spent(self):
        def dialog(order):
            dialogs = self.env["patient.bonus.redeem"].with_user(self.receptionist)
            return Form(dialogs.with_context(default_order_id=order.id))

        order = self._quotation()
        self.assertFalse(dialog(order).refusal)
        self.assertEqual(dialog(self._quotation(amount=0)).refusal, "Nothing of this order can be paid with bonuses.")
        self.card.sudo().points = 0
        self.assertEqual(dialog(order).refusal, "There are no bonuses on the card.")
        self.card.sudo()._bonus_set_state("blocked", "claimed by two")
        self.assertEqual(dialog(order).refusal, "The card is blocked: claimed by two. A manager can unblock it.")

    # ------------------------------------------------------------
    # What is refused, and when
    # ------------------------------------------------------------

    def test_blocked_or_lost_card_is_refused_when_applied_and_when_confirmed(self):
        for state in ("blocked", "lost"):
            order = self._redeemed(40)
            self.card.sudo().write({"bonus_state": state, "bonus_block_reason": "claimed by two"})
            with self.assertRaises(UserError) as caught:
                order.action_confirm()
            self.assertNotIn("claimed", str(caught.exception))
            with self.assertRaises(UserError):
                order.write({"state": "sale"})
            with self.assertRaises(UserError):
                self._quotation()._bonus_redeem(self.card, 40)
            self.card.sudo().write({"bonus_state": "active"})

    def test_category_that_may_not_spend(self):
        self.program.bonus_rate_ids.filtered(lambda rate: rate.category_id == self.ordinary).can_redeem = False
        with self.assertRaises(UserError):
            self._redeemed(10)
        order = self._quotation()
        order.action_open_reward_wizard()
        self.assertEqual(order.amount_total, 200)

    def test_other_patients_card(self):
        with self.assertRaises(UserError):
            self._quotation(patient=self.vip_patient)._bonus_redeem(self.card, 10)

    def test_another_patients_card_is_refused_on_confirmation_too(self):
        """However it came onto the order."""
        self._give(self.vip_card, 50)
        order = self._redeemed(40)
        order.sudo().order_line._bonus_lines().coupon_id = self.vip_card
        for door in (order.action_confirm, lambda: order.write({"state": "sale"})):
            with self.assertRaisesRegex(UserError, "not those of its patient"):
                door()
        self.assertPoints(self.vip_card, 50)

    def test_a_card_of_another_company_is_refused_when_applied_and_when_confirmed(self):
        elsewhere = self.env["res.company"].create({"name": "T-Elsewhere"})
        self.env.user.company_ids |= elsewhere
        program = self.env["loyalty.program"].create(
            {"name": "Theirs", "is_patient_bonus": True, "bonus_rate": 5, "company_id": elsewhere.id}
        )
        card = self.env["loyalty.card"].sudo()._bonus_issue(self.patient, program)
        self._give(card, 50)
        order = self._quotation(user=self.env.user)
        with self.assertRaisesRegex(UserError, "cannot be spent"):
            order._bonus_redeem(card, 10)
        self.assertTrue(order._apply_program_reward(program.reward_ids, card)["error"])
        order.sudo().order_line = [
            Command.create(
                {
                    "product_id": program.reward_ids.discount_line_product_id.id,
                    "name": "Bonuses",
                    "price_unit": -10,
                    "coupon_id": card.id,
                    "reward_id": program.reward_ids.id,
                    "points_cost": 10,
                }
            )
        ]
        for door in (order.action_confirm, lambda: order.write({"state": "sale"})):
            with self.assertRaisesRegex(UserError, "cannot be spent"):
                door()
        self.assertPoints(card, 50)

    def test_changing_the_customer_drops_the_other_patients_bonuses(self):
        order = self._redeemed(40)
        order.partner_id = self.vip_patient
        self.assertEqual(order.amount_total, 200)
        self.assertFalse(order.applied_coupon_ids)
        order.action_confirm()
        self.assertPoints(self.card, 100)

    def test_customer_of_a_confirmed_order_with_spent_bonuses_stays(self):
        order = self._redeemed(40)
        order.action_confirm()
        with self.assertRaisesRegex(UserError, "Cancel it"):
            order.partner_id = self.vip_patient

    def test_two_quotations_cannot_spend_the_same_bonuses(self):
        first, second = self._redeemed(80), self._redeemed(80)
        first.action_confirm()
        with self.assertRaises(UserError):
            second.action_confirm()
        self.assertPoints(self.card, 20)

    def test_bulk_confirmation_does_not_go_below_zero(self):
        orders = self._redeemed(60) | self._redeemed(60)
        with self.assertRaises(UserError):
            orders.action_confirm()
        with self.assertRaises(UserError):
            orders.write({"state": "sale"})
        self.assertPoints(self.card, 100)

    def test_a_line_raised_by_hand_cannot_take_more_than_there_is(self):
        order = self._redeemed(60)
        order.action_confirm()
        with self.assertRaises(UserError):
            order.order_line._bonus_lines().sudo().price_unit = -150
        with self.assertRaises(UserError):
            order.order_line._bonus_lines().price_unit = -30
        order.order_line._bonus_lines().sudo().price_unit = -30
        self.assertPoints(self.card, 70)

    def test_points_cost_written_by_hand_gives_nothing_back(self):
        order = self._redeemed(60)
        order.action_confirm()
        order.order_line._bonus_lines().points_cost = 0
        self.assertPoints(self.card, 40)

    def test_own_earnings_of_an_order_cannot_be_spent_on_it(self):
        order = self._confirmed(self.vip_patient, 100)
        self._pay(self._invoice(order), 100)
        self.assertPoints(self.vip_card, 10)
        self.assertEqual(order._bonus_spendable_amount(self.vip_card), 0)

    def test_nobody_redeems_for_himself(self):
        company = {"company_id": self.company.id, "company_ids": [Command.set(self.company.ids)]}
        user = new_test_user(
            self.env, "olga", "patient_category.group_user", partner_id=self.patient.id, **company
        )
        order = self._quotation(user=user)
        with self.assertRaisesRegex(UserError, "Nobody decides"):
            order._bonus_redeem(self.card.with_user(user), 10)

    def test_code_of_a_card_cannot_be_typed_into_an_order(self):
        """People spent others' wallets that way."""
        order = self._quotation(patient=self.vip_patient)
        refusal = order._try_apply_code(self.card.code)
        self.assertTrue(refusal.pop("not_found"))
        # And nobody learns which numbers exist.
        unknown = order._try_apply_code("0439999999994")
        self.assertEqual(refusal["error"].replace(self.card.code, ""), unknown["error"].replace("0439999999994", ""))
        self.card.sudo()._bonus_set_state("lost", "bus")
        self.assertTrue(order._try_apply_code(self.card.code)["not_found"])

    # ------------------------------------------------------------
    # Giving back
    # ------------------------------------------------------------

    def test_cancelling_gives_back_with_a_row(self):
        order = self._redeemed(40)
        order.action_confirm()
        order.with_user(self.receptionist)._action_cancel()
        self.assertPoints(self.card, 100)
        self.assertEqual(self.card.history_ids[0].bonus_kind, "spend")
        self.assertEqual(self.card.history_ids[0].issued, 40)

    def test_cancelling_is_refused_while_the_invoice_stands(self):
        order = self._redeemed(40)
        order.action_confirm()
        invoice = self._invoice(order.with_env(self.env))
        for door in (order._action_cancel, lambda: order.write({"state": "draft"})):
            with self.assertRaisesRegex(UserError, "Credit the invoice"):
                door()
        self._credit(invoice)
        order._action_cancel()
        self.assertPoints(self.card, 100)

    def test_order_paid_wholly_with_bonuses_earns_nothing(self):
        self._give(self.vip_card, 50)
        order = self._quotation(patient=self.vip_patient, amount=50)
        order._bonus_redeem(self.vip_card)
        order.action_confirm()
        self.assertEqual(order.amount_total, 0)
        self._invoice(order.with_env(self.env))
        self.assertPoints(self.vip_card, 0)
        self.assertEqual(order.bonus_earned, 0)

    # ------------------------------------------------------------
    # The price is lowered afterwards
    # ------------------------------------------------------------

    def _treatments(self, order):
        return order.order_line.filtered(lambda line: not line.reward_id)

    def test_a_quotation_that_becomes_cheaper_takes_less_bonuses(self):
        order = self._redeemed(80)
        form = Form(order)
        with form.order_line.edit(0) as line:
            line.price_unit = 100
        form.save()
        self.assertEqual(order.amount_total, 50, "half of it, as this category may")
        # The wish is kept as far as it goes.
        self._treatments(order).price_unit = 90
        self.assertEqual(order.amount_total, 45)
        order.action_confirm()
        self.assertEqual(order.amount_total, 45)
        self.assertPoints(self.card, 55)

    def test_a_quotation_never_falls_below_zero(self):
        order = self._redeemed(80)
        self._treatments(order).unlink()
        self.assertEqual(order.amount_total, 0)
        self.assertFalse(order.order_line)

    def test_a_refused_card_stays_on_a_quotation_and_is_refused_on_confirmation(self):
        order = self._redeemed(80)
        self.card.sudo()._bonus_set_state("blocked", "claimed by two")
        self._treatments(order).price_unit = 180
        self.assertEqual(order.amount_total, 100)
        with self.assertRaisesRegex(UserError, "cannot be spent"):
            order.action_confirm()

    def test_a_confirmed_order_that_becomes_cheaper_gives_bonuses_back(self):
        """Nor is the category's share got around by treatments that are taken off after the confirmation."""
        order = self._redeemed(80)
        order.action_confirm()
        self.assertPoints(self.card, 20)
        self._treatments(order).price_unit = 160
        self.assertEqual((order.amount_total, self.card.points), (80, 20))
        self._treatments(order).price_unit = 100
        self.assertEqual((order.amount_total, self.card.points), (50, 50))
        order.order_line = [Command.create({"product_id": self.service.id, "price_unit": -60})]
        self.assertEqual((order.amount_total, self.card.points), (20, 80))
        self.assertEqual(self.card.history_ids[:2].mapped("issued"), [30, 30])
        self.assertEqual(order.bonus_spent, 20)
        # A later rise takes nothing: the patient was not asked.
        self._treatments(order)[:1].price_unit = 300
        self.assertPoints(self.card, 80)
        order._action_cancel()
        self.assertPoints(self.card, 100)

    def test_a_confirmed_order_whose_price_falls_to_nothing_gives_all_bonuses_back(self):
        for values in ({"product_uom_qty": 0}, {"discount": 100}, {"price_unit": -20}):
            order = self._redeemed(80)
            order.action_confirm()
            self._treatments(order).write(values)
            self.assertEqual(self.card.points, 100, values)
            self.assertEqual(order.amount_total, min(values.get("price_unit", 0), 0))
            order._action_cancel()
            self.assertPoints(self.card, 100)

    def test_what_was_given_back_is_not_spent_when_the_order_is_confirmed_again(self):
        order = self._redeemed(80)
        order.action_confirm()
        self._treatments(order).price_unit = 0
        order.write({"state": "draft"})  # core removes rewards when an order is cancelled, and only then
        self._treatments(order).price_unit = 200
        order.action_confirm()
        self.assertEqual((order.amount_total, self.card.points), (200, 100))

    def test_a_confirmed_order_that_loses_the_treatments_of_one_tax(self):
        tax = self.env["account.tax"].create({"name": "T-21", "amount": 21, "amount_type": "percent"})
        order = self._quotation(amount=100, user=self.env.user)
        order.order_line = [
            Command.create({"product_id": self.service.id, "price_unit": 100, "tax_ids": [Command.set(tax.ids)]})
        ]
        order._bonus_redeem(self.card, 100)
        order.action_confirm()
        self.assertEqual((order.amount_total, self.card.points), (121, 0))
        self._treatments(order).filtered("tax_ids").product_uom_qty = 0
        self.assertEqual((order.amount_total, self.card.points), (50, 50))

    def test_a_treatment_moved_to_another_order_takes_its_share_of_bonuses_along(self):
        order, other = self._redeemed(80), self._quotation()
        order.order_line = [Command.create({"product_id": self.service.id, "price_unit": 50})]
        order.action_confirm()
        self._treatments(order)[0].order_id = other
        self.assertEqual((order.amount_total, self.card.points), (25, 75))

    def test_a_form_that_moves_a_price_from_line_to_line_changes_no_bonuses(self):
        order = self._redeemed(80)
        order.action_confirm()
        rows = len(self.card.history_ids)
        order.order_line = [
            Command.update(self._treatments(order).id, {"price_unit": 10}),
            Command.create({"product_id": self.service.id, "price_unit": 190}),
        ]
        self.assertEqual(order.amount_total, 120)
        self.assertEqual(len(self.card.history_ids), rows)

    def test_a_share_that_was_lowered_meanwhile_cuts_nothing_that_was_agreed(self):
        order = self._redeemed(80)
        order.action_confirm()
        self.program.bonus_rate_ids.filtered(lambda row: row.category_id == self.ordinary).max_redeem_percent = 10
        self._treatments(order).price_unit = 250
        self.assertEqual((order.amount_total, self.card.points), (170, 20))
        self._treatments(order).price_unit = 125
        self.assertEqual((order.amount_total, self.card.points), (85, 60))

    def test_a_price_is_not_lowered_under_bonuses_that_an_invoice_has(self):
        order = self._redeemed(80)
        order.action_confirm()
        invoice = self._invoice(order.with_env(self.env), post=False)
        for name in ("draft", "posted"):
            with self.assertRaisesRegex(UserError, "At the new price it can be 50.00"), self.env.cr.savepoint():
                self._treatments(order).price_unit = 100
            self.env.invalidate_all()
            self.assertEqual((order.amount_total, self.card.points), (120, 20), name)
            self._treatments(order).price_unit = 180
            self._treatments(order).price_unit = 200
            if name == "draft":
                invoice.action_post()
        self._credit(invoice)
        self._treatments(order).price_unit = 100
        self.assertEqual((order.amount_total, self.card.points), (50, 50))

    def test_an_order_without_bonuses_is_edited_with_as_many_queries_as_before(self):
        def queries(order):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            order.write({"order_line": [Command.update(order.order_line.id, {"price_unit": 50})]})
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        orders = [self._quotation(user=self.env.user) for _index in range(4)]
        queries(orders[0])
        ours = queries(orders[1])
        watch = type(orders[0])._bonuses_kept_within_price
        with patch.object(type(orders[0]), "_bonuses_kept_within_price", lambda self: watch(self.browse())):
            without = queries(orders[2])
        self.assertLessEqual(ours, without + 1)

    # ------------------------------------------------------------
    # Beside core's programs
    # ------------------------------------------------------------

    def test_core_neither_accrues_nor_issues_cards(self):
        self.card.sudo()._bonus_set_state("closed", "moved")
        order = self._quotation()
        order._update_programs_and_rewards()
        order.action_confirm()
        self.assertFalse(order.coupon_point_ids)
        self.assertEqual(
            self.env["loyalty.card"].search_count([("partner_id", "=", self.patient.id)]), 1, "core issued a card"
        )

    def test_ordinary_loyalty_program_works_beside_ours(self):
        program = self.env["loyalty.program"].create(
            {
                "name": "Shop points",
                "program_type": "loyalty",
                "applies_on": "both",
                "trigger": "auto",
                "company_id": self.company.id,
                "rule_ids": [Command.create({"reward_point_mode": "money", "reward_point_amount": 1})],
                "reward_ids": [Command.create({"discount": 5, "required_points": 200})],
            }
        )
        order = self._redeemed(40, user=self.env.user)
        order._update_programs_and_rewards()
        order.action_confirm()
        other = self.env["loyalty.card"].search([("program_id", "=", program.id), ("partner_id", "=", self.patient.id)])
        self.assertEqual(other.points, 200)  # core leaves lines of its own type out of the deduction
        self.assertEqual(other.history_ids.order_model, "sale.order")
        self.assertFalse(other.bonus_state)
        other.points = 5  # as in plain Odoo
        order._action_cancel()
        self.assertFalse(other.history_ids)
        self.assertPoints(self.card, 100)

    def test_a_bonus_program_cannot_be_turned_into_another_shape(self):
        reward = self.program.reward_ids
        for values in (
            {"discount": 2},
            {"discount_mode": "percent"},
            {"reward_type": "product", "reward_product_id": self.service.id},
            {"discount_applicability": "cheapest"},
        ):
            with self.assertRaises(ValidationError):
                reward.write(values)
        with self.assertRaises(ValidationError):
            self.program.reward_ids = [Command.create({"discount": 10})]

    # ------------------------------------------------------------
    # Beside other discounts
    # ------------------------------------------------------------

    def _discount_code(self, percent=10):
        self.env["loyalty.program"].create(
            {
                "name": "Ten percent",
                "program_type": "promo_code",
                "trigger": "with_code",
                "company_id": self.company.id,
                "rule_ids": [Command.create({"mode": "with_code", "code": "TENPERCENT"})],
                "reward_ids": [Command.create({"discount": percent, "discount_mode": "percent"})],
            }
        )

    def _apply_code(self, order):
        [(coupon, reward)] = order._try_apply_code("TENPERCENT").items()
        order._apply_program_reward(reward, coupon)
        order._update_programs_and_rewards()

    def test_the_share_is_one_of_the_price_after_discounts_whichever_came_first(self):
        self._discount_code()
        first = self._quotation(user=self.env.user)
        self._apply_code(first)
        first._bonus_redeem(self.card)
        second = self._redeemed(user=self.env.user)
        self.assertEqual(second.amount_total, 100)
        self._apply_code(second)
        for order in first, second:
            # 200 less 10 % are 180; half of it is paid with bonuses.
            self.assertAlmostEqual(order.amount_total, 90, 2)
            self.assertAlmostEqual(order.order_line._bonus_lines()._bonus_spent_amount(), 90, 2)
        second.action_confirm()
        self.assertAlmostEqual(second.amount_total, 90, 2)
        self.assertPoints(self.card, 10)

    def test_a_discount_does_not_become_smaller_by_bonuses(self):
        self._discount_code()
        order = self._redeemed(40, user=self.env.user)
        self._apply_code(order)
        self.assertAlmostEqual(order.amount_total, 140, 2)  # 200 - 20 - 40
        order.action_confirm()
        self.assertAlmostEqual(order.amount_total, 140, 2)

    def test_a_discount_by_hand_after_the_bonuses_lowers_them_at_once(self):
        order = self._redeemed(100)
        order.order_line.filtered(lambda line: not line.coupon_id).discount = 50
        self.assertEqual(order.amount_total, 50)
        order.action_confirm()
        self.assertEqual(order.amount_total, 50)
        self.assertPoints(self.card, 50)

    def test_what_the_patient_was_told_is_what_he_pays(self):
        """He chose nothing, so 'as much as possible': more bonuses or another share change nothing any more."""
        self._give(self.card, -60)
        order = self._quotation()
        order.action_open_reward_wizard()
        self.assertEqual(order.amount_total, 160)
        self._give(self.card, 500)
        order.action_confirm()
        self.assertEqual(order.amount_total, 160)
        order = self._redeemed(80)
        self.program.bonus_rate_ids.filtered(lambda rate: rate.category_id == self.ordinary).max_redeem_percent = 10
        with self.assertRaisesRegex(UserError, "At most 20.00"):
            order.action_confirm()

    def test_bonuses_beside_a_gift_card(self):
        """The share is one of the price, not of what the gift card leaves; together they never exceed it."""
        program = self.env["loyalty.program"].create(
            {
                "name": "Gift cards",
                "program_type": "gift_card",
                "applies_on": "future",
                "trigger": "auto",
                "company_id": self.company.id,
                "reward_ids": [Command.create({"discount_mode": "per_point", "discount": 1, "required_points": 1})],
            }
        )
        for value, left in ((50, 50), (500, 0)):
            gift_card = self.env["loyalty.card"].create({"program_id": program.id, "points": value})
            order = self._redeemed(100, user=self.env.user)
            claimable = order._try_apply_code(gift_card.code)
            order._apply_program_reward(claimable[gift_card], gift_card)
            order._update_programs_and_rewards()
            self.assertAlmostEqual(order.amount_total, left, 2)
            order.action_confirm()
            self.assertAlmostEqual(order.amount_total, left, 2)
            self.assertAlmostEqual(gift_card.points, value - (100 - left), 2)
            self.assertPoints(self.card, 0)
            self._give(self.card, 100)
        gift_card = self.env["loyalty.card"].create({"program_id": program.id, "points": 200})
        order = self._quotation(user=self.env.user)
        order._apply_program_reward(order._try_apply_code(gift_card.code)[gift_card], gift_card)
        with self.assertRaises(UserError):
            order._bonus_redeem(self.card, 10)

    def test_other_rewards_come_and_go_on_a_confirmed_order(self):
        self._discount_code()
        order = self._redeemed(40)
        order.action_confirm()
        order._update_programs_and_rewards()
        self.assertEqual(order.amount_total, 160)
        self._apply_code(order.with_user(self.env.user))
        self.assertAlmostEqual(order.amount_total, 140, 2)
        self.assertPoints(self.card, 60)

    def test_a_quotation_in_another_currency(self):
        euro = self.setup_other_currency("EUR", rates=[("2020-01-01", 0.5)])
        pricelist = self.env["product.pricelist"].create({"name": "Euro", "currency_id": euro.id})
        order = self._order(self.patient, user=self.env.user, pricelist_id=pricelist.id)
        order.order_line.price_unit = 100
        order._bonus_redeem(self.card, 30)
        self.assertEqual(order.amount_total, 70)
        order.action_confirm()
        self.assertPoints(self.card, 40)  # 30 euros are 60 dollars
        invoice = self._invoice(order)
        self._pay(invoice, 70, currency_id=euro.id)
        self.assertPoints(self.card, 47)  # 5 % of 140 dollars
