from odoo import fields, models

from ..groups import PATIENTS


class SaleOrder(models.Model):
    """Letting an order pass unpaid: emergencies come first, business reasons need a right."""

    _name = "sale.order"
    _inherit = ["sale.order", "patient.prepayment.releasable"]
    _release_dialog_field = "order_id"

    prepayment_release_ids = fields.One2many(
        "patient.prepayment.release", "order_id", copy=False, readonly=True, groups=PATIENTS
    )

    def action_view_releases(self):
        """Open who let this order pass unpaid, and why."""
        return self._list_action("patient.prepayment.release", self.env._("Who Let %s Pass", self.name))

    def _is_released(self):
        """Whether somebody who may has let this order pass unpaid, as it is now."""
        self.ensure_one()
        # Mostly there is none, and no total need be summed for it.
        return bool(self._origin.prepayment_release_ids) and self._is_released_up_to(self._prepayment_total())

    def _is_released_up_to(self, total):
        """Whether somebody has let this order pass unpaid, were this its total."""
        # The stored ones: what is only being edited in a form may name releases of others.
        return self._origin.prepayment_release_ids._lifts_total(self.currency_id, total)

    def _is_emergency(self):
        """Whether this patient is treated now, whatever is missing."""
        self.ensure_one()
        releases = self.sudo().prepayment_release_ids  # sudo: asked also by those who may not know patients
        return any(release.kind == "treat_now" and not release.ended_at for release in releases)

    def _release(self, kind, reason, amount=0.0):
        """Let this order pass unpaid; an emergency is confirmed at once.

        :param kind: ``treat_now``, without limit, or ``business``
        :param reason: why, as a text
        :param amount: for a business reason, the order's total up to which the release holds
        :raise AccessError: the user may not release this order
        :raise UserError: no reason is given, or the amount is no amount
        """
        self.ensure_one()
        self._check_may_release(kind)
        self.check_access("write")
        self.env["patient.prepayment.release"]._grant(self, kind, reason, amount)
        self._judge_prepayment()
        if kind == "treat_now" and self.state in ("draft", "sent"):
            self.action_confirm()

    def _check_may_release(self, kind):
        self.env["patient.prepayment.release"]._check_may_release(kind, self.partner_id)

    def _check_not_own(self):
        """Nobody decides about himself, nor about whom he pays for.

        :raise AccessError: one of these orders is this user's own
        """
        self.env["patient.prepayment.release"]._check_not_own(self.partner_id)

    def _end_releases(self):
        self.sudo().prepayment_release_ids._end()  # sudo: a release is changed by nobody
        self._judge_prepayment()
