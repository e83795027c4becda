from odoo.exceptions import ValidationError
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
        payment = self._payment(self.vip_patient, 100)
        with self.assertRaisesRegex(ValidationError, "does not pay for"), self.env.cr.savepoint():
            self._set_aside(order, payment)

    def test_two_orders_and_one_payment(self):
        """Each has what was set aside for it, before and after the invoices; nobody has the other's."""
        order_a, order_b = self._confirmed(self.patient, 100), self._confirmed(self.patient, 50)
        payment = self._payment(self.patient, 120)
        self._set_aside(order_a, payment, 80)
        self._set_aside(order_b, payment, 40)
        self.assertMoney(order_a, 80, base=0)
        self.assertMoney(order_b, 40, base=0)
        self._invoice(order_a)
        self.assertMoney(order_a, 80)
        self.assertMoney(order_b, 40, base=0)
        self._invoice(order_b)
        self.assertMoney(order_a, 80)
        self.assertMoney(order_b, 40)
        self.assertEqual(payment._prepayment_residual(), 0)

    def test_a_treatment_plan_used_by_five_visits(self):
        visits = [self._confirmed(self.patient, 50) for _visit in range(5)]
        payment = self._payment(self.patient, 250)
        for visit in visits:
            self._set_aside(visit, payment, 50)
        for number, visit in enumerate(visits, 1):
            invoice = self._invoice(visit)
            self.assertEqual(invoice.amount_residual, 0)
            self.assertEqual(payment._prepayment_residual(), 250 - 50 * number)
            for other in visits:
                self.assertMoney(other, 50, base=50 if other in visits[:number] else 0)

    def test_part_of_the_amount(self):
        order = self._confirmed(self.patient, 100)
        self._set_aside(order, self._payment(self.patient, 30))
        self.assertMoney(order, 30, base=0)
        invoice = self._invoice(order)
        self.assertEqual(invoice.amount_residual, 70)
        self.assertMoney(order, 30)
        self._pay(invoice, 20)
        self.assertMoney(order, 50)

    def test_dollars_set_aside_for_an_order_in_euro(self):
        """A payment counts at the rate of its own day, also when it has settled the invoice."""
        euro = self.setup_other_currency("EUR", rates=[("2024-01-01", 1 / 1.1), ("2024-02-01", 1 / 1.2)])
        pricelist = self.env["product.pricelist"].create({"name": "Euro", "currency_id": euro.id})
        order = self._order(self.patient, user=self.env.user, pricelist_id=pricelist.id)
        order.order_line.price_unit = 100.0
        order.action_confirm()
        self._set_aside(order, self._payment(self.patient, 110, date="2024-01-10"))
        self.assertMoney(order, 100, base=0)
        self._set_aside(order, self._payment(self.patient, 12, date="2024-02-10"))
        self.assertMoney(order, 110, base=0)

    def test_a_desk_payment_that_is_refunded(self):
        order = self._confirmed(self.patient, 100)
        payment = self._payment(self.patient, 100)
        self._set_aside(order, payment)
        refund = self._payment(self.patient, 60, payment_type="outbound")
        self._reconcile(payment.move_id, refund.move_id)
        self.assertMoney(order, 40, base=0)

    def test_a_desk_payment_that_the_bank_sends_back(self):
        """Before the invoice, and after it has been settled."""
        for is_invoiced in (False, True):
            order = self._confirmed(self.patient, 100)
            payment = self._payment(self.patient, 100, journal=self.bank)
            self._set_aside(order, payment)
            if is_invoiced:
                self._invoice(order)
            self.assertMoney(order, 100, base=100 if is_invoiced else 0)
            payment.move_id.line_ids.remove_move_reconcile()
            payment.move_id._reverse_moves(cancel=True)
            self.assertMoney(order, 0)

    def test_a_credit_note_takes_what_it_pays_out(self):
        order = self._confirmed(self.patient, 100)
        invoice = self._invoice(order)
        self._pay(invoice, 100)
        note = self._credit(invoice, amount=30, reconcile=False)
        self.assertMoney(order, 100, base=70)
        self._pay(note, 15)
        self.assertMoney(order, 85, base=70)
        self._pay(note, 15)
        self.assertMoney(order, 70)

    def test_a_payment_without_a_journal_entry(self):
        """It is all there while it is in process, and spent once the bank statement has taken over."""
        order = self._confirmed(self.patient, 100)
        payment = self.env["account.payment"].create(
            {
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": self.patient.id,
                "amount": 100,
                "journal_id": self.bank.id,
            }
        )
        payment.outstanding_account_id = False  # as Odoo leaves it where its accounting is installed
        payment.action_post()
        self.assertFalse(payment.move_id)
        self.assertEqual(payment.state, "in_process")
        self._set_aside(order, payment)
        self.assertMoney(order, 100, base=0)
        payment.action_validate()
        self.assertMoney(order, 0)
        payment.action_reject()
        self.assertMoney(order, 0)

    def test_one_query_count_for_1_and_for_100_orders(self):
        orders = self.env["sale.order"].create(
            [
                {"partner_id": self.patient.id, "order_line": [Command.create({"product_id": self.service.id})]}
                for _order in range(101)
            ]
        )
        orders.action_confirm()
        invoices = orders._create_invoices(grouped=True, final=True)
        invoices.action_post()
        self.assertEqual(len(invoices), 101)
        values = {"payment_type": "inbound", "partner_type": "customer", "partner_id": self.patient.id}
        payments = self.env["account.payment"].create(
            [{**values, "amount": 50, "journal_id": self.cash.id} for _payment in range(202)]
        )
        payments.outstanding_account_id = self.cash.default_account_id
        payments.action_post()
        for invoice, payment in zip(invoices, payments[:101]):
            self._reconcile(invoice, payment.move_id)
        self.env["patient.prepayment.allocation"].sudo().create(
            [
                {"order_id": order.id, "payment_id": payment.id, "amount": 30}
                for order, payment in zip(orders, payments[101:])
            ]
        )

        def queries(batch):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            money = batch._real_money()
            self.assertEqual({round(each.paid, 2) for each in money.values()}, {80.0})
            return self.env.cr.sql_log_count - before

        queries(orders[0])  # fills the caches of accounts and journals
        self.assertEqual(queries(orders[1:]), queries(orders[0]))

    def test_an_order_that_is_being_edited_has_the_money_of_the_saved_one(self):
        order = self._confirmed(self.patient, 100)
        self._set_aside(order, self._payment(self.patient, 100))
        edited = self.env["sale.order"].new(origin=order)
        unsaved = self.env["sale.order"].new({"partner_id": self.patient.id})
        money = (edited | unsaved)._real_money()
        self.assertEqual((money[edited.id].paid, money[unsaved.id].paid), (100, 0))
