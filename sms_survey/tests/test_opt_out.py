from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import OTHER_PHONE, PHONE, SurveyCommon


@tagged("post_install", "-at_install")
class TestOptOut(SurveyCommon):
    """Whoever says STOP is left alone, and nobody but the owner of the number takes it back."""

    def _is_out(self, phone=PHONE):
        return bool(self.env["sms.survey.request"]._opted_out([phone]))

    def test_the_desk_may_stop_texts_and_not_take_a_stop_back(self):
        patient = self.patient.with_user(self.receptionist)
        patient.action_sms_survey_opt_out()
        self.assertTrue(self._is_out() and patient.sms_survey_opted_out)
        for user in (self.receptionist, self.manager, self.appraiser):
            user.group_ids += self.env.ref("patient_category.group_user")
            with self.assertRaisesRegex(UserError, "nobody can take that back at the desk"):
                self.patient.with_user(user).sms_survey_opted_out = False
            self.assertTrue(self._is_out(), user.login)
        with self.assertRaises(AccessError):
            self.env["sms.survey.opt.in"].with_user(self.receptionist).create(
                {"partner_id": self.patient.id, "reason": "I forgot"}
            )
        with self.assertRaises(AccessError):
            self.env["phone.blacklist"].with_user(self.manager).search([])._remove([PHONE])

    def test_registering_another_patient_at_the_number_takes_nothing_back(self):
        self._reply("STOP")
        values = {"name": "Child", "phone": PHONE, "patient_category_id": self.ordinary.id}
        child = self.env["res.partner"].with_user(self.receptionist).create(values | {"sms_survey_opted_out": False})
        self.assertTrue(self._is_out() and child.sms_survey_opted_out)

    def test_a_number_that_is_none_gets_a_sentence(self):
        self.patient.phone = "12"
        with self.assertRaisesRegex(UserError, "has no valid phone number"):
            self.patient.with_user(self.receptionist).action_sms_survey_opt_out()

    def test_a_manager_of_the_appraisal_allows_texts_again_and_says_why(self):
        self._reply("STOP")
        number = self.env["phone.blacklist"].search([("number", "=", PHONE)])
        self.assertIn(self.patient, number.with_user(self.appraiser).sms_survey_partner_ids)
        chosen = self.env["sms.survey.opt.in"].with_user(self.appraiser)
        wizard = chosen.with_context(active_model="phone.blacklist", active_ids=number.ids).create({"reason": "  "})
        self.assertEqual(wizard.blacklist_ids, number)
        with self.assertRaisesRegex(UserError, "write down who asked"):
            wizard.action_allow()
        self.assertTrue(self._is_out())
        wizard.reason = "Asked for it by phone"
        wizard.action_allow()
        self.assertFalse(self._is_out())
        self.assertIn("Asked for it by phone", " ".join(number.message_ids.mapped("body")))
        self._reply("STOP", provider_id="another")
        from_form = chosen.create({"partner_id": self.patient.id, "reason": "Asked again"})
        self.assertEqual(from_form.blacklist_ids, number)

    def test_the_dialog_does_not_tell_whether_a_patient_next_door_wants_texts(self):
        self._reply("STOP")
        next_door = self.env["res.company"].create({"name": "Clinic Next Door"})
        self.patient.company_id = next_door
        dialogs = self.env["sms.survey.opt.in"].with_user(self.appraiser)
        values = {"partner_id": self.patient.id, "reason": "Asked for it"}
        specification = {"partner_id": {}, "blacklist_ids": {}}
        for ask in (
            lambda: dialogs.create(values),
            lambda: dialogs.create({"reason": "Asked for it"}).write(values),
            lambda: dialogs.onchange(values, [], specification),
            lambda: dialogs.with_context(default_partner_id=self.patient.id).onchange({}, [], specification),
        ):
            with self.assertRaises(AccessError):
                ask()

    def test_start_from_the_phone_takes_it_back_and_from_another_does_not(self):
        self._reply("STOP")
        self._reply("START", phone=OTHER_PHONE)
        self.assertTrue(self._is_out())
        self._reply("START")
        self.assertFalse(self._is_out())

    def test_survives_however_the_number_is_written(self):
        self.company.country_id = self.patient.country_id = self.env.ref("base.be")
        self._reply("STOP", phone="0032470123456")
        self.campaign.cooldown_days = 0
        for phone in ("+32470123456", "0470 12 34 56", "0470/12.34.56", "0032 470 12 34 56", "+32 (0)470 123 456"):
            self.patient.phone = phone
            self.assertEqual(self._ask().suppress_reason, "opted_out", phone)

    def test_a_guardian_who_opted_out_is_not_asked_for_a_child(self):
        self._reply("STOP")
        child = self.env["res.partner"].create(
            {"name": "Child", "patient_category_id": self.ordinary.id, "guardian_id": self.patient.id}
        )
        self.assertTrue(child.sms_survey_opted_out)
        self.assertEqual(self._ask(child).suppress_reason, "opted_out")

    def test_stop_that_came_in_counts_before_the_next_text_leaves(self):
        """Nobody has read the STOP yet when the dispatcher begins."""
        request = self._serve(self.patient)
        request._process_due()
        events = self.env["sms.survey.gateway.event"]
        events.create(
            [
                {"gateway_id": self.gateway.id, "kind": "dlr", "provider_id": str(i), "ref": "x", "status": "delivered"}
                for i in range(120)
            ]
        )
        stop = events._receive(self.gateway, "mo", {"phone": PHONE, "body": "Stop"}, "Stop")
        with self._no_commit():
            self.env["sms.survey.message"]._cron_dispatch()
        self.assertEqual((stop.state, request.suppress_reason), ("done", "opted_out"))
        self.assertEqual([kind for kind, _body in self._texts()], ["stop_ack"])

    def test_stop_also_holds_what_waits_for_another_attempt_and_what_answers(self):
        request = self._ask()
        self._reply("2")
        [thanks] = request.message_ids.filtered(lambda message: message.kind == "follow_up")
        thanks.write({"state": "queued", "attempt": 1, "next_attempt_at": self._now() + timedelta(minutes=5)})
        self._reply("STOP")
        thanks.next_attempt_at = self._now()
        self._run()
        self.assertEqual((thanks.state, thanks.error), ("failed", "Opted out"))

    def test_stop_without_a_question(self):
        self._reply("стоп", phone=OTHER_PHONE)
        self.assertTrue(self._is_out(OTHER_PHONE))
        self.assertEqual([kind for kind, _body in self._texts(OTHER_PHONE)], ["stop_ack"])
