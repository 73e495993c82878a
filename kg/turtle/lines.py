"""Statements as lines of Turtle, TriG, N-Triples and N-Quads, one triple a line.

In Turtle and TriG no line depends on the next, so that two versions compare line by line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from kg.model import Run
from kg.rdf import ClaimGraph, Iri, Literal, Triple, prefixes, quads, statements
from kg.rdf.terms import A
from kg.turtle.words import INTEGER, FullNames, ShortNames, quoted

_SUBJECT = itemgetter(0)
_GRAPH = itemgetter(3)


def turtle_lines(graph: ClaimGraph, base: str, run: Run | None) -> Iterator[str]:
    """Turtle 1.1: a subject a block."""
    known = prefixes(base)
    yield from _prefix_lines(known)
    yield from _blocks(statements(graph, base=base, run=run), ShortNames(known))


def trig_lines(graph: ClaimGraph, base: str, run: Run | None) -> Iterator[str]:
    """TriG: the default graph as in Turtle, then the named graphs, each between braces."""
    known = prefixes(base)
    names = ShortNames(known)
    yield from _prefix_lines(known)
    for name, told in groupby(quads(graph, base=base, run=run), key=_GRAPH):
        blocks = _blocks((quad[:3] for quad in told), names)
        if name is None:
            yield from blocks
        else:
            yield f"\n{names[name]} {{\n"
            yield from blocks
            yield "\n}\n"


def n_triples_lines(graph: ClaimGraph, base: str, run: Run | None) -> Iterator[str]:
    """N-Triples: every IRI in full."""
    names = FullNames()
    for subject, predicate, value in statements(graph, base=base, run=run):
        told = f"<{value}>" if isinstance(value, Iri) else quoted(value, names)
        yield f"<{subject}> <{predicate}> {told} .\n"


def n_quads_lines(graph: ClaimGraph, base: str, run: Run | None) -> Iterator[str]:
    """N-Quads: the same with the named graph behind."""
    names = FullNames()
    for subject, predicate, value, name in quads(graph, base=base, run=run):
        told = f"<{value}>" if isinstance(value, Iri) else quoted(value, names)
        where = "" if name is None else f" <{name}>"
        yield f"<{subject}> <{predicate}> {told}{where} .\n"


def _prefix_lines(known: dict[str, str]) -> Iterator[str]:
    for prefix, namespace in known.items():
        yield f"@prefix {prefix}: <{namespace}> .\n"


def _blocks(triples: Iterable[Triple], names: ShortNames) -> Iterator[str]:
    for subject, about in groupby(triples, key=_SUBJECT):
        yield f"\n{names[subject]}\n"
        for _, predicate, value in about:
            verb = "a" if predicate == A else names[predicate]
            yield f"    {verb} {_object(value, names)} ;\n"
        yield ".\n"


def _object(value: Iri | Literal, names: ShortNames) -> str:
    if isinstance(value, Iri):
        return names[value]
    return value.text if value.datatype == INTEGER else quoted(value, names)
