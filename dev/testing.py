"""Fixtures for the tests in `tests/`, which see Odoo from outside: databases, commands, servers, a browser.

    def test_patients_survive_an_upgrade(odoo_database, odoo_command):
        name = odoo_database("patient_category")            # a fresh copy, dropped after the test
        output = odoo_command(name, "--update=patient_category", "--stop-after-init")

    def test_reception_logs_in(odoo_database, odoo_server, page):
        name = odoo_database(*ALL_ADDONS, demo=True)
        with odoo_server(name) as url:                      # http://127.0.0.1:<free port>, ready
            page.goto(f"{url}/odoo")

* `odoo_database(*modules, demo=False)` copies a template with exactly these modules and what they depend
  on. A template is made once (a minute with demo data) and kept over runs, a copy takes a second; so
  prefer sets of modules that another test uses already. Nothing named: an Odoo with `base` only.
* `odoo_command(name, *arguments, input=None, check=True)` runs Odoo's command line on a database and
  returns all it printed. A subcommand comes first: `odoo_command(name, "shell", "--no-http", input="print(env.user)")`.
  `odoo_shell(name, code)` is short for that, and returns what `code` printed.
* `odoo_server(name, *arguments)` is a context manager around a real server, with crons off unless
  `--max-cron-threads=1` is given. `odoo_server.log(name)` is the path of its log.
* `odoo_sql(name, statement)` returns the lines that PostgreSQL answers.
* `browser` is Playwright's Chromium, for one module; `page` a page in a fresh context of its own. A page
  reaches 127.0.0.1 only, and `page.errors` lists what went wrong in it: errors on its console and
  uncaught exceptions.
* For a scope other than one test: `with fresh_database(odoo, *modules, demo=…) as name`, with fixture `odoo`.
  `fresh_copy(odoo, name)` copies a database that nobody is connected to.

Every test also runs with pytest-odoo's database and server in the same process. Do not use them in
`tests/`: what you see there is another test's.

A skipped test is a failed one, unless `ALLOWED_SKIPS` says why: browser tests used to vanish silently.
"""
import itertools
import os
import subprocess
from contextlib import contextmanager

import pytest

from . import database
from .addons import NAMES as ALL_ADDONS
from .folder import home
from .odoo import free_port, odoo_of_this_process
from .system_packages import chromium
from .templates import template

__all__ = ["ALL_ADDONS", "fresh_copy", "fresh_database"]

CHROMIUM_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync",
                      "--disable-component-update", "--no-first-run"]

PATIENCE = 60_000  # milliseconds; the machine may be busy with more than this test

# {part of a test's id: why it may be skipped}
ALLOWED_SKIPS = {
    "dev/tests/test_debian.py": "a system that is no Debian cannot unpack Debian's packages",
    "test_root_is_told_of_a_folder": "an ordinary user's database server enters its owner's folders",
}

_numbers = itertools.count(1)


def _new_name():
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    return f"{os.environ['CLINIC_TEST_DATABASE']}_{worker}_{next(_numbers)}"


@contextmanager
def fresh_database(odoo, *modules, demo=False):
    """The name of a new database with `modules`; it is dropped when the block ends."""
    with fresh_copy(odoo, template(odoo, modules, demo)) as name:
        yield name


@contextmanager
def fresh_copy(odoo, source):
    """The name of a copy of database `source`; it is dropped when the block ends."""
    name = _new_name()
    odoo.copy_database(source, name)
    try:
        yield name
    finally:
        odoo.drop_database(name)


@pytest.fixture(scope="session")
def odoo():
    if "CLINIC_TEST_DATABASE" not in os.environ:
        pytest.fail("These tests need Odoo and a database server: start them with `make test`.", pytrace=False)
    return odoo_of_this_process()


@pytest.fixture
def odoo_database(odoo):
    open_databases = []

    def make(*modules, demo=False):
        context = fresh_database(odoo, *modules, demo=demo)
        open_databases.append(context)
        return context.__enter__()

    yield make
    for context in reversed(open_databases):
        context.__exit__(None, None, None)


@pytest.fixture(scope="session")
def odoo_command(odoo):
    def run(name, *arguments, input=None, check=True):
        port = () if any(str(each).startswith("--http-port") for each in arguments) else (f"--http-port={free_port()}",)
        command = odoo.command(odoo.config_file("tests"), name, *arguments, *port)
        done = subprocess.run(command, input=input or "", stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True, errors="replace", check=False, timeout=900, **odoo.popen_options())
        if check and done.returncode:
            pytest.fail(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-8000:]}", pytrace=False)
        return done.stdout

    return run


@pytest.fixture(scope="session")
def odoo_shell(odoo_command):
    def run(name, code):
        return odoo_command(name, "shell", "--no-http", "--log-level=error", input=code)

    return run


@pytest.fixture(scope="session")
def odoo_sql(odoo):
    def run(name, statement):
        return database.sql(odoo.environment, statement, name)

    return run


@pytest.fixture(scope="session")
def odoo_server(odoo):
    def log(name):
        return home() / "logs" / f"{name}.log"

    @contextmanager
    def serve(name, *arguments):
        port = free_port()
        with odoo.server(name, port, *arguments, config=odoo.config_file("tests"), log=log(name)):
            yield f"http://127.0.0.1:{port}"

    serve.log = log
    return serve


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright
    if not chromium():
        pytest.fail("There is no Chromium: `make test` says how to get it.", pytrace=False)
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGUMENTS)
        yield chrome
        chrome.close()


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1366, "height": 900})
    context.route(lambda url: not url.startswith(("http://127.0.0.1", "data:", "blob:")), lambda route: route.abort())
    context.set_default_timeout(PATIENCE)
    new_page = context.new_page()
    new_page.errors = []
    new_page.on("console", lambda message: message.type == "error" and new_page.errors.append(message.text))
    new_page.on("pageerror", lambda error: new_page.errors.append(str(error)))
    yield new_page
    context.close()


def _is_allowed(nodeid):
    return any(part in nodeid for part in ALLOWED_SKIPS)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and not _is_allowed(item.nodeid):
        _fail(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    report = yield
    if report.skipped and not _is_allowed(collector.nodeid):
        _fail(report)
    return report


def _fail(report):
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
    report.outcome = "failed"
    report.longrepr = f"{reason}\nA skipped test proves nothing: let it run, or name it in {__name__}.ALLOWED_SKIPS."
