"""Phrases of entries, and whether a clause has their words: "meet with", "shake hand with"."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.lexicon.entries import KINDS, Entry, Kind

IsA = Callable[[str, str], bool]
Slots = Mapping[str, Sequence[str]]
Lemmas = Mapping[str, Collection[str]]

NONE = "none"


@dataclass(frozen=True)
class Phrase:
    """The words of an entry as they are looked for in a clause.

    `tail` is a particle, a preposition, or both. `nouns` are fixed fillers by slot, as "custody"
    after "into" in "take into custody"; one without a preposition is an object or a complement,
    as in "shake hand with" and "take hostage".
    """

    lemma: str
    tail: str
    nouns: Mapping[str, str]
    words: tuple[str, ...]
    entry: Entry

    def preposition(
        self, slots: Slots, particle: str, lemmas: Lemmas, neutral: Collection[str]
    ) -> str | None:
        """The slot that the phrase's own preposition takes, "" if it has none, None if unfit."""
        for slot, noun in self.nouns.items():
            places = (slot, "complement") if slot == "object" else (slot,)
            if not any(noun in lemmas.get(place, ()) for place in places):
                return None
        tail = self.tail
        if particle and (tail == particle or tail.startswith(f"{particle} ")):
            tail = tail.removeprefix(particle).strip()
        elif particle and particle not in neutral:
            return None
        if tail and (tail not in slots or ("object" in slots and not self._takes_object())):
            return None
        return tail

    def _takes_object(self) -> bool:
        """Whether an object may stand between: "supply HIM with", not "call the race for"."""
        spoken_of = {slot.split()[0] for slot in (*self.entry.roles, *self.entry.when)}
        return "object" in spoken_of or "object" in self.nouns


def parse_phrase(text: str, entry: Entry, particles: Collection[str]) -> Phrase:
    """The parts of a phrase as the files write it: words that are no particles are nouns."""
    words = tuple(text.split())
    nouns: dict[str, str] = {}
    tail: list[str] = []
    for word in words[1:]:
        if word in particles:
            tail.append(word)
        else:
            nouns[" ".join(tail) or "object"] = word
            tail = []
    return Phrase(words[0], " ".join(tail), nouns, words, entry)


def index_phrases(
    entries: Iterable[Entry], particles: Collection[str]
) -> dict[tuple[Kind, str], tuple[Phrase, ...]]:
    """All phrases by kind and lemma, in the order in which they are tried.

    Long ones come before short ones, and those of entries that ask for more before the others.
    """
    index: dict[tuple[Kind, str], list[Phrase]] = {}
    for kind, phrase in _phrases(entries, particles):
        index.setdefault((kind, phrase.lemma), []).append(phrase)
    return {
        key: tuple(sorted(held, key=lambda phrase: (-len(phrase.words), -_demands(phrase.entry))))
        for key, held in index.items()
    }


def holds(when: Mapping[str, tuple[str, ...]], slots: Slots, is_a: IsA) -> bool:
    """Whether all slots are filled as the conditions of an entry want it."""
    return all(_fits(slots.get(slot, ()), wanted, is_a) for slot, wanted in when.items())


def _phrases(entries: Iterable[Entry], particles: Collection[str]) -> Iterator[tuple[Kind, Phrase]]:
    for entry in entries:
        for kind in KINDS:
            for text in entry.phrases[kind]:
                yield kind, parse_phrase(text, entry, particles)


def _demands(entry: Entry) -> float:
    """How much an entry asks for: a class counts most, then anything at all, then what is not."""
    return sum(_demand(wanted) for wanted in entry.when.values())


def _demand(wanted: Sequence[str]) -> float:
    named = [name for name in wanted if name[0].isupper()]
    if not named:
        return 0.1
    return 0.5 if "Thing" in named else 1


def _fits(types: Sequence[str], wanted: Sequence[str], is_a: IsA) -> bool:
    """Whether fillers are as wanted: one of the classes, none of those with "!"; or no filler.

    The class "" is one that is not known, such as that of an unresolved pronoun; it always fits.
    """
    if not types and NONE in wanted:
        return True
    refused = [name[1:] for name in wanted if name.startswith("!")]
    accepted = [name for name in wanted if name != NONE and not name.startswith("!")]
    if any(is_a(type, name) for type in types if type for name in refused):
        return False
    if NONE not in wanted and not accepted:
        return True
    return any(not type or is_a(type, name) for type in types for name in accepted)
