from datetime import datetime, timedelta

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..tools.quiet_hours import next_allowed
from ..tools.sms_text import count_segments
from .common import OTHER_PHONE, PHONE, SurveyCommon


@tagged("post_install", "-at_install")
class TestSending(SurveyCommon):
    """May a text go out now? Whoever is texted wrongly does not come back."""

    def _verdict(self, patient=None, **values):
        request = self._ask(patient, **values)
        return request.suppress_reason or request.state

    def test_every_reason_not_to_ask(self):
        self.assertEqual(self._verdict(), "delivered")
        self.patient.phone = "12"
        self.assertEqual(self._verdict(), "bad_number")
        self.campaign.require_consent = True
        self.assertEqual(self._verdict(self.vip_patient), "no_consent")
        self.vip_patient.sms_survey_consent = True
        self.assertEqual(self._verdict(self.vip_patient), "delivered")

    def test_opted_out(self):
        self.patient.with_user(self.receptionist).sms_survey_opted_out = True
        self.assertEqual(self._verdict(), "opted_out")
        self.patient.phone = "0470/12.34.56"
        self.patient.country_id = self.env.ref("base.be")
        self.assertEqual(self._verdict(), "opted_out", "another way to write the same number")
        self._reply("START")
        self.assertEqual(self._verdict(), "delivered")

    def test_staff_are_not_asked_about_staff(self):
        for name in ("work_phone", "private_phone"):
            employee = self.env["hr.employee"].create({"name": "Colleague", name: "+32 470 12 34 56"})
            self.assertEqual(self._verdict(), "staff_phone", name)
            employee.active = False

    def test_cooldown_is_of_the_phone(self):
        self._ask()
        self._reply("5")
        self.vip_patient.phone = PHONE
        self.assertEqual(self._verdict(self.vip_patient), "cooldown", "families share phones")
        self.env["sms.survey.request"].search([("phone", "=", PHONE)]).sent_at = self._now() - timedelta(
            days=31
        )
        self.assertEqual(self._verdict(self.vip_patient), "delivered")

    def test_what_may_have_arrived_counts_for_the_cooldown(self):
        """A gateway that died may have taken the text: the family would be asked twice in two days."""
        request = self._serve(self.patient)
        request._process_due()
        with self._no_commit():
            self.env["sms.survey.message"]._claim(self.gateway, 50)
        request.message_ids._set_state("unknown")
        request.expires_at = self._now() - timedelta(minutes=1)
        self._run()
        self.assertEqual((request.state, request.sent_at), ("expired", False))
        self.vip_patient.phone = PHONE
        self.assertEqual(self._verdict(self.vip_patient), "cooldown")
        request.message_ids.with_user(self.appraiser).action_settle_failed()
        self.assertEqual(self._verdict(self.vip_patient), "delivered", "it surely did not leave")

    def test_a_question_whose_time_is_over_is_in_nobodys_way(self):
        """Also when both are looked at in the same run."""
        self.campaign.cooldown_days = 0
        request = self._ask()
        request.expires_at = self._now() - timedelta(minutes=1)
        self.assertEqual(self._verdict(), "delivered")
        self.assertEqual(request.state, "expired")

    def test_a_withdrawn_question_is_not_sent_at_the_next_attempt(self):
        request = self._serve(self.patient)
        request._process_due()
        message = request.message_ids
        self.assertEqual(message.state, "queued")
        message.state = "claimed"
        request.action_cancel()
        message.state = "queued"  # the gateway asked to try again
        self._run()
        self.assertEqual((message.state, request.state), ("failed", "cancelled"))
        self.assertFalse(self._texts())

    def test_one_open_question_on_a_phone(self):
        self.campaign.cooldown_days = 0
        first = self._ask()
        self.assertEqual(self._verdict(), "open_request")
        self._pass_time(first, days=4)
        self._run()
        self.assertEqual(first.state, "expired")
        self.assertEqual(self._verdict(), "delivered")

    def test_two_visits_due_at_once_are_one_question(self):
        self.vip_patient.phone = PHONE
        requests = self._serve(self.patient) | self._serve(self.vip_patient)
        self._run()
        self.assertEqual(sorted(requests.mapped("state")), ["delivered", "suppressed"])

    @mute_logger("odoo.sql_db")
    def test_another_server_was_faster(self):
        """Two servers decide at once: the database lets one question through."""
        requests = self._serve(self.patient)
        self.vip_patient.phone = PHONE
        requests |= self._serve(self.vip_patient)
        for request in requests:
            request._queue_question()
        self.assertEqual(sorted(requests.mapped("state")), ["sending", "suppressed"])

    def test_cancelled_visit(self):
        self.campaign.delay_minutes = 60
        request = self._serve(self.patient)
        request.order_id._action_cancel()
        self._pass_time(request, hours=2)
        self._run()
        self.assertEqual(request.suppress_reason, "cancelled")

    def test_too_late(self):
        self.campaign.delay_minutes = 60
        request = self._serve(self.patient)
        self._pass_time(request, days=10)
        self._run()
        self.assertEqual(request.suppress_reason, "expired")

    def test_quiet_hours_defer(self):
        self.company.resource_calendar_id.tz = "Asia/Kolkata"
        now_there = (self._now() + timedelta(hours=5, minutes=30)).hour
        self.campaign.write({"quiet_start": now_there, "quiet_end": (now_there + 2) % 24})
        request = self._ask()
        self.assertEqual(request.state, "scheduled")
        self.assertGreater(request.send_at, self._now())

    def test_stop_at_once_also_for_what_is_queued(self):
        request = self._serve(self.patient)
        request._process_due()
        self.assertEqual(request.state, "sending")
        self.env["sms.survey.gateway.event"]._receive(
            self.gateway, "mo", {"phone": PHONE, "body": "STOP"}, "STOP"
        )._process()
        self._run()
        self.assertEqual(request.suppress_reason, "opted_out")
        self.assertEqual([kind for kind, _body in self._texts()], ["stop_ack"])

    def test_stop_is_looked_at_again_when_claiming(self):
        request = self._serve(self.patient)
        request._process_due()
        self.env["phone.blacklist"]._add([PHONE])
        self._run()
        self.assertEqual(request.suppress_reason, "opted_out")
        self.assertFalse(self._texts())

    def test_start_and_help(self):
        self._reply("STOP")
        self._reply("START")
        self.assertEqual(self._verdict(), "delivered")
        self._reply("HELP")
        self.assertEqual([kind for kind, _body in self._texts()], ["stop_ack", "help", "invite", "help"])

    def test_automatic_answer_is_not_answered(self):
        self._ask()
        event = self._reply("Automatic reply: I am out of office until 5 May")
        self.assertEqual(event.state, "ignored")
        self.assertEqual(len(self._texts()), 1)

    def test_unclear_reply_is_asked_back_once(self):
        request = self._ask()
        self.assertEqual(self._reply("2 hours late").state, "unmatched")
        self.assertEqual(self._reply("10").state, "unmatched")
        self.assertEqual([kind for kind, _body in self._texts()], ["invite", "clarify"])
        self._reply("2")
        self.assertEqual((request.score, request.comment), (2, "2 hours late\n10"), "what was meant is not lost")
        self.assertEqual(set(request.event_ids.mapped("state")), {"done"}, "nobody has to read it any more")

    def test_reply_counts_for_that_number_only(self):
        request = self._ask()
        event = self._reply("5", phone=OTHER_PHONE)
        self.assertEqual((event.state, event.request_id.id), ("unmatched", False))
        self.assertFalse(request.answered_at)
        event.with_user(self.appraiser).action_mark_read()
        self.assertEqual(event.state, "read")

    def test_other_campaigns_and_triggers(self):
        self.campaign.trigger = "manual"
        self.assertFalse(self._serve(self.patient))
        self.campaign.write({"trigger": "served", "domain": "[('amount_total', '>', 1000000)]"})
        self.assertFalse(self._serve(self.patient))

    def test_paid_invoice(self):
        self.campaign.trigger = "invoice_paid"
        order = self._order(self.patient)
        order.action_confirm()
        order.action_served()
        invoice = order._create_invoices()
        invoice.action_post()
        self.assertFalse(self.env["sms.survey.request"].search([("order_id", "=", order.id)]))
        for _twice in range(2):
            invoice._invoice_paid_hook()
        self.assertEqual(len(self.env["sms.survey.request"].search([("order_id", "=", order.id)])), 1)

    def test_text_is_in_the_patients_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.campaign.with_context(lang="fr_FR").question = "{clinic} : une note pour {employee} ?"
        self.patient.lang = "fr_FR"
        self._ask()
        self.assertEqual(self._texts()[0][1], f"{self.company.name} : une note pour Nora ?")

    def test_no_more_queries_for_a_hundred(self):
        def due(count):
            patients = self.env["res.partner"].create(
                [
                    {
                        "name": f"P{i}",
                        "phone": f"+32471{count:03d}{i:03d}",
                        "patient_category_id": self.ordinary.id,
                    }
                    for i in range(count)
                ]
            )
            vals = {
                "campaign_id": self.campaign.id,
                "company_id": self.company.id,
                "employee_id": self.employee.id,
                "expires_at": self._now() + timedelta(days=1),
                "scale_max": 5,
                "send_at": self._now(),
                "visit_date": self._now(),
            }
            requests = self.env["sms.survey.request"].create(
                [dict(vals, partner_id=patient.id, phone=patient._sms_survey_phone()) for patient in patients]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            requests._sending_verdicts(self._now())
            return self.env.cr.sql_log_count - before

        due(2)
        few = due(3)
        self.assertLessEqual(due(100), few + 2)

    def test_bad_input_gets_a_sentence(self):
        names = self.env["sms.survey.gateway"].create(
            {"name": "Name", "provider": "kannel", "url": "https://sms.example.com/send", "sender": "CLINIC"}
        )
        self.assertFalse(names.can_receive)
        for values in (
            {"question": "  "},
            {"question": "Hello {patient}"},
            {"question": "Hello {0.env}"},
            {"question": "Hello {"},
            {"thanks": ""},
            {"reply_mode": "link"},
            {"scale_max": 7},
            {"alert_threshold": 5},
            {"alert_threshold": -1},
            {"quiet_start": 8, "quiet_end": 8},
            {"quiet_start": 0, "quiet_end": 24},
            {"quiet_start": 25},
            {"domain": "[("},
            {"domain": "[('no_such_field', '=', 1)]"},
            {"gateway_id": names.id},
        ):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                self.campaign.write(values)
        for values in (
            {"url": "sms.example.com"},
            {"can_receive": True},
            {"provider": "http", "http_accepted": "("},
        ):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                names.write(values)


@tagged("post_install", "-at_install")
class TestQuietHoursAndSegments(SurveyCommon):
    """Pure functions: nobody is woken by a change of the clocks, and a text costs what we say."""

    def test_over_midnight(self):
        for moment, expected in (
            (datetime(2026, 1, 10, 19, 59), datetime(2026, 1, 10, 19, 59)),
            (datetime(2026, 1, 10, 20, 0), datetime(2026, 1, 11, 9, 0)),
            (datetime(2026, 1, 10, 23, 59), datetime(2026, 1, 11, 9, 0)),
            (datetime(2026, 1, 11, 8, 59, 59), datetime(2026, 1, 11, 9, 0)),
            (datetime(2026, 1, 11, 9, 0), datetime(2026, 1, 11, 9, 0)),
        ):
            self.assertEqual(next_allowed(moment, "UTC", 20, 9), expected)
        self.assertEqual(
            next_allowed(datetime(2026, 1, 10, 13), "UTC", 12, 14.5), datetime(2026, 1, 10, 14, 30)
        )
        self.assertEqual(next_allowed(datetime(2026, 1, 10, 3), "UTC", 0, 0), datetime(2026, 1, 10, 3))
        self.assertEqual(next_allowed(datetime(2026, 1, 10, 23), "UTC", 22, 24), datetime(2026, 1, 11))

    def test_clocks_go_forward(self):
        # Brussels, 29 March 2026: 2:00 becomes 3:00, which is 1:00 UTC.
        night = datetime(2026, 3, 28, 23)
        self.assertEqual(next_allowed(night, "Europe/Brussels", 22, 9), datetime(2026, 3, 29, 7))
        self.assertEqual(next_allowed(night, "Europe/Brussels", 22, 2.5), datetime(2026, 3, 29, 1, 30))

    def test_clocks_go_back(self):
        # Brussels, 25 October 2026: 3:00 becomes 2:00, which is 1:00 UTC; 2:30 comes twice.
        night = datetime(2026, 10, 24, 22)
        self.assertEqual(next_allowed(night, "Europe/Brussels", 22, 9), datetime(2026, 10, 25, 8))
        self.assertEqual(next_allowed(night, "Europe/Brussels", 22, 2.5), datetime(2026, 10, 25, 1, 30))

    def test_segments(self):
        for text, expected in (
            ("", ("GSM-7", 0, 0)),
            ("a" * 160, ("GSM-7", 160, 1)),
            ("a" * 161, ("GSM-7", 161, 2)),
            ("a" * 306, ("GSM-7", 306, 2)),
            ("a" * 307, ("GSM-7", 307, 3)),
            ("€" * 80, ("GSM-7", 160, 1)),
            ("a" * 152 + "€" + "a" * 10, ("GSM-7", 164, 2)),
            ("a" * 152 + "€" + "a" * 151, ("GSM-7", 305, 2)),
            ("a" * 152 + "€" + "a" * 152, ("GSM-7", 306, 3)),  # € is not split between two segments
            ("ж" * 70, ("UCS-2", 70, 1)),
            ("ж" * 71, ("UCS-2", 71, 2)),
            ("😀" * 35, ("UCS-2", 70, 1)),
            ("😀" * 36, ("UCS-2", 72, 2)),
            ("{clinic}", ("GSM-7", 10, 1)),
        ):
            self.assertEqual(tuple(count_segments(text)), expected, text[:5])
