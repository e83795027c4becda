from odoo import fields, models

from ..groups import PATIENTS


class SaleReport(models.Model):
    _inherit = "sale.report"

    patient_category_id = fields.Many2one("patient.category", readonly=True, groups=PATIENTS)
    attending_employee_id = fields.Many2one(
        "hr.employee", string="Attended by", readonly=True, groups=PATIENTS
    )

    def _select_additional_fields(self):
        return {
            **super()._select_additional_fields(),
            "patient_category_id": "s.patient_category_id",
            "attending_employee_id": "s.attending_employee_id",
        }

    def _group_by_sale(self):
        return f"{super()._group_by_sale()}, s.patient_category_id, s.attending_employee_id"
