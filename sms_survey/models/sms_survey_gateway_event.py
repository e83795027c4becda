import hashlib
from datetime import timedelta

from psycopg2.errors import DeadlockDetected, SerializationFailure, UniqueViolation

from odoo import api, fields, models

from ..tools.sms_text import without_control_characters

BATCH = 100
# A delivery report may come before its text is booked, and none comes later than this.
REPORT_PATIENCE = timedelta(hours=24)
# A gateway that heard no answer delivers again within this time.
REPEAT_WINDOW = timedelta(minutes=10)


class SmsSurveyGatewayEvent(models.Model):
    """What a gateway delivered: stored once as it came, answered at once, read later."""

    _name = "sms.survey.gateway.event"
    _inherit = ["sms.survey.discreet.name"]
    _description = "Incoming Message of an SMS Gateway"
    _order = "id desc"
    _rec_name = "phone"

    gateway_id = fields.Many2one("sms.survey.gateway", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(
        "res.company",
        readonly=True,
        index=True,
        help="Whose question it answers or reports on; its appraisal managers read it. Where it fits none: the company "
        "that wrote to this number last, else the gateway's, else the first company.",
    )
    kind = fields.Selection([("mo", "Message"), ("dlr", "Delivery report")], required=True, readonly=True)
    provider_id = fields.Char(string="Provider's Reference", required=True, readonly=True)
    phone = fields.Char(readonly=True)
    body = fields.Text(readonly=True)
    status = fields.Char(readonly=True)
    ref = fields.Char(string="Text Reported on", readonly=True)
    payload = fields.Text(string="As Received", readonly=True, groups="base.group_system")
    state = fields.Selection(
        [
            ("new", "New"),
            ("done", "Understood"),
            ("unmatched", "To read"),
            ("read", "Read"),
            ("ignored", "Ignored"),
            ("failed", "Failed"),
        ],
        required=True,
        default="new",
        index=True,
        readonly=True,
    )
    note = fields.Char(string="What Became of It", readonly=True)
    request_id = fields.Many2one(
        "sms.survey.request", readonly=True, index="btree_not_null", ondelete="set null"
    )
    employee_id = fields.Many2one(
        "hr.employee",
        string="May Be About",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="Where no request is named. This employee does not see the message.",
    )

    _waiting_idx = models.Index("(kind DESC, id) WHERE state = 'new'")
    _once = models.UniqueIndex("(gateway_id, kind, provider_id)", "This was received before.")

    # ------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------

    def action_mark_read(self):
        """Put these messages aside: a person has read them."""
        self._check_manager()
        # sudo: what was received cannot be changed by anybody; this is only its state.
        self.sudo().filtered(lambda event: event.state == "unmatched").state = "read"
        return True

    def _check_manager(self):
        self.env["sms.survey.request"]._check_manager(self)

    # ------------------------------------------------------------
    # Receiving
    # ------------------------------------------------------------

    @api.model
    def _receive(self, gateway, kind, values, payload):
        """Keep what a gateway delivered, once, and have it read soon.

        :param gateway: one ``sms.survey.gateway``
        :param kind: ``mo`` or ``dlr``
        :param values: what :meth:`Provider.read_reply` or :meth:`Provider.read_report` understood
        :param payload: the text as received
        :return: the event, empty where the same came before
        """
        provider_id = _clean(values.get("provider_id") or "")[:200] or self._id_of_payload(
            gateway, kind, payload, values.get("phone")
        )
        if self.search_count(
            [("gateway_id", "=", gateway.id), ("kind", "=", kind), ("provider_id", "=", provider_id)], limit=1
        ):
            return self.browse()
        try:
            with self.env.cr.savepoint():
                event = self.create(
                    {
                        "company_id": self._company_of_number(gateway, False).id,
                        "gateway_id": gateway.id,
                        "kind": kind,
                        "provider_id": provider_id,
                        "payload": _clean(payload),
                        **{name: _clean(values.get(name)) for name in ("phone", "body", "status", "ref")},
                    }
                )
        except UniqueViolation:  # the same came at the same moment, to another server
            return self.browse()
        self.env.ref("sms_survey.cron_events")._trigger()
        return event

    @api.model
    def _id_of_payload(self, gateway, kind, payload, phone):
        """An id for what came without one: the same for a repeated delivery, another for the same words again.

        A report says the same however often it comes. A message is a repetition if it came within
        minutes and nothing else came from that phone in between: STOP, START, STOP are three.
        """
        digest = f"sha256:{hashlib.sha256(payload.encode(errors='replace')).hexdigest()}"
        if kind == "dlr":
            return digest
        now = fields.Datetime.now()
        same = self.search(
            [
                ("gateway_id", "=", gateway.id),
                ("kind", "=", kind),
                ("provider_id", "=like", f"{digest}%"),
                ("create_date", ">", now - REPEAT_WINDOW),
            ],
            order="id desc",
            limit=1,
        )
        later = [
            ("gateway_id", "=", gateway.id),
            ("kind", "=", kind),
            ("phone", "in", [same.phone, phone]),  # as it was read by now, and as it was received
            ("id", ">", same.id),
        ]
        if same and not self.search_count(later, limit=1):
            return same.provider_id
        return f"{digest}:{now.timestamp():.0f}:{same.id or 0}"

    @api.model
    def _cron_process(self):
        """Read what the gateways delivered."""
        while events := self._claim(BATCH):
            events._process()
            if not self.env["ir.cron"]._commit_progress(len(events)):
                break

    @api.model
    def _read_replies(self):
        """Read the messages that wait, before anything is sent to those who wrote them."""
        self._claim(BATCH, [("kind", "=", "mo")])._process()

    @api.model
    def _claim(self, limit, only=()):
        """The oldest events that wait, locked, so that no other server reads them too.

        :param only: domain that narrows them down
        """
        now = fields.Datetime.now()
        domain = [
            *only,
            ("state", "=", "new"),
            # A report that came too early is looked at again a little later.
            "|",
            ("note", "=", False),
            ("write_date", "<", now - timedelta(minutes=1)),
        ]
        # Messages before reports: they may say STOP.
        return self.search(domain, limit=limit, order="kind desc, id").try_lock_for_update()

    def _process(self):
        """Read these events, each in a savepoint: one that fails leaves the others alone."""
        for event in self:
            try:
                with self.env.cr.savepoint():
                    event._process_reply() if event.kind == "mo" else event._process_report()
            except (SerializationFailure, DeadlockDetected):
                # Another server wrote what this one had read. It stays new, and is read in the next round.
                event.invalidate_recordset()
            except Exception as error:  # noqa: BLE001  whatever it is, a person must see it
                event.write({"state": "failed", "note": str(error)[:200]})

    def _process_reply(self):
        self.phone = self._sender_number() or self.phone
        outcome = self.env["sms.survey.request"]._receive_reply(self.gateway_id, self.phone, self.body or "")
        company = outcome.request.company_id or outcome.company or self._company_of_number(self.gateway_id, self.phone)
        self.write(
            {
                "company_id": company.id,
                "employee_id": outcome.employee and outcome.employee.id,
                "note": outcome.note,
                "request_id": outcome.request.id,
                "state": outcome.state,
            }
        )

    @api.model
    def _company_of_number(self, gateway, phone):
        """Whose a text is that answers no question we know of: somebody has to read it, and nobody else may.

        :param gateway: that brought it; it may serve all companies
        :param phone: E.164; False where nobody knows it
        :return: one ``res.company``
        """
        written = [("gateway_id", "=", gateway.id), ("phone", "=", phone)]
        last = phone and self.env["sms.survey.message"].search(written, limit=1)
        companies = self.env["res.company"]
        return last and last.company_id or gateway.company_id or companies.search([], order="id", limit=1)

    def _sender_number(self):
        """The number this message came from, in E.164; False where it is none.

        Gateways write it with a plus, without, or as it is dialled in the country. Of two ways
        to read it the one counts that we asked.
        """
        country = self.gateway_id.company_id.country_id
        readings = [
            number
            for text in (self.phone, f"+{self.phone}")
            if (number := self._phone_format(number=text, country=country))
        ]
        asked = (number for number in readings if self.env["sms.survey.request"]._find_for_reply(number))
        return next(asked, readings[0] if readings else False)

    def _process_report(self):
        message = self.env["sms.survey.message"].search(
            [
                ("gateway_id", "=", self.gateway_id.id),
                "|",
                ("provider_ref", "=", self.ref),
                ("uuid", "=", self.ref),
            ],
            limit=1,
        )
        if message:
            message._book_report(self.status)
            booked = {"company_id": message.company_id.id, "request_id": message.request_id.id}
            self.write({"state": "done", "note": False, **booked})
        elif self.create_date > fields.Datetime.now() - REPORT_PATIENCE:
            self.note = self.env._("Its text is not booked yet")
        else:
            self.write({"state": "ignored", "note": self.env._("No text has this reference")})


def _clean(value):
    """``value`` as PostgreSQL takes it: no NUL, no half of a pair, and not endless."""
    return value and without_control_characters(str(value)[:10000])
