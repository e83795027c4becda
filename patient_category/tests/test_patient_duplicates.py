from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from .common import PatientCommon


@tagged("post_install", "-at_install")
class TestPatientDuplicates(PatientCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.us = cls.env.ref("base.us").id
        cls.patient.write({"phone": "+1 650-253-0000", "country_id": cls.us, "email": "Olga <olga@example.com>"})

    def _register(self, **values):
        return self.env["res.partner"].with_user(self.receptionist).create(
            {"name": "New", "patient_category_id": self.ordinary.id, **values}
        )

    def _form(self, **values):
        Partner = self.env["res.partner"].with_user(self.receptionist).with_context(register_patient=True)
        form = Form(Partner, "patient_category.patient_view_form")
        form.name = "New"
        for name, value in values.items():
            form[name] = value
        return form

    def _answer(self, form, answer):
        """As the three buttons do, which write a field that is not shown itself."""
        form._view["modifiers"]["patient_duplicate_answers"]["invisible"] = "False"
        form.patient_duplicate_answers = {str(self.patient.id): answer}

    def test_phone_of_a_patient_is_pointed_out_however_it_is_written(self):
        new = self._register(phone="(650) 253 0000", country_id=self.us)
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

    def test_it_is_asked_while_the_new_patient_is_being_typed(self):
        form = self._form(email="olga@example.com")
        self.assertEqual(form.patient_duplicate_ids[:], self.patient)

    def test_different_person_is_asked_once_for_the_pair(self):
        form = self._form(email="olga@example.com")
        self._answer(form, "different")
        self.assertFalse(form.patient_duplicate_ids[:])
        self.assertFalse(form.guardian_id)
        new = form.save()
        self.assertFalse(new.patient_duplicate_ids)
        self.assertFalse(self.patient.patient_duplicate_ids, "asked again from the other side")
        new.phone = "+1 650-253-0000"  # now the phone is the same as well
        self.assertFalse(new.patient_duplicate_ids)
        self.assertEqual(self._register(email="olga@example.com").patient_duplicate_ids, self.patient | new)

    def test_family_member_becomes_the_guardian(self):
        form = self._form(email="olga@example.com")
        self._answer(form, "family")
        self.assertEqual(form.guardian_id, self.patient)
        self.assertFalse(form.patient_duplicate_ids[:])
        child = form.save()
        self.assertEqual(child.guardian_id, self.patient)
        child.guardian_id = False
        self.assertFalse(child.patient_duplicate_ids, "the answer is remembered without the guardian")

    def test_family_member_over_rpc_becomes_the_guardian_too(self):
        child = self._register(
            email="olga@example.com", patient_duplicate_answers={str(self.patient.id): "family"}
        )
        self.assertEqual(child.guardian_id, self.patient)

    def test_brothers_and_sisters_are_not_asked_about(self):
        self._register(email="olga@example.com", guardian_id=self.patient.id)
        second = self._form(email="olga@example.com")
        second.guardian_id = self.patient
        self.assertFalse(second.patient_duplicate_ids[:])

    def test_sister_who_is_family_gets_the_same_guardian(self):
        mother = self.env["res.partner"].create({"name": "Mother"})
        self.patient.guardian_id = mother
        form = self._form(email="olga@example.com")
        self._answer(form, "family")
        self.assertEqual(form.guardian_id, mother)

    def test_mother_who_comes_after_her_child_is_the_guardian(self):
        self.patient.patient_birthdate = fields.Date.today()
        form = self._form(email="olga@example.com", patient_birthdate="1980-01-01")
        self._answer(form, "family")
        self.assertFalse(form.guardian_id)
        mother = form.save()
        self.assertEqual(self.patient.guardian_id, mother)

    def test_what_is_no_answer_is_refused(self):
        for answers in ({"x": "different"}, {str(self.patient.id): "perhaps"}, ["different"], {"999999999": "family"}):
            with self.subTest(answers=answers), self.assertRaisesRegex(ValidationError, "Please answer about another"):
                self._register(patient_duplicate_answers=answers)

    def test_patient_of_another_company_is_not_answered_about(self):
        other = self.env["res.company"].create({"name": "Next door"})
        self.patient.company_id = other
        with self.assertRaises(AccessError):
            self._register(patient_duplicate_answers={str(self.patient.id): "family"})

    def test_another_company_where_one_works_too_is_not_asked_about(self):
        other = self.env["res.company"].create({"name": "Next door"})
        self.receptionist.company_ids |= other
        self.patient.company_id = other
        self.env.invalidate_all()
        new = self._register(email="olga@example.com")
        both = [self.company.id, other.id]
        self.assertFalse(new.with_context(allowed_company_ids=both).patient_duplicate_ids)

    def test_at_most_five_are_shown_and_the_answered_ones_make_room(self):
        others = self.env["res.partner"].create(
            [
                {"name": f"O{number}", "email": "olga@example.com", "patient_category_id": self.ordinary.id}
                for number in range(6)
            ]
        )
        new = self._register(email="olga@example.com")
        self.assertEqual(len(new.patient_duplicate_ids), 5)
        new.patient_duplicate_answers = {str(other.id): "different" for other in others}
        self.assertEqual(new.patient_duplicate_ids, self.patient)

    def test_the_clinics_own_number_does_not_slow_a_batch_down(self):
        batch = self.env["res.partner"].create(
            [{"name": f"B{n}", "email": "olga@example.com", "patient_category_id": self.ordinary.id} for n in range(30)]
        )

        def queries(records):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            records.with_user(self.receptionist).mapped("patient_duplicate_ids")
            return self.env.cr.sql_log_count - before

        queries(batch[:1])  # fills the caches
        self.assertLessEqual(queries(batch), queries(batch[:1]) + 1)

    def test_open_leads_to_the_desks_form(self):
        action = self.patient.with_user(self.receptionist).action_open_patient()
        self.assertEqual((action["res_model"], action["res_id"]), ("res.partner", self.patient.id))
