"""Prices of a category in the online shop: its patients have them, and no visitor finds a way to them."""
import re

import pytest
import requests

from dev.testing import fresh_database

PREPARE = """
from odoo import Command
env.ref("base.group_user").implied_ids += env.ref("product.group_product_pricelist")
env.ref("base.group_portal").implied_ids += env.ref("product.group_product_pricelist")
website = env["website"].search([], limit=1)
env["product.pricelist"].search([]).active = False
half = [Command.create({"applied_on": "3_global", "compute_price": "percentage", "percent_price": 50})]
usual = env["product.pricelist"].create({"name": "Usual", "sequence": 5, "website_id": website.id})
countries = env["res.country"].search([])
world = env["res.country.group"].create({"name": "World", "country_ids": [Command.set(countries.ids)]})
special = env["product.pricelist"].create({
    "name": "Special", "sequence": 1, "website_id": website.id, "selectable": True, "code": "STAFF",
    "item_ids": half, "country_group_ids": [Command.set(world.ids)],
})
employees = env.ref("patient_category.category_employees")
employees.write({"pricelist_id": special.id, "pricelist_reserved": True})
product = env["product.template"].create({
    "name": "Consultation", "type": "service", "list_price": 120, "taxes_id": False, "is_published": True,
})
nora = env["res.users"].create({
    "name": "Nora", "login": "nora", "password": "nora", "group_ids": [Command.set(env.ref("base.group_portal").ids)],
})
employee = env["hr.employee"].create({"name": "Nora", "patient_partner_id": nora.partner_id.id})
nora.partner_id.patient_category_id = env.ref("patient_category.category_ordinary")
assert nora.partner_id.patient_category_id == employees
env["res.users"].create({
    "name": "Olga", "login": "olga", "password": "olga", "group_ids": [Command.set(env.ref("base.group_portal").ids)],
})
env.cr.commit()
print("SPECIAL", special.id)
print("PRODUCT", product.id, product.product_variant_id.id)
"""


class Visitor:
    """A browser without scripts in front of the shop."""

    def __init__(self, shop, login=None):
        self.shop, self.session = shop, requests.Session()
        if login:
            self.call("/web/session/authenticate", db=shop.database, login=login, password=login)

    def call(self, path, **params):
        answer = self.session.post(self.shop.url + path, json={"params": params}, timeout=120).json()
        assert "error" not in answer, answer
        return answer["result"]

    def get(self, path):
        page = self.session.get(self.shop.url + path, timeout=120)
        page.raise_for_status()
        return page.text

    def price(self):
        page = self.get(f"/shop/consultation-{self.shop.template_id}")
        return float(re.search(r'class="oe_price".*?oe_currency_value">([\d.]+)<', page)[1])

    def cart_total(self):
        """What the visitor would pay for the treatment."""
        self.call(
            "/shop/cart/add", product_template_id=self.shop.template_id, product_id=self.shop.product_id, quantity=1
        )
        order = self.shop.shell("print('CART', env['sale.order'].search([], order='id desc', limit=1).amount_total)")
        return float(order.split("CART ")[1])


class Shop:
    def __init__(self, database, url, shell):
        self.database, self.url = database, url
        self.shell = lambda code: shell(database, code)
        ids = self.shell(PREPARE)
        self.special_id = int(re.search(r"SPECIAL (\d+)", ids)[1])
        self.template_id, self.product_id = map(int, re.search(r"PRODUCT (\d+) (\d+)", ids).groups())


@pytest.fixture
def shop(odoo, odoo_server, odoo_shell):
    with fresh_database(odoo, "patient_category", "website_sale") as name, odoo_server(name) as url:
        yield Shop(name, url, odoo_shell)


def test_reserved_prices_in_the_shop(shop):
    nora, olga, visitor = Visitor(shop, "nora"), Visitor(shop, "olga"), Visitor(shop)
    # Nora chooses nothing: her category's prices are hers, on every page and in the cart.
    assert nora.price() == 60
    assert nora.cart_total() == 60

    # Neither the list's address, nor its code, nor a country gives them to anybody else.
    for other in (olga, visitor):
        assert other.price() == 120
        other.get(f"/shop/change_pricelist/{shop.special_id}")
        assert other.price() == 120
        other.session.post(f"{shop.url}/shop/pricelist", data={"promo": "STAFF"}, timeout=120)
        assert other.price() == 120
        assert other.cart_total() == 120

    # It is nobody's fallback either, where it is the only list of the website.
    shop.shell("env['product.pricelist'].search([('name', '=', 'Usual')]).website_id = False; env.cr.commit()")
    assert Visitor(shop).price() == 120

    # Who leaves pays what all pay, also in the session in which the list was found before.
    shop.shell("env['hr.employee'].search([('name', '=', 'Nora')]).action_archive(); env.cr.commit()")
    assert nora.price() == 120
    assert nora.cart_total() == 120
    lines = "env['sale.order.line'].search([('order_partner_id.name', '=', 'Nora')])"
    prices = shop.shell(f"print('PRICES', {lines}.mapped('price_unit'))")
    assert set(re.findall(r"\d+\.\d", prices)) == {"120.0"}, "the cart of before is priced again too"
