from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import OTHER_PHONE, PHONE, SurveyCommon


@tagged("post_install", "-at_install")
class TestByHand(SurveyCommon):
    """Asking about past visits, a test text to oneself, and texts that are removed in time."""

    def _wizard(self, user=None, **values):
        return (
            self.env["sms.survey.send"]
            .with_user(user or self.appraiser)
            .create({"campaign_id": self.campaign.id, **values})
        )

    def test_preview_says_who_is_left_out_and_why(self):
        asked = self._ask()
        self.campaign.trigger = "manual"
        self._serve(self.vip_patient)
        unreachable = self.env["res.partner"].create(
            {"name": "Nobody", "patient_category_id": self.ordinary.id}
        )
        self._serve(unreachable)
        with Form(self.env["sms.survey.send"].with_user(self.appraiser)) as form:
            form.campaign_id = self.campaign
            form.employee_id = self.employee
            self.assertEqual(form.send_count, 1)
        wizard = form.record
        reasons = {line.partner_id: line.reason for line in wizard.line_ids}
        self.assertEqual(
            reasons,
            {self.patient: "Was asked before", self.vip_patient: False, unreachable: "No valid number"},
        )
        wizard.action_send()
        request = self.env["sms.survey.request"].search([("partner_id", "=", self.vip_patient.id)])
        self.assertTrue(request.manual)
        self._run()
        self.assertEqual((request.state, request.phone), ("delivered", OTHER_PHONE))
        self.assertFalse(asked.manual)

    def test_nothing_is_told_of_a_campaign_next_door(self):
        other = self.env["res.company"].create({"name": "Other clinic"})
        foreign = self.campaign.copy({"company_id": other.id})
        with self.assertRaises(AccessError):
            self._wizard(campaign_id=foreign.id)
        with self.assertRaises(AccessError):
            self.env["sms.survey.send"].with_user(self.appraiser).onchange(
                {"campaign_id": foreign.id}, [], {"campaign_id": {}, "send_count": {}}
            )

    def test_the_end_of_the_calendar(self):
        self.campaign.trigger = "manual"
        self._serve(self.vip_patient)
        self.assertEqual(self._wizard(date_to="9999-12-31").send_count, 1)

    def test_nobody_left(self):
        with self.assertRaises(UserError):
            self._wizard(date_from="2001-01-01", date_to="2001-01-02").action_send()

    def test_only_visits_that_the_campaign_asks_about(self):
        """Neither those of another company, with its own campaign and gateway, nor what its filter leaves out."""
        other = self.env["res.company"].create({"name": "Other clinic"})
        self.appraiser.write({"company_ids": [Command.link(other.id)]})
        self.campaign.trigger = "manual"
        self._serve(self.patient)
        self._serve(self.vip_patient)
        wizard = self._wizard().with_context(allowed_company_ids=(self.company | other).ids)
        self.assertLessEqual(self.patient | self.vip_patient, wizard.line_ids.partner_id)
        self.campaign.domain = f"[('patient_category_id', '=', {self.vip_patient.patient_category_id.id})]"
        self.assertEqual(self._wizard().line_ids.partner_id, self.vip_patient)
        self.campaign.write({"domain": "[]", "gateway_id": self.gateway.id, "company_id": other.id})
        self.assertFalse(
            self._wizard().with_context(allowed_company_ids=(self.company | other).ids).line_ids, "it is another's"
        )

    def test_a_visit_that_nobody_attended_is_left_out_and_it_says_so(self):
        self.campaign.trigger = "manual"
        request = self._serve(self.patient)
        self.assertFalse(request)
        order = self.env["sale.order"].search([("partner_id", "=", self.patient.id)])
        order.attending_employee_id = False
        lines = self._wizard().line_ids.filtered(lambda line: line.partner_id == self.patient)
        self.assertEqual(lines.mapped("reason"), ["Nobody attended"])

    def test_for_appraisal_managers_only_and_never_about_oneself(self):
        self.campaign.trigger = "manual"
        self._serve(self.patient)
        for user in (self.reader, self.manager, self.receptionist):
            with self.assertRaises(AccessError):
                self._wizard(user)
        self.rated_user.group_ids += self.env.ref("sms_survey.group_manager")
        with self.assertRaises(UserError):
            self._wizard(self.rated_user, employee_id=self.employee.id).action_send()

    def test_test_text_to_oneself(self):
        campaign = self.campaign.with_user(self.appraiser)
        with self.assertRaises(UserError):
            campaign.action_send_test()
        self.appraiser.partner_id.phone = PHONE
        campaign.action_send_test()
        self._run()
        self.assertEqual(len(self._texts()), 1)
        with self.assertRaises(AccessError):
            self.campaign.with_user(self.reader).action_send_test()

    def test_texts_are_purged_and_figures_stay(self):
        request = self._ask()
        event = self._reply("2 waited an hour")
        messages = request.message_ids
        self.env["sms.survey.message"]._gc_texts()
        self.assertTrue(all(messages.mapped("body")))
        self.env.flush_all()
        for table, records in (("sms_survey_message", messages), ("sms_survey_gateway_event", event)):
            self.env.cr.execute(
                f"UPDATE {table} SET create_date = %s WHERE id IN %s",  # noqa: S608  two names of our own
                [self._now() - timedelta(days=91), tuple(records.ids)],
            )
        self.env.invalidate_all()
        self.env["sms.survey.message"]._gc_texts()
        self.assertFalse(
            any(messages.mapped("body")) or any(messages.mapped("phone")) or event.body or event.payload
        )
        self.assertEqual((request.score, messages[0].state), (2, "delivered"))
