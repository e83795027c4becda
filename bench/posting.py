"""Posting invoices with patient_category and without: alone, in large imports, and two at the same moment."""
import threading
from functools import partial

from odoo import api
from odoo.fields import Command

from bench.data import treatments
from bench.measure import Way, alternate

DATE = "2026-02-01"


def run(report, plain, category, *, rounds):
    ways = [
        Way(name, partial(_post, clinic, iter(draft_invoices(clinic, rounds + 2))))
        for name, clinic in (("Odoo alone", plain), ("with patient_category", category))
    ]
    alternate(rounds, *ways)
    report.compare("an invoice of three lines", ways[1], ways[0], at_most=1.03, milliseconds=1.0)


def run_many(report, plain, category, *, rounds):
    """:param rounds: how many invoices are imported"""
    _compare_import(report, plain, category, rounds)
    _post_reset_and_post(report, category, rounds)
    _post_at_the_same_moment(report, category)


def _post(clinic, drafts):
    invoice_id = next(drafts)
    return clinic.measured(lambda env: env["account.move"].browse(invoice_id).action_post(), clinic.accountant)


def draft_invoices(clinic, count):
    """Ids of new draft invoices of three lines, each of another patient."""
    with clinic.request() as env:
        return env["account.move"].create(_invoice_values(env, count)).ids


def _invoice_values(env, count):
    patients = env["res.partner"].search([("name", "=like", "Patient %")], limit=count, order="id")
    products = treatments(env)[:3]
    return [
        {
            "move_type": "out_invoice",
            "partner_id": patients[number % len(patients)].id,
            "invoice_date": DATE,
            "invoice_line_ids": [
                Command.create({"product_id": product.id, "price_unit": 50.0, "tax_ids": False})
                for product in products
            ],
        }
        for number in range(count)
    ]


def _compare_import(report, plain, category, count):
    """Create and post many in one transaction: our part must need no more statements for many than for one."""
    more = {}
    for size in (1, count):
        ways = [
            Way(name, partial(_import, clinic, size))
            for name, clinic in (("Odoo alone", plain), ("with patient_category", category))
        ]
        alternate(3 if size == 1 else 1, *ways, warm_up=1 if size == 1 else 0)
        report.compare(f"importing and posting {size:,} in one transaction", ways[1], ways[0])
        more[size] = ways[1].queries - ways[0].queries
    report.figure(
        f"statements more than Odoo's for {count:,} invoices, for each of them", more[count] / count,
        at_most=max(more[1], 0),
    )


def _import(clinic, size):
    return clinic.measured(lambda env: env["account.move"].create(_invoice_values(env, size)).action_post())


def _post_reset_and_post(report, category, count):
    with category.request() as env:
        moves = env["account.move"].create(_invoice_values(env, count))
        moves.action_post()
        moves.button_draft()
        moves.action_post()
    report.check(f"{count:,} posted, reset and posted again leave no difference", not _differences(category))


def _differences(clinic):
    with clinic.request() as env:
        return env["patient.category.summary"]._find_differences(env.companies)


def _post_at_the_same_moment(report, category):
    """Two cashiers post an invoice of the same patient in the same second."""
    with category.request() as env:
        first, second = env["account.move"].create(_invoice_values(env, 1) * 2)
        second.journal_id = second.journal_id.copy({"code": "BNCH2"})  # its own numbers: those are Odoo's to lock
        invoices = first.id, second.id
    barrier = threading.Barrier(2)
    posted = []

    def post(invoice_id):
        with category.registry.cursor() as cursor:
            move = api.Environment(cursor, category.accountant, {})["account.move"].browse(invoice_id)
            move.action_post()
            move.env.flush_all()
            barrier.wait(30)  # both are posted, neither is committed
        posted.append(invoice_id)

    _uid = category.accountant
    threads = [threading.Thread(target=post, args=[invoice_id]) for invoice_id in invoices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    report.check("two posts for one patient at the same moment both succeed", sorted(posted) == sorted(invoices))
    report.check("and leave no difference", not _differences(category))
