from datetime import timedelta
from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import PHONE, SurveyCommon


@tagged("post_install", "-at_install")
class TestStory(SurveyCommon):
    """From the visit to the report and the incident."""

    def test_served_visit_is_asked_about(self):
        request = self._serve(self.patient)
        self.assertEqual(
            (
                request.state,
                request.phone,
                request.employee_id,
                request.patient_category_id,
                request.partner_id,
            ),
            ("scheduled", PHONE, self.employee, self.ordinary, self.patient),
        )
        self._run()
        self.assertEqual(request.state, "delivered")
        self.assertEqual(self._texts(), [("invite", f"{self.company.name}: how was Nora? 1 to 5")])

    def test_reply_with_comment(self):
        request = self._ask()
        event = self._reply("2 waited an hour")
        self.assertEqual(event.state, "done")
        self.assertEqual(
            (request.state, request.score, request.comment, request.channel),
            ("answered", 2, "waited an hour", "reply"),
        )
        self.assertEqual([kind for kind, _body in self._texts()], ["invite", "thanks"])

    def test_low_mark_without_a_word_is_asked_why(self):
        request = self._ask()
        self._reply("1")
        self.assertEqual([kind for kind, _body in self._texts()], ["invite", "follow_up"])
        self._reply("waited 45 minutes, nobody cared")
        self.assertEqual((request.score, request.comment), (1, "waited 45 minutes, nobody cared"))
        self.assertEqual(request.incident_ids.description, "waited 45 minutes, nobody cared")
        self.assertEqual([kind for kind, _body in self._texts()], ["invite", "follow_up", "thanks"])

    def test_low_mark_opens_one_incident(self):
        request = self._ask()
        self._reply("2 waited an hour")
        incident = request.incident_ids
        self.assertEqual(
            (
                incident.cause,
                incident.partner_id,
                incident.employee_id,
                incident.order_id,
                incident.description,
            ),
            ("service", self.patient, self.employee, request.order_id, "waited an hour"),
        )
        self.assertGreater(incident.deadline, self._now())
        told = incident.activity_ids.user_id
        self.assertIn(self.appraiser, told)
        self.assertFalse(told & (self.rated_user | self.manager | self.receptionist))
        self._reply("1 very rude")
        self.assertEqual(request.incident_ids, incident)

    def test_vip_shows_the_revenue_at_stake(self):
        for patient, expected in ((self.vip_patient, 120.0), (self.patient, 0.0)):
            request = self._ask(patient)
            request.order_id._create_invoices().action_post()
            self._reply("1 very rude", phone=request.phone)
            incident = request.incident_ids.with_user(self.appraiser)
            self.assertEqual(incident.survey_revenue_at_stake, expected, patient.name)

    def test_correction_upwards_closes_the_incident(self):
        request = self._ask()
        self._reply("1")
        self._reply("sorry, 5")
        self.assertEqual(request.score, 5)
        self.assertEqual(request.incident_ids.state, "resolved")
        self._pass_time(request, hours=2)
        self._reply("1")
        self.assertEqual(request.score, 5, "the hour is over")

    def test_incident_is_for_the_appraisal_managers_only(self):
        request = self._ask()
        self._reply("2 waited an hour")
        incident = request.incident_ids
        self.assertTrue(incident.with_user(self.appraiser).has_access("write"))
        incident.with_user(self.appraiser).action_start()
        for user in (self.rated_user, self.receptionist, self.manager):
            self.assertFalse(
                self.env["patient.incident"].with_user(user).search_count([("id", "=", incident.id)])
            )
            self.assertFalse(incident.with_user(user).has_access("read"))

    def test_rated_appraisal_manager_sees_nothing_about_himself(self):
        request = self._ask()
        self._reply("2 waited an hour")
        self.rated_user.group_ids += self.env.ref("sms_survey.group_manager")
        for records in (request, request.incident_ids, request.message_ids, request.event_ids):
            mine = records.with_user(self.rated_user)
            self.assertFalse(mine.search([("id", "in", records.ids)]), records._name)
        report = self.env["sms.survey.report"].with_user(self.rated_user)
        self.assertFalse(report.search([("employee_id", "=", self.employee.id)]))
        with self.assertRaises(AccessError):
            request.with_user(self.rated_user).action_cancel()

    def test_desk_sees_nothing_of_the_appraisal(self):
        request = self._ask()
        self._reply("2 waited an hour")
        for user in (self.rated_user, self.receptionist, self.manager):
            for records in (request, request.message_ids, request.event_ids, self.campaign):
                self.assertFalse(records.with_user(user).has_access("read"), records._name)
            self.assertFalse(self.env["sms.survey.report"].with_user(user).has_access("read"))
        chatter = request.order_id.message_ids | self.patient.message_ids
        self.assertNotIn("waited an hour", " ".join(chatter.mapped("body")))

    def test_managers_act_and_nobody_else(self):
        self.campaign.delay_minutes = 60
        request = self._serve(self.patient)
        self._run()
        self.assertEqual(request.state, "scheduled")
        for user in (self.receptionist, self.reader, self.manager):
            with self.assertRaises(AccessError):
                request.with_user(user).action_send_now()
        self._as_appraiser(request.action_send_now)
        self.assertEqual(request.state, "delivered")

    def _as_appraiser(self, method):
        records = method.__self__.with_user(self.appraiser)
        with patch.object(self.env.cr, "commit", self.env.flush_all):
            getattr(records, method.__name__)()

    def test_report_is_right_at_every_grouping(self):
        for patient, reply in ((self.patient, "2 waited an hour"), (self.vip_patient, "5")):
            request = self._ask(patient)
            self._reply(reply, phone=request.phone)
        silent = self.env["res.partner"].create(
            {"name": "Silent", "phone": "+32470123458", "patient_category_id": self.ordinary.id}
        )
        self._ask(silent)
        unreachable = self.env["res.partner"].create(
            {"name": "No phone", "patient_category_id": self.ordinary.id}
        )
        self.assertEqual(self._ask(unreachable).suppress_reason, "bad_number")
        report = self.env["sms.survey.report"].with_user(self.reader)
        measures = [
            "request_count:sum", "delivered_count:sum", "answered_count:sum", "response_rate:avg",
            "average_score:avg", "csat_percent:avg", "low_count:sum", "nps:avg",
        ]  # fmt: skip
        domain = [("campaign_id", "=", self.campaign.id)]
        [total] = report._read_group(domain, [], measures)
        self.assertEqual(total[:3], (4, 3, 2))
        self.assertAlmostEqual(total[3], 200 / 3)
        self.assertEqual([float(total[4]), float(total[5]), total[6]], [3.5, 50.0, 1])
        self.assertIs(total[7], False, "no answer on a scale to 10: empty, not zero")
        by_category = {
            category: (answers, average)
            for category, answers, average in report._read_group(
                domain, ["patient_category_id"], ["answered_count:sum", "average_score:avg"]
            )
        }
        self.assertEqual(by_category[self.ordinary], (1, 2.0))
        self.assertEqual(by_category[self.vip], (1, 5.0))

    def test_another_threshold_does_not_rewrite_the_past(self):
        self._ask()
        self._reply("2 waited an hour")
        self.campaign.alert_threshold = 1
        [row] = self.env["sms.survey.report"].search([("campaign_id", "=", self.campaign.id)])
        self.assertEqual(row.low_count, 1)

    def test_guardian_is_asked_for_a_child(self):
        child = self.env["res.partner"].create(
            {"name": "Child", "patient_category_id": self.ordinary.id, "guardian_id": self.patient.id}
        )
        self.assertEqual(self._serve(child).phone, PHONE)

    def test_phone_stays_as_it_was_when_served(self):
        self.campaign.delay_minutes = 60
        request = self._serve(self.patient)
        self.patient.phone = "+32 470 99 99 99"
        self.assertEqual(request.phone, PHONE)

    def test_served_twice_is_asked_once(self):
        request = self._serve(self.patient)
        self.env["sms.survey.campaign"]._ask_about_visits(request.order_id, "served")
        self.assertEqual(
            self.env["sms.survey.request"].search_count([("order_id", "=", request.order_id.id)]), 1
        )

    def test_same_reply_twice_counts_once(self):
        self._ask()
        self.assertTrue(self._reply("5", provider_id="abc"))
        self.assertFalse(self._reply("5", provider_id="abc"))

    def test_the_same_words_without_an_id_are_a_repetition_only_if_nothing_came_in_between(self):
        for text, is_new in (("STOP", True), ("STOP", False), ("START", True), ("STOP", True), ("STOP", False)):
            self.assertEqual(bool(self._reply(text)), is_new, text)
        self.assertTrue(self.env["phone.blacklist"].search([("number", "=", PHONE)]), "the last word was STOP")

    def test_what_another_server_wrote_at_the_same_moment_is_read_again(self):
        self._ask()
        requests = type(self.env["sms.survey.request"])
        with patch.object(requests, "_receive_reply", side_effect=SerializationFailure("concurrent update")):
            event = self.env["sms.survey.gateway.event"]._receive(
                self.gateway, "mo", {"phone": PHONE, "body": "4"}, "4"
            )
            event._process()
        self.assertEqual(event.state, "new", "nobody would read it again")
        event._process()
        self.assertEqual(event.request_id.score, 4)

    def test_delay_is_kept(self):
        self.campaign.delay_minutes = 90
        request = self._serve(self.patient)
        self.assertAlmostEqual(
            request.send_at, self._now() + timedelta(minutes=90), delta=timedelta(minutes=1)
        )
        self._run()
        self.assertFalse(self._texts())
