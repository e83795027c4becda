from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
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

    def test_the_desk_reads_but_does_not_change_the_directory(self):
        directory = self.env["patient.category"].with_user(self.receptionist)
        self.assertIn(self.problem, directory.search([]))
        with self.assertRaises(AccessError):
            directory.create({"name": "Mine"})
        with self.assertRaises(AccessError):
            self.problem.with_user(self.receptionist).prepayment_required = False
