from datetime import timedelta

from freezegun import freeze_time
from lxml import etree
from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger
from odoo.tools.safe_eval import safe_eval

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

    def test_outsiders_are_refused_alike(self):
        """From how a write is refused, nobody would learn which incident is resolved, or whose it is."""
        still_open, resolved = self._incident(), self._incident(
            state="resolved", outcome="agreed", resolution="Done."
        )
        seller = new_test_user(self.env, "seller", "sales_team.group_sale_manager")
        refusals = set()
        for incident in still_open | resolved:
            for values in ({"deadline": "2030-01-01"}, {"description": "All was well."}, {"resolved_at": False}):
                with self.assertRaises(AccessError) as refusal:
                    incident.with_user(seller).write(values)
                refusals.add(str(refusal.exception))
        self.assertEqual(len(refusals), 1, refusals)

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

    def test_responsible_may_know_of_it(self):
        """A warehouse user would get an activity with the patient's name, and the incident would lie."""
        outsider = new_test_user(self.env, "store", "base.group_user")
        incident = self._incident()
        before = self._handlers(incident)
        with self.assertRaisesRegex(ValidationError, "has no access to incidents"), self.env.cr.savepoint():
            incident.user_id = outsider
        self.assertEqual(self._handlers(incident), before)
        with self.assertRaisesRegex(ValidationError, "has no access to incidents"):
            self._incident(user_id=outsider.id)
        domain = self.env["patient.incident"].with_user(self.receptionist).fields_get(["user_id"])["user_id"]["domain"]
        users = self.env["res.users"].with_user(self.receptionist)
        offered = users.search(safe_eval(domain, {"company_id": self.company.id}))
        self.assertLessEqual(self.receptionist | self.cashier | self.manager, offered)
        self.assertNotIn(outsider, offered)

    def test_responsible_is_not_concerned(self):
        """“You have been assigned” would tell a colleague what is said about him, as a patient or at work."""
        colleague = new_test_user(self.env, "colleague", "patient_category.group_user")
        self.employee.user_id = colleague
        about_the_patient = self._incident(partner_id=colleague.partner_id.id)
        about_the_work = self._incident(type_id=self.badly_served.id, employee_id=self.employee.id)
        for incident in (about_the_patient, about_the_work):
            with self.assertRaisesRegex(ValidationError, "This incident concerns"):
                incident.user_id = colleague
        with self.assertRaisesRegex(ValidationError, "This incident concerns"):
            self._incident(partner_id=colleague.partner_id.id, user_id=colleague.id)
        handled = self._incident(user_id=colleague.id)
        with self.assertRaisesRegex(ValidationError, "This incident concerns"):
            handled.write({"type_id": self.badly_served.id, "employee_id": self.employee.id})

    def test_impossible_times(self):
        rude = self.rude.with_user(self.manager)
        for hours in (0, -1, 9000, 1e300):
            with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                rude.deadline_hours = hours
                self.env.flush_all()
            self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "check when it happened"):
            self._incident(date="9999-12-31 23:00:00")

    def test_visit_of_another_patient_is_refused(self):
        order = self._order(self.vip_patient)
        with self.assertRaisesRegex(ValidationError, "not one of") as refusal:
            self._incident(order_id=order.id)
        self.assertNotIn(order.name, str(refusal.exception), "it may be one of the clinic next door")

    def test_a_type_needs_a_script(self):
        Type = self.env["patient.incident.type"].with_user(self.manager)
        with self.assertRaisesRegex(ValidationError, "no script"), self.env.cr.savepoint():
            Type.create({"name": "Empty", "cause": "conduct"})
        rude = self.rude.with_user(self.manager)
        with self.assertRaisesRegex(ValidationError, "no script"), self.env.cr.savepoint():
            rude.write({"steps": [Command.clear()]})
        with self.assertRaisesRegex(ValidationError, "is empty"), self.env.cr.savepoint():
            Type.create({"name": "Empty", "cause": "conduct", "steps": [Command.create({"text": " "})]})
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
        """Recording, counting, escalating and settling a hundred costs as many queries as one."""
        _warm_up, one, hundred = (self._life_of_incidents(count) for count in (1, 1, 100))
        for step in one:
            self.assertLessEqual(hundred[step], one[step] + 5, step)

    def _life_of_incidents(self, count):
        """The queries that each step of the life of ``count`` incidents takes."""
        patients = self.env["res.partner"].create(
            [{"name": f"P{number}", "patient_category_id": self.ordinary.id} for number in range(count)]
        )
        incidents = self.env["patient.incident"].with_user(self.receptionist)
        values = [
            {"partner_id": patient.id, "type_id": self.rude.id, "deadline": "2020-01-01"}
            for patient in patients
        ]
        queries = {"create": self._queries(lambda: incidents.create(values))}
        incidents = incidents.search([("partner_id", "in", patients.ids)])
        self.assertEqual(len(incidents), count)
        done = {"outcome": "agreed", "resolution": "Done.", "state": "resolved"}
        queries["count"] = self._queries(
            lambda: patients.with_user(self.receptionist).mapped("patient_open_incident_count")
        )
        queries["escalate"] = self._queries(incidents.sudo()._escalate)
        queries["resolve"] = self._queries(lambda: incidents.write(done))
        return queries

    def _queries(self, action):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        action()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_pivot_of_the_managers(self):
        """By cause, type, employee, category and month, and the category is the one of that day."""
        self._incident(
            type_id=self.not_paid.id, partner_id=self.problem_patient.id, date="2026-03-02 10:00:00"
        )
        self._incident(employee_id=self.employee.id, date="2026-03-20 10:00:00")
        self._incident(date="2026-04-02 10:00:00")
        self.patient.patient_category_id = self.vip
        groups = (
            self.env["patient.incident"]
            .with_user(self.manager)
            .formatted_read_grouping_sets(
                [("type_id", "in", (self.not_paid | self.rude).ids)],
                [["cause"], ["employee_id"], ["patient_category_id"], ["date:month", "type_id"]],
                ["__count"],
            )
        )
        by_cause, by_employee, by_category, by_month = groups
        self.assertEqual(
            {group["cause"]: group["__count"] for group in by_cause}, {"payment": 1, "conduct": 2}
        )
        self.assertIn(
            (self.employee.id, 1), [((g["employee_id"] or [0])[0], g["__count"]) for g in by_employee]
        )
        self.assertEqual(
            {group["patient_category_id"][0]: group["__count"] for group in by_category},
            {self.problem.id: 1, self.ordinary.id: 2},
        )
        self.assertEqual(sum(group["__count"] for group in by_month), 3)
        self.assertEqual(len(by_month), 3)

    def test_new_incident_has_a_title(self):
        """Whoever begins to write one down does not read "False: False" above the form."""
        incident = self.env["patient.incident"].with_user(self.receptionist).new({})
        self.assertEqual(incident.display_name, "New")
        incident.partner_id = self.patient
        self.assertEqual(incident.display_name, self.patient.name)
        incident.type_id = self.rude
        self.assertEqual(incident.display_name, f"T-Rude: {self.patient.name}")

    def test_what_is_resolved_is_not_moved(self):
        """Dragged in the calendar, a settled complaint would look as if it had been due another day."""
        incident = self._incident(deadline="2026-03-04 09:00:00")
        incident.deadline = "2026-03-05 09:00:00"
        incident.write({"outcome": "agreed", "resolution": "Done.", "state": "resolved"})
        for user in (self.receptionist, self.manager):
            with self.assertRaisesRegex(UserError, "Reopen it to change it"):
                incident.with_user(user).write({"deadline": "2026-03-10 09:00:00"})
        incident.action_reopen()
        incident.deadline = "2026-03-10 09:00:00"
        self.assertEqual(str(incident.deadline), "2026-03-10 09:00:00")

    def test_calendar_of_deadlines(self):
        """The desk sees what is due on which day, and every view of the menu opens for it."""
        action = self.env["ir.actions.actions"]._for_xml_id("patient_category.action_patient_incidents")
        self.assertIn("calendar", action["view_mode"].split(","))
        incidents = self.env["patient.incident"].with_user(self.receptionist)
        views = incidents.get_views([(False, view_type) for view_type in action["view_mode"].split(",")])["views"]
        arch = etree.fromstring(views["calendar"]["arch"])
        self.assertEqual(arch.get("date_start"), "deadline")
        self.assertIsNotNone(arch.find(".//field[@name='partner_id']"))
        self.assertIsNotNone(etree.fromstring(views["activity"]["arch"]).find(".//field[@name='type_id']"))
