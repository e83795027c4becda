from odoo import fields, models


class PatientBonusRate(models.Model):
    _name = "patient.bonus.rate"
    _description = "Bonus Rate of a Category of Patients"
    _order = "program_id, category_sequence, id"
    _rec_name = "category_id"

    program_id = fields.Many2one("loyalty.program", required=True, index=True, ondelete="cascade")
    category_id = fields.Many2one("patient.category", required=True, index=True, ondelete="cascade")
    category_sequence = fields.Integer(related="category_id.sequence", store=True)
    company_id = fields.Many2one(related="program_id.company_id", store=True, index="btree_not_null")
    rate = fields.Float(
        digits=(5, 2),
        help="Share of the money paid that comes back as bonuses, in percent. 0: no bonuses.",
    )
    can_redeem = fields.Boolean(
        string="May spend", default=True, help="Whether these patients may spend the bonuses they have."
    )
    max_redeem_percent = fields.Float(
        string="At most",
        digits=(5, 2),
        default=50.0,
        help="Share of an order that may be paid with bonuses, in percent.",
    )

    _category_unique = models.Constraint(
        "UNIQUE(program_id, category_id)",
        "This category already has a rate in this program. Change that rate instead.",
    )
    _rate_range = models.Constraint(
        "CHECK(rate >= 0 AND rate <= 100)", "The rate must be between 0 and 100 percent."
    )
    _max_redeem_percent_range = models.Constraint(
        "CHECK(max_redeem_percent >= 0 AND max_redeem_percent <= 100)",
        "The share of an order that may be paid with bonuses must be between 0 and 100 percent.",
    )
