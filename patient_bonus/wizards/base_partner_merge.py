from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _merge_loyalty_cards(self, src_partners, dst_partner):  # pylint: disable=missing-return
        """Merge bonus cards with rows that say so; core would add up balances without any."""
        # sudo: cards are written by their own methods only.
        self.env["loyalty.card"].sudo()._bonus_merge_patients(src_partners, dst_partner)
        super()._merge_loyalty_cards(src_partners, dst_partner)
