from odoo import api, fields, models

from ..groups import CASHIERS, MANAGERS
from .sale_order_prepayment import JUDGED_FIELDS, UNPAID

REMEMBERED = "patient_category.prepayment_states"
PAID_BEFORE = "patient_category.prepayment_paid"
MONEY_MOVED = "patient_category.money_moved"
COLLECT = "patient_category.activity_type_prepayment"


class SaleOrder(models.Model):
    """Who is told when a confirmed order is no longer prepaid, and when it is again.

    Decided once, when the transaction ends: within it, money may leave and come back.
    """

    _inherit = "sale.order"

    def _compute_field_value(self, field):
        if field.name == "prepayment_state":
            self._remember_prepayment_states()
        elif field.name in JUDGED_FIELDS:
            self._remember_prepayment_paid()
        return super()._compute_field_value(field)

    def _remember_prepayment_states(self):
        """Keep what these confirmed orders were before this transaction changed them."""
        precommit = self.env.cr.precommit
        for order in self.filtered("id"):  # not what is only being edited in a form
            before = order.prepayment_state
            if order.state == "sale" or (order.state == "cancel" and before in UNPAID):
                if REMEMBERED not in precommit.data:
                    precommit.data[REMEMBERED] = {}
                    precommit.add(self.browse()._announce_prepayment_changes)
                precommit.data[REMEMBERED].setdefault(order.id, before)

    def _remember_prepayment_paid(self):
        """Keep what counted as paid for these confirmed orders before this transaction changed it."""
        paid = self.env.cr.precommit.data.setdefault(PAID_BEFORE, {})
        for order in self.filtered("id"):
            if order.state == "sale":
                paid.setdefault(order.id, order.prepayment_paid_amount)

    def _remember_money_moved(self):
        """What is missing after this is missing because of the money, not of more work."""
        self.env.cr.precommit.data.setdefault(MONEY_MOVED, set()).update(self.ids)

    @api.model
    def _announce_prepayment_changes(self):
        """Tell those who have to act about the orders that fell back, and that nothing is left to do for others.

        At the end of the transaction: what is there in between is nobody's business.
        """
        data = self.env.cr.precommit.data
        before = data.pop(REMEMBERED, {})
        paid_before = data.pop(PAID_BEFORE, {})
        moved_ids = data.pop(MONEY_MOVED, set())
        orders = self.sudo().browse(before).exists()  # sudo: whoever moved the money need not see orders
        held = orders.filtered(lambda order: order.state == "sale" and order._is_prepayment_missing())
        fallen = held.filtered(lambda order: before[order.id] not in (*UNPAID, False))
        fallen._ask_cashiers_to_collect()
        (held - fallen)._correct_what_to_collect()
        for order in orders.filtered(lambda order: order.id in moved_ids and order.state == "sale"):
            if order._has_lost_money(paid_before.get(order.id, 0.0)):
                order._tell_that_money_left()
        settled = (orders - held).filtered(lambda order: before[order.id] in UNPAID)
        settled.activity_unlink([COLLECT])
        orders._free_what_is_left_over()

    def _has_lost_money(self, paid_before):
        """Whether less is paid than before and something is missing now, also where the order was let pass unpaid."""
        self.ensure_one()
        lost = paid_before - self.prepayment_paid_amount
        if not self.prepayment_missing_amount or self.currency_id.compare_amounts(lost, 0.0) <= 0:
            return False
        return self.currency_id.compare_amounts(lost, self._real_money()[self.id].tolerance) > 0

    def _ask_cashiers_to_collect(self):
        """One activity for each cashier of each order's company; all go when the order is paid or released."""
        activity_type = self.env.ref(COLLECT)
        model_id = self.env["ir.model"]._get_id(self._name)
        # Without the mail that each activity would send: it would carry the patient's name out of here.
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            [
                {
                    "activity_type_id": activity_type.id,
                    "automated": True,
                    "date_deadline": fields.Date.context_today(order),
                    "res_id": order.id,
                    "res_model_id": model_id,
                    "summary": order.prepayment_notice,
                    "user_id": cashier.id,
                }
                for company, orders in self.grouped("company_id").items()
                for cashier in self._cashiers(company)
                for order in orders
            ]
        )

    def _correct_what_to_collect(self):
        """What the cashiers were asked to collect becomes what is missing now."""
        for activity in self.activity_search([COLLECT]):
            notice = self.browse(activity.res_id).prepayment_notice
            if activity.summary != notice:
                activity.summary = notice

    @api.model
    def _cashiers(self, company):
        """Who sits at the tills of ``company``: the cashiers; the managers where nobody else is one."""
        cashiers, managers = self._members(CASHIERS, company), self._members(MANAGERS, company)
        return cashiers - managers or managers

    @api.model
    def _members(self, group_xmlid, company):
        group = self.env.ref(group_xmlid).sudo()  # sudo: not for everybody to read
        return group.all_user_ids.filtered(lambda user: company in user.company_ids)

    def _tell_that_money_left(self):
        """After the order was confirmed, money was cancelled, refunded or charged back, or the customer changed."""
        self.ensure_one()
        told = self._members(MANAGERS, self.company_id) | self.user_id
        self.message_notify(
            partner_ids=(told - self.env.user).partner_id.ids,
            subject=self.env._("Money left: %s", self.name),
            body=self._money_left_message(),
        )

    def _money_left_message(self):
        if self._is_prepayment_missing():
            return self.env._(
                "Money that was paid for %(order)s counts for it no longer: it was cancelled, refunded or charged "
                "back, or the order has another customer now. %(notice)s. "
                "It is not served and not invoiced until it is paid again.",
                order=self.name,
                notice=self.prepayment_notice,
            )
        return self.env._(
            "Money that was paid for %(order)s counts for it no longer: it was cancelled, refunded or charged "
            "back, or the order has another customer now. %(amount)s is not paid; the order was let pass unpaid, "
            "so nothing holds it.",
            order=self.name,
            amount=self.currency_id.format(self.prepayment_missing_amount),
        )
