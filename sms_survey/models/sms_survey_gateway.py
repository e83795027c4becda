import secrets

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..providers import PROVIDERS
from ..tools import discreet_log

SYSTEM = "base.group_system"


class SmsSurveyGateway(models.Model):
    """How texts leave and come in. Its credentials are for system administrators only."""

    _name = "sms.survey.gateway"
    _description = "SMS Gateway of the Survey"
    _order = "sequence, id"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: the gateway serves all companies."
    )
    provider = fields.Selection(
        [
            ("sandbox", "Sandbox: no text leaves, a page shows the patient's phone"),
            ("kannel", "Kannel"),
            ("http", "Any service with an HTTP interface"),
            ("odoo", "What Odoo sends text messages with"),
        ],
        required=True,
        default="sandbox",
    )
    sender = fields.Char(help="The number or name that patients see.")
    can_receive = fields.Boolean(
        string="Receives Replies",
        compute="_compute_can_receive",
        store=True,
        readonly=False,
        help="Whether a reply to this sender reaches us. Names cannot be replied to.",
    )
    gives_reports = fields.Boolean(
        string="Gives Delivery Reports",
        default=True,
        help="Without reports a text counts as delivered when it was sent, and the reports say so.",
    )
    throughput = fields.Float(
        string="Texts a Second", help="The gateway is never given more than that. 0: no limit."
    )
    url = fields.Char(string="Address", groups=SYSTEM)
    username = fields.Char(groups=SYSTEM)
    password = fields.Char(groups=SYSTEM)
    http_method = fields.Selection(
        [("post", "POST"), ("get", "GET")], string="Method", default="post", required=True, groups=SYSTEM
    )
    http_headers = fields.Text(
        string="Headers", groups=SYSTEM, help="One a line, for example: Content-Type: application/json"
    )
    http_body = fields.Text(
        string="Body",
        groups=SYSTEM,
        help="With the placeholders {to}, {text}, {sender}, {id}, {username}, {password} and {report_url}. "
        "They are encoded as the content type asks for.",
    )
    http_accepted = fields.Char(
        string="Accepted Means",
        groups=SYSTEM,
        help="Regular expression that the answer matches when the text was taken. A group named "
        "“ref” is the reference that delivery reports will name.",
    )
    webhook_token = fields.Char(
        groups=SYSTEM, copy=False, required=True, default=lambda self: secrets.token_urlsafe(24)
    )
    webhook_reply_url = fields.Char(string="Replies to", compute="_compute_webhook_urls", groups=SYSTEM)
    webhook_report_url = fields.Char(
        string="Delivery Reports to", compute="_compute_webhook_urls", groups=SYSTEM
    )
    next_slot_at = fields.Datetime(
        readonly=True, copy=False, help="Until then the gateway is busy with what it was given."
    )

    _throughput_positive = models.Constraint(
        "CHECK(throughput >= 0)", "Texts a second cannot be negative. Enter 0 for no limit."
    )

    def _register_hook(self):
        result = super()._register_hook()
        discreet_log.install()  # before anything of this database is served or sent
        return result

    @api.depends("provider", "sender")
    def _compute_can_receive(self):
        for gateway in self:
            gateway.can_receive = PROVIDERS[gateway.provider or "sandbox"].can_receive and (
                gateway.provider == "sandbox" or not gateway._sender_is_name()
            )

    @api.depends("webhook_token")
    def _compute_webhook_urls(self):
        for gateway in self:
            base = f"{gateway.get_base_url()}/sms_survey/{gateway._origin.id}"
            gateway.webhook_reply_url = f"{base}/mo/{gateway.webhook_token}"
            gateway.webhook_report_url = f"{base}/dlr/{gateway.webhook_token}"

    def _sender_is_name(self):
        return any(character.isalpha() for character in self.sender or "")

    @api.constrains("can_receive", "sender", "provider")
    def _check_can_receive(self):
        for gateway in self.filtered("can_receive"):
            if not PROVIDERS[gateway.provider].can_receive:
                raise ValidationError(self.env._("This kind of gateway cannot receive replies."))
            if gateway.provider != "sandbox" and gateway._sender_is_name():
                raise ValidationError(
                    self.env._(
                        "“%s” is a name, and nobody can reply to a name. Enter a number as sender, "
                        "or take off “Receives Replies”.",
                        gateway.sender,
                    )
                )

    @api.constrains("can_receive")
    def _check_campaigns(self):
        # sudo: campaigns of all companies may use this gateway.
        self.env["sms.survey.campaign"].sudo().search(
            [("gateway_id", "in", self.ids)]
        )._check_gateway_receives()

    @api.constrains("provider", "url", "http_accepted", "http_headers", "http_body")
    def _check_settings(self):
        # sudo: the address and the credentials are for system administrators, who alone write here.
        for gateway in self.sudo():
            if error := gateway._get_provider().settings_error(self.env):
                raise ValidationError(error)

    @api.model
    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        # sudo: also campaigns and texts of companies that this user does not work for
        in_use = [("gateway_id", "in", self.ids)]
        campaign = self.env["sms.survey.campaign"].sudo().with_context(active_test=False).search(in_use, limit=1)
        text = self.env["sms.survey.message"].sudo().search(in_use, limit=1)  # sudo: as above
        if campaign or text:
            raise UserError(
                self.env._(
                    "Campaigns or texts need the gateway “%s”. Archive it.", (campaign or text).gateway_id.name
                )
            )

    def _get_default(self):
        """The gateway that a new campaign stands ready with."""
        return self.search([("company_id", "in", [False, self.env.company.id])], limit=1)

    def _batch_size(self, largest):
        """How many texts this gateway takes within half a minute, but no more than ``largest``."""
        self.ensure_one()
        return min(largest, max(1, int(self.throughput * 30))) if self.throughput else largest

    def _get_provider(self):
        """Whoever talks to this gateway: an object with ``send`` (see ``providers``).

        What it needs is read now; it holds no record and opens no transaction when it sends.
        """
        self.ensure_one()
        # sudo: the dispatcher sends with credentials that its callers may not read.
        return PROVIDERS[self.provider](self.sudo())

    def action_open_sandbox(self):
        """Open the page that looks like the patient's phone."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": f"/sms_survey/sandbox/{self.id}", "target": "new"}
