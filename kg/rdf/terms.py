"""The words of RDF: IRIs, literals, triples, quads."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import NamedTuple
from urllib.parse import quote

from kg.ontology import VOCABULARIES

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`\x7f-\x9f\ud800-\udfff]+")
_IN_PATH = re.compile(r"[A-Za-z0-9/%_.~-]*")
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
    """A string as a part of an IRI: it stays as it is where it is one already."""
    if _IN_PATH.fullmatch(value):
        return value
    return quote(value, safe="/%~", errors="replace")


def slug(words: str) -> str:
    """Words as one step of an IRI's path: `deputy_foreign_minister`."""
    return quote("_".join(words.split()), safe="", errors="replace")
