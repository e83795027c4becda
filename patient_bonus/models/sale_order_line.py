from collections import defaultdict

from odoo import api, models
from odoo.exceptions import AccessError, UserError

# Worked out from price, quantity, discount and taxes; bonuses are counted by them.
TOTALS = {"price_subtotal", "price_tax", "price_total"}
# What may lower the price of an order on which bonuses are spent.
PRICE_FIELDS = {"discount", "order_id", "price_unit", "product_id", "product_uom_id", "product_uom_qty", "tax_ids"}


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    # Core moves the points of the card when a line of a confirmed order changes. For bonus cards
    # the ledger does that, from what the lines say afterwards; hence the context key, see the card.

    @api.model_create_multi
    def create(self, vals_list):
        orders = self.env["sale.order"].browse({vals["order_id"] for vals in vals_list if vals.get("order_id")})
        with orders._bonuses_kept_within_price():
            lines = super(SaleOrderLine, self.with_context(bonus_points_from_ledger=True)).create(vals_list)
            lines = lines.with_env(self.env)
            bonus_lines = lines._bonus_lines()
            bonus_lines._check_bonus_lines_by_user()
            lines._check_bonus_spent_unchanged({})
            bonus_lines.coupon_id._bonus_check_not_own(bonus_lines.coupon_id.partner_id)
            bonus_lines.order_id._book_bonus_spending()
        return lines

    def write(self, vals):
        if TOTALS & vals.keys() and not self.env.su:
            raise AccessError(
                self.env._("The total of a line is not entered. Change its price, quantity, discount or taxes.")
            )
        priced = self.order_id if PRICE_FIELDS & vals.keys() else self.env["sale.order"]
        if vals.get("order_id"):
            priced |= priced.browse(vals["order_id"])
        bonus_lines = self._bonus_lines()
        if not bonus_lines and "coupon_id" not in vals:
            with priced._bonuses_kept_within_price():
                return super().write(vals)
        spent = self._bonus_spent_when_confirmed()
        with priced._bonuses_kept_within_price():
            result = super(SaleOrderLine, self.with_context(bonus_points_from_ledger=True)).write(vals)
            if bonus_lines - self._bonus_lines() and not self.env.su:
                # It would go on taking off what no card pays.
                raise AccessError(self.env._("A line that spends bonuses keeps its card. Delete the line instead."))
            self._bonus_lines()._check_bonus_lines_by_user()
            self._check_bonus_spent_unchanged(spent)
            if "coupon_id" in vals:
                new_cards = self._bonus_lines().coupon_id
                new_cards._bonus_check_not_own(new_cards.partner_id)
            (bonus_lines | self._bonus_lines()).order_id._book_bonus_spending()
        return result

    def unlink(self):
        bonus_orders = self._bonus_lines().order_id
        self.browse()._check_bonus_spent_unchanged(self._bonus_spent_when_confirmed())
        with self.order_id._bonuses_kept_within_price():
            result = super(SaleOrderLine, self.with_context(bonus_points_from_ledger=True)).unlink()
            bonus_orders._book_bonus_spending()
        return result

    def _reset_loyalty(self, complete=False):
        """Bonus lines stay as they are while core works out its rewards; the order adapts them afterwards."""
        return super(SaleOrderLine, self - self._bonus_lines())._reset_loyalty(complete)

    def _bonus_lines(self):
        """Those of these lines that spend bonuses."""
        return self.filtered(lambda line: line.coupon_id.is_patient_bonus)

    def _bonus_spent_amount(self):
        """What these lines take off their order, taxes included: never negative, a card earns nothing by them."""
        return max(-sum(self.mapped("price_total")), 0.0)

    def _standing_invoice_lines(self, states):
        """The invoice lines of these lines that count.

        :param states: of their invoices, of "draft" and "posted"; what is posted and credited counts no more
        :return: ``account.move.line`` with sudo
        """
        standing = self.env["account.move.line"].sudo()  # sudo: invoices are not for salespeople
        for line in self.sudo():  # sudo: invoices are not for salespeople
            of_line = line.invoice_lines.filtered(lambda invoice_line: invoice_line.parent_state in states)
            posted = of_line.filtered(lambda invoice_line: invoice_line.parent_state == "posted")
            standing |= of_line - posted
            if not line.currency_id.is_zero(sum(posted.mapped("balance"))):
                standing |= posted
        return standing

    def _bonus_spent_when_confirmed(self):
        """{(order, card): money} that these lines spend on confirmed orders."""
        spent = defaultdict(float)
        for line in self._bonus_lines():
            if line.order_id.state == "sale":
                spent[line.order_id, line.coupon_id] -= line.price_total
        return spent

    def _check_bonus_lines_by_user(self):
        """Lines that spend bonuses are the reward of the card's program, and take something off.

        :raise AccessError: another reward, or none
        :raise UserError: a line that adds to the price
        """
        if self.env.su:
            return
        for line in self:
            if line.reward_id.program_id != line.coupon_id.program_id:
                raise AccessError(self.env._("Bonuses are put on an order by “Spend bonuses” only."))
            if line.currency_id.compare_amounts(line.price_total, 0.0) > 0:
                raise UserError(self.env._("A line that spends bonuses cannot add to the price of the order."))

    def _check_bonus_spent_unchanged(self, before):
        """Refuse users who change what confirmed orders spend; core's other writing goes on.

        :param before: ``_bonus_spent_when_confirmed`` as it was
        :raise AccessError: these lines spend something else now
        """
        if self.env.su:
            return
        after = self._bonus_spent_when_confirmed()
        for order, card in before.keys() | after.keys():
            if order.currency_id.compare_amounts(before.get((order, card), 0.0), after.get((order, card), 0.0)):
                raise AccessError(
                    self.env._(
                        "Bonuses on a confirmed order are not changed by hand. "
                        "Cancel the order, or ask a manager for a correction."
                    )
                )
