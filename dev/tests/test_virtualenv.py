"""The virtual environment is made once, and made anew when that was interrupted."""
import pytest

from dev import virtualenv
from dev.messages import Problem


@pytest.fixture
def requirements(clinic_home, monkeypatch, tmp_path):
    """Requirements files without a requirement: pip runs, and needs no network."""
    for name in (virtualenv.RUN, virtualenv.TEST):
        (tmp_path / name).touch()
    monkeypatch.setattr(virtualenv, "REPOSITORY", tmp_path)
    return tmp_path


def test_the_second_run_installs_nothing_and_no_run_a_package_without_its_hash(requirements, monkeypatch):
    python = virtualenv.virtualenv(virtualenv.RUN)
    assert python.exists()
    with monkeypatch.context() as patch:
        patch.setattr(virtualenv, "run_with_progress", None)
        assert virtualenv.virtualenv(virtualenv.RUN) == python
    (requirements / virtualenv.TEST).write_text("six==1.17.0\n")
    with pytest.raises(Problem, match="Installing requirements-test.txt failed"):
        virtualenv.virtualenv(virtualenv.RUN, virtualenv.TEST)


def test_what_was_interrupted_is_taken_up_again(requirements, monkeypatch):
    run = virtualenv.run_with_progress

    def interrupted(title, *arguments, **options):
        run(title, *arguments, **options)
        raise KeyboardInterrupt

    monkeypatch.setattr(virtualenv, "run_with_progress", interrupted)
    with pytest.raises(KeyboardInterrupt):
        virtualenv.virtualenv(virtualenv.RUN)
    monkeypatch.setattr(virtualenv, "run_with_progress", run)
    python = virtualenv.virtualenv(virtualenv.RUN, virtualenv.TEST)
    assert len(list(python.parent.parent.glob("requirements*"))) == 2, "both files are installed"


def test_a_python_without_venv_is_told_what_to_install(requirements, monkeypatch, tmp_path):
    python = tmp_path / "python-without-venv"
    python.write_text("#!/bin/sh\nexit 1\n")
    python.chmod(0o755)
    monkeypatch.setattr(virtualenv.sys, "executable", str(python))
    with pytest.raises(Problem, match="apt-get install python3-venv"):
        virtualenv.virtualenv(virtualenv.RUN)
