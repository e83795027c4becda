from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user

from ..models.sale_order_prepayment import JUDGED_FIELDS


class PatientCommon(TransactionCase):
    """Users by role, four categories of the test's own, a patient of each, a service.

    Nothing here depends on demo data, nor on the seeded categories, which a clinic
    may rename, archive or replace.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=True, no_reset_password=True))
        cls.company = cls.env.company
        cls.company.write({"patient_category_required": False, "prepayment_direct_invoices": False})
        cls.receptionist = new_test_user(cls.env, "desk", "patient_category.group_user")
        cls.cashier = new_test_user(cls.env, "till", "patient_category.group_cashier")
        cls.manager = new_test_user(cls.env, "boss", "patient_category.group_manager")
        cls.env["patient.category"].search([]).write({"is_default": False, "for_employees": False})
        cls.env.flush_all()  # before the new marks are inserted
        cls.ordinary, cls.vip, cls.problem, cls.staff = cls.env["patient.category"].create(
            [
                {"name": "T-Ordinary", "is_default": True},
                {"name": "T-VIP", "attention": "courtesy", "manager_assigns": True},
                {"name": "T-Problem", "attention": "caution", "prepayment_required": True},
                {"name": "T-Staff", "for_employees": True, "manager_assigns": True},
            ]
        )
        cls.patient, cls.vip_patient, cls.problem_patient = cls.env["res.partner"].create(
            [
                {"name": "Olga Ordinary", "patient_category_id": cls.ordinary.id},
                {"name": "Victor Vip", "patient_category_id": cls.vip.id},
                {"name": "Paul Problem", "patient_category_id": cls.problem.id},
            ]
        )
        cls.employee = cls.env["hr.employee"].create({"name": "Nora Nurse"})
        cls.service = cls.env["product.product"].create(
            {"name": "Treatment", "type": "service", "list_price": 120.0, "taxes_id": False, "invoice_policy": "order"}
        )

    def tearDown(self):
        """Whatever a test did: what is stored about prepayments is what counting the money anew says."""
        orders = self.env["sale.order"].sudo().search([])
        stored = self._judged_values(orders)
        orders._judge_prepayment()
        self.assertEqual(stored, self._judged_values(orders))
        super().tearDown()

    @staticmethod
    def _judged_values(orders):
        return {order.name: {name: order[name] for name in JUDGED_FIELDS} for order in orders}

    @classmethod
    def _order(cls, patient, user=None, **values):
        """A quotation of one treatment for ``patient``, as the receptionist unless ``user`` is given."""
        return (
            cls.env["sale.order"]
            .with_user(user or cls.receptionist)
            .create(
                {
                    "partner_id": patient.id,
                    "attending_employee_id": cls.employee.id,
                    "order_line": [Command.create({"product_id": cls.service.id, "product_uom_qty": 1})],
                    **values,
                }
            )
        )
