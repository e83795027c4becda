from odoo import fields, models


class PatientBonusState(models.TransientModel):
    _name = "patient.bonus.state"
    _description = "Change the State of a Bonus Card"

    card_id = fields.Many2one("loyalty.card", required=True, readonly=True)
    operation = fields.Selection(
        [
            ("blocked", "Block"),
            ("lost", "Report as lost"),
            ("replace", "Replace by a new number"),
            ("active", "Unblock"),
            ("closed", "Close for good"),
        ],
        required=True,
        default="blocked",
    )
    reason = fields.Char(help="For the staff; the patient does not see it.")

    def action_apply(self):
        """Carry out the operation; the card's methods check who may."""
        self.ensure_one()
        if self.operation == "replace":
            self.card_id._bonus_replace(self.reason)
        else:
            self.card_id._bonus_set_state(self.operation, self.reason)
        return {"type": "ir.actions.act_window_close"}
