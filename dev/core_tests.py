"""`make core-tests`: Odoo's own post-install tests with our addons and without them, compared.

A handful of Odoo's tests fail on a plain installation as well, so what counts is the difference: no test may
fail, or vanish, because our addons are there. Both sides have the same modules of Odoo's and no demo data.

Each module's outcome is kept: an interrupted command goes on where it was, and the side without our addons
runs again only when Odoo or its requirements changed.
"""
import json
import re
import subprocess
import time
from collections import Counter
from dataclasses import asdict, dataclass, field

from .addons import addons, dependencies, file_hashes
from .folder import hash_of, home, lock
from .messages import Problem, Progress, say, stopping
from .odoo import free_port
from .system_packages import require_programs
from .templates import template

MODULES = ("product", "sale", "sale_management", "account_payment", "loyalty", "sale_loyalty")
PREFIX = "clinic_core_"

_LINE = re.compile(r"^\S+ \S+ \d+ (?P<level>[A-Z]+) \S+ (?P<logger>[\w.]+): (?P<message>.*)")
_STARTING = re.compile(r"Starting (?P<test>\S+) \.\.\.")
_SKIPPED = re.compile(r"skipped (?P<test>\S+) :")
_FAILED = re.compile(r"(?:FAIL|ERROR): (?:Subtest )?(?P<test>\S+)(?: \((?P<holder>[\w.]+)\))?")
_FINISHED = re.compile(r"\d+ post-tests in ")


@dataclass
class Outcome:
    """What became of a module's tests. A test is named as `--test-tags` selects it."""
    ran: list = field(default_factory=list)
    failed: dict = field(default_factory=dict)  # {test: how often}; a test of several parts may fail in each
    seconds: float = 0.0


@dataclass
class Difference:
    """What our addons change: `new` fail more often with them, `vanished` run without them only."""
    new: list
    vanished: list
    mended: list

    @property
    def is_harmless(self):
        return not self.new and not self.vanished


def core_tests(odoo, modules=()):
    """Run what has not run yet, print the comparison; returns the exit status of the command."""
    unknown = set(modules) - set(MODULES)
    if unknown:
        raise Problem(f"{', '.join(sorted(unknown))}: not among the modules whose tests are compared. "
                      f"Choose from {', '.join(MODULES)}.")
    require_programs()
    with lock("core-tests"), Side(odoo, ()) as without, Side(odoo, addons()) as ours:
        harmless = True
        for module in modules or MODULES:
            outcomes = without.outcome(module), ours.outcome(module)
            difference = _confirmed(without, ours, compare(*outcomes))
            _report(module, *outcomes, difference)
            harmless = harmless and difference.is_harmless
    say("\nOur addons change nothing in Odoo's own tests." if harmless else
        "\nOdoo's own tests do not pass as they do without our addons.")
    return 0 if harmless else 1


def compare(without, ours):
    """What differs between the outcomes of the same tests."""
    gone = set(without.ran) - set(ours.ran)
    worse = {test for test, count in ours.failed.items() if count > without.failed.get(test, 0)}
    better = {test for test, count in without.failed.items() if count > ours.failed.get(test, 0)}
    # A class that cannot be set up runs no tests: its failure says it all.
    classes = {test.removesuffix(SET_UP) for test in worse if test.endswith(SET_UP)}
    vanished = {test for test in gone if test.rpartition(".")[0] not in classes}
    return Difference(sorted(worse), sorted(vanished), sorted(better - gone))


SET_UP = ".setUpClass"


def read_outcome(lines, seconds=0.0):
    """The outcome that Odoo's log tells; raise `Problem` when the tests did not run to their end."""
    ran, failed, finished = [], Counter(), False
    for line in lines:
        if not (parts := _LINE.match(line)):
            continue
        message = parts["message"]
        if match := _STARTING.match(message):
            ran.append(_name(parts["logger"], match["test"]))
        elif match := _SKIPPED.match(message):
            name = _name(parts["logger"], match["test"])
            if name in ran:
                ran.remove(name)
        elif parts["level"] == "ERROR" and (match := _FAILED.match(message)):
            # A class that cannot be set up is named by its module and class, behind the step.
            name = _name(parts["logger"], match["test"])
            if match["holder"]:
                module, _dot, test_class = match["holder"].rpartition(".")
                name = _name(module, test_class + SET_UP)
            failed[name] += 1
        elif _FINISHED.match(message):
            finished = True
    if not finished:
        raise Problem("Odoo's tests did not run to their end.")
    return Outcome(sorted(ran), dict(sorted(failed.items())), round(seconds, 1))


