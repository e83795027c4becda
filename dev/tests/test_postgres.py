"""The embedded server is shared while it is used, gone afterwards, and recovers from a kill."""
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dev import postgres
from dev.messages import Problem

PYTHON = Path(sys.executable)


@pytest.fixture(autouse=True)
def no_other_server(monkeypatch):
    for variable in postgres.NAMING_A_SERVER:
        monkeypatch.delenv(variable, raising=False)


def answers(environment):
    command = ["psql", "-XAtqc", "SELECT current_user", "postgres"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return done.stdout.strip() == "odoo"


def server_process(clinic_home):
    return int((clinic_home / "postgres" / "postmaster.pid").read_text().split()[0])


def use_server(name="postgres", settings=postgres.SETTINGS_OF_TESTS):
    return postgres.postgres(PYTHON, name, settings)


def test_the_server_is_there_as_long_as_anybody_uses_it(clinic_home):
    with use_server() as environment:
        with use_server() as again:
            assert again["PGHOST"] == environment["PGHOST"]
        assert answers(environment)
        assert postgres.programs(PYTHON).is_dir()
    assert not answers(environment)
    assert not (clinic_home / "postgres" / "postmaster.pid").exists()


def test_a_server_whose_user_was_killed_is_used_again_and_stopped(clinic_home):
    code = ("from dev.tests.test_postgres import *\n"
            "with use_server(): os.kill(os.getpid(), signal.SIGKILL)")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode == -signal.SIGKILL
    left = server_process(clinic_home)
    with use_server() as environment:
        assert server_process(clinic_home) == left
        assert answers(environment)
    assert not answers(environment)


def test_a_killed_server_recovers(clinic_home):
    with use_server(settings=postgres.SETTINGS) as environment:
        subprocess.run(["psql", "-Xqc", "CREATE TABLE kept (number int)", "postgres"], env=environment, check=True)
        os.kill(server_process(clinic_home), signal.SIGKILL)
        wait_until(lambda: not answers(environment))
    with use_server() as environment:
        assert answers(environment)
        subprocess.run(["psql", "-Xqc", "SELECT number FROM kept", "postgres"], env=environment, check=True)


def test_a_stale_number_that_is_now_another_programs_does_not_matter(clinic_home):
    with use_server():
        pass
    data = clinic_home / "postgres"
    (data / "postmaster.pid").write_text(f"{os.getpid()}\n{data}\n0\n5432\n\n\n")
    with use_server() as environment:
        assert answers(environment)


def test_an_interrupted_creation_is_taken_up_again(clinic_home):
    for name in ("postgres", "postgres.unfinished"):
        (clinic_home / name).mkdir()
        (clinic_home / name / "half").touch()
    with use_server() as environment:
        assert answers(environment)
    assert not (clinic_home / "postgres.unfinished").exists()


def test_a_folder_too_long_for_a_socket(clinic_home):
    with use_server("postgres-" + "x" * 100) as environment:
        assert answers(environment)
        assert Path(environment["PGHOST"]).stat().st_mode & 0o077 == 0, "a socket that only its owner may use"
    assert not Path(environment["PGHOST"]).exists()


def test_a_server_named_by_the_environment_is_used(clinic_home, monkeypatch):
    with use_server() as environment:
        monkeypatch.setenv("PGHOST", environment["PGHOST"])
        monkeypatch.setenv("PGUSER", "odoo")
        with postgres.postgres(PYTHON, "another") as named:
            assert answers(named)
        assert not (clinic_home / "another").exists()
        monkeypatch.setenv("PGUSER", "nobody-here")
        with pytest.raises(Problem, match="that the PG. variables name cannot be used"), postgres.postgres(PYTHON):
            pass


def wait_until(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)
