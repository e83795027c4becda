from odoo import api, fields, models
from odoo.exceptions import UserError

CODES = [
    ("bad_number", "No card number"),
    ("unknown", "Unknown number"),
    ("retired_number", "Replaced"),
    ("other_company", "Other company"),
    ("archived", "Archived"),
    ("lost", "Lost"),
    ("blocked", "Blocked"),
    ("closed", "Closed"),
    ("program_archived", "Program archived"),
    ("program_not_started", "Program not started"),
    ("program_ended", "Program ended"),
    ("no_patient", "No patient"),
    ("category_excluded", "Receives no bonuses"),
    ("zero_rate", "No rate"),
    ("ok", "Receives bonuses"),
]


class PatientBonusCheck(models.TransientModel):
    """The desk's question: will this patient receive bonuses? Every answer is ``bonus_check``'s."""

    _name = "patient.bonus.check"
    _inherit = ["patient.dialog", "barcodes.barcode_events_mixin"]
    _description = "Check a Bonus Card"
    _told_of = ("order_id", "partner_id")

    number = fields.Char(string="Card Number", help="Type it, or scan the card.")
    order_id = fields.Many2one("sale.order", string="Quotation", readonly=True)
    company_id = fields.Many2one("res.company", compute="_compute_company_id")
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(
        string="Planned Purchase",
        compute="_compute_amount",
        store=True,
        readonly=False,
        help="Optional: what a purchase of this amount would earn.",
    )

    code = fields.Selection(CODES, compute="_compute_answer")
    message = fields.Char(compute="_compute_answer")
    staff_reason = fields.Char(compute="_compute_answer")
    card_id = fields.Many2one("loyalty.card", compute="_compute_answer")
    partner_id = fields.Many2one("res.partner", string="Patient", compute="_compute_answer")
    patient_label = fields.Char(string="Patient's Name", compute="_compute_answer")
    patient_category_id = fields.Many2one(related="partner_id.patient_category_id")
    patient_category_color = fields.Integer(related="partner_id.patient_category_color", string="Category Colour")
    earns = fields.Boolean(compute="_compute_answer")
    rate = fields.Float(compute="_compute_answer", digits=(5, 2))
    can_redeem_on_order = fields.Boolean(compute="_compute_order_answer")
    is_of_other_patient = fields.Boolean(compute="_compute_order_answer")
    can_redeem = fields.Boolean(compute="_compute_answer")
    program_currency_id = fields.Many2one(related="card_id.currency_id", string="Currency of the Bonuses")
    balance = fields.Monetary(compute="_compute_answer", currency_field="program_currency_id")
    spendable = fields.Monetary(compute="_compute_answer", currency_field="program_currency_id")
    would_earn = fields.Monetary(compute="_compute_answer", currency_field="program_currency_id")
    history_ids = fields.Many2many("loyalty.history", string="Last Movements", compute="_compute_answer")

    @api.depends("order_id")
    def _compute_company_id(self):
        for check in self:
            check.company_id = check.order_id.company_id or self.env.company

    @api.depends("order_id")
    def _compute_amount(self):
        """What is left to pay of the quotation, in the company's currency."""
        for check in self:
            order = check.order_id
            check.amount = order and order.amount_total / (order.currency_rate or 1.0)

    @api.depends("number", "amount")
    def _compute_answer(self):
        for check in self:
            cards = self.env["loyalty.card"].with_company(check.company_id)
            answer = cards.bonus_check(check.number, check.amount) if (check.number or "").strip() else {}
            for name in ("code", "message", "staff_reason", "card_id", "partner_id", "earns", "rate"):
                check[name] = answer.get(name, False)
            for name in ("can_redeem", "balance", "spendable", "would_earn"):
                check[name] = answer.get(name, False)
            check.patient_label = check._patient_label()
            check.history_ids = check.card_id.history_ids[:5] if check.card_id else False

    @api.depends("card_id", "order_id")
    def _compute_order_answer(self):
        for check in self:
            order, card = check.order_id, check.card_id
            check.is_of_other_patient = order and card and card.partner_id != order.partner_id
            check.can_redeem_on_order = (
                order.state in ("draft", "sent") and card and not order._bonus_refusal(card)
            )

    def _patient_label(self):
        """Name and birth year, to be sure that the card is in the right hands."""
        patient = self.partner_id
        if not patient:
            return False
        birthdate = patient.patient_birthdate
        return f"{patient.name} ({birthdate.year})" if birthdate else patient.name

    # ------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------

    def on_barcode_scanned(self, barcode):
        """A card scanned while the focus is elsewhere in the dialog."""
        self.number = barcode

    def action_open_patient(self):
        """Open the patient of the card."""
        return self._checked_card().partner_id._get_records_action(name=self.env._("Patient"))

    def action_open_card(self):
        """Open the card."""
        action = self.env["ir.actions.act_window"]._for_xml_id("patient_bonus.action_bonus_cards")
        return {**action, "views": [(False, "form")], "view_mode": "form", "res_id": self._checked_card().id}

    def action_new_quotation(self):
        """Start a quotation for the patient of the card."""
        patient = self._checked_card().partner_id
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New quotation"),
            "res_model": "sale.order",
            "views": [(False, "form")],
            "context": {"default_partner_id": patient.id},
        }

    def action_redeem(self):
        """Spend the bonuses of this card on the quotation from which the check was opened."""
        card = self._checked_card()
        if not self.order_id:
            raise UserError(self.env._("Open the check from a quotation to spend bonuses on it."))
        error = self.order_id._bonus_refusal(card)
        if error:
            raise UserError(error)
        action = self.env["ir.actions.act_window"]._for_xml_id("patient_bonus.action_bonus_redeem")
        return {**action, "context": {"default_order_id": self.order_id.id}}

    def action_change_state(self):
        """Block, replace or close the card."""
        action = self.env["ir.actions.act_window"]._for_xml_id("patient_bonus.action_bonus_state")
        return {**action, "context": {"default_card_id": self._checked_card().id}}

    def action_print(self):
        """Print the card."""
        return self.env.ref("patient_bonus.report_bonus_card").report_action(self._checked_card())

    def _checked_card(self):
        self.ensure_one()
        if not self.card_id:
            raise UserError(self.env._("Type or scan the number of a card first."))
        return self.card_id
