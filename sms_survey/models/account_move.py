from odoo import models


class AccountMove(models.Model):
    _inherit = "account.move"

    def _invoice_paid_hook(self):
        result = super()._invoice_paid_hook()
        invoices = self.filtered(lambda move: move.move_type == "out_invoice")
        # sudo: whoever takes payments sees nothing of the appraisal.
        visits = invoices.sudo().line_ids.sale_line_ids.order_id.filtered("served_at")
        visits.env["sms.survey.campaign"]._ask_about_visits(visits, "invoice_paid")
        return result
