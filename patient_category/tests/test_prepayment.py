from contextlib import contextmanager
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestPrepayment(MoneyCommon):
    def setUp(self):
        super().setUp()
        self.order = self._order(self.problem_patient)

    def _take_prepayment(self, order=None, user=None, **values):
        order = (order or self.order).with_user(user or self.cashier)
        wizard = self.env["patient.prepayment.register"].with_user(user or self.cashier)
        wizard = wizard.create({"order_id": order.id, "journal_id": self.cash.id, **values})
        return wizard.action_register()

    def test_notice_names_the_amount_and_no_category(self):
        self.assertEqual(self.order.prepayment_state, "missing")
        self.assertIn("120.00", self.order.prepayment_notice)
        self.assertNotIn(self.problem.name, self.order.prepayment_notice)

    def test_notice_shows_while_the_quotation_is_written(self):
        with Form(self.env["sale.order"].with_user(self.receptionist)) as form:
            form.partner_id = self.problem_patient
            with form.order_line.new() as line:
                line.product_id = self.service
            self.assertIn("120.00", form.prepayment_notice)

    def test_confirming_is_refused_with_a_sentence_that_says_what_to_do(self):
        with self.assertRaises(UserError) as refusal:
            self.order.action_confirm()
        self.assertIn("take the payment first", str(refusal.exception))
        self.assertNotIn(self.problem.name, str(refusal.exception))
        self.assertEqual(self.order.state, "draft")

    def test_writing_and_creating_the_state_is_refused(self):
        with self.assertRaises(UserError):
            self.order.write({"state": "sale"})
        with self.assertRaises(UserError):
            self._order(self.problem_patient, state="sale")

    def test_an_ordinary_patient_is_confirmed_unpaid(self):
        order = self._order(self.patient)
        order.action_confirm()
        self.assertEqual((order.state, order.prepayment_state), ("sale", "not_required"))

    def test_cashier_takes_the_payment_and_the_order_is_confirmed(self):
        action = self._take_prepayment()
        self.assertEqual((self.order.state, self.order.prepayment_state), ("sale", "paid"))
        self.assertEqual(self.order.prepayment_allocation_ids.amount, 120)
        self.assertEqual(action["report_name"], "patient_category.report_prepayment_receipt")

    def test_receipt_is_printed_by_the_cashier_without_a_category(self):
        self._take_prepayment()
        html, _type = (
            self.env["ir.actions.report"]
            .with_user(self.cashier)
            ._render_qweb_html(
                "patient_category.report_prepayment_receipt", self.order.prepayment_allocation_ids.ids
            )
        )
        self.assertIn(b"120.00", html)
        self.assertNotIn(self.problem.name.encode(), html)

    def test_part_of_the_amount_leaves_a_quotation(self):
        self._take_prepayment(amount=50)
        self.assertEqual((self.order.state, self.order.prepayment_state), ("draft", "partial"))
        self.assertEqual(self.order.prepayment_missing_amount, 70)
        self._take_prepayment()
        self.assertEqual(self.order.state, "sale")

    def test_receptionist_cannot_take_money(self):
        with self.assertRaises(AccessError):
            self.order.action_register_prepayment()
        with self.assertRaises(AccessError):
            self._take_prepayment(user=self.receptionist)

    def test_bad_amounts_are_answered_and_change_nothing(self):
        for amount in (0, -10, 120.01, 1e9):
            with self.assertRaises(UserError):
                self._take_prepayment(amount=amount)
        self.assertFalse(self.order.prepayment_allocation_ids)

    def test_a_memo_that_is_too_long_is_answered(self):
        with self.assertRaises(UserError):
            self._take_prepayment(memo="x" * 1001)
        self.assertFalse(self.order.prepayment_allocation_ids)

    def test_percent_of_the_category(self):
        self.problem.prepayment_percent = 50
        order = self._order(self.problem_patient)
        self.assertEqual(order.prepayment_required_amount, 60)
        self._take_prepayment(order)
        self.assertEqual(order.state, "sale")

    def test_invoicing_reconciles_the_prepayment(self):
        self._take_prepayment()
        invoice = self._invoice(self.order.with_user(self.env.user))
        self.assertTrue(invoice.currency_id.is_zero(invoice.amount_residual))
        self.assertEqual(self.order.prepayment_state, "paid")

    def test_a_batch_of_invoices_is_settled_together(self):
        """However many invoices are posted: what is open is asked once, and Odoo reconciles once."""
        orders = self.env["sale.order"].union(*(self._order(self.problem_patient) for _order in range(5)))
        for order in orders:
            self._take_prepayment(order)
        invoices = orders.with_user(self.env.user)._create_invoices(grouped=True, final=True)
        with (
            self._counted("account.move.line", "_reconcile_plan") as plans,
            self._counted("patient.prepayment.allocation", "_open_amounts") as questions,
        ):
            invoices.action_post()
            self.env.flush_all()
        self.assertEqual(set(invoices.mapped("amount_residual")), {0.0})
        self.assertEqual(set(orders.mapped("prepayment_state")), {"paid"})
        self.assertEqual(len(plans), 1)
        # Once to settle, then once when posting and once when settling has moved the money.
        self.assertLessEqual(len(questions), 3)

    @contextmanager
    def _counted(self, model, method):
        """The recordsets on which ``method`` is called."""
        calls = []
        original = getattr(type(self.env[model]), method)

        def counted(records, *args, **kwargs):
            calls.append(records)
            return original(records, *args, **kwargs)

        with patch.object(type(self.env[model]), method, counted):
            yield calls

    def test_more_work_than_planned_holds_the_order(self):
        self._take_prepayment()
        order = self.order.with_user(self.receptionist)
        order.order_line = [Command.create({"product_id": self.service.id, "product_uom_qty": 1})]
        self.assertEqual(order.prepayment_state, "partial")
        with self.assertRaisesRegex(UserError, "on hold"):
            order.action_served()
        with self.assertRaisesRegex(UserError, "on hold"):
            self._invoice(order.with_user(self.env.user))
        self._take_prepayment()
        order.action_served()
        self.assertTrue(order.served_at)

    def test_the_same_patient_and_payer_decide_nothing_anew(self):
        self.order._release("treat_now", "Emergency")
        self.order.write({"partner_id": self.problem_patient.id, "partner_invoice_id": self.problem_patient.id})
        self.assertEqual(self.order.prepayment_state, "released")
        order = self._order(self.patient)
        order.action_confirm()
        self.patient.patient_category_id = self.problem
        address = self.env["res.partner"].create({"name": "Bills", "type": "invoice", "parent_id": self.patient.id})
        for values in (
            {"partner_id": self.patient.id},
            {"partner_invoice_id": order.partner_invoice_id.id},
            {"partner_invoice_id": address.id},
        ):
            order.write(values)
            self.assertEqual((order.patient_category_id, order.prepayment_state), (self.ordinary, "not_required"))

    def test_a_payer_on_account_and_back_is_judged_by_what_was_frozen(self):
        insurer = self.env["res.partner"].create({"name": "Insurer", "pays_on_account": True})
        order = self._order(self.problem_patient, partner_invoice_id=insurer.id)
        order.action_confirm()
        self.problem_patient.patient_category_id = self.vip
        order.partner_invoice_id = self.problem_patient
        self.assertEqual((order.patient_category_id, order.prepayment_state), (self.problem, "missing"))
        order.partner_invoice_id = insurer
        self.assertEqual(order.prepayment_state, "missing", "a hold does not vanish by borrowing a payer")
        order.with_user(self.manager).write({"partner_invoice_id": insurer.id})
        self.assertEqual(order.prepayment_state, "not_required")

    def test_a_manager_has_a_payer_pay_who_pays_on_account_meanwhile(self):
        employer, insurer = self.env["res.partner"].create([{"name": "Employer"}, {"name": "Insurer"}])
        self.order.partner_invoice_id = employer
        self._take_prepayment()
        (employer | insurer).pays_on_account = True
        self.order.with_user(self.manager).partner_invoice_id = insurer
        self.assertEqual(self.order.prepayment_state, "not_required")

    def test_cancelled_payment_holds_the_order(self):
        self._take_prepayment()
        payment = self.order.prepayment_allocation_ids.sudo().payment_id
        payment.action_draft()
        payment.action_cancel()
        self.assertEqual(self.order.prepayment_state, "missing")
        with self.assertRaises(UserError):
            self.order.action_served()

    def test_another_patient_on_a_confirmed_order_is_judged_anew(self):
        order = self._order(self.patient)
        order.action_confirm()
        order.write({"partner_id": self.problem_patient.id})
        self.assertEqual((order.patient_category_id, order.prepayment_state), (self.problem, "missing"))

    def test_category_and_policy_are_frozen_at_confirmation(self):
        order = self._order(self.patient)
        order.action_confirm()
        self.patient.patient_category_id = self.problem
        self.assertEqual((order.patient_category_id, order.prepayment_state), (self.ordinary, "not_required"))

    def test_a_quotation_follows_the_patient(self):
        order = self._order(self.patient)
        self.patient.patient_category_id = self.problem
        self.assertEqual((order.patient_category_id, order.prepayment_state), (self.problem, "missing"))

    def test_who_pays_on_account_needs_no_prepayment(self):
        insurer = self.env["res.partner"].create({"name": "Insurer", "pays_on_account": True})
        order = self._order(self.problem_patient, partner_invoice_id=insurer.id)
        self.assertEqual(order.prepayment_state, "not_required")
        order.action_confirm()

    def test_serving(self):
        order = self._order(self.patient)
        with self.assertRaisesRegex(UserError, "Confirm"):
            order.action_served()
        order.action_confirm()
        order.attending_employee_id = False
        with self.assertRaisesRegex(UserError, "who attended"):
            order.action_served()
        order.attending_employee_id = self.employee
        order.action_served()
        served_at = order.served_at
        order.action_served()
        self.assertEqual(order.served_at, served_at)

    def test_last_attendant_stands_ready(self):
        order = self._order(self.patient)
        order.action_confirm()
        order.action_served()
        with Form(self.env["sale.order"].with_user(self.receptionist)) as form:
            form.partner_id = self.patient
            self.assertEqual(form.attending_employee_id.id, self.employee.id)

    def test_fields_that_hold_the_result_cannot_be_written(self):
        for values in (
            {"prepayment_policy_percent": 0},
            {"prepayment_state": "paid"},
            {"patient_category_id": self.ordinary.id},
            {"served_at": "2026-01-01 10:00:00"},
        ):
            with self.assertRaises(AccessError):
                self.order.write(values)
            with self.assertRaises(AccessError):
                self._order(self.problem_patient, **values)
        with self.assertRaises(AccessError):
            self.env["patient.prepayment.allocation"].with_user(self.cashier).create(
                {"order_id": self.order.id, "payment_id": self._payment(self.problem_patient, 120).id, "amount": 120}
            )

    def test_defaults_of_the_caller_write_no_result(self):
        order = (
            self.env["sale.order"]
            .with_user(self.receptionist)
            .with_context(default_prepayment_policy_percent=1, default_served_at="2026-01-01 10:00:00")
            .create({"partner_id": self.problem_patient.id})
        )
        self.assertFalse(order.served_at)
        self.assertFalse(order.prepayment_policy_percent)

    def _held_order(self):
        """A confirmed order of the problem patient that grew after it was paid, with its draft invoice."""
        self._take_prepayment()
        self.order.order_line = [Command.create({"product_id": self.service.id, "product_uom_qty": 10})]
        self.assertEqual(self.order.prepayment_state, "partial")
        return self._invoice(self.order.with_user(self.env.user), post=False)

    def test_a_hold_is_not_lifted_by_another_state(self):
        invoice = self._held_order()
        self.order.write({"state": "draft"})
        with self.assertRaisesRegex(UserError, "on hold"):
            invoice.action_post()

    def test_a_hold_is_not_lifted_by_calling_treatments_down_payments(self):
        invoice = self._held_order()
        with self.assertRaises(ValidationError):
            self.order.order_line.write({"is_downpayment": True})
        with self.assertRaisesRegex(UserError, "on hold"):
            invoice.action_post()

    def test_a_hold_is_not_lifted_by_borrowing_another_patient(self):
        self._held_order()
        self.order.write({"partner_id": self.patient.id})
        self.assertEqual(self.order.prepayment_state, "missing", "and what the first patient paid is his again")
        with self.assertRaises(UserError):
            self.order.action_served()
        self.order.with_user(self.manager).write({"partner_id": self.vip_patient.id})
        self.assertEqual(self.order.prepayment_state, "not_required", "a manager corrects a mistake")

    def test_a_payment_whose_entry_is_a_draft_is_no_money(self):
        self._take_prepayment()
        self.order.prepayment_allocation_ids.sudo().payment_id.move_id.button_draft()
        self.assertEqual(self.order.prepayment_state, "missing")

    def test_the_accountant_corrects_a_prepayment(self):
        self._take_prepayment()
        payment = self.order.prepayment_allocation_ids.sudo().payment_id
        payment.action_draft()
        payment.journal_id = self.bank
        payment.action_post()
        self.assertEqual(self.order.prepayment_state, "paid")

    def test_a_payment_corrected_to_less_takes_from_the_latest_order(self):
        payment = self._payment(self.problem_patient, 200)
        second = self._order(self.problem_patient)
        first = self._set_aside(self.order, payment, 120)
        last = self._set_aside(second, payment, 80)
        payment.action_draft()
        payment.amount = 150
        payment.action_post()
        self.assertEqual((first.amount, last.amount), (120, 30))
        self.assertEqual((self.order.prepayment_state, second.prepayment_paid_amount), ("paid", 30))
        payment.action_draft()
        payment.amount = 100
        payment.action_post()
        self.assertEqual((first.amount, last.exists()), (100, last.browse()))
        self.assertEqual(second.prepayment_state, "missing")

    def test_the_list_of_payments_tells_what_counts_and_prints_no_receipt_of_what_is_gone(self):
        self._take_prepayment()
        allocation = self.order.prepayment_allocation_ids.with_user(self.receptionist)
        self.assertEqual((allocation.amount, allocation.counted_amount), (120, 120))
        self.assertTrue(allocation.action_print_receipt())
        self._invoice(self.order.with_user(self.env.user))
        allocation.invalidate_recordset()
        self.assertEqual(allocation.counted_amount, 120, "what has settled the invoice counts still")
        payment = allocation.sudo().payment_id
        payment.action_draft()
        payment.action_cancel()
        allocation.invalidate_recordset()
        self.assertEqual((allocation.amount, allocation.counted_amount), (120, 0))
        with self.assertRaisesRegex(UserError, "does not count any more"):
            allocation.action_print_receipt()

    def test_a_branch_takes_money_into_the_tills_of_its_company(self):
        branch = self.env["res.company"].create({"name": "Branch", "parent_id": self.company.id})
        self.env.cr.precommit.run()  # Odoo gives a branch its parent's accounts then
        for user in (self.cashier, self.receptionist):
            user.company_ids += branch
        order = self._order(self.problem_patient, company_id=branch.id, attending_employee_id=False)
        self._take_prepayment(order)
        self.assertEqual((order.state, order.prepayment_state), ("sale", "paid"))

    def test_rounding_of_another_currency_is_tolerated(self):
        self.setup_other_currency("EUR", rates=[("1900-01-01", 400)])
        pricelist = self.env["product.pricelist"].create(
            {"name": "Euro", "currency_id": self.env.ref("base.EUR").id}
        )
        order = self._order(self.problem_patient, pricelist_id=pricelist.id)
        order.order_line.price_unit = 1000.37
        self._take_prepayment(order)
        self.assertEqual((order.state, order.prepayment_missing_amount), ("sale", 0))

    def test_a_payment_is_not_of_tomorrow_nor_of_a_closed_period(self):
        for date in ("2099-01-01", "2020-01-01"):
            self.company.sudo().fiscalyear_lock_date = "2021-01-01"
            with self.assertRaises(UserError):
                self._take_prepayment(date=date)
        self.assertFalse(self.order.prepayment_allocation_ids)

    def test_another_companys_order_tells_nothing(self):
        other = self.env["res.company"].create({"name": "Next door"})
        foreign = self.env["sale.order"].sudo().create({"partner_id": self.patient.id, "company_id": other.id})
        for model, told in (
            ("patient.prepayment.register", "missing_amount"),
            ("patient.prepayment.cancel", "amount"),
            ("patient.prepayment.release.wizard", "amount"),
            ("patient.category.choose", "partner_id"),
        ):
            dialogs = self.env[model].with_user(self.cashier)
            values = {"kind": "treat_now"} if "release" in model else {}
            with self.assertRaises(AccessError, msg=model):
                dialogs.create({"order_id": foreign.id, **values})
            dialog = dialogs.create({"order_id": self.order.id, **values})
            with self.assertRaises(AccessError, msg=model):
                dialog.write({"order_id": foreign.id})
            for asked, context in (({"order_id": foreign.id}, {}), ({}, {"default_order_id": foreign.id})):
                with self.assertRaises(AccessError, msg=model):
                    dialogs.with_context(**context).onchange(asked, [], {"order_id": {}, told: {}})
            dialogs.onchange({"order_id": self.order.id}, [], {"order_id": {}, told: {}})
            # Named by an order of one's own, and filled with what is another's.
            borrowed = {"id": self.order.id, "partner_id": foreign.partner_id.id, "order_line": [[6, 0, []]]}
            wrapped = {"id": borrowed}
            for asked, context in (({"order_id": borrowed}, {}), ({}, {"default_order_id": borrowed})):
                asker = dialogs.with_context(**context)
                answer = asker.onchange(asked, [], {"order_id": {}, told: {}})
                as_it_is = dialogs.onchange({"order_id": self.order.id}, [], {told: {}})
                self.assertEqual(answer["value"].get(told), as_it_is["value"].get(told), model)
            self.assertEqual(dialogs._without_contents({"order_id": wrapped}), {"order_id": False})
            dialog.write({"order_id": borrowed})
            self.assertEqual(dialog.order_id, self.order)
        with self.assertRaises(AccessError):
            foreign.with_user(self.cashier).action_register_prepayment()

    def test_another_companys_tills_are_not_told(self):
        other = self.env["res.company"].create({"name": "Next door"})
        till = self.env["account.journal"].sudo().create(
            {"name": "Their Till", "code": "THEIR", "type": "cash", "company_id": other.id}
        )
        dialogs = self.env["patient.prepayment.register"].with_user(self.cashier)
        asked = {"order_id": self.order.id, "company_id": other.id}
        told = dialogs.onchange(asked, [], {"order_id": {}, "company_id": {}, "journal_id": {}})["value"]
        self.assertTrue(told["journal_id"])
        self.assertNotEqual(told["journal_id"], till.id)

    def test_a_new_policy_reaches_quotations_and_no_confirmed_order(self):
        self._take_prepayment()
        quotation = self._order(self.problem_patient)
        self.problem.prepayment_percent = 50
        self.assertEqual(quotation.prepayment_required_amount, 60)
        self.problem.prepayment_required = False
        self.assertEqual((quotation.prepayment_state, self.order.prepayment_state), ("not_required", "paid"))

    def test_a_payer_on_account_frees_the_quotations_he_pays(self):
        self.problem_patient.pays_on_account = True
        self.assertEqual(self.order.prepayment_state, "not_required")
