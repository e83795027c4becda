"""Debian's packages: the mirror is read from the machine, a broken download does not stay."""
import shutil
import subprocess

import pytest

from dev import debian
from dev.messages import Problem


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_the_mirror_in_a_stanza(tmp_path):
    write(tmp_path / "sources.list.d/debian.sources", """\
Types: deb
# a comment
URIs: http://mirror.example/debian
Suites: bookworm
 bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
""")
    assert debian.mirror(tmp_path) == "http://mirror.example/debian"


def test_the_mirror_in_a_line(tmp_path):
    write(tmp_path / "sources.list", "# deb http://old.example/debian sarge main\n"
                                     "deb [arch=amd64] http://mirror.example/debian trixie main contrib # ours\n")
    assert debian.mirror(tmp_path) == "http://mirror.example/debian"


@pytest.mark.parametrize("line", [
    "deb http://archive.example/ubuntu noble main",
    "deb [signed-by=/etc/apt/keyrings/vendor.gpg] http://vendor.example/debian stable main",
    "deb http://security.example/debian bookworm-security main",
    "deb-src http://mirror.example/debian bookworm main",
])
def test_other_archives_are_no_mirror_of_debian(tmp_path, line):
    write(tmp_path / "sources.list.d/other.list", line + "\n")
    assert debian.mirror(tmp_path) is None


def test_a_disabled_stanza_does_not_count(tmp_path):
    write(tmp_path / "sources.list.d/debian.sources",
          "Types: deb\nEnabled: no\nURIs: http://mirror.example/debian\nSuites: sid\nComponents: main\n")
    assert debian.mirror(tmp_path) is None


def test_without_apt_the_package_is_unavailable(clinic_home, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda program: None)
    with pytest.raises(debian.Unavailable, match="needs apt-get, which is not here"):
        debian.fetch_odoo(clinic_home / "odoo")


@pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="only a Debian has packages to unpack")
def test_a_broken_download_is_deleted_and_said(clinic_home, tmp_path):
    package = make_package(tmp_path)
    package.write_bytes(package.read_bytes()[:-200])
    with pytest.raises(Problem, match=r"download of thing_1\.0_all\.deb was broken and is deleted: start again"):
        debian.unpack([package], clinic_home)
    assert not package.exists()


@pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="only a Debian has packages to unpack")
def test_a_whole_download_is_unpacked(clinic_home, tmp_path):
    debian.unpack([make_package(tmp_path)], clinic_home)
    assert (clinic_home / "usr/share/thing").stat().st_size == 4096


def make_package(folder):
    """A small package of Debian's kind."""
    write(folder / "thing/DEBIAN/control",
          "Package: thing\nVersion: 1.0\nArchitecture: all\nMaintainer: A <a@example.com>\nDescription: a thing\n")
    write(folder / "thing/usr/share/thing", "x" * 4096)
    package = folder / "thing_1.0_all.deb"
    subprocess.run(["dpkg-deb", "--build", str(folder / "thing"), str(package)], check=True, capture_output=True)
    return package
