import base64
import contextlib
import re
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, HttpCase, new_test_user, tagged
from odoo.tools import file_open

from odoo.addons.patient_bonus.wizards import patient_bonus_issue

from .common import BonusCommon


class Undo(Exception):
    """Ends a try-out: what it did is undone."""


@tagged("post_install", "-at_install")
class TestBonusCards(BonusCommon):
    """Cards of many patients at once: all of them right, or none of them made."""

    def _patients(self, count):
        return self.env["res.partner"].create(
            [{"name": f"Patient {index}", "patient_category_id": self.ordinary.id} for index in range(count)]
        )

    # ------------------------------------------------------------
    # Issue in bulk
    # ------------------------------------------------------------

    def test_bulk_issue_skips_holders_contacts_and_oneself(self):
        new = self._patients(5)
        self.manager.partner_id.sudo().patient_category_id = self.ordinary
        vendor = self.env["res.partner"].create({"name": "Vendor"})
        selected = new | self.patient | vendor | self.manager.partner_id
        wizard = (
            self.env["patient.bonus.issue"]
            .with_user(self.manager)
            .with_context(active_model="res.partner", active_ids=selected.ids)
            .create({"program_id": self.program.id})
        )
        self.assertEqual(
            (wizard.selected_count, wizard.new_count, wizard.holder_count, wizard.excluded_count), (8, 5, 1, 2)
        )
        action = wizard.action_issue()
        cards = self.env["loyalty.card"].search(action["domain"])
        self.assertEqual(cards.partner_id, new)
        self.assertEqual(len(set(cards.mapped("code"))), 5)
        with self.assertRaises(UserError):
            wizard.action_issue()

    def test_bulk_issue_goes_on_where_it_stopped(self):
        new = self._patients(5)
        wizard = self.env["patient.bonus.issue"].with_user(self.manager).create(
            {"program_id": self.program.id, "partner_ids": new.ids}
        )
        with patch.object(patient_bonus_issue, "BATCH", 2):
            self.assertEqual(wizard.issue_batch(), 3)
            # A colleague gives one of the others a card; then the power fails, and somebody else goes on.
            new[4].with_user(self.receptionist).action_issue_bonus_card()
            again = wizard.copy()
            self.assertEqual((again.new_count, again.holder_count), (2, 3))
            self.assertEqual(again.issue_batch(), 0)
            self.assertEqual(again.issue_batch(), 0)
        self.assertEqual(new.bonus_card_ids.mapped("bonus_state"), ["active"] * 5)
        self.assertEqual(new.bonus_card_ids.partner_id, new)
        for user in self.receptionist, self.cashier:
            with self.assertRaises(AccessError):
                wizard.with_user(user).issue_batch()

    def test_patients_are_found_by_card_and_by_having_none(self):
        patients = self.env["res.partner"].with_user(self.receptionist)
        has_none = [("bonus_card_ids", "not any", [("bonus_state", "in", ("active", "blocked", "lost"))])]
        self.assertNotIn(self.patient, patients.search(has_none))
        self.assertEqual(patients.search([("bonus_card_ids.code", "ilike", self.card.code[3:12])]), self.patient)
        self.card.sudo()._bonus_set_state("closed", "moved away")
        self.assertIn(self.patient, patients.search(has_none))

    def test_bulk_issue_sends_no_mail_and_costs_few_queries(self):
        template = self.env.ref("loyalty.mail_template_loyalty_card")
        self.program.sudo().communication_plan_ids = [(0, 0, {"trigger": "create", "mail_template_id": template.id})]
        mails = self.env["mail.mail"].sudo().search_count([])

        def count(patients):
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.env["loyalty.card"].with_user(self.manager)._bonus_issue(patients, self.program)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        count(self._patients(1))
        self.assertLessEqual(count(self._patients(50)), count(self._patients(5)) + 3)
        self.assertEqual(self.env["mail.mail"].sudo().search_count([]), mails)

    def test_managers_dialogs_make_cards_of_bonus_programs_only(self):
        """Else a manager of patients prints himself gift cards, with any balance."""
        gifts = self.env["loyalty.program"].create({"name": "Gifts", "program_type": "gift_card"})
        archived = self.program.copy({"name": "Old"})
        archived.active = False
        foreign_company = self.env["res.company"].create({"name": "Other Clinic"})
        foreign = self.env["loyalty.program"].create(
            {"name": "Theirs", "is_patient_bonus": True, "company_id": foreign_company.id}
        )
        patient = self._patients(1)
        content = base64.b64encode(b"number,patient,balance\n0012345,Patient 0,500\n")
        before = self.env["loyalty.card"].search_count([])
        for program in gifts, archived, foreign:
            issue = self.env["patient.bonus.issue"].with_user(self.manager).sudo()
            issue = issue.create({"program_id": program.id, "partner_ids": patient.ids}).sudo(False)
            imported = self.env["patient.bonus.import"].with_user(self.manager).sudo()
            imported = imported.create({"program_id": program.id, "file": content}).sudo(False)
            for door in issue.action_issue, imported.action_import:
                with self.assertRaises(UserError, msg=program.name):
                    door()
        self.assertEqual(self.env["loyalty.card"].search_count([]), before)

    def test_bulk_issue_and_import_are_for_managers(self):
        for model in ("patient.bonus.issue", "patient.bonus.import"):
            with self.assertRaises(AccessError):
                self.env[model].with_user(self.cashier).create({"program_id": self.program.id})

    # ------------------------------------------------------------
    # Block, lose, replace, close
    # ------------------------------------------------------------

    def test_the_dialog_offers_what_the_role_may_do_with_the_card(self):
        offers = {
            ("active", self.cashier): ["blocked", "lost", "replace"],
            ("active", self.manager): ["blocked", "lost", "replace", "closed"],
            ("blocked", self.cashier): [],
            ("blocked", self.manager): ["active", "closed"],
            ("lost", self.cashier): ["replace"],
            ("lost", self.manager): ["replace", "closed"],
            ("closed", self.manager): [],
        }
        for (state, user), operations in offers.items():
            self.card.sudo().write({"bonus_state": state})
            dialog = self.env["patient.bonus.state"].with_user(user).create({"card_id": self.card.id})
            self.assertEqual(dialog.possible_operations or [], operations, (state, user.login))
            self.assertEqual(dialog.operation, operations[0] if operations else False)
            for operation, _label in dialog._fields["operation"].selection:
                dialog.write({"operation": operation, "reason": "for the test"})
                if operation in operations:
                    with contextlib.suppress(Undo), self.env.cr.savepoint():
                        dialog.action_apply()
                        raise Undo
                elif (state, operation) != ("active", "active"):  # changes nothing
                    with self.assertRaises(UserError, msg=(state, user.login, operation)):
                        dialog.action_apply()
                self.env.invalidate_all()

    def test_the_dialogs_tell_nothing_of_a_card_next_door(self):
        elsewhere = self.env["res.company"].create({"name": "T-Elsewhere"})
        program = self.env["loyalty.program"].create(
            {"name": "Theirs", "is_patient_bonus": True, "bonus_rate": 5, "company_id": elsewhere.id}
        )
        foreign = self.env["loyalty.card"].sudo().with_company(elsewhere)._bonus_issue(self.patient, program)
        self.env.flush_all()
        for model in ("patient.bonus.state", "patient.bonus.adjust", "patient.bonus.redeem"):
            dialogs = self.env[model].with_user(self.manager)
            with self.assertRaises(AccessError, msg=model):
                dialogs.onchange({"card_id": foreign.id}, [], {"card_id": {}, "balance": {}})
            if model != "patient.bonus.redeem":  # there the card is that of the order's patient
                with self.assertRaises(AccessError, msg=model):
                    dialogs.create({"card_id": foreign.id})
                dialog = dialogs.create({"card_id": self.card.id})
                with self.assertRaises(AccessError, msg=model):
                    dialog.write({"card_id": foreign.id})
            dialogs.onchange({"card_id": self.card.id}, [], {"card_id": {}, "balance": {}})
        issues = self.env["patient.bonus.issue"].with_user(self.manager)
        asked = {"program_id": program.id, "partner_ids": [(6, 0, self.patient.ids)]}
        for ask in (
            lambda: issues.create(asked),
            lambda: issues.onchange(asked, [], {"program_id": {}, "holder_count": {}}),
        ):
            with self.assertRaises(AccessError):
                ask()

    def test_the_check_tells_nothing_of_an_order_and_a_patient_next_door(self):
        elsewhere = self.env["res.company"].create({"name": "T-Elsewhere"})
        patient = self.env["res.partner"].create(
            {"name": "Foreign", "company_id": elsewhere.id, "patient_category_id": self.problem.id}
        )
        order = self.env["sale.order"].sudo().create({"partner_id": self.patient.id, "company_id": elsewhere.id})
        checks = self.env["patient.bonus.check"].with_user(self.receptionist)
        fields = {"amount": {}, "partner_id": {}, "patient_category_id": {}, "patient_category_color": {}}
        for ask in (
            lambda: checks.create({"order_id": order.id}),
            lambda: checks.create({}).write({"order_id": order.id}),
            lambda: checks.onchange({"order_id": order.id}, [], fields),
            lambda: checks.onchange({"partner_id": patient.id}, [], fields),
            lambda: checks.onchange({"partner_id": {"id": patient.id}}, [], fields),
        ):
            with self.assertRaises(AccessError):
                ask()
        checks.onchange({"number": self.card.code}, ["number"], fields)

    def test_who_closes_a_card_is_told_what_is_still_on_it(self):
        for points, operation, told in ((0.0, "closed", False), (80.0, "replace", False), (80.0, "closed", True)):
            if points > self.card.points:
                self._give(self.card, points)
            dialog = Form(
                self.env["patient.bonus.state"].with_user(self.manager).with_context(default_card_id=self.card.id)
            )
            dialog.operation = operation
            self.assertEqual(dialog.balance, points)
            self.assertEqual(not dialog._get_modifier("balance", "invisible"), told, (points, operation))

    # ------------------------------------------------------------
    # Import of existing cards
    # ------------------------------------------------------------

    def _import(self, text, encoding="utf-8"):
        content = text if isinstance(text, bytes) else text.encode(encoding)
        return (
            self.env["patient.bonus.import"]
            .with_user(self.manager)
            .create({"program_id": self.program.id, "file": base64.b64encode(content)})
            .action_import()
        )

    def test_import_keeps_leading_zeros_and_books_opening_balances(self):
        patients = self._patients(3)
        patients[0].phone = "+1 202 555 0143"
        action = self._import(
            "number;patient;phone;balance\n"
            "0012345;Patient 0;+1 202 555 0143;12,50\n"
            " old-77 ;Patient 1;;\n"
            "\n"
            "0430000000000;Patient 2;;7.25\n"
        )
        cards = self.env["loyalty.card"].search(action["domain"], order="id")
        self.assertEqual(cards.mapped("code"), ["0012345", "OLD77", "0430000000000"])
        self.assertEqual(cards.mapped("points"), [12.5, 0, 7.25])
        self.assertEqual(cards.history_ids.mapped("bonus_kind"), ["import", "import"])
        check = self.env["loyalty.card"].with_user(self.receptionist).bonus_check
        self.assertEqual(check("0012345")["balance"], 12.5)
        self.assertEqual(check("Old 77")["code"], "ok")
        # The check digit is wrong, but that is the number on the old card.
        self.assertEqual(check("0430000000000")["code"], "ok")

    def test_faults_are_named_by_line_and_nothing_is_imported(self):
        self._patients(2)
        self.env["loyalty.program"].create(
            {
                "name": "Summer",
                "program_type": "promo_code",
                "rule_ids": [Command.create({"mode": "with_code", "code": "SUMMER26"})],
            }
        )
        before = self.env["loyalty.card"].search_count([])
        with self.assertRaises(UserError) as caught:
            self._import(
                "number,patient,balance,phone,email\n"
                "0012345,Patient 0,10\n"
                "0012345,Patient 1,10\n"
                "0012346,Nobody Knows,10\n"
                "🎉,Patient 1,10\n"
                "0012347,Patient 1,-5\n"
                "0012348,Patient 1,ten\n"
                f"{self.vip_card.code},Patient 1,1\n"
                "0012349,Olga Ordinary,1\n"
                "0012350,Patient 1,1,,,stray\n"
                "0012351\n"
                "SUMMER26,Patient 1\n"
                f"{self.foreign_number()},Patient 1\n"
                "0012352,Patient 1,99999999999\n"
                f"{'4' * 40},Patient 1\n"
                "0012353,Patient 1,,no phone\n"
                "0012354,Patient 1,,,no e-mail\n"
                'unclosed "quote,Patient 1\n'
                '0012355,Patient 1,"1,234"\n'
                "0012356,Patient 1,1.234\n"
                "0012357,Patient 1,1e3\n"
                "0012358,Patient 1,nan\n"
            )
        message = str(caught.exception)
        named = [int(line) for line in re.findall(r"^Line (\d+):", message, re.MULTILINE)]
        self.assertEqual(named, list(range(3, 23)), "every fault once, in the order of the file")
        self.assertNotIn("Line 2:", message)
        self.assertEqual(self.env["loyalty.card"].search_count([]), before)

    def test_many_cards_are_imported_with_no_more_queries_than_a_few(self):
        self._patients(60)

        def queries(first, count):
            numbers = range(first, first + count)
            text = "number;patient;balance\n" + "".join(f"77{each:06};Patient {each};1,50\n" for each in numbers)
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            action = self._import(text)
            self.env.flush_all()
            self.assertEqual(self.env["loyalty.card"].search_count(action["domain"]), count)
            return self.env.cr.sql_log_count - before

        queries(0, 2)  # fills the caches
        few = queries(2, 5)
        # A balance is written by itself: each is another number.
        self.assertLessEqual(queries(10, 50), few + 3)

    def foreign_number(self):
        """The number of a card of a company that the manager does not see; numbers are unique across all."""
        company = self.env["res.company"].create({"name": "Other Clinic"})
        program = self.env["loyalty.program"].create(
            {"name": "Theirs", "is_patient_bonus": True, "company_id": company.id}
        )
        card = self.env["loyalty.card"].sudo().create(
            {"program_id": program.id, "partner_id": self.patient.id, "code": "777001"}
        )
        self.assertFalse(self.env["loyalty.card"].with_user(self.manager).search([("code", "=", card.code)]))
        return card.code

    def test_columns_that_a_spreadsheet_leaves_empty_do_no_harm(self):
        self._patients(2)
        action = self._import("number;patient;balance;;\n0012345;Patient 0;12,50;;\n0012346;Patient 1\n;;;;\n")
        cards = self.env["loyalty.card"].search(action["domain"], order="code")
        self.assertEqual(cards.mapped("points"), [12.5, 0])

    def test_the_template_is_downloaded_and_says_what_is_imported(self):
        action = self.env["patient.bonus.import"].with_user(self.manager).create({}).action_template()
        with file_open(action["url"].lstrip("/")) as template:
            text = template.read()
        with self.assertRaisesRegex(UserError, "no patient fits “Olga Example”"):
            self._import(text)
        self.env["res.partner"].create(
            {"name": "Olga Example", "phone": "+1 555-0100", "email": "olga@example.com",
             "patient_category_id": self.ordinary.id}
        )
        card = self.env["loyalty.card"].search(self._import(text)["domain"])
        self.assertEqual((card.code, card.points), ("0012345", 12.5))

    def test_a_managers_own_card_is_imported_by_a_colleague(self):
        self.manager.partner_id.sudo().write({"patient_category_id": self.ordinary.id, "name": "Boss Himself"})
        with self.assertRaisesRegex(UserError, "by a colleague"):
            self._import("number,patient,balance\n0012345,Boss Himself,500\n")

    def test_files_that_are_none(self):
        for content in (
            "",
            "number,patient,colour\n1234,Olga Ordinary,red\n",
            "patient\nOlga\n",
            "number,number,patient\n1,2,3\n",
            "number,patient\n",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            "number,patient\n" + '"' * 9 + "\0",
        ):
            with self.assertRaises(UserError):
                self._import(content)

    # ------------------------------------------------------------
    # Print
    # ------------------------------------------------------------

    def test_printed_card_has_barcode_name_and_number_and_no_category(self):
        html = (
            self.env["ir.actions.report"]
            .with_user(self.receptionist)
            ._render_qweb_html("patient_bonus.report_bonus_card_document", self.card.ids)[0]
            .decode()
        )
        self.assertIn("data:image/svg+xml;base64", html)
        self.assertNotIn("/report/barcode", html, "that address is public and cached")
        self.assertIn(self.card.code, html)
        self.assertIn(self.patient.name, html)
        self.assertNotIn(self.ordinary.name, html)


@tagged("post_install", "-at_install")
class TestBonusPortal(BonusCommon, HttpCase):
    """A patient sees his own card: the balance and the movements, and nothing that staff noted."""

    def test_portal_shows_own_card_without_notes(self):
        portal = new_test_user(self.env, "olga_portal", "base.group_portal", partner_id=self.patient.id)
        self._give(self.card, 12.5)
        self.card.history_ids.sudo().bonus_note = "complained loudly"
        self._give(self.vip_card, 99)
        self.authenticate(portal.login, portal.login)
        own = self.make_jsonrpc_request(f"/my/loyalty_card/{self.card.id}/values", {})
        self.assertEqual(own["card"]["points_display"], "12.50 bonuses")
        self.assertNotIn("complained", str(own))
        self.assertNotIn(self.ordinary.name, str(own))
        page = self.url_open(f"/my/loyalty_card/{self.card.id}/history").text
        self.assertIn("Correction", page)
        self.assertNotIn("complained", page)
        self.assertFalse(self.make_jsonrpc_request(f"/my/loyalty_card/{self.vip_card.id}/values", {}))
        page = self.url_open(f"/my/loyalty_card/{self.vip_card.id}/history").text
        self.assertNotIn("Correction", page)
