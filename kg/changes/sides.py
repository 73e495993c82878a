"""One of two graphs that are compared, as its files tell it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from kg.model import TOP_TYPES
from kg.ontology import ONTOLOGY_NAMESPACE, OPEN_PREFIX
from kg.sparql import Row, load, run_query
from kg.why import Record, Source, entity_id, read_written

ENTITIES = """
SELECT ?entity ?name ?type WHERE {
  VALUES ?top { kg:Person kg:Organization kg:Place kg:Thing }
  ?entity a ?top , ?type ; skos:prefLabel ?name .
} ORDER BY ?entity ?type
"""

EDGES = """
SELECT ?source ?relation ?target ?status ?claim ?symmetric WHERE {
  ?edge kg:source ?source ; kg:relation ?relation ; kg:target ?target ; kg:status ?status .
  ?claim kg:supports ?edge .
  BIND(EXISTS { ?relation a owl:SymmetricProperty } AS ?symmetric)
} ORDER BY ?source ?relation ?target ?status ?claim
"""

FILES = ("claims.jsonl", "graph.ttl")

# Where a mention stands: its document, its first character, the one after its last.
Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Known:
    """An entity of one side: `id` is the last two parts of its IRI."""

    id: str
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Told:
    """A claim of one side, without what it means by its words: who is who is asked apart.

    `roles` are the mentions as they stand in the text, `speakers` pairs of words and cue.
    """

    id: str
    predicate: str
    status: str
    polarity: str
    certainty: str
    tense: str
    trigger: str
    roles: tuple[tuple[str, tuple[str, ...]], ...]
    speakers: tuple[tuple[str, str], ...]
    dates: tuple[str, ...]
    document: str
    place: tuple[int, int]
    quote: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a mention means: the entity's id; its own words, and their sentence."""

    entity: str
    text: str
    quote: str


@dataclass(frozen=True, slots=True)
class Edge:
    """What an edge says, whatever its status; of a symmetric relation the smaller id is first."""

    source: str
    predicate: str
    target: str
    symmetric: bool = False

    def between(self, source: str, target: str) -> Edge:
        """The same relation between two others."""
        ends = sorted((source, target)) if self.symmetric else (source, target)
        return Edge(ends[0], self.predicate, ends[1], self.symmetric)


@dataclass(frozen=True, slots=True)
class Side:
    """All that is compared; the claims behind each edge by status, and what each mention means.

    Mentions that mean several ("the two leaders") are left out of `meant`.
    """

    articles: Mapping[str, Source]
    entities: Mapping[str, Known]
    claims: Mapping[str, Told]
    edges: Mapping[Edge, Mapping[str, tuple[str, ...]]]
    meant: Mapping[Place, Meaning]


def read_side(path: Path) -> Side:
    """Read what `kg build` left in a folder, or in that of a file of it.

    QueryError if the files are not there or are not what they should be.
    """
    folder = path.parent if path.name in FILES else path
    written = read_written(folder)
    store = load(folder / "graph.ttl")
    entities = _entities(run_query(store, ENTITIES).rows)
    return Side(
        articles=written.articles,
        entities=entities,
        claims={claim["id"]: _told(claim) for claim in written.claims},
        edges=_edges(run_query(store, EDGES).rows),
        meant=_meant(written.claims, entities),
    )


def _entities(rows: Iterable[Row]) -> dict[str, Known]:
    """With its nearest class: files name the top one too."""
    found: dict[str, Known] = {}
    for iri, name, type_ in rows:
        id, local = entity_id(str(iri)), str(type_).removeprefix(ONTOLOGY_NAMESPACE)
        if id not in found or local not in TOP_TYPES:
            found[id] = Known(id, str(name), local)
    return found


def _edges(rows: Iterable[Row]) -> dict[Edge, dict[str, tuple[str, ...]]]:
    found: dict[Edge, dict[str, tuple[str, ...]]] = {}
    for source, relation, target, status, claim, symmetric in rows:
        edge = Edge("", _predicate(str(relation)), "", symmetric == "true")
        edge = edge.between(entity_id(str(source)), entity_id(str(target)))
        behind = found.setdefault(edge, {})
        behind[str(status)] = (*behind.get(str(status), ()), str(claim).rpartition("/")[2])
    return found


def _predicate(iri: str) -> str:
    if iri.startswith(ONTOLOGY_NAMESPACE):
        return iri.removeprefix(ONTOLOGY_NAMESPACE)
    return OPEN_PREFIX + unquote(iri.rpartition("/")[2])


def _told(claim: Record) -> Told:
    time: Mapping[str, Any] = claim["time"] or {}
    return Told(
        id=claim["id"],
        predicate=claim["predicate"],
        status=claim["status"],
        polarity=claim["polarity"],
        certainty=claim["certainty"],
        tense=claim["tense"],
        trigger=claim["trigger"]["text"],
        roles=tuple((role, _words(fillers)) for role, fillers in claim["roles"].items()),
        speakers=tuple(_speakers(claim)),
        dates=tuple(str(time[key]) for key in ("start", "end") if time.get(key)),
        document=claim["document"],
        place=(claim["trigger"]["start"], claim["trigger"]["end"]),
        quote=claim["quote"],
    )


def _words(fillers: Iterable[Record]) -> tuple[str, ...]:
    """Each mention once, however many it means."""
    places = {(filler["start"], filler["end"]): str(filler["text"]) for filler in fillers}
    return tuple(places.values())


def _speakers(claim: Record) -> Iterator[tuple[str, str]]:
    for said in claim["attribution"]:
        yield str((said["source"] or {}).get("text", "")), str(said["cue"])


def _meant(claims: Iterable[Record], known: Container[str]) -> dict[Place, Meaning]:
    found: dict[Place, dict[str, Meaning]] = {}
    for claim in claims:
        for filler in (filler for fillers in claim["roles"].values() for filler in fillers):
            id = entity_id(filler["entity"] or "")
            if id in known:
                place = (claim["document"], filler["start"], filler["end"])
                meaning = Meaning(id, filler["text"], claim["quote"])
                found.setdefault(place, {}).setdefault(id, meaning)
    return {place: one for place, (one, *more) in _values(found) if not more}


def _values(
    found: Mapping[Place, Mapping[str, Meaning]],
) -> Iterator[tuple[Place, tuple[Meaning, ...]]]:
    return ((place, tuple(meanings.values())) for place, meanings in found.items())
