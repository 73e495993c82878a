"""What can be said: the classes, roles and relations of `ontology/kg.ttl`, as kg uses them.

It says nothing of how English words it; that is the lexicon's matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.model import TOP_TYPES

ONTOLOGY_NAMESPACE = "https://example.org/kg/ontology#"
OPEN_PREFIX = "rel:"
ROOT_RELATION = "relatedTo"
ROOT_CLASS = "Thing"

# The vocabularies that kg writes and asks in.
VOCABULARIES = {
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "kg": ONTOLOGY_NAMESPACE,
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_RDF, _RDFS = VOCABULARIES["rdf"], VOCABULARIES["rdfs"]
_OWL, _SCHEMA = VOCABULARIES["owl"], VOCABULARIES["schema"]
_WIKIDATA = "http://www.wikidata.org/entity/"

Terms = Mapping[str, Sequence[str]]


def _data_folder() -> Path:
    """Where the data lie: inside an installed package, or beside its source."""
    installed = Path(__file__).parent / "_ontology"
    return installed if installed.exists() else Path(__file__).parent.parent / "ontology"


DATA = _data_folder()


@dataclass(frozen=True)
class EdgeRule:
    """A claim gives an edge from one role's filler to another's: recipient, received, theme.

    The rule gives none where the role `unless` is filled.
    """

    source: str
    predicate: str
    target: str
    unless: str = ""


@dataclass(frozen=True)
class Predicate:
    """One relation. `domain` and `range` are the classes that one expects, not what is inferred.

    `parents` are its nearest relations above it, or terms of other vocabularies as full IRIs.
    """

    name: str
    label: str
    comment: str
    domain: str
    range: str
    inverse_label: str
    symmetric: bool
    parents: tuple[str, ...]
    edges: tuple[EdgeRule, ...]
    plover: str
    wikidata: str


@dataclass(frozen=True)
class EntityClass:
    """One class of entities; `parent` is "" for the root, `others` are full IRIs elsewhere."""

    name: str
    label: str
    comment: str
    parent: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ontology:
    """What can be said. `digest` is the SHA-256 of the file it was read from."""

    predicates: Mapping[str, Predicate]
    classes: Mapping[str, EntityClass]
    roles: tuple[str, ...]
    version: str
    digest: str

    def top_type(self, type: str) -> str:
        """The one of Person, Organization, Place and Thing that a class falls under."""
        return next(name for name in self._lineage(type) if name in TOP_TYPES)

    def is_symmetric(self, predicate: str) -> bool:
        """Whether a relation holds both ways, as `met` does."""
        known = self.predicates.get(predicate)
        return known is not None and known.symmetric

    def is_a(self, type: str, parent: str) -> bool:
        """Whether a class is another one, or falls under it."""
        return parent in self._lineage(type)

    def edges(self, predicate: str) -> tuple[EdgeRule, ...]:
        """The rules that turn a claim's roles into edges; open predicates share one set."""
        if is_open(predicate):
            shared = self.predicates[ROOT_RELATION].edges
            return tuple(replace(rule, predicate=predicate) for rule in shared)
        return self._predicate(predicate).edges

    def is_mutual(self, predicate: str) -> bool:
        """Whether its agents do it to one another: met, fought."""
        return any(rule.source == rule.target == "agent" for rule in self.edges(predicate))

    def label(self, predicate: str) -> str:
        """The words for a relation: "talked with", or "collaborate with" for an open one."""
        if is_open(predicate):
            return predicate.removeprefix(OPEN_PREFIX).replace("_", " ")
        return self._predicate(predicate).label

    def _predicate(self, name: str) -> Predicate:
        if name not in self.predicates:
            raise OntologyError(f"no relation {name!r} in the ontology; declare it in kg.ttl")
        return self.predicates[name]

    def _lineage(self, name: str) -> Iterator[str]:
        while name:
            if name not in self.classes:
                raise OntologyError(f"no class {name!r} in the ontology; declare it in kg.ttl")
            yield name
            name = self.classes[name].parent


def is_open(predicate: str) -> bool:
    """Whether a predicate is made from the words of a text: `rel:collaborate_with`."""
    return predicate.startswith(OPEN_PREFIX)


