from odoo import api, fields, models
from odoo.exceptions import UserError


class PatientBonusState(models.TransientModel):
    _name = "patient.bonus.state"
    _inherit = "patient.dialog"
    _description = "Change the State of a Bonus Card"
    _told_of = ("card_id",)

    card_id = fields.Many2one("loyalty.card", required=True, readonly=True)
    partner_id = fields.Many2one(related="card_id.partner_id", string="Patient")
    balance = fields.Float(related="card_id.points", string="Balance")
    currency_id = fields.Many2one(related="card_id.currency_id")
    operation = fields.Selection(
        [
            ("blocked", "Block"),
            ("lost", "Report as lost"),
            ("replace", "Replace by a new number"),
            ("active", "Unblock"),
            ("closed", "Close for good"),
        ],
        string="What to do",
        compute="_compute_operation",
        store=True,
        readonly=False,
    )
    possible_operations = fields.Json(compute="_compute_possible_operations")
    reason = fields.Char(help="For the staff; the patient does not see it.")

    @api.depends("card_id")
    def _compute_possible_operations(self):
        """What the dialog offers; whether it is allowed is for the card's methods to say."""
        is_manager = self.env.user.has_group("patient_category.group_manager")
        for wizard in self:
            state = wizard.card_id.bonus_state
            wizard.possible_operations = [
                *(("blocked", "lost", "replace") if state == "active" else ()),
                *(("replace",) if state == "lost" else ()),
                *(("active",) if state == "blocked" and is_manager else ()),
                *(("closed",) if state != "closed" and is_manager else ()),
            ]

    @api.depends("possible_operations")
    def _compute_operation(self):
        for wizard in self:
            wizard.operation = next(iter(wizard.possible_operations or ()), False)

    def action_apply(self):
        """Carry out the operation; the card's methods check who may.

        :raise AccessError: not for this role
        :raise UserError: not for a card in this state
        """
        self.ensure_one()
        if not self.operation:
            raise UserError(self.env._("Please choose what to do with the card."))
        if self.operation == "replace":
            self.card_id._bonus_replace(self.reason)
        else:
            self.card_id._bonus_set_state(self.operation, self.reason)
        return {"type": "ir.actions.act_window_close"}
