"""The checks that need no database: ruff, pylint-odoo, manifestoo."""
import subprocess
import sys
from pathlib import Path

import pytest
from pylint_odoo.plugin import get_all_messages

from dev.addons import BRIDGES, NAMES, addons
from dev.folder import REPOSITORY

BINARIES = Path(sys.executable).parent


def check(*command):
    done = subprocess.run(list(map(str, command)), cwd=REPOSITORY, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.fail(done.stdout + done.stderr, pytrace=False)


def test_ruff():
    check(BINARIES / "ruff", "check", "--no-cache", ".")


ALL = addons(names=(*NAMES, *BRIDGES))


# Where a model has many rules, they stand in files by concern: sale_order_gate.py, res_partner_prices.py …
BY_CONCERN = "consider-merging-classes-inherited"


@pytest.mark.parametrize("addon", ALL)
def test_pylint_odoo(addon):
    """All messages of pylint-odoo. Its own configuration would enable those of OCA's choice."""
    messages = ",".join(
        name for _title, name, *_description in get_all_messages().values() if name != BY_CONCERN
    )
    check(BINARIES / "pylint", "--disable=all", f"--enable={messages}", addon)


def test_manifestoo(odoo):
    """Licences fit those of what an addon depends on, and so do development statuses."""
    if not ALL:
        return
    paths = [*odoo.source.addons_paths, REPOSITORY]
    manifestoo = [BINARIES / "manifestoo", "--odoo-series=19.0", *[f"--addons-path={path}" for path in paths],
                  "--select-include=" + ",".join(ALL)]
    check(*manifestoo, "check-licenses")
    check(*manifestoo, "check-dev-status", "--default-dev-status=Beta")
    check(*manifestoo, "list-missing")
