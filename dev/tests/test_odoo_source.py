"""Odoo is found where it is, fetched where it is not, and never half there."""
import os
import subprocess

import pytest

from dev import debian, odoo_source
from dev.messages import Problem


def make_odoo(folder, version=(19, 0), addons="addons"):
    """The few files by which an Odoo is known."""
    release = folder / "odoo" / "release.py"
    release.parent.mkdir(parents=True)
    release.write_text(f"version_info = ({version[0]}, {version[1]}, 0, 'final', 0, '')\n")
    manifest = folder / addons / "web" / "__manifest__.py"
    manifest.parent.mkdir(parents=True)
    manifest.write_text("{}")
    (folder / "odoo" / "addons" / "base").mkdir(parents=True)
    return folder


def named(monkeypatch, folder):
    monkeypatch.setenv("ODOO_HOME", str(folder))
    return odoo_source.odoo_source()


def test_odoo_home_names_a_checkout(clinic_home, monkeypatch, tmp_path):
    source = named(monkeypatch, make_odoo(tmp_path / "checkout"))
    assert source.python_path == tmp_path / "checkout"
    assert source.addons_paths == (tmp_path / "checkout/addons", tmp_path / "checkout/odoo/addons")


@pytest.mark.parametrize("named_folder", ["root", "root/usr/lib/python3/dist-packages",
                                          "root/usr/lib/python3/dist-packages/odoo"])
def test_odoo_home_names_an_installed_package(clinic_home, monkeypatch, tmp_path, named_folder):
    package = make_odoo(tmp_path / "root/usr/lib/python3/dist-packages", addons="odoo/addons")
    source = named(monkeypatch, tmp_path / named_folder)
    assert source.python_path == package
    assert source.addons_paths == (package / "odoo/addons",)


def test_odoo_home_that_is_not_there(clinic_home, monkeypatch, tmp_path):
    with pytest.raises(Problem, match="not a folder: set it to a checkout"):
        named(monkeypatch, tmp_path / "nowhere")


def test_odoo_home_without_odoo(clinic_home, monkeypatch, tmp_path):
    with pytest.raises(Problem, match="there is no Odoo in it: set it to"):
        named(monkeypatch, tmp_path)


def test_odoo_home_of_another_series(clinic_home, monkeypatch, tmp_path):
    with pytest.raises(Problem, match=r"it holds Odoo 18\.0: set it to"):
        named(monkeypatch, make_odoo(tmp_path / "old", version=(18, 0)))


@pytest.fixture
def no_package(monkeypatch):
    monkeypatch.delenv("ODOO_HOME", raising=False)

    def unavailable(target):
        raise debian.Unavailable("Debian's sid no longer has the package odoo-19")

    monkeypatch.setattr(debian, "fetch_odoo", unavailable)


@pytest.fixture
def repository(monkeypatch, tmp_path):
    """A repository like Odoo's own, to be cloned without a network."""
    folder = make_odoo(tmp_path / "upstream")
    git = ["git", "-C", str(folder), "-c", "user.name=Test", "-c", "user.email=test@example.com"]
    for arguments in (["init", "--quiet", "--initial-branch=19.0"], ["add", "."], ["commit", "--quiet", "-m", "Odoo"]):
        subprocess.run([*git, *arguments], check=True)
    monkeypatch.setattr(odoo_source, "REPOSITORY_URL", folder.as_uri())


def test_without_the_package_odoo_is_cloned_and_kept(clinic_home, no_package, repository, monkeypatch):
    source = odoo_source.odoo_source()
    assert source.python_path == clinic_home / "odoo"
    monkeypatch.setattr(odoo_source, "REPOSITORY_URL", "file:///nowhere")
    assert odoo_source.odoo_source() == source, "the second run fetches nothing"


def test_without_package_and_network_one_sentence_says_what_to_do(clinic_home, no_package, monkeypatch):
    monkeypatch.setattr(odoo_source, "REPOSITORY_URL", "file:///nowhere")
    with pytest.raises(Problem, match=r"no longer has the package odoo-19, and .* set ODOO_HOME"):
        odoo_source.odoo_source()
    assert not (clinic_home / "odoo").exists()


def test_without_package_and_git_one_sentence_says_what_to_do(clinic_home, no_package, monkeypatch):
    monkeypatch.setenv("PATH", os.devnull)
    with pytest.raises(Problem, match="no git to clone Odoo with: install git, or set ODOO_HOME"):
        odoo_source.odoo_source()


def test_an_interrupted_fetch_is_taken_up_again(clinic_home, no_package, repository, monkeypatch):
    fetch = odoo_source.run_with_progress

    def interrupted(*arguments, **options):
        fetch(*arguments, **options)
        raise KeyboardInterrupt

    monkeypatch.setattr(odoo_source, "run_with_progress", interrupted)
    with pytest.raises(KeyboardInterrupt):
        odoo_source.odoo_source()
    assert not (clinic_home / "odoo").exists(), "what is not complete does not have the final name"
    monkeypatch.setattr(odoo_source, "run_with_progress", fetch)
    assert odoo_source.odoo_source().python_path == clinic_home / "odoo"
