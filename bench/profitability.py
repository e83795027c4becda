"""The profitability report against Odoo's invoice analysis, which patient_category gives a category column.

Both are asked as the pivot of the web client asks. Between two rounds an invoice is posted, as at any clinic.
"""
from functools import partial

from bench.measure import Way, alternate
from bench.posting import draft_invoices

POSTED = [("state", "=", "posted"), ("move_type", "in", ("out_invoice", "out_refund", "out_receipt"))]
MONEY = ["revenue:sum", "cost:sum", "margin:sum", "margin_percent:avg", "invoice_count:sum"]
MONEY_OF_ANALYSIS = ["price_subtotal:sum", "price_margin:sum", "inventory_value:sum", "move_id:count_distinct"]
QUESTIONS = {
    "revenue, cost, margin, invoices": ("category_id", "patient_category_id", MONEY, MONEY_OF_ANALYSIS, 8),
    "the same and distinct patients": (
        "category_id",
        "patient_category_id",
        [*MONEY, "patient_count:count_distinct"],
        [*MONEY_OF_ANALYSIS, "patient_id:count_distinct"],
        5,
    ),
    "revenue, cost, margin by product": ("product_id", "product_id", MONEY[:3], MONEY_OF_ANALYSIS[:3], 1),
}


def run(report, clinic, *, rounds):
    check_figures(report, clinic)
    drafts = iter(draft_invoices(clinic, (rounds + 2) * len(QUESTIONS)))
    for name, (row, analysis_row, aggregates, analysis_aggregates, wanted) in QUESTIONS.items():
        analysis = "account.invoice.report", analysis_row, "invoice_date:month", analysis_aggregates, POSTED
        ways = [
            Way("invoice analysis", partial(_pivot, clinic, *analysis)),
            Way("profitability", partial(_pivot, clinic, "patient.category.report", row, "date:month", aggregates, [])),
        ]
        alternate(rounds, *ways, between=lambda: _post(clinic, next(drafts)))
        report.compare(f"{name}, by {row} and month", ways[1], ways[0], at_least=wanted)
    check_figures(report, clinic)


def _pivot(clinic, model, row, column, aggregates, domain):
    """What the web client asks for a pivot of `row` by `column`."""
    return clinic.measured(
        lambda env: env[model].formatted_read_grouping_sets(
            domain, [[], [row], [column], [row, column]], aggregates
        ),
        clinic.manager,
    )


def _post(clinic, invoice_id):
    with clinic.request() as env:
        env["account.move"].browse(invoice_id).action_post()


def check_figures(report, clinic):
    """Revenue as in the invoice analysis; everything as a statement of its own over the journal items says."""
    with clinic.request() as env:
        [[revenue]] = env["patient.category.report"]._read_group([], [], ["revenue:sum"])
        [[analysis]] = env["account.invoice.report"]._read_group(POSTED, [], ["price_subtotal:sum"])
        report.check(
            "revenue is that of the invoice analysis", round(revenue, 2) == round(analysis, 2), f"{revenue:,.2f}"
        )
        expected, found = _from_journal_items(env), _from_report(env)
        wrong = [
            key
            for key in found.keys() | expected.keys()
            if not _same(found.get(key), expected.get(key))
        ]
        report.check(
            "revenue, cost, invoices and patients are what the journal items say", not wrong, f"{len(found)} cells"
        )


def _same(figures, expected):
    return bool(figures and expected) and all(abs(one - other) < 0.005 for one, other in zip(figures, expected))


def _from_journal_items(env):
    env.cr.execute(
        """
        SELECT line.patient_category_id,
               date_trunc('month', move.invoice_date)::date,
               SUM(-line.balance),
               COALESCE(SUM(line.posted_cost), 0),
               COUNT(DISTINCT move.id) FILTER (WHERE move.move_type != 'out_refund'
                                                 AND line.is_downpayment IS NOT TRUE),
               COUNT(DISTINCT line.patient_id)
          FROM account_move_line line
          JOIN account_move move ON move.id = line.move_id
         WHERE line.display_type = 'product' AND move.state = 'posted' AND line.company_id = %s
           AND move.move_type IN ('out_invoice', 'out_refund', 'out_receipt')
      GROUP BY 1, 2
        """,
        [env.company.id],
    )
    return {(category, month): tuple(map(float, row)) for category, month, *row in env.cr.fetchall()}


def _from_report(env):
    rows = env["patient.category.report"]._read_group(
        [],
        ["category_id", "date:month"],
        ["revenue:sum", "cost:sum", "invoice_count:sum", "patient_count:count_distinct"],
    )
    return {(category.id or None, month): tuple(map(float, row)) for category, month, *row in rows}
