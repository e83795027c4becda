from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..groups import CASHIERS


class PatientPrepaymentCancel(models.TransientModel):
    _name = "patient.prepayment.cancel"
    _inherit = "patient.dialog"
    _description = "Cancel a Paid Order"
    _told_of = ("order_id", "target_order_id")
    _check_company_auto = True

    order_id = fields.Many2one("sale.order", required=True, readonly=True)
    company_id = fields.Many2one(related="order_id.company_id")
    partner_id = fields.Many2one(related="order_id.partner_id", string="Patient")
    currency_id = fields.Many2one(related="order_id.currency_id")
    # Stored, and sent back by the form: what the user was shown when he chose.
    amount = fields.Monetary(string="Paid", compute="_compute_amount", store=True, readonly=False)
    may_refund = fields.Boolean(compute="_compute_may_refund")
    money = fields.Selection(
        [
            ("keep", "Stays on account of the patient"),
            ("move", "Goes to another order of the patient"),
            ("refund", "Is paid back now"),
        ],
        string="What becomes of the money?",
        required=True,
        default="keep",
    )
    target_order_id = fields.Many2one(
        "sale.order",
        string="Other Order",
        check_company=True,
        domain="[('partner_id', '=', partner_id), ('id', '!=', order_id), ('company_id', '=', company_id),"
        " ('state', 'in', ('draft', 'sent', 'sale'))]",
    )
    journal_id = fields.Many2one(
        "account.journal",
        string="Paid out of",
        compute="_compute_journal_id",
        store=True,
        readonly=False,
        domain="[('company_id', 'parent_of', company_id), ('type', 'in', ('bank', 'cash', 'credit'))]",
        check_company=True,
    )

    @api.depends("order_id")
    def _compute_amount(self):
        for wizard in self:
            order = wizard.order_id
            wizard.amount = order._total_of_payments(order._money_freed_by_cancelling())

    @api.depends_context("uid")
    def _compute_may_refund(self):
        self.may_refund = self.env.user.has_group(CASHIERS)

    @api.depends("order_id")
    def _compute_journal_id(self):
        """Out of where it came in, as far as it is one place."""
        for wizard in self:
            freed = wizard.order_id._money_freed_by_cancelling()
            journals = self.env["account.journal"].union(*(payment.journal_id for payment in freed))
            wizard.journal_id = journals[:1].with_env(self.env)

    def action_cancel_order(self):
        """Cancel the order, and do with its money what was chosen.

        :raise AccessError: only cashiers pay back
        :raise UserError: the order is locked or cancelled already, something was not chosen, or the money is gone
        """
        self.ensure_one()
        order = self.order_id
        order.check_access("write")
        if order.state == "cancel" or order.locked:
            raise UserError(
                self.env._("%s is cancelled already, or locked. Please reload the page to see its state.", order.name)
            )
        freed = order._money_freed_by_cancelling()
        self._check_choice(freed)
        order._action_cancel()
        if self.money != "keep":
            order._check_not_paid_back(freed)
        if self.money == "move":
            order._move_prepayments(freed, self.target_order_id)
            return self.target_order_id._get_records_action()
        if self.money == "refund":
            order._refund_prepayments(freed, self.journal_id)
        return {"type": "ir.actions.act_window_close"}

    def _check_choice(self, freed):
        amount = self.order_id._total_of_payments(freed)
        if self.currency_id.compare_amounts(self.amount, amount) != 0:
            raise UserError(
                self.env._(
                    "Meanwhile %(amount)s is set aside for %(order)s. Please close this, reload the page, "
                    "and cancel the order once more.",
                    amount=self.currency_id.format(amount),
                    order=self.order_id.name,
                )
            )
        if self.money == "move":
            self._check_target()
        elif self.money == "refund":
            self._check_refund()

    def _check_target(self):
        target = self.target_order_id
        target.check_access("write")
        if (
            not target
            or target == self.order_id
            or target.partner_id != self.partner_id
            or target.company_id != self.company_id
            or target.state == "cancel"
        ):
            raise UserError(self.env._("Please choose another order of this patient to which the money goes."))

    def _check_refund(self):
        if not self.may_refund:
            raise AccessError(self.env._("Only cashiers pay money back. Please ask a cashier, or keep it on account."))
        self.order_id._check_not_own()
        self.journal_id._check_takes_money_of(self.company_id)
        self.company_id._check_period_is_open(fields.Date.context_today(self), self.journal_id)
