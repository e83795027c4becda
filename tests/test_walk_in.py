"""Somebody whom nobody knows comes in: registered, paid, confirmed, and the receipt in his hand."""
import pytest
from playwright.sync_api import expect

from dev.testing import ALL_ADDONS, fresh_database

from .desk import PHONE, desk, printed

MOST_CLICKS = 8
A5 = (420, 595)  # points


@pytest.fixture(scope="module")
def clinic(odoo, odoo_server, odoo_sql):
    with fresh_database(odoo, *ALL_ADDONS, demo=True) as name:
        odoo_sql(name, "UPDATE res_users SET odoobot_state = 'disabled'")  # its greeting covers a phone's screen
        with odoo_server(name) as url:
            yield url


def test_a_walk_in_takes_few_clicks(browser, clinic):
    """Counted from the screen that the cashier has after logging in. Names and numbers are typed."""
    with desk(browser, clinic, "cashier") as cashier:
        cashier.sees("To serve")
        clicks = cashier.note_clicks()
        cashier.click("Walk-in")
        cashier.type("name", "Wanda Walker")
        cashier.type("phone", "(650) 253-0009")
        cashier.page.get_by_role("radio", name="Problem").click()
        cashier.click("action_new_visit")
        cashier.add_product("Check-up")
        cashier.click("Confirm")
        cashier.sees("Register Prepayment")
        receipt = cashier.download(lambda: cashier.click("action_register"))
        cashier.is_back_on_the_form()
        cashier.sees_state("Sales Order")
        assert len(clicks) <= MOST_CLICKS, clicks
        assert len(clicks) == 7, f"all clicks are noted: {clicks}"

        order_id = cashier.record_id()
        (order,) = cashier.call(
            "sale.order", "read", [order_id], ["state", "prepayment_state", "partner_id", "patient_category_id"]
        )
        assert (order["state"], order["prepayment_state"]) == ("sale", "paid")
        assert order["partner_id"][1] == "Wanda Walker"
        assert order["patient_category_id"][1] == "Problem"
        text, size = printed(receipt)
        for words in ("Wanda Walker", "80.00", "Cash desk"):
            assert words in text, text
        assert "Problem" not in text
        assert size == A5


def test_a_patient_who_is_known_gets_a_visit_in_one_click(browser, clinic):
    with desk(browser, clinic, "reception") as reception:
        reception.open("patients")
        reception.page.locator(".o_data_row", has_text="Walter Whitfield").first.locator("td[name=name]").click()
        reception.settle()
        name = reception.value("name")
        reception.click("New Visit")
        assert reception.value("partner_id") == name
        reception.sees_state("Quotation")


def test_the_desk_on_a_phone(browser, clinic):
    """Today is readable on a phone, and a walk-in is registered there as well."""
    with desk(browser, clinic, "cashier", size=PHONE) as cashier:
        to_serve = [["patient_category_id", "!=", False], ["state", "=", "sale"], ["served_at", "=", False]]
        expected = cashier.call("sale.order", "search_count", to_serve)
        expect(cashier.page.locator(".o_kanban_record:not(.o_kanban_ghost)")).to_have_count(min(expected, 40))
        cashier.page.locator(".o_control_panel .oi-ellipsis-v").click()
        cashier.click("Walk-in")
        cashier.type("name", "Fiona Phone")
        cashier.click("action_new_visit")
        assert cashier.value("partner_id") == "Fiona Phone"
        width = cashier.page.evaluate("document.documentElement.scrollWidth")
        assert width <= PHONE["width"], "nothing to be shoved sideways"
