"""Two ways measured in turn: medians, their ratio and how sure it is."""
import gc
import json
import random
import statistics
import time
from dataclasses import dataclass, field

RESAMPLES = 2000


@dataclass(frozen=True)
class Sample:
    seconds: float
    queries: int = 0


@dataclass
class Way:
    """One of the ways that are compared: each call of `run` does the work once and returns a `Sample`."""
    name: str
    run: callable
    samples: list = field(default_factory=list)

    @property
    def seconds(self):
        return [sample.seconds for sample in self.samples]

    @property
    def median(self):
        return statistics.median(self.seconds)

    @property
    def queries(self):
        """As often as not, that is: what is counted once only, such as a full cache, is left out."""
        return statistics.mode(sample.queries for sample in self.samples)


def timed(work, cursor=None):
    """Do `work()` once. Rubbish of what came before is collected first, or a random one would pay for it."""
    gc.collect()
    queries = cursor.sql_log_count if cursor else 0
    start = time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    return Sample(seconds, (cursor.sql_log_count if cursor else 0) - queries)


def alternate(rounds, *ways, between=lambda: None, warm_up=2):
    """Ask each of `ways` once a round, in changing order; `between` is done before each round."""
    draw = random.Random(19)
    for number in range(-warm_up, rounds):
        between()
        for way in draw.sample(ways, len(ways)):
            sample = way.run()
            if number >= 0:
                way.samples.append(sample)


def ratio(first, second):
    """How many times the median of `first` that of `second` is, and its 95 % interval.

    Rounds are drawn as they were measured, both ways together: a busy second disturbs both.
    """
    pairs = list(zip(first.seconds, second.seconds, strict=True))
    draw = random.Random(19)
    resampled = sorted(_ratio(draw.choices(pairs, k=len(pairs))) for _number in range(RESAMPLES))
    return _ratio(pairs), resampled[int(RESAMPLES * 0.025)], resampled[int(RESAMPLES * 0.975) - 1]


def _ratio(pairs):
    firsts, seconds = zip(*pairs, strict=True)
    return statistics.median(firsts) / statistics.median(seconds)


class Report:
    """The lines of a benchmark: printed as they come, kept for JSON."""

    def __init__(self, name):
        self.name = name
        self.lines = []

    def compare(self, what, ours, theirs, *, at_most=None, at_least=None, milliseconds=0.0, more_queries=None):
        """Add a comparison of two ways that were measured in turn.

        :param ours: the way whose time (or, with `at_least`, whose speed) is wanted
        :param theirs: what it is compared with
        :param at_most: wanted: at most so many times the time of `theirs`
        :param at_least: wanted: at least so many times faster than `theirs`
        :param milliseconds: more than `theirs` that are allowed whatever `at_most` says
        :param more_queries: wanted: at most so many queries more than `theirs`
        """
        faster = at_least is not None
        value, low, high = ratio(theirs, ours) if faster else ratio(ours, theirs)
        more = ours.queries - theirs.queries
        more_time = (ours.median - theirs.median) * 1000
        holds = value >= at_least if faster else at_most is None or value <= at_most or more_time <= milliseconds
        holds = holds and (more_queries is None or more <= more_queries)
        wanted = [f"at least {at_least:g} times faster"] if faster else []
        if at_most is not None:
            wanted.append(f"at most × {at_most:g}" + (f" or {milliseconds:g} ms" if milliseconds else ""))
        if more_queries is not None:
            wanted.append(f"at most {more_queries} queries more")
        self._add(
            what,
            holds,
            {
                theirs.name: f"{_time(theirs.median)}, {theirs.queries} queries",
                ours.name: f"{_time(ours.median)}, {ours.queries} queries",
                "faster" if faster else "ratio": f"{value:.3f} ({low:.3f} to {high:.3f})",
            },
            ", ".join(wanted),
            ratio=value,
            interval=[low, high],
            rounds=len(ours.samples),
            seconds={theirs.name: theirs.median, ours.name: ours.median},
            queries={theirs.name: theirs.queries, ours.name: ours.queries},
        )

    def figure(self, what, value, unit="", *, at_most=None):
        """Add a figure that stands for itself."""
        text = f"{value:,.2f}" if isinstance(value, float) else f"{value:,}"
        wanted = "" if at_most is None else f"at most {at_most:g} {unit}"
        holds = at_most is None or value <= at_most
        self._add(what, holds, {"seen": f"{text} {unit}".strip()}, wanted, value=value, unit=unit)

    def check(self, what, holds, detail=""):
        """Add something that is so or is not."""
        self._add(what, bool(holds), {"seen": detail or ("yes" if holds else "no")}, "yes")

    def _add(self, what, holds, seen, wanted, **values):
        line = {"benchmark": self.name, "what": what, "wanted": wanted, "holds": holds, **values}
        self.lines.append(line)
        print(f"  {what}", flush=True)
        for name, text in seen.items():
            print(f"      {name:<24}{text}")
        if wanted:
            print(f"      {'wanted':<24}{wanted}: {'holds' if holds else 'DOES NOT HOLD'}", flush=True)


def _time(seconds):
    return f"{seconds * 1000:.1f} ms" if seconds < 10 else f"{seconds:.1f} s"


def summary(lines):
    """All lines of a run as a table."""
    rows = [("", "ratio", "95 %", "queries", "wanted", "")]
    for line in lines:
        queries = "/".join(map(str, line["queries"].values())) if "queries" in line else ""
        value = f"{line['ratio']:.3f}" if "ratio" in line else f"{line.get('value', '')}"
        low_high = "–".join(f"{end:.3f}" for end in line["interval"]) if "interval" in line else ""
        rows.append(
            (f"{line['benchmark']}: {line['what']}", value, low_high, queries, line["wanted"], _verdict(line))
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)) for row in rows)


def _verdict(line):
    if not line["wanted"]:
        return ""
    return "holds" if line["holds"] else "DOES NOT HOLD"


def as_json(lines, **facts):
    return json.dumps({**facts, "lines": lines}, indent=2, default=str)
