"""The doors as they are on the screen: who sells and knows no patients, the desk, the accountant."""
import pytest
from playwright.sync_api import expect

from dev.testing import ALL_ADDONS, fresh_database

from .desk import desk


@pytest.fixture(scope="module")
def clinic(odoo, odoo_server, odoo_shell):
    with fresh_database(odoo, *ALL_ADDONS, demo=True) as name:
        odoo_shell(name, SELLER)
        with odoo_server(name) as url:
            yield url


SELLER = """
from odoo.tests import new_test_user
new_test_user(env, "seller", "sales_team.group_sale_salesman_all_leads", password="seller")
env.cr.commit()
"""


def quotation(staff, patient, quantity=1):
    (patient_id,) = staff.call("res.partner", "search", [["name", "=", patient]], limit=1)
    (service_id,) = staff.call("product.product", "search", [["name", "=", "Check-up"]], limit=1)
    line = [0, 0, {"product_id": service_id, "product_uom_qty": quantity}]
    (order_id,) = staff.call("sale.order", "create", [{"partner_id": patient_id, "order_line": [line]}])
    return order_id


def test_a_seller_who_knows_no_patients_confirms_nothing_unpaid(browser, clinic):
    with desk(browser, clinic, "seller") as seller:
        unpaid, ordinary = quotation(seller, "Walter Whitfield"), quotation(seller, "Ines Ibarra")
        seller.open(f"sales/{unpaid}")
        seller.click("action_confirm")
        seller.sees("cannot be confirmed yet", "Prepayment missing: $\xa080.00", "Please take the payment first")
        assert "Problem" not in seller.page.locator("body").inner_text()
        seller.close_dialog()
        seller.sees_state("Quotation")

        (name,) = (row["name"] for row in seller.call("sale.order", "read", [unpaid], ["name"]))
        (other,) = (row["name"] for row in seller.call("sale.order", "read", [ordinary], ["name"]))
        seller.open("sales")
        for each in (name, other):
            seller.page.locator(".o_data_row", has_text=each).locator(".o_list_record_selector input").click()
        seller.click("action_confirm_eligible")
        notice = seller.page.locator(".o_notification", has_text="1 confirmed, 1 left out")
        expect(notice).to_contain_text(name)
        expect(notice).to_contain_text("Prepayment missing")
        expect(notice).not_to_contain_text(other)
        states = [row["state"] for row in seller.call("sale.order", "read", [unpaid, ordinary], ["state"])]
        assert states == ["draft", "sale"]


def test_more_work_on_a_paid_order_is_kept_and_holds_it(browser, clinic):
    with desk(browser, clinic, "cashier") as cashier:
        order_id = quotation(cashier, "Walter Whitfield")
        cashier.open(f"visits/{order_id}")
        cashier.choose("attending_employee_id", "Petra Practitioner")
        cashier.save()
        cashier.click("action_register_prepayment")
        cashier.download(lambda: cashier.click("action_register"))
        cashier.is_back_on_the_form()
        cashier.sees_state("Sales Order")
    with desk(browser, clinic, "reception") as reception:
        reception.open(f"visits/{order_id}")
        reception.add_product("Consultation")
        reception.save()
        reception.sees("Prepayment missing: $\xa0120.00", "on hold until it is paid")
        expect(reception.page.locator("button[name=action_served]:visible")).to_have_count(0)
        assert "on hold" in reception.call("sale.order", "action_served", [order_id])
        wizard = {"sale_order_ids": [order_id], "advance_payment_method": "delivered"}
        (wizard_id,) = reception.call("sale.advance.payment.inv", "create", [wizard])
        reception.call("sale.advance.payment.inv", "create_invoices", [wizard_id])
        (order,) = reception.call("sale.order", "read", [order_id], ["invoice_ids"])
        (invoice_id,) = order["invoice_ids"]
    with desk(browser, clinic, "accountant") as accountant:
        accountant.open(f"customer-invoices/{invoice_id}")
        accountant.click("action_post")
        accountant.sees("is on hold", "Please let a cashier register the payment first")
        accountant.close_dialog()
        accountant.sees_state("Draft")
