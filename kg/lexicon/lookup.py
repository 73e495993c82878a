"""The lexicon as the rooms above ask it: which entry fits, what a word does, what a noun names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property, partial
from types import MappingProxyType

from kg.lexicon.entries import Entry, Example, Governor, Kind, Match, NounClass, Signature
from kg.lexicon.phrases import IsA, Lemmas, Phrase, Slots, holds, index_phrases

NO_LEMMAS: Lemmas = MappingProxyType({})
OFFICE = "holdsOfficeAt"
AT = frozenset(
    (
        "in", "on", "at", "near", "inside", "outside", "within", "across", "through", "around",
        "off", "along", "over", "aboard", "in front of", "on board", "outside of", "next to",
        "close to", "north of", "south of", "east of", "west of",
    )
)  # fmt: skip
SITES = frozenset({"City", "Country", "Region", "Facility"})
TOWARDS = frozenset(("into", "toward", "towards", "onto"))
ABOUT = frozenset(("about", "over", "regarding", "concerning", "against"))
BY_SLOT = {
    "subject": "agent",
    "object": "theme",
    "iobject": "recipient",
    "complement": "theme",
    "of": "theme",
    "from": "origin",
    "out of": "origin",
    "between": "agent",
    "on behalf of": "beneficiary",
}


@dataclass(frozen=True)
class Lexicon:
    """All that the lexicon's files say. `digest` is the SHA-256 of the files."""

    entries: tuple[Entry, ...]
    signatures: tuple[Signature, ...]
    classes: tuple[NounClass, ...]
    offices: Set[str]
    private_offices: Set[str]
    portfolios: Set[str]
    relations: Mapping[str, str]
    kin: Mapping[str, str]
    referring: Mapping[str, str]
    titles: Set[str]
    transparent: Set[str]
    light: Set[str]
    particles: Set[str]
    neutral_particles: Set[str]
    person_nouns: Set[str]
    digest: str

    def match(
        self,
        kind: Kind,
        lemma: str,
        slots: Slots,
        *,
        particle: str = "",
        is_a: IsA,
        lemmas: Lemmas = NO_LEMMAS,
        alone: bool = False,
    ) -> Match | None:
        """The entry that fits a clause best: the longest phrase, then one with conditions.

        `slots` gives the classes of what fills each slot; `lemmas` the words that fill it, for
        phrases with a noun of their own ("take into custody"). A verb's indirect object alone
        is read as its object: *warned Kim that*, *asked Kim about*. `alone` leaves out what is
        said besides: *arrived with Kim* as an arrival.
        """
        if kind == "verb" and "iobject" in slots and "object" not in slots:
            match = partial(self.match, particle=particle, is_a=is_a, lemmas=lemmas, alone=alone)
            return _rename(match(kind, lemma, _swap(slots)))
        for phrase in self._phrases.get((kind, lemma), ()):
            if alone and phrase.entry.besides:
                continue
            taken = phrase.preposition(slots, particle, lemmas, self.neutral_particles)
            if taken is not None and holds(phrase.entry.when, slots, is_a):
                roles = self._roles(kind, phrase, taken, slots)
                return Match(phrase.entry, roles, phrase.words)
        return None

    def has(self, kind: Kind, lemma: str) -> bool:
        """Whether any phrase of this kind has this word as its main one."""
        return (kind, lemma) in self._phrases

    def role(self, slot: str, type: str) -> str:
        """The role of a slot where no entry says otherwise, "" where it has none.

        `type` is the class of the filler: *to Oslo* is a destination, *to Kim* a recipient.
        """
        place = self.is_class_under(type, "Place")
        agent = self.is_class_under(type, "Agent")
        if slot in BY_SLOT:
            return BY_SLOT[slot]
        if slot == "to":
            return "recipient" if agent and not place else "destination"
        if slot == "with":
            return "recipient" if agent else "instrument"
        if slot == "for":
            return "beneficiary" if agent else "purpose"
        if slot == "by":
            return "instrument"
        if slot == "as":
            return "office" if self.is_class_under(type, "Person") else ""
        if slot in AT and place:
            return "place"
        if slot in TOWARDS:
            return "destination"
        return "topic" if slot in ABOUT else ""

    def signature(self, kind: Governor, lemma: str) -> Signature | None:
        """What a word does to what it governs, None if it is no governing word."""
        return self._governors.get((kind, lemma))

    def class_of(self, lemma: str) -> str | None:
        """The class of what a common noun names: "missile" is a Weapon."""
        return self._class_of.get(lemma)

    def is_class_under(self, name: str, parent: str) -> bool:
        """Whether a class is another one, or falls under it."""
        while name and name != parent:
            name = self._parents.get(name, "")
        return bool(name)

    def office(self, lemma: str) -> str | None:
        """The relation that an office stands for: spokespersonFor for "spokesman"."""
        return self.relations.get(lemma, OFFICE if lemma in self.offices else None)

    def kinship(self, lemma: str) -> str | None:
        """The relation of kin: *X is Y's son* is `childOf` from X to Y."""
        return self.kin.get(lemma)

    def is_title(self, word: str) -> bool:
        """Whether a word only stands before names: "Mr", "Dr"."""
        return word.lower().rstrip(".") in self.titles

    def is_transparent(self, lemma: str) -> bool:
        """Whether a noun lets through what follows its "of": "dozens of rockets"."""
        return lemma in self.transparent

    def refers(self, lemma: str) -> str | None:
        """What a noun that points back points to: "accusation" for "these allegations"."""
        return self.referring.get(lemma)

    def is_portfolio(self, lemma: str) -> bool:
        """Whether an office may be for it: secretary of STATE, minister of DEFENSE."""
        return lemma in self.portfolios

    def is_private_office(self, lemma: str) -> bool:
        """Whether no state is meant by a nationality before it: an Italian professor."""
        return lemma in self.private_offices

    def is_light(self, lemma: str, word: str = "") -> bool:
        """Whether a verb, with its particle or preposition, only lends an event its subject."""
        return f"{lemma} {word}".strip() in self.light

    def leads_to(self, lemma: str) -> bool:
        """Whether "to" after an event noun says where: a trip to Oslo, an arrival."""
        return lemma in self._leading

    def examples(self) -> tuple[Example, ...]:
        """Every example of every entry and signature, in the order of the files."""
        owners: tuple[Entry | Signature, ...] = (*self.entries, *self.signatures)
        return tuple(example for owner in owners for example in owner.examples)

    def _roles(self, kind: Kind, phrase: Phrase, taken: str, slots: Slots) -> dict[str, str]:
        """The role of each filled slot: the entry's word first, then the phrase's, then English."""
        own = phrase.entry.roles
        roles: dict[str, str] = {}
        for slot, types in slots.items():
            said = self._said(own, slot, types[0])
            if said is None and slot in phrase.nouns:
                said = ""  # the phrase's own noun, unless the entry gives it a role
            if said is None and slot == taken:
                said = "theme"
            if said is None and slot == "by" and kind == "noun":
                said = "agent"
            if said == "topic" and slot in {"in", "at"} and types[0] in SITES:
                said = "place"  # "won in Doha", but "won in the final", "agree in that area"
            roles[slot] = self.role(slot, types[0]) if said is None else said
        if roles.get("object") == "theme":
            spare = [s for s, role in roles.items() if role == "theme" and s != taken]
            for slot in spare:
                if slot == "of" and kind == "noun":
                    roles[slot] = ""  # "the gas supply of Europe": of gas
                elif slot not in {"object", "complement", "iobject", "of"}:
                    roles[slot] = "topic"  # "charged him with crimes against Serbs"
        agents = {s for s, types in slots.items() if self.is_class_under(types[0], "Agent")}
        _settle_themes(roles, own, agents)
        if kind == "noun":
            _settle_possessor(roles)
        return {slot: role for slot, role in roles.items() if role}

    def _said(self, own: Mapping[str, str], slot: str, type: str) -> str | None:
        """What an entry says of a slot; `"to Country"` counts for countries only."""
        for key, role in own.items():
            name, _, wanted = key.rpartition(" ")
            if name == slot and self.is_class_under(type, wanted):
                return role
        return own.get(slot)

    @cached_property
    def _phrases(self) -> dict[tuple[Kind, str], tuple[Phrase, ...]]:
        return index_phrases(self.entries, self.particles)

    @cached_property
    def _leading(self) -> frozenset[str]:
        leading = [e for e in self.entries if e.roles.get("to") in {"destination", "place"}]
        return frozenset(noun for entry in leading for noun in entry.phrases["noun"])

    @cached_property
    def _governors(self) -> dict[tuple[Governor, str], Signature]:
        return {
            (kind, word): signature
            for signature in self.signatures
            for kind, words in signature.words.items()
            for word in words
        }

    @cached_property
    def _class_of(self) -> dict[str, str]:
        people = dict.fromkeys(self.person_nouns, "Person")
        return people | {noun: kind.name for kind in self.classes for noun in kind.nouns}

    @cached_property
    def _parents(self) -> dict[str, str]:
        return {kind.name: kind.under for kind in self.classes}


