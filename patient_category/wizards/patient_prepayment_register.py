from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

MONEY_JOURNALS = ("bank", "cash", "credit")


class PatientPrepaymentRegister(models.TransientModel):
    _name = "patient.prepayment.register"
    _description = "Register Prepayment"
    _check_company_auto = True

    order_id = fields.Many2one("sale.order", required=True, readonly=True)
    company_id = fields.Many2one(related="order_id.company_id")
    partner_id = fields.Many2one(related="order_id.partner_id", string="Patient")
    order_currency_id = fields.Many2one(related="order_id.currency_id", string="Order Currency")
    missing_amount = fields.Monetary(
        related="order_id.prepayment_missing_amount", currency_field="order_currency_id", string="Missing"
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
    memo = fields.Char(compute="_compute_memo", store=True, readonly=False, size=1000)

    @api.model_create_multi
    def create(self, vals_list):
        wizards = super().create(vals_list)
        wizards.order_id.check_access("read")  # its amounts would be told here otherwise
        return wizards

    @api.depends("order_id")
    def _compute_journal_id(self):
        """The till first: at a desk, patients mostly pay there."""
        for wizard in self:
            journals = self.env["account.journal"].search(
                [
                    *self.env["account.journal"]._check_company_domain(wizard.company_id),
                    ("type", "in", MONEY_JOURNALS),
                ]
            )
            wizard.journal_id = journals.sorted(lambda journal: (journal.type != "cash", journal.sequence))[:1]

    @api.depends("journal_id", "company_id")
    def _compute_currency_id(self):
        for wizard in self:
            wizard.currency_id = wizard.journal_id.currency_id or wizard.company_id.currency_id

    @api.depends("order_id", "currency_id", "date")
    def _compute_amount(self):
        for wizard in self:
            order = wizard.order_id
            wizard.amount = order.currency_id._convert(
                order.prepayment_missing_amount,
                wizard.currency_id or order.currency_id,
                order.company_id,
                wizard.date or fields.Date.context_today(wizard),
            )

    @api.depends("order_id")
    def _compute_memo(self):
        for wizard in self:
            wizard.memo = wizard.order_id.name

    def action_register(self):
        """Post the payment, set it aside for the order, confirm the order and print the receipt.

        :raise AccessError: the user is not a cashier
        :raise UserError: the amount or the journal cannot be
        """
        self.ensure_one()
        order = self.order_id
        order._check_is_cashier()
        order.check_access("write")
        self._check_amount()
        payment = self._create_payment()
        # sudo: nobody sets money aside by hand; this dialog does after its checks.
        allocation = self.env["patient.prepayment.allocation"].sudo().create(
            {"order_id": order.id, "payment_id": payment.id, "amount": payment.amount}
        )
        order.message_post(
            body=self.env._(
                "Prepayment of %(amount)s received: %(payment)s.",
                amount=self.currency_id.format(self.amount),
                payment=payment.name or payment.display_name,
            )
        )
        if order.state in ("draft", "sent") and not order._is_prepayment_missing():
            order.action_confirm()
        return allocation.sudo(False)._receipt_action()

    def _check_amount(self):
        missing = self.order_currency_id._convert(
            self.missing_amount, self.currency_id, self.company_id, self.date
        )
        if self.currency_id.compare_amounts(self.amount, 0.0) <= 0:
            raise UserError(self.env._("Please enter an amount of more than zero."))
        if self.currency_id.compare_amounts(self.amount, missing) > 0:
            raise UserError(
                self.env._(
                    "Only %(missing)s is missing for %(order)s. Please enter this amount or less.",
                    missing=self.currency_id.format(missing),
                    order=self.order_id.name,
                )
            )
        if self.date > fields.Date.context_today(self):
            raise UserError(self.env._("The payment cannot be in the future. Please enter the day it was received."))
        lock_date = self.company_id.sudo()._get_user_fiscal_lock_date(self.journal_id)  # sudo: accounting's setting
        if self.date <= lock_date:
            raise UserError(
                self.env._(
                    "The books are closed up to %(date)s. Please enter a later day, or ask the accountant.",
                    date=format_date(self.env, lock_date),
                )
            )
        companies = self.company_id.sudo().parent_ids  # sudo: a branch uses the journals of its parents
        if self.journal_id.type not in MONEY_JOURNALS or self.journal_id.company_id not in companies:
            raise UserError(self.env._("Please choose a cash, bank or card journal of %s.", self.company_id.name))

    def _create_payment(self):
        # sudo: taking a prepayment is the cashier's right; reading and booking other payments is not.
        payment = (
            self.env["account.payment"]
            .sudo()
            .with_company(self.company_id)
            .create(
                {
                    "payment_type": "inbound",
                    "partner_type": "customer",
                    "partner_id": self.order_id.partner_invoice_id.id,
                    "journal_id": self.journal_id.id,
                    "company_id": self.company_id.id,
                    "amount": self.amount,
                    "currency_id": self.currency_id.id,
                    "date": self.date,
                    "memo": self.memo or self.order_id.name,
                }
            )
        )
        payment.outstanding_account_id = payment._prepayment_liquidity_account()
        payment.action_post()
        return payment
