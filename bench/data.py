"""A clinic of any size, made in SQL within some minutes.

What Odoo itself would write for one patient, one order and its invoice is made by Odoo and then cloned, so
that the rows have the width of real ones. Everything adds up: an invoice is the sum of its lines, journal
entries balance, an order that was invoiced is what its invoice says. `inconsistencies` looks whether it does.
"""
from dataclasses import dataclass

from odoo.fields import Command
from odoo.tools import SQL

FIRST_DAY = "2023-01-01"
DAYS = 3 * 365
PRODUCTS = 200
EMPLOYEES = 8


@dataclass(frozen=True)
class Size:
    """How much of each; `lines` are those of all invoices together."""
    patients: int = 200_000
    invoices: int = 400_000
    lines: int = 1_000_000
    orders: int = 200_000
    cards: int = 500_000
    movements: int = 1_000_000

    @property
    def extra_patients(self):
        """Those who are there because nobody holds two cards."""
        return max(0, self.cards - self.patients)


SMALL = Size(patients=4_000, invoices=8_000, lines=20_000, orders=4_000, cards=10_000, movements=20_000)


# ------------------------------------------------------------
# Odoo without our addons
# ------------------------------------------------------------


def generate(env, size):
    """Fill a database without our addons: products, patients, orders, posted invoices and credit notes."""
    _trust_foreign_keys(env)
    _add_treatments(env)
    order, invoice = _examples(env)
    _create_patients(env, size.patients)
    _plan(env, size)
    _create_orders(env, order)
    _create_invoices(env, invoice)
    env.cr.commit()
    vacuum(env, "res_partner", "sale_order", "sale_order_line", "account_move", "account_move_line")


def _add_treatments(env):
    categories = env["product.category"].create([{"name": f"Treatments {number}"} for number in range(10)])
    env["product.product"].create(
        [
            {
                "name": f"Treatment {number}",
                "default_code": f"BENCH{number}",
                "type": "service",
                "categ_id": categories[number % 10].id,
                "list_price": 20 + number,
                "standard_price": 10 + number / 2,
                "taxes_id": False,
            }
            for number in range(PRODUCTS)
        ]
    )
    env["hr.employee"].create([{"name": f"Practitioner {number}"} for number in range(EMPLOYEES)])


def treatments(env):
    return env["product.product"].search([("default_code", "=like", "BENCH%")], order="id")


def _examples(env):
    """One order with one line, and its posted invoice."""
    order = env["sale.order"].create(
        {
            "partner_id": _example_patient(env).id,
            "order_line": [Command.create({"product_id": treatments(env)[0].id, "price_unit": 100.0})],
        }
    )
    order.action_confirm()
    order.order_line.qty_delivered = 1
    invoice = order._create_invoices()
    invoice.invoice_date = FIRST_DAY
    invoice.action_post()
    env.flush_all()
    return order, invoice


def _example_patient(env):
    return env["res.partner"].create({"name": "Example patient", "email": "example@example.com", "customer_rank": 1})


def _create_patients(env, count, first_number=0):
    """Add to the table `bench_patient` (number, id), which lives as long as the connection."""
    env.flush_all()
    example = _example_patient(env)
    env.flush_all()
    _run(
        env,
        """
        CREATE TEMP TABLE IF NOT EXISTS bench_patient (number integer PRIMARY KEY, id integer);
        INSERT INTO bench_patient
             SELECT number, %(first_id)s + number - %(first_number)s
               FROM generate_series(%(first_number)s, %(last_number)s) AS number
        """,
        first_id=_next_id(env, "res_partner"),
        first_number=first_number,
        last_number=first_number + count - 1,
    )
    _clone(
        env,
        example,
        SQL("(SELECT * FROM bench_patient WHERE number >= %s)", first_number),
        id=SQL("source.id"),
        name=_patient_name(),
        complete_name=_patient_name(),
        commercial_partner_id=SQL("source.id"),
        email=SQL("'patient' || source.number || '@example.com'"),
        email_normalized=SQL("'patient' || source.number || '@example.com'"),
    )


