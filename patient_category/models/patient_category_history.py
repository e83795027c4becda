from odoo import fields, models


class PatientCategoryHistory(models.Model):
    _name = "patient.category.history"
    _description = "History of a Patient's Category"
    _order = "date_from desc, id desc"
    _rec_name = "category_id"

    # A patient with history is archived, never deleted: what happened stays provable.
    partner_id = fields.Many2one(
        "res.partner", string="Patient", required=True, index=True, ondelete="restrict"
    )
    category_id = fields.Many2one("patient.category", required=True, index=True, ondelete="restrict")
    date_from = fields.Datetime(string="From", required=True, default=fields.Datetime.now)
    date_to = fields.Datetime(string="Until")
    user_id = fields.Many2one(
        "res.users", string="Decided by", required=True, default=lambda self: self.env.user
    )
    reason = fields.Char()

    # No unique key on the partner: merging two contacts would make Odoo delete the
    # rows of the one that is merged away.
