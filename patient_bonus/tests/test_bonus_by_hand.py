from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import BonusCommon


@tagged("post_install", "-at_install")
class TestBonusByHand(BonusCommon):
    """Sales staff may write loyalty cards, movements and order lines: none of it makes or moves bonuses."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        company = {"company_id": cls.company.id, "company_ids": [Command.set(cls.company.ids)]}
        cls.salesman = new_test_user(cls.env, "byhand", "sales_team.group_sale_salesman_all_leads", **company)
        cls.card.sudo()._bonus_adjust(100, "opening")
        other = cls.env["loyalty.program"].create({"name": "Coupons", "program_type": "coupons"})
        cls.coupon = cls.env["loyalty.card"].create({"program_id": other.id})

    def _redeemed_order(self, amount=40, user=None):
        order = self._order(self.patient, user=user or self.receptionist)
        order.order_line.price_unit = 200
        order._bonus_redeem(self.card.with_env(order.env), amount)
        return order

    def _confirmed_with_bonuses(self):
        order = self._redeemed_order()
        order.action_confirm()
        self.assertPoints(self.card, 60)
        return order

    # ------------------------------------------------------------
    # Ledger and cards
    # ------------------------------------------------------------

    def test_rows_of_other_cards_carry_nothing_of_ours(self):
        order = self._confirmed_with_bonuses().sudo(False)
        rows = self.env["loyalty.history"].with_user(self.salesman)
        row = {"card_id": self.coupon.id, "description": "x", "issued": 0, "used": 40}
        for values in (
            {"bonus_kind": "spend"},
            {"bonus_order_id": order.id},
            {"bonus_net": -40},
            {"bonus_rate": 5},
            {"partner_id": self.patient.id},
            {"program_id": self.program.id},
        ):
            with self.assertRaises(AccessError):
                rows.create({**row, **values})
            own = rows.create(row)
            with self.assertRaises(AccessError):
                own.write(values)
        defaults = {"default_bonus_kind": "spend", "default_bonus_order_id": order.id}
        self.assertFalse(rows.with_context(**defaults).create(row).sudo().bonus_kind)

    def test_rows_do_not_reach_a_bonus_card(self):
        rows = self.env["loyalty.history"].with_user(self.salesman)
        row = {"description": "x", "issued": 50, "used": 0}
        with self.assertRaises(AccessError):
            rows.create({**row, "card_id": self.card.id})
        own = rows.create({**row, "card_id": self.coupon.id})
        with self.assertRaises(AccessError):
            own.card_id = self.card.id
        count = len(self.card.history_ids)
        with self.assertRaises(AccessError):
            rows.with_context(default_card_id=self.card.id).create(row)
        self.env.invalidate_all()
        self.assertEqual(len(self.card.history_ids), count)

    def test_defaults_of_the_caller_make_no_bonuses(self):
        """Every call from the browser carries a context, which whoever calls may write."""
        patient = self.ordinary_partner()
        rows = [Command.create({"description": "gift", "issued": 500, "bonus_kind": "import"})]
        defaults = {
            "default_history_ids": rows,
            "default_points": 500,
            "default_active": False,
            "default_code": "MINE12345",
            "default_expiration_date": "2030-01-01",
            "default_bonus_merged_into_id": self.card.id,
        }
        patient.with_user(self.receptionist).with_context(**defaults).action_issue_bonus_card()
        self.env.invalidate_all()
        card = patient.bonus_card_ids
        self.assertTrue(card.active)
        self.assertPoints(card, 0)
        self.assertFalse(card.history_ids or card.bonus_merged_into_id or card.expiration_date)
        self.assertRegex(card.code, "^043")
        defaults = {"default_order_model": "sale.order", "default_order_id": 1, "default_bonus_net": 500}
        card.with_user(self.manager).with_context(**defaults)._bonus_adjust(5, "apology")
        self.assertFalse(card.history_ids.order_model)
        self.assertEqual(card.history_ids.bonus_net, 5)

    def test_defaults_of_the_caller_make_no_other_card_a_bonus_card(self):
        seller = new_test_user(self.env, "seller", "sales_team.group_sale_manager")
        cards = self.env["loyalty.card"].with_user(seller)
        card = cards.with_context(
            default_bonus_state="active", default_bonus_block_reason="x", default_bonus_merged_into_id=self.card.id
        ).create({"program_id": self.coupon.program_id.id})
        self.assertFalse(card.sudo().bonus_state or card.sudo().bonus_block_reason or card.sudo().bonus_merged_into_id)
        for context in ({"default_program_id": self.program.id}, {"active_id": self.program.id}):
            with self.assertRaises(AccessError):
                cards.with_context(**context).create({"points": 500, "partner_id": self.patient.id})

    def test_no_other_card_becomes_a_bonus_card(self):
        coupon = self.coupon.with_user(self.salesman)
        for values in (
            {"program_id": self.program.id},
            {"bonus_state": "active"},
            {"bonus_merged_into_id": self.card.id},
        ):
            with self.assertRaises(AccessError):
                coupon.write(values)

    # ------------------------------------------------------------
    # Orders and their lines
    # ------------------------------------------------------------

    def test_what_an_order_earns_is_not_written(self):
        order = self._confirmed(self.patient, 100)
        for values in (
            {"bonus_rate": 90},
            {"bonus_currency_rate": 10},
            {"bonus_card_id": self.vip_card.id},
            {"bonus_redeem_amount": 90},
        ):
            with self.assertRaises(AccessError):
                order.with_user(self.receptionist).write(values)
            with self.assertRaises(AccessError):
                self.env["sale.order"].with_user(self.receptionist).create({"partner_id": self.patient.id, **values})
        created = self.env["sale.order"].with_user(self.receptionist).with_context(default_bonus_rate=90).create(
            {"partner_id": self.patient.id}
        )
        self.assertFalse(created.sudo().bonus_rate)

    def test_lines_of_a_confirmed_order_spend_what_they_did(self):
        order = self._confirmed_with_bonuses()
        line = order.order_line._bonus_lines()
        for values in (
            {"price_unit": 500},
            {"price_unit": -30},
            {"product_uom_qty": -1},
            {"discount": 50},
            {"coupon_id": False},
        ):
            with self.assertRaises(UserError):
                line.write(values)
                self.env.flush_all()
        for values in ({"price_unit": 500}, {"price_unit": -10}):
            with self.assertRaises(UserError):
                order.order_line = [
                    Command.create(
                        {
                            "product_id": line.product_id.id,
                            "name": "Bonuses",
                            "coupon_id": self.card.id,
                            "reward_id": line.reward_id.id,
                            **values,
                        }
                    )
                ]
        with self.assertRaises(UserError):
            line.unlink()
        self.env.invalidate_all()
        self.assertPoints(self.card, 60)
        line.name = "Thank you"
        order._action_cancel()
        self.assertPoints(self.card, 100)
        order.action_draft()

    def test_lines_of_a_quotation_keep_their_card(self):
        order = self._redeemed_order()
        line = order.order_line._bonus_lines().with_user(self.receptionist)
        for values in ({"coupon_id": False}, {"coupon_id": False, "reward_id": False, "points_cost": 0}):
            with self.assertRaisesRegex(AccessError, "keeps its card"), self.env.cr.savepoint():
                line.write(values)
        line.unlink()
        self.assertFalse(order.order_line._bonus_lines())

    def test_bonuses_are_spent_after_the_confirmation_too(self):
        order = self._order(self.patient, user=self.receptionist)
        order.order_line.price_unit = 200
        order.action_confirm()
        order._bonus_redeem(self.card.with_env(order.env), 40)
        self.assertPoints(self.card, 60)

    def test_totals_by_which_bonuses_are_counted_are_not_entered(self):
        """Else a card pays 1 for a discount of 40, or a share of a price that nobody is charged."""
        order = self._redeemed_order()
        for line in order.order_line.with_user(self.receptionist):
            for name in ("price_total", "price_subtotal", "price_tax"):
                with self.assertRaisesRegex(AccessError, "is not entered"):
                    line.write({name: -1})
        with self.assertRaises(AccessError):
            order.with_user(self.receptionist).currency_rate = 1000
        totals = {"price_total": 1000, "price_subtotal": 1000}
        values = {"product_id": self.service.id, "price_unit": 20}
        lines = self.env["sale.order.line"].with_user(self.receptionist)
        lines |= lines.create({"order_id": order.id, **values, **totals})
        lines |= lines.with_context(default_price_total=1000).create({"order_id": order.id, **values})
        by_order = self.env["sale.order"].with_user(self.receptionist).with_context(default_currency_rate=1000)
        created = by_order.create(
            {"partner_id": self.patient.id, "order_line": [Command.create({**values, **totals})]}
        )
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual((lines | created.order_line).mapped("price_total"), [20.0] * 3)
        self.assertEqual(created.currency_rate, 1)

    def test_lines_of_a_quotation_never_add_to_a_card(self):
        order = self._redeemed_order()
        line = order.order_line._bonus_lines()
        with self.assertRaises(UserError):
            line.price_unit = 500
        with self.assertRaises(AccessError):
            line.reward_id = False
        line.sudo().price_unit = 500
        order.sudo().action_confirm()
        self.assertLessEqual(self.card.points, 100)

    # ------------------------------------------------------------
    # Programs, the night, online payments, merging
    # ------------------------------------------------------------

    def test_a_manager_creates_no_cards_with_a_program(self):
        programs = self.env["loyalty.program"].with_user(self.manager)
        values = {"name": "Winter", "is_patient_bonus": True, "company_id": self.company.id}
        cards = [Command.create({"partner_id": self.ordinary_partner().id, "points": 500})]
        with self.assertRaises(AccessError):
            programs.create({**values, "coupon_ids": cards})
        program = programs.with_context(default_coupon_ids=cards).create(values)
        self.assertFalse(program.sudo().coupon_ids)
        with self.assertRaises(AccessError):
            program.write({"active": True, "coupon_ids": cards})

    def ordinary_partner(self):
        return self.env["res.partner"].create({"name": "Nina New", "patient_category_id": self.ordinary.id})

    @mute_logger("odoo.addons.patient_bonus.models.sale_order_bonus_nightly")
    def test_one_bad_order_does_not_stop_the_night(self):
        bad, good = self._confirmed(self.patient, 100), self._confirmed(self.patient, 100)
        for order in bad | good:
            self._pay(self._invoice(order), 100)
        self.env.flush_all()
        self.env.cr.execute("UPDATE sale_order SET bonus_rate = 7 WHERE id = ANY(%s)", [(bad | good).ids])
        self.env.invalidate_all()
        original = type(bad)._book_bonus_spending

        def refuse(orders):
            if bad in orders:
                raise UserError(orders.env._("Not enough bonuses."))
            return original(orders)

        with patch.object(type(bad), "_book_bonus_spending", refuse), self.enter_registry_test_mode():
            self.env.ref("patient_bonus.cron_check_bonus_ledger").method_direct_trigger()
        self.env.invalidate_all()
        self.assertPoints(self.card, 100 + 5 + 7)

    def test_a_balance_without_numbers_is_looked_at(self):
        self.env.flush_all()
        self.env.cr.execute("UPDATE loyalty_history SET used = NULL WHERE card_id = %s", [self.card.id])
        self.env.invalidate_all()
        self.assertFalse(self.env["loyalty.card"]._bonus_unexplained_ids(self.card))

    def test_an_online_payment_waits_when_the_bonuses_are_gone(self):
        order = self._redeemed_order(100).sudo()
        order.require_payment = True
        with patch.object(type(order), "_get_prepayment_required_amount", lambda order: 0.0):
            self.assertTrue(order._is_confirmation_amount_reached())
            self.card.with_user(self.cashier)._bonus_set_state("blocked", "claimed by two")
            self.assertFalse(order._is_confirmation_amount_reached())

    def test_nobody_merges_himself_with_a_patient_who_has_bonuses(self):
        cards = self.env["loyalty.card"].with_user(self.receptionist).sudo()
        own = self.receptionist.partner_id
        for sources, destination in ((self.patient, own), (own, self.patient)):
            with self.assertRaisesRegex(AccessError, "by a colleague"):
                cards._bonus_merge_patients(sources, destination)
        cards.with_user(self.manager).sudo()._bonus_merge_patients(self.patient, own)
        self.assertEqual(self.card.partner_id, own)

    def test_merging_contacts_does_not_free_a_blocked_balance(self):
        twin = self.ordinary_partner()
        live = self.env["loyalty.card"].sudo()._bonus_issue(twin, self.program)
        self.card.with_user(self.cashier)._bonus_set_state("blocked", "claimed by two")
        self.env["loyalty.card"].sudo()._bonus_merge_patients(self.patient, twin)
        self.assertPoints(live, 0)
        self.assertPoints(self.card, 100)
        self.assertEqual(self.card.bonus_state, "closed")
