"""Odoo made ready to start: the source, a Python with its requirements, PostgreSQL, a data folder."""
import ctypes
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from . import database
from .folder import REPOSITORY, hash_of, home
from .messages import Problem, end, run_with_progress
from .odoo_source import OdooSource, odoo_source
from .postgres import SETTINGS, SETTINGS_OF_TESTS, postgres
from .virtualenv import RUN, TEST, virtualenv

SECONDS_TO_START = 180
PRCTL = getattr(ctypes.CDLL(None), "prctl", None)  # Linux has it
PR_SET_PDEATHSIG = 1
# What Odoo's own method builds, but for the suites of the web client's unit tests: they take half the time.
BUNDLES = """
qweb = env['ir.qweb']
javascript, styles = qweb._get_bundles_to_pregenarate()
for name in sorted(javascript | styles):
    if not any(word in name for word in ('unit_tests', 'tests_assets', 'qunit')):
        if name in javascript: qweb._get_asset_bundle(name, css=False, js=True).js()
        if name in styles: qweb._get_asset_bundle(name, css=True, js=False).css()

env.cr.commit()
"""


@dataclass(frozen=True)
class Odoo:
    """How to start Odoo; `environment` reaches the database server, `data` holds the filestores."""
    source: OdooSource
    python: Path
    environment: dict
    data: Path

    @property
    def identity(self):
        """What a database made by this Odoo depends on, our addons apart."""
        return hash_of(self.source.identity, (REPOSITORY / RUN).read_text(encoding="utf-8"))

    def config_file(self, name, **options):
        """Write a configuration file; returns its path, which tells the contents: another clone of the
        repository may use the folder at the same time."""
        options = {
            "addons_path": ",".join(map(str, (*self.source.addons_paths, REPOSITORY))),
            "data_dir": self.data,
            "http_interface": "127.0.0.1",
            "list_db": False,
            "proxy_mode": False,
            "workers": 0,
            "max_cron_threads": 0,
            # The limit is inherited by browsers, which reserve more than they use.
            "limit_memory_hard": 0,
            **options,
        }
        text = "[options]\n" + "".join(f"{key} = {value}\n" for key, value in options.items())
        path = home() / "config" / f"{name}-{hash_of(text)}.conf"
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as unfinished:
                unfinished.write(text)
            Path(unfinished.name).rename(path)
        return path

    def command(self, config, name, *arguments):
        """The command line for database `name`. A subcommand (`shell`, say) comes first in `arguments`."""
        subcommand = [arguments[0]] if arguments and re.fullmatch("[a-z_]+", arguments[0]) else ["server"]
        rest = arguments[1:] if subcommand[0] in arguments[:1] else arguments
        return [str(self.python), "-m", "odoo", *subcommand, f"--config={config}", f"--database={name}",
                f"--db-filter=^{re.escape(name)}$", *map(str, rest)]

    def popen_options(self):
        """Arguments for subprocess. The repository is no working folder: Python would import from it."""
        return {"env": {**self.environment, "PYTHONPATH": str(self.source.python_path), "PYTHONUNBUFFERED": "1"},
                "cwd": home()}

    def set_up(self, title, name, *, install=(), update=(), demo=True):
        """Install and upgrade modules in database `name`; raise `Problem` unless all of them then are."""
        arguments = ["--stop-after-init", "--no-http", "--with-demo" if demo else "--without-demo=True"]
        if install:
            arguments.append("--init=" + ",".join(install))
        if update:
            arguments.append("--update=" + ",".join(update))
        log = home() / "logs" / f"{name}-setup.log"
        run_with_progress(title, self.command(self.config_file("setup"), name, *arguments), log=log,
                          interpret=loaded_module, **self.popen_options())
        missing = {*install, *update} - database.installed_modules(self.environment, name)
        if missing:
            raise Problem(f"{title} did not install {', '.join(sorted(missing))}: see {log}.")

    def generate_assets(self, name):
        """Build the web client's bundles once, so that no first page and no test has to."""
        with tempfile.TemporaryFile("w+") as script:
            script.write(BUNDLES)
            script.seek(0)
            command = self.command(self.config_file("setup"), name, "shell", "--no-http")
            run_with_progress("Building the web client", command, log=home() / "logs" / f"{name}-assets.log",
                              interpret=lambda line: None, stdin=script, **self.popen_options())

    def copy_database(self, source, target):
        """A copy of a database with its filestore."""
        database.copy(self.environment, source, target)
        database.copy_filestore(self.data, source, target)

    def drop_database(self, name):
        database.drop(self.environment, name)
        database.drop_filestore(self.data, name)

    def rename_database(self, old, new):
        database.rename_filestore(self.data, old, new)  # first: a database without its files would pass for whole
        database.rename(self.environment, old, new)

    @contextmanager
    def server(self, name, port, *arguments, config=None, log=None):
        """Serve database `name` on 127.0.0.1 while the block runs; yields the process, ready."""
        log = log or home() / "logs" / f"{name}.log"
        config = config or self.config_file("server")
        self._tell_its_address(name, port)
        with open(log, "w", encoding="utf-8") as output:
            process = subprocess.Popen(
                self.command(config, name, f"--http-port={port}", *arguments), stdin=subprocess.DEVNULL,
                stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
                preexec_fn=die_with_parent,  # noqa: PLW1509  it calls one function of the kernel and nothing else
                **self.popen_options())
        try:
            _wait_until_ready(process, port, log)
            yield process
        finally:
            end(process)


    def _tell_its_address(self, name, port):
        """Tell the database where it is served: printed documents fetch their styles from there.

        Odoo learns it only when an administrator logs in.
        """
        if database.is_odoo(self.environment, name):
            database.sql(self.environment, f"UPDATE ir_config_parameter SET value = 'http://127.0.0.1:{port}' "
                                           f"WHERE key = 'web.base.url'", name)


