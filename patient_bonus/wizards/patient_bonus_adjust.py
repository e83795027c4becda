from odoo import fields, models


class PatientBonusAdjust(models.TransientModel):
    _name = "patient.bonus.adjust"
    _description = "Adjust the Balance of a Bonus Card"

    card_id = fields.Many2one("loyalty.card", required=True, readonly=True)
    balance = fields.Float(related="card_id.points", string="Balance", digits=(16, 2))
    points = fields.Float(
        string="Change by", digits=(16, 2), help="Bonuses to add; with a minus sign, bonuses to take away."
    )
    reason = fields.Char(help="For the staff; the patient reads “Correction”.")

    def action_adjust(self):
        """Book the correction."""
        self.ensure_one()
        self.card_id._bonus_adjust(self.points, self.reason)
        return {"type": "ir.actions.act_window_close"}
