from odoo import fields, models


class PatientBonusRetiredNumber(models.Model):
    _name = "patient.bonus.retired.number"
    _description = "Retired Number of a Bonus Card"
    _order = "id desc"
    _rec_name = "number"

    number = fields.Char(required=True, readonly=True)
    card_id = fields.Many2one("loyalty.card", required=True, readonly=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="card_id.company_id", store=True)
    date = fields.Date(required=True, readonly=True, default=fields.Date.context_today)
    reason = fields.Char(readonly=True)

    _number_unique = models.UniqueIndex("(number)", "This number is already retired.")
