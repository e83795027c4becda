"""Two ways measured in turn: medians, their ratio and how sure it is."""
import gc
import itertools
import json
import random
import statistics
import time
from dataclasses import dataclass, field, replace

RESAMPLES = 2000


@dataclass(frozen=True)
class Sample:
    seconds: float
    queries: int = 0
    process: int = 0  # number of the process that measured it


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

    Rounds are drawn as they were measured, both ways together: a busy second disturbs both. Where several processes
    measured, the medians are those of all rounds, and processes are drawn before rounds: the same code is some per
    cent faster or slower in the next process, and more rounds in one of them do not tell.
    """
    processes = _pairs_by_process(first, second)
    draw = random.Random(19)
    resampled = sorted(
        _ratio([draw.choices(pairs, k=len(pairs)) for pairs in draw.choices(processes, k=len(processes))])
        for _number in range(RESAMPLES)
    )
    return _ratio(processes), resampled[int(RESAMPLES * 0.025)], resampled[int(RESAMPLES * 0.975) - 1]


def _pairs_by_process(first, second):
    """[[(seconds of `first`, seconds of `second`) of each round] of each process]"""
    by_process = {}
    for ours, theirs in zip(first.samples, second.samples, strict=True):
        by_process.setdefault(ours.process, []).append((ours.seconds, theirs.seconds))
    return list(by_process.values())


def _ratio(processes):
    firsts, seconds = zip(*itertools.chain.from_iterable(processes), strict=True)
    return statistics.median(firsts) / statistics.median(seconds)


@dataclass
class Comparison:
    """Two ways that were measured in turn; see `Report.compare`."""
    what: str
    ours: Way
    theirs: Way
    at_most: float | None = None
    at_least: float | None = None
    milliseconds: float = 0.0
    more_queries: int | None = None

    def pooled(self, others):
        """This one and `others`, the same of other processes, as one."""
        processes = (self, *others)
        return replace(
            self,
            ours=_pooled_way([each.ours for each in processes]),
            theirs=_pooled_way([each.theirs for each in processes]),
        )

    def line(self):
        faster = self.at_least is not None
        value, low, high = ratio(self.theirs, self.ours) if faster else ratio(self.ours, self.theirs)
        ways = (self.theirs, self.ours)
        seen = {way.name: f"{_time(way.median)}, {way.queries} queries" for way in ways}
        seen["faster" if faster else "ratio"] = f"{value:.3f} ({low:.3f} to {high:.3f})"
        return {
            "what": self.what,
            "wanted": self._wanted(),
            "holds": self._holds(value),
            "seen": seen,
            "ratio": value,
            "interval": [low, high],
            "rounds": len(self.ours.samples),
            "processes": len({sample.process for sample in self.ours.samples}),
            "seconds": {way.name: way.median for way in ways},
            "queries": {way.name: way.queries for way in ways},
        }

    def _wanted(self):
        wanted = []
        if self.at_least is not None:
            wanted.append(f"at least {self.at_least:g} times faster")
        if self.at_most is not None:
            allowed = f" or {self.milliseconds:g} ms" if self.milliseconds else ""
            wanted.append(f"at most × {self.at_most:g}{allowed}")
        if self.more_queries is not None:
            wanted.append(f"at most {self.more_queries} queries more")
        return ", ".join(wanted)

    def _holds(self, value):
        if self.more_queries is not None and self.ours.queries - self.theirs.queries > self.more_queries:
            return False
        if self.at_least is not None:
            return value >= self.at_least
        more_time = (self.ours.median - self.theirs.median) * 1000
        return self.at_most is None or value <= self.at_most or more_time <= self.milliseconds


def _pooled_way(ways):
    samples = [
        replace(sample, process=number) for number, way in enumerate(ways) for sample in way.samples
    ]
    return Way(ways[0].name, None, samples)


@dataclass
class Figure:
    """A figure that stands for itself; of several processes, the highest."""
    what: str
    value: float
    unit: str = ""
    at_most: float | None = None

    def pooled(self, others):
        return replace(self, value=max(each.value for each in (self, *others)))

    def line(self):
        text = f"{self.value:,.2f}" if isinstance(self.value, float) else f"{self.value:,}"
        return {
            "what": self.what,
            "wanted": "" if self.at_most is None else f"at most {self.at_most:g} {self.unit}".strip(),
            "holds": self.at_most is None or self.value <= self.at_most,
            "seen": {"seen": f"{text} {self.unit}".strip()},
            "value": self.value,
            "unit": self.unit,
        }


@dataclass
class Check:
    """Something that is so or is not."""
    what: str
    holds: bool
    detail: str = ""

    def pooled(self, others):
        return next((each for each in (self, *others) if not each.holds), self)

    def line(self):
        seen = self.detail or ("yes" if self.holds else "no")
        return {"what": self.what, "wanted": "yes", "holds": self.holds, "seen": {"seen": seen}}


class Report:
    """What a benchmark saw: printed as it comes, kept for JSON."""

    def __init__(self, name, printed=True):
        self.name = name
        self.printed = printed
        self.seen = []
        self.lines = []

    @classmethod
    def pooled(cls, reports):
        """What several processes saw of the same benchmark, as one report."""
        whole = cls(reports[0].name)
        for first, *others in zip(*(report.seen for report in reports), strict=True):
            whole._add(first.pooled(others))
        return whole

    def compare(self, what, ours, theirs, *, at_most=None, at_least=None, milliseconds=0.0, more_queries=None):
        """Add a comparison of two ways that were measured in turn.

        :param ours: the way whose time (or, with `at_least`, whose speed) is wanted
        :param theirs: what it is compared with
        :param at_most: wanted: at most so many times the time of `theirs`
        :param at_least: wanted: at least so many times faster than `theirs`
        :param milliseconds: more than `theirs` that are allowed whatever `at_most` says
        :param more_queries: wanted: at most so many queries more than `theirs`
        """
        # Without what they did: the samples leave this process.
        ours, theirs = (Way(way.name, None, way.samples) for way in (ours, theirs))
        self._add(Comparison(what, ours, theirs, at_most, at_least, milliseconds, more_queries))

    def figure(self, what, value, unit="", *, at_most=None):
        """Add a figure that stands for itself."""
        self._add(Figure(what, value, unit, at_most))

    def check(self, what, holds, detail=""):
        """Add something that is so or is not."""
        self._add(Check(what, bool(holds), detail))

    def _add(self, entry):
        self.seen.append(entry)
        line = {"benchmark": self.name, **entry.line()}
        seen = line.pop("seen")
        self.lines.append(line)
        if self.printed:
            self._print(line, seen)

    @staticmethod
    def _print(line, seen):
        print(f"  {line['what']}", flush=True)
        for name, text in seen.items():
            print(f"      {name:<24}{text}")
        if line["wanted"]:
            verdict = "holds" if line["holds"] else "DOES NOT HOLD"
            print(f"      {'wanted':<24}{line['wanted']}: {verdict}", flush=True)


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
