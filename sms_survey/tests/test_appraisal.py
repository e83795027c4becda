from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged

from ..hooks import uninstall_hook
from .common import PHONE, SurveyCommon


@tagged("post_install", "-at_install")
class TestRanking(SurveyCommon):
    """A few lucky answers do not win, and nobody is ranked by too few."""

    def _answers(self, employee, scores, **values):
        vals = {
            "answered_at": self._now(),
            "campaign_id": self.campaign.id,
            "company_id": self.company.id,
            "delivered_at": self._now(),
            "employee_id": employee.id,
            "expires_at": self._now(),
            "scale_max": self.campaign.scale_max,
            "send_at": self._now(),
            "state": "answered",
            "visit_date": self._now(),
            **values,
        }
        return self.env["sms.survey.request"].create([dict(vals, score=score) for score in scores])

    def _row(self, employee, **context):
        self.env.invalidate_all()
        return (
            self.env["sms.survey.ranking"]
            .with_context(**context)
            .with_user(self.reader)
            .search([("employee_id", "=", employee.id), ("campaign_id", "=", self.campaign.id)])
        )

    def test_wilson_interval(self):
        # Published values: 8 of 10 lie between 49.02 % and 94.33 %, 81 of 263 between 25.53 % and 36.62 %.
        # (Newcombe 1998, method 3; statsmodels' proportion_confint(method="wilson") gives the same.)
        for satisfied, answers, low, high in (
            (8, 10, 49.02, 94.33),
            (81, 263, 25.53, 36.62),
            (10, 10, 72.25, 100),
        ):
            employee = self.env["hr.employee"].create({"name": f"{satisfied} of {answers}"})
            self._answers(employee, [5] * satisfied + [3] * (answers - satisfied))
            row = self._row(employee)
            self.assertAlmostEqual(row.lower_bound, low, places=1)
            self.assertAlmostEqual(row.upper_bound, high, places=1)

    def test_too_few_answers_are_not_ranked_and_it_says_so(self):
        lucky, steady = self.env["hr.employee"].create([{"name": "Lucky"}, {"name": "Steady"}])
        self._answers(lucky, [5] * 9)
        self._answers(steady, [5] * 18 + [3] * 2)
        self.assertFalse(self._row(lucky).is_ranked)
        self.assertEqual(self._row(lucky).rank_display, "Not ranked: too few answers")
        self.assertEqual((self._row(steady).rank, self._row(steady).rank_display), (1, "1"))
        self._answers(lucky, [5])
        self.assertGreater(self._row(lucky).satisfied_percent, self._row(steady).satisfied_percent)
        # 10 of 10 are at least 72.2 %, 18 of 20 at least 69.9 %; 9 of 9, were they ranked, 70.1 %.
        self.assertEqual((self._row(lucky).rank, self._row(steady).rank), (1, 2))
        self._answers(steady, [5] * 20)
        self.assertEqual((self._row(lucky).rank, self._row(steady).rank), (2, 1))

    def test_sent_by_hand_never_ranks(self):
        employee = self.env["hr.employee"].create({"name": "Pushed"})
        self._answers(employee, [5] * 20, manual=True)
        self.assertFalse(self._row(employee))

    def test_period(self):
        employee = self.env["hr.employee"].create({"name": "Once good"})
        self._answers(employee, [5] * 10, visit_date=self._now() - timedelta(days=200))
        self.assertFalse(self._row(employee, sms_survey_ranking_days=90))
        self.assertEqual(self._row(employee, sms_survey_ranking_days=365).answered_count, 10)

    def test_scale_to_ten(self):
        self.campaign.write({"scale_max": 10, "alert_threshold": 4})
        employee = self.env["hr.employee"].create({"name": "Ten"})
        self._answers(employee, [10, 9, 9, 8, 7, 6, 0, 10, 9, 9])
        self.assertAlmostEqual(self._row(employee).satisfied_percent, 60)
        report = self.env["sms.survey.report"]
        [(nps, csat, low, average)] = report._read_group(
            [("employee_id", "=", employee.id)],
            [],
            ["nps:avg", "csat_percent:avg", "low_count:sum", "average_score:avg"],
        )
        self.assertEqual((float(nps), csat, low, float(average)), (40.0, False, 1, 7.7))

    def test_nobody_sees_his_own_place(self):
        self._answers(self.employee, [5] * 10)
        self.rated_user.group_ids += self.env.ref("sms_survey.group_reader")
        rankings = self.env["sms.survey.ranking"].with_user(self.rated_user)
        self.assertFalse(rankings.search([("employee_id", "=", self.employee.id)]))


