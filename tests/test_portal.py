"""A patient opens the link of his quotation on his phone, signs, and pays: too little, and exactly enough.

With Odoo's demonstration provider, which asks how the payment is to end. Nowhere may the patient read what he is
to the clinic.
"""
import json
import re
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from dev.testing import ALL_ADDONS, fresh_database

from .desk import PHONE, keep_failure
from .rpc import Client

SET_UP = """
env["ir.module.module"].search([("name", "=", "payment_demo")]).button_immediate_install()
provider = env.ref("payment.payment_provider_demo")
provider.write({"state": "test", "is_published": True})
provider.payment_method_ids.active = True
Category = env["patient.category"]
categories = {
    "all of it": env.ref("patient_category.category_problem"),
    "half": Category.create({"name": "Schedule H", "prepayment_required": True, "prepayment_percent": 50}),
    "nothing": env.ref("patient_category.category_ordinary"),
}
quotations = {}
for name, category in categories.items():
    patient = env["res.partner"].create({"name": "Pat Phone", "patient_category_id": category.id,
                                         "patient_category_reason": "Owes for months"})
    order = env["sale.order"].create({
        "partner_id": patient.id, "require_payment": False, "user_id": False,
        "order_line": [(0, 0, {"product_id": env.ref("patient_category.product_consultation").id})],
    })
    quotations[name] = order.copy().id, order.copy().id
for order in env["sale.order"].browse([each for pair in quotations.values() for each in pair]):
    order.action_quotation_sent()
    order._portal_ensure_token()
env.cr.commit()
import json
print("QUOTATIONS", json.dumps(quotations))
"""

SECRETS = ("Problem", "Schedule H", "Owes for months", "Stay calm")


@pytest.fixture(scope="module")
def clinic(odoo, odoo_shell, odoo_server):
    with fresh_database(odoo, *ALL_ADDONS, demo=True) as name:
        quotations = json.loads(odoo_shell(name, SET_UP).split("QUOTATIONS ")[1].splitlines()[0])
        with odoo_server(name) as url:
            yield Clinic(url, name, quotations)


class Clinic:
    def __init__(self, url, name, quotations):
        self.url, self.quotations = url, quotations
        self.cashier = Client(url, name, "cashier")

    def order(self, order_id):
        fields = ["state", "prepayment_state", "prepayment_paid_amount", "prepayment_missing_amount", "access_url",
                  "access_token", "name"]
        (order,) = self.cashier.call("sale.order", "read", [order_id], fields)
        return order

    def judged(self, order_id):
        order = self.order(order_id)
        return order["state"], order["prepayment_state"], order["prepayment_paid_amount"]


class Patient:
    """Somebody with a phone and the link from the mail."""

    def __init__(self, page, clinic, order_id):
        self.page, self.clinic = page, clinic
        self.order = clinic.order(order_id)

    def open(self, more=""):
        link = f"{self.clinic.url}{self.order['access_url']}?access_token={self.order['access_token']}"
        self.page.goto(link + more)
        self.page.locator("body[is-ready=true]").wait_for()

    def sign(self):
        self.page.get_by_role("button", name=re.compile("Sign")).first.click()
        self.page.get_by_text("Draw", exact=True).click()
        submit = self.page.locator(".o_portal_sign_submit")
        for _stroke in range(20):  # the first ones may come before the page listens
            self._draw_a_stroke()
            if submit.is_enabled():
                break
        submit.click()
        self.page.wait_for_url("**message=sign_ok**")

    def _draw_a_stroke(self):
        canvas = self.page.locator("canvas.o_web_sign_signature").bounding_box()
        self.page.mouse.move(canvas["x"] + 40, canvas["y"] + 40)
        self.page.mouse.down()
        self.page.mouse.move(canvas["x"] + 160, canvas["y"] + 90, steps=8)
        self.page.mouse.up()
        self.page.wait_for_timeout(200)

    def ask_to_pay(self):
        """Open the dialog that opens by itself after signing."""
        self.page.locator("#o_sale_portal_paynow").click()

    def pay(self, status="Successful"):
        dialog = self.page.locator("#modalaccept.show")
        dialog.locator("input[name=o_payment_radio]").first.check()
        dialog.locator("select").select_option(label=status)
        # Not until the dialog is gone: the order's page has it again where something is left to pay.
        with self.page.expect_navigation(url="**/payment/status**", wait_until="commit"):
            dialog.locator("button[name=o_payment_submit_button]").click()

    def ask_for_less(self, amount):
        """What a curious patient changes in his browser: the amount that it sends."""

        def change(route):
            request = json.loads(route.request.post_data)
            request["params"]["amount"] = amount
            route.continue_(post_data=json.dumps(request))

        self.page.route("**/transaction?**", change)

    def reads(self, *texts):
        for text in texts:
            expect(self.page.locator("body")).to_contain_text(text)

    def does_not_read(self, text):
        expect(self.page.locator("body")).not_to_contain_text(text)

    def is_told_no_secret(self):
        everything = self.page.content()
        for secret in SECRETS:
            assert secret not in everything, f"the page contains {secret!r}"
        assert self.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@contextmanager
