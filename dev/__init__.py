"""Gets Odoo, a database and a browser, and starts them. Nothing of the product is in here.

`python3 -m dev COMMAND` needs Python and its standard library only; `dev/__main__.py`
lists the commands. `dev/testing.py` has the fixtures of the tests.
"""
import sys

if sys.version_info < (3, 10):
    sys.exit("Odoo 19 needs Python 3.10 or newer, and this is Python %d.%d: "
             "name a newer one, as in `make run PYTHON=python3.12`." % sys.version_info[:2])
