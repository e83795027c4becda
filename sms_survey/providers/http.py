import json
import re
import time
import urllib.parse

import requests
import urllib3

from .base import Provider, Sent

TIMEOUT = 15  # seconds
ANSWER_SIZE = 10_000  # bytes; whoever says more is read no further
NOT_TAKEN = {408, 425, 429, 503}
PLACEHOLDERS = {"to", "text", "sender", "id", "username", "password", "report_url"}
DELIVERED = {"delivered", "delivrd", "success", "1"}
FAILED = {
    "failed",
    "undelivered",
    "undeliverable",
    "undeliv",
    "rejected",
    "rejectd",
    "expired",
    "error",
    "2",
    "16",
}


class HttpProvider(Provider):
    """Any service that takes a text by one HTTP request."""

    def __init__(self, gateway):
        super().__init__(gateway)
        self.url = (gateway.url or "").strip()
        self.method = gateway.http_method
        self.headers = gateway.http_headers or ""
        self.body = gateway.http_body or ""
        self.accepted = gateway.http_accepted or ""
        self.username = gateway.username or ""
        self.password = gateway.password or ""

    def settings_error(self, env):
        return (
            self._address_error(env)
            or self._headers_error(env)
            or self._placeholders_error(env)
            or self._body_error(env)
            or self._accepted_error(env)
        )

    def _address_error(self, env):
        if _is_address(self.url):
            return False
        return env._("“%s” is not an address. Enter one that begins with https:// or http://.", self.url)

    def _placeholders_error(self, env):
        template = "\n".join((self.url, self.headers, self.body))
        used = set(re.findall(r"\{(\w+)\}", template))
        if unknown := used - PLACEHOLDERS:
            return env._(
                "Nothing can be filled in for %(unknown)s. There are %(known)s.",
                unknown=", ".join(f"{{{name}}}" for name in sorted(unknown)),
                known=", ".join(f"{{{name}}}" for name in sorted(PLACEHOLDERS)),
            )
        if missing := {"to", "text"} - used:
            return env._(
                "The gateway would not learn %s. Write it into the body or the address where it is to stand.",
                ", ".join(f"{{{name}}}" for name in sorted(missing)),
            )
        return False

    def _body_error(self, env):
        try:
            request = self._request(dict.fromkeys(("phone", "body", "uuid", "report_url"), '"x"'))
            if self.method == "post" and "json" in request["headers"]["Content-Type"]:
                json.loads(request["data"])
        except ValueError:
            return env._("The body is not JSON, though the headers say so. Quote each placeholder: “{text}”.")
        return False

    def _headers_error(self, env):
        for line in filter(str.strip, self.headers.splitlines()):
            if not re.fullmatch(r"[\w-]+:.*", line.strip()):
                return env._("“%s” is not a header. Write one a line, as “Name: value”.", line.strip())
        return False

    def _accepted_error(self, env):
        try:
            re.compile(self.accepted)
        except re.error:
            return env._("“%s” is not a regular expression.", self.accepted)
        if not self.accepted:
            return env._("Enter what in the gateway's answer means that it took the text, for example “OK”.")
        return False

    def send(self, texts):
        with requests.Session() as session:
            for text in texts:
                yield self._send_one(session, text)

    def _send_one(self, session, text):
        """Hand one text over. Only what surely did not arrive may be offered again."""
        try:
            request = session.prepare_request(requests.Request(**self._request(text)))
            "".join(map(str, request.headers.values())).encode("latin-1")  # as it goes over the wire
        except (requests.RequestException, ValueError) as error:
            # Not its words: they may repeat the address or a header, with the password in it.
            return Sent(text["uuid"], "failed", error=type(error).__name__)
        settings = session.merge_environment_settings(request.url, {}, True, None, None)
        try:
            with session.send(request, timeout=TIMEOUT, allow_redirects=False, **settings) as answer:
                return self._read_answer(text["uuid"], answer, _read_body(answer))
        except requests.ConnectTimeout as error:
            return Sent(text["uuid"], "retry", error=type(error).__name__)
        except requests.ConnectionError as error:
            return Sent(
                text["uuid"], "retry" if _never_left(error) else "unknown", error=type(error).__name__
            )
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            return Sent(text["uuid"], "unknown", error=type(error).__name__)

    def _request(self, text):
        """Arguments of the HTTP request for one text."""
        values = {
            "to": text["phone"],
            "text": text["body"],
            "sender": self.sender,
            "id": text["uuid"],
            "username": self.username,
            "password": self.password,
            "report_url": text["report_url"],
        }
        headers = self._headers(values)
        content_type = headers.get("Content-Type", "application/x-www-form-urlencoded")
        encode = _json_string if "json" in content_type else urllib.parse.quote_plus
        request = {
            "method": self.method.upper(),
            "url": _fill(self.url, values, urllib.parse.quote_plus),
            "headers": {"Content-Type": content_type, **headers},
        }
        body = _fill(self.body, values, encode)
        if self.method == "get":
            request["url"] += f"{'&' if '?' in request['url'] else '?'}{body}" if body else ""
        else:
            request["data"] = body.encode()
        return request

    def _headers(self, values):
        lines = [line.split(":", 1) for line in self.headers.splitlines() if line.strip()]
        return {name.strip(): _fill(value.strip(), values, _one_line) for name, value in lines}

    def _read_answer(self, uuid, answer, body):
        if answer.ok and (match := re.search(self.accepted, body)):
            return Sent(uuid, "sent", match.groupdict().get("ref") or uuid)
        error = f"HTTP {answer.status_code}: {body[:200]}"
        if answer.status_code in NOT_TAKEN:
            return Sent(uuid, "retry", error=error)
        if 400 <= answer.status_code < 500:
            return Sent(uuid, "failed", error=error)
        return Sent(uuid, "unknown", error=error)

    def read_reply(self, params):
        phone = _first(params, "from", "sender", "msisdn", "phone", "From")
        body = _first(params, "text", "message", "body", "content", "Body")
        if not phone or body is None:
            return {}
        return {
            "provider_id": _first(params, "id", "message_id", "messageId", "MessageSid"),
            "phone": phone,
            "body": body,
        }

    def read_report(self, params):
        ref = _first(params, "id", "ref", "message_id", "messageId", "MessageSid")
        status = _first(params, "status", "state", "MessageStatus")
        if not ref or not status:
            return {}
        word = status.strip().lower()
        return {
            "provider_id": f"{ref}:{word}",
            "ref": ref,
            "status": "delivered" if word in DELIVERED else "failed" if word in FAILED else "pending",
            "body": status,
        }


