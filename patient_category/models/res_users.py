from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    def _own_patient_records(self):
        """The contacts under which this user may be a patient.

        Nobody decides about himself: whoever writes about one of these is refused.

        :return: ``res.partner`` of the user and of all his employee records, in every company
        """
        self.ensure_one()
        # sudo: employees of other companies, and the private contact of an employee.
        user = self.sudo()
        employees = user.with_context(active_test=False).env["hr.employee"].search([("user_id", "=", self.id)])
        return (user.partner_id | employees.work_contact_id | employees.patient_partner_id).with_env(self.env)
