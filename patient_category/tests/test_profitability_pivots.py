import random
from collections import defaultdict
from datetime import timedelta

from odoo import fields, models
from odoo.tests import tagged

from .common_profitability import ProfitabilityCommon

MEASURES = {
    "revenue": "sum",
    "cost": "sum",
    "margin": "sum",
    "margin_percent": "avg",
    "quantity": "sum",
    "invoice_count": "sum",
    "patient_count": "count_distinct",
    "average_invoice": "avg",
    "__count": None,
}
PIVOTS = [
    # (rows and columns, domain on the journal items: None or (column, operator, value name))
    ([], None),
    (["category_id"], None),
    (["current_category_id"], None),
    (["patient_id"], None),
    (["product_id"], None),
    (["product_categ_id"], None),
    (["attending_employee_id"], None),
    (["company_id"], None),
    (["move_id"], None),
    (["estimated"], None),
    (["cost_known"], None),
    (["cost_known", "category_id", "date:month"], None),
    (["date:week"], None),
    (["date:day"], None),
    (["date:year"], None),
    (["date:quarter"], None),
    (["date:month"], None),
    (["category_id", "date:month"], None),
    (["category_id", "product_id"], None),
    (["company_id", "category_id"], None),
    (["attending_employee_id", "category_id"], None),
    (["patient_id", "date:quarter"], None),
    (["category_id", "current_category_id", "product_categ_id"], None),
    (["company_id", "date:month"], "vip"),
    (["category_id"], "drug"),
    (["date:month"], "drug"),
    (["category_id", "date:quarter"], "drugs"),
    (["product_id", "category_id"], "vip"),
    (["date:month"], "known"),
    (["category_id", "attending_employee_id"], "spring"),
]


