"""Installing on a clinic's database: no more statements for ten times the data, and nothing is touched.

The full size, with its times, is measured by `make bench ARGS="installation"`.
"""
import json

import pytest

from dev.addons import dependencies
from dev.folder import REPOSITORY

INSTALL = """
import json, sys, time
sys.path.insert(0, {repository!r})
from bench.data import Size, generate
from odoo import sql_db
from odoo.modules.registry import Registry

TABLES = ("res_partner", "sale_order", "sale_order_line", "account_move", "account_move_line")
# The administrator's contact is written when he gets the groups.
ROWS = {{"res_partner": "id NOT IN (SELECT partner_id FROM res_users)"}}

def columns(table):
    env.cr.execute(
        "SELECT string_agg(quote_ident(column_name), ',' ORDER BY column_name) FROM information_schema.columns"
        " WHERE table_name = %s", [table])
    return env.cr.fetchone()[0]

def contents(table, known):
    env.cr.execute(
        f"SELECT count(*), sum(hashtextextended(ROW({{known}})::text, 0))::text FROM {{table}}"
        f" WHERE id <= %s AND {{ROWS.get(table, 'true')}}",
        [last[table]])
    return env.cr.fetchone()

generate(env, Size(patients={times} * 400, invoices={times} * 800, lines={times} * 2000, orders={times} * 400))
last = {{}}
for table in TABLES:
    env.cr.execute(f"SELECT max(id) FROM {{table}}")
    [last[table]] = env.cr.fetchone()
known = {{table: columns(table) for table in TABLES}}
before = {{table: contents(table, known[table]) for table in TABLES}}
env.cr.commit()
statements, start = sql_db.sql_counter, time.monotonic()
Registry.new(env.cr.dbname, update_module=True, install_modules=[{addon!r}])
statements, seconds = sql_db.sql_counter - statements, time.monotonic() - start
after = {{table: contents(table, known[table]) for table in TABLES}}
env.cr.execute("SELECT count(*) FROM ir_module_module WHERE name = %s AND state = 'installed'", [{addon!r}])
installed = env.cr.fetchone()[0]
env.cr.execute("SELECT count(*) FROM res_partner WHERE patient_category_id IS NOT NULL")
print("FIGURES", json.dumps({{
    "installed": installed, "statements": statements, "seconds": round(seconds, 1),
    "in_a_category": env.cr.fetchone()[0],
    "rows": {{table: count for table, (count, _sum) in before.items()}},
    "changed": [table for table in TABLES if before[table] != after[table]],
}}))
"""


@pytest.mark.parametrize("addon", ["patient_bonus", "sms_survey"])  # each brings patient_category with it
def test_installing_does_not_grow_with_the_data(addon, odoo_database, odoo_shell):
    small, large = (_install(addon, times, odoo_database, odoo_shell) for times in (1, 10))
    print(addon, small, large)
    for figures in (small, large):
        assert figures["installed"] == 1
        assert figures["changed"] == [], "whoever has no category sees no change"
        assert figures["in_a_category"] == 0, "neither vendors and companies nor anybody else"
    assert large["rows"]["account_move_line"] > 9 * small["rows"]["account_move_line"]
    assert large["statements"] == small["statements"], "a statement for each record, or for each thousand of them"


def _install(addon, times, odoo_database, odoo_shell):
    name = odoo_database(*dependencies([addon]))
    code = INSTALL.format(repository=str(REPOSITORY), times=times, addon=addon)
    return json.loads(odoo_shell(name, code).split("FIGURES ")[1].splitlines()[0])
