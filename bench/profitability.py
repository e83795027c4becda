"""The profitability report against Odoo's invoice analysis with a category column, at a million lines.

    make bench
    odoo shell -d DATABASE < bench/profitability.py

on a scratch database with patient_category installed (it is filled and left full). ``LINES`` sets the
number of invoice lines. Both reports are asked as the pivot of the web client asks, in turn; what is
printed is the median of ROUNDS.
"""

import functools
import os
import statistics
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.environ.get("PROJECT", os.getcwd()), "bench"))

from profitability_data import generate  # noqa: E402

from odoo import api  # noqa: E402
from odoo.fields import Command  # noqa: E402
from odoo.modules.registry import Registry  # noqa: E402

LINES = int(os.environ.get("LINES", "1000000"))
ROUNDS = int(os.environ.get("ROUNDS", "7"))


def pivot(model, row, column, aggregates, domain=()):
    """What the web client asks for a pivot of ``row`` by ``column``."""
    return model.formatted_read_grouping_sets(
        list(domain), [[], [row], [column], [row, column]], aggregates
    )


def median_ms(*questions):
    """Median time of each of the questions, asked in turn."""
    times = [[] for _question in questions]
    for _round in range(ROUNDS):
        for question, durations in zip(questions, times):
            start = time.perf_counter()
            question()
            durations.append((time.perf_counter() - start) * 1000)
    return [statistics.median(durations) for durations in times]


def compare_reports(env):
    report = env["patient.category.report"]
    analysis = env["account.invoice.report"]
    posted = [("state", "=", "posted"), ("move_type", "in", ("out_invoice", "out_refund", "out_receipt"))]
    money = ["revenue:sum", "cost:sum", "margin:sum", "margin_percent:avg", "invoice_count:sum"]
    analysis_money = ["price_subtotal:sum", "price_margin:sum", "inventory_value:sum", "move_id:count_distinct"]
    questions = [
        ("revenue, cost, margin, invoices", "category_id", "patient_category_id", money, analysis_money, 8),
        (
            "the same and distinct patients",
            "category_id",
            "patient_category_id",
            [*money, "patient_count:count_distinct"],
            [*analysis_money, "patient_id:count_distinct"],
            5,
        ),
        ("revenue, margin by product", "product_id", "product_id", money[:3], analysis_money[:3], 1),
    ]
    print(f"{'category × month':<36}{'invoice analysis':>18}{'this report':>14}{'faster':>10}{'wanted':>8}")
    for name, row, analysis_row, aggregates, analysis_aggregates, wanted in questions:
        theirs, ours = median_ms(
            functools.partial(pivot, analysis, analysis_row, "invoice_date:month", analysis_aggregates, posted),
            functools.partial(pivot, report, row, "date:month", aggregates),
        )
        print(f"{name:<36}{theirs:>15.0f} ms{ours:>11.0f} ms{theirs / ours:>9.1f}×{wanted:>7}×")


def check_figures(env):
    """Revenue as in the invoice analysis; everything as a statement of its own over the journal items says."""
    [[revenue]] = env["patient.category.report"]._read_group([], [], ["revenue:sum"])
    [[expected]] = env["account.invoice.report"]._read_group(
        [("state", "=", "posted"), ("move_type", "in", ("out_invoice", "out_refund", "out_receipt"))],
        [],
        ["price_subtotal:sum"],
    )
    assert round(revenue, 2) == round(expected, 2), (revenue, expected)
    env.cr.execute(
        """
        SELECT l.patient_category_id, date_trunc('month', m.invoice_date)::date,
               SUM(-l.balance), COALESCE(SUM(l.posted_cost), 0),
               COUNT(DISTINCT m.id) FILTER (WHERE m.move_type != 'out_refund' AND l.is_downpayment IS NOT TRUE),
               COUNT(DISTINCT l.patient_id)
          FROM account_move_line l JOIN account_move m ON m.id = l.move_id
         WHERE l.display_type = 'product' AND m.state = 'posted' AND l.company_id = ANY(%s)
           AND m.move_type IN ('out_invoice', 'out_refund', 'out_receipt')
      GROUP BY 1, 2
        """,
        [env.companies.ids],
    )
    expected = {(category, month): tuple(map(float, row)) for category, month, *row in env.cr.fetchall()}
    found = {
        (category.id or None, month): tuple(map(float, row))
        for category, month, *row in env["patient.category.report"]._read_group(
            [],
            ["category_id", "date:month"],
            ["revenue:sum", "cost:sum", "invoice_count:sum", "patient_count:count_distinct"],
        )
    }
    assert found.keys() == expected.keys()
    for key, figures in found.items():
        assert all(abs(one - other) < 0.005 for one, other in zip(figures, expected[key])), (key, figures)
    print(f"{len(found)} cells: revenue, cost, invoices and patients are what the journal items say")


