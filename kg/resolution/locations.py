"""Places that their own article puts somewhere: *Paris, Texas*; *Atlanta, Georgia*; *Houston, TX*;
*the oblasts of Kharkiv and Sumy*.

What stands after the comma decides before anything else; a name means the same in all its article.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.gazetteer import Gazetteer, GazetteerEntry
from kg.model import Article, Mention, MentionKind
from kg.names import normalise, singular
from kg.resolution.phrases import DIVISIONS, division_of, names_after_comma, written_form

WIDER = frozenset({"Country", "Region"})
WITHIN = frozenset({"City", "Region"})


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
        for end, words in names_after_comma(self._article, mention):
            wider = self._wider(words)
            found = next(self._inside(mention, name, wider), None)
            if found is not None:
                self._direct[mention.start] = found
            if found is not None or any(entry.type == "Region" for entry in wider):
                within = found.within if found else wider[0]
                self._note(within, end - len(words), name)
            if wider:
                return

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


def _lies_in(entry: GazetteerEntry, within: GazetteerEntry) -> bool:
    if entry.country != within.country:
        return False
    return within.type == "Country" or not entry.region or entry.region == within.region
