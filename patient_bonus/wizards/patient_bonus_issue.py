from odoo import api, fields, models
from odoo.exceptions import UserError

BATCH = 500  # some seconds of work: the progress moves, and little is lost when somebody pulls the plug


class PatientBonusIssue(models.TransientModel):
    """Cards for a list of patients, in batches: each is committed by itself, and what is left is found anew."""

    _name = "patient.bonus.issue"
    _inherit = "patient.dialog"
    _description = "Issue Bonus Cards to Many Patients"
    _told_of = ("program_id",)

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
            without_card = wizard._patients_without_card()
            wizard.selected_count = len(wizard.partner_ids)
            wizard.excluded_count = len(wizard.partner_ids) - len(patients)
            wizard.holder_count = len(patients) - len(without_card)
            wizard.new_count = len(without_card)

    def _patients(self):
        """Those of the selected contacts who can get a card from this user."""
        own = self.env.user._own_patient_records()
        return self.env["res.partner"].search(
            [
                ("id", "in", (self.partner_ids._origin - own).ids),
                ("patient_category_id", "!=", False),
            ]
        )

    def _patients_without_card(self):
        patients = self._patients()
        return patients - self.env["loyalty.card"]._bonus_holders(patients, self.program_id)

    def issue_batch(self):
        """Issue the next cards, at most a batch of them, without any mail.

        :return: how many patients are left
        :raise AccessError: not a manager
        """
        self.ensure_one()
        self.env["loyalty.card"]._bonus_check_role("patient_category.group_manager")
        patients = self._patients_without_card()
        self.env["loyalty.card"]._bonus_issue(patients[:BATCH], self.program_id)
        return len(patients[BATCH:])

    def action_issue(self):
        """Issue all cards within one request, and show them."""
        self.ensure_one()
        if not self._patients_without_card():
            raise UserError(self.env._("All these patients have a card already."))
        while self.issue_batch():
            # Keeps the memory of a list of many thousand patients flat.
            self.env.flush_all()
            self.env.invalidate_all(flush=False)
        return self.action_view_issued()

    def action_view_issued(self):
        """Show the cards that were issued from this dialog."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("patient_bonus.action_bonus_cards")
        domain = [
            ("program_id", "=", self.program_id.id),
            ("create_uid", "=", self.env.uid),
            ("create_date", ">=", self.create_date),
        ]
        return {**action, "name": self.env._("Issued cards"), "domain": domain}
