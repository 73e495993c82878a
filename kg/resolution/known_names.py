"""What the gazetteer knows by a name, where an article has it: a country, a capital or its state,
the city of its namesakes that is meant, a body."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from kg.gazetteer import Gazetteer, GazetteerEntry
from kg.model import Article, Mention, MentionKind
from kg.names import normalise
from kg.resolution.locations import Location, Locations
from kg.resolution.metonyms import acts, parts_of
from kg.resolution.namesakes import Namesakes
from kg.resolution.phrases import begins_a_clause, text_of, wider_texts
from kg.resolution.teams import find_teams

ENDS_A_PHRASE = re.compile(r"\s*[.,;:!?]|\s+(?:is|was|are|were|and|or|in|of|for)\b")
Meaning = tuple[GazetteerEntry | None, str]


class KnownNames:
    """The names of one article that the gazetteer knows; `teams` are those that mean a team."""

    def __init__(
        self,
        article: Article,
        forms: Mapping[Mention, str],
        gazetteer: Gazetteer,
        top_type: Callable[[str], str],
    ) -> None:
        """`forms` are the names of the article, as they are written."""
        self._article = article
        self._forms = forms
        self._gazetteer = gazetteer
        self._top_type = top_type
        self._parts = parts_of(article)
        self._renamed = _linked_to_other_names(article)
        self._linked_to: defaultdict[Mention, list[Mention]] = defaultdict(list)
        for link in article.coreferences:
            self._linked_to[link.mention].append(link.antecedent)
        self._locations = Locations(article, tuple(forms), gazetteer)
        self._namesakes = Namesakes(article.document.text, forms, gazetteer)
        self.teams = find_teams(article, forms, self._parts, gazetteer)
        self._names_of_teams = {normalise(forms[mention]) for mention in self.teams}
        self._written_alike: defaultdict[str, list[Mention]] = defaultdict(list)
        for mention, form in forms.items():
            self._written_alike[normalise(form)].append(mention)

    def location_of(self, mention: Mention) -> Location | None:
        """Where the article puts the place of a name, here or elsewhere."""
        return self._locations.told_of(mention)

    def is_no_city(self, mention: Mention, entry: GazetteerEntry) -> bool:
        """*The Union said*: no city, though one is called so. *The Paris talks* are of a city."""
        if entry.type != "City" or entry.name.startswith("The "):
            return False
        text, end = self._article.document.text, mention.end
        is_alone = ENDS_A_PHRASE.match(text, end) is not None or begins_a_clause(text, end)
        return is_alone and text[max(0, mention.start - 4) : mention.start].casefold() == "the "

    def meaning(self, mention: Mention) -> Meaning:
        """The entry that a name means, if it is known by itself, and why."""
        if self._top_type(mention.type) == "Person" and not self._is_misread_place(mention):
            return None, ""
        longer = self._longer_name(mention)
        if longer is not None:
            return longer, f"part of a name of {longer.name}"
        located = self._locations.told_of(mention)
        if located is not None and (located.entry is None or self._decides(mention, located)):
            return located.entry, located.reason
        country = self._gazetteer.country_of(self._forms[mention])
        if country is not None:
            return self._country_or_state(mention, country)
        return self._seat(mention, located) or self._other(mention, located)

    def _decides(self, mention: Mention, located: Location) -> bool:
        is_region = located.entry is not None and located.entry.type == "Region"
        return is_region or self._locations.said_of(mention) is not None

    def _country_or_state(self, mention: Mention, country: GazetteerEntry) -> Meaning:
        form = self._forms[mention]
        state = self._namesakes.state_called(
            mention, form, country, acts=lambda: self._acts_anywhere(form)
        )
        if state is not None:
            return state, f"known as {state.name}, beside others of its country"
        said_as = "demonym of" if self._gazetteer.is_demonym(form) else "a name of"
        return country, f"{said_as} {country.name}"

    def _seat(self, mention: Mention, located: Location | None) -> Meaning | None:
        """The state or body that a seat stands for here, if the name means no namesake of it: the
        Athens of Georgia is no capital."""
        seat = self._gazetteer.seat(self._forms[mention])
        if seat is None:
            return None
        entries = self._gazetteer.look_up(self._forms[mention])
        city = located.entry if located else self._namesakes.choose(mention, entries)
        is_namesake = city is not None and city.type == "City" and city != entries[0]
        if not seat.always and (is_namesake or not self._acts(mention)):
            return None
        return seat.stands_for, f"{seat.name} acts: stands for {seat.stands_for.name}"

    def _other(self, mention: Mention, located: Location | None) -> Meaning:
        if located is not None:
            return located.entry, located.reason
        form = self._forms[mention]
        entries: Sequence[GazetteerEntry] = self._gazetteer.look_up(form)
        is_place = self._top_type(mention.type) == "Place"
        if not is_place and normalise(form) not in self._names_of_teams:
            entries = [entry for entry in entries if self._top_type(entry.type) != "Place"]
        entry = self._namesakes.choose(mention, entries)
        if entry is None or self._is_cut_from_another(mention, entry):
            return None, ""
        if self.is_no_city(mention, entry):
            return None, ""
        return entry, f"known as {entry.name}"

    def _is_cut_from_another(self, mention: Mention, entry: GazetteerEntry) -> bool:
        """*Vane* of an article on the Vane Group is no person of the user's list."""
        fuller = (self._forms.get(other, "") for other in self._linked_to[mention])
        return self._top_type(entry.type) == "Person" and any(
            " " in form and entry not in self._gazetteer.look_up(form) for form in fuller
        )

    def _is_misread_place(self, mention: Mention) -> bool:
        # A state or seat taken for a person, if no person of the article is called so.
        if mention in self._renamed:
            return False
        known = self._gazetteer.look_up(self._forms[mention])
        is_state_or_body = bool(known) and known[0].type not in ("City", "Region", "Person")
        return is_state_or_body or self._gazetteer.seat(self._forms[mention]) is not None

    def _longer_name(self, mention: Mention) -> GazetteerEntry | None:
        """The known name that a cut one is part of: *Republic of Korea*, with *Democratic
        People’s* before it."""
        for text in wider_texts(self._article, mention):
            known = [e for e in self._gazetteer.look_up(text) if e.type != "City"]
            if known:
                return known[0]
        return None

    def _acts(self, mention: Mention) -> bool:
        return acts(self._article, mention, self._parts.get(mention, ()))

    def _acts_anywhere(self, form: str) -> bool:
        return any(self._acts(mention) for mention in self._written_alike[normalise(form)])


def _linked_to_other_names(article: Article) -> set[Mention]:
    """The names that the article has linked to a name of other words."""
    return {
        mention
        for link in article.coreferences
        if link.mention.kind is link.antecedent.kind is MentionKind.NAME
        and text_of(article, link.mention) != text_of(article, link.antecedent)
        for mention in (link.mention, link.antecedent)
    }
