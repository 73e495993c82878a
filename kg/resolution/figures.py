"""The figures of one article: the names that it uses for one thing, before articles are joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from kg.coreference.alias_links import SAID_SO
from kg.coreference.name_links import SHORT_FORM
from kg.gazetteer import Gazetteer, GazetteerEntry
from kg.model import Article, Mention, MentionKind
from kg.names import has_regnal_title, normalise, singular, spelling_key, without_titles
from kg.ontology import Ontology
from kg.resolution.evidence import (
    DESCRIBED,
    NOTHING_TOLD,
    Evidence,
    Surroundings,
    read_description,
    read_evidence,
    title_before,
)
from kg.resolution.locations import Locations
from kg.resolution.offices import NO_LONGER, Office, office_in, only
from kg.resolution.phrases import (
    acts,
    head_phrase,
    is_definite,
    is_plural,
    is_state_body,
    owner_before,
    person_before,
    phrase_key,
    roles_of,
    split_owner,
    text_of,
    wider_texts,
    written_form,
)

RENAMED = frozenset({SHORT_FORM, SAID_SO})
TOLD_OF = frozenset({"Person", "Organization", "Place"})
OF_A_STATE = re.compile(r"\s+of\s+(?:the\s+)?")
RIGHT_BEFORE = re.compile(r"(?:['’]s?)?\s+")


@dataclass(eq=False)
class Figure:
    """What one article means by some of its mentions.

    `top` is the top type; `entry` what the gazetteer knows of it; `owner` the country whose body it
    is, or the state that a lesser namesake of a known place lies in; `forms` are the ways it is
    written, with their counts. `is_name` is False for things that are only described. `reasons` say
    for each mention why it belongs here; `evidence` is what else the article tells of it,
    `offices` what the article says that it holds, `day` the article's. `nouns` are the common nouns
    that the article calls it, in the singular; `parts` what becomes of it (see `Participation`);
    `aliases` the names that a sentence says are all its own (*Ana Moss, known as Lady Moss*).
    """

    top: str
    document: str
    entry: GazetteerEntry | None = None
    owner: str = ""
    is_name: bool = True
    forms: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    mentions: list[Mention] = field(default_factory=list)
    reasons: list[tuple[Mention, str]] = field(default_factory=list)
    context: frozenset[str] = frozenset()
    evidence: Evidence = NOTHING_TOLD
    offices: frozenset[Office] = frozenset()
    day: date | None = None
    nouns: frozenset[str] = frozenset()
    parts: frozenset[tuple[str, str]] = frozenset()
    aliases: frozenset[str] = frozenset()

    def add(self, mention: Mention, form: str, reason: str) -> None:
        """Take in one mention; `form` is empty where its words are no name of the figure."""
        self.mentions.append(mention)
        self.reasons.append((mention, reason))
        if form:
            self.forms[form] += 1
            self.types[mention.type] += 1

    @property
    def fullest(self) -> str:
        """Its longest name in words, then the commonest."""
        return max(self.forms, key=lambda f: (len(f.split()), self.forms[f], f), default="")


def find_figures(article: Article, ontology: Ontology, gazetteer: Gazetteer) -> list[Figure]:
    """The figures of one article, in the order of their first mention."""
    reader = _ArticleReader(article, ontology, gazetteer)
    reader.read_names()
    reader.read_phrases()
    reader.follow_links()
    figures = list(dict.fromkeys(f for fs in reader.figures_of.values() for f in fs))
    context = frozenset(f.entry.name for f in figures if f.entry)
    for figure in figures:
        figure.context = context - {figure.entry.name if figure.entry else ""}
        figure.day = article.document.published or article.document.assumed
    reader.read_evidence(figures)
    reader.read_nouns_and_parts(figures)
    return sorted(figures, key=lambda figure: min(figure.mentions))


class _ArticleReader:
    """Gathers the mentions of one article into figures."""

    def __init__(self, article: Article, ontology: Ontology, gazetteer: Gazetteer) -> None:
        self.article = article
        self.gazetteer = gazetteer
        self.figures_of: dict[Mention, tuple[Figure, ...]] = {}
        self.roles = roles_of(article)
        self._forms: dict[Mention, str] = {}
        self._top_type = cache(ontology.top_type)
        self.links: dict[Mention, list[tuple[Mention, str]]] = {}
        for link in sorted(article.coreferences):
            self.links.setdefault(link.mention, []).append((link.antecedent, link.reason))
        linked = {m for c in article.coreferences for m in (c.mention, c.antecedent)}
        self.renamed = _linked_to_other_names(article)
        self.other_names = _other_names(article)
        self.said_alike = _said_alike(article)
        self.mentions = sorted({*article.mentions, *linked})
        self.countries = self._countries_named()
        self.states = self._countries_of_states_named()
        self.located = Locations(self.article, self.mentions, self.gazetteer)

    def read_names(self) -> None:
        """Names that the gazetteer knows each by themselves, the others along their links."""
        named = [m for m in self.mentions if m.kind is MentionKind.NAME]
        known: dict[str, Figure] = {}
        others: list[Mention] = []
        for mention in named:
            entry, reason = self._place_meant(mention)
            pair = self._pair_of_countries(mention) if entry is None else ()
            if pair:
                figures = [self._known_figure(one, mention, known) for one in pair]
                for figure in figures:
                    figure.add(mention, "", "names two countries")
                self.figures_of[mention] = tuple(figures)
                continue
            if entry is None:
                others.append(mention)
                continue
            figure = self._known_figure(entry, mention, known)
            self._put(mention, figure, self._name_form(mention, entry), reason)
        for group in self._linked_groups(others):
            self._read_group(group, known)

    def _known_figure(
        self, entry: GazetteerEntry, mention: Mention, known: dict[str, Figure]
    ) -> Figure:
        return known.setdefault(_entry_key(entry), self._new_figure(mention, entry))

    def _pair_of_countries(self, mention: Mention) -> tuple[GazetteerEntry, ...]:
        """Both countries of *the Russia-North Korea border*."""
        parts = re.split(r"[-–]", self._form(mention))
        found = [self.gazetteer.country_of(part) for part in parts]
        pair = tuple(entry for entry in found if entry is not None and entry.type == "Country")
        return pair if len(parts) == len(pair) == 2 else ()

    def _read_group(self, group: Sequence[Mention], known: dict[str, Figure]) -> None:
        figure = self._new_figure(group[0], None)
        for mention in group:
            form = self._form(mention)
            figure.add(mention, form, self._why(mention))
        figure.top = self._top_of(figure)
        figure.owner = self._wider_place(group)
        figure.entry = self._entry_of(figure) if not figure.owner else None
        figure.aliases = frozenset(self._form(m) for m in group if m in self.said_alike)
        if figure.entry is None and not figure.owner:
            figure.entry = self._entry_of_longer_name(group)
        if figure.entry is not None:
            known_figure = known.setdefault(_entry_key(figure.entry), figure)
            if known_figure is not figure:
                _merge(figure, known_figure)
                figure = known_figure
        elif figure.top != "Person" and not figure.owner:
            self._find_owner(figure)
        for mention in group:
            self.figures_of[mention] = (figure,)

    def _entry_of_longer_name(self, group: Sequence[Mention]) -> GazetteerEntry | None:
        """What is known of the body whose name the article shortens or changes so: *Amnesty*."""
        linked = (other for mention in group for other in self.other_names.get(mention, ()))
        figures = (figure for other in linked for figure in self.figures_of.get(other, ()))
        entries = (figure.entry for figure in figures if figure.entry is not None)
        bodies = (entry for entry in entries if self._top_type(entry.type) == "Organization")
        return next(bodies, None)

    def _wider_place(self, group: Sequence[Mention]) -> str:
        """Where a place lies that only shares its name with a known one: Texas, of *Paris*."""
        located = (self.located.told_of(mention) for mention in group)
        return next((place.within.name for place in located if place and not place.entry), "")

    def _find_owner(self, figure: Figure) -> None:
        for form in sorted(figure.forms):
            core, entry = split_owner(form, self.gazetteer)
            if entry is None and is_state_body(form):
                owners = [owner_before(self.article, m, self.gazetteer) for m in figure.mentions]
                entry = next((owner for owner in owners if owner), None)
            if entry is not None:
                figure.owner = entry.name
                figure.forms[core] += figure.forms.pop(form)

    def read_phrases(self) -> None:
        """Described things that nothing else resolves are figures of their head phrase."""
        phrases: dict[tuple[str, str, str], Figure] = {}
        for mention in self.mentions:
            if mention.kind is not MentionKind.NOMINAL or mention in self.links:
                continue
            if mention in self.figures_of:
                continue
            if self._is_left_open(mention):
                self._read_office(mention, phrases)
                continue
            phrase, owner = self._phrase(mention)
            top = self._phrase_top(mention)
            figure = phrases.setdefault(
                (top, owner, phrase_key(phrase)),
                Figure(top, self.article.document.id, owner=owner, is_name=bool(owner)),
            )
            self._put(mention, figure, phrase, "described so")

    def _read_office(self, mention: Mention, phrases: dict[tuple[str, str, str], Figure]) -> None:
        """*The Russian president*, whom the article does not name, may be named in others."""
        office = self._office_told(mention)
        if office is None:
            return
        figure = phrases.setdefault(
            ("office", office.land, office.name),
            Figure("Person", self.article.document.id, is_name=False, offices=frozenset({office})),
        )
        self._put(mention, figure, "", "described so")

    def _office_told(self, mention: Mention) -> Office | None:
        """The office that a noun phrase names, with the country inside it or after *of*."""
        text = self.article.document.text
        phrase = text[mention.start : mention.head.end]
        lands = []
        for name, entry in self._countries():
            if mention.start <= name.start < mention.head.start:
                phrase = phrase.replace(text[name.start : name.end], "", 1)
                lands.append(entry.country)
            elif OF_A_STATE.fullmatch(text, mention.head.end, name.start):
                lands += [entry.country] if text[name.end : name.end + 1] not in ("'", "’") else []
        return office_in(phrase, only(lands))

    def _office_before(self, name: Mention) -> Office | None:
        """The office in the title before a name: *Russian President Vladimir Putin*."""
        text = self.article.document.text
        title = title_before(text, name)
        if title is None:
            return None
        lands = [
            entry.country
            for country, entry in self._countries()
            if RIGHT_BEFORE.fullmatch(text, country.end, title[0])
            if not NO_LONGER.search(text, max(0, country.start - 12), country.start)
        ]
        return office_in(text[title[0] : title[1]], only(lands))

    def _countries(self) -> Iterator[tuple[Mention, GazetteerEntry]]:
        for mention, figures in self.figures_of.items():
            entry = figures[0].entry if figures else None
            if mention.kind is MentionKind.NAME and entry is not None and entry.type == "Country":
                yield mention, entry

    def _offices_of(self, figure: Figure) -> frozenset[Office]:
        told = [self._office_told(m) for m, why in figure.reasons if why in DESCRIBED]
        told += [self._office_before(m) for m in figure.mentions if m.kind is MentionKind.NAME]
        return frozenset(office for office in told if office)

    def _phrase(self, mention: Mention) -> tuple[str, str]:
        """The head phrase of a mention, and the country if it is a body of a state."""
        phrase = head_phrase(self.article, mention)
        core, entry = split_owner(phrase, self.gazetteer)
        if entry is None and is_state_body(phrase):
            entry = owner_before(self.article, mention, self.gazetteer)
        if entry is not None:
            return core, entry.name
        if self._top_type(mention.type) == "Person":
            phrase = f"{person_before(self.article, mention)}{phrase}"
        return phrase, ""

    def _is_left_open(self, mention: Mention) -> bool:
        # "the president" whom the article does not name is nobody in particular.
        if self._top_type(mention.type) != "Person" or is_plural(self.article, mention):
            return False
        return is_definite(self.article, mention)

    def _phrase_top(self, mention: Mention) -> str:
        top = self._top_type(mention.type)
        return "Group" if top == "Person" and is_plural(self.article, mention) else top

    def follow_links(self) -> None:
        """Nouns and pronouns go where their antecedents go, plurals to several."""
        for mention in self.mentions:
            if mention not in self.figures_of:
                self._follow(mention, frozenset())

    def _follow(self, mention: Mention, seen: frozenset[Mention]) -> tuple[Figure, ...]:
        if mention in self.figures_of or mention in seen:
            return self.figures_of.get(mention, ())
        links = self.links.get(mention, [])
        found: list[Figure] = []
        for antecedent, reason in links:
            for figure in self._follow(antecedent, seen | {mention}):
                if figure not in found:
                    found.append(figure)
                    why = reason if len(links) == 1 else f"one of several: {reason}"
                    figure.add(mention, "", why)
        self.figures_of[mention] = tuple(found)
        return self.figures_of[mention]

    def read_evidence(self, figures: Sequence[Figure]) -> None:
        """What the article tells of its named people beside their names, and of whom it only
        describes."""
        unknown = [figure for figure in figures if figure.entry is None]
        people = [figure for figure in unknown if figure.top == "Person" and figure.is_name]
        described = [f for f in unknown if not f.is_name and not f.offices and f.top in TOLD_OF]
        around = self._surroundings(figures) if people or described else Surroundings()
        lands_of = {
            mention: figure.entry.country
            for figure in figures
            if figure.entry is not None and figure.entry.country
            for mention in figure.mentions
            if mention.kind is MentionKind.NAME
        }
        places = {
            mention: normalise(figure.entry.name if figure.entry else figure.fullest)
            for figure in figures
            if figure.top == "Place"
            for mention in figure.mentions
            if mention.kind is MentionKind.NAME
        }
        for figure in people:
            figure.offices = self._offices_of(figure)
            figure.evidence = read_evidence(
                self.article,
                figure.reasons,
                figure.forms,
                lands_of=lands_of,
                places=places,
                around=around,
            )
        for figure in described:
            figure.evidence = read_description(
                self.article, figure.mentions, lands_of=lands_of, around=around
            )

    def read_nouns_and_parts(self, figures: Iterable[Figure]) -> None:
        """What each figure is called, and what becomes of it."""
        parts: dict[Mention, list[tuple[str, str]]] = {}
        for told in self.article.participations:
            parts.setdefault(told.mention, []).append((told.part, told.event))
        text = self.article.document.text
        for figure in figures:
            heads = [m.head for m in figure.mentions if m.kind is MentionKind.NOMINAL]
            figure.nouns = frozenset(singular(text[h.start : h.end].casefold()) for h in heads)
            figure.parts = frozenset(p for m in figure.mentions for p in parts.get(m, ()))

    def _surroundings(self, figures: Sequence[Figure]) -> Surroundings:
        names = set()
        lands = set()
        for figure in figures:
            if figure.entry is not None:
                lands |= {figure.entry.country} - {""}
                if figure.entry.type not in ("Country", "Media"):
                    names.add(figure.entry.name)
            elif figure.is_name and " " in figure.fullest:
                names.add(spelling_key(figure.fullest))
        return Surroundings(frozenset(names), frozenset(lands))

    def _place_meant(self, mention: Mention) -> tuple[GazetteerEntry | None, str]:
        text = self._form(mention)
        top = self._top_type(mention.type)
        if top == "Person" and not self._is_misread_place(mention, text):
            return None, ""
        longer = self._longer_name(mention)
        if longer is not None:
            return longer, f"part of a name of {longer.name}"
        located = self.located.told_of(mention)
        here = self.located.said_of(mention)
        if located is not None and (
            here is not None or located.entry is None or located.entry.type == "Region"
        ):
            return located.entry, located.reason
        country = self.gazetteer.country_of(text)
        if country is not None:
            state = self._state_of_that_name(mention, text, country)
            said_as = "demonym of" if self.gazetteer.is_demonym(text) else "a name of"
            if state is not None:
                return state, f"known as {state.name}, beside others of its country"
            return country, f"{said_as} {country.name}"
        seat = self.gazetteer.seat(text)
        if seat is not None and (seat.always or self._acts(mention)):
            return seat.stands_for, f"{seat.name} acts: stands for {seat.stands_for.name}"
        if located is not None:
            return located.entry, located.reason
        entry = self._entry_by_context(text, place=top == "Place")
        return entry, f"known as {entry.name}" if entry else ""

    def _is_misread_place(self, mention: Mention, text: str) -> bool:
        # A state or seat taken for a person, if no person of the article is called so.
        if mention in self.renamed:
            return False
        known = self.gazetteer.look_up(text)
        is_state_or_body = bool(known) and known[0].type not in ("City", "Region")
        return is_state_or_body or self.gazetteer.seat(text) is not None

    def _longer_name(self, mention: Mention) -> GazetteerEntry | None:
        """The known name that a cut one is part of: *Republic of Korea*, with *Democratic
        People’s* before it."""
        for text in wider_texts(self.article, mention):
            known = [e for e in self.gazetteer.look_up(text) if e.type != "City"]
            if known:
                return known[0]
        return None

    def _acts(self, mention: Mention) -> bool:
        return acts(self.article, mention, self.roles.get(mention, ()))

    def _state_of_that_name(
        self, mention: Mention, text: str, country: GazetteerEntry
    ) -> GazetteerEntry | None:
        """Georgia, with the United States around and nothing of the Caucasus, is the state, unless
        it does what countries do."""
        for state in self.gazetteer.look_up(text):
            named = state.country in self.countries | self.states
            if state.type != "Region" or state == country or not named:
                continue
            alone = not self.countries - {state.country} or state.country in self.states
            if alone and country.country not in self.countries and not self._acts(mention):
                return state
        return None

    def _entry_by_context(self, text: str, *, place: bool) -> GazetteerEntry | None:
        entries = self.gazetteer.look_up(text)
        if not place:
            entries = tuple(e for e in entries if self._top_type(e.type) != "Place")
        at_home = [entry for entry in entries if entry.country in self.countries]
        if not entries:
            return None
        first = entries[0]
        is_clear = first.population > 1_000_000 or first.type in ("Country", "Region")
        return first if is_clear or not at_home else at_home[0]

    def _countries_named(self) -> set[str]:
        found = set()
        for mention in self.mentions:
            if mention.kind is MentionKind.NAME:
                text = self._form(mention)
                rivals = [e for e in self.gazetteer.look_up(text) if e.type == "Region"]
                entry = self.gazetteer.country_of(text)
                if entry and entry.type == "Country" and not rivals:
                    found.add(entry.country)
        return found

    def _countries_of_states_named(self) -> set[str]:
        """The countries of whose states one is named that no country is called like: Tennessee."""
        named = (self.gazetteer.look_up(self._form(m)) for m in self.mentions if self._is_name(m))
        return {e[0].country for e in named if e and e[0].type == "Region"}

    @staticmethod
    def _is_name(mention: Mention) -> bool:
        return mention.kind is MentionKind.NAME

    def _entry_of(self, figure: Figure) -> GazetteerEntry | None:
        if figure.top == "Person":
            return None
        for form in sorted(figure.forms, key=lambda f: (-len(f), f)):
            entries = [
                entry
                for entry in self.gazetteer.look_up(form)
                if self._top_type(entry.type) == figure.top or figure.top == "Thing"
            ]
            if entries:
                return entries[0]
        return None

    def _linked_groups(self, mentions: Sequence[Mention]) -> list[list[Mention]]:
        wanted = set(mentions)
        leader = {mention: mention for mention in mentions}
        for mention in mentions:
            for antecedent, _ in self.links.get(mention, [])[:1]:
                if antecedent in wanted:
                    one, other = _find(leader, mention), _find(leader, antecedent)
                    leader[max(one, other)] = min(one, other)
        groups: dict[Mention, list[Mention]] = {}
        for mention in mentions:
            groups.setdefault(_find(leader, mention), []).append(mention)
        return list(groups.values())

    def _top_of(self, figure: Figure) -> str:
        votes: Counter[str] = Counter()
        for type_, count in figure.types.items():
            votes[self._top_type(type_)] += count
        return max(votes, key=lambda top: (votes[top], top != "Thing", top), default=figure.top)

    def _new_figure(self, mention: Mention, entry: GazetteerEntry | None) -> Figure:
        top = self._top_type(entry.type if entry else mention.type)
        return Figure(top, self.article.document.id, entry)

    def _put(self, mention: Mention, figure: Figure, form: str, reason: str) -> None:
        figure.add(mention, form, reason)
        self.figures_of[mention] = (figure,)

    def _form(self, mention: Mention) -> str:
        """The name as the mention writes it; read once."""
        if mention not in self._forms:
            self._forms[mention] = self._read_form(mention)
        return self._forms[mention]

    def _read_form(self, mention: Mention) -> str:
        form = written_form(self.article, mention)
        if self._top_type(mention.type) == "Person":
            bare = without_titles(form)
            return form if has_regnal_title(form) and " " not in bare else bare
        return form

    def _name_form(self, mention: Mention, entry: GazetteerEntry) -> str:
        # A demonym or a capital that acts is no name of the country.
        form = self._form(mention)
        names = {normalise(name) for name in (entry.name, *entry.aliases)}
        return form if normalise(form) in names else ""

    def _why(self, mention: Mention) -> str:
        links = self.links.get(mention)
        return links[0][1] if links else f"named {text_of(self.article, mention)}"


def _linked_to_other_names(article: Article) -> set[Mention]:
    """The names that the article has linked to a name of other words."""
    return {
        mention
        for link in article.coreferences
        if link.mention.kind is link.antecedent.kind is MentionKind.NAME
        and text_of(article, link.mention) != text_of(article, link.antecedent)
        for mention in (link.mention, link.antecedent)
    }


def _other_names(article: Article) -> dict[Mention, list[Mention]]:
    """For each name the longer, shorter and other names that the article has linked to it."""
    found: dict[Mention, list[Mention]] = {}
    for link in sorted(article.coreferences):
        if link.mention.kind is link.antecedent.kind is MentionKind.NAME and link.reason in RENAMED:
            found.setdefault(link.mention, []).append(link.antecedent)
            found.setdefault(link.antecedent, []).append(link.mention)
    return found


def _said_alike(article: Article) -> set[Mention]:
    """The names of which a sentence says that they are one's."""
    said = [link for link in article.coreferences if link.reason == SAID_SO]
    return {mention for link in said for mention in (link.mention, link.antecedent)}


def _find(leader: dict[Mention, Mention], mention: Mention) -> Mention:
    while leader[mention] != mention:
        mention = leader[mention]
    return mention


def _merge(figure: Figure, into: Figure) -> None:
    into.forms.update(figure.forms)
    into.types.update(figure.types)
    into.mentions.extend(figure.mentions)
    into.reasons.extend(figure.reasons)
    into.aliases |= figure.aliases


def _entry_key(entry: GazetteerEntry) -> str:
    return "|".join((entry.type, entry.name, *entry.identifiers[:1]))


def entry_key(entry: GazetteerEntry) -> str:
    """What tells one gazetteer entry from another."""
    return _entry_key(entry)


def all_figures(
    articles: Iterable[Article], ontology: Ontology, gazetteer: Gazetteer
) -> list[Figure]:
    """The figures of all articles, in the order of the documents' ids."""
    ordered = sorted(articles, key=lambda article: article.document.id)
    return [figure for a in ordered for figure in find_figures(a, ontology, gazetteer)]
