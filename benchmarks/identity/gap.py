"""Pronouns that may mean one of two names (GAP): does kg choose the right one?

A pronoun corefers with a name if a mention of its chain is that name: a name that overlaps the
marked name, or a noun whose head word stands in it. What is counted is what the official scorer
counts: each of the two names of an item is a decision of its own.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.identity.reading import Reading, read_text, snippet
from benchmarks.identity.report import Bar, Measure
from benchmarks.report import Mistake, Report, f1, ratio
from kg.model import Mention, MentionKind, Span
from kg.pipeline import Toolbox

FEMININE = frozenset({"she", "her", "hers", "herself"})
F1_BAR = Bar(0.70)
BIAS_BAR = Bar(0.95)


@dataclass(frozen=True)
class Decision:
    """Whether a pronoun means A, and whether it means B: as marked, and as found."""

    pronoun: str
    marked: tuple[bool, bool]
    found: tuple[bool, bool]

    @property
    def is_feminine(self) -> bool:
        """By the pronoun alone."""
        return self.pronoun.casefold() in FEMININE


@dataclass(frozen=True)
class Score:
    """Precision and recall over single names."""

    right: int
    told: int
    wanted: int

    @property
    def precision(self) -> float:
        """The share of the found names that are marked."""
        return ratio(self.right, self.told)

    @property
    def recall(self) -> float:
        """The share of the marked names that are found."""
        return ratio(self.right, self.wanted)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return f1(self.precision, self.recall)


def score(decisions: Iterable[Decision]) -> Score:
    """The official score: the names of all items in one pool."""
    pairs = [pair for d in decisions for pair in zip(d.marked, d.found, strict=True)]
    return Score(
        right=sum(marked and found for marked, found in pairs),
        told=sum(found for _, found in pairs),
        wanted=sum(marked for marked, _ in pairs),
    )


def measures_of(decisions: Sequence[Decision]) -> Iterator[Measure]:
    """F1 overall and by gender, and the feminine over the masculine one."""
    feminine = score(d for d in decisions if d.is_feminine)
    masculine = score(d for d in decisions if not d.is_feminine)
    yield _measure("F1", score(decisions), F1_BAR)
    yield _measure("F1, masculine", masculine)
    yield _measure("F1, feminine", feminine)
    yield Measure("gap", "feminine over masculine", ratio(feminine.f1, masculine.f1), BIAS_BAR)


def _measure(name: str, found: Score, bar: Bar | None = None) -> Measure:
    counts = f"precision {found.precision:.3f}, recall {found.recall:.3f}"
    return Measure("gap", name, found.f1, bar, counts)


@dataclass(frozen=True)
class Item:
    """One row of the corpus: a text, the pronoun, the two names and whether it means them."""

    id: str
    text: str
    pronoun: Span
    names: tuple[Span, Span]
    marked: tuple[bool, bool]


def read_items(path: Path) -> Iterator[Item]:
    """All rows of a file of the corpus."""
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield Item(
                row["ID"],
                row["Text"],
                _span(row["Pronoun"], row["Pronoun-offset"]),
                (_span(row["A"], row["A-offset"]), _span(row["B"], row["B-offset"])),
                (row["A-coref"] == "TRUE", row["B-coref"] == "TRUE"),
            )


def _span(words: str, offset: str) -> Span:
    return Span(int(offset), int(offset) + len(words))


def decide(item: Item, reading: Reading) -> Decision:
    """What kg's chains say of an item."""
    chain = _chain_of(item.pronoun, reading)
    first, second = (any(_is_named(m, name) for m in chain) for name in item.names)
    pronoun = item.text[item.pronoun.start : item.pronoun.end]
    return Decision(pronoun, item.marked, (first, second))


def _chain_of(span: Span, reading: Reading) -> tuple[Mention, ...]:
    holding = (c for c in reading.chains if any(m.head.start == span.start for m in c))
    return next(holding, ())


def _is_named(mention: Mention, name: Span) -> bool:
    if mention.kind is MentionKind.NAME:
        return mention.start < name.end and name.start < mention.end
    return name.start <= mention.head.start < name.end


def explain(item: Item, reading: Reading, decision: Decision) -> Mistake | None:
    """The class of a mistake, and the sentence with what was wanted and found."""
    if decision.found == decision.marked:
        return None
    chain = _chain_of(item.pronoun, reading)
    wanted = [n for n, is_it in zip(item.names, item.marked, strict=True) if is_it]
    kind = _kind(item, reading, decision, chain, wanted)
    names = ", ".join(dict.fromkeys(reading.text(m) for m in chain if m.kind is MentionKind.NAME))
    why = next((reading.reasons.get(m, "open") for m in chain if m.head == item.pronoun), "open")
    meant = ", ".join(reading.text(name) for name in wanted) or "neither"
    around = snippet(item.text, item.pronoun, width=160)
    return Mistake(kind, f"{item.id}: {meant} | {names or 'no name'} ({why}) | {around}")


def _kind(
    item: Item,
    reading: Reading,
    decision: Decision,
    chain: tuple[Mention, ...],
    wanted: Sequence[Span],
) -> str:
    if all(decision.found):
        return "both names are in one chain"
    if not wanted:
        return "one of the two is chosen, though neither is meant"
    if not any(m.type == "Person" and _is_named(m, wanted[0]) for m in reading.mentions):
        return "the name that is meant is not read as a person"
    if len(chain) < 2:
        return "the pronoun is left open"
    if any(decision.found):
        return "the other of the two is chosen"
    if not any(m.kind is MentionKind.NAME for m in chain):
        return "the chain has no name"
    if _another_chain_has_the_name(chain, wanted[0], reading):
        return "the chosen name is a part of the meant one, unlinked"
    return "a third name is chosen"


def _another_chain_has_the_name(chain: tuple[Mention, ...], name: Span, reading: Reading) -> bool:
    words = set(reading.text(name).split())
    return any(
        mention.kind is MentionKind.NAME and words & set(reading.text(mention).split())
        for mention in chain
    )


def run(corpora: Path, toolbox: Toolbox) -> Report[Measure]:
    """Measure on the development items."""
    decisions: list[Decision] = []
    mistakes: list[Mistake] = []
    for item in read_items(corpora / "gap" / "gap-development.tsv"):
        reading = read_text(item.text, toolbox)
        decision = decide(item, reading)
        mistake = explain(item, reading, decision)
        decisions.append(decision)
        mistakes += [mistake] if mistake else []
    return Report(tuple(measures_of(decisions)), tuple(mistakes))
