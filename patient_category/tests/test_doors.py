from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import HttpCase, new_test_user, tagged

from .common_money import MoneyCommon


class DoorsCommon(MoneyCommon):
    """An unpaid order of a patient who has to prepay, and those who would like to see it confirmed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = cls._user("seller", "sales_team.group_sale_salesman_all_leads")
        cls.accountant = cls._user("books", "account.group_account_invoice")
        cls.roles = cls.seller | cls.receptionist

    @classmethod
    def _user(cls, login, groups):
        return new_test_user(
            cls.env, login, groups, company_id=cls.company.id, company_ids=[Command.set(cls.company.ids)]
        )

    def _unpaid(self, user, patient=None, **values):
        """A quotation by somebody who may not even know what a patient is."""
        line = {"product_id": self.service.id, "product_uom_qty": 1}
        values = {"partner_id": (patient or self.problem_patient).id, "order_line": [Command.create(line)], **values}
        return self.env["sale.order"].with_user(user).create(values)

    def _call(self, user, records, method, *args, **kwargs):
        """As an outside client calls it."""
        return call_kw(records.with_user(user), method, [records.ids, *args], kwargs)

    def _pay_order(self, order, **values):
        wizard = self.env["patient.prepayment.register"].with_user(self.cashier)
        return wizard.create({"order_id": order.id, "journal_id": self.cash.id, **values}).action_register()

    def _end_of_transaction(self):
        self.env.flush_all()
        self.env.cr.precommit.run()

    def _paid(self, user, patient=None):
        """A confirmed and prepaid order, as ``user`` sees it."""
        order = self._unpaid(user, patient)
        self._pay_order(order)
        self.assertEqual(order.state, "sale")
        order.with_user(self.receptionist).attending_employee_id = self.employee
        return order


@tagged("post_install", "-at_install")
class TestDoorsIntoConfirmed(DoorsCommon):
    """Each way into the state "sale" is refused as long as the prepayment is missing."""

    def assertRefused(self, order, door):
        with self.assertRaises(UserError) as refusal:
            door()
        self.assertIn("Prepayment missing: $\xa0120.00", str(refusal.exception))
        self.assertNotIn(self.problem.name, str(refusal.exception))
        if order:
            order.invalidate_recordset()
            self.assertEqual(order.state, "draft")

    def test_button_and_rpc(self):
        for user in self.roles:
            order = self._unpaid(user)
            self.assertRefused(order, order.action_confirm)
            self.assertRefused(order, lambda u=user, o=order: self._call(u, o, "action_confirm"))

    def test_who_may_not_change_an_order_learns_nothing_of_it(self):
        """Our own code reads an order before Odoo does: not for whom it is no concern."""
        stranger = self._user("stranger", "sales_team.group_sale_salesman")
        for state in ("draft", "cancel"):
            order = self._unpaid(self.seller)
            order.user_id = self.seller
            order.sudo().write({"state": state})
            self.env.flush_all()
            with self.assertRaises(AccessError) as refusal:
                self._call(stranger, order, "action_confirm")
            self.assertNotIn("Prepayment", str(refusal.exception))
            self.assertNotIn("state requiring confirmation", str(refusal.exception))

    def test_who_may_not_change_an_order_does_not_learn_its_state(self):
        """Odoo refuses another price list for a confirmed order only, and says so: after it has asked who writes."""
        stranger = self._user("stranger", "sales_team.group_sale_salesman")
        order = self._paid(self.seller)
        order.sudo().user_id = self.seller
        pricelist = self.env["product.pricelist"].create({"name": "Any"})
        for values in ({"partner_invoice_id": self.patient.id}, {"partner_id": self.patient.id}, {"state": "sent"}):
            self.env.flush_all()
            self.env.invalidate_all()
            with self.assertRaises(AccessError, msg=values):
                self._call(stranger, order, "write", {**values, "pricelist_id": pricelist.id})

    def test_orders_of_others_are_not_named_when_many_are_confirmed(self):
        stranger = self._user("stranger", "sales_team.group_sale_salesman")
        foreign, own = self._unpaid(self.seller), self._unpaid(self.seller, self.patient)  # which can be confirmed
        foreign.sudo().user_id = self.seller
        own.sudo().user_id = stranger
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            self._call(stranger, foreign + own, "action_confirm_eligible")

    def test_confirming_nothing_is_refused_to_nobody(self):
        nobody = self._user("nobody", "base.group_user")
        self.assertTrue(self.env["sale.order"].with_user(nobody).action_confirm())

    def test_writing_the_state(self):
        for user in self.roles:
            order = self._unpaid(user)
            self.assertRefused(order, lambda u=user, o=order: self._call(u, o, "write", {"state": "sale"}))
            self.assertRefused(order, lambda u=user, o=order: self._call(u, o, "web_save", {"state": "sale"}, {}))

    def test_writing_the_state_of_a_cancelled_order(self):
        for user in self.roles:
            order = self._unpaid(user)
            order.action_cancel()
            with self.assertRaises(UserError):
                order.write({"state": "sale"})
            self.assertEqual(order.state, "cancel")

    def test_another_patient_and_the_state_in_one_write(self):
        for user in self.roles:
            order = self._unpaid(user, self.patient)
            values = {"partner_id": self.problem_patient.id, "state": "sale"}
            with self.assertRaisesRegex(UserError, "Prepayment missing"), self.env.cr.savepoint():
                self._call(user, order, "write", values)
            order = order.sudo()
            order.invalidate_recordset()
            self.assertEqual((order.state, order.partner_id), ("draft", self.patient))
            self._call(user, order, "write", values | {"partner_id": self.vip_patient.id})
            self.assertEqual((order.state, order.patient_category_id), ("sale", self.vip))

    def test_the_total_of_a_line_is_not_made_up(self):
        """Odoo keeps totals of discounts and down payments with their lines, and believes them."""
        kept = {
            "computation_key": "x",
            "currency_id": self.company.currency_id.id,
            "discount": 0,
            "manual_tax_amounts": {"0": {}},
            "manual_total_excluded": 0.0,
            "manual_total_excluded_currency": 0.0,
            "price_unit": 120,
            "quantity": 1,
            "rate": 1.0,
        }
        for user in self.roles:
            line = {"product_id": self.service.id, "product_uom_qty": 1, "extra_tax_data": kept}
            order = self._unpaid(user, order_line=[Command.create(line)])
            self.assertEqual(order.amount_total, 0)
            self.assertRefused(order, order.action_confirm)
            order.order_line.extra_tax_data = False
            self.assertEqual(order.amount_total, 120)
            discount = kept | {"price_unit": -20, "manual_total_excluded_currency": -120, "manual_total_excluded": -120}
            line = {"product_id": self.service.id, "price_unit": -20, "extra_tax_data": discount}
            order.order_line = [Command.create(line)]
            self.assertEqual((order.amount_total, order.sudo().prepayment_missing_amount), (0, 100))

    def test_a_cancelled_order_follows_its_patient_once_it_is_a_quotation_again(self):
        def back(order):
            order.action_draft()

        def written_back(order):
            order.write({"state": "draft"})

        for to_quotation in (back, written_back):
            for was_confirmed in (False, True):
                patient = self.env["res.partner"].create({"name": "Q", "patient_category_id": self.ordinary.id})
                order = self._unpaid(self.receptionist, patient)
                if was_confirmed:
                    order.action_confirm()
                order._action_cancel()
                patient.patient_category_id = self.problem
                to_quotation(order)
                self.assertEqual(order.patient_category_id, self.problem)
                with self.assertRaisesRegex(UserError, "Prepayment missing"):
                    order.action_confirm()
                order._action_cancel()
                order.partner_id = self.patient
                to_quotation(order)
                self.assertEqual((order.patient_category_id, order.prepayment_state), (self.ordinary, "not_required"))

    def test_creating_in_the_state(self):
        for user in self.roles:
            self.assertRefused(None, lambda u=user: self._unpaid(u, state="sale"))
            orders = self.env["sale.order"].with_user(user)
            line = Command.create({"product_id": self.service.id})
            arguments = [[{"partner_id": self.problem_patient.id, "order_line": [line]}]]
            keys = {"context": {"default_state": "sale"}}
            self.assertRefused(None, lambda o=orders, a=arguments, k=keys: call_kw(o, "create", a, k))

    def test_import(self):
        columns = ["partner_id/.id", "state", "order_line/product_id/.id", "order_line/product_uom_qty"]
        row = [str(self.problem_patient.id), "sale", str(self.service.id), "1"]
        for user in self.roles:
            orders = self.env["sale.order"].with_user(user)
            before = orders.search_count([])
            outcome = call_kw(orders, "load", [columns, [row]], {})
            self.assertFalse(outcome["ids"])
            self.assertIn("Prepayment missing", outcome["messages"][0]["message"])
            self.assertEqual(orders.search_count([]), before)

    def test_importing_the_state_of_an_order_that_is_there(self):
        for user in self.roles:
            order = self._unpaid(user)
            outcome = call_kw(order.browse(), "load", [[".id", "state"], [[str(order.id), "sale"]]], {})
            self.assertFalse(outcome["ids"])
            order.invalidate_recordset()
            self.assertEqual(order.state, "draft")

    def test_no_context_key_turns_the_check_off(self):
        keys = {
            "active_test": False,
            "default_patient_category_id": self.ordinary.id,
            "default_prepayment_policy_percent": 0.0,
            "default_prepayment_state": "paid",
            "disable_cancel_warning": True,
            "import_file": True,
            "install_mode": True,
            "no_check": True,
            "prepayment_checked": True,
            "send_email": True,
            "skip_prepayment": True,
            "tracking_disable": True,
        }
        for user in self.roles:
            order = self._unpaid(user).with_context(**keys)
            self.assertRefused(order, order.action_confirm)
            self.assertRefused(order, lambda o=order: o.write({"state": "sale"}))

    def test_fields_that_hold_the_result_are_not_written(self):
        other_money = self._payment(self.problem_patient, 120)
        for user in self.roles:
            order = self._unpaid(user)
            for values in (
                {"amount_total": 0.0},
                {"amount_total": 0.0, "state": "sale"},
                {"patient_category_id": self.ordinary.id},
                {"prepayment_policy_percent": 0.0},
                {"prepayment_revision": 7},
                {"prepayment_state": "paid"},
                {"served_at": "2026-01-01 10:00:00"},
                {"served_late": True},
                {"prepayment_allocation_ids": [Command.create({"payment_id": other_money.id, "amount": 120})]},
                {"prepayment_release_ids": [Command.create({"kind": "treat_now", "reason": "x"})]},
            ):
                with self.assertRaises(AccessError, msg=values):
                    self._call(user, order, "write", values)
            for model, values in (
                ("patient.prepayment.allocation", {"payment_id": other_money.id, "amount": 120}),
                (
                    "patient.prepayment.release",
                    {
                        "kind": "treat_now",
                        "reason": "x",
                        "user_id": user.id,
                        "partner_id": self.problem_patient.id,
                        "company_id": self.company.id,
                        "currency_id": order.currency_id.id,
                    },
                ),
            ):
                with self.assertRaises(AccessError):
                    call_kw(self.env[model].with_user(user), "create", [[{"order_id": order.id, **values}]], {})
            self.assertRefused(order, order.action_confirm)

    def test_private_methods_are_not_called(self):
        for user in self.roles:
            order = self._unpaid(user)
            for method in ("_freeze_patient", "_release", "_set_aside_credit", "_action_confirm", "_enter_confirmed"):
                with self.assertRaises(AccessError):
                    self._call(user, order, method)

    def test_duplicating_a_paid_order_pays_nothing(self):
        for user in self.roles:
            order = self._paid(user)
            copy = order.copy()
            self.assertEqual((copy.state, copy.sudo().prepayment_state), ("draft", "missing"))
            self.assertRefused(copy, copy.action_confirm)
            before = order.search_count([])
            self.assertRefused(None, lambda u=user, o=order: self._call(u, o, "copy", {"state": "sale"}))
            self.assertEqual(order.search_count([]), before)

    def test_confirming_what_is_paid_counts_no_money_again(self):
        """It was counted when it came. Whatever moves money judges the order then."""
        order = self._unpaid(self.receptionist)
        self._set_aside(order, self._payment(self.problem_patient, 120))
        self.env.flush_all()
        with patch.object(type(self.env["patient.money"]), "_of_orders", side_effect=AssertionError("counted again")):
            order.action_confirm()
            self.env.flush_all()
        self.assertEqual(order.state, "sale")

    def test_confirming_writes_each_line_once(self):
        order = self._order(self.patient)
        lines = order.order_line
        written = []
        write_multi = type(lines)._write_multi

        def counted(lines, vals_list):
            written.extend(lines.ids)
            return write_multi(lines, vals_list)

        self.env.flush_all()
        with patch.object(type(lines), "_write_multi", counted):
            order.action_confirm()
            self.env.flush_all()
        self.assertEqual(written, lines.ids)
        self.assertEqual(lines.mapped("untaxed_amount_to_invoice"), lines.mapped("price_subtotal"))

    def test_a_batch_is_all_or_nothing(self):
        for user in self.roles:
            orders = self._unpaid(user, self.patient) | self._unpaid(user)
            with self.assertRaises(UserError):
                orders.action_confirm()
            orders.invalidate_recordset()
            self.assertEqual(orders.mapped("state"), ["draft", "draft"])

    def test_the_lists_confirm_leaves_out_and_names(self):
        for user in self.roles:
            good, unpaid = self._unpaid(user, self.patient), self._unpaid(user)
            action = self._call(user, good | unpaid, "action_confirm_eligible")
            self.assertEqual((good.state, unpaid.state), ("sale", "draft"))
            message = action["params"]["message"]
            self.assertIn(unpaid.name, message)
            self.assertIn("Prepayment missing", message)
            self.assertNotIn(good.name, message)
            self.assertNotIn(self.problem.name, message)

    def test_the_lists_confirm_names_ten_and_counts_on(self):
        orders = self.env["sale.order"].union(*(self._unpaid(self.receptionist) for _order in range(12)))
        params = orders.action_confirm_eligible()["params"]
        self.assertIn("0 confirmed, 12 left out", params["title"])
        self.assertIn("Also left out", params["message"])
        self.assertTrue(all(order.name in params["message"] for order in orders))

    def test_another_companys_category_asks_nothing_here(self):
        other = self.env["res.company"].create({"name": "Next door"})
        strict = self.env["patient.category"].create(
            {"name": "T-Strict", "company_id": other.id, "prepayment_required": True}
        )
        with self.assertRaises(UserError):
            self.patient.patient_category_id = strict
        order = self._unpaid(self.seller, self.patient)
        order.action_confirm()
        self.assertEqual(order.state, "sale")


@tagged("post_install", "-at_install")
class TestSigningConfirmsNothingUnpaid(DoorsCommon, HttpCase):
    def test_signature_on_the_portal(self):
        order = self._unpaid(self.receptionist, require_signature=True, require_payment=False)
        order._portal_ensure_token()
        pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
        answer = self.make_jsonrpc_request(
            f"/my/orders/{order.id}/accept",
            {"access_token": order.access_token, "name": "Paul Problem", "signature": pixel},
        )
        self.assertIn("allow_payment", answer["redirect_url"], "the patient is led to the payment")
        self.assertTrue(order.signature)
        self.assertEqual(order.state, "draft")


@tagged("post_install", "-at_install")
class TestHeldAfterConfirmation(DoorsCommon):
    """No edit of a confirmed order is lost, but it is neither served nor finally invoiced until it is paid."""

    def assertHeld(self, order, user):
        self.assertIn(order.sudo().prepayment_state, ("missing", "partial"))
        order.with_user(self.receptionist).attending_employee_id = self.employee
        with self.assertRaises(UserError) as refusal:
            self._call(self.receptionist, order, "action_served")
        self.assertIn("on hold", str(refusal.exception))
        self.assertNotIn(self.problem.name, str(refusal.exception))
        with self.assertRaises(AccessError):
            order.with_user(self.seller).action_served()
        invoice = order.with_user(user)._create_invoices(final=True)
        with self.assertRaises(UserError) as refusal:
            self._call(self.accountant, invoice, "action_post")
        self.assertIn("on hold", str(refusal.exception))
        with self.assertRaises(UserError):
            self._call(self.accountant, invoice, "write", {"state": "posted"})
        self.assertEqual(invoice.state, "draft")

    def _held_by(self, edit):
        for user in self.roles:
            order = self._paid(user)
            edit(order)
            self.assertHeld(order, user)

    def test_more_lines(self):
        self._held_by(lambda order: order.write({"order_line": [Command.create({"product_id": self.service.id})]}))

    def test_higher_price(self):
        self._held_by(lambda order: order.order_line.write({"price_unit": 121.0}))

    def test_more_units(self):
        self._held_by(lambda order: order.order_line.write({"product_uom_qty": 3}))

    def test_a_line_created_by_itself(self):
        self._held_by(
            lambda order: order.order_line.create({"order_id": order.id, "product_id": self.service.id})
        )

    def test_a_discount_that_goes(self):
        for user in self.roles:
            order = self._unpaid(user)
            order.order_line.discount = 50
            self._pay_order(order)
            self.assertEqual((order.state, order.sudo().prepayment_required_amount), ("sale", 60))
            order.order_line.discount = 0
            self.assertHeld(order, user)

    def test_another_customer(self):
        for user in self.roles:
            order = self._unpaid(user, self.patient)
            order.action_confirm()
            order.write({"partner_id": self.problem_patient.id})
            self.assertHeld(order, user)

    def test_a_zero_order_that_grows(self):
        for user in self.roles:
            order = self._unpaid(user)
            order.order_line.price_unit = 0
            order.action_confirm()
            self.assertEqual(order.state, "sale")
            order.order_line.price_unit = 10
            self.assertHeld(order, user)

    def test_cancelled_by_a_write_the_invoice_is_not_posted_either(self):
        for user in self.roles:
            order = self._paid(user)
            invoice = order.with_user(user)._create_invoices(final=True)
            order.write({"state": "cancel"})
            with self.assertRaises(UserError):
                self._call(self.accountant, invoice, "action_post")

    def test_down_payments_stay_postable(self):
        order = self._paid(self.receptionist)
        order.order_line.product_uom_qty = 3
        wizard = self.env["sale.advance.payment.inv"].create(
            {"sale_order_ids": order.ids, "advance_payment_method": "fixed", "fixed_amount": 360}
        )
        invoice = wizard._create_invoices(order.with_user(self.env.user))
        invoice.with_user(self.accountant).action_post()
        self.assertEqual(invoice.state, "posted")
        self.assertEqual(invoice.amount_residual, 240, "what was taken at the desk settles it in part")
        self._pay(invoice, 240)
        self.assertEqual(order.prepayment_state, "paid", "a paid down payment is a way to pay")
        order.action_served()

    def test_paying_lifts_the_hold(self):
        order = self._paid(self.receptionist)
        order.order_line.product_uom_qty = 2
        self._pay_order(order)
        order.action_served()
        self._invoice(order.with_user(self.env.user))
        self.assertTrue(order.served_at)

    def test_an_invoice_of_two_orders_waits_for_the_held_one(self):
        good, held = self._paid(self.receptionist), self._paid(self.receptionist)
        held.order_line.product_uom_qty = 2
        invoice = (good | held).with_user(self.env.user)._create_invoices(final=True)
        with self.assertRaises(UserError) as refusal:
            invoice.action_post()
        self.assertIn(held.name, str(refusal.exception))

    def test_a_later_invoice_is_held_when_it_is_really_posted(self):
        order = self._paid(self.receptionist)
        order.order_line.product_uom_qty = 2
        invoice = order.with_user(self.env.user)._create_invoices(final=True)
        invoice.invoice_date = invoice.date = "2099-01-01"
        invoice._post(soft=True)
        self.assertEqual(invoice.state, "draft", "it waits for its day, and is judged then")
        with self.assertRaises(UserError):
            invoice.write({"auto_post": "no"})
            invoice._post(soft=False)
