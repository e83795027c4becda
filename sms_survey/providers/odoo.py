from .base import Provider, Sent

TAKEN = {"success": "sent", "processing": "sent", "sent": "sent"}
RETRY = {"insufficient_credit", "unregistered"}


class OdooProvider(Provider):
    """Whatever Odoo itself is set up to send with. Replies do not come back this way."""

    can_receive = False

    def __init__(self, gateway):
        super().__init__(gateway)
        company = gateway.company_id or gateway.env.company
        self.api = company._get_sms_api_class()(gateway.env)
        self.api._set_company(company)

    def send(self, texts):
        for text in texts:  # one a call: an exception must leave the others' fate known
            yield self._send_one(text)

    def _send_one(self, text):
        uuid = text["uuid"]
        try:
            results = self.api._send_sms_batch(
                [{"content": text["body"], "numbers": [{"number": text["phone"], "uuid": uuid}]}]
            )
        except Exception as error:  # noqa: BLE001  whatever a provider of Odoo raises, it may have sent before
            return Sent(uuid, "unknown", error=str(error)[:200])
        state = next((result["state"] for result in results if result["uuid"] == uuid), "unknown")
        if state in TAKEN:
            return Sent(uuid, TAKEN[state], uuid)
        if state in RETRY:
            return Sent(uuid, "retry", error=state)
        return Sent(uuid, "unknown" if state in ("unknown", "server_error") else "failed", error=state)
