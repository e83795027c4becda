from odoo import api, fields, models


class PhoneBlacklist(models.Model):
    _inherit = "phone.blacklist"

    sms_survey_partner_ids = fields.Many2many(
        "res.partner",
        string="Who Has It",
        compute="_compute_sms_survey_partner_ids",
        groups="sms_survey.group_manager",
        help="Who has this number now. Families share phones.",
    )

    @api.depends("number")
    def _compute_sms_survey_partner_ids(self):
        partners = dict(
            self.env["res.partner"]._read_group(
                [("phone_sanitized", "in", self.mapped("number"))], ["phone_sanitized"], ["id:recordset"]
            )
        )
        for line in self:
            line.sms_survey_partner_ids = partners.get(line.number, False)
