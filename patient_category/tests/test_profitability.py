from lxml import etree

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger
from odoo.tools.safe_eval import safe_eval

from odoo.addons.web.controllers.utils import clean_action

from .common_profitability import ProfitabilityCommon


@tagged("post_install", "-at_install")
class TestProfitability(ProfitabilityCommon):
    def test_order_is_remembered(self):
        """The clinic would not know whom an invoice treated, because somebody else pays it."""
        father = self.env["res.partner"].create({"name": "Father"})
        order = self._confirmed_order(
            self.vip_patient, (self.service, 2, 120.0), partner_invoice_id=father.id
        )
        invoice = self._final_invoice(order)
        line = invoice.invoice_line_ids
        self.assertEqual(invoice.partner_id, father)
        self.assertEqual(line.patient_id, self.vip_patient)
        self.assertEqual(line.patient_category_id, self.vip)
        self.assertEqual(line.attending_employee_id, self.employee)
        self.assertEqual(line.posted_cost, 80.0)
        self.assertEqual(invoice.patient_id, self.vip_patient)
        self.assertEqual(invoice.patient_category_id, self.vip)
        self.assertEqual(invoice.attending_employee_id, self.employee)

    def test_direct_invoice_treats_its_customer(self):
        invoice = self._invoice(self.patient, (self.service, 1, 120.0), post=False)
        self.assertFalse(invoice.invoice_line_ids.patient_id)
        invoice.action_post()
        self.assertEqual(invoice.invoice_line_ids.patient_id, self.patient)
        self.assertEqual(invoice.invoice_line_ids.patient_category_id, self.ordinary)
        self.assertEqual(invoice.invoice_line_ids.posted_cost, 40.0)
        self.assertEqual(invoice.invoice_line_ids.posted_cost_origin, "product")

    def test_only_sold_lines_are_remembered(self):
        """Taxes, receivables, vendor bills and entries are no sales."""
        bill = self._invoice(self.vip_patient, (self.drug, 1, 30.0), move_type="in_invoice")
        invoice = self._invoice(self.vip_patient, (self.drug, 1, 30.0))
        self.assertFalse(bill.line_ids.patient_id)
        self.assertFalse(any((invoice.line_ids - invoice.invoice_line_ids).mapped("patient_id")))
        self.assertEqual(self._figures()["revenue"], 30.0)

    def test_past_stays_true(self):
        """Last year's report would change with every new price, and with every change of category."""
        direct = self._invoice(self.patient, (self.service, 1, 120.0))
        ordered = self._final_invoice(self._confirmed_order(self.patient, (self.drug, 10, 30.0)))
        before = self._figures(groupby=["category_id"])
        self.service.standard_price = 70.0
        self.drug.standard_price = 20.0
        (self.service + self.drug).list_price = 999.0
        self.patient.patient_category_id = self.vip
        self.assertEqual(self._figures(groupby=["category_id"]), before)
        (direct + ordered).button_draft()
        self.assertEqual(self._figures()["revenue"], 0.0)
        (direct + ordered).action_post()
        self.assertEqual(self._figures(groupby=["category_id"]), before)
        self.assertEqual(
            self._figures(groupby=["current_category_id"])[self.vip]["revenue"], 420.0,
            "today's category is a column of its own",
        )

    def test_corrected_invoice_costs_anew(self):
        """An invoice corrected from one treatment to three would keep the cost of one."""
        invoice = self._invoice(self.patient, (self.service, 1, 120.0))
        invoice.button_draft()
        invoice.invoice_line_ids.quantity = 3
        invoice.action_post()
        self.assertEqual(self._figures()["cost"], 120.0)
        invoice.button_draft()
        invoice.partner_id = self.vip_patient
        invoice.action_post()
        self.assertEqual(invoice.patient_id, self.vip_patient)
        self.assertEqual(invoice.patient_category_id, self.vip)

    def test_credit_note_takes_the_cost_back(self):
        """A visit that was credited would still cost, or cost what it would today."""
        invoice = self._final_invoice(self._confirmed_order(self.vip_patient, (self.service, 4, 120.0)))
        self.service.standard_price = 70.0
        self.vip_patient.patient_category_id = self.ordinary
        half = invoice._reverse_moves([{"invoice_date": "2026-04-01"}])
        half.invoice_line_ids.quantity = 1
        half.action_post()
        figures = self._figures(groupby=["category_id"])
        self.assertEqual(list(figures), [self.vip])
        self.assertEqual(figures[self.vip]["revenue"], 360.0)
        self.assertEqual(figures[self.vip]["cost"], 120.0)
        self.assertEqual(figures[self.vip]["invoice_count"], 1)
        self.assertEqual(figures[self.vip]["quantity"], 3.0)
        direct = self._invoice(self.patient, (self.service, 1, 120.0))
        self.service.standard_price = 90.0
        direct._reverse_moves([{"invoice_date": "2026-04-01"}], cancel=True)
        self.assertEqual(self._figures([("category_id", "=", self.ordinary.id)])["cost"], 0.0)

    def test_accountant_without_patients_reverses(self):
        """Accountants who know no patients could neither credit nor replace an invoice."""
        accountant = new_test_user(
            self.env,
            "books",
            "account.group_account_invoice",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        invoice = self._invoice(self.vip_patient, (self.service, 1, 120.0))
        wizard = (
            self.env["account.move.reversal"]
            .with_user(accountant)
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"journal_id": invoice.journal_id.id, "date": "2026-04-02"})
        )
        self.vip_patient.patient_category_id = self.ordinary
        replacement = self.env["account.move"].browse(wizard.modify_moves()["res_id"])
        replacement.with_user(accountant).action_post()
        self.assertEqual(replacement.patient_category_id, self.vip)
        figures = self._figures()
        self.assertEqual((figures["revenue"], figures["cost"]), (120.0, 40.0))
        with self.assertRaises(AccessError):
            replacement.with_user(accountant).invoice_line_ids.read(["patient_id"])

    def test_down_payment_costs_its_share(self):
        """Half paid in advance would be pure profit in March and pure loss in April."""
        order = self._confirmed_order(self.vip_patient, (self.service, 1, 120.0), (self.drug, 1, 30.0))
        advance = self._down_payment(order, 40)
        self.assertEqual(self._figures()["revenue"], 60.0)
        self.assertEqual(self._figures()["cost"], round(0.4 * 52.0, 2))
        self.assertEqual(self._figures()["invoice_count"], 0, "a down payment is the same visit, paid earlier")
        order.order_line.filtered(lambda line: line.product_id == self.drug).purchase_price = 22.0
        self._final_invoice(order, date="2026-04-20")
        by_month = self._figures(groupby=["date:month"], measures={"revenue": "sum", "cost": "sum"})
        self.assertEqual([month["revenue"] for month in by_month.values()], [60.0, 90.0])
        self.assertEqual([month["cost"] for month in by_month.values()], [20.8, 62.0 - 20.8])
        self.assertEqual(self._figures()["invoice_count"], 1)
        advance._reverse_moves([{"invoice_date": "2026-04-25"}], cancel=True)
        self.assertEqual(self._figures()["cost"], 62.0 - 20.8, "credited, the down payment gives its cost back")

    def test_down_payment_of_more_than_was_done(self):
        """Paid in advance, then half of it not done: the visit costs what was done."""
        order = self._confirmed_order(self.patient, (self.service, 1, 120.0), (self.drug, 1, 30.0))
        self._down_payment(order, 100)
        order.order_line.filtered(lambda line: line.product_id == self.drug).product_uom_qty = 0
        refund = self._final_invoice(order)
        self.assertEqual(refund.move_type, "out_refund")
        figures = self._figures()
        self.assertEqual((figures["revenue"], figures["cost"]), (120.0, 40.0))

    def test_order_in_another_currency(self):
        """Cost in euros would be taken for cost in dollars."""
        euro = self.env.ref("base.EUR")
        euro.active = True
        self.env["res.currency.rate"].create(
            {"currency_id": euro.id, "company_id": self.company.id, "name": "2026-01-01", "rate": 0.5}
        )
        pricelist = self.env["product.pricelist"].create({"name": "Euro", "currency_id": euro.id})
        order = self._confirmed_order(
            self.patient,
            (self.service, 2, 50.0),
            pricelist_id=pricelist.id,
            date_order="2026-03-01 10:00:00",
        )
        self.assertEqual(order.currency_id, euro)
        self.assertEqual(order.order_line.purchase_price, 20.0)
        self._down_payment(order, 25)
        self.assertEqual((self._figures()["revenue"], self._figures()["cost"]), (50.0, 20.0))
        self._final_invoice(order)
        self.assertEqual((self._figures()["revenue"], self._figures()["cost"]), (200.0, 80.0))

    def test_units_of_measure(self):
        """A dozen would cost what one costs."""
        dozen = self.env.ref("uom.product_uom_dozen")
        self._invoice(self.patient, (self.drug, 1, 300.0, {"product_uom_id": dozen.id}))
        order = self._confirmed_order(self.patient, (self.drug, 1, 300.0, {"product_uom_id": dozen.id}))
        invoice = order._create_invoices()
        invoice.invoice_line_ids.write({"product_uom_id": self.drug.uom_id.id, "quantity": 6})
        invoice.action_post()
        figures = self._figures()
        self.assertEqual(figures["quantity"], 18.0)
        self.assertEqual(figures["cost"], 18 * 12.0)

    def test_discount_lowers_revenue_only(self):
        self._final_invoice(
            self._confirmed_order(self.patient, (self.service, 1, 120.0, {"discount": 25.0}))
        )
        figures = self._figures()
        self.assertEqual(figures["revenue"], 90.0)
        self.assertEqual(figures["cost"], 40.0)
        self.assertEqual(figures["margin_percent"], round(50 / 90 * 100, 6))

    def test_two_children_on_one_invoice(self):
        """The mother pays one invoice; each child is counted, and the invoice once."""
        mother = self.env["res.partner"].create({"name": "Mother"})
        orders = self._confirmed_order(
            self.patient, (self.service, 1, 120.0), partner_invoice_id=mother.id, partner_shipping_id=mother.id
        ) + self._confirmed_order(
            self.vip_patient, (self.drug, 2, 30.0), partner_invoice_id=mother.id, partner_shipping_id=mother.id
        )
        invoice = orders._create_invoices()
        self.assertEqual(len(invoice), 1)
        invoice.action_post()
        self.assertFalse(invoice.patient_id, "it treats two")
        self.assertEqual(invoice.attending_employee_id, self.employee)
        figures = self._figures(groupby=["category_id"])
        self.assertEqual(figures[self.ordinary]["revenue"], 120.0)
        self.assertEqual(figures[self.vip]["revenue"], 60.0)
        self.assertEqual([row["invoice_count"] for row in figures.values()], [1, 1])
        total = self._figures()
        self.assertEqual((total["invoice_count"], total["patient_count"]), (1, 2))
        self.assertEqual(total["average_invoice"], 180.0)
        found = self.env["account.move"].search([("patient_id", "=", self.vip_patient.id)])
        self.assertEqual(found, invoice)

    def test_patient_named_on_the_line(self):
        """Direct invoices of families: whoever is named on the line is who was treated."""
        invoice = self._invoice(
            self.patient,
            (self.service, 1, 120.0),
            (self.service, 1, 120.0, {"patient_id": self.vip_patient.id}),
        )
        self.assertEqual(invoice.invoice_line_ids.mapped("patient_category_id"), self.ordinary + self.vip)

    def test_ratios_are_made_from_sums(self):
        """A percent averaged over invoices of different size is a lie."""
        self._invoice(self.patient, (self.service, 1, 50.0))  # 20 %
        self._invoice(self.patient, (self.service, 10, 400.0))  # 90 %
        figures = self._figures(groupby=["category_id"])[self.ordinary]
        self.assertEqual(figures["margin_percent"], round((4050 - 440) / 4050 * 100, 6))
        self.assertEqual(figures["average_invoice"], 2025.0)
        self.assertEqual(figures["patient_count"], 1)

    def test_lists_export_no_ratios(self):
        """A grouped list in a file would have percentages averaged over lines, and each invoice once a line."""
        fields = self.report.fields_get(attributes=["exportable"])
        ratios = {"margin_percent", "average_invoice", "invoice_count", "patient_count"}
        self.assertFalse([name for name in ratios if fields[name]["exportable"]])
        self.assertTrue(all(fields[name]["exportable"] for name in ("revenue", "cost", "margin", "quantity")))

    def test_levels_agree(self):
        """The same question asked with and without a product would get two answers."""
        self.test_two_children_on_one_invoice()
        self._down_payment(self._confirmed_order(self.patient, (self.drug, 3, 30.0)), 50)
        any_product = ["|", ("product_id", "=", False), ("product_id", "!=", False)]
        self.assertEqual(self._figures(), self._figures(any_product))
        [[by_summary]] = self.report._read_group([], [], ["__count"])
        [[by_lines]] = self.report._read_group(any_product, [], ["__count"])
        self.assertEqual(by_summary, by_lines)
        self.assertEqual(by_summary, self.report.search_count([]))

    def test_revenue_equals_invoice_analysis(self):
        """Two reports of one clinic that do not agree help nobody."""
        euro = self.env.ref("base.EUR")
        euro.active = True
        self.env["res.currency.rate"].create(
            {"currency_id": euro.id, "company_id": self.company.id, "name": "2026-01-01", "rate": 0.83}
        )
        tax = self.env["account.tax"].create(
            {"name": "19 % included", "amount": 19, "price_include_override": "tax_included"}
        )
        for price in (99.99, 0.07, 1234.56):
            self._invoice(
                self.patient, (self.service, 3, price, {"tax_ids": [Command.set(tax.ids)], "discount": 3.3})
            )
            self._invoice(self.vip_patient, (self.drug, 3, price), currency_id=euro.id)
            self._invoice(self.vip_patient, (self.drug, 1, price), move_type="out_refund", date="2026-04-01")
            self._invoice(self.vip_patient, (self.drug, 2, price), move_type="out_receipt", date="2026-04-01")
        for month in (("2026-03-01", "2026-03-31"), ("2026-04-01", "2026-04-30")):
            [[expected]] = self.env["account.invoice.report"]._read_group(
                [
                    ("state", "=", "posted"),
                    ("move_type", "in", ("out_invoice", "out_refund", "out_receipt")),
                    ("company_id", "=", self.company.id),
                    ("invoice_date", ">=", month[0]),
                    ("invoice_date", "<=", month[1]),
                ],
                [],
                ["price_subtotal:sum"],
            )
            revenue = self._figures([("date", ">=", month[0]), ("date", "<=", month[1])])["revenue"]
            self.assertEqual(round(revenue, 2), round(expected, 2))
            self.assertTrue(revenue)