def _swap(slots: Slots) -> dict[str, Sequence[str]]:
    return {"object" if slot == "iobject" else slot: types for slot, types in slots.items()}


def _rename(match: Match | None) -> Match | None:
    """A match whose object is the indirect object of the clause."""
    if match is None:
        return None
    roles = {"iobject" if slot == "object" else slot: role for slot, role in match.roles.items()}
    return replace(match, roles=roles)


def _settle_themes(roles: dict[str, str], own: Mapping[str, str], agents: Set[str]) -> None:
    """Who is "with" somebody is the theme where there is no other: *argued with Kim*."""
    themes = [slot for slot, role in roles.items() if role == "theme"]
    said = {key.partition(" ")[0] for key in own}
    if "with" in agents and "with" not in said and not themes:
        roles["with"] = "theme"
    if "complement" not in own and roles.get("complement") == "theme" and "object" in roles:
        roles["complement"] = ""


def _settle_possessor(roles: dict[str, str]) -> None:
    """*Kim's arrest*: Kim is arrested; *Seoul's arrest of Kim*: Seoul arrests.

    *The arrival of Kim*: Kim arrives; *Kim's arrest by Seoul*: Kim is arrested.
    """
    themes = [slot for slot, role in roles.items() if role == "theme"]
    if roles.get("subject") == "theme" and len(themes) > 1:
        roles["subject"] = "agent"
    if roles.get("of") == "agent" == roles.get("subject"):
        roles["of"] = "theme"
    if roles.get("by") == "agent" == roles.get("subject") and not themes:
        roles["subject"] = "theme"
