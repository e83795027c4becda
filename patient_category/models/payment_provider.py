from odoo import api, models

from odoo.addons.payment import utils as payment_utils


class PaymentProvider(models.Model):
    _inherit = "payment.provider"

    @api.model
    def _get_compatible_providers(self, *args, sale_order_id=None, report=None, **kwargs):
        """Where the category requires prepayment, ways that confirm an order without money are not offered."""
        providers = super()._get_compatible_providers(*args, sale_order_id=sale_order_id, report=report, **kwargs)
        order = self.env["sale.order"].browse(sale_order_id).exists()
        if not order or not order.sudo()._is_prepaid_by_category():  # sudo: also asked by the portal
            return providers
        without_money = providers.filtered(lambda provider: provider._confirms_without_money())
        payment_utils.add_to_report(
            report, without_money, available=False, reason=self.env._("this order is paid in advance")
        )
        return providers - without_money

    def _confirms_without_money(self):
        """Whether orders are confirmed while this way of paying is still pending.

        So do Odoo's cash on delivery and pay on site, which are modes of its "custom" provider; a wire
        transfer confirms nothing before it has come.
        """
        self.ensure_one()
        return self.code == "custom" and self.custom_mode != "wire_transfer"
