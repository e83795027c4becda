"""Odoo 19 Community: what ODOO_HOME names, else a copy in our folder, else Debian's package
unpacked there, else a shallow clone of Odoo's own repository."""
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from . import debian
from .folder import building, check_space, hash_of, home, lock
from .messages import Problem, run_with_progress

REPOSITORY_URL = "https://github.com/odoo/odoo"
SERIES = "19.0"


@dataclass(frozen=True)
class OdooSource:
    """Where Odoo's package `odoo` can be imported from, where its addons are, and what tells this
    Odoo from another (database templates are kept per identity)."""
    python_path: Path
    addons_paths: tuple
    identity: str


def odoo_source():
    """The Odoo to use; it is fetched when there is none yet."""
    if named := os.environ.get("ODOO_HOME"):
        return _named(Path(named).expanduser().resolve())
    target = home() / "odoo"
    with lock("odoo"):
        if not (source := read(target)):
            check_space(home())
            _fetch(target)
            source = read(target)
    if not source:
        raise Problem(f"What was fetched to {target} is not Odoo {SERIES}: set ODOO_HOME to a folder that holds it, "
                      f"or `make clean` and start again.")
    return source


def _named(folder):
    if not folder.is_dir():
        raise Problem(f"ODOO_HOME names {folder}, which is not a folder: set it to a checkout or an installed package "
                      f"of Odoo {SERIES}, or leave it out.")
    if source := read(folder):
        return source
    version = next(filter(None, map(_version, _python_paths(folder))), None)
    found = f"it holds Odoo {version}" if version else "there is no Odoo in it"
    raise Problem(f"ODOO_HOME names {folder}, but {found}: set it to a checkout or an installed package of "
                  f"Odoo {SERIES}, or leave it out.")


def _python_paths(folder):
    """The places below, at or above `folder` that may hold the package `odoo`."""
    return (folder, folder / "usr/lib/python3/dist-packages", folder / "lib/python3/dist-packages", folder.parent)


def _version(python_path):
    try:
        text = (python_path / "odoo" / "release.py").read_text(encoding="utf-8")
    except OSError:
        return None
    numbers = re.search(r"^version_info = \((\d+), (\d+)", text, re.MULTILINE)
    return numbers and ".".join(numbers.groups())


def read(folder):
    """The Odoo in `folder`, or None when there is none of the right series, or not the whole of it."""
    for python_path in _python_paths(folder):
        if _version(python_path) != SERIES:
            continue
        candidates = (python_path / "addons", python_path / "odoo" / "addons")
        addons_paths = tuple(path for path in candidates if (path / "base").is_dir() or (path / "web").is_dir())
        if any((path / "web" / "__manifest__.py").is_file() for path in addons_paths):
            return OdooSource(python_path, addons_paths, _identity(folder, python_path))
    return None


def _identity(folder, python_path):
    stamp = folder / "identity"
    if stamp.is_file():
        return stamp.read_text(encoding="utf-8").strip()
    if (python_path / ".git").exists() and shutil.which("git"):
        command = ["git", "-C", python_path, "rev-parse", "HEAD"]
        head = subprocess.run(command, capture_output=True, text=True, check=False)
        if head.returncode == 0:
            return head.stdout.strip()
    release = python_path / "odoo" / "release.py"
    return f"{python_path} {hash_of(release.read_text(encoding='utf-8'), release.stat().st_mtime)}"


def _fetch(target):
    """Debian's package where this is a Debian, else a clone; what each of them lacks in one sentence."""
    try:
        debian.fetch_odoo(target)
    except debian.Unavailable as no_package:
        if not shutil.which("git"):
            raise Problem(f"{no_package}, and there is no git to clone Odoo with: install git, "
                          f"or set ODOO_HOME to a folder with Odoo {SERIES}.") from None
        try:
            _clone(target)
        except Problem:
            raise Problem(f"{no_package}, and Odoo's own repository cannot be reached: connect the network, "
                          f"or set ODOO_HOME to a folder with Odoo {SERIES}.") from None


def _clone(target):
    with building(target) as unfinished:
        run_with_progress(
            "Cloning Odoo 19", ["git", "clone", "--depth=1", f"--branch={SERIES}", "--single-branch", "--progress",
                                REPOSITORY_URL, str(unfinished)],
            log=home() / "logs" / "odoo-clone.log", env={**os.environ, "GIT_TERMINAL_PROMPT": "0"})
