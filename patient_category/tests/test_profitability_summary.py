from odoo.tests import tagged

from .common_profitability import ProfitabilityCommon


@tagged("post_install", "-at_install")
class TestProfitabilitySummary(ProfitabilityCommon):
    def setUp(self):
        super().setUp()
        self.summary = self.env["patient.category.summary"]

    def _rows(self, moves):
        self.summary._update_pending()
        return self.summary.search([("move_id", "in", moves.ids)])

    def test_rows_follow_the_invoice(self):
        """An invoice that was reset, cancelled or deleted would stay in the report."""
        invoice = self._invoice(self.patient, (self.service, 1, 120.0), (self.drug, 1, 30.0))
        self.assertEqual(self._rows(invoice).mapped("revenue"), [150.0])
        invoice.button_draft()
        self.assertFalse(self._rows(invoice))
        invoice.action_post()
        self.assertEqual(self._rows(invoice).mapped("revenue"), [150.0])
        invoice.button_draft()
        invoice.button_cancel()
        self.assertFalse(self._rows(invoice))
        invoice.button_draft()
        invoice.action_post()
        self.assertTrue(self._rows(invoice))
        invoice.button_draft()
        invoice.name = False
        invoice.unlink()
        self.assertFalse(self._rows(invoice))

    def test_rows_follow_corrections_of_posted_invoices(self):
        """Accountants may correct a posted line in an open period: the report would keep the old figure."""
        invoice = self._invoice(self.patient, (self.service, 1, 120.0), (self.drug, 1, 30.0))
        self.env.cr.flush()
        invoice.invoice_line_ids[0].balance = -100.0
        self.env.cr.flush()  # what commit does
        self.assertEqual(self._rows(invoice).mapped("revenue"), [130.0])
        invoice.with_context(skip_readonly_check=True).invoice_date = "2026-02-01"
        self.env.cr.flush()
        self.assertEqual(str(self._rows(invoice).date), "2026-02-01")
        self.assertFalse(self.summary._find_differences(self.company))

    def test_written_once_at_the_end(self):
        """An import of a thousand invoices would rewrite the summary a thousand times."""
        invoices = self.env["account.move"]
        for _number in range(3):
            invoices += self._invoice(self.patient, (self.service, 1, 120.0), post=False)
        self.env.cr.flush()
        for invoice in invoices:
            invoice.action_post()
        self.assertFalse(self.summary.search([("move_id", "in", invoices.ids)]))
        self.env.cr.flush()  # what commit does
        self.assertEqual(len(self.summary.search([("move_id", "in", invoices.ids)])), 3)

    def test_queries_do_not_grow(self):
        """Posting many invoices at once takes as many statements for our part as posting one."""

        def posting(count):
            lines = [(self.service, 1, 120.0), (self.drug, 2, 30.0)]
            orders = [self._confirmed_order(self.patient, *lines) for _number in range(count)]
            invoices = self.env["account.move"].concat(*(order._create_invoices() for order in orders))
            invoices.action_post()
            sold = invoices.invoice_line_ids
            with sold._writing_sale(sold):
                sold.posted_cost_origin = False
            self.env.flush_all()
            self.env.invalidate_all()
            sold = sold.browse(sold.ids)
            before = self.env.cr.sql_log_count
            sold._freeze_sale()
            self.summary._update_at_commit(sold.move_id)
            self.env.cr.flush()
            return self.env.cr.sql_log_count - before

        posting(2)  # whatever is asked for once a process
        self.assertEqual(posting(30), posting(3))

    def test_differences_are_found_and_mended(self):
        """A report that is wrong would stay wrong without anybody knowing."""
        right = self._invoice(self.patient, (self.service, 1, 120.0))
        wrong = self._invoice(self.patient, (self.service, 1, 120.0))
        lost = self._invoice(self.patient, (self.service, 1, 120.0))
        self.assertFalse(self.summary._find_differences(self.company))
        self._rows(wrong).revenue = 121.0
        self._rows(lost).unlink()
        self.assertEqual(self.summary._find_differences(self.company), wrong + lost)
        check = self.env["patient.summary.check"].with_user(self.manager).create({})
        self.assertEqual(check.sudo().move_ids, wrong + lost)
        check.action_rebuild()
        self.assertFalse(self.summary._find_differences(self.company))
        self.assertEqual(self._figures()["revenue"], 360.0)
        self.assertTrue(self._rows(right))

    def test_merging_contacts(self):
        """Merging two contacts would lose the sales of one."""
        double = self.env["res.partner"].create({"name": "Olga Ordinary", "patient_category_id": self.ordinary.id})
        self._invoice(self.patient, (self.service, 1, 120.0))
        both = self._invoice(
            self.patient, (self.service, 1, 120.0), (self.drug, 1, 30.0, {"patient_id": double.id})
        )
        self.assertEqual(len(self._rows(both)), 2)
        self.env["base.partner.merge.automatic.wizard"]._merge(
            (self.patient + double).ids, self.patient, extra_checks=False
        )
        self.env.invalidate_all()
        figures = self._figures(groupby=["patient_id"])
        self.assertEqual(list(figures), [self.patient])
        self.assertEqual(figures[self.patient]["revenue"], 270.0)
        self.assertEqual(figures[self.patient]["invoice_count"], 2)
        self.assertFalse(self.summary._find_differences(self.company))
