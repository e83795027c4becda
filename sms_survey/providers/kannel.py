import urllib.parse

from ..tools.sms_text import count_segments
from .http import HttpProvider, Sent, _first

# What Kannel reports about a text (its dlr-mask asks for all of them).
DELIVERED, FAILED, REJECTED = "1", "2", "16"
ALL_REPORTS = "31"


class KannelProvider(HttpProvider):
    """Kannel's smsbox: https://www.kannel.org."""

    def settings_error(self, env):
        return self._address_error(env)

    def _request(self, text):
        params = {
            "username": self.username,
            "password": self.password,
            "from": self.sender,
            "to": text["phone"],
            "text": text["body"],
            "charset": "UTF-8",
            "coding": "2" if count_segments(text["body"]).encoding == "UCS-2" else "0",
            "dlr-mask": ALL_REPORTS,
            # Kannel fills %d and %A in when it reports; our uuid is the reference.
            "dlr-url": f"{text['report_url']}?id={text['uuid']}&status=%d&answer=%A",
        }
        separator = "&" if "?" in self.url else "?"
        return {"method": "GET", "url": self.url + separator + urllib.parse.urlencode(params)}

    def _read_answer(self, uuid, answer, body):
        body = body[:200]
        if answer.status_code == 202 and body[:1] in ("0", "3"):
            return Sent(uuid, "sent", uuid)
        error = f"HTTP {answer.status_code}: {body}"
        if answer.status_code == 503:
            return Sent(uuid, "retry", error=error)
        return Sent(uuid, "failed" if 400 <= answer.status_code < 500 else "unknown", error=error)

    def read_report(self, params):
        ref, status = _first(params, "id"), _first(params, "status")
        if not ref or not status:
            return {}
        return {
            "provider_id": f"{ref}:{status}",
            "ref": ref,
            "status": "delivered"
            if status == DELIVERED
            else "failed"
            if status in (FAILED, REJECTED)
            else "pending",
            "body": _first(params, "answer") or status,
        }
