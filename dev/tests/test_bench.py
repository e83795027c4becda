"""The benchmarks work, and their generated clinic adds up. How fast anything is, is not looked at here."""
import json
import subprocess
import sys

import pytest

from bench import databases, memory
from bench.data import Size
from bench.measure import Report, Sample, Way, alternate, ratio
from dev.folder import REPOSITORY

TINY = Size(patients=60, invoices=120, lines=300, orders=60, cards=80, movements=160)


def ways(ours, theirs):
    return [Way(name, None, [Sample(each, 1) for each in times]) for name, times in (("we", ours), ("they", theirs))]


def test_a_ratio_comes_with_its_interval():
    ours, theirs = ways([2.0, 2.2, 1.8, 2.1, 1.9], [1.0, 1.1, 0.9, 1.05, 0.95])
    value, low, high = ratio(ours, theirs)
    assert value == pytest.approx(2.0)
    assert 1.5 < low <= value <= high < 2.5


def test_ways_are_measured_in_turn():
    asked = []
    first, second = (Way(name, lambda name=name: asked.append(name) or Sample(1.0)) for name in "ab")
    alternate(3, first, second, between=lambda: asked.append("-"), warm_up=1)
    rounds = "".join(asked).split("-")[1:]
    assert [sorted(each) for each in rounds] == [["a", "b"]] * 4
    assert len(first.samples) == len(second.samples) == 3  # the first round only warms up


def test_what_does_not_hold_is_said(capsys):
    report = Report("name")
    ours, theirs = ways([2.0, 2.0, 2.0], [1.0, 1.0, 1.0])
    report.compare("slower", ours, theirs, at_most=1.03)
    report.compare("allowed anyway", ours, theirs, at_most=1.03, milliseconds=1500)
    report.compare("not fast enough", ours, theirs, at_least=3)
    assert [line["holds"] for line in report.lines] == [False, True, False]
    assert "DOES NOT HOLD" in capsys.readouterr().out


def test_several_processes_are_pooled_and_their_differences_widen_the_interval():
    reports = []
    for slower in (1.0, 1.2, 0.8, 1.1, 0.9):
        report = Report("name", printed=False)
        report.compare("time", *ways([2.0 * slower, 2.02 * slower, 1.98 * slower], [1.0, 1.01, 0.99]), at_most=2.1)
        report.figure("queries more", slower)
        report.check("adds up", slower < 1.2, detail=f"{slower}")
        reports.append(report)
    time, figure, check = Report.pooled(reports).lines
    assert time["ratio"] == pytest.approx(2.0)
    assert (time["rounds"], time["processes"], time["holds"]) == (15, 5, True)
    low, high = time["interval"]
    assert low < 1.9 and high > 2.1, "as sure as one process would be of itself"
    assert figure["value"] == 1.2
    assert not check["holds"]


def test_memory_is_judged_only_after_rounds_enough_to_exceed_what_is_wanted(monkeypatch):
    kept = iter(range(100))
    monkeypatch.setattr(memory, "megabytes", lambda: 20 * next(kept))
    report = Report("name")
    for rounds in (20, memory.FEWEST_ROUNDS):
        memory.report_growth(report, "checks", lambda _number: None, rounds)
    few, enough = report.lines
    assert (few["wanted"], few["holds"], "not judged" in few["what"]) == ("", True, True)
    assert (enough["value"], enough["wanted"], enough["holds"]) == (20, "at most 10 MB", False)


def test_the_generated_clinic_adds_up(odoo, odoo_sql):
    """Making it fails when an entry does not balance, or a total is not that of its lines."""
    name = databases.stage(odoo, "category", TINY)
    counts = {
        "res_partner WHERE name LIKE 'Patient %' AND patient_category_id IS NOT NULL": TINY.patients,
        "account_move WHERE state = 'posted' AND name LIKE '%INV/%/%'": TINY.invoices + 1,  # and the one that is cloned
        "account_move_line WHERE display_type = 'product' AND posted_cost_origin = 'order'": TINY.lines + 1,
        "sale_order WHERE state = 'sale'": TINY.orders + 1,
    }
    assert {table: int(odoo_sql(name, f"SELECT COUNT(*) FROM {table}")[0]) for table in counts} == counts


def test_benchmarks_say_what_they_saw(odoo, tmp_path):
    databases.stage(odoo, "category", TINY)
    file = tmp_path / "figures.json"
    sizes = [f"--{name}={value}" for name, value in vars(TINY).items()]
    environment = odoo.popen_options()["env"]
    environment["PYTHONPATH"] = f"{REPOSITORY}:{environment['PYTHONPATH']}"
    done = subprocess.run(
        [sys.executable, "-m", "bench", "confirm", "profitability", "--rounds=1", f"--json={file}", *sizes],
        cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )
    assert done.returncode == 0, done.stdout
    figures = json.loads(file.read_text(encoding="utf-8"))
    lines = {f"{line['benchmark']}: {line['what']}": line for line in figures["lines"]}
    assert figures["size"]["lines"] == TINY.lines
    confirmed = lines["confirm: one order, prepaid"]
    assert confirmed["ratio"] > 0
    assert confirmed["queries"]["with patient_category"] <= confirmed["queries"]["Odoo alone"] + 2
    assert lines["profitability: revenue is that of the invoice analysis"]["holds"]
    assert lines["profitability: revenue, cost, invoices and patients are what the journal items say"]["holds"]
