from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    patient_category_required = fields.Boolean(
        related="company_id.patient_category_required", readonly=False
    )
    prepayment_direct_invoices = fields.Boolean(
        related="company_id.prepayment_direct_invoices", readonly=False
    )
