from odoo import fields, models


class PatientVisitServed(models.TransientModel):
    """Entered later what happened without network or power."""

    _name = "patient.visit.served"
    _description = "Served Earlier"

    order_ids = fields.Many2many(
        "sale.order", string="Visits", required=True, readonly=True, default=lambda self: self._default_order_ids()
    )
    served_at = fields.Datetime(string="Served on", required=True, default=fields.Datetime.now)

    def _default_order_ids(self):
        if self.env.context.get("active_model") != "sale.order":
            return False
        return self.env.context.get("active_ids")

    def action_serve(self):
        """Mark the visits as served at that time, as late entries."""
        self.ensure_one()
        self.order_ids.check_access("write")
        self.order_ids.action_served_earlier(self.served_at)
        return {"type": "ir.actions.act_window_close"}
