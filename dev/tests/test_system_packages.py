"""Programs of the system are installed where that may be, else a sentence says what to install."""
import os

import pytest

from dev import system_packages
from dev.messages import Problem


@pytest.fixture
def bare_system(clinic_home, monkeypatch, tmp_path):
    """A PATH with nothing but an apt-get, which writes down what it is told and "installs" it."""
    apt_get = tmp_path / "apt-get"
    apt_get.write_text(f"""#!/bin/sh
echo "$@" >> {tmp_path}/told
case "$*" in *install*) for program in chromium wkhtmltopdf pdftotext; do
    printf '#!/bin/sh' > {tmp_path}/$program; /bin/chmod +x {tmp_path}/$program; done;; esac
""")
    apt_get.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def test_root_gets_them_installed_once(bare_system, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    system_packages.require_programs()
    told = (bare_system / "told").read_text()
    assert "chromium fonts-liberation poppler-utils wkhtmltopdf" in told
    assert system_packages.chromium() == str(bare_system / "chromium")
    system_packages.require_programs()
    assert (bare_system / "told").read_text() == told


def test_an_ordinary_user_is_told_what_to_install(bare_system, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(Problem, match="sudo apt-get install chromium fonts-liberation poppler-utils wkhtmltopdf"):
        system_packages.require_programs()


def test_an_installation_without_effect_is_told(bare_system, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    (bare_system / "apt-get").write_text("#!/bin/sh\n")
    with pytest.raises(Problem, match="there is still no chromium, wkhtmltopdf, pdftotext"):
        system_packages.require_programs()
