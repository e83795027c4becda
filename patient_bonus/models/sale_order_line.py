from odoo import api, models
from odoo.exceptions import UserError


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    # Core moves the points of the card when a line of a confirmed order changes. For bonus cards
    # the ledger does that, from what the lines say afterwards; hence the context key, see the card.

    @api.model_create_multi
    def create(self, vals_list):
        lines = super(SaleOrderLine, self.with_context(bonus_points_from_ledger=True)).create(vals_list)
        lines = lines.with_env(self.env)
        bonus_lines = lines._bonus_lines()
        bonus_lines.coupon_id._bonus_check_not_own(bonus_lines.coupon_id.partner_id)
        bonus_lines.order_id._book_bonus_spending()
        return lines

    def write(self, vals):
        bonus_lines = self._bonus_lines()
        if not bonus_lines and "coupon_id" not in vals:
            return super().write(vals)
        if not self.env.su and vals.keys() & {"coupon_id", "reward_id", "order_id"}:
            bonus_lines._check_bonus_stays_on_line()
        result = super(SaleOrderLine, self.with_context(bonus_points_from_ledger=True)).write(vals)
        if "coupon_id" in vals:
            new_cards = self._bonus_lines().coupon_id
            new_cards._bonus_check_not_own(new_cards.partner_id)
        (bonus_lines | self._bonus_lines()).order_id._book_bonus_spending()
        return result

    def unlink(self):
        orders = self._bonus_lines().order_id
        result = super(SaleOrderLine, self.with_context(bonus_points_from_ledger=True)).unlink()
        orders._book_bonus_spending()
        return result

    def _check_bonus_stays_on_line(self):
        """Refuse to take the card off a line: the discount would stay, and the bonuses come back."""
        if any(line.state == "sale" for line in self):
            raise UserError(
                self.env._("Bonuses that were spent stay on their order. Cancel the order to give them back.")
            )

    def _bonus_lines(self):
        """Those of these lines that spend bonuses."""
        return self.filtered(lambda line: line.coupon_id.is_patient_bonus)