def loaded_module(line):
    match = re.search(r"Loading module (\w+) \((\d+)/(\d+)\)", line)
    return match and f"module {match[2]} of {match[3]}: {match[1]}"


def die_with_parent():
    """Ask Linux to end this child when its parent is killed without a chance to do so."""
    if PRCTL:
        PRCTL(PR_SET_PDEATHSIG, signal.SIGTERM)


def _wait_until_ready(process, port, log):
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if process.poll() is not None:
            words = [line for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
            if any("Address already in use" in line for line in words):
                raise Problem(port_taken(port))
            raise Problem(f"Odoo stopped while starting ({words[-1] if words else 'it said nothing'}): see {log}.")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/web/health", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise Problem(f"Odoo did not answer on port {port} within {SECONDS_TO_START} seconds: see {log}.")


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def check_port(port):
    """Refuse a port that something listens on already, before the long part of a start."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except PermissionError:
            raise Problem(f"Port {port} is for root only: choose another one, as in `make run PORT=8070`.") from None
        except OSError:
            raise Problem(port_taken(port)) from None


def port_taken(port):
    other = port + 1 if port < 65535 else 8070
    return f"Port {port} is taken: stop the program that has it, or choose another port, as in `make run PORT={other}`."


@contextmanager
def odoo_for(purpose):
    """The Odoo for one of `PURPOSES`, each with a database server and filestores of its own: a test or a
    benchmark must not be able to harm what people typed in."""
    suffix, settings, requirements = PURPOSES[purpose]
    source = odoo_source()
    python = virtualenv(*requirements)
    data = home() / f"data{suffix}"
    (data / "filestore").mkdir(parents=True, exist_ok=True)
    data.chmod(0o700)
    with postgres(python, f"postgres{suffix}", settings) as environment:
        yield Odoo(source, python, {**environment, "CLINIC_HOME": str(home()), "CLINIC_DATA": str(data)}, data)


PURPOSES = {
    "run": ("", SETTINGS, (RUN,)),
    "test": ("-test", SETTINGS_OF_TESTS, (RUN, TEST)),
    "bench": ("-bench", SETTINGS, (RUN, TEST)),
}


def odoo_of_this_process():
    """The Odoo of the command that started this process (a test's, a benchmark's)."""
    return Odoo(odoo_source(), Path(sys.executable), dict(os.environ), Path(os.environ["CLINIC_DATA"]))
