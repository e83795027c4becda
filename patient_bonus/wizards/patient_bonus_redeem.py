from odoo import api, fields, models
from odoo.exceptions import UserError


class PatientBonusRedeem(models.TransientModel):
    _name = "patient.bonus.redeem"
    _inherit = "patient.dialog"
    _description = "Spend Bonuses on an Order"
    _told_of = ("order_id", "card_id")

    order_id = fields.Many2one("sale.order", required=True, readonly=True)
    card_id = fields.Many2one("loyalty.card", compute="_compute_card_id")
    currency_id = fields.Many2one(related="order_id.currency_id")
    card_currency_id = fields.Many2one(related="card_id.currency_id", string="Card Currency")
    balance = fields.Float(related="card_id.points", string="Balance", digits=(16, 2))
    possible_amount = fields.Monetary(string="At most", compute="_compute_possible_amount")
    refusal = fields.Char(compute="_compute_refusal", help="For the staff: why nothing can be spent, if so.")
    amount = fields.Monetary(
        compute="_compute_amount", store=True, readonly=False, help="What the patient wants to spend on this order."
    )

    @api.depends("order_id")
    def _compute_card_id(self):
        for wizard in self:
            order = wizard.order_id
            wizard.card_id = order._bonus_cards_of_patients(order.company_id).get(order.partner_id)

    @api.depends("card_id", "order_id")
    def _compute_possible_amount(self):
        for wizard in self:
            wizard.possible_amount = wizard.card_id and wizard.order_id._bonus_possible_amount(wizard.card_id)

    @api.depends("possible_amount")
    def _compute_refusal(self):
        for wizard in self:
            order, card = wizard.order_id, wizard.card_id
            if wizard.possible_amount or not card:
                wizard.refusal = False
            elif order._bonus_refusal(card):
                wizard.refusal = card.with_company(order.company_id).bonus_staff_reason
            elif card.points <= 0:
                wizard.refusal = self.env._("There are no bonuses on the card.")
            else:
                wizard.refusal = self.env._("Nothing of this order can be paid with bonuses.")

    @api.depends("possible_amount")
    def _compute_amount(self):
        for wizard in self:
            wizard.amount = wizard.possible_amount

    def action_redeem(self):
        """Pay the chosen part of the order with bonuses."""
        self.ensure_one()
        if not self.card_id:
            raise UserError(self.env._("This patient has no bonus card. Issue one on the patient first."))
        if not self.amount > 0:
            raise UserError(self.env._("Please enter the amount that the patient wants to spend."))
        self.order_id._bonus_redeem(self.card_id, self.amount)
        return {"type": "ir.actions.act_window_close"}
