from odoo import api, fields, models


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
