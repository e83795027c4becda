"""`action_confirm` through commit, with patient_category and without.

The orders have three lines. In both databases the same patients have the same payments; with patient_category
half of them are of a category that must prepay, and their payments were set aside for their orders.
"""
import itertools
from functools import partial

from odoo.fields import Command

from bench import memory
from bench.data import treatments
from bench.measure import Way, alternate

BATCH = 100
KINDS = {False: "needs no prepayment", True: "prepaid"}


def run(report, plain, category, *, rounds):
    for prepaid, kind in KINDS.items():
        _compare(report, f"one order, {kind}", plain, category, prepaid, 1, rounds, warm_up=2)


def run_many(report, plain, category, *, rounds):
    for prepaid, kind in KINDS.items():
        _compare(report, f"{BATCH} orders at once, {kind}", plain, category, prepaid, BATCH, rounds, warm_up=1)


def _compare(report, what, plain, category, prepaid, batch, rounds, warm_up):
    """Odoo alone and with the addon; each confirms `batch` fresh quotations a time."""
    count = (rounds + warm_up) * batch
    ways = [
        Way(name, partial(_confirm, clinic, iter(quotations(clinic, count, prepaid)), batch))
        for name, clinic in (("Odoo alone", plain), ("with patient_category", category))
    ]
    alternate(rounds, *ways, warm_up=warm_up)
    report.compare(what, ways[1], ways[0], at_most=1.03, more_queries=2)


def _confirm(clinic, orders, batch):
    order_ids = list(itertools.islice(orders, batch))
    return clinic.measured(lambda env: env["sale.order"].browse(order_ids).action_confirm(), clinic.desk)


def quotations(clinic, count, prepaid):
    """Ids of new quotations with three lines, each of another patient; `prepaid` ones are paid in full."""
    uid = clinic.desk
    with clinic.request() as env:
        order = "id desc" if prepaid else "id"  # not the same patients: each has one category
        patients = env["res.partner"].search([("name", "=like", "Patient %")], limit=count, order=order)
        patients = [patients[number % len(patients)] for number in range(count)]
        if clinic.has_categories:
            name = "category_problem" if prepaid else "category_ordinary"
            env["res.partner"].browse({patient.id for patient in patients}).patient_category_id = env.ref(
                f"patient_category.{name}"
            )
            env.cr.commit()
        products = treatments(env)[:3]
        orders = env["sale.order"].with_user(uid).create(
            [
                {
                    "partner_id": patient.id,
                    "order_line": [Command.create({"product_id": product.id}) for product in products],
                }
                for patient in patients
            ]
        )
        if prepaid:
            _pay(env, orders.sudo())  # sudo: the desk that sells may not enter payments
        return orders.ids


def _pay(env, orders):
    """A payment at the desk for each order; where there is such a thing, it is set aside for the order."""
    journal = env["account.journal"].search([("type", "in", ("bank", "cash"))], limit=1)
    payments = env["account.payment"].create(
        [
            {
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": order.partner_id.id,
                "journal_id": journal.id,
                "amount": order.amount_total,
                "memo": order.name,
            }
            for order in orders
        ]
    )
    payments.outstanding_account_id = journal.default_account_id
    payments.action_post()
    if "patient.prepayment.allocation" in env:
        env["patient.prepayment.allocation"].create(
            [
                {"order_id": order.id, "payment_id": payment.id, "amount": payment.amount}
                for order, payment in zip(orders, payments, strict=True)
            ]
        )


def run_memory(report, category, *, rounds):
    orders = quotations(category, rounds, prepaid=True)
    memory.report_growth(
        report, "confirmations", lambda number: _confirm(category, iter(orders[number:]), 1), rounds
    )
