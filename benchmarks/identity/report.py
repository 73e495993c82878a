"""The measures of identity, whose bars are floors or ceilings, and how they are printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.report import Report, ratio
from benchmarks.report import run_command as run
from kg.pipeline import Toolbox


@dataclass(frozen=True)
class Bar:
    """What a figure should be above or, `at_most`, below."""

    limit: float
    at_most: bool = False

    def is_met(self, value: float) -> bool:
        """Whether a figure is on the wanted side of the bar."""
        return value < self.limit if self.at_most else value > self.limit

    def __str__(self) -> str:
        return f"{'<' if self.at_most else '>'} {self.limit:g}"


@dataclass(frozen=True)
class Measure:
    """One figure of a corpus, the bar that it should pass, and what it is made of."""

    corpus: str
    name: str
    value: float
    bar: Bar | None = None
    counts: str = ""

    @property
    def verdict(self) -> str:
        """The bar with *ok* or *missed*, or nothing where no bar is set."""
        if self.bar is None:
            return ""
        return f"{self.bar}  {'ok' if self.bar.is_met(self.value) else 'missed'}"


Benchmark = Callable[[Path, Toolbox], Report[Measure]]


def share(corpus: str, name: str, part: float, whole: float, *, bar: Bar | None = None) -> Measure:
    """A measure that is a part of a whole."""
    return Measure(corpus, name, ratio(part, whole), bar, f"{part:g} of {whole:g}")


def table(measures: Sequence[Measure]) -> str:
    """The measures as lines of text, each with its bar."""
    width = max((len(measure.name) for measure in measures), default=0)
    rows = (
        f"{m.corpus:<10}  {m.name:<{width}}  {m.value:10.3f}  {m.verdict:<14}  {m.counts}"
        for m in measures
    )
    return "\n".join(row.rstrip() for row in rows)


def run_command(benchmarks: Mapping[str, Benchmark], description: str | None) -> None:
    """The command line of the benchmarks of identity."""
    run(benchmarks, description, table, lambda measure: str(measure.bar) if measure.bar else None)
