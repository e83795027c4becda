from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import split_every

BATCH = 1000  # keeps the memory of a list of many thousand patients flat


class PatientBonusIssue(models.TransientModel):
    _name = "patient.bonus.issue"
    _description = "Issue Bonus Cards to Many Patients"

    program_id = fields.Many2one(
        "loyalty.program",
        required=True,
        domain="[('is_patient_bonus', '=', True)]",
        default=lambda self: self.env["res.partner"]._bonus_program_of_company(),
    )
    partner_ids = fields.Many2many("res.partner", string="Patients", default=lambda self: self._default_partner_ids())
    selected_count = fields.Integer(string="Selected", compute="_compute_counts")
    holder_count = fields.Integer(string="Have a Card Already", compute="_compute_counts")
    new_count = fields.Integer(string="Will Get a Card", compute="_compute_counts")
    excluded_count = fields.Integer(
        string="Left Out", compute="_compute_counts", help="Contacts without a category, and you yourself."
    )

    @api.model
    def _default_partner_ids(self):
        if self.env.context.get("active_model") == "res.partner":
            return self.env["res.partner"].browse(self.env.context.get("active_ids"))
        return self.env["res.partner"]

    @api.depends("partner_ids", "program_id")
    def _compute_counts(self):
        for wizard in self:
            patients = wizard._patients()
            holders = self.env["loyalty.card"]._bonus_holders(patients, wizard.program_id)
            wizard.selected_count = len(wizard.partner_ids)
            wizard.excluded_count = len(wizard.partner_ids - patients)
            wizard.holder_count = len(holders)
            wizard.new_count = len(patients - holders)

    def _patients(self):
        """Those of the selected contacts who can get a card from this user."""
        own = self.env.user._own_patient_records()
        return self.partner_ids._origin.filtered("patient_category_id") - own

    def action_issue(self):
        """Issue the cards, without any mail, and show them."""
        self.ensure_one()
        if not self.new_count:
            raise UserError(self.env._("All these patients have a card already."))
        cards = self.env["loyalty.card"]
        for patients in split_every(BATCH, self._patients().ids, self.env["res.partner"].browse):
            cards |= cards._bonus_issue(patients, self.program_id)
            self.env.flush_all()
            self.env.invalidate_all(flush=False)
        action = self.env["ir.actions.act_window"]._for_xml_id("patient_bonus.action_bonus_cards")
        return {**action, "name": self.env._("Issued cards"), "domain": [("id", "in", cards.ids)]}
