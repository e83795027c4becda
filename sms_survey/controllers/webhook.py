import json

from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import request
from odoo.tools import consteq

from .bounded_body import read_whole_body
from .named_methods import route_for

# A text is at most a few kilobytes; whatever is larger is no text.
GATEWAY = {
    "type": "http",
    "auth": "public",
    "methods": ["GET", "POST"],
    "csrf": False,
    "save_session": False,
    "max_content_length": 64 * 1024,
}


class SmsSurveyWebhook(http.Controller):
    """What gateways call. Verify, store once, answer at once; a job reads it.

    Both methods are served, because gateways differ; nothing is recorded without the token.
    """

    @route_for("/sms_survey/<int:gateway_id>/mo/<string:token>", **GATEWAY)
    def incoming_message(self, gateway_id, token, **params):
        """A patient's text."""
        return self._receive(gateway_id, token, "mo", params)

    @route_for("/sms_survey/<int:gateway_id>/dlr/<string:token>", **GATEWAY)
    def delivery_report(self, gateway_id, token, **params):
        """What became of one of our texts."""
        return self._receive(gateway_id, token, "dlr", params)

    def _receive(self, gateway_id, token, kind, params):
        # sudo: gateways have no login; the token is what they are known by.
        gateway = request.env["sms.survey.gateway"].sudo().browse(gateway_id).exists()
        if not gateway.active or not consteq(gateway.webhook_token.encode(), token.encode()):
            raise NotFound()
        body = read_whole_body()
        params = params or self._read_json(body)
        provider = gateway._get_provider()
        values = provider.read_reply(params) if kind == "mo" else provider.read_report(params)
        if values:
            payload = body.decode(errors="replace") or request.httprequest.query_string.decode("latin-1")
            if not payload:
                payload = repr(sorted(params.items()))
            # sudo: the gateway is no user; it has shown its token
            request.env["sms.survey.gateway.event"].sudo()._receive(gateway, kind, values, payload)
        return request.make_response("")

    def _read_json(self, body):
        """Parameters of a JSON body; none where it is something else."""
        try:
            params = json.loads(body)
        except (ValueError, RecursionError):  # no JSON, or brackets in brackets, thousands deep
            return {}
        return params if isinstance(params, dict) else {}
