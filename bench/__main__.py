"""`make bench`: what our addons cost and gain, against Odoo's plain way, in the same run.

    make bench                      one million invoice lines; making them takes some minutes, once
    LINES=50000 make bench          fewer; ROUNDS= says how often each question is asked

Nothing here fails for being slow: read the table.
"""
import os
import subprocess
import sys
from pathlib import Path

from dev import database
from dev.odoo import odoo_of_this_process
from dev.templates import template

HERE = Path(__file__).parent


def main():
    odoo = odoo_of_this_process()
    name = f"clinic_bench_{os.environ.get('LINES', '1000000')}"
    if not database.exists(odoo.environment, name):
        odoo.copy_database(template(odoo, ["patient_category"], True), name)
    options = odoo.popen_options()
    options["env"]["PROJECT"] = str(HERE.parent)
    command = odoo.command(odoo.config_file("bench"), name, "shell", "--no-http")
    with open(HERE / "profitability.py", encoding="utf-8") as script:
        return subprocess.run(command, stdin=script, check=False, **options).returncode


if __name__ == "__main__":
    sys.exit(main())
