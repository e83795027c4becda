"""Fills a database with invoices for the benchmark of the profitability report, in SQL, in a minute or two."""

from odoo.fields import Command
from odoo.tools import SQL

LINES_PER_INVOICE = 3
MONTHS = 36


def generate(env, line_count):
    """Post ``line_count`` invoice lines of 50,000 patients, in one company, over three years.

    Three invoices in a hundred are credit notes, one in a hundred treats two patients. The rows are
    clones of an invoice that Odoo itself has posted, so that they have the width of real ones.
    """
    template = _template_invoice(env)
    _patients(env, 50_000)
    products = _products(env, 200)
    employees = env["hr.employee"].create([{"name": f"Employee {number}"} for number in range(8)])
    env.flush_all()
    first_move, first_line = _next_ids(env)
    moves = line_count // LINES_PER_INVOICE
    is_refund = SQL("(number %% 33 = 7)")
    _clone(
        env,
        "account_move",
        template.id,
        moves,
        id=SQL("%s + number", first_move),
        name=SQL("'BENCH/' || number"),
        sequence_number=SQL("number"),
        sequence_prefix=SQL("'BENCH/'"),
        access_token=SQL("NULL"),
        payment_reference=SQL("'BENCH/' || number"),
        move_type=SQL("CASE WHEN %s THEN 'out_refund' ELSE 'out_invoice' END", is_refund),
        partner_id=_patient(SQL("number")),
        commercial_partner_id=_patient(SQL("number")),
        invoice_date=_date(),
        date=_date(),
    )
    refund_line = SQL("(number / %s %% 33 = 7)", LINES_PER_INVOICE)
    amount = SQL("(10 + hashint4(number::integer + 1) %% 9000 / 100.0 + 90)::numeric(16, 2)")
    balance = SQL("CASE WHEN %s THEN 1 ELSE -1 END * %s", refund_line, amount)
    patient = _patient(
        # one invoice in a hundred treats a second patient with its last line
        SQL(
            "number / %(size)s + CASE WHEN number / %(size)s %% 100 = 50 AND number %% %(size)s = 2 THEN 1 ELSE 0 END",
            size=LINES_PER_INVOICE,
        )
    )
    product_line = template.invoice_line_ids
    _clone(
        env,
        "account_move_line",
        product_line.id,
        moves * LINES_PER_INVOICE,
        id=SQL("%s + number", first_line),
        move_id=SQL("%s + number / %s", first_move, LINES_PER_INVOICE),
        move_name=SQL("'BENCH/' || number / %s", LINES_PER_INVOICE),
        partner_id=_patient(SQL("number / %s", LINES_PER_INVOICE)),
        date=_date(LINES_PER_INVOICE),
        invoice_date=_date(LINES_PER_INVOICE),
        product_id=_pick(products.ids),
        balance=balance,
        amount_currency=balance,
        price_unit=amount,
        price_subtotal=amount,
        price_total=amount,
        patient_id=patient,
        patient_category_id=SQL("(SELECT patient_category_id FROM res_partner WHERE id = %s)", patient),
        attending_employee_id=_pick(employees.ids, LINES_PER_INVOICE),
        posted_cost=SQL("CASE WHEN %s THEN -1 ELSE 1 END * (%s * 0.4)::numeric(16, 2)", refund_line, amount),
        posted_cost_origin=SQL("'product'"),
    )
    receivable = template.line_ids - product_line
    _clone(
        env,
        "account_move_line",
        receivable.id,
        moves,
        id=SQL("%s + number", first_line + moves * LINES_PER_INVOICE),
        move_id=SQL("%s + number", first_move),
        move_name=SQL("'BENCH/' || number"),
        partner_id=_patient(SQL("number")),
        date=_date(),
        invoice_date=_date(),
    )
    env.invalidate_all()
    env["patient.category.summary"]._rebuild()
    env.cr.commit()
    env.cr._cnx.autocommit = True
    for table in ("account_move", "account_move_line", "res_partner", "patient_category_summary"):
        env.cr.execute(SQL("VACUUM (ANALYZE) %s", SQL.identifier(table)))
    env.cr._cnx.autocommit = False


def _template_invoice(env):
    patient = env["res.partner"].create({"name": "Bench patient", "patient_category_id": _categories(env)[0].id})
    product = env["product.product"].create({"name": "Bench treatment", "type": "service", "taxes_id": False})
    invoice = env["account.move"].create(
        {
            "move_type": "out_invoice",
            "partner_id": patient.id,
            "invoice_date": "2024-01-15",
            "invoice_line_ids": [Command.create({"product_id": product.id, "price_unit": 100.0, "tax_ids": False})],
        }
    )
    invoice.action_post()
    env.flush_all()
    return invoice


def _categories(env):
    return env["patient.category"].search([])


def _patients(env, count):
    [partner_id] = env["res.partner"].create({"name": "Bench partner"}).ids
    env.flush_all()
    env.cr.execute("SELECT max(id) + 1 FROM res_partner")
    [first] = env.cr.fetchone()
    _clone(
        env,
        "res_partner",
        partner_id,
        count,
        id=SQL("%s + number", first),
        name=SQL("'Patient ' || number"),
        complete_name=SQL("'Patient ' || number"),
        commercial_partner_id=SQL("%s + number", first),
        # most patients are ordinary
        patient_category_id=_pick((_categories(env)[:1].ids * 7 + _categories(env).ids)[:10]),
    )
    env.cr.execute(SQL("CREATE TEMP TABLE bench_patient AS SELECT %s AS first, %s AS count", first, count))


def _products(env, count):
    categories = env["product.category"].create([{"name": f"Bench {number}"} for number in range(10)])
    return env["product.product"].create(
        [
            {
                "name": f"Treatment {number}",
                "type": "service",
                "categ_id": categories[number % 10].id,
                "standard_price": 10 + number,
            }
            for number in range(count)
        ]
    )


def _next_ids(env):
    env.cr.execute("SELECT (SELECT max(id) + 1 FROM account_move), (SELECT max(id) + 1 FROM account_move_line)")
    return env.cr.fetchone()


def _clone(env, table, template_id, count, **overrides):
    """Insert ``count`` copies of a row; ``overrides`` are SQL on ``number``, 0 to ``count`` - 1."""
    env.cr.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'", [table]
    )
    columns = [name for (name,) in env.cr.fetchall()]
    env.cr.execute(
        SQL(
            "INSERT INTO %s (%s) SELECT %s FROM %s template, generate_series(0, %s - 1) AS number"
            " WHERE template.id = %s",
            SQL.identifier(table),
            SQL(", ").join(map(SQL.identifier, columns)),
            SQL(", ").join(overrides.get(name) or SQL.identifier("template", name) for name in columns),
            SQL.identifier(table),
            count,
            template_id,
        )
    )
    env.cr.execute(SQL("SELECT setval(%s, (SELECT max(id) FROM %s))", f"{table}_id_seq", SQL.identifier(table)))


def _patient(number):
    return SQL("(SELECT first + abs(hashint4((%s)::integer)) %% count FROM bench_patient)", number)


def _pick(ids, divisor=1):
    return SQL(
        "(%s::integer[])[1 + abs(hashint4((number / %s)::integer + 7)) %% %s]", list(ids), divisor, len(ids)
    )


def _date(divisor=1):
    return SQL("(date '2023-01-01' + (abs(hashint4((number / %s)::integer + 3)) %% %s))", divisor, MONTHS * 30)
