"""The graph as bytes of RDF: Turtle, which loads everywhere, and what else stores ask for.

No blank nodes, no clock, every IRI made from content: the same graph gives the same bytes.
"""

from kg.rdf import DEFAULT_BASE, Iri, Literal, Triple, statements, to_rdf
from kg.turtle.reading import RDF_FILES, read_rdf
from kg.turtle.writing import FORMATS, check_formats, write_rdf, write_turtle

__all__ = [
    "DEFAULT_BASE",
    "FORMATS",
    "RDF_FILES",
    "Iri",
    "Literal",
    "Triple",
    "check_formats",
    "read_rdf",
    "statements",
    "to_rdf",
    "write_rdf",
    "write_turtle",
]
