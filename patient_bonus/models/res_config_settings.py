from odoo import api, fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    bonus_program_id = fields.Many2one(
        "loyalty.program",
        compute="_compute_bonus_program_id",
        groups="patient_category.group_manager",
    )
    bonus_rate = fields.Float(
        related="bonus_program_id.bonus_rate", readonly=False, groups="patient_category.group_manager"
    )

    @api.depends("company_id")
    def _compute_bonus_program_id(self):
        for settings in self:
            partners = self.env["res.partner"].with_company(settings.company_id)
            settings.bonus_program_id = partners._bonus_program_of_company()

    def action_open_bonus_program(self):
        """Open the bonus program of this company with its rates and limits by category, or a new one."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("patient_bonus.action_bonus_programs")
        return {**action, "views": [(False, "form")], "view_mode": "form", "res_id": self.bonus_program_id.id}
