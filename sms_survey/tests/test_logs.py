import logging
from unittest.mock import patch

import requests
from psycopg2.errors import UndefinedColumn, UniqueViolation

from odoo.tests import HttpCase, tagged

from ..providers import Sent
from .common import PHONE, SurveyCommon

WORDS = "Quibbleton"


@tagged("post_install", "-at_install")
class TestLogs(SurveyCommon, HttpCase):
    """Whoever reads the server's log finds no mark, no words, no number, and no token that opens or forges one."""

    def _assert_told(self, logs, told, *secrets):
        text = "\n".join(logs.output)
        self.assertIn(told, text, "that something happened may be known")
        for secret in secrets:
            self.assertNotIn(secret, text)

    def test_addresses(self):
        self.campaign.write({"question": "How was {employee}? {link}", "reply_mode": "both"})
        request = self._ask()
        page, mo = f"/sv/{request.token}", f"/sms_survey/{self.gateway.id}/mo/{self.gateway.webhook_token}"
        query = f"?from={PHONE[1:]}&text=1+{WORDS}%E3%80%80{WORDS}&id=1"
        secrets = (request.token, self.gateway.webhook_token, PHONE[1:], WORDS)
        for told, path in (
            ("/sv/… HTTP/1.1", page),
            ("/sv/… HTTP/1.1", f"{page}/stop"),
            ("/sv/… HTTP/1.1", f"/{page}?comment={WORDS}"),
            ("/mo/… HTTP/1.1", mo + query),
            ("/dlr/… HTTP/1.1", mo.replace("/mo/", "/dlr/") + query),
        ):
            for method in ("GET", "POST", "OPTIONS"):
                with self.assertLogs("werkzeug", level=logging.INFO) as logs:
                    self.url_open(path, method=method, allow_redirects=False)
                self._assert_told(logs, told, *secrets)
        with self.assertLogs("werkzeug", level=logging.INFO) as logs:
            self.url_open("/web/login?redirect=/odoo")
        self._assert_told(logs, "GET /web/login?redirect=/odoo HTTP/1.1")

    def test_refused_statements(self):
        """Odoo writes down what the database refused, with its values: two servers may write at once."""
        request = self._ask()
        event = self._reply(f"1 {WORDS}")
        values = {"gateway_id": self.gateway.id, "kind": "mo", "provider_id": event.provider_id, "phone": PHONE}
        for model, vals in (
            ("sms.survey.gateway.event", {**values, "body": WORDS}),
            ("sms.survey.message", {"uuid": request.message_ids[:1].uuid, "phone": PHONE, "body": WORDS, "kind": "help",
                                    "gateway_id": self.gateway.id, "company_id": self.company.id}),
        ):
            with (
                self.assertLogs("odoo.sql_db", level=logging.ERROR) as logs,
                self.assertRaises(UniqueViolation),
                self.env.cr.savepoint(),
            ):
                self.env[model].create(vals)
            self._assert_told(logs, f"statement on {model.replace('.', '_')}: UniqueViolation", WORDS, PHONE, PHONE[1:])

    def test_other_statements_are_written_down(self):
        with (
            self.assertLogs("odoo.sql_db", level=logging.ERROR) as logs,
            self.assertRaises(UndefinedColumn),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute("SELECT no_such_thing FROM res_partner")
        self._assert_told(logs, "no_such_thing")

    def test_the_gateways_password_is_in_no_error(self):
        """Appraisal managers read the errors of texts; whatever cannot be sent repeats its address in its words."""
        gateway = self.env["sms.survey.gateway"].create(
            {
                "name": "T-HTTP",
                "provider": "http",
                "url": "https://sms.example.com/send?key={password}&to={to}&text={text}",
                "http_accepted": "OK",
                "password": "hush",
            }
        )
        text = {"uuid": "u-1", "phone": PHONE, "body": WORDS, "report_url": ""}

        def refuse(_session, wanted):
            raise requests.exceptions.InvalidURL(wanted.url)

        with patch.object(requests.Session, "prepare_request", refuse):
            [sent] = gateway._get_provider().send([text])
        self.assertEqual(sent, Sent("u-1", "failed", "", "InvalidURL"))
