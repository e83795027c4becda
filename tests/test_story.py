"""A day at the clinic: the whole story in a real browser, each step by the role with the lowest rights.

On Odoo's own demo company and our demo data. `make test ARGS="tests/test_story.py"`; with PICTURES=1 the
pictures under docs/ are taken anew.
"""
import pytest

from dev.testing import ALL_ADDONS, fresh_database

from .desk import desk, printed

PHONE = "(650) 253-0000"


@pytest.fixture(scope="module")
def clinic(odoo, odoo_server):
    with fresh_database(odoo, *ALL_ADDONS, demo=True) as name, odoo_server(name, "--max-cron-threads=1") as url:
        yield url


def test_a_day_at_the_clinic(browser, clinic):
    day = Day(browser, clinic)
    day.receptionist_registers_a_problem_patient()
    day.receptionist_cannot_confirm_before_it_is_paid()
    day.cashier_takes_the_payment()
    day.practitioner_serves()
    day.invoice_is_settled_by_the_prepayment()
    day.courtesy_for_a_vip()
    day.employees_prices_without_choosing_them()
    day.receptionist_issues_and_checks_bonus_cards()
    day.bonuses_follow_the_money()
    day.served_visit_is_asked_about_by_sms()
    day.appraisal_manager_sees_mark_comment_and_incident()
    day.rated_employee_sees_nothing_of_it()
    day.manager_classifies_past_invoices_and_sees_who_is_profitable()


