from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import PatientCommon


@tagged("post_install", "-at_install")
class TestPatientCategory(PatientCommon):
    def test_only_one_default_and_one_employees_category(self):
        for flag in ("is_default", "for_employees"):
            with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                self.vip.write({"is_default": False, "for_employees": False})
                self.vip[flag] = True
                self.env.flush_all()

    def test_percent_stays_within_bounds(self):
        for percent in (0, 101, -5):
            with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                self.problem.prepayment_percent = percent
                self.env.flush_all()

    def test_what_a_badge_shows_follows_every_change(self):
        """The registry remembers names and colours."""
        self.env["res.lang"]._activate_lang("es_ES")
        order = self._order(self.vip_patient)
        shown = {"patient_category_id": {"fields": {"display_name": {}}}, "patient_category_color": {}}

        def badge(lang="en_US"):
            self.env.invalidate_all()
            [values] = order.with_context(lang=lang).web_read(shown)
            return values["patient_category_id"]["display_name"], values["patient_category_color"]

        self.vip.write({"name": "Guests of honour", "color": 4})
        self.assertEqual(badge(), ("Guests of honour", 4))
        self.vip.color = 5
        self.vip.update_field_translations("name", {"es_ES": "Huéspedes"})
        self.assertEqual(badge("es_ES"), ("Huéspedes", 5))
        self.vip.with_context(lang="es_ES").name = "Invitados"
        self.assertEqual(badge("es_ES"), ("Invitados", 5))
        self.assertEqual(badge(), ("Guests of honour", 5))
        self.vip_patient.patient_category_id = self.env["patient.category"].create({"name": "Friends", "color": 7})
        self.assertEqual(badge(), ("Friends", 7))

    def test_badges_are_shown_without_asking_the_database_for_their_category(self):
        order = self._order(self.vip_patient)
        shown = {"patient_category_id": {"fields": {"display_name": {}}}, "patient_category_color": {}}
        order.web_read(shown)
        self.env.invalidate_all()
        for _time in range(2):  # the first time the database says whether he may read it, then the cache does
            order.read(["patient_category_id"])
        with self.assertQueryCount(0):
            order.web_read(shown)

    def test_category_with_patients_is_not_archived(self):
        with self.assertRaisesRegex(ValidationError, "1 patient still has"):
            self.vip.active = False
        self.vip_patient.patient_category_id = self.ordinary
        self.vip.active = False

    def test_category_with_history_is_not_deleted(self):
        self.vip_patient.patient_category_id = self.ordinary
        with self.assertRaisesRegex(UserError, "cannot be deleted"):
            self.vip.unlink()

    def test_the_companys_own_default_comes_before_the_shared_one(self):
        branch = self.env["res.company"].create({"name": "Branch", "parent_id": self.company.id})
        own = self.env["patient.category"].create({"name": "Own", "is_default": True, "company_id": branch.id})
        Category = self.env["patient.category"]
        self.assertEqual(Category._get_default(branch), own)
        self.assertEqual(Category._get_default(self.company), self.ordinary)

    def test_another_companys_category_is_refused(self):
        other = self.env["res.company"].create({"name": "Next door"})
        foreign = self.env["patient.category"].create({"name": "Foreign", "company_id": other.id})
        with self.assertRaisesRegex(ValidationError, "Next door"):
            self.patient.patient_category_id = foreign

    def test_another_companys_category_is_refused_for_somebody_of_a_company_too(self):
        other = self.env["res.company"].create({"name": "Next door"})
        foreign = self.env["patient.category"].create({"name": "Foreign", "company_id": other.id})
        self.patient.company_id = self.company
        with self.assertRaisesRegex(ValidationError, "belongs to Next door"):
            self.patient.patient_category_id = foreign

    def test_somebody_new_in_a_companys_own_category_belongs_to_that_company(self):
        own = self.env["patient.category"].create({"name": "Own", "company_id": self.company.id})
        Partner = self.env["res.partner"].with_user(self.receptionist)
        patient = Partner.create({"name": "New", "patient_category_id": own.id, "company_id": False})
        self.assertEqual(patient.company_id, self.company)
        with self.assertRaisesRegex(ValidationError, "let the patient belong"):
            self.patient.with_user(self.receptionist).patient_category_id = own

    def test_archived_category_is_given_to_nobody(self):
        self.staff.active = False
        with self.assertRaisesRegex(ValidationError, "archived"):
            self.patient.patient_category_id = self.staff

    def test_category_of_another_company_is_not_even_seen(self):
        other = self.env["res.company"].create({"name": "Next door"})
        foreign = self.env["patient.category"].create({"name": "Foreign", "company_id": other.id})
        self.assertNotIn(foreign, self.env["patient.category"].with_user(self.manager).search([]))

    def test_shared_category_with_patients_is_not_given_to_one_company(self):
        self.vip_patient.company_id = self.env["res.company"].create({"name": "Next door"})
        with self.assertRaisesRegex(ValidationError, "do not belong to"):
            self.vip.company_id = self.company

    def test_unused_category_is_deleted(self):
        unused = self.env["patient.category"].with_user(self.manager).create({"name": "Unused"})
        unused.unlink()
        self.assertFalse(unused.exists())

    def test_a_copy_is_neither_default_nor_for_employees(self):
        copies = (self.ordinary | self.staff).copy()
        self.assertFalse(copies.filtered(lambda copy: copy.is_default or copy.for_employees))
        self.assertEqual(copies.mapped("name"), ["T-Ordinary (copy)", "T-Staff (copy)"])

    def test_patients_are_counted(self):
        self.assertEqual((self.vip | self.staff).mapped("patient_count"), [1, 0])

    def test_the_desk_reads_but_does_not_change_the_directory(self):
        directory = self.env["patient.category"].with_user(self.receptionist)
        self.assertIn(self.problem, directory.search([]))
        with self.assertRaises(AccessError):
            directory.create({"name": "Mine"})
        with self.assertRaises(AccessError):
            self.problem.with_user(self.receptionist).prepayment_required = False


