from odoo import models


class ResourceResource(models.Model):
    _inherit = "resource.resource"

    def write(self, vals):
        """Archiving an employee ends what employment gives.

        Here and not on the employee, whose ``active`` is the resource's: both ways come through here.
        """
        result = super().write(vals)
        if "active" in vals and not vals["active"]:
            # sudo: whoever plans resources need not know who is a patient.
            employees = self.env["hr.employee"].sudo().with_context(active_test=False)
            employees.search([("resource_id", "in", self.ids)]).patient_partner_id._end_employees_category()
        return result
