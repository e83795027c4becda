from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import ValidationError
from odoo.tests import new_test_user, tagged

from .common import OTHER_PHONE, SurveyCommon


@tagged("post_install", "-at_install")
class TestLowMarks(SurveyCommon):
    """Whoever was badly served is called in time, by somebody who was not rated."""

    def _low(self, patient=None, text="1 very rude", **values):
        request = self._ask(patient, **values)
        self._reply(text, phone=request.phone)
        return request

    def test_threshold(self):
        for text, is_followed_up in (("3", False), ("2 very rude", True)):
            request = self._low(text=text)
            self.assertEqual(bool(request.incident_ids), is_followed_up, text)
            self.env["sms.survey.request"].search([("phone", "=", request.phone)]).sent_at = False

    def test_scale_to_ten(self):
        self.campaign.write({"scale_max": 10, "alert_threshold": 4, "question": "{clinic}: 0 to 10?"})
        self.assertTrue(self._low(text="0").incident_ids, "nothing is not no mark")
        self.assertFalse(self._low(self.vip_patient, "5").incident_ids)

    def test_on_the_page_too(self):
        request = self._ask()
        request._record_answer(2, "waited an hour", "link")
        self.assertEqual(request.incident_ids.description, "waited an hour")
        request._record_answer(1, "", "link")
        self.assertEqual((len(request.incident_ids), request.incident_ids.description), (1, "waited an hour"))
        self.assertEqual(request.incident_ids.survey_score_display, "1 / 5")

    def test_one_incident_however_often_it_is_corrected(self):
        request = self._low(text="1")
        incident = request.incident_ids
        for text, state in (("sorry, 2", "open"), ("sorry, 4", "resolved"), ("sorry, 1", "open")):
            self._reply(text)
            self.assertEqual((request.incident_ids, incident.state), (incident, state), text)
        self.assertTrue(incident.activity_ids, "taken up again, somebody has to do something")

    def test_a_corrected_mark_leaves_nothing_to_do(self):
        request = self._low(text="1")
        self._reply("sorry, 5")
        incident = request.incident_ids
        self.assertEqual((incident.state, incident.outcome), ("resolved", "unfounded"))
        self.assertIn("5 / 5", incident.resolution)
        self.assertFalse(incident.activity_ids)

    def test_deadline_runs_from_the_answer(self):
        self.incident_type.deadline_hours = 24
        request = self._ask()
        self._pass_time(request, hours=60)
        self._reply("1 very rude")
        incident = request.incident_ids
        self.assertAlmostEqual(
            incident.deadline, self._now() + timedelta(hours=24), delta=timedelta(minutes=1)
        )
        self.assertTrue(incident.activity_ids.filtered(lambda activity: activity.user_id == self.appraiser))

    def test_overdue_is_told_to_appraisal_managers_only(self):
        incident = self._low().incident_ids
        incident.with_user(self.appraiser).action_start()
        second = new_test_user(self.env, "second", "sms_survey.group_manager")
        incident.sudo().deadline = self._now() - timedelta(hours=1)
        with patch.object(self.env.cr, "commit", self.env.flush_all):
            self.env["patient.incident"]._cron_escalate_overdue()
        told = incident.activity_ids.user_id
        self.assertIn(second, told)
        self.assertFalse(told & (self.manager | self.receptionist | self.rated_user))

    def test_revenue_of_the_last_twelve_months_at_stake(self):
        today = self._now().date()
        for patient, amount, days, expected in (
            (self.vip_patient, 120.0, 10, 120.0),
            (self.vip_patient, 500.0, 400, 120.0),
            (self.vip_patient, 80.0, 300, 200.0),
        ):
            invoice = self.env["account.move"].create(
                {
                    "move_type": "out_invoice",
                    "partner_id": patient.id,
                    "invoice_date": today - timedelta(days=days),
                    "invoice_line_ids": [(0, 0, {"product_id": self.service.id, "price_unit": amount})],
                }
            )
            invoice.action_post()
            incident = self.env["patient.incident"].search([("partner_id", "=", patient.id)])
            incident = incident or self._low(patient).incident_ids
            incident.invalidate_recordset()
            self.assertEqual(incident.with_user(self.appraiser).survey_revenue_at_stake, expected)
        self.assertFalse(self._low(self.patient).incident_ids.survey_revenue_at_stake)

    def test_no_more_queries_for_many_revenues(self):
        incidents = self._low(self.vip_patient).incident_ids | self._low().incident_ids

        def queries(records):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            records.mapped("survey_revenue_at_stake")
            return self.env.cr.sql_log_count - before

        queries(incidents)
        self.assertLessEqual(queries(incidents), queries(incidents[:1]) + 1)

    # ------------------------------------------------------------
    # Nothing keeps a low mark from being followed up
    # ------------------------------------------------------------

    def test_a_type_that_was_put_aside(self):
        self.env["patient.incident.type"].search([("cause", "=", "service")]).active = False
        self.assertEqual(self._low().incident_ids.cause, "service")

    def test_no_type_at_all(self):
        types = self.env["patient.incident.type"].with_context(active_test=False).search([("cause", "=", "service")])
        self.env["patient.incident"].search([("type_id", "in", types.ids)]).unlink()
        types.unlink()
        incident = self._low().incident_ids
        self.assertEqual((incident.cause, incident.type_id.steps.mapped("number")), ("service", [1]))

    def test_an_order_that_was_given_to_another_patient(self):
        request = self._ask()
        request.order_id.sudo().partner_id = self.vip_patient
        event = self._reply("1 very rude")
        self.assertEqual((event.state, request.score), ("done", 1))
        self.assertEqual(request.incident_ids.partner_id, self.patient)

    def test_an_employee_who_works_elsewhere_by_now(self):
        request = self._ask()
        self.employee.company_id = self.env["res.company"].create({"name": "Elsewhere"})
        event = self._reply("1 very rude")
        self.assertEqual((event.state, request.score), ("done", 1))
        self.assertFalse(
            self.env["patient.incident"].with_user(self.rated_user).search([("id", "in", request.incident_ids.ids)])
        )

    # ------------------------------------------------------------
    # For the appraisal managers alone
    # ------------------------------------------------------------

    def test_no_other_category_for_an_honest_answer(self):
        incident = self._low().incident_ids.with_user(self.appraiser)
        with self.assertRaisesRegex(ValidationError, "no reason for another category"):
            incident.write({"proposed_category_id": self.vip.id, "proposal_reason": "gave a 1"})

    def test_in_no_banner_count_search_or_export_of_anybody_else(self):
        request = self._low(self.vip_patient)
        users = self.receptionist | self.manager | self.rated_user
        users.group_ids += self.env.ref("base.group_allow_export")
        for user in users:
            patient, order = self.vip_patient.with_user(user), request.order_id.with_user(user)
            self.assertEqual((patient.patient_open_incident_count, order.patient_open_incident_count), (0, 0))
            self.assertFalse(patient.patient_incident_ids)
            for domain in (
                [("patient_incident_ids", "!=", False)],
                [("patient_incident_ids", "in", request.incident_ids.ids)],
                ["!", ("patient_incident_ids", "not in", request.incident_ids.ids)],
                ["!", ("patient_incident_ids", "=", False)],
                [("patient_incident_ids", "any", [("state", "=", "open")])],
                [("id", "=", patient.id), "!", ("patient_incident_ids", "not any", [("id", "!=", 0)])],
                [("child_ids", "any", [("patient_incident_ids", "!=", False)])],
                [("patient_incident_ids.description", "ilike", "rude")],
            ):
                self.assertNotIn(patient, patient.search(domain), user.login)
            orders = self.env["sale.order"].with_user(user)
            self.assertNotIn(order, orders.search([("partner_id.patient_incident_ids", "!=", False)]))
            self.assertFalse(patient.export_data(["patient_incident_ids/description"])["datas"][0][0])
            action = patient.action_view_patient_incidents()
            self.assertFalse(self.env["patient.incident"].with_user(user).search(action["domain"]))
            same_type = [("type_id", "=", self.incident_type.id)]
            visible = self.env["patient.incident"].with_user(user).search_count(same_type)
            self.assertEqual(self.incident_type.with_user(user).incident_count, visible)
            self.assertGreater(self.env["patient.incident"].search_count(same_type), visible)

    def test_work_of_the_appraisal_manager(self):
        """From the activity to the end, with the rights of an appraisal manager and no others."""
        incident = self._low(self.vip_patient).incident_ids.with_user(self.appraiser)
        self.assertEqual(incident.survey_phone, OTHER_PHONE, "whom to call")
        incident.action_start()
        incident.message_post(body="Called, no answer.")
        incident.write({"outcome": "apology", "resolution": "Apologised; the nurse was spoken to."})
        incident.action_resolve()
        self.assertEqual(incident.state, "resolved")
        self.assertFalse(incident.sudo().activity_ids)
        self.assertFalse(self._texts(OTHER_PHONE)[2:], "a note to colleagues is no text to the patient")
