from odoo import fields, models
from odoo.tools import SQL

from ..groups import PATIENTS


class AccountInvoiceReport(models.Model):
    _inherit = "account.invoice.report"

    patient_id = fields.Many2one("res.partner", readonly=True, groups=PATIENTS)
    patient_category_id = fields.Many2one("patient.category", readonly=True, groups=PATIENTS)

    _depends = {"account.move.line": ["patient_id", "patient_category_id"]}

    def _select(self):
        return SQL("%s, line.patient_id, line.patient_category_id", super()._select())
