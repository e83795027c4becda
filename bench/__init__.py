"""What our addons cost and gain, against the same Odoo without them or Odoo's plain way, in the same run.

`python3 -m bench --help`, which `make bench ARGS=…` calls, lists the benchmarks. Each is a function
`run(clinics, report)` of a module here; `databases.py` says which databases it is handed.
"""