def _patient_name():
    return SQL("'Patient ' || lpad(source.number::text, 6, '0')")


def _plan(env, size):
    """The invoices, their lines and the orders behind the first of them, as narrow tables."""
    products = treatments(env)
    _run(
        env,
        """
        CREATE TEMP TABLE bench_line AS
             SELECT number,
                    (number::bigint * %(invoices)s / %(lines)s)::integer AS invoice,
                    %(first_line)s + number AS id,
                    (%(products)s)[1 + (hashint4(number + 7) & 2147483647) %% %(product_count)s] AS product_id,
                    ((2000 + (hashint4(number + 1) & 2147483647) %% 18000) / 100.0)::numeric(16, 2) AS amount
               FROM generate_series(0, %(lines)s - 1) AS number;
        CREATE TEMP TABLE bench_total AS
             SELECT invoice, SUM(amount) AS total FROM bench_line GROUP BY invoice;
        CREATE TEMP TABLE bench_invoice AS
             SELECT invoice.*,
                    %(first_move)s + number AS id,
                    CASE WHEN is_refund THEN 'R' ELSE '' END || to_char(date, '"INV/"YYYY"/"') AS prefix,
                    CASE WHEN is_refund THEN -total ELSE total END AS signed_total
               FROM (SELECT total.invoice AS number,
                            total.invoice %% 33 = 7 AS is_refund,
                            patient.id AS patient_id,
                            date %(first_day)s + (total.invoice::bigint * %(days)s / %(invoices)s)::integer AS date,
                            total.total
                       FROM bench_total total
                       JOIN bench_patient patient
                         ON patient.number = (hashint4(total.invoice + 5) & 2147483647) %% %(patients)s
                    ) AS invoice;
        ALTER TABLE bench_invoice ADD sequence_number integer;
        UPDATE bench_invoice
           SET sequence_number = numbered.sequence_number
          FROM (SELECT id, 100 + row_number() OVER (PARTITION BY prefix ORDER BY number) AS sequence_number
                  FROM bench_invoice) AS numbered
         WHERE numbered.id = bench_invoice.id;
        CREATE TEMP TABLE bench_order AS
             SELECT (row_number() OVER (ORDER BY number) - 1)::integer AS number,
                    number AS invoice, patient_id, date, total
               FROM bench_invoice
              WHERE NOT is_refund
           ORDER BY number
              LIMIT %(orders)s;
        ALTER TABLE bench_order ADD id integer, ADD name varchar;
        UPDATE bench_order SET id = %(first_order)s + number, name = 'S' || lpad((10000 + number)::text, 6, '0');
        CREATE TEMP TABLE bench_order_line AS
             SELECT %(first_order_line)s - 1 + row_number() OVER (ORDER BY line.number) AS id,
                    line.id AS invoice_line_id, line.product_id, line.amount,
                    bench_order.id AS order_id, bench_order.patient_id
               FROM bench_line line
               JOIN bench_order ON bench_order.invoice = line.invoice;
        CREATE INDEX ON bench_invoice (number);
        ANALYZE bench_line;
        ANALYZE bench_invoice;
        ANALYZE bench_order;
        """,
        invoices=size.invoices,
        lines=size.lines,
        patients=size.patients,
        orders=size.orders,
        days=DAYS,
        first_day=FIRST_DAY,
        first_line=_next_id(env, "account_move_line"),
        first_move=_next_id(env, "account_move"),
        first_order=_next_id(env, "sale_order"),
        first_order_line=_next_id(env, "sale_order_line"),
        products=SQL("%s::integer[]", products.ids),
        product_count=len(products),
    )


