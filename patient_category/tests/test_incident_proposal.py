from lxml import etree

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from .common import PatientCommon


@tagged("post_install", "-at_install")
class TestIncidentProposal(PatientCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.not_paid, cls.rude, cls.badly_served = cls.env["patient.incident.type"].create(
            [
                {
                    "name": name,
                    "cause": cause,
                    "steps": [Command.create({"text": text}) for text in ("One", "Two")],
                }
                for name, cause in (
                    ("T-Not paid", "payment"),
                    ("T-Rude", "conduct"),
                    ("T-Badly served", "service"),
                )
            ]
        )

    def _resolved(self, **values):
        """An incident that the receptionist has settled and that proposes another category."""
        return (
            self.env["patient.incident"]
            .with_user(self.receptionist)
            .create(
                {
                    "partner_id": self.patient.id,
                    "type_id": self.not_paid.id,
                    "outcome": "unsettled",
                    "resolution": "Three letters, no answer.",
                    "proposed_category_id": self.problem.id,
                    "proposal_reason": "Has not paid for six months",
                    "state": "resolved",
                    **values,
                }
            )
        )

    # --- help me now ---------------------------------------------------------------------

    def test_help_in_two_clicks(self):
        """From patient and order: one click opens, one picks, and the script stands there in order."""
        order = self._order(self.patient)
        self.rude.steps = [Command.create({"text": "Zero", "sequence": 1})]
        for record in (self.patient.with_user(self.receptionist), order):
            action = record.action_help_me_now()
            wizard_form = Form(
                self.env["patient.incident.help"].with_user(self.receptionist).with_context(**action["context"])
            )
            wizard_form.type_id = self.rude
            wizard = wizard_form.save()
            self.assertEqual(wizard.steps.mapped("text"), ["Zero", "One", "Two"])
            self.assertEqual(wizard.steps.mapped("number"), [1, 2, 3])
        self.assertFalse(self.patient.patient_incident_ids, "recording is optional")
        wizard.description = "Swore at the desk."
        incident = self.env["patient.incident"].browse(wizard.action_record()["res_id"])
        self.assertEqual(incident.order_id, order)
        self.assertEqual(incident.employee_id, self.employee)
        self.assertEqual(incident.user_id, self.receptionist)
        self.assertEqual(order.patient_open_incident_count, 1)
        self.assertEqual(
            order.action_view_patient_incidents()["domain"], [("partner_id", "=", self.patient.id)]
        )

    def test_help_on_an_invoice(self):
        """At the till the invoice is on the screen, and the mother who pays is not who was treated."""
        mother = self.env["res.partner"].create({"name": "Mother"})
        order = self._order(self.patient, user=self.env.user, partner_invoice_id=mother.id)
        order.action_confirm()
        invoice = order._create_invoices()
        incident = self._recorded_from(invoice)
        self.assertEqual((incident.partner_id, incident.order_id), (self.patient, order))
        self.assertEqual(incident.employee_id, self.employee)
        direct = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.vip_patient.id,
                "invoice_line_ids": [Command.create({"product_id": self.service.id})],
            }
        )
        incident = self._recorded_from(direct)
        self.assertEqual((incident.partner_id, incident.order_id.id), (self.vip_patient, False))

    def _recorded_from(self, record):
        """The incident that the receptionist records from a document: two clicks, and a third to record it."""
        context = record.with_user(self.receptionist).action_help_me_now()["context"]
        wizard = Form(self.env["patient.incident.help"].with_user(self.receptionist).with_context(**context))
        wizard.type_id = self.rude
        return self.env["patient.incident"].browse(wizard.save().action_record()["res_id"])

    def test_seeded_scripts(self):
        """A new clinic has words for each of these moments, and the first ones said are the right ones."""
        expected = {
            "did_not_pay": ("payment", ["Look at the order", "Listen", "Say the amount", "propose a category"]),
            "indecisive": (
                "conduct", ["Make sure", "Acknowledge the doubt", "Do not push", "Give the facts", "best options"]
            ),
            "highly_critical": (
                "conduct", ["Make sure", "Stay patient", "Do not take it personally", "Clarify", "new information"]
            ),
            "aggressive": (
                "conduct", ["Stay calm", "Do not argue", "Show understanding", "Only then offer alternatives"]
            ),
            "rude": ("conduct", ["Make sure", "Do not answer in the same tone"]),
            "badly_served": ("service", ["Listen", "Apologise", "Review the service"]),
            "unanswered_call": ("service", ["apology"]),
            "missed_appointment": ("service", ["whose fault", "apologise"]),
            "unannounced_fee": ("service", ["pologise"]),
        }
        for name, (cause, words) in expected.items():
            incident_type = self.env.ref(f"patient_category.incident_type_{name}").with_context(lang="en_US")
            steps = incident_type.steps.sorted("number").mapped("text")
            with self.subTest(type=name):
                self.assertEqual(incident_type.cause, cause)
                places = [next(i for i, step in enumerate(steps) if word in step) for word in words]
                self.assertEqual(places, sorted(places), "in this order")
                if cause != "payment":
                    self.assertFalse([step for step in steps if "prepay" in step.lower()])

    def test_manager_sees_what_is_proposed(self):
        """Accept and Refuse stand at the top: so does what they decide about, and the answer."""
        arch = etree.fromstring(self.env["patient.incident"].with_user(self.manager).get_view(view_type="form")["arch"])
        [banner] = arch.xpath("//div[contains(@invisible, 'pending')]")
        for name in ("proposed_category_id", "proposal_reason", "proposal_answer"):
            self.assertTrue(banner.xpath(f".//field[@name='{name}']"), name)
        incident = self._resolved()
        with Form(incident.with_user(self.manager)) as form:
            form.proposal_answer = "The letters went to an old address."
        incident.with_user(self.manager).action_refuse_proposal()
        self.assertEqual(incident.proposal_state, "refused")
        Form(incident.with_user(self.receptionist)).save()

    def test_record_nothing_picked(self):
        wizard = self.env["patient.incident.help"].create({"partner_id": self.patient.id})
        with self.assertRaisesRegex(UserError, "pick what happens first"):
            wizard.action_record()

    # --- another category ----------------------------------------------------------------

    def test_manager_accepts(self):
        """The person at the desk proposes, a manager decides, and the reason is kept."""
        incident = self._resolved()
        self.assertEqual(incident.proposal_state, "pending")
        self.assertIn(self.manager, incident.sudo().activity_ids.user_id)
        self.assertEqual(self.patient.patient_category_id, self.ordinary)
        incident.with_user(self.manager).action_accept_proposal()
        self.assertEqual(self.patient.patient_category_id, self.problem)
        period = self.patient.patient_category_history_ids.filtered(lambda period: not period.date_to)
        self.assertEqual(period.reason, "Has not paid for six months")
        self.assertEqual(period.user_id, self.manager)
        self.assertEqual((incident.proposal_state, incident.proposal_user_id), ("accepted", self.manager))
        self.assertFalse(incident.sudo().activity_ids)
        self.assertEqual(incident.patient_category_id, self.ordinary, "the category then")
        with self.assertRaisesRegex(UserError, "waits for a decision"):
            incident.with_user(self.manager).action_accept_proposal()

    def test_manager_refuses_with_a_reason(self):
        incident = self._resolved().with_user(self.manager)
        with self.assertRaisesRegex(UserError, "why the proposal is refused"):
            incident.action_refuse_proposal()
        incident.proposal_answer = "The letters went to an old address."
        incident.action_refuse_proposal()
        self.assertEqual(self.patient.patient_category_id, self.ordinary)
        self.assertEqual(incident.proposal_state, "refused")
        self.assertIn("old address", incident.message_ids[0].body)
        incident.with_user(self.receptionist).action_reopen()
        self.assertFalse(incident.proposal_state)

    def test_nothing_is_swapped_under_the_managers_hand(self):
        """What the manager reads is what he accepts: a resolved incident is reopened to be changed."""
        incident = self._resolved()
        for values in (
            {"proposed_category_id": self.vip.id},
            {"proposal_reason": "Another one"},
            {"partner_id": self.vip_patient.id},
            {"resolution": "Nothing was done.", "state": "resolved"},
        ):
            with self.assertRaisesRegex(UserError, "Reopen it to change it"):
                incident.write(values)
        incident.write({"state": "open", "proposed_category_id": self.vip.id})
        self.assertFalse(incident.proposal_state)
        self.assertNotIn(self.manager, incident.sudo().activity_ids.user_id)
        self.patient.with_user(self.manager).patient_category_id = self.vip
        with self.assertRaisesRegex(ValidationError, "already has the category"):
            incident.action_resolve()

    def test_settled_anew_after_a_decision(self):
        incident = self._resolved()
        incident.with_user(self.manager).action_accept_proposal()
        incident.action_reopen()
        self.assertFalse(incident.proposed_category_id or incident.proposal_state)
        incident.action_resolve()
        self.assertFalse(incident.proposal_state)

    def test_only_managers_decide(self):
        incident = self._resolved()
        for user in (self.receptionist, self.cashier):
            for method in ("action_accept_proposal", "action_refuse_proposal"):
                with self.assertRaisesRegex(AccessError, "Only managers"):
                    getattr(incident.with_user(user), method)()
            with self.assertRaisesRegex(AccessError, "Only managers"):
                incident.with_user(user).proposal_answer = "Yes"
            for values in ({"proposal_state": "accepted"}, {"proposal_user_id": self.manager.id}):
                with self.assertRaisesRegex(AccessError, "filled in by the system"):
                    incident.with_user(user).write(values)

    def test_nobody_decides_about_himself(self):
        colleague = new_test_user(self.env, "colleague", "patient_category.group_manager")
        colleague.partner_id.patient_category_id = self.ordinary
        incident = self._resolved(partner_id=colleague.partner_id.id)
        self.assertNotIn(colleague, incident.sudo().activity_ids.user_id)
        with self.assertRaises(AccessError):
            incident.with_user(colleague).action_accept_proposal()

    def test_only_payment_argues_for_prepayment(self):
        """A rude patient is not a debtor, and one whom we served badly even less."""
        for incident_type in (self.rude, self.badly_served):
            with self.assertRaisesRegex(ValidationError, "argues for prepayment"), self.env.cr.savepoint():
                self._resolved(type_id=incident_type.id)
            self._resolved(type_id=incident_type.id, proposed_category_id=self.vip.id)
        self.assertEqual(self._resolved().proposal_state, "pending")

    def test_category_that_the_patient_has_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "already has the category"):
            self._resolved(proposed_category_id=self.ordinary.id)

    def test_proposal_needs_a_reason(self):
        with self.assertRaisesRegex(ValidationError, "why Olga Ordinary should"):
            self._resolved(proposal_reason=" ")
