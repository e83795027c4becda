"""The databases that are measured: made once per size and state of the addons, and copied for each benchmark.

    plain       Odoo with what patient_category stands on, and the data
    category    a copy, in which patient_category was installed and everybody got a category
    loyalty     a copy of that with what patient_bonus stands on
    bonus       a copy of that with patient_bonus, cards and movements
"""
import dataclasses
import subprocess
import sys
import time
from contextlib import contextmanager

from dev import database
from dev.addons import dependencies, file_hashes
from dev.folder import REPOSITORY, hash_of, lock
from dev.messages import Problem, say
from dev.templates import template

PREFIX = "clinic_bench_"
STAGES = ("plain", "category", "loyalty", "bonus")


def stage(odoo, name, size):
    """The name of the database of stage `name`: to be copied, never to be worked in."""
    facts = {"stage": name, "size": dataclasses.asdict(size)}
    target = f"{PREFIX}{hash_of(*_identity(odoo, name), sorted(facts['size'].items()))}_{name}"
    with lock(target):
        if not database.exists(odoo.environment, target):
            source = _source(odoo, name, size)
            _drop_older(odoo, facts)
            start = time.monotonic()
            say(f"Making the database “{name}”, this once …")
            unfinished = f"{target}_unfinished"
            odoo.drop_database(unfinished)
            copy(odoo, source, unfinished)
            install(odoo, name, unfinished)
            _fill(odoo, name, unfinished, size)
            odoo.rename_database(unfinished, target)
            database.remember(odoo.environment, target, facts)
            say(f"  made in {time.monotonic() - start:.0f} s.")
    return target


def _identity(odoo, name):
    """What the contents of a stage depend on: this Odoo, the generator and our addons so far."""
    addons = [] if name == "plain" else ["patient_category"]
    if name == "bonus":
        addons.append("patient_bonus")
    hashes = file_hashes()
    generator = (REPOSITORY / "bench" / "data.py").read_text(encoding="utf-8")
    return [odoo.identity, generator, *(hashes[addon] for addon in addons)]


def _source(odoo, name, size):
    if name == "plain":
        return template(odoo, dependencies(["patient_category"]))
    return stage(odoo, STAGES[STAGES.index(name) - 1], size)


def install(odoo, name, target):
    """Install in `target` what distinguishes the stage from the one before it."""
    modules = {
        "plain": [],
        "category": ["patient_category"],
        "loyalty": sorted({*dependencies(["patient_bonus"])} - {*dependencies(["patient_category"])}),
        "bonus": ["patient_bonus"],
    }[name]
    if modules:
        odoo.set_up(f"Installing {', '.join(modules)}", target, install=modules, demo=False)


def _fill(odoo, name, target, size):
    """In a process of its own: its connection holds the generator's temporary tables."""
    options = odoo.popen_options()
    path = f"{REPOSITORY}:{options['env']['PYTHONPATH']}"
    command = [sys.executable, "-m", "bench.databases", name, target, *map(str, dataclasses.astuple(size))]
    if subprocess.call(command, env={**options["env"], "PYTHONPATH": path}, cwd=REPOSITORY):
        raise Problem(f"The database “{name}” could not be filled.")


def _drop_older(odoo, facts):
    """Drop what was made for this stage and size from other states of the addons."""
    for name in database.names(odoo.environment, PREFIX):
        if database.remembered(odoo.environment, name) == facts:
            odoo.drop_database(name)


def copy(odoo, source, target):
    """Copy files instead of rows: a database of some gigabytes takes seconds, and its copy is as compact."""
    database.sql(odoo.environment, f'CREATE DATABASE "{target}" TEMPLATE "{source}" STRATEGY FILE_COPY')
    database.copy_filestore(odoo.data, source, target)


@contextmanager
def work_copy(odoo, source):
    """A copy of database `source` to work in; dropped when the block ends."""
    name = f"{source}_work"
    odoo.drop_database(name)
    copy(odoo, source, name)
    try:
        yield name
    finally:
        odoo.drop_database(name)


if __name__ == "__main__":
    from bench import data
    from bench.clinic import Clinic, configure
    from dev.odoo import odoo_of_this_process

    stage_name, database_name, *numbers = sys.argv[1:]
    configure(odoo_of_this_process())
    with Clinic(database_name).request() as environment:
        generators = {
            "plain": lambda: data.generate(environment, data.Size(*map(int, numbers))),
            "category": lambda: data.classify(environment),
            "loyalty": lambda: None,
            "bonus": lambda: data.issue_cards(environment, data.Size(*map(int, numbers))),
        }
        generators[stage_name]()
        wrong = data.inconsistencies(environment.cr)
    if wrong:
        sys.exit(f"The generated data does not add up: {wrong}")
