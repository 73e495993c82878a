"""The graph as RDF: Turtle 1.1 that loads everywhere, or an rdflib Graph.

No blank nodes, no clock, every IRI made from content: the same graph gives the same bytes.
"""

from kg.turtle.statements import DEFAULT_BASE, statements
from kg.turtle.terms import Iri, Literal, Triple
from kg.turtle.writing import to_rdf, write_turtle

__all__ = [
    "DEFAULT_BASE",
    "Iri",
    "Literal",
    "Triple",
    "statements",
    "to_rdf",
    "write_turtle",
]
