"""Debian's packages, fetched and unpacked in a folder of ours without touching the system's own."""
import errno
import os
import re
import shutil
import subprocess
from pathlib import Path

from .folder import building, home
from .messages import Problem, Progress, run_with_progress

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
APT = Path("/etc/apt")
ODOO_PACKAGE = "odoo-19"
# Fonts and scripts that files of the package link to.
FROM_SID = ["fonts-montserrat", "fonts-roboto-unhinted", "fonts-ocr-b",
            "libjs-jquery", "node-jquery", "libjs-underscore", "libjs-jquery-form"]
# Odoo's icons are version 4.7 of this font, and sid's is 7; `bookworm` has 4.7.
FROM_OLDER = ["fonts-font-awesome", "fonts-inconsolata"]
OLDER_SUITE = "bookworm"
# Debian leaves this script out for its licence, and then every page logs an error for the missing file,
# which Odoo's browser tests take for a failure. Nothing but the webcam's background blur needs it.
LEFT_OUT = "usr/lib/python3/dist-packages/odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"


class Unavailable(Exception):
    """Debian's package cannot be had here; the text begins a sentence that says why."""


def mirror(apt=APT):
    """The mirror of Debian's main archive in this machine's own sources, or None (on Ubuntu, say)."""
    for uri, suites, components, signed_by in _entries(apt):
        if ("main" in components and not any("security" in suite or "/" in suite for suite in suites)
                and uri.rstrip("/").endswith("/debian") and (not signed_by or "debian-archive" in signed_by)):
            return uri
    return None


def _entries(apt):
    """(uri, suites, components, signed-by) of every enabled entry, of either form."""
    for path in sorted(apt.glob("sources.list.d/*.sources")):
        for stanza in re.split(r"\n\s*\n", path.read_text(encoding="utf-8", errors="replace")):
            fields = _fields(stanza)
            if "deb" in fields.get("types", "").split() and fields.get("enabled", "yes") != "no":
                for uri in fields.get("uris", "").split():
                    yield (uri, fields.get("suites", "").split(), fields.get("components", "").split(),
                           fields.get("signed-by", ""))
    for path in [apt / "sources.list", *sorted(apt.glob("sources.list.d/*.list"))]:
        if path.is_file():
            for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
                if match := re.match(r"deb\s+(?:\[([^]]*)\]\s+)?(\S+)\s+(\S+)\s+([^#]*)", line.strip()):
                    options, uri, suite, components = match.groups()
                    yield uri, [suite], components.split(), (re.search(r"signed-by=(\S+)", options or "") or [""])[0]


def _fields(stanza):
    """A deb822 stanza as a dictionary; indented lines go on with the field above."""
    fields, name = {}, None
    for line in stanza.splitlines():
        if line.startswith("#"):
            continue
        if line[:1].isspace() and name:
            fields[name] += " " + line.strip()
        elif ":" in line:
            name, value = line.split(":", 1)
            name = name.strip().lower()
            fields[name] = value.strip()
    return fields


def fetch_odoo(target):
    """Download Odoo's package and unpack it as `target`. Raise `Unavailable` where that cannot be."""
    if not (shutil.which("apt-get") and shutil.which("dpkg")):
        raise Unavailable("Debian's package of Odoo needs apt-get, which is not here")
    if not KEYRING.exists():
        raise Unavailable("Debian's package of Odoo needs the package debian-archive-keyring, which is not here")
    uri = mirror()
    if not uri:
        raise Unavailable("this machine's package sources name no Debian mirror")
    packages = []
    with building(target) as unfinished:
        for suite, names in (("sid", [ODOO_PACKAGE, *FROM_SID]), (OLDER_SUITE, FROM_OLDER)):
            packages += Suite(uri, suite).download(names)
        unpack(packages, unfinished)
        left_out = unfinished / LEFT_OUT
        left_out.parent.mkdir(parents=True, exist_ok=True)
        left_out.touch()
        (unfinished / "identity").write_text(" ".join(sorted(package.name for package in packages)), encoding="utf-8")
    shutil.rmtree(home() / "apt", ignore_errors=True)


def unpack(packages, root):
    """Unpack packages. A file that does not open is a broken download: it is deleted, so that the next
    start fetches it anew."""
    with Progress(f"Unpacking {packages[0].name.split('_')[0]} and {len(packages) - 1} more") as progress:
        for package in packages:
            progress.detail = package.name
            command = ["dpkg", "-x", str(package), str(root)]
            done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
            if done.returncode:
                if "No space left on device" in done.stderr:
                    raise OSError(errno.ENOSPC, "no space", str(root))
                package.unlink()
                raise Problem(f"The download of {package.name} was broken and is deleted: start again.")


class Suite:
    """One suite of Debian's archive, with package lists of our own."""

    def __init__(self, uri, name):
        self.name = name
        self.folder = home() / "apt" / name
        for part in ("lists/partial", "cache/archives/partial", "packages"):
            (self.folder / part).mkdir(parents=True, exist_ok=True)
        sources = self.folder / "sources.list"
        sources.write_text(f"deb [signed-by={KEYRING}] {uri} {name} main\n", encoding="utf-8")
        settings = {
            "Dir::Etc::sourcelist": sources, "Dir::Etc::sourceparts": "-",
            "Dir::State::Lists": self.folder / "lists", "Dir::State::status": "/dev/null",
            "Dir::Cache": self.folder / "cache", "APT::Sandbox::User": "root", "Acquire::Retries": 2,
            "Acquire::Languages": "none", "APT::Status-Fd": 1, "APT::Install-Recommends": "false",
        }
        self.options = [f"-o{key}={value}" for key, value in settings.items()]

    def _apt(self, title, *arguments):
        run_with_progress(title, ["apt-get", *self.options, *arguments], cwd=self.folder / "packages",
                          log=home() / "logs" / f"apt-{self.name}.log", interpret=_percentage,
                          env={**os.environ, "LC_ALL": "C"})

    def download(self, names):
        """The files of the named packages; those that are there already are not fetched again."""
        try:
            self._apt(f"Reading Debian's list of packages ({self.name})", "update", "--error-on=any")
        except Problem as problem:
            if "disk" in str(problem):
                raise
            raise Unavailable("Debian's list of packages cannot be read") from None
        missing = [name for name in names if not self._known(name)]
        if missing:
            raise Unavailable(f"Debian's {self.name} no longer has the package {missing[0]}")
        self._apt(f"Downloading {names[0]} and {len(names) - 1} more", "download", *names)
        return [self._file(name) for name in names]

    def _known(self, name):
        command = ["apt-cache", *self.options, "show", "--no-all-versions", name]
        show = subprocess.run(command, capture_output=True, check=False)
        return show.returncode == 0 and show.stdout.strip()

    def _file(self, name):
        return max((self.folder / "packages").glob(f"{name}_*.deb"), key=lambda path: path.stat().st_mtime)


def _percentage(line):
    """What apt reports on its status channel: `dlstatus:1:37.5:Retrieving file 2 of 9 (3s remaining)`."""
    if line.startswith("dlstatus:"):
        _kind, _number, percent, words = line.split(":", 3)
        return f"{float(percent):.0f} %  {words}"
    return None
