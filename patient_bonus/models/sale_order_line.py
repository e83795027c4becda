from odoo import api, models


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

    def _bonus_lines(self):
        """Those of these lines that spend bonuses."""
        return self.filtered(lambda line: line.coupon_id.is_patient_bonus)
