from datetime import timedelta
from itertools import combinations

from psycopg2.errors import CheckViolation

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import SurveyCommon

ALL_DIMENSIONS = ("campaign_id", "company_id", "date:day", "employee_id", "manual", "patient_category_id", "scale_max")
MARKS = ("average_score:avg", "csat_percent:avg", "nps:avg", "low_count:sum")
LINKS = ("partner_id", "phone", "order_id", "comment", "channel", "patient_category_id", "message_ids", "event_ids")


@tagged("post_install", "-at_install")
class TestAnonymous(SurveyCommon):
    """Nobody can find out who gave which mark, not by subtracting two reports either."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.campaign.write({"anonymous": True, "min_answers": 5, "cooldown_days": 30})
        cls.number = 0

    def _patient(self):
        type(self).number += 1
        return self.env["res.partner"].create(
            {
                "name": f"P{self.number}",
                "phone": f"+32471{self.number:06d}",
                "lang": "en_US",
                "patient_category_id": self.ordinary.id,
            }
        )

    def _answer(self, text, patient=None, **values):
        """A patient's answer within the hour of correction."""
        request = self._ask(patient or self._patient(), **values)
        self.assertEqual(request.state, "delivered", request.suppress_reason)
        self._reply(text, phone=request.phone)
        return request

    def _answers(self, *texts, patient=None, **values):
        """Answers that cannot be corrected any more."""
        requests = self.env["sms.survey.request"]
        for text in texts:
            request = self._answer(text, patient, **values)
            self._pass_time(request, hours=2)
            self._run()
            requests |= request
        return requests

    def _figures(self, user=None, domain=()):
        domain = [("campaign_id", "=", self.campaign.id), *domain]
        report = self.env["sms.survey.report"].with_user(user or self.reader)
        [figures] = report._read_group(domain, [], ["average_score:avg", "answered_count:sum"])
        average, answers = figures
        return float(average) if average is not False else None, answers

    # ------------------------------------------------------------
    # What stays of an answer
    # ------------------------------------------------------------

    def test_answer_is_anonymised_after_the_hour_of_correction(self):
        patient = self._patient()
        request = self._answer("2 waited an hour", patient)
        self.assertEqual(request.score, 2)
        self.assertFalse(request.incident_ids)
        self._run()
        self.assertFalse(request.anonymised)
        token = request.token
        self._pass_time(request, hours=2)
        self._run()
        for name in LINKS:
            self.assertFalse(request[name], name)
        self.assertFalse(request.score, "the mark waits elsewhere")
        self.assertNotEqual(request.token, token)
        self.assertEqual(self._ask(patient).suppress_reason, "cooldown")

    def test_no_moment_and_no_user_leads_to_the_visit(self):
        request = self._answers("2 waited an hour")
        self.assertNotEqual(request.create_uid, self.receptionist)
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT visit_date, send_at, sent_at, delivered_at, answered_at, expires_at, create_date, write_date,"
            " create_uid, write_uid FROM sms_survey_request WHERE id = %s",
            [request.id],
        )
        *moments, created_by, written_by = self.env.cr.fetchone()
        self.assertEqual({(moment.day, moment.hour, moment.minute) for moment in moments}, {(1, 0, 0)})
        self.assertEqual((created_by, written_by), (1, 1))

    def test_no_text_of_the_answer_stays_anywhere(self):
        request = self._answers("2 waited an hour, Quibbleton")
        self.assertTrue(request.anonymised)
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND data_type IN ('text', 'character varying', 'jsonb')"
            " AND (table_name LIKE 'sms\\_%' OR table_name LIKE 'mail\\_%' OR table_name LIKE 'patient\\_%'"
            "      OR table_name LIKE 'survey\\_%' OR table_name IN ('sale_order', 'res_partner', 'bus_bus'))"
        )
        for table, column in self.env.cr.fetchall():
            self.env.cr.execute(
                f'SELECT COUNT(*) FROM "{table}" WHERE "{column}"::text LIKE %s',  # noqa: S608  names of our own
                ["%Quibbleton%"],
            )
            self.assertEqual(self.env.cr.fetchone()[0], 0, f"{table}.{column}")

    def test_marks_that_wait_are_in_no_order(self):
        orders = set()
        for _try in range(5):
            marks = self.env["sms.survey.anonymous.mark"]
            self._answers("1", "2", "4", "5")
            waiting = marks.search([("campaign_id", "=", self.campaign.id), ("released", "=", False)])
            orders.add(tuple(waiting.sorted("id").mapped("score")))
            waiting.unlink()
            self.env["sms.survey.cooldown"].search([]).unlink()
        self.assertGreater(len(orders), 1, "they stand in the order in which they came")

    # ------------------------------------------------------------
    # Subtraction
    # ------------------------------------------------------------

    def test_marks_show_in_closed_batches_only(self):
        self._answers("1", "5", "5", "5")
        self.assertEqual(self._figures(), (None, 4))
        fifth = self._answer("4")
        self.assertEqual(self._figures(), (None, 5), "it may still be corrected")
        self._pass_time(fifth, hours=2)
        self._run()
        self.assertEqual(self._figures(), (4.0, 5))

    def test_two_reports_differ_by_a_whole_batch(self):
        """Subtraction over time: whoever looks after each answer sees nothing move until five more came."""
        seen = []
        for text in ("5", "4", "3", "2", "1", "1", "1", "1", "1", "1", "5", "5"):
            self._answers(text)
            seen.append(self._marks_shown(self.reader))
        self.assertEqual([len(marks) for marks in seen], [0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10, 10])
        self.assertEqual(sorted(seen[4]), [1, 2, 3, 4, 5])
        self.assertEqual(sorted(seen[9])[:6], [1] * 6)

    def _marks_shown(self, user, domain=()):
        rows = self.env["sms.survey.report"].with_user(user).search([("campaign_id", "=", self.campaign.id), *domain])
        return rows.filtered(lambda row: not row.request_count).mapped("average_score")

    def test_no_filter_and_no_grouping_shows_fewer_marks_than_a_batch(self):
        vip = self.env["hr.employee"].create({"name": "Second"})
        self._answers("1", "5", "5", "5", "4", "2")
        self._answers("1", "1", "2", attending_employee_id=vip.id)
        report = self.env["sms.survey.report"]
        own = [("campaign_id", "=", self.campaign.id)]
        for user in (self.reader, self.appraiser):
            theirs = report.with_user(user)
            for size in range(len(ALL_DIMENSIONS) + 1):
                for dimensions in combinations(ALL_DIMENSIONS, size):
                    for *_group, marks, average, low in theirs._read_group(
                        own, list(dimensions), ["average_score:count", "average_score:avg", "low_count:sum"]
                    ):
                        if marks or low or average:
                            self.assertEqual((marks, float(average), low), (5, 4.0, 1), dimensions)
            for filters in (
                [("answered_count", "=", 1)],
                [("request_count", "=", 1)],
                [("low_count", "=", 1)],
                [("patient_category_id", "=", self.ordinary.id)],
                [("date", ">=", fields.Date.today() - timedelta(days=40))],
                [("date", "=", False)],
                [("manual", "=", True)],
            ):
                self.assertIn(len(self._marks_shown(user, filters)), (0, 1, 5), filters)

    def test_campaigns_cannot_be_cut_so_that_their_difference_is_a_patient(self):
        patient = self._patient()
        for domain in (
            f"[('partner_id', '=', {patient.id})]",
            f"[('partner_id', '!=', {patient.id})]",
            "[('partner_id.lang', '=', 'fr_FR')]",
            f"[('patient_category_id', '=', {self.vip.id})]",
            "[('id', '=', 5)]",
            "[('name', '=', 'S0005')]",
            "[('amount_total', '=', 123.45)]",
            "[('date_order', '>', '2026-01-01')]",
            "['!', ('order_line.product_id', '=', 1)]",
            "[('order_line', 'any', [('product_id', '=', 1)])]",
        ):
            with self.subTest(domain=domain), self.assertRaisesRegex(ValidationError, "anonymous campaign cannot"):
                self.campaign.with_user(self.appraiser).domain = domain
        self.campaign.domain = f"[('attending_employee_id', '=', {self.employee.id})]"
        self.campaign.write({"anonymous": False, "domain": f"[('partner_id', '=', {patient.id})]"})
        with self.assertRaisesRegex(ValidationError, "anonymous campaign cannot"):
            self.campaign.anonymous = True

    @mute_logger("odoo.sql_db")
    def test_batches_of_fewer_than_five_are_refused_by_the_database(self):
        with self.assertRaises(CheckViolation):
            self.campaign.with_user(self.appraiser).min_answers = 4
            self.campaign.flush_recordset()

    def test_another_threshold_starts_another_batch(self):
        """Marks of two thresholds are counted apart: five together are no batch."""
        self._answers("1", "2")
        self.campaign.alert_threshold = 1
        self._answers("3", "4", "5")
        self.assertEqual(self._figures()[0], None)

    def test_one_patient_does_not_fill_a_batch(self):
        self.campaign.cooldown_days = 0
        regular = self._patient()
        self._answers("1", "1", "1", "1", "1", "1", patient=regular)
        self.assertEqual(self._figures(), (None, 6), "the batch would tell all his marks")
        self._answers("5", "5", "5", "5")
        self.assertEqual(self._figures(), (4.2, 10), "he counts once")

    def test_sent_by_hand_is_a_batch_of_its_own_and_never_ranks(self):
        self.campaign.trigger = "manual"
        for text in ("5", "5", "5", "5", "5"):
            patient = self._patient()
            self._serve(patient)
            wizard = self.env["sms.survey.send"].with_user(self.appraiser).create({"campaign_id": self.campaign.id})
            wizard.action_send()
            self._run()
            request = self.env["sms.survey.request"].search([("phone", "=", patient.phone)])
            self._reply(text, phone=request.phone)
            self._pass_time(request, hours=2)
            self._run()
        self.assertEqual(self._figures(), (5.0, 5))
        self.assertFalse(self.env["sms.survey.ranking"].search([("campaign_id", "=", self.campaign.id)]))

    def test_ranking_counts_shown_marks_only(self):
        self._answers("5", "5", "5", "5")
        own = [("campaign_id", "=", self.campaign.id)]
        ranking = self.env["sms.survey.ranking"].with_user(self.reader)
        self.assertFalse(ranking.search(own))
        self._answers("5", "1")
        self.assertEqual(ranking.search(own).answered_count, 5)

    # ------------------------------------------------------------
    # Who took part
    # ------------------------------------------------------------

    def test_nobody_sees_who_took_part(self):
        """Whoever sees which questions are answered knows who stands behind a batch."""
        answered = self._answer("1")
        silent = self._ask(self._patient())
        self._pass_time(silent, days=4)
        self._run()
        self.assertEqual(silent.state, "expired")
        for request in (answered, silent):
            for records in (request, request.message_ids, request.event_ids):
                theirs = records.with_user(self.appraiser)
                self.assertFalse(theirs.search([("id", "in", records.ids)]), records._name)
        for model in ("sms.survey.anonymous.mark", "sms.survey.cooldown"):
            with self.assertRaises(AccessError):
                self.env[model].with_user(self.appraiser).search([])

    def test_a_row_of_the_report_is_no_request(self):
        self._answer("1")
        self._ask(self._patient())
        rows = self.env["sms.survey.report"].with_user(self.appraiser).search([("campaign_id", "=", self.campaign.id)])
        self.assertEqual(len(rows), 1)
        self.assertEqual(
            (rows.request_count, rows.answered_count, rows.response_rate, rows.date.day), (2, 1, 50.0, 1)
        )
        self.assertFalse(rows.patient_category_id)

    # ------------------------------------------------------------
    # May we call you?
    # ------------------------------------------------------------

    def test_a_low_mark_is_asked_for_a_call(self):
        request = self._answer("2 waited an hour")
        self.assertIn("May we call you", self._texts(request.phone)[-1][1])
        fine = self._answer("5")
        self.assertNotIn("May we call you", self._texts(fine.phone)[-1][1])

    def test_a_low_mark_on_the_page_is_asked_for_a_call_too(self):
        request = self._ask(self._patient())
        request._record_answer(1, "", "link")
        self._run()
        self.assertIn("May we call you", self._texts(request.phone)[-1][1])

    def test_yes_please_call_me(self):
        boss = new_test_user(self.env, "ratedboss", "sms_survey.group_manager")
        self.employee.user_id = boss
        request = self._answer("1")
        event = self._reply("Yes, in the morning", phone=request.phone)
        self.assertEqual((event.state, event.request_id.id), ("unmatched", False))
        self.assertTrue(event.with_user(self.appraiser).has_access("read"))
        self.assertFalse(event.with_user(boss).search([("id", "=", event.id)]), "he reads who complained about him")

    def test_who_wants_a_call_is_no_other_companys_to_read(self):
        """The gateway serves all companies, and the text names no question."""
        other = self.env["res.company"].create({"name": "Other clinic"})
        theirs = new_test_user(
            self.env, "theirs", "sms_survey.group_manager", company_id=other.id, company_ids=[Command.set(other.ids)]
        )
        self.assertFalse(self.gateway.company_id)
        request = self._answer("1")
        event = self._reply("Yes", phone=request.phone)
        self.assertEqual((event.request_id.id, event.company_id), (False, request.company_id))
        self.assertFalse(event.with_user(theirs).search([("id", "=", event.id)]))

    def test_whoever_wants_no_call_is_not_told_apart(self):
        for text in ("No", "No thanks", "yes but don't call me", "she was rude"):
            request = self._answer("1")
            event = self._reply(text, phone=request.phone)
            self.assertFalse(event.with_user(self.appraiser).search([("id", "=", event.id)]), text)
            self._pass_time(request, hours=2)
            self._run()
            self.assertFalse(event.exists(), text)