def _name(logger, test):
    """/module:Class.method, as `--test-tags` wants it."""
    parts = logger.split(".")
    module = parts[2] if parts[:2] == ["odoo", "addons"] else logger
    return f"/{module}:{test}"


class Side:
    """Odoo's modules without ours or with them, and the database their tests run in.

    All modules are tested in the same database, which is made when the first of them needs it and dropped when
    the block ends: tests roll back, and the web client's bundles, which Odoo builds before them, stay.
    """

    def __init__(self, odoo, ours):
        self.odoo = odoo
        self.kind = "with" if ours else "without"
        self.title = f"{self.kind} our addons"
        self.modules = sorted({*dependencies(addons()), *MODULES, *ours})
        hashes = file_hashes() if ours else {}
        self.key = hash_of(odoo.identity, self.modules, sorted(hashes.items()))
        self.name = f"{PREFIX}{self.kind}"
        self._has_database = False

    def __enter__(self):
        self.odoo.drop_database(self.name)  # of a command that was killed
        return self

    def __exit__(self, *exception):
        self.odoo.drop_database(self.name)

    def outcome(self, module):
        """The kept outcome of a module's tests, else a new one."""
        kept = home() / "core-tests" / f"{module}-{self.kind}-{self.key}.json"
        if not kept.exists():
            outcome = self.run(f"Tests of {module} {self.title}", [f"/{module}"])
            if not outcome.ran:
                raise Problem(f"Odoo's {module} came without its tests: name an Odoo that has them in ODOO_HOME.")
            self._keep(outcome, kept)
            for older in kept.parent.glob(f"{module}-{self.kind}-*.json"):
                if older != kept:
                    older.unlink()
        return Outcome(**json.loads(kept.read_text(encoding="utf-8")))

    @staticmethod
    def _keep(outcome, path):
        path.parent.mkdir(exist_ok=True)
        unfinished = path.with_suffix(".unfinished")
        unfinished.write_text(json.dumps(asdict(outcome), indent=1), encoding="utf-8")
        unfinished.rename(path)

    def run(self, title, tags):
        """The outcome of the tests that `--test-tags` selects."""
        if not self._has_database:
            self.odoo.copy_database(template(self.odoo, self.modules), self.name)
            self._has_database = True
        log = home() / "logs" / f"{self.name}-{hash_of(*tags)}.log"
        command = self.odoo.command(
            self.odoo.config_file("core-tests"), self.name, "--test-enable", f"--test-tags={','.join(tags)}",
            "--stop-after-init", f"--http-port={free_port()}")
        begin, count = time.monotonic(), 0
        with Progress(title) as progress, open(log, "w", encoding="utf-8") as log_file:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                       stderr=subprocess.STDOUT, text=True, errors="replace",
                                       **self.odoo.popen_options())
            with stopping(process):
                for line in process.stdout:
                    log_file.write(line)
                    if match := _STARTING.search(line):
                        count += 1
                        progress.detail = f"{count}: {match['test']}"
                process.wait()  # its status tells whether tests failed, which is for us to judge
        try:
            return read_outcome(log.read_text(encoding="utf-8").splitlines(), time.monotonic() - begin)
        except Problem as problem:
            raise Problem(f"{problem} See {log}.") from None


def _confirmed(without, ours, difference):
    """`difference` without what a busy machine did: the tests that differ run once more on both sides, alone."""
    if not difference.new:
        return difference
    tags = [test.removesuffix(SET_UP) for test in difference.new]
    again = compare(*(side.run(f"Once more {side.title}: {', '.join(tags)}", tags) for side in (without, ours)))
    for test in set(difference.new) - set(again.new):
        say(f"    failed once and not again: {test}")
    return Difference(again.new, difference.vanished, difference.mended)


def _report(module, without, ours, difference):
    say(f"\n{module}: without our addons {len(without.failed)} of {len(without.ran)} tests fail "
        f"({without.seconds:.0f} s), with them {len(ours.failed)} of {len(ours.ran)} ({ours.seconds:.0f} s)")
    for title, tests in (
        ("fails with our addons only", difference.new),
        ("does not run with our addons", difference.vanished),
        ("fails without our addons only", difference.mended),
    ):
        for test in tests:
            say(f"    {title}: {test}")
