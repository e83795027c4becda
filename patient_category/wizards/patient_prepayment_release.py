from odoo import api, fields, models
from odoo.exceptions import UserError

URGENCIES = [
    ("emergency", "Emergency"),
    ("pain", "Acute pain"),
    ("child", "A child needs help"),
    ("worse", "Waiting would make it worse"),
]


class PatientPrepaymentReleaseWizard(models.TransientModel):
    _name = "patient.prepayment.release.wizard"
    _inherit = "patient.dialog"
    _description = "Release an Unpaid Order"
    _told_of = ("order_id", "move_id")

    order_id = fields.Many2one("sale.order", readonly=True)
    move_id = fields.Many2one("account.move", string="Direct Invoice", readonly=True)
    kind = fields.Selection(
        [("treat_now", "Treat now"), ("business", "Business reason")], required=True, readonly=True
    )
    urgency = fields.Selection(URGENCIES, default="emergency")
    reason = fields.Char()
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    amount = fields.Monetary(compute="_compute_amount", store=True, readonly=False)

    @api.depends("order_id", "move_id")
    def _compute_currency_id(self):
        for wizard in self:
            wizard.currency_id = (wizard.order_id or wizard.move_id).currency_id

    @api.depends("order_id", "move_id")
    def _compute_amount(self):
        for wizard in self:
            wizard.amount = wizard.order_id._prepayment_total() if wizard.order_id else wizard.move_id.amount_total

    def action_release(self):
        """Release the order or invoice; an emergency's order is confirmed at once."""
        self.ensure_one()
        document = self.order_id or self.move_id
        if not document:
            raise UserError(self.env._("Please open the order or invoice that is to pass unpaid first."))
        reason = self.reason
        if self.kind == "treat_now":
            urgency = dict(self._fields["urgency"]._description_selection(self.env)).get(self.urgency, "")
            reason = ": ".join(filter(None, [urgency, self.reason]))
        document._release(self.kind, reason, self.amount)
        # What an invoice's form says above it is Odoo's, which opens this dialog and does not look again.
        return {"type": "ir.actions.client", "tag": "soft_reload"}
