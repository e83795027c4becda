from odoo import fields, models
from odoo.exceptions import AccessError


class PatientSummaryCheck(models.TransientModel):
    _name = "patient.summary.check"
    _description = "Check profitability against the journal items"

    move_ids = fields.Many2many(
        "account.move",
        string="Invoices that differ",
        readonly=True,
        default=lambda self: self._find_differences(),
    )

    def _find_differences(self):
        if not self.env.user.has_group("patient_category.group_manager"):
            raise AccessError(self.env._("Only managers check the report. Ask a manager to do it."))
        return self.env["patient.category.summary"].sudo()._find_differences(  # sudo: nobody reads the summary
            self.env.companies
        )

    def action_rebuild(self):
        """Write the report's rows anew from the journal items, and check again."""
        self.ensure_one()
        self._find_differences()
        self.env["patient.category.summary"].sudo()._rebuild()  # sudo: nobody writes the summary by hand
        return self.env["ir.actions.act_window"]._for_xml_id("patient_category.action_summary_check")