def draft_invoices(env, count):
    patient = env["res.partner"].search([("name", "=like", "Patient %")], limit=1)
    products = env["product.product"].search([("name", "=like", "Treatment %")], limit=3)
    moves = env["account.move"].create(
        [
            {
                "move_type": "out_invoice",
                "partner_id": patient.id,
                "invoice_date": "2026-02-01",
                "invoice_line_ids": [
                    Command.create({"product_id": product.id, "price_unit": 50.0, "tax_ids": False})
                    for product in products
                ],
            }
            for _number in range(count)
        ]
    )
    env.cr.commit()
    return moves


def without_profitability(env):
    """The registry's ``account.move`` as if this addon did not follow invoices."""
    move_class = env.registry["account.move"]
    original = move_class._update_profitability

    class Without:
        def __enter__(self):
            move_class._update_profitability = lambda self: None

        def __exit__(self, *_exception):
            move_class._update_profitability = original

    return Without()


def measure_posting(env, count=60):
    moves = draft_invoices(env, 2 * count + 4)
    times = {True: [], False: []}
    for number, move_id in enumerate(moves.ids):
        env.invalidate_all()
        move = env["account.move"].browse(move_id)
        followed = bool(number % 2)
        start = time.perf_counter()
        if followed:
            move.action_post()
            env.cr.commit()
        else:
            with without_profitability(env):
                move.action_post()
                env.cr.commit()
        if number >= 4:
            times[followed].append((time.perf_counter() - start) * 1000)
    env["patient.category.summary"]._rebuild()  # half of them were not followed
    env.cr.commit()
    without, followed = statistics.median(times[False]), statistics.median(times[True])
    print(
        f"posting an invoice of three lines and commit: {without:.1f} ms without, {followed:.1f} ms with this "
        f"addon's part: {followed - without:+.1f} ms, {(followed / without - 1) * 100:+.1f} %"
    )


def measure_import(env, count=1000):
    """Statements that this addon's part takes for one invoice, and for a thousand in one transaction."""
    statements = {}
    for size in (1, count):
        moves = draft_invoices(env, size)
        for followed in (False, True):
            env.invalidate_all()
            before = env.cr.sql_log_count
            start = time.perf_counter()
            if followed:
                moves.action_post()
                env.cr.flush()
            else:
                with without_profitability(env):
                    moves.action_post()
                    env.cr.flush()
            statements[size, followed] = env.cr.sql_log_count - before
            print(f"posting {size} at once, {'with' if followed else 'without'}: {statements[size, followed]} "
                  f"statements, {time.perf_counter() - start:.2f} s")
            env.cr.rollback()
    per_invoice = {size: statements[size, True] - statements[size, False] for size in (1, count)}
    print(f"statements more: {per_invoice[1]} for one invoice, {per_invoice[count]} for {count}")
    moves.action_post()
    moves.button_draft()
    moves.action_post()
    env.cr.commit()
    assert not env["patient.category.summary"]._find_differences(env.companies)
    print(f"{count} posted, reset and posted again: no difference from the journal items")


def post_at_the_same_moment(env):
    """Two cashiers post an invoice of the same patient in the same second."""
    moves = draft_invoices(env, 2)
    moves[1].journal_id = moves[1].journal_id.copy({"code": "BNCH2"})  # its own sequence: that is Odoo's to lock
    env.cr.commit()
    barrier = threading.Barrier(2)
    outcomes = []

    def post(move_id):
        with Registry(env.cr.dbname).cursor() as cr:
            move = api.Environment(cr, env.uid, {})["account.move"].browse(move_id)
            move.action_post()
            move.env.flush_all()
            barrier.wait(30)  # both are posted, neither is committed
        outcomes.append(move_id)

    threads = [threading.Thread(target=post, args=[move.id]) for move in moves]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(outcomes) == sorted(moves.ids), outcomes
    env.cr.rollback()
    assert not env["patient.category.summary"]._find_differences(env.companies)
    print("two posts for one patient at the same moment: both succeed")


def run(env):
    if not env["res.partner"].search_count([("name", "=", "Patient 1")]):
        start = time.perf_counter()
        generate(env, LINES)
        print(f"{LINES:,} invoice lines generated in {time.perf_counter() - start:.0f} s")
    start = time.perf_counter()
    env["patient.category.summary"]._rebuild()
    env.cr.commit()
    print(f"the whole summary rebuilt in {time.perf_counter() - start:.1f} s")
    check_figures(env)
    compare_reports(env)
    measure_posting(env)
    measure_import(env)
    post_at_the_same_moment(env)


run(env)  # noqa: F821  the shell's environment
