from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .test_doors import DoorsCommon


@tagged("post_install", "-at_install")
class TestDirectInvoices(DoorsCommon):
    """Invoices that stand on no order are no way around the prepayment, where the clinic wants that."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.prepayment_direct_invoices = True
        cls.exceptions = cls._user("mercy", "patient_category.group_exceptions")

    def _direct(self, patient=None, amount=120, move_type="out_invoice", **values):
        return self.env["account.move"].create(
            {
                "move_type": move_type,
                "partner_id": (patient or self.problem_patient).id,
                "invoice_date": fields.Date.today(),
                "invoice_line_ids": [
                    Command.create({"product_id": self.service.id, "price_unit": amount, "tax_ids": False})
                ],
                **values,
            }
        )

    def _post(self, *moves):
        self.env["account.move"].union(*moves).with_user(self.accountant).action_post()

    def _release(self, user, move, kind, **values):
        wizard = self.env["patient.prepayment.release.wizard"].with_user(user)
        wizard.create({"move_id": move.id, "kind": kind, "reason": "Agreed", **values}).action_release()

    def _invoice_with_parking(self, order):
        """A draft for ``order``, with a line of 50 that stands on no order."""
        invoice = self._invoice(order, post=False)
        invoice.invoice_line_ids = [Command.create({"name": "Parking", "price_unit": 50, "tax_ids": False})]
        return invoice

    def _assert_settled_twice(self, order):
        invoice = self._invoice_with_parking(order)
        self._post(invoice)
        self.assertEqual(invoice.amount_residual, 0)
        invoice.button_draft()
        self._post(invoice)
        self.assertEqual((invoice.amount_residual, order.prepayment_state), (0, "paid"))

    def assertRefused(self, *moves):
        with self.assertRaises(UserError) as refusal:
            self._post(*moves)
        self.assertIn("Prepayment missing", str(refusal.exception))
        self.assertNotIn(self.problem.name, str(refusal.exception))
        for move in moves:
            self.assertEqual(move.state, "draft")

    def test_off_nothing_is_asked(self):
        self.company.prepayment_direct_invoices = False
        invoice = self._direct()
        self._post(invoice)
        self.assertEqual(invoice.state, "posted")

    def test_invoice_and_receipt_are_refused(self):
        for move_type in ("out_invoice", "out_receipt"):
            move = self._direct(move_type=move_type)
            self.assertRefused(move)
            with self.assertRaises(UserError):
                move.with_user(self.accountant).write({"state": "posted"})

    def test_the_total_of_a_line_is_not_written(self):
        invoice = self._direct()
        with self.assertRaisesRegex(AccessError, "Change its price"):
            invoice.invoice_line_ids.with_user(self.accountant).write({"price_total": 0.0})
        self.assertRefused(invoice)
        line = {"product_id": self.service.id, "price_unit": 100.0, "tax_ids": False, "price_total": 0.0}
        with self.assertRaisesRegex(AccessError, "Change its price"):
            invoice.with_user(self.accountant).write({"invoice_line_ids": [Command.create(line)]})

    def test_who_needs_no_prepayment_is_invoiced(self):
        move = self._direct(self.patient)
        self._post(move)
        self.assertEqual(move.state, "posted")

    def test_who_pays_on_account_is_invoiced(self):
        insurer = self.env["res.partner"].create({"name": "Insurer", "pays_on_account": True})
        move = self._direct(insurer)
        move.invoice_line_ids.patient_id = self.problem_patient
        self._post(move)
        self.assertEqual(move.state, "posted")

    def test_the_patient_of_the_line_decides(self):
        move = self._direct(self.patient)
        move.invoice_line_ids.patient_id = self.problem_patient
        self.assertRefused(move)

    def test_credit_covers_and_settles(self):
        payment = self._payment(self.problem_patient, 200)
        first, second = self._direct(), self._direct()
        self._post(first)
        self.assertEqual((first.amount_residual, payment._prepayment_residual()), (0, 80))
        self.assertRefused(second)

    def test_credit_is_not_used_twice_in_one_batch(self):
        self._payment(self.problem_patient, 200)
        self.assertRefused(self._direct(), self._direct())

    def test_what_is_set_aside_for_a_visit_covers_nothing_else(self):
        order = self._unpaid(self.receptionist)
        self._pay_order(order, amount=120)
        self.assertRefused(self._direct())

    def test_other_currencies_on_account(self):
        euro = self.setup_other_currency("EUR", rates=[("2024-01-01", 1 / 1.1), (fields.Date.today(), 1 / 1.2)])
        dollar = self.company.currency_id
        for paid_in, invoiced_in in ((euro, euro), (dollar, euro), (euro, dollar)):
            self._payment(self.problem_patient, 300, currency_id=paid_in.id, date="2024-02-01")
            invoice = self._direct(amount=100, currency_id=invoiced_in.id)
            self._post(invoice)
            self.assertEqual((invoice.state, invoice.amount_residual), ("posted", 0))

    def test_what_is_not_booked_settles_nothing(self):
        payment = self._payment(self.problem_patient, 1).copy({"amount": 200})
        payment.outstanding_account_id = False  # as Odoo leaves it where its accounting is installed
        payment.action_post()
        self.assertEqual((payment.state, bool(payment.move_id)), ("in_process", False))
        move = self._direct()
        alerts = move.with_user(self.receptionist)._get_alerts()
        self.assertIn("119.00", alerts["patient_category_treat_now"]["message"], "one dollar is booked")
        self.assertRefused(move)

    def test_one_credit_covers_one_of_two_invoices(self):
        self._payment(self.problem_patient, 200)
        first, second = self._direct(), self._direct()
        self.assertRefused(first, second)
        self._post(first)
        self.assertEqual(first.amount_residual, 0)
        self.assertRefused(second)

    def test_many_invoices_cost_as_many_queries_as_one(self):
        def posting(count):
            patients = self.problem_patient.copy() | self.problem_patient.copy()
            while len(patients) < count:
                patients |= self.problem_patient.copy()
            patients = patients[:count]
            patients.write({"patient_category_id": self.problem.id, "patient_category_reason": "Unpaid"})
            moves = self.env["account.move"].union(*(self._direct(patient) for patient in patients))
            for patient in patients:
                self._payment(patient, 120)
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            moves._asks_for_prepayment()._direct_credits()
            return self.env.cr.sql_log_count - before

        posting(1)
        self.assertEqual(posting(2), posting(9))

    def test_the_staff_knows_before_it_is_posted_whom_it_has_before_it(self):
        move = self._direct()
        self.assertEqual(move.with_user(self.manager).patient_category_id, self.problem)

    def test_the_share_of_the_category(self):
        self.problem.prepayment_percent = 50
        self._payment(self.problem_patient, 60)
        move = self._direct()
        self._post(move)
        self.assertEqual((move.state, move.amount_residual), ("posted", 60))

    def test_only_lines_without_an_order_count(self):
        order = self._paid(self.receptionist)
        invoice = order.with_user(self.env.user)._create_invoices(final=True)
        self._post(invoice)
        self.assertEqual(invoice.state, "posted", "its money is on the order")
        other = self._paid(self.receptionist).with_user(self.env.user)._create_invoices(final=True)
        other.invoice_line_ids = [
            Command.create({"product_id": self.service.id, "price_unit": 40, "tax_ids": False})
        ]
        with self.assertRaises(UserError) as refusal:
            self._post(other)
        self.assertIn("40.00", str(refusal.exception))

    def _linked(self, invoice, order):
        """``invoice``, whose line an accountant has linked to the first line of ``order``."""
        link = Command.link(order.order_line.id)
        invoice.invoice_line_ids.with_user(self.accountant).write({"sale_line_ids": [link]})
        return invoice

    def test_an_order_of_another_patient_covers_nothing(self):
        order = self._unpaid(self.receptionist, self.patient)
        order.action_confirm()
        self._set_aside(order.sudo(), self._payment(self.patient, 120))
        invoice = self._linked(self._direct(), order)
        self.assertRefused(invoice)
        self._release(self.receptionist, invoice, "treat_now")
        self._post(invoice)
        self.assertEqual(invoice.invoice_line_ids.patient_id, self.problem_patient)
        self.assertEqual(invoice.invoice_line_ids.patient_category_id, self.problem)
        self.assertEqual(invoice.amount_residual, 120, "nobody else's money settles it")
        self.assertEqual(sum(order.sudo().prepayment_allocation_ids._open_amounts().values()), 120)

    def test_what_another_patient_pays_counts_for_nobody_elses_order(self):
        order = self._paid(self.receptionist)
        invoice = self._linked(self._direct(self.patient), order)
        self._post(invoice)
        self._pay(invoice, 120)
        order.order_line.product_uom_qty = 2
        self.assertEqual((order.prepayment_state, order.prepayment_paid_amount), ("partial", 120))

    def test_a_line_of_a_held_order_is_held_whomever_it_names(self):
        order = self._paid(self.receptionist)
        order.order_line.product_uom_qty = 2
        invoice = order.with_user(self.env.user)._create_invoices(final=True)
        invoice.invoice_line_ids.patient_id = self.patient
        with self.assertRaisesRegex(UserError, "on hold"):
            self._post(invoice)

    def test_a_posted_invoice_keeps_its_orders(self):
        order = self._unpaid(self.receptionist)
        self._payment(self.problem_patient, 120)
        invoice = self._direct()
        self._post(invoice)
        with self.assertRaises(UserError) as refusal:
            self._linked(invoice, order)
        self.assertIn("Reset it to draft", str(refusal.exception))
        links = [Command.link(invoice.invoice_line_ids.id)]
        lines = order.order_line
        for user in self.roles:
            lines = lines.with_user(user)
            with self.assertRaises(AccessError) as refusal:
                self._call(user, lines, "write", {"invoice_lines": links})
            self.assertIn("Create Invoice", str(refusal.exception))
            with self.assertRaises(AccessError):
                self._call(user, order, "write", {"order_line": [Command.update(lines.id, {"invoice_lines": links})]})
            values = {"order_id": order.id, "product_id": self.service.id}
            with self.assertRaises(AccessError):
                lines.create({**values, "invoice_lines": links})
            lines.create({**values, "invoice_lines": []})  # as the form does
            line = lines.with_context(default_invoice_lines=links).create(values)
            self.assertFalse(line.sudo().invoice_lines)
        self.assertEqual(order.prepayment_paid_amount, 0)

    def test_who_is_no_patient_is_linked_as_ever(self):
        stranger = self.env["res.partner"].create({"name": "No Patient"})
        order = self._unpaid(self.receptionist, stranger)
        order.action_confirm()
        invoice = self._direct(stranger)
        self._post(invoice)
        self._linked(invoice, order)
        self.assertEqual(order.sudo().invoice_ids, invoice)
        second = self._direct(stranger)
        lines = order.order_line.with_user(self.env.user)
        self.assertFalse(lines.env.su)
        lines.invoice_lines = second.invoice_line_ids
        self.assertEqual(order.sudo().invoice_ids, second)

    def test_a_credit_note_stands_on_the_order_that_is_credited(self):
        order = self._paid(self.receptionist)
        invoice = self._invoice(order.with_user(self.env.user))
        self.assertEqual(order.prepayment_paid_amount, 120)
        note = invoice.with_user(self.accountant)._reverse_moves([{"invoice_date": fields.Date.today()}])
        self.assertEqual(note.sudo().invoice_line_ids._invoiced_orders(), order)
        self._post(note)
        self._pay(note, 120)
        self.assertEqual(order.prepayment_paid_amount, 0)

    def test_down_payments_and_credit_notes_stay_postable(self):
        order = self._unpaid(self.receptionist)
        wizard = self.env["sale.advance.payment.inv"].create(
            {"sale_order_ids": order.ids, "advance_payment_method": "fixed", "fixed_amount": 120}
        )
        down_payment = wizard._create_invoices(order.with_user(self.env.user))
        note = self._direct(move_type="out_refund")
        self._post(down_payment, note)
        self.assertEqual((down_payment.state, note.state), ("posted", "posted"))

    def test_a_zero_invoice_is_posted(self):
        move = self._direct(amount=0)
        self._post(move)
        self.assertEqual(move.state, "posted")

    def test_only_what_is_really_posted_is_asked(self):
        move = self._direct(invoice_date="2099-01-01", date="2099-01-01")
        move.with_user(self.accountant)._post(soft=True)
        self.assertEqual((move.state, move.auto_post), ("draft", "at_date"))

    def test_emergency(self):
        move = self._direct()
        self._release(self.receptionist, move, "treat_now", urgency="pain")
        self._post(move)
        self.assertEqual(move.state, "posted")
        release = move.prepayment_release_ids
        self.assertEqual((release.user_id, release.order_id.id), (self.receptionist, False))
        self.assertEqual(release.display_name, move.display_name)
        told = self.env["mail.message"].search(
            [("model", "=", "account.move"), ("res_id", "=", move.id), ("message_type", "=", "user_notification")]
        )
        self.assertIn(self.manager.partner_id, told.notified_partner_ids)
        release.with_user(self.manager).action_review()
        self.assertTrue(release.reviewed_at)

    def test_business_reason_needs_the_right_and_has_a_limit(self):
        move = self._direct()
        for user in (self.receptionist, self.manager):
            with self.assertRaises(AccessError):
                self._release(user, move, "business")
        self._release(self.exceptions, move, "business", amount=100)
        self.assertRefused(move)
        self._release(self.exceptions, move, "business")
        self._post(move)

    def test_nobody_releases_his_own(self):
        own = self.exceptions.partner_id
        own.sudo().patient_category_id = self.problem
        move = self._direct(own)
        for kind in ("treat_now", "business"):
            with self.assertRaises(AccessError):
                self._release(self.exceptions, move, kind)

    def test_who_knows_no_patients_releases_nothing(self):
        for user in (self.accountant, self.seller):
            with self.assertRaises(AccessError):
                self._call(user, self._direct(), "action_treat_now")

    def test_the_form_says_it_before_somebody_tries(self):
        move = self._direct()
        alerts = move.with_user(self.exceptions)._get_alerts()
        self.assertIn("120.00", alerts["patient_category_treat_now"]["message"])
        self.assertIn("patient_category_release", alerts)
        self.assertNotIn("patient_category_release", move.with_user(self.receptionist)._get_alerts())
        self.assertNotIn("patient_category_treat_now", move.with_user(self.accountant)._get_alerts())

    def test_branches_that_share_a_till(self):
        branches = self.env["res.company"].create(
            [{"name": name, "parent_id": self.company.id, "prepayment_direct_invoices": True} for name in ("B1", "B2")]
        )
        self.env.cr.precommit.run()  # Odoo gives a branch its parent's accounts then
        for _each in branches:
            self._payment(self.problem_patient, 120)
        self.env.user.company_ids += branches
        env = self.env(context=dict(self.env.context, allowed_company_ids=(self.company | branches).ids))
        moves = self.env["account.move"].union(*(self._direct(company_id=branch.id) for branch in branches))
        moves.with_env(env).action_post()
        self.assertEqual(moves.mapped("amount_residual"), [0, 0])
        another = self._direct(company_id=branches[0].id)
        with self.assertRaisesRegex(UserError, "Prepayment missing"):
            another.with_env(env).action_post()

    def test_what_is_paid_is_not_asked_for_again_after_a_reset_to_draft(self):
        self._payment(self.problem_patient, 120)
        for move_type in ("out_invoice", "out_receipt"):
            invoice = self._direct(move_type=move_type, amount=60)
            self._post(invoice)
            for _time in range(2):
                invoice.button_draft()
                self._post(invoice)
                self.assertEqual(invoice.amount_residual, 0)
        invoice.button_draft()
        invoice.invoice_line_ids.price_unit = 100
        self.assertEqual(invoice._direct_credits()[invoice][1], 40)
        self.assertRefused(invoice)

    def test_half_is_asked_for_and_there_after_a_reset_to_draft(self):
        self.problem.prepayment_percent = 50
        self._payment(self.problem_patient, 60)
        invoice = self._direct()
        self._post(invoice)
        invoice.button_draft()
        self._post(invoice)
        self.assertEqual(invoice.amount_residual, 60)

    def test_an_order_and_a_line_of_its_own_after_a_reset_to_draft(self):
        order = self._paid(self.env.user)
        self._payment(self.problem_patient, 50)
        self._assert_settled_twice(order)

    def test_one_payment_for_the_order_and_for_the_line_of_its_own(self):
        order = self._unpaid(self.env.user)
        self._set_aside(order, self._payment(self.problem_patient, 170), 120)
        order.action_confirm()
        self._assert_settled_twice(order)

    def test_a_line_of_its_own_beside_an_order_that_was_let_pass(self):
        order = self._unpaid(self.env.user)
        order._release("treat_now", "Emergency")
        self._payment(self.problem_patient, 50)
        invoice = self._invoice_with_parking(order)
        for _time in range(2):
            self._post(invoice)
            self.assertEqual(invoice.amount_residual, 120)
            invoice.button_draft()

    def test_two_children_of_one_guardian_after_a_reset_to_draft(self):
        self._payment(self.vip_patient, 100)
        self.problem_patient.guardian_id = self.vip_patient
        invoice = self._direct(self.vip_patient, 100)
        child = {"name": "Child", "price_unit": 100, "tax_ids": False, "patient_id": self.problem_patient.id}
        invoice.invoice_line_ids = [Command.create(child)]
        for _time in range(2):
            self._post(invoice)
            self.assertEqual(invoice.amount_residual, 100)
            invoice.button_draft()

    def test_what_was_paid_back_for_a_credit_note_leaves_other_credit(self):
        invoice = self._direct(self.patient)
        self._post(invoice)
        self._pay(invoice, 120)
        self._credit(invoice, reconcile=False)
        self._payment(self.patient, 120, payment_type="outbound")
        self._payment(self.patient, 50)
        self.assertEqual(sum(self._unpaid(self.receptionist, self.patient)._free_credit().values()), 50)

    def test_a_write_off_is_no_credit(self):
        invoice = self._direct(self.patient, 50)
        self._post(invoice)
        register = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        payment = register.create(
            {
                "amount": 30,
                "payment_difference_handling": "reconcile",
                "writeoff_account_id": self.company_data["default_account_expense"].id,
                "journal_id": self.cash.id,
            }
        )._create_payments()
        invoice.line_ids.remove_move_reconcile()
        payment.partner_id = self.problem_patient
        self.assertRefused(self._direct(amount=20))

    def test_what_was_paid_back_is_no_credit(self):
        self._payment(self.problem_patient, 120)
        self._payment(self.problem_patient, 100, payment_type="outbound")
        self.assertEqual(sum(self._unpaid(self.receptionist)._free_credit().values()), 20)
        self.assertRefused(self._direct(amount=100))
        self._post(self._direct(amount=20))
