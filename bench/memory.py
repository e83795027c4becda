"""Resident memory of this process."""
import gc
import os
from pathlib import Path

MOST_MEGABYTES = 10
FEWEST_ROUNDS = 1000  # fewer fill caches, and stay below that whatever each of them keeps


def megabytes():
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def growth(work, rounds):
    """Megabytes that `work(number)` took between a tenth of its `rounds` and their end."""
    early = None
    for number in range(rounds):
        if number == rounds // 10:
            early = megabytes()
        work(number)
    return megabytes() - early


def report_growth(report, what, work, rounds):
    """Add the `growth` to `report`: judged when there were rounds enough to exceed what is wanted.

    :param what: what is done each round, in the plural
    """
    grown = growth(work, rounds)
    enough = rounds >= FEWEST_ROUNDS
    report.figure(
        f"resident memory after {rounds:,} {what} less that after {rounds // 10:,}"
        + ("" if enough else f" (not judged: too few, {FEWEST_ROUNDS:,} would do)"),
        grown,
        "MB",
        at_most=MOST_MEGABYTES if enough else None,
    )
