"""What every benchmark of identity gives: its measures, its mistakes by class, how both print."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

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


@dataclass(frozen=True)
class Mistake:
    """One mistake: its class, and the words with what was wanted and what was found."""

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


def harmonic(precision: float, recall: float) -> float:
    """F1 of a precision and a recall."""
    return ratio(2 * precision * recall, precision + recall)


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


def by_kind(mistakes: Sequence[Mistake], examples: int) -> Iterator[str]:
    """The classes of mistakes, most frequent first, each with its first examples."""
    counts = Counter(mistake.kind for mistake in mistakes)
    for kind, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"  {count:5d}  {kind}"
        same = [mistake.text for mistake in mistakes if mistake.kind == kind]
        yield from (f"           {text}" for text in same[:examples])


def as_json(measures: Sequence[Measure]) -> str:
    """The measures as a JSON list, in the order of the table."""
    rows = [
        {
            "corpus": measure.corpus,
            "measure": measure.name,
            "value": round(measure.value, 4),
            "bar": str(measure.bar) if measure.bar else None,
            "counts": measure.counts,
        }
        for measure in measures
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"
