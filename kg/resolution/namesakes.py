"""Which place a name means that several bear: Georgia, Valencia, Hyderabad.

What is said right beside the name decides first, then the countries and states of its sentence,
then those of the article, then size.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from kg.gazetteer import Gazetteer, GazetteerEntry
from kg.model import Mention

# A namesake that much smaller is not meant, even where its country alone is named: London, Ontario.
FAR_SMALLER = 10
WELL_KNOWN = 1_000_000  # inhabitants
SENTENCE_END = re.compile(r"(?<=[\w)\"”’][.!?])[\"”’]?\s+(?=[\"“‘]?[A-Z])|\n")
ABBREVIATION = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Gov|Sen|Gen)\.\s*$")
# States have governors, countries presidents: "Georgia Governor", "governor of Georgia".
OF_A_STATE_NEXT = re.compile(
    r"(?:['’]s)?\s+(?:state\s+)?(?:Gov(?:ernor|\.)|Lt\.|Lieutenant|Sen(?:ate|ator|\.)|House\b|"
    r"Rep(?:\.|resentative|ublican)|Democrat|Secretary\s+of\s+State|Attorney\s+General|General\s+Assembly|"
    r"legislature|Legislature|governor|senator|legislators?)"
)
OF_A_STATE_BEFORE = re.compile(
    r"\b(?:governor|state|senators?|legislature)\s+(?:of|from)\s+$", re.I
)
OF_A_COUNTRY_NEXT = re.compile(
    r"(?:['’]s)?\s+(?:President|Prime\s+Minister|Foreign\s+Minist|president|prime\s+minister|"
    r"foreign\s+minist|parliament|army)"
)
OF_A_COUNTRY_BEFORE = re.compile(
    r"\b(?:president|prime\s+minister|minister|parliament|republic|country|ambassador|embassy)\s+"
    r"(?:of|to|in)\s+$",
    re.IGNORECASE,
)
COUNTY = re.compile(r"\b[A-Z]\w+\s+County\b")


class Namesakes:
    """The places of one article, as far as they tell which of several is meant."""

    def __init__(self, text: str, forms: Mapping[Mention, str], gazetteer: Gazetteer) -> None:
        """`forms` are the names of the article, as they are written."""
        self._text = text
        self._gazetteer = gazetteer
        self._ends = _sentence_ends(text)
        self.countries: set[str] = set()
        self._states: set[tuple[str, str]] = set()  # of a country, each with its code
        self._of_cities: set[tuple[str, str]] = set()
        self._named_in: dict[int, set[tuple[str, str]]] = {}  # of each sentence
        for mention, form in forms.items():
            self._note(mention, form)

    def _note(self, mention: Mention, form: str) -> None:
        entries = self._gazetteer.look_up(form)
        country = self._gazetteer.country_of(form)
        rivals = any(entry.type == "Region" for entry in entries)
        if country is not None and country.type == "Country" and not rivals:
            self.countries.add(country.country)
            if entries:  # a name, no demonym
                self._note_in_sentence(mention, (country.country, ""))
        elif entries and entries[0].type == "Region" and entries[0].country:
            self._states.add((entries[0].country, entries[0].region))
            self._note_in_sentence(mention, (entries[0].country, entries[0].region))
        elif entries and entries[0].type == "City":
            self._of_cities.add((entries[0].country, entries[0].region))

    def _note_in_sentence(self, mention: Mention, place: tuple[str, str]) -> None:
        self._named_in.setdefault(self._sentence(mention), set()).add(place)

    def _sentence(self, mention: Mention) -> int:
        return bisect_right(self._ends, mention.start)

    def state_called(
        self, mention: Mention, form: str, country: GazetteerEntry, *, acts: Callable[[], bool]
    ) -> GazetteerEntry | None:
        """The state that is called like a country, where it is meant: Georgia, with Alabama or
        Atlanta around and nothing of the Caucasus. With no more than its country around, what
        `acts` is no state."""
        for state in self._gazetteer.look_up(form):
            if state.type != "Region" or state.country == country.country:
                continue
            if self._is_the_state(mention, state, country, acts=acts):
                return state
        return None

    def _is_the_state(
        self,
        mention: Mention,
        state: GazetteerEntry,
        country: GazetteerEntry,
        *,
        acts: Callable[[], bool],
    ) -> bool:
        after, before = mention.end, self._text[max(0, mention.start - 30) : mention.start]
        if OF_A_COUNTRY_NEXT.match(self._text, after) or OF_A_COUNTRY_BEFORE.search(before):
            return False
        if OF_A_STATE_NEXT.match(self._text, after) or OF_A_STATE_BEFORE.search(before):
            return True
        if country.country in self.countries or (country.country, "") in self._of_cities:
            return False
        own = (state.country, state.region) in self._of_cities
        if own or any(land == state.country for land, _ in self._states):
            return True
        others = self.countries - {state.country}
        if not others and COUNTY.search(self._text):
            return True
        return state.country in self.countries and not others and not acts()

    def choose(self, mention: Mention, entries: Sequence[GazetteerEntry]) -> GazetteerEntry | None:
        """The one of several places of a name, the likeliest first, that is meant."""
        first = next(iter(entries), None)
        if first is None or first.type != "City":
            return first
        rivals = [e for e in entries[1:] if e.population * FAR_SMALLER > first.population]
        if first.country in self.countries:
            rivals = [entry for entry in rivals if entry.country == first.country]
        here = self._named_in.get(self._sentence(mention), set())
        everywhere = {(country, "") for country in self.countries} | self._states
        for named in (here, everywhere):
            if not _is_in(first, named):
                chosen = next((entry for entry in rivals if _is_in(entry, named)), None)
                if chosen is not None:
                    return chosen
        if first.population > WELL_KNOWN:
            return first
        return next((entry for entry in entries if entry.country in self.countries), first)


def _is_in(entry: GazetteerEntry, named: Iterable[tuple[str, str]]) -> bool:
    """Whether a place lies in a country or state that is named; a city of the US in its state."""
    places = set(named)
    if entry.region and any(land == entry.country and region for land, region in places):
        return (entry.country, entry.region) in places
    return any(land == entry.country for land, _ in places)


def _sentence_ends(text: str) -> list[int]:
    ends = [found.end() for found in SENTENCE_END.finditer(text)]
    starts = [0, *ends]
    return [end for start, end in pairwise(starts) if not ABBREVIATION.search(text, start, end)]
