import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import split_every

_logger = logging.getLogger(__name__)

SALE_DOCUMENTS = ("out_invoice", "out_refund", "out_receipt")
NIGHTLY_CHECK_DAYS = 3  # a weekend with the server switched off
NIGHTLY_CHECK_BATCH = 500


class SaleOrder(models.Model):
    """The nightly check: what slipped past the hooks is booked, and every balance is looked at."""

    _inherit = "sale.order"

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
