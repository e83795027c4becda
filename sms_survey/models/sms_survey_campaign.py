import re
from ast import literal_eval
from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..tools.sms_text import (
    control_characters,
    count_segments,
    fill_placeholders,
    unknown_placeholders,
    wide_characters,
)

TEXT_FIELDS = ("question", "thanks", "follow_up")
FEWEST_ANSWERS = 5
TEST_TOKEN = "test"  # in the link of a test text; shorter than any request's
WIDE_CHARACTERS_NAMED = 3
VISITS_COUNTED_DAYS = 30
# Longer than any clinic waits; what comes after the end of the calendar would keep the desk from serving.
LONGEST_DELAY_DAYS = 30
LONGEST_OPEN_DAYS = 365
LONGEST_COOLDOWN_DAYS = 3650
SHORTEST_OPEN_TIME = 0.25  # hours; in less nobody would be asked at all
# What a campaign may ask of a visit. Its filter is applied with all rights: through any other field
# it would tell, by asking or not asking, what its author may not see (a mark, an incident, a salary).
EMPLOYEE_CONDITIONS = {
    "attending_employee_id",
    "attending_employee_id.department_id",
    "company_id",
    "team_id",
}
DATES = {"create_date", "date_order", "served_at"}
VISIT_CONDITIONS = EMPLOYEE_CONDITIONS | DATES | {
    "amount_total",
    "amount_untaxed",
    "client_order_ref",
    "id",
    "name",
    "order_line.name",
    "order_line.product_id",
    "order_line.product_id.categ_id",
    "order_line.product_template_id",
    "partner_id",
    "partner_id.category_id",
    "partner_id.city",
    "partner_id.country_id",
    "partner_id.lang",
    "partner_id.patient_category_id",
    "partner_id.state_id",
    "partner_id.zip",
    "patient_category_id",
    "pricelist_id",
    "state",
    "tag_ids",
    "user_id",
}