@tagged("post_install", "-at_install")
class TestSuitability(SurveyCommon):
    """Who is suited for the work is decided by others, looked at again in time, and never by oneself."""

    def _check(self, user=None, **values):
        return (
            self.env["staff.suitability.check"]
            .with_user(user or self.appraiser)
            .create({"employee_id": self.employee.id, "conclusion": "suitable", **values})
        )

    def _status(self):
        self.env.invalidate_all()
        return (
            self.env["staff.suitability.status"]
            .with_user(self.appraiser)
            .search([("employee_id", "=", self.employee.id)])
        )

    def test_status_of_an_employee(self):
        today = fields.Date.today()
        self.assertEqual(self._status().state, "4_missing")
        self._check(date=today - relativedelta(years=2), kind="hiring")
        self.assertEqual(self._status().state, "3_overdue")
        check = self._check(date=today)
        self.assertEqual(check.next_due, today + relativedelta(months=12))
        self.assertEqual((self._status().state, self._status().check_id), ("5_valid", check))
        check.licence_valid_until = today - timedelta(days=1)
        self.assertEqual(self._status().state, "2_licence")
        check.conclusion = "not_suitable"
        self.assertEqual(self._status().state, "1_not_suitable")

    def test_marks_and_incidents_stand_beside_it(self):
        self._ask()
        self._reply("2 waited an hour")
        status = self._status()
        self.assertEqual((status.answered_count, status.average_score, status.incident_count), (1, 2.0, 1))
        check = self._check()
        self.assertEqual((check.answered_count, check.average_score, check.incident_count), (1, 2.0, 1))

    def test_reminders(self):
        check = self._check(date=fields.Date.today() - relativedelta(years=2))
        for _twice in range(2):
            self.env["staff.suitability.check"]._cron_remind()
        told = check.activity_ids.filtered(lambda activity: activity.user_id == self.appraiser)
        self.assertEqual(len(told), 1)
        self.assertNotIn(self.rated_user, check.activity_ids.user_id)
        self._check()
        self.assertFalse(check.activity_ids)

    def test_reminded_once_however_the_activity_is_closed(self):
        check = self._check(date=fields.Date.today() - relativedelta(years=2))
        checks = self.env["staff.suitability.check"]
        checks._cron_remind()
        check.activity_ids.action_done()
        checks._cron_remind()
        self.assertFalse(check.activity_ids, "it would come back every day")
        check.licence_valid_until = fields.Date.today() + timedelta(days=10)
        checks._cron_remind()
        self.assertEqual(set(check.activity_ids.mapped("summary")), {"The licence ends"})
        check.activity_ids.action_done()
        check.next_due = fields.Date.today() - timedelta(days=1)
        checks._cron_remind()
        self.assertEqual(set(check.activity_ids.mapped("summary")), {"Check again"})

    def test_reminders_of_many_employees(self):
        employees = self.env["hr.employee"].create([{"name": f"E{number}"} for number in range(5)])
        checks = self.env["staff.suitability.check"].create(
            [
                {
                    "employee_id": employee.id,
                    "conclusion": "suitable",
                    "date": fields.Date.today() - relativedelta(years=2),
                }
                for employee in employees
            ]
        )
        employees[0].active = False
        self.env["staff.suitability.check"]._cron_remind()
        reminded = checks.filtered(lambda check: self.appraiser in check.activity_ids.user_id)
        self.assertEqual(reminded.employee_id, employees[1:], "who has left is not checked again")

    def test_nobody_signs_for_somebody_else(self):
        for vals in ({"checked_by_id": self.manager.id}, {"checked_by_id": False}):
            with self.assertRaisesRegex(AccessError, "signed by the one"):
                self._check(**vals)
            with self.assertRaisesRegex(AccessError, "signed by the one"):
                self._check().write(vals)
        self.assertEqual(self._check(checked_by_id=self.appraiser.id).checked_by_id, self.appraiser)

    def test_incidents_that_the_desk_recorded_count_as_well(self):
        self.env["patient.incident"].create(
            {"partner_id": self.patient.id, "type_id": self.incident_type.id, "employee_id": self.employee.id}
        )
        self.assertEqual(self._status().incident_count, 1)

    def test_marks_of_two_scales_have_no_common_average(self):
        self._ask()
        self._reply("4")
        self.campaign.copy(
            {"name": "To ten", "scale_max": 10, "question": "{clinic}: 0 to 10?", "domain": "[]"}
        )
        self.campaign.active = False
        third = self.patient.copy({"name": "Third", "phone": "+32 470 12 34 59"})
        for patient, text in ((self.vip_patient, "9"), (third, "8")):
            request = self._ask(patient)
            self._reply(text, phone=request.phone)
        status = self._status()
        self.assertEqual((status.answered_count, status.average_display), (2, "8.50 / 10"))

    def test_employees_without_a_valid_check_can_be_listed(self):
        valid, overdue = self.env["hr.employee"].create([{"name": "Valid"}, {"name": "Overdue"}])
        self._check(employee_id=valid.id)
        self._check(employee_id=overdue.id, date=fields.Date.today() - relativedelta(years=2))
        status = self.env["staff.suitability.status"].with_user(self.appraiser)
        without = status.search([("state", "!=", "5_valid")]).employee_id
        self.assertTrue({self.employee, overdue} <= set(without))
        self.assertNotIn(valid, without)

    def test_another_companys_staff_is_not_ours_to_check(self):
        company = self.env["res.company"].create({"name": "Next door"})
        theirs = self.env["hr.employee"].create({"name": "Theirs", "company_id": company.id})
        self.assertFalse(
            self.env["staff.suitability.status"].with_user(self.appraiser).search([("employee_id", "=", theirs.id)])
        )
        with self.assertRaises(AccessError):
            self._check(employee_id=theirs.id)

    def test_licence_about_to_end(self):
        check = self._check(licence_valid_until=fields.Date.today() + timedelta(days=10))
        self.env["staff.suitability.check"]._cron_remind()
        self.assertTrue(check.activity_ids)

    def test_never_of_oneself(self):
        check = self._check()
        self.rated_user.group_ids += self.env.ref("sms_survey.group_manager")
        with self.assertRaises(AccessError):
            check.with_user(self.rated_user).read(["conclusion"])
        with self.assertRaises(AccessError):
            self._check(user=self.rated_user)
        mine = self.env["staff.suitability.status"].with_user(self.rated_user)
        self.assertFalse(mine.search([("employee_id", "=", self.employee.id)]))

    def test_a_check_of_a_colleague_does_not_become_one_of_oneself(self):
        """A rule of Odoo looks at a record before it is written, and not again afterwards."""
        colleague = self.env["hr.employee"].create({"name": "Carl Colleague", "company_id": self.company.id})
        self.rated_user.group_ids += self.env.ref("sms_survey.group_manager")
        check = self._check(user=self.rated_user, employee_id=colleague.id)
        with self.assertRaisesRegex(AccessError, "stays with the employee"):
            check.with_user(self.rated_user).employee_id = self.employee
        with self.assertRaisesRegex(AccessError, "stays with the employee"):
            check.with_user(self.appraiser).write({"employee_id": self.employee.id, "note": "x"})
        self.assertEqual((check.employee_id, check.note), (colleague, False))
        check.with_user(self.appraiser).write({"employee_id": colleague.id, "note": "x"})
        self.assertEqual(check.note, "x")

    def test_for_appraisal_managers_only(self):
        for user in (self.reader, self.manager, self.receptionist):
            with self.assertRaises(AccessError):
                self._check(user=user)

    def test_bad_input_gets_a_sentence(self):
        with self.assertRaises(ValidationError):
            self._check(date=fields.Date.today() + timedelta(days=1))
        with self.assertRaises(ValidationError):
            self._check(next_due=fields.Date.today() - timedelta(days=1))


