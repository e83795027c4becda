from odoo import api, models


class HrVersion(models.Model):
    _inherit = "hr.version"

    @api.model_create_multi
    def create(self, vals_list):
        versions = super().create(vals_list)
        versions.filtered("departure_date")._departure_changed()
        return versions

    def write(self, vals):
        result = super().write(vals)
        if "departure_date" in vals:
            self._departure_changed()
        return result

    def _departure_changed(self):
        """A departure that has already passed ends what employment gives."""
        # sudo: whoever keeps the employees' files need not know who is a patient.
        self.sudo().employee_id.patient_partner_id._end_employees_category()
