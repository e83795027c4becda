from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger

from .common import PatientCommon


@tagged("post_install", "-at_install")
class TestPatient(PatientCommon):
    def _register(self, **values):
        return self.env["res.partner"].with_user(self.receptionist).create({"name": "New", **values})

    def test_receptionist_registers_with_the_default_standing_ready(self):
        Partner = self.env["res.partner"].with_user(self.receptionist).with_context(register_patient=True)
        with Form(Partner, "patient_category.patient_view_form") as form:
            form.name = "Nadia New"
            self.assertEqual(form.patient_category_id, self.ordinary)
            form.patient_category_id = self.problem
        patient = form.record
        self.assertEqual(patient.patient_category_id, self.problem)
        self.assertEqual(patient.patient_category_history_ids.user_id, self.receptionist)
        self.assertEqual(patient.patient_category_source, "manual")

    def test_contacts_created_elsewhere_are_no_patients(self):
        self.assertFalse(self.env["res.partner"].create({"name": "Vendor"}).patient_category_id)

    def test_phone_of_a_patient_is_pointed_out_however_it_is_written(self):
        self.patient.write({"phone": "+1 650-253-0000", "country_id": self.env.ref("base.us").id})
        new = self._register(phone="(650) 253 0000", country_id=self.env.ref("base.us").id)
        self.assertEqual(new.patient_duplicate_ids, self.patient)
        self.patient.active = False
        self.assertEqual(new.patient_duplicate_ids, self.patient)

    def test_phone_that_is_no_number_is_compared_as_it_is_written(self):
        self.patient.phone = "ext. 12 345"
        self.assertEqual(self._register(phone="ext. 12 345").patient_duplicate_ids, self.patient)

    def test_email_of_a_patient_is_pointed_out(self):
        self.patient.email = "Olga <olga@example.com>"
        self.assertEqual(self._register(email="OLGA@example.com").patient_duplicate_ids, self.patient)

    def test_patient_of_another_company_is_not_pointed_out(self):
        other = self.env["res.company"].create({"name": "Next door"})
        self.patient.write({"email": "olga@example.com", "company_id": other.id})
        self.assertFalse(self._register(email="olga@example.com").patient_duplicate_ids)

    def test_only_managers_put_patients_into_a_guarded_category(self):
        with self.assertRaises(AccessError):
            self._register(patient_category_id=self.vip.id)
        with self.assertRaises(AccessError):
            self.patient.with_user(self.receptionist).patient_category_id = self.vip
        self.patient.with_user(self.manager).patient_category_id = self.vip

    def test_only_managers_take_patients_out_of_prepayment(self):
        with self.assertRaises(AccessError):
            self.problem_patient.with_user(self.receptionist).patient_category_id = self.ordinary
        self.problem_patient.with_user(self.manager).patient_category_id = self.ordinary

    def test_nobody_decides_about_themselves(self):
        with self.assertRaisesRegex(AccessError, "Nobody decides about themselves"):
            self.manager.partner_id.with_user(self.manager).patient_category_id = self.ordinary

    def test_reason_is_asked_for(self):
        self.problem.reason_required = True
        with self.assertRaisesRegex(UserError, "enter why"):
            self._register(patient_category_id=self.problem.id)
        self._register(patient_category_id=self.problem.id, patient_category_reason="Does not pay")

    def test_history_is_kept_without_gaps(self):
        self.patient.with_user(self.manager).patient_category_id = self.vip
        newer, older = self.patient.patient_category_history_ids
        self.assertEqual((older.category_id, newer.category_id), (self.ordinary, self.vip))
        self.assertEqual(older.date_to, newer.date_from)
        self.assertFalse(newer.date_to)

    def test_review_date_follows_the_category(self):
        self.problem.review_after_days = 180
        self.patient.patient_category_id = self.problem
        self.assertTrue(self.patient.patient_category_review_date)
        self.patient.patient_category_id = self.ordinary
        self.assertFalse(self.patient.patient_category_review_date)

    def test_a_patient_with_history_is_not_deleted(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.patient.unlink()

    def test_who_is_no_patients_user_cannot_read_or_search_categories(self):
        clerk = new_test_user(self.env, "clerk", "base.group_user")
        partner = self.patient.with_user(clerk)
        with self.assertRaises(AccessError):
            partner.read(["patient_category_id"])
        with self.assertRaises(AccessError):
            partner.search([("patient_category_id", "=", self.problem.id)])
        with self.assertRaises(AccessError):
            self.env["patient.category"].with_user(clerk).search([])

    def test_only_managers_let_a_contact_pay_on_account(self):
        with self.assertRaises(AccessError):
            self.patient.with_user(self.receptionist).pays_on_account = True
        Partner = self.env["res.partner"].with_user(self.receptionist).with_context(default_pays_on_account=True)
        self.assertFalse(Partner.create({"name": "Insurer"}).pays_on_account)
        with self.assertRaisesRegex(AccessError, "Nobody decides about themselves"):
            self.manager.partner_id.with_user(self.manager).pays_on_account = True

    def test_nobody_puts_off_his_own_review(self):
        own = self.receptionist.partner_id.with_user(self.receptionist)
        for values in ({"patient_category_review_date": "2099-01-01"}, {"patient_category_reason": "Nice"}):
            with self.assertRaisesRegex(AccessError, "Nobody decides about themselves"):
                own.write(values)

    def test_a_company_does_not_lend_its_category(self):
        company = self.env["res.partner"].create(
            {"name": "VIPs", "is_company": True, "patient_category_id": self.vip.id}
        )
        person = self._register()
        with self.assertRaisesRegex(AccessError, "Only managers"):
            person.parent_id = company
        with self.assertRaisesRegex(AccessError, "Nobody decides about themselves"):
            self.receptionist.partner_id.with_user(self.receptionist).parent_id = company

    def test_a_contact_does_not_leave_prepayment_by_a_category_of_its_own(self):
        self.problem_patient.is_company = True
        child = self._register(parent_id=self.problem_patient.id)
        with self.assertRaisesRegex(AccessError, "Only managers"):
            child.patient_category_id = self.ordinary

    def test_merging_keeps_the_stricter_category_and_all_history(self):
        for destination in (self.patient, self.problem_patient):
            with self.subTest(destination=destination.name), self.env.cr.savepoint() as savepoint:
                merger = new_test_user(self.env, "merger", "base.group_user,base.group_partner_manager")
                self.env["base.partner.merge.automatic.wizard"].with_user(merger)._merge(
                    [self.patient.id, self.problem_patient.id], destination, extra_checks=False
                )
                destination.invalidate_recordset()
                self.assertEqual(destination.patient_category_id, self.problem)
                history = destination.patient_category_history_ids
                self.assertEqual(history.category_id, self.problem | self.ordinary)
                self.assertEqual(history.filtered(lambda period: not period.date_to).category_id, self.problem)
                savepoint.close(rollback=True)
            self.env.invalidate_all()
