from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _merge_loyalty_cards(self, src_partners, dst_partner):  # pylint: disable=missing-return
        """Merge bonus cards with rows that say so; core would add up balances without any."""
        cards = self.env["loyalty.card"].sudo()  # sudo: written by their own methods only, which check who merges
        cards._bonus_merge_patients(src_partners, dst_partner)
        super()._merge_loyalty_cards(src_partners, dst_partner)
