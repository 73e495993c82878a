"""What the lexicon is made of: entries, signatures, classes of nouns, and their examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["verb", "noun", "adjective"]
Governor = Literal["verb", "noun", "adjective", "adverb", "modal"]

KINDS: tuple[Kind, ...] = ("verb", "noun", "adjective")
GOVERNORS: tuple[Governor, ...] = (*KINDS, "adverb", "modal")


@dataclass(frozen=True)
class Expected:
    """What an example must give: one claim. Role fillers are words of the example's text."""

    predicate: str
    roles: Mapping[str, tuple[str, ...]]
    status: str = "stated"
    says: tuple[str, ...] = ()


@dataclass(frozen=True)
class Example:
    """A sentence that an entry or a signature is for, and the claims that it must give."""

    text: str
    gives: tuple[Expected, ...]
    where: str


@dataclass(frozen=True)
class Entry:
    """One way to say one relation.

    `phrases` are by kind, as the file has them: "meet", "meet with". `roles` turn slots to roles,
    `when` says which classes must fill a slot. `besides`: what the verb says alone is told too, as
    the arrival of *arrived with Kim*. `where` names the file and the entry.
    """

    predicate: str
    phrases: Mapping[Kind, tuple[str, ...]]
    roles: Mapping[str, str]
    when: Mapping[str, tuple[str, ...]]
    besides: bool
    examples: tuple[Example, ...]
    where: str


@dataclass(frozen=True)
class Signature:
    """What some governing words do to the clause or event below them ("" where nothing).

    `control` says who is the unsaid subject of an infinitive where the governing verb has an
    object: "object" (*asked Kim to go*) or "subject" (*promised Kim to go*). `clauses_only` words
    do nothing to a noun: *able to sue*, but not *an able lawyer* or *the time of the visit*.
    """

    name: str
    polarity: str
    certainty: str
    tense: str
    alleged: bool
    speaks: bool
    control: str
    clauses_only: bool
    words: Mapping[Governor, tuple[str, ...]]
    examples: tuple[Example, ...]
    where: str


@dataclass(frozen=True)
class NounClass:
    """A class of the ontology, the class above it, and the common nouns that name its members."""

    name: str
    under: str
    nouns: tuple[str, ...]


@dataclass(frozen=True)
class Match:
    """An entry that fits a clause: the role of each filled slot, and the words that it matched."""

    entry: Entry
    roles: Mapping[str, str]
    phrase: tuple[str, ...]
