from odoo import models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _prepare_invoice_line(self, **optional_values):
        """The invoice line treats the patient of the order, whoever pays the invoice."""
        values = super()._prepare_invoice_line(**optional_values)
        if values.get("display_type", "product") == "product":
            order = self.order_id.sudo()  # sudo: who invoices an order need not see patients
            values.update(
                patient_id=order.partner_id.id,
                patient_category_id=order.patient_category_id.id,
                attending_employee_id=order.attending_employee_id.id,
            )
        return values

    def _get_unit_cost(self):
        """What one unit (the line's unit of measure) costs, in company currency."""
        self.ensure_one()
        return self.purchase_price / (self.order_id.currency_rate or 1.0)