@tagged("post_install", "-at_install")
class TestPrivacy(SurveyCommon):
    """The rated employee, a colleague and a portal user try to find out who gave which mark."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal_user = new_test_user(cls.env, "visitor", "base.group_portal")
        cls.colleague = new_test_user(cls.env, "colleague", "base.group_user")
        cls.surveyor = new_test_user(cls.env, "surveyor", "base.group_user,survey.group_survey_manager")

    def setUp(self):
        super().setUp()
        self.request = self._ask()
        self._reply("2 waited an hour")
        self.strangers = (
            self.rated_user
            | self.receptionist
            | self.manager
            | self.portal_user
            | self.colleague
            | self.surveyor
        )

    def test_no_model_can_be_read_searched_grouped_or_exported(self):
        attempts = (
            ("sms.survey.request", "score"),
            ("sms.survey.message", "body"),
            ("sms.survey.gateway.event", "body"),
            ("sms.survey.report", "average_score"),
            ("sms.survey.ranking", "average_score"),
            ("sms.survey.campaign", "name"),
            ("staff.suitability.check", "conclusion"),
        )
        for user in self.strangers:
            for name, field in attempts:
                model = self.env[name].with_user(user)
                record = model.sudo().search([], limit=1).with_user(user)
                for attempt in (
                    lambda model=model: model.search_count([]),
                    lambda model=model, field=field: model.search_read([], [field]),
                    lambda model=model, field=field: model.formatted_read_group([], [field], ["__count"]),
                    lambda model=model, field=field: model.search([]).export_data([field]),
                    lambda record=record, field=field: record.read([field]) or self.fail("nothing to read"),
                ):
                    if name == "staff.suitability.check" and not record:
                        continue
                    with self.subTest(user=user.login, model=name), self.assertRaises(AccessError):
                        attempt()

    def test_nothing_through_the_incident(self):
        incident = self.request.incident_ids
        for user in self.strangers:
            incidents = self.env["patient.incident"].with_user(user)
            for domain in (
                [("id", "=", incident.id)],
                [("description", "ilike", "waited")],
                [("partner_id", "=", self.patient.id)],
            ):
                try:
                    found = incidents.search(domain)
                except AccessError:
                    continue
                self.assertNotIn(incident, found, user.login)
            with self.assertRaises(AccessError):
                self.env["patient.incident"].with_user(user).search([("survey_request_id", "!=", False)])
        count = self.patient.with_user(self.receptionist).read(["patient_incident_ids"])[0][
            "patient_incident_ids"
        ]
        self.assertNotIn(incident.id, count)

    def test_nothing_through_names_that_odoo_tells_with_sudo(self):
        hidden = (
            self.request.incident_ids,
            self.request,
            self.request.message_ids[:1],
            self.env["sms.survey.gateway.event"].search([], limit=1),
        )
        secrets = (self.patient.name, "+32470123456", self.patient.phone)
        for user in self.strangers - self.portal_user:
            for record in hidden:
                for model, values, name in (
                    ("mail.activity", {"res_model": record._name, "res_id": record.id}, "res_name"),
                    ("mail.message", {"model": record._name, "res_id": record.id}, "record_name"),
                ):
                    try:
                        answer = self.env[model].with_user(user).onchange(values, [], {name: {}})
                    except AccessError:
                        continue
                    for secret in secrets:
                        self.assertNotIn(secret, str(answer), (user.login, record._name))
        incident = self.request.incident_ids.with_user(self.appraiser)
        self.assertIn(self.patient.name, incident.display_name, "whose work it is reads the name")

    def test_a_rated_manager_reads_no_mark_through_the_form_of_an_incident(self):
        rated_manager = new_test_user(
            self.env, "ratedboss", "sms_survey.group_manager,patient_category.group_user"
        )
        self.employee.user_id = rated_manager
        incidents = self.env["patient.incident"].with_user(rated_manager)
        fields_spec = {
            "survey_phone": {},
            "survey_score_display": {},
            "survey_request_id": {"fields": {"display_name": {}}},
        }
        try:
            answer = incidents.onchange({"survey_request_id": self.request.id}, [], fields_spec)
        except AccessError:
            answer = ""
        self.assertNotIn("2 / 5", str(answer))
        self.assertNotIn(self.patient.name, str(answer))
        self.assertNotIn(PHONE, str(answer))

    def test_a_low_mark_stays_with_the_rated_one_whoever_the_incident_names(self):
        rated_manager = new_test_user(
            self.env, "ratedboss", "sms_survey.group_manager,patient_category.group_user"
        )
        self.employee.user_id = rated_manager
        incident = self.request.incident_ids
        incident.with_user(self.appraiser).employee_id = self.env["hr.employee"].create({"name": "Somebody else"})
        self.assertFalse(self.env["patient.incident"].with_user(rated_manager).search([("id", "=", incident.id)]))

    def test_a_low_mark_is_assigned_to_appraisal_managers_only(self):
        for user in (self.rated_user, self.receptionist, self.manager):
            with self.assertRaisesRegex(ValidationError, "Only an appraisal manager"):
                self.request.incident_ids.with_user(self.appraiser).user_id = user
        self.request.incident_ids.with_user(self.appraiser).user_id = self.appraiser

    def test_nothing_in_messages_activities_and_notifications(self):
        def texts(model, field):
            return " ".join(str(value) for value in self.env[model].search([]).mapped(field))

        self.env.flush_all()
        for model, field in (
            ("mail.message", "body"),
            ("mail.activity", "note"),
            ("mail.activity", "summary"),
        ):
            self.assertNotIn("waited an hour", texts(model, field), model)
        for user in self.strangers - self.portal_user:
            activities = (
                self.env["mail.activity"].with_user(user).search([("res_model", "=", "patient.incident")])
            )
            self.assertNotIn(self.request.incident_ids.id, activities.mapped("res_id"))
        self.assertTrue(self.request.incident_ids.activity_ids)
        self.assertFalse(self.request.incident_ids.message_partner_ids)

    def test_nobody_learns_of_a_low_mark_or_a_check_by_who_follows_it(self):
        """Every employee may read the followers of all records: one more is one more low mark."""
        incident = self.request.incident_ids.with_user(self.appraiser)
        incident.user_id = self.appraiser
        incident.message_post(body="I called", partner_ids=self.appraiser.partner_id.ids)
        incident.message_subscribe(self.appraiser.partner_id.ids)
        check = self.env["staff.suitability.check"].with_user(self.appraiser).create(
            {"employee_id": self.employee.id, "kind": "periodic", "conclusion": "suitable"}
        )
        check.sudo().write({"date": "2020-01-01", "next_due": "2021-01-01"})
        self.env["staff.suitability.check"]._cron_remind()
        self.assertTrue(check.activity_ids)
        self.env.flush_all()
        for user in self.strangers - self.portal_user:
            followers = self.env["mail.followers"].with_user(user)
            for record in (incident, check):
                self.assertFalse(
                    followers.search([("res_model", "=", record._name), ("res_id", "=", record.id)]), user.login
                )

    def test_incidents_of_the_desk_keep_their_followers(self):
        incident = self.env["patient.incident"].create(
            {"partner_id": self.patient.id, "type_id": self.incident_type.id}
        )
        incident.message_subscribe(self.receptionist.partner_id.ids)
        self.assertIn(self.receptionist.partner_id, incident.message_partner_ids)

    def test_nothing_on_patient_and_order(self):
        for user in (self.rated_user, self.receptionist, self.manager):
            for record in (self.patient, self.request.order_id):
                theirs = record.with_user(user)
                names = [
                    name
                    for name, description in theirs.fields_get().items()
                    if description["type"] in ("char", "text", "html")
                ]
                self.assertNotIn("waited an hour", str(theirs.read(names)))
        for user in (self.portal_user, self.colleague):
            with self.assertRaises(AccessError):
                self.patient.with_user(user).read(["sms_survey_consent"])

    def test_nobody_changes_a_mark(self):
        for user in (self.rated_user, self.manager, self.appraiser, self.reader):
            for vals in ({"score": 5}, {"state": "cancelled"}, {"employee_id": False}):
                with self.assertRaises(AccessError):
                    self.request.with_user(user).write(vals)
            with self.assertRaises(AccessError):
                self.request.with_user(user).unlink()
            with self.assertRaises(AccessError):
                self.env["sms.survey.message"].with_user(user).create({"kind": "invite"})

    def test_reader_sees_figures_but_no_patients(self):
        self.assertTrue(self.env["sms.survey.report"].with_user(self.reader).search([]))
        for name in ("sms.survey.request", "sms.survey.message", "sms.survey.gateway.event"):
            with self.assertRaises(AccessError):
                self.env[name].with_user(self.reader).search([])

    def test_phone_survives_formatting_but_not_in_the_report(self):
        self.assertEqual(self.request.phone, PHONE)
        self.assertNotIn("phone", self.env["sms.survey.report"]._fields)
        self.assertNotIn("partner_id", self.env["sms.survey.report"]._fields)

    def test_uninstalling_leaves_no_low_mark_behind(self):
        incident = self.request.incident_ids
        uninstall_hook(self.env)
        self.assertFalse(incident.exists() or self.request.exists())
