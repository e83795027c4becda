from odoo import models
from odoo.exceptions import UserError


class LoyaltyCardUpdateBalance(models.TransientModel):
    _inherit = "loyalty.card.update.balance"

    def action_update_card_point(self):
        if self.card_id.is_patient_bonus:
            raise UserError(
                self.env._("Bonus cards are corrected with “Adjust” on the card, by a manager and with a reason.")
            )
        return super().action_update_card_point()