def _create_orders(env, order):
    total = SQL("source.total")
    _clone(
        env,
        order,
        SQL("bench_order"),
        id=SQL("source.id"),
        name=SQL("source.name"),
        partner_id=SQL("source.patient_id"),
        partner_invoice_id=SQL("source.patient_id"),
        partner_shipping_id=SQL("source.patient_id"),
        date_order=SQL("source.date"),
        create_date=SQL("source.date"),
        write_date=SQL("source.date"),
        amount_untaxed=total,
        amount_total=total,
        margin=SQL("source.total * 0.6"),
        margin_percent=SQL("0.6"),
        access_token=SQL("NULL"),
    )
    amount = SQL("source.amount")
    _clone(
        env,
        order.order_line,
        SQL("bench_order_line"),
        id=SQL("source.id"),
        order_id=SQL("source.order_id"),
        order_partner_id=SQL("source.patient_id"),
        product_id=SQL("source.product_id"),
        price_unit=amount,
        technical_price_unit=amount,
        price_subtotal=amount,
        price_total=amount,
        price_reduce_taxexcl=amount,
        price_reduce_taxinc=amount,
        untaxed_amount_invoiced=amount,
        purchase_price=SQL("source.amount * 0.4"),
        margin=SQL("source.amount * 0.6"),
        margin_percent=SQL("0.6"),
    )


def _create_invoices(env, invoice):
    signed = SQL("source.signed_total")
    total = SQL("source.total")
    _clone(
        env,
        invoice,
        SQL(
            "(SELECT invoice.*, bench_order.name AS order_name FROM bench_invoice invoice"
            " LEFT JOIN bench_order ON bench_order.invoice = invoice.number)"
        ),
        id=SQL("source.id"),
        name=_invoice_name(),
        payment_reference=_invoice_name(),
        sequence_prefix=SQL("source.prefix"),
        sequence_number=SQL("source.sequence_number"),
        move_type=SQL("CASE WHEN source.is_refund THEN 'out_refund' ELSE 'out_invoice' END"),
        partner_id=SQL("source.patient_id"),
        commercial_partner_id=SQL("source.patient_id"),
        partner_shipping_id=SQL("source.patient_id"),
        invoice_partner_display_name=SQL(
            "(SELECT complete_name FROM res_partner WHERE id = source.patient_id)"
        ),
        invoice_origin=SQL("source.order_name"),
        invoice_date=SQL("source.date"),
        invoice_date_due=SQL("source.date"),
        date=SQL("source.date"),
        create_date=SQL("source.date"),
        write_date=SQL("source.date"),
        amount_untaxed=total,
        amount_total=total,
        amount_residual=total,
        amount_untaxed_signed=signed,
        amount_untaxed_in_currency_signed=signed,
        amount_total_signed=signed,
        amount_total_in_currency_signed=signed,
        amount_residual_signed=signed,
        access_token=SQL("NULL"),
    )
    sign = SQL("(CASE WHEN source.is_refund THEN 1 ELSE -1 END)")
    _clone(
        env,
        invoice.invoice_line_ids,
        SQL(
            "(SELECT line.id, line.product_id, line.amount, invoice.id AS move_id, invoice.prefix,"
            " invoice.sequence_number, invoice.patient_id, invoice.date, invoice.is_refund"
            " FROM bench_line line JOIN bench_invoice invoice ON invoice.number = line.invoice)"
        ),
        id=SQL("source.id"),
        product_id=SQL("source.product_id"),
        price_unit=SQL("source.amount"),
        price_subtotal=SQL("source.amount"),
        price_total=SQL("source.amount"),
        **_journal_item(SQL("%s * source.amount", sign)),
    )
    receivable = invoice.line_ids.filtered(lambda line: line.account_id.account_type == "asset_receivable")
    _clone(
        env,
        receivable,
        SQL(
            "(SELECT %s + number AS new_id, id AS move_id, * FROM bench_invoice)",
            _next_id(env, "account_move_line"),
        ),
        id=SQL("source.new_id"),
        name=_invoice_name(),
        amount_residual=signed,
        amount_residual_currency=signed,
        date_maturity=SQL("source.date"),
        **_journal_item(signed),
    )
    _run(
        env,
        "INSERT INTO sale_order_line_invoice_rel (invoice_line_id, order_line_id)"
        " SELECT invoice_line_id, id FROM bench_order_line",
    )


