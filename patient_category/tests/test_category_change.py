from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import PatientCommon


@tagged("post_install", "-at_install")
class TestCategoryChange(PatientCommon):
    def _change(self, user, patients=None, **values):
        context = {"active_model": "res.partner", "active_ids": patients.ids} if patients else {}
        return self.env["patient.category.change"].with_user(user).with_context(**context).create(values)

    # Archiving a category

    def test_archiving_says_how_many_and_asks_where_they_go(self):
        archived = self.env["res.partner"].create({"name": "Gone", "patient_category_id": self.vip.id, "active": False})
        action = self.vip.with_user(self.manager).action_archive()
        self.assertEqual(action["res_model"], "patient.category.change")
        self.assertTrue(action["views"], "the web client needs them")
        self.assertTrue(self.vip.active)
        wizard_model = self.env["patient.category.change"].with_user(self.manager).with_context(**action["context"])
        with Form(wizard_model) as form:
            self.assertIn("2 patients still have the category “T-VIP”", form.notice)
            form.category_id = self.ordinary
        form.record.action_change()
        self.assertFalse(self.vip.active)
        self.assertEqual((self.vip_patient | archived).patient_category_id, self.ordinary)
        newest = self.vip_patient.patient_category_history_ids[0]
        self.assertEqual((newest.category_id, newest.user_id), (self.ordinary, self.manager))
        self.assertTrue(newest.reason)

    def test_an_empty_category_is_archived_at_once(self):
        self.assertFalse(self.staff.with_user(self.manager).action_archive())
        self.assertFalse(self.staff.active)

    def test_several_categories_are_archived_together(self):
        both = self.vip | self.problem
        wizard = self._change(
            self.manager, archived_category_ids=[Command.set(both.ids)], category_id=self.ordinary.id
        )
        wizard.action_change()
        self.assertFalse(both.filtered("active"))
        self.assertEqual((self.vip_patient | self.problem_patient).patient_category_id, self.ordinary)

    def test_writing_past_the_question_is_refused_with_the_number(self):
        with self.assertRaisesRegex(ValidationError, "1 patient still has the category “T-VIP”"):
            self.vip.with_user(self.manager).active = False

    def test_patients_out_of_sight_are_counted_and_not_moved(self):
        other = self.env["res.company"].create({"name": "Next door"})
        self.vip_patient.company_id = other
        with self.assertRaisesRegex(ValidationError, "1 patient still has"):
            self.vip.with_user(self.manager).active = False
        wizard = self._change(
            self.manager, archived_category_ids=[Command.set(self.vip.ids)], category_id=self.ordinary.id
        )
        with self.assertRaisesRegex(UserError, "companies in which you are not working"):
            wizard.action_change()
        self.assertEqual(self.vip_patient.patient_category_id, self.vip)

    def test_no_destination_is_asked_for(self):
        wizard = self._change(self.manager, archived_category_ids=[Command.set(self.vip.ids)])
        with self.assertRaisesRegex(UserError, "choose the category"):
            wizard.action_change()
        wizard.category_id = self.vip
        with self.assertRaisesRegex(UserError, "not archived now"):
            wizard.action_change()

    def test_a_manager_does_not_move_himself_this_way(self):
        self.manager.partner_id.patient_category_id = self.vip
        wizard = self._change(
            self.manager, archived_category_ids=[Command.set(self.vip.ids)], category_id=self.ordinary.id
        )
        with self.assertRaisesRegex(AccessError, "Nobody decides about themselves"):
            wizard.action_change()

    def test_the_desk_archives_nothing(self):
        with self.assertRaises(AccessError):
            self.vip.with_user(self.receptionist).action_archive()
        wizard = self._change(
            self.receptionist, archived_category_ids=[Command.set(self.staff.ids)], category_id=self.ordinary.id
        )
        with self.assertRaises(AccessError):
            wizard.action_change()
        with self.assertRaises(AccessError):
            wizard.read(["notice"])

    # Changing the category of selected patients

    def test_the_desk_moves_those_it_may_move(self):
        patients = self.patient | self.env["res.partner"].create(
            {"name": "Second", "patient_category_id": self.ordinary.id}
        )
        context = {"active_model": "res.partner", "active_ids": patients.ids}
        with Form(self.env["patient.category.change"].with_user(self.receptionist).with_context(**context)) as form:
            self.assertEqual(form.notice, "Patients selected: 2")
            form.category_id = self.problem
            form.reason = " Do not pay "
        form.record.action_change()
        self.assertEqual(patients.patient_category_id, self.problem)
        self.assertEqual(patients.mapped("patient_category_reason"), ["Do not pay"] * 2)

    def test_the_desk_is_told_whom_it_may_not_move(self):
        patients = self.patient | self.problem_patient
        guests = self.env["patient.category"].create({"name": "Guests"})
        with self.assertRaisesRegex(AccessError, "category of Paul Problem"):
            self._change(self.receptionist, patients, category_id=guests.id).action_change()

    def test_guarded_category_is_not_given_in_bulk_either(self):
        with self.assertRaisesRegex(AccessError, "Only managers put"):
            self._change(self.receptionist, self.patient, category_id=self.vip.id).action_change()
        self._change(self.manager, self.patient, category_id=self.vip.id).action_change()

    def test_reason_is_asked_for_in_bulk_too(self):
        self.problem.reason_required = True
        with self.assertRaisesRegex(UserError, "enter why Olga Ordinary"):
            self._change(self.manager, self.patient, category_id=self.problem.id).action_change()

    def test_nobody_selected(self):
        with self.assertRaisesRegex(UserError, "select the patients"):
            self._change(self.manager, category_id=self.ordinary.id).action_change()
