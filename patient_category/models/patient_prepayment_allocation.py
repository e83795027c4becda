from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

CLOSED_PAYMENT_STATES = ("draft", "canceled", "rejected")


class PatientPrepaymentAllocation(models.Model):
    _name = "patient.prepayment.allocation"
    _description = "Money Set Aside for an Order"
    _order = "id"
    _rec_name = "payment_id"
    _check_company_auto = True

    order_id = fields.Many2one(
        "sale.order", required=True, index=True, ondelete="cascade", check_company=True
    )
    payment_id = fields.Many2one(
        "account.payment", required=True, index=True, ondelete="cascade", check_company=True
    )
    amount = fields.Monetary(required=True, help="In the currency of the payment.")
    currency_id = fields.Many2one(related="payment_id.currency_id")
    company_id = fields.Many2one(related="order_id.company_id", store=True, index=True)
    is_late_entry = fields.Boolean(
        string="Late Entry", readonly=True, help="The payment was entered on a later day than it was received."
    )
    # What a cashier may know of the payment, which accounting keeps from him.
    payment_state = fields.Selection(related="payment_id.state")
    payment_name = fields.Char(related="payment_id.name", string="Receipt")
    payment_date = fields.Date(related="payment_id.date")
    payment_memo = fields.Char(related="payment_id.memo")
    payment_journal_name = fields.Char(related="payment_id.journal_id.name", string="Paid into")
    payer_name = fields.Char(related="payment_id.partner_id.name", string="Received from")
    counted_amount = fields.Monetary(
        compute="_compute_counted_amount",
        compute_sudo=True,
        string="Counts now",
        help="Less than was set aside where the payment was cancelled, refunded or used for something else.",
    )

    _amount_positive = models.Constraint(
        "CHECK(amount > 0)", "The amount set aside for an order must be more than zero."
    )

    @api.depends("amount", "payment_id")
    def _compute_counted_amount(self):
        ledger = self.env["patient.money"]._ledger_of_payments(self.payment_id)
        open_amounts = self._open_amounts(ledger)
        for allocation in self:
            allocation.counted_amount = open_amounts[allocation] + ledger.used.get(allocation, 0.0)

    @api.constrains("amount", "payment_id")
    def _check_not_more_than_payment(self):
        """A payment cannot be given out twice: lock it, then compare with all its allocations."""
        payments = self.payment_id.sudo()  # sudo: a cashier has no right to read payments
        payments._lock_for_allocation()
        allocated = dict(
            self.sudo()._read_group([("payment_id", "in", payments.ids)], ["payment_id"], ["amount:sum"])
        )
        for payment in payments:
            if payment.currency_id.compare_amounts(allocated.get(payment, 0.0), payment.amount) > 0:
                raise ValidationError(
                    self.env._(
                        "Only %(amount)s of the payment %(payment)s can be set aside for orders. "
                        "Reload the page to see what is left of it.",
                        amount=payment.currency_id.format(payment.amount),
                        payment=payment.display_name,
                    )
                )

    @api.constrains("order_id", "payment_id")
    def _check_payer(self):
        """Only money of those who pay for this patient, never merely of the same company."""
        for allocation in self.sudo():  # sudo: a cashier has no right to read payments
            order, payment = allocation.order_id, allocation.payment_id
            transaction = payment.payment_transaction_id
            if (transaction.sale_order_ids or transaction.source_transaction_id.sale_order_ids) == order:
                continue
            if not allocation._is_of_a_payer():
                raise ValidationError(
                    self.env._(
                        "The payment %(payment)s comes from %(payer)s, who does not pay for %(order)s. "
                        "Choose a payment of the patient, the guardian or the invoice address.",
                        payment=payment.display_name,
                        payer=payment.partner_id.display_name,
                        order=order.name,
                    )
                )

    def _is_of_a_payer(self):
        """Whether the patient, the guardian or whoever is invoiced for the order made the payment."""
        self.ensure_one()
        return bool(self.payment_id._payer() & self.order_id._prepayment_payers())

    def _still_pays(self, is_another_patient):
        """Whether this money stays set aside when customer or payer of its order changed.

        What was paid online for the order counts whoever paid it, as long as it is the same patient's; Odoo
        writes such a payment on the commercial entity.
        """
        if self.payment_id.payment_transaction_id and not is_another_patient:
            return True
        return self._is_of_a_payer()

    def _leave_order(self):
        """Become credit of whoever paid it: he does not pay for the order any more."""
        for allocation, amount in self._open_amounts().items():
            if allocation.currency_id.compare_amounts(amount, 0.0) <= 0:
                continue  # it has settled an invoice, or is gone
            allocation.order_id.message_post(
                body=self.env._(
                    "%(payment)s over %(amount)s no longer counts for this order, because %(payer)s does not pay "
                    "for it any more. It is credit of %(payer)s.",
                    payment=allocation.payment_id.name or allocation.payment_id.display_name,
                    amount=allocation.currency_id.format(amount),
                    payer=allocation.payment_id.partner_id.display_name,
                )
            )
        self.unlink()

    @api.model_create_multi
    def create(self, vals_list):
        allocations = super().create(vals_list)
        allocations._orders_concerned()._on_real_money_changed()
        allocations.order_id._settle_invoices()
        return allocations

    def write(self, vals):
        orders = self._orders_concerned()
        result = super().write(vals)
        (orders | self._orders_concerned())._on_real_money_changed()
        return result

    def unlink(self):
        orders = self._orders_concerned()
        result = super().unlink()
        orders._on_real_money_changed()
        return result

    def _orders_concerned(self):
        """Their orders, and those on the same invoices, which share what is set aside for none of them."""
        # sudo: whoever sets money aside need not be allowed to read invoices
        invoices = self.order_id.sudo().order_line.invoice_lines.move_id
        return self.order_id | invoices.invoice_line_ids.sale_line_ids.order_id.with_env(self.env)

    def _keep_within_payments(self):
        """Where these payments were corrected to less than is set aside of them, the latest orders get less."""
        for payment, allocations in self.grouped("payment_id").items():
            excess = sum(allocations.mapped("amount")) - payment.amount
            for allocation in allocations.sorted("id", reverse=True):
                cut = min(excess, allocation.amount)
                if payment.currency_id.compare_amounts(cut, 0.0) <= 0:
                    break
                allocation._set_aside_less(cut)
                excess -= cut

    def _set_aside_less(self, amount):
        """Set ``amount`` of this allocation, in the currency of the payment, aside no more."""
        self.ensure_one()
        if self.currency_id.compare_amounts(amount, self.amount) >= 0:
            self.unlink()
        else:
            self.amount -= amount

    def action_print_receipt(self):
        """Print the receipts of these prepayments.

        :raise UserError: one of the payments is cancelled, or not posted any more
        """
        closed = self.filtered(lambda allocation: allocation.payment_state in CLOSED_PAYMENT_STATES)
        if closed:
            raise UserError(
                self.env._(
                    "%(payment)s does not count any more, so there is no receipt for it. Please ask the accountant.",
                    payment=closed[0].payment_name or self.env._("This payment"),
                )
            )
        return self._receipt_action()

    def _receipt_action(self):
        action = self.env.ref("patient_category.action_report_prepayment_receipt").report_action(self)
        return dict(action, close_on_report_download=True)

    def _amount_in_order_currency(self):
        """What was received, as it counts for the order: converted at the day of the payment."""
        self.ensure_one()
        return self.currency_id._convert(self.amount, self.order_id.currency_id, self.company_id, self.payment_date)

    def _open_amounts(self, ledger=None):
        """What of these allocations has not yet settled what an invoice asks for their orders.

        Open parts of one payment are served in the order of its allocations and never
        exceed together what is unreconciled of it, or stands on a draft for nobody on it.

        :param ledger: ``_ledger_of_payments`` of their payments, where that has been read
        :return: {allocation: amount in the payment's currency}
        """
        if not self:
            return {}
        payments = self.sudo().payment_id  # sudo: the desk has no right to read payments
        siblings = payments.prepayment_allocation_ids.sorted("id")
        residuals = payments._prepayment_residuals()
        ledger = ledger or self.env["patient.money"]._ledger_of_payments(payments)
        for payment in payments:
            residuals[payment] += ledger.kept_of_entry[payment.move_id]
        open_amounts = {}
        for allocation in siblings:
            payment = allocation.payment_id
            left = max(0.0, min(allocation.amount - ledger.used.get(allocation, 0.0), residuals[payment]))
            residuals[payment] -= left
            open_amounts[allocation.id] = left
        return {allocation: open_amounts[allocation.id] for allocation in self}
