"""The ontology file as people look things up in it: terms, their sections, their links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import rdflib
from rdflib import OWL, RDF, RDFS
from rdflib.term import Node

from kg.ontology import DATA, ONTOLOGY_NAMESPACE, VOCABULARIES

KG = rdflib.Namespace(ONTOLOGY_NAMESPACE)
SCHEMA = rdflib.Namespace(VOCABULARIES["schema"])
WIKIDATA = "http://www.wikidata.org/entity/"

_HEADING = re.compile(r"^### (.+) ###$|^kg:(\S+) a ", re.MULTILINE)


@dataclass(frozen=True)
class OntologyFile:
    """`kg.ttl`: its triples, and its text for the order and the headings of its sections."""

    text: str

    @classmethod
    def open(cls, path: Path = DATA / "kg.ttl") -> OntologyFile:
        """Read the file."""
        return cls(path.read_text(encoding="utf-8"))

    @cached_property
    def rdf(self) -> rdflib.Graph:
        """Its triples."""
        return rdflib.Graph().parse(data=self.text, format="turtle")

    @cached_property
    def sections(self) -> dict[str, list[Node]]:
        """The terms under each heading, in the order of the file."""
        sections: dict[str, list[Node]] = {}
        for found in _HEADING.finditer(self.text):
            if found[1]:
                terms = sections.setdefault(found[1], [])
            else:
                terms.append(KG[found[2]])
        return sections

    def of_kind(self, kind: Node) -> list[Node]:
        """All terms of a class such as `owl:Class`, in the order of the file."""
        known = set(self.rdf.subjects(RDF.type, kind))
        return [term for terms in self.sections.values() for term in terms if term in known]

    def is_a(self, term: Node, kind: Node) -> bool:
        """Whether a term is of a class."""
        return (term, RDF.type, kind) in self.rdf

    def values(self, term: Node, *properties: Node) -> list[str]:
        """What is said of a term by these properties, IRIs by their short names, sorted."""
        found = {value for name in properties for value in self.rdf.objects(term, name)}
        return sorted(short(value) for value in found)

    def words(self, term: Node, property: Node = RDFS.comment) -> str:
        """A label or a comment, "" if there is none."""
        return str(self.rdf.value(term, property) or "")

    def inverses(self, term: Node) -> list[str]:
        """The inverses of a property, whichever of the two says so."""
        found = {*self.rdf.objects(term, OWL.inverseOf), *self.rdf.subjects(OWL.inverseOf, term)}
        return sorted(short(value) for value in found)

    def edge_rules(self, predicate: Node) -> Iterator[Node]:
        """The edge rules of the claims of a predicate, in the order of the file."""
        for rule in self.of_kind(KG.EdgeRule):
            if (rule, KG.ofPredicate, predicate) in self.rdf:
                yield rule


def short(value: Node) -> str:
    """An IRI as `met` (of kg), `schema:spouse`, or `wd:P26`; a literal as its text."""
    text = str(value)
    for prefix, namespace in (*VOCABULARIES.items(), ("wd", WIKIDATA)):
        if text.startswith(namespace):
            local = text.removeprefix(namespace)
            return local if prefix == "kg" else f"{prefix}:{local}"
    return text
