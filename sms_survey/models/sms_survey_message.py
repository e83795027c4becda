import logging
import time
import uuid
from collections import defaultdict
from datetime import timedelta

from psycopg2.errors import DeadlockDetected, LockNotAvailable, SerializationFailure

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..providers import Sent
from ..tools.sms_text import count_segments, fill_placeholders

_logger = logging.getLogger(__name__)

BATCH = 50
MAX_ATTEMPTS = 6
PURGE_LIMIT = 10_000
# A dispatcher that has not booked its batch by then is dead.
CLAIM_TIMEOUT = timedelta(minutes=20)
# How far ahead a batch may be claimed for a gateway with a limited throughput.
SLOT_PATIENCE = timedelta(seconds=15)
# Seconds after which a batch is broken off: with the waiting before and the last text after it, a
# dispatcher stays well below the two minutes that a server gives a job.
SENDING_TIME = 45
# A text that waited longer than this, or that a gateway did not take, is decided about anew.
FRESH = timedelta(minutes=10)
# Nobody who opted out gets any text but these two.
ALLOWED_AFTER_STOP = ("stop_ack", "help")


class SmsSurveyMessage(models.Model):
    """A text on its way. Only the dispatcher sends, and each text at most once.

    The dispatcher claims a small batch and commits, talks to the gateway with no lock held,
    and books the results in a fresh transaction. What a crash leaves claimed becomes
    *unknown*: the gateway may have taken it, so it is settled by a delivery report or by
    hand, and never sent again.
    """

    _name = "sms.survey.message"
    _inherit = ["sms.survey.discreet.name"]
    _description = "Text Message of a Survey"
    _order = "id desc"
    _rec_name = "phone"

    request_id = fields.Many2one(
        "sms.survey.request", index="btree_not_null", ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one("res.company", required=True, index=True, readonly=True)
    gateway_id = fields.Many2one(
        "sms.survey.gateway", required=True, index=True, ondelete="restrict", readonly=True
    )
    kind = fields.Selection(
        [
            ("invite", "Question"),
            ("follow_up", "Question after a low mark"),
            ("clarify", "Question about the reply"),
            ("thanks", "Thanks"),
            ("stop_ack", "Confirms the end"),
            ("help", "Help"),
        ],
        required=True,
        readonly=True,
    )
    phone = fields.Char(readonly=True)
    body = fields.Text(readonly=True)
    segment_count = fields.Integer(string="Segments", readonly=True)
    uuid = fields.Char(
        string="UUID", required=True, readonly=True, copy=False, default=lambda self: str(uuid.uuid4())
    )
    state = fields.Selection(
        [
            ("queued", "Queued"),
            ("claimed", "Being sent"),
            ("sent", "Sent"),
            ("delivered", "Delivered"),
            ("failed", "Failed"),
            ("unknown", "Unknown"),
        ],
        required=True,
        default="queued",
        readonly=True,
        index=True,
    )
    attempt = fields.Integer(string="Attempts", readonly=True)
    provider_ref = fields.Char(string="Gateway's Reference", readonly=True)
    error = fields.Char(readonly=True)
    next_attempt_at = fields.Datetime(readonly=True, default=fields.Datetime.now)
    claimed_at = fields.Datetime(readonly=True)
    sent_at = fields.Datetime(readonly=True)
    delivered_at = fields.Datetime(readonly=True)

    _uuid_unique = models.Constraint("UNIQUE(uuid)", "Two texts cannot have the same UUID.")
    _queue_idx = models.Index("(gateway_id, next_attempt_at) WHERE state = 'queued'")
    _claimed_idx = models.Index("(claimed_at) WHERE state = 'claimed'")
    _provider_ref_idx = models.Index("(gateway_id, provider_ref) WHERE provider_ref IS NOT NULL")
    _phone_idx = models.Index("(phone) WHERE phone IS NOT NULL")

    @api.model_create_multi
    def create(self, vals_list):
        messages = super().create(vals_list)
        for message in messages:
            message.segment_count = count_segments(message._body_to_send()).segments
        self._wake_dispatcher()
        return messages

    @api.model
    def _wake_dispatcher(self, at=None):
        self.env.ref("sms_survey.cron_dispatch")._trigger(at)

    def _body_to_send(self):
        """The text as the patient gets it, with the link that nobody else may follow."""
        self.ensure_one()
        body = self.body or ""
        return fill_placeholders(body, {"link": self.request_id._link()}) if self.request_id else body

    # ------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------

    def action_settle_sent(self):
        """Say that these texts arrived, after asking the gateway's operator.

        :raise UserError: a text is not unknown
        """
        self._settle("sent")
        return True

    def action_settle_failed(self):
        """Say that these texts did not leave, after asking the gateway's operator.

        :raise UserError: a text is not unknown
        """
        self._settle("failed")
        return True

    def _settle(self, state):
        self.env["sms.survey.request"]._check_manager(self)
        if any(message.state != "unknown" for message in self):
            raise UserError(
                self.env._("Only texts of which nobody knows whether they were sent can be settled.")
            )
        # sudo: nobody may write messages; these were checked.
        self.sudo()._set_state(state)

    # ------------------------------------------------------------
    # Purging
    # ------------------------------------------------------------

    @api.autovacuum
    def _gc_texts(self):
        """Remove texts and numbers after the set time; what was sent when stays."""
        before = self._purge_before()
        if not before:
            return
        old = [("create_date", "<", before), ("body", "!=", False)]
        self.search([*old, ("state", "not in", ("queued", "claimed"))], limit=PURGE_LIMIT).write(
            {"body": False, "phone": False, "error": False}
        )
        self.env["sms.survey.gateway.event"].search([*old, ("state", "!=", "new")], limit=PURGE_LIMIT).write(
            {"body": False, "phone": False, "payload": False}
        )

    @api.model
    def _purge_before(self):
        """The moment before which texts are removed; False where they are kept."""
        days = int(self.env["ir.config_parameter"].get_param("sms_survey.purge_days", "90") or 0)
        return days > 0 and fields.Datetime.subtract(fields.Datetime.now(), days=days)

    # ------------------------------------------------------------
    # Dispatcher
    # ------------------------------------------------------------

    @api.model
    def _cron_dispatch(self):
        """Send everything that is due, batch by batch. Several servers may do so at once."""
        self._in_own_transaction(self._recover_claimed)
        # Of archived gateways too: what was queued is still to be sent. A batch of each in turn: one with
        # thousands of texts keeps no other waiting.
        groups = self._read_group([("state", "=", "queued")], aggregates=["gateway_id:recordset"])
        waiting = groups[0][0]
        while waiting:
            for gateway in waiting:
                if not self._dispatch_batch(gateway):
                    waiting -= gateway
                if not self.env["ir.cron"]._commit_progress():
                    # Whoever stays longer than the server allows is killed, and nobody knows what was sent.
                    self._wake_dispatcher()
                    return

    @api.model
    def _dispatch_batch(self, gateway):
        """Claim, send and book one batch of one gateway.

        :return: whether there may be more to send at once
        """
        # A STOP that has come in counts before the next text goes out.
        self._in_own_transaction(self.env["sms.survey.gateway.event"]._read_replies)
        size = gateway._batch_size(BATCH)
        texts, slot = self._in_own_transaction(self._claim, gateway, size)
        if not texts:
            return False
        results = self._send(gateway, texts, slot)
        self._in_own_transaction(self._book, results)
        return len(texts) == size

    @api.model
    def _in_own_transaction(self, step, *args):
        """Run one step of the dispatcher and commit it; again when another server got in between."""
        for attempt in range(5):
            try:
                result = step(*args)
                self.env["ir.cron"]._commit_progress(1)
                return result
            except (SerializationFailure, DeadlockDetected, LockNotAvailable):
                self.env.cr.rollback()
                self.env.invalidate_all(flush=False)
                time.sleep(0.05 * 2**attempt)
        raise UserError(self.env._("Other servers are sending all the time. This one tries again later."))

    @api.model
    def _recover_claimed(self):
        """Give up on what a crashed dispatcher left behind: nobody knows whether it was sent."""
        lost = self.search(
            [("state", "=", "claimed"), ("claimed_at", "<", fields.Datetime.now() - CLAIM_TIMEOUT)]
        )
        lost.try_lock_for_update()._set_state("unknown", error=self.env._("The server stopped while sending"))

    @api.model
    def _claim(self, gateway, limit):
        """Make the oldest due texts of ``gateway`` ours, so that no other server sends them.

        :return: what the provider needs of them, and the moment at which the gateway is free
        """
        now = fields.Datetime.now()
        slot = max(now, gateway.next_slot_at or now)
        if slot > now + SLOT_PATIENCE:
            self._wake_dispatcher(slot)
            return [], slot
        due = self.search(
            [("state", "=", "queued"), ("gateway_id", "=", gateway.id), ("next_attempt_at", "<=", now)],
            order="id",
            limit=limit * 4,  # others may hold the first ones
        )
        locked = due.try_lock_for_update(limit=limit)
        messages = locked._drop_withdrawn()._drop_opted_out()._decide_again(now)
        if not messages:
            return [], slot
        for message in messages:
            message.write({"state": "claimed", "claimed_at": now, "attempt": message.attempt + 1})
        if gateway.throughput:
            gateway.next_slot_at = slot + timedelta(seconds=len(messages) / gateway.throughput)
        report_url = gateway.sudo().webhook_report_url  # sudo: the address contains the secret
        return [
            {
                "uuid": message.uuid,
                "phone": message.phone,
                "body": message._body_to_send(),
                "report_url": report_url,
            }
            for message in messages
        ], slot

    def _drop_withdrawn(self):
        """The texts whose question is still open; the others fail, also those that waited for another attempt."""
        closed = ("cancelled", "expired", "suppressed")
        dropped = self.filtered(lambda message: message.kind == "invite" and message.request_id.state in closed)
        dropped._set_state("failed", error=self.env._("Withdrawn"))
        return self - dropped

    def _drop_opted_out(self):
        """The texts that may still go out; the others fail. Looked at again when claiming."""
        opted_out = self.env["sms.survey.request"]._opted_out(self.mapped("phone"))
        dropped = self.filtered(
            lambda message: message.phone in opted_out and message.kind not in ALLOWED_AFTER_STOP
        )
        dropped._set_state("failed", error=self.env._("Opted out"))
        dropped.filtered(lambda message: message.kind == "invite").request_id._suppress("opted_out")
        return self - dropped

    def _decide_again(self, now):
        """The texts that may still leave now, of those that waited for a gateway or behind many others.

        Questions are asked about as when they were first due. Texts that answer a patient may come at
        any hour, but not hours later in the night.
        """
        waited = self.filtered(lambda message: message.attempt or message.create_date < now - FRESH)
        waited = waited.filtered("request_id")
        questions = waited.filtered(lambda message: message.kind == "invite")
        verdicts = questions.request_id._sending_verdicts(now)
        held = self.browse()
        for message in waited:
            request = message.request_id
            verdict, value = verdicts.get(request) if message in questions else ("defer", request._next_allowed(now))
            if verdict == "suppress":
                message._set_state("failed", error=self.env._("Too late, or not wanted any more"))
                request._suppress(value)
                held |= message
            elif verdict == "defer" and value > now:
                message.next_attempt_at = value
                self._wake_dispatcher(value)
                held |= message
        return self - held

    @api.model
    def _send(self, gateway, texts, slot):
        """Talk to the gateway. No lock is held, whatever happens here.

        :return: list of :class:`Sent`; one that nothing was heard of is unknown
        """
        provider = gateway._get_provider()
        wait = (slot - fields.Datetime.now()).total_seconds()
        if wait > 0:
            time.sleep(wait)
        results = {}
        deadline = time.monotonic() + SENDING_TIME
        try:
            for result in provider.send(texts):
                results[result.uuid] = result
                if time.monotonic() > deadline:
                    late = [text["uuid"] for text in texts if text["uuid"] not in results]
                    results.update((uuid, Sent(uuid, "not_offered")) for uuid in late)
                    break
                if gateway.throughput:
                    time.sleep(1 / gateway.throughput)
        except Exception:
            _logger.exception("SMS gateway %s broke off; the rest of its batch is unknown", gateway.id)
        return list(results.values())

    @api.model
    def _book(self, results):
        """Write down what became of a batch. A delivery report may have come before.

        :param results: list of :class:`Sent`
        :return: number of texts booked
        """
        messages = {
            message.uuid: message for message in self.search([("uuid", "in", [r.uuid for r in results])])
        }
        for result in results:
            message = messages[result.uuid]
            if message.state not in ("claimed", "unknown"):
                message.provider_ref = message.provider_ref or result.ref
            elif result.state == "retry":
                message._retry(result.error)
            elif result.state == "not_offered":
                message.write({"state": "queued", "attempt": message.attempt - 1})
            else:
                message._set_state(
                    result.state, provider_ref=result.ref or False, error=result.error or False
                )
        return len(results)

    def _retry(self, error):
        """Offer this text again later, or give it up; the gateway surely did not take it."""
        if self.attempt >= MAX_ATTEMPTS:
            self._set_state("failed", error=error)
            return
        at = fields.Datetime.now() + timedelta(minutes=2**self.attempt)
        self.write({"state": "queued", "next_attempt_at": at, "error": error})
        self._wake_dispatcher(at)

    def _book_report(self, status):
        """Book a delivery report. They come early, late, twice and in any order.

        :param status: ``delivered``, ``failed`` or ``pending``
        """
        self.ensure_one()
        if status == "delivered" and self.state != "delivered":
            self._set_state("delivered")
        elif status == "failed" and self.state in ("claimed", "sent", "unknown"):
            self._set_state("failed")
        elif status == "pending" and self.state == "unknown":
            self._set_state("sent")

    def _set_state(self, state, **values):
        """Put these texts into ``state``, and let their requests follow."""
        now = fields.Datetime.now()
        for message in self:
            vals = dict(values, state=state)
            if state in ("sent", "delivered") and not message.sent_at:
                vals["sent_at"] = now
            if state == "delivered":
                vals["delivered_at"] = now
            message.write(vals)
        by_request = defaultdict(self.browse)
        for message in self.filtered(lambda message: message.kind == "invite"):
            by_request[message.request_id] |= message
        for request, messages in by_request.items():
            request._follow_message(messages[:1])
