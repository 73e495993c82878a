"""Names that are surely people's, whatever the English model took them for: *Park Geun-hye*, *Ms.
Stone*, and *Park* or *Stone* further down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from kg.names import (
    is_family_first_name,
    is_form_of_address,
    is_title,
    normalise,
    read_person_name,
    without_titles,
)


def with_people(doc: Doc, names: Sequence[Words]) -> list[Words]:
    """The names, those of people whole and labelled so, in the order of the text."""
    found = _with_korean_names(doc, names)
    found = [_with_family_name(name) for name in found]
    families = _families(found)
    alone = {normalise(n.text) for n in found if n.label_ == "PERSON" and len(n) == 1}
    found = [
        _as_person(name) if _is_a_person(name, families) or _has_a_family(name, alone) else name
        for name in found
    ]
    found = [name for name in found if not _is_only_a_title(name, found)]
    return sorted([*found, *_unread(doc, found, families)], key=lambda name: name.start)


def _with_korean_names(doc: Doc, names: Sequence[Words]) -> list[Words]:
    """A family name, a syllable, and another one in small letters after a hyphen: *Ban Ki-moon*."""
    whole = {token.i for name in names if name.label_ == "PERSON" for token in name[1:]}
    korean = [
        Words(doc, hyphen.i - 2, hyphen.i + 2, label="PERSON")
        for hyphen in doc[2:-1]
        if hyphen.text == "-" and _is_korean(doc[hyphen.i - 2 : hyphen.i + 2])
        if hyphen.i - 2 not in whole  # Yolanda YU HOI-KWAN
    ]
    taken = {token.i for name in korean for token in name}
    return [*korean, *(name for name in names if taken.isdisjoint(range(name.start, name.end)))]


def _is_korean(words: Words) -> bool:
    family, first, hyphen, last = words
    is_glued = not first.whitespace_ and not hyphen.whitespace_
    is_shaped = family.is_title and first.is_title and last.is_lower and last.is_alpha
    return is_glued and is_shaped and len(last) < 7 and is_family_first_name(words.text)


def _with_family_name(name: Words) -> Words:
    """A person's name with a family name before it that is also a small word: *To Lam*."""
    if name.label_ != "PERSON" or len(name) > 1 or name.start < 1:
        return name
    before = name.doc[name.start - 1]
    whole = Words(name.doc, name.start - 1, name.end, label="PERSON")
    is_small_word = before.is_title and before.pos_ in ("ADP", "PRON", "ADV", "DET", "AUX", "PART")
    joins = is_small_word and not before.is_sent_start and is_family_first_name(whole.text)
    return whole if joins else name


def _families(names: Sequence[Words]) -> frozenset[str]:
    """The family names of the people who are named in full."""
    people = (read_person_name(name.text) for name in names if name.label_ == "PERSON")
    return frozenset(person.family for person in people if person.given)


def _is_a_person(name: Words, families: frozenset[str]) -> bool:
    """*Ms. Park*; *General Park*, if somebody is named Park in full."""
    before = name.doc[name.start - 1] if name.start else None
    is_addressed = is_form_of_address(name[0].text) if len(name) > 1 else (
        before is not None and is_form_of_address(before.text)
    )  # fmt: skip
    bare = without_titles(name.text)
    return is_addressed or (bare != name.text and normalise(bare) in families)


def _has_a_family(name: Words, alone: Set[str]) -> bool:
    """*Park Jin*, taken for a place, where *Park* alone is somebody."""
    family = read_person_name(name.text).family
    return len(name) > 1 and is_family_first_name(name.text) and family in alone


def _is_only_a_title(name: Words, names: Sequence[Words]) -> bool:
    """The *Prince* of *Prince Omar*, read as a name of its own."""
    begins = any(other.start == name.end and other.label_ == "PERSON" for other in names)
    return name.label_ == "PERSON" and len(name) == 1 and is_title(name.text) and begins


def _as_person(name: Words) -> Words:
    return Words(name.doc, name.start, name.end, label="PERSON")


def _unread(doc: Doc, names: Sequence[Words], families: frozenset[str]) -> Iterator[Words]:
    """The family names that stand alone and were not read as names: *Park apologised*."""
    taken = {token.i for name in names for token in name}
    for token in doc:
        is_family = token.is_title and token.pos_ == "PROPN" and normalise(token.text) in families
        if not is_family or token.i in taken:
            continue
        if not any(t.lower_ == "the" or _is_a_name(t) for t in _neighbours(token)):
            yield Words(doc, token.i, token.i + 1, label="PERSON")


def _neighbours(token: Token) -> Iterator[Token]:
    yield from token.doc[max(0, token.i - 1) : token.i]
    yield from token.doc[token.i + 1 : token.i + 2]


def _is_a_name(token: Token) -> bool:
    return token.is_title and token.pos_ == "PROPN" and not is_form_of_address(token.text)
