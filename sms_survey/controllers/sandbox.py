import secrets

from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import SAFE_HTTP_METHODS, request

MESSAGES_SHOWN = 200


class SmsSurveySandbox(http.Controller):
    """A page that looks like the patient's phone. For system administrators only."""

    @http.route("/sms_survey/sandbox", type="http", auth="user", methods=["GET"])
    def sandbox(self):
        """The phones of the first sandbox gateway."""
        gateway = self._gateways()[:1]
        if not gateway:
            raise NotFound()
        return request.redirect(f"/sms_survey/sandbox/{gateway.id}")

    @http.route("/sms_survey/sandbox/<int:gateway_id>", type="http", auth="user", methods=["GET"])
    def phones(self, gateway_id, phone=None, **_params):
        """All phones that got texts through this gateway, and one of them."""
        gateway = self._gateway(gateway_id)
        threads = self._threads(gateway)
        phone = phone or next(iter(threads), None)
        return request.render(
            "sms_survey.sandbox_page",
            {"gateway": gateway, "phone": phone, "threads": threads, "texts": threads.get(phone, [])},
        )

    @http.route("/sms_survey/sandbox/<int:gateway_id>/reply", type="http", auth="user", methods=["POST"])
    def reply(self, gateway_id, phone, body="", **_params):
        """Take what was typed on the phone, as a real gateway would deliver it."""
        gateway = self._gateway(gateway_id)
        # Odoo gives OPTIONS to every route, and asks it for no CSRF token.
        if body.strip() and request.httprequest.method not in SAFE_HTTP_METHODS:
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
        # sudo: an administrator may be rated as well, but this is a test of the gateway.
        messages = (
            request.env["sms.survey.message"]
            .sudo()
            .search(
                [
                    ("gateway_id", "=", gateway.id),
                    ("state", "in", ("sent", "delivered")),
                    ("phone", "!=", False),
                ],
                limit=MESSAGES_SHOWN,
            )
        )
        # sudo: as above
        events = (
            request.env["sms.survey.gateway.event"]
            .sudo()
            .search([("gateway_id", "=", gateway.id), ("kind", "=", "mo")], limit=MESSAGES_SHOWN)
        )
        texts = [
            {
                "at": message.sent_at,
                "id": message.id,
                "phone": message.phone,
                "body": message._body_to_send(),
                "mine": False,
            }
            for message in messages
        ] + [
            {"at": event.create_date, "id": event.id, "phone": event.phone, "body": event.body, "mine": True}
            for event in events
        ]
        texts.sort(key=lambda text: (text["at"], not text["mine"], text["id"]))
        threads = {}
        for text in reversed(texts):
            threads.setdefault(text["phone"], []).insert(0, text)
        return threads
