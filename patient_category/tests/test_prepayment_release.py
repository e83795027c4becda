from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import PatientCommon


@tagged("post_install", "-at_install")
class TestPrepaymentRelease(PatientCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.exceptions = new_test_user(cls.env, "mercy", "patient_category.group_exceptions")

    def setUp(self):
        super().setUp()
        self.order = self._order(self.problem_patient)

    def _release(self, user, kind, order=None, **values):
        order = (order or self.order).with_user(user)
        Wizard = self.env["patient.prepayment.release.wizard"].with_user(user)
        Wizard.create({"order_id": order.id, "kind": kind, "reason": "Needs it", **values}).action_release()

    def test_emergency_comes_first_and_managers_are_told(self):
        self._release(self.receptionist, "treat_now", urgency="emergency")
        self.assertEqual((self.order.state, self.order.prepayment_state), ("sale", "released"))
        self.order.order_line = [Command.create({"product_id": self.service.id, "product_uom_qty": 5})]
        self.assertEqual(self.order.prepayment_state, "released")
        self.order.action_served()
        told = self.env["mail.message"].search(
            [
                ("model", "=", "sale.order"),
                ("res_id", "=", self.order.id),
                ("message_type", "=", "user_notification"),
            ]
        )
        self.assertIn(self.manager.partner_id, told.notified_partner_ids)

    def test_what_is_treated_already_is_let_pass_once(self):
        self._release(self.receptionist, "treat_now", urgency="emergency")
        for kind in ("treat_now", "business"):
            with self.assertRaisesRegex(UserError, "let pass unpaid already"):
                self._release(self.exceptions, kind, amount=1000)
        self.assertEqual(len(self.order.prepayment_release_ids), 1)

    def test_the_desk_sees_who_let_it_pass_and_what_was_paid(self):
        self._release(self.receptionist, "treat_now", urgency="pain")
        for action in (self.order.action_view_releases(), self.order.action_view_prepayments()):
            Model = self.env[action["res_model"]].with_user(self.receptionist)
            fields = Model.get_view(view_type="list")["models"][Model._name]
            rows = Model.search(action["domain"]).read(list(fields))
            self.assertEqual(len(rows), len(Model.sudo().search([("order_id", "=", self.order.id)])))
        self.assertEqual(self.order.prepayment_release_ids.user_id, self.receptionist)

    def test_business_reason_needs_the_right(self):
        for user in (self.receptionist, self.cashier, self.manager):
            with self.assertRaises(AccessError):
                self.order.with_user(user).action_release()
            with self.assertRaises(AccessError):
                self._release(user, "business")

    def test_business_reason_lifts_up_to_its_amount(self):
        self._release(self.exceptions, "business")
        self.assertEqual((self.order.state, self.order.prepayment_state), ("draft", "released"))
        self.order.action_confirm()
        self.order.order_line.product_uom_qty = 2
        self.assertEqual(self.order.prepayment_state, "missing")
        with self.assertRaisesRegex(UserError, "on hold"):
            self.order.action_served()

    def test_reason_and_amount_are_asked_for(self):
        for values in ({"reason": " "}, {"reason": False}, {"amount": 0}, {"amount": -5}):
            with self.assertRaises(UserError):
                self._release(self.exceptions, "business", **values)
        self.assertFalse(self.order.prepayment_release_ids)

    def test_a_reason_that_is_too_long_is_answered_and_nothing_is_cut_off(self):
        for user, kind in ((self.exceptions, "business"), (self.receptionist, "treat_now")):
            with self.assertRaises(UserError) as refusal:
                self._release(user, kind, reason="x" * 1001)
            self.assertIn("at most 1,000 characters", str(refusal.exception))
        self.assertFalse(self.order.prepayment_release_ids)
        self.assertEqual(self.order.state, "draft")
        self._release(self.exceptions, "business", reason="x" * 1000)
        self.assertEqual(len(self.order.prepayment_release_ids.reason), 1000)

    def test_the_wizard_tells_nothing_of_another_companys_order(self):
        other = self.env["res.company"].create({"name": "Next door"})
        foreign = self.env["sale.order"].sudo().create({"partner_id": self.patient.id, "company_id": other.id})
        with self.assertRaises(AccessError):
            self._release(self.receptionist, "treat_now", foreign)

    def test_nobody_releases_his_own_order(self):
        own = self.exceptions.partner_id
        own.sudo().patient_category_id = self.problem
        child = self.env["res.partner"].create(
            {"name": "Child", "guardian_id": own.id, "patient_category_id": self.problem.id}
        )
        for patient in (own, child):
            for kind in ("treat_now", "business"):
                with self.assertRaisesRegex(AccessError, "Nobody decides about themselves"):
                    self._release(self.exceptions, kind, self._order(patient))

    def test_nobody_releases_an_order_of_his_own_employee_record(self):
        """He may be a patient under another contact than the one he logs in with."""
        private = self.env["res.partner"].create({"name": "Mercy, privately", "patient_category_id": self.problem.id})
        self.env["hr.employee"].create(
            {"name": "Mercy", "user_id": self.exceptions.id, "patient_partner_id": private.id}
        )
        self.assertNotEqual(private, self.exceptions.partner_id)
        for kind in ("treat_now", "business"):
            with self.assertRaisesRegex(AccessError, "Nobody decides about themselves"):
                self._release(self.exceptions, kind, self._order(private))

    def test_managers_count_who_released_how_often_and_what_waits(self):
        for user, kind in ((self.receptionist, "treat_now"), (self.receptionist, "treat_now")):
            self._release(user, kind, self._order(self.problem_patient))
        self._release(self.exceptions, "business")
        action = self.env.ref("patient_category.action_releases")
        self.assertIn("pivot", action.view_mode)
        Release = self.env["patient.prepayment.release"].with_user(self.manager)
        mine = [("user_id", "in", (self.receptionist | self.exceptions).ids)]
        (rows,) = Release.formatted_read_grouping_sets(mine, [["user_id", "kind"]], ["__count"])
        counted = {(row["user_id"][0], row["kind"]): row["__count"] for row in rows}
        self.assertEqual(
            counted, {(self.receptionist.id, "treat_now"): 2, (self.exceptions.id, "business"): 1}
        )
        waiting = [*mine, ("reviewed_at", "=", False)]
        self.assertIn("[('reviewed_at', '=', False)]", Release.get_view(view_type="search")["arch"])
        self.assertEqual(Release.search_count(waiting), 3)
        Release.search(waiting, limit=1).action_review()
        self.assertEqual(Release.search_count(waiting), 2)

    def test_release_ends_with_the_order_and_with_the_patient(self):
        self._release(self.receptionist, "treat_now")
        other = self.env["res.partner"].create({"name": "Other", "patient_category_id": self.problem.id})
        self.order.sudo().write({"partner_id": other.id})
        self.assertEqual(self.order.prepayment_state, "missing")
        self._release(self.receptionist, "treat_now")
        self.order._action_cancel()
        self.order.action_draft()
        with self.assertRaises(UserError):
            self.order.action_confirm()

    def test_releases_are_written_by_nobody_and_reviewed_by_managers(self):
        self._release(self.receptionist, "treat_now")
        release = self.order.prepayment_release_ids
        self.assertEqual(release.user_id, self.receptionist)
        with self.assertRaises(AccessError):
            release.with_user(self.manager).write({"reason": "Nothing"})
        with self.assertRaises(AccessError):
            release.with_user(self.receptionist).action_review()
        release.with_user(self.manager).action_review()
        self.assertEqual(release.reviewed_by_id, self.manager)

    def test_nobody_reviews_what_he_released(self):
        self._release(self.manager, "treat_now")
        with self.assertRaisesRegex(AccessError, "reviewed by a colleague"):
            self.order.prepayment_release_ids.with_user(self.manager).action_review()
