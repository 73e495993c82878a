"""What the page shows, as plain JSON values: entities, relations, claims, and their texts.

pyvis's `Network` is the data model of the picture: its nodes are the entities, its edges the
relations. Entities, claims and documents are named by their number, to keep the page small.
Offsets are counted as JavaScript counts them, in UTF-16 code units.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pyvis.network import Network

from kg.graph import KnowledgeGraph, is_named
from kg.model import Claim, Document, Entity, Mention, Relation, Role, Span, Status
from kg.page.layout import Link, Place, place

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]

SHAPES = {"Person": "dot", "Organization": "square", "Place": "diamond", "Thing": "triangle"}
DASHES = {Status.PLANNED: [9, 6], Status.POSSIBLE: [2, 5], Status.DENIED: [12, 4, 2, 4]}
STATUSES = tuple(str(status) for status in Status)
WHOLE_TEXTS = 4_000_000


@dataclass(frozen=True, slots=True)
class Numbers:
    """The number by which the page knows each entity, claim, document, predicate and role."""

    entities: dict[str, int]
    claims: dict[str, int]
    documents: dict[str, int]
    predicates: dict[str, int]
    roles: dict[str, int]


class Ruler:
    """Turns offsets of one text from code points to UTF-16 code units."""

    def __init__(self, text: str) -> None:
        self._wide = [i for i, character in enumerate(text) if character > "\uffff"]

    def __call__(self, offset: int) -> int:
        """The offset in UTF-16 code units of an offset in code points."""
        return offset + bisect_left(self._wide, offset)


def content(graph: KnowledgeGraph, *, whole_texts: int = WHOLE_TEXTS) -> dict[str, Json]:
    """All that the page needs, ready for `json.dumps`.

    Collections of more than `whole_texts` characters carry only the sentences behind claims.
    """
    numbers = _number(graph)
    claims = [claim for claim in graph.claims if claim.id in numbers.claims]
    rulers = {document.id: Ruler(document.text) for document in graph.documents}
    network = picture(graph, numbers)
    return {
        "nodes": network.nodes,
        "edges": network.edges,
        "types": _types(graph),
        "predicates": [_predicate(graph, name) for name in numbers.predicates],
        "roles": list(numbers.roles),
        "statuses": list(STATUSES),
        "documents": _documents(graph, rulers, whole_texts),
        "claims": [_claim(graph, claim, numbers, rulers[claim.document]) for claim in claims],
    }


def picture(graph: KnowledgeGraph, numbers: Numbers) -> Network:
    """Entities and relations as a pyvis Network, with every position decided."""
    network = Network(directed=True, cdn_resources="in_line")
    places = place(len(graph.entities), _links(graph, numbers))
    network.nodes = [
        _node(graph, number, entity, places[number]) for number, entity in enumerate(graph.entities)
    ]
    network.node_ids = list(range(len(graph.entities)))
    network.edges = [_edge(relation, numbers) for relation in graph.relations]
    return network


def _number(graph: KnowledgeGraph) -> Numbers:
    """A claim that a reader rejected has no number, and is not shown."""
    claims = [claim for claim in graph.claims if not graph.corrected.is_rejected(claim.id)]
    predicates = {relation.predicate for relation in graph.relations}
    predicates |= {claim.predicate for claim in claims}
    roles = {role.name for claim in claims for role in claim.roles}
    return Numbers(
        entities=_numbered(entity.id for entity in graph.entities),
        claims=_numbered(claim.id for claim in claims),
        documents=_numbered(document.id for document in graph.documents),
        predicates=_numbered(sorted(predicates)),
        roles=_numbered(sorted(roles)),
    )


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(names)}


def _links(graph: KnowledgeGraph, numbers: Numbers) -> list[Link]:
    """Each linked pair once; its weight is the number of articles that link the two."""
    articles: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for relation in graph.relations:
        one, other = numbers.entities[relation.source], numbers.entities[relation.target]
        documents = {graph.claim(id).document for id in relation.claims}
        articles[min(one, other), max(one, other)] |= documents
    return [(*pair, float(len(articles[pair]))) for pair in sorted(articles)]


def _node(graph: KnowledgeGraph, number: int, entity: Entity, where: Place) -> dict[str, Json]:
    node: dict[str, Json] = {
        "id": number,
        "key": entity.id,
        "label": entity.name,
        "type": entity.type,
        "shape": SHAPES[graph.ontology.top_type(entity.type)],
        "x": where.x,
        "y": where.y,
        "group": where.group,
        "mentions": len(entity.mentions),
        "documents": len({mention.document for mention in entity.mentions}),
    }
    if is_named(entity):
        node["named"] = True
    if entity.names[1:]:
        node["names"] = list(entity.names[1:])
    if entity.anchor.identifiers:
        node["identifiers"] = list(entity.anchor.identifiers)
    if entity.anchor.latitude is not None and entity.anchor.longitude is not None:
        node["where"] = [round(entity.anchor.latitude, 2), round(entity.anchor.longitude, 2)]
    return node


def _edge(relation: Relation, numbers: Numbers) -> dict[str, Json]:
    edge: dict[str, Json] = {
        "from": numbers.entities[relation.source],
        "to": numbers.entities[relation.target],
        "predicate": numbers.predicates[relation.predicate],
        "status": STATUSES.index(relation.status),
        "claims": sorted(numbers.claims[id] for id in relation.claims),
    }
    if relation.status in DASHES:
        edge["dashes"] = list(DASHES[relation.status])
    return edge


def _types(graph: KnowledgeGraph) -> dict[str, Json]:
    types = sorted({entity.type for entity in graph.entities})
    return {type: _type(graph, type) for type in types}


def _type(graph: KnowledgeGraph, type: str) -> dict[str, Json]:
    known = graph.ontology.classes.get(type)
    return {"label": known.label if known else type, "kind": graph.ontology.top_type(type)}


def _predicate(graph: KnowledgeGraph, name: str) -> dict[str, Json]:
    known = graph.ontology.predicates.get(name)
    return {
        "name": name,
        "label": graph.ontology.label(name),
        "symmetric": bool(known and known.symmetric),
        "objects": _objects(graph, name),
    }


def _objects(graph: KnowledgeGraph, name: str) -> list[str]:
    """The roles that may stand right behind the words: visited Rome, but met her in Rome."""
    rules = graph.ontology.edges(name)
    own = [rule.target for rule in rules if rule.source == "agent" and rule.predicate == name]
    return list(dict.fromkeys(own))


def _documents(graph: KnowledgeGraph, rulers: dict[str, Ruler], whole_texts: int) -> list[Json]:
    whole = sum(len(document.text) for document in graph.documents) <= whole_texts
    evidence: defaultdict[str, list[Span]] = defaultdict(list)
    for claim in graph.claims:
        evidence[claim.document].append(claim.evidence)
    repeats = find_repeats(graph)
    return [
        _document(
            document,
            [Span(document.body, len(document.text))] if whole else _merge(evidence[document.id]),
            rulers[document.id],
        )
        | ({"repeats": repeats[number]} if number in repeats else {})
        for number, document in enumerate(graph.documents)
    ]


def find_repeats(graph: KnowledgeGraph) -> dict[int, int]:
    """The articles, by number, that bring an earlier one's sentences again, and that earlier one.

    Half of the sentences behind an article's claims suffice, word for word, as where two papers
    print one agency's report. Such articles count as one voice.
    """
    number = _numbered(document.id for document in graph.documents)
    sentences: dict[str, set[str]] = {document.id: set() for document in graph.documents}
    for claim in graph.claims:
        sentences[claim.document].add(" ".join(graph.quote(claim).split()))
    first: dict[str, str] = {}
    repeats: dict[int, int] = {}
    for document in sorted(graph.documents, key=lambda d: (d.published or date.max, d.id)):
        told = sentences[document.id]
        sources = Counter(first[sentence] for sentence in sorted(told) if sentence in first)
        source, count = max(sources.items(), key=lambda item: (item[1], item[0]), default=("", 0))
        if count and 2 * count >= len(told):
            repeats[number[document.id]] = number[source]
        else:
            first |= {sentence: document.id for sentence in told if sentence not in first}
    return repeats


def _document(document: Document, passages: Sequence[Span], ruler: Ruler) -> dict[str, Json]:
    return {
        "id": document.id,
        "title": document.title,
        "source": document.source,
        "url": document.url,
        "date": _day(document.published),
        "passages": [
            [ruler(span.start), document.text[span.start : span.end]] for span in passages
        ],
    }


def _merge(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _claim(graph: KnowledgeGraph, claim: Claim, numbers: Numbers, ruler: Ruler) -> Json:
    """One claim as a row: document, predicate, status, evidence, trigger, roles, said by, time."""
    return [
        numbers.documents[claim.document],
        numbers.predicates[claim.predicate],
        STATUSES.index(claim.status),
        _span(claim.evidence, ruler),
        _span(claim.trigger, ruler),
        [_role(graph, role, numbers, ruler) for role in claim.roles],
        [
            [filler, _span(said.cue, ruler)]
            for said in claim.attribution
            for filler in _fillers(graph, said.source, numbers, ruler)
        ],
        [_span(claim.time.span, ruler), _day(claim.time.start), _day(claim.time.end)]
        if claim.time
        else 0,
    ]


def _role(graph: KnowledgeGraph, role: Role, numbers: Numbers, ruler: Ruler) -> Json:
    return [
        numbers.roles[role.name],
        [filler for mention in role.fillers for filler in _fillers(graph, mention, numbers, ruler)],
    ]


def _fillers(
    graph: KnowledgeGraph, mention: Mention | None, numbers: Numbers, ruler: Ruler
) -> list[Json]:
    """Each entity's number (-1 where it was left open), the mention's offsets; 0 for nobody."""
    if mention is None:
        return [0]
    meant = [numbers.entities[entity.id] for entity in graph.entities_of(mention)] or [-1]
    return [[number, ruler(mention.start), ruler(mention.end)] for number in meant]


def _span(span: Span, ruler: Ruler) -> Json:
    return [ruler(span.start), ruler(span.end)]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
