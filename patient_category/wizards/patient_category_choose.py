from odoo import api, fields, models
from odoo.exceptions import UserError

from ..groups import CASHIERS


class PatientCategoryChoose(models.TransientModel):
    """Asked for when an order is confirmed whose patient has no category yet."""

    _name = "patient.category.choose"
    _inherit = "patient.dialog"
    _description = "Choose a Category"
    _told_of = ("order_id", "patient_category_id")

    order_id = fields.Many2one("sale.order", required=True, readonly=True)
    partner_id = fields.Many2one(related="order_id.partner_id", string="Patient")
    patient_category_id = fields.Many2one(
        "patient.category", string="Category", compute="_compute_patient_category_id", store=True, readonly=False
    )
    guidance = fields.Html(related="patient_category_id.guidance")
    reason_required = fields.Boolean(related="patient_category_id.reason_required")
    reason = fields.Char()

    @api.depends("order_id")
    def _compute_patient_category_id(self):
        """The clinic's default stands ready, as at registration."""
        for wizard in self:
            wizard.patient_category_id = self.env["patient.category"]._get_default(wizard.order_id.company_id)

    def action_choose(self):
        """Give the patient the category, then go on with confirming.

        :return: what comes next: nothing, or for a cashier the dialog that takes a missing prepayment
        :raise UserError: no category was chosen, or the patient may not get this one
        """
        self.ensure_one()
        order = self.order_id
        if not self.patient_category_id:
            raise UserError(self.env._("Please choose a category."))
        values = {"patient_category_id": self.patient_category_id.id}
        if self.reason:
            values["patient_category_reason"] = self.reason
        order.partner_id.write(values)
        if not order._is_prepayment_missing():
            order.action_confirm()
        elif self.env.user.has_group(CASHIERS):
            return order.action_register_prepayment()
        return {"type": "ir.actions.act_window_close"}
