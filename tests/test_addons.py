"""Each addon is an addon: installs alone, upgrades twice, uninstalls and leaves a working Odoo."""
import pytest

from dev.testing import ALL_ADDONS

from .desk import desk

# Run after an addon is gone: what every Odoo does must still work.
DAILY_WORK = """
from odoo import Command
partner = env["res.partner"].create({"name": "Somebody", "phone": "+1 650-253-0000"})
product = env["product.product"].create({"name": "Something", "type": "service", "invoice_policy": "order"})
order = env["sale.order"].create({
    "partner_id": partner.id,
    "order_line": [Command.create({"product_id": product.id, "price_unit": 100})],
})
order.action_confirm()
for model in ("res.partner", "sale.order", "account.move"):
    for kind in ("form", "list", "search"):
        env[model].get_view(view_type=kind)
partner.copy().unlink()
order.with_context(disable_cancel_warning=True).action_cancel()
print("WORKS", order.state)
"""

LEFTOVERS = """
name = {name!r}
print("LEFT", env["ir.model.data"].search_count([("module", "=", name)]))
models = env["ir.model"].search([("model", "=like", "patient.%")]).mapped("model")
print("MODELS", models if name == "patient_category" else [])
env.cr.execute("SELECT count(*) FROM information_schema.columns WHERE column_name LIKE ANY(%s)", [{columns!r}])
print("COLUMNS", env.cr.fetchone()[0])
"""

COLUMNS = {
    "patient_category": [
        *("patient\\_%", "guardian\\_id", "attending\\_%", "served\\_%", "pays\\_on%", "posted\\_cost%"),
        # Odoo has a prepayment_percent of its own.
        *(f"prepayment\\_{name}%" for name in ("s", "policy", "required", "paid", "missing", "revision", "direct")),
    ],
    "patient_bonus": ["bonus\\_%"],
    "sms_survey": ["sms\\_survey%", "survey\\_request\\_id"],
}

UNINSTALL = """
env["ir.module.module"].search([("name", "=", {name!r})]).button_immediate_uninstall()
print("STATE", env["ir.module.module"].search([("name", "=", {name!r})]).state)
"""


@pytest.mark.parametrize("name", ALL_ADDONS)
def test_an_addon_lives_alone(name, odoo_database, odoo_command, odoo_shell, odoo_server, browser):
    database = odoo_database(name)
    for _upgrade in range(2):
        output = odoo_command(database, f"--update={name}", "--stop-after-init", "--log-level=warn")
        assert "ERROR" not in output and "WARNING" not in output, output
    assert "STATE uninstalled" in odoo_shell(database, UNINSTALL.format(name=name))
    left = odoo_shell(database, LEFTOVERS.format(name=name, columns=COLUMNS[name]))
    assert "LEFT 0" in left and "MODELS []" in left and "COLUMNS 0" in left, left
    assert "WORKS cancel" in odoo_shell(database, DAILY_WORK)
    with odoo_server(database) as url, desk(browser, url, "admin") as admin:
        admin.open("contacts")
        admin.open("sales")
        assert admin.call("res.partner", "search_count", [["name", "=", "Somebody"]]) == 0, "the shell keeps nothing"


def test_all_addons_together_and_one_after_the_other_gone(odoo_database, odoo_shell):
    """The two that build on patient_category go with it."""
    database = odoo_database(*ALL_ADDONS, demo=True)
    assert "STATE uninstalled" in odoo_shell(database, UNINSTALL.format(name="patient_category"))
    states = odoo_shell(
        database, f"print(*set(env['ir.module.module'].search([('name', 'in', {ALL_ADDONS!r})]).mapped('state')))"
    )
    assert states.strip().splitlines()[-1] == "uninstalled"
    assert "WORKS cancel" in odoo_shell(database, DAILY_WORK)


BONUSES = """
patient = env["res.partner"].create(
    {"name": "Holder", "patient_category_id": env.ref("patient_category.category_ordinary").id}
)
card = env["loyalty.card"]._bonus_issue(patient, env.ref("patient_bonus.program_bonus"))
card._bonus_adjust(42.5, "opening")
env.cr.commit()
"""

AFTER_BONUSES = """
program = env["loyalty.program"].with_context(active_test=False).search([("name", "=", "Patient bonuses")])
card = env["loyalty.card"].search([("partner_id.name", "=", "Holder")])
before = (card.points, len(card.history_ids), env["loyalty.card"].search_count([]))
order = env["sale.order"].create({
    "partner_id": card.partner_id.id,
    "order_line": [(0, 0, {"product_id": env["product.product"].create({"name": "Something"}).id, "price_unit": 100})],
})
order._update_programs_and_rewards()
order.action_confirm()
after = (card.points, len(card.history_ids), env["loyalty.card"].search_count([]))
print("PROGRAMS", len(program), program.active, "BALANCE", card.points, "MOVED", before != after)
"""


def test_without_the_addon_bonus_programs_rest_and_balances_stay(odoo_database, odoo_shell):
    """Odoo's own rule would start to accrue on every order, paid or not."""
    database = odoo_database("patient_bonus")
    odoo_shell(database, BONUSES)
    assert "STATE uninstalled" in odoo_shell(database, UNINSTALL.format(name="patient_bonus"))
    assert "PROGRAMS 1 False BALANCE 42.5 MOVED False" in odoo_shell(database, AFTER_BONUSES)
