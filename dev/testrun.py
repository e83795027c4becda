"""`make test`: one pytest run over everything, on copies of a cached database."""
import os
import re
import subprocess

from . import database
from .addons import addons
from .folder import REPOSITORY, home
from .messages import stopping
from .system_packages import require_programs
from .templates import template

PREFIX = "clinic_test_"
CHECKS = ["dev/tests/test_lint.py", "dev/tests/test_odoo_lint.py"]
WORKERS = min(os.cpu_count() or 1, 4)
OPTIONS = [
    f"--numprocesses={WORKERS}",
    "--dist=loadscope",
    # In the order of `testpaths`, the long ones first: xdist would begin with the files of many short tests, and
    # at the end one worker would wait for the other's story in the browser.
    "--no-loadscope-reorder",
    "--durations=20",
    "--durations-min=5",
]


def run_tests(odoo, arguments):
    """Run pytest with `arguments`; its summary is the last thing printed. Returns its exit status."""
    require_programs()
    _drop_leftovers(odoo)
    source = template(odoo, [*addons()] or ["web"], demo=True)
    name = f"{PREFIX}{os.getpid()}_run"  # all databases of this run begin with it, and no others
    odoo.copy_database(source, name)
    try:
        return _pytest(odoo, name, [*OPTIONS, *arguments])
    finally:
        for leftover in database.names(odoo.environment, name):
            odoo.drop_database(leftover)


def _pytest(odoo, name, arguments):
    config = odoo.config_file(name, db_name=name)
    command = [str(odoo.python), "-m", "pytest", f"--odoo-config={config}", f"--odoo-database={name}", "--odoo-http"]
    pytest = subprocess.Popen([*command, *arguments], cwd=REPOSITORY, stdin=subprocess.DEVNULL,
                              env=_environment(odoo, name))
    try:
        with stopping(pytest):
            return pytest.wait()
    finally:
        config.unlink()


def _environment(odoo, name):
    environment = odoo.popen_options()["env"]
    path = f"{odoo.python.parent}{os.pathsep}{environment['PATH']}"
    return {**environment, "PATH": path, "CLINIC_TEST_DATABASE": name}


def _drop_leftovers(odoo):
    """Drop the databases of runs that were killed, and the logs of all that are over."""
    for name in database.names(odoo.environment, PREFIX):
        if not _is_running(name):
            odoo.drop_database(name)
    for log in (home() / "logs").glob(f"{PREFIX}*"):
        if not _is_running(log.name):
            log.unlink()


def _is_running(name):
    """Whether the run lives whose database or log this is: its process number comes after the prefix."""
    number = re.match(r"\d+", name.removeprefix(PREFIX))
    try:
        os.kill(int(number[0]), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True