@tagged("post_install", "-at_install")
class TestSentences(PatientCommon, HttpCase):
    """What the database refuses reaches the screen as a sentence, and nothing is changed."""

    def setUp(self):
        super().setUp()
        self.manager.password = "boss-password"
        self.authenticate("boss", "boss-password")

    def _refusal(self, method, *arguments):
        """What the screen of a manager says when the directory is called like this."""
        params = {"model": "patient.category", "method": method, "args": arguments, "kwargs": {}}
        with mute_logger("odoo.sql_db", "odoo.http"):
            answer = self.url_open(f"/web/dataset/call_kw/patient.category/{method}", json={"params": params}).json()
        self.assertIn("error", answer, f"{method} of {arguments} was accepted")
        return answer["error"]["data"]["message"]

    def test_bad_input(self):
        self.env["patient.category"].create(
            [
                {"name": "Own", "company_id": self.company.id, "is_default": True},
                {"name": "Own staff", "company_id": self.company.id, "for_employees": True},
            ]
        )
        refused = [
            ({"is_default": True}, "already is a default category for all companies"),
            ({"for_employees": True}, "already is an employees' category for all companies"),
            ({"is_default": True, "company_id": self.company.id}, "This company already has a default category"),
            ({"for_employees": True, "company_id": self.company.id}, "This company already has an employees' category"),
            ({"prepayment_percent": 0}, "more than 0 and at most 100 percent"),
            ({"prepayment_percent": 101}, "more than 0 and at most 100 percent"),
            ({"prepayment_percent": -5}, "more than 0 and at most 100 percent"),
            ({"review_after_days": -1}, "can be 0 (no review) to 3,650"),
            ({"review_after_days": 100000}, "can be 0 (no review) to 3,650"),
            ({"name": "n" * 1001}, "at most 1,000 characters"),
        ]
        category_id = self.env["patient.category"].create({"name": "Fifth"}).id
        self.env.flush_all()
        for values, sentence in refused:
            with self.subTest(values=str(values)[:60]):
                self.assertIn(sentence, self._refusal("write", [category_id], values))
                self.assertIn(sentence, self._refusal("create", [{"name": "Sixth", **values}]))
