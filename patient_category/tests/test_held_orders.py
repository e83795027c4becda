from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .test_doors import DoorsCommon

COLLECT = "patient_category.activity_type_prepayment"


@tagged("post_install", "-at_install")
class TestHeldOrders(DoorsCommon):
    """Who is told when a confirmed order is no longer prepaid."""

    def setUp(self):
        super().setUp()
        self.order = self._paid(self.receptionist)
        self.order.user_id = self.seller
        self._end_of_transaction()

    def _collectors(self, order=None):
        activities = (order or self.order).sudo().activity_ids
        return activities.filtered(lambda a: a.activity_type_id == self.env.ref(COLLECT)).user_id

    def _told(self, subject):
        messages = self.env["mail.message"].sudo().search(
            [("model", "=", "sale.order"), ("res_id", "=", self.order.id), ("subject", "=like", f"{subject}%")]
        )
        return messages.notified_partner_ids

    def test_more_work_gives_the_cashiers_an_activity(self):
        self.order.order_line.product_uom_qty = 2
        self._end_of_transaction()
        self.assertEqual(self._collectors(), self.cashier, "the managers have other things to do")
        activity = self.order.sudo().activity_ids
        self.assertIn("120.00", activity.summary)
        self.assertNotIn(self.problem.name, activity.summary)
        self.assertFalse(self._told("Money left"))

    def test_what_is_only_being_typed_is_nobodys_task(self):
        with Form(self.order.with_user(self.receptionist)) as form:
            with form.order_line.new() as line:
                line.product_id = self.service
            self._end_of_transaction()
            self.assertFalse(self._collectors())
            self.assertIn("120.00", form.prepayment_notice, "but it is said at once")
        self._end_of_transaction()
        self.assertEqual(self._collectors(), self.cashier)

    def test_it_is_asked_for_once(self):
        for quantity in (2, 3):
            self.order.order_line.product_uom_qty = quantity
            self._end_of_transaction()
        self.assertEqual(len(self.order.sudo().activity_ids), 1)
        self.assertIn("240.00", self.order.sudo().activity_ids.summary, "what is missing now, not what was at first")

    def test_where_there_is_no_cashier_the_managers_are_asked(self):
        self.cashier.group_ids = self.env.ref("base.group_user")
        self.order.order_line.product_uom_qty = 2
        self._end_of_transaction()
        self.assertIn(self.manager, self._collectors())

    def test_the_activity_goes_when_it_is_paid(self):
        self.order.order_line.product_uom_qty = 2
        self._end_of_transaction()
        self._pay_order(self.order)
        self._end_of_transaction()
        self.assertFalse(self._collectors())

    def test_the_activity_goes_when_it_is_let_pass_or_cancelled(self):
        other = self._paid(self.receptionist)
        self._end_of_transaction()
        (self.order | other).order_line.product_uom_qty = 2
        self._end_of_transaction()
        self.assertTrue(self._collectors() and self._collectors(other))
        self.order._release("treat_now", "Emergency")
        other._action_cancel()
        self._end_of_transaction()
        self.assertFalse(self._collectors() or self._collectors(other))

    def test_a_quotation_that_grows_is_nobodys_task(self):
        quotation = self._unpaid(self.receptionist)
        quotation.order_line.product_uom_qty = 5
        self._end_of_transaction()
        self.assertFalse(self._collectors(quotation))

    def test_money_that_leaves_is_told_to_managers_and_salesperson(self):
        payment = self.order.prepayment_allocation_ids.sudo().payment_id
        payment.action_draft()
        payment.action_cancel()
        self._end_of_transaction()
        told = self._told("Money left")
        self.assertIn(self.manager.partner_id, told)
        self.assertIn(self.seller.partner_id, told)
        self.assertNotIn(self.receptionist.partner_id, told)
        self.assertEqual(self._collectors(), self.cashier)

    def test_money_that_leaves_an_order_with_more_work_is_told(self):
        self.order.order_line.product_uom_qty = 2
        self._end_of_transaction()
        self.assertFalse(self._told("Money left"))
        payment = self.order.prepayment_allocation_ids.sudo().payment_id
        payment.action_draft()
        payment.action_cancel()
        self._end_of_transaction()
        self.assertIn(self.manager.partner_id, self._told("Money left"))

    def test_money_that_leaves_an_order_that_was_let_pass_is_told(self):
        self.order._release("treat_now", "Emergency")
        payment = self.order.prepayment_allocation_ids.sudo().payment_id
        self._end_of_transaction()
        payment.action_draft()
        payment.action_cancel()
        self._end_of_transaction()
        self.assertEqual(self.order.prepayment_state, "released")
        self.assertIn(self.manager.partner_id, self._told("Money left"))
        self.assertFalse(self._collectors())

    def test_money_that_leaves_and_comes_back_at_once_is_told_to_nobody(self):
        payment = self.order.prepayment_allocation_ids.sudo().payment_id
        payment.action_draft()
        payment.memo = "corrected"
        payment.action_post()
        self._end_of_transaction()
        self.assertFalse(self._told("Money left") or self._collectors())

    def test_a_payment_taken_off_the_invoice_is_told(self):
        self.order.order_line.product_uom_qty = 1
        invoice = self._invoice(self.order.with_user(self.env.user))
        self._end_of_transaction()
        self.order.prepayment_allocation_ids.sudo().payment_id.action_draft()
        self.assertEqual((invoice.state, self.order.prepayment_state), ("posted", "missing"))
        self._end_of_transaction()
        self.assertIn(self.manager.partner_id, self._told("Money left"))

    def test_a_batch_costs_the_same_number_of_queries_to_ask(self):
        orders = self.env["sale.order"].union(*(self._paid(self.receptionist) for _order in range(8)))
        self._end_of_transaction()

        def cost(batch):
            for line in batch.order_line:
                line.product_uom_qty = 2
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.env.cr.precommit.run()
            return self.env.cr.sql_log_count - before

        one, many = cost(orders[0]), cost(orders[1:])
        self.assertLessEqual(many, one + 2)
        self.assertTrue(all(self._collectors(order) for order in orders))


