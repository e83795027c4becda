from odoo import models


class PatientPrepaymentReleasable(models.AbstractModel):
    """An order or a direct invoice that somebody may let pass unpaid: the dialogs that ask for the reason.

    What it takes to pass, and who may let it, is decided by ``_check_may_release(kind)`` of each model.
    """

    _name = "patient.prepayment.releasable"
    _description = "Document That May Pass Unpaid"
    _release_dialog_field = None  # the field of the dialog that names this document

    def action_treat_now(self):
        """Open the dialog in which anybody who serves patients lets an emergency pass unpaid."""
        self._check_may_release("treat_now")
        return self._release_dialog("treat_now")

    def action_release(self):
        """Open the dialog in which this document is let pass unpaid for a business reason."""
        self._check_may_release("business")
        return self._release_dialog("business")

    def _release_dialog(self, kind):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Treat now") if kind == "treat_now" else self.env._("Let Pass Unpaid"),
            "res_model": "patient.prepayment.release.wizard",
            "view_mode": "form",
            "target": "new",
            "context": {f"default_{self._release_dialog_field}": self.id, "default_kind": kind},
        }
