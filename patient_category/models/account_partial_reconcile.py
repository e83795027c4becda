from odoo import api, models


class AccountPartialReconcile(models.Model):
    _inherit = "account.partial.reconcile"

    @api.model_create_multi
    def create(self, vals_list):
        partials = super().create(vals_list)
        partials._orders_concerned()._on_real_money_changed()
        return partials

    def unlink(self):
        orders = self._orders_concerned()
        result = super().unlink()
        orders._on_real_money_changed()
        return result

    def _orders_concerned(self):
        """The orders whose money these reconciliations move."""
        if not self:  # Odoo unlinks none many times while it posts an entry
            return self.env["sale.order"]
        # sudo: whoever reconciles need not be allowed to read orders or what was set aside for them.
        moves = (self.debit_move_id | self.credit_move_id).move_id.sudo()
        documents = moves.filtered(lambda move: move.is_sale_document(include_receipts=True))
        return (
            documents.invoice_line_ids.sale_line_ids.order_id
            | moves.origin_payment_id.prepayment_allocation_ids.order_id
        ).with_env(self.env)
