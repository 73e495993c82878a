"""Triples as bytes of Turtle, and as an rdflib Graph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import IO

import rdflib

from kg.graph import KnowledgeGraph
from kg.model import Run
from kg.ontology import VOCABULARIES
from kg.turtle.statements import DEFAULT_BASE, Names, statements
from kg.turtle.terms import A, Iri, Literal, Triple, term

# The kinds of things that have a folder, and so a prefix, of their own under the base.
FOLDERS = (
    "article", "claim", "correction", "edge", "membership", "organization", "person", "place",
    "reference", "rel", "role", "run", "thing",
)  # fmt: skip

# A name that every parser reads after a prefix; with any other character the whole IRI is written.
# (rdflib does not read `thing:a\%20b`, which the standard allows.)
_PLAIN = re.compile(r"(.*[/#])([A-Za-z0-9_][A-Za-z0-9_-]*)", re.DOTALL)

_SPECIAL = re.compile(r'["\\\x00-\x1f\x7f\ufffe\uffff]')
_ESCAPES = {'"': r"\"", "\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t"}

_INTEGER = term("xsd:integer")

_LINES_AT_ONCE = 5000


def write_turtle(
    graph: KnowledgeGraph, file: IO[bytes], *, base: str = DEFAULT_BASE, run: Run | None = None
) -> None:
    """Write a graph as Turtle 1.1 in UTF-8 to an open binary file.

    One triple a line, and no line depends on the next, so that two versions compare line by line.
    """
    lines = _lines(statements(graph, base=base, run=run), _prefixes(Names(base).base))
    while chunk := "".join(islice(lines, _LINES_AT_ONCE)):
        file.write(chunk.encode("utf-8"))


def to_rdf(
    graph: KnowledgeGraph, *, base: str = DEFAULT_BASE, run: Run | None = None
) -> rdflib.Graph:
    """The same triples as an rdflib Graph."""
    rdf = rdflib.Graph()
    for prefix, namespace in _prefixes(Names(base).base).items():
        rdf.bind(prefix, namespace, replace=True)
    for subject, predicate, value in statements(graph, base=base, run=run):
        rdf.add((rdflib.URIRef(subject), rdflib.URIRef(predicate), _rdflib_term(value)))
    return rdf


def _prefixes(base: str) -> dict[str, str]:
    folders = {folder: f"{base}{folder}/" for folder in FOLDERS}
    return dict(sorted((VOCABULARIES | folders).items()))


def _rdflib_term(value: Iri | Literal) -> rdflib.URIRef | rdflib.Literal:
    if isinstance(value, Iri):
        return rdflib.URIRef(value)
    datatype = rdflib.URIRef(value.datatype) if value.datatype else None
    language = value.language or None
    return rdflib.Literal(value.text, lang=language, datatype=datatype, normalize=False)


def _lines(triples: Iterable[Triple], prefixes: dict[str, str]) -> Iterator[str]:
    for prefix, namespace in prefixes.items():
        yield f"@prefix {prefix}: <{namespace}> .\n"
    short = _Shortener(prefixes)
    for subject, about in groupby(triples, key=lambda triple: triple[0]):
        yield f"\n{short[subject]}\n"
        for _, predicate, value in about:
            verb = "a" if predicate == A else short[predicate]
            told = short[value] if isinstance(value, Iri) else _quoted(value, short)
            yield f"    {verb} {told} ;\n"
        yield ".\n"


class _Shortener(dict[Iri, str]):
    """IRIs as Turtle writes them: `person:Kim_Jong_Un`, or the whole in angle brackets.

    It remembers only terms of vocabularies, which are few and come often.
    """

    def __init__(self, prefixes: dict[str, str]) -> None:
        super().__init__()
        self._prefix = {namespace: prefix for prefix, namespace in prefixes.items()}

    def __missing__(self, iri: Iri) -> str:
        found = _PLAIN.fullmatch(iri)
        prefix = self._prefix.get(found[1]) if found else None
        if found is None or prefix is None:
            return f"<{iri}>"
        written = f"{prefix}:{found[2]}"
        if prefix in VOCABULARIES:
            self[iri] = written
        return written


def _quoted(value: Literal, short: _Shortener) -> str:
    if value.datatype == _INTEGER:
        return value.text
    written = f'"{_SPECIAL.sub(_escape, value.text)}"'
    if value.language:
        return f"{written}@{value.language}"
    return f"{written}^^{short[Iri(value.datatype)]}" if value.datatype else written


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"
