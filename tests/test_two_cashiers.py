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


def _pay(cashier, order_id, amount):
    values = {"order_id": order_id, "amount": amount}
    (wizard_id,) = cashier.call("patient.prepayment.register", "create", [values])
    try:
        cashier.call("patient.prepayment.register", "action_register", [wizard_id])
    except RuntimeError as refusal:
        assert "is missing for" in str(refusal), refusal
        return "refused"
    return "taken"
