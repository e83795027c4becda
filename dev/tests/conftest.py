import shutil
import tempfile
from pathlib import Path

import pytest

from dev.folder import create_home


@pytest.fixture
def clinic_home(monkeypatch):
    """An empty project folder. It is not pytest's `tmp_path`, which PostgreSQL's user may not enter."""
    folder = Path(tempfile.mkdtemp(prefix="clinic-"))
    folder.chmod(0o755)
    monkeypatch.setenv("CLINIC_HOME", str(folder / "home"))
    yield create_home()
    shutil.rmtree(folder)
