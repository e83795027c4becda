from odoo import api, models
from odoo.exceptions import AccessError

from .loyalty_card import HELD_STATES


class LoyaltyCard(models.Model):
    """Two contacts were one patient: one card takes over what the others had."""

    _inherit = "loyalty.card"

    @api.model
    def _bonus_merge_patients(self, sources, destination):
        """Let one card of ``destination`` take over the balances of all of them, with rows that say so.

        Called with sudo while contacts are merged.

        :param sources: ``res.partner`` that are merged away
        :param destination: the ``res.partner`` that stays
        :raise AccessError: whoever merges is one of them, and would get another's balance
        """
        cards = self.search(
            [("partner_id", "in", (sources | destination).ids), ("bonus_state", "in", HELD_STATES)], order="id"
        )
        own = self.env.user._own_patient_records()
        if (sources | destination) & own and cards.partner_id - own:
            raise AccessError(
                self.env._("One of these contacts is you. Bonuses of other cards come to yours only by a colleague.")
            )
        for of_program in cards.grouped("program_id").values():
            own = of_program.filtered(lambda card: card.partner_id == destination)
            kept = (own or of_program)[0]
            for card in of_program - kept:
                card._bonus_merge_into(kept)
            kept.partner_id = destination

    def _bonus_merge_into(self, kept):
        """Hand the balance and the number of this card over to ``kept``, and close this one."""
        balance = self.points
        transfer = {"bonus_kind": "transfer", "description": self.env._("Two cards of one patient were merged")}
        # What lies on a blocked or lost card stays there until a manager decides; a debt goes along.
        if balance and (self.bonus_state == "active" or balance < 0):
            out, into = ("used", "issued") if balance > 0 else ("issued", "used")
            self.env["loyalty.history"].create(
                [
                    {**transfer, "card_id": self.id, out: abs(balance)},
                    {**transfer, "card_id": kept.id, into: abs(balance)},
                ]
            )
        self.write(
            {
                "active": False,
                "bonus_state": "closed",
                "bonus_block_reason": self.env._("Merged into card %s", kept.code),
                "bonus_merged_into_id": kept.id,
            }
        )
        # What the merged patient's orders still earn goes to the card that stays.
        self.env["sale.order"].search([("bonus_card_id", "=", self.id)]).bonus_card_id = kept

    def _bonus_successor(self):
        """The card that took over this one's balance when two contacts were merged, else itself."""
        card = self
        while card.bonus_merged_into_id:
            card = card.bonus_merged_into_id
        return card
