from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from .common import PatientCommon


@tagged("post_install", "-at_install")
class TestPatient(PatientCommon):
    def _register(self, **values):
        return self.env["res.partner"].with_user(self.receptionist).create({"name": "New", **values})

    def test_receptionist_registers_with_the_default_standing_ready(self):
        Partner = self.env["res.partner"].with_user(self.receptionist).with_context(register_patient=True)
        with Form(Partner, "patient_category.patient_view_form") as form:
            form.name = "Nadia New"
            self.assertEqual(form.patient_category_id, self.ordinary)
            form.patient_category_id = self.problem
        patient = form.record
        self.assertEqual(patient.patient_category_id, self.problem)
        self.assertEqual(patient.patient_category_history_ids.user_id, self.receptionist)
        self.assertEqual(patient.patient_category_source, "manual")

    def test_contacts_created_elsewhere_are_no_patients(self):
        """Quick create, mail gateway, portal sign-up and a mere create work as they do without us."""
        clerk = new_test_user(self.env, "clerk", "base.group_user,base.group_partner_manager")
        Partner = self.env["res.partner"]
        quick = [Partner.browse(Partner.with_user(user).name_create("Quick")[0]) for user in (clerk, self.receptionist)]
        gateway = Partner._find_or_create_from_emails(["Sender <sender@example.com>"])
        self.env["ir.config_parameter"].set_param("auth_signup.invitation_scope", "b2c")
        login, _password = self.env["res.users"].signup(
            {"login": "new@example.com", "name": "New", "password": "long-enough-password"}
        )
        signed_up = self.env["res.users"].search([("login", "=", login)]).partner_id
        created = Partner.with_user(clerk).create({"name": "Vendor"})
        for contact in self.env["res.partner"].union(*quick, *gateway, signed_up, created.with_env(self.env)):
            self.assertTrue(contact.name)
            self.assertFalse(contact.patient_category_id)
            self.assertFalse(contact.patient_category_history_ids)

    def test_only_managers_put_patients_into_a_guarded_category(self):
        with self.assertRaises(AccessError):
            self._register(patient_category_id=self.vip.id)
        with self.assertRaises(AccessError):
            self.patient.with_user(self.receptionist).patient_category_id = self.vip
        self.patient.with_user(self.manager).patient_category_id = self.vip

    def test_only_managers_take_patients_out_of_prepayment(self):
        with self.assertRaises(AccessError):
            self.problem_patient.with_user(self.receptionist).patient_category_id = self.ordinary
        self.problem_patient.with_user(self.manager).patient_category_id = self.ordinary

    def test_nobody_decides_about_themselves(self):
        with self.assertRaisesRegex(AccessError, "Nobody decides about themselves"):
            self.manager.partner_id.with_user(self.manager).patient_category_id = self.ordinary

    def test_reason_is_asked_for(self):
        self.problem.reason_required = True
        with self.assertRaisesRegex(UserError, "enter why"):
            self._register(patient_category_id=self.problem.id)
        self._register(patient_category_id=self.problem.id, patient_category_reason="Does not pay")

    def test_history_is_kept_without_gaps(self):
        self.patient.with_user(self.manager).patient_category_id = self.vip
        newer, older = self.patient.patient_category_history_ids
        self.assertEqual((older.category_id, newer.category_id), (self.ordinary, self.vip))
        self.assertEqual(older.date_to, newer.date_from)
        self.assertFalse(newer.date_to)

    def test_review_date_follows_the_category(self):
        self.problem.review_after_days = 180
        self.patient.patient_category_id = self.problem
        self.assertTrue(self.patient.patient_category_review_date)
        self.patient.patient_category_id = self.ordinary
        self.assertFalse(self.patient.patient_category_review_date)

    def test_a_patient_with_history_is_not_deleted(self):
        with self.assertRaisesRegex(UserError, "Archive the patient instead"):
            self.patient.unlink()
        self.patient.patient_category_id = False  # no patient any more, but the past is there
        with self.assertRaisesRegex(UserError, "Olga Ordinary cannot be deleted"):
            (self.patient | self.env["res.partner"].create({"name": "Vendor"})).unlink()

    def test_a_guardian_is_not_deleted(self):
        guardian = self.env["res.partner"].create({"name": "Mother"})
        self.patient.guardian_id = guardian
        with self.assertRaisesRegex(UserError, "Mother cannot be deleted.*Olga"):
            guardian.unlink()

    def test_contacts_without_history_are_deleted_as_ever(self):
        self.env["res.partner"].create({"name": "Vendor"}).unlink()

    def test_who_is_no_patients_user_cannot_read_or_search_categories(self):
        clerk = new_test_user(self.env, "clerk", "base.group_user")
        partner = self.patient.with_user(clerk)
        with self.assertRaises(AccessError):
            partner.read(["patient_category_id"])
        with self.assertRaises(AccessError):
            partner.search([("patient_category_id", "=", self.problem.id)])
        with self.assertRaises(AccessError):
            self.env["patient.category"].with_user(clerk).search([])

    def test_only_managers_let_a_contact_pay_on_account(self):
        with self.assertRaises(AccessError):
            self.patient.with_user(self.receptionist).pays_on_account = True
        Partner = self.env["res.partner"].with_user(self.receptionist).with_context(default_pays_on_account=True)
        self.assertFalse(Partner.create({"name": "Insurer"}).pays_on_account)
        with self.assertRaisesRegex(AccessError, "Nobody decides about themselves"):
            self.manager.partner_id.with_user(self.manager).pays_on_account = True

    def test_nobody_puts_off_his_own_review(self):
        own = self.receptionist.partner_id.with_user(self.receptionist)
        for values in ({"patient_category_review_date": "2099-01-01"}, {"patient_category_reason": "Nice"}):
            with self.assertRaisesRegex(AccessError, "Nobody decides about themselves"):
                own.write(values)

    def test_a_company_does_not_lend_its_category(self):
        company = self.env["res.partner"].create(
            {"name": "VIPs", "is_company": True, "patient_category_id": self.vip.id}
        )
        person = self._register()
        with self.assertRaisesRegex(AccessError, "Only managers"):
            person.parent_id = company
        with self.assertRaisesRegex(AccessError, "Nobody decides about themselves"):
            self.receptionist.partner_id.with_user(self.receptionist).parent_id = company

    def test_a_contact_does_not_leave_prepayment_by_a_category_of_its_own(self):
        self.problem_patient.is_company = True
        child = self._register(parent_id=self.problem_patient.id)
        with self.assertRaisesRegex(AccessError, "Only managers"):
            child.patient_category_id = self.ordinary

    def test_only_managers_end_paying_on_account(self):
        self.patient.pays_on_account = True
        with self.assertRaisesRegex(AccessError, "Only managers"):
            self.patient.with_user(self.receptionist).pays_on_account = False

    def test_only_managers_put_off_a_review(self):
        with self.assertRaisesRegex(AccessError, "Only managers"):
            self.problem_patient.with_user(self.receptionist).patient_category_review_date = "2099-01-01"
        with self.assertRaisesRegex(AccessError, "Only managers"):
            self._register(patient_category_review_date="2099-01-01")

    def test_refusal_in_a_batch_says_who_it_is_about(self):
        patients = (self.patient | self.problem_patient).with_user(self.receptionist)
        with self.assertRaisesRegex(AccessError, "category of Paul Problem"):
            patients.patient_category_id = self.ordinary

    def test_too_long_a_text_is_refused_and_not_cut(self):
        with self.assertRaisesRegex(ValidationError, "at most 1,000 characters"):
            self._register(name="N" * 1001, patient_category_id=self.ordinary.id)
        with self.assertRaisesRegex(ValidationError, "at most 1,000 characters"):
            self.patient.with_user(self.receptionist).patient_category_reason = "r" * 1001
        self.patient.patient_category_reason = "r" * 1000
        self.assertEqual(len(self.patient.patient_category_reason), 1000)
        self.env["res.partner"].create({"name": "N" * 1001})  # no patient: as without us

    def test_the_reason_for_one_category_is_none_for_the_next(self):
        self.problem.reason_required = True
        self.vip_patient.patient_category_reason = "Donor"
        with self.assertRaisesRegex(UserError, "enter why Victor Vip gets"):
            self.vip_patient.with_user(self.manager).patient_category_id = self.problem
        self.vip_patient.patient_category_id = self.ordinary
        self.assertFalse(self.vip_patient.patient_category_reason)
        self.assertFalse(self.vip_patient.patient_category_history_ids[0].reason)

    def test_the_form_empties_the_reason_for_the_category_before(self):
        self.patient.patient_category_reason = "As everybody"
        with Form(self.patient.with_user(self.receptionist), "patient_category.patient_view_form") as form:
            form.patient_category_id = self.problem
            self.assertFalse(form.patient_category_reason)
            form.patient_category_id = self.ordinary
            self.assertEqual(form.patient_category_reason, "As everybody")
            form.patient_category_id = self.problem
            form.patient_category_reason = "Does not pay"
        self.assertEqual(self.patient.patient_category_history_ids[0].reason, "Does not pay")

    def test_category_is_shared_neither_with_the_company_nor_with_colleagues(self):
        company = self.env["res.partner"].create({"name": "Firm", "is_company": True})
        one, other = self.env["res.partner"].create(
            [{"name": name, "parent_id": company.id, "patient_category_id": self.ordinary.id} for name in "AB"]
        )
        one.write({"patient_category_id": self.problem.id, "street": "New street"})
        self.assertEqual(other.patient_category_id, self.ordinary)
        self.assertFalse(company.patient_category_id)
        company.write({"patient_category_id": self.vip.id, "street": "Other street"})
        self.assertEqual((one | other).mapped("patient_category_id"), self.problem | self.ordinary)

    def test_effective_category_in_a_company(self):
        """The patient's if it is shared or of that company or one above; else none."""
        root = self.env["res.company"].create({"name": "Root"})
        branch = self.env["res.company"].create({"name": "Branch", "parent_id": root.id})
        own = self.env["patient.category"].create({"name": "Own", "company_id": root.id})
        patient = self.env["res.partner"].create(
            {"name": "P", "company_id": root.id, "patient_category_id": own.id}
        )
        self.assertEqual(patient._patient_category(root), own)
        self.assertEqual(patient._patient_category(branch), own)
        self.assertFalse(patient._patient_category(self.company))
        self.assertEqual(self.patient._patient_category(branch), self.ordinary)

    def test_nobody_is_born_in_the_future(self):
        with self.assertRaisesRegex(ValidationError, "born in the future"):
            self.patient.with_user(self.receptionist).patient_birthdate = "2999-01-01"

    def test_guidance_is_one_click_away_on_patient_order_and_invoice(self):
        self.vip.guidance = "<p>Offer a seat</p>"
        order = self._order(self.vip_patient)
        order.action_confirm()
        invoice = order.sudo()._create_invoices()
        invoice.action_post()
        for record in (self.vip_patient, order, invoice):
            action = record.with_user(self.receptionist).action_show_guidance()
            self.assertEqual((action["res_model"], action["res_id"]), ("patient.category", self.vip.id))

    def test_guardian_pays_by_default(self):
        guardian = self.env["res.partner"].create({"name": "Mother"})
        self.patient.guardian_id = guardian
        self.assertEqual(self._order(self.patient).partner_invoice_id, guardian)
        self.assertEqual(self._order(self.vip_patient).partner_invoice_id, self.vip_patient)
        own = self.env["res.partner"].create({"name": "Bills", "type": "invoice", "parent_id": self.patient.id})
        self.assertEqual(self._order(self.patient).partner_invoice_id, own)

    def test_guardian_is_somebody_else_of_the_same_company(self):
        with self.assertRaisesRegex(ValidationError, "cannot be their own guardian"):
            self.patient.guardian_id = self.patient
        other = self.env["res.company"].create({"name": "Next door"})
        guardian = self.env["res.partner"].create({"name": "Mother", "company_id": other.id})
        with self.assertRaisesRegex(ValidationError, "^The guardian of Olga Ordinary belongs to another company"):
            self.patient.guardian_id = guardian

    def test_history_of_the_clinic_next_door_is_not_read(self):
        other = self.env["res.company"].create({"name": "Next door"})
        self.patient.company_id = other
        History = self.env["patient.category.history"].with_user(self.receptionist)
        self.assertFalse(History.search([("partner_id", "=", self.patient.id)]))
        self.assertTrue(History.search([("partner_id", "=", self.vip_patient.id)]))

    def test_history_is_written_by_nobody(self):
        History = self.env["patient.category.history"].with_user(self.manager)
        period = self.patient.patient_category_history_ids.with_user(self.manager)
        for attempt in (
            lambda: History.create({"partner_id": self.patient.id, "category_id": self.vip.id}),
            lambda: period.write({"reason": "Never"}),
            period.unlink,
        ):
            with self.assertRaises(AccessError):
                attempt()

    def test_many_patients_change_category_at_the_cost_of_one(self):
        def patients(number):
            found = self.env["res.partner"].create(
                [{"name": f"P{i}", "patient_category_id": self.ordinary.id} for i in range(number)]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            return found.with_user(self.manager)

        def queries(records):
            before = self.env.cr.sql_log_count
            records.patient_category_id = self.vip
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        queries(patients(1))  # fills the caches
        self.assertLessEqual(queries(patients(60)), queries(patients(1)) + 2)

    def test_many_patients_are_registered_at_the_cost_of_one(self):
        def queries(number):
            before = self.env.cr.sql_log_count
            self.env["res.partner"].with_user(self.receptionist).create(
                [{"name": f"P{i}", "patient_category_id": self.problem.id} for i in range(number)]
            )
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        self.problem.review_after_days = 30
        queries(1)  # fills the caches
        self.assertLessEqual(queries(60), queries(1) + 2)

    def test_merging_keeps_the_stricter_category_and_all_history(self):
        for destination in (self.patient, self.problem_patient):
            with self.subTest(destination=destination.name), self.env.cr.savepoint() as savepoint:
                merger = new_test_user(self.env, "merger", "base.group_user,base.group_partner_manager")
                self.env["base.partner.merge.automatic.wizard"].with_user(merger)._merge(
                    [self.patient.id, self.problem_patient.id], destination, extra_checks=False
                )
                destination.invalidate_recordset()
                self.assertEqual(destination.patient_category_id, self.problem)
                history = destination.patient_category_history_ids
                self.assertEqual(history.category_id, self.problem | self.ordinary)
                self.assertEqual(history.filtered(lambda period: not period.date_to).category_id, self.problem)
                savepoint.close(rollback=True)
            self.env.invalidate_all()

    def _merge(self, *partners):
        """Merge these contacts into the last one, as a system administrator."""
        destination = partners[-1]
        ids = [partner.id for partner in partners]
        self.env["base.partner.merge.automatic.wizard"]._merge(ids, destination, extra_checks=False)
        destination.invalidate_recordset()
        return destination

    def test_of_equal_prepayment_caution_goes_before_courtesy(self):
        self.problem.prepayment_required = False
        self.problem_patient.patient_category_reason = "Shouts"
        self.problem_patient.patient_category_review_date = "2031-05-01"
        merged = self._merge(self.problem_patient, self.vip_patient)
        self.assertEqual(merged.patient_category_id, self.problem)
        self.assertEqual(merged.patient_category_reason, "Shouts")
        self.assertEqual(str(merged.patient_category_review_date), "2031-05-01")

    def test_higher_percent_goes_before_caution(self):
        half = self.env["patient.category"].create(
            {"name": "Half", "prepayment_required": True, "prepayment_percent": 50, "attention": "caution"}
        )
        self.problem.attention = "normal"
        self.patient.patient_category_id = half
        self.assertEqual(self._merge(self.problem_patient, self.patient).patient_category_id, self.problem)

    def test_of_equally_strict_categories_the_destinations_is_kept(self):
        other = self.env["patient.category"].create({"name": "Regulars"})
        regular = self.env["res.partner"].create({"name": "R", "patient_category_id": other.id})
        self.assertEqual(self._merge(regular, self.patient).patient_category_id, self.ordinary)

    def test_merging_keeps_incidents_and_answers(self):
        kind = self.env["patient.incident.type"].create(
            {"name": "Did not pay", "cause": "payment", "steps": [Command.create({"text": "Ask why"})]}
        )
        incident = self.env["patient.incident"].create({"partner_id": self.patient.id, "type_id": kind.id})
        sister = self._register(patient_category_id=self.ordinary.id, email="o@example.com")
        self.patient.email = "o@example.com"
        sister.patient_duplicate_answers = {str(self.patient.id): "different"}
        merged = self._merge(self.patient, self.vip_patient)
        self.assertEqual(merged.patient_incident_ids, incident)
        self.assertFalse(sister.patient_duplicate_ids)

    def test_guardian_and_child_who_are_one_person_can_be_merged(self):
        self.patient.guardian_id = self.vip_patient
        self.assertFalse(self._merge(self.patient, self.vip_patient).guardian_id)
