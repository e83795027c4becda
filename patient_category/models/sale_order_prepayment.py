from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..groups import CASHIERS, PATIENTS

UNPAID = ("missing", "partial")
JUDGED_FIELDS = (
    "prepayment_required_amount",
    "prepayment_paid_amount",
    "prepayment_missing_amount",
    "prepayment_set_aside_amount",
    "prepayment_state",
)


class SaleOrder(models.Model):
    """Prepayment: how much is required, how much is there, and whether that is enough."""

    _inherit = "sale.order"

    prepayment_policy_percent = fields.Float(
        string="Prepayment Required (%)",
        copy=False,
        readonly=True,
        groups=PATIENTS,
        help="Share of the total that had to be prepaid when the order was confirmed; frozen then.",
    )
    prepayment_allocation_ids = fields.One2many(
        "patient.prepayment.allocation", "order_id", copy=False, readonly=True, groups=PATIENTS
    )
    # Stored as the state is, and judged with it: a form shows what was judged, it does not count the money.
    prepayment_required_amount = fields.Monetary(
        compute="_compute_prepayment_amounts", store=True, prefetch="prepayment", groups=PATIENTS
    )
    prepayment_paid_amount = fields.Monetary(
        compute="_compute_prepayment_amounts", store=True, prefetch="prepayment", groups=PATIENTS
    )
    prepayment_missing_amount = fields.Monetary(
        compute="_compute_prepayment_amounts", store=True, prefetch="prepayment", groups=PATIENTS
    )
    prepayment_set_aside_amount = fields.Monetary(
        compute="_compute_prepayment_amounts",
        store=True,
        prefetch="prepayment",
        groups=PATIENTS,
        help="What was set aside for the order and has not settled an invoice of it.",
    )
    prepayment_state = fields.Selection(
        [
            ("not_required", "Not required"),
            ("missing", "Missing"),
            ("partial", "Partly paid"),
            ("paid", "Paid"),
            ("released", "Released"),
        ],
        string="Prepayment",
        compute="_compute_prepayment_state",
        store=True,
        index=True,
        groups=PATIENTS,
    )
    prepayment_notice = fields.Char(compute="_compute_prepayment_notice", groups=PATIENTS)
    # No groups: Odoo's own buttons depend on it. It is true for cashiers only.
    prepayment_can_register = fields.Boolean(compute="_compute_prepayment_can_register")
    # Written whenever money of an order that must be prepaid moves: of two transactions that judge the
    # same order at the same moment, the database lets one pass and Odoo repeats the other.
    prepayment_revision = fields.Integer(prefetch=False, copy=False, readonly=True, groups=PATIENTS)

    # ------------------------------------------------------------
    # How much is required, how much is there
    # ------------------------------------------------------------

    # Not on "state" and the frozen policy: confirming changes neither what is required nor what is paid,
    # and is judged by what was stored when money or order last moved. Every other change of state, and
    # every other policy, judges the order itself (`write`).
    @api.depends(
        "amount_total", "currency_id", "order_line.qty_delivered", "patient_category_id", "partner_invoice_id"
    )
    def _compute_prepayment_amounts(self):
        self.filtered("id").mapped("prepayment_paid_amount")  # read, so that only what differs is written
        demanding = self.filtered(lambda order: order._prepayment_amount_required() > 0)
        real_money = self.env["patient.money"]._of_orders(
            demanding | self.filtered("prepayment_allocation_ids")
        )
        for order in self:
            money = real_money.get(order.id)
            required = order._prepayment_amount_required()
            paid = money.paid if money else 0.0
            missing = max(0.0, required - paid)
            if order in demanding and missing <= money.tolerance:
                missing = 0.0
            order.prepayment_required_amount = required
            order.prepayment_paid_amount = order.currency_id.round(paid)
            order.prepayment_missing_amount = order.currency_id.round(missing)
            order.prepayment_set_aside_amount = order.currency_id.round(money.set_aside if money else 0.0)

    @api.depends("prepayment_required_amount", "prepayment_paid_amount", "prepayment_missing_amount")
    def _compute_prepayment_state(self):
        for order in self:
            order.prepayment_state = order._get_prepayment_state()

    def _get_prepayment_state(self):
        """The one decision whether an order is prepaid enough."""
        self.ensure_one()
        if not self.currency_id or self.currency_id.is_zero(self.prepayment_required_amount):
            return "not_required"
        if self.currency_id.is_zero(self.prepayment_missing_amount):
            return "paid"
        if self._is_released():
            return "released"
        if self.currency_id.is_zero(self.prepayment_paid_amount):
            return "missing"
        return "partial"

    @api.depends("prepayment_state")
    def _compute_prepayment_notice(self):
        """What the desk reads, and the patient may: an amount, never a category."""
        for order in self:
            order.prepayment_notice = order._is_prepayment_missing() and self.env._(
                "Prepayment missing: %(amount)s", amount=order.currency_id.format(order.prepayment_missing_amount)
            )

    @api.depends("prepayment_state")
    @api.depends_context("uid")
    def _compute_prepayment_can_register(self):
        is_cashier = self.env.user.has_group(CASHIERS)
        for order in self:
            # sudo: the button is also looked at by those who may not know patients
            order.prepayment_can_register = is_cashier and order.sudo()._is_prepayment_missing()

    def _is_prepayment_missing(self):
        self.ensure_one()
        return self.prepayment_state in UNPAID

    def _prepayment_amount_required(self):
        """How much of this order has to be paid before it is confirmed, in its currency."""
        self.ensure_one()
        share = 0.0 if self.state == "cancel" else self._prepayment_share()
        return self.currency_id.round(max(0.0, self._prepayment_total() * share)) if share else 0.0

    def _prepayment_total(self):
        """What this order comes to, in its currency: more than its total where more was delivered than ordered.

        Nor is it less where a total is kept with its lines that falls short of their prices.
        """
        self.ensure_one()
        lines = self.order_line
        short = sum(line._amount_kept_short() for line in lines)
        # Mostly nothing is kept with any line, and no taxes need be read for it.
        if short and short <= sum(line._rounding_allowance() for line in lines):
            short = 0.0
        return self.amount_total + short + sum(line._amount_delivered_beyond() for line in lines)

    def _prepayment_share(self):
        """Share (0 to 1) of the total: of the category while a quotation, frozen once confirmed."""
        self.ensure_one()
        if self.state == "sale":
            return self.prepayment_policy_percent / 100.0
        return self._prepayment_policy_share()

    def _prepayment_policy_share(self):
        """Share (0 to 1) of the total that category and payer ask for now, whatever is frozen."""
        self.ensure_one()
        share = self.patient_category_id._prepayment_share()
        return share if share and not self.partner_invoice_id.pays_on_account else 0.0

    def _judged_policy_share(self):
        """As ``_prepayment_policy_share``, for an order whose stored state was judged by it.

        Where something was required, the payer does not pay on account: he need not be read again.
        """
        self.ensure_one()
        if self.prepayment_state in (False, "not_required"):
            return self._prepayment_policy_share()
        return self.patient_category_id._prepayment_share()

    def _prepayment_payers(self):
        """Whose payments may be set aside for this order: the patient, the guardian, who is invoiced."""
        self.ensure_one()
        return self.partner_id | self.partner_id.guardian_id | self.partner_invoice_id

    def _bonus_patient(self):
        """Hook: on whose invoices bonuses of this order are earned."""
        return self.partner_id

    # ------------------------------------------------------------
    # Judging anew when money moves
    # ------------------------------------------------------------

    def _real_money(self):
        """How much real money has come in for these orders; the one answer for prepayment and bonuses.

        :return: {id of order: ``RealMoney``} with ``paid`` in the order's currency and
            ``bonus_base`` in the company's
        """
        return self.env["patient.money"]._of_orders(self)

    def _on_real_money_changed(self):
        """Hook: money of these orders came, left or was moved.

        Called once per batch, in whatever rights the mover of the money has. Not called when
        only the order itself changes.
        """
        if not self:  # most entries that are posted or reconciled
            return
        self._remember_money_moved()
        self._judge_prepayment()

    def _settle_invoices(self):
        """Settle what is open of their posted invoices with what was set aside for these orders.

        Also of those that were posted long ago: what kept one of them open may be over.
        """
        # sudo: whoever moves money or posts invoices need not be allowed to read the other one
        self.sudo().order_line.invoice_lines.move_id._reconcile_prepayments()

    def _is_invoiced_whole(self):
        """Whether everything that was ordered is invoiced, and booked."""
        self.ensure_one()
        # Odoo calls it invoiced as soon as it stands on a draft.
        return self.invoice_status in ("invoiced", "upselling") and "draft" not in self.invoice_ids.mapped("state")

    def _judge_prepayment(self):
        """Compute anew what is required, paid and missing, and whether that is enough."""
        if not self:  # most orders that are confirmed
            return
        orders = self.sudo()  # a stored result follows its reasons, whoever changed them
        demanding = orders.filtered(lambda order: order._prepayment_amount_required() > 0)
        if demanding:
            # One value for all that is new to each: one write, whatever the number of orders.
            demanding.prepayment_revision = max(demanding.mapped("prepayment_revision")) + 1
        for name in JUDGED_FIELDS:
            self.env.add_to_compute(orders._fields[name], orders)

    @api.model
    def _judge_quotations(self, domain):
        """Judge the quotations in ``domain`` anew: the policy or the payer behind them changed."""
        # sudo: whoever changes a policy need not see all quotations that follow it.
        self.sudo().search([("state", "in", ("draft", "sent")), *domain])._judge_prepayment()

    # ------------------------------------------------------------
    # At the desk
    # ------------------------------------------------------------

    def action_register_prepayment(self):
        """Open the dialog in which a cashier takes the missing part of this order."""
        self.ensure_one()
        self._check_is_cashier()
        self.check_access("read")
        # Before the patient hands over money for an order that cannot be confirmed all the same.
        error = self._reserved_pricelist_error_message()
        if error and not self._is_released():
            raise UserError(error)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Register Prepayment"),
            "res_model": "patient.prepayment.register",
            "view_mode": "form",
            "target": "new",
            "context": {"default_order_id": self.id},
        }

    def action_view_prepayments(self):
        """Open what was received for this order, with the receipts."""
        return self._list_action("patient.prepayment.allocation", self.env._("Payments for %s", self.name))

    def _list_action(self, model, title):
        """The action that lists the records of ``model`` that name this order as their ``order_id``."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": model,
            "views": [(False, "list"), (False, "kanban")],
            "mobile_view_mode": "kanban",
            "domain": [("order_id", "=", self.id)],
        }

    def _check_is_cashier(self):
        if not self.env.user.has_group(CASHIERS):
            raise AccessError(self.env._("Only cashiers take prepayments. Please ask a cashier."))

    # ------------------------------------------------------------
    # What the patient left on account
    # ------------------------------------------------------------

    def _free_credit(self):
        """What those who pay for this order left on account, for a treatment plan or after a cancelled order.

        :return: {``account.payment``, as superuser: amount in its currency}, the oldest first
        """
        self.ensure_one()
        return self.env["account.payment"]._free_credit(self._prepayment_payers(), self.company_id)

    def _unpaid_amount(self):
        """What is not paid yet of the whole total, in the order's currency."""
        self.ensure_one()
        if self.state == "cancel":
            return 0.0
        return max(0.0, self._prepayment_total() - self._real_money()[self.id].paid)

    def _total_of_payments(self, amounts):
        """What these amounts of payments come to in the currency of this order, each at the day of its payment.

        :param amounts: {``account.payment``: amount in its currency}
        """
        return self.currency_id.round(
            sum(payment._prepayment_in_order_currency(amount, self) for payment, amount in amounts.items())
        )

    def _set_aside_credit(self, credit, limit):
        """Set money that is on account aside for this order.

        :param credit: {``account.payment``: amount in its currency}, taken in this order
        :param limit: at most this amount, in the order's currency
        :return: what was set aside, in the order's currency
        """
        self.ensure_one()
        left = limit
        for payment, free in credit.items():
            given = min(free, payment._prepayment_from_order_currency(left, self))
            if payment.currency_id.compare_amounts(given, 0.0) <= 0:
                continue
            # sudo: nobody sets money aside by hand; the dialogs do after their checks
            self.env["patient.prepayment.allocation"].sudo().create(
                {
                    "order_id": self.id,
                    "payment_id": payment.id,
                    # What the payment has settled already on invoices of this order is used of it first.
                    "amount": given + self.env["patient.money"]._settled_beside_allocations(self, payment),
                }
            )
            left -= payment._prepayment_in_order_currency(given, self)
            self.message_post(
                body=self.env._(
                    "%(amount)s of %(payment)s, which was on account, is set aside for this order.",
                    amount=payment.currency_id.format(given),
                    payment=payment.name or payment.display_name,
                )
            )
        return limit - max(0.0, left)

    def _free_what_is_left_over(self):
        """What was set aside beyond what these orders came to, once they are invoiced, is credit for the next visit."""
        orders = self.filtered(lambda order: order.prepayment_set_aside_amount and order._is_invoiced_whole())
        if not orders:
            return
        ledger = self.env["patient.money"]._ledger_of_payments(orders.prepayment_allocation_ids.payment_id)
        open_amounts = orders.prepayment_allocation_ids._open_amounts(ledger)
        real_money = orders._real_money()
        paid = {order: real_money[order.id].paid for order in orders}
        for allocation, open_amount in reversed(open_amounts.items()):
            order, payment = allocation.order_id, allocation.payment_id
            excess = max(0.0, paid[order] - order._prepayment_total())
            freed = min(open_amount, payment._prepayment_from_order_currency(excess, order))
            if payment.currency_id.compare_amounts(freed, 0.0) <= 0:
                continue
            paid[order] -= payment._prepayment_in_order_currency(freed, order)
            order._say_what_is_credit_now(payment, freed)
            kept = ledger.used.get(allocation, 0.0) + open_amount - freed
            allocation._set_aside_less(allocation.amount - kept)

    def _say_what_is_credit_now(self, payment, amount):
        self.message_post(
            body=self.env._(
                "%(payment)s over %(amount)s is now credit of the patient.",
                payment=payment.name or payment.display_name,
                amount=payment.currency_id.format(amount),
            )
        )
