"""Two hundred near-namesakes as pairs of short made-up articles (`namesakes.toml`): same or not?

Each pair is read and resolved by itself. It is merged if the mention of the first name and that
of the second belong to one entity. Different things that are merged are false merges, one thing
that is left as two is a missed merge; a name that kg has no mention for is counted as apart.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from benchmarks.identity.linking import mention_at
from benchmarks.identity.report import Bar, Measure, share
from benchmarks.report import Mistake, Report
from kg.model import Article, Document, Entity, Mention, Span
from kg.pipeline import Toolbox, extract
from kg.resolution import Doubt, identify

PAIRS = Path(__file__).parent / "namesakes.toml"
FALSE_BAR = Bar(0.02, at_most=True)
MISSED_BAR = Bar(0.10, at_most=True)


@dataclass(frozen=True)
class Pair:
    """Two articles, the name that each is about, and whether both names mean the same."""

    kind: str
    same: bool
    names: tuple[str, str]
    articles: tuple[str, str]


@dataclass(frozen=True)
class Judged:
    """A pair, whether kg merged it, why, and whether `kg review` would ask about it."""

    pair: Pair
    merged: bool
    why: str = ""
    asked: bool = False

    @property
    def is_right(self) -> bool:
        """Whether kg did what is so."""
        return self.merged == self.pair.same


def read_pairs(path: Path = PAIRS) -> Iterator[Pair]:
    """All pairs of the table, class by class."""
    for group in tomllib.loads(path.read_text(encoding="utf-8"))["classes"]:
        for row, (first, second) in zip(group["names"], cycle(group["articles"]), strict=False):
            articles = (_filled(first, row), _filled(second, row))
            yield Pair(group["name"], group["same"], (row["a"], row["b"]), articles)


def _filled(template: str, row: dict[str, str]) -> str:
    text = template.format(**row)
    return text[:1].upper() + text[1:]


def measures_of(judged: Sequence[Judged]) -> Iterator[Measure]:
    """False and missed merges over all pairs and by class."""
    different = [one for one in judged if not one.pair.same]
    same = [one for one in judged if one.pair.same]
    yield _wrong("false merges", different, FALSE_BAR)
    yield _wrong("missed merges", same, MISSED_BAR)
    for name, right in (("wrong pairs", False), ("right pairs", True)):
        some = [one for one in judged if one.is_right is right]
        asked = sum(one.asked for one in some)
        yield share("namesakes", f"{name} that a review asks about", asked, len(some))
    for kind in dict.fromkeys(one.pair.kind for one in judged):
        group = [one for one in judged if one.pair.kind == kind]
        what = "missed" if group[0].pair.same else "false"
        yield _wrong(f"{what}: {kind}", group)


def _wrong(name: str, judged: Sequence[Judged], bar: Bar | None = None) -> Measure:
    wrong = sum(not one.is_right for one in judged)
    return share("namesakes", name, wrong, len(judged), bar=bar)


def judge(pair: Pair, toolbox: Toolbox) -> Judged:
    """What kg makes of a pair."""
    articles = [
        extract(Document(f"{number}", text), toolbox) for number, text in enumerate(pair.articles)
    ]
    identities = identify(articles, toolbox.ontology, toolbox.gazetteer)
    entities = identities.entities
    found = [
        _mention(name, article, toolbox) for name, article in zip(pair.names, articles, strict=True)
    ]
    holders = [[e for e in entities if mention in e.mentions] for mention in found]
    both = [entity for entity in holders[0] if entity in holders[1]]
    reasons = [_reason(mention, found_in) for mention, found_in in zip(found, holders, strict=True)]
    merged, meant = bool(both), {entity.id for entities in holders for entity in entities}
    asked = any(_is_about(doubt, meant, merged) for doubt in identities.doubts)
    return Judged(pair, merged, " | ".join(reasons), asked)


def _is_about(doubt: Doubt, entities: set[str], merged: bool) -> bool:
    """Whether a doubt is about these entities, and between the two articles."""
    first, second = doubt.sides
    return (
        doubt.together == merged
        and {first.entity, second.entity} <= entities
        and len({*first.documents, *second.documents}) == 2
    )


def _mention(name: str, article: Article, toolbox: Toolbox) -> Mention | None:
    text = article.document.text
    start = text.casefold().index(name.casefold())
    return mention_at(Span(start, start + len(name)), toolbox.nlp(text), article)


def _reason(mention: Mention | None, entities: Sequence[Entity]) -> str:
    if mention is None:
        return "no mention"
    reasons = [why for entity in entities for m, why in entity.reasons if m == mention]
    names = ", ".join(f"{entity.name} [{entity.type}]" for entity in entities)
    return f"{names or 'no entity'} ({'; '.join(reasons)})"


def explain(judged: Sequence[Judged]) -> Iterator[Mistake]:
    """The pairs that kg got wrong, by class."""
    for one in judged:
        if not one.is_right:
            kind = f"{'missed' if one.pair.same else 'false'} merge: {one.pair.kind}"
            yield Mistake(kind, f"{' / '.join(one.pair.names)}: {one.why}")


def run(corpora: Path, toolbox: Toolbox) -> Report[Measure]:
    """Measure on all pairs; no corpus is needed."""
    judged = [judge(pair, toolbox) for pair in read_pairs()]
    return Report(tuple(measures_of(judged)), tuple(explain(judged)))
