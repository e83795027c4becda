from odoo import api, models
from odoo.fields import Command
from odoo.tools import float_round

from ..tools import without_callers_defaults
from .loyalty_history import EARNING_KINDS


class SaleOrder(models.Model):
    """Core's loyalty: redemption stays, accrual and bookkeeping are ours."""

    _inherit = "sale.order"

    @api.model
    def _bonus_programs(self, programs):
        ours = programs.sudo().filtered("is_patient_bonus")  # sudo: the kind is no secret, the record may be
        return ours.with_env(programs.env)

    def _program_check_compute_points(self, programs):
        """Bonus programs give no points with the order: bonuses come with the money.

        An error keeps core from issuing cards and from accruing, and leaves the rewards alone.
        """
        bonus_programs = self._bonus_programs(programs)
        statuses = super()._program_check_compute_points(programs - bonus_programs)
        message = self.env._("Bonuses come with the payment of the order.")
        return {**statuses, **{program: {"error": message} for program in bonus_programs}}

    def _get_point_changes(self):
        changes = super()._get_point_changes()
        return {card: points for card, points in changes.items() if not card.is_patient_bonus}

    def _get_real_points_for_coupon(self, coupon, post_confirm=False):
        """The gate: what may not be spent is not there. What this order earned cannot be spent on it.

        Never negative: a debt keeps nobody from confirming an order on which nothing is spent.
        """
        points = super()._get_real_points_for_coupon(coupon, post_confirm=post_confirm)
        if not coupon.is_patient_bonus:
            return points
        if self._bonus_refusal(coupon):
            return 0.0
        own_earnings = self._bonus_booked(EARNING_KINDS).get(self.id, 0.0)
        return max(float_round(points - max(own_earnings, 0.0), precision_digits=2), 0.0)

    def _try_apply_code(self, code):
        """A bonus card's number is no code, and nobody learns here which numbers exist."""
        cards = self.env["loyalty.card"].sudo().with_context(active_test=False)  # sudo: of other companies too
        if cards.search_count([("code", "=", code), ("bonus_state", "!=", False)], limit=1):
            return {"error": self.env._("This code is invalid (%s).", code), "not_found": True}
        return super()._try_apply_code(code)

    def _get_no_effect_on_threshold_lines(self):
        """Bonuses pay for the price, they do not change it: no discount becomes smaller by them."""
        return super()._get_no_effect_on_threshold_lines() | self.order_line._bonus_lines()

    def _update_programs_and_rewards(self):
        foreign = self._foreign_bonus_cards()
        if foreign:
            self.applied_coupon_ids -= foreign
        result = super()._update_programs_and_rewards()
        self._adapt_bonus_lines()
        return result

    def _adapt_bonus_lines(self):
        """Bring what a quotation spends back within balance, share and price, after its prices changed.

        What the patient wanted to spend is kept as far as that goes.
        """
        lines = self.order_line._bonus_lines()
        if not lines or self.state == "sale":
            return
        card = lines.coupon_id
        amount = self._bonus_wanted_amount(card) if len(card) == 1 else 0.0
        if self.currency_id.is_zero(amount):
            lines.unlink()
        elif self.currency_id.compare_amounts(amount, lines._bonus_spent_amount()):
            self._write_bonus_lines(lines.reward_id, card, amount)

    def _bonus_wanted_amount(self, card):
        """What the patient wants to spend on this order, as far as it is possible."""
        possible = self._bonus_possible_amount(card)
        wish = self.sudo().bonus_redeem_amount  # sudo: sales staff price orders too
        return min(possible, wish) if wish else possible

    def _apply_program_reward(self, reward, coupon, **kwargs):
        """Any amount in cents, up to the balance, the category's share and what the patient wants.

        Core rounds points down to whole multiples of what the reward needs, with binary fractions
        (0.29 becomes 0.28), and knows neither a share nor a wish.
        """
        if not coupon.is_patient_bonus:
            return super()._apply_program_reward(reward, coupon, **kwargs)
        error = self._bonus_refusal(coupon)
        if error:
            return {"error": error}
        order = self
        if self.state == "sale":
            if self.order_line._bonus_lines():
                return {"error": self.env._("Bonuses were spent on this order already, and it is confirmed.")}
            coupon._bonus_check_not_own(coupon.partner_id)
            confirmed = self.sudo()  # sudo: users do not touch lines of a confirmed order; the amount is bounded below
            order = without_callers_defaults(confirmed)
        wisher = self.sudo()  # sudo: field groups; the wish is bounded by balance and cap whenever it is used
        wisher.bonus_redeem_amount = kwargs.get("bonus_amount", 0.0)
        amount = order._bonus_wanted_amount(coupon)
        if self.currency_id.is_zero(amount):
            return {"error": self.env._("No bonuses can be spent on this order.")}
        order._write_bonus_lines(coupon.program_id.reward_ids, coupon, amount)
        return {}

    def _get_reward_values_discount(self, reward, coupon, **kwargs):
        """Core asks when it works out the rewards anew; bonuses follow after all of them (_adapt_bonus_lines)."""
        return [] if coupon.is_patient_bonus else super()._get_reward_values_discount(reward, coupon, **kwargs)

    # ------------------------------------------------------------
    # The lines that spend
    # ------------------------------------------------------------

    def _write_bonus_lines(self, reward, card, amount):
        """Make the lines of this order spend ``amount``, in its currency."""
        lines = self.order_line._bonus_lines()
        values_list = []
        if not self.currency_id.is_zero(amount):
            discountable, per_tax = self._discountable_order(reward)
            values_list = self._bonus_line_values(reward, card, per_tax, amount, discountable)
            values_list[0]["points_cost"] = self._bonus_points_for(card, self._bonus_line_total(values_list))
        if self.state == "sale":
            # Odoo removes no line of a confirmed order.
            lines[len(values_list) :].write({"price_unit": 0.0, "points_cost": 0.0})
            lines = lines[: len(values_list)]
        self._write_vals_from_reward_vals(values_list, lines)

    def _bonus_line_values(self, reward, coupon, per_tax, amount, discountable):
        """One line a tax, as a reduction of the price carries the taxes of what it reduces.

        Together never more than ``amount``; where rounding of the tax leaves no way to reach it,
        a cent less, and the card pays a cent less.
        """
        identifier = f"bonus-{coupon.id}-{self.id}"
        sequence = max((self.order_line - self.order_line._bonus_lines()).mapped("sequence"), default=10) + 1
        precision = self.env["decimal.precision"].precision_get("Product Price")
        values_list = []
        for taxes, price in per_tax.items():
            if self.currency_id.is_zero(price):
                continue
            mapped = self.fiscal_position_id.map_tax(taxes)
            values_list.append(
                {
                    "name": reward.description,
                    "product_id": reward.discount_line_product_id.id,
                    "product_uom_qty": 1.0,
                    "price_unit": -float_round(price * amount / discountable, precision_digits=precision),
                    "tax_ids": [Command.set(mapped.ids)],
                    "reward_id": reward.id,
                    "coupon_id": coupon.id,
                    "points_cost": 0.0,
                    "reward_identifier_code": identifier,
                    "sequence": sequence,
                }
            )
        largest = min(values_list, key=lambda values: values["price_unit"])
        rounded = largest["price_unit"]
        # A few steps around the rounded price reach the nearest total that is not too much.
        for steps in range(-len(values_list) - 1, len(values_list) + 2):
            largest["price_unit"] = float_round(rounded + steps * 10**-precision, precision_digits=precision)
            if self.currency_id.compare_amounts(self._bonus_line_total(values_list), amount) <= 0:
                break
        return values_list

    def _bonus_line_total(self, values_list):
        """What lines with these values take off the order, taxes included."""
        total = 0.0
        for values in values_list:
            taxes = self.env["account.tax"].browse(values["tax_ids"][0][2])
            total -= taxes.compute_all(
                values["price_unit"], currency=self.currency_id, quantity=1.0, partner=self.partner_shipping_id
            )["total_included"]
        return self.currency_id.round(total)
