"""Two cashiers at the same moment, on a real server with real transactions."""
from concurrent.futures import ThreadPoolExecutor

from dev.testing import ALL_ADDONS

from .rpc import Client

ROUNDS = 6


def test_two_cashiers_at_one_order(odoo_database, odoo_server, odoo_shell):
    """Nobody pays twice what is missing, and what the order says is what was paid."""
    name = odoo_database(*ALL_ADDONS, demo=True)
    category = odoo_shell(name, "print('ID', env.ref('patient_category.category_problem').id)").split("ID ")[1]
    with odoo_server(name) as url, ThreadPoolExecutor(2) as pool:
        reception = Client(url, name, "reception")
        cashiers = [Client(url, name, "cashier") for _each in range(2)]
        patient = {"name": "Paula", "patient_category_id": int(category)}
        (patient_id,) = reception.call("res.partner", "create", [patient])
        (service_id,) = reception.call("product.product", "search", [["name", "=", "Consultation"]])
        for _round in range(ROUNDS):
            lines = [[0, 0, {"product_id": service_id, "product_uom_qty": 1}]]
            (order_id,) = reception.call("sale.order", "create", [{"partner_id": patient_id, "order_line": lines}])
            _pay(cashiers[0], order_id, 20)
            outcomes = list(pool.map(lambda cashier, order_id=order_id: _pay(cashier, order_id, 60), cashiers))
            (order,) = reception.call(
                "sale.order", "read", [order_id],
                ["state", "prepayment_state", "prepayment_paid_amount", "prepayment_missing_amount"],
            )
            assert order["prepayment_paid_amount"] == 20 + 60 * outcomes.count("taken"), (order, outcomes)
            assert order["prepayment_paid_amount"] <= 120, "the patient pays no more than is missing"
            assert outcomes.count("taken") == 1, outcomes
            assert (order["state"], order["prepayment_state"]) == ("draft", "partial")
            assert _pay(cashiers[0], order_id, 40) == "taken"
            (order,) = reception.call("sale.order", "read", [order_id], ["state", "prepayment_state"])
            assert (order["state"], order["prepayment_state"]) == ("sale", "paid")


def test_two_cashiers_at_what_one_patient_left_on_account(odoo_database, odoo_server, odoo_shell):
    """The same money is set aside once, however close together two cashiers ask for it."""
    name = odoo_database(*ALL_ADDONS, demo=True)
    patient_ids = [int(each) for each in odoo_shell(name, ON_ACCOUNT).split("IDS ")[1].split()]
    with odoo_server(name) as url, ThreadPoolExecutor(2) as pool:
        reception = Client(url, name, "reception")
        cashiers = [Client(url, name, "cashier") for _each in range(2)]
        (service_id,) = reception.call("product.product", "search", [["name", "=", "Consultation"]])
        for patient_id in patient_ids:
            line = [0, 0, {"product_id": service_id, "product_uom_qty": 1}]
            values = {"partner_id": patient_id, "order_line": [line]}
            order_ids = reception.call("sale.order", "create", [values, values])
            wizards = [
                cashier.call("patient.prepayment.register", "create", [{"order_id": order_id}])
                for cashier, order_id in zip(cashiers, order_ids)
            ]
            outcomes = list(pool.map(_register, cashiers, wizards))
            orders = reception.call("sale.order", "read", order_ids, ["state", "prepayment_paid_amount"])
            assert sorted(outcomes) == ["refused", "taken"], (outcomes, orders)
            assert sorted(order["prepayment_paid_amount"] for order in orders) == [0, 120], orders
            assert sorted(order["state"] for order in orders) == ["draft", "sale"], orders


# Patients who left the price of one visit on account.
ON_ACCOUNT = f"""
category = env.ref("patient_category.category_problem")
patients = env["res.partner"].create(
    [{{"name": f"Paula {{number}}", "patient_category_id": category.id}} for number in range({ROUNDS})]
)
journal = env["account.journal"].search([("type", "=", "cash"), ("company_id", "=", env.company.id)], limit=1)
for patient in patients:
    env["account.payment"]._post_at_desk({{
        "payment_type": "inbound", "partner_id": patient.id, "journal_id": journal.id, "amount": 120,
        "company_id": env.company.id, "currency_id": env.company.currency_id.id,
    }})
env.cr.commit()
print("IDS", *patients.ids)
"""


def _register(cashier, wizard_id):
    try:
        cashier.call("patient.prepayment.register", "action_register", wizard_id)
    except RuntimeError as refusal:
        assert "is on account" in str(refusal), refusal
        return "refused"
    return "taken"


def _pay(cashier, order_id, amount):
    values = {"order_id": order_id, "amount": amount}
    (wizard_id,) = cashier.call("patient.prepayment.register", "create", [values])
    try:
        cashier.call("patient.prepayment.register", "action_register", [wizard_id])
    except RuntimeError as refusal:
        assert "is missing for" in str(refusal), refusal
        return "refused"
    return "taken"
