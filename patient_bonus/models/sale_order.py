import logging
from collections import defaultdict
from contextlib import contextmanager
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import float_is_zero, float_round, split_every

from odoo.addons.patient_category.groups import PATIENTS

from ..tools import without_callers_defaults

_logger = logging.getLogger(__name__)

EARNING_KINDS = ("earn", "clawback")
SPENDING_KINDS = ("spend",)
# Results of our rules, from which the ledger is written.
PROTECTED_FIELDS = {
    "bonus_card_id",
    "bonus_currency_rate",
    "bonus_history_ids",
    "bonus_rate",
    "bonus_redeem_amount",
}
SALE_DOCUMENTS = ("out_invoice", "out_refund", "out_receipt")
BOOKED_TOGETHER = "patient_bonus.booked_together"
NIGHTLY_CHECK_DAYS = 3  # a weekend with the server switched off
NIGHTLY_CHECK_BATCH = 500


class SaleOrder(models.Model):
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

    @api.model
    def _bonus_programs(self, programs):
        ours = programs.sudo().filtered("is_patient_bonus")  # sudo: the kind is no secret, the record may be
        return ours.with_env(programs.env)

    # ------------------------------------------------------------
    # Becoming confirmed, and ceasing to be
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        orders.filtered(lambda order: order.state == "sale")._bonus_confirmed()
        return orders

    def write(self, vals):
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
        # Before core adapts the rewards: a patient who was told a price must not pay another one.
        self._check_bonus_redemption(with_cap=True)
        for order in self:
            lines = order.order_line._bonus_lines()
            if lines:
                order.sudo().bonus_redeem_amount = lines._bonus_spent_amount()  # sudo: field groups
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
            posted = line.invoice_lines.filtered(lambda invoice_line: invoice_line.parent_state == "posted")
            if not line.currency_id.is_zero(sum(posted.mapped("balance"))):
                raise UserError(
                    self.env._(
                        "Bonuses were spent on %(order)s, and invoice %(invoice)s stands. "
                        "Credit the invoice first, then cancel the order.",
                        order=line.order_id.name,
                        invoice=posted.move_id[:1].name,
                    )
                )

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

    # ------------------------------------------------------------
    # Spending
    # ------------------------------------------------------------

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
        status = card.sudo()._bonus_statuses(self.company_id)[card.id]  # sudo: see bonus_check
        if status["can_redeem"]:
            return False
        return self.env._(
            "Bonuses cannot be spent on %(order)s at present. Remove them from the order, or check the card.",
            order=self.name,
        )

    def _bonus_cap_amount(self, card):
        """How much of this order may be paid with bonuses, in the order's currency."""
        self.ensure_one()
        status = card.sudo()._bonus_statuses(self.company_id)[card.id]  # sudo: see bonus_check
        price = sum(self._bonus_priced_lines().mapped("price_total"))
        return card._bonus_cap(status["max_redeem_percent"], max(price, 0.0))

    def _bonus_priced_lines(self):
        """The lines that make the price of this order: treatments and discounts, without what pays for them."""
        return self.order_line.filtered(
            lambda line: not line.coupon_id.is_patient_bonus and not line.reward_id.program_id.is_payment_program
        )

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

    # ------------------------------------------------------------
    # Core's loyalty: redemption stays, accrual and bookkeeping are ours
    # ------------------------------------------------------------

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
        wish = self.sudo().bonus_redeem_amount  # sudo: field groups
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

    def _write_bonus_lines(self, reward, card, amount):
        """Make the lines of this order spend ``amount``, in its currency."""
        discountable, per_tax = self._discountable_order(reward)
        values_list = self._bonus_line_values(reward, card, per_tax, amount, discountable)
        values_list[0]["points_cost"] = self._bonus_points_for(card, self._bonus_line_total(values_list))
        self._write_vals_from_reward_vals(values_list, self.order_line._bonus_lines())

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

    # ------------------------------------------------------------
    # Earning
    # ------------------------------------------------------------

    def _on_real_money_changed(self):  # pylint: disable=missing-return
        super()._on_real_money_changed()
        waiting = self.env.cr.cache.get(BOOKED_TOGETHER)
        if waiting is None:
            self._book_bonus_earnings()
        else:
            waiting.update(self.ids)

    @contextmanager
    def _bonus_earnings_booked_together(self):
        """Book at the end of the block, and once, what the money that moves in it earns.

        For work of Odoo's that moves the money of many orders one by one. Inside, balances do not
        have it yet: nothing can be spent too early. When the block fails, nothing is booked.
        """
        cache = self.env.cr.cache
        if BOOKED_TOGETHER in cache:  # an outer block books
            yield
            return
        cache[BOOKED_TOGETHER] = waiting = set()
        try:
            yield
        finally:
            cache.pop(BOOKED_TOGETHER, None)
        self.browse(sorted(waiting))._book_bonus_earnings()

    def _book_bonus_earnings(self):
        """Book what these orders have earned, as the difference to what is booked already.

        The target is the frozen rate of the real money that came in; 0 once the order is
        cancelled. Doing it twice changes nothing. While the card is not active, or the order
        is not its patient's any more, additions wait and take-backs are booked.
        """
        orders = self.sudo().filtered("bonus_card_id")  # sudo: the money moves under accountants and patients
        booked = orders._bonus_booked(EARNING_KINDS)
        orders = orders.filtered(lambda order: order.bonus_rate or order.id in booked)
        if not orders:
            return
        bases = self.env["patient.money"]._bonus_bases(orders.filtered(lambda order: order.state == "sale"))
        rows = []
        for order in orders:
            card = order.bonus_card_id
            base = bases.get(order.id, 0.0)
            target = card._bonus_points(base, order.bonus_rate, order.bonus_currency_rate)
            difference = float_round(target - booked.get(order.id, 0.0), precision_digits=2)
            if difference > 0 and order._bonus_may_be_added(card):
                rows.append({**order._bonus_row(card, "earn", difference), "bonus_base": base})
            elif difference < 0:
                rows.append({**order._bonus_row(card, "clawback", difference), "bonus_base": base})
        orders._create_bonus_rows(rows)

    @api.model
    def _create_bonus_rows(self, rows):
        """Add rows (``_bonus_row``) to the ledger, and so to the balances. Called with sudo."""
        if rows:
            cards = self.env["loyalty.card"].browse(sorted({row["card_id"] for row in rows}))
            self.env["loyalty.history"]._create_movements(rows, cards)

    def _bonus_may_be_added(self, card):
        """Whether bonuses of this order go to the card now: nobody earns on what another patient pays."""
        return card.active and card.bonus_state == "active" and card.partner_id == self.partner_id

    def _bonus_patient(self):
        """The card's, also after the order was handed to somebody else."""
        return self.bonus_card_id.partner_id or super()._bonus_patient()

    def _bonus_booked(self, kinds):
        """What the ledger says of these orders.

        :param kinds: ``bonus_kind`` of the rows to sum
        :return: {order id: sum of ``bonus_net``}, without the orders that have no such row
        """
        rows = self.env["loyalty.history"].sudo()._read_group(  # sudo: sums of the user's own orders
            [
                ("bonus_order_id", "in", self.ids),
                ("bonus_kind", "in", kinds),
                ("program_id.is_patient_bonus", "=", True),
            ],
            ["bonus_order_id"],
            ["bonus_net:sum"],
        )
        return {order.id: float_round(net, precision_digits=2) for order, net in rows}

    def _bonus_row(self, card, kind, net):
        """Values of a row of the ledger for this order. The patient sees the description on the portal."""
        return {
            "card_id": card.id,
            "bonus_kind": kind,
            "issued": max(net, 0.0),
            "used": max(-net, 0.0),
            "description": self.env._("Order %(order)s", order=self.name),
            "bonus_order_id": self.id,
            "bonus_rate": self.bonus_rate,
            "bonus_employee_id": self.attending_employee_id.id,
            # The card's patient, also after the order was handed to somebody else.
            "partner_id": card.partner_id.id,
            "patient_category_id": self._bonus_category(card).id,
        }

    def _bonus_category(self, card):
        """The category of the card's patient that counts for this order."""
        if self.partner_id == card.partner_id:
            return self.patient_category_id
        return card.partner_id._patient_category(self.company_id)

    # ------------------------------------------------------------
    # Nightly check
    # ------------------------------------------------------------

    @api.model
    def _cron_check_bonus_ledger(self):
        """Look again at the orders whose money or card moved since yesterday, and at every balance.

        The hooks have booked all of it already; this finds what slipped past them, for
        instance while the server was stopped in the middle of an import.
        """
        moved = self._bonus_moved_since(fields.Datetime.now() - timedelta(days=NIGHTLY_CHECK_DAYS))
        for orders in split_every(NIGHTLY_CHECK_BATCH, moved.ids, self.browse):
            if not orders._book_bonus_at_night():
                for order in orders:
                    order._book_bonus_at_night()
            self.env["ir.cron"]._commit_progress(len(orders))
        unexplained = self.env["loyalty.card"]._bonus_unexplained_ids()
        if unexplained:
            _logger.error("The balances of these bonus cards are not the sums of their rows: %s", sorted(unexplained))

    @api.model
    def _bonus_moved_since(self, since):
        """The orders on which bonuses are earned and that changed, as did their card or an invoice of theirs.

        Each kind is asked for by itself, beginning at what changed: one condition that joins them
        with "or" reads every order line there is.
        """
        with_card = [("bonus_card_id", "!=", False)]
        cards = self.env["loyalty.card"].with_context(active_test=False)._search(
            [("write_date", ">=", since), ("bonus_state", "!=", False)]
        )
        partials = self.env["account.partial.reconcile"].search([("create_date", ">=", since)])
        documents = self.env["account.move"].search([("write_date", ">=", since), ("move_type", "in", SALE_DOCUMENTS)])
        documents |= (partials.debit_move_id | partials.credit_move_id).move_id
        lines = self.env["sale.order.line"].search([("invoice_lines.move_id", "in", documents.ids)])
        return (
            self.search([*with_card, ("write_date", ">=", since)])
            | self.search([("bonus_card_id", "in", cards)])
            | lines.order_id.filtered_domain(with_card)
        )

    def _book_bonus_at_night(self):
        """Book what these orders lack; all of them or none, and the night goes on.

        :return: whether it could be booked
        """
        try:
            with self.env.cr.savepoint():
                self._book_bonus_earnings()
                self._book_bonus_spending()
        except Exception:
            _logger.warning("Bonuses of the orders %s could not be booked", self.ids, exc_info=True)
            return False
        return True
