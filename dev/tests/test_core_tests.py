"""`make core-tests` finds what our addons break in Odoo's own tests, and blames them for nothing else."""
import pytest

from dev import core_tests
from dev.core_tests import Outcome, compare, read_outcome
from dev.messages import Problem

LOG = """\
2026-11-24 10:00:00,000 42 INFO db odoo.addons.sale.tests.test_order: Starting TestOrder.test_total ...
2026-11-24 10:00:01,000 42 INFO db odoo.addons.sale.tests.test_order: Starting TestOrder.test_parts ...
2026-11-24 10:00:01,000 42 ERROR db odoo.addons.sale.tests.test_order: FAIL: Subtest TestOrder.test_parts (part='a b')
Traceback (most recent call last):
AssertionError: 1 != 2
2026-11-24 10:00:01,000 42 ERROR db odoo.addons.sale.tests.test_order: ERROR: Subtest TestOrder.test_parts (part='c')
2026-11-24 10:00:02,000 42 INFO db odoo.addons.sale.tests.test_tour: Starting TestTour.test_tour ...
2026-11-24 10:00:02,000 42 INFO db odoo.addons.sale.tests.test_tour: skipped TestTour.test_tour : no browser
2026-11-24 10:00:03,000 42 ERROR db odoo.tests.suite: ERROR: setUpClass (odoo.addons.sale.tests.test_pay.TestPay)
2026-11-24 10:00:03,000 42 ERROR db odoo.http: Exception during request handling.
2026-11-24 10:00:04,000 42 INFO db odoo.service.server: 3 post-tests in 4.00s, 100 queries
""".splitlines()


def test_what_the_log_tells():
    outcome = read_outcome(LOG, 4)
    assert outcome.ran == ["/sale:TestOrder.test_parts", "/sale:TestOrder.test_total"], "a skipped test did not run"
    assert outcome.failed == {"/sale:TestOrder.test_parts": 2, "/sale:TestPay.setUpClass": 1}


def test_tests_that_ended_early_prove_nothing():
    with pytest.raises(Problem, match="did not run to their end"):
        read_outcome(LOG[:-1])


@pytest.mark.parametrize("ours, new, vanished, mended", [
    (Outcome(["a.x", "b.y"], {"a.x": 1}), [], [], []),
    (Outcome(["a.x", "b.y"], {"a.x": 1, "b.y": 1}), ["b.y"], [], []),
    (Outcome(["a.x", "b.y"], {"a.x": 2}), ["a.x"], [], []),
    (Outcome(["a.x"], {"a.x": 1}), [], ["b.y"], []),
    (Outcome(["a.x"], {"a.x": 1, "b.setUpClass": 1}), ["b.setUpClass"], [], []),
    (Outcome(["a.x", "b.y", "c.z"], {}), [], [], ["a.x"]),
])
def test_what_our_addons_change(ours, new, vanished, mended):
    difference = compare(Outcome(["a.x", "b.y"], {"a.x": 1}), ours)
    assert (difference.new, difference.vanished, difference.mended) == (new, vanished, mended)
    assert difference.is_harmless == (not new and not vanished)


def test_a_module_whose_tests_are_not_compared():
    with pytest.raises(Problem, match="stock: not among the modules .* Choose from product, sale"):
        core_tests.core_tests(None, ["sale", "stock"])


class FakeRuns:
    """Outcomes instead of runs of Odoo, which take many minutes: {(kind of side, tags): outcome}."""

    def __init__(self, monkeypatch, outcomes):
        self.outcomes, self.asked = outcomes, []
        monkeypatch.setattr(core_tests, "MODULES", ("product", "sale"))
        monkeypatch.setattr(core_tests, "require_programs", lambda: None)
        monkeypatch.setattr(core_tests.Side, "run", lambda side, title, tags: self.run(side, tags))

    def run(self, side, tags):
        assert ("patient_category" in side.modules) == (side.kind == "with")
        self.asked.append((side.kind, *tags))
        outcome = self.outcomes[(side.kind, *tags)]
        if isinstance(outcome, Problem):
            raise outcome
        return outcome


class FakeOdoo:
    identity = "odoo"

    def drop_database(self, name):
        assert name.startswith(core_tests.PREFIX)


WITHOUT, WITH = "without", "with"
FINE = Outcome(["/product:T.a"], {})
FAILS = Outcome(["/sale:T.b"], {"/sale:T.b": 1})
PASSES = Outcome(["/sale:T.b"], {})


def test_an_interrupted_command_goes_on_where_it_was(clinic_home, monkeypatch):
    runs = FakeRuns(monkeypatch, {
        (WITHOUT, "/product"): FINE, (WITH, "/product"): FINE,
        (WITHOUT, "/sale"): PASSES, (WITH, "/sale"): Problem("the power went"),
    })
    with pytest.raises(Problem):
        core_tests.core_tests(FakeOdoo())
    runs.asked.clear()
    runs.outcomes[WITH, "/sale"] = PASSES
    assert core_tests.core_tests(FakeOdoo()) == 0
    assert runs.asked == [(WITH, "/sale")]

    monkeypatch.setattr(core_tests, "file_hashes", lambda: {"patient_category": "changed"})
    runs.asked.clear()
    assert core_tests.core_tests(FakeOdoo()) == 0
    assert runs.asked == [(WITH, "/product"), (WITH, "/sale")], "nothing runs anew without our addons"


@pytest.mark.parametrize("alone, status, words", [
    (FAILS, 1, "fails with our addons only: /sale:T.b"),
    (PASSES, 0, "failed once and not again: /sale:T.b"),
])
def test_a_test_that_fails_with_us_only_is_run_once_more(clinic_home, monkeypatch, capsys, alone, status, words):
    FakeRuns(monkeypatch, {
        (WITHOUT, "/product"): FINE, (WITH, "/product"): FINE,
        (WITHOUT, "/sale"): PASSES, (WITH, "/sale"): FAILS,
        (WITHOUT, "/sale:T.b"): PASSES, (WITH, "/sale:T.b"): alone,
    })
    assert core_tests.core_tests(FakeOdoo()) == status
    assert words in capsys.readouterr().out
