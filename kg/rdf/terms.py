"""The words of RDF: IRIs, literals, triples, quads."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import NamedTuple
from urllib.parse import quote

from kg.ontology import VOCABULARIES

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`\x7f-\x9f\ud800-\udfff]+")
_NOT_IN_PATH = re.compile(r"[^\w/%.~-]")
_NOT_IN_STEP = re.compile(r"[^\w.~-]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Iri(str):
    """A full IRI."""

    __slots__ = ()


class Literal(NamedTuple):
    """A value: its text, and either a language or a datatype other than string."""

    text: str
    datatype: str = ""
    language: str = ""


Triple = tuple[Iri, Iri, Iri | Literal]

# A triple and the named graph that it stands in; None is the default graph.
Quad = tuple[Iri, Iri, Iri | Literal, Iri | None]


@cache
def term(name: str) -> Iri:
    """A term of a known vocabulary by its short name: `schema:NewsArticle`."""
    prefix, _, local = name.partition(":")
    return Iri(VOCABULARIES[prefix] + local)


A = term("rdf:type")
LABEL = term("rdfs:label")

_DATE = term("xsd:date")
_DECIMAL = term("xsd:decimal")
_INTEGER = term("xsd:integer")
_URI = term("xsd:anyURI")


def text(value: str) -> Literal:
    """A string; half of a surrogate pair, which UTF-8 cannot hold, becomes U+FFFD."""
    return Literal(value if value.isascii() else _LONE_SURROGATE.sub("\ufffd", value))


def english(value: str) -> Literal:
    """Words in English."""
    return Literal(value, language="en")


def day(value: date) -> Literal:
    """A day as xsd:date."""
    return Literal(value.isoformat(), _DATE)


def integer(value: int) -> Literal:
    """A whole number."""
    return Literal(str(value), _INTEGER)


def decimal(value: float) -> Literal:
    """A number in its shortest plain digits, such as a latitude: 7 of them are a centimetre."""
    return Literal(f"{value:.7f}".rstrip("0").rstrip("."), _DECIMAL)


def address(value: str) -> Literal:
    """A web address as it was read, valid or not."""
    return text(value)._replace(datatype=_URI)


def is_absolute(iri: str) -> bool:
    """Whether a string can stand as a full IRI."""
    return _ABSOLUTE.fullmatch(iri) is not None


def in_path(value: str) -> str:
    """A string as a part of an IRI: letters and digits of all scripts stay, and so does what is
    such a part already.

    An IRI is compared letter by letter, so that the needless `In%C3%A9s` would be another one than
    `Inés` (RDF 1.1 Concepts, 3.2).
    """
    return _NOT_IN_PATH.sub(_as_bytes, value)


def slug(words: str) -> str:
    """Words as one step of an IRI's path: `deputy_foreign_minister`."""
    return _NOT_IN_STEP.sub(_as_bytes, "_".join(words.split()))


def _as_bytes(found: re.Match[str]) -> str:
    return quote(found[0], safe="", errors="replace")
