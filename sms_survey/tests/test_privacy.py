import logging

from odoo import fields
from odoo.exceptions import AccessError, MissingError, UserError, ValidationError
from odoo.fields import Command, Domain
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..models.sms_survey_campaign import VISIT_CONDITIONS
from .common import PHONE, SurveyCommon

# What only the patient who gave the mark has written: wherever it is found, he is found out.
WORDS = "Quibbleton"
REFUSED = (AccessError, MissingError, UserError, ValueError)
# What an answer is kept in, each with a field that gives it away.
KEPT_IN = {
    "patient.incident": "description",
    "sms.survey.gateway.event": "body",
    "sms.survey.message": "phone",
    "sms.survey.request": "comment",
}


@tagged("post_install", "-at_install")
class TestWhoGaveWhichMark(SurveyCommon):
    """Everybody whose business it is not tries everything; the one who was rated tries hardest."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        all_but_the_appraisal = (
            "patient_category.group_manager,survey.group_survey_manager,sales_team.group_sale_manager,"
            "account.group_account_user,hr.group_hr_user,base.group_partner_manager,base.group_allow_export"
        )
        cls.rated_manager = new_test_user(
            cls.env, "ratedboss", f"sms_survey.group_manager,{all_but_the_appraisal}", email="boss@example.com"
        )
        cls.rated_user.group_ids += cls.env.ref("survey.group_survey_manager")
        (cls.rated_user | cls.receptionist | cls.manager).group_ids += cls.env.ref("base.group_allow_export")
        cls.colleague = new_test_user(cls.env, "colleague", "base.group_user")
        cls.powerful = new_test_user(cls.env, "powerful", all_but_the_appraisal)
        cls.portal_user = new_test_user(cls.env, "visitor", "base.group_portal")
        cls.patient.user_ids = [Command.link(cls.portal_user.id)]
        cls.portal_user.partner_id = cls.patient
        # One person may have several employee records; a manager is rated as well as the nurse is.
        cls.doctor = cls.env["hr.employee"].create({"name": "Dora Doctor", "user_id": cls.rated_manager.id})
        cls.actors = (
            cls.rated_user
            | cls.rated_manager
            | cls.receptionist
            | cls.manager
            | cls.powerful
            | cls.colleague
            | cls.portal_user
        )

    def setUp(self):
        super().setUp()
        with self.assertLogs("odoo", level=logging.INFO) as logs:
            logging.getLogger("odoo.addons.sms_survey").info("so that there is something")
            self.request = self._rated(self.employee, self.patient)
            self.boss_request = self._rated(self.doctor, self.vip_patient)
        self.logs = logs
        self.requests = self.request | self.boss_request
        self.incidents = self.requests.incident_ids
        self.assertEqual(self.requests.mapped("state"), ["answered", "answered"])
        self.assertEqual(len(self.incidents), 2)
        self.env.flush_all()

    def _rated(self, employee, patient):
        self.rated_user.sudo().action_unarchive()
        request = self._ask(patient, attending_employee_id=employee.id)
        self._reply(f"2 waited an hour, {WORDS}", phone=request.phone)
        return request

    def _secret(self, user):
        """The answers of which ``user`` must find nothing: a manager sees those about others."""
        return self.boss_request if user == self.rated_manager else self.requests

    # ------------------------------------------------------------
    # The database as each of them sees it
    # ------------------------------------------------------------

    def _readable_models(self, user):
        for name, model in sorted(self.env.registry.items()):
            if model._abstract or name.startswith(("ir.model", "ir.ui", "ir.asset", "res.country")):
                continue
            if self.env[name].with_user(user).has_access("read"):
                yield self.env[name].with_user(user)

    def _found(self, model, domain):
        """Records found, or none where the question is refused."""
        try:
            with self.env.cr.savepoint(), mute_logger("odoo.models", "odoo.domains", "odoo.sql_db"):
                return model.search(domain)
        except Exception:  # noqa: BLE001  a question that is refused tells nothing, however it is refused
            return model.browse()

    def test_words_of_the_patient_are_in_no_field_of_no_model(self):
        for user in self.actors:
            looked_at = 0
            for model in self._readable_models(user):
                names = [
                    name
                    for name, description in model.fields_get(attributes=["type", "searchable", "store"]).items()
                    if description["type"] in ("char", "text", "html") and description["store"]
                ]
                if not names or model._name == "sms.survey.report":
                    continue
                looked_at += len(names)
                found = self._found(model, Domain.OR([(name, "ilike", WORDS)] for name in names))
                self.assertFalse(self._about(found, user), user.login)
            self.assertGreater(looked_at, 10, user.login)

    def _about(self, found, user):
        """Those of ``found`` that belong to an answer which ``user`` must not find."""
        secret = self._secret(user)
        kept = {
            "patient.incident": secret.incident_ids,
            "sms.survey.gateway.event": secret.event_ids,
            "sms.survey.message": secret.message_ids,
            "sms.survey.request": secret,
        }
        if user != self.rated_manager or found._name not in kept:
            return found
        return found & kept[found._name].with_user(user)

    def test_no_path_through_other_models_leads_to_an_answer(self):
        """Searching asks yes or no of what one cannot read: ('partner_id.patient_incident_ids.description', …)."""
        asked = 0
        for user in self.actors:
            secret = self._secret(user)
            hidden = {
                "patient.incident": secret.incident_ids,
                "sms.survey.gateway.event": secret.event_ids,
                "sms.survey.message": secret.message_ids,
                "sms.survey.request": secret,
            }
            for model in self._readable_models(user):
                if not model._auto and model._name not in ("sms.survey.report",):
                    continue
                for path, comodel in self._paths(model):
                    asked += 1
                    for condition in (
                        (path, "in", hidden[comodel].ids),
                        (f"{path}.id", "in", hidden[comodel].ids),
                        (f"{path}.{KEPT_IN[comodel]}", "ilike", PHONE if KEPT_IN[comodel] == "phone" else WORDS),
                    ):
                        found = self._found(model, [condition])
                        if user == self.rated_manager and condition[1] == "ilike":
                            found -= self._found(model, [(f"{path}.id", "not in", hidden[comodel].ids)])
                        self.assertFalse(found, (user.login, condition))
        self.assertGreater(asked, 20)

    def _paths(self, model):
        for name, field in model._fields.items():
            if not field.relational or field.comodel_name not in self.env or not field._description_searchable:
                continue
            if field.comodel_name in KEPT_IN:
                yield name, field.comodel_name
            if field.comodel_name in ("res.partner", "sale.order", "hr.employee", "sms.survey.campaign"):
                for second, deeper in self.env[field.comodel_name]._fields.items():
                    if deeper.relational and deeper.comodel_name in KEPT_IN:
                        yield f"{name}.{second}", deeper.comodel_name

    def test_every_way_to_read_what_an_answer_is_kept_in(self):
        for user in self.actors:
            secret = self._secret(user)
            for records, field, group in (
                (secret, "comment", "score"),
                (secret, "score", "employee_id"),
                (secret.message_ids, "body", "phone"),
                (secret.event_ids, "body", "phone"),
                (secret.incident_ids, "description", "partner_id"),
                (secret.incident_ids, "survey_score_display", "employee_id"),
            ):
                theirs = records.with_user(user)
                ids = [("id", "in", records.ids)]
                attempts = {
                    "read": lambda theirs=theirs, field=field: theirs.read([field]),
                    "web_read": lambda theirs=theirs, field=field: theirs.web_read({field: {}}),
                    "search_read": lambda theirs=theirs, ids=ids, field=field: theirs.search_read(ids, [field]),
                    "web_search_read": lambda theirs=theirs, ids=ids, field=field: theirs.web_search_read(
                        ids, {field: {}}
                    )["records"],
                    "count": lambda theirs=theirs, ids=ids: theirs.search_count(ids),
                    "group by": lambda theirs=theirs, ids=ids, group=group: theirs.formatted_read_group(
                        ids, [group], ["__count"]
                    ),
                    "pivot": lambda theirs=theirs, ids=ids, group=group: theirs.formatted_read_grouping_sets(
                        ids, [[group]], ["__count"]
                    )[0],
                    "export": lambda theirs=theirs, field=field: theirs.export_data([field])["datas"],
                    "name": lambda theirs=theirs, ids=ids: theirs.name_search("", ids),
                    "copy": lambda theirs=theirs: theirs.copy_data(),
                    "order": lambda theirs=theirs, ids=ids, field=group: theirs.search(ids, order=field).ids,
                }
                for name, attempt in attempts.items():
                    try:
                        with self.env.cr.savepoint(), mute_logger("odoo.models"):
                            answer = attempt()
                    except REFUSED:
                        continue
                    self.assertFalse(answer, (user.login, records._name, name))

    def test_the_report_has_no_row_about_oneself(self):
        for model in ("sms.survey.report", "sms.survey.ranking"):
            rows = self.env[model].with_user(self.rated_manager)
            self.assertFalse(rows.search([("employee_id", "=", self.doctor.id)]))
            for group in ("employee_id", "campaign_id", "company_id"):
                for *_key, count in rows._read_group(
                    [("campaign_id", "=", self.campaign.id)], [group], ["answered_count:sum"]
                ):
                    self.assertEqual(count, 1, "the mark about himself is in a total")
        campaign = self.campaign.with_user(self.rated_manager)
        self.assertEqual((campaign.request_count, campaign.answered_count), (1, 1))

    def test_an_archived_employee_does_not_see_who_rated_him(self):
        self.doctor.action_archive()
        for records in (self.boss_request, self.boss_request.incident_ids, self.boss_request.message_ids):
            theirs = records.with_user(self.rated_manager).with_context(active_test=False)
            self.assertFalse(theirs.search([("id", "in", records.ids)]), records._name)
        report = self.env["sms.survey.report"].with_user(self.rated_manager)
        self.assertFalse(report.search([("employee_id", "=", self.doctor.id)]))

    def test_another_login_on_the_file_shows_nothing_more(self):
        """Whoever keeps the employees' files could take his own login out of his file, and look."""
        for user in (self.env["res.users"], self.colleague):
            self.doctor.sudo().user_id = user
            self.env.flush_all()
            self.env.invalidate_all()
            for records in (
                self.boss_request,
                self.boss_request.incident_ids,
                self.boss_request.message_ids,
                self.boss_request.event_ids,
            ):
                theirs = records.with_user(self.rated_manager)
                self.assertFalse(theirs.search([("id", "in", records.ids)]), records._name)
            report = self.env["sms.survey.report"].with_user(self.rated_manager)
            self.assertFalse(report.search([("employee_id", "=", self.doctor.id)]))
            ranking = self.env["sms.survey.ranking"].with_user(self.rated_manager)
            self.assertFalse(ranking.search([("employee_id", "=", self.doctor.id)]))

    # ------------------------------------------------------------
    # Campaigns as oracles
    # ------------------------------------------------------------

    def test_no_campaign_asks_about_marks(self):
        """Its filter is applied with all rights: who is asked would tell who gave a low mark."""
        campaign = self.env["sms.survey.campaign"].with_user(self.rated_manager)
        for domain in (
            "[('partner_id.patient_incident_ids.survey_request_id.score', '<=', 2)]",
            "[('partner_id.patient_incident_ids', '!=', False)]",
            "[('partner_id', 'any', [('patient_incident_ids.description', 'ilike', 'hour')])]",
            "[('partner_id', 'any', ['!', ('patient_incident_ids', 'any', [('survey_request_id', '!=', False)])])]",
            "['|', ('id', '=', 1), ('partner_id.patient_open_incident_count', '>', 0)]",
            "[('message_ids.body', 'ilike', 'hour')]",
            "[('activity_ids.summary', 'ilike', 'low')]",
            "[('attending_employee_id.pin', '=like', '1%')]",
            "[('attending_employee_id.user_id.password', '!=', False)]",
            "[('partner_id', 'in', [('id', '=', 1)])]",
        ):
            for values in ({"domain": domain}, {"domain": domain, "active": False}):
                with self.subTest(domain=domain), self.assertRaises(ValidationError):
                    campaign.create({"name": "Oracle", "question": "{clinic}?", "thanks": "!", **values})
        for path in VISIT_CONDITIONS:
            model = self.env["sale.order"]
            for name in path.split("."):
                self.assertNotIn(model._fields[name].comodel_name, KEPT_IN, path)
                model = self.env[model._fields[name].comodel_name or "base"]

    def test_asking_by_hand_tells_nothing_about_visits_of_ones_own(self):
        wizard = self.env["sms.survey.send"].with_user(self.rated_manager).create({"campaign_id": self.campaign.id})
        self.assertNotIn(self.doctor, wizard.line_ids.sudo().employee_id)
        self.assertNotIn(self.vip_patient, wizard.line_ids.partner_id)

    # ------------------------------------------------------------
    # Messages, activities, mail, bus, logs
    # ------------------------------------------------------------

    def test_no_activity_is_counted_for_anybody_else(self):
        for user in self.actors - self.portal_user:
            groups = user.with_user(user)._get_activity_groups()
            own = [group for group in groups if group["model"] == "patient.incident"]
            counted = sum(group["total_count"] + group["planned_count"] for group in own)
            expected = 1 if user == self.rated_manager else 0
            self.assertEqual(counted, expected, user.login)
            activities = self.env["mail.activity"].with_user(user).search([("res_model", "=", "patient.incident")])
            self.assertFalse(set(activities.mapped("res_id")) & set(self._secret(user).incident_ids.ids))

    def test_no_mail_leaves_and_no_notification(self):
        mails = self.env["mail.mail"].sudo().search([])
        self.assertNotIn(WORDS, " ".join(mails.mapped("body_html")))
        messages = self.env["mail.message"].sudo().search([("model", "=", "patient.incident")])
        messages = messages.filtered(lambda message: message.res_id in self.incidents.ids)
        self.assertFalse(messages.notification_ids.res_partner_id & self.actors.partner_id)
        for user in self.actors:
            followers = self._secret(user).incident_ids.message_partner_ids
            self.assertFalse(followers & (user.partner_id | self.patient | self.vip_patient), user.login)

    def test_nothing_on_the_bus(self):
        self.env.cr.precommit.run()
        self.env.flush_all()
        self.env.cr.execute("SELECT channel, message FROM bus_bus")
        for channel, message in self.env.cr.fetchall():
            for secret in (WORDS, self.patient.name, PHONE, "waited"):
                self.assertNotIn(secret, f"{channel} {message}")

    def test_nothing_in_the_logs(self):
        text = "\n".join(self.logs.output)
        for secret in (WORDS, "waited an hour", self.patient.name, PHONE, PHONE[1:], self.request.token):
            self.assertNotIn(secret, text)

    def test_answering_leaves_no_trace_on_patient_order_and_employee(self):
        """A date of change, a message or a follower on the patient would say that he has answered."""
        self.campaign.cooldown_days = 0
        self.env.cr.execute("UPDATE res_partner SET write_date = '2026-01-01'")
        request = self._ask()
        self.env.flush_all()
        records = (self.patient, request.order_id, self.employee, self.rated_user)
        for record in records:
            self.env.cr.execute(f"UPDATE {record._table} SET write_date = '2026-01-01' WHERE id = %s", [record.id])  # noqa: S608
        last = self.env["mail.message"].search([], order="id desc", limit=1)
        self._reply(f"1 waited an hour, {WORDS}")
        self.assertEqual(request.score, 1)
        self.env.flush_all()
        for record in records:
            self.env.cr.execute(f"SELECT write_date FROM {record._table} WHERE id = %s", [record.id])  # noqa: S608
            self.assertEqual(str(self.env.cr.fetchone()[0])[:10], "2026-01-01", record._name)
        new = self.env["mail.message"].search([("id", ">", last.id)])
        self.assertFalse(set(new.mapped("model")) - {"patient.incident"})

    # ------------------------------------------------------------
    # The longer form
    # ------------------------------------------------------------

    def test_the_longer_form_knows_no_patient(self):
        survey = self.env["survey.survey"].create(
            {
                "title": "More",
                "access_mode": "public",
                "question_and_page_ids": [Command.create({"title": "Why?", "question_type": "text_box"})],
            }
        )
        self.campaign.write({"survey_id": survey.id, "reply_mode": "both", "question": "{clinic}? {link}"})
        public = self.env.ref("base.public_user")
        for request in self.requests:
            url = request.with_user(public).sudo()._longer_form_url()
            answer = survey.user_input_ids.sorted("id")[-1]
            self.assertIn(answer.access_token, url)
            answer.write({"state": "done"})
            for user in (self.rated_user, self.rated_manager):
                theirs = answer.with_user(user)
                for name, description in theirs.fields_get(attributes=["type"]).items():
                    if name in ("create_uid", "write_uid", "survey_id"):
                        continue
                    if description["type"] in ("many2one", "char", "text", "many2many", "one2many"):
                        value = str(theirs.read([name])[0][name])
                        for secret in (request.partner_id.name, request.phone, request.order_id.name, WORDS):
                            self.assertNotIn(secret, value, name)
                self.assertFalse(theirs.partner_id or theirs.email or theirs.nickname)
        self.assertFalse(
            [
                name
                for name, field in self.env["survey.user_input"]._fields.items()
                if field.comodel_name in KEPT_IN or field.comodel_name == "sale.order"
            ]
        )

    # ------------------------------------------------------------
    # Nobody lets the one concerned in
    # ------------------------------------------------------------

    def test_the_one_rated_cannot_be_made_responsible_or_told(self):
        incident = self.boss_request.incident_ids.with_user(self.appraiser)
        for user in (self.rated_manager, self.rated_user):
            with self.assertRaises(ValidationError):
                incident.user_id = user
            with self.assertRaises(ValidationError):
                incident.activity_schedule("mail.mail_activity_data_todo", user_id=user.id)

    def test_a_late_reply_is_not_read_by_the_one_it_is_about(self):
        """What comes after the question was closed has no request, and still says who gave which mark."""
        self.campaign.cooldown_days = 0
        request = self._ask(self.vip_patient, attending_employee_id=self.doctor.id)
        self._pass_time(request, days=4)
        self._run()
        event = self._reply("1 awful doctor", phone=request.phone)
        self.assertEqual(event.state, "unmatched")
        self.assertTrue(event.with_user(self.appraiser).search([("id", "=", event.id)]))
        self.assertFalse(event.with_user(self.rated_manager).search([("id", "=", event.id)]))

    def test_whose_work_it_is_finds_everything(self):
        """The test of these tests: what nobody else finds is there to be found."""
        for model, field in (("sms.survey.request", "comment"), ("patient.incident", "description")):
            written = [(field, "ilike", WORDS)]
            self.assertEqual(self.env[model].with_user(self.appraiser).search_count(written), 2)
            others = self.env[model].with_user(self.rated_manager).search(written)
            self.assertEqual(others.employee_id, self.employee)
        self.assertEqual(self.request.answered_at.date(), fields.Date.today())
