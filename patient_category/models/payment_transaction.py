from odoo import models


class PaymentTransaction(models.Model):
    _inherit = "payment.transaction"

    def write(self, vals):
        result = super().write(vals)
        if "state" in vals:
            # sudo: whoever pays need not be allowed to read orders
            (self | self.source_transaction_id).sudo().sale_order_ids._on_real_money_changed()
        return result

    def _create_payment(self, **extra_create_values):
        payment = super()._create_payment(**extra_create_values)
        self._set_aside_for_order(payment)
        return payment

    def _set_aside_for_order(self, payment):
        """Set the payment of a transaction of one order aside for it.

        A capture is a child transaction without orders of its own. A transaction that names
        several orders counts for none of them until somebody allocates its payment.
        """
        # sudo: whoever pays need not be allowed to read orders, nor may he set money aside by hand.
        order = (self.sale_order_ids or self.source_transaction_id.sale_order_ids).sudo()
        if len(order) != 1 or payment.payment_type != "inbound" or not order.patient_category_id:
            return
        self.env["patient.prepayment.allocation"].sudo().create(
            {"order_id": order.id, "payment_id": payment.id, "amount": payment.amount}
        )
