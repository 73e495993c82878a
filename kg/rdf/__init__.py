"""What a graph says as RDF: its statements, triple by triple, and the rdflib Graph of them.

No blank nodes, no clock, every IRI made from content. How they are written as bytes is
`kg.turtle`'s matter.
"""

from kg.rdf.library import to_rdf
from kg.rdf.statements import DEFAULT_BASE, ClaimGraph, Names, prefixes, quads, statements
from kg.rdf.terms import Iri, Literal, Quad, Triple

__all__ = [
    "DEFAULT_BASE",
    "ClaimGraph",
    "Iri",
    "Literal",
    "Names",
    "Quad",
    "Triple",
    "prefixes",
    "quads",
    "statements",
    "to_rdf",
]