class Day:
    def __init__(self, browser, url):
        self.browser, self.url = browser, url

    def desk(self, login, **options):
        return desk(self.browser, self.url, login, **options)

    @staticmethod
    def invoice_of(staff, patient_id):
        domain = [["partner_id", "=", patient_id], ["move_type", "=", "out_invoice"]]
        (invoice_id,) = staff.call("account.move", "search", domain)
        return invoice_id

    def receptionist_registers_a_problem_patient(self):
        with self.desk("reception") as reception:
            reception.open("patients/new")
            assert reception.page.get_by_role("radio", name="Ordinary").get_attribute("aria-checked") == "true"
            reception.type("name", "Paula Practice")
            reception.type("phone", PHONE)
            reception.page.get_by_role("radio", name="Problem").click()
            reception.sees("Stay calm, and take the payment first.")
            reception.picture("1-register-a-patient")
            reception.save()
            self.patient_id = reception.record_id()

            reception.open("patients/new")
            reception.type("name", "Paula P.")
            reception.type("phone", "650 253 0000")
            reception.sees("already registered", "Paula Practice")
            reception.picture("1-phone-number-already-registered")
            reception.page.locator(".o_form_button_cancel").click()

    def receptionist_cannot_confirm_before_it_is_paid(self):
        with self.desk("reception") as reception:
            self.order_id = reception.write_quotation("Paula Practice", "Check-up", "Petra Practitioner")
            reception.sees("Prepayment missing: $ 80.00")
            notice = reception.form.locator(".alert:visible").inner_text()
            assert "Problem" not in notice, "the patient may read the notice"

            reception.click("action_confirm")
            reception.sees("cannot be confirmed yet", "Please take the payment first")
            refusal = reception.page.locator(".modal").inner_text()
            assert "Problem" not in refusal, "the patient may hear the refusal"
            reception.picture("2-confirmation-refused")

            refused = "Please take the payment first"
            assert refused in reception.call("sale.order", "action_confirm", [self.order_id])
            assert refused in reception.call("sale.order", "write", [self.order_id], {"state": "sale"})
            assert "Only cashiers" in reception.call("sale.order", "action_register_prepayment", [self.order_id])

    def cashier_takes_the_payment(self):
        with self.desk("cashier") as cashier:
            cashier.open(f"visits/{self.order_id}")
            cashier.click("action_register_prepayment")
            cashier.sees("Register Prepayment")
            cashier.picture("3-register-prepayment")
            receipt = cashier.download(lambda: cashier.click("action_register"))
            text, _size = printed(receipt)
            assert "80.00" in text and "Paula Practice" in text
            assert "Problem" not in text
            cashier.is_back_on_the_form()
            cashier.sees_state("Sales Order")
            cashier.tab("Prepayment")
            cashier.picture("3-paid-and-confirmed")
            cashier.click("action_view_prepayments")
            cashier.sees("Cash desk")
            assert not isinstance(cashier.call("account.payment", "search", []), list), "no accounting rights"

    def practitioner_serves(self):
        with self.desk("practitioner") as practitioner:
            practitioner.open("visits-today")
            practitioner.page.locator(".o_data_row", has_text="Paula Practice").first.locator("td[name=name]").click()
            practitioner.settle()
            practitioner.click("action_served")
            practitioner.sees("Served on")
            practitioner.picture("3-served")

    def invoice_is_settled_by_the_prepayment(self):
        with self.desk("cashier") as cashier:
            cashier.open(f"visits/{self.order_id}")
            cashier.click("Create Invoice")
            cashier.click("create_invoices")
            cashier.sees("Draft")
        with self.desk("accountant") as accountant:
            invoice_id = self.invoice_of(accountant, self.patient_id)
            accountant.open(f"customer-invoices/{invoice_id}")
            accountant.click("action_post")
            accountant.page.wait_for_selector(".ribbon:visible")
            accountant.picture("3-invoice-settled")
            (invoice,) = accountant.call("account.move", "read", [invoice_id], ["amount_residual", "payment_state"])
            assert invoice["amount_residual"] == 0
            assert invoice["payment_state"] in ("paid", "in_payment")

    def courtesy_for_a_vip(self):
        with self.desk("reception") as reception:
            reception.open("visits/new")
            reception.choose("partner_id", "Acme Corporation")
            reception.add_product("Check-up")
            reception.click("action_show_guidance")
            reception.sees("Courtesy and patience.")
            reception.picture("4-courtesy-for-a-vip")
            reception.close_dialog()

    def employees_prices_without_choosing_them(self):
        with self.desk("reception") as reception:
            order_id = reception.write_quotation("Petra Practitioner (private)", "Check-up")
            (order,) = reception.call("sale.order", "read", [order_id], ["amount_untaxed", "pricelist_id"])
            assert order["pricelist_id"][1].startswith("Special prices")
            assert order["amount_untaxed"] == 56.0, "30 % less than 80"
            reception.picture("4-employees-prices")

    def receptionist_issues_and_checks_bonus_cards(self):
        with self.desk("reception") as reception:
            reception.open("patients/new")
            reception.type("name", "Olivia Open")
            reception.type("phone", "(415) 555-2671")
            reception.save()
            self.ordinary_id = reception.record_id()
            self.card_number = self.issue_card(reception, self.ordinary_id)
            problem_number = self.issue_card(reception, self.patient_id)

            reception.open("patients")
            reception.click("Check a card")
            reception.type("number", self.card_number)
            reception.sees("will receive 5 % bonuses", "Olivia Open")
            reception.picture("5-will-receive-bonuses")
            reception.type("number", problem_number)
            reception.sees("No bonuses are received with this card", "Patients of this category receive no bonuses.")
            spoken = reception.value("message")
            assert "Problem" not in spoken, "the answer may be read aloud"
            reception.picture("5-will-not-receive-bonuses")
            reception.type("number", "0439999999994")
            reception.sees("This number is unknown.")
            reception.type("number", "0439999999990")
            reception.sees("This number cannot be right.")
            reception.picture("5-unknown-number")

            card_id = reception.call("loyalty.card", "bonus_check", self.card_number)["card_id"]
            reception.call("loyalty.card", "write", [card_id], {"points": 9999})
            assert reception.call("loyalty.card", "bonus_check", self.card_number)["balance"] == 0

    def issue_card(self, reception, patient_id):
        reception.open(f"patients/{patient_id}")
        reception.click("action_issue_bonus_card")
        (card,) = reception.call(
            "loyalty.card", "search_read", [["partner_id", "=", patient_id]], ["code"]
        )
        return card["code"]

    def bonuses_follow_the_money(self):
        with self.desk("reception") as reception:
            self.ordinary_order_id = reception.write_quotation("Olivia Open", "Check-up", "Petra Practitioner")
            reception.click("action_confirm")
            reception.sees_state("Sales Order")
            reception.click("Create Invoice")
            reception.click("create_invoices")
            assert reception.call("loyalty.card", "bonus_check", self.card_number)["balance"] == 0, "not paid yet"
        with self.desk("accountant") as accountant:
            accountant.open(f"customer-invoices/{self.invoice_of(accountant, self.ordinary_id)}")
            accountant.click("action_post")
            accountant.click("action_register_payment")
            accountant.choose("journal_id", "Cash desk")
            accountant.click("action_create_payments")
            accountant.page.wait_for_selector(".ribbon:visible")
        with self.desk("manager") as manager:
            manager.open("bonus-ledger?view_type=list")
            rows = manager.call(
                "loyalty.history", "search_read",
                [["bonus_order_id", "=", self.ordinary_order_id]], ["bonus_kind", "issued", "bonus_base", "bonus_rate"],
            )
            assert [(row["bonus_kind"], row["issued"], row["bonus_base"], row["bonus_rate"]) for row in rows] == [
                ("earn", 4.0, 80.0, 5.0)
            ]
            assert manager.call("loyalty.card", "bonus_check", self.card_number)["balance"] == 4.0
            manager.picture("5-bonus-ledger")

    def served_visit_is_asked_about_by_sms(self):
        with self.desk("appraisal") as appraisal:
            appraisal.open("survey-campaigns")
            appraisal.page.locator(".o_data_row").first.locator("td[name=name]").click()
            appraisal.settle()
            appraisal.picture("6-campaign")
            campaign_ids = appraisal.call("sms.survey.campaign", "search", [])
            # The test runs at any hour and does not wait.
            at_once = {"delay_minutes": 0, "quiet_start": 0, "quiet_end": 0}
            assert appraisal.call("sms.survey.campaign", "write", campaign_ids, at_once) is True
        with self.desk("practitioner") as practitioner:
            practitioner.open(f"visits/{self.ordinary_order_id}")
            practitioner.click("action_served")
            practitioner.sees("Served on")
        with self.desk("admin") as admin:
            phone = admin.page
            for _try in range(60):
                phone.goto(f"{self.url}/sms_survey/sandbox")
                if "+14155552671" in phone.locator("body").inner_text():
                    break
                phone.wait_for_timeout(1000)
            phone.get_by_role("link", name="+14155552671").click()
            admin.sees("Petra")
            phone.fill("input[name=body]", "2 waited an hour")
            phone.get_by_role("button", name="Send").click()
            admin.sees("2 waited an hour")
            admin.picture("6-the-patients-phone")

    def appraisal_manager_sees_mark_comment_and_incident(self):
        with self.desk("appraisal") as appraisal:
            (request,) = appraisal.call(
                "sms.survey.request", "search_read",
                [["order_id", "=", self.ordinary_order_id]], ["score", "comment", "employee_id", "state"],
            )
            self.request_id = request["id"]
            assert (request["score"], request["comment"], request["state"]) == (2, "waited an hour", "answered")
            assert request["employee_id"][1] == "Petra Practitioner"
            appraisal.open(f"survey-requests/{self.request_id}")
            appraisal.sees("waited an hour", "Petra Practitioner")
            appraisal.picture("6-answer")
            appraisal.open("staff-appraisal")
            appraisal.sees("Petra Practitioner")
            appraisal.picture("6-staff-appraisal")
            (incident,) = appraisal.call(
                "patient.incident", "search_read",
                [["survey_request_id", "=", self.request_id]], ["state", "deadline", "employee_id"],
            )
            assert incident["state"] == "open" and incident["deadline"]
            appraisal.open("survey-low-marks")
            appraisal.sees("Olivia Open")
            appraisal.picture("6-low-mark")

    def rated_employee_sees_nothing_of_it(self):
        with self.desk("practitioner") as practitioner:
            practitioner.open("visits-today")
            practitioner.does_not_see("Surveys")
            assert "not allowed" in practitioner.call("sms.survey.request", "search", [])
            assert "not allowed" in practitioner.call("sms.survey.report", "search", [])
            incidents = practitioner.call("patient.incident", "search", [["partner_id", "=", self.ordinary_id]])
            assert incidents == []
            practitioner.open(f"patients/{self.ordinary_id}")
            practitioner.does_not_see("waited an hour")

    def manager_classifies_past_invoices_and_sees_who_is_profitable(self):
        with self.desk("manager") as manager:
            manager.open("patient-profitability")
            manager.menu("Configuration", "Classify past invoices")
            manager.sees("Invoices to classify")
            manager.picture("7-classify-past-invoices")
            manager.click("action_classify")
            manager.open("patient-profitability")
            manager.sees("Ordinary", "VIP", "Problem")
            manager.picture("7-profitability")
            ours = manager.call("patient.category.report", "formatted_read_group", [], [], ["revenue:sum"])
        with self.desk("accountant") as accountant:
            theirs = accountant.call(
                "account.invoice.report", "formatted_read_group",
                [["move_type", "in", ["out_invoice", "out_refund", "out_receipt"]], ["state", "=", "posted"]],
                [], ["price_subtotal:sum"],
            )
        assert ours[0]["revenue:sum"], "the demo company has posted invoices"
        assert round(ours[0]["revenue:sum"], 2) == round(theirs[0]["price_subtotal:sum"], 2)
