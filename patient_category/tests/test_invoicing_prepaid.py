from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .test_doors import DoorsCommon


@tagged("post_install", "-at_install")
class TestInvoicingPrepaid(DoorsCommon):
    """What an honest clinic does is invoiced; more than was prepaid is not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.delivered = cls.env["product.product"].create(
            {"name": "Injection", "type": "service", "list_price": 120, "invoice_policy": "delivery", "taxes_id": False}
        )
        cls.small_taxes = cls.env["account.tax"].create(
            [{"name": f"T-{index}", "amount": 2.5, "type_tax_use": "sale"} for index in range(2)]
        )

    def _prepaid(self, *lines):
        """A confirmed order of these lines (product, quantity, price, further values), of which all is paid."""
        order = self._unpaid(
            self.env.user,
            order_line=[
                Command.create(
                    {"product_id": product.id, "product_uom_qty": quantity, "price_unit": price, "tax_ids": False}
                    | dict(*values)
                )
                for product, quantity, price, *values in lines
            ],
        )
        self._pay_order(order)
        self.assertEqual(order.prepayment_state, "paid")
        return order

    def _deliver(self, order, quantity):
        order.order_line.filtered(lambda line: line.product_id == self.delivered).qty_delivered = quantity

    def _assertHeld(self, order, missing):
        self.assertEqual(order.prepayment_state, "partial")
        self.assertAlmostEqual(order.prepayment_missing_amount, missing)
        order.attending_employee_id = self.employee
        for door in (order.with_user(self.receptionist).action_served, lambda: self._invoice(order)):
            with self.assertRaisesRegex(UserError, "on hold"), self.env.cr.savepoint():
                door()

    # ------------------------------------------------------------
    # More delivered than ordered
    # ------------------------------------------------------------

    def test_more_delivered_than_ordered_is_more_work(self):
        taxes = {"discount": 10, "tax_ids": self.company_data["default_tax_sale"].ids}
        order = self._prepaid((self.delivered, 1, 120, taxes))
        self._deliver(order, 1)
        self.assertEqual(order.prepayment_state, "paid")
        self._deliver(order, 3)
        self._assertHeld(order, 2 * order.amount_total)
        self._pay_order(order)
        order.with_user(self.receptionist).action_served()
        invoice = self._invoice(order)
        self.assertAlmostEqual(invoice.amount_total, 3 * order.amount_total)
        self.assertEqual((invoice.amount_residual, order.prepayment_state), (0, "paid"))

    def test_delivered_and_never_ordered(self):
        order = self._unpaid(self.env.user)
        order.order_line.write({"product_id": self.delivered.id, "product_uom_qty": 0})
        order.action_confirm()
        self._deliver(order, 3)
        self.assertEqual((order.prepayment_state, order.prepayment_missing_amount), ("missing", 360))
        self.manager.group_ids |= self.env.ref("patient_category.group_exceptions")
        for amount, state in ((300, "missing"), (360, "released")):
            order.with_user(self.manager)._release("business", "Insured", amount)
            self.assertEqual(order.prepayment_state, state)

    def test_what_is_delivered_changes_nothing_where_what_is_ordered_is_invoiced(self):
        order = self._prepaid((self.service, 1, 120))
        order.order_line.qty_delivered = 3
        self.assertEqual(order.prepayment_state, "paid")

    def test_a_return_that_is_to_come_asks_for_nothing(self):
        order = self._prepaid((self.delivered, 2, 100), (self.delivered, -1, 50))
        self.assertEqual(order.prepayment_required_amount, 150)

    def test_delivering_something_with_a_negative_price_pays_for_nothing(self):
        order = self._prepaid((self.service, 1, 100), (self.delivered, 0, -100))
        self._deliver(order, 1)
        self.assertEqual(order.prepayment_required_amount, 100)
        back = self._unpaid(self.env.user)
        back.order_line.write({"product_id": self.delivered.id, "product_uom_qty": -10, "price_unit": -10})
        self._deliver(back, 1)
        self.assertEqual(back.prepayment_missing_amount, 100)

    # ------------------------------------------------------------
    # More invoiced than ordered
    # ------------------------------------------------------------

    def test_no_more_is_invoiced_than_was_ordered_and_paid(self):
        order = self._prepaid((self.service, 1, 120))
        with self.assertRaisesRegex(UserError, r"Prepayment missing: \$\xa0240.00. Please correct the invoice"):
            self._invoice(order, quantity=3)
        invoice = order.invoice_ids
        line = invoice.invoice_line_ids
        for values, missing in (
            ({"quantity": 1, "price_unit": 130}, "10.00"),
            ({"price_unit": 120, "tax_ids": self.small_taxes[:1].ids}, "3.00"),
        ):
            line.write(values)
            with self.assertRaisesRegex(UserError, missing):
                invoice.action_post()
        line.tax_ids = False
        invoice.action_post()
        self.assertEqual(invoice.amount_residual, 0)

    def test_what_is_credited_is_invoiced_again_at_once(self):
        order = self._prepaid((self.service, 1, 120))
        note = self._invoice(order)._reverse_moves([{"invoice_date": order.date_order}])
        again = self._invoice(order, post=False)
        (note | again).action_post()
        self.assertEqual((note | again).mapped("state"), ["posted", "posted"])

    def test_what_was_let_pass_is_invoiced_with_more(self):
        order = self._unpaid(self.env.user)
        order._release("treat_now", "Emergency")
        self.assertEqual(self._invoice(order, quantity=2).amount_total, 240)

    def test_parts_that_are_rounded_each(self):
        order = self._prepaid((self.delivered, 4, 101, {"tax_ids": self.small_taxes.ids}))
        for quantity in (1, 2, 3, 4):
            self._deliver(order, quantity)
            self.assertEqual(self._invoice(order).amount_total, 106.06)

    def test_a_price_that_was_lowered_after_a_first_invoice(self):
        order = self._prepaid((self.delivered, 1, 100))
        self._deliver(order, 1)
        self._invoice(order)
        order.order_line.write({"price_unit": 80, "product_uom_qty": 3})
        self._pay_order(order)
        self._deliver(order, 3)
        self.assertEqual(self._invoice(order).amount_total, 160)

    def test_a_rebate_that_comes_with_a_later_invoice(self):
        order = self._prepaid((self.service, 1, 100), (self.delivered, 1, -30))
        self.assertEqual(self._invoice(order).amount_total, 100)

    def test_down_payments_and_discounts_as_odoo_makes_them(self):
        tax = self.company_data["default_tax_sale"]
        order = self._prepaid(
            (self.service, 1, 100, {"tax_ids": tax.ids}), (self.service, 1, -30, {"tax_ids": self.small_taxes.ids})
        )
        discounts = self.env["sale.order.discount"].with_context(active_id=order.id)
        discounts.create(
            {"sale_order_id": order.id, "discount_type": "so_discount", "discount_percentage": 0.1}
        ).action_apply_discount()
        self.assertEqual(order.prepayment_required_amount, order.amount_total)
        for method in ("percentage", "delivered"):
            wizard = self.env["sale.advance.payment.inv"].create(
                {"sale_order_ids": order.ids, "advance_payment_method": method, "amount": 50}
            )
            wizard.create_invoices()
            order.invoice_ids.filtered(lambda move: move.state == "draft").action_post()
        self.assertAlmostEqual(sum(order.invoice_ids.mapped("amount_total")), order.amount_total)

    # ------------------------------------------------------------
    # Whose money settles what
    # ------------------------------------------------------------

    def test_the_money_of_one_order_settles_nothing_of_another_on_the_same_invoice(self):
        for products in ((self.service, self.delivered), (self.delivered, self.service)):
            first, second = (
                self._prepaid((product, 3 if product == self.delivered else 1, 50)) for product in products
            )
            partly = first if products[0] == self.delivered else second
            self._deliver(partly, 1)
            invoice = self._invoice(first | second)
            self.assertEqual((invoice.amount_total, invoice.amount_residual), (100, 0))
            self.assertEqual((first | second).mapped("prepayment_state"), ["paid", "paid"])
            self._deliver(partly, 3)
            self.assertEqual(self._invoice(partly).amount_residual, 0)
            for order in first | second:
                self.assertEqual(order.prepayment_paid_amount, order.amount_total)

    def test_one_payment_for_two_orders_on_one_invoice(self):
        orders = self._unpaid(self.env.user) | self._unpaid(self.env.user)
        orders.order_line.write({"product_id": self.delivered.id, "product_uom_qty": 2, "price_unit": 50})
        payment = self._payment(self.problem_patient, 200)
        for order in orders:
            self._set_aside(order, payment, 100)
        orders.action_confirm()
        self._deliver(orders, 1)
        self.assertEqual(self._invoice(orders).amount_residual, 0)
        self.assertEqual(orders.mapped("prepayment_paid_amount"), [100, 100])

    def test_what_stands_on_no_order_is_not_settled_by_what_is_set_aside(self):
        order = self._prepaid((self.delivered, 2, 100))
        self._deliver(order, 1)
        invoice = self._invoice(order, post=False)
        invoice.invoice_line_ids = [Command.create({"name": "Parking", "price_unit": 30, "tax_ids": False})]
        invoice.action_post()
        self.assertEqual((invoice.amount_residual, order.prepayment_state), (30, "paid"))

    def test_cancelled_with_a_part_invoiced_and_confirmed_again(self):
        order = self._prepaid((self.delivered, 2, 100))
        self._deliver(order, 1)
        self._invoice(order)
        order._action_cancel()
        order.action_draft()
        self.assertEqual(order.prepayment_missing_amount, 100)
        self._pay_order(order)
        self.assertEqual((order.state, order.prepayment_state), ("sale", "paid"))

    def test_taxes_that_are_rounded_for_all_lines_together(self):
        """As Odoo does unless told otherwise: the lines alone come to a cent less."""
        self.company.tax_calculation_rounding_method = "round_globally"
        tax = self.small_taxes[0].copy({"name": "T-21", "amount": 21})
        lines = [(self.service, 1, 10.01, {"tax_ids": tax.ids})] * 3
        orders = self._prepaid(*lines) | self._prepaid(*lines) | self._prepaid(*lines)
        self.assertEqual(set(orders.mapped("amount_total")), {36.34})
        for invoiced in (orders[0], orders[1:]):
            self.assertEqual(self._invoice(invoiced).amount_residual, 0)
            self.assertEqual(set(invoiced.mapped("prepayment_state")), {"paid"})
        self.assertFalse(orders.invoice_ids.filtered("amount_residual"))

    def _on_one_invoice(self, *amounts):
        """Orders of so many pieces at 1, half of which is to be paid, and which are not confirmed yet."""
        self.problem.prepayment_percent = 50
        orders = self.env["sale.order"].union(*(self._unpaid(self.env.user) for _amount in amounts))
        for order, amount in zip(orders, amounts, strict=True):
            order.order_line.write({"product_id": self.delivered.id, "product_uom_qty": amount, "price_unit": 1})
        return orders

    def test_an_order_uses_no_more_of_a_payment_than_was_set_aside(self):
        orders = first, second = self._on_one_invoice(100, 200)
        payment = self._payment(self.problem_patient, 250)
        for order, amount in ((first, 50), (second, 100)):
            self._set_aside(order, payment, amount)
        orders.action_confirm()
        first.order_line.qty_delivered, second.order_line.qty_delivered = 100, 60
        self._invoice(orders)
        self.assertEqual(orders.mapped("prepayment_paid_amount"), [50, 100])
        self.assertEqual(sum(first._free_credit().values()), 100)

    def test_who_asks_for_one_payment_is_told_the_same_of_it(self):
        orders = first, second = self._on_one_invoice(160, 50)
        second._release("treat_now", "Emergency")
        payments = self._payment(self.problem_patient, 100) | self._payment(self.problem_patient, 200)
        for payment, amount in zip(payments, (100, 60), strict=True):
            self._set_aside(first, payment, amount)
        first.action_confirm()
        first.order_line.qty_delivered, second.order_line.qty_delivered = 100, 50
        invoice = self._invoice(orders)
        self.assertEqual(invoice.amount_residual, 50)
        self._reconcile(invoice, payments[1].move_id)
        self.assertEqual(first.prepayment_paid_amount, 160)
        self.assertEqual(sum(first._free_credit().values()), 90)

    def test_what_a_payment_settled_before_it_was_set_aside(self):
        orders = first, second = self._on_one_invoice(50, 225)
        for order in orders:
            order._release("treat_now", "Emergency")
        first.order_line.qty_delivered, second.order_line.qty_delivered = 50, 100
        invoice = self._invoice(orders)
        payments = self._payment(self.problem_patient, 75) | self._payment(self.problem_patient, 200)
        for payment in payments:
            self._reconcile(invoice, payment.move_id)
        paid = second.prepayment_paid_amount
        second._set_aside_credit({payments[1]: 125}, 125)
        self.assertGreaterEqual(second.prepayment_paid_amount, paid + 125 - 0.01)
