"""The knowledge graph: documents, entities, claims, and the relations computed from the claims.

It answers look-ups ("which entity does this mention mean?", "what links these two?") and hands
itself out as a NetworkX MultiDiGraph and as an rdflib Graph. It reads nothing and writes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, product

import networkx as nx
import rdflib

from kg.corrections import NOTHING_CORRECTED, Corrected
from kg.model import (
    Article,
    Claim,
    Document,
    Entity,
    Mention,
    MentionKind,
    Relation,
    Run,
    Skipped,
    Span,
    Status,
)
from kg.ontology import Ontology
from kg.rdf import DEFAULT_BASE, to_rdf
from kg.resolution import Doubt

RelationKey = tuple[str, str, str, Status]


class KnowledgeGraph:
    """Claims of many articles over the entities that they speak of.

    Everything it holds is sorted by id, so that the order of the articles never shows.
    """

    def __init__(
        self,
        articles: Iterable[Article],
        entities: Iterable[Entity],
        ontology: Ontology,
        *,
        skipped: Iterable[Skipped] = (),
        run: Run | None = None,
        corrected: Corrected = NOTHING_CORRECTED,
        doubts: Iterable[Doubt] = (),
    ) -> None:
        self.ontology = ontology
        self.run = run
        self.corrected = corrected
        self.doubts = tuple(doubts)
        self.articles = tuple(sorted(articles, key=lambda article: article.document.id))
        self.entities = tuple(sorted(entities, key=lambda entity: entity.id))
        self.skipped = tuple(sorted(skipped, key=lambda skip: (skip.where, skip.why)))
        self.documents = tuple(article.document for article in self.articles)
        self.claims = tuple(
            sorted(
                (claim for article in self.articles for claim in article.claims),
                key=lambda claim: (claim.document, claim.evidence, claim.trigger, claim.id),
            )
        )
        self._entities = {entity.id: entity for entity in self.entities}
        self._claims = {claim.id: claim for claim in self.claims}
        self._documents = {document.id: document for document in self.documents}
        self._meant = _group_by_mention(self.entities)
        self._claims_of = self._group_claims()
        self.relations = tuple(self._compute_relations())

    def __repr__(self) -> str:
        return (
            f"<KnowledgeGraph: {len(self.documents)} articles, {len(self.entities)} entities, "
            f"{len(self.claims)} claims, {len(self.relations)} relations>"
        )

    def entity(self, id: str) -> Entity:
        """The entity with this id; KeyError if there is none."""
        return self._entities[id]

    def claim(self, id: str) -> Claim:
        """The claim with this id; KeyError if there is none."""
        return self._claims[id]

    def document(self, id: str) -> Document:
        """The document with this id; KeyError if there is none."""
        return self._documents[id]

    def entities_of(self, mention: Mention) -> tuple[Entity, ...]:
        """The entities that a mention means: none if left open, several for "the two leaders"."""
        return self._meant.get(mention, ())

    def entity_of(self, mention: Mention) -> Entity | None:
        """The one entity that a mention means, None if it was left open or means several."""
        meant = self.entities_of(mention)
        return meant[0] if len(meant) == 1 else None

    def text(self, document: str, span: Span | Mention) -> str:
        """The words of a span or mention."""
        return self._documents[document].text[span.start : span.end]

    def quote(self, claim: Claim) -> str:
        """The sentence behind a claim."""
        return self.text(claim.document, claim.evidence)

    def find(self, name: str) -> tuple[Entity, ...]:
        """Entities with this id, name or other name, whatever its case."""
        wanted = name.casefold()
        return tuple(
            entity
            for entity in self.entities
            if wanted == entity.id.casefold() or wanted in (n.casefold() for n in entity.names)
        )

    @property
    def open_pronouns(self) -> tuple[Mention, ...]:
        """The pronouns whose article does not say whom or what they mean."""
        return tuple(mention for article in self.articles for mention in article.open_pronouns)

    @property
    def open_nominals(self) -> tuple[Mention, ...]:
        """Definite nouns (*the French president*) that mean no entity."""
        told = (mention for article in self.articles for mention in article.open_nominals)
        return tuple(mention for mention in told if not self.entities_of(mention))

    def claims_of(self, entity: Entity) -> tuple[Claim, ...]:
        """Claims in which an entity takes part or speaks."""
        return self._claims_of.get(entity.id, ())

    def between(self, one: Entity, other: Entity) -> tuple[Claim, ...]:
        """Claims that both entities take part in, or that one of them says of the other."""
        theirs = {claim.id for claim in self.claims_of(other)}
        return tuple(claim for claim in self.claims_of(one) if claim.id in theirs)

    def edges(self, claim: Claim) -> Iterator[tuple[str, str, str]]:
        """The (source entity, predicate, target entity) triples that a claim supports.

        North Korea provided Wagner with rockets: provided, supplied and received. A symmetric
        relation gives one edge, from the smaller id: Kim met Putin, whoever met whom. A claim that
        a reader rejected supports none.
        """
        if self.corrected.is_rejected(claim.id):
            return
        seen = set()
        for source, predicate, target in self._edges(claim):
            if self.ontology.is_symmetric(predicate):
                source, target = sorted((source, target))
            triple = (source, predicate, target)
            if triple not in seen and source != target and not self._are_things(source, target):
                seen.add(triple)
                yield triple

    def to_networkx(self) -> nx.MultiDiGraph:
        """Entities as nodes, one edge a relation; the edge's key is `predicate|status`.

        Node attributes: label, type, kind (its top class), names, mentions (a count), latitude,
        longitude, identifiers. Edge attributes: predicate, label, status, claims (a count),
        articles (a count), weight. Lists are joined by "; " so that every format can carry them.
        """
        network: nx.MultiDiGraph = nx.MultiDiGraph()
        for entity in self.entities:
            network.add_node(entity.id, **self._node(entity))
        for relation in self.relations:
            key = f"{relation.predicate}|{relation.status}"
            network.add_edge(relation.source, relation.target, key=key, **self._edge(relation))
        return network

    def to_rdf(self, *, base: str = DEFAULT_BASE) -> rdflib.Graph:
        """All that `graph.ttl` says, as an rdflib Graph; OutputError if `base` is no IRI."""
        return to_rdf(self, base=base)

    def _edges(self, claim: Claim) -> Iterator[tuple[str, str, str]]:
        fillers = {role.name: self._participants(role.fillers) for role in claim.roles}
        for rule in self.ontology.edges(claim.predicate):
            if fillers.get(rule.unless):
                continue
            pairs = product(fillers.get(rule.source, ()), fillers.get(rule.target, ()))
            for source, target in pairs:
                yield source, rule.predicate, target
        if self.ontology.is_symmetric(claim.predicate) and not fillers.get("theme"):
            for source, target in combinations(fillers.get("agent", ()), 2):
                yield source, claim.predicate, target

    def _are_things(self, *ids: str) -> bool:
        """Whether none is a person, organization or place: "the visit offers a chance"."""
        return all(self.ontology.top_type(self.entity(id).type) == "Thing" for id in ids)

    def _participants(self, fillers: Iterable[Mention]) -> tuple[str, ...]:
        meant = (entity for mention in fillers for entity in self.entities_of(mention))
        return tuple(dict.fromkeys(entity.id for entity in meant))

    def _group_claims(self) -> dict[str, tuple[Claim, ...]]:
        grouped: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            spoken_of = [mention for role in claim.roles for mention in role.fillers]
            speakers = [said.source for said in claim.attribution if said.source]
            for id in self._participants(spoken_of + speakers):
                grouped[id].append(claim)
        return {id: tuple(claims) for id, claims in grouped.items()}

    def _compute_relations(self) -> Iterator[Relation]:
        claims: defaultdict[RelationKey, list[str]] = defaultdict(list)
        for claim in self.claims:
            for source, predicate, target in self.edges(claim):
                claims[source, predicate, target, claim.status].append(claim.id)
        for key in sorted(claims):
            yield Relation(*key, claims=tuple(sorted(claims[key])))

    def _node(self, entity: Entity) -> dict[str, str | int | float]:
        node: dict[str, str | int | float] = {
            "label": entity.name,
            "type": entity.type,
            "kind": self.ontology.top_type(entity.type),
            "names": "; ".join(entity.names),
            "mentions": len(entity.mentions),
        }
        if entity.anchor.latitude is not None and entity.anchor.longitude is not None:
            node |= {"latitude": entity.anchor.latitude, "longitude": entity.anchor.longitude}
        if entity.anchor.identifiers:
            node["identifiers"] = "; ".join(entity.anchor.identifiers)
        return node

    def _edge(self, relation: Relation) -> dict[str, str | int | float]:
        articles = {self.claim(id).document for id in relation.claims}
        return {
            "predicate": relation.predicate,
            "label": self.ontology.label(relation.predicate),
            "status": str(relation.status),
            "claims": len(relation.claims),
            "articles": len(articles),
            "weight": len(articles),
        }


def is_named(entity: Entity) -> bool:
    """Whether some article calls the entity by a name."""
    return any(mention.kind is MentionKind.NAME for mention in entity.mentions)


def _group_by_mention(entities: Iterable[Entity]) -> dict[Mention, tuple[Entity, ...]]:
    grouped: defaultdict[Mention, list[Entity]] = defaultdict(list)
    for entity in entities:
        for mention in entity.mentions:
            grouped[mention].append(entity)
    return {mention: tuple(meant) for mention, meant in grouped.items()}
