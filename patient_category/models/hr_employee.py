from odoo import api, fields, models
from odoo.fields import Domain


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    patient_partner_id = fields.Many2one(
        "res.partner",
        string="As a Patient",
        compute="_compute_patient_partner_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        groups="hr.group_hr_user",
        help="The contact under which this employee is a patient of the clinic: "
        "the work contact unless another one is chosen.",
    )

    @api.depends("work_contact_id")
    def _compute_patient_partner_id(self):
        for employee in self.filtered(lambda employee: not employee.patient_partner_id):
            employee.patient_partner_id = employee.work_contact_id

    def write(self, vals):
        if not vals.keys() & {"patient_partner_id", "user_id", "work_contact_id"}:
            return super().write(vals)
        # sudo: whoever may change an employee's file need not know whether he is a patient.
        before = {employee: employee.patient_partner_id for employee in self.sudo()}
        following = self.sudo().filtered(
            lambda employee: employee.patient_partner_id == employee.work_contact_id
        )
        result = super().write(vals)
        if "patient_partner_id" not in vals:
            for employee in following:
                employee.patient_partner_id = employee.work_contact_id
        self.env["res.partner"].union(*before.values())._end_employees_category()
        return result

    def unlink(self):
        patients = self.sudo().patient_partner_id  # sudo: as in write
        result = super().unlink()
        patients._end_employees_category()
        return result

    @api.model
    def _employed_patients(self, partners):
        """Those of these contacts who work here today, in whichever company.

        The day of departure is still a day of work.

        :param partners: ``res.partner``
        :return: ``res.partner``
        """
        # sudo: employment in any company counts, and departures are for the personnel office only.
        employees = self.sudo().search(
            Domain("patient_partner_id", "in", partners.ids)
            & Domain("active", "=", True)
            & (
                Domain("current_version_id.departure_date", "=", False)
                | Domain("current_version_id.departure_date", ">=", fields.Date.context_today(self))
            )
        )
        return partners & employees.patient_partner_id.with_env(partners.env)

    @api.model
    def _cron_end_employees_category(self):
        """End the right of those whose departure date has passed since yesterday."""
        self.env["res.partner"].with_context(active_test=False).search(
            [("patient_category_source", "=", "employee")]
        )._end_employees_category()
