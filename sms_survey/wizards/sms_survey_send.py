from datetime import datetime, time

import pytz
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

MAX_VISITS = 500


class SmsSurveySend(models.TransientModel):
    """Ask about past visits by hand. Says beforehand who will be left out and why; never ranks."""

    _name = "sms.survey.send"
    _inherit = "patient.dialog"
    _description = "Ask about Past Visits"
    _told_of = ("campaign_id",)

    campaign_id = fields.Many2one("sms.survey.campaign", required=True)
    date_from = fields.Date(
        required=True, default=lambda self: fields.Date.context_today(self) - relativedelta(days=7)
    )
    date_to = fields.Date(required=True, default=fields.Date.context_today)
    employee_id = fields.Many2one("hr.employee", string="Attended by", help="Empty: whoever attended.")
    line_ids = fields.One2many("sms.survey.send.line", "wizard_id", compute="_compute_line_ids")
    send_count = fields.Integer(string="Questions", compute="_compute_line_ids")
    left_out_count = fields.Integer(string="Left Out", compute="_compute_line_ids")
    has_more = fields.Boolean(compute="_compute_line_ids")

    @api.depends("campaign_id", "date_from", "date_to", "employee_id")
    def _compute_line_ids(self):
        for wizard in self:
            verdicts = wizard._verdicts()
            wizard.send_count = sum(not reason for _values, reason in verdicts)
            wizard.left_out_count = len(verdicts) - wizard.send_count
            wizard.has_more = len(verdicts) == MAX_VISITS
            wizard.line_ids = [Command.clear()] + [
                Command.create(
                    {name: values[name] for name in ("employee_id", "partner_id", "visit_date")}
                    | {"reason": reason}
                )
                for values, reason in verdicts
            ]

    def action_send(self):
        """Ask about the visits that nothing speaks against.

        :raise AccessError: this user is no appraisal manager
        :raise UserError: nothing is left to ask
        """
        self.ensure_one()
        requests = self.env["sms.survey.request"]
        requests._check_manager(requests)
        vals_list = [values for values, reason in self._verdicts() if not reason]
        if not vals_list:
            raise UserError(self.env._("Nobody can be asked. See in the list why, or choose other days."))
        # sudo: nobody may write requests; what is asked was decided above.
        created = requests.sudo().create(vals_list)
        self.env.ref("sms_survey.cron_requests").sudo()._trigger()  # sudo: crons are for administrators
        action = self.env["ir.actions.act_window"]._for_xml_id("sms_survey.action_sms_survey_requests")
        action["domain"] = [("id", "in", created.ids)]
        return action

    def _verdicts(self):
        """The visits of these days, each with why it is not asked about.

        :return: list of (values of a ``sms.survey.request``, reason or False)
        """
        campaign = self.campaign_id.sudo()  # sudo: appraisal managers may have no access to orders
        orders = self._visits()
        requests = self.env["sms.survey.request"].sudo()  # sudo: those about oneself, which nobody sees, count too
        asked = {order for (order,) in requests._read_group([("order_id", "in", orders.ids)], ["order_id"])}
        reasons = dict(requests._fields["suppress_reason"]._description_selection(self.env))
        now = fields.Datetime.now()
        by_hand = {
            "expires_at": now + relativedelta(hours=campaign.expiry_hours),
            "manual": True,
            "send_at": now,
        }
        values = {order: campaign._request_values(order) | by_hand for order in orders}
        fresh = {order: requests.new(values[order]) for order in orders if order not in asked}
        verdicts = requests.concat(*fresh.values())._sending_verdicts(now)
        return [
            (
                values[order],
                reasons.get(verdicts[fresh[order]][1], False)
                if order in fresh
                else self.env._("Was asked before"),
            )
            for order in orders
        ]

    def _visits(self):
        """Visits served on these days that the campaign asks about, but none that this user attended."""
        orders = self.env["sale.order"].sudo()  # sudo: see above; the companies stay this user's
        if not (self.campaign_id and self.date_from and self.date_to):
            return orders
        last_day = min(self.date_to, fields.Date.context_today(self))  # the calendar ends, and no visit is to come
        domain = self.campaign_id.sudo()._visit_domain() & Domain(  # sudo: as above
            [
                ("company_id", "in", self.env.companies.ids),
                ("served_at", ">=", self._midnight(self.date_from)),
                ("served_at", "<", self._midnight(last_day + relativedelta(days=1))),
            ]
        )
        # Not "!=": where nobody attended, the list says so.
        domain &= ~Domain("attending_employee_id.user_id", "=", self.env.uid)
        if self.employee_id:
            domain &= Domain("attending_employee_id", "=", self.employee_id.id)
        return orders.search(domain, order="served_at desc, id desc", limit=MAX_VISITS)

    def _midnight(self, day):
        """When ``day`` begins where this user is, as orders keep it."""
        local = self.env.tz.localize(datetime.combine(day, time()))
        return local.astimezone(pytz.utc).replace(tzinfo=None)


class SmsSurveySendLine(models.TransientModel):
    """A past visit, and why it is not asked about."""

    _name = "sms.survey.send.line"
    _description = "Past Visit to Ask about"

    wizard_id = fields.Many2one("sms.survey.send", index=True, ondelete="cascade")
    visit_date = fields.Datetime(string="Served on")
    partner_id = fields.Many2one("res.partner", string="Patient")
    employee_id = fields.Many2one("hr.employee")
    reason = fields.Char(string="Left out because")
