"""Databases to copy for tests: made once per set of modules, kept until something in them changes."""
import time

from . import database
from .addons import addons, dependencies, file_hashes
from .folder import hash_of, lock

PREFIX = "clinic_template_"
KEPT = 2  # of each set of modules: as many clones, or states of one, take turns without making them anew


def template(odoo, modules, demo=False):
    """The name of a database in which `modules` are installed: to be copied, never to be worked in.

    Ours among the modules are installed in a copy of a template of those they depend on, which takes
    minutes to make and seldom changes.
    """
    modules = sorted(set(modules))
    hashes = {name: value for name, value in file_hashes().items() if name in modules or _needed_by(name, modules)}
    name = f"{PREFIX}{hash_of(odoo.identity, modules, sorted(hashes.items()), demo)}"
    facts = {"modules": modules, "demo": demo}
    with lock(name):
        if not database.exists(odoo.environment, name):
            _build(odoo, name, modules, demo)
        database.remember(odoo.environment, name, {**facts, "used": time.time()})
    _prune(odoo, facts)
    return name


def _needed_by(name, modules):
    """Whether one of `modules` stands on our addon `name`."""
    manifests = addons()
    wanted = [module for module in modules if module in manifests]
    while wanted:
        for dependency in manifests[wanted.pop()]["depends"]:
            if dependency == name:
                return True
            if dependency in manifests:
                wanted.append(dependency)
    return False


def _build(odoo, name, modules, demo):
    ours = [module for module in addons() if module in modules]
    theirs = sorted({module for module in modules if module not in ours} | set(dependencies(ours)))
    unfinished = f"{name}_unfinished"
    odoo.drop_database(unfinished)
    kind = "with" if demo else "without"
    if ours:
        odoo.copy_database(template(odoo, theirs, demo), unfinished)
    else:
        database.create(odoo.environment, unfinished)
    install = ours or theirs or ["base"]
    what = ", ".join(install) if len(install) <= len(addons()) else f"{len(install)} modules of Odoo"
    odoo.set_up(f"Installing {what} {kind} demo data", unfinished, install=install, demo=demo)
    if ours and demo:  # what browser tests use
        odoo.generate_assets(unfinished)
    odoo.rename_database(unfinished, name)


def _prune(odoo, facts):
    """Drop the older templates of the same modules, such as those of addons that changed since."""
    used = {}
    for name in database.names(odoo.environment, PREFIX):
        known = database.remembered(odoo.environment, name)
        if {key: known.get(key) for key in facts} == facts:
            used[name] = known["used"]
    for name in sorted(used, key=used.get, reverse=True)[KEPT:]:
        odoo.drop_database(name)
