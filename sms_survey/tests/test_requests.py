from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import OTHER_PHONE, PHONE, SurveyCommon


@tagged("post_install", "-at_install")
class TestRequests(SurveyCommon):
    """One question a visit, at an hour at which one may ask, to a phone that may be asked."""

    # ------------------------------------------------------------
    # Every reason not to ask
    # ------------------------------------------------------------

    def test_every_reason_is_reached(self):
        reasons = {reason for reason, _label in self.env["sms.survey.request"]._fields["suppress_reason"].selection}
        for reason in sorted(reasons):
            with self.subTest(reason=reason), self.env.cr.savepoint() as savepoint:
                request = getattr(self, f"_visit_{reason}")()
                self._run()
                self.assertEqual((request.state, request.suppress_reason), ("suppressed", reason))
                self.assertFalse(request.message_ids)
                savepoint.rollback()
                self.env.invalidate_all()

    def _visit_bad_number(self):
        self.patient.phone = "call my daughter"
        return self._serve(self.patient)

    def _visit_opted_out(self):
        request = self._serve(self.patient)
        self.env["phone.blacklist"]._add([PHONE])
        return request

    def _visit_staff_phone(self):
        request = self._serve(self.patient)
        self.employee.mobile_phone = "0470 12 34 56"
        self.employee.company_id.country_id = self.env.ref("base.be")
        return request

    def _visit_no_consent(self):
        self.campaign.require_consent = True
        return self._serve(self.patient)

    def _visit_cooldown(self):
        self._ask()
        self._reply("5")
        self.vip_patient.phone = PHONE
        return self._serve(self.vip_patient)

    def _visit_open_request(self):
        self.campaign.cooldown_days = 0
        self._ask()
        return self._serve(self.patient)

    def _visit_cancelled(self):
        self.campaign.delay_minutes = 60
        request = self._serve(self.patient)
        request.order_id._action_cancel()
        self._pass_time(request, hours=1)
        return request

    def _visit_expired(self):
        self.campaign.delay_minutes = 60
        request = self._serve(self.patient)
        self._pass_time(request, hours=74)
        return request

    def _visit_no_attendant(self):
        self.campaign.trigger = "invoice_paid"
        order = self._order(self.patient)
        order.action_confirm()
        order.action_served()
        order.sudo().attending_employee_id = False
        return self.env["sms.survey.campaign"]._ask_about_visits(order.sudo(), "invoice_paid")

    def test_the_most_lasting_reason_is_told(self):
        """A manager who reads "asked recently" waits for nothing where the patient wants no texts at all."""
        self._ask()
        self._reply("5")
        self.env["phone.blacklist"]._add([PHONE])
        self.assertEqual(self._ask().suppress_reason, "opted_out")

    def test_nothing_is_suppressed_twice(self):
        request = self._visit_no_consent()
        self._run()
        self.patient.sms_survey_consent = True
        self._run()
        self.assertEqual(request.state, "suppressed", "the reason is kept as it was when it was decided")

    # ------------------------------------------------------------
    # One question a visit
    # ------------------------------------------------------------

    def test_one_request_a_visit_also_by_hand(self):
        request = self._ask()
        self.campaign.trigger = "invoice_paid"
        invoice = request.order_id._create_invoices()
        invoice.action_post()
        invoice._invoice_paid_hook()
        self.campaign.trigger = "manual"
        wizard = self.env["sms.survey.send"].with_user(self.appraiser).create({"campaign_id": self.campaign.id})
        self.assertEqual([line.reason for line in wizard.line_ids], ["Was asked before"])
        with self.assertRaises(UserError):
            wizard.action_send()
        same = [("order_id", "=", request.order_id.id)]
        self.assertEqual(self.env["sms.survey.request"].search(same), request)

    def test_by_hand_first_and_paid_afterwards_is_one_question(self):
        self.campaign.write({"trigger": "invoice_paid", "cooldown_days": 0})
        self._serve(self.patient)
        self.env["sms.survey.send"].with_user(self.appraiser).create({"campaign_id": self.campaign.id}).action_send()
        order = self.env["sale.order"].search([("partner_id", "=", self.patient.id)], order="id desc", limit=1)
        invoice = order._create_invoices()
        invoice.action_post()
        invoice._invoice_paid_hook()
        request = self.env["sms.survey.request"].search([("order_id", "=", order.id)])
        self.assertEqual(len(request), 1)
        self.assertTrue(request.manual)

    def test_by_hand_twice_at_once_asks_once(self):
        self.campaign.trigger = "manual"
        self._serve(self.patient)
        wizards = [
            self.env["sms.survey.send"].with_user(self.appraiser).create({"campaign_id": self.campaign.id})
            for _twice in range(2)
        ]
        wizards[0].action_send()
        with self.assertRaises(UserError):
            wizards[1].action_send()

    def test_all_is_as_it_was_when_served(self):
        self.campaign.delay_minutes = 60
        request = self._serve(self.patient)
        order = request.order_id.sudo()
        other = self.env["hr.employee"].create({"name": "Other"})
        self.patient.write({"phone": "+32 470 99 99 99", "patient_category_id": self.problem.id})
        order.attending_employee_id = other
        self.employee.user_id = False
        self.campaign.alert_threshold = 4
        self.assertEqual(
            (
                request.phone,
                request.patient_category_id,
                request.employee_id,
                request.rated_user_id,
                request.alert_threshold,
            ),
            (PHONE, self.ordinary, self.employee, self.rated_user, 2),
        )
        self._pass_time(request, hours=1)
        self._run()
        self.assertEqual(self._texts(PHONE)[0][1], f"{self.company.name}: how was Nora? 1 to 5")

    def test_the_patients_own_number_comes_before_the_guardians(self):
        child = self.env["res.partner"].create(
            {
                "name": "Child",
                "patient_category_id": self.ordinary.id,
                "guardian_id": self.patient.id,
                "phone": "+32 470 12 34 57",
            }
        )
        self.assertEqual(self._serve(child).phone, OTHER_PHONE)
        child.phone = "unknown"
        self.assertEqual(self._serve(child).phone, PHONE)

    # ------------------------------------------------------------
    # Quiet hours, by the clock of the clinic
    # ------------------------------------------------------------

    def _clinic_in(self, zone, quiet_start=20, quiet_end=9, **values):
        self.company.resource_calendar_id.tz = zone
        self.campaign.write({"quiet_start": quiet_start, "quiet_end": quiet_end, **values})

    def _due(self, moment, patient=None):
        """A question that is due at ``moment``, after the scheduled action ran then."""
        request = self._serve(patient or self.patient)
        request.write({"send_at": moment, "expires_at": moment + timedelta(hours=72)})
        with freeze_time(moment):
            self._run()
        return request

    def test_over_midnight_where_the_clinic_is(self):
        self._clinic_in("Asia/Kolkata")  # five and a half hours ahead
        for asked_at, leaves_at in (
            (datetime(2027, 1, 10, 14, 29), None),  # 19:59
            (datetime(2027, 1, 10, 14, 30), datetime(2027, 1, 11, 3, 30)),  # 20:00
            (datetime(2027, 1, 10, 18, 45), datetime(2027, 1, 11, 3, 30)),  # 0:15 of the next day
            (datetime(2027, 1, 11, 3, 29), datetime(2027, 1, 11, 3, 30)),  # 8:59
            (datetime(2027, 1, 11, 3, 30), None),
        ):
            with self.subTest(asked_at=asked_at), self.env.cr.savepoint() as savepoint:
                request = self._due(asked_at)
                if leaves_at:
                    self.assertEqual((request.state, request.send_at), ("scheduled", leaves_at))
                    with freeze_time(leaves_at - timedelta(seconds=1)):
                        self._run()
                    self.assertEqual(request.state, "scheduled")
                    with freeze_time(leaves_at):
                        self._run()
                self.assertEqual(request.state, "delivered")
                savepoint.rollback()
                self.env.invalidate_all()

    def test_both_changes_of_the_clocks(self):
        for zone, asked_at, leaves_at in (
            # Brussels, 28 March 2027: the night is an hour shorter; 9:00 is 7:00 UTC and no longer 8:00.
            ("Europe/Brussels", datetime(2027, 3, 27, 21), datetime(2027, 3, 28, 7)),
            # Brussels, 31 October 2027: it is an hour longer; 9:00 is 8:00 UTC.
            ("Europe/Brussels", datetime(2027, 10, 30, 20), datetime(2027, 10, 31, 8)),
            # New York changes two weeks before, on 14 March 2027, and a week after, on 7 November.
            ("America/New_York", datetime(2027, 3, 14, 3), datetime(2027, 3, 14, 13)),
            ("America/New_York", datetime(2027, 11, 7, 3), datetime(2027, 11, 7, 14)),
            # The other half of the world: Sydney goes back on 4 April and forward on 3 October 2027.
            ("Australia/Sydney", datetime(2027, 4, 3, 12), datetime(2027, 4, 3, 23)),
            ("Australia/Sydney", datetime(2027, 10, 2, 12), datetime(2027, 10, 2, 22)),
        ):
            with self.subTest(zone=zone, asked_at=asked_at), self.env.cr.savepoint() as savepoint:
                self._clinic_in(zone)
                request = self._due(asked_at)
                self.assertEqual((request.state, request.send_at), ("scheduled", leaves_at))
                with freeze_time(leaves_at):
                    self._run()
                self.assertEqual(request.state, "delivered")
                savepoint.rollback()
                self.env.invalidate_all()

    def test_an_hour_that_comes_twice_is_quiet_twice(self):
        """Brussels, 31 October 2027, quiet until 2:30: at the first 2:30 the night is not over."""
        self._clinic_in("Europe/Brussels", quiet_start=22, quiet_end=2.5)
        request = self._due(datetime(2027, 10, 31, 0, 45))  # the first 2:45
        self.assertEqual(request.state, "delivered", "it is past the end of the quiet hours by every clock")
        request = self._due(datetime(2027, 10, 31, 0, 15), self.vip_patient)  # the first 2:15
        self.assertEqual(request.send_at, datetime(2027, 10, 31, 1, 30), "the second 2:30")

    def test_a_clinic_without_a_time_zone_is_in_utc(self):
        self.company.resource_calendar_id = False
        self.company.partner_id.tz = False
        self.campaign.write({"quiet_start": 20, "quiet_end": 9})
        self.assertEqual(self._due(datetime(2027, 1, 10, 21)).send_at, datetime(2027, 1, 11, 9))

    def test_each_company_has_its_own_clock(self):
        self._clinic_in("Europe/Brussels", company_id=False)
        request = self._serve(self.patient)
        other = self.env["res.company"].create({"name": "Clinic in Tokyo"})
        other.resource_calendar_id = self.env["resource.calendar"].create({"name": "Tokyo", "tz": "Asia/Tokyo"})
        moment = datetime(2027, 1, 10, 10)  # 11:00 in Brussels, 19:00 in Tokyo
        request.write({"send_at": moment, "expires_at": moment + timedelta(days=3), "company_id": other.id})
        verdicts = request._sending_verdicts(moment + timedelta(hours=1))
        self.assertEqual(verdicts[request], ("defer", datetime(2027, 1, 11, 0)))

    def test_expired_while_it_waited_for_the_morning(self):
        self._clinic_in("UTC", expiry_hours=2)
        request = self._serve(self.patient)
        evening = datetime(2027, 1, 10, 21)
        request.write({"send_at": evening, "expires_at": evening + timedelta(hours=2)})
        with freeze_time(evening):
            self._run()
        self.assertEqual(request.state, "scheduled", "quiet hours defer, they do not drop")
        with freeze_time(datetime(2027, 1, 11, 9)):
            self._run()
        self.assertEqual((request.state, request.suppress_reason), ("suppressed", "expired"))

    def test_cancelled_while_it_waited_for_the_morning(self):
        self._clinic_in("UTC")
        request = self._due(datetime(2027, 1, 10, 21))
        request.order_id._action_cancel()
        with freeze_time(datetime(2027, 1, 11, 9)):
            self._run()
        self.assertEqual(request.suppress_reason, "cancelled")

    # ------------------------------------------------------------
    # Late entries
    # ------------------------------------------------------------

    def _served_at(self, moment):
        """A visit that is entered now and took place at ``moment``."""
        order = self._order(self.patient)
        order.action_confirm()
        order.action_served_earlier(moment)
        return self.env["sms.survey.request"].search([("order_id", "=", order.id)])

    def test_entered_in_the_evening_is_asked_at_once(self):
        self.campaign.delay_minutes = 60
        now = self._now()
        request = self._served_at(now - timedelta(hours=5))
        self.assertAlmostEqual(request.send_at, now, delta=timedelta(minutes=1))
        self.assertAlmostEqual(request.expires_at, now + timedelta(hours=72 - 4), delta=timedelta(minutes=1))
        self._run()
        self.assertEqual(request.state, "delivered")

    def test_entered_a_week_later_is_not_asked_how_it_was_today(self):
        request = self._served_at(self._now() - timedelta(days=7))
        self._run()
        self.assertEqual(request.suppress_reason, "expired")
        self.assertAlmostEqual(request.visit_date, self._now() - timedelta(days=7), delta=timedelta(minutes=1))

    def test_paid_a_month_later_is_asked_when_it_is_paid(self):
        self.campaign.trigger = "invoice_paid"
        order = self._order(self.patient)
        order.action_confirm()
        order.action_served_earlier(self._now() - timedelta(days=30))
        invoice = order.sudo()._create_invoices()
        invoice.action_post()
        invoice._invoice_paid_hook()
        self._run()
        request = self.env["sms.survey.request"].search([("order_id", "=", order.id)])
        self.assertEqual(request.state, "delivered")

    # ------------------------------------------------------------
    # Withdrawing
    # ------------------------------------------------------------

    def test_withdrawn_at_every_stage(self):
        self.campaign.delay_minutes = 60
        scheduled = self._serve(self.patient)
        scheduled.with_user(self.appraiser).action_cancel()
        self._pass_time(scheduled, hours=2)
        self._run()
        self.assertEqual((scheduled.state, self._texts()), ("cancelled", []))
        self.campaign.delay_minutes = 0
        delivered = self._ask(self.vip_patient)
        delivered.with_user(self.appraiser).action_cancel()
        event = self._reply("1", phone=OTHER_PHONE)
        self.assertEqual((delivered.state, delivered.score, event.state), ("cancelled", 0, "unmatched"))
        for closed in (scheduled, delivered):
            with self.assertRaisesRegex(UserError, "can be withdrawn"):
                closed.with_user(self.appraiser).action_cancel()

    def test_nobody_sends_what_is_closed(self):
        request = self._ask()
        self._reply("5")
        with self.assertRaisesRegex(UserError, "Only scheduled ones"):
            request.with_user(self.appraiser).action_send_now()

    def test_send_now_keeps_all_checks(self):
        self.campaign.delay_minutes = 60
        request = self._serve(self.patient)
        self.env["phone.blacklist"]._add([PHONE])
        request.with_user(self.appraiser).action_send_now()
        self.assertEqual(request.suppress_reason, "opted_out")
