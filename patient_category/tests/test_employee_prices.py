from datetime import date, timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from .common import PatientCommon


@tagged("post_install", "-at_install")
class TestEmployeePrices(PatientCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.ref("base.group_user").implied_ids += cls.env.ref("product.group_product_pricelist")
        cls.env["product.pricelist"].search([]).active = False
        cls.usual, cls.staff_list, cls.vip_list = cls.env["product.pricelist"].create(
            [
                {"name": "T-Usual", "sequence": 1},
                {"name": "T-Special prices", "sequence": 2, "item_ids": [cls._discount(50)]},
                {"name": "T-VIP prices", "sequence": 3, "item_ids": [cls._discount(10)]},
            ]
        )
        cls.staff.write({"pricelist_id": cls.staff_list.id, "pricelist_reserved": True})
        cls.colleague = cls.env["res.partner"].create({"name": "Nora Nurse, private"})
        cls.employee.patient_partner_id = cls.colleague

    @staticmethod
    def _discount(percent):
        return Command.create(
            {"applied_on": "3_global", "compute_price": "percentage", "percent_price": percent}
        )

    def _register(self, partner, category):
        partner.with_user(self.receptionist).patient_category_id = category

    # --- the category's pricelist is the patient's -------------------------------------

    def test_order_of_pricelists(self):
        """Own pricelist, then the category's, then the country's."""
        country = self.env.ref("base.be")
        group = self.env["res.country.group"].create({"name": "T", "country_ids": [Command.set(country.ids)]})
        belgian = self.env["product.pricelist"].create(
            {"name": "T-Belgium", "country_group_ids": [Command.set(group.ids)]}
        )
        patient = self.patient
        self.assertEqual(patient.property_product_pricelist, self.usual)
        patient.country_id = country
        self.assertEqual(patient.property_product_pricelist, belgian)
        self.ordinary.pricelist_id = self.vip_list
        self.assertEqual(patient.property_product_pricelist, self.vip_list)
        patient.property_product_pricelist = self.staff_list
        self.assertEqual(patient.property_product_pricelist, self.staff_list)
        self.vip_list.active = False
        patient.property_product_pricelist = False
        self.env.invalidate_all()
        self.assertEqual(patient.property_product_pricelist, belgian, "an archived list was used")

    def test_every_company_has_its_own(self):
        other = self.env["res.company"].create({"name": "Other clinic"})
        self.vip.pricelist_id = self.vip_list
        self.assertEqual(self.vip_patient.property_product_pricelist, self.vip_list)
        elsewhere = self.vip_patient.with_company(other).property_product_pricelist
        self.assertNotEqual(elsewhere, self.vip_list)

    def test_contacts_without_category_are_odoos(self):
        contact = self.env["res.partner"].create({"name": "A vendor"})
        contact.property_product_pricelist = self.vip_list
        self.assertEqual(contact.specific_property_product_pricelist, self.vip_list)
        contact.property_product_pricelist = self.usual
        self.assertFalse(contact.specific_property_product_pricelist)

    def test_chosen_list_stays_the_patients_own(self):
        """A list chosen by hand stays, also where it equals the default that Odoo would not keep."""
        self.patient.property_product_pricelist = self.usual
        self.patient.patient_category_id = self.vip
        self.vip.pricelist_id = self.vip_list
        self.env.invalidate_all()
        self.assertEqual(self.patient.property_product_pricelist, self.usual)

    def test_category_list_is_not_stored_as_if_chosen(self):
        """Otherwise it would stay with the patient, his family and his company after he leaves."""
        self.vip.pricelist_id = self.vip_list
        self.vip_patient.property_product_pricelist = self.vip_list
        self.assertFalse(self.vip_patient.specific_property_product_pricelist)
        self.vip_patient.patient_category_id = self.ordinary
        self.assertEqual(self.vip_patient.property_product_pricelist, self.usual)

    def test_category_list_does_not_spread_to_the_family(self):
        company, sibling = self.env["res.partner"].create(
            [{"name": "Employer", "is_company": True}, {"name": "Sibling"}]
        )
        (self.vip_patient | sibling).parent_id = company
        self.vip.pricelist_id = self.vip_list
        self.assertEqual(self.vip_patient.property_product_pricelist, self.vip_list)
        self.assertEqual((company | sibling).property_product_pricelist, self.usual)

    def test_form_of_a_new_patient_chooses_nothing(self):
        """The form sends the list that stood ready; that is no choice."""
        self.vip.pricelist_id = self.vip_list
        for category in (self.ordinary, self.vip):
            patient = self.env["res.partner"].create(
                {
                    "name": "New",
                    "patient_category_id": category.id,
                    "property_product_pricelist": (category.pricelist_id or self.usual).id,
                }
            )
            self.assertFalse(patient.specific_property_product_pricelist)

    def _form(self, patient):
        form = Form(self.env["res.partner"].with_user(self.manager).browse(patient.id), view="base.view_partner_form")
        self.assertEqual(form.property_product_pricelist, patient.property_product_pricelist)
        return form

    def test_form_of_a_known_patient_chooses_nothing(self):
        """Another category or country changes the list on the screen; saving that is no choice by hand."""
        self.vip.pricelist_id = self.vip_list
        with self._form(self.vip_patient) as form:
            form.patient_category_id = self.ordinary
            self.assertEqual(form.property_product_pricelist, self.usual)
        self.assertFalse(self.vip_patient.specific_property_product_pricelist)
        with self._form(self.vip_patient) as form:
            form.country_id = self.env.ref("base.be")
        self.assertFalse(self.vip_patient.specific_property_product_pricelist)
        self.vip_patient.with_user(self.manager).patient_category_id = self.vip
        self.assertEqual(self.vip_patient.property_product_pricelist, self.vip_list, "as before")

    def test_form_of_a_known_patient_keeps_a_choice(self):
        """Category and list chosen in one go: the list is the patient's own."""
        self.vip.pricelist_id = self.vip_list
        quotation = self._order(self.patient)
        with self._form(self.patient) as form:
            form.patient_category_id = self.vip
            form.property_product_pricelist = self.usual
        self.assertEqual((quotation.pricelist_id, quotation.amount_total), (self.usual, 120.0))
        self.assertEqual(self.patient.specific_property_product_pricelist, self.usual)
        with self._form(self.patient) as form:
            form.patient_category_id = self.ordinary
        self.assertEqual(self.patient.specific_property_product_pricelist, self.usual, "still the patient's own")
        with self._form(self.patient) as form:
            form.patient_category_id = self.vip
            form.property_product_pricelist = self.vip_list
        self.assertFalse(self.patient.specific_property_product_pricelist, "the category's list was put back")

    def test_switched_off_pricelists(self):
        self.vip.pricelist_id = self.vip_list
        self.env.ref("base.group_user").implied_ids -= self.env.ref("product.group_product_pricelist")
        self.env.invalidate_all()
        self.assertFalse(self.vip_patient.property_product_pricelist)
        self.assertEqual(self._order(self.vip_patient).amount_total, 120.0)

    def test_switched_off_in_the_settings(self):
        """Odoo archives all lists then, those of the categories too: orders go on at the usual prices."""
        self.vip.pricelist_id = self.vip_list
        quotation = self._order(self.vip_patient)
        self._order(self.colleague)
        self.assertEqual(quotation.amount_total, 108.0)
        self.env["res.config.settings"].create({"group_product_pricelist": False}).execute()
        self.env.invalidate_all()
        self.assertFalse((self.vip_list | self.staff_list).filtered("active"))
        for patient in (self.vip_patient, self.colleague):
            self.assertFalse(patient.property_product_pricelist)
            order = self._order(patient)
            self.assertEqual(order.amount_total, 120.0)
            order.action_confirm()
        quotation.action_confirm()
        self.assertEqual(quotation.amount_total, 108.0, "what was offered")

    # --- reserved lists ------------------------------------------------------------------

    def test_reserved_list_is_nobodys_fallback(self):
        """If the employees' list sorts first, Odoo gives it to everyone."""
        self.staff_list.sequence = 0
        self.env.invalidate_all()
        self.assertEqual(self.patient.property_product_pricelist, self.usual)
        (self.usual | self.vip_list).active = False
        self.env.invalidate_all()
        self.assertFalse(self.patient.property_product_pricelist)

    def test_fallback_list_cannot_be_reserved(self):
        with self.assertRaisesRegex(ValidationError, "cannot be reserved"):
            self.staff.with_user(self.manager).pricelist_id = self.usual
        self.vip.pricelist_id = self.usual
        with self.assertRaisesRegex(ValidationError, "cannot be reserved"):
            self.vip.with_user(self.manager).pricelist_reserved = True

    def test_outsiders_are_refused(self):
        """Several categories may share a reserved list; nobody else confirms an order at its prices."""
        order = self._order(self.patient, pricelist_id=self.staff_list.id)
        message = order._reserved_pricelist_error_message()
        self.assertIn("reserved for other patients", message)
        with self.assertRaisesRegex(UserError, "reserved for other patients"), self.env.cr.savepoint():
            order.action_confirm()
        with self.assertRaisesRegex(UserError, "reserved for other patients"), self.env.cr.savepoint():
            order.write({"state": "sale"})
        self.assertNotIn(self.staff.name, message)
        self.assertNotIn(self.staff_list.name, message)
        self.assertFalse(self._order(self.patient)._reserved_pricelist_error_message())
        self.ordinary.pricelist_id = self.staff_list
        self.assertFalse(order._reserved_pricelist_error_message())
        self.ordinary.pricelist_id = False
        self.staff.pricelist_reserved = False
        self.assertFalse(order._reserved_pricelist_error_message())

    def test_reserved_prices_stay_with_whom_they_are_reserved_for(self):
        """Another customer, or another list at the prices of the reserved one: priced anew, whoever sells."""
        seller = new_test_user(self.env, "t-prices", "sales_team.group_sale_salesman")
        for values in ({"partner_id": self.patient.id}, {"pricelist_id": False}, {"pricelist_id": self.usual.id}):
            partner = self.colleague if "partner_id" in values else self.patient
            order = self._order(partner, user_id=seller.id, pricelist_id=self.staff_list.id)
            full = self._order(self.patient).amount_total
            self.assertEqual(order.amount_total, full / 2)
            order.with_user(seller).write(values)
            self.assertEqual(order.amount_total, full)
            order.with_user(seller).action_confirm()

    def test_a_price_agreed_at_the_usual_list_is_kept(self):
        order = self._order(self.patient)
        order.order_line.price_unit = 7
        order.write({"pricelist_id": self.vip_list.id})
        self.assertEqual(order.order_line.price_unit, 7)

    def test_outsiders_are_not_asked_online(self):
        """A visitor of the website can take any list by its address; no payment confirms at its prices."""
        order = self._order(
            self.patient, pricelist_id=self.staff_list.id, require_payment=True, require_signature=True
        )
        self.assertFalse(order._has_to_be_paid() or order._has_to_be_signed())
        order.require_payment = False
        self.assertFalse(order._is_confirmation_amount_reached())
        usual = self._order(self.patient, require_payment=True, require_signature=True)
        self.assertTrue(usual._has_to_be_paid() and usual._has_to_be_signed())
        usual.require_payment = False
        self.assertTrue(usual._is_confirmation_amount_reached())

    # --- the right that comes with employment -------------------------------------------

    def test_hiring_alone_gives_nothing(self):
        self.assertFalse(self.colleague.patient_category_id)

    def test_first_order_gives_the_right_and_the_prices(self):
        """Nobody chooses anything: the quotation carries the employees' prices."""
        order = self._order(self.colleague)
        self.assertEqual(self.colleague.patient_category_id, self.staff)
        self.assertEqual(self.colleague.patient_category_source, "employee")
        self.assertEqual(order.pricelist_id, self.staff_list)
        self.assertEqual(order.amount_total, 60.0)
        self.assertFalse(order._reserved_pricelist_error_message())

    def test_form_order_gives_the_right(self):
        with Form(self.env["sale.order"].with_user(self.receptionist)) as form:
            form.partner_id = self.colleague
            with form.order_line.new() as line:
                line.product_id = self.service
        order = form.record
        self.assertEqual(order.pricelist_id, self.staff_list)
        self.assertEqual(order.amount_total, 60.0)

    def test_plain_sales_user_sells_at_the_right_prices(self):
        """Prices are for everybody who sells, the category is not."""
        seller = new_test_user(self.env, "seller", "sales_team.group_sale_salesman")
        order = (
            self.env["sale.order"]
            .with_user(seller)
            .create(
                {
                    "partner_id": self.colleague.id,
                    "order_line": [Command.create({"product_id": self.service.id})],
                }
            )
        )
        self.assertEqual(order.amount_total, 60.0)
        with self.assertRaises(AccessError):
            order.read(["patient_category_id"])

    def test_employees_category_renounced_by_the_clinic(self):
        """Leaving still ends what was given when the clinic no longer gives it to anybody."""
        self._enter()
        self.staff.for_employees = False
        self.employee.active = False
        self.assertEqual(self.colleague.patient_category_id, self.ordinary)

    def test_customer_changed_to_an_employee(self):
        order = self._order(self.patient)
        order.partner_id = self.colleague
        self.assertEqual(self.colleague.patient_category_id, self.staff)

    def test_registration_gives_the_right(self):
        self._register(self.colleague, self.ordinary)
        self.assertEqual(self.colleague.patient_category_id, self.staff)
        self.employee.active = False
        self.assertEqual(self.colleague.patient_category_id, self.ordinary)

    def test_work_contact_is_the_patient_unless_chosen(self):
        employee = self.env["hr.employee"].create({"name": "Carla Clerk"})
        self.assertEqual(employee.patient_partner_id, employee.work_contact_id)
        user = new_test_user(self.env, "clerk", "base.group_user")
        employee.user_id = user
        self.assertEqual(employee.patient_partner_id, user.partner_id)
        employee.patient_partner_id = self.patient
        employee.work_contact_id = self.vip_patient
        self.assertEqual(employee.patient_partner_id, self.patient)

    def test_chosen_category_is_never_touched(self):
        self.colleague.with_user(self.manager).patient_category_id = self.vip
        self._order(self.colleague)
        self.assertEqual(self.colleague.patient_category_id, self.vip)
        self.employee.active = False
        self.assertEqual(self.colleague.patient_category_id, self.vip)

    def test_merged_twins_of_the_default_category_chose_nothing(self):
        twin = self.env["res.partner"].create({"name": "Olga Ordinary", "patient_category_id": self.ordinary.id})
        self.env["base.partner.merge.automatic.wizard"]._merge((twin | self.patient).ids, self.patient)
        self.assertGreater(len(self.patient.patient_category_history_ids), 1)
        self.employee.patient_partner_id = self.patient
        self._order(self.patient)
        self.assertEqual(self.patient.patient_category_id, self.staff)

    def _merged(self, source, destination):
        """The one contact that is left, merged by somebody who may merge contacts and knows no patients."""
        merger = new_test_user(self.env, "merger", "base.group_user,base.group_partner_manager")
        wizard = self.env["base.partner.merge.automatic.wizard"].with_user(merger)
        wizard._merge((source | destination).ids, destination, extra_checks=False)
        self.env.invalidate_all()
        return destination

    def test_merged_with_an_employee(self):
        """A double of somebody who works here is found: he would pay what all pay, and nobody would know why."""
        double = self.env["res.partner"].create({"name": "Nora Nurse", "patient_category_id": self.ordinary.id})
        order = self._order(double)
        merged = self._merged(self.colleague, double)
        self.assertEqual((merged.patient_category_id, merged.patient_category_source), (self.staff, "employee"))
        self.assertEqual((order.pricelist_id, order.amount_total), (self.staff_list, 60.0))
        self.assertEqual(len(merged.patient_category_history_ids.filtered(lambda period: not period.date_to)), 1)
        self.employee.active = False
        self.assertEqual(merged.patient_category_id, self.ordinary, "what the patient had before")
        self.assertEqual(order.amount_total, 120.0)

    def test_merged_into_an_employee(self):
        self._order(self.colleague)
        self.assertEqual(self.colleague.patient_category_id, self.staff)
        double = self.env["res.partner"].create({"name": "Nora Nurse", "patient_category_id": self.ordinary.id})
        merged = self._merged(self.colleague, double)
        self.assertEqual((merged.patient_category_id, merged.patient_category_source), (self.staff, "employee"))
        self.employee.active = False
        self.assertEqual(merged.patient_category_id, self.ordinary)

    def test_merged_keeps_what_was_chosen(self):
        """For one of the two somebody decided: employment touches that as little as it does without a merge."""
        for category in (self.vip, self.problem):
            with self.subTest(category=category.name), self.env.cr.savepoint() as savepoint:
                double = self.env["res.partner"].create({"name": "Nora Nurse", "patient_category_id": category.id})
                self.assertEqual(self._merged(self.colleague, double).patient_category_id, category)
                self._order(double)
                self.assertEqual(double.patient_category_id, category)
                savepoint.close(rollback=True)
            self.env.invalidate_all()

    def test_merged_with_somebody_who_left(self):
        self.employee.active = False
        double = self.env["res.partner"].create({"name": "Nora Nurse", "patient_category_id": self.ordinary.id})
        self.assertEqual(self._merged(self.colleague, double).patient_category_id, self.ordinary)

    def test_merged_contacts_who_are_no_patients(self):
        double = self.env["res.partner"].create({"name": "Nora Nurse"})
        self.assertFalse(self._merged(self.colleague, double).patient_category_id, "nobody registered her")

    def test_chosen_while_employed_stays(self):
        self._order(self.colleague)
        self.colleague.with_user(self.manager).patient_category_id = self.ordinary
        self._order(self.colleague)
        self.assertEqual(self.colleague.patient_category_id, self.ordinary)
        self.employee.active = False
        self.assertEqual(self.colleague.patient_category_id, self.ordinary)

    def test_employees_category_by_hand_is_by_employment(self):
        """Whoever works here and was put there by hand does not keep the prices after leaving."""
        self.colleague.with_user(self.manager).patient_category_id = self.staff
        self.assertEqual(self.colleague.patient_category_source, "employee")
        self.patient.with_user(self.manager).patient_category_id = self.staff
        self.assertEqual(self.patient.patient_category_source, "manual")

    def test_source_is_not_the_users_to_write(self):
        with self.assertRaises(AccessError):
            self.patient.with_user(self.manager).patient_category_source = "employee"

    def _enter(self):
        """The colleague was an ordinary patient before and got the right with an order."""
        self._register(self.colleague, self.ordinary)
        self.assertEqual(self.colleague.patient_category_id, self.staff)
        return self._order(self.colleague)

    def _assert_left(self, order):
        self.assertEqual(self.colleague.patient_category_id, self.ordinary)
        self.assertEqual(order.pricelist_id, self.usual)
        self.assertEqual(order.amount_total, 120.0)
        self.assertIn("priced again", order.message_ids[0].body)
        self.assertNotIn(self.ordinary.name, order.message_ids[0].body)

    def test_archived_employee_leaves(self):
        """A quotation once kept the prices after the employee had left, and confirmed at half price."""
        order = self._enter()
        self.employee.action_archive()
        self._assert_left(order)

    def test_archived_by_the_personnel_office(self):
        """Who keeps the files has no rights on patients or orders."""
        order = self._enter()
        personnel = new_test_user(self.env, "personnel", "hr.group_hr_manager")
        self.employee.with_user(personnel).action_archive()
        self._assert_left(order)

    def test_archived_resource_leaves(self):
        order = self._enter()
        self.employee.resource_id.active = False
        self._assert_left(order)

    def test_deleted_employee_leaves(self):
        order = self._enter()
        self.employee.unlink()
        self._assert_left(order)

    def test_departure_in_the_past_leaves(self):
        order = self._enter()
        self.employee.departure_date = fields.Date.today() - timedelta(days=1)
        self._assert_left(order)

    def test_departure_in_the_future_leaves_when_it_passes(self):
        order = self._enter()
        last_day = fields.Date.today() + timedelta(days=10)
        self.employee.departure_date = last_day
        with freeze_time(last_day):
            self.env["hr.employee"]._cron_end_employees_category()
            self.assertEqual(self.colleague.patient_category_id, self.staff)
        with freeze_time(last_day + timedelta(days=1)):
            self.env["hr.employee"]._cron_end_employees_category()
        self._assert_left(order)

    def _register_departure(self, departure, terminate):
        """What the personnel office does: Odoo's own wizard, which does not archive unless it terminates."""
        personnel = new_test_user(self.env, "personnel", "hr.group_hr_manager")
        wizard = self.env["hr.departure.wizard"].with_user(personnel)
        wizard.with_context(active_ids=self.employee.ids, employee_termination=terminate).create(
            {"departure_date": departure}
        ).action_register_departure()

    def test_departure_wizard(self):
        """A date that has passed ends the right at once, one to come when it passes, archived or not."""
        today = fields.Date.today()
        for departure, terminate, leaves in (
            (today - timedelta(days=1), False, True),
            (today + timedelta(days=1), False, False),
            (today, True, True),
        ):
            with self.subTest(departure=departure, terminate=terminate), self.env.cr.savepoint() as savepoint:
                order = self._enter()
                self._register_departure(departure, terminate)
                self.assertEqual(self.employee.active, not terminate)
                if leaves:
                    self._assert_left(order)
                else:
                    self.assertEqual(self.colleague.patient_category_id, self.staff)
                savepoint.close(rollback=True)
            self.env.invalidate_all()

    def test_hired_again_after_the_departure_wizard(self):
        self._enter()
        self._register_departure(fields.Date.today() - timedelta(days=1), True)
        self.assertEqual(self.colleague.patient_category_id, self.ordinary)
        self.employee.action_unarchive()
        self._order(self.colleague)
        self.assertEqual(self.colleague.patient_category_id, self.staff)

    def test_employment_elsewhere_keeps_the_right(self):
        """Only the last active employment in any company ends it."""
        order = self._enter()
        other = self.env["res.company"].create({"name": "Other clinic"})
        elsewhere = self.env["hr.employee"].create(
            {"name": "Nora Nurse", "company_id": other.id, "patient_partner_id": self.colleague.id}
        )
        self.employee.active = False
        self.assertEqual(self.colleague.patient_category_id, self.staff)
        elsewhere.active = False
        self._assert_left(order)

    def test_another_contact_becomes_the_patient(self):
        order = self._enter()
        self.employee.patient_partner_id = self.vip_patient
        self._assert_left(order)

    def test_no_patient_before_is_no_patient_after(self):
        self._order(self.colleague)
        self.employee.active = False
        self.assertFalse(self.colleague.patient_category_id)
        self.assertEqual(len(self.colleague.patient_category_history_ids), 1)
        self.assertTrue(self.colleague.patient_category_history_ids.date_to)

    def test_was_no_patient_any_more(self):
        """Taken off the patients long before the first order as an employee: no patient after leaving either."""
        with freeze_time("2026-01-10"):
            former = self.env["res.partner"].create({"name": "F", "patient_category_id": self.ordinary.id})
        with freeze_time("2026-02-10"):
            former.with_user(self.manager).patient_category_id = False
        self.employee.patient_partner_id = former
        with freeze_time("2026-03-10"):
            self._order(former)
            self.assertEqual(former.patient_category_id, self.staff)
        self.employee.active = False
        self.assertFalse(former.patient_category_id)

    def test_category_given_up_meanwhile(self):
        """What was there before does not exist any more: the clinic's default of today, and nobody is stuck."""
        self._enter()
        self.ordinary.is_default = False
        self.env.flush_all()
        regular = self.env["patient.category"].create({"name": "T-Regular", "is_default": True})
        self.patient.patient_category_id = regular
        self.ordinary.active = False
        self.employee.active = False
        self.assertEqual(self.colleague.patient_category_id, regular)

    def test_hired_again(self):
        self._enter()
        self.employee.active = False
        self.employee.active = True
        self.assertEqual(self.colleague.patient_category_id, self.ordinary, "not by hiring")
        self._order(self.colleague)
        self.assertEqual(self.colleague.patient_category_id, self.staff)

    # --- quotations follow ---------------------------------------------------------------

    def test_open_quotations_follow_the_category(self):
        self.vip.pricelist_id = self.vip_list
        draft, sent, chosen, confirmed = (self._order(self.patient) for _ in range(4))
        sent.state = "sent"
        chosen.pricelist_id = self.staff_list
        confirmed.action_confirm()
        self.staff.pricelist_reserved = False
        self.patient.with_user(self.manager).patient_category_id = self.vip
        self.assertEqual((draft | sent).pricelist_id, self.vip_list)
        self.assertEqual((draft | sent).mapped("amount_total"), [108.0, 108.0])
        self.assertEqual(chosen.pricelist_id, self.staff_list, "chosen on the quotation")
        self.assertEqual(confirmed.pricelist_id, self.usual)
        self.assertEqual(confirmed.amount_total, 120.0)

    def test_quotations_of_every_company_follow(self):
        """One employment ends, and the quotations of both clinics leave its prices, each for its own list."""
        other = self.env["res.company"].create({"name": "Other clinic"})
        usual, special = self.env["product.pricelist"].create(
            [
                {"name": "T-Usual elsewhere", "sequence": 1, "company_id": other.id},
                {
                    "name": "T-Special elsewhere",
                    "sequence": 2,
                    "company_id": other.id,
                    "item_ids": [self._discount(25)],
                },
            ]
        )
        self.usual.company_id = self.company
        self.staff.with_company(other).pricelist_id = special
        here = self._enter()
        elsewhere = self.env["sale.order"].create(
            {
                "partner_id": self.colleague.id,
                "company_id": other.id,
                "order_line": [Command.create({"product_id": self.service.id})],
            }
        )
        self.assertEqual((here + elsewhere).mapped("amount_total"), [60.0, 90.0])
        self.employee.active = False
        self.assertEqual((here.pricelist_id, elsewhere.pricelist_id), (self.usual, usual))
        self.assertEqual((here + elsewhere).mapped("amount_total"), [120.0, 120.0])

    def test_reserved_list_does_not_stay_on_a_quotation(self):
        order = self._order(self.patient, pricelist_id=self.staff_list.id)
        self.vip.pricelist_id = self.vip_list
        self.patient.with_user(self.manager).patient_category_id = self.vip
        self.assertEqual(order.pricelist_id, self.vip_list)

    def test_queries_do_not_grow(self):
        def leave(count):
            partners = self.env["res.partner"].create([{"name": f"Colleague {i}"} for i in range(count)])
            employees = self.env["hr.employee"].create(
                [{"name": "E", "patient_partner_id": partner.id} for partner in partners]
            )
            partners.patient_category_id = self.ordinary
            self.assertEqual(partners.patient_category_id, self.staff)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            employees.current_version_id.departure_date = date(2020, 1, 1)
            self.env.flush_all()
            self.assertEqual(partners.patient_category_id, self.ordinary)
            return self.env.cr.sql_log_count - before

        leave(1)
        one = leave(1)
        self.assertLessEqual(leave(100), one + 10)
