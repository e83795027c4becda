from odoo.fields import Command
from odoo.tests import tagged

from .common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestRealMoney(MoneyCommon):
    """The worked examples of the money function: prepayment and bonuses stand or fall with them."""

    def assertMoney(self, order, paid, base=None):
        money = order._real_money()[order.id]
        self.assertAlmostEqual(money.paid, paid, 2)
        self.assertAlmostEqual(money.bonus_base, paid if base is None else base, 2)

    def test_two_invoices_paid_in_parts(self):
        order = self._order(self.patient, user=self.env.user)
        order.order_line.write({"price_unit": 60.0, "product_uom_qty": 5})
        order.action_confirm()
        first = self._invoice(order, quantity=2)
        self.assertEqual(first.amount_total, 120)
        self._pay(first, 60)
        self.assertMoney(order, 60)
        self._pay(first, 60)
        second = self._invoice(order)
        self.assertEqual(second.amount_total, 180)
        self._pay(second, 120)
        self.assertMoney(order, 240)
        self._pay(second, 60)
        self.assertMoney(order, 300)

    def test_two_orders_on_one_invoice_share_what_is_paid(self):
        order_a, order_b = self._confirmed(self.patient, 100), self._confirmed(self.patient, 50)
        invoice = self._invoice(order_a | order_b)
        self._pay(invoice, 75)
        self.assertMoney(order_a, 50)
        self.assertMoney(order_b, 25)
        self._credit(invoice, order=order_b)
        self._pay(invoice, 25)
        self.assertMoney(order_a, 100)
        self.assertMoney(order_b, 0)

    def test_down_payment_and_redemption(self):
        order = self._order(self.patient, user=self.env.user)
        order.order_line.price_unit = 200.0
        order.order_line = [
            Command.create({"product_id": self.service.id, "price_unit": -40.0, "product_uom_qty": 1})
        ]
        order.action_confirm()
        down_payment = self._down_payment(order, 80)
        self._pay(down_payment, 80)
        self.assertMoney(order, 80)
        final = self._invoice(order)
        self.assertEqual(final.amount_total, 80)
        self._pay(final, 80)
        self.assertMoney(order, 160)
        note = self._credit(final, amount=60, reconcile=False)
        self.assertMoney(order, 160, base=100)
        self._pay(note, 60)
        self.assertMoney(order, 100)

    def _down_payment(self, order, amount):
        wizard = self.env["sale.advance.payment.inv"].create(
            {"sale_order_ids": order.ids, "advance_payment_method": "fixed", "fixed_amount": amount}
        )
        invoice = wizard._create_invoices(order)
        invoice.action_post()
        return invoice

    def test_foreign_currency_counts_at_the_rate_of_the_invoice(self):
        euro = self.setup_other_currency("EUR", rates=[("2024-01-01", 1 / 1.1), ("2024-02-01", 1 / 1.2)])
        pricelist = self.env["product.pricelist"].create({"name": "Euro", "currency_id": euro.id})
        order = self._order(self.patient, user=self.env.user, pricelist_id=pricelist.id)
        order.order_line.price_unit = 100.0
        order.action_confirm()
        invoice = self._invoice(order, post=False)
        invoice.write({"invoice_date": "2024-01-10"})
        invoice.action_post()
        self._pay(invoice, 100, currency_id=euro.id, date="2024-02-10")
        self.assertMoney(order, 100, base=110)

    def test_write_off_is_no_money(self):
        order = self._confirmed(self.patient, 100)
        invoice = self._invoice(order)
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create(
            {
                "amount": 95,
                "journal_id": self.bank.id,
                "payment_difference_handling": "reconcile",
                "writeoff_account_id": self.company_data["default_account_expense"].id,
            }
        )._create_payments()
        self.assertMoney(order, 95)

    def test_allocated_payment_goes_to_its_order_first(self):
        order_a, order_b = self._confirmed(self.patient, 100), self._confirmed(self.patient, 50)
        self._set_aside(order_a, self._payment(self.patient, 100))
        self.assertMoney(order_a, 100, base=0)
        self._invoice(order_a | order_b)
        self.assertMoney(order_a, 100)
        self.assertMoney(order_b, 0)

    def test_payment_that_nobody_allocated_is_shared(self):
        order_a, order_b = self._confirmed(self.patient, 100), self._confirmed(self.patient, 50)
        self._pay(self._invoice(order_a | order_b), 100)
        self.assertMoney(order_a, 66.67)
        self.assertMoney(order_b, 33.33)

    def test_treatment_plan_paid_up_front(self):
        """One payment for five visits: every visit has its part, none has another's."""
        visits = [self._confirmed(self.patient, 50) for _visit in range(5)]
        payment = self._payment(self.patient, 250)
        for visit in visits:
            self._set_aside(visit, payment, 50)
        for visit in visits:
            self.assertMoney(visit, 50, base=0)
        self._invoice(visits[0])
        for visit in visits:
            self.assertAlmostEqual(visit._real_money()[visit.id].paid, 50, 2)
        self.assertMoney(visits[0], 50)
        self.assertEqual(payment._prepayment_residual(), 200)

    def test_cancelled_payment_counts_no_longer(self):
        order = self._confirmed(self.patient, 100)
        payment = self._payment(self.patient, 100)
        self._set_aside(order, payment)
        self.assertMoney(order, 100, base=0)
        payment.action_draft()
        payment.action_cancel()
        self.assertMoney(order, 0)

    def test_an_entry_that_is_reset_to_draft_counts_no_longer(self):
        order = self._confirmed(self.patient, 100)
        payment = self._pay(self._invoice(order), 100)
        self.assertMoney(order, 100)
        payment.action_draft()
        self.assertMoney(order, 0)

    def test_undone_reconciliation_counts_no_longer(self):
        order = self._confirmed(self.patient, 100)
        invoice = self._invoice(order)
        self._pay(invoice, 100)
        self.assertMoney(order, 100)
        invoice.line_ids.remove_move_reconcile()
        self.assertMoney(order, 0)

    def test_a_payment_is_not_given_out_twice(self):
        order = self._confirmed(self.patient, 100)
        payment = self._payment(self.patient, 100)
        self._set_aside(order, payment, 60)
        with self.assertRaisesRegex(Exception, "can be set aside"):
            self._set_aside(order, payment, 60)

    def test_money_of_somebody_else_is_refused(self):
        order = self._confirmed(self.patient, 100)
        with self.assertRaisesRegex(Exception, "does not pay for"):
            self._set_aside(order, self._payment(self.vip_patient, 100))

    def test_number_of_queries_does_not_grow(self):
        orders = self.env["sale.order"].union(*(self._confirmed(self.patient, 100) for _order in range(20)))
        for order in orders:
            self._pay(self._invoice(order), 40)
            self._set_aside(order, self._payment(self.patient, 30), 30)

        def count(batch):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertTrue(all(money.paid for money in batch._real_money().values()))
            return self.env.cr.sql_log_count - before

        count(orders[:1])
        self.assertLessEqual(count(orders), count(orders[:1]) + 1)

    def test_an_order_that_is_being_edited_has_the_money_of_the_saved_one(self):
        order = self._confirmed(self.patient, 100)
        self._set_aside(order, self._payment(self.patient, 100))
        edited = self.env["sale.order"].new(origin=order)
        unsaved = self.env["sale.order"].new({"partner_id": self.patient.id})
        money = (edited | unsaved)._real_money()
        self.assertEqual((money[edited.id].paid, money[unsaved.id].paid), (100, 0))
