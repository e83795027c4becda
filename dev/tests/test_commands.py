"""What a person meets at `make run`: sentences instead of tracebacks, and a database brought up to date."""
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections import namedtuple

import pytest

from dev import commands, database
from dev.folder import REPOSITORY, create_home
from dev.messages import Problem
from dev.odoo import Odoo, check_port, free_port
from dev.templates import template
from dev.testing import fresh_copy


def dev(*arguments, **variables):
    return subprocess.run([sys.executable, "-m", "dev", *arguments], cwd=REPOSITORY, capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, env={**os.environ, **variables}, check=False)


def assert_one_sentence(done, words):
    assert done.returncode
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_taken_port(clinic_home):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        done = dev("run", PORT=str(port))
    assert_one_sentence(done, f"Port {port} is taken: stop the program that has it, or choose")


def test_a_port_that_was_just_left_is_free():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as client, listener.accept()[0]:
            client.sendall(b"x")
    check_port(port)


@pytest.mark.parametrize("variables, words", [
    ({"PORT": "many"}, "'many' is no port"),
    ({"PORT": "70000"}, "'70000' is no port"),
    ({"DB": "Robert'); DROP"}, "is no good name for a database"),
    ({"ODOO_HOME": "/nowhere"}, "ODOO_HOME names /nowhere, which is not a folder"),
])
def test_what_is_said_wrongly_is_answered_in_a_sentence(clinic_home, variables, words):
    assert_one_sentence(dev("run", **{"PORT": str(free_port()), **variables}), words)


def test_an_unknown_command(clinic_home):
    assert_one_sentence(dev("fly"), "Say what to do: one of run, test, lint")


def test_a_folder_with_other_files_is_neither_used_nor_removed(tmp_path):
    (tmp_path / "letter").write_text("to my mother")
    named = {"CLINIC_HOME": str(tmp_path), "PORT": str(free_port())}
    assert_one_sentence(dev("run", **named), "holds files that are not this project's")
    assert_one_sentence(dev("clean", **named), "nothing is removed")
    assert (tmp_path / "letter").exists()


def test_a_full_disk(clinic_home, monkeypatch):
    from dev.folder import check_space
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage(10**12, 10**12, 10**8))
    with pytest.raises(Problem, match="Only 0.1 GB are free .* free some"):
        check_space(clinic_home)


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user's folder is entered by its owner only")
def test_root_is_told_of_a_folder_that_postgresql_may_not_enter(tmp_path, monkeypatch):
    tmp_path.chmod(0o700)
    monkeypatch.setenv("CLINIC_HOME", str(tmp_path / "home"))
    with pytest.raises(Problem, match="its own user may not enter"):
        create_home()


def test_clean_removes_the_folder_and_what_runs_in_it(clinic_home):
    code = "from dev.folder import running\nimport time\nwith running(): print('up', flush=True); time.sleep(60)"
    busy = subprocess.Popen([sys.executable, "-c", code], cwd=REPOSITORY, stdout=subprocess.PIPE)
    busy.stdout.readline()
    done = dev("clean")
    assert done.returncode == 0, done.stderr
    assert busy.wait(60) == -signal.SIGTERM
    assert not clinic_home.exists()


class Upgrades:
    """Counts what `prepare_database` has Odoo do, and has it done."""

    def __init__(self, monkeypatch):
        self.done = []
        set_up = Odoo.set_up

        def counted(odoo, title, name, *, install=(), update=(), **options):
            self.done.append((list(install), list(update)))
            set_up(odoo, title, name, install=install, update=update, **options)

        monkeypatch.setattr(Odoo, "set_up", counted)


def test_an_interrupted_creation_is_taken_up_again_and_the_second_run_does_nothing(odoo, monkeypatch):
    monkeypatch.setattr(commands, "file_hashes", dict)  # no addon: Odoo's base alone takes seconds
    with fresh_copy(odoo, "template0") as name:
        odoo.drop_database(name)

        def interrupted(*arguments, **options):
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(Odoo, "set_up", interrupted)
            with pytest.raises(KeyboardInterrupt):
                commands.prepare_database(odoo, name)
        assert not database.exists(odoo.environment, name), "what is not complete does not have the final name"

        monkeypatch.setattr(Odoo, "generate_assets", lambda odoo, name: None)
        upgrades = Upgrades(monkeypatch)
        commands.prepare_database(odoo, name)
        assert upgrades.done == [(["base"], [])]
        commands.prepare_database(odoo, name)
        assert len(upgrades.done) == 1


def test_a_database_of_something_else_is_left_alone(odoo):
    with fresh_copy(odoo, "template0") as name:
        with pytest.raises(Problem, match=f"Database {name} is not one of Odoo's: choose another name"):
            commands.prepare_database(odoo, name)
        assert database.exists(odoo.environment, name)


@pytest.fixture
def clinic(odoo):
    """A database as `make run` leaves it."""
    with fresh_copy(odoo, template(odoo, [*commands.file_hashes()], demo=True)) as name:
        database.remember(odoo.environment, name, {"odoo": odoo.source.identity, "addons": commands.file_hashes()})
        yield name


def test_only_a_changed_addon_is_upgraded(odoo, clinic, monkeypatch):
    upgrades = Upgrades(monkeypatch)
    commands.prepare_database(odoo, clinic)
    assert upgrades.done == []
    hashes = commands.file_hashes()
    last = list(hashes)[-1]
    monkeypatch.setattr(commands, "file_hashes", lambda: {**hashes, last: "changed"})
    commands.prepare_database(odoo, clinic)
    commands.prepare_database(odoo, clinic)
    assert upgrades.done == [([], [last])]


def test_run_serves_and_ctrl_c_ends_it(odoo, clinic, tmp_path):
    port = free_port()
    environment = {**os.environ, "PORT": str(port), "DB": clinic, "PYTHONUNBUFFERED": "1"}
    run = subprocess.Popen([sys.executable, "-m", "dev", "run"], cwd=REPOSITORY, env=environment, text=True,
                           stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    output = ""
    while "Ctrl-C stops everything" not in output:
        line = run.stdout.readline()
        assert line, f"it ended:\n{output}"
        output += line
    assert f"http://127.0.0.1:{port}" in output
    assert "reception" in output
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/web/login", timeout=60) as page:
        assert page.status == 200
    run.send_signal(signal.SIGINT)
    assert run.wait(120) == 0
    check_port(port)
