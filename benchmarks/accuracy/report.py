"""What every benchmark gives: its measures, its mistakes by class, and how they are printed."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.pipeline import Toolbox, open_toolbox


@dataclass(frozen=True)
class Measure:
    """One figure of a corpus; `bar` is what it should reach, `counts` what it is made of."""

    corpus: str
    name: str
    value: float
    bar: float | None = None
    counts: str = ""


@dataclass(frozen=True)
class Mistake:
    """One mistake: its class, and the sentence with what was wanted and what was found."""

    kind: str
    text: str


@dataclass(frozen=True)
class Report:
    """All that a benchmark found out."""

    measures: tuple[Measure, ...]
    mistakes: tuple[Mistake, ...] = ()


Benchmark = Callable[[Path, Toolbox], Report]


def ratio(part: float, whole: float) -> float:
    """A share, 0 of nothing."""
    return part / whole if whole else 0.0


def f1(precision: float, recall: float) -> float:
    """The harmonic mean of precision and recall."""
    return ratio(2 * precision * recall, precision + recall)


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


def by_kind(mistakes: Sequence[Mistake], examples: int) -> Iterator[str]:
    """The classes of mistakes, most frequent first, each with its first examples."""
    counts = Counter(mistake.kind for mistake in mistakes)
    for kind, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"  {count:5d}  {kind}"
        same = [mistake.text for mistake in mistakes if mistake.kind == kind]
        yield from (f"           {text}" for text in same[:examples])


def run_command(benchmarks: Mapping[str, Benchmark], description: str | None) -> None:
    """The command line of one benchmark, or of all."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--corpora", type=Path, required=True, help="the folder of the corpora")
    parser.add_argument("--only", default="", help=f"some of {','.join(benchmarks)}")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list N of each class")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the measures as JSON")
    parser.add_argument("--model", help="another English model, as for kg build")
    options = parser.parse_args()
    names = options.only.split(",") if options.only else list(benchmarks)
    unknown = [name for name in names if name not in benchmarks]
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}; choose from {', '.join(benchmarks)}")
    toolbox = open_toolbox(options.model)
    reports = {name: benchmarks[name](options.corpora, toolbox) for name in names}
    measures = [measure for report in reports.values() for measure in report.measures]
    print(table(measures))
    if options.errors:
        for name, report in reports.items():
            print(f"\n{name}: {len(report.mistakes)} mistakes")
            print("\n".join(by_kind(report.mistakes, options.errors)))
    if options.json:
        options.json.write_text(as_json(measures), encoding="utf-8")


def as_json(measures: Sequence[Measure]) -> str:
    """The measures as a JSON list, in the order of the table."""
    rows = [
        {
            "corpus": measure.corpus,
            "measure": measure.name,
            "value": round(measure.value, 4),
            "bar": measure.bar,
            "counts": measure.counts,
        }
        for measure in measures
    ]
    return json.dumps(rows, indent=2) + "\n"


def _verdict(measure: Measure) -> str:
    if measure.bar is None:
        return ""
    return f"{'ok' if measure.value >= measure.bar else 'BELOW'} {measure.bar:.2f}"
