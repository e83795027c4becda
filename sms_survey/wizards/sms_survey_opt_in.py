from odoo import api, fields, models
from odoo.exceptions import UserError


class SmsSurveyOptIn(models.TransientModel):
    """Allow texts to numbers whose owners wanted none. Asks why, and keeps it with the number."""

    _name = "sms.survey.opt.in"
    _inherit = "patient.dialog"
    _description = "Allow Texts Again"

    _told_of = ("partner_id",)  # whether a patient wants no texts is for those who may read about the patient

    partner_id = fields.Many2one("res.partner", string="Patient", readonly=True)
    blacklist_ids = fields.Many2many(
        "phone.blacklist", string="Numbers", compute="_compute_blacklist_ids", store=True, readonly=True
    )
    reason = fields.Char(required=True, help="Kept with the number: who asked for it, and when.")

    @api.depends("partner_id")
    @api.depends_context("active_model", "active_ids")
    def _compute_blacklist_ids(self):
        lists = self.env["phone.blacklist"]
        chosen = self.env.context.get("active_ids", [])
        for wizard in self:
            if wizard.partner_id:
                wizard.blacklist_ids = lists.search([("number", "=", wizard.partner_id._sms_survey_phone())])
            else:
                wizard.blacklist_ids = (
                    lists.browse(chosen) if self.env.context.get("active_model") == lists._name else lists
                )

    def action_allow(self):
        """Let texts go to these numbers again.

        :raise AccessError: this user is no appraisal manager
        :raise UserError: no reason was given, or there is no number
        """
        self.ensure_one()
        requests = self.env["sms.survey.request"]
        requests._check_manager(requests)
        if not (self.reason or "").strip():
            raise UserError(self.env._("Please write down who asked for texts again, and when."))
        if not self.blacklist_ids:
            raise UserError(self.env._("Choose the numbers to which texts may go again."))
        requests._opt_in(
            self.blacklist_ids.mapped("number"),
            self.env._("Allowed again by %(user)s: %(reason)s", user=self.env.user.name, reason=self.reason),
        )
        return {"type": "ir.actions.client", "tag": "soft_reload"}
