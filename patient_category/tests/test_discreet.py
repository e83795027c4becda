import json

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import HttpCase, new_test_user, tagged

from .common_money import MoneyCommon

SECRET = "zqxlabel"
SHOWN_OF_A_DUPLICATE = ("display_name", "name", "patient_birthdate", "active")  # what its widget reads


@tagged("post_install", "-at_install")
class TestDiscreet(MoneyCommon, HttpCase):
    """The patient may read the screen, or hear it read: no message of a flow names a category.

    One word stands in the name, the guidance and the reason of a category that asks for prepayment.
    Everything that people without managers' rights are told about its patient is collected.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=False, mail_notrack=False))
        cls.label = cls.env["patient.category"].create(
            {
                "name": f"Label {SECRET}",
                "guidance": f"<p>Guidance {SECRET}</p>",
                "attention": "caution",
                "manager_assigns": True,
                "prepayment_required": True,
                "review_after_days": 1,
            }
        )
        cls.portal = new_test_user(cls.env, "visitor", "base.group_portal", password="visitor-password")
        cls.me = cls.portal.partner_id.with_env(cls.env)  # tracked, which new_test_user switches off
        cls.me.write({"email": "visitor@example.com", "phone": "+1 650-253-0000"})
        cls.me.write({"patient_category_id": cls.label.id, "patient_category_reason": f"Reason {SECRET}"})
        cls.seller = new_test_user(
            cls.env,
            "seller",
            "sales_team.group_sale_salesman_all_leads",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )
        cls.unprivileged = (cls.seller, cls.receptionist, cls.cashier)
        cls.env.flush_all()

    def _refused(self, flow):
        """The sentence with which ``flow`` is refused; it is an error when it is not."""
        with self.assertRaises(UserError) as refusal, self.env.cr.savepoint():
            flow()
        sentence = str(refusal.exception)
        self.assertNotIn(SECRET, sentence)
        return sentence

    def _check_dialog(self, user, action):
        """No text of the dialog that ``action`` opens names it: what it shows by itself, before anybody chooses."""
        Wizard = self.env[action["res_model"]].with_user(user).with_context(**action.get("context", {}))
        defaults = Wizard.default_get(list(Wizard._fields))
        wizard = Wizard.create({key: value for key, value in defaults.items() if key in Wizard._fields})
        texts = [name for name, field in Wizard._fields.items() if field.type in ("char", "text", "html")]
        self.assertNotIn(SECRET, f"{action} {wizard.read(texts)}")

    def _track(self):
        """Write the notes that Odoo writes at commit about what changed."""
        self.env.flush_all()
        self.env.cr.precommit.run()

    def test_refusals_to_confirm(self):
        for user in self.unprivileged:
            with self.subTest(user=user.login):
                order = self._order(self.me).with_user(user)
                sentence = self._refused(order._enter_confirmed)
                self.assertIn("120", sentence)
                self._refused(lambda order=order: order.write({"state": "sale"}))
                values = {
                    "partner_id": self.me.id,
                    "state": "sale",
                    "order_line": [Command.create({"product_id": self.service.id})],
                }
                self._refused(lambda user=user, values=values: self.env["sale.order"].with_user(user).create(values))
                self.assertNotIn(SECRET, str(order.action_confirm_eligible()))
        self._refused(self._order(self.me).action_confirm)
        self._refused(self._order(self.me).with_user(self.seller).action_confirm)

    def test_refusals_to_serve_and_to_invoice_what_is_held(self):
        order = self._order(self.me)
        order._release("treat_now", "Emergency")
        self.env["patient.prepayment.release"].sudo().search([("order_id", "=", order.id)])._end()
        order._judge_prepayment()
        self.assertEqual(order.prepayment_state, "missing")
        for user in self.unprivileged[1:]:
            self.assertIn("on hold", self._refused(order.with_user(user).action_served))
        invoice = order.sudo()._create_invoices(final=True)
        invoice.invoice_date = fields.Date.today()
        self._refused(invoice.with_user(self.env.user).action_post)

    def test_notices_and_dialogs_of_the_order(self):
        order = self._order(self.me)
        self.assertIn("Prepayment missing", order.prepayment_notice)
        self.assertNotIn(SECRET, order.prepayment_notice)
        self.assertNotIn(SECRET, order.display_name)
        self._check_dialog(self.receptionist, order.action_treat_now())
        self._check_dialog(self.cashier, order.with_user(self.cashier).action_register_prepayment())

    def test_refusals_about_the_patient(self):
        patient = self.me.with_user(self.receptionist)
        child = self.env["res.partner"].create({"name": "Child", "guardian_id": self.me.id})
        other = self.env["res.company"].create({"name": "Next door"})
        foreign = self.env["patient.category"].create({"name": f"Foreign {SECRET}", "company_id": other.id})
        self.assertTrue(child)
        self._refused(lambda: patient.write({"patient_category_id": self.ordinary.id}))
        self._refused(lambda: self.patient.with_user(self.receptionist).write({"patient_category_id": self.label.id}))
        self._refused(lambda: self.patient.write({"patient_category_id": foreign.id}))
        self._refused(lambda: patient.write({"patient_category_reason": "x" * 1001}))
        self._refused(lambda: patient.write({"patient_category_review_date": "2099-01-01"}))
        self._refused(patient.action_undo_category)
        self._refused(self.me.sudo().unlink)
        self.label.write({"manager_assigns": False, "reason_required": True})
        self._refused(lambda: self.patient.with_user(self.receptionist).write({"patient_category_id": self.label.id}))
        wizard = self.env["patient.category.change"].with_user(self.receptionist)
        self._refused(
            wizard.create({"partner_ids": [Command.set(patient.ids)], "category_id": self.ordinary.id}).action_change
        )

    def test_duplicates_show_no_category(self):
        twin = self.env["res.partner"].with_user(self.receptionist).create({"name": "Twin", "phone": self.me.phone})
        self.assertEqual(twin.patient_duplicate_ids, self.me)
        [shown] = twin.web_read({"patient_duplicate_ids": {"fields": {name: {} for name in SHOWN_OF_A_DUPLICATE}}})
        self.assertIn(self.me.name, str(shown))
        self.assertNotIn(SECRET, str(shown))

    def test_what_is_said_about_the_money(self):
        """On orders and invoices that ask for more, or whose money left."""
        self.company.prepayment_direct_invoices = True
        accountant = new_test_user(
            self.env,
            "prim",
            "account.group_account_invoice",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        direct = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.me.id,
                "invoice_date": fields.Date.today(),
                "invoice_line_ids": [Command.create({"product_id": self.service.id, "price_unit": 10})],
            }
        )
        self._refused(direct.with_user(accountant).action_post)
        self.assertNotIn(SECRET, str(direct.with_user(self.receptionist)._get_alerts()))
        order = self._order(self.me)
        payment = self._payment(self.me, order.amount_total)
        self._set_aside(order, payment)
        order.action_confirm()
        invoice = order._create_invoices()
        invoice.invoice_line_ids.price_unit *= 2
        self._refused(invoice.with_user(accountant).action_post)
        self._check_dialog(self.receptionist, order.with_user(self.receptionist).action_cancel())
        self._track()
        payment.action_draft()
        self._track()
        said = self.env["mail.message"].search([("model", "=", "sale.order"), ("res_id", "=", order.id)])
        self.assertTrue(said.filtered(lambda message: "Money left" in (message.subject or "")))
        told = [*said.mapped("subject"), *said.mapped("body"), *order.activity_ids.mapped("summary")]
        self.assertTrue(order.activity_ids)
        self.assertNotIn(SECRET, str(told))

    def test_activities_name_none(self):
        self.me._ask_for_review()
        self.assertTrue(self.me.activity_ids)
        for activity in self.me.activity_ids:
            self.assertNotIn(SECRET, f"{activity.display_name} {activity.summary} {activity.note} {activity.res_name}")

    def test_messages_that_the_patient_or_a_follower_gets(self):
        """Mails and chatter: whatever is not an internal note, and the bodies of the notes as well."""
        order = self._order(self.me)
        self.me.message_subscribe(self.seller.partner_id.ids)
        order.action_quotation_sent()
        self._track()
        composer = order.action_quotation_send()
        self.assertNotIn(SECRET, str(composer))
        order._release("treat_now", "Emergency")
        order.with_user(self.cashier).action_served()
        self.me.patient_category_id = self.ordinary
        self._track()
        self.me.write({"patient_category_id": self.label.id, "patient_category_reason": SECRET})
        self._track()
        messages = self.env["mail.message"].search(
            ["|", "&", ("model", "=", "sale.order"), ("res_id", "=", order.id),
             "&", ("model", "=", "res.partner"), ("res_id", "=", self.me.id)]
        )  # fmt: skip
        tracked = messages.tracking_value_ids.filtered(
            lambda value: SECRET in f"{value.old_value_char} {value.new_value_char}"
        )
        self.assertTrue(tracked, "what staff read as a note is looked for in the right place")
        for message in messages:
            self.assertNotIn(SECRET, f"{message.subject} {message.body}")
            if not message.is_internal and not message.subtype_id.internal:
                self.assertFalse(message.tracking_value_ids & tracked)
        mails = self.env["mail.mail"].search([("mail_message_id", "in", messages.ids)])
        for mail in mails:
            self.assertNotIn(SECRET, f"{mail.subject} {mail.body_html}")
        for xmlid in ("sale.email_template_edi_sale", "sale.mail_template_sale_confirmation"):
            rendered = self.env.ref(xmlid)._generate_template(order.ids, ["body_html", "subject"])
            self.assertNotIn(SECRET, str(rendered))

    def test_portal_pages_and_printed_documents(self):
        order = self._order(self.me, require_signature=True, require_payment=False)
        order.action_quotation_sent()
        invoice = self._confirmed(self.me, 0.0)
        invoice.order_line.price_unit = 80
        invoice._release("treat_now", "Emergency")
        bill = self._invoice(invoice)
        self.env.flush_all()
        self.authenticate("visitor", "visitor-password")
        pages = {
            "home": "/my/home",
            "account": "/my/account",
            "orders": "/my/orders",
            "quotations": "/my/quotes",
            "invoices": "/my/invoices",
            "order": order.get_portal_url(),
            "printed order": order.get_portal_url(report_type="html"),
            "invoice": bill.get_portal_url(),
        }
        for name, url in pages.items():
            with self.subTest(page=name):
                response = self.url_open(url)
                self.assertEqual(response.status_code, 200)
                self.assertNotIn(SECRET, response.text)
        self.assertIn(order.name, self.url_open(order.get_portal_url()).text)
        answer = self.url_open(
            f"/my/orders/{order.id}/accept",
            data=json.dumps({"params": {"access_token": order.access_token, "name": "Me", "signature": "aGk="}}),
            headers={"Content-Type": "application/json"},
        )
        self.assertNotIn(SECRET, answer.text)
        order.invalidate_recordset()
        self.assertEqual(order.state, "sent", "signing does not confirm what is not prepaid")
        self._order(self.me)
        order_2 = self._order(self.me)
        payment = self._payment(self.me, 120)
        allocation = self._set_aside(order_2, payment)
        receipt = self.env["ir.actions.report"]._render_qweb_html(
            "patient_category.report_prepayment_receipt", allocation.ids
        )[0]
        self.assertIn(b"120", receipt)
        self.assertNotIn(SECRET, receipt.decode())
