from odoo.exceptions import UserError
from odoo.tests import tagged

from .test_doors import DoorsCommon


@tagged("post_install", "-at_install")
class TestAnotherCustomer(DoorsCommon):
    """An order that gets another customer is judged anew: whose money it was, it stays."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mother = cls.env["res.partner"].create({"name": "Mary Mother"})
        cls.other_patient = cls.env["res.partner"].create(
            {"name": "Petra Problem", "patient_category_id": cls.problem.id}
        )

    def _paid_amounts(self, order):
        order = order.sudo()
        return order.prepayment_state, order.prepayment_paid_amount, order.prepayment_set_aside_amount

    def _credit(self, *payers):
        free = self.env["account.payment"]._free_credit(self.env["res.partner"].union(*payers), self.company)
        return sum(free.values())

    def test_what_the_first_patient_paid_is_credit_again(self):
        for user in self.roles:
            order = self._paid(user)
            order.with_user(user).write({"partner_id": self.other_patient.id})
            self.assertEqual(self._paid_amounts(order), ("missing", 0, 0))
            self.assertFalse(order.sudo().prepayment_allocation_ids)
            self.assertIn("It is credit of Paul Problem", order.sudo().message_ids[0].body)
            order.with_user(self.receptionist).attending_employee_id = self.employee
            with self.assertRaisesRegex(UserError, "on hold"):
                order.with_user(self.receptionist).action_served()
            self.assertEqual(self._credit(self.problem_patient), 120, "the second visit is paid with it")
            self.assertEqual(self._credit(self.other_patient), 0)

    def test_a_quotation_too(self):
        order = self._unpaid(self.receptionist)
        self._pay_order(order, amount=50)
        order.partner_id = self.other_patient
        self.assertEqual(self._paid_amounts(order), ("missing", 0, 0))
        self.assertEqual(self._credit(self.problem_patient), 50)

    def test_nothing_is_required_of_the_new_one(self):
        order = self._paid(self.receptionist)
        order.with_user(self.manager).partner_id = self.vip_patient
        self.assertEqual(self._paid_amounts(order), ("not_required", 0, 0))
        self.assertEqual(self._credit(self.problem_patient), 120)

    def test_the_same_customer_written_again_changes_nothing(self):
        order = self._paid(self.receptionist)
        order.write({"partner_id": self.problem_patient.id, "partner_invoice_id": order.partner_invoice_id.id})
        self.assertEqual(self._paid_amounts(order), ("paid", 120, 120))

    def test_what_the_guardian_of_both_paid_stays(self):
        (self.problem_patient | self.other_patient).guardian_id = self.mother
        order = self._paid(self.receptionist)
        self.assertEqual(order.prepayment_allocation_ids.sudo().payment_id.partner_id, self.mother)
        order.partner_id = self.other_patient
        self.assertEqual(self._paid_amounts(order), ("paid", 120, 120))

    def test_a_company_that_gets_the_invoice_later_frees_nothing(self):
        order = self._paid(self.receptionist)
        order.partner_invoice_id = self.env["res.partner"].create({"name": "Firm", "is_company": True})
        self.assertEqual(self._paid_amounts(order), ("paid", 120, 120))

    def test_whoever_does_not_pay_any_more_has_the_money_as_credit(self):
        order = self._unpaid(self.receptionist, partner_invoice_id=self.mother.id)
        self._pay_order(order)
        self.assertEqual(order.state, "sale")
        order.partner_invoice_id = self.problem_patient
        self.assertEqual(self._paid_amounts(order), ("missing", 0, 0))
        self.assertEqual(self._credit(self.mother), 120)

    def test_an_invoice_of_the_first_patient_pays_nothing_for_the_next(self):
        order = self._paid(self.receptionist)
        invoice = self._invoice(order.with_user(self.env.user))
        self.assertEqual(self._paid_amounts(order), ("paid", 120, 0))
        order.partner_id = self.other_patient
        self.assertEqual(self._paid_amounts(order), ("missing", 0, 0))
        self.assertEqual((invoice.amount_residual, self._credit(self.problem_patient)), (0, 0))
        order.with_user(self.manager).partner_id = self.problem_patient
        self.assertEqual(self._paid_amounts(order), ("paid", 120, 0), "entered by mistake, and back")

    def test_a_payment_that_somebody_else_made_after_all(self):
        order = self._paid(self.receptionist)
        payment = order.prepayment_allocation_ids.sudo().payment_id
        payment.action_draft()
        payment.partner_id = self.other_patient
        payment.action_post()
        self.assertEqual(self._paid_amounts(order), ("missing", 0, 0))
        self.assertEqual((self._credit(self.problem_patient), self._credit(self.other_patient)), (0, 120))

    def test_merged_contacts_keep_what_they_paid(self):
        order = self._paid(self.receptionist)
        self._invoice(order.with_user(self.env.user))
        quotation = self._unpaid(self.receptionist)
        self._pay_order(quotation, amount=120)
        merge = self.env["base.partner.merge.automatic.wizard"].sudo()
        merge._merge((self.problem_patient | self.other_patient).ids, self.other_patient)
        (order | quotation).invalidate_recordset()
        self.assertEqual(order.partner_id, self.other_patient)
        self.assertEqual(self._paid_amounts(order), ("paid", 120, 0))
        self.assertEqual(self._paid_amounts(quotation), ("paid", 120, 120))

    def test_cashiers_are_asked_and_managers_are_told(self):
        order = self._paid(self.receptionist)
        self.env.flush_all()
        self.env.cr.precommit.run()
        order.partner_id = self.other_patient
        self.env.flush_all()
        self.env.cr.precommit.run()
        order = order.sudo()
        self.assertIn(self.cashier, order.activity_ids.user_id)
        told = self.env["mail.message"].search([("res_id", "=", order.id), ("subject", "=like", "Money left%")])
        self.assertIn(self.manager.partner_id, told.notified_partner_ids)
