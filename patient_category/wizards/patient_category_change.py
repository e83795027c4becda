from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class PatientCategoryChange(models.TransientModel):
    """Moves many patients to another category: those who were selected, or all of categories that are archived.

    Everything that binds a change of one patient binds this one too: it is done with the rights of
    whoever asks, all or nothing.
    """

    _name = "patient.category.change"
    _inherit = "patient.dialog"
    _description = "Change the Category of Patients"
    _told_of = ("category_id",)

    partner_ids = fields.Many2many("res.partner", string="Patients", context={"active_test": False})
    archived_category_ids = fields.Many2many(
        "patient.category", string="Categories to archive", context={"active_test": False}
    )
    notice = fields.Text(compute="_compute_notice")
    category_id = fields.Many2one(
        "patient.category", string="New category", domain="[('id', 'not in', archived_category_ids)]"
    )
    reason_required = fields.Boolean(related="category_id.reason_required")
    reason = fields.Char()

    @api.model
    def default_get(self, fields):
        defaults = super().default_get(fields)
        if self.env.context.get("active_model") == "res.partner" and "partner_ids" in fields:
            defaults.setdefault("partner_ids", [(6, 0, self.env.context.get("active_ids", []))])
        return defaults

    @api.depends("partner_ids", "archived_category_ids")
    def _compute_notice(self):
        """How many patients are moved, and of which category."""
        for wizard in self:
            if wizard.archived_category_ids:
                # Their patients are counted in all companies.
                wizard.archived_category_ids._origin.check_access("write")
            counts = wizard.archived_category_ids._count_all_patients()
            lines = [category._still_has_message(count) + "." for category, count in counts.items()]
            if not wizard.archived_category_ids:
                lines = [wizard.env._("Patients selected: %(count)s", count=len(wizard.partner_ids))]
            wizard.notice = "\n".join(lines)

    def action_change(self):
        """Move the patients, and archive the categories that are empty now.

        :raise UserError: no category is chosen, nobody is to be moved, or some patients are out of this user's sight
        :raise AccessError: one of the patients may not be moved by this user
        """
        self.ensure_one()
        if not self.category_id:
            raise UserError(self.env._("Please choose the category to which these patients go."))
        if self.category_id in self.archived_category_ids:
            raise UserError(self.env._("Please choose a category that is not archived now."))
        patients = self._patients()
        if not patients and not self.archived_category_ids:
            raise UserError(self.env._("Please select the patients in the list first."))
        patients.write(
            {
                "patient_category_id": self.category_id.id,
                "patient_category_reason": (self.reason or "").strip() or self._standing_reason(),
            }
        )
        self.archived_category_ids.active = False
        return {"type": "ir.actions.act_window_close"}

    def _patients(self):
        """Whom to move, archived patients too.

        :raise UserError: there are more whom this user does not see
        """
        if not self.archived_category_ids:
            return self.partner_ids
        patients = self.env["res.partner"].with_context(active_test=False).search(
            Domain("patient_category_id", "in", self.archived_category_ids.ids)
        )
        hidden = sum(self.archived_category_ids._count_all_patients().values()) - len(patients)
        if hidden:
            raise UserError(
                self.env._(
                    "%(count)s of these patients belong to companies in which you are not working now. "
                    "Select all companies at the top of the screen, or ask a manager who works there too.",
                    count=hidden,
                )
            )
        return patients

    def _standing_reason(self):
        """The reason that is kept when categories are archived and nobody writes another one."""
        return bool(self.archived_category_ids) and self.env._("The category before was given up")
