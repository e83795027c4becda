import re
import secrets
from collections import namedtuple
from contextlib import suppress
from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, hmac

from ..tools.quiet_hours import next_allowed
from ..tools.reply_reader import read_reply
from ..tools.sms_text import fill_placeholders

BATCH = 200
CORRECTION_TIME = timedelta(hours=1)
OPEN_STATES = ("sending", "sent", "delivered", "unknown")
MANAGERS = "sms_survey.group_manager"

# What became of an incoming text: the event's state and note, and the request it belongs to.
# The employee is whom the text may be about: he never reads it, also where no request is named; the
# company is whose question it answers, where that request is not named.
Outcome = namedtuple("Outcome", "state note request employee company", defaults=[None, None])
# What a patient answers to "May we call you?"; with a word of NO in it, nobody is called.
YES = re.compile(r"\W*(yes|yeah|yep|sure|oui|s[ií]|да|ja|oo|opo|نعم|ایوه|ہاں|جی|હા|હાં)\b", re.IGNORECASE)
NO = re.compile(r"\b(no|not|don.?t|never|non|pas|нет|не|nein|nicht|لا|نہیں|مت|hindi|huwag|ના|નહીં)\b", re.IGNORECASE)


class SmsSurveyRequest(models.Model):
    """One question about one visit: as the visit was when it was served, whatever changes later."""

    _name = "sms.survey.request"
    _inherit = ["sms.survey.discreet.name"]
    _description = "SMS Survey Request"
    _order = "send_at desc, id desc"
    _rec_name = "partner_id"

    campaign_id = fields.Many2one(
        "sms.survey.campaign", required=True, index=True, ondelete="restrict", readonly=True
    )
    company_id = fields.Many2one("res.company", required=True, index=True, readonly=True)
    partner_id = fields.Many2one(
        "res.partner", string="Patient", index="btree_not_null", ondelete="restrict", readonly=True
    )
    employee_id = fields.Many2one("hr.employee", index="btree_not_null", ondelete="restrict", readonly=True)
    rated_user_id = fields.Many2one(
        "res.users",
        compute="_compute_rated_user_id",
        store=True,
        precompute=True,
        index="btree_not_null",
        ondelete="set null",
        help="Who the employee was when the visit was served: he never sees the answer, whatever changes later.",
    )
    patient_category_id = fields.Many2one(
        "patient.category", string="Category then", index="btree_not_null", ondelete="restrict", readonly=True
    )
    order_id = fields.Many2one(
        "sale.order", string="Visit", index="btree_not_null", ondelete="set null", readonly=True
    )
    visit_date = fields.Datetime(string="Served on", required=True, readonly=True)
    manual = fields.Boolean(string="Sent by Hand", readonly=True, help="Never counts in a ranking.")
    phone = fields.Char(readonly=True)
    token = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        groups="base.group_system",
        default=lambda self: secrets.token_urlsafe(12),
    )
    send_at = fields.Datetime(string="To Send at", required=True, readonly=True)
    expires_at = fields.Datetime(string="Open until", required=True, readonly=True)
    state = fields.Selection(
        [
            ("scheduled", "Scheduled"),
            ("suppressed", "Not asked"),
            ("sending", "Being sent"),
            ("sent", "Sent"),
            ("delivered", "Delivered"),
            ("failed", "Failed"),
            ("unknown", "Unknown"),
            ("answered", "Answered"),
            ("expired", "No answer"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="scheduled",
        index=True,
        readonly=True,
    )
    suppress_reason = fields.Selection(
        [
            ("bad_number", "No valid number"),
            ("opted_out", "Opted out"),
            ("staff_phone", "Number of staff"),
            ("no_consent", "Has not agreed"),
            ("cooldown", "Asked recently"),
            ("open_request", "Another question is open"),
            ("cancelled", "Visit cancelled"),
            ("expired", "Too late"),
            ("no_attendant", "Nobody attended"),
        ],
        string="Why Not",
        readonly=True,
    )
    sent_at = fields.Datetime(string="Sent on", readonly=True)
    delivered_at = fields.Datetime(string="Delivered on", readonly=True)
    delivery_assumed = fields.Boolean(
        readonly=True, help="The gateway gives no delivery reports: sent counts as delivered."
    )
    scale_max = fields.Integer(string="Best Mark", required=True, readonly=True, aggregator=None)
    alert_threshold = fields.Integer(
        string="Low Mark",
        compute="_compute_alert_threshold",
        store=True,
        precompute=True,
        aggregator=None,
        help="What was a low mark when the visit was served.",
    )
    score = fields.Integer(string="Mark", readonly=True, aggregator=None)
    score_display = fields.Char(string="Mark Given", compute="_compute_score_display")
    comment = fields.Text(readonly=True)
    channel = fields.Selection([("reply", "Reply"), ("link", "Page")], string="Answered by", readonly=True)
    answered_at = fields.Datetime(string="Answered on", readonly=True, index="btree_not_null")
    anonymous = fields.Boolean(
        readonly=True, help="The campaign was anonymous when the visit was served: nobody sees the answer."
    )
    anonymised = fields.Boolean(readonly=True, help="Patient, phone, visit and texts were removed.")
    message_ids = fields.One2many("sms.survey.message", "request_id", string="Texts", readonly=True)
    event_ids = fields.One2many("sms.survey.gateway.event", "request_id", string="Replies", readonly=True)
    incident_ids = fields.One2many("patient.incident", "survey_request_id", string="Incidents", readonly=True)

    _token_unique = models.Constraint("UNIQUE(token)", "Two requests cannot have the same token.")
    _one_per_visit = models.UniqueIndex(
        "(campaign_id, order_id) WHERE order_id IS NOT NULL",
        "This visit was asked about already.",
    )
    # A reply names no request: there must be only one that it can mean.
    _one_open_per_phone = models.UniqueIndex(
        "(phone) WHERE state IN ('sending', 'sent', 'delivered', 'unknown')",
        "Another question to this number is still open.",
    )
    _phone_sent_idx = models.Index("(phone, sent_at) WHERE sent_at IS NOT NULL")
    _due_idx = models.Index("(send_at) WHERE state = 'scheduled'")
    _anonymise_idx = models.Index("(answered_at) WHERE anonymous AND NOT anonymised")
    _expiry_idx = models.Index("(expires_at) WHERE state IN ('sent', 'delivered', 'unknown')")

    @api.depends("employee_id")
    def _compute_rated_user_id(self):
        for request in self:
            # sudo: the file of the employee says which user he is.
            request.rated_user_id = request.employee_id.sudo().user_id

    @api.depends("campaign_id")
    def _compute_alert_threshold(self):
        for request in self:
            request.alert_threshold = request.campaign_id.alert_threshold

    @api.depends("score", "scale_max", "answered_at")
    def _compute_score_display(self):
        for request in self:
            request.score_display = request.answered_at and f"{request.score} / {request.scale_max}"

    # ------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------

    @api.model
    def _check_manager(self, records):
        """Refuse to let anybody but an appraisal manager decide, and anybody decide about himself.

        :param records: what is decided about; its record rules know whom it concerns
        :raise AccessError: it is not this user's to decide
        """
        if not self.env.su and not self.env.user.has_group(MANAGERS):
            raise AccessError(self.env._("Only the managers of the appraisal may do this."))
        records.check_access("read")

    def action_send_now(self):
        """Send these scheduled questions without waiting for their time. All checks stay.

        :raise AccessError: this user is no appraisal manager, or a request is about him
        :raise UserError: none of them waits to be sent
        """
        self._check_manager(self)
        # sudo: nobody may write requests; these were checked.
        waiting = self.sudo().filtered(lambda request: request.state == "scheduled")
        if not waiting:
            raise UserError(
                self.env._("These questions were sent or left out already. Only scheduled ones can be sent.")
            )
        waiting.send_at = fields.Datetime.now()
        waiting._process_due()
        messages = self.env["sms.survey.message"].sudo()  # sudo: as the cron does
        for gateway in waiting.message_ids.gateway_id:
            messages._dispatch_batch(gateway)  # a batch of many is left to the dispatcher, which was woken
        return True

    def action_cancel(self):
        """Withdraw these questions; whoever has the link is told so politely.

        :raise AccessError: this user is no appraisal manager, or a request is about him
        :raise UserError: a request was answered or closed already
        """
        self._check_manager(self)
        # sudo: nobody may write requests; these were checked.
        requests = self.sudo()
        if any(request.state not in ("scheduled", *OPEN_STATES) for request in requests):
            raise UserError(self.env._("Only questions that wait or are open can be withdrawn."))
        requests.state = "cancelled"
        requests.message_ids.filtered(lambda message: message.state == "queued")._set_state(
            "failed", error=self.env._("Withdrawn")
        )
        return True

    # ------------------------------------------------------------
    # Scheduling
    # ------------------------------------------------------------

    @api.model
    def _schedule(self, vals_list):
        """Create requests, leaving out the visits that their campaign asked about before.

        :param vals_list: values as of ``sms.survey.campaign._request_values``
        :return: the requests created
        """
        visits = [vals["order_id"] for vals in vals_list]
        asked = {
            (campaign.id, order.id)
            for campaign, order in self._read_group([("order_id", "in", visits)], ["campaign_id", "order_id"])
        }
        requests = self.create(
            [vals for vals in vals_list if (vals["campaign_id"], vals["order_id"]) not in asked]
        )
        if requests:
            self.env.ref("sms_survey.cron_requests")._trigger(sorted(set(requests.mapped("send_at"))))
        return requests

    @api.model
    def _cron_process(self):
        """Close what nobody answered; decide about what is due."""
        self._close_expired()  # first: what is over must not stand in the way of the next question
        while due := self._claim_due():
            due._process_due()
            if not self.env["ir.cron"]._commit_progress(len(due)):
                return
        self._anonymise_answered()
        self.env["sms.survey.anonymous.mark"]._release_full_batches()

    @api.model
    def _claim_due(self):
        domain = [("state", "=", "scheduled"), ("send_at", "<=", fields.Datetime.now())]
        return self.search(domain, order="send_at, id", limit=BATCH).try_lock_for_update()

    @api.model
    def _close_expired(self):
        """Close the questions whose time to answer is over."""
        self.search(
            [("state", "in", ("sent", "delivered", "unknown")), ("expires_at", "<", fields.Datetime.now())]
        ).state = "expired"

    def _process_due(self):
        """Queue, defer or suppress these scheduled requests."""
        for request, (verdict, value) in self._sending_verdicts(fields.Datetime.now()).items():
            if verdict == "suppress":
                request._suppress(value)
            elif verdict == "defer":
                request.send_at = value
                self.env.ref("sms_survey.cron_requests")._trigger(value)
            else:
                request._queue_question()

    def _suppress(self, reason):
        """Do not ask; the row and its reason stay, so that the response rate is honest."""
        self.write({"state": "suppressed", "suppress_reason": reason})

    def _queue_question(self):
        """Hand the question to the dispatcher, unless another server opened one for this number."""
        try:
            with self.env.cr.savepoint():
                self.state = "sending"
                self.flush_recordset(["state"])
        except UniqueViolation:
            self.invalidate_recordset(["state"], flush=False)
            self._suppress("open_request")
            return
        self._queue_text("invite", self.campaign_id.with_context(lang=self.partner_id.lang).question)

    # ------------------------------------------------------------
    # May a text go out now?
    # ------------------------------------------------------------

    def _sending_verdicts(self, now):
        """Whether these questions may be sent at ``now``: the one place that decides it.

        The number of queries does not grow with the recordset.

        :param datetime now: naive, UTC
        :return: {request: ("send", None), ("suppress", reason) or ("defer", moment)}
        """
        phones = set(self.filtered("phone").mapped("phone"))
        known = {
            "opted_out": self._opted_out(phones),
            "staff_phone": self._staff_phones() if phones else set(),
            "open_request": self._phones_with_open_request(phones),
            "last_asked": self._last_asked(phones),
        }
        verdicts = {}
        for request in self.sorted(lambda request: (request.send_at, request.id or 0)):
            verdict = verdicts[request] = request._sending_verdict(now, known)
            if verdict[0] == "send":
                known["open_request"].add(request.phone)
        return verdicts

    def _sending_verdict(self, now, known):
        reason = self._suppress_reason_now(now, known)
        if reason:
            return "suppress", reason
        allowed = self._next_allowed(now)
        return ("defer", allowed) if allowed > now else ("send", None)

    def _next_allowed(self, now):
        """The first moment, not before ``now``, that is outside the campaign's quiet hours."""
        self.ensure_one()
        campaign = self.campaign_id
        return next_allowed(now, self._time_zone(), campaign.quiet_start, campaign.quiet_end)

    def _suppress_reason_now(self, now, known):
        """Why this question must not be sent; False when it may. The most lasting reason comes first."""
        self.ensure_one()
        if self.order_id.state == "cancel":
            return "cancelled"
        if not self.employee_id:
            return "no_attendant"
        if not self.phone:
            return "bad_number"
        if self.phone in known["opted_out"]:
            return "opted_out"
        if self.phone in known["staff_phone"]:
            return "staff_phone"
        if self.campaign_id.require_consent and not self.partner_id.sms_survey_consent:
            return "no_consent"
        if now > self.expires_at:
            return "expired"
        if self.phone in known["open_request"]:
            return "open_request"
        last_asked = known["last_asked"].get(self.phone)
        if last_asked and last_asked > now - timedelta(days=self.campaign_id.cooldown_days):
            return "cooldown"
        return False

    @api.model
    def _opted_out(self, phones):
        """Those of ``phones`` that want no texts.

        :param phones: E.164 numbers
        :rtype: set
        """
        blocked = (
            self.env["phone.blacklist"]
            .sudo()
            .search(  # sudo: the list is for administrators
                [("number", "in", [phone for phone in phones if phone])]
            )
        )
        return set(blocked.mapped("number"))

    @api.model
    def _staff_phones(self):
        """The numbers of everybody who works here: staff do not rate staff.

        :rtype: set
        """
        numbers = set()
        # sudo: private numbers too, of all companies.
        for employee in self.env["hr.employee"].sudo().search([("active", "=", True)]):
            numbers |= {
                employee._phone_format(number=number, country=employee.company_id.country_id)
                for number in (employee.work_phone, employee.mobile_phone, employee.private_phone)
                if number
            }
            numbers |= set((employee.work_contact_id | employee.user_partner_id).mapped("phone_sanitized"))
        return numbers - {False}

    def _phones_with_open_request(self, phones):
        """Those of ``phones`` that another question than these is open to."""
        return {
            phone
            for (phone,) in self._read_group(
                [("phone", "in", list(phones)), ("state", "in", OPEN_STATES), ("id", "not in", self.ids)],
                ["phone"],
            )
        }

    def _last_asked(self, phones):
        """When each of ``phones`` was asked last, by whichever campaign.

        :rtype: dict
        """
        hashes = {self._phone_hash(phone): phone for phone in phones}
        asked = {
            hashes[phone_hash]: fields.Datetime.to_datetime(date)
            for phone_hash, date in self.env["sms.survey.cooldown"]._read_group(
                [("phone_hash", "in", list(hashes))], ["phone_hash"], ["date:max"]
            )
        }
        of_phones = [("phone", "in", list(phones))]
        asked.update(self._read_group([*of_phones, ("sent_at", "!=", False)], ["phone"], ["sent_at:max"]))
        # What a gateway may have taken before it died may have been read.
        maybe = [*of_phones, ("kind", "=", "invite"), ("state", "=", "unknown"), ("claimed_at", "!=", False)]
        for phone, claimed_at in self.env["sms.survey.message"]._read_group(maybe, ["phone"], ["claimed_at:max"]):
            asked[phone] = max(claimed_at, asked.get(phone) or claimed_at)
        return asked

    @api.model
    def _phone_hash(self, phone):
        """A keyed hash of ``phone``, linked to nothing.

        :rtype: str
        """
        return hmac(self.sudo().env, "sms_survey_cooldown", phone)  # sudo: the key is a system parameter

    def _time_zone(self):
        """Name of the time zone on whose clock quiet hours are."""
        self.ensure_one()
        company = self.company_id
        return company.resource_calendar_id.tz or company.partner_id.tz or "UTC"

    # ------------------------------------------------------------
    # Texts
    # ------------------------------------------------------------

    def _fill(self, text, link=None):
        """``text`` with the placeholders filled in for this request.

        :param str link: what stands for the address of its page; the address when not given
        """
        self.ensure_one()
        return fill_placeholders(
            text or "",
            {
                "clinic": self.company_id.name,
                "employee": self._employee_first_name(),
                "link": link or self._link(),
            },
        )

    def _rated_users(self):
        """The users whom these questions are about: then, and now.

        :return: ``res.users``
        """
        return self.employee_id.user_id | self.rated_user_id

    def _employee_first_name(self):
        return (self.employee_id.name or "").split(" ")[0]

    def _queue_text(self, kind, text):
        """Queue one text to this request's number, its placeholders filled in.

        All but the link: it is filled in when the text leaves, because whoever reads the text
        here could answer for the patient.
        """
        self.ensure_one()
        return self.env["sms.survey.message"].create(
            {
                "request_id": self.id,
                "company_id": self.company_id.id,
                "gateway_id": self.campaign_id.gateway_id.id,
                "kind": kind,
                "phone": self.phone,
                "body": self._fill(text, link="{link}"),
            }
        )

    def _link(self):
        """Address of the page on which this request is answered."""
        return f"{self.campaign_id.get_base_url()}/sv/{self.sudo().token}"  # sudo: the token is a secret

    def _scale(self):
        """The marks that can be given.

        :rtype: range
        """
        self.ensure_one()
        return range(self.campaign_id._scale_min_of(self.scale_max), self.scale_max + 1)

    def _page_language(self):
        """The language of the page behind the link: the patient's, else the clinic's.

        :return: language data, as of ``res.lang``
        """
        company = self.company_id or self.env.company
        languages = self.env["res.lang"]
        wanted = (self.partner_id.lang, company.partner_id.lang)
        installed = [code for code, _name in languages.get_installed()]
        code = next((code for code in wanted if code in installed), installed[0])
        return languages._get_data(code=code)

    def _page_heading(self):
        """What the page behind the link asks, in the language of this environment."""
        self.ensure_one()
        name = self._employee_first_name()
        return self.env._("How were you served by %s?", name) if name else self.env._("How were you served?")

    def _offers_longer_form(self):
        """Whether the page offers the campaign's longer form of Odoo's ``survey``."""
        self.ensure_one()
        survey = self.campaign_id.survey_id
        return bool(survey.active and survey.access_mode == "public" and not survey.users_login_required)

    def _longer_form_url(self):
        """Address of this request's answer to the longer form, begun by now; False where there is none.

        The answer names neither the patient nor the visit: whoever works with surveys must not
        learn who rated whom.
        """
        if not self or self.state != "answered" or not self._offers_longer_form():
            return False
        # The patient may be logged in to the portal; whoever begins is not written down.
        survey = self.campaign_id.survey_id.with_user(SUPERUSER_ID)
        token = self._longer_form_token(survey)
        if not survey.user_input_ids.search_count([("access_token", "=", token)], limit=1):
            self._begin_longer_form(survey, token)
        return f"{survey.get_start_url()}?answer_token={token}"

    def _begin_longer_form(self, survey, token):
        """Begin the one answer of this request to ``survey``, unless another server is just doing so."""
        with suppress(UniqueViolation), self.env.cr.savepoint():
            survey._create_answer(check_attempts=False, sms_survey_unnamed=True, access_token=token)

    def _longer_form_token(self, survey):
        """What this request's answer to ``survey`` is found by: a keyed hash, so that none of the two names the other.

        :rtype: str
        """
        # sudo: the key is a system parameter, and the token a secret.
        return hmac(self.sudo().env, "sms_survey_longer_form", (self.sudo().token, survey.id))

    def _follow_message(self, message):
        """Take over what became of the question's text."""
        for request in self:
            vals = {}
            if message.state in ("sent", "delivered") and not request.sent_at:
                vals["sent_at"] = message.sent_at
                vals["delivery_assumed"] = not message.gateway_id.gives_reports
            if message.state == "delivered":
                vals["delivered_at"] = message.delivered_at
            if request._may_follow(message.state):
                vals["state"] = message.state
            request.write(vals)

    def _may_follow(self, state):
        """Whether the state of the text may become that of this request; an answer outranks it."""
        if state in ("queued", "claimed"):
            return False
        if self.state == "failed" and state == "delivered":
            return not self._phones_with_open_request([self.phone])
        return self.state in OPEN_STATES

    # ------------------------------------------------------------
    # Replies
    # ------------------------------------------------------------

    @api.model
    def _receive_reply(self, gateway, phone, text):
        """Take one incoming text. The one place that decides what a reply does.

        :param gateway: one ``sms.survey.gateway``
        :param phone: E.164
        :param text: as received
        :rtype: Outcome
        """
        request = self._find_for_reply(phone)
        scale_max = request.scale_max or 5
        scale_min = self.env["sms.survey.campaign"]._scale_min_of(scale_max)
        reading = read_reply(text, scale_min, scale_max, names=[request.employee_id.name or ""])
        if reading.kind in ("stop", "start", "help"):
            return self._obey(reading.kind, gateway, phone, request)
        if reading.kind == "auto":
            return Outcome("ignored", self.env._("Automatic answer"), request)
        if not request:
            # What comes too late is about the last visit: whoever attended it must not read it.
            last = self.search([("phone", "=", phone)], order="send_at desc, id desc", limit=1)
            return Outcome("unmatched", self.env._("No question to this number is open"), last)
        if request.state == "answered":
            return request._take_further_reply(reading, text)
        if reading.kind == "mark":
            request._record_answer(reading.mark, reading.comment or request._take_words_asked_about(), "reply")
            return Outcome("done", self.env._("Answer"), request)
        return request._ask_back()

    def _take_words_asked_about(self):
        """What was written before we asked back for the mark: it is the comment, and need not be read any more.

        :rtype: str
        """
        events = self.event_ids.filtered(lambda event: event.kind == "mo" and event.state == "unmatched")
        events.write({"state": "done", "note": self.env._("Asked back, then answered")})
        return "\n".join(event.body for event in events.sorted("id") if event.body)

    @api.model
    def _find_for_reply(self, phone):
        """The request that a text from ``phone`` can only mean: the last one sent, if it takes answers.

        :return: ``sms.survey.request``, empty where there is none
        """
        for states in ((*OPEN_STATES, "answered"), ("failed",)):  # a failure that was reported may be none
            domain = [
                ("phone", "=", phone),
                ("state", "in", states),
                ("expires_at", ">=", fields.Datetime.now()),
            ]
            if request := self.search(domain, order="send_at desc, id desc", limit=1):
                return request
        return self.browse()

    def _ask_back(self):
        """Ask once what the patient meant; after that a person reads on."""
        if self.message_ids.filtered(lambda message: message.kind == "clarify"):
            return Outcome("unmatched", self.env._("Not understood, asked back before"), self)
        lowest, highest = self.campaign_id._scale_min_of(self.scale_max), self.scale_max
        self._queue_text(
            "clarify",
            self._in_patients_language().env._(
                "Sorry, we could not read your mark. Please reply with one number from %(lowest)s to %(highest)s "
                "(%(highest)s = excellent).",
                lowest=lowest,
                highest=highest,
            ),
        )
        return Outcome("unmatched", self.env._("Not understood, asked back"), self)

    def _take_further_reply(self, reading, text):
        """A text after the answer: a better mark within the hour, or the answer to our question."""
        if reading.kind == "mark" and self._may_be_corrected():
            self._record_answer(reading.mark, reading.comment, "reply")
            return Outcome("done", self.env._("Correction"), self)
        if self.anonymous:
            return self._take_further_anonymous_reply(text)
        asked = self.message_ids.filtered(lambda message: message.kind == "follow_up")
        if asked and not self.comment:
            self._add_comment(text)
            self._queue_text("thanks", self.campaign_id.with_context(lang=self.partner_id.lang).thanks)
            return Outcome("done", self.env._("Comment"), self)
        return Outcome("unmatched", self.env._("Came after the answer"), self)

    def _take_further_anonymous_reply(self, text):
        """A text after an anonymous answer: nobody reads it, unless the patient wants to be called."""
        was_asked = self.message_ids.filtered(lambda message: message.kind == "follow_up")
        if was_asked and YES.match(text) and not NO.search(text):
            # Kept without the request: it does not say which answer it follows.
            note = self.env._("Wants to be called")
            return Outcome("unmatched", note, self.browse(), self.employee_id, self.company_id)
        return Outcome("ignored", self.env._("Came after an anonymous answer"), self)

    def _may_be_corrected(self):
        """Whether the mark may still be replaced: within the hour."""
        self.ensure_one()
        return bool(self.answered_at) and fields.Datetime.now() <= self.answered_at + CORRECTION_TIME

    def _takes_answer(self):
        """Whether an answer counts now: the question is open, or its answer may be corrected."""
        self.ensure_one()
        if self.state == "answered":
            return self._may_be_corrected()
        # Gateways report failures of texts that arrived: whoever answers has got it.
        return self.state in (*OPEN_STATES, "failed") and fields.Datetime.now() <= self.expires_at

    def _record_answer(self, score, comment, channel):
        """Keep the patient's mark; a correction within the hour replaces it.

        :param int score: on the scale of this request
        :param str comment: what the patient wrote beside it
        :param channel: ``reply`` or ``link``
        :raise UserError: the question is closed, or the mark is not on its scale
        """
        self.ensure_one()
        if not self._takes_answer():
            raise UserError(self.env._("This question is closed."))
        if score not in self._scale():
            raise UserError(self.env._("This mark is not on the scale."))
        corrected = self.state == "answered"
        self.write(
            {
                "state": "answered",
                "score": score,
                "comment": comment or self.comment,
                "channel": channel,
                # The hour runs from the first answer: it cannot be prolonged by correcting.
                "answered_at": self.answered_at or fields.Datetime.now(),
            }
        )
        self._follow_up(corrected)
        if channel == "reply" or self._may_ask_to_call():
            self._thank(corrected)

    def _add_comment(self, text):
        """Add words to the answer, and to the incident that it raised."""
        self.comment = "\n".join(filter(None, [self.comment, text.strip()[:2000]]))
        self._follow_up(True)

    def _is_low(self):
        """Whether this answer has to be followed up."""
        self.ensure_one()
        return bool(self.answered_at) and self.score <= self.alert_threshold

    def _thank(self, corrected):
        """Thank for an answer; after a low mark without a word, ask what could be better."""
        campaign = self.campaign_id.with_context(lang=self.partner_id.lang)
        asked = self.message_ids.filtered(lambda message: message.kind in ("follow_up", "thanks"))
        if question := self._question_after_low_mark(campaign):
            if "follow_up" not in asked.mapped("kind"):
                self._queue_text("follow_up", question)
        elif not asked or not corrected:
            self._queue_text("thanks", campaign.thanks)

    def _question_after_low_mark(self, campaign):
        """What the patient is asked after this answer; False where thanks are all.

        :param campaign: the campaign of this request, in the patient's language
        """
        if self._may_ask_to_call():
            return campaign._thanks_and_may_we_call()
        return self._is_low() and not self.comment and (campaign.follow_up or "").strip()

    def _may_ask_to_call(self):
        """Whether the patient is asked for a call: nobody else may find out whom to apologise to."""
        self.ensure_one()
        return self.anonymous and self._is_low() and self.campaign_id.gateway_id.can_receive

    def _follow_up(self, corrected):
        """Open, complete or close the incident of this answer; an anonymous one never has any."""
        if self.anonymous:
            return
        self.env["patient.incident"].sudo()._follow_survey(self)  # sudo: also called for a patient's reply

    # ------------------------------------------------------------
    # Anonymous campaigns
    # ------------------------------------------------------------

    @api.model
    def _anonymise_answered(self):
        """Remove from anonymous answers whatever leads to their patients, once they cannot be corrected.

        The mark goes where the others of its employee wait. What stays says that somebody was
        asked and answered, in which month.
        """
        answered = self.search(
            [
                ("anonymous", "=", True),
                ("anonymised", "=", False),
                ("answered_at", "<", fields.Datetime.now() - CORRECTION_TIME),
            ]
        )
        if not answered:
            return
        self.env["sms.survey.cooldown"]._remember(
            self._phone_hash(phone) for phone in answered.mapped("phone") if phone
        )
        self.env["sms.survey.anonymous.mark"]._collect(answered)
        answered.message_ids.unlink()
        answered.event_ids.unlink()
        for request in answered:
            request.write(request._anonymous_values())
        answered._forget_who_wrote_when()

    def _anonymous_values(self):
        """What stays of this request: the employee, and the month instead of each moment."""
        self.ensure_one()
        month = self.visit_date.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        times = ("answered_at", "delivered_at", "expires_at", "send_at", "sent_at", "visit_date")
        return {
            "anonymised": True,
            "channel": False,
            "comment": False,
            "order_id": False,
            "partner_id": False,
            "patient_category_id": False,
            "phone": False,
            "score": 0,
            "token": secrets.token_urlsafe(12),
            **{name: month for name in times if self[name]},
        }

    def _forget_who_wrote_when(self):
        """Who served, and when a row was written last, leads to the visit as well."""
        self.flush_recordset()
        # SQL: the ORM writes these columns itself.
        self.env.cr.execute(
            SQL(
                "UPDATE sms_survey_request SET create_date = visit_date, write_date = visit_date,"
                " create_uid = %(root)s, write_uid = %(root)s WHERE id IN %(ids)s",
                ids=self._ids,
                root=SUPERUSER_ID,
            )
        )
        self.invalidate_recordset(["create_date", "write_date", "create_uid", "write_uid"], flush=False)

    # ------------------------------------------------------------
    # STOP, START, HELP
    # ------------------------------------------------------------

    @api.model
    def _obey(self, keyword, gateway, phone, request):
        """Do what a keyword asks for, and confirm it by one text."""
        if keyword == "stop":
            self._opt_out(phone)
        elif keyword == "start":
            self._opt_in([phone], self.env._("Asked for by text message"))
        company = request.company_id or gateway.company_id or self.env.company
        localized = self.with_context(lang=request.partner_id.lang or company.partner_id.lang)
        texts = {
            "stop": localized.env._(
                "%s: you get no more questions from us. Reply START to get them again.", company.name
            ),
            "start": localized.env._(
                "%s: we may ask you about your visits again. Reply STOP to end this.", company.name
            ),
            "help": localized.env._(
                "%s asks patients about their visits. Reply with your mark, or STOP to get no more questions.",
                company.name,
            ),
        }
        self.env["sms.survey.message"].create(
            {
                "request_id": request.id,
                "company_id": company.id,
                "gateway_id": gateway.id,
                "kind": "stop_ack" if keyword == "stop" else "help",
                "phone": phone,
                "body": texts[keyword],
            }
        )
        return Outcome("done", keyword.upper(), request)

    @api.model
    def _opt_out(self, phone, why=None):
        """No more texts to ``phone``, not even those that are queued already.

        :param phone: E.164
        :param str why: who asked for it, when it was not a text from that number
        """
        # sudo: the list is for administrators; the owner of the number decides.
        self.env["phone.blacklist"].sudo()._add([phone], message=why or self.env._("Asked for by text message"))
        waiting = self.search([("phone", "=", phone), ("state", "in", ("scheduled", "sending"))])
        unsent = waiting.filtered(
            lambda request: all(message.state == "queued" for message in request.message_ids)
        )
        unsent.message_ids._set_state("failed", error=self.env._("Opted out"))
        unsent._suppress("opted_out")

    @api.model
    def _opt_in(self, phones, why):
        """Texts to ``phones`` may go out again.

        :param phones: list of E.164 numbers
        :param str why: who asked for it, and how
        """
        # sudo: the list is for administrators; its callers know whose word counts.
        blacklist = self.env["phone.blacklist"].sudo()
        listed = blacklist.search([("number", "in", phones)])
        if listed:
            blacklist._remove(listed.mapped("number"))
            listed._message_log_batch(dict.fromkeys(listed.ids, why))

    def _in_patients_language(self):
        return self.with_context(lang=self.partner_id.lang)
