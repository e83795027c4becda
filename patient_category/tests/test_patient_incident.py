from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import PatientCommon


@tagged("post_install", "-at_install")
class TestPatientIncident(PatientCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.not_paid, cls.rude, cls.badly_served = cls.env["patient.incident.type"].create(
            [
                {
                    "name": name,
                    "cause": cause,
                    "deadline_hours": hours,
                    "steps": [Command.create({"text": "First"}), Command.create({"text": "Then"})],
                }
                for name, cause, hours in (
                    ("T-Not paid", "payment", 72),
                    ("T-Rude", "conduct", 48),
                    ("T-Badly served", "service", 24),
                )
            ]
        )

    def _incident(self, user=None, **values):
        return (
            self.env["patient.incident"]
            .with_user(user or self.receptionist)
            .create({"partner_id": self.patient.id, "type_id": self.rude.id, **values})
        )

    def _run_cron(self):
        with self.enter_registry_test_mode():
            self.env.ref("patient_category.cron_escalate_incidents").method_direct_trigger()

    def _handlers(self, incident):
        return incident.sudo().activity_ids.user_id

    def test_desk_records_and_settles(self):
        """The lowest role writes down what happened, and is reminded until it is settled."""
        with freeze_time("2026-03-02 10:00:00"):
            incident = self._incident(date="2026-03-02 09:00:00", description="Shouted at the desk.")
            self.assertEqual(incident.deadline, fields.Datetime.to_datetime("2026-03-04 09:00:00"))
            self.assertEqual(incident.cause, "conduct")
            self.assertEqual(incident.patient_category_id, self.ordinary)
            self.assertEqual(incident.user_id, self.receptionist)
            self.assertEqual(self._handlers(incident), self.receptionist)
            self.assertEqual(self.patient.with_user(self.receptionist).patient_open_incident_count, 1)
            incident.action_start()
            with self.assertRaisesRegex(ValidationError, "write what was done"), self.env.cr.savepoint():
                incident.action_resolve()
            incident.write({"outcome": "agreed", "resolution": "Apologised to each other."})
            incident.action_resolve()
        self.assertEqual(incident.resolved_at, fields.Datetime.to_datetime("2026-03-02 10:00:00"))
        self.assertFalse(incident.sudo().activity_ids)
        self.patient.invalidate_recordset(["patient_open_incident_count"])
        self.assertEqual(self.patient.with_user(self.receptionist).patient_open_incident_count, 0)

    def test_the_past_keeps_its_category(self):
        incident = self._incident()
        self.patient.patient_category_id = self.problem
        self.assertEqual(incident.patient_category_id, self.ordinary)
        with self.assertRaisesRegex(AccessError, "filled in by the system"):
            incident.patient_category_id = self.problem

    def test_nothing_is_deleted(self):
        incident = self._incident()
        for user in (self.receptionist, self.manager):
            with self.assertRaises(AccessError):
                incident.with_user(user).unlink()

    def test_outsiders_see_nothing(self):
        incident = self._incident()
        seller = new_test_user(self.env, "seller", "sales_team.group_sale_manager")
        portal = new_test_user(self.env, "visitor", "base.group_portal")
        for user in (seller, portal):
            with self.assertRaises(AccessError):
                self.env["patient.incident"].with_user(user).search([])
            with self.assertRaises(AccessError):
                incident.with_user(user).read(["type_id"])
            with self.assertRaises(AccessError):
                self.patient.with_user(user).read(["patient_incident_ids"])

    def test_nobody_meets_his_own_incident(self):
        """A colleague who is a patient, by login or by employee record, cannot read about himself."""
        colleague = new_test_user(self.env, "colleague", "patient_category.group_manager")
        private = self.env["res.partner"].create({"name": "Colleague, private"})
        self.env["hr.employee"].create(
            {"name": "Colleague", "user_id": colleague.id, "patient_partner_id": private.id}
        )
        for partner in (colleague.partner_id, private):
            incident = self._incident(partner_id=partner.id)
            self.assertIn(colleague, partner._own_users())
            self.assertIn(partner, colleague._own_patient_records())
            own = incident.with_user(colleague)
            self.assertNotIn(own, own.search([]))
            self.assertIn(own, own.sudo().search([("is_own", "=", True)]))
            with self.assertRaises(AccessError):
                own.read(["type_id"])
            with self.assertRaises(AccessError):
                own.write({"state": "in_progress"})
            self.assertNotIn(colleague, incident._escalation_users())
            self.assertIn(self.manager, incident._escalation_users())

    def test_nobody_settles_a_complaint_about_himself(self):
        self.employee.user_id = self.receptionist
        incident = self._incident(
            type_id=self.badly_served.id, employee_id=self.employee.id, user_id=self.manager.id
        )
        done = {"outcome": "unfounded", "resolution": "It was not so."}
        with self.assertRaisesRegex(AccessError, "concerns you"):
            incident.write({**done, "state": "resolved"})
        with self.assertRaisesRegex(AccessError, "concerns you"):
            incident.action_start()
        with self.assertRaisesRegex(AccessError, "concerns you"):
            self._incident(
                type_id=self.badly_served.id, employee_id=self.employee.id, state="resolved", **done
            )
        for values in ({"employee_id": False}, {"type_id": self.rude.id}, {"description": "All was well."}):
            with self.assertRaisesRegex(AccessError, "concerns you"):
                incident.write(values)
        incident.with_user(self.manager).write({**done, "state": "resolved"})
        self.assertEqual(incident.state, "resolved")

    def test_complaint_about_oneself_goes_to_the_managers(self):
        """A practitioner may write it down, but does not settle it."""
        self.employee.user_id = self.receptionist
        incident = self._incident(type_id=self.badly_served.id, employee_id=self.employee.id)
        self.assertFalse(incident.user_id)
        self.assertIn(self.manager, self._handlers(incident))
        self.assertNotIn(self.receptionist, self._handlers(incident))

    def test_patient_is_no_recipient(self):
        """A message about an incident is for the staff, and nobody is offered to mail it to the patient."""
        self.patient.email = "olga@example.com"
        suggested = self._incident()._message_get_suggested_recipients()
        self.assertNotIn(self.patient.id, [recipient.get("partner_id") for recipient in suggested])

    def test_merged_contacts_keep_their_incidents(self):
        twin = self.env["res.partner"].create(
            {"name": "Olga Ordinary", "patient_category_id": self.ordinary.id}
        )
        incident = self._incident(partner_id=twin.id)
        self.env["base.partner.merge.automatic.wizard"]._merge((self.patient | twin).ids, self.patient)
        self.env.invalidate_all()
        self.assertEqual(incident.partner_id, self.patient)

    def test_overdue_reaches_all_managers(self):
        """No decision waits for one absent person."""
        other_manager = new_test_user(self.env, "boss2", "patient_category.group_manager")
        other_company = self.env["res.company"].create({"name": "Other clinic"})
        stranger = new_test_user(
            self.env,
            "boss3",
            "patient_category.group_manager",
            company_id=other_company.id,
            company_ids=[Command.set(other_company.ids)],
        )
        incident = self._incident(deadline=fields.Datetime.now() - timedelta(hours=1))
        in_time = self._incident()
        self._run_cron()
        self.assertTrue(incident.escalated_at)
        self.assertLessEqual(self.manager | other_manager | self.receptionist, self._handlers(incident))
        self.assertNotIn(stranger, self._handlers(incident))
        self.assertEqual(self._handlers(in_time), self.receptionist)
        count = len(incident.sudo().activity_ids)
        self._run_cron()
        self.assertEqual(len(incident.sudo().activity_ids), count, "told twice")
        incident.write({"outcome": "agreed", "resolution": "Done.", "state": "resolved"})
        self.assertFalse(incident.sudo().activity_ids)
        incident.action_reopen()
        self.assertFalse(incident.escalated_at)
        self.assertGreater(incident.deadline, fields.Datetime.now())
        self.assertEqual(self._handlers(incident), self.receptionist)

    def test_other_company_sees_nothing(self):
        other_company = self.env["res.company"].create({"name": "Other clinic"})
        stranger = new_test_user(
            self.env,
            "boss3",
            "patient_category.group_manager",
            company_id=other_company.id,
            company_ids=[Command.set(other_company.ids)],
        )
        incident = self._incident().with_user(stranger)
        self.assertFalse(incident.search([("id", "=", incident.id)]))
        self.assertFalse(self.patient.with_user(stranger).patient_open_incident_count)

    def test_visit_of_another_patient_is_refused(self):
        order = self._order(self.vip_patient)
        with self.assertRaisesRegex(ValidationError, "not a visit of"):
            self._incident(order_id=order.id)

    def test_a_type_needs_a_script(self):
        Type = self.env["patient.incident.type"].with_user(self.manager)
        with self.assertRaisesRegex(ValidationError, "no script"), self.env.cr.savepoint():
            Type.create({"name": "Empty", "cause": "conduct"})._check_script()
        rude = self.rude.with_user(self.manager)
        with self.assertRaisesRegex(ValidationError, "no script"), self.env.cr.savepoint():
            rude.write({"steps": [Command.clear()]})
        with self.assertRaisesRegex(ValidationError, "no script"), self.env.cr.savepoint():
            rude.steps.unlink()
            self.env.cr.precommit.run()
        self.env.invalidate_all()
        # Rewriting the whole script in one go is no empty script.
        rude.write(
            {"steps": [Command.delete(step.id) for step in rude.steps] + [Command.create({"text": "New"})]}
        )
        self.env.cr.precommit.run()
        self.assertEqual(rude.steps.mapped("text"), ["New"])
        with self.assertRaises(AccessError):
            self.rude.with_user(self.receptionist).steps.unlink()

    def test_causes_stay_apart(self):
        """A type that was used cannot turn complaints about us into debts afterwards."""
        self._incident(type_id=self.badly_served.id)
        badly_served = self.badly_served.with_user(self.manager)
        with self.assertRaisesRegex(UserError, "must stay what it was"):
            badly_served.cause = "payment"
        with self.assertRaisesRegex(UserError, "Archive it instead"):
            badly_served.unlink()

    def test_queries_do_not_grow(self):
        def create(count):
            incidents = self.env["patient.incident"].with_user(self.receptionist)
            incidents.create(
                [{"partner_id": self.patient.id, "type_id": self.rude.id, "deadline": "2020-01-01"}] * count
            )
            self.env.flush_all()

        create(1)
        self._escalate_counted()
        create(1)
        one = self._escalate_counted()
        create(100)
        self.assertLessEqual(self._escalate_counted(), one + 5)

    def _escalate_counted(self):
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        incidents = self.env["patient.incident"].search(
            [("escalated_at", "=", False), ("deadline", "<", "2020-01-02")]
        )
        incidents._escalate()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before
