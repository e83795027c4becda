from odoo import models


class AccountMove(models.Model):
    _inherit = "account.move"

    def _post(self, soft=True):
        """Invoices that are settled as they are posted, one by one, earn their bonuses together."""
        with self.env["sale.order"]._bonus_earnings_booked_together():
            return super()._post(soft)
