"""The measures of accuracy, whose bars are floors, and how they are printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.report import Report, f1, ratio
from benchmarks.report import run_command as run
from kg.pipeline import Toolbox


@dataclass(frozen=True)
class Measure:
    """One figure of a corpus; `bar` is what it should reach, `counts` what it is made of."""

    corpus: str
    name: str
    value: float
    bar: float | None = None
    counts: str = ""


Benchmark = Callable[[Path, Toolbox], Report[Measure]]


def prf(
    corpus: str,
    name: str,
    *,
    right: float,
    told: float,
    found: float,
    wanted: float,
    bar: float | None = None,
) -> tuple[Measure, Measure, Measure]:
    """Precision (`right` of `told`), recall (`found` of `wanted`) and F1, which has the bar."""
    precision, recall = ratio(right, told), ratio(found, wanted)
    return (
        Measure(corpus, f"{name}: precision", precision, counts=f"{right:g} of {told:g}"),
        Measure(corpus, f"{name}: recall", recall, counts=f"{found:g} of {wanted:g}"),
        Measure(corpus, f"{name}: F1", f1(precision, recall), bar),
    )


def table(measures: Sequence[Measure]) -> str:
    """The measures as lines of text; a figure below its bar is marked."""
    width = max((len(measure.name) for measure in measures), default=0)
    return "\n".join(
        f"{m.corpus:<13} {m.name:<{width}}  {m.value:6.3f}  {_verdict(m):<12} {m.counts}".rstrip()
        for m in measures
    )


def run_command(benchmarks: Mapping[str, Benchmark], description: str | None) -> None:
    """The command line of one benchmark of accuracy, or of all."""
    run(benchmarks, description, table, lambda measure: measure.bar)


def _verdict(measure: Measure) -> str:
    if measure.bar is None:
        return ""
    return f"{'ok' if measure.value >= measure.bar else 'BELOW'} {measure.bar:.2f}"