@tagged("post_install", "-at_install")
class TestLateEntries(DoorsCommon):
    """What happened without network or power is entered later, within open periods, and says so."""

    def setUp(self):
        super().setUp()
        self.order = self._paid(self.receptionist)

    def _serve(self, moment, user=None, orders=None):
        orders = orders or self.order
        wizard = self.env["patient.visit.served"].with_user(user or self.receptionist)
        values = {"served_at": moment}
        wizard.with_context(active_model="sale.order", active_ids=orders.ids).create(values).action_serve()

    def test_served_yesterday(self):
        self._serve("2026-01-10 09:30:00")
        self.assertEqual(str(self.order.served_at), "2026-01-10 09:30:00")
        self.assertTrue(self.order.served_late)
        self.assertIn("Late entry", self.order.message_ids[0].body)

    def test_served_now_is_no_late_entry(self):
        self.order.action_served()
        self.assertFalse(self.order.served_late)

    def test_not_in_the_future_nor_in_a_closed_period_nor_while_held(self):
        with self.assertRaises(UserError):
            self._serve("2099-01-01 10:00:00")
        self.company.sudo().fiscalyear_lock_date = "2026-01-31"
        with self.assertRaises(UserError) as refusal:
            self._serve("2026-01-10 09:30:00")
        self.assertIn("The books are closed", str(refusal.exception))
        self.order.order_line.product_uom_qty = 2
        with self.assertRaises(UserError):
            self._serve("2026-02-10 09:30:00")
        self.assertFalse(self.order.served_at)

    def test_who_knows_no_patients_enters_nothing(self):
        with self.assertRaises(AccessError):
            self._serve("2026-01-10 09:30:00", self.seller)
        with self.assertRaises(AccessError):
            self._call(self.seller, self.order, "action_served_earlier", "2026-01-10 09:30:00")

    def test_an_order_that_is_served_stays_as_it_is(self):
        self.order.action_served()
        served_at = self.order.served_at
        self._serve("2026-01-10 09:30:00")
        self.assertEqual((self.order.served_at, self.order.served_late), (served_at, False))

    def test_a_payment_of_an_earlier_day(self):
        order = self._unpaid(self.receptionist)
        self._pay_order(order, date="2026-02-10")
        self.assertTrue(order.prepayment_allocation_ids.is_late_entry)
        self.assertEqual(str(order.prepayment_allocation_ids.payment_date), "2026-02-10")
        self.assertFalse(self.order.prepayment_allocation_ids.is_late_entry)

    def test_a_payment_of_a_closed_period_changes_nothing(self):
        order = self._unpaid(self.receptionist)
        for lock in ("fiscalyear_lock_date", "hard_lock_date"):
            self.company.sudo()[lock] = "2026-02-28"
            with self.assertRaises(UserError) as refusal:
                self._pay_order(order, date="2026-02-10")
            self.assertIn("The books are closed", str(refusal.exception))
        self.assertFalse(order.prepayment_allocation_ids)
        self.assertEqual(order.state, "draft")
