from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL

from .common import BonusCommon


@tagged("post_install", "-at_install")
class TestBonusLedger(BonusCommon):
    """Bonuses are a share of the money that really came in: too few cheat patients, too many the clinic."""

    def _order_of(self, patient, unit_price, quantity=1, **values):
        order = self._order(patient, user=self.env.user, **values)
        order.order_line.write({"price_unit": unit_price, "product_uom_qty": quantity})
        return order

    def _check_at_night(self):
        with self.enter_registry_test_mode():
            self.env.ref("patient_bonus.cron_check_bonus_ledger").method_direct_trigger()
        self.env.invalidate_all()

    # ------------------------------------------------------------
    # The worked examples of money.md
    # ------------------------------------------------------------

    def test_two_invoices_paid_in_parts(self):
        order = self._order_of(self.patient, 60, quantity=5)
        order.action_confirm()
        first = self._invoice(order, quantity=2)
        self._pay(first, 60)
        self.assertPoints(self.card, 3.00)
        self._pay(first, 60)
        second = self._invoice(order)
        self._pay(second, 120)
        self.assertPoints(self.card, 12.00)

    def test_two_orders_with_different_rates_on_one_invoice(self):
        order_a = self._confirmed(self.patient, 100)
        # The same patient, moved to another category between the two visits.
        self.patient.sudo().patient_category_id = self.vip
        order_b = self._confirmed(self.patient, 50)
        invoice = self._invoice(order_a | order_b)
        self._pay(invoice, 75)
        self.assertEqual((order_a.bonus_earned, order_b.bonus_earned), (2.50, 2.50))
        self._credit(invoice, order=order_b)
        self._pay(invoice, 25)
        self.assertEqual((order_a.bonus_earned, order_b.bonus_earned), (5.00, 0.00))
        self.assertPoints(self.card, 5.00)

    def test_the_part_paid_with_bonuses_earns_nothing(self):
        self._give(self.card, 40)
        order = self._order_of(self.patient, 200)
        order._bonus_redeem(self.card, 40)
        order.action_confirm()
        self.assertPoints(self.card, 0)
        down_payment = self.env["sale.advance.payment.inv"].create(
            {"sale_order_ids": order.ids, "advance_payment_method": "fixed", "fixed_amount": 80}
        )._create_invoices(order)
        down_payment.action_post()
        self._pay(down_payment, 80)
        self.assertEqual(order.bonus_earned, 4.00)
        final = self._invoice(order)
        self.assertEqual(final.amount_total, 80)
        self._pay(final, 80)
        self.assertEqual(order.bonus_earned, 8.00)
        note = self._credit(final, amount=60, reconcile=False)
        self.assertEqual(order.bonus_earned, 5.00)
        self._pay(note, 60)
        self.assertEqual(order.bonus_earned, 5.00)

    def test_foreign_currency_counts_at_the_rate_of_the_invoice(self):
        euro = self.setup_other_currency("EUR", rates=[("2024-01-01", 1 / 1.1), ("2024-02-01", 1 / 1.2)])
        pricelist = self.env["product.pricelist"].create({"name": "Euro", "currency_id": euro.id})
        order = self._order_of(self.patient, 100, pricelist_id=pricelist.id)
        order.action_confirm()
        invoice = self._invoice(order, post=False)
        invoice.invoice_date = "2024-01-10"
        invoice.action_post()
        self._pay(invoice, 100, currency_id=euro.id, date="2024-02-10")
        self.assertPoints(self.card, 5.50)

    def test_a_write_off_is_no_money(self):
        invoice = self._invoice(self._confirmed(self.patient, 100))
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
        self.assertPoints(self.card, 4.75)

    def test_money_set_aside_for_one_order_earns_there(self):
        order_a, order_b = self._confirmed(self.patient, 100), self._confirmed(self.patient, 50)
        self._set_aside(order_a, self._payment(self.patient, 100))
        self._invoice(order_a | order_b)
        self.assertEqual((order_a.bonus_earned, order_b.bonus_earned), (5.00, 0.00))

    def test_money_that_is_not_set_aside_is_shared(self):
        order_a, order_b = self._confirmed(self.patient, 100), self._confirmed(self.patient, 50)
        self._pay(self._invoice(order_a | order_b), 100)
        self.assertEqual((order_a.bonus_earned, order_b.bonus_earned), (3.33, 1.67))

    # ------------------------------------------------------------
    # Money that goes back, and time that passes
    # ------------------------------------------------------------

    def test_undoing_a_payment_takes_the_bonuses_back_and_leaves_the_rows(self):
        invoice = self._invoice(self._confirmed(self.patient, 100))
        self._pay(invoice, 100)
        invoice.line_ids.remove_move_reconcile()
        self.assertPoints(self.card, 0)
        self.assertEqual(self.card.history_ids.mapped("bonus_kind"), ["clawback", "earn"])

    def test_booking_twice_changes_nothing(self):
        order = self._confirmed(self.patient, 100)
        self._pay(self._invoice(order), 100)
        rows = len(self.card.history_ids)
        order._book_bonus_earnings()
        self._check_at_night()
        self.assertEqual(len(self.card.history_ids), rows)

    def test_a_balance_that_is_not_the_sum_of_its_rows_is_found_and_reported(self):
        self._give(self.card, 20)
        self.env.flush_all()
        self.env.cr.execute("UPDATE loyalty_card SET points = 25 WHERE id = %s", [self.card.id])
        self.env.invalidate_all()
        cards = self.env["loyalty.card"].with_user(self.manager)
        self.assertEqual(cards.search([("bonus_is_unexplained", "=", True)]), self.card)
        self.assertNotIn(self.card, cards.search([("bonus_is_unexplained", "=", False)]))
        self.assertTrue(self.card.bonus_is_unexplained)
        self.assertFalse(self.vip_card.bonus_is_unexplained)
        with self.assertLogs("odoo.addons.patient_bonus", "ERROR") as logs:
            self._check_at_night()
        self.assertIn(f"not the sums of their rows: [{self.card.id}]", logs.output[0])
        self.env.cr.execute("UPDATE loyalty_card SET points = 20 WHERE id = %s", [self.card.id])
        self.env.invalidate_all()

    def test_a_row_says_all_that_reports_group_by(self):
        employee = self.env["hr.employee"].create({"name": "Dr. Row", "company_id": self.company.id})
        order = self._confirmed(self.vip_patient, 80, attending_employee_id=employee.id)
        self._pay(self._invoice(order), 50)
        row = self.vip_card.history_ids
        self.assertEqual((row.bonus_kind, row.issued, row.bonus_net), ("earn", 5, 5))
        self.assertEqual((row.bonus_base, row.bonus_rate), (50, 10))
        self.assertEqual((row.bonus_order_id, row.partner_id), (order, self.vip_patient))
        self.assertEqual((row.patient_category_id, row.bonus_employee_id), (self.vip, employee))
        self.assertEqual((row.program_id, row.company_id), (self.program, self.company))
        [by_employee] = self.env["loyalty.history"].with_user(self.manager).formatted_read_group(
            [("card_id", "=", self.vip_card.id)], ["bonus_employee_id"], ["bonus_net_amount:sum"]
        )
        self.assertEqual((by_employee["bonus_employee_id"][0], by_employee["bonus_net_amount:sum"]), (employee.id, 5))

    def test_nightly_check_books_what_slipped_past(self):
        order = self._confirmed(self.patient, 100)
        self._pay(self._invoice(order), 100)
        self.env.flush_all()
        # As a restored backup might: the frozen rate was mended in the database.
        self.env.cr.execute("UPDATE sale_order SET bonus_rate = 7 WHERE id = %s", [order.id])
        self.env.invalidate_all()
        self._check_at_night()
        self.assertPoints(self.card, 7)

    def test_nightly_check_finds_what_changed_by_order_by_card_and_by_invoice(self):
        orders = [self._confirmed(self.patient, 100) for _index in range(4)]
        for order in orders:
            self._pay(self._invoice(order), 40)
        self.env.flush_all()
        long_ago = "2020-01-01 00:00:00"
        for table, records in (
            ("sale_order", self.env["sale.order"].search([])),
            ("loyalty_card", self.card),
            ("account_move", self.env["account.move"].search([])),
            ("account_partial_reconcile", self.env["account.partial.reconcile"].search([])),
        ):
            columns = SQL("create_date = %s, write_date = %s", long_ago, long_ago)
            self.env.cr.execute(
                SQL("UPDATE %s SET %s WHERE id = ANY(%s)", SQL.identifier(table), columns, list(records._ids))
            )
        self.env.invalidate_all()
        moved_since = self.env["sale.order"]._bonus_moved_since
        self.assertFalse(moved_since("2021-01-01"))
        orders[0].client_order_ref = "x"
        self.env.flush_all()
        self.assertEqual(moved_since("2021-01-01"), orders[0])
        invoice = orders[1].invoice_ids
        with patch.object(type(self.env["sale.order"]), "_book_bonus_earnings", lambda self: None):
            self._pay(invoice, 10)
        self.env.flush_all()
        self.env.cr.execute("UPDATE loyalty_card SET write_date = %s WHERE id = %s", [long_ago, self.card.id])
        self.assertIn(orders[1], moved_since("2021-01-01"))
        self.assertNotIn(orders[2], moved_since("2021-01-01"))
        self.card.sudo().message_post(body="x")
        self.card.sudo().write({"bonus_block_reason": "x"})
        self.env.flush_all()
        self.assertLessEqual(set(orders), set(moved_since("2021-01-01")))

    def test_category_changed_between_confirmation_and_payment(self):
        order = self._confirmed(self.patient, 100)
        self.patient.sudo().patient_category_id = self.vip
        self._pay(self._invoice(order), 100)
        self.assertPoints(self.card, 5.00)
        self.assertEqual(self.card.history_ids.patient_category_id, self.ordinary)

    def test_no_card_at_confirmation_means_nothing_later(self):
        late = self.env["res.partner"].create({"name": "Lena Late", "patient_category_id": self.ordinary.id})
        order = self._confirmed(late, 100)
        card = self.env["loyalty.card"].sudo()._bonus_issue(late, self.program)
        self._pay(self._invoice(order), 100)
        self.assertPoints(card, 0)

    def test_while_a_card_is_blocked_additions_wait_and_take_backs_do_not(self):
        first = self._invoice(self._confirmed(self.patient, 100))
        self._pay(first, 100)
        second = self._confirmed(self.patient, 200)
        self.card.sudo()._bonus_set_state("blocked", "Quarrel about the balance")
        self._pay(self._invoice(second), 200)
        self.assertPoints(self.card, 5)
        first.line_ids.remove_move_reconcile()
        self.assertPoints(self.card, 0)
        self.card.sudo()._bonus_set_state("active", "")
        self.assertPoints(self.card, 10)

    def test_cancelling_takes_back_and_confirming_again_freezes_anew(self):
        order = self._confirmed(self.patient, 100)
        invoice = self._invoice(order)
        self._pay(invoice, 100)
        order._action_cancel()
        self.assertPoints(self.card, 0)
        self.patient.sudo().patient_category_id = self.vip
        order.action_draft()
        order.action_confirm()
        self.assertPoints(self.card, 10)

    def test_cancelling_after_the_bonuses_were_spent_leaves_a_debt_that_the_next_order_pays(self):
        order = self._confirmed(self.vip_patient, 100)
        self._pay(self._invoice(order), 100)
        spending = self._order_of(self.vip_patient, 10)
        spending._bonus_redeem(self.vip_card)
        spending.action_confirm()
        self.assertPoints(self.vip_card, 0)
        order._action_cancel()
        self.assertPoints(self.vip_card, -10)
        self._pay(self._invoice(self._confirmed(self.vip_patient, 150)), 150)
        self.assertPoints(self.vip_card, 5)

    def test_down_payment_before_the_confirmation_earns_with_it(self):
        order = self._order_of(self.patient, 100)
        down_payment = self.env["sale.advance.payment.inv"].create(
            {"sale_order_ids": order.ids, "advance_payment_method": "fixed", "fixed_amount": 40}
        )._create_invoices(order)
        down_payment.action_post()
        self._pay(down_payment, 40)
        self.assertPoints(self.card, 0)
        order.action_confirm()
        self.assertPoints(self.card, 2)

    def test_an_order_handed_to_another_patient_hands_no_bonuses_over(self):
        """Else whoever sits at the desk makes a friend's bonuses of every order, at the friend's rate."""
        order = self._confirmed(self.patient, 100)
        invoice = self._invoice(order)
        self._pay(invoice, 40)
        order.partner_id = self.vip_patient
        self.assertPoints(self.card, 2)
        self._pay(invoice, 60)
        self._check_at_night()
        self.assertPoints(self.card, 2)
        self.assertPoints(self.vip_card, 0)
        invoice.line_ids.remove_move_reconcile()
        self.assertPoints(self.card, 0)
        self.assertEqual(self.card.history_ids.partner_id, self.patient)
        self.assertEqual(self.card.history_ids.patient_category_id, self.ordinary)
        # A wrong patient that was put right: what waited is booked.
        self._pay(invoice, 100)
        order.partner_id = self.patient
        self.assertPoints(self.card, 5)

    def test_nobody_earns_on_an_invoice_of_somebody_else(self):
        order = self._confirmed(self.patient, 100)
        invoice = self._invoice(self._confirmed(self.vip_patient, 100), post=False)
        invoice.invoice_line_ids.sale_line_ids += order.order_line
        invoice.action_post()
        self._pay(invoice, 100)
        self.assertPoints(self.card, 0)

    def test_an_order_of_zero_moves_nothing(self):
        order = self._confirmed(self.patient, 0)
        self._invoice(order)
        self._check_at_night()
        order._action_cancel()
        self.assertFalse(self.card.history_ids)

    def test_only_rows_of_bonus_programs_count_as_booked(self):
        """A row of a gift card that names an order of ours, as another addon might write it, changes nothing."""
        order = self._confirmed(self.patient, 100)
        program = self.env["loyalty.program"].create({"name": "Gifts", "program_type": "gift_card"})
        gift_card = self.env["loyalty.card"].create({"program_id": program.id, "points": 50})
        self.env["loyalty.history"].sudo().create(
            [
                {**values, "card_id": gift_card.id, "description": "x", "bonus_order_id": order.id}
                for values in ({"bonus_kind": "earn", "issued": 7}, {"bonus_kind": "spend", "used": 3})
            ]
        )
        self.assertEqual(order._bonus_booked(("earn", "clawback")), {})
        self.assertEqual(order._bonus_booked(("spend",)), {})
        self._pay(self._invoice(order), 100)
        self.assertPoints(self.card, 5)

    def test_a_debt_keeps_nobody_from_confirming(self):
        order = self._order_of(self.vip_patient, 100)
        self._give(self.vip_card, 5)
        order._update_programs_and_rewards()
        self.assertIn(self.vip_card, order.applied_coupon_ids)
        self.vip_card.sudo().points = -20
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_an_order_with_movements_is_not_deleted(self):
        order = self._confirmed(self.patient, 100)
        self._pay(self._invoice(order), 100)
        order._action_cancel()
        with self.assertRaisesRegex(UserError, "Keep the order cancelled"):
            order.unlink()

    def test_problem_patient_earns_nothing(self):
        order = self._order_of(self.problem_patient, 100)
        self._set_aside(order, self._payment(self.problem_patient, 100))
        order.action_confirm()
        self._invoice(order)
        self.assertFalse(self.problem_card.history_ids)

    def test_paying_many_invoices_costs_no_more_queries_than_a_few(self):
        def book(count):
            orders = self.env["sale.order"].union(*(self._confirmed(self.patient, 100) for _i in range(count)))
            for order in orders:
                self._invoice(order)
            invoices = orders.invoice_ids
            payment = self._payment(self.patient, 100 * count)
            lines = (payment.move_id | invoices).line_ids.filtered(lambda line: line.account_type == "asset_receivable")
            lines.reconcile()
            self.env.flush_all()
            self.env.invalidate_all()
            self.env.cr.execute("UPDATE sale_order SET bonus_rate = 6 WHERE id = ANY(%s)", [orders.ids])
            before = self.env.cr.sql_log_count
            orders._book_bonus_earnings()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        book(1)  # fills the caches
        self.assertLessEqual(book(12), book(2) + 2)

    # ------------------------------------------------------------
    # Many invoices at once
    # ------------------------------------------------------------

    def _register_payments(self, invoices):
        """Pay each of these invoices at the desk, all in one go."""
        return self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoices.ids
        ).create({"journal_id": self.bank.id, "group_payment": False})

    def _invoices_of_new_patients(self, count):
        patients = self.env["res.partner"].create(
            [{"name": f"Mary Many {index}", "patient_category_id": self.ordinary.id} for index in range(count)]
        )
        self.env["loyalty.card"].sudo()._bonus_issue(patients, self.program)
        return self.env["account.move"].union(*(self._invoice(self._confirmed(each, 100)) for each in patients))

    def test_paying_ten_invoices_costs_as_many_queries_more_as_paying_one(self):
        def queries(count):
            invoices = self._invoices_of_new_patients(count)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._register_payments(invoices).action_create_payments()
            self.env.cr.flush()
            return self.env.cr.sql_log_count - before

        def least_queries(count):
            # The first time fills caches, and Odoo itself now and then reads a user more.
            return min(queries(count) for _time in range(3))

        more = {}
        for count in (1, 10):
            with_bonuses = least_queries(count)
            with patch.object(type(self.env["sale.order"]), "_book_bonus_earnings", lambda self: None):
                more[count] = with_bonuses - least_queries(count)
        self.assertLessEqual(more[1], 8)
        self.assertEqual(more[10], more[1])

    def test_invoices_paid_together_earn_at_once(self):
        """Whoever pays and looks in the same breath sees the balances that count."""
        invoices = self._invoices_of_new_patients(3)
        self._register_payments(invoices)._create_payments()
        cards = self.env["loyalty.card"].search([("partner_id", "in", invoices.partner_id.ids)])
        self.assertEqual(cards.mapped("points"), [5.0] * 3)
        self.assertEqual(cards.history_ids.mapped("bonus_kind"), ["earn"] * 3)
        self.assertEqual(invoices.line_ids.sale_line_ids.order_id.mapped("bonus_earned"), [5.0] * 3)

    def test_orders_of_one_card_paid_together_are_one_balance(self):
        orders = self.env["sale.order"].union(*(self._confirmed(self.patient, 100) for _index in range(3)))
        invoices = self.env["account.move"].union(*(self._invoice(order) for order in orders))
        self._register_payments(invoices)._create_payments()
        self.assertPoints(self.card, 15)
        self.assertEqual(len(self.card.history_ids), 3)

    def test_a_payment_that_fails_earns_nothing_and_the_next_one_does(self):
        invoices = self._invoices_of_new_patients(2)
        card = self.env["loyalty.card"].search([("partner_id", "=", invoices[0].partner_id.id)])
        fails = patch.object(
            type(self.env["account.payment.register"]), "_reconcile_payments", side_effect=UserError("no")
        )
        with fails, self.assertRaises(UserError), self.env.cr.savepoint():
            self._register_payments(invoices)._create_payments()
        self.assertFalse(card.history_ids)
        # Not by the register: what was held back must not stay so.
        self._pay(invoices[0], 40)
        self.assertPoints(card, 2)
        self._register_payments(invoices)._create_payments()
        self.assertPoints(card, 5)

    def test_an_error_in_booking_stops_the_payment(self):
        """Neither is there without the other."""
        invoices = self._invoices_of_new_patients(2)
        fails = patch.object(
            type(self.env["loyalty.card"]), "_bonus_add_movements", side_effect=UserError("Ask a manager.")
        )
        with fails, self.assertRaisesRegex(UserError, "Ask a manager"), self.env.cr.savepoint():
            self._register_payments(invoices).action_create_payments()
        self.assertEqual(set(invoices.mapped("payment_state")), {"not_paid"})
        self._register_payments(invoices).action_create_payments()
        self.assertEqual(set(invoices.mapped("payment_state")) - {"paid", "in_payment"}, set())

    def test_invoices_that_were_prepaid_earn_together_when_they_are_posted(self):
        orders = self.env["sale.order"].union(*(self._confirmed(self.patient, 100) for _index in range(3)))
        payment = self._payment(self.patient, 300)
        for order in orders:
            self._set_aside(order, payment, 100)
        drafts = self.env["account.move"].union(*(self._invoice(order, post=False) for order in orders))
        booked = []
        original = type(orders)._book_bonus_earnings
        counted = patch.object(
            type(orders), "_book_bonus_earnings", lambda self: (booked.append(self), original(self))[1]
        )
        with counted:
            drafts.action_post()
        self.assertEqual(len(booked), 1)
        self.assertPoints(self.card, 15)

    # ------------------------------------------------------------
    # Rows stay, whoever tries
    # ------------------------------------------------------------

    def test_rows_and_balances_are_out_of_reach(self):
        self._give(self.card, 20)
        row = self.card.history_ids
        for user in (self.receptionist, self.cashier, self.manager, self.env.ref("base.user_admin")):
            card = self.card.with_user(user)
            with self.assertRaises(AccessError):
                card.write({"points": 9999})
            with self.assertRaises(AccessError):
                row.with_user(user).write({"issued": 9999})
            with self.assertRaises(UserError):
                row.with_user(user).unlink()
            with self.assertRaises(AccessError):
                card.env["loyalty.history"].create({"card_id": card.id, "issued": 5, "description": "gift"})
        with self.assertRaises(UserError):
            row.sudo().unlink()
        with self.assertRaises(AccessError):
            row.sudo().write({"issued": 9999})
        with self.assertRaises(UserError):
            self.card.sudo().unlink()
        self.card.with_context(bonus_points_from_ledger=True).points = 9999
        self.env.invalidate_all()
        self.assertPoints(self.card, 20)

    def test_a_balance_written_by_other_code_becomes_a_row(self):
        self.card.sudo().points = 12.5
        self.assertEqual(self.card.history_ids.mapped("bonus_kind"), ["adjust"])
        self.assertPoints(self.card, 12.5)

    def test_core_ways_to_change_a_balance_are_closed(self):
        with self.assertRaises(UserError):
            self.env["loyalty.card.update.balance"].create(
                {"card_id": self.card.id, "new_balance": 50, "description": "x"}
            ).action_update_card_point()
        with self.assertRaises(UserError):
            self.env["loyalty.generate.wizard"].create(
                {"program_id": self.program.id, "mode": "selected", "customer_ids": [Command.set(self.patient.ids)]}
            ).generate_coupons()

    def test_a_program_with_cards_keeps_its_meaning(self):
        with self.assertRaises(UserError):
            self.program.is_patient_bonus = False
        with self.assertRaises(UserError):
            self.program.company_id = False

    def test_merging_contacts_merges_cards_with_rows_that_say_so(self):
        self._give(self.card, 20)
        self._give(self.vip_card, 7)
        order = self._confirmed(self.vip_patient, 100)
        invoice = self._invoice(order)
        old_number = self.vip_card.code
        self.env["base.partner.merge.automatic.wizard"]._update_foreign_keys(self.vip_patient, self.patient)
        self.env.invalidate_all()
        self.assertPoints(self.card, 27)
        self.assertPoints(self.vip_card, 0)
        self.assertEqual(self.card.history_ids.mapped("bonus_kind"), ["transfer", "adjust"])
        # What the merged patient still earns arrives on the card that stayed.
        self._pay(invoice, 100)
        self.assertPoints(self.card, 37)
        answer = self.env["loyalty.card"].with_user(self.receptionist).bonus_check(old_number)
        self.assertEqual(answer["code"], "archived")
        self.assertIn(f"go on with card {self.card.code}", answer["staff_reason"])
        self.assertNotIn(self.card.code, answer["message"])
