"""The doors as they are on the screen: who sells and knows no patients, the desk, the accountant."""
import re

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
new_test_user(env, "bookkeeper", "account.group_account_invoice,patient_category.group_user", password="bookkeeper")
problem = env.ref("patient_category.category_problem")
env["res.partner"].create({"name": "Dora Direct", "patient_category_id": problem.id})
env.company.prepayment_direct_invoices = False
env.cr.commit()
"""


def quotation(staff, patient, **line):
    (service_id,) = staff.call("product.product", "search", [["name", "=", "Check-up"]], limit=1)
    line = [0, 0, {"product_id": service_id, "product_uom_qty": 1, **line}]
    values = {"partner_id": id_of(staff, patient), "order_line": [line]}
    (order_id,) = staff.call("sale.order", "create", [values])
    return order_id


def id_of(staff, patient):
    (patient_id,) = staff.call("res.partner", "search", [["name", "=", patient]], limit=1)
    return patient_id


def pay(cashier, order_id):
    (wizard_id,) = cashier.call("patient.prepayment.register", "create", [{"order_id": order_id}])
    cashier.call("patient.prepayment.register", "action_register", [wizard_id])


def kept(staff, *order_ids):
    """What the database says of these orders: state, prepayment, what is missing."""
    fields = ["state", "prepayment_state", "prepayment_missing_amount"]
    orders = staff.call("sale.order", "read", order_ids, fields)
    return [tuple(order[name] for name in fields) for order in orders]


def answer(staff, button):
    """Press a button of the dialog in front, which closes."""
    staff.page.locator(".modal-footer").get_by_role("button", name=button, exact=True).click()
    staff.is_back_on_the_form()


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


def test_a_paid_order_gets_dearer_is_copied_and_cancelled(browser, clinic):
    with desk(browser, clinic, "cashier") as cashier, desk(browser, clinic, "seller") as seller:
        order_id = quotation(seller, "Walter Whitfield")
        pay(cashier, order_id)
        cashier.open(f"visits/{order_id}")
        cashier.page.locator(".o_cp_action_menus button").first.click()
        cashier.page.locator(".o-dropdown--menu").get_by_text("Duplicate").click()
        cashier.sees("Prepayment missing: $\xa080.00")
        cashier.sees_state("Quotation")
        copy_id = cashier.record_id()
        assert kept(cashier, order_id, copy_id) == [("sale", "paid", 0), ("draft", "missing", 80)]

        seller.open(f"sales/{order_id}")
        seller.form.locator(".o_data_row [name=price_unit]").click()
        seller.type("price_unit", 100)
        seller.save()
        cashier.open(f"visits/{order_id}")
        cashier.sees("Prepayment missing: $\xa020.00", "on hold until it is paid")
        assert kept(cashier, order_id) == [("sale", "partial", 20)]

        cashier.click("action_cancel")
        cashier.sees("What becomes of the money?", "Goes to another order of the patient", "Is paid back now")
        assert cashier.value("amount") == "$\xa080.00"
        cashier.form.get_by_role("radio", name="Stays on account of the patient").check()
        answer(cashier, "Cancel the Order")
        cashier.sees_state("Cancelled")
        cashier.open(f"visits/{copy_id}")
        cashier.click("action_register_prepayment")
        assert (cashier.value("credit_amount"), cashier.value("amount")) == ("$\xa080.00", "0.00")
        answer(cashier, "Use What Is on Account")
        cashier.sees_state("Sales Order")
        assert kept(cashier, order_id, copy_id) == [("cancel", "not_required", 0), ("sale", "paid", 0)]


def test_the_reception_and_the_manager_let_pass_unpaid(browser, clinic):
    with desk(browser, clinic, "reception") as reception:
        another_customer_is_treated_now(reception)
        confirmed_orders_that_ask_only_afterwards(reception)
    with desk(browser, clinic, "manager") as manager:
        released_up_to_a_limit(manager)
        manager.open("patient-releases?view_type=pivot")
        pivot = manager.page.locator(".o_pivot")
        expect(pivot.locator("thead")).to_contain_text(re.compile("Business reason.*Treat now"))
        expect(pivot.locator("tr", has_text="Rosa Reception").locator("td")).to_have_text(["", "1", "1"])
        expect(pivot.locator("tr", has_text="Mona Manager").locator("td")).to_have_text(["1", "", "1"])


def another_customer_is_treated_now(reception):
    order_id = reception.write_quotation("Ines Ibarra", "Check-up")
    reception.does_not_see("Prepayment missing")
    reception.choose("partner_id", "Walter Whitfield")
    reception.sees("Prepayment missing: $\xa080.00", "Please take the payment before the visit")
    reception.click("action_treat_now")
    reception.form.get_by_role("radio", name="Acute pain").check()
    answer(reception, "Treat now")
    reception.sees_state("Sales Order")
    reception.sees("Let pass unpaid.", "Still to pay: $\xa080.00")
    assert kept(reception, order_id) == [("sale", "released", 80)]
    reception.tab("Prepayment")
    reception.click("action_view_releases")
    (row,) = reception.page.locator(".o_data_row").all_inner_texts()
    assert "Rosa Reception" in row and "Acute pain" in row


def confirmed_orders_that_ask_only_afterwards(reception):
    free, ordinary = quotation(reception, "Walter Whitfield", price_unit=0), quotation(reception, "Ines Ibarra")
    reception.open(f"visits/{free}")
    reception.click("action_confirm")
    reception.sees_state("Sales Order")
    reception.does_not_see("Prepayment missing")
    reception.add_product("Consultation")
    reception.save()
    reception.sees("Prepayment missing: $\xa0120.00", "on hold until it is paid")

    # Odoo's screen lets nobody choose the customer of a confirmed order: other programs write it.
    reception.call("sale.order", "action_confirm", [ordinary])
    reception.call("sale.order", "write", [ordinary], {"partner_id": id_of(reception, "Walter Whitfield")})
    reception.open(f"visits/{ordinary}")
    reception.sees("Walter Whitfield", "Prepayment missing: $\xa080.00", "on hold until it is paid")
    expect(reception.field("partner_id").locator("input")).to_have_count(0)
    assert kept(reception, free, ordinary) == [("sale", "missing", 120), ("sale", "missing", 80)]


def released_up_to_a_limit(manager):
    order_id = quotation(manager, "Walter Whitfield")
    manager.open(f"visits/{order_id}")
    manager.click("action_release")
    assert manager.value("amount") == "80.00"
    manager.type("reason", "His firm pays on Friday")
    answer(manager, "Release")
    manager.sees("Let pass unpaid.")
    manager.click("action_confirm")
    manager.sees_state("Sales Order")
    manager.add_product("Consultation")
    manager.save()
    manager.sees("Prepayment missing: $\xa0200.00", "on hold until it is paid")
    assert kept(manager, order_id) == [("sale", "missing", 200)]


def test_a_direct_invoice_is_let_pass_where_it_has_to_be_prepaid(browser, clinic):
    with desk(browser, clinic, "admin") as administrator:
        administrator.open("patient-settings")
        setting = administrator.form.get_by_label("Prepaid Direct Invoices")
        expect(setting).not_to_be_checked()
        setting.check()
        administrator.click("Save")
    with desk(browser, clinic, "bookkeeper") as bookkeeper:
        line = [0, 0, {"name": "Certificate", "price_unit": 30, "tax_ids": False}]
        values = {"partner_id": id_of(bookkeeper, "Dora Direct"), "invoice_line_ids": [line]}
        (invoice_id,) = bookkeeper.call("account.move", "create", [{"move_type": "out_invoice", **values}])
        bookkeeper.open(f"customer-invoices/{invoice_id}")
        alert = bookkeeper.form.locator(".alert", has_text="This invoice is not posted yet")
        expect(alert).to_contain_text("Prepayment missing: $\xa030.00")
        bookkeeper.click("action_post")
        expect(bookkeeper.page.locator(".modal")).to_contain_text("have the invoice released")
        bookkeeper.close_dialog()
        bookkeeper.sees_state("Draft")
        alert.get_by_text("Treat now").click()
        bookkeeper.sees("The invoice may be posted unpaid")
        answer(bookkeeper, "Treat now")
        expect(alert).to_have_count(0)
        bookkeeper.click("action_post")
        bookkeeper.sees_state("Posted")
        (invoice,) = bookkeeper.call("account.move", "read", [invoice_id], ["state"])
        assert invoice["state"] == "posted"
