"""Our addons, as far as they are there."""
import ast

from .folder import REPOSITORY, hash_of_files

NAMES = ("patient_category", "patient_bonus", "sms_survey")
# Odoo installs these by itself where both sides are there.
BRIDGES = {"patient_category_website_sale": "patient_category"}


def addons(repository=REPOSITORY, names=NAMES):
    """{name: manifest} of our addons, each after those it depends on."""
    found = {}
    for name in names:
        manifest = repository / name / "__manifest__.py"
        if manifest.is_file():
            found[name] = ast.literal_eval(manifest.read_text(encoding="utf-8"))
    return found


def dependencies(names, repository=REPOSITORY):
    """The modules of Odoo's own that the named addons stand on, directly or through each other."""
    ours = addons(repository)
    wanted, result = list(names), set()
    while wanted:
        for dependency in ours[wanted.pop()]["depends"]:
            if dependency in ours:
                wanted.append(dependency)
            else:
                result.add(dependency)
    return sorted(result)


def file_hashes(repository=REPOSITORY):
    """{name: hash of the addon's files and its bridges'}; tests are no reason to upgrade an addon."""
    return {
        name: "".join(
            hash_of_files(repository / folder, leave_out=("tests",))
            for folder in (name, *(bridge for bridge, addon in BRIDGES.items() if addon == name))
        )
        for name in addons(repository)
    }
