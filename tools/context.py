"""The context of the JSON-LD that kg writes, made from the ontology: `ontology/context.jsonld`.

Terms of kg go by their own names, those of other vocabularies by theirs, with the prefix before
(`org_role`) where kg has the name already.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import rdflib
from rdflib import OWL, RDFS, XSD
from rdflib.term import Node

from kg.ontology import VOCABULARIES
from tools.ontology import KG, OntologyFile, short

# Terms of other vocabularies that kg writes: what their values are, and whether there may be many.
CLASSES = (
    "oa:SpecificResource", "org:Membership", "org:Role", "owl:Class", "owl:ObjectProperty",
    "owl:SymmetricProperty", "prov:Activity", "schema:NewsArticle", "sem:Event",
)  # fmt: skip
ONE, MANY = False, True
PROPERTIES: dict[str, tuple[str, bool]] = {
    "geo:lat": ("xsd:decimal", ONE),
    "geo:long": ("xsd:decimal", ONE),
    "oa:hasSource": ("@id", ONE),
    "org:member": ("@id", ONE),
    "org:organization": ("@id", ONE),
    "org:role": ("@id", ONE),
    "prov:wasDerivedFrom": ("@id", MANY),
    "prov:wasGeneratedBy": ("@id", ONE),
    "rdfs:label": ("", ONE),
    "rdfs:subClassOf": ("@id", MANY),
    "rdfs:subPropertyOf": ("@id", MANY),
    "schema:datePublished": ("xsd:date", ONE),
    "schema:headline": ("", ONE),
    "schema:publisher": ("", ONE),
    "schema:url": ("xsd:anyURI", ONE),
    "skos:altLabel": ("", MANY),
    "skos:exactMatch": ("@id", MANY),
    "skos:prefLabel": ("", ONE),
}

# Object properties of kg that have one value, and those whose values have a word themselves.
SINGLE = {KG[name] for name in ("evidence", "source", "target")}
TERMS = {KG[name] for name in ("predicate", "relation")}
SEVERAL_WORDS = {KG.cue}

Json = dict[str, Any]


def context_text(ontology: OntologyFile) -> str:
    """The file: one term a line."""
    lines = ",\n".join(
        f"    {json.dumps(word)}: {json.dumps(told)}" for word, told in _terms(ontology)
    )
    return f'{{\n  "@context": {{\n{lines}\n  }}\n}}\n'


def _terms(ontology: OntologyFile) -> Iterator[tuple[str, Json | str]]:
    own = dict(_own_terms(ontology))
    yield from sorted(own.items())
    for name in CLASSES:
        yield _word(name, own), _full(name)
    for name, (type_, many) in PROPERTIES.items():
        yield _word(name, own), _property(_full(name), _full(type_), many)


def _own_terms(ontology: OntologyFile) -> Iterator[tuple[str, Json | str]]:
    for term in ontology.of_kind(OWL.Class):
        yield short(term), str(term)
    for term in ontology.of_kind(OWL.ObjectProperty):
        single = term in SINGLE | TERMS
        yield short(term), _property(str(term), "@vocab" if term in TERMS else "@id", not single)
    for term in ontology.of_kind(OWL.DatatypeProperty):
        datatype = ontology.rdf.value(term, RDFS.range)
        yield short(term), _property(str(term), _datatype(datatype), term in SEVERAL_WORDS)


def _datatype(range_: Node | None) -> str:
    return "" if range_ == XSD.string else str(range_)


def _property(iri: str, type_: str, many: bool) -> Json:
    container = {"@container": "@set"} if many else {}
    return {"@id": iri} | ({"@type": type_} if type_ else {}) | container


def _full(name: str) -> str:
    prefix, colon, local = name.partition(":")
    return str(rdflib.URIRef(VOCABULARIES[prefix] + local)) if colon else name


def _word(name: str, own: Json) -> str:
    prefix, _, local = name.partition(":")
    return f"{prefix}_{local}" if local in own else local