def load_ontology(folder: Path | None = None) -> Ontology:
    """Read `kg.ttl` of a folder, by default the one that comes with kg.

    A malformed file raises OntologyError with the file and the line.
    """
    path = (folder or DATA) / "kg.ttl"
    try:
        content = path.read_bytes()
        triples = tuple(ox.parse(content, format=ox.RdfFormat.TURTLE))
    except OSError as error:
        raise OntologyError(f"{path}: cannot be read: {error.strerror}") from error
    except SyntaxError as error:
        raise OntologyError(f"{path}, line {error.lineno}: {error.msg}") from error
    return _Reader(path, content, triples).read()


@dataclass
class _Reader:
    """Reads one ontology file; it keeps the text so that a complaint can name the line."""

    path: Path
    content: bytes
    triples: Iterable[ox.Quad]
    terms: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def read(self) -> Ontology:
        for triple in self.triples:
            properties = self.terms.setdefault(_value(triple.subject), {})
            properties.setdefault(_value(triple.predicate), []).append(_value(triple.object))
        classes = {entity.name: entity for entity in self._classes()}
        if ROOT_CLASS not in classes or classes[ROOT_CLASS].parent:
            raise self._error(ROOT_CLASS, "must be declared as the class above all others")
        return Ontology(
            predicates=self._predicates(classes),
            classes=classes,
            roles=self._named(f"{ONTOLOGY_NAMESPACE}Role"),
            version=self._version(),
            digest=sha256(self.content).hexdigest(),
        )

    def _named(self, kind: str) -> tuple[str, ...]:
        """Local names of the terms of one kind, in the file's order."""
        return tuple(
            _local(iri)
            for iri, properties in self.terms.items()
            if kind in properties.get(f"{_RDF}type", ()) and _is_own(iri)
        )

    def _version(self) -> str:
        headers = (p for p in self.terms.values() if f"{_OWL}Ontology" in p.get(f"{_RDF}type", ()))
        return next((_first(header, f"{_OWL}versionInfo") for header in headers), "")

    def _classes(self) -> Iterator[EntityClass]:
        """The classes under `Thing`; those of claims and edges stand apart."""
        parents = {name: self._parent(name) for name in self._named(f"{_OWL}Class")}
        for name in parents:
            if ROOT_CLASS not in _climb(name, parents):
                continue
            terms = self._terms(name)
            yield EntityClass(
                name=name,
                label=self._label(name),
                comment=_first(terms, f"{_RDFS}comment"),
                parent=parents[name],
                others=_foreign(terms.get(f"{_RDFS}subClassOf", ())),
            )

    def _parent(self, name: str) -> str:
        above = self._terms(name).get(f"{_RDFS}subClassOf", ())
        return next((_local(iri) for iri in above if _is_own(iri)), "")

    def _predicates(self, classes: Mapping[str, EntityClass]) -> dict[str, Predicate]:
        names = self._named(f"{ONTOLOGY_NAMESPACE}Relation")
        inverses = self._inverse_labels()
        rules = self._rules(names)
        return {
            name: Predicate(
                name=name,
                label=self._label(name),
                comment=_first(self._terms(name), f"{_RDFS}comment"),
                domain=self._expected(name, "domain", classes),
                range=self._expected(name, "range", classes),
                inverse_label=self._label(name) if self._is_symmetric(name) else inverses[name],
                symmetric=self._is_symmetric(name),
                parents=self._parents(name, names),
                edges=tuple(rules[name]),
                plover=_first(self._terms(name), f"{ONTOLOGY_NAMESPACE}ploverEvent"),
                wikidata=_first(
                    self._terms(name), f"{ONTOLOGY_NAMESPACE}wikidataProperty"
                ).removeprefix(_WIKIDATA),
            )
            for name in names
        }

    def _parents(self, name: str, names: Sequence[str]) -> tuple[str, ...]:
        above = self._terms(name).get(f"{_RDFS}subPropertyOf", ())
        own = tuple(_local(iri) for iri in above if _is_own(iri))
        if not own and name != ROOT_RELATION:
            raise self._error(name, f"has no parent; put it under kg:{ROOT_RELATION}")
        for parent in own:
            if parent not in names:
                raise self._error(name, f"has the unknown parent kg:{parent}")
        return own + _foreign(above)

    def _expected(self, name: str, side: str, classes: Mapping[str, EntityClass]) -> str:
        """The one class that a side of a relation is expected in: the nearest above all named."""
        terms = self._terms(name)
        named = terms.get(f"{_SCHEMA}{side}Includes") or terms.get(f"{_RDFS}{side}", ())
        unknown = [iri for iri in named if _local(iri) not in classes]
        if unknown or not named:
            raise self._error(name, f"has no known class as its {side}: {', '.join(unknown)}")
        parents = {name: entity.parent for name, entity in classes.items()}
        lines = [_climb(_local(iri), parents) for iri in named]
        return next(name for name in lines[0] if all(name in line for line in lines))

    def _is_symmetric(self, name: str) -> bool:
        return f"{_OWL}SymmetricProperty" in self._terms(name).get(f"{_RDF}type", ())

    def _inverse_labels(self) -> dict[str, str]:
        """Labels of inverses by relation; either of the two may declare the other."""
        labels = dict.fromkeys(self._named(f"{ONTOLOGY_NAMESPACE}Relation"), "")
        for iri, properties in self.terms.items():
            for other in properties.get(f"{_OWL}inverseOf", ()):
                for one, its_inverse in ((iri, other), (other, iri)):
                    if _local(one) in labels:
                        labels[_local(one)] = self._label(_local(its_inverse))
        return labels

    def _rules(self, predicates: Sequence[str]) -> dict[str, list[EdgeRule]]:
        """Edge rules by the predicate of the claims that they are for, in the file's order."""
        known = {
            "sourceRole": self._named(f"{ONTOLOGY_NAMESPACE}Role"),
            "targetRole": self._named(f"{ONTOLOGY_NAMESPACE}Role"),
            "unlessRole": ("", *self._named(f"{ONTOLOGY_NAMESPACE}Role")),
            "edgePredicate": predicates,
            "ofPredicate": predicates,
        }
        rules: dict[str, list[EdgeRule]] = {name: [] for name in predicates}
        for name in self._named(f"{ONTOLOGY_NAMESPACE}EdgeRule"):
            part = {}
            for key, allowed in known.items():
                part[key] = _local(_first(self._terms(name), ONTOLOGY_NAMESPACE + key))
                if part[key] not in allowed:
                    raise self._error(name, f"has no known kg:{key}: {part[key]!r}")
            rule = EdgeRule(
                part["sourceRole"], part["edgePredicate"], part["targetRole"], part["unlessRole"]
            )
            rules[part["ofPredicate"]].append(rule)
        return rules

    def _terms(self, name: str) -> Terms:
        return self.terms.get(ONTOLOGY_NAMESPACE + name, {})

    def _label(self, name: str) -> str:
        label = _first(self._terms(name), f"{_RDFS}label")
        if not label:
            raise self._error(name, "has no rdfs:label")
        return label

    def _error(self, name: str, complaint: str) -> OntologyError:
        text = self.content.decode("utf-8", "replace")
        found = re.search(rf"^kg:{re.escape(name)}\s", text, re.MULTILINE)
        line = text.count("\n", 0, found.start()) + 1 if found else 1
        return OntologyError(f"{self.path}, line {line}: kg:{name} {complaint}")


def _value(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return "" if isinstance(term, ox.Triple) else term.value


def _first(terms: Terms, key: str) -> str:
    return next(iter(terms.get(key, ())), "")


def _is_own(iri: str) -> bool:
    return iri.startswith(ONTOLOGY_NAMESPACE)


def _local(iri: str) -> str:
    return iri.removeprefix(ONTOLOGY_NAMESPACE)


def _foreign(iris: Iterable[str]) -> tuple[str, ...]:
    return tuple(iri for iri in iris if not _is_own(iri))


def _climb(name: str, parents: Mapping[str, str]) -> tuple[str, ...]:
    """A class and those above it, from the nearest to the root; a circle ends where it closes."""
    line: list[str] = []
    while name and name not in line:
        line.append(name)
        name = parents.get(name, "")
    return tuple(line)
