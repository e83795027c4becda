from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.patient_category import LONGEST_TEXT
from ..models.patient_money import MONEY_JOURNALS


class PatientPrepaymentRegister(models.TransientModel):
    _name = "patient.prepayment.register"
    _inherit = "patient.dialog"
    _description = "Register Prepayment"
    _told_of = ("order_id",)
    _check_company_auto = True

    order_id = fields.Many2one("sale.order", required=True, readonly=True)
    company_id = fields.Many2one(related="order_id.company_id")
    partner_id = fields.Many2one(related="order_id.partner_id", string="Patient")
    order_currency_id = fields.Many2one(related="order_id.currency_id", string="Order Currency")
    missing_amount = fields.Monetary(
        related="order_id.prepayment_missing_amount", currency_field="order_currency_id", string="Missing"
    )
    credit_amount = fields.Monetary(
        string="On Account",
        compute="_compute_credit_amount",
        currency_field="order_currency_id",
        help="What the patient paid and nobody has used yet.",
    )
    credit_used = fields.Monetary(
        string="Used from Account",
        compute="_compute_credit_used",
        store=True,
        readonly=False,
        currency_field="order_currency_id",
    )
    journal_id = fields.Many2one(
        "account.journal",
        string="Paid into",
        compute="_compute_journal_id",
        store=True,
        readonly=False,
        domain="[('company_id', 'parent_of', company_id), ('type', 'in', ('bank', 'cash', 'credit'))]",
        check_company=True,
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    amount = fields.Monetary(compute="_compute_amount", store=True, readonly=False)
    date = fields.Date(required=True, default=fields.Date.context_today)
    memo = fields.Char(compute="_compute_memo", store=True, readonly=False)

    @api.model_create_multi
    def create(self, vals_list):
        # Whoever names the amount means that amount: nothing is taken from the account beside it.
        return super().create(
            [{"credit_used": 0.0, **vals} if vals.get("amount") is not None else vals for vals in vals_list]
        )

    @api.depends("order_id")
    def _compute_credit_amount(self):
        for wizard in self:
            order = wizard.order_id
            wizard.credit_amount = order._total_of_payments(order._free_credit())

    @api.depends("order_id")
    def _compute_credit_used(self):
        """What is on account is used first: nobody pays twice because nobody looked."""
        for wizard in self:
            wizard.credit_used = min(wizard.credit_amount, wizard.order_id.prepayment_missing_amount)

    @api.depends("order_id")
    def _compute_journal_id(self):
        """The till first: at a desk, patients mostly pay there."""
        for wizard in self:
            journals = self.env["account.journal"].search(
                [
                    *self.env["account.journal"]._check_company_domain(wizard.order_id.company_id),
                    ("type", "in", MONEY_JOURNALS),
                ]
            )
            wizard.journal_id = journals.sorted(lambda journal: (journal.type != "cash", journal.sequence))[:1]

    @api.depends("journal_id", "company_id")
    def _compute_currency_id(self):
        for wizard in self:
            wizard.currency_id = wizard.journal_id.currency_id or wizard.company_id.currency_id

    @api.depends("order_id", "currency_id", "date", "credit_used")
    def _compute_amount(self):
        for wizard in self:
            wizard.amount = wizard._to_pay()

    @api.depends("order_id")
    def _compute_memo(self):
        for wizard in self:
            wizard.memo = wizard.order_id.name

    def _to_pay(self):
        """What is missing beside what is used from the account, in the currency of the journal."""
        order = self.order_id
        return order.currency_id._convert(
            max(0.0, order.prepayment_missing_amount - self.credit_used),
            self.currency_id or order.currency_id,
            order.company_id,
            self.date or fields.Date.context_today(self),
        )

    def action_register(self):
        """Take what is on account, post the payment of the rest, set both aside, confirm the order, print the receipt.

        :raise AccessError: the user is not a cashier
        :raise UserError: the amount, the date or the journal cannot be
        """
        self.ensure_one()
        order = self.order_id
        order._check_is_cashier()
        order.check_access("write")
        self._check_amounts()
        if self.credit_used:
            order._set_aside_credit(order._free_credit(), self.credit_used)
        receipt = self._take_payment() if self.amount else None
        if order.state in ("draft", "sent") and not order._is_prepayment_missing():
            order.action_confirm()
        return receipt._receipt_action() if receipt else {"type": "ir.actions.act_window_close"}

    def _check_amounts(self):
        if self.amount < 0 or self.credit_used < 0 or not (self.amount or self.credit_used):
            raise UserError(self.env._("Please enter an amount of more than zero."))
        if self.order_currency_id.compare_amounts(self.credit_used, self.credit_amount) > 0:
            raise UserError(
                self.env._(
                    "Only %(credit)s is on account. Please enter this amount or less.",
                    credit=self.order_currency_id.format(self.credit_amount),
                )
            )
        if self.order_currency_id.compare_amounts(self.credit_used, self.missing_amount) > 0:
            raise UserError(self._too_much_message(self.missing_amount, self.order_currency_id))
        missing = self._to_pay()
        if self.currency_id.compare_amounts(self.amount, missing) > 0:
            raise UserError(self._too_much_message(missing, self.currency_id))
        if self.amount:
            self._check_payment()

    def _too_much_message(self, missing, currency):
        return self.env._(
            "Only %(missing)s is missing for %(order)s. Please enter this amount or less.",
            missing=currency.format(missing),
            order=self.order_id.name,
        )

    def _check_payment(self):
        if self.date > fields.Date.context_today(self):
            raise UserError(self.env._("The payment cannot be in the future. Please enter the day it was received."))
        self.company_id._check_period_is_open(self.date, self.journal_id)
        if len(self.memo or "") > LONGEST_TEXT:
            raise UserError(self.env._("Please enter a memo of at most 1,000 characters."))
        self.journal_id._check_takes_money_of(self.company_id)

    def _take_payment(self):
        """Post the payment and set it aside for the order: ``patient.prepayment.allocation``, the receipt."""
        order = self.order_id
        payment = self.env["account.payment"]._post_at_desk(
            {
                "payment_type": "inbound",
                "partner_id": order.partner_invoice_id.id,
                "journal_id": self.journal_id.id,
                "company_id": self.company_id.id,
                "amount": self.amount,
                "currency_id": self.currency_id.id,
                "date": self.date,
                "memo": self.memo or order.name,
            }
        )
        is_late = self.date < fields.Date.context_today(self)
        # sudo: nobody sets money aside by hand; this dialog does after its checks.
        allocation = self.env["patient.prepayment.allocation"].sudo().create(
            {"order_id": order.id, "payment_id": payment.id, "amount": payment.amount, "is_late_entry": is_late}
        )
        received = self.env._(
            "Prepayment of %(amount)s received: %(payment)s.",
            amount=self.currency_id.format(self.amount),
            payment=payment.name or payment.display_name,
        )
        if is_late:
            received += " " + self.env._("Late entry: it was entered on a later day.")
        order.message_post(body=received)
        return allocation.sudo(False)
