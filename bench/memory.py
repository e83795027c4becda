"""Resident memory of this process."""
import gc
import os
from pathlib import Path


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
