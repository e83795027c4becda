from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..groups import PATIENTS

UNDO_MINUTES = 15


class ResPartner(models.Model):
    """Undoing a category that was chosen by mistake."""

    _inherit = "res.partner"

    patient_category_can_undo = fields.Boolean(compute="_compute_patient_category_can_undo", groups=PATIENTS)

    @api.depends("patient_category_id")
    @api.depends_context("uid")
    def _compute_patient_category_can_undo(self):
        undoable = self._undoable_periods()
        for partner in self:
            partner.patient_category_can_undo = partner._origin in undoable

    def _undoable_periods(self):
        """The choices that this user made by mistake a moment ago, perhaps, and may still undo.

        His own, at most fifteen minutes old, and used by no visit or invoice yet. What employment
        gave nobody chose.

        :return: {patient: (period of the history, category that comes back)}
        """
        # sudo: the user's own choices, whatever he may see of orders and invoices.
        patients = self._origin.sudo()
        periods = self.env["patient.category.history"].sudo().search([("partner_id", "in", patients.ids)])
        earliest = fields.Datetime.now() - relativedelta(minutes=UNDO_MINUTES)
        undoable = {}
        for patient, (period, *earlier) in periods.grouped("partner_id").items():
            if (
                period.user_id == self.env.user
                and not period.date_to
                and period.date_from >= earliest
                and patient.patient_category_source != "employee"
            ):
                category = period._category_before(earlier[0] if earlier else periods.browse())
                if category != period.category_id and (not category or category.active):
                    undoable[patient.with_env(self.env)] = (period, category)
        used = self._patients_with_used_category({period for period, _category in undoable.values()})
        return {patient: found for patient, found in undoable.items() if patient not in used}

    def _patients_with_used_category(self, periods):
        """Whose category was frozen on a confirmed order or a posted invoice since these periods began."""
        if not periods:
            return self.browse()
        patients = self.browse(period.partner_id.id for period in periods)
        since = min(period.create_date for period in periods)  # of the same clock as what is compared with it
        # sudo: counts whatever this user may see of orders and invoices.
        orders = self.env["sale.order"].sudo().search(
            Domain("partner_id", "child_of", patients.ids)
            & Domain("state", "not in", ("draft", "sent"))
            & (Domain("date_order", ">=", since) | Domain("write_date", ">=", since))
        )
        lines = self.env["account.move.line"].sudo().search(
            Domain("patient_id", "child_of", patients.ids)
            & Domain("parent_state", "=", "posted")
            & Domain("write_date", ">=", since)
        )
        used = (orders.partner_id | lines.patient_id).with_env(self.env)
        return used | used.commercial_partner_id

    def action_undo_category(self):
        """Take back the category that this user chose by mistake, as if it had never been chosen.

        :raise UserError: it is too late, somebody else chose it, or a visit has used it
        """
        self.check_access("write")
        undoable = self._undoable_periods()
        for patient in self:
            if patient not in undoable:
                raise UserError(
                    self.env._(
                        "This can only be undone within %(minutes)s minutes, by whoever did it, and before a visit "
                        "of %(patient)s is confirmed. Choose another category instead, or ask a manager.",
                        minutes=UNDO_MINUTES,
                        patient=patient.display_name,
                    )
                )
            patient._restore_category(*undoable[patient])
        return True

    def _restore_category(self, period, category):
        """Give this patient ``category`` back and let the history forget ``period``."""
        earlier = period._earlier()
        reopened = earlier.filtered(lambda row: row.category_id == category and row.date_to == period.date_from)
        # sudo: he may not be allowed to choose this way, but to take back what he chose.
        self.sudo().write({"patient_category_id": category.id, "patient_category_reason": reopened.reason})
        newest = self.sudo().patient_category_history_ids.filtered(lambda row: not row.date_to)
        if reopened:
            (newest | period).unlink()
            self.sudo().patient_category_review_date = reopened.review_date  # sudo: as above
            reopened.write({"date_to": False, "review_date": False})
        elif category:  # registered with the default, as it should have been
            newest.unlink()
            period.write({"category_id": category.id, "reason": False})
        else:
            period.unlink()
