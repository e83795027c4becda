from lxml import etree
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.patient_bonus.hooks import _seed_rates

from .common import BonusCommon


@tagged("post_install", "-at_install")
class TestBonusAccess(BonusCommon):
    """Balances are money: the desk issues and checks, cashiers replace, managers correct, nobody himself."""

    def _new_patient(self, **values):
        return self.env["res.partner"].create({"name": "Nina New", "patient_category_id": self.ordinary.id, **values})

    def test_the_receptionist_issues_a_card_to_a_patient(self):
        patient = self._new_patient()
        action = patient.with_user(self.receptionist).action_issue_bonus_card()
        card = patient.bonus_card_ids
        self.assertEqual(action["res_id"], card.id)
        self.assertEqual((card.bonus_state, card.points, card.program_id), ("active", 0, self.program))
        # Twice gives no second card.
        patient.with_user(self.receptionist).action_issue_bonus_card()
        self.assertEqual(len(patient.bonus_card_ids), 1)

    def test_the_database_allows_one_held_card(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.env["loyalty.card"].sudo().create({"program_id": self.program.id, "partner_id": self.patient.id})

    def test_after_closing_a_card_another_can_be_issued(self):
        self.card.with_user(self.manager)._bonus_set_state("closed", "Wants a new start")
        self.assertTrue(self.env["loyalty.card"].with_user(self.receptionist)._bonus_issue(self.patient, self.program))

    def test_contacts_without_category_get_no_card(self):
        contact = self.env["res.partner"].create({"name": "Vendor"})
        with self.assertRaises(UserError):
            contact.with_user(self.receptionist).action_issue_bonus_card()

    def test_roles(self):
        card = self.card
        for user, refused in (
            (self.receptionist, ("blocked", "lost", "active", "closed", "replace", "adjust")),
            (self.cashier, ("active", "closed", "adjust")),
        ):
            as_user = card.with_user(user)
            for operation in refused:
                with self.assertRaises(AccessError, msg=f"{user.login}: {operation}"):
                    if operation == "adjust":
                        as_user._bonus_adjust(5, "gift")
                    elif operation == "replace":
                        as_user._bonus_replace("gift")
                    else:
                        as_user._bonus_set_state(operation, "why")
        card.with_user(self.cashier)._bonus_set_state("blocked", "claimed by two")
        card.with_user(self.manager)._bonus_set_state("active", "")
        card.with_user(self.manager)._bonus_adjust(5, "apology")
        self.assertPoints(card, 5)
        self.assertEqual(card.history_ids.create_uid, self.manager)
        self.assertEqual(card.history_ids.bonus_note, "apology")
        self.assertNotIn("apology", card.history_ids.description)

    def test_protected_fields(self):
        for user in (self.receptionist, self.cashier, self.manager):
            for values in (
                {"code": "4711"},
                {"partner_id": self.vip_patient.id},
                {"bonus_state": "closed"},
                {"active": False},
                {"points": 1},
            ):
                with self.assertRaises(AccessError):
                    self.card.with_user(user).write(values)
            with self.assertRaises(AccessError):
                self.env["loyalty.card"].with_user(user).create(
                    {"program_id": self.program.id, "partner_id": self._new_patient().id, "points": 500}
                )

    def test_import_cannot_set_a_balance(self):
        result = self.card.with_user(self.manager).load([".id", "points"], [[str(self.card.id), "500"]])
        self.assertFalse(result["ids"])
        self.assertPoints(self.card, 0)

    def test_nobody_for_himself(self):
        for user in (self.receptionist, self.manager):
            user.partner_id.sudo().patient_category_id = self.ordinary
            with self.assertRaises(AccessError):
                self.env["loyalty.card"].with_user(user)._bonus_issue(user.partner_id, self.program)
        own = self.env["loyalty.card"].sudo()._bonus_issue(self.manager.partner_id, self.program)
        with self.assertRaises(AccessError):
            own.with_user(self.manager)._bonus_adjust(100, "I deserve it")

    def test_nobody_changes_his_own_card_whatever_his_role(self):
        own = self.env["loyalty.card"].sudo()._bonus_issue(self._own_patient(self.manager), self.program)
        for operation in (
            lambda card: card._bonus_set_state("blocked", "why"),
            lambda card: card._bonus_set_state("lost", "why"),
            lambda card: card._bonus_set_state("closed", "why"),
            lambda card: card._bonus_replace("why"),
            lambda card: card._bonus_adjust(-1, "why"),
        ):
            with self.assertRaisesRegex(AccessError, "Nobody decides"):
                operation(own.with_user(self.manager))
        own.sudo()._bonus_set_state("blocked", "why")
        with self.assertRaisesRegex(AccessError, "Nobody decides"):
            own.with_user(self.manager)._bonus_set_state("active", "")
        colleague = new_test_user(
            self.env, "boss3", "patient_category.group_manager",
            company_id=self.company.id, company_ids=[Command.set(self.company.ids)],
        )
        own.with_user(colleague)._bonus_set_state("active", "")
        own.with_user(colleague)._bonus_adjust(5, "apology")
        self.assertPoints(own, 5)

    def _own_patient(self, user):
        user.partner_id.sudo().patient_category_id = self.ordinary
        return user.partner_id

    def test_a_reason_is_needed(self):
        for reason in ("", "   ", False, "x" * 1001):
            with self.assertRaises(UserError):
                self.card.with_user(self.manager)._bonus_adjust(5, reason)
            with self.assertRaises(UserError):
                self.card.with_user(self.cashier)._bonus_set_state("blocked", reason)
        number = self.card.code
        with self.assertRaisesRegex(UserError, "at most 1,000"):
            self.card.with_user(self.cashier)._bonus_replace("x" * 1001)
        self.assertEqual(self.card.code, number)

    def test_a_correction_is_a_number_other_than_nothing(self):
        for points in (0, 0.001, 10**10, -(10**10), float("nan"), float("inf"), float("-inf")):
            with self.assertRaisesRegex(UserError, "by how much"):
                self.card.with_user(self.manager)._bonus_adjust(points, "why", into_debt=True)
        self.assertPoints(self.card, 0)

    def test_a_correction_takes_no_more_than_there_is_unless_it_says_so(self):
        card = self.vip_card.with_user(self.manager)
        card._bonus_adjust(30, "apology")
        for points in (-30.01, -1_000_000):
            with self.assertRaisesRegex(UserError, "has 30.00 bonuses. Take away at most that"):
                card._bonus_adjust(points, "typed wrongly")
        # What was given by mistake was spent meanwhile: it is paid back by what comes next.
        order = self._order(self.vip_patient, user=self.receptionist)
        order.order_line.price_unit = 20
        order._bonus_redeem(card.with_env(order.env), 20)
        order.action_confirm()
        self.assertPoints(card, 10)
        for points in (-30.01, -1_000_000):
            with self.assertRaisesRegex(UserError, "No more than 30.00"):
                card._bonus_adjust(points, "typed wrongly", into_debt=True)
        dialog = self.env["patient.bonus.adjust"].with_user(self.manager).create(
            {"card_id": card.id, "points": -30, "reason": "was another patient's"}
        )
        self.assertEqual(dialog.balance_afterwards, -20)
        with self.assertRaisesRegex(UserError, "Leave a debt"):
            dialog.action_adjust()
        dialog.into_debt = True
        dialog.action_adjust()
        self.assertPoints(card, -20)
        with self.assertRaisesRegex(UserError, "No more than 0.00"):
            card._bonus_adjust(-0.01, "once more", into_debt=True)
        card._bonus_adjust(20, "all is well")
        self.assertPoints(card, 0)

    def test_the_manager_keeps_programs_and_rates_the_desk_does_not(self):
        program = self.env["loyalty.program"].with_user(self.manager).create(
            {
                "name": "Summer",
                "is_patient_bonus": True,
                "company_id": self.company.id,
                "bonus_rate_ids": [Command.create({"category_id": self.vip.id, "rate": 12})],
            }
        )
        self.assertEqual(program.reward_ids.sudo().discount_mode, "per_point")
        program.bonus_rate_ids.rate = 11
        program.active = False
        program.active = True
        with self.assertRaises(AccessError):
            self.program.with_user(self.receptionist).bonus_rate = 50
        with self.assertRaises(AccessError):
            self.program.bonus_rate_ids.with_user(self.cashier).rate = 50
        other = self.env["loyalty.program"].create({"name": "Coupons", "program_type": "coupons"})
        with self.assertRaises(AccessError):
            other.with_user(self.manager).name = "Mine"
        with self.assertRaises(AccessError):
            self.env["loyalty.program"].with_user(self.manager).create({"name": "x", "program_type": "promotion"})

    def test_the_seeded_program(self):
        """What a clinic has after installing, and nobody who deleted a category is kept from installing."""
        env = self.env(su=True)
        program = env["loyalty.program"].create({"name": "Seeded", "is_patient_bonus": True})
        xml_ids = env["ir.model.data"]
        xml_ids.search([("module", "=", "patient_bonus"), ("name", "=", "program_bonus")]).res_id = program.id
        env.flush_all()
        _seed_rates(env)
        names = ("ordinary", "vip", "problem", "employees")
        categories = [env.ref(f"patient_category.category_{name}") for name in names]
        rates = program.bonus_rate_ids.grouped("category_id")
        self.assertEqual(
            [(rates[each].rate, rates[each].can_redeem, rates[each].max_redeem_percent) for each in categories],
            [(5, True, 50), (10, True, 50), (0, True, 50), (0, True, 50)],
        )
        program.bonus_rate_ids.unlink()
        xml_ids.search([("module", "=", "patient_category"), ("name", "=", "category_employees")]).unlink()
        _seed_rates(env)
        self.assertEqual(program.bonus_rate_ids.mapped("rate"), [5, 10, 0])

    def test_settings_show_the_companys_program_and_write_its_default_rate(self):
        settings = self.env["res.config.settings"].create({})
        self.assertEqual(settings.bonus_program_id, self.program)
        self.assertEqual(settings.action_open_bonus_program()["res_id"], self.program.id)
        self.env["res.config.settings"].create({"bonus_rate": 3.5}).execute()
        self.assertEqual(self.program.bonus_rate, 3.5)
        empty = self.env["res.company"].create({"name": "Other Clinic"})
        self.env.user.company_ids |= empty
        settings = self.env["res.config.settings"].with_company(empty).create({})
        self.assertFalse(settings.bonus_program_id)
        self.assertFalse(settings.action_open_bonus_program()["res_id"])
        administrator = new_test_user(self.env, "setup", "base.group_system")
        fields_seen = self.env["res.config.settings"].with_user(administrator).fields_get()
        self.assertNotIn("bonus_rate", fields_seen)

    def test_portal_users_reach_no_card_and_no_movement(self):
        portal = new_test_user(self.env, "olga", "base.group_portal", partner_id=self.patient.id)
        for model in ("loyalty.card", "loyalty.history", "patient.bonus.rate", "patient.bonus.retired.number"):
            with self.assertRaises(AccessError):
                self.env[model].with_user(portal).search_read([], ["id"])
        order = self._confirmed(self.patient, 100)
        for name in ("bonus_card_id", "bonus_rate", "bonus_earned"):
            with self.assertRaises(AccessError):
                order.with_user(portal).read([name])

    def test_movements_of_other_companies_stay_there(self):
        self._give(self.card, 5)
        other = self.env["res.company"].create({"name": "Other Clinic"})
        company = {"company_id": other.id, "company_ids": [Command.set(other.ids)]}
        user = new_test_user(self.env, "boss2", "patient_category.group_manager", **company)
        self.assertFalse(self.env["loyalty.history"].with_user(user).search([("card_id", "=", self.card.id)]))
        self.assertFalse(self.env["loyalty.card"].with_user(user).search([("id", "=", self.card.id)]))

    def test_lists_and_reports_open_for_their_readers(self):
        self._give(self.card, 5)
        cards = self.env["loyalty.card"].with_user(self.receptionist)
        self.assertTrue(
            cards.formatted_read_group(
                [("id", "in", self.card.ids)], ["bonus_category_id"], ["points:sum"]
            )[0]["bonus_category_id"]
        )
        seller = new_test_user(
            self.env, "seller", "sales_team.group_sale_salesman_all_leads",
            company_id=self.company.id, company_ids=[Command.set(self.company.ids)],
        )
        self.assertTrue(cards.with_user(seller).search([("id", "=", self.card.id)]), "sales staff read loyalty cards")
        for question in (
            lambda model: model.formatted_read_group([], ["bonus_category_id"], ["__count"]),
            lambda model: model.search([], order="bonus_category_id"),
            lambda model: model.search([("bonus_category_id", "=", self.ordinary.id)]),
            lambda model: model.search([]).mapped("bonus_category_id"),
        ):
            with self.assertRaises(AccessError):
                question(cards.with_user(seller))
        rows = self.env["loyalty.history"].with_user(self.manager).formatted_read_group(
            [("card_id", "=", self.card.id)], ["patient_category_id", "create_date:month"], ["bonus_net:sum"]
        )
        self.assertEqual(rows[0]["bonus_net:sum"], 5)
        self.assertFalse(cards.search([("bonus_is_unexplained", "=", True)]))
        self.assertIn(self.card, cards.search([("bonus_is_unexplained", "=", False)]))

    def test_reports_add_up_no_two_currencies(self):
        """Two companies with bonuses in dollars and in euros: the total is money, not a sum of both numbers."""
        euro = self.setup_other_currency("EUR", rates=[("2024-01-01", 0.5)])
        other = self.env["res.company"].create({"name": "T-Branch in Europe", "currency_id": euro.id})
        self.env.user.company_ids |= other
        program = self.env["loyalty.program"].with_company(other).create(
            {"name": "T-Euro Bonuses", "is_patient_bonus": True, "company_id": other.id}
        )
        europeans_card = self.env["loyalty.card"].sudo()._bonus_issue(self.vip_patient, program)
        self._give(self.card, 30)
        self._give(europeans_card, 10)
        self.manager.company_ids |= other
        reader = self.env(user=self.manager, context={"allowed_company_ids": [self.company.id, other.id]})
        cards = self.card | europeans_card
        for name, domain, measure in (
            ("loyalty.card", [("id", "in", cards.ids)], "bonus_amount"),
            ("loyalty.history", [("card_id", "in", cards.ids)], "bonus_net_amount"),
        ):
            with self.subTest(name):
                model = reader[name]
                # What the pivot asks for each of its monetary measures.
                [total], by_program = model.formatted_read_grouping_sets(
                    domain,
                    [[], ["program_id"]],
                    [f"{measure}:sum", f"{measure}:sum_currency", "currency_id:array_agg_distinct"],
                )
                self.assertEqual(total[f"{measure}:sum_currency"], 50)
                self.assertEqual(set(total["currency_id:array_agg_distinct"]), {euro.id, self.company.currency_id.id})
                self.assertEqual(
                    {row["program_id"][0]: row[f"{measure}:sum"] for row in by_program},
                    {self.program.id: 30, program.id: 10},
                )
                description = model.fields_get([measure])[measure]
                self.assertEqual((description["aggregator"], description["currency_field"]), ("sum", "currency_id"))
                self.assertEqual(model.search(domain, order=measure).mapped(measure), [10, 30])

    def test_reports_offer_no_measure_without_currency(self):
        for xml_id, measure in (
            ("bonus_card_view_pivot", "bonus_amount"),
            ("bonus_ledger_view_pivot", "bonus_net_amount"),
            ("bonus_ledger_view_graph", "bonus_net_amount"),
        ):
            view = self.env.ref(f"patient_bonus.{xml_id}")
            tree = etree.fromstring(view.arch)
            self.assertEqual(tree.xpath("//field[@type='measure']/@name"), [measure])
            numbers = {"points", "bonus_net", "issued", "used"} & self.env[view.model]._fields.keys()
            self.assertEqual(set(tree.xpath("//field[@invisible='1']/@name")), numbers)
