from odoo.tests import tagged

from .common_profitability import ProfitabilityCommon

PIVOT = [[], ["category_id"], ["date:month"], ["category_id", "date:month"]]
SUMS = ["revenue:sum", "cost:sum", "invoice_count:sum", "margin_percent:avg"]
PATIENTS = "patient_count:count_distinct"


@tagged("post_install", "-at_install")
class TestProfitabilitySpeed(ProfitabilityCommon):
    """The short ways that make the report and posting fast lead to the same figures."""

    def setUp(self):
        super().setUp()
        self._invoice(self.patient, (self.service, 1, 120.0), (self.drug, 2, 30.0), date="2026-01-10")
        self._invoice(self.patient, (self.service, 1, 100.0), date="2026-01-20")
        self._invoice(self.vip_patient, (self.service, 1, 200.0), date="2026-01-20")
        # One invoice of two patients: counted once, however it is grouped.
        self._invoice(
            self.patient,
            (self.service, 1, 80.0),
            (self.service, 1, 90.0, {"patient_id": self.vip_patient.id}),
            date="2026-02-05",
        )

    def test_patients_counted_apart_are_the_same(self):
        """The pivot's column of patients would stand beside the sums of other cells."""
        together = self.report._read_grouping_sets([], PIVOT, [*SUMS[:2], PATIENTS, *SUMS[2:]])
        for groupby, groups in zip(PIVOT, together):
            alone = self.report._read_group([], groupby, [*SUMS[:2], PATIENTS, *SUMS[2:]])
            self.assertEqual(
                {row[: len(groupby)]: row[len(groupby) :] for row in groups},
                {row[: len(groupby)]: row[len(groupby) :] for row in alone},
            )
        [[total]] = self.report._read_grouping_sets([], [[]], [PATIENTS, "invoice_count:sum"])
        self.assertEqual(total, (2, 4))

    def test_pivot_ordered_by_a_measure(self):
        """A list sorted by the number of patients cannot be made of two answers."""
        [groups] = self.report._read_grouping_sets(
            [], [["category_id"]], ["revenue:sum", PATIENTS], order="revenue:sum desc"
        )
        self.assertEqual([row[1] for row in groups], sorted((row[1] for row in groups), reverse=True))
        self.assertEqual({row[2] for row in groups}, {1})

    def test_every_filter_still_works_when_added_up(self):
        """What is filtered by is kept apart while the summary is added up."""
        for domain, revenue in (
            ([], 650.0),
            ([("date", ">=", "2026-01-15"), ("date", "<", "2026-02-01")], 300.0),
            ([("category_id", "=", self.vip.id)], 290.0),
            ([("patient_id.name", "=", "Victor Vip")], 290.0),
            ([("attending_employee_id", "=", False)], 650.0),
            ([("estimated", "=", True)], 0.0),
        ):
            [[[found]]] = self.report._read_grouping_sets(domain, [[]], ["revenue:sum"])
            self.assertEqual(found or 0.0, revenue, domain)

    def test_largest_line_is_a_line(self):
        """The largest row of the summary is an invoice, or many of them."""
        [[largest]] = self.report._read_group([], [], ["revenue:max"])
        self.assertEqual(largest, 200.0)
        [[[average]]] = self.report._read_grouping_sets([], [[]], ["revenue:avg"])
        self.assertAlmostEqual(average, 650.0 / 6)

    def test_rule_of_the_clinic_binds_the_report(self):
        """A record rule on products would see none in the summary, and hide everything or nothing."""
        self.env["ir.rule"].create(
            {
                "name": "No drugs",
                "model_id": self.env["ir.model"]._get_id("patient.category.report"),
                "domain_force": f"[('product_id', '!=', {self.drug.id})]",
            }
        )
        [[[revenue]]] = self.report._read_grouping_sets([], [[]], ["revenue:sum"])
        self.assertEqual(revenue, 590.0)

    def test_policy_of_a_category_counts_at_once(self):
        """What is remembered of all categories would let a patient pass who has to prepay now."""
        self.assertEqual(self.ordinary._prepayment_share(), 0.0)
        self.ordinary.write({"prepayment_required": True, "prepayment_percent": 30.0})
        self.assertEqual(self.ordinary._prepayment_share(), 0.3)
        self.ordinary.prepayment_required = False
        self.assertEqual(self.ordinary._prepayment_share(), 0.0)
        self.assertTrue(self.ordinary._serves_company(self.company))
        new = self.env["patient.category"].create({"name": "T-New", "prepayment_required": True})
        self.assertEqual(new._prepayment_share(), 1.0)
        self.assertEqual(self.env["patient.category"]._prepayment_share(), 0.0)

    def test_posting_reads_lines_once(self):
        """Accountants do not see our fields: core would read lines and company without them, and we once more."""
        lines = [(self.service, 1, 50.0), (self.drug, 1, 20.0), (self.service, 1, 30.0)]
        moves = self._invoice(self.patient, *lines, post=False) + self._invoice(self.patient, *lines, post=False)
        moves = moves.with_user(self._accountant())
        self.env.flush_all()
        self.env.invalidate_all()
        moves._read_with_sale_fields()
        with self.assertQueryCount(0):
            moves.line_ids.mapped("name")
            moves.sudo().line_ids.mapped("patient_id")
            moves.sudo().company_id.mapped("prepayment_direct_invoices")

    def _accountant(self):
        return self.env["res.users"].create(
            {
                "name": "Accountant",
                "login": "books",
                "company_id": self.company.id,
                "company_ids": [(6, 0, self.company.ids)],
                "group_ids": [(6, 0, [self.env.ref("account.group_account_invoice").id])],
            }
        )
