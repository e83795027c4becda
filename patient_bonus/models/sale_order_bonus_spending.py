from collections import defaultdict
from contextlib import contextmanager

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import float_is_zero, float_round

from ..tools import without_callers_defaults
from .loyalty_history import SPENDING_KINDS

PRICE_WATCHED = "patient_bonus.price_watched"


class SaleOrder(models.Model):
    """Spending: how much of an order may be paid with bonuses, and the rows that say what was."""

    _inherit = "sale.order"

    def _check_bonus_redemption(self, with_cap=False):
        """Refuse orders on which bonuses are spent that may not be, or are not there.

        :param with_cap: also refuse more than the category's share of the order
        :raise UserError: a sentence for the person at the desk
        """
        needed = defaultdict(float)
        for order in self:
            lines = order.order_line._bonus_lines()
            if not lines:
                continue
            card = lines.coupon_id
            error = order._bonus_refusal(card)
            if error:
                raise UserError(error)
            spent = lines._bonus_spent_amount()
            cap = order._bonus_cap_amount(card)
            if with_cap and order.currency_id.compare_amounts(spent, cap) > 0:
                raise UserError(
                    self.env._(
                        "At most %(cap).2f of %(order)s can be paid with bonuses. Press “Spend bonuses” again.",
                        cap=cap,
                        order=order.name,
                    )
                )
            if order.id not in order._bonus_booked(SPENDING_KINDS):
                needed[card] += order._bonus_points_for(card, spent)
        for card, points in needed.items():
            card.sudo()._bonus_check_balance(points)  # sudo: confirmed by patients on the portal too

    def _bonus_refusal(self, card):
        """Why bonuses of this card may not be spent on this order, as a sentence; False when they may.

        Safe to be read by the patient.
        """
        self.ensure_one()
        if len(card) != 1 or card.partner_id != self.partner_id:
            return self.env._(
                "The bonuses on %(order)s are not those of its patient. Remove them from the order.", order=self.name
            )
        status = card.sudo()._bonus_statuses(self.company_id)[card.id]  # sudo: also asked by patients and sales staff
        if status["can_redeem"]:
            return False
        return self.env._(
            "Bonuses cannot be spent on %(order)s at present. Remove them from the order, or check the card.",
            order=self.name,
        )

    def _bonus_cap_amount(self, card):
        """How much of this order may be paid with bonuses, in the order's currency."""
        self.ensure_one()
        status = card.sudo()._bonus_statuses(self.company_id)[card.id]  # sudo: also asked by patients and sales staff
        return card._bonus_cap(status["max_redeem_percent"], self._bonus_price())

    def _bonus_price(self):
        """The price of this order: treatments less discounts, whatever pays for them; never negative."""
        lines = self.order_line.filtered(
            lambda line: not line.coupon_id.is_patient_bonus and not line.reward_id.program_id.is_payment_program
        )
        return max(sum(lines.mapped("price_total")), 0.0)

    def _bonus_points_for(self, card, amount):
        """Points of ``card`` for an amount in this order's currency."""
        amount_company = amount / (self.currency_rate or 1.0)
        return float_round(amount_company * self._bonus_program_currency_rate(card), precision_digits=2)

    def _bonus_amount_for(self, card, points):
        """Amount in this order's currency for points of ``card``, never more than they are worth."""
        amount = points * (self.currency_rate or 1.0) / self._bonus_program_currency_rate(card)
        return float_round(amount, precision_rounding=self.currency_id.rounding, rounding_method="DOWN")

    def _bonus_possible_amount(self, card):
        """How much of this order the patient can pay with bonuses, what is on it already included.

        :return: in the order's currency
        """
        self.ensure_one()
        if self._bonus_refusal(card):
            return 0.0
        spent = self.order_line._bonus_lines()._bonus_spent_amount()
        available = self._bonus_amount_for(card, self._get_real_points_for_coupon(card)) + spent
        # Never more than is left to pay, for instance after a gift card.
        return max(min(available, self._bonus_cap_amount(card), self.amount_total + spent), 0.0)

    def _bonus_spendable_amount(self, card):
        """How much more of this order the patient can pay with bonuses now, in the order's currency."""
        spent = self.order_line._bonus_lines()._bonus_spent_amount()
        return max(self._bonus_possible_amount(card) - spent, 0.0)

    def _bonus_redeem(self, card, amount=0.0):
        """Pay a part of this order with bonuses; what was chosen before is replaced.

        :param card: one ``loyalty.card`` of this order's patient
        :param amount: in the order's currency; 0 for as much as possible
        :raise UserError: more than the card has or the category may spend, or not this patient's card
        """
        self.ensure_one()
        self.check_access("write")
        error = self._bonus_refusal(card)
        if error:
            raise UserError(error)
        if self.state != "sale":
            # Discounts first: the category's share is one of what is left after them.
            self._update_programs_and_rewards()
        possible = self._bonus_possible_amount(card)
        if amount < 0 or self.currency_id.compare_amounts(amount, possible) > 0 or not possible:
            raise UserError(
                self.env._(
                    "At most %(possible).2f can be paid with bonuses on %(order)s. Enter an amount up to that.",
                    possible=possible,
                    order=self.name,
                )
            )
        self.applied_coupon_ids |= card
        result = self._apply_program_reward(card.program_id.reward_ids, card, bonus_amount=amount)
        if result.get("error"):
            raise UserError(result["error"])

    # ------------------------------------------------------------
    # When the price is lowered afterwards
    # ------------------------------------------------------------

    def write(self, vals):
        if "order_line" not in vals:
            return super().write(vals)
        with self._bonuses_kept_within_price():
            return super().write(vals)

    @contextmanager
    def _bonuses_kept_within_price(self):
        """Judge at the end of the block, and once, whether bonuses still pay no more than they may.

        A form writes its lines one by one: what is taken off one may come back on the next.

        :raise UserError: an invoice has the bonuses already
        """
        watched = self.env.cr.cache.setdefault(PRICE_WATCHED, set())
        orders = self.filtered(lambda order: order.id not in watched and order.order_line._bonus_lines())
        prices = {order: order._bonus_price() for order in orders}
        watched.update(orders.ids)
        try:
            yield
        finally:
            watched.difference_update(orders.ids)
        for order, price in prices.items():
            if order.currency_id.compare_amounts(order._bonus_price(), price) < 0:
                order._keep_bonuses_within_price(price)

    def _keep_bonuses_within_price(self, price_before):
        """Give back to the card what may not be paid with bonuses any more at the price of now."""
        lines = self.order_line._bonus_lines()
        card = lines.coupon_id
        if not lines:
            return
        if self.state == "sale":
            self._lower_bonuses(lines, self._bonus_limit_after(card, price_before, lines._bonus_spent_amount()))
        elif self.state in ("draft", "sent") and not self._bonus_refusal(card):
            # A card that is refused stays on the quotation: its sentence comes with the confirmation.
            self._adapt_bonus_lines()

    def _bonus_limit_after(self, card, price_before, spent):
        """How much of this confirmed order may be paid with bonuses at the price of now.

        The share that the category has, and where that was changed meanwhile, the share that was paid until now.
        """
        order = self.sudo()  # sudo: field groups; the price is also lowered by those who may not know patients
        percent = card.program_id._bonus_terms(order.patient_category_id).max_redeem_percent
        if price_before:
            percent = max(percent, min(100.0 * spent / price_before, 100.0))
        return card._bonus_cap(percent, self._bonus_price())

    def _lower_bonuses(self, lines, limit):
        """Let these bonus lines of a confirmed order pay at most ``limit``; the card gets the rest back.

        :raise UserError: an invoice has more
        """
        spent = lines._bonus_spent_amount()
        if self.currency_id.compare_amounts(spent, limit) <= 0:
            return
        standing = lines._standing_invoice_lines(("draft", "posted"))
        if standing:
            raise UserError(
                self.env._(
                    "%(spent).2f of %(order)s are paid with bonuses, and %(invoice)s says so. At the new price it "
                    "can be %(limit).2f. Credit the invoice first, or delete it while it is a draft.",
                    spent=spent,
                    order=self.name,
                    invoice=standing.move_id[:1].display_name,
                    limit=limit,
                )
            )
        confirmed = self.sudo()  # sudo: users do not touch lines of a confirmed order; the card only gets back
        without_callers_defaults(confirmed)._write_bonus_lines(lines.reward_id, lines.coupon_id, limit)

    # ------------------------------------------------------------
    # The ledger
    # ------------------------------------------------------------

    def _book_bonus_spending(self):
        """Book what these orders spend, as the difference to what is booked already.

        The target is the discount of the bonus lines while the order is confirmed, else 0;
        doing it twice changes nothing.

        :raise UserError: the card has less than that
        """
        orders = self.sudo()  # sudo: the ledger is written by nobody; orders are also confirmed on the portal
        booked = orders._bonus_booked(SPENDING_KINDS)
        rows = []
        for order in orders:
            lines = order.order_line._bonus_lines() if order.state == "sale" else order.env["sale.order.line"]
            if not lines and order.id not in booked:
                continue
            card = lines.coupon_id or order._last_bonus_card_spent()
            target = order._bonus_points_for(card, lines._bonus_spent_amount()) if lines else 0.0
            difference = float_round(target + booked.get(order.id, 0.0), precision_digits=2)
            if float_is_zero(difference, precision_digits=2):
                continue
            rows.append(order._bonus_row(card, "spend", -difference))
        if not rows:
            return
        orders._create_bonus_rows(rows)
        for card in orders.env["loyalty.card"].browse({row["card_id"] for row in rows if row["used"]}):
            if card.points < 0:
                card._bonus_raise_overspent()

    def _last_bonus_card_spent(self):
        row = self.env["loyalty.history"].search(
            [("bonus_order_id", "=", self.id), ("bonus_kind", "=", "spend")], limit=1, order="id desc"
        )
        return row.card_id._bonus_successor()
