"""The virtual environment with the pinned requirements."""
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from .folder import REPOSITORY, check_space, hash_of, home, lock
from .messages import Problem, run_with_progress

RUN = "requirements.txt"
TEST = "requirements-test.txt"


def virtualenv(*requirements):
    """The Python of an environment in which all of `requirements` (files of the repository) are
    installed. There is one per Python and requirements.txt; the tests' own packages, which repeat its
    pins, are added to it."""
    key = hash_of(sys.version, sys.base_prefix, (REPOSITORY / RUN).read_text(encoding="utf-8"))
    folder = home() / "venv" / key
    python = folder / "bin" / "python"
    with lock("venv"):
        if not (folder / "created").exists():
            check_space(home())
            _create(folder)
        for name in requirements:
            stamp = folder / f"{name}-{hash_of((REPOSITORY / name).read_text(encoding='utf-8'))}"
            if not stamp.exists():
                _install(python, REPOSITORY / name)
                stamp.touch()
        _prune(folder)
    return python


def _create(folder):
    """Make the environment; one that was interrupted half-way is made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    if subprocess.run([sys.executable, "-c", "import venv, ensurepip"], capture_output=True, check=False).returncode:
        raise Problem("This Python cannot make virtual environments: install its venv module "
                      f"(on Debian: apt-get install python3-venv, or python3.{sys.version_info.minor}-venv).")
    run_with_progress("Making a virtual environment", [sys.executable, "-m", "venv", str(folder)],
                      log=home() / "logs" / "venv.log")
    (folder / "created").touch()


def _install(python, requirements):
    total = len(re.findall(r"^[\w.-]+==", requirements.read_text(encoding="utf-8"), re.MULTILINE))
    seen = 0

    def interpret(line):
        nonlocal seen
        if line.startswith("Collecting "):
            seen += 1
            return f"{seen} of about {total}: {line.split()[1].split('==')[0]}"
        if line.startswith(("Installing collected", "Building wheel")):
            return line.split(":")[0].lower()
        return None

    run_with_progress(
        f"Installing {requirements.name}",
        [str(python), "-m", "pip", "install", "--require-hashes", "--disable-pip-version-check", "--no-input",
         "--progress-bar=off", "-r", str(requirements)],
        log=home() / "logs" / f"pip-{requirements.stem}.log", interpret=interpret,
        env={"PIP_CACHE_DIR": str(home() / "pip"), **os.environ})


def _prune(newest, keep=3):
    """Remove environments of older pins, the longest unused first."""
    os.utime(newest)
    folders = sorted(newest.parent.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for folder in folders[keep:]:
        shutil.rmtree(folder, ignore_errors=True)


def site_packages(python):
    return next(Path(python).parent.parent.glob("lib/python3*/site-packages"))
