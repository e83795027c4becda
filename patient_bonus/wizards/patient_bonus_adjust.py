from odoo import api, fields, models
from odoo.tools import float_round


class PatientBonusAdjust(models.TransientModel):
    _name = "patient.bonus.adjust"
    _inherit = "patient.dialog"
    _description = "Adjust the Balance of a Bonus Card"
    _told_of = ("card_id",)

    card_id = fields.Many2one("loyalty.card", required=True, readonly=True)
    partner_id = fields.Many2one(related="card_id.partner_id", string="Patient")
    balance = fields.Float(related="card_id.points", string="Balance", digits=(16, 2))
    points = fields.Float(
        string="Change by", digits=(16, 2), help="Bonuses to add; with a minus sign, bonuses to take away."
    )
    balance_afterwards = fields.Float(compute="_compute_balance_afterwards", digits=(16, 2))
    into_debt = fields.Boolean(
        string="Leave a debt",
        help="Take back what was spent already: what the patient receives next pays for it first.",
    )
    reason = fields.Char(help="For the staff; the patient reads “Correction”.")

    @api.depends("balance", "points")
    def _compute_balance_afterwards(self):
        for wizard in self:
            wizard.balance_afterwards = float_round(wizard.balance + wizard.points, precision_digits=2)

    def action_adjust(self):
        """Book the correction."""
        self.ensure_one()
        self.card_id._bonus_adjust(self.points, self.reason, into_debt=self.into_debt)
        return {"type": "ir.actions.act_window_close"}
