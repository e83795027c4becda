"""Odoo's own lint tests (addon `test_lint`), on our addons only.

Left out are TestESLint (eslint is not part of the set-up), TestDocstring (it looks at Odoo's `base`
only), L10nLinter (it looks at localizations only) and the tests of the checkers themselves.
"""
import logging
import os
import subprocess
from types import SimpleNamespace
from unittest.mock import patch

import pytest

from odoo.modules import Manifest
from odoo.tools import config

from odoo.addons.test_lint.tests.test_dunderinit import TestDunderinit
from odoo.addons.test_lint.tests.test_i18n import TestI18n
from odoo.addons.test_lint.tests.test_index import TestIndex
from odoo.addons.test_lint.tests.test_jstranslate import TestJsTranslations
from odoo.addons.test_lint.tests.test_manifests import ManifestLinter
from odoo.addons.test_lint.tests.test_markers import TestConflictMarkers
from odoo.addons.test_lint.tests.test_naming import TestNaming
from odoo.addons.test_lint.tests.test_onchange_domains import TestOnchangeDomains
from odoo.addons.test_lint.tests.test_orm_import import TestDunderinit as TestOrmImport
from odoo.addons.test_lint.tests.test_override_signatures import TestLintOverrideSignatures
from odoo.addons.test_lint.tests.test_pofile import PotLinter
from odoo.addons.test_lint.tests.test_pylint import TestPyLint
from odoo.addons.test_lint.tests.test_routes import RoutesLinter
from odoo.addons.test_lint.tests.test_test_holes import TestTestHoles

from dev.addons import BRIDGES, NAMES, addons
from dev.folder import REPOSITORY

__all__ = [
    "ManifestLinter", "PotLinter", "RoutesLinter", "TestConflictMarkers", "TestDunderinit", "TestI18n", "TestIndex",
    "TestJsTranslations", "TestLintOverrideSignatures", "TestNaming", "TestOnchangeDomains", "TestOrmImport",
    "TestPyLint", "TestTestHoles",
]
TESTS = "odoo.addons.test_lint.tests"


@pytest.fixture(scope="module", autouse=True)
def only_our_addons():
    """Show our addons alone to tests that look at everything they find."""
    manifests = list(filter(None, map(Manifest.for_addon, addons(names=(*NAMES, *BRIDGES)))))
    if not manifests:
        pytest.fail("There is no addon to look at.")

    def walk_the_repository(path):
        return os.walk(path) if os.path.realpath(path) == str(REPOSITORY) else ()

    def run_pylint(command, **options):
        # A comment that silences a message of pylint-odoo is unknown to the pylint of this test.
        return subprocess.run([*command, "--disable=unknown-option-value"], check=False, **options)

    with patch.object(Manifest, "all_addon_manifests", lambda: manifests), \
            patch(f"{TESTS}.test_pofile.get_modules", lambda: list(addons())), \
            patch(f"{TESTS}.test_markers.os", SimpleNamespace(path=os.path, walk=walk_the_repository)), \
            patch(f"{TESTS}.test_pylint.subprocess", SimpleNamespace(run=run_pylint)), \
            patch.object(config, "root_path", manifests[0].path):  # what TestPyLint reads besides addons
        yield


@pytest.fixture(autouse=True)
def warnings_fail():
    """Some of these tests only log what they find; on Odoo's own test servers that is a failure."""
    found = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: found.append(record.getMessage())
    logger = logging.getLogger("odoo.addons.test_lint")
    level = logger.level
    logger.setLevel(logging.WARNING)
    logger.addHandler(handler)
    yield
    logger.removeHandler(handler)
    logger.setLevel(level)
    if found:
        pytest.fail("\n".join(found), pytrace=False)
