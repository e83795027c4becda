from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import PatientCommon


@tagged("post_install", "-at_install")
class TestCategoryUndo(PatientCommon):
    def _by_mistake(self, patient=None):
        mistaken = (patient or self.patient).with_user(self.receptionist)
        mistaken.write({"patient_category_id": self.problem.id, "patient_category_reason": "Oh"})
        return mistaken

    def test_whoever_chose_by_mistake_undoes_it_although_only_managers_release(self):
        self.patient.patient_category_reason = "As everybody"
        mistaken = self._by_mistake()
        self.assertTrue(mistaken.patient_category_can_undo)
        mistaken.action_undo_category()
        self.assertEqual(self.patient.patient_category_id, self.ordinary)
        history = self.patient.patient_category_history_ids
        self.assertEqual(history.category_id, self.ordinary)
        self.assertFalse(history.date_to)
        self.assertFalse(mistaken.patient_category_can_undo)

    def test_reason_and_review_of_the_category_before_come_back(self):
        self.ordinary.review_after_days = 30
        with freeze_time(fields.Datetime.now() - timedelta(days=5)):
            patient = self.env["res.partner"].create(
                {"name": "P", "patient_category_id": self.ordinary.id, "patient_category_reason": "As everybody"}
            )
        review = patient.patient_category_review_date
        self._by_mistake(patient).action_undo_category()
        self.assertEqual(patient.patient_category_reason, "As everybody")
        self.assertEqual(patient.patient_category_review_date, review)
        self.assertEqual(patient.patient_category_source, "manual")

    def test_a_review_that_a_manager_set_comes_back(self):
        self.ordinary.review_after_days = 30
        self.patient.with_user(self.manager).patient_category_review_date = "2099-01-01"
        self._by_mistake().action_undo_category()
        self.assertEqual(str(self.patient.patient_category_review_date), "2099-01-01")
        self._by_mistake()
        self.assertFalse(self.patient.patient_category_review_date, "it was of the category before")

    def test_after_fifteen_minutes_it_is_too_late(self):
        mistaken = self._by_mistake()
        with freeze_time(fields.Datetime.now() + timedelta(minutes=16)):
            mistaken.invalidate_recordset()
            self.assertFalse(mistaken.patient_category_can_undo)
            with self.assertRaisesRegex(UserError, "within 15 minutes"):
                mistaken.action_undo_category()
        with freeze_time(fields.Datetime.now() + timedelta(minutes=14)):
            mistaken.action_undo_category()

    def test_only_by_whoever_did_it(self):
        self._by_mistake()
        for user in (self.cashier, self.manager):
            self.assertFalse(self.patient.with_user(user).patient_category_can_undo)
            with self.assertRaisesRegex(UserError, "by whoever did it"):
                self.patient.with_user(user).action_undo_category()

    def test_not_once_a_visit_has_used_it(self):
        mistaken = self._by_mistake()
        order = self._order(self.patient)
        self.assertTrue(mistaken.patient_category_can_undo, "a quotation follows the patient")
        order._release("treat_now", "Emergency")
        self.assertEqual(order.state, "sale")
        mistaken.invalidate_recordset()
        self.assertFalse(mistaken.patient_category_can_undo)
        with self.assertRaisesRegex(UserError, "before a visit"):
            mistaken.action_undo_category()

    def test_visits_of_before_are_no_obstacle(self):
        with freeze_time(fields.Datetime.now() - timedelta(days=5)):
            self._order(self.patient).action_confirm()
        self.env.flush_all()
        self.env.cr.execute("UPDATE sale_order SET write_date = now() - interval '5 days'")
        self.env.invalidate_all()
        mistaken = self._by_mistake()
        self.env.flush_all()
        self.assertTrue(mistaken.patient_category_can_undo)
        mistaken.action_undo_category()

    def test_not_once_an_invoice_has_used_it(self):
        mistaken = self._by_mistake()
        self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.patient.id,
                "invoice_line_ids": [(0, 0, {"product_id": self.service.id, "price_unit": 10, "tax_ids": False})],
            }
        ).action_post()
        self.assertFalse(mistaken.patient_category_can_undo)

    def test_somebody_new_goes_back_to_the_default(self):
        new = self.env["res.partner"].with_user(self.receptionist).create(
            {"name": "New", "patient_category_id": self.problem.id}
        )
        self.assertTrue(new.patient_category_can_undo)
        new.action_undo_category()
        self.assertEqual(new.patient_category_id, self.ordinary)
        self.assertEqual(new.patient_category_history_ids.category_id, self.ordinary)
        new.invalidate_recordset()
        self.assertFalse(new.patient_category_can_undo, "nobody wants to undo the undoing")

    def test_the_default_itself_needs_no_undoing(self):
        new = self.env["res.partner"].with_user(self.receptionist).create(
            {"name": "New", "patient_category_id": self.ordinary.id}
        )
        self.assertFalse(new.patient_category_can_undo)

    def test_a_contact_made_a_patient_by_mistake_is_none_again(self):
        contact = self.env["res.partner"].create({"name": "Supplier"})
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET create_date = create_date - interval '1 day' WHERE id = %s", [contact.id]
        )
        contact.invalidate_recordset()
        self._by_mistake(contact).action_undo_category()
        self.assertFalse(contact.patient_category_id)
        self.assertFalse(contact.patient_category_history_ids)

    def test_what_employment_gave_is_not_undone(self):
        self.employee.patient_partner_id = self.patient
        self._order(self.patient)
        self.assertEqual(self.patient.patient_category_id, self.staff)
        self.assertFalse(self.patient.with_user(self.receptionist).patient_category_can_undo)

    def test_two_mistakes_are_undone_one_after_the_other(self):
        courtesy = self.env["patient.category"].create({"name": "Guests"})
        first = self.patient.with_user(self.receptionist)
        first.patient_category_id = courtesy
        self._by_mistake()
        first.action_undo_category()
        self.assertEqual(self.patient.patient_category_id, courtesy)
        first.action_undo_category()
        self.assertEqual(self.patient.patient_category_id, self.ordinary)

    def test_prices_of_open_quotations_follow(self):
        order = self._order(self.patient)
        self._by_mistake()
        self.assertEqual(order.prepayment_state, "missing")
        self.patient.with_user(self.receptionist).action_undo_category()
        self.assertEqual(order.patient_category_id, self.ordinary)
        self.assertEqual(order.prepayment_state, "not_required")

    def test_archived_category_does_not_come_back(self):
        self._by_mistake()
        self.ordinary.active = False
        self.assertFalse(self.patient.with_user(self.receptionist).patient_category_can_undo)

    def test_undo_needs_the_right_to_write_the_patient(self):
        self._by_mistake()
        other = self.env["res.company"].create({"name": "Next door"})
        self.patient.company_id = other
        with self.assertRaises(AccessError):
            self.patient.with_user(self.receptionist).action_undo_category()
