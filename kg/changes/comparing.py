"""Two sides, and all that is different between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from kg.changes.identity import Identity, Regrouped
from kg.changes.sides import Known, Side, Told
from kg.changes.telling import Changed, ChangedEdge, compare_edges, pair_claims
from kg.why import Source

Article = tuple[str, Source]


@dataclass(frozen=True, slots=True)
class Moved:
    """A mention that means another entity than before, with its sentence."""

    text: str
    old: Known
    new: Known
    quote: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What appeared, vanished or changed; nothing anywhere if both sides say the same.

    `old` and `new` are the sides themselves, for the sentences behind an edge.
    """

    old: Side
    new: Side
    articles_appeared: tuple[Article, ...]
    articles_vanished: tuple[Article, ...]
    claims_appeared: tuple[Told, ...]
    claims_vanished: tuple[Told, ...]
    claims_changed: tuple[Changed, ...]
    edges_appeared: tuple[ChangedEdge, ...]
    edges_vanished: tuple[ChangedEdge, ...]
    edges_changed: tuple[ChangedEdge, ...]
    entities_appeared: tuple[Known, ...]
    entities_vanished: tuple[Known, ...]
    entities_merged: tuple[Regrouped, ...]
    entities_split: tuple[Regrouped, ...]
    entities_renamed: tuple[Regrouped, ...]
    entities_retyped: tuple[Regrouped, ...]
    mentions_moved: tuple[Moved, ...]

    def __bool__(self) -> bool:
        """Whether there is any difference."""
        return any(getattr(self, field.name) for field in fields(self)[2:])

    def quotes(self, edge: ChangedEdge) -> tuple[str, ...]:
        """The sentences behind an edge, of the new side, or of the old one if it vanished."""
        side, behind = (self.new, edge.new) if edge.new else (self.old, edge.old)
        ids = (id for claims in behind.values() for id in claims)
        return tuple(dict.fromkeys(side.claims[id].quote for id in ids if id in side.claims))

    def name(self, id: str) -> str:
        """The name of an entity, of the new side if it is there."""
        known = self.new.entities.get(id) or self.old.entities.get(id)
        return known.name if known else id

    def as_record(self) -> dict[str, Any]:
        """The same as plain lists and dictionaries, for JSON."""
        return {
            "same": not self,
            "articles": {
                "appeared": list(map(_article_record, self.articles_appeared)),
                "vanished": list(map(_article_record, self.articles_vanished)),
            },
            "claims": {
                "appeared": list(map(_claim_record, self.claims_appeared)),
                "vanished": list(map(_claim_record, self.claims_vanished)),
                "changed": list(map(_changed_record, self.claims_changed)),
            },
            "relations": {
                "appeared": list(map(self._edge_record, self.edges_appeared)),
                "vanished": list(map(self._edge_record, self.edges_vanished)),
                "changed": list(map(self._edge_record, self.edges_changed)),
            },
            "entities": {
                "appeared": list(map(asdict, self.entities_appeared)),
                "vanished": list(map(asdict, self.entities_vanished)),
                "merged": list(map(asdict, self.entities_merged)),
                "split": list(map(asdict, self.entities_split)),
                "renamed": list(map(asdict, self.entities_renamed)),
                "retyped": list(map(asdict, self.entities_retyped)),
                "mentions_moved": list(map(asdict, self.mentions_moved)),
            },
        }

    def _edge_record(self, changed: ChangedEdge) -> dict[str, Any]:
        edge = changed.edge
        return {
            "source": _end(edge.source, self),
            "predicate": edge.predicate,
            "target": _end(edge.target, self),
            "old": {status: list(claims) for status, claims in changed.old.items()},
            "new": {status: list(claims) for status, claims in changed.new.items()},
            "sentences": list(self.quotes(changed)),
        }


def compare(old: Side, new: Side) -> Changes:
    """All that is different between two graphs."""
    pairs, vanished, appeared = pair_claims(old, new)
    identity = Identity(old, new)
    edges = compare_edges(old, new, identity.became)
    return Changes(
        old=old,
        new=new,
        articles_appeared=_only(new.articles, old.articles),
        articles_vanished=_only(old.articles, new.articles),
        claims_appeared=tuple(appeared),
        claims_vanished=tuple(vanished),
        claims_changed=tuple(pair for pair in pairs if pair.what),
        edges_appeared=tuple(edge for edge in edges if not edge.old),
        edges_vanished=tuple(edge for edge in edges if not edge.new),
        edges_changed=tuple(edge for edge in edges if edge.old and edge.new),
        entities_appeared=identity.appeared,
        entities_vanished=identity.vanished,
        entities_merged=identity.merged,
        entities_split=identity.split,
        entities_renamed=_differing(identity.alone, _own_name),
        entities_retyped=_differing(identity.same, lambda known: known.type),
        mentions_moved=tuple(_moved(identity)),
    )


def _only(one: Mapping[str, Source], other: Mapping[str, Source]) -> tuple[Article, ...]:
    return tuple((id, one[id]) for id in sorted(one.keys() - other.keys()))


def _differing(
    pairs: Iterable[tuple[Known, Known]], what: Callable[[Known], object]
) -> tuple[Regrouped, ...]:
    return tuple(Regrouped((old,), (new,)) for old, new in pairs if what(old) != what(new))


def _own_name(known: Known) -> tuple[str, str]:
    """Its name and the last part of its id, which a change of class leaves alone."""
    return known.name, known.id.split("/")[-1]


def _moved(identity: Identity) -> Iterable[Moved]:
    for place, old, new in identity.moved:
        meaning = identity.new.meant[place]
        yield Moved(meaning.text, old, new, meaning.quote)


def _end(id: str, changes: Changes) -> dict[str, str]:
    return {"id": id, "name": changes.name(id)}


def _article_record(article: Article) -> dict[str, str]:
    id, source = article
    return {"id": id, **asdict(source)}


def _claim_record(claim: Told) -> dict[str, Any]:
    record = asdict(claim)
    record["roles"] = {role: list(words) for role, words in claim.roles}
    record["speakers"] = [{"text": words, "cue": cue} for words, cue in claim.speakers]
    return record


def _changed_record(changed: Changed) -> dict[str, Any]:
    return {
        "what": list(changed.what),
        "old": _claim_record(changed.old),
        "new": _claim_record(changed.new),
    }
