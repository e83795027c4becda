"""The benchmarks by name."""
from dataclasses import dataclass

from bench import bonus, confirm, installation, posting, profitability, screens
from bench.clinic import Clinic, configure
from bench.measure import Report
from dev.odoo import odoo_of_this_process


@dataclass(frozen=True)
class Benchmark:
    """`run(report, *clinics, rounds)` measures on copies of the databases that `stages` name.

    The rounds are shared out to `processes`: where some per cent count, one process does not tell.
    """
    title: str
    run: callable
    stages: tuple
    rounds: int
    rounds_when_small: int = 3
    processes: int = 1

    def rounds_of(self, small):
        return self.rounds_when_small if small else self.rounds


BENCHMARKS = {
    "confirm": Benchmark(
        "confirming orders through commit, without and with patient_category",
        confirm.run, ("plain", "category"), 480, processes=24,
    ),
    "confirm-many": Benchmark(
        "confirming a hundred orders at once, without and with patient_category",
        confirm.run_many, ("plain", "category"), 16, 1, processes=8,
    ),
    "confirm-memory": Benchmark(
        "memory of a server that confirms a thousand orders", confirm.run_memory, ("category",), 1000, 20
    ),
    "screens": Benchmark(
        "the lists and the order's form as the web client asks for them, without and with patient_category",
        screens.run, ("plain", "category"), 120, processes=6,
    ),
    "installation": Benchmark(
        "installing patient_category in a database that is years old", installation.run, ("plain",), 1, 1
    ),
    "profitability": Benchmark(
        "the profitability pivot against Odoo's invoice analysis with a category column",
        profitability.run, ("category",), 15,
    ),
    "posting": Benchmark(
        "posting invoices through commit, without and with patient_category",
        posting.run, ("plain", "category"), 360, processes=12,
    ),
    "posting-many": Benchmark(
        "importing many invoices, posting them again, and two at the same moment",
        posting.run_many, ("plain", "category"), 1000, 30,
    ),
    "bonus-check": Benchmark(
        "checking bonus cards", bonus.run_checks, ("bonus",), 200
    ),
    "bonus-memory": Benchmark(
        "memory of a server that checks ten thousand cards", bonus.run_memory, ("bonus",), 10_000, 200
    ),
    "bonus-ledger": Benchmark(
        "paying invoices without and with patient_bonus, and the nightly check",
        bonus.run_ledger, ("loyalty", "bonus"), 100,
    ),
}


def run(name, databases, rounds, printed=True):
    """Run one benchmark in this process; returns its report."""
    configure(odoo_of_this_process())
    report = Report(name, printed)
    BENCHMARKS[name].run(report, *map(Clinic, databases), rounds=rounds)
    return report
