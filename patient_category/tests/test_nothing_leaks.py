from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import PatientCommon

SECRET = "zqxsecret"


@tagged("post_install", "-at_install")
class TestNothingLeaks(PatientCommon):
    """A label about a person is for the people whose work it is.

    One word is planted wherever something is said about a patient. Users who may not know it
    then read all that they can read, newest records first, and ask for it in other ways.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=False))
        label = cls.env["patient.category"].create(
            {
                "name": f"Label {SECRET}",
                "guidance": f"<p>Guidance {SECRET}</p>",
                "attention": "caution",
                "prepayment_required": True,
            }
        )
        cls.portal = new_test_user(cls.env, "visitor", "base.group_portal")
        cls.me = cls.portal.partner_id.with_env(cls.env)  # tracked, which new_test_user switches off
        cls.me.write({"email": "visitor@example.com", "patient_category_id": cls.ordinary.id})
        cls.me.write({"patient_category_id": label.id, "patient_category_reason": f"Reason {SECRET}"})
        cls.env.flush_all()
        cls.env.cr.precommit.run()
        incident_type = cls.env["patient.incident.type"].create(
            {
                "name": f"Type {SECRET}",
                "cause": "payment",
                "steps": [Command.create({"text": f"Step {SECRET}"})],
            }
        )
        cls.order = cls._order(cls.me)
        cls.order.action_quotation_sent()
        cls.incident = (
            cls.env["patient.incident"]
            .with_user(cls.receptionist)
            .create(
                {
                    "partner_id": cls.me.id,
                    "type_id": incident_type.id,
                    "order_id": cls.order.id,
                    "description": f"Facts {SECRET}",
                    "resolution": f"Done {SECRET}",
                    "outcome": "agreed",
                    "proposed_category_id": cls.vip.id,
                    "proposal_reason": f"Why {SECRET}",
                    "state": "resolved",
                }
            )
        )
        cls.incident.with_user(cls.manager).action_accept_proposal()
        cls.me.write({"patient_category_id": label.id, "patient_category_reason": f"Reason {SECRET}"})
        cls.env.flush_all()
        cls.env.cr.precommit.run()
        cls.label = label
        cls.clerk = new_test_user(cls.env, "clerk", "base.group_user")
        cls.seller = new_test_user(cls.env, "seller", "sales_team.group_sale_salesman_all_leads")
        cls.public = cls.env.ref("base.public_user")

    def test_the_word_is_there_for_those_who_may_know(self):
        self.assertTrue(self._leaks(self.receptionist, ["res.partner", "sale.order", "patient.incident"]))

    def test_portal_reads_nothing(self):
        self.assertFalse(self._leaks(self.portal))
        self.assertLessEqual({"mail.message", "res.partner", "res.users", "sale.order"}, self.crawled)

    def test_public_visitor_reads_nothing(self):
        self.assertFalse(self._leaks(self.public))

    def test_other_employee_reads_nothing(self):
        self.assertFalse(self._leaks(self.clerk))

    def test_sales_user_without_patients_reads_nothing(self):
        self.assertFalse(self._leaks(self.seller))

    def test_nothing_is_found_by_asking(self):
        """A field that cannot be read must not be searched, grouped by, sorted by or exported either."""
        asked = [
            ("res.partner", "patient_category_id"),
            ("res.partner", "patient_category_reason"),
            ("res.partner", "patient_incident_ids"),
            ("res.partner", "patient_open_incident_count"),
            ("sale.order", "patient_category_id"),
            ("account.move.line", "patient_category_id"),
        ]
        asks = {
            "search": lambda records, field: records.search([(field, "!=", False)]),
            "sort": lambda records, field: records.search([], order=f"{field} desc", limit=1),
            "group": lambda records, field: records._read_group([], [field], ["__count"]),
            "export": lambda records, field: self._any(records).export_data([field]),
            "read": lambda records, field: self._any(records).read([field]),
        }
        answered = []
        for user in (self.portal, self.public, self.clerk, self.seller):
            for model, field in asked:
                for name, ask in asks.items():
                    try:
                        ask(self.env[model].with_user(user), field)
                    except (UserError, ValueError):  # an AccessError is a UserError
                        continue
                    answered.append((user.login, model, field, name))
        self.assertFalse(answered)

    def test_patients_do_not_see_the_margin_of_their_visit(self):
        order = self.order.with_user(self.portal)
        self.assertTrue(order.read(["amount_total"]))
        for field in ("margin", "margin_percent"):
            with self.assertRaises(AccessError):
                order.read([field])
            with self.assertRaises(AccessError):
                order.search([(field, ">", 0)])

    def _any(self, records):
        """A record of this model that is about the patient, where there is one."""
        known = {"res.partner": self.me, "sale.order": self.order}
        return known.get(records._name, self.env[records._name].search([], limit=1)).with_env(records.env)

    def test_mail_to_the_patient_says_nothing(self):
        """What the patient gets by mail, and the pages behind its link."""
        template = self.env.ref("sale.email_template_edi_sale")
        values = template._generate_template(self.order.ids, ["body_html", "subject", "email_to"])[
            self.order.id
        ]
        self.assertNotIn(SECRET, str(values))
        messages = self.order.message_ids | self.me.message_ids
        self.assertTrue(messages)
        for message in messages.filtered(
            lambda message: not message.is_internal and not message.subtype_id.internal
        ):
            tracked = message.tracking_value_ids.mapped(
                lambda value: (value.old_value_char, value.new_value_char)
            )
            self.assertNotIn(SECRET, f"{message.subject} {message.body} {tracked}")

    def _leaks(self, user, models=None):
        """Where ``user`` can read the planted word, as {model.field}."""
        leaks = set()
        self.crawled = set()
        for name in models or sorted(self.env.registry):
            records = self.env[name].with_user(user)
            if records._abstract or records._transient or not records._auto or not records.has_access("read"):
                continue
            readable = [
                field.name
                for field in records._fields.values()
                if field.type in ("char", "text", "html", "many2one", "json", "reference")
                and (field.store or field.related)
                and records._has_field_access(field, "read")
            ]
            rows = self._read_newest(records.with_context(active_test=False), readable)
            if rows:
                self.crawled.add(name)
            leaks |= {f"{name}.{key}" for row in rows for key, value in row.items() if SECRET in str(value)}
        return leaks

    def _read_newest(self, records, fields):
        """The newest records with all fields that can be read; field by field where one is refused."""
        try:
            return records.search([], limit=40, order="id desc").read(fields)
        except (AccessError, UserError):
            if len(fields) < 2:
                return []
            return [row for field in fields for row in self._read_newest(records, [field])]

    def test_no_look_of_a_category_is_grouped_or_sorted_by(self):
        """Odoo asks for nobody's groups when a related field is grouped or sorted by: the portal read guidance so."""
        asked = {
            "res.partner": ("guardian_phone", "patient_category_color", "patient_category_guidance"),
            "res.users": ("patient_category_color", "patient_category_guidance"),
            "sale.order": ("patient_category_color",),
        }
        for user in (self.portal, self.seller):
            for model, names in asked.items():
                records = self.env[model].with_user(user)
                for name in names:
                    asks = (
                        lambda records=records, name=name: records._read_group([], [name], ["__count"]),
                        lambda records=records, name=name: records._read_group([], [], [f"{name}:count_distinct"]),
                        lambda records=records, name=name: records.search([], order=name),
                    )
                    for number, ask in enumerate(asks):
                        with self.subTest(user=user.login, field=f"{model}.{name}", number=number):
                            self.assertRaises(AccessError, ask)

    def test_subject_of_mails_about_incidents(self):
        """Every colleague can read the subjects of all mails: the name of each notification is one."""
        incident = self.incident.with_user(self.receptionist)
        incident.message_post(
            body="Please call", partner_ids=self.manager.partner_id.ids, subtype_xmlid="mail.mt_comment"
        )
        incident.activity_schedule(
            "mail.mail_activity_data_todo", summary=f"Call {SECRET}", user_id=self.manager.id
        )
        notifications = self.env["mail.notification"].with_user(self.clerk).search([], limit=2, order="id desc")
        mails = [name for _id, name in (row["mail_mail_id"] for row in notifications.read(["mail_mail_id"]))]
        self.assertEqual(mails, ["An incident with a patient"] * 2)

    def test_a_dialog_is_for_whoever_opened_it(self):
        """What is typed into a dialog, and what it tells, stays in the database for an hour."""
        dialogs = [
            model
            for name, model in self.env.items()
            if model.is_transient() and name.startswith(("patient.", "sms.survey."))
        ]
        self.assertGreaterEqual(len(dialogs), 9)
        for model in dialogs:
            rules = self.env["ir.rule"].sudo().search([("model_id.model", "=", model._name), ("groups", "=", False)])
            self.assertIn("[('create_uid', '=', user.id)]", rules.mapped("domain_force"), model._name)
        dialog = self.env["patient.incident.help"].with_user(self.receptionist).create(
            {"partner_id": self.patient.id, "description": SECRET}
        )
        for call in (lambda: dialog.with_user(self.cashier).read(), lambda: dialog.with_user(self.cashier).write({})):
            with self.assertRaises(AccessError):
                call()

    def test_an_order_that_is_being_entered_tells_nothing_of_a_patient_next_door(self):
        next_door = self.env["res.company"].create({"name": "Next Door"})
        foreign = self.env["res.partner"].create(
            {"name": "Foreign", "company_id": next_door.id, "patient_category_id": self.problem.id}
        )
        fields = {"partner_id": {}, "patient_category_id": {}, "patient_category_color": {}, "prepayment_state": {}}
        orders = self.env["sale.order"].with_user(self.receptionist)
        for patient, category in ((self.problem_patient, self.problem.id), (foreign, False)):
            for value in (patient.id, {"id": patient.id}):
                told = orders.onchange({"partner_id": value}, [], fields)["value"]
                self.assertEqual(told["patient_category_id"], category)

    def test_a_contact_of_a_patient_next_door_tells_nothing_of_him(self):
        next_door = self.env["res.company"].create({"name": "Next Door"})
        foreign = self.env["res.partner"].create(
            {"name": "Foreign", "company_id": next_door.id, "patient_category_id": self.problem.id}
        )
        spy = self.env["res.partner"].with_user(self.receptionist).create({"name": "Spy", "parent_id": foreign.id})
        order = self.env["sale.order"].with_user(self.receptionist).create({"partner_id": spy.id})
        self.assertFalse(order.patient_category_id)
        self.assertFalse(spy.sudo()._patient_category(self.env.company))
        self.assertEqual(spy.sudo()._patient_category(next_door), self.problem)

    def test_an_order_that_is_being_entered_tells_nothing_of_releases_next_door(self):
        order = self.env["sale.order"].create({"partner_id": self.problem_patient.id})
        order._release("treat_now", "Emergency")
        line = {"product_id": self.service.id, "product_uom_qty": 1, "price_unit": 100}
        asked = {
            "partner_id": self.problem_patient.id,
            "order_line": [(0, "new", line)],
            "prepayment_release_ids": [(4, order.prepayment_release_ids.id)],
        }
        orders = self.env["sale.order"].with_user(self.receptionist)
        told = orders.onchange(asked, list(asked), dict.fromkeys((*asked, "prepayment_state"), {}))["value"]
        self.assertEqual(told["prepayment_state"], "missing")

    def test_a_form_tells_nothing_of_what_is_next_door(self):
        next_door = self.env["res.company"].create({"name": "Next Door"})
        guardian = self.env["res.partner"].create(
            {"name": "Foreign", "company_id": next_door.id, "phone": "+32470111222"}
        )
        category = self.env["patient.category"].create(
            {"name": "Theirs", "company_id": next_door.id, "guidance": f"<p>{SECRET}</p>", "reason_required": True}
        )
        employee = self.env["hr.employee"].create({"name": "Their Doctor", "company_id": next_door.id})
        visit = self.env["sale.order"].create(
            {"partner_id": self.patient.id, "company_id": next_door.id, "attending_employee_id": employee.id}
        )
        visit.served_at = "2026-01-01 10:00:00"
        asked = (
            ("res.partner", {"guardian_id": guardian.id}, "guardian_phone"),
            ("res.partner", {"patient_category_id": category.id}, "patient_category_guidance"),
            ("res.partner", {"patient_category_id": category.id}, "patient_category_reason_required"),
            ("sale.order", {"partner_id": self.patient.id, "company_id": next_door.id}, "attending_employee_id"),
        )

        def told(model, values, field):
            specification = dict.fromkeys((*values, field), {})
            forms = self.env[model].with_user(self.receptionist)
            return forms.onchange(values, list(values), specification)["value"].get(field)

        for question in asked:
            self.assertFalse(told(*question), question)
        guardian.company_id = category.company_id = False
        for question in asked[:3]:
            self.assertTrue(told(*question), question)
