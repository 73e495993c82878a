"""Whom an article means by *the Russian president* and never names: who holds the office in other
articles of the time.

Only offices that one person holds in a state at a time count, and only where all the articles of
a year agree on who holds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kg.names import normalise

SAME_TIME = timedelta(days=183)
OFFICES = {
    "president": "president", "prime minister": "prime minister", "premier": "prime minister",
    "chancellor": "chancellor", "king": "king", "queen": "queen", "emperor": "emperor",
    "foreign minister": "foreign minister", "finance minister": "finance minister",
    "defense minister": "defense minister", "defence minister": "defense minister",
    "interior minister": "interior minister", "health minister": "health minister",
}  # fmt: skip
IN_OFFICE = frozenset({"current", "incumbent", "sitting", "s"})  # the "s" of a possessive
NO_LONGER = re.compile(r"\b(former|ex|then|vice|deputy|acting|late|next|future)[\s-]+$", re.I)


@dataclass(frozen=True, slots=True, order=True)
class Office:
    """An office of a state: `land` is the ISO code of the country."""

    name: str
    land: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds an office in an article of a day; `number` is the place among all people."""

    number: int
    day: date | None


def office_in(words: str, land: str) -> Office | None:
    """The office that some words name, the country taken out of them; *central bank president*
    and *former president* are none."""
    left = [word for word in normalise(words).split() if word not in IN_OFFICE]
    name = OFFICES.get(" ".join(left))
    return Office(name, land) if name and land else None


def holder_at(day: date | None, holders: Iterable[Holder]) -> int | None:
    """The one person who holds an office around a day in all the articles that say so."""
    found = {holder.number for holder in holders if _is_of_the_time(day, holder.day)}
    return found.pop() if len(found) == 1 else None


def _is_of_the_time(one: date | None, other: date | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= SAME_TIME


def only(values: Sequence[str]) -> str:
    """The only value, or "" if there are none or several."""
    return values[0] if len(set(values)) == 1 else ""
