"""Installing patient_category: how long, and that its statements do not grow with the database."""
import time

from odoo import sql_db
from odoo.modules.registry import Registry

from bench import databases
from dev.addons import dependencies
from dev.odoo import odoo_of_this_process
from dev.templates import template


def run(report, plain, *, rounds):
    odoo = odoo_of_this_process()
    with databases.work_copy(odoo, template(odoo, dependencies(["patient_category"]))) as empty:
        statements_when_empty, seconds_when_empty = _install(empty)
    statements, seconds = _install(plain.name)
    report.figure("installing in an empty database", seconds_when_empty, "s")
    report.figure("installing in this one", seconds, "s")
    report.figure("statements when empty", statements_when_empty)
    report.figure("statements in this one", statements, at_most=statements_when_empty + 20)


def _install(name):
    before = sql_db.sql_counter
    start = time.perf_counter()
    Registry.new(name, update_module=True, install_modules=["patient_category"])
    return sql_db.sql_counter - before, time.perf_counter() - start
