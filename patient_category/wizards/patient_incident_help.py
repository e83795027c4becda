from odoo import api, fields, models
from odoo.exceptions import UserError


class PatientIncidentHelp(models.TransientModel):
    """What to do right now, while the patient stands at the desk. Recording comes later, or never."""

    _name = "patient.incident.help"
    _inherit = "patient.dialog"
    _description = "Help with a Patient"
    _told_of = ("partner_id", "order_id")

    partner_id = fields.Many2one("res.partner", string="Patient", required=True, readonly=True)
    order_id = fields.Many2one("sale.order", string="Visit", readonly=True)
    type_id = fields.Many2one("patient.incident.type", string="What happens?")
    steps = fields.One2many(related="type_id.steps", string="Script")
    description = fields.Text(string="What happened?")

    @api.depends("partner_id")
    def _compute_display_name(self):
        for wizard in self:
            wizard.display_name = self.env._("Help me now")

    def action_record(self):
        """Record what happened as an incident and open it.

        :raise UserError: no type was picked
        """
        self.ensure_one()
        if not self.type_id:
            raise UserError(self.env._("Please pick what happens first."))
        incident = self.env["patient.incident"].create(
            {
                "partner_id": self.partner_id.id,
                "order_id": self.order_id.id,
                "employee_id": self.order_id.attending_employee_id.id,
                "company_id": (self.order_id.company_id or self.env.company).id,
                "type_id": self.type_id.id,
                "description": self.description,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": "patient.incident",
            "res_id": incident.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }
