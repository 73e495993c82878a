"""What a graph says, triple by triple, in a fixed order.

The order: the run, the terms used, corrections, articles with their evidence, entities with their
plain edges, how these are referred to, edges, claims, offices. Inside each the subjects are sorted
or follow the entities, and so are the triples of a subject. Nothing is held but the offices:
memory does not grow with the triples.

As quads they come article by article: a named graph holds what one article says, so that the
article can be dropped; what belongs to none (or to several) comes first, in the default graph.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from datetime import date
from hashlib import sha256
from itertools import chain, groupby
from operator import attrgetter
from typing import Protocol

from kg.corrections import Corrected, Correction, Decision
from kg.errors import OutputError
from kg.model import (
    Article,
    Claim,
    Document,
    Entity,
    Mention,
    MentionKind,
    Relation,
    Run,
    Span,
    Status,
)
from kg.ontology import (
    OPEN_PREFIX,
    ROOT_RELATION,
    VOCABULARIES,
    EntityClass,
    Ontology,
    is_open,
)
from kg.rdf.terms import (
    LABEL,
    A,
    Iri,
    Literal,
    Quad,
    Triple,
    address,
    day,
    decimal,
    english,
    in_path,
    integer,
    is_absolute,
    slug,
    term,
    text,
)

DEFAULT_BASE = "https://example.org/kg/"

# The kinds of things that have a folder, and so a prefix, of their own under the base.
FOLDERS = (
    "article", "claim", "correction", "edge", "membership", "organization", "person", "place",
    "reference", "rel", "role", "run", "thing",
)  # fmt: skip

# Relations that are offices, and so are written as memberships too.
OFFICES = ("holdsOfficeAt", "spokespersonFor")


class ClaimGraph(Protocol):
    """What must be known of a graph to put it into RDF; `kg.graph.KnowledgeGraph` knows it."""

    @property
    def ontology(self) -> Ontology:
        """What can be said."""

    @property
    def run(self) -> Run | None:
        """What read the articles."""

    @property
    def corrected(self) -> Corrected:
        """What readers corrected."""

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles, by id."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """Their texts, by id."""

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Whom and what they speak of, by id."""

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What they claim, as it stands in them."""

    @property
    def relations(self) -> tuple[Relation, ...]:
        """The edges, by source, predicate, target and status."""

    def entities_of(self, mention: Mention) -> tuple[Entity, ...]:
        """The entities that a mention means."""

    def text(self, document: str, span: Span | Mention) -> str:
        """The words of a span or mention."""

    def edges(self, claim: Claim) -> Iterator[tuple[str, str, str]]:
        """The (source, predicate, target) that a claim supports."""


@dataclass(frozen=True, slots=True)
class Office:
    """Somebody's office: its words, where (or nowhere said), and the days that are spoken of."""

    member: str
    organization: str
    words: str
    start: date | None
    end: date | None


@dataclass(slots=True)
class Reference:
    """How articles refer to an entity: words, why these mean it, how often, and in which articles.

    Pronouns are told in small letters.
    """

    words: str
    reason: str
    mentions: int
    articles: set[str]


@dataclass(frozen=True, slots=True)
class Names:
    """The IRIs of a graph's things, all under one base."""

    base: str

    def __post_init__(self) -> None:
        if not is_absolute(self.base) or self.base[-1] not in "/#":
            raise OutputError(
                f"base {self.base!r} is no absolute IRI that ends with / or #;"
                f" give one such as {DEFAULT_BASE}"
            )

    def of(self, folder: str, name: str) -> Iri:
        """The IRI of one thing of a kind: `claim/` and its id."""
        return Iri(f"{self.base}{folder}/{in_path(name)}")

    def entity(self, id: str) -> Iri:
        """An entity's id has its kind in it: `person/Kim_Jong_Un`."""
        return Iri(self.base + in_path(id))

    def relation(self, predicate: str) -> Iri:
        """`kg:met`, or `rel/collaborate_with` for an open one."""
        if is_open(predicate):
            return self.of("rel", slug(predicate.removeprefix(OPEN_PREFIX)))
        return term(f"kg:{predicate}")

    def evidence(self, claim: Claim) -> Iri:
        """The span of an article by RFC 5147: `<article>#char=12,85`."""
        return self.span(claim.document, claim.evidence)

    def span(self, document: str, span: Span) -> Iri:
        """A span of an article: `<article>#char=12,85`; an IRI has no second `#`, but `/`."""
        mark = "/" if "#" in self.base else "#"
        return Iri(f"{self.of('article', document)}{mark}char={span.start},{span.end}")

    def edge(self, source: str, predicate: str, target: str, status: Status) -> Iri:
        """An edge by what it says."""
        return self.of("edge", _digest(source, predicate, target, status))

    def office(self, office: Office) -> Iri:
        """A membership by what it says."""
        return self.of("membership", _digest(*map(str, astuple(office))))

    def reference(self, entity: str, reference: Reference) -> Iri:
        """A way of referring to an entity, by what it says."""
        return self.of("reference", _digest(entity, reference.words, reference.reason))

    def correction(self, correction: Correction) -> Iri:
        """A correction by what it decides."""
        told = (str(correction), correction.by, correction.note)
        return self.of("correction", _digest(*told))

    def run(self, run: Run) -> Iri:
        """A run by what it ran."""
        return self.of("run", _digest(*astuple(run)))


def statements(
    graph: ClaimGraph, *, base: str = DEFAULT_BASE, run: Run | None = None
) -> Iterator[Triple]:
    """Every triple of a graph, each once, subject by subject."""
    return _Statements.of(graph, base, run).triples()


def quads(graph: ClaimGraph, *, base: str = DEFAULT_BASE, run: Run | None = None) -> Iterator[Quad]:
    """The same triples, each with its named graph: the article that says it, or None.

    In the default graph (None) stand the run, the terms, entities, plain edges, edges and offices.
    """
    return _Statements.of(graph, base, run).quads()


def prefixes(base: str = DEFAULT_BASE) -> dict[str, str]:
    """The namespaces that a graph under this base is written with, by prefix, sorted."""
    base = Names(base).base
    folders = {folder: f"{base}{folder}/" for folder in FOLDERS}
    return dict(sorted((VOCABULARIES | folders).items()))


# The triples of one subject after another.
Subjects = Iterable[Iterable[Triple]]


@dataclass(frozen=True, slots=True)
class _Statements:
    graph: ClaimGraph
    names: Names
    run: Run | None
    run_iri: Iri | None

    @classmethod
    def of(cls, graph: ClaimGraph, base: str, run: Run | None) -> _Statements:
        names, run = Names(base), run or graph.run
        return cls(graph, names, run, names.run(run) if run else None)

    def triples(self) -> Iterator[Triple]:
        return _in_order(
            chain(
                self._about_run(),
                self._about_terms(),
                map(self._about_correction, self._corrections()),
                map(self._about_article, self.graph.documents),
                self._about_evidence(self.graph.claims),
                self._about_entities(),
                self._about_references(),
                self._about_edges(),
                self._about_claims(self.graph.claims),
                self._about_offices(),
            )
        )

    def quads(self) -> Iterator[Quad]:
        shared = chain(
            self._about_run(),
            self._about_terms(),
            map(self._about_correction, self._corrections()),
            self._about_entities(),
            self._about_references(),
            self._about_edges(),
            self._about_offices(),
        )
        for subject, predicate, value in _in_order(shared):
            yield subject, predicate, value, None
        for article in self.graph.articles:
            name = self.names.of("article", article.document.id)
            for subject, predicate, value in _in_order(self._told_by(article)):
                yield subject, predicate, value, name

    def _told_by(self, article: Article) -> Subjects:
        return chain(
            [self._about_article(article.document)],
            self._about_evidence(article.claims),
            self._about_claims(article.claims),
        )

    def _about_run(self) -> Subjects:
        if self.run is None or self.run_iri is None:
            return
        values = {
            "rdfs:label": f"{self.run.software} {self.run.version}",
            "kg:softwareName": self.run.software,
            "kg:softwareVersion": self.run.version,
            "kg:ontologyVersion": self.graph.ontology.version,
            "kg:ontologyDigest": self.run.ontology_digest,
            "kg:lexiconDigest": self.run.lexicon_digest,
            "kg:modelDigest": self.run.model_digest,
        }
        told = [(self.run_iri, term(name), text(value)) for name, value in values.items() if value]
        yield [(self.run_iri, A, term("prov:Activity")), *told]

    def _about_terms(self) -> Subjects:
        """Label and parents of each term that occurs, so that the file explains itself."""
        ontology = self.graph.ontology
        for name in sorted(_classes_used(self.graph)):
            yield self._class(ontology.classes[name])
        for role in sorted({role.name for claim in self.graph.claims for role in claim.roles}):
            if role in ontology.roles:
                subject, parents = term(f"kg:{role}"), [term("kg:participant")]
                yield self._property(subject, ["kg:Role"], role, parents)
        for predicate in sorted(_predicates_used(self.graph)):
            subject, parents = self.names.relation(predicate), self._parents(predicate, ontology)
            symmetry = (
                ["owl:SymmetricProperty"] if self.graph.ontology.is_symmetric(predicate) else []
            )
            label = ontology.label(predicate)
            yield self._property(subject, ["kg:Relation", *symmetry], label, parents)

    def _class(self, entity_class: EntityClass) -> Iterator[Triple]:
        subject = term(f"kg:{entity_class.name}")
        yield subject, A, term("owl:Class")
        yield subject, LABEL, english(entity_class.label)
        if entity_class.parent:
            yield subject, term("rdfs:subClassOf"), term(f"kg:{entity_class.parent}")
        for other in entity_class.others:
            yield subject, term("rdfs:subClassOf"), Iri(other)

    def _property(
        self, subject: Iri, kinds: Iterable[str], label: str, parents: Iterable[Iri]
    ) -> Iterator[Triple]:
        for kind in ("owl:ObjectProperty", *kinds):
            yield subject, A, term(kind)
        yield subject, LABEL, english(label)
        for parent in parents:
            yield subject, term("rdfs:subPropertyOf"), parent

    def _parents(self, predicate: str, ontology: Ontology) -> list[Iri]:
        if is_open(predicate):
            return [term(f"kg:{ROOT_RELATION}")]
        parents = ontology.predicates[predicate].parents
        return [Iri(name) if ":" in name else term(f"kg:{name}") for name in parents]

    def _corrections(self) -> list[Correction]:
        return sorted(self.graph.corrected.applied, key=self.names.correction)

    def _about_correction(self, correction: Correction) -> Iterator[Triple]:
        subject = self.names.correction(correction)
        yield subject, A, term("kg:Correction")
        yield subject, LABEL, text(str(correction))
        yield subject, term("kg:decision"), text(correction.decision)
        if correction.by:
            yield subject, term("kg:decidedBy"), text(correction.by)
        if correction.note:
            yield subject, term("kg:note"), text(correction.note)

    def _about_article(self, document: Document) -> Iterator[Triple]:
        subject = self.names.of("article", document.id)
        yield subject, A, term("schema:NewsArticle")
        if document.title:
            yield subject, term("schema:headline"), text(document.title)
        if document.published:
            yield subject, term("schema:datePublished"), day(document.published)
        if document.url:
            yield subject, term("schema:url"), address(document.url)
        if document.source:
            yield subject, term("schema:publisher"), text(document.source)

    def _about_evidence(self, claims: Iterable[Claim]) -> Subjects:
        """Each sentence that is evidence, once, however many claims it makes."""
        spans = {(claim.document, claim.evidence) for claim in claims}
        return (self._evidence(document, span) for document, span in sorted(spans))

    def _evidence(self, document: str, span: Span) -> Iterator[Triple]:
        subject = self.names.span(document, span)
        yield subject, A, term("oa:SpecificResource")
        yield subject, term("oa:hasSource"), self.names.of("article", document)
        yield subject, term("kg:start"), integer(span.start)
        yield subject, term("kg:end"), integer(span.end)
        yield subject, term("kg:quote"), text(self.graph.text(document, span))

    def _about_entities(self) -> Subjects:
        """Entities with the edges that are stated; a symmetric one stands on both its ends."""
        stated: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for edge in self.graph.relations:
            if edge.status is Status.STATED:
                stated[edge.source].append((edge.predicate, edge.target))
                if self.graph.ontology.is_symmetric(edge.predicate):
                    stated[edge.target].append((edge.predicate, edge.source))
        for entity in self.graph.entities:
            yield chain(
                self._entity(entity),
                self._corrected(entity),
                self._plain_edges(entity, stated[entity.id]),
            )

    def _corrected(self, entity: Entity) -> Iterator[Triple]:
        """The corrections that made an entity what it is, and whom they keep it apart from."""
        subject = self.names.entity(entity.id)
        for correction in self.graph.corrected.entities.get(entity.id, ()):
            yield subject, term("kg:correctedBy"), self.names.correction(correction)
        for pair in self.graph.corrected.apart:
            if entity.id in pair:
                for other in {*pair} - {entity.id}:
                    yield subject, term("owl:differentFrom"), self.names.entity(other)

    def _about_references(self) -> Iterator[Iterable[Triple]]:
        for entity in self.graph.entities:
            for reference in self._references(entity):
                yield self._reference(entity, reference)

    def _references(self, entity: Entity) -> list[Reference]:
        """The mentions of an entity together by their words and their reason."""
        found: dict[tuple[str, str], Reference] = {}
        for mention, reason in entity.reasons:
            words = self._words(mention)
            reference = found.setdefault((words, reason), Reference(words, reason, 0, set()))
            reference.mentions += 1
            reference.articles.add(mention.document)
        return [found[key] for key in sorted(found)]

    def _words(self, mention: Mention) -> str:
        words = " ".join(self.graph.text(mention.document, mention).split())
        return words.casefold() if mention.kind is MentionKind.PRONOUN else words

    def _reference(self, entity: Entity, reference: Reference) -> Iterator[Triple]:
        subject = self.names.reference(entity.id, reference)
        yield subject, A, term("kg:Reference")
        yield subject, term("kg:refersTo"), self.names.entity(entity.id)
        yield subject, term("kg:writtenAs"), text(reference.words)
        yield subject, term("kg:reason"), text(reference.reason)
        yield subject, term("kg:mentions"), integer(reference.mentions)
        for article in reference.articles:
            yield subject, term("kg:inArticle"), self.names.of("article", article)

    def _plain_edges(self, entity: Entity, edges: Iterable[tuple[str, str]]) -> Iterator[Triple]:
        for predicate, target in edges:
            relation = self.names.relation(predicate)
            yield self.names.entity(entity.id), relation, self.names.entity(target)

    def _entity(self, entity: Entity) -> Iterator[Triple]:
        subject = self.names.entity(entity.id)
        for name in (entity.type, self.graph.ontology.top_type(entity.type)):
            yield subject, A, term(f"kg:{name}")
        yield subject, LABEL, text(entity.name)
        yield subject, term("skos:prefLabel"), text(entity.name)
        for name in entity.names[1:]:
            if name != entity.name:
                yield subject, term("skos:altLabel"), text(name)
        for name in entity.names:
            yield subject, term("kg:nameKey"), text(name.lower())
        for identifier in filter(is_absolute, entity.anchor.identifiers):
            yield subject, term("skos:exactMatch"), Iri(identifier)
        if entity.anchor.latitude is not None and entity.anchor.longitude is not None:
            yield subject, term("geo:lat"), decimal(entity.anchor.latitude)
            yield subject, term("geo:long"), decimal(entity.anchor.longitude)

    def _about_edges(self) -> Subjects:
        """Edges that say the same with another status stand side by side, and name each other."""
        what_it_says = attrgetter("source", "predicate", "target")
        for _, edges in groupby(self.graph.relations, key=what_it_says):
            alike = {self._edge(edge): edge for edge in edges}
            for subject, edge in alike.items():
                others = (other for other in alike if other != subject)
                yield chain(
                    self._about_edge(subject, edge),
                    ((subject, term("kg:toldOtherwise"), other) for other in others),
                )

    def _edge(self, edge: Relation) -> Iri:
        return self.names.edge(edge.source, edge.predicate, edge.target, edge.status)

    def _about_edge(self, subject: Iri, edge: Relation) -> Iterator[Triple]:
        yield subject, A, term("kg:Edge")
        yield subject, term("kg:source"), self.names.entity(edge.source)
        yield subject, term("kg:relation"), self.names.relation(edge.predicate)
        yield subject, term("kg:target"), self.names.entity(edge.target)
        yield subject, term("kg:status"), text(edge.status)

    def _about_claims(self, claims: Iterable[Claim]) -> Subjects:
        return chain.from_iterable(map(self._about_claim, _by_id(claims)))

    def _about_claim(self, claim: Claim) -> Subjects:
        subject = self.names.of("claim", claim.id)
        yield chain(
            self._claim(subject, claim), self._roles(subject, claim), self._said(subject, claim)
        )
        for position in range(1, len(claim.attribution) + 1):
            yield self._attribution(subject, claim, position)

    def _claim(self, subject: Iri, claim: Claim) -> Iterator[Triple]:
        yield subject, A, term("kg:Claim")
        yield subject, A, term("sem:Event")
        yield subject, term("kg:predicate"), self.names.relation(claim.predicate)
        trigger = self.graph.text(claim.document, claim.trigger)
        yield subject, term("kg:trigger"), text(trigger)
        yield subject, term("kg:rule"), text(claim.rule)
        yield subject, term("kg:status"), text(claim.status)
        yield subject, term("kg:polarity"), text(claim.stance.polarity)
        yield subject, term("kg:certainty"), text(claim.stance.certainty)
        yield subject, term("kg:tense"), text(claim.stance.tense)
        yield subject, term("kg:evidence"), self.names.evidence(claim)
        if claim.time:
            yield from _days(subject, claim.time.start, claim.time.end)
        judged = self.graph.corrected.claims.get(claim.id)
        if judged:
            rejected = judged.decision is Decision.REJECT
            yield subject, term("kg:judgement"), text("rejected" if rejected else "confirmed")
            yield subject, term("kg:correctedBy"), self.names.correction(judged)
        for edge in self.graph.edges(claim):
            edge_iri = self.names.edge(*edge, claim.status)
            yield subject, term("kg:supports"), edge_iri
        if self.run_iri:
            yield subject, term("prov:wasGeneratedBy"), self.run_iri

    def _roles(self, subject: Iri, claim: Claim) -> Iterator[Triple]:
        for role in claim.roles:
            known = role.name in self.graph.ontology.roles
            name = term(f"kg:{role.name if known else 'participant'}")
            for entity in chain.from_iterable(map(self.graph.entities_of, role.fillers)):
                yield subject, name, self.names.entity(entity.id)

    def _said(self, subject: Iri, claim: Claim) -> Iterator[Triple]:
        """Speakers and cues on the claim itself, for short questions; the links hold the order."""
        for position in range(1, len(claim.attribution) + 1):
            link = self.names.of("claim", f"{claim.id}/said/{position}")
            yield subject, term("kg:attribution"), link
            yield from self._speaker(subject, claim, position)

    def _attribution(self, claim_iri: Iri, claim: Claim, position: int) -> Iterator[Triple]:
        subject = Iri(f"{claim_iri}/said/{position}")
        yield subject, A, term("kg:Attribution")
        yield subject, term("kg:position"), integer(position)
        yield from self._speaker(subject, claim, position)

    def _speaker(self, subject: Iri, claim: Claim, position: int) -> Iterator[Triple]:
        said = claim.attribution[position - 1]
        for speaker in self.graph.entities_of(said.source) if said.source else ():
            yield subject, term("kg:saidBy"), self.names.entity(speaker.id)
        cue = self.graph.text(claim.document, said.cue)
        if cue:
            yield subject, term("kg:cue"), text(cue)

    def _about_offices(self) -> Subjects:
        behind: defaultdict[Iri, list[tuple[Office, Claim]]] = defaultdict(list)
        for claim in _by_id(self.graph.claims):
            for office in self._offices(claim):
                behind[self.names.office(office)].append((office, claim))
        roles = set()
        for subject in sorted(behind):
            office, _ = behind[subject][0]
            roles.add(office.words)
            claims = [claim for _, claim in behind[subject]]
            yield chain(self._membership(subject, office), self._derived(subject, claims))
        for words in sorted(filter(None, roles)):
            yield self._office_role(words)

    def _offices(self, claim: Claim) -> Iterator[Office]:
        """The offices that a claim states, one for each holder, organization and wording."""
        if claim.status is not Status.STATED or self.graph.corrected.is_rejected(claim.id):
            return
        held = [(who, where) for who, what, where in self.graph.edges(claim) if what in OFFICES]
        if not held and claim.predicate in OFFICES:
            held = [(who, "") for who in self._holders(claim)]
        wordings = sorted({" ".join(words.split()).casefold() for words in self._wordings(claim)})
        start, end = (claim.time.start, claim.time.end) if claim.time else (None, None)
        for who, where in held:
            for words in wordings or [""]:
                yield Office(who, where, words, start, end)

    def _holders(self, claim: Claim) -> list[str]:
        agents = (role.fillers for role in claim.roles if role.name == "agent")
        entities = map(self.graph.entities_of, chain.from_iterable(agents))
        return [entity.id for entity in chain.from_iterable(entities)]

    def _wordings(self, claim: Claim) -> Iterator[str]:
        for role in claim.roles:
            if role.name == "office":
                yield from (self.graph.text(claim.document, filler) for filler in role.fillers)

    def _membership(self, subject: Iri, office: Office) -> Iterator[Triple]:
        yield subject, A, term("org:Membership")
        yield subject, term("org:member"), self.names.entity(office.member)
        if office.organization:
            yield subject, term("org:organization"), self.names.entity(office.organization)
        if office.words:
            yield subject, term("org:role"), self._role(office.words)
            yield subject, term("kg:officeName"), text(office.words)
        yield from _days(subject, office.start, office.end)

    def _derived(self, subject: Iri, claims: Iterable[Claim]) -> Iterator[Triple]:
        for claim in claims:
            yield subject, term("prov:wasDerivedFrom"), self.names.of("claim", claim.id)

    def _role(self, words: str) -> Iri:
        return Iri(f"{self.names.base}role/{slug(words)}")

    def _office_role(self, words: str) -> Iterator[Triple]:
        subject = self._role(words)
        yield subject, A, term("org:Role")
        yield subject, LABEL, text(words)
        yield subject, term("skos:prefLabel"), text(words)


def _classes_used(graph: ClaimGraph) -> set[str]:
    """The classes of the entities, and those above them."""
    used = set()
    for name in {entity.type for entity in graph.entities}:
        used |= {parent for parent in graph.ontology.classes if graph.ontology.is_a(name, parent)}
    return used


def _predicates_used(graph: ClaimGraph) -> set[str]:
    """The relations of claims and edges, and those above them."""
    used = {claim.predicate for claim in graph.claims}
    used |= {relation.predicate for relation in graph.relations}
    waiting = [name for name in used if not is_open(name)] + [ROOT_RELATION] * bool(used)
    while waiting:
        name = waiting.pop()
        used.add(name)
        waiting += [above for above in graph.ontology.predicates[name].parents if ":" not in above]
    return used


def _days(subject: Iri, start: date | None, end: date | None) -> Iterator[Triple]:
    if start:
        yield subject, term("kg:startDate"), day(start)
    if end:
        yield subject, term("kg:endDate"), day(end)


def _by_id(claims: Iterable[Claim]) -> list[Claim]:
    return sorted(claims, key=lambda claim: claim.id)


def _in_order(subjects: Subjects) -> Iterator[Triple]:
    for triples in subjects:
        yield from sorted(set(triples), key=_order)


def _order(triple: Triple) -> tuple[bool, str, bool, Iri | Literal]:
    """Types first, then by predicate; IRIs before literals."""
    _, predicate, value = triple
    return predicate != A, predicate, isinstance(value, Literal), value


def _digest(*parts: str) -> str:
    return sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:20]
