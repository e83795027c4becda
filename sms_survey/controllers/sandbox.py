import secrets

from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import request

from .named_methods import route_for

MESSAGES_SHOWN = 200
# Who of the users may see it is asked in each handler.
ADMINISTRATORS = {"type": "http", "auth": "user"}


class SmsSurveySandbox(http.Controller):
    """A page that looks like the patient's phone. For system administrators only."""

    @route_for("/sms_survey/sandbox", methods=["GET"], **ADMINISTRATORS)
    def sandbox(self):
        """The phones of the first sandbox gateway."""
        gateway = self._gateways()[:1]
        if not gateway:
            raise NotFound()
        return request.redirect(f"/sms_survey/sandbox/{gateway.id}")

    @route_for("/sms_survey/sandbox/<int:gateway_id>", methods=["GET"], **ADMINISTRATORS)
    def phones(self, gateway_id, phone=None, **_params):
        """All phones that got texts through this gateway, and one of them."""
        gateway = self._gateway(gateway_id)
        threads = self._threads(gateway)
        phone = phone or next(iter(threads), None)
        return request.render(
            "sms_survey.sandbox_page",
            {"gateway": gateway, "phone": phone, "threads": threads, "texts": threads.get(phone, [])},
        )

    @route_for("/sms_survey/sandbox/<int:gateway_id>/reply", methods=["POST"], **ADMINISTRATORS)
    def reply(self, gateway_id, phone, body="", **_params):
        """Take what was typed on the phone, as a real gateway would deliver it."""
        gateway = self._gateway(gateway_id)
        if body.strip():
            values = {"provider_id": f"sandbox:{secrets.token_hex(16)}", "phone": phone, "body": body}
            # sudo: nobody may write what was received.
            request.env["sms.survey.gateway.event"].sudo()._receive(gateway, "mo", values, body)._process()
        return request.redirect_query(f"/sms_survey/sandbox/{gateway.id}", {"phone": phone})

    def _gateways(self):
        if not request.env.user.has_group("base.group_system"):
            raise NotFound()
        return request.env["sms.survey.gateway"].search([("provider", "=", "sandbox")])

    def _gateway(self, gateway_id):
        gateway = self._gateways().filtered(lambda gateway: gateway.id == gateway_id)
        if not gateway:
            raise NotFound()
        return gateway

    def _threads(self, gateway):
        """What each phone shows, the one that rang last first.

        :rtype: dict[str, list[dict]]
        """
        texts = self._texts_of_ours(gateway) + self._texts_of_patients(gateway)
        texts.sort(key=lambda text: (text["at"], not text["mine"], text["id"]))
        threads = {}
        for text in reversed(texts):
            threads.setdefault(text["phone"], []).insert(0, text)
        return threads

    def _texts_of_ours(self, gateway):
        """What was sent to the phones."""
        # sudo: an administrator may be rated as well, but this is a test of the gateway.
        messages = request.env["sms.survey.message"].sudo()
        arrived = [("gateway_id", "=", gateway.id), ("state", "in", ("sent", "delivered")), ("phone", "!=", False)]
        return [
            self._text(message, message.sent_at, message._body_to_send(), mine=False)
            for message in messages.search(arrived, limit=MESSAGES_SHOWN)
        ]

    def _texts_of_patients(self, gateway):
        """What was typed on the phones."""
        # sudo: as above
        events = request.env["sms.survey.gateway.event"].sudo()
        replies = [("gateway_id", "=", gateway.id), ("kind", "=", "mo"), ("phone", "!=", False)]
        return [
            self._text(event, event.create_date, event.body, mine=True)
            for event in events.search(replies, limit=MESSAGES_SHOWN)
        ]

    def _text(self, record, moment, body, mine):
        return {"at": moment, "body": body or "", "id": record.id, "mine": mine, "phone": record.phone}
