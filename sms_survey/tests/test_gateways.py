import contextlib
import itertools
import socket
import threading
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import file_open, mute_logger

from ..providers import PROVIDERS, Sent
from ..providers.base import Provider
from .common import PHONE, SurveyCommon


class _Faulty(Provider):
    """A gateway of which the test says what it does to each text."""

    def __init__(self, gateway):
        super().__init__(gateway)
        self.calls = []
        self.behave = lambda text: Sent(text["uuid"], "sent", "ref")

    def send(self, texts):
        for text in texts:
            self.calls.append(text)
            yield self.behave(text)


@tagged("post_install", "-at_install")
class TestDispatcher(SurveyCommon):
    """Each text at most once, whatever happens to the gateway or to us."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_gateway = cls.env["sms.survey.gateway"].create({"name": "T-Other"})

    def setUp(self):
        super().setUp()
        self.provider = _Faulty(self.gateway)
        self.startPatcher(patch.dict(PROVIDERS, {"sandbox": lambda _gateway: self.provider}))
        self.messages = self.env["sms.survey.message"]

    def _queued(self, patient=None):
        request = self._serve(patient or self.patient)
        request._process_due()
        return request

    def test_accepted(self):
        request = self._ask()
        self.assertEqual((request.state, request.message_ids.state), ("sent", "sent"))
        self.assertEqual(request.message_ids.provider_ref, "ref")
        self._run()
        self.assertEqual(len(self.provider.calls), 1)

    def test_refused(self):
        self.provider.behave = lambda text: Sent(text["uuid"], "failed", error="wrong number")
        request = self._ask()
        self.assertEqual((request.state, request.message_ids.error), ("failed", "wrong number"))

    def test_busy_gateway_is_tried_again_with_back_off(self):
        self.provider.behave = lambda text: Sent(text["uuid"], "retry", error="busy")
        request = self._ask()
        message = request.message_ids
        self.assertEqual((message.state, message.attempt), ("queued", 1))
        self._run()
        self.assertEqual(len(self.provider.calls), 1, "not before its time")
        for _attempt in range(10):
            message.next_attempt_at = self._now()
            self._run()
        self.assertEqual((message.state, message.attempt, request.state), ("failed", 6, "failed"))

    def _wait_for_another_attempt(self):
        """A question that the gateway was too busy to take; from now on it takes everything."""
        self.provider.behave = lambda text: Sent(text["uuid"], "retry", error="busy")
        request = self._ask()
        self.provider.behave = lambda text: Sent(text["uuid"], "sent", "ref")
        self.provider.calls.clear()
        request.message_ids.next_attempt_at = self._now()
        return request

    def test_quiet_hours_hold_another_attempt(self):
        request = self._wait_for_another_attempt()
        message = request.message_ids
        self.campaign.write(self._quiet_now())
        self._run()
        self.assertFalse(self.provider.calls, "the patient sleeps")
        self.assertEqual((message.state, request.state), ("queued", "sending"))
        self.assertEqual(message.next_attempt_at, request._next_allowed(self._now()))
        self.campaign.write({"quiet_start": 0, "quiet_end": 0})
        message.next_attempt_at = self._now()
        self._run()
        self.assertEqual((len(self.provider.calls), request.state), (1, "sent"))

    def test_quiet_hours_hold_what_waited_behind_many_others(self):
        request = self._queued()
        self.env.cr.execute(
            "UPDATE sms_survey_message SET create_date = create_date - interval '1 hour' WHERE id = %s",
            [request.message_ids.id],
        )
        request.message_ids.invalidate_recordset()
        self.campaign.write(self._quiet_now())
        self._run()
        self.assertFalse(self.provider.calls)

    def test_thanks_come_at_any_hour_but_not_hours_later(self):
        self.provider.behave = lambda text: Sent(text["uuid"], "sent", "ref")
        request = self._ask()
        self.campaign.write(self._quiet_now())
        self._reply("5")
        thanks = request.message_ids.filtered(lambda message: message.kind == "thanks")
        self.assertEqual(thanks.state, "sent", "the patient is awake: he wrote just now")
        thanks.write({"state": "queued", "attempt": 1, "next_attempt_at": self._now()})
        self._run()
        self.assertEqual(thanks.state, "queued")

    def _quiet_now(self):
        self.company.resource_calendar_id.tz = "Asia/Kolkata"
        hour = (self._now() + timedelta(hours=5, minutes=30)).hour
        return {"quiet_start": hour, "quiet_end": (hour + 2) % 24}

    def test_another_attempt_is_decided_about_anew(self):
        for change, reason in (
            (lambda request: request.write({"expires_at": self._now() - timedelta(minutes=1)}), "expired"),
            (lambda request: request.order_id._action_cancel(), "cancelled"),
            (lambda request: self.campaign.write({"require_consent": True}), "no_consent"),
            (lambda request: self.env["hr.employee"].create({"name": "C", "work_phone": PHONE}), "staff_phone"),
        ):
            with self.subTest(reason=reason):
                self.campaign.cooldown_days = 0
                request = self._wait_for_another_attempt()
                change(request)
                self._run()
                self.assertEqual((request.state, request.suppress_reason), ("suppressed", reason))
                self.assertEqual(request.message_ids.state, "failed")
                self.assertFalse(self.provider.calls)
                self.campaign.require_consent = False

    @mute_logger("odoo.addons.sms_survey.models.sms_survey_message")
    def test_gateway_breaks_off_in_the_middle_of_a_batch(self):
        requests = self._queued() | self._queued(self.vip_patient)

        def break_off(text):
            if len(self.provider.calls) == 2:
                raise ConnectionResetError
            return Sent(text["uuid"], "sent", "ref")

        self.provider.behave = break_off
        self._run()
        first, second = requests.message_ids.sorted("id")
        self.assertEqual((first.state, second.state), ("sent", "claimed"))
        self._run()
        second.claimed_at = self._now() - timedelta(hours=1)
        self._run()
        self.assertEqual((second.state, second.request_id.state), ("unknown", "unknown"))
        self.assertEqual(len(self.provider.calls), 2, "never sent twice")

    def test_crash_after_the_claim(self):
        request = self._queued()
        self.messages._claim(self.gateway, 50)
        self.env.flush_all()
        request.message_ids.claimed_at = self._now() - timedelta(hours=1)
        self._run()
        self.assertEqual(request.message_ids.state, "unknown")
        self.assertFalse(self.provider.calls)

    def test_crash_before_the_booking(self):
        request = self._queued()
        texts, slot = self.messages._claim(self.gateway, 50)
        self.messages._send(self.gateway, texts, slot)
        request.message_ids.claimed_at = self._now() - timedelta(hours=1)
        self._run()
        self.assertEqual(request.message_ids.state, "unknown")
        self.assertEqual(len(self.provider.calls), 1)
        request.message_ids._book_report("delivered")
        self.assertEqual((request.message_ids.state, request.state), ("delivered", "delivered"))

    def test_unknown_is_settled_by_hand_by_managers_only(self):
        request = self._queued()
        message = request.message_ids
        with self.assertRaises(UserError):
            message.with_user(self.appraiser).action_settle_sent()
        message._set_state("unknown")
        with self.assertRaises(AccessError):
            message.with_user(self.reader).action_settle_sent()
        message.with_user(self.appraiser).action_settle_sent()
        self.assertEqual((message.state, request.state), ("sent", "sent"))

    def test_report_before_the_booking(self):
        request = self._queued()
        texts, slot = self.messages._claim(self.gateway, 50)
        results = self.messages._send(self.gateway, texts, slot)
        request.message_ids._book_report("delivered")
        self.messages._book(results)
        self.assertEqual((request.message_ids.state, request.state), ("delivered", "delivered"))
        self.assertEqual(request.message_ids.provider_ref, "ref")

    def test_reports_twice_and_out_of_order(self):
        message = self._ask().message_ids
        for status, state in (
            ("pending", "sent"), ("delivered", "delivered"), ("pending", "delivered"), ("failed", "delivered"),
            ("delivered", "delivered"),
        ):  # fmt: skip
            message._book_report(status)
            self.assertEqual(message.state, state)

    def test_failed_then_delivered(self):
        request = self._ask()
        request.message_ids._book_report("failed")
        self.assertEqual(request.state, "failed")
        request.message_ids._book_report("delivered")
        self.assertEqual(request.state, "delivered")

    def test_reply_to_a_text_that_was_reported_as_failed_counts(self):
        request = self._ask()
        request.message_ids._book_report("failed")
        self._reply("4")
        self.assertEqual((request.state, request.score), ("answered", 4))

    def test_answer_outranks_reports(self):
        request = self._ask()
        self._reply("5")
        request.message_ids[-1]._book_report("failed")
        self.assertEqual(request.state, "answered")

    def test_claimed_texts_are_not_claimed_again(self):
        self._queued()
        first, _slot = self.messages._claim(self.gateway, 50)
        second, _slot = self.messages._claim(self.gateway, 50)
        self.assertEqual((len(first), len(second)), (1, 0))

    def test_throughput(self):
        self.gateway.throughput = 1000
        self._queued()
        self._run()
        self.gateway.next_slot_at = self._now() + timedelta(minutes=5)
        self._queued(self.vip_patient)
        self.assertEqual(self.messages._claim(self.gateway, 50)[0], [])

    def test_slow_gateway_keeps_the_rest_of_a_batch_for_later(self):
        """Two minutes is all that a server gives a job; whoever is killed leaves texts of unknown fate."""
        self.startPatcher(patch("odoo.addons.sms_survey.models.sms_survey_message.SENDING_TIME", -1))
        requests = self._queued() | self._queued(self.vip_patient)
        texts, slot = self.messages._claim(self.gateway, 50)
        self.messages._book(self.messages._send(self.gateway, texts, slot))
        self.assertEqual(len(self.provider.calls), 1)
        self.assertEqual(requests.message_ids.sorted("id").mapped("state"), ["sent", "queued"])
        self.assertEqual(requests.message_ids.sorted("id").mapped("attempt"), [1, 0])

    def test_batches_are_as_small_as_a_gateway_is_slow(self):
        for throughput, size in ((0, 50), (100, 50), (1, 30), (0.5, 15), (0.001, 1)):
            self.gateway.throughput = throughput
            self.assertEqual(self.gateway._batch_size(50), size, throughput)

    def test_one_gateway_with_many_texts_keeps_no_other_waiting(self):
        values = {"company_id": self.company.id, "kind": "help", "phone": PHONE}
        self.messages.create([dict(values, gateway_id=self.gateway.id, body=str(i)) for i in range(60)])
        self.messages.create(dict(values, gateway_id=self.other_gateway.id, body="other"))
        with self._no_commit():
            self.messages._cron_dispatch()
        bodies = [text["body"] for text in self.provider.calls]
        self.assertEqual(len(bodies), 61)
        self.assertEqual(bodies.index("other"), 50)

    def test_dispatcher_leaves_when_its_time_is_over(self):
        values = {"company_id": self.company.id, "gateway_id": self.gateway.id, "kind": "help", "phone": PHONE}
        self.messages.create([dict(values, body="x") for _each in range(60)])
        triggers = self.env["ir.cron.trigger"]
        mine = [("cron_id", "=", self.env.ref("sms_survey.cron_dispatch").id)]
        triggers.search(mine).unlink()
        with patch.object(self.registry["ir.cron"], "_commit_progress", lambda *_args, **_kw: 0):
            self.messages._cron_dispatch()
        self.assertEqual(len(self.provider.calls), 50)
        self.assertTrue(triggers.search_count(mine), "and comes back for the rest")

    def test_companies_do_not_mix(self):
        other = self.env["res.company"].create({"name": "Other clinic"})
        request = self._ask()
        self.appraiser.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        for records in (request, request.message_ids):
            self.assertFalse(records.with_user(self.appraiser).search([("id", "in", records.ids)]))
        report = self.env["sms.survey.report"].with_user(self.appraiser)
        self.assertFalse(report.search([("campaign_id", "=", self.campaign.id)]))

    def test_texts_that_fit_no_question_are_read_in_one_company_only(self):
        """A gateway of all companies: whoever wrote to the number last reads on, else the first company."""
        other = self.env["res.company"].create({"name": "Other clinic"})
        theirs = new_test_user(
            self.env, "theirs", "sms_survey.group_manager", company_id=other.id, company_ids=[Command.set(other.ids)]
        )
        everybody = self.env["sms.survey.gateway.event"].search([])
        first = self.env["res.company"].search([], order="id", limit=1)
        stranger = self._reply("When do you open?", phone="+32470999999")
        self.assertEqual((stranger.state, stranger.company_id), ("unmatched", first))
        request = self._ask(self.vip_patient)
        request.company_id = other
        request.message_ids.company_id = other
        told = self._reply("The line was long", phone=request.phone)
        self.assertEqual((told.request_id, told.company_id), (request, other))
        self.env["sms.survey.message"].create(
            {"company_id": other.id, "gateway_id": self.gateway.id, "kind": "help", "phone": PHONE, "body": "Hello"}
        )
        late = self._reply("Is this about my son?")
        self.assertEqual((late.state, late.request_id.id, late.company_id), ("unmatched", False, other))
        report = self.env["sms.survey.gateway.event"]._receive(
            self.gateway, "dlr", {"provider_id": "d-1", "ref": request.message_ids[0].uuid, "status": "delivered"}, "d"
        )
        report._process()
        self.assertEqual(report.company_id, other)
        self.assertTrue(all(event.company_id for event in stranger | told | late | report))
        new = self.env["sms.survey.gateway.event"].with_user(theirs).search([("id", "not in", everybody.ids)])
        self.assertEqual(new, told | late | report)
        self.assertNotIn(stranger, new)
        self.appraiser.write({"company_ids": [Command.set(first.ids)], "company_id": first.id})
        mine = self.env["sms.survey.gateway.event"].with_user(self.appraiser)
        self.assertEqual(mine.search([("id", "in", (stranger | late | told).ids)]), stranger)
        self.campaign.company_id = other
        self.gateway.company_id = other
        self.assertEqual(self._reply("Hi", phone="+32470888888").company_id, other, "its own gateway")

    def test_delivery_is_assumed_where_nothing_reports_it(self):
        self.gateway.gives_reports = False
        self._ask()
        [row] = self.env["sms.survey.report"].search([("campaign_id", "=", self.campaign.id)])
        self.assertEqual((row.delivered_count, row.assumed_count), (1, 1))

    def test_restored_copy_texts_nobody(self):
        self.gateway.write(
            {
                "provider": "http",
                "url": "https://sms.example.com/send?to={to}&text={text}",
                "http_accepted": "OK",
                "password": "secret",
            }
        )
        token = self.gateway.webhook_token
        self.env.flush_all()
        with file_open("sms_survey/data/neutralize.sql") as script:
            self.env.cr.execute(script.read())
        self.env.invalidate_all()
        self.assertEqual(
            (self.gateway.provider, self.gateway.url, self.gateway.password), ("sandbox", False, False)
        )
        self.assertNotEqual(self.gateway.webhook_token, token)

    def test_numbers_as_gateways_write_them(self):
        for phone in (PHONE, PHONE[1:], "0470 12 34 56", "0032470123456"):
            with self.subTest(phone=phone):
                self.gateway.company_id = self.company
                self.company.country_id = self.env.ref("base.be")
                self.campaign.cooldown_days = 0
                request = self._ask()
                self._reply("5", phone=phone)
                self.assertEqual(request.score, 5)

    def test_credentials_are_for_system_administrators(self):
        with self.assertRaises(AccessError):
            self.gateway.with_user(self.appraiser).read(["webhook_token"])
        with self.assertRaises(AccessError):
            self.gateway.with_user(self.appraiser).sender = "+32470000000"


class _Service(BaseHTTPRequestHandler):
    """A service with an HTTP interface, on this machine."""

    status, body, seen, drip = 200, "OK id=abc", [], False

    def do_POST(self):
        length = int(self.headers.get("Content-Length", 0))
        type(self).seen.append((self.path, dict(self.headers), self.rfile.read(length).decode()))
        if self.status is None:  # takes the text and dies before it says so
            self.close_connection = True
            self.connection.close()
            return
        if self.status == "slow":
            time.sleep(1)
            return
        self.send_response(self.status)
        self.end_headers()
        with contextlib.suppress(OSError):  # whoever asked has gone
            self.wfile.write(self.body.encode())
            while self.drip:
                self.wfile.write(b" ")
                time.sleep(0.05)

    do_GET = do_POST

    def log_message(self, *_args):
        pass


@tagged("post_install", "-at_install")
class TestHttpProvider(SurveyCommon):
    """The generic gateway against a real server."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = HTTPServer(("127.0.0.1", 0), _Service)
        cls.url = f"http://127.0.0.1:{cls.server.server_port}/send"
        thread = threading.Thread(
            target=cls.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        )
        thread.start()
        cls.addClassCleanup(cls.server.server_close)
        cls.addClassCleanup(cls.server.shutdown)

    def setUp(self):
        super().setUp()
        _Service.status, _Service.body, _Service.seen, _Service.drip = 200, "OK id=abc", [], False
        self.http = self.env["sms.survey.gateway"].create(
            {
                "name": "T-HTTP",
                "provider": "http",
                "url": self.url,
                "http_headers": "Content-Type: application/json\nX-Key: {password}",
                "http_body": '{"to": "{to}", "text": "{text}", "ref": "{id}"}',
                "http_accepted": r"OK id=(?P<ref>\w+)",
                "password": "secret",
                "sender": "+32470000001",
            }
        )

    def _send(self, body='He said "5"'):
        [result] = self.http._get_provider().send(
            [{"uuid": "u-1", "phone": PHONE, "body": body, "report_url": "https://clinic.example.com/r"}]
        )
        return result

    def test_accepted(self):
        self.assertEqual(self._send(), Sent("u-1", "sent", "abc", ""))
        [(path, headers, body)] = _Service.seen
        self.assertEqual((path, headers["X-Key"]), ("/send", "secret"))
        self.assertEqual(body, '{"to": "+32470123456", "text": "He said \\"5\\"", "ref": "u-1"}')

    def test_form_encoded(self):
        self.http.write({"http_headers": False, "http_body": "to={to}&text={text}"})
        self._send("a & b = 5 é")
        self.assertEqual(parse_qs(_Service.seen[0][2]), {"to": [PHONE], "text": ["a & b = 5 é"]})

    def test_what_each_answer_means(self):
        for status, body, state in (
            (200, "OK id=1", "sent"),
            (200, "<html>Please log in</html>", "unknown"),
            (302, "", "unknown"),
            (400, "bad number", "failed"),
            (401, "", "failed"),
            (429, "slow down", "retry"),
            (503, "", "retry"),
            (500, "", "unknown"),
            (None, "", "unknown"),
        ):
            with self.subTest(status=status, body=body):
                _Service.status, _Service.body = status, body
                self.assertEqual(self._send().state, state)

    def test_gateway_that_is_slow_may_have_taken_it(self):
        self.startPatcher(patch("odoo.addons.sms_survey.providers.http.TIMEOUT", 0.3))
        _Service.status = "slow"
        self.assertEqual(self._send().state, "unknown")

    def test_gateway_that_never_comes_to_an_end(self):
        self.startPatcher(patch("odoo.addons.sms_survey.providers.http.TIMEOUT", 0.5))
        _Service.drip = True
        began = time.monotonic()
        self.assertEqual(self._send().state, "sent", "it said at once that it took the text")
        self.assertLess(time.monotonic() - began, 3)
        _Service.body, _Service.drip = "OK id=abc " + "x" * 5_000_000, False
        self.assertEqual(self._send(), Sent("u-1", "sent", "abc", ""))

    def test_what_cannot_work_is_refused_with_a_sentence(self):
        for values, sentence in (
            *[
                ({"url": url}, "is not an address")
                for url in (
                    False, "sms.example.com", "ftp://sms.example.com", "https://", "http://[::1", "https://a b.com",
                    "https://sms.example.com:99999999", "https://sms.example.com/\r\nX: y",
                    "javascript:alert(1)", "https://sms.example.com:port/",
                )
            ],
            ({"http_headers": "no colon"}, "is not a header"),
            ({"http_body": '{"to": "{to}", "text": "{txt}"}'}, r"filled in for {txt}"),
            ({"http_body": '{"to": "{to}"}'}, r"would not learn {text}"),
            ({"http_body": '{"to": {to}, "text": "{text}"}'}, "is not JSON"),
            ({"http_accepted": "("}, "is not a regular expression"),
            ({"http_accepted": False}, "means that it took the text"),
            ({"sender": "CLINIC", "can_receive": True}, "nobody can reply to a name"),
        ):  # fmt: skip
            with self.subTest(values=values):
                self._assert_refused(self.http, values, sentence)

    def _assert_refused(self, record, values, sentence):
        with self.assertRaises(ValidationError) as refusal:
            record.write(values)
        self.assertRegex(str(refusal.exception), sentence)

    def test_a_sender_that_is_a_name_and_a_campaign_that_asks_for_replies(self):
        sentence = "cannot receive any. Let patients answer on a page"
        named = self.http.copy({"sender": "CLINIC", "can_receive": False})
        self._assert_refused(self.campaign, {"gateway_id": named.id}, sentence)
        self.campaign.gateway_id = self.http
        self._assert_refused(self.http, {"sender": "CLINIC"}, sentence)
        self.campaign.write({"reply_mode": "link", "question": "How was {employee}? {link}"})
        self.http.sender = "CLINIC"
        self.assertFalse(self.http.can_receive)

    def test_what_can_never_leave_has_failed(self):
        self.http.sender = "Klinik Ärzte ☎"
        self.http.http_headers = "Content-Type: application/json\nX-From: {sender}"
        self.assertEqual(self._send().state, "failed", "nothing left, so nobody has to ask the gateway's operator")
        self.assertFalse(_Service.seen)

    def test_nobody_listens(self):
        self.http.url = "http://127.0.0.1:9/send"
        self.assertEqual(self._send().state, "retry")

    def test_kannel(self):
        self.http.write({"provider": "kannel", "username": "clinic"})
        _Service.status, _Service.body = 202, "0: Accepted for delivery"
        self.assertEqual(self._send("Ждали?"), Sent("u-1", "sent", "u-1", ""))
        query = parse_qs(_Service.seen[0][0].split("?", 1)[1])
        self.assertEqual(query["coding"], ["2"])
        self.assertEqual(query["dlr-url"], ["https://clinic.example.com/r?id=u-1&status=%d&answer=%A"])
        _Service.status, _Service.body = 503, "Temporal failure, try again later."
        self.assertEqual(self._send().state, "retry")

    def test_reports_of_kannel(self):
        self.http.provider = "kannel"
        provider = self.http._get_provider()
        for status, meaning in (
            ("1", "delivered"),
            ("2", "failed"),
            ("4", "pending"),
            ("8", "pending"),
            ("16", "failed"),
        ):
            self.assertEqual(provider.read_report({"id": "u", "status": status})["status"], meaning)
        self.assertFalse(provider.read_report({"status": "1"}))


