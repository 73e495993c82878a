"""IRIs and literals as the languages of the Turtle family write them."""

from __future__ import annotations

import re

from kg.ontology import VOCABULARIES
from kg.rdf import Iri, Literal
from kg.rdf.terms import term

INTEGER = term("xsd:integer")

# A name that every parser reads after a prefix; with any other character the whole IRI is written.
# (rdflib does not read `thing:a\%20b`, which the standard allows.)
_PLAIN = re.compile(r"(.*[/#])([A-Za-z0-9_][A-Za-z0-9_-]*)", re.DOTALL)

_SPECIAL = re.compile(r'["\\\x00-\x1f\x7f\ufffe\uffff]')
_ESCAPES = {'"': r"\"", "\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t"}


class FullNames(dict[Iri, str]):
    """IRIs in angle brackets."""

    def __missing__(self, iri: Iri) -> str:
        return f"<{iri}>"


class ShortNames(dict[Iri, str]):
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


def quoted(value: Literal, names: dict[Iri, str]) -> str:
    """A literal between quotation marks, with its language or its datatype."""
    written = f'"{_SPECIAL.sub(_escape, value.text)}"'
    if value.language:
        return f"{written}@{value.language}"
    return f"{written}^^{names[Iri(value.datatype)]}" if value.datatype else written


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"
