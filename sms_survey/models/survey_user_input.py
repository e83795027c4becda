from odoo import fields, models


class SurveyUserInput(models.Model):
    _inherit = "survey.user_input"

    sms_survey_unnamed = fields.Boolean(
        string="After an SMS Survey",
        readonly=True,
        copy=False,
        help="Begun on the page behind the link of an SMS survey. It names neither patient nor visit.",
    )