def _invoice_name():
    return SQL("source.prefix || lpad(source.sequence_number::text, 6, '0')")


def _journal_item(balance):
    """What all journal items of an invoice have, with this balance."""
    return {
        "move_id": SQL("source.move_id"),
        "move_name": _invoice_name(),
        "partner_id": SQL("source.patient_id"),
        "date": SQL("source.date"),
        "invoice_date": SQL("source.date"),
        "create_date": SQL("source.date"),
        "write_date": SQL("source.date"),
        "balance": balance,
        "amount_currency": balance,
        "debit": SQL("GREATEST(%s, 0)", balance),
        "credit": SQL("GREATEST(-(%s), 0)", balance),
    }


# ------------------------------------------------------------
# patient_category
# ------------------------------------------------------------


def classify(env):
    """Give everybody a category, and the invoices what they would know had they been posted with the addon.

    Most patients are ordinary. One invoice in a hundred treats a second patient with its last line.
    """
    _trust_foreign_keys(env)
    categories = env["patient.category"].search([], order="id")
    ordinary = env.ref("patient_category.category_ordinary")
    choice = [ordinary.id] * (20 - len(categories)) + categories.ids
    employees = env["hr.employee"].search([("name", "=like", "Practitioner %")])
    _run(
        env,
        """
        UPDATE res_partner
           SET patient_category_id = (%(choice)s)[1 + (hashint4(id + 11) & 2147483647) %% %(choice_count)s]
         WHERE name LIKE 'Patient %%';
        UPDATE sale_order
           SET patient_category_id = patient.patient_category_id,
               attending_employee_id
                   = (%(employees)s)[1 + (hashint4(sale_order.id) & 2147483647) %% %(employee_count)s],
               served_at = date_order
          FROM res_partner patient
         WHERE patient.id = sale_order.partner_id AND sale_order.state = 'sale';
        CREATE TEMP TABLE bench_sale AS
             SELECT line.id,
                    CASE WHEN line.move_id %% 100 = 50 AND line.id = MAX(line.id) OVER (PARTITION BY line.move_id)
                         THEN (SELECT MIN(id) FROM res_partner WHERE name LIKE 'Patient %%') + line.move_id / 100
                         ELSE line.partner_id
                     END AS patient_id,
                    (%(employees)s)[1 + (hashint4(line.move_id) & 2147483647) %% %(employee_count)s] AS employee_id
               FROM account_move_line line
               JOIN account_move move ON move.id = line.move_id
              WHERE move.move_type IN ('out_invoice', 'out_refund') AND line.display_type = 'product';
        UPDATE account_move_line line
           SET patient_id = sale.patient_id,
               patient_category_id = patient.patient_category_id,
               attending_employee_id = sale.employee_id,
               posted_cost = ROUND(-line.balance * 0.4, 2),
               posted_cost_origin = 'order'
          FROM bench_sale sale
          JOIN res_partner patient ON patient.id = sale.patient_id
         WHERE sale.id = line.id
        """,
        choice=SQL("%s::integer[]", choice),
        choice_count=len(choice),
        employees=SQL("%s::integer[]", employees.ids),
        employee_count=len(employees),
    )
    env.invalidate_all()
    env["patient.category.summary"]._rebuild()
    env.cr.commit()
    vacuum(env, "res_partner", "sale_order", "account_move_line", "patient_category_summary", full=True)


# ------------------------------------------------------------
# patient_bonus
# ------------------------------------------------------------


