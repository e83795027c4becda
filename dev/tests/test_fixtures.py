"""The fixtures that `tests/` builds on do what their documentation says."""
import os
from pathlib import Path

from odoo.tests.common import get_db_name
from odoo.tools import config


def test_workers_share_no_filestore(odoo, own_filestore):
    used = Path(config.filestore(get_db_name()))
    assert used == own_filestore
    assert list(used.glob("??/*")), "it has what the database had"
    assert used != odoo.data / "filestore" / os.environ["CLINIC_TEST_DATABASE"]


def test_a_database_is_a_copy_of_its_own(odoo_database, odoo_sql):
    first, second = odoo_database("web"), odoo_database("web")
    odoo_sql(first, "UPDATE res_users SET login = 'somebody' WHERE login = 'admin'")
    assert odoo_sql(second, "SELECT login FROM res_users WHERE login = 'admin'") == ["admin"]


def test_a_command_changes_its_database(odoo_database, odoo_shell, odoo_sql):
    name = odoo_database("web")
    printed = odoo_shell(name, "env['res.partner'].create({'name': 'Ann'}); env.cr.commit(); print(env.user.login)")
    assert "__system__" in printed
    assert odoo_sql(name, "SELECT name FROM res_partner WHERE name = 'Ann'") == ["Ann"]


def test_a_browser_logs_in_to_a_server(odoo_database, odoo_server, odoo_sql, page):
    name = odoo_database("web")
    with odoo_server(name) as url:
        address = "SELECT value FROM ir_config_parameter WHERE key = 'web.base.url'"
        assert odoo_sql(name, address) == [url], "printed documents fetch their styles from there"
        page.goto(f"{url}/web/login")
        page.fill("input[name=login]", "admin")
        page.fill("input[name=password]", "admin")
        page.click("button[type=submit]")
        page.wait_for_selector(".o_main_navbar")
    assert page.errors == []
