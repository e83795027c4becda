from odoo import models
from odoo.exceptions import UserError


class LoyaltyGenerateWizard(models.TransientModel):
    _inherit = "loyalty.generate.wizard"

    def generate_coupons(self):
        programs = self.program_id.sudo()  # sudo: whether a program is one of ours is no secret
        if any(programs.mapped("is_patient_bonus")):
            raise UserError(
                self.env._("Bonus cards are issued to patients: open a patient and press “Issue bonus card”.")
            )
        return super().generate_coupons()
