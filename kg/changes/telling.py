"""Which claims and edges are the same on both sides, and what is different in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, fields

from kg.changes.sides import Edge, Side, Told

# What a claim may change in and still be the same: all but where it stands.
COMPARED = tuple(
    field.name for field in fields(Told) if field.name not in ("id", "document", "place", "quote")
)


@dataclass(frozen=True, slots=True)
class Changed:
    """One claim on both sides, and the names of what is different."""

    old: Told
    new: Told

    @property
    def what(self) -> tuple[str, ...]:
        """Such as `status` and `certainty`."""
        return tuple(
            name for name in COMPARED if getattr(self.old, name) != getattr(self.new, name)
        )


@dataclass(frozen=True, slots=True)
class ChangedEdge:
    """An edge with the claims behind it by status, on both sides; nothing behind it: not there."""

    edge: Edge
    old: Mapping[str, tuple[str, ...]]
    new: Mapping[str, tuple[str, ...]]


def pair_claims(old: Side, new: Side) -> tuple[list[Changed], list[Told], list[Told]]:
    """Claims on both sides, those of the old alone, and those of the new alone.

    The same id is the same claim. So are the same words at the same place of an article, and, where
    an article was written anew, the same words of the same sentence.
    """
    pairs: list[Changed] = []
    olds, news = list(old.claims.values()), list(new.claims.values())
    for key in (_by_id, _by_relation_and_place, _by_place):
        olds, news = _pair(olds, news, key, pairs)
    kept, gone = _apart(olds, new.articles)
    known, come = _apart(news, old.articles)
    gone, come = _pair(gone, come, _by_sentence, pairs)
    return pairs, _sorted(kept + gone), _sorted(known + come)


def compare_edges(old: Side, new: Side, became: Callable[[str], str]) -> list[ChangedEdge]:
    """Edges whose statuses differ; those of the old side between what its entities became."""
    before: dict[Edge, dict[str, tuple[str, ...]]] = {}
    for edge, behind in old.edges.items():
        source, target = became(edge.source), became(edge.target)
        if source != target:
            there = before.setdefault(edge.between(source, target), {})
            for status, claims in behind.items():
                there[status] = (*there.get(status, ()), *claims)
    edges = sorted(before.keys() | new.edges.keys(), key=_order)
    both = ((edge, before.get(edge, {}), new.edges.get(edge, {})) for edge in edges)
    return [ChangedEdge(*told) for told in both if told[1].keys() != told[2].keys()]


def _pair(
    olds: Iterable[Told],
    news: Iterable[Told],
    key: Callable[[Told], Hashable],
    pairs: list[Changed],
) -> tuple[list[Told], list[Told]]:
    """Pair those of the same key, in order; give back those that are left."""
    waiting: defaultdict[Hashable, list[Told]] = defaultdict(list)
    for claim in news:
        waiting[key(claim)].append(claim)
    left = []
    for claim in olds:
        found = waiting[key(claim)]
        if found:
            pairs.append(Changed(claim, found.pop(0)))
        else:
            left.append(claim)
    return left, [claim for claims in waiting.values() for claim in claims]


def _by_id(claim: Told) -> Hashable:
    return claim.id


def _by_relation_and_place(claim: Told) -> Hashable:
    return claim.document, claim.place, claim.predicate


def _by_place(claim: Told) -> Hashable:
    return claim.document, claim.place


def _by_sentence(claim: Told) -> Hashable:
    return claim.quote, claim.trigger, claim.predicate


def _apart(claims: Iterable[Told], articles: Mapping[str, object]) -> tuple[list[Told], list[Told]]:
    """Claims of these articles, and those of others."""
    inside: list[Told] = []
    outside: list[Told] = []
    for claim in claims:
        (inside if claim.document in articles else outside).append(claim)
    return inside, outside


def _sorted(claims: Iterable[Told]) -> list[Told]:
    return sorted(claims, key=lambda claim: (claim.document, claim.place, claim.id))


def _order(edge: Edge) -> tuple[str, str, str]:
    return edge.source, edge.predicate, edge.target
