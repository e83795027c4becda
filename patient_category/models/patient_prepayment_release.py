from odoo import fields, models
from odoo.exceptions import AccessError


class PatientPrepaymentRelease(models.Model):
    """Who let an unpaid order pass, why, and how far. Written by ``sale.order._release`` only."""

    _name = "patient.prepayment.release"
    _description = "Release of an Unpaid Order"
    _order = "date desc, id desc"
    _rec_name = "order_id"

    order_id = fields.Many2one("sale.order", required=True, readonly=True, index=True, ondelete="cascade")
    partner_id = fields.Many2one("res.partner", string="Patient", required=True, readonly=True, index=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    user_id = fields.Many2one("res.users", string="Released by", required=True, readonly=True, index=True)
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    kind = fields.Selection(
        [("treat_now", "Treat now"), ("business", "Business reason")], required=True, readonly=True
    )
    reason = fields.Char(required=True, readonly=True, size=1000)
    amount = fields.Monetary(
        readonly=True,
        help="The order's total up to which the release holds. An emergency has no limit.",
    )
    ended_at = fields.Datetime(
        readonly=True, help="The order was cancelled or got another patient: the release holds no longer."
    )
    reviewed_by_id = fields.Many2one("res.users", readonly=True)
    reviewed_at = fields.Datetime(readonly=True)

    _business_has_amount = models.Constraint(
        "CHECK(kind = 'treat_now' OR amount > 0)",
        "A release for a business reason needs the amount up to which it holds.",
    )

    def action_review(self):
        """Take these releases off the managers' list.

        Nobody reviews what he released himself.

        :raise AccessError: the user is no manager, or released one of these orders
        """
        self.env["res.partner"]._check_is_patient_manager(
            self.env._("Only managers review releases. Ask a manager to do it.")
        )
        self.check_access("read")
        self.order_id._check_not_own()
        if self.env.user in self.user_id:
            raise AccessError(self.env._("What you released yourself is reviewed by a colleague."))
        # sudo: a release is changed by nobody; that it was looked at is noted here only.
        self.filtered(lambda release: not release.reviewed_at).sudo().write(
            {"reviewed_by_id": self.env.uid, "reviewed_at": fields.Datetime.now()}
        )

    def _end(self):
        self.filtered(lambda release: not release.ended_at).ended_at = fields.Datetime.now()

    def _lifts(self, order):
        """Whether one of these releases lets ``order`` pass as it is now."""
        return any(
            release.kind == "treat_now" or order.currency_id.compare_amounts(release.amount, order.amount_total) >= 0
            for release in self
            if not release.ended_at
        )
