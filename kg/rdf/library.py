"""The statements as an rdflib Graph."""

from __future__ import annotations

import rdflib

from kg.model import Run
from kg.rdf.statements import DEFAULT_BASE, ClaimGraph, prefixes, statements
from kg.rdf.terms import Iri, Literal


def to_rdf(graph: ClaimGraph, *, base: str = DEFAULT_BASE, run: Run | None = None) -> rdflib.Graph:
    """The triples of a graph as an rdflib Graph; OutputError if `base` is no IRI."""
    rdf = rdflib.Graph()
    for prefix, namespace in prefixes(base).items():
        rdf.bind(prefix, namespace, replace=True)
    for subject, predicate, value in statements(graph, base=base, run=run):
        rdf.add((rdflib.URIRef(subject), rdflib.URIRef(predicate), _rdflib_term(value)))
    return rdf


def _rdflib_term(value: Iri | Literal) -> rdflib.URIRef | rdflib.Literal:
    if isinstance(value, Iri):
        return rdflib.URIRef(value)
    datatype = rdflib.URIRef(value.datatype) if value.datatype else None
    language = value.language or None
    return rdflib.Literal(value.text, lang=language, datatype=datatype, normalize=False)
