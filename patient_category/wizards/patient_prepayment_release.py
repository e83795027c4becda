from odoo import api, fields, models

URGENCIES = [
    ("emergency", "Emergency"),
    ("pain", "Acute pain"),
    ("child", "A child needs help"),
    ("worse", "Waiting would make it worse"),
]


class PatientPrepaymentReleaseWizard(models.TransientModel):
    _name = "patient.prepayment.release.wizard"
    _description = "Release an Unpaid Order"

    order_id = fields.Many2one("sale.order", required=True, readonly=True)
    kind = fields.Selection(
        [("treat_now", "Treat now"), ("business", "Business reason")], required=True, readonly=True
    )
    urgency = fields.Selection(URGENCIES, default="emergency")
    reason = fields.Char(size=1000)
    currency_id = fields.Many2one(related="order_id.currency_id")
    amount = fields.Monetary(compute="_compute_amount", store=True, readonly=False)

    @api.depends("order_id")
    def _compute_amount(self):
        for wizard in self:
            wizard.amount = wizard.order_id.amount_total

    def action_release(self):
        """Release the order; an emergency is confirmed at once."""
        self.ensure_one()
        reason = self.reason
        if self.kind == "treat_now":
            urgency = dict(self._fields["urgency"]._description_selection(self.env)).get(self.urgency, "")
            reason = ": ".join(filter(None, [urgency, self.reason]))
        self.order_id._release(self.kind, reason, self.amount)
        return {"type": "ir.actions.act_window_close"}