@tagged("post_install", "-at_install")
class TestWebhooks(SurveyCommon, HttpCase):
    """What gateways call, and what strangers try."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gateway.write(
            {
                "provider": "http",
                "url": "https://sms.example.com/send?to={to}&text={text}",
                "http_accepted": "OK",
                "sender": "+32470000001",
            }
        )
        cls.events = cls.env["sms.survey.gateway.event"]

    def _path(self, kind, token=None):
        return f"/sms_survey/{self.gateway.id}/{kind}/{token or self.gateway.webhook_token}"

    def _count(self):
        return self.events.search_count([("gateway_id", "=", self.gateway.id)])

    def test_message_is_kept_once_and_answered_empty(self):
        for _twice in range(2):
            response = self.url_open(self._path("mo"), data={"from": PHONE, "text": "5", "id": "m-1"})
            self.assertEqual((response.status_code, response.content), (200, b""))
            self.assertNotIn("Set-Cookie", response.headers)
        event = self.events.search([("gateway_id", "=", self.gateway.id)])
        self.assertEqual((event.phone, event.body, event.state), (PHONE, "5", "new"))

    def test_json_and_get(self):
        self.url_open(self._path("mo"), json={"from": PHONE, "message": "4", "id": "j-1"})
        self.url_open(self._path("mo") + "?from=32470123456&text=3&id=g-1")
        self.assertEqual(
            sorted(self.events.search([("gateway_id", "=", self.gateway.id)]).mapped("body")), ["3", "4"]
        )

    def test_forged(self):
        for path in (
            self._path("mo", "forged"),
            self._path("dlr", "forged"),
            self._path("mo", "ünïcode"),
            f"/sms_survey/0/mo/{self.gateway.webhook_token}",
        ):
            self.assertEqual(self.url_open(path, data={"from": PHONE, "text": "5"}).status_code, 404)
        self.gateway.active = False
        self.assertEqual(self.url_open(self._path("mo"), data={"from": PHONE, "text": "5"}).status_code, 404)
        self.assertEqual(self._count(), 0)

    def test_endless_body(self):
        response = self.url_open(self._path("mo"), data={"from": PHONE, "text": "5" * 10_000_000})
        self.assertEqual(response.status_code, 413)
        self.assertEqual(self._count(), 0)

    def _talk(self, head, *parts):
        """What the server answers to these raw bytes, without waiting for more of them."""
        address = urlsplit(self.base_url())
        self.env.cr.flush()
        with self.allow_requests(), socket.create_connection((address.hostname, address.port), 30) as connection:
            cookies = "; ".join(f"{name}={value}" for name, value in self.opener.cookies.items())
            head = f"POST {self._path('mo')} HTTP/1.1\r\nHost: {address.netloc}\r\nCookie: {cookies}\r\n{head}"
            connection.sendall(f"{head}\r\n\r\n".encode())
            with contextlib.suppress(OSError):  # the server has heard enough
                for part in parts:
                    connection.sendall(part)
            return connection.recv(100).split(b"\r\n")[0].decode()

    def test_endless_body_is_refused_before_it_is_read(self):
        form = "Content-Type: application/x-www-form-urlencoded"
        # Nothing but the announcement is sent: a server that read on would wait for ever.
        self.assertIn(" 413 ", self._talk(f"{form}\r\nContent-Length: 10000000"))
        json = "Content-Type: application/json"
        self.assertIn(" 413 ", self._talk(f"{json}\r\nContent-Length: 10000000"))
        self.assertEqual(self._count(), 0)

    def test_endless_body_in_pieces_is_refused_and_not_kept_by_half(self):
        """Its length is announced by nobody: what is read of it is not the whole."""
        piece = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
        for content_type, begin in (
            ("application/x-www-form-urlencoded", b"text=5&x="),
            ("application/x-www-form-urlencoded", b"from=%2B32470123456&id=1&text=5"),
            ("application/json", b'{"from": "+32470123456", "text": "5'),
            ("text/plain", b"5"),
        ):
            for pieces in (1, 160):
                answer = self._talk(
                    f"Content-Type: {content_type}\r\nTransfer-Encoding: chunked",
                    b"%x\r\n%s\r\n" % (len(begin), begin),
                    *[piece] * pieces,
                    b"0\r\n\r\n",
                )
                self.assertIn(" 413 ", answer, (content_type, begin, pieces))
        self.assertEqual(self._count(), 0)

    def test_a_body_in_pieces_is_read(self):
        begin, end = b"from=%2B32470123456&", b"id=pieces&text=5"
        answer = self._talk(
            "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked",
            *[b"%x\r\n%s\r\n" % (len(part), part) for part in (begin, end)],
            b"0\r\n\r\n",
        )
        self.assertIn(" 200 ", answer)
        event = self.events.search([("gateway_id", "=", self.gateway.id)])
        self.assertEqual((event.provider_id, event.phone, event.body), ("pieces", PHONE, "5"))

    def test_reports_twice_early_late_and_in_any_order(self):
        """Over HTTP, as a gateway delivers them: each kept once, the last word is right."""
        values = {"company_id": self.company.id, "gateway_id": self.gateway.id, "kind": "help", "phone": PHONE}
        for number, order in enumerate(itertools.permutations(("ACCEPTD", "DELIVRD", "DELIVRD", "EXPIRED"))):
            message = self.env["sms.survey.message"].create(dict(values, body="x", state="claimed"))
            for place, status in enumerate(order):
                self.url_open(self._path("dlr"), data={"id": message.uuid, "status": status})
                if place == number % 4:  # the booking comes somewhere in between
                    self.env["sms.survey.message"]._book([Sent(message.uuid, "sent", "")])
                self.events.search([("ref", "=", message.uuid), ("state", "=", "new")])._process()
            self.assertEqual(message.state, "delivered", (order, number % 4))
            self.assertEqual(self.events.search_count([("ref", "=", message.uuid)]), 3, "the same is kept once")

    def test_nonsense(self):
        for data in (b"", b"\x00\xff", b"[1, 2]", b'{"a": {}}', b"from=&text="):
            self.assertEqual(self.url_open(self._path("mo"), data=data, method="POST").status_code, 200)
        self.assertEqual(self._count(), 0)
        self.url_open(self._path("mo"), data={"from": PHONE, "text": "5\x00\x00", "id": "nul"})
        self.assertEqual(self._count(), 1)

    def test_nonsense_in_json(self):
        """A gateway that hears of an error delivers the same again, for days."""
        json = {"Content-Type": "application/json"}
        for data in (b'{"a":' * 5000, b"[" * 60_000, b'{"from": "+1'):
            for kind in ("mo", "dlr"):
                self.assertEqual(self.url_open(self._path(kind), data=data, headers=json).status_code, 200)
        self.assertEqual(self._count(), 0)
        half = b'{"from": "%s", "text": "5\\u0000 \\ud83d thanks", "id": "half\\u0000"}' % PHONE.encode()
        self.assertEqual(self.url_open(self._path("mo"), data=half, headers=json).status_code, 200)
        event = self.events.search([("gateway_id", "=", self.gateway.id)])
        self.assertEqual((event.body, event.provider_id), ("5  thanks", "half"))

    def test_report_that_comes_before_its_text_is_booked(self):
        self.url_open(self._path("dlr"), data={"id": "not-yet", "status": "DELIVRD"})
        event = self.events.search([("gateway_id", "=", self.gateway.id)])
        event._process()
        self.assertEqual(event.state, "new")
        message = self.env["sms.survey.message"].create(
            {"company_id": self.company.id, "gateway_id": self.gateway.id, "kind": "help", "phone": PHONE, "body": "x",
             "state": "sent", "provider_ref": "not-yet"}
        )  # fmt: skip
        event._process()
        self.assertEqual((event.state, message.state), ("done", "delivered"))
        self.env.cr.execute(
            "UPDATE sms_survey_gateway_event SET create_date = create_date - interval '2 days'"
        )
        late = self.events._receive(
            self.gateway, "dlr", {"provider_id": "x", "ref": "nobody", "status": "failed"}, "x"
        )
        self.env.cr.execute(
            "UPDATE sms_survey_gateway_event SET create_date = create_date - interval '2 days'"
        )
        late.invalidate_recordset()
        late._process()
        self.assertEqual(late.state, "ignored")

    def test_sandbox_is_for_system_administrators(self):
        sandbox = self.env["sms.survey.gateway"].create({"name": "S"})
        self.authenticate("appraiser", "appraiser")
        self.assertEqual(self.url_open(f"/sms_survey/sandbox/{sandbox.id}").status_code, 404)
        self.authenticate("admin", "admin")
        self.assertEqual(self.url_open(f"/sms_survey/sandbox/{sandbox.id}").status_code, 200)
        self.assertEqual(self.url_open(f"/sms_survey/sandbox/{self.gateway.id}").status_code, 404)
