from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import PatientCommon


@tagged("post_install", "-at_install")
class TestSettings(PatientCommon):
    """What a clinic chooses in Odoo's settings, and what that changes at the desk."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.nobody = cls.env["res.partner"].create({"name": "Walter Walk-in"})
        cls.cashier_order = cls._order(cls.nobody, user=cls.cashier)

    def _choose(self, order, category, user=None, **values):
        wizard = self.env["patient.category.choose"].with_user(user or self.receptionist)
        return wizard.create({"order_id": order.id, "patient_category_id": category.id, **values}).action_choose()

    def test_settings_are_off_at_installation_and_kept_by_the_block(self):
        other = self.env["res.company"].create({"name": "Fresh clinic"})
        self.assertFalse(other.patient_category_required or other.prepayment_direct_invoices)
        with Form(self.env["res.config.settings"]) as settings:
            settings.patient_category_required = True
            settings.prepayment_direct_invoices = True
        settings.record.execute()
        self.assertTrue(self.company.patient_category_required and self.company.prepayment_direct_invoices)
        self.assertFalse(other.patient_category_required, "companies are separate")

    def test_a_system_administrator_who_knows_no_patients_sets_them(self):
        admin = self.env["res.users"].create(
            {"name": "IT", "login": "it", "group_ids": [(6, 0, self.env.ref("base.group_system").ids)]}
        )
        self.env["res.config.settings"].with_user(admin).create({"patient_category_required": True}).execute()
        self.assertTrue(self.company.patient_category_required)

    def test_without_the_setting_nobody_is_asked_for_a_category(self):
        order = self._order(self.nobody)
        self.assertFalse(order.patient_category_is_missing)
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_an_order_without_a_category_is_refused_with_a_plain_sentence(self):
        self.company.patient_category_required = True
        order = self._order(self.nobody)
        self.assertTrue(order.patient_category_is_missing, "the desk has its button")
        for confirm in (
            order.action_confirm,
            lambda: order.write({"state": "sale"}),
            lambda: self._order(self.nobody, state="sale"),
        ):
            with self.assertRaises(UserError) as refusal:
                confirm()
            self.assertIn("nobody has chosen a category for Walter Walk-in", str(refusal.exception))
        self.assertEqual(order.state, "draft")
        self.assertFalse(order.sudo()._has_to_be_signed() or order.sudo()._has_to_be_paid(), "nor on the portal")

    def test_the_button_asks_for_the_category_and_confirms(self):
        self.company.patient_category_required = True
        order = self._order(self.nobody)
        action = order.action_choose_category()
        self.assertEqual(action["res_model"], "patient.category.choose")
        wizard = self.env["patient.category.choose"].with_user(self.receptionist).create({"order_id": order.id})
        self.assertEqual(wizard.patient_category_id, self.ordinary, "the default stands ready")
        wizard.action_choose()
        self.assertEqual((order.state, self.nobody.patient_category_id), ("sale", self.ordinary))

    def test_a_category_that_asks_for_money_leads_the_cashier_to_the_till(self):
        self.company.patient_category_required = True
        self.cashier_order.env.invalidate_all()
        action = self._choose(self.cashier_order, self.problem, user=self.cashier)
        self.assertEqual(action["res_model"], "patient.prepayment.register")
        self.assertEqual(self.cashier_order.state, "draft")

    def test_a_category_that_asks_for_money_leaves_the_receptionist_with_the_notice(self):
        self.company.patient_category_required = True
        order = self._order(self.nobody)
        self.assertEqual(self._choose(order, self.problem)["type"], "ir.actions.act_window_close")
        self.assertEqual((order.state, order.prepayment_state), ("draft", "missing"))

    def test_choosing_obeys_who_may_put_patients_in(self):
        self.company.patient_category_required = True
        order = self._order(self.nobody)
        with self.assertRaises(AccessError):
            self._choose(order, self.vip)
        self.assertFalse(self.nobody.patient_category_id)

    def test_an_emergency_is_treated_without_a_category(self):
        self.company.patient_category_required = True
        order = self._order(self.nobody)
        order._release("treat_now", "Emergency")
        self.assertEqual(order.state, "sale")

    def test_the_category_of_a_company_patient_comes_from_the_company(self):
        self.company.patient_category_required = True
        firm = self.env["res.partner"].create(
            {"name": "Firm", "is_company": True, "patient_category_id": self.ordinary.id}
        )
        order = self._order(self.env["res.partner"].create({"name": "Worker", "parent_id": firm.id}))
        order.action_confirm()
        self.assertEqual(order.state, "sale")
