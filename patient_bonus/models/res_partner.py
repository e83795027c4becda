from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.patient_category.groups import PATIENTS


class ResPartner(models.Model):
    _inherit = "res.partner"

    bonus_card_ids = fields.One2many(
        "loyalty.card",
        "partner_id",
        string="Bonus Cards",
        domain=[("bonus_state", "!=", False)],
        groups=PATIENTS,
    )
    bonus_balance = fields.Float(compute="_compute_bonus_balance", digits=(16, 2), groups=PATIENTS)
    bonus_card_count = fields.Integer(compute="_compute_bonus_balance", groups=PATIENTS)

    def _compute_bonus_balance(self):
        held = self.env["loyalty.card"]._read_group(
            [("partner_id", "in", self.ids), ("bonus_state", "!=", False)], ["partner_id"], ["points:sum", "__count"]
        )
        totals = {partner: (points, count) for partner, points, count in held}
        for partner in self:
            partner.bonus_balance, partner.bonus_card_count = totals.get(partner, (0.0, 0))

    def action_issue_bonus_card(self):
        """Issue a card of the company's bonus program to this patient, and show it."""
        self.ensure_one()
        program = self._bonus_program_of_company()
        if not program:
            raise UserError(
                self.env._("There is no bonus program yet. A manager creates one under Bonus ▸ Programs.")
            )
        self.env["loyalty.card"]._bonus_issue(self, program)
        return self.action_view_bonus_cards()

    @api.model
    def _bonus_program_of_company(self):
        """The bonus program whose cards are issued in the current company; empty when there is none."""
        company = self.env.company.sudo()  # sudo: the parents of a branch may be out of the user's sight
        return self.env["loyalty.program"].search(
            [
                ("is_patient_bonus", "=", True),
                ("company_id", "in", [False, *company.parent_ids.ids]),
            ],
            limit=1,
        )

    def action_view_bonus_cards(self):
        """Open the bonus card of this patient, or the list of all he ever had."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("patient_bonus.action_bonus_cards")
        cards = self.with_context(active_test=False).bonus_card_ids
        if len(cards) == 1:
            action.update(views=[(False, "form")], view_mode="form", res_id=cards.id)
        else:
            action.update(domain=[("partner_id", "=", self.id)], context={"active_test": False})
        return action
