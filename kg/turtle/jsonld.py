"""Statements as JSON-LD: one object a subject, one object a line.

Keys and types are the words of `ontology/context.jsonld`, which stands in every file, so that no
parser needs the network. Values that the context says nothing of are written in full. There are
no prefixes: an IRI such as `geo:59.9,10.7` can be mistaken for none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from kg.model import Run
from kg.ontology import DATA
from kg.rdf import ClaimGraph, Iri, Literal, statements
from kg.rdf.terms import A
from kg.turtle.words import INTEGER

Json = Any

_SUBJECT, _PREDICATE, _OBJECT = map(itemgetter, range(3))


def json_ld_lines(graph: ClaimGraph, base: str, run: Run | None) -> Iterator[str]:
    """A JSON-LD document: the context, then every subject with what is said of it."""
    context = load_context()
    words = _Words(context)
    told = statements(graph, base=base, run=run)
    yield f'{{"@context": {_dump(context)},\n"@graph": ['
    comma = ""
    for subject, about in groupby(told, key=_SUBJECT):
        node: dict[str, Json] = {"@id": subject}
        for predicate, same in groupby(about, key=_PREDICATE):
            node |= [words.pair(predicate, list(map(_OBJECT, same)))]
        yield f"{comma}\n{_dump(node)}"
        comma = ","
    yield "\n]}\n"


@cache
def load_context() -> Mapping[str, Json]:
    """The context that is published with the ontology."""
    published = json.loads((DATA / "context.jsonld").read_text(encoding="utf-8"))
    context: Mapping[str, Json] = published["@context"]
    return context


class _Words:
    """The words of a context for IRIs, and what they say of their values."""

    def __init__(self, context: Mapping[str, Json]) -> None:
        self._word = {_iri(told): word for word, told in context.items()}
        self._of = {_iri(told): told for told in context.values() if isinstance(told, dict)}

    def pair(self, predicate: Iri, values: list[Iri | Literal]) -> tuple[str, Json]:
        """A key and its value: one, or a list where there are several or always may be."""
        if predicate == A:
            return "@type", [self._word.get(str(value), str(value)) for value in values]
        told = self._of.get(predicate, {})
        written = [self._value(value, told.get("@type", "")) for value in values]
        alone = len(written) == 1 and "@container" not in told
        return self._word.get(predicate, predicate), written[0] if alone else written

    def _value(self, value: Iri | Literal, expected: str) -> Json:
        if isinstance(value, Iri):
            if expected == "@vocab":
                return self._word.get(value, value)
            return value if expected == "@id" else {"@id": value}
        if value.datatype == expected and not value.language:
            return int(value.text) if value.datatype == INTEGER else value.text
        if value.language:
            return {"@value": value.text, "@language": value.language}
        return {"@value": value.text} | ({"@type": value.datatype} if value.datatype else {})


def _iri(told: Json) -> str:
    iri: str = told["@id"] if isinstance(told, dict) else told
    return iri


def _dump(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)