def issue_cards(env, size):
    """A card for everybody and more patients for the rest of the cards; received and spent on most of them."""
    _trust_foreign_keys(env)
    program = env.ref("patient_bonus.program_bonus")
    if size.extra_patients:
        _create_patients(env, size.extra_patients, first_number=size.patients)
        _run(
            env,
            "UPDATE res_partner SET patient_category_id = %(ordinary)s"
            " WHERE name LIKE 'Patient %%' AND patient_category_id IS NULL",
            ordinary=env.ref("patient_category.category_ordinary").id,
        )
    patient = _example_patient(env)
    patient.patient_category_id = env.ref("patient_category.category_ordinary")
    card = env["loyalty.card"]._bonus_issue(patient, program)
    card._bonus_adjust(1.0, "Example")
    env.flush_all()
    _run(
        env,
        """
        CREATE TEMP TABLE bench_card AS
             SELECT number, %(first_id)s + number AS id, patient.id AS patient_id, patient.patient_category_id
               FROM (SELECT (row_number() OVER (ORDER BY id) - 1)::integer AS number, id, patient_category_id
                       FROM res_partner WHERE name LIKE 'Patient %%') AS patient
              WHERE number < %(cards)s;
        CREATE TEMP TABLE bench_movement AS
             SELECT series.number, %(first_movement)s + series.number AS id,
                    card.id AS card_id, card.patient_id, card.patient_category_id,
                    series.number / %(cards)s %% 2 = 0 AS is_earned,
                    -- what is spent is half of what was received
                    (100 + (hashint4(card.number) & 2147483647) %% 900 / 100 * 100) / 100.0
                        / CASE WHEN series.number / %(cards)s %% 2 = 0 THEN 1 ELSE 2 END AS points
               FROM generate_series(0, %(movements)s - 1) AS series (number)
               JOIN bench_card card ON card.number = series.number %% %(cards)s
        """,
        first_id=_next_id(env, "loyalty_card"),
        first_movement=_next_id(env, "loyalty_history"),
        cards=size.cards,
        movements=size.movements,
    )
    _clone(
        env,
        card,
        SQL(
            "(SELECT card.*, movement.points FROM bench_card card LEFT JOIN"
            " (SELECT card_id, SUM(CASE WHEN is_earned THEN points ELSE -points END) AS points"
            " FROM bench_movement GROUP BY card_id) AS movement ON movement.card_id = card.id)"
        ),
        id=SQL("source.id"),
        partner_id=SQL("source.patient_id"),
        code=_card_number(),
        points=SQL("COALESCE(source.points, 0)"),
    )
    _clone(
        env,
        card.history_ids[0],
        SQL("bench_movement"),
        id=SQL("source.id"),
        card_id=SQL("source.card_id"),
        partner_id=SQL("source.patient_id"),
        patient_category_id=SQL("source.patient_category_id"),
        issued=SQL("CASE WHEN source.is_earned THEN source.points ELSE 0 END"),
        used=SQL("CASE WHEN source.is_earned THEN 0 ELSE source.points END"),
        bonus_net=SQL("CASE WHEN source.is_earned THEN source.points ELSE -source.points END"),
        bonus_kind=SQL("CASE WHEN source.is_earned THEN 'earn' ELSE 'spend' END"),
        bonus_note=SQL("NULL"),
        description=SQL("'Order'"),
    )
    env.cr.commit()
    vacuum(env, "res_partner", "loyalty_card", "loyalty_history", full=True)


def _card_number():
    """A number as the addon draws them: 13 digits, the last of which checks the others."""
    digits = SQL("'043' || lpad(((source.number::bigint * 7919 + 104729) %% 1000000000)::text, 9, '0')")
    return SQL(
        "(SELECT number || ((10 - SUM(substr(number, place, 1)::integer * CASE WHEN place %% 2 = 0 THEN 3 ELSE 1 END)"
        " %% 10) %% 10) FROM (SELECT %s AS number) AS drawn, generate_series(1, 12) AS place GROUP BY number)",
        digits,
    )


# ------------------------------------------------------------
# Does it add up?
# ------------------------------------------------------------