@tagged("post_install", "-at_install")
class TestProfitabilityRights(ProfitabilityCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager.group_ids -= cls.env.ref("patient_category.group_margins")
        cls.invoice = cls._invoice(cls.vip_patient, (cls.service, 1, 120.0))

    def test_manager_needs_no_accounting_rights(self):
        self.assertFalse(self.manager.has_group("account.group_account_readonly"))
        [group] = self.report.formatted_read_group([], ["category_id"], ["revenue:sum", "invoice_count:sum"])
        self.assertEqual(group["category_id"], (self.vip.id, "T-VIP"))
        self.assertEqual(group["revenue:sum"], 120.0)
        self.report.formatted_read_group([], ["attending_employee_id", "patient_id", "product_id"], [])
        self.assertFalse(self.report.search([("attending_employee_id", "ilike", "Nora")]))
        [row] = self.report.search(group["__extra_domain"])
        self.assertEqual(row.action_open_invoices()["res_id"], self.invoice.id)
        another = self._invoice(self.vip_patient, (self.service, 1, 120.0))
        action = clean_action(self.report.search(group["__extra_domain"]).action_open_invoices(), self.env)
        self.assertEqual([kind for _view, kind in action["views"]], ["list", "form"])
        self.assertEqual(self.env["account.move"].search(action["domain"]), self.invoice + another)
        self.assertEqual(self.invoice.with_user(self.manager).patient_category_id, self.vip)

    def test_sales_staff_open_the_invoice(self):
        """Odoo's form reads payments that the desk may not read: the invoice would not open."""
        arch = etree.fromstring(self.env["account.move"].with_user(self.manager).get_view(view_type="form")["arch"])
        names = {node.get("name") for node in arch.xpath("//field[not(ancestor::field)]")}
        self.assertIn("patient_category_id", names)
        [values] = self.invoice.with_user(self.manager).read(list(names))
        self.assertEqual(values["amount_residual"], 120.0)

    def test_manager_opens_receipts(self):
        """The way from a figure to the receipt behind it would end in an access error."""
        receipt = self._invoice(self.vip_patient, (self.service, 1, 120.0), move_type="out_receipt")
        self.assertEqual(receipt.with_user(self.manager).invoice_line_ids.quantity, 1)
        with self.assertRaises(AccessError):
            receipt.with_user(self.cashier).check_access("read")

    def test_desk_has_no_report(self):
        for user in (self.receptionist, self.cashier):
            with self.assertRaises(AccessError):
                self.report.with_user(user)._read_group([], [], ["revenue:sum"])
            with self.assertRaises(AccessError):
                self.env["patient.category.summary"].with_user(user).search([])
        with self.assertRaises(AccessError):
            self.env["patient.category.summary"].with_user(self.manager).search([])

    @mute_logger("odoo.models", "odoo.http")
    def test_margins_are_hidden_everywhere(self):
        """Who may not see cost and margin finds no way around the missing columns."""
        self.manager.group_ids += self.env.ref("base.group_allow_export")
        report = self.report.with_context(patient_category_summary=True)
        for name in ("cost", "margin", "margin_percent"):
            self.assertNotIn(name, report.fields_get())
            attempts = [
                lambda name=name: report.formatted_read_group([], [], [f"{name}:sum"]),
                lambda name=name: report.formatted_read_group([], [], [f"{name}:avg"]),
                lambda name=name: report.formatted_read_grouping_sets([], [[]], [f"{name}:max"]),
                lambda name=name: report.formatted_read_group([], [name], ["revenue:sum"]),
                lambda name=name: report.formatted_read_group(
                    [], ["category_id"], ["revenue:sum"], order=f"{name}:sum"
                ),
                lambda name=name: report.formatted_read_group(
                    [], ["category_id"], ["revenue:sum"], having=[(f"{name}:sum", ">", 1)]
                ),
                lambda name=name: report.search([(name, ">", 1)]),
                lambda name=name: report.search([], order=name),
                lambda name=name: report.search([]).read([name]),
                lambda name=name: report.search([]).export_data([name]),
            ]
            for number, attempt in enumerate(attempts):
                with self.subTest(measure=name, attempt=number), self.assertRaises(AccessError):
                    attempt()
        with self.assertRaises(AccessError):
            self.invoice.with_user(self.manager).invoice_line_ids.read(["posted_cost"])
        lines, moves = (self.env[name].with_user(self.manager) for name in ("account.move.line", "account.move"))
        for attempt in (
            lambda: lines.search([("posted_cost", ">", 1)]),
            lambda: lines.search([], order="posted_cost desc"),
            lambda: lines.formatted_read_group([], [], ["posted_cost:sum"]),
            lambda: lines.search([]).export_data(["posted_cost"]),
            lambda: moves.search([("line_ids.posted_cost", ">", 1)]),
            lambda: moves.search([("line_ids", "any", [("posted_cost", ">", 1)])]),
            lambda: report.search([("move_id.line_ids.posted_cost", ">", 1)]),
            lambda: report.formatted_read_group([("move_id.line_ids.posted_cost", ">", 1)], [], ["revenue:sum"]),
        ):
            self.assertRaises(AccessError, attempt)
        # A favourite that somebody else saved opens no more than a question of one's own.
        favourite = self.env["ir.filters"].create(
            {"name": "Cheap", "model_id": "patient.category.report", "domain": "[('margin_percent', '<', 10)]"}
        )
        with self.assertRaises(AccessError):
            report.search(safe_eval(favourite.with_user(self.manager).domain))
        arch = etree.fromstring(self.report.get_view(view_type="pivot")["arch"])
        self.assertFalse(arch.xpath("//field[@name='cost' or @name='margin' or @name='margin_percent']"))
        self.assertTrue(arch.xpath("//field[@name='revenue']"))

    def test_desk_shows_no_margin_to_the_patient(self):
        """Odoo writes the margin below the total of every order, on the screen that the patient may read."""
        names = {"margin", "margin_percent", "purchase_price"}
        for user, expected in ((self.receptionist, set()), (self.manager, set()), (self.env.user, names)):
            arch = self.env["sale.order"].with_user(user).sudo(False).get_view(view_type="form")["arch"]
            shown = {node.get("name") for node in etree.fromstring(arch).iter("field")}
            self.assertEqual(shown & names, expected, user.login)

    def test_nobody_rewrites_a_sale(self):
        """Whoever may correct invoices could turn the report by hand."""
        boss = new_test_user(
            self.env,
            "books-and-patients",
            "account.group_account_manager,patient_category.group_manager,patient_category.group_margins",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        line = self.invoice.with_user(boss).invoice_line_ids
        for values in ({"patient_id": self.patient.id}, {"attending_employee_id": self.employee.id}):
            with self.assertRaises(UserError):
                line.write(values)
        derived = (
            {"posted_cost": 1.0},
            {"posted_cost_origin": "product"},
            {"patient_category_id": self.ordinary.id},
        )
        for values in derived:
            with self.assertRaises(AccessError):
                line.write(values)
            with self.assertRaises(AccessError):
                self.env["account.move"].with_user(boss).create(
                    {
                        "move_type": "out_invoice",
                        "partner_id": self.patient.id,
                        "invoice_line_ids": [Command.create({"name": "By hand", **values})],
                    }
                )

    def test_other_reports_know_the_category(self):
        order = self._confirmed_order(self.vip_patient, (self.service, 1, 120.0))
        self.env.flush_all()
        [[category, employee, total]] = self.env["sale.report"]._read_group(
            [("order_reference", "=", f"sale.order,{order.id}")],
            ["patient_category_id", "attending_employee_id"],
            ["price_subtotal:sum"],
        )
        self.assertEqual((category, employee, total), (self.vip, self.employee, 120.0))
        [[category, patient, total]] = self.env["account.invoice.report"]._read_group(
            [("move_id", "=", self.invoice.id)],
            ["patient_category_id", "patient_id"],
            ["price_subtotal:sum"],
        )
        self.assertEqual((category, patient, total), (self.vip, self.vip_patient, 120.0))
        salesman = new_test_user(self.env, "sales", "sales_team.group_sale_manager")
        self.assertNotIn("patient_category_id", self.env["sale.report"].with_user(salesman).fields_get())


@tagged("post_install", "-at_install")
class TestClassifyPastInvoices(ProfitabilityCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        stranger = cls.env["res.partner"].create({"name": "Stranger"})
        cls.order = cls._confirmed_order(cls.patient, (cls.drug, 5, 30.0))
        cls.past = (
            cls._invoice(cls.vip_patient, (cls.service, 1, 120.0), date="2026-02-10")
            + cls._invoice(stranger, (cls.service, 1, 120.0), date="2026-02-11")
            + cls._final_invoice(cls.order, date="2026-02-12")
            + cls._invoice(cls.vip_patient, (cls.service, 1, 100.0), move_type="out_refund", date="2026-02-13")
        )
        # What invoices and orders look like that are older than this addon.
        cls.env.flush_all()
        cls.env.cr.execute(
            """
            UPDATE account_move_line SET patient_id = NULL, patient_category_id = NULL,
                   attending_employee_id = NULL, posted_cost = NULL, posted_cost_origin = NULL
             WHERE move_id IN %s
            """,
            [cls.past._ids],
        )
        cls.env.cr.execute(
            "UPDATE sale_order SET patient_category_id = NULL WHERE id = %s", [cls.order.id]
        )
        cls.env.invalidate_all()
        cls.env["patient.category.summary"]._rebuild()

    def _wizard(self, user=None, **values):
        return self.env["patient.classify.invoices"].with_user(user or self.manager).create(values)

    def test_classify_and_take_back(self):
        before = self._figures(groupby=["category_id"])
        self.assertEqual([category.id for category in before], [False])
        wizard = self._wizard(date_to="2026-02-28")
        self.assertEqual(str(wizard.date_from), "2026-02-10", "the oldest unclassified invoice")
        self.assertEqual(wizard.unclassified_count, 4)
        message = wizard.action_classify()["params"]["message"]
        self.assertIn("4 invoices", message)
        self.assertIn("1 of them", message)
        after = self._figures(groupby=["category_id"])
        self.assertEqual(after[self.vip]["revenue"], 20.0)
        self.assertEqual(after[self.vip]["cost"], 0.0)
        self.assertEqual(after[self.ordinary]["cost"], 60.0)
        self.assertEqual(after[self.env["patient.category"]]["cost"], 40.0)
        self.assertEqual(
            sum(row["revenue"] for row in after.values()), sum(row["revenue"] for row in before.values())
        )
        self.assertEqual(self._figures([("estimated", "=", True)])["revenue"], 290.0)
        self.assertFalse(self.env["patient.category.summary"]._find_differences(self.company))

        self.assertEqual((wizard.unclassified_count, wizard.estimated_count), (0, 4))
        self.assertEqual(str(self._wizard().date_from), "2026-02-10", "the oldest estimate, to be taken back")
        wizard.action_undo()
        self.assertEqual(self._figures(groupby=["category_id"]), before)
        self.assertFalse(self.past.line_ids.mapped("posted_cost_origin")[0])

    def test_unknown_cost_is_no_profit(self):
        """The total of the first year would be 98 % margin, because the invoices of before cost nothing."""
        self._invoice(self.vip_patient, (self.service, 1, 100.0))
        figures = self._figures(groupby=["category_id"])
        nobody = figures[self.env["patient.category"]]
        self.assertEqual((nobody["revenue"], nobody["cost"], nobody["margin"]), (290.0, 0.0, 0.0))
        [[cost, margin, percent]] = self.report._read_group(
            [("category_id", "=", False)], [], ["cost:sum", "margin:sum", "margin_percent:avg"]
        )
        self.assertFalse(any((cost, margin, percent)), "an empty cell, and no figure")
        [total] = self.report.formatted_read_group([], [], ["margin:sum", "margin_percent:avg", "revenue:sum"])
        self.assertEqual(
            (total["revenue:sum"], total["margin:sum"], total["margin_percent:avg"]), (390.0, 60.0, 60.0)
        )
        self.assertEqual(self._figures([("cost_known", "=", False)])["revenue"], 290.0)
        lines = self.report.search([("cost_known", "=", False)])
        self.assertEqual((lines.move_id, lines.mapped("margin")), (self.past, [0.0] * len(lines)))
        self._wizard(date_to="2026-02-28").action_classify()
        self.assertFalse(self.report.search([("cost_known", "=", False)]))
        self.assertEqual(self._figures()["margin"], 390.0 - 140.0)
        self._wizard(date_from="2026-02-01", date_to="2026-02-28").action_undo()
        self.assertEqual(self._figures()["margin"], 60.0)
        self.assertFalse(self.env["patient.category.summary"]._find_differences(self.company))

    def test_estimates_stay_as_well(self):
        """What was estimated once would change with every run, and with every new price."""
        self._wizard(date_to="2026-02-28").action_classify()
        before = self._figures(groupby=["category_id"])
        self.vip_patient.patient_category_id = self.ordinary
        self.service.standard_price = 99.0
        with self.assertRaises(UserError):
            self._wizard(date_from="2026-02-01", date_to="2026-02-28").action_classify()
        self.assertEqual(self._figures(groupby=["category_id"]), before)

    def test_period_is_kept(self):
        wizard = self._wizard(date_from="2026-02-11", date_to="2026-02-12")
        self.assertEqual(wizard.unclassified_count, 2)
        wizard.action_classify()
        self.assertEqual(self._figures([("estimated", "=", True)])["revenue"], 270.0)

    def test_known_invoices_are_left_alone(self):
        """A run over the past would overwrite what really was known when an invoice was posted."""
        known = self._invoice(self.patient, (self.service, 1, 120.0), date="2026-02-10")
        self.patient.patient_category_id = self.vip
        self._wizard(date_to="2026-02-28").action_classify()
        self.assertEqual(known.patient_category_id, self.ordinary)
        self._wizard(date_from="2026-02-01", date_to="2026-02-28").action_undo()
        self.assertEqual(known.patient_category_id, self.ordinary)

    def test_bad_input_gets_a_sentence(self):
        with self.assertRaisesRegex(UserError, "ends before it begins"):
            self._wizard(date_from="2026-03-01", date_to="2026-02-01")
        with self.assertRaisesRegex(UserError, "nothing to do"):
            self._wizard(date_from="2025-03-01", date_to="2025-03-31").action_classify()
        with self.assertRaisesRegex(UserError, "nothing to take back"):
            self._wizard(date_from="2025-03-01", date_to="2025-03-31").action_undo()

    def test_only_managers_classify(self):
        with self.assertRaises(AccessError):
            self._wizard(self.cashier)
        wizard = self._wizard()
        with self.assertRaises(AccessError):
            wizard.with_user(self.cashier).action_classify()

    def test_screen(self):
        form = Form(self.env["patient.classify.invoices"].with_user(self.manager))
        self.assertEqual(form.unclassified_count, 4)
        form.date_from = "2026-02-12"
        self.assertEqual(form.unclassified_count, 2)
