from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from odoo.addons.patient_bonus.models import card_numbers, loyalty_card_check

from .common import BonusCommon


@tagged("post_install", "-at_install")
class TestBonusCheck(BonusCommon):
    """The desk reads the answer to the patient: a wrong one is a quarrel at the counter."""

    def _check(self, number, amount=0, user=None):
        return self.env["loyalty.card"].with_user(user or self.receptionist).bonus_check(number, amount)

    # ------------------------------------------------------------
    # Every code of the contract
    # ------------------------------------------------------------

    def test_every_code_is_reached_with_a_message_and_a_reason(self):
        """In the order of the contract; each later one is set up on top of what the earlier ones no longer say."""
        Patient = self.env["res.partner"]

        def card(name, category=self.ordinary, program=self.program, **values):
            patient = Patient.create({"name": name, "patient_category_id": category.id})
            new = self.env["loyalty.card"].sudo()._bonus_issue(patient, program)
            new.sudo().write(values)
            return new

        def program(**values):
            return self.env["loyalty.program"].create(
                {"name": "x", "is_patient_bonus": True, "company_id": self.company.id, "bonus_rate": 5, **values}
            )

        other = self.env["res.company"].create({"name": "Other Clinic"})
        archived_program = program()
        of_archived = card("archived program", program=archived_program)
        archived_program.active = False
        retired = card("retired")
        retired_number = retired.code
        retired.sudo()._bonus_replace("bus")
        without_patient = card("no patient")
        without_patient.partner_id.sudo().patient_category_id = False
        numbers = {
            "bad_number": "12",
            "unknown": "0439999999994",
            "retired_number": retired_number,
            "other_company": card("other company", program=program(company_id=other.id)).code,
            "archived": card("archived", active=False, bonus_state="lost").code,
            "lost": card("lost", bonus_state="lost").code,
            "blocked": card("blocked", bonus_state="blocked").code,
            "closed": card("closed", bonus_state="closed").code,
            "program_archived": of_archived.code,
            "program_not_started": card("early", program=program(date_from="2099-01-01")).code,
            "program_ended": card("late", program=program(date_to="2020-01-01")).code,
            "no_patient": without_patient.code,
            "category_excluded": self.problem_card.code,
            "zero_rate": card("zero", program=program(bonus_rate=0)).code,
            "ok": self.card.code,
        }
        codes = self.env["patient.bonus.check"]._fields["code"].selection
        self.assertEqual(list(numbers), [code for code, _label in codes])
        names = self.env["patient.category"].search([]).mapped("name")
        for code, number in numbers.items():
            answer = self._check(number, 100)
            self.assertEqual(answer["code"], code)
            self.assertTrue(answer["message"].endswith("."), code)
            self.assertTrue(answer["staff_reason"].endswith("."), code)
            self.assertFalse([name for name in names if name in answer["message"]], code)
            self.assertEqual(answer["earns"], code == "ok")
            self.assertEqual(bool(answer["would_earn"]), code == "ok")
            self.assertEqual(
                set(answer) - {"max_redeem_percent"},
                {
                    *("code", "message", "staff_reason", "card_id", "partner_id", "earns"),
                    *("rate", "can_redeem", "balance", "spendable", "would_earn"),
                },
            )
        # Earlier codes win: a card that is archived and lost of an ended program is archived.
        worst = card("worst", program=program(date_to="2020-01-01"), bonus_state="blocked")
        self.assertEqual(self._check(worst.code)["code"], "blocked")
        worst.sudo().active = False
        self.assertEqual(self._check(worst.code)["code"], "archived")

    def test_the_first_reason_of_the_contract_is_the_answer(self):
        """A card with everything wrong, put right step by step."""
        elsewhere = self.env["res.company"].create({"name": "T-Elsewhere"})
        program = self.env["loyalty.program"].create(
            {"name": "All wrong", "is_patient_bonus": True, "company_id": self.company.id, "date_to": "2020-01-01"}
        )
        patient = self.env["res.partner"].create({"name": "Wrong", "patient_category_id": self.problem.id})
        card = self.env["loyalty.card"].sudo()._bonus_issue(patient, program)
        card.write({"active": False, "bonus_state": "blocked"})
        patient.patient_category_id = False
        program.active = False
        code = lambda company: card._bonus_statuses(company)[card.id]["code"]  # noqa: E731
        for expected, mend in (
            ("archived", lambda: card.write({"active": True})),
            ("blocked", lambda: card.write({"bonus_state": "active"})),
            ("program_archived", lambda: program.write({"active": True})),
            ("program_ended", lambda: program.write({"date_to": False, "date_from": "2099-01-01"})),
            ("program_not_started", lambda: program.write({"date_from": False})),
            ("no_patient", lambda: patient.write({"patient_category_id": self.problem.id})),
            ("zero_rate", lambda: program.write(
                {"bonus_rate_ids": [Command.create({"category_id": self.problem.id, "rate": 0})]}
            )),
            ("category_excluded", lambda: program.bonus_rate_ids.write({"rate": 3})),
            ("ok", lambda: None),
        ):
            self.assertEqual(code(elsewhere), "other_company", expected)
            self.assertEqual(code(self.company), expected)
            mend()

    def test_every_question_goes_to_the_log_and_to_no_row(self):
        with patch.object(loyalty_card_check._logger, "info") as info:
            self._check(self.card.code)
            self._check("12")
        lines = [call.args[0] % call.args[1:] for call in info.call_args_list]
        self.assertIn(f"user {self.receptionist.id}: ok, card {self.card.id}", lines[0])
        self.assertIn("bad_number", lines[1])
        self.assertNotIn(self.card.code, "".join(lines), "a number in a log is a card in somebody's hand")

    def test_ok(self):
        self._give(self.card, 12.34)
        answer = self._check(self.card.code, 199.99)
        self.assertEqual(answer["code"], "ok")
        self.assertEqual(answer["message"], "This card will receive 5 % bonuses.")
        self.assertTrue(answer["earns"] and answer["can_redeem"])
        self.assertEqual((answer["rate"], answer["balance"], answer["would_earn"]), (5.0, 12.34, 10.0))
        self.assertEqual((answer["card_id"], answer["partner_id"]), (self.card.id, self.patient.id))

    def test_problem_patients_card_answers_no_and_why(self):
        answer = self._check(self.problem_card.code, 100)
        self.assertEqual(answer["code"], "category_excluded")
        self.assertFalse(answer["earns"])
        self.assertEqual((answer["rate"], answer["would_earn"]), (0, 0))
        self.assertEqual(answer["message"], "No bonuses are received with this card at present.")
        self.assertIn("category receive no bonuses", answer["staff_reason"])

    def test_no_message_names_a_category(self):
        names = self.env["patient.category"].search([]).mapped("name")
        for card in (self.card, self.vip_card, self.problem_card):
            message = self._check(card.code)["message"]
            self.assertFalse([name for name in names if name in message])

    def test_numbers_that_lead_to_no_card(self):
        wrong_digit = self.card.code[:-1] + str((int(self.card.code[-1]) + 1) % 10)
        gift_program = self.env["loyalty.program"].create({"name": "Gifts", "program_type": "gift_card"})
        gift_card = self.env["loyalty.card"].create({"program_id": gift_program.id, "code": "GIFT12345"})
        for number, code in [
            ("", "bad_number"),
            (None, "bad_number"),
            (False, "bad_number"),
            (12, "bad_number"),
            ("12", "bad_number"),
            ("Hello, world!", "bad_number"),
            ("4" * 40, "bad_number"),
            ("🎉🎉🎉🎉🎉", "bad_number"),
            ("' OR 1=1 --", "bad_number"),
            (wrong_digit, "bad_number"),
            ("99887766", "unknown"),
            (gift_card.code, "unknown"),
        ]:
            answer = self._check(number)
            self.assertEqual(answer["code"], code, number)
            self.assertTrue(answer["message"] and answer["staff_reason"])
            self.assertFalse(answer["card_id"] or answer["partner_id"] or answer["earns"])
        self.assertIn("last digit", self._check(wrong_digit)["staff_reason"])

    def test_states(self):
        for state, reason in (("lost", "Left on the bus"), ("blocked", "Claimed by two"), ("closed", "Moved away")):
            card = self.env["loyalty.card"].sudo()._bonus_issue(
                self.env["res.partner"].create({"name": state, "patient_category_id": self.ordinary.id}), self.program
            )
            card.sudo()._bonus_set_state(state, reason)
            answer = self._check(card.code)
            self.assertEqual(answer["code"], state)
            self.assertFalse(answer["earns"] or answer["can_redeem"])
            self.assertNotIn(reason, answer["message"])
        self.card.sudo().active = False
        self.assertEqual(self._check(self.card.code)["code"], "archived")

    def test_replaced_card(self):
        self._give(self.card, 30)
        self.card.sudo()._bonus_set_state("lost", "Stolen")
        old = self.card.code
        with freeze_time("2026-05-03"):
            new = self.card.with_user(self.cashier)._bonus_replace("Stolen")
        answer = self._check(old)
        self.assertEqual(answer["code"], "retired_number")
        self.assertIn("Lost, replaced on 05/03/2026", answer["staff_reason"])
        self.assertFalse(answer["partner_id"] or answer["balance"])
        answer = self._check(new)
        self.assertEqual((answer["code"], answer["balance"]), ("ok", 30))
        self.assertEqual(len(self.card.history_ids), 1)

    def test_program_states(self):
        self.program.write({"date_from": "2026-01-10", "date_to": "2026-01-20"})
        for day, code in [
            ("2026-01-09", "program_not_started"),
            ("2026-01-10", "ok"),
            ("2026-01-20", "ok"),
            ("2026-01-21", "program_ended"),
        ]:
            with freeze_time(day):
                self.assertEqual(self._check(self.card.code)["code"], code)
        self.program.active = False
        self.assertEqual(self._check(self.card.code)["code"], "program_archived")

    def test_no_patient_and_zero_rate(self):
        self.patient.sudo().patient_category_id = False
        answer = self._check(self.card.code)
        self.assertEqual(answer["code"], "no_patient")
        self.assertFalse(answer["can_redeem"])
        self.patient.sudo().patient_category_id = self.staff
        answer = self._check(self.card.code)
        self.assertEqual(answer["code"], "zero_rate")
        # Without a row of its own the category may spend, at most half of an order.
        self._give(self.card, 80)
        answer = self._check(self.card.code, 100)
        self.assertTrue(answer["can_redeem"])
        self.assertEqual(answer["spendable"], 50)
        self.program.bonus_rate = 3
        answer = self._check(self.card.code, 100)
        self.assertEqual((answer["code"], answer["would_earn"]), ("ok", 3))

    def test_other_company_is_recognised_without_showing_the_patient(self):
        other = self.env["res.company"].create({"name": "Other Clinic"})
        self._give(self.card, 12)
        user = new_test_user(
            self.env, "desk2", "patient_category.group_user", company_id=other.id, company_ids=[Command.set(other.ids)]
        )
        answer = self._check(self.card.code, user=user)
        self.assertEqual(answer["code"], "other_company")
        self.assertFalse(answer["partner_id"] or answer["card_id"] or answer["balance"] or answer["spendable"])

    # ------------------------------------------------------------
    # Numbers
    # ------------------------------------------------------------

    def test_numbers_are_read_however_they_come(self):
        code = self.card.code
        for typed in (
            f" {code[:4]} {code[4:8]}-{code[8:]} ",
            f";{code}=25121010000?",
            f"%B{code}^OLGA ORDINARY^2512?",
            f";{code}?",
            code[1:],  # a reader in UPC mode drops the zero
            "".join(chr(ord("0") + 0xFF10 - 0x30 + int(digit)) for digit in code),  # full-width digits
        ):
            self.assertEqual(self._check(typed)["card_id"], self.card.id, typed)

    def test_new_numbers_are_random_with_prefix_and_check_digit(self):
        numbers = self.env["loyalty.card"]._bonus_new_numbers(50)
        self.assertEqual(len(set(numbers)), 50)
        for number in numbers:
            self.assertRegex(number, r"^043\d{10}$")
            self.assertTrue(card_numbers.has_right_check_digit(number))

    def test_a_number_that_was_ever_used_is_not_drawn_again(self):
        fresh = "0431234567895"
        with patch.object(card_numbers, "new_number", side_effect=[self.card.code, fresh]):
            self.assertEqual(self.env["loyalty.card"]._bonus_new_numbers(1), [fresh])

    def test_barcode_rule_reads_our_numbers_as_coupons(self):
        rule = self.env.ref("patient_bonus.barcode_rule_bonus_card")
        self.assertTrue(rule.barcode_nomenclature_id.match_pattern(self.card.code, rule.pattern)["match"])
        self.assertEqual(rule.type, "coupon")

    # ------------------------------------------------------------
    # Who may ask, how often, and with what
    # ------------------------------------------------------------

    def test_only_patients_users_may_ask(self):
        outsider = new_test_user(self.env, "seller", "sales_team.group_sale_salesman_all_leads")
        with self.assertRaises(AccessError):
            self._check(self.card.code, user=outsider)

    def test_numbers_cannot_be_walked_through(self):
        for index in range(30):
            self._check(f"9988776{index:02}")
        with self.assertRaisesRegex(UserError, "Wait a minute"):
            self._check("99887799")
        with self.assertRaises(UserError):
            self._check(self.card.code)
        # Somebody else at the next desk is not concerned.
        self.assertEqual(self._check(self.card.code, user=self.cashier)["code"], "ok")

    def test_checking_a_known_card_is_not_limited_and_writes_nothing(self):
        self.env.flush_all()
        self.assertTrue(self.env["loyalty.card"].bonus_check._readonly)
        for _index in range(40):
            self._check(self.card.code)
        self.assertEqual(self._check(self.card.code)["code"], "ok")

    def test_amounts_that_are_none(self):
        for amount in (-1, "abc", 10**15, float("nan"), float("inf")):
            with self.assertRaises(UserError):
                self._check(self.card.code, amount)

    def test_statuses_of_many_cards_cost_no_more_queries_than_one(self):
        partners = self.env["res.partner"].create(
            [{"name": f"P{index}", "patient_category_id": self.ordinary.id} for index in range(60)]
        )
        cards = self.env["loyalty.card"].sudo()._bonus_issue(partners, self.program)
        self.env.flush_all()

        def count(cards):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            cards.with_user(self.receptionist)._bonus_statuses()
            return self.env.cr.sql_log_count - before

        count(cards[:1])
        self.assertLessEqual(count(cards), count(cards[:1]))

    # ------------------------------------------------------------
    # The dialog
    # ------------------------------------------------------------

    def test_dialog_answers_as_the_method_does(self):
        self._give(self.card, 10)
        with Form(self.env["patient.bonus.check"].with_user(self.receptionist)) as form:
            form.number = self.card.code
            form.amount = 100
            answer = self._check(self.card.code, 100)
            for name in ("code", "message", "staff_reason", "earns", "rate", "can_redeem", "would_earn", "spendable"):
                self.assertEqual(form[name], answer[name], name)
            self.assertEqual(form.patient_label, "Olga Ordinary")
            form.number = "12"
            self.assertEqual(form.code, "bad_number")
            self.assertFalse(form.card_id)

    def test_dialog_of_a_quotation_asks_for_what_is_left_to_pay_in_the_companys_currency(self):
        euro = self.setup_other_currency("EUR", rates=[("2020-01-01", 0.5)])
        pricelist = self.env["product.pricelist"].create({"name": "Euro", "currency_id": euro.id})
        order = self._order(self.patient, pricelist_id=pricelist.id)
        order.order_line.price_unit = 100
        checks = self.env["patient.bonus.check"].with_user(self.receptionist).with_context(default_order_id=order.id)
        with Form(checks) as form:
            self.assertEqual((form.amount, form.currency_id), (200, self.company.currency_id))
            form.number = self.card.code
            self.assertEqual(form.would_earn, 10)
            form.amount = 50
            self.assertEqual(form.would_earn, 2.5)

    def test_dialog_of_a_quotation_offers_its_patients_card_only(self):
        self._give(self.card, 10)
        order = self._order(self.patient)
        checks = self.env["patient.bonus.check"].with_user(self.receptionist).with_context(default_order_id=order.id)
        form = Form(checks)
        for card, is_of_other, can_redeem in (
            (self.vip_card, True, False), (self.card, False, True), (self.problem_card, True, False),
        ):
            form.number = card.code
            self.assertEqual((form.is_of_other_patient, form.can_redeem_on_order), (is_of_other, can_redeem))
        form.number = self.card.code
        order.action_confirm()
        form.amount = 5
        self.assertFalse(form.save().can_redeem_on_order)

    def test_scan_while_the_focus_is_elsewhere(self):
        form = Form(self.env["patient.bonus.check"].with_user(self.receptionist))
        form._barcode_scanned = self.card.code
        self.assertEqual((form.number, form.code), (self.card.code, "ok"))

    def test_would_earn_is_what_the_order_then_earns(self):
        for amount in (0.1, 0.3, 9.9, 10.1, 33.33, 100, 1234.57):
            before = self.card.points
            promised = self._check(self.card.code, amount)["would_earn"]
            self._pay(self._invoice(self._confirmed(self.patient, amount)), amount)
            self.assertAlmostEqual(self.card.points - before, promised, 2, amount)
