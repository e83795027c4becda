from datetime import timedelta

from odoo import fields
from odoo.tests import new_test_user, tagged

from ..hooks import uninstall_hook
from .common import PatientCommon

REVIEW = "patient_category.activity_type_review"


@tagged("post_install", "-at_install")
class TestCategoryReview(PatientCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.partner"].search([]).patient_category_review_date = False
        cls.problem.review_after_days = 180
        cls.today = fields.Date.context_today(cls.env.user)  # not UTC's, which is another day for some hours
        cls.problem_patient.patient_category_review_date = cls.today - timedelta(days=1)
        cls.second_manager = new_test_user(cls.env, "boss2", "patient_category.group_manager")

    def _ask(self):
        with self.enter_registry_test_mode():
            self.env.ref("patient_category.cron_ask_for_reviews").method_direct_trigger()
        return self.problem_patient.activity_ids.filtered(
            lambda activity: activity.activity_type_id == self.env.ref(REVIEW)
        )

    def test_every_manager_is_asked_and_only_once(self):
        activities = self._ask()
        self.assertLessEqual(self.manager | self.second_manager, activities.user_id)
        self.assertNotIn(self.receptionist, activities.user_id)
        self.assertEqual(self._ask(), activities)

    def test_reviews_to_come_ask_nobody(self):
        self.problem_patient.patient_category_review_date = self.today + timedelta(days=1)
        self.assertFalse(self._ask())

    def test_done_by_one_manager_keeps_the_category_and_takes_the_question_from_all(self):
        own = self._ask().filtered(lambda activity: activity.user_id == self.manager).with_user(self.manager)
        today = fields.Date.context_today(own)  # where the manager is
        own.action_feedback(feedback="Still does not pay")
        self.assertFalse(self._ask())
        self.assertEqual(self.problem_patient.patient_category_review_date, today + timedelta(days=180))
        self.assertEqual(self.problem_patient.patient_category_id, self.problem)

    def test_another_category_answers_the_question(self):
        self._ask()
        self.problem_patient.with_user(self.manager).patient_category_id = self.ordinary
        self.assertFalse(self._ask())
        self.assertFalse(self.problem_patient.patient_category_review_date)

    def test_a_later_date_takes_the_question_away(self):
        self._ask()
        self.problem_patient.with_user(self.manager).patient_category_review_date = "2099-01-01"
        self.assertFalse(self._ask())

    def test_nobody_is_asked_about_himself(self):
        self.manager.partner_id.patient_category_id = self.problem
        self.manager.partner_id.patient_category_review_date = self.today
        self._ask()
        asked = self.manager.partner_id.activity_ids.user_id
        self.assertIn(self.second_manager, asked)
        self.assertNotIn(self.manager, asked)

    def test_managers_of_another_company_are_not_asked(self):
        other = self.env["res.company"].create({"name": "Next door"})
        stranger = new_test_user(
            self.env, "boss3", "patient_category.group_manager", company_id=other.id, company_ids=[(6, 0, other.ids)]
        )
        self.problem_patient.company_id = self.company
        self.assertNotIn(stranger, self._ask().user_id)

    def test_uninstalling_takes_the_question_away(self):
        own = self._ask().filtered(lambda activity: activity.user_id == self.manager)
        own.with_user(self.manager).action_feedback()
        self.problem_patient.patient_category_review_date = self.today
        self.assertTrue(self._ask())
        uninstall_hook(self.env)
        domain = [("activity_type_id", "=", self.env.ref(REVIEW).id)]
        self.assertFalse(self.env["mail.activity"].with_context(active_test=False).search(domain))

    def test_no_category_is_named_in_what_is_asked(self):
        for activity in self._ask():
            self.assertNotIn("T-Problem", f"{activity.summary} {activity.note} {activity.res_name}")

    def test_many_reviews_cost_as_many_queries_as_one(self):
        patients = self.env["res.partner"].create(
            [{"name": f"P{number}", "patient_category_id": self.problem.id} for number in range(40)]
        )
        self.env.flush_all()

        def queries(records):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            records._ask_for_review()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        queries(patients[:1])
        self.assertLessEqual(queries(patients[2:]), queries(patients[1:2]) + 5)
