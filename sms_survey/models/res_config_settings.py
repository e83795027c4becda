from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    sms_survey_purge_days = fields.Integer(
        string="Days to Keep Survey Texts",
        config_parameter="sms_survey.purge_days",
        default=90,
        help="After so many days texts, replies and phone numbers in messages are removed. Figures stay. "
        "0: texts are kept.",
    )
