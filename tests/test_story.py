"""A day at the clinic: the whole story in a real browser, each step by the role with the lowest rights.

On Odoo's own demo company and our demo data. `make test ARGS="tests/test_story.py"`; with PICTURES=1 the
pictures under docs/ are taken anew.
"""
import io

import pytest
from pypdf import PdfReader

from dev.testing import ALL_ADDONS, fresh_database

from .desk import desk

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


class Day:
    def __init__(self, browser, url):
        self.browser, self.url = browser, url

    def desk(self, login, **options):
        return desk(self.browser, self.url, login, **options)

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
            reception.open("visits/new")
            reception.choose("partner_id", "Paula Practice")
            reception.choose("attending_employee_id", "Petra Practitioner")
            reception.add_product("Check-up")
            reception.save()
            self.order_id = reception.record_id()
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
            assert receipt.startswith(b"%PDF") and len(PdfReader(io.BytesIO(receipt)).pages) == 1
            (order,) = cashier.call("sale.order", "read", [self.order_id], ["prepayment_allocation_ids"])
            (receipt_id,) = order["prepayment_allocation_ids"]
            # What is printed, as text: distributions' wkhtmltopdf draws letters as shapes.
            report = f"{self.url}/report/html/patient_category.report_prepayment_receipt/{receipt_id}"
            text = cashier.page.request.get(report).text()
            assert "80.00" in text and "Paula Practice" in text
            assert "Problem" not in text
            cashier.sees("Sales Order")
            cashier.tab("Prepayment")
            cashier.sees("Cash desk")
            cashier.picture("3-paid-and-confirmed")
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
            (invoice_id,) = accountant.call("account.move", "search", [["partner_id", "=", self.patient_id]])
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
            reception.click("How to treat")
            reception.sees("Courtesy and patience.")
            reception.picture("4-courtesy-for-a-vip")
            reception.close_dialog()
            reception.save()

    def employees_prices_without_choosing_them(self):
        with self.desk("reception") as reception:
            reception.open("visits/new")
            reception.choose("partner_id", "Petra Practitioner")
            reception.add_product("Check-up")
            reception.save()
            (order,) = reception.call(
                "sale.order", "read", [reception.record_id()], ["amount_untaxed", "pricelist_id"]
            )
            assert order["pricelist_id"][1].startswith("Special prices")
            assert order["amount_untaxed"] == 56.0, "30 % less than 80"
            reception.picture("4-employees-prices")
