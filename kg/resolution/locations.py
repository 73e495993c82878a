"""Places that their own article puts somewhere: *Paris, Texas*; *Atlanta, Georgia*; *Houston, TX*;
*the oblasts of Kharkiv and Sumy*.

What stands after the comma decides before anything else; a name means the same in all its article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.gazetteer import Gazetteer, GazetteerEntry
from kg.model import Article, Mention, MentionKind
from kg.names import normalise, singular
from kg.resolution.phrases import DIVISIONS, division_of, names_after_comma, written_form

WIDER = frozenset({"Country", "Region"})
WITHIN = frozenset({"City", "Region"})
# "Perth is in Scotland"
SAID_TO_BE_IN = re.compile(
    r"\s+(?:is|was|lies|lay)\s+in\s+(?:(?:central|north|south|east|west)\w*\s+)?"
    r"((?:[A-Z][\w'’-]*)(?:\s+[A-Z][\w'’-]*)*)"
)
NEXT_OF_A_LIST = re.compile(r",?\s+(?:and\s+|or\s+)?([A-Z]\w+(?:\s[A-Z]\w+)?)")


@dataclass(frozen=True, slots=True)
class Location:
    """A place, as far as the gazetteer knows it, and the wider place that it is said to lie in."""

    entry: GazetteerEntry | None
    within: GazetteerEntry
    reason: str


class Locations:
    """The places of one article that it says the whereabouts of."""

    def __init__(self, article: Article, mentions: Sequence[Mention], gazetteer: Gazetteer) -> None:
        self._article = article
        self._gazetteer = gazetteer
        self._direct: dict[int, Location] = {}
        self._of_name: dict[str, Location] = {}
        self._name = cache(lambda mention: normalise(written_form(article, mention)))
        names = [mention for mention in mentions if mention.kind is MentionKind.NAME]
        for mention in names:
            self._locate(mention)
        for mention in names:
            if mention.start in self._direct:
                name = self._name(mention)
                self._of_name.setdefault(name, self._direct[mention.start])

    def said_of(self, mention: Mention) -> Location | None:
        """Where the words beside a mention put it."""
        return self._direct.get(mention.start)

    def told_of(self, mention: Mention) -> Location | None:
        """Where the article puts a place of that name, here or elsewhere."""
        if not self._of_name:
            return None
        return self.said_of(mention) or self._of_name.get(self._name(mention))

    def _locate(self, mention: Mention) -> None:
        name = written_form(self._article, mention)
        listed = self._listed(mention, name)
        if listed is not None:
            self._direct[mention.start] = listed
            return
        said = SAID_TO_BE_IN.match(self._article.document.text, mention.end)
        if said:
            found = next(self._inside(mention, name, self._wider(said[1])), None)
            if found is not None:
                self._direct[mention.start] = found
            return
        for end, words in names_after_comma(self._article, mention):
            wider = self._wider(words)
            if wider:
                self._read_comma(mention, name, wider, end, words)
                return

    def _read_comma(
        self, mention: Mention, name: str, wider: Sequence[GazetteerEntry], end: int, words: str
    ) -> None:
        """*Paris, Texas* puts Paris in Texas; *Ohio, Texas and Utah* are states side by side."""
        known = self._gazetteer.look_up(words)
        is_surely_wider = not known or known[0].type != "City"
        state = self._state_in_a_list(name, wider[0], end) if is_surely_wider else None
        if state is not None:
            self._direct[mention.start] = Location(state, state, f"beside {wider[0].name}")
            return
        found = next(self._inside(mention, name, wider), None)
        if found is not None and (found.entry is not None or is_surely_wider):
            self._direct[mention.start] = found
            self._note(found.within, end - len(words), name)
        elif is_surely_wider and not self._is_region(name):
            self._note(wider[0], end - len(words), name)

    def _is_region(self, name: str) -> bool:
        known = self._gazetteer.look_up(name)
        return bool(known) and known[0].type == "Region"

    def _state_in_a_list(
        self, name: str, beside: GazetteerEntry, end: int
    ) -> GazetteerEntry | None:
        """The state of that name in a list of states: *New York, New Jersey and Georgia*."""
        further = NEXT_OF_A_LIST.match(self._article.document.text, end)
        if not further or not any(_are_states(e, beside) for e in self._regions(further)):
            return None
        known = self._gazetteer.look_up(name)
        return next((entry for entry in known if _are_states(entry, beside)), None)

    def _regions(self, found: re.Match[str]) -> list[GazetteerEntry]:
        words = found[1].split()
        names = [" ".join(words[:count]) for count in range(len(words), 0, -1)]
        return [entry for name in names for entry in self._gazetteer.look_up(name)]

    def _note(self, within: GazetteerEntry, start: int, name: str) -> None:
        # The name after the comma is what it was read as, a country on its own authority.
        if within.type == "Region":
            reason = f"{name} lies in {within.name}"
            self._direct.setdefault(start, Location(within, within, reason))

    def _wider(self, words: str) -> list[GazetteerEntry]:
        entries = [e for e in self._gazetteer.look_up(words) if e.type in WIDER]
        shorts = (self._gazetteer.abbreviated_state(w) for w in (words, words.removesuffix(".")))
        state = next((short for short in shorts if short), None)
        return [state] if state else entries

    def _inside(
        self, mention: Mention, name: str, wider: Sequence[GazetteerEntry]
    ) -> Iterator[Location]:
        """The places of a name in a wider one; a state may hold one that is not known."""
        known = self._gazetteer.look_up(name)
        if known and known[0].type == "Country" and self._is_one_of_a_list(mention):
            return
        for within in wider:
            for entry in known:
                if entry.type in WITHIN and entry != within and _lies_in(entry, within):
                    yield Location(entry, within, f"{entry.name}, {within.name}")
        if known and known[0].type == "City":
            for within in wider[:1]:
                if within.type == "Region":
                    yield Location(None, within, f"{name}, {within.name}")

    def _is_one_of_a_list(self, mention: Mention) -> bool:
        """*Armenia, Georgia, the United States*: countries, side by side."""
        before = self._article.document.text[max(0, mention.start - 40) : mention.start].rstrip()
        last = before.removesuffix(",").rpartition(",")[2].split()
        if not before.endswith(",") or not last:
            return False
        return any(
            (entry := self._gazetteer.country_of(" ".join(last[-count:]))) is not None
            and entry.type == "Country"
            for count in (1, 2, 3)
        )

    def _listed(self, mention: Mention, name: str) -> Location | None:
        division = division_of(self._article, mention)
        one = name[:-1] if name.endswith("s") and singular(name.split()[-1]) in DIVISIONS else ""
        wanted = f"{name} {division}" if division else one
        entries = self._gazetteer.look_up(wanted) if wanted else ()
        found = next((entry for entry in entries if entry.type == "Region"), None)
        return Location(found, found, f"one of several: {found.name}") if found else None


def _are_states(entry: GazetteerEntry, other: GazetteerEntry) -> bool:
    """Whether two entries are different states of one country."""
    is_pair = entry.type == other.type == "Region" and entry != other
    return is_pair and entry.country == other.country


def _lies_in(entry: GazetteerEntry, within: GazetteerEntry) -> bool:
    if entry.country != within.country:
        return False
    return within.type == "Country" or not entry.region or entry.region == within.region
