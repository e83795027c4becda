from odoo import api, models


class LoyaltyReward(models.Model):
    _inherit = "loyalty.reward"

    @api.constrains(
        "active", "clear_wallet", "discount", "discount_applicability", "discount_mode", "program_id", "reward_type"
    )
    def _check_bonus_program(self):
        """The reward of a bonus program keeps its shape, also when it is written without its program."""
        self.program_id._check_bonus_program()
