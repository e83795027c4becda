from odoo import models


class AccountPaymentRegister(models.TransientModel):
    _inherit = "account.payment.register"

    def _create_payments(self):
        """Odoo settles invoice by invoice; their bonuses are booked together."""
        with self.env["sale.order"]._bonus_earnings_booked_together():
            return super()._create_payments()