def _read_body(answer):
    """The beginning of the answer's body; whoever drips it slowly is not listened to for longer than others."""
    parts, size, deadline = [], 0, time.monotonic() + TIMEOUT
    while size < ANSWER_SIZE and time.monotonic() < deadline:
        part = answer.raw.read1(ANSWER_SIZE, decode_content=True)
        if not part:
            break
        parts.append(part)
        size += len(part)
    return b"".join(parts)[:ANSWER_SIZE].decode(answer.encoding or "utf-8", errors="replace")


def _is_address(url):
    if re.search(r"[\x00-\x20\x7f]", url):
        return False
    try:
        address = urllib.parse.urlsplit(url)
        _port = address.port  # raises where it is none
    except ValueError:
        return False
    return address.scheme in ("http", "https") and bool(re.fullmatch(r"[\w.:-]+", address.hostname or ""))


def _never_left(error):
    """Whether no connection came about: refused or unknown host. Broken off later, it may be taken."""
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    return isinstance(reason, urllib3.exceptions.NewConnectionError)


def _first(params, *names):
    """The first of these parameters that was sent, as text."""
    for name in names:
        if (value := params.get(name)) not in (None, ""):
            return str(value)
    return None


def _fill(template, values, encode):
    return re.sub(
        r"\{(\w+)\}", lambda match: encode(values[match[1]]) if match[1] in values else match[0], template
    )


def _json_string(value):
    """``value`` as it stands between the quotes of a JSON string."""
    return json.dumps(value)[1:-1]


def _one_line(value):
    return " ".join(value.split())