def phone(browser, clinic, order_id):
    context = browser.new_context(viewport=PHONE, locale="en-US")
    ours = (clinic.url, "data:", "blob:")
    context.route(lambda address: not address.startswith(ours), lambda route: route.abort())
    patient = Patient(context.new_page(), clinic, order_id)
    try:
        patient.open()
        yield patient
        patient.is_told_no_secret()
    except BaseException:
        keep_failure(patient.page)
        raise
    finally:
        context.close()


def test_signing_confirms_nothing_that_is_not_paid(browser, clinic):
    """He is told an amount; too little is kept, and exactly what is missing confirms."""
    order_id = clinic.quotations["all of it"][0]
    with phone(browser, clinic, order_id) as patient:
        patient.reads("To pay now", "$ 120.00")
        patient.is_told_no_secret()
        patient.sign()
        patient.reads("Your order has been signed but still needs to be paid to be confirmed.")
        patient.reads("By paying, $ 120.00")
        patient.is_told_no_secret()
        assert clinic.judged(order_id) == ("sent", "missing", 0)
    with phone(browser, clinic, order_id) as patient:
        patient.ask_for_less(36)
        patient.ask_to_pay()
        patient.pay()
        patient.reads("Your payment has been processed.", "Paid so far: $ 36.00", "To pay now $ 84.00")
        patient.reads("Quotation -")
        assert clinic.judged(order_id) == ("sent", "partial", 36)
    with phone(browser, clinic, order_id) as patient:
        patient.ask_to_pay()
        patient.reads("By paying, $ 84.00")
        patient.pay()
        patient.reads("Sales Order -", "Paid so far: $ 120.00")
        patient.does_not_read("To pay now")
        assert clinic.judged(order_id) == ("sale", "paid", 120)


def test_money_that_has_not_come_confirms_nothing(browser, clinic):
    """A transfer that is on its way, or that failed, is no money yet. What the desk took is not asked for again."""
    order_id = clinic.quotations["all of it"][1]
    with phone(browser, clinic, order_id) as patient:
        patient.sign()
        patient.pay("Error")
        patient.reads("Quotation -", "error")
        assert clinic.judged(order_id) == ("sent", "missing", 0)
        patient.open()
        patient.ask_to_pay()
        patient.pay("Pending")
        patient.reads("Your payment has been processed but is waiting for approval.")
        assert clinic.judged(order_id) == ("sent", "missing", 0)
    (wizard_id,) = clinic.cashier.call("patient.prepayment.register", "create", [{"order_id": order_id, "amount": 100}])
    clinic.cashier.call("patient.prepayment.register", "action_register", [wizard_id])
    with phone(browser, clinic, order_id) as patient:
        patient.reads("Paid so far: $ 100.00", "To pay now $ 20.00")
        patient.ask_to_pay()
        patient.pay()
        patient.reads("Sales Order -")
        assert clinic.judged(order_id) == ("sale", "paid", 120)


def test_a_part_is_enough_where_the_category_says_so(browser, clinic):
    """Odoo's own share of the quotation (all of it, here) neither adds to the category's nor takes away."""
    order_id = clinic.quotations["half"][0]
    with phone(browser, clinic, order_id) as patient:
        patient.reads("To pay now $ 60.00")
        patient.sign()
        patient.reads("By paying, $ 60.00")
        patient.pay()
        patient.reads("Sales Order -", "Paid so far: $ 60.00")
        assert clinic.judged(order_id) == ("sale", "paid", 60)


def test_a_link_over_too_little_offers_what_is_missing(browser, clinic):
    """The price may have risen since the link was sent; whoever made it smaller himself gains nothing."""
    order_id = clinic.quotations["half"][1]
    with phone(browser, clinic, order_id) as patient:
        patient.open("&payment_amount=10")
        patient.reads("To pay now $ 60.00")
        patient.does_not_read("$ 10.00")
        patient.open("&payment_amount=75")
        patient.reads("By paying, $ 75.00")


def test_whoever_needs_no_prepayment_signs_as_ever(browser, clinic):
    order_id = clinic.quotations["nothing"][0]
    with phone(browser, clinic, order_id) as patient:
        patient.does_not_read("To pay now")
        patient.sign()
        patient.reads("Your order has been confirmed.", "Sales Order -")
        assert clinic.judged(order_id) == ("sale", "not_required", 0)
