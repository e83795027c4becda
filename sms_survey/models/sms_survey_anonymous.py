from odoo import fields, models


class SmsSurveyAnonymousMark(models.Model):
    """A mark of an anonymous campaign, without anything that leads back to its patient.

    Rows are written in closed batches, shuffled: neither their order nor their time says which
    visit they come from.
    """

    _name = "sms.survey.anonymous.mark"
    _description = "Anonymous Mark"
    _log_access = False
    _order = "id"

    campaign_id = fields.Many2one("sms.survey.campaign", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, index=True)
    employee_id = fields.Many2one("hr.employee", index=True, ondelete="cascade")
    scale_max = fields.Integer(required=True)
    alert_threshold = fields.Integer(required=True)
    score = fields.Integer(required=True)


class SmsSurveyCooldown(models.Model):
    """That a number was asked, after everything else about it was removed."""

    _name = "sms.survey.cooldown"
    _description = "Number Asked Anonymously"
    _log_access = False
    _order = "phone_hash"

    phone_hash = fields.Char(required=True, index=True)
    date = fields.Date(required=True)
