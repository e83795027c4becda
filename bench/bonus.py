"""Bonus cards: checking them, finding them, paying for what earns, and the nightly check of the ledger."""
import itertools
import re
from functools import partial

from odoo import api
from odoo.tools import SQL

from bench import memory
from bench.confirm import quotations
from bench.measure import Way, alternate, timed
from bench.rpc import Client
from dev.odoo import free_port, odoo_of_this_process

MANY_CARDS = 1000
BATCH = 10


def run_checks(report, bonus, *, rounds):
    _check_over_rpc(report, bonus, rounds)
    _compare_statuses(report, bonus)
    _search_a_part(report, bonus, rounds)


def _numbers(clinic, count):
    with clinic.request() as env:
        cards = env["loyalty.card"].search([("bonus_state", "=", "active")], limit=count, order="id desc")
        return cards.mapped("code")


def _check_over_rpc(report, clinic, rounds):
    """As often as this in a minute nobody asks: numbers that lead to a patient are not limited."""
    numbers = itertools.cycle(_numbers(clinic, 500))
    _uid = clinic.desk
    odoo, port = odoo_of_this_process(), free_port()
    log = odoo.data / "bench-rpc.log"
    with odoo.server(clinic.name, port, log=log), Client(port, clinic.name, "bench_desk", "bench_desk") as client:
        ways = [
            Way("a call that does nothing", partial(_call, client, "loyalty.card", "default_get", [])),
            Way("bonus_check", lambda: _call(client, "loyalty.card", "bonus_check", next(numbers), 100.0)),
        ]
        alternate(rounds, *ways, warm_up=10)
    report.compare("bonus_check over RPC", ways[1], ways[0], at_most=4)
    counts = re.findall(r"/bonus_check\S* HTTP/1.1\" 200 - (\d+)", log.read_text(encoding="utf-8"))[-rounds:]
    report.check("the same number of queries for every card", len(set(counts)) == 1, f"{'/'.join(sorted(set(counts)))}")


def _call(client, model, method, *arguments):
    return timed(lambda: client.call(model, method, *arguments))


def _compare_statuses(report, clinic):
    queries = {}
    for count in (1, MANY_CARDS):
        codes = _numbers(clinic, count)
        with clinic.registry.cursor() as cursor:
            cards = api.Environment(cursor, clinic.desk, {})["loyalty.card"].search([("code", "in", codes)])
            queries[count] = timed(cards._bonus_statuses, cursor).queries
    report.figure(f"queries for the statuses of {MANY_CARDS:,} cards", queries[MANY_CARDS], at_most=queries[1])


def _search_a_part(report, clinic, rounds):
    parts = itertools.cycle(code[4:10] for code in _numbers(clinic, 500))
    ways = [
        Way("plain ilike", lambda: _search(clinic, next(parts), "off")),
        Way("with the trigram index", lambda: _search(clinic, next(parts), "on")),
    ]
    alternate(rounds, *ways)
    report.compare("search for a part of a number", ways[1], ways[0], at_least=15)


def _search(clinic, part, with_index):
    with clinic.registry.cursor() as cursor:
        cursor.execute(SQL("SELECT set_config('enable_bitmapscan', %s, TRUE)", with_index))
        cards = api.Environment(cursor, clinic.desk, {})["loyalty.card"]
        return timed(lambda: cards.search([("code", "ilike", part)], limit=80), cursor)


def run_memory(report, bonus, *, rounds):
    numbers = itertools.cycle(_numbers(bonus, 500))

    def check(_number):
        with bonus.request(bonus.desk) as env:
            env["loyalty.card"].bonus_check(next(numbers), 100.0)

    memory.report_growth(report, "checks", check, rounds)


def run_ledger(report, loyalty, bonus, *, rounds):
    more = {}
    for size, times in ((1, rounds), (BATCH, max(3, rounds // BATCH))):
        ways = [
            Way(name, partial(_pay, clinic, iter(_invoices(clinic, (times + 2) * size)), size))
            for name, clinic in (("without patient_bonus", loyalty), ("with a bonus card", bonus))
        ]
        alternate(times, *ways)
        what = "paying an invoice" if size == 1 else f"paying {size} invoices at once"
        report.compare(what, ways[1], ways[0], at_most=1.10)
        more[size] = ways[1].queries - ways[0].queries
    report.figure(
        f"queries more for each of {BATCH} invoices paid at once", more[BATCH] / BATCH, at_most=max(more[1], 0)
    )
    _nightly_check(report, bonus, rounds)


def _invoices(clinic, count):
    """Ids of posted invoices of confirmed orders, each of another patient."""
    order_ids = quotations(clinic, count, prepaid=False)
    with clinic.request() as env:
        orders = env["sale.order"].browse(order_ids)
        orders.action_confirm()
        for line in orders.order_line:
            line.qty_delivered = line.product_uom_qty
        invoices = orders._create_invoices()
        invoices.action_post()
        return invoices.ids


def _pay(clinic, invoices, size):
    invoice_ids = list(itertools.islice(invoices, size))
    return clinic.measured(
        lambda env: env["account.payment.register"]
        .with_context(active_model="account.move", active_ids=invoice_ids)
        .create({"group_payment": False})
        .action_create_payments()
    )


def _nightly_check(report, clinic, rounds):
    ways = [
        Way("one sum of the ledger", partial(clinic.measured, _sum_ledger)),
        Way("nightly check", partial(clinic.measured, lambda env: env["sale.order"]._cron_check_bonus_ledger())),
    ]
    alternate(max(3, rounds // 10), *ways)
    report.compare("the nightly check", ways[1], ways[0], at_most=3)


def _sum_ledger(env):
    env.cr.execute("SELECT card_id, SUM(issued - used) FROM loyalty_history GROUP BY card_id")
    env.cr.fetchall()


