"""The one folder everything is kept in, and how things get into it: whole or not at all."""
import fcntl
import hashlib
import os
import shutil
import signal
import time
from contextlib import contextmanager
from pathlib import Path

from .messages import Problem, say

REPOSITORY = Path(__file__).resolve().parent.parent
MARKER = ".patient-relations"
NEEDED_SPACE = 3 * 1024**3


def home():
    """The project's folder: $CLINIC_HOME, else in the user's cache. Root's is not below /root, which
    PostgreSQL, never running as root, could not enter."""
    if named := os.environ.get("CLINIC_HOME"):
        return Path(named).expanduser().resolve()
    if cache := os.environ.get("XDG_CACHE_HOME"):
        return Path(cache).expanduser().resolve() / "patient-relations"
    if os.geteuid() == 0:
        return Path("/var/cache/patient-relations")
    return Path.home() / ".cache" / "patient-relations"


def create_home():
    """Make the folder if it is not there yet. Refuse one that holds somebody's other files, because
    `make clean` removes the folder with all that is in it."""
    folder = home()
    if folder.is_dir() and not (folder / MARKER).exists() and any(folder.iterdir()):
        raise Problem(f"{folder} holds files that are not this project's: name an empty or a new folder in "
                      f"CLINIC_HOME.")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARKER).touch()
    if os.geteuid() == 0:
        _check_others_may_enter(folder)
    return folder


def _check_others_may_enter(folder):
    for part in (folder, *folder.parents):
        if not part.stat().st_mode & 0o001:
            raise Problem(f"PostgreSQL does not run as root, and its own user may not enter {part}: "
                          f"name a folder in CLINIC_HOME that everybody may enter.")


def check_space(folder):
    free = shutil.disk_usage(folder).free
    if free < NEEDED_SPACE:
        raise Problem(f"Only {free / 1024**3:.1f} GB are free where {folder} is and 3 are needed: free some, "
                      f"or name a folder on another disk in CLINIC_HOME.")


@contextmanager
def lock(name):
    """Hold `name` against every other command on the same folder. The lock is the kernel's: it is
    gone with its process, however that ends."""
    path = home() / "locks" / name
    path.parent.mkdir(exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"  waiting for another command that is busy with the same ({name}) …")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def building(target):
    """A folder to fill, which becomes `target` when the block ends well. What an interrupted command
    left is thrown away first."""
    unfinished = target.with_name(target.name + ".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    yield unfinished
    shutil.rmtree(target, ignore_errors=True)
    unfinished.rename(target)


def copy_linked(source, target):
    """A copy of a folder whose files are links to the same contents: for files that are only ever
    added and removed, as in Odoo's filestore."""
    shutil.rmtree(target, ignore_errors=True)
    if source.is_dir():
        shutil.copytree(source, target, copy_function=os.link)


def hash_of(*parts):
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:12]


def hash_of_files(folder, leave_out=()):
    """A hash of all files below `folder` but those in a folder of its own named in `leave_out`, and
    what Python and editors leave behind."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if relative.parts[0] in leave_out or "__pycache__" in relative.parts or path.suffix in (".pyc", ".swp"):
            continue
        if path.is_file():
            digest.update(f"{relative}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


@contextmanager
def running():
    """Tell `make clean` of this process as long as it lives: a file with its number, locked."""
    path = home() / "running" / str(os.getpid())
    path.parent.mkdir(exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def stop_running(seconds=40):
    """Stop the commands that work in the folder, as Ctrl-C would."""
    for path in (home() / "running").glob("*"):
        with open(path, "w", encoding="utf-8") as file:
            deadline = time.monotonic() + seconds
            asked = False
            while time.monotonic() < deadline:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if not asked:
                        os.kill(int(path.name), signal.SIGTERM)
                        asked = True
                    time.sleep(0.2)
            else:
                raise Problem(f"Process {path.name} works in {home()} and does not stop: end it, "
                              f"then `make clean` again.")
