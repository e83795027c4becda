from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.patient_category.groups import PATIENTS

from .loyalty_history import EARNING_KINDS, SPENDING_KINDS

# Results of our rules, from which the ledger is written, and Odoo's rate, by which bonuses are counted.
PROTECTED_FIELDS = {
    "bonus_card_id",
    "bonus_currency_rate",
    "bonus_history_ids",
    "bonus_rate",
    "bonus_redeem_amount",
    "currency_rate",
}


class SaleOrder(models.Model):
    """What bonuses mean to an order: the card and the rate that are frozen with its confirmation."""

    _inherit = "sale.order"

    # Frozen when the order is confirmed: what it earns does not change with the patient's category,
    # the program's rates or the card he gets later.
    bonus_card_id = fields.Many2one(
        "loyalty.card",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups=PATIENTS,
    )
    bonus_rate = fields.Float(
        string="Bonus Rate (%)", digits=(5, 2), readonly=True, copy=False, aggregator=None, groups=PATIENTS
    )
    bonus_currency_rate = fields.Float(
        digits=0,
        readonly=True,
        copy=False,
        aggregator=None,
        groups=PATIENTS,
        help="The bonus program's currency for one unit of the company's, on the day of confirmation.",
    )
    bonus_redeem_amount = fields.Monetary(
        string="Bonuses to Spend",
        readonly=True,
        copy=False,
        groups=PATIENTS,
        help="What the patient wants to spend on this order. 0: as much as possible.",
    )
    bonus_history_ids = fields.One2many(
        "loyalty.history", "bonus_order_id", string="Bonus Movements", readonly=True, groups=PATIENTS
    )
    bonus_earned = fields.Float(
        string="Bonuses Received", compute="_compute_bonus_movements", digits=(16, 2), groups=PATIENTS
    )
    bonus_spent = fields.Float(
        string="Bonuses Spent", compute="_compute_bonus_movements", digits=(16, 2), groups=PATIENTS
    )

    @api.depends("bonus_history_ids.bonus_net")
    def _compute_bonus_movements(self):
        earned = self._bonus_booked(EARNING_KINDS)
        spent = self._bonus_booked(SPENDING_KINDS)
        for order in self:
            order.bonus_earned = earned.get(order.id, 0.0)
            order.bonus_spent = -spent.get(order.id, 0.0)

    # ------------------------------------------------------------
    # Becoming confirmed, and ceasing to be
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        orders.filtered(lambda order: order.state == "sale")._bonus_confirmed()
        return orders

    def write(self, vals):
        if self._write_confirmation_last(vals):
            return True
        if not vals.keys() & {"state", "partner_id"}:
            return super().write(vals)
        confirmed = self.filtered(lambda order: order.state == "sale")
        if vals.get("state", "sale") != "sale":
            confirmed._check_bonus_may_be_cancelled()
        if "partner_id" in vals:
            self._check_bonus_of_other_patient(vals["partner_id"])
        result = super().write(vals)
        now_confirmed = self.filtered(lambda order: order.state == "sale")
        if "partner_id" in vals:
            (self - now_confirmed)._drop_bonuses_of_other_patient()
            # Back with the patient whose card was frozen: what waited is booked.
            (confirmed & now_confirmed)._book_bonus_earnings()
        (now_confirmed - confirmed)._bonus_confirmed()
        left = confirmed - now_confirmed
        left._book_bonus_spending()
        left._book_bonus_earnings()
        return result

    @api.model
    def _protected_fields(self):
        return super()._protected_fields() | PROTECTED_FIELDS

    def _is_confirmation_amount_reached(self):
        """An order whose bonuses would be refused waits for the desk, so that its online payment is kept."""
        if not super()._is_confirmation_amount_reached():
            return False
        try:
            self._check_bonus_redemption(with_cap=True)
        except UserError:
            return False
        return True

    @api.ondelete(at_uninstall=False)
    def _unlink_except_bonus_movement(self):
        for order in self.sudo():  # sudo: any movement counts
            if order.bonus_history_ids:
                raise UserError(
                    self.env._(
                        "Bonuses moved with %(order)s, and their movements stay. Keep the order cancelled.",
                        order=order.name,
                    )
                )

    def action_confirm(self):
        self._read_with_patient_fields()
        # Before core adapts the rewards: a patient who was told a price must not pay another one.
        self._check_bonus_redemption(with_cap=True)
        for order in self:
            lines = order.order_line._bonus_lines()
            if lines and order.currency_id.is_zero(lines._bonus_spent_amount()):
                # All of it was given back before the order was cancelled: nothing is not "as much as possible".
                lines.unlink()
            elif lines:
                order.sudo().bonus_redeem_amount = lines._bonus_spent_amount()  # sudo: sales staff confirm too
        return super().action_confirm()

    def _bonus_confirmed(self):
        """These orders have just become confirmed, through whichever door."""
        if not self:
            return
        self._freeze_bonus()
        self._check_bonus_redemption(with_cap=True)
        self._book_bonus_spending()
        # Money that came in before the confirmation: a down payment on a quotation.
        self.filtered("invoice_ids")._book_bonus_earnings()

    def _freeze_bonus(self):
        """Note which card these orders earn on, at which rate; no card now means none later."""
        for company, orders in self.sudo().grouped("company_id").items():  # sudo: also confirmed on the portal
            cards = orders._bonus_cards_of_patients(company)
            date = fields.Date.context_today(self)
            for order in orders:
                card = cards.get(order.partner_id, self.env["loyalty.card"])
                values = {"bonus_card_id": card.id, "bonus_rate": 0.0, "bonus_currency_rate": 0.0}
                if card:
                    values["bonus_rate"] = card._bonus_rate_when_active(company, date, order.patient_category_id)
                    values["bonus_currency_rate"] = order._bonus_program_currency_rate(card)
                if card or order.bonus_card_id:
                    order.write(values)

    def _bonus_cards_of_patients(self, company):
        """The card of each of these orders' patients that counts in ``company``.

        :return: {``res.partner``: ``loyalty.card``}; where a patient has cards of several
            programs the active one counts, then the first program
        """
        cards = self.env["loyalty.card"].search(
            [
                ("partner_id", "in", self.partner_id.ids),
                ("bonus_state", "in", ("active", "blocked", "lost")),
                ("company_id", "in", [False, *company.parent_ids.ids]),
                ("program_id.active", "=", True),
            ]
        )
        ordered = cards.sorted(
            lambda card: (card.bonus_state != "active", card.program_id.sequence, card.program_id.id)
        )
        return {card.partner_id: card for card in reversed(ordered)}

    def _bonus_program_currency_rate(self, card):
        """The program's currency for one unit of the company's: frozen, or today's on a quotation."""
        order = self.sudo()  # sudo: field groups; orders are also priced on the portal
        if order.state == "sale" and order.bonus_card_id == card and order.bonus_currency_rate:
            return order.bonus_currency_rate
        return self.env["res.currency"]._get_conversion_rate(
            order.company_id.currency_id,
            card.program_id.currency_id,
            order.company_id,
            fields.Date.context_today(self),
        )

    def _check_bonus_may_be_cancelled(self):
        """Refuse to give bonuses back while an invoice still stands on which they were spent.

        :raise UserError: with the invoice to credit
        """
        for line in self.sudo().order_line._bonus_lines():  # sudo: invoices are not for salespeople
            posted = line._standing_invoice_lines(("posted",))
            if posted:
                raise UserError(
                    self.env._(
                        "Bonuses were spent on %(order)s, and invoice %(invoice)s stands. "
                        "Credit the invoice first, then cancel the order.",
                        order=line.order_id.name,
                        invoice=posted.move_id[:1].name,
                    )
                )

    # ------------------------------------------------------------
    # Another patient
    # ------------------------------------------------------------

    def _check_bonus_of_other_patient(self, partner_id):
        """Refuse to hand a confirmed order to another patient after bonuses were spent on it."""
        for order in self:
            bonus_lines = order.order_line._bonus_lines()
            if order.state == "sale" and bonus_lines and order.partner_id.id != partner_id:
                raise UserError(
                    self.env._(
                        "Bonuses of %(patient)s were spent on %(order)s. Cancel it and make a new order "
                        "for the other patient.",
                        patient=order.partner_id.name,
                        order=order.name,
                    )
                )

    def _drop_bonuses_of_other_patient(self):
        """Take back on quotations what the former patient's card paid."""
        for order in self:
            foreign = order._foreign_bonus_cards()
            if foreign:
                order.order_line.filtered_domain([("coupon_id", "in", foreign.ids)]).unlink()
                order.applied_coupon_ids -= foreign

    def _foreign_bonus_cards(self):
        """The bonus cards on this order that are not its patient's."""
        self.ensure_one()
        cards = self.applied_coupon_ids | self.order_line.coupon_id
        return cards.filtered(lambda card: card.is_patient_bonus and card.partner_id != self.partner_id)
