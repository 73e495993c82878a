"""What the benchmarks of accuracy and of identity share: mistakes, reports, and the command line.

A measure has a corpus, a name, a value and counts; what its bar is, each of the two says itself.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from kg.pipeline import Toolbox, open_toolbox

M = TypeVar("M")


@dataclass(frozen=True)
class Mistake:
    """One mistake: its class, and the words with what was wanted and what was found."""

    kind: str
    text: str


@dataclass(frozen=True)
class Report(Generic[M]):
    """All that a benchmark found out."""

    measures: tuple[M, ...]
    mistakes: tuple[Mistake, ...] = ()


def ratio(part: float, whole: float) -> float:
    """A share, 0 of nothing."""
    return part / whole if whole else 0.0


def f1(precision: float, recall: float) -> float:
    """The harmonic mean of precision and recall."""
    return ratio(2 * precision * recall, precision + recall)


@dataclass(frozen=True)
class Tally:
    """The parts of recall (`found` of `wanted`) and of precision (`right` of `told`)."""

    found: float = 0.0
    wanted: float = 0.0
    right: float = 0.0
    told: float = 0.0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.found + other.found,
            self.wanted + other.wanted,
            self.right + other.right,
            self.told + other.told,
        )

    @property
    def recall(self) -> float:
        """The share of the gold that the answer has."""
        return ratio(self.found, self.wanted)

    @property
    def precision(self) -> float:
        """The share of the answer that the gold has."""
        return ratio(self.right, self.told)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return f1(self.precision, self.recall)

    def __str__(self) -> str:
        return f"precision {self.precision:.3f}, recall {self.recall:.3f}"


def by_kind(mistakes: Sequence[Mistake], examples: int) -> Iterator[str]:
    """The classes of mistakes, most frequent first, each with its first examples."""
    counts = Counter(mistake.kind for mistake in mistakes)
    for kind, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"  {count:5d}  {kind}"
        same = [mistake.text for mistake in mistakes if mistake.kind == kind]
        yield from (f"           {text}" for text in same[:examples])


def run_command(
    benchmarks: Mapping[str, Callable[[Path, Toolbox], Report[M]]],
    description: str | None,
    table: Callable[[Sequence[M]], str],
    bar: Callable[[M], float | str | None],
) -> None:
    """The command line of one benchmark, or of several; `bar` is a measure's bar in the JSON."""
    options = _options(benchmarks, description)
    names = options.only.split(",") if options.only else list(benchmarks)
    toolbox = open_toolbox(options.model)
    reports = {name: benchmarks[name](options.corpora, toolbox) for name in names}
    measures = [measure for report in reports.values() for measure in report.measures]
    print(table(measures))
    for name, report in reports.items() if options.errors else ():
        print(f"\n{name}: {len(report.mistakes)} mistakes")
        print("\n".join(by_kind(report.mistakes, options.errors)))
    if options.json:
        rows = [_row(measure, bar(measure)) for measure in measures]
        text = json.dumps(rows, indent=2, ensure_ascii=False) + "\n"
        options.json.write_text(text, encoding="utf-8")


def _row(measure: Any, bar: float | str | None) -> dict[str, object]:
    return {
        "corpus": measure.corpus,
        "measure": measure.name,
        "value": round(measure.value, 4),
        "bar": bar,
        "counts": measure.counts,
    }


def _options(known: Mapping[str, object], description: str | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--corpora", type=Path, required=True, help="the folder of the corpora")
    parser.add_argument("--only", default="", help=f"some of {','.join(known)}")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list N of each class")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the measures as JSON")
    parser.add_argument("--model", help="another English model, as for kg build")
    options = parser.parse_args()
    unknown = [name for name in options.only.split(",") if name and name not in known]
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}; choose from {', '.join(known)}")
    return options
