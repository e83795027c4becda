from odoo import models
from odoo.exceptions import UserError


class AccountMove(models.Model):
    _inherit = "account.move"

    def write(self, vals):
        result = super().write(vals)
        if "state" in vals:
            self._patient_orders()._on_real_money_changed()
        return result

    def _post(self, soft=True):
        self._check_orders_not_on_hold()
        posted = super()._post(soft)
        posted._reconcile_prepayments()
        return posted

    def _patient_orders(self):
        """The orders with a line on these customer invoices, receipts and credit notes."""
        # sudo: whoever books invoices need not be allowed to read orders.
        documents = self.sudo().filtered(lambda move: move.is_sale_document(include_receipts=True))
        return documents.invoice_line_ids.sale_line_ids.order_id.with_env(self.env)

    def _check_orders_not_on_hold(self):
        """Refuse to invoice an order finally while its prepayment is missing.

        Down-payment lines stay postable: they are a way to pay.
        """
        invoices = self.sudo().filtered(lambda move: move.move_type in ("out_invoice", "out_receipt"))  # as above
        lines = invoices.invoice_line_ids.sale_line_ids.filtered(lambda line: not line.is_downpayment)
        for order in lines.order_id:
            reason = order.state == "sale" and order._holding_reason()
            if reason:
                raise UserError(reason)

    def _reconcile_prepayments(self):
        """Settle these posted invoices with the payments that were set aside for their orders."""
        for invoice in self.sudo().filtered(  # sudo: the poster need not be allowed to read what was set aside
            lambda move: move.state == "posted" and move.move_type in ("out_invoice", "out_receipt")
        ):
            allocations = invoice._patient_orders().sudo().prepayment_allocation_ids
            for allocation, open_amount in allocations._open_amounts().items():
                allocation._settle(invoice, open_amount)