class SmsSurveyCampaign(models.Model):
    """Which visits are asked about, with which words, when, and what becomes of the answers."""

    _name = "sms.survey.campaign"
    _description = "SMS Survey Campaign"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: visits to all companies are asked about."
    )
    gateway_id = fields.Many2one(
        "sms.survey.gateway",
        required=True,
        check_company=True,
        ondelete="restrict",
        default=lambda self: self.env["sms.survey.gateway"]._get_default(),
    )
    gives_reports = fields.Boolean(related="gateway_id.gives_reports")
    question = fields.Text(
        required=True,
        translate=True,
        default=lambda self: self.env._(
            "{clinic}: how were you served by {employee} today? Please reply with a mark from 1 to 5 "
            "(5 = excellent). Reply STOP for no more questions."
        ),
    )
    thanks = fields.Text(
        required=True,
        translate=True,
        default=lambda self: self.env._("{clinic}: thank you for your answer!"),
    )
    follow_up = fields.Text(
        string="Question after a Low Mark",
        translate=True,
        default=lambda self: self.env._("{clinic}: thank you, and we are sorry. What could we do better?"),
        help="Asked once after a low mark that came without a comment. Empty: thank only.",
    )
    scale_max = fields.Integer(
        string="Best Mark",
        required=True,
        default=5,
        help="5: marks from 1 to 5. 10: marks from 0 to 10.",
    )
    trigger = fields.Selection(
        [
            ("served", "When a visit is served"),
            ("invoice_paid", "When a visit's invoice is paid"),
            ("manual", "By hand only"),
        ],
        string="Ask",
        required=True,
        default="served",
    )
    domain = fields.Char(
        string="Visits",
        required=True,
        default="[]",
        help="Only visits that match are asked about.",
    )
    delay_minutes = fields.Integer(string="Delay", default=60, help="Minutes between the visit and the text.")
    reply_mode = fields.Selection(
        [("reply", "By replying"), ("link", "On a page"), ("both", "Either way")],
        string="Patients Answer",
        required=True,
        default="reply",
    )
    survey_id = fields.Many2one(
        "survey.survey",
        string="Longer Form",
        ondelete="set null",
        help="Offered on the page after the mark was given.",
    )
    quiet_start = fields.Float(default=20.0, help="No text leaves from this hour on.")
    quiet_end = fields.Float(default=9.0, help="Texts leave again from this hour on.")
    cooldown_days = fields.Integer(
        default=30, help="A phone number is asked at most once in so many days, whoever of the family came."
    )
    expiry_hours = fields.Integer(
        default=72, required=True, help="Hours after which a question is neither sent nor answered any more."
    )
    alert_threshold = fields.Integer(
        string="Low Mark",
        default=2,
        help="This mark and worse ones are followed up.",
    )
    min_answers = fields.Integer(
        string="Answers for a Ranking",
        default=10,
        required=True,
        help="Employees with fewer answers are not ranked, and marks of an anonymous campaign are shown "
        "in groups of at least so many. Never fewer than 5.",
    )
    anonymous = fields.Boolean(
        help="One hour after the answer, patient, phone number, visit and texts are removed from it."
    )
    require_consent = fields.Boolean(
        string="Only with Consent", help="Ask only patients who agreed to be asked."
    )

    preview_lang = fields.Selection(
        selection=lambda self: self.env["res.lang"].get_installed(),
        string="Preview in",
        store=False,
        default=lambda self: self.env.lang,
    )
    preview = fields.Html(compute="_compute_preview", sanitize=False, help="What the patient's phone shows.")
    request_count = fields.Integer(compute="_compute_figures")
    answered_count = fields.Integer(compute="_compute_figures")
    response_rate = fields.Float(string="Response Rate (%)", compute="_compute_figures", digits=(5, 1))
    average_score = fields.Float(string="Average Mark", compute="_compute_figures", digits=(4, 2))

    _delay_positive = models.Constraint(
        "CHECK(delay_minutes >= 0)", "The delay cannot be negative. Enter 0 to ask at once."
    )
    _delay_bounded = models.Constraint(
        f"CHECK(delay_minutes <= {LONGEST_DELAY_DAYS * 24 * 60})",
        "After a month nobody remembers the visit. Enter a shorter delay.",
    )
    _cooldown_positive = models.Constraint(
        "CHECK(cooldown_days >= 0)",
        "The days between two questions cannot be negative. Enter 0 to ask after every visit.",
    )
    _cooldown_bounded = models.Constraint(
        f"CHECK(cooldown_days <= {LONGEST_COOLDOWN_DAYS})",
        "More than ten years between two questions are too many. Enter fewer days.",
    )
    _expiry_positive = models.Constraint(
        "CHECK(expiry_hours > 0)", "A question must stay open for at least one hour."
    )
    _expiry_bounded = models.Constraint(
        f"CHECK(expiry_hours <= {LONGEST_OPEN_DAYS * 24})",
        "No question stays open for more than a year. Enter fewer hours.",
    )
    _min_answers_enough = models.Constraint(
        f"CHECK(min_answers >= {FEWEST_ANSWERS})",
        "With fewer than 5 answers a ranking says nothing about an employee, and too much about the patients. "
        "Enter 5 or more.",
    )

    @api.depends("company_id", "preview_lang", "scale_max", "gateway_id", "anonymous", "reply_mode", *TEXT_FIELDS)
    @api.depends_context("lang", "company")
    def _compute_preview(self):
        for campaign in self:
            campaign.preview = campaign._preview_in(campaign.preview_lang or self.env.lang or "en_US")

    def _preview_in(self, lang):
        """The conversation on the patient's phone, as a picture: question, a low mark, what is asked then.

        Texts of the language this user works in are shown as they are being written.

        :rtype: Markup
        """
        self.ensure_one()
        being_written = lang == (self.env.lang or "en_US") or not self._origin
        texts = self if being_written else self._origin.with_context(lang=lang)
        follow_up = texts._thanks_and_may_we_call() if self.anonymous else texts.follow_up
        answers = [(str(self._scale_min()), follow_up or texts.thanks), (str(self.scale_max), texts.thanks)]
        bubbles = [("ours", texts.question)]
        for mark, text in answers if self.reply_mode != "link" else ():
            bubbles += [("theirs", mark), ("ours", text)]
        company = self.company_id or self.env.company
        return Markup('<div class="o_sms_survey_phone" lang="%s"><header>%s</header>%s</div>') % (
            lang.replace("_", "-"),
            self.gateway_id.sender or company.name,
            Markup().join(
                Markup('<p class="%s" dir="auto">%s</p>') % (side, self._fill_sample(text or "", company))
                for side, text in bubbles
            ),
        )

    def _thanks_and_may_we_call(self):
        """What is asked after a low mark of an anonymous campaign, in the language of this environment."""
        self.ensure_one()
        # Not within the braces of an f-string, where nobody finds what is to be translated.
        may_we_call = self.env._("May we call you about it? Reply YES, and we will.")
        return f"{self.thanks or ''} {may_we_call}"

    @api.model
    def _fill_sample(self, text, company):
        """``text`` as a patient of ``company`` would get it, with an employee filled in."""
        return fill_placeholders(
            text,
            {
                "clinic": company.name,
                "employee": self.env._("Alexandra"),
                "link": f"{company.get_base_url()}/sv/{'x' * 16}",
            },
        )

    @api.model
    @api.readonly
    def get_text_length(self, text, company_id=False):
        """How long ``text`` will be on the way, as a sentence for the one who writes it.

        :param str text: with placeholders
        :param int company_id: the clinic whose name is filled in; this user's when not given
        :rtype: str
        """
        company = self.env["res.company"].browse(company_id) if company_id else self.env.company
        filled = self._fill_sample(text or "", company)
        length = count_segments(filled)
        if length.segments == 1:
            sentence = self.env._("%s characters, 1 text message.", length.characters)
        else:
            sentence = self.env._(
                "%(characters)s characters, %(segments)s text messages.",
                characters=length.characters,
                segments=length.segments,
            )
        if wide := wide_characters(filled):
            sentence += " " + self.env._(
                "With “%s” in it, a text message holds 70 characters instead of 160.", wide[:WIDE_CHARACTERS_NAMED]
            )
        return sentence

    def _compute_figures(self):
        figures = {
            campaign: values
            for campaign, *values in self.env["sms.survey.report"]._read_group(
                [("campaign_id", "in", self.ids)],
                ["campaign_id"],
                ["request_count:sum", "answered_count:sum", "response_rate:avg", "average_score:avg"],
            )
        }
        for campaign in self:
            requests, answers, rate, average = figures.get(campaign, (0, 0, 0.0, 0.0))
            campaign.request_count = requests
            campaign.answered_count = answers
            campaign.response_rate = rate
            campaign.average_score = average

    @api.onchange("scale_max", "question")
    def _onchange_scale_max(self):
        """A question that names another scale than ours would bring wrong marks."""
        if self.scale_max in (5, 10) and self._names_another_scale():
            return {
                "warning": {
                    "title": self.env._("Another scale"),
                    "message": self.env._(
                        "The question does not name %(best)s as the best mark. Patients would answer on another "
                        "scale than the one that is counted.",
                        best=self.scale_max,
                    ),
                }
            }
        return None

    # ------------------------------------------------------------
    # Constraints
    # ------------------------------------------------------------

    def _update_field_translations(self, field_name, translations, digest=None, source_lang=""):
        """Odoo checks no translation that is written in the dialog: a patient would get it as it is."""
        result = super()._update_field_translations(field_name, translations, digest=digest, source_lang=source_lang)
        self._check_texts()
        self._check_link()
        return result

    def _in_each_language(self):
        """This campaign as its patients read it, with the name of the language unless it is the user's, which is first.

        :rtype: collections.abc.Iterator[tuple]
        """
        self.ensure_one()
        own = self.env.lang or "en_US"
        for code, language in sorted(self.env["res.lang"].get_installed(), key=lambda installed: installed[0] != own):
            yield self.with_context(lang=code), "" if code == own else f" ({language})"

    @api.constrains(*TEXT_FIELDS)
    def _check_texts(self):
        for campaign in self:
            for translated, language in campaign._in_each_language():
                for name in TEXT_FIELDS:
                    label = self._fields[name]._description_string(self.env) + language
                    campaign._check_text(label, translated[name] or "", is_required=self._fields[name].required)

    def _check_text(self, label, text, is_required):
        if is_required and not text.strip():
            raise ValidationError(self.env._("Please write a text for “%s”.", label))
        if control_characters(text):
            raise ValidationError(
                self.env._("“%s” contains characters that no phone shows. Please type it anew.", label)
            )
        if unknown := unknown_placeholders(text):
            raise ValidationError(
                self.env._(
                    "“%(field)s” contains %(unknown)s, which nothing can be filled in for. "
                    "Use {clinic}, {employee} or {link}, or leave out the braces.",
                    field=label,
                    unknown=", ".join(part if part in "{}" else f"{{{part}}}" for part in unknown),
                )
            )

    @api.constrains("question", "reply_mode")
    def _check_link(self):
        for campaign in self.filtered(lambda campaign: campaign.reply_mode != "reply"):
            for translated, language in campaign._in_each_language():
                if "{link}" not in (translated.question or ""):
                    raise ValidationError(
                        self.env._(
                            "Patients are to answer on a page, but the question%s has no link to it. "
                            "Write {link} into the question where the address is to stand.",
                            language,
                        )
                    )

    @api.constrains("scale_max", "alert_threshold")
    def _check_scale(self):
        for campaign in self:
            if campaign.scale_max not in (5, 10):
                raise ValidationError(self.env._("Marks go to 5 or to 10. Enter 5 or 10 as the best mark."))
            if not campaign._scale_min() <= campaign.alert_threshold < campaign.scale_max:
                raise ValidationError(
                    self.env._(
                        "A low mark must be on the scale and below the best one: from %(lowest)s to %(highest)s.",
                        lowest=campaign._scale_min(),
                        highest=campaign.scale_max - 1,
                    )
                )

    def _names_another_scale(self):
        """Whether the question, in the language of this environment, has numbers, and not the best mark among them."""
        numbers = {int(number) for number in re.findall(r"\d+", self.question or "")}
        return bool(numbers) and self.scale_max not in numbers

    @api.constrains("scale_max", "question")
    def _check_scale_in_each_language(self):
        """Whoever changes the scale changes the question in one language: all others would bring wrong marks."""
        for campaign in self.filtered(lambda campaign: not campaign._names_another_scale()):
            for translated, language in campaign._in_each_language():
                if translated._names_another_scale():
                    raise ValidationError(
                        self.env._(
                            "The question%(language)s does not name %(best)s as the best mark. Patients would answer "
                            "on another scale than the one that is counted. Change it first, with the button of "
                            "languages beside the question.",
                            language=language,
                            best=campaign.scale_max,
                        )
                    )

    @api.constrains("quiet_start", "quiet_end")
    def _check_quiet_hours(self):
        for campaign in self:
            start, end = campaign.quiet_start, campaign.quiet_end
            if not (0 <= start <= 24 and 0 <= end <= 24):
                raise ValidationError(self.env._("Quiet hours are hours of the day, from 0:00 to 24:00."))
            if (start or end) and (start - end) % 24 < SHORTEST_OPEN_TIME:
                raise ValidationError(
                    self.env._(
                        "It would be quiet all day, and no text would ever leave. "
                        "Enter 0:00 twice for no quiet hours."
                    )
                )

    @api.constrains("gateway_id", "reply_mode")
    def _check_gateway_receives(self):
        for campaign in self:
            if campaign.reply_mode != "link" and not campaign.gateway_id.can_receive:
                raise ValidationError(
                    self.env._(
                        "“%(campaign)s” asks for replies, but the sender of “%(gateway)s” cannot receive any. "
                        "Let patients answer on a page, or choose another gateway.",
                        campaign=campaign.name,
                        gateway=campaign.gateway_id.name,
                    )
                )

    @api.constrains("domain", "anonymous")
    def _check_domain(self):
        for campaign in self:
            try:
                domain = Domain(literal_eval(campaign.domain or "[]"))
                paths = set(_condition_paths(domain))
                # sudo: appraisal managers may have no access to orders; this only tries the domain
                self.env["sale.order"].sudo().search(campaign._visit_domain(), limit=1)
            except Exception as error:
                raise ValidationError(
                    self.env._("The filter of visits cannot be read. Please choose the conditions anew.")
                ) from error
            campaign._check_conditions(paths)

    def _check_conditions(self, paths):
        if refused := sorted(paths - VISIT_CONDITIONS):
            raise ValidationError(
                self.env._(
                    "A campaign cannot choose visits by “%s”. Use what belongs to the visit itself: its employee, "
                    "category, date, amount or products, or the patient's language, country or tags.",
                    refused[0],
                )
            )
        if self.anonymous and (refused := sorted(paths - EMPLOYEE_CONDITIONS)):
            raise ValidationError(
                self.env._(
                    "An anonymous campaign cannot choose visits by “%s”: its answers could be traced to few patients. "
                    "Choose employees, departments, sales teams or companies, or ask about all visits.",
                    refused[0],
                )
            )

    @api.model
    @api.readonly
    def get_visit_count(self, domain, company_id=False, anonymous=False):
        """How many visits of the last days ``domain`` chooses, for the one who writes it.

        :param str domain: as of the field of this name
        :param int company_id: the campaign's company, if it has one
        :param bool anonymous: whether the campaign is
        :return: (whether a campaign may have this domain, a sentence)
        :rtype: tuple[bool, str]
        :raise AccessError: this user is no appraisal manager
        """
        requests = self.env["sms.survey.request"]
        requests._check_manager(requests)
        campaign = self.new({"domain": domain, "company_id": company_id, "anonymous": anonymous})
        try:
            campaign._check_domain()
        except ValidationError as error:
            return False, error.args[0]
        since = fields.Datetime.subtract(fields.Datetime.now(), days=VISITS_COUNTED_DAYS)
        visits = campaign._visit_domain() & Domain("served_at", ">=", since)
        # sudo: appraisal managers may have no access to orders, and get none by a count.
        count = self.env["sale.order"].sudo().search_count(visits & Domain("company_id", "in", self.env.companies.ids))
        return True, self.env._("%(count)s visits of the last %(days)s days", count=count, days=VISITS_COUNTED_DAYS)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_asked(self):
        # sudo: what the user cannot see, as answers about himself, was asked too.
        asked = self.env["sms.survey.request"].sudo().search([("campaign_id", "in", self.ids)], limit=1)
        if asked:
            raise UserError(
                self.env._("Patients were asked for “%s”, and the reports show it. Archive it.", asked.campaign_id.name)
            )

    # ------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------

    def action_view_requests(self):
        """Open the requests of this campaign."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("sms_survey.action_sms_survey_requests")
        action["domain"] = [("campaign_id", "=", self.id)]
        return action

    def action_view_answers(self):
        """Open the answered requests of this campaign."""
        action = self.action_view_requests()
        action["context"] = {"search_default_answered": 1}
        return action

    def action_view_report(self):
        """Open the figures of this campaign by employee."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("sms_survey.action_sms_survey_report")
        action["domain"] = [("campaign_id", "=", self.id)]
        return action

    def action_ask_by_hand(self):
        """Choose past visits to ask about."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("sms_survey.action_sms_survey_send")
        action["context"] = {"default_campaign_id": self.id}
        return action

    def action_send_test(self):
        """Send the question to oneself, as a patient would get it.

        :raise AccessError: this user is no appraisal manager
        :raise UserError: this user's own phone number is missing
        """
        self.ensure_one()
        requests = self.env["sms.survey.request"]
        requests._check_manager(requests)
        user = self.env.user
        phone = user.partner_id._phone_format(fname="phone")
        if not phone:
            raise UserError(
                self.env._("Enter a valid phone number in your own profile first; the test text goes there.")
            )
        self._queue_test_text(user, phone)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": "success", "message": self.env._("The text goes to %s.", phone)},
        }

    def _queue_test_text(self, user, phone):
        """Queue the question for ``user`` himself; it belongs to no request.

        :param str phone: of that user, E.164
        """
        company = self.company_id or self.env.company
        sample = {
            "clinic": company.name,
            "employee": user.name.split(" ")[0],
            "link": f"{self.get_base_url()}/sv/{TEST_TOKEN}",
        }
        # sudo: nobody may write messages; this one goes to the user himself.
        self.env["sms.survey.message"].sudo().create(
            {
                "company_id": company.id,
                "gateway_id": self.gateway_id.id,
                "kind": "invite",
                "phone": phone,
                "body": fill_placeholders(self.question, sample),
            }
        )

    # ------------------------------------------------------------
    # Business methods
    # ------------------------------------------------------------

    def _scale_min(self):
        """The worst mark of this campaign."""
        self.ensure_one()
        return self._scale_min_of(self.scale_max)

    @api.model
    def _scale_min_of(self, scale_max):
        """The worst mark of a scale: marks go from 1 to 5, or from 0 to 10."""
        return 0 if scale_max == 10 else 1

    def _visit_domain(self):
        """Which visits this campaign asks about.

        :rtype: Domain
        """
        self.ensure_one()
        domain = Domain(literal_eval(self.domain or "[]"))
        if self.company_id:
            domain &= Domain("company_id", "child_of", self.company_id.id)
        return domain

    @api.model
    def _ask_about_visits(self, orders, trigger):
        """Schedule one request for each of these visits and each campaign that asks for it.

        Visits that were asked about before are left out, so that asking twice does no harm.

        :param orders: ``sale.order`` that happened
        :param trigger: value of :attr:`trigger`
        :return: ``sms.survey.request``
        """
        vals_list = []
        for campaign in self.search([("trigger", "=", trigger)]) if orders else ():
            vals_list += [
                campaign._request_values(order) for order in orders.filtered_domain(campaign._visit_domain())
            ]
        return self.env["sms.survey.request"]._schedule(vals_list)

    def _request_values(self, order):
        """What a request keeps of a visit, as it is now, whatever changes later."""
        now = fields.Datetime.now()
        happened = self.trigger == "served" and order.served_at or now
        due = happened + timedelta(minutes=self.delay_minutes)
        return {
            "anonymous": self.anonymous,
            "campaign_id": self.id,
            "company_id": order.company_id.id,
            "employee_id": order.attending_employee_id.id,
            # Of a visit that is entered late the time is over sooner, not asked about weeks after.
            "expires_at": due + timedelta(hours=self.expiry_hours),
            "order_id": order.id,
            "partner_id": order.partner_id.id,
            "patient_category_id": order.patient_category_id.id,
            "phone": order.partner_id._sms_survey_phone(),
            "scale_max": self.scale_max,
            "send_at": max(now, due),
            "visit_date": order.served_at or now,
        }


def _condition_paths(domain, prefix=""):
    """The fields that ``domain`` looks at, with those of the records they lead to.

    :rtype: collections.abc.Iterator[str]
    """
    for condition in domain.iter_conditions():
        path = f"{prefix}{condition.field_expr}".removesuffix(".id")
        if condition.operator in ("any", "not any"):
            yield from _condition_paths(Domain(condition.value), f"{path}.")
            continue
        values = condition.value if isinstance(condition.value, (list, tuple, set)) else [condition.value]
        if not all(value is None or isinstance(value, (str, int, float)) for value in values):
            raise ValueError(condition.value)  # a domain in disguise
        name, _dot, part = path.partition(".")
        yield name if name in DATES and part else path
