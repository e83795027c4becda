import shutil
from unittest import mock

import pytest

from odoo.tools import config

pytest_plugins = ["dev.testing"]


@pytest.fixture(scope="session", autouse=True)
def own_filestore(load_registry, tmp_path_factory):
    """The filestore of this worker's database.

    pytest-odoo gives each worker a database, but one filestore to all. After each class Odoo's test case removes
    the files that its database does not know: those too that another worker's transaction has just written.
    """
    from odoo.tests.common import get_db_name  # only now: it reads the configuration, which comes after this file

    filestore = tmp_path_factory.mktemp("filestore")
    shutil.copytree(config.filestore(get_db_name()), filestore, dirs_exist_ok=True)
    with mock.patch.object(config, "filestore", return_value=str(filestore)):
        yield filestore