@tagged("post_install", "-at_install")
class TestProfitabilityPivots(ProfitabilityCommon):
    """Every figure of every pivot, made a second time from the journal items."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.random = random.Random(4)
        euro = cls.env.ref("base.EUR")
        euro.active = True
        cls.second = cls._clinic("Second clinic", currency=euro)
        cls.companies = cls.company + cls.second
        cls.manager.company_ids += cls.second
        cls.env = cls.env(context=dict(cls.env.context, allowed_company_ids=cls.companies.ids))
        cls.report = cls.report.with_context(allowed_company_ids=cls.companies.ids)
        cls.env["res.currency.rate"].create(
            [
                {"currency_id": euro.id, "company_id": cls.company.id, "name": "2026-01-01", "rate": 0.8},
                {
                    "currency_id": cls.company.currency_id.id,
                    "company_id": cls.second.id,
                    "name": "2026-01-01",
                    "rate": 1.25,
                },
            ]
        )
        cls.drug.categ_id = cls.env["product.category"].create({"name": "Drugs"})
        cls.env["product.product"].with_company(cls.second).browse((cls.service + cls.drug).ids).standard_price = 7.5
        cls.retired = cls.env["patient.category"].create({"name": "T-Retired"})
        cls.vip_patient.patient_category_id = cls.retired
        for month in (1, 2):
            cls._random_invoices(month, 5)
        cls.vip_patient.patient_category_id = cls.vip
        cls.retired.active = False
        for month in (3, 4, 7):
            cls._random_invoices(month, 6)
        cls._orders_with_down_payments()
        cls._estimated_invoice()
        cls._unclassified_invoices()
        cls.env.flush_all()

    @classmethod
    def _random_invoices(cls, month, count):
        patients = cls.patient + cls.vip_patient + cls.problem_patient + cls.env["res.partner"].create({"name": "Who"})
        for _number in range(count):
            company = cls.random.choice(cls.companies)
            date = f"2026-{month:02}-{cls.random.randint(1, 28):02}"
            lines = [
                (
                    cls.random.choice(cls.service + cls.drug).with_company(company),
                    cls.random.randint(1, 4),
                    cls.random.randint(100, 20000) / 100,
                    {
                        "patient_id": cls.random.choice([False, *patients.ids]),
                        "attending_employee_id": company == cls.company
                        and cls.random.choice([False, cls.employee.id]),
                        "discount": cls.random.choice([0, 0, 12.5]),
                    },
                )
                for _line in range(cls.random.randint(1, 3))
            ]
            move = cls._invoice(
                cls.random.choice(patients),
                *lines,
                date=date,
                move_type=cls.random.choice(["out_invoice", "out_invoice", "out_receipt", "out_refund"]),
                company_id=company.id,
                currency_id=cls.random.choice(cls.companies.currency_id).id,
            )
            if move.move_type == "out_invoice" and cls.random.random() < 0.3:
                refund = move._reverse_moves([{"invoice_date": date, "date": date}])
                refund.invoice_line_ids[0].quantity /= 2
                refund.action_post()
            if cls.random.random() < 0.15:
                move.button_draft()

    @classmethod
    def _orders_with_down_payments(cls):
        cls.env = cls.env(context=dict(cls.env.context, allowed_company_ids=cls.company.ids))
        half = cls._confirmed_order(cls.patient, (cls.service, 2, 120.0), (cls.drug, 3, 30.0))
        cls._down_payment(half, 50)
        whole = cls._confirmed_order(cls.vip_patient, (cls.service, 1, 120.0), (cls.drug, 1, 30.0))
        cls._down_payment(whole, 30)
        cls._final_invoice(whole, date="2026-04-09")
        cls.env = cls.env(context=dict(cls.env.context, allowed_company_ids=cls.companies.ids))

    @classmethod
    def _estimated_invoice(cls):
        move = cls._invoice(cls.patient, (cls.service, 2, 99.0))
        lines = move.invoice_line_ids
        with lines._writing_sale(lines):
            lines.posted_cost_origin = False
        lines._freeze_sale(estimated=True)
        cls.env["patient.category.summary"]._update_at_commit(move)

    @classmethod
    def _unclassified_invoices(cls):
        """Invoices as they were before this addon: neither patient nor cost is known."""
        moves = cls._invoice(cls.patient, (cls.service, 2, 55.0), (cls.drug, 1, 31.0)) + cls._invoice(
            cls.vip_patient, (cls.drug, 4, 30.5), date="2026-07-02", company_id=cls.second.id
        )
        cls.env.flush_all()
        cls.env.cr.execute(
            """
            UPDATE account_move_line SET patient_id = NULL, patient_category_id = NULL,
                   attending_employee_id = NULL, posted_cost = NULL, posted_cost_origin = NULL
             WHERE move_id IN %s
            """,
            [moves._ids],
        )
        cls.env.invalidate_all()
        cls.env["patient.category.summary"]._update_at_commit(moves)

    # ------------------------------------------------------------
    # The second way
    # ------------------------------------------------------------

    def _journal_items(self):
        """Posted sales straight from the tables, one dictionary a line, amounts in dollars."""
        self.env.cr.execute(
            """
            SELECT l.id, l.move_id, l.balance, l.posted_cost, l.quantity, l.company_id,
                   l.patient_id, l.patient_category_id AS category_id, l.attending_employee_id,
                   l.product_id, t.categ_id AS product_categ_id,
                   COALESCE(l.posted_cost_origin = 'estimated', FALSE) AS estimated,
                   l.posted_cost_origin IS NOT NULL AS cost_known,
                   m.invoice_date, m.move_type, l.is_downpayment, p.patient_category_id AS current_category_id
              FROM account_move_line l
              JOIN account_move m ON m.id = l.move_id
              LEFT JOIN res_partner p ON p.id = l.patient_id
              LEFT JOIN (product_product pp JOIN product_template t ON t.id = pp.product_tmpl_id)
                   ON pp.id = l.product_id
             WHERE l.display_type = 'product' AND m.state = 'posted'
               AND m.move_type IN ('out_invoice', 'out_refund', 'out_receipt')
               AND l.company_id = ANY(%s)
            """,
            [self.companies.ids],
        )
        return self.env.cr.dictfetchall()

    def _key(self, item, groupby):
        date = item["invoice_date"]
        dates = {
            "date:year": date.replace(month=1, day=1),
            "date:quarter": date.replace(month=(date.month - 1) // 3 * 3 + 1, day=1),
            "date:month": date.replace(day=1),
            "date:week": date - timedelta(days=(date.weekday() + 1) % 7),  # begins on Sunday here
            "date:day": date,
        }
        return tuple(dates[spec] if spec in dates else item[spec] for spec in groupby)

    def _plain(self, value):
        return value.id or None if isinstance(value, models.BaseModel) else value

    def _expected(self, items, groupby):
        groups = defaultdict(list)
        for item in items:
            groups[self._key(item, groupby)].append(item)
        return {key: self._expected_figures(group) for key, group in groups.items()}

    def _expected_figures(self, items):
        def dollars(item, amount):
            return float(amount) * (1.25 if item["company_id"] == self.second.id else 1.0)

        known = [item for item in items if item["cost_known"]]
        revenue = -sum(dollars(item, item["balance"]) for item in items)
        known_revenue = -sum(dollars(item, item["balance"]) for item in known)
        cost = sum(dollars(item, item["posted_cost"]) for item in known)
        invoices = {
            item["move_id"] for item in items if item["move_type"] != "out_refund" and not item["is_downpayment"]
        }
        return {
            "revenue": revenue,
            "cost": cost,
            "margin": known_revenue - cost,
            "margin_percent": (known_revenue - cost) / known_revenue * 100 if round(known_revenue, 9) else 0.0,
            "quantity": sum(
                float(item["quantity"]) * (-1 if item["move_type"] == "out_refund" else 1) for item in items
            ),
            "invoice_count": len(invoices),
            "patient_count": len({item["patient_id"] for item in items if item["patient_id"]}),
            "average_invoice": revenue / len(invoices) if invoices else 0.0,
            "__count": len(items),
        }

    def test_every_figure_of_every_pivot(self):
        """One wrong figure in a report about money, and nobody believes any of them."""
        items = self._journal_items()
        self.assertGreater(len(items), 50)
        filters = {
            None: ([], lambda item: True),
            "vip": (
                [("category_id", "=", self.vip.id)],
                lambda item: item["category_id"] == self.vip.id,
            ),
            "drug": (
                [("product_id.name", "=", self.drug.name), ("product_id", "=", self.drug.id)],
                lambda item: item["product_id"] == self.drug.id,
            ),
            "drugs": (
                [("product_categ_id", "=", self.drug.categ_id.id)],
                lambda item: item["product_categ_id"] == self.drug.categ_id.id,
            ),
            "known": ([("cost_known", "=", True)], lambda item: item["cost_known"]),
            "spring": (
                [("date", ">=", "2026-03-01"), ("date", "<", "2026-06-01")],
                lambda item: 3 <= item["invoice_date"].month <= 5,
            ),
        }
        self.assertGreaterEqual(len(PIVOTS), 20)
        aggregates = [name if how is None else f"{name}:{how}" for name, how in MEASURES.items()]
        for groupby, filter_name in PIVOTS:
            domain, matches = filters[filter_name]
            grouping_sets = [groupby[:depth] for depth in range(len(groupby) + 1)]
            results = self.report._read_grouping_sets(domain, grouping_sets, aggregates)
            for grouping, rows in zip(grouping_sets, results):
                with self.subTest(pivot=groupby, level=grouping, filter=filter_name):
                    expected = self._expected([item for item in items if matches(item)], grouping)
                    found = {
                        tuple(map(self._plain, row[: len(grouping)])): row[len(grouping) :] for row in rows
                    }
                    self.assertEqual(set(found), set(expected))
                    for key, figures in found.items():
                        for name, figure in zip(MEASURES, figures):
                            self.assertAlmostEqual(figure or 0.0, expected[key][name], 6, f"{name} of {key}")

    def test_both_levels_give_the_same_pivot(self):
        """Adding the product to a pivot would change its totals."""
        aggregates = [name if how is None else f"{name}:{how}" for name, how in MEASURES.items()]
        any_product = ["|", ("product_id", "=", False), ("product_id", "!=", False)]
        for groupby in (["category_id"], ["date:month", "attending_employee_id"], ["patient_id"]):
            summary = self.report.formatted_read_group([], groupby, aggregates)
            lines = self.report.formatted_read_group(any_product, groupby, aggregates)
            for by_summary, by_line in zip(summary, lines, strict=True):
                for name in (*groupby, *aggregates):
                    value = by_summary[name]
                    if isinstance(value, float):
                        self.assertAlmostEqual(value, by_line[name], 6, name)
                    else:
                        self.assertEqual(value, by_line[name], name)

    def test_every_way_to_ask(self):
        """Pivot, graph, list and spreadsheet ask in ways of their own, and show the same figures."""
        names = [name for name, how in MEASURES.items() if how]
        specifications = [f"{name}:{MEASURES[name]}" for name in names]
        items = self._journal_items()
        drugs = [item for item in items if item["product_id"] == self.drug.id]
        for groupby, key in ((["category_id"], "category_id"), (["date:month"], "date:month")):
            for domain, chosen in (([], items), ([("product_id", "=", self.drug.id)], drugs)):
                expected = {group: figures for (group,), figures in self._expected(chosen, groupby).items()}
                [pivot] = self.report.formatted_read_grouping_sets(domain, [groupby], specifications)
                graph = self.report.formatted_read_group(domain, groupby, specifications)
                listed = self.report.web_read_group(domain, groupby, specifications)["groups"]
                with self.assertWarns(DeprecationWarning):  # outside clients ask so
                    old = self.report.read_group(domain, specifications, groupby)
                for way, groups in (("pivot", pivot), ("graph", graph), ("list", listed), ("old", old)):
                    self.assertEqual(len(groups), len(expected), way)
                    for group in groups:
                        value = group[key]
                        if key == "category_id":
                            value = value[0] if value else None
                        elif way == "old":
                            value = fields.Date.to_date(group["__range"][key]["from"])
                        else:
                            value = fields.Date.to_date(value[0])
                        for name in names:
                            figure = group[name if way == "old" else f"{name}:{MEASURES[name]}"]
                            self.assertAlmostEqual(figure or 0.0, expected[value][name], 6, (way, value, name))

    def test_counts_are_of_lines(self):
        """A spreadsheet that counts invoices' lines would count the rows of the summary instead."""
        any_product = ["|", ("product_id", "=", False), ("product_id", "!=", False)]
        for spec in ("move_id:count", "category_id:count", "category_id:count_distinct", "date:max", "date:min"):
            self.assertEqual(
                self.report._read_group([], ["company_id"], [spec]),
                self.report._read_group(any_product, ["company_id"], [spec]),
                spec,
            )

    def test_companies_see_their_own(self):
        """One clinic would read another's figures, or in another's currency."""
        alone = self.report.with_context(allowed_company_ids=self.second.ids)
        [[revenue]] = alone._read_group([], [], ["revenue:sum"])
        expected = -sum(
            float(item["balance"]) for item in self._journal_items() if item["company_id"] == self.second.id
        )
        self.assertAlmostEqual(revenue, expected, 6, "in euros")
        self.manager.company_ids -= self.second
        self.assertFalse(
            self.report.with_context(allowed_company_ids=self.company.ids).search_count(
                [("company_id", "=", self.second.id)]
            )
        )

    def test_revenue_equals_invoice_analysis_in_two_currencies(self):
        [[expected]] = self.env["account.invoice.report"]._read_group(
            [("state", "=", "posted"), ("move_type", "in", ("out_invoice", "out_refund", "out_receipt"))],
            [],
            ["price_subtotal:sum"],
        )
        [[revenue]] = self.report._read_group([], [], ["revenue:sum"])
        self.assertAlmostEqual(revenue, expected, 2)

    def test_summary_agrees_with_the_journal_items(self):
        self.assertFalse(self.env["patient.category.summary"]._find_differences(self.companies))

    def test_archived_category_stays_in_the_past(self):
        """What was sold to a category that was given up would vanish from last year's report."""
        groups = self.report.formatted_read_group([], ["category_id"], ["revenue:sum"])
        self.assertIn((self.retired.id, "T-Retired"), [group["category_id"] for group in groups])
        today = self.report._read_group([], ["current_category_id"], [])
        self.assertNotIn(self.retired, [category for (category,) in today])
