from contextlib import contextmanager

from odoo import api, models
from odoo.tools import float_round

from .loyalty_history import EARNING_KINDS

BOOKED_TOGETHER = "patient_bonus.booked_together"


class SaleOrder(models.Model):
    """Earning: a share of the real money that came in, and the rows that say so."""

    _inherit = "sale.order"

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

    def _bonus_may_be_added(self, card):
        """Whether bonuses of this order go to the card now: nobody earns on what another patient pays."""
        return card.active and card.bonus_state == "active" and card.partner_id == self.partner_id

    def _bonus_patient(self):
        """The card's, also after the order was handed to somebody else."""
        return self.bonus_card_id.partner_id or super()._bonus_patient()

    # ------------------------------------------------------------
    # The ledger: what is in it, and new rows
    # ------------------------------------------------------------

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

    @api.model
    def _create_bonus_rows(self, rows):
        """Add rows (``_bonus_row``) to the ledger, and so to the balances. Called with sudo."""
        if rows:
            cards = self.env["loyalty.card"].browse(sorted({row["card_id"] for row in rows}))
            self.env["loyalty.history"]._create_movements(rows, cards)

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