QUESTIONS = {
    "journal entries that do not balance": """
        SELECT COUNT(*) FROM (SELECT 1 FROM account_move_line GROUP BY move_id HAVING SUM(balance) != 0) AS entry
        """,
    "invoices that are not the sum of their lines": """
        SELECT COUNT(*)
          FROM account_move move
          JOIN (SELECT move_id, SUM(price_subtotal) AS untaxed, -SUM(balance) AS balance
                  FROM account_move_line WHERE display_type = 'product' GROUP BY move_id) AS lines
            ON lines.move_id = move.id
         WHERE move.move_type IN ('out_invoice', 'out_refund')
           AND (move.amount_untaxed != lines.untaxed OR move.amount_untaxed_signed != lines.balance)
        """,
    "orders that are not the sum of their lines": """
        SELECT COUNT(*)
          FROM sale_order
          JOIN (SELECT order_id, SUM(price_subtotal) AS total FROM sale_order_line GROUP BY order_id) AS lines
            ON lines.order_id = sale_order.id
         WHERE sale_order.amount_untaxed != lines.total
        """,
    "order lines that are not what was invoiced": """
        SELECT COUNT(*)
          FROM sale_order_line line
          JOIN sale_order_line_invoice_rel relation ON relation.order_line_id = line.id
          JOIN account_move_line invoiced ON invoiced.id = relation.invoice_line_id
         WHERE line.untaxed_amount_invoiced != -invoiced.balance OR line.product_id != invoiced.product_id
        """,
    "invoices with the number of another": """
        SELECT COUNT(*) - COUNT(DISTINCT (journal_id, name)) FROM account_move WHERE state = 'posted'
        """,
}
QUESTIONS_OF_BONUSES = {
    "cards whose balance is not the sum of their movements": """
        SELECT COUNT(*)
          FROM loyalty_card card
          JOIN (SELECT card_id, SUM(issued - used) AS net FROM loyalty_history GROUP BY card_id) AS ledger
            ON ledger.card_id = card.id
         WHERE ABS(card.points - ledger.net) >= 0.005
        """,
}


def inconsistencies(cursor):
    """What does not add up in a generated database: {what: how many}."""
    questions = dict(QUESTIONS)
    cursor.execute("SELECT to_regclass('patient_bonus_rate') IS NOT NULL")
    if cursor.fetchone()[0]:
        questions |= QUESTIONS_OF_BONUSES
    answers = {}
    for what, question in questions.items():
        cursor.execute(question)
        [answers[what]] = cursor.fetchone()
    return {what: count for what, count in answers.items() if count}


# ------------------------------------------------------------
# SQL
# ------------------------------------------------------------


def _run(env, statements, **values):
    env.cr.execute(SQL(statements, **values))


def _trust_foreign_keys(env):
    """Where that is allowed, let the database not look up every id that is cloned: most of the time it would take."""
    env.cr.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    if env.cr.fetchone()[0]:
        env.cr.execute("SET session_replication_role = replica")


def _next_id(env, table):
    env.cr.execute(SQL("SELECT COALESCE(MAX(id), 0) + 1 FROM %s", SQL.identifier(table)))
    return env.cr.fetchone()[0]


def _clone(env, example, source, **overrides):
    """Insert a copy of the row of `example` for each row of `source`; `overrides` are SQL on those."""
    example.ensure_one()
    table = example._table
    env.flush_all()
    env.cr.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'", [table]
    )
    columns = [name for (name,) in env.cr.fetchall()]
    _run(
        env,
        """
        INSERT INTO %(table)s (%(columns)s)
             SELECT %(values)s FROM %(table)s example, %(source)s AS source WHERE example.id = %(example_id)s
        """,
        table=SQL.identifier(table),
        columns=SQL(", ").join(map(SQL.identifier, columns)),
        values=SQL(", ").join(overrides.get(name) or SQL.identifier("example", name) for name in columns),
        source=source,
        example_id=example.id,
    )
    env.cr.execute(SQL("SELECT setval(%s, (SELECT MAX(id) FROM %s))", f"{table}_id_seq", SQL.identifier(table)))
    env.invalidate_all()


def vacuum(env, *tables, full=False):
    """Leave the tables as a database of that age has them; outside any transaction."""
    env.cr.commit()
    env.cr._cnx.autocommit = True
    for table in tables:
        env.cr.execute(SQL("VACUUM (FULL %s, ANALYZE) %s", full, SQL.identifier(table)))
    env.cr._cnx.autocommit = False
