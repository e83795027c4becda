from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .test_doors import DoorsCommon


@tagged("post_install", "-at_install")
class TestSettling(DoorsCommon):
    """What was set aside for an order settles its invoices, in whatever order, currency and parts they come."""

    def _paid_and_invoiced(self):
        order = self._paid(self.env.user)
        return order, self._invoice(order)

    def _one_open_and_one_in_draft(self):
        """An order of which one invoice is open, because more was done; the money for it is on the other one, a draft.

        :return: (order, posted invoice, invoice in draft)
        """
        order = self._unpaid(self.env.user)
        order.order_line.write({"product_id": self.service.id, "product_uom_qty": 2})
        self._pay_order(order)
        first, second = self._invoice(order, quantity=1), self._invoice(order)
        (first | second).button_draft()
        order.order_line.product_uom_qty = 3
        order._release("treat_now", "Emergency")
        first.invoice_line_ids.quantity = 2
        first.action_post()
        return order, first, second

    def _euro(self, before=1.1, since=1.2):
        """Euros, worth so many dollars until yesterday and since, and their pricelist."""
        yesterday = fields.Date.subtract(fields.Date.today(), days=1)
        euro = self.setup_other_currency("EUR", rates=[("2024-01-01", 1 / before), (yesterday, 1 / since)])
        return euro, self.env["product.pricelist"].create({"name": "Euro", "currency_id": euro.id})

    def _in_euro(self, pricelist, price=100, quantity=1):
        order = self._unpaid(self.env.user, pricelist_id=pricelist.id)
        order.order_line.write({"price_unit": price, "product_uom_qty": quantity})
        return order

    # ------------------------------------------------------------
    # Reset to draft
    # ------------------------------------------------------------

    def test_an_invoice_that_is_reset_to_draft_stays_paid(self):
        order, invoice = self._paid_and_invoiced()
        self.env.cr.precommit.run()
        invoice.button_draft()
        self.assertEqual((order.prepayment_state, order.prepayment_paid_amount), ("paid", 120))
        self.env.cr.precommit.run()
        self.assertFalse(order.activity_ids)
        order.with_user(self.receptionist).action_served()
        invoice.action_post()
        self.assertEqual((invoice.amount_residual, order.prepayment_state), (0, "paid"))
        invoice.button_draft()
        invoice.button_cancel()
        self.assertEqual(sum(order._money_set_aside().values()), 120)
        self.assertEqual(order.prepayment_state, "paid")

    def test_a_draft_holds_its_money_where_only_the_state_is_written(self):
        order, invoice = self._paid_and_invoiced()
        invoice.button_draft()
        order.write({"state": "cancel"})
        self.assertNotIn("is now credit", "".join(order.message_ids.mapped("body")))

    def test_one_of_two_invoices_is_reset_to_draft(self):
        order = self._unpaid(self.env.user)
        order.order_line.write({"product_id": self.service.id, "product_uom_qty": 2})
        self._pay_order(order)
        first = self._invoice(order, quantity=1)
        first.button_draft()
        second = self._invoice(order)
        first.action_post()
        self.assertEqual((first | second).mapped("amount_residual"), [0, 0])

    def test_on_a_draft_nobody_pays_for_what_became_dearer_for_another(self):
        orders = self._paid(self.env.user) | self._paid(self.env.user)
        invoice = self._invoice(orders)
        invoice.button_draft()
        first, second = invoice.invoice_line_ids.filtered(lambda line: line.display_type == "product")
        invoice.invoice_line_ids = [
            Command.update(first.id, {"price_unit": 70}),
            Command.update(second.id, {"price_unit": 170}),
        ]
        self.assertEqual((invoice.amount_total, invoice.amount_residual), (240, 0))
        with self.assertRaisesRegex(UserError, "More is invoiced than"):
            invoice.action_post()

    def test_a_refunded_credit_note_that_is_reset_to_draft_brings_no_money_back(self):
        order, invoice = self._paid_and_invoiced()
        note = self._credit(invoice, reconcile=False)
        self._pay(note, 120)
        self.assertEqual(order.prepayment_state, "missing")
        note.button_draft()
        self.assertEqual(order.prepayment_state, "missing")

    # ------------------------------------------------------------
    # Set aside before and after
    # ------------------------------------------------------------

    def test_what_is_set_aside_later_settles_what_was_posted_before(self):
        order, invoice = self._paid_and_invoiced()
        order.sudo().prepayment_allocation_ids.payment_id.action_draft()
        order.sudo().prepayment_allocation_ids.payment_id.action_cancel()
        self.assertEqual((invoice.amount_residual, order.prepayment_state), (120, "missing"))
        self._pay_order(order)
        self.assertEqual((invoice.amount_residual, order.prepayment_state), (0, "paid"))

    def test_what_is_set_aside_later_settles_only_what_is_open_of_its_order(self):
        orders = first, second = self._paid(self.env.user) | self._unpaid(self.env.user)
        second._release("treat_now", "Emergency")
        invoice = self._invoice(orders)
        self.assertEqual(invoice.amount_residual, 120)
        self._set_aside(first, self._payment(self.problem_patient, 50))
        self.assertEqual(invoice.amount_residual, 120, "the first order has nothing open")
        self._set_aside(second, self._payment(self.problem_patient, 120))
        self.assertEqual((invoice.amount_residual, second.prepayment_paid_amount), (0, 120))

    def test_a_down_payment_asks_for_what_is_missing(self):
        order = self._unpaid(self.env.user)
        self._set_aside(order, self._payment(self.problem_patient, 70))
        invoice = self._down_payment(order, 50)
        self.assertEqual((invoice.amount_residual, order.prepayment_missing_amount), (50, 50))
        self._pay_order(order)
        self.assertEqual((invoice.amount_residual, order.prepayment_state), (0, "paid"))
        self.assertEqual(self._invoice(order).amount_residual, 0)

    def test_two_down_payments_ask_once_for_what_is_missing(self):
        order = self._unpaid(self.env.user)
        self._set_aside(order, self._payment(self.problem_patient, 70))
        invoices = self._down_payment(order, 50)
        invoices |= self._down_payment(order, 70)
        self.assertEqual(invoices.mapped("amount_residual"), [50, 0])
        self._pay_order(order)
        self.assertEqual(invoices.mapped("amount_residual"), [0, 0])

    def test_a_down_payment_that_waits_for_nothing_any_more(self):
        order = self._unpaid(self.env.user)
        self._set_aside(order, self._payment(self.problem_patient, 70))
        waiting = self._down_payment(order, 50)
        order.order_line.filtered(lambda line: not line.is_downpayment).write({"price_unit": 70, "tax_ids": False})
        order.action_confirm()
        final = self._invoice(order)
        self.assertEqual((waiting | final).mapped("amount_residual"), [0, 0])

    def test_a_payment_that_was_corrected_settles_again(self):
        order, invoice = self._paid_and_invoiced()
        payment = order.prepayment_allocation_ids.sudo().payment_id
        payment.action_draft()
        payment.amount = 130
        payment.action_post()
        self.assertEqual((invoice.amount_residual, order.prepayment_state), (0, "paid"))

    def test_who_shares_an_invoice_is_judged_again(self):
        orders = first, second = self._paid(self.env.user) | self._unpaid(self.env.user)
        second._release("treat_now", "Emergency")
        invoice = self._invoice(orders)
        self.assertEqual(orders.mapped("prepayment_paid_amount"), [120, 0])
        first.prepayment_allocation_ids.sudo().unlink()
        self.assertEqual(orders.mapped("prepayment_paid_amount"), [60, 60])
        note = self._credit(invoice, order=second)
        self.assertEqual(orders.mapped("prepayment_paid_amount"), [120, 0])
        note.button_draft()
        self.assertEqual(orders.mapped("prepayment_paid_amount"), [60, 60])

    def test_a_down_payment_over_what_is_there_is_settled(self):
        order = self._paid(self.env.user)
        self.assertEqual(self._down_payment(order, 50).amount_residual, 0)

    # ------------------------------------------------------------
    # Other currencies
    # ------------------------------------------------------------

    def test_a_plan_that_was_paid_up_front_in_another_currency(self):
        euro, pricelist = self._euro()
        for currency, amount in ((euro, 500), (self.company.currency_id, 550)):
            payment = self._payment(self.problem_patient, amount, currency_id=currency.id, date="2024-02-01")
            orders = self.env["sale.order"].union(*(self._in_euro(pricelist) for _visit in range(5)))
            for order in orders:
                self._set_aside(order, payment, amount / 5)
            orders.action_confirm()
            for order in orders:
                self.assertEqual(self._invoice(order).amount_residual, 0)
            self.assertEqual(set(orders.mapped("prepayment_state")), {"paid"})
            self.assertEqual(set(orders.mapped("prepayment_paid_amount")), {100})
            receivable = payment.move_id.line_ids.filtered(lambda line: line.account_type == "asset_receivable")
            self.assertTrue(receivable.reconciled)

    def test_a_plan_in_euros_that_have_become_cheaper(self):
        """The exchange difference stands on the payment, then: it is used with what it belongs to."""
        _euro, pricelist = self._euro(1.2, 1.1)
        payment = self._payment(self.problem_patient, 600, date="2024-02-01")
        orders = self.env["sale.order"].union(*(self._in_euro(pricelist) for _visit in range(5)))
        for order in orders:
            self._set_aside(order, payment, 120)
        orders.action_confirm()
        for order in orders:
            self.assertEqual(self._invoice(order).amount_residual, 0)
            self.assertEqual(set(orders.mapped("prepayment_paid_amount")), {100})
        self.assertEqual(set(orders.mapped("prepayment_state")), {"paid"})
        self.assertEqual(payment._prepayment_residual(), 0)

    def test_orders_in_another_currency_on_one_invoice(self):
        _euro, pricelist = self._euro()
        orders = first, second = self._in_euro(pricelist, 40, 3) | self._in_euro(pricelist, 80)
        first.order_line.product_id = self.env["product.product"].create(
            {"name": "Session", "type": "service", "invoice_policy": "delivery", "taxes_id": False}
        )
        first.order_line.write({"price_unit": 40, "tax_ids": False})
        for order in orders:
            self._pay_order(order)
        first.order_line.qty_delivered = 1
        self.assertEqual(self._invoice(orders).amount_residual, 0)
        first.order_line.qty_delivered = 3
        self.assertEqual(self._invoice(first).amount_residual, 0)
        self.assertEqual(orders.mapped("prepayment_paid_amount"), [120, 80])

    def test_parts_that_are_converted_each(self):
        """Each invoice that dollars settle in part is rounded anew: an order that was paid stays paid."""
        rates = [("2024-01-01", 0.9137), (fields.Date.today(), 0.8711)]
        euro = self.setup_other_currency("EUR", rates=rates)
        pricelist = self.env["product.pricelist"].create({"name": "Euro", "currency_id": euro.id})
        tax = self.company_data["default_tax_sale"].copy({"name": "T-7.25", "amount": 7.25})
        order = self._in_euro(pricelist)
        order.order_line.product_id = self.env["product.product"].create(
            {"name": "Session", "type": "service", "invoice_policy": "delivery"}
        )
        order.order_line.write({"price_unit": 33.33, "product_uom_qty": 3, "tax_ids": tax.ids})
        self._set_aside(order, self._payment(self.problem_patient, 117.37, date="2024-02-01"))
        order.action_confirm()
        for quantity in (1, 2, 3):
            order.order_line.qty_delivered = quantity
            self._invoice(order)
            self.assertEqual(order.prepayment_state, "paid")

    def test_what_is_nothing_in_the_currency_of_the_payment(self):
        rupiah = self.setup_other_currency("IDR", rates=[("2024-01-01", 16000)])
        pricelist = self.env["product.pricelist"].create({"name": "Rupiah", "currency_id": rupiah.id})
        order = self._in_euro(pricelist, 160050)
        order._release("treat_now", "Emergency")
        invoice = self._invoice(order)
        self._pay(invoice, 160000, currency_id=rupiah.id)
        payment = self._payment(self.problem_patient, 20)
        self._set_aside(order, payment)
        self._reconcile(invoice, payment.move_id)
        self.assertEqual(order.prepayment_state, "paid")

    # ------------------------------------------------------------
    # Final invoices
    # ------------------------------------------------------------

    def test_a_down_payment_that_is_not_deducted(self):
        order = self._paid(self.env.user)
        self._down_payment(order, 50)
        final = order._create_invoices(final=False)
        final.invoice_line_ids.filtered("is_downpayment").unlink()
        with self.assertRaisesRegex(UserError, r"Prepayment missing: \$\xa050.00. Please correct the invoice"):
            final.action_post()
        final.unlink()
        self.assertEqual(self._invoice(order).amount_residual, 0)

    def test_a_down_payment_that_is_not_deducted_and_a_little_more(self):
        order = self._paid(self.env.user)
        self._down_payment(order, 50)
        final = order._create_invoices(final=False)
        final.invoice_line_ids.filtered("is_downpayment").unlink()
        final.invoice_line_ids.quantity = 1.01
        with self.assertRaisesRegex(UserError, r"Prepayment missing: \$\xa051.20. Please correct the invoice"):
            final.action_post()

    def test_a_down_payment_that_is_deducted_with_the_last_part(self):
        order = self._unpaid(self.env.user)
        order.order_line.product_uom_qty = 2
        self._pay_order(order)
        self._down_payment(order, 50)
        order.order_line.filtered(lambda line: not line.is_downpayment).qty_to_invoice = 1
        first = order._create_invoices(final=False)
        first.invoice_line_ids.filtered("is_downpayment").unlink()
        first.action_post()
        last = self._invoice(order)
        self.assertEqual((first | last).mapped("amount_residual"), [0, 0])
        self.assertEqual(sum(order.invoice_ids.mapped("amount_total")), 240)

    def test_a_quantity_that_was_credited_at_a_lower_price(self):
        order, invoice = self._paid_and_invoiced()
        self._credit(invoice, 20)
        again = order._create_invoices(final=True)
        self.assertEqual(again.amount_total, 120, "Odoo offers it again")
        with self.assertRaisesRegex(UserError, "More is invoiced"):
            again.action_post()

    def test_more_delivered_than_ordered_is_rounded_as_the_invoice_is(self):
        tax = self.company_data["default_tax_sale"].copy({"name": "T-7.25", "amount": 7.25})
        product = self.env["product.product"].create(
            {"name": "Injection", "type": "service", "invoice_policy": "delivery"}
        )
        order = self._unpaid(self.env.user)
        order.order_line.write({"product_id": product.id, "price_unit": 10.12, "tax_ids": tax.ids})
        self._pay_order(order)
        order.order_line.qty_delivered = 2
        self._pay_order(order)
        self.assertEqual(self._invoice(order).amount_residual, 0)

    def test_the_desk_cancels_an_order_with_an_invoice_in_draft(self):
        order = self._paid(self.env.user)
        invoice = self._invoice(order, post=False)
        wizard = self.env["patient.prepayment.cancel"].with_user(self.cashier)
        wizard.create({"order_id": order.id, "money": "keep"}).action_cancel_order()
        self.assertEqual((order.state, invoice.state), ("cancel", "cancel"))

    def test_the_desk_cancels_an_order_that_was_let_pass(self):
        order = self._unpaid(self.env.user)
        order._release("treat_now", "Emergency")
        invoice = self._invoice(order, post=False)
        order.with_user(self.receptionist).action_cancel()
        self.assertEqual((order.state, invoice.state), ("cancel", "cancel"))

    def test_what_was_booked_is_for_accountants_to_cancel(self):
        order, booked = self._paid_and_invoiced()
        booked.button_draft()
        orders = self._paid(self.env.user) | self._paid(self.env.user)
        shared = self._invoice(orders, post=False)
        for cancelled, invoice in ((order, booked), (orders[0], shared)):
            dialog = self.env["patient.prepayment.cancel"].with_user(self.cashier).create({"order_id": cancelled.id})
            self.assertEqual(dialog.amount, 120)
            with self.assertRaisesRegex(UserError, "ask an accountant"):
                dialog.action_cancel_order()
            self.assertEqual((cancelled.state, invoice.state), ("sale", "draft"))

    def test_what_settled_an_invoice_in_draft_is_refunded_with_the_rest(self):
        order = self._unpaid(self.env.user)
        order.order_line.write({"product_id": self.service.id, "product_uom_qty": 2})
        self._pay_order(order)
        self._invoice(order, quantity=1).button_draft()
        both = self.env.user
        both.group_ids += self.env.ref("patient_category.group_cashier")
        dialog = self.env["patient.prepayment.cancel"].create({"order_id": order.id, "money": "refund"})
        self.assertEqual((dialog.amount, dialog.journal_id), (240, self.cash))
        payment = order.prepayment_allocation_ids.sudo().payment_id
        dialog.action_cancel_order()
        self.assertEqual((order.state, payment._prepayment_residual()), ("cancel", 0))

    def test_what_the_dialog_says_is_paid_back_also_where_another_invoice_is_open(self):
        order, first, _second = self._one_open_and_one_in_draft()
        self.env.user.group_ids += self.env.ref("patient_category.group_cashier")
        dialog = self.env["patient.prepayment.cancel"].create({"order_id": order.id, "money": "refund"})
        payment = order.prepayment_allocation_ids.sudo().payment_id
        dialog.action_cancel_order()
        self.assertEqual((dialog.amount, first.amount_residual, payment._prepayment_residual()), (120, 120, 0))
        self.assertIn("was refunded", order.message_ids[0].body)

    def test_cancelling_asks_where_all_money_is_on_an_invoice_in_draft(self):
        order, invoice = self._paid_and_invoiced()
        invoice.button_draft()
        action = order.with_user(self.cashier).action_cancel()
        self.assertEqual((action["res_model"], order.state), ("patient.prepayment.cancel", "sale"))

    def test_what_an_invoice_in_draft_held_settles_the_other_one(self):
        _order, first, second = self._one_open_and_one_in_draft()
        self.assertEqual(first.amount_residual, 120)
        second.button_cancel()
        self.assertEqual(first.amount_residual, 0)

    def _plan(self):
        """Three visits of 100 each, paid up front; the first is invoiced."""
        order = self._unpaid(self.env.user)
        order.order_line.write({"product_id": self.service.id, "product_uom_qty": 3})
        order.order_line.write({"price_unit": 100, "tax_ids": False})
        self._pay_order(order)
        self._invoice(order, quantity=1)
        self._end_of_transaction()
        return order

    def test_what_is_left_over_is_credit_once_all_is_invoiced(self):
        order = self._plan()
        order.order_line.product_uom_qty = 2
        second = self._invoice(order, post=False)
        self._end_of_transaction()
        self.assertEqual((order.prepayment_paid_amount, order._free_credit()), (300, {}), "it may be changed still")
        second.action_post()
        self._end_of_transaction()
        self.assertEqual((order.prepayment_paid_amount, order.prepayment_state), (200, "paid"))
        self.assertEqual(sum(order._free_credit().values()), 100)
        self.assertIn("is now credit of the patient", order.message_ids[0].body)

    def test_who_stops_early_has_credit_for_something_else(self):
        order = self._plan()
        self._invoice(order, quantity=1)
        order.order_line.product_uom_qty = 2
        self._end_of_transaction()
        self.assertEqual((order.prepayment_paid_amount, sum(order._free_credit().values())), (200, 100))
        order.order_line.product_uom_qty = 3
        self.assertEqual(order.prepayment_missing_amount, 100)
        order._set_aside_credit(order._free_credit(), 100)
        self.assertEqual(order.prepayment_state, "paid")

    def test_what_is_left_over_is_credit_once_the_draft_that_held_it_is_deleted(self):
        order = self._paid(self.env.user)
        order.order_line.write({"price_unit": 40, "tax_ids": False})
        draft = self._down_payment(order, 10, post=False)
        self._invoice(order)
        self._end_of_transaction()
        self.assertFalse(order._free_credit(), "it may be changed still")
        draft.unlink()
        self._end_of_transaction()
        self.assertEqual((order.prepayment_paid_amount, sum(order._free_credit().values())), (40, 80))

    def test_of_what_is_left_over_a_refund_is_taken_off(self):
        order = self._paid(self.env.user)
        payment = order.prepayment_allocation_ids.sudo().payment_id
        order.order_line.write({"price_unit": 60, "tax_ids": False})
        self._payment(self.problem_patient, 20, payment_type="outbound", source_payment_id=payment.id)
        self._invoice(order)
        self._end_of_transaction()
        self.assertEqual((order.prepayment_paid_amount, order.prepayment_state), (60, "paid"))
        self.assertEqual(order.prepayment_allocation_ids.amount, 60)
        self.assertEqual(sum(order._free_credit().values()), 40)

    def test_the_rest_of_a_payment_stays_where_it_was_used_on_a_draft(self):
        orders = prepaid, released = self._unpaid(self.env.user) | self._unpaid(self.env.user)
        released._release("treat_now", "Emergency")
        payment = self._payment(self.problem_patient, 240)
        self._set_aside(prepaid, payment, 120)
        prepaid.action_confirm()
        invoice = self._invoice(orders)
        self._reconcile(invoice, payment.move_id)
        self.assertEqual(invoice.amount_residual, 0)
        invoice.button_draft()
        self.assertEqual(orders.mapped("prepayment_paid_amount"), [120, 120])
        invoice.action_post()
        self.assertEqual(invoice.amount_residual, 0)

    def test_a_deleted_draft_leaves_its_money_to_the_other_invoice(self):
        _order, first, second = self._one_open_and_one_in_draft()
        second.with_context(force_delete=True).unlink()
        self.assertEqual(first.amount_residual, 0)
