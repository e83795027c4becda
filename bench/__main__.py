"""`make bench ARGS="NAME… [options]"`."""
import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, fields, replace
from multiprocessing import get_context
from pathlib import Path

from bench import benchmarks, databases
from bench.data import SMALL, Size
from bench.measure import Report, as_json, summary
from dev.messages import Progress, say
from dev.odoo import odoo_of_this_process


def main():
    options = arguments()
    size = replace(SMALL if options.small else Size(), **{
        each.name: getattr(options, each.name) for each in fields(Size) if getattr(options, each.name) is not None
    })
    odoo = odoo_of_this_process()
    lines = []
    for name in options.benchmarks or benchmarks.BENCHMARKS:
        benchmark = benchmarks.BENCHMARKS[name]
        say(f"\n{name}: {benchmark.title}")
        with ExitStack() as copies:
            names = [
                copies.enter_context(databases.work_copy(odoo, databases.stage(odoo, stage, size)))
                for stage in benchmark.stages
            ]
            lines += run(name, names, options.rounds or benchmark.rounds_of(options.small)).lines
    say("\n" + summary(lines))
    if options.json:
        Path(options.json).write_text(as_json(lines, size=asdict(size)), encoding="utf-8")
    return 0


def arguments():
    parser = argparse.ArgumentParser(
        prog="make bench ARGS=…",
        description="What our addons cost and gain, measured against the same Odoo without them. Nothing fails for "
        "being slow: read the table.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="benchmarks (all of them, when none is named):\n"
        + "\n".join(f"  {name:<14}{each.title}" for name, each in benchmarks.BENCHMARKS.items()),
    )
    parser.add_argument("benchmarks", nargs="*", metavar="NAME", help="the benchmarks to run")
    parser.add_argument("--small", action="store_true", help="little data and few rounds: whether it works at all")
    parser.add_argument("--rounds", type=int, help="how often each way is measured (else what suits the benchmark)")
    parser.add_argument("--json", metavar="FILE", help="also write all figures there")
    for each in fields(Size):
        size = f"size of the database (else {each.default:,})"
        parser.add_argument(f"--{each.name}", type=int, metavar="N", help=size)
    options = parser.parse_args()
    unknown = [name for name in options.benchmarks if name not in benchmarks.BENCHMARKS]
    if unknown:
        parser.error(f"there is no benchmark {', '.join(unknown)}: choose from {', '.join(benchmarks.BENCHMARKS)}")
    return options


def run(name, names, rounds):
    """The report of benchmark `name`, measured in one process or in several, one after the other."""
    processes = min(benchmarks.BENCHMARKS[name].processes, rounds)
    if processes == 1:
        return in_a_process_of_its_own(benchmarks.run, name, names, rounds)
    reports = []
    with Progress(f"Measuring in {processes} processes") as progress:
        for number in range(processes):
            progress.detail = f"{number + 1}"
            reports.append(in_a_process_of_its_own(benchmarks.run, name, names, max(1, rounds // processes), False))
    return Report.pooled(reports)


def in_a_process_of_its_own(function, *values):
    """Each benchmark starts as fresh as a server: no caches, no memory that another one left."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as process:
        return process.submit(function, *values).result()


if __name__ == "__main__":
    sys.exit(main())
