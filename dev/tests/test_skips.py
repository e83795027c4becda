"""A test that is skipped fails the run."""
import os
import subprocess
import sys

from dev.folder import REPOSITORY


def test_a_skipped_test_is_a_failed_one(tmp_path):
    (tmp_path / "test_it.py").write_text("""
import pytest, unittest
def test_function(): pytest.skip("no browser")
class TestCase(unittest.TestCase):
    @unittest.skip("not today")
    def test_method(self): pass
def test_known_fault(): pytest.xfail("known")
""")
    (tmp_path / "test_module.py").write_text("import pytest\npytest.skip('nothing here', allow_module_level=True)")
    options = ["-p", "no:odoo", "-p", "no:cacheprovider", "-p", "dev.testing", "--continue-on-collection-errors"]
    command = [sys.executable, "-m", "pytest", *options, "--rootdir", tmp_path, tmp_path]
    done = subprocess.run(command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(REPOSITORY)}, text=True,
                          capture_output=True, check=False)
    assert done.returncode == 1, done.stdout
    assert "no browser" in done.stdout
    assert "2 failed, 1 xfailed, 1 error" in done.stdout
    assert "skipped" not in done.stdout.splitlines()[-1]
