from lxml import html

from odoo import fields
from odoo.tests import Form, tagged

from .common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestWalkIn(MoneyCommon):
    """From a name to a visit to a receipt, at a desk with the lowest rights."""

    def test_a_new_visit_stands_ready_with_the_patient(self):
        action = self.problem_patient.with_user(self.receptionist).action_new_visit()
        self.assertEqual((action["res_model"], action["views"]), ("sale.order", [(False, "form")]))
        visit = Form(self.env["sale.order"].with_user(self.receptionist).with_context(**action["context"]))
        self.assertEqual(visit.partner_id, self.problem_patient)
        self.assertEqual(visit.patient_category_id, self.problem)

    def _receipt(self, order, **values):
        """The words of the receipt of a prepayment that the cashier takes now."""
        wizard = self.env["patient.prepayment.register"].with_user(self.cashier)
        wizard.create({"order_id": order.id, "journal_id": self.cash.id, **values}).action_register()
        report = self.env["ir.actions.report"].with_user(self.cashier)
        page, _type = report._render_qweb_html(
            "patient_category.report_prepayment_receipt", order.prepayment_allocation_ids.ids
        )
        return " ".join(html.fromstring(page).text_content().split())

    def test_a_receipt_in_another_currency_tells_both_amounts(self):
        """The patient who paid in euros reads what that is on his quotation."""
        euro = self.env.ref("base.EUR")
        euro.active = True
        self.env["res.currency.rate"].create(
            {"currency_id": euro.id, "rate": 0.5, "name": fields.Date.today(), "company_id": self.company.id}
        )
        self.cash = self.env["account.journal"].create(
            {"name": "Till in euros", "type": "cash", "code": "TEUR", "currency_id": euro.id}
        )
        words = self._receipt(self._order(self.problem_patient), amount=60)
        self.assertIn("Amount received 60.00", words)
        self.assertIn("That is $ 120.00", words)

    def test_a_receipt_for_a_child_names_both_and_nothing_else_about_them(self):
        guardian = self.env["res.partner"].create({"name": "Greta Guardian " + "von und zu " * 20})
        self.problem_patient.write({"guardian_id": guardian.id, "patient_category_reason": "Owes for months"})
        order = self._order(self.problem_patient, partner_invoice_id=guardian.id)
        words = self._receipt(order, memo="First of two parts")
        for expected in ("Received from Greta Guardian", "Patient Paul Problem", "Memo First of two parts"):
            self.assertIn(expected, words)
        self.assertNotIn("That is", words)
        for secret in (self.problem.name, "Owes for months"):
            self.assertNotIn(secret, words)
