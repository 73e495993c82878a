"""The figures of one article: the names that it uses for one thing, before articles are joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from kg.coreference.alias_links import SAID_SO
from kg.gazetteer import Gazetteer, GazetteerEntry
from kg.model import Article, Mention, MentionKind
from kg.names import has_regnal_title, is_acronym, normalise, singular, spelling_key, without_titles
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
from kg.resolution.known_names import KnownNames
from kg.resolution.offices import NO_LONGER, Office, office_in, only
from kg.resolution.phrases import (
    count_in,
    head_phrase,
    introduces,
    is_definite,
    is_plural,
    is_state_body,
    owner_beside,
    person_before,
    phrase_key,
    split_owner,
    text_of,
    usual_name,
    written_form,
)

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
    that the article calls it, in the singular, `is_one` whether it writes none of them in the
    plural, `count` how many it says that they are, 0 where it does not; `parts` what becomes of it
    (see `Participation`); `aliases` the names that a sentence says are all its own (*Ana Moss,
    known as Lady Moss*).
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
    is_one: bool = True
    count: int = 0
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
    def individual(self) -> str:
        """What sort of one thing it is, or "": each soldier, village or ship is another one, and so
        are any 23 pirates; "pirates" and "rockets" are so anywhere."""
        if self.top in ("Person", "Organization"):
            return self.top
        if self.is_one and (self.top == "Place" or "Vehicle" in self.types):
            return "Place" if self.top == "Place" else "Vehicle"
        return "Group" if self.top == "Group" and self.count else ""

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
    reader.read_nouns_and_parts(figures)
    reader.read_evidence(figures)
    return sorted(figures, key=lambda figure: min(figure.mentions))


class _ArticleReader:
    """Gathers the mentions of one article into figures."""

    def __init__(self, article: Article, ontology: Ontology, gazetteer: Gazetteer) -> None:
        self.article = article
        self.gazetteer = gazetteer
        self.figures_of: dict[Mention, tuple[Figure, ...]] = {}
        self._forms: dict[Mention, str] = {}
        self._top_type = cache(ontology.top_type)
        self.links: dict[Mention, list[tuple[Mention, str]]] = {}
        self.linked_from: dict[Mention, list[tuple[Mention, str]]] = {}
        for link in sorted(article.coreferences):
            self.links.setdefault(link.mention, []).append((link.antecedent, link.reason))
            self.linked_from.setdefault(link.antecedent, []).append((link.mention, link.reason))
        linked = {m for c in article.coreferences for m in (c.mention, c.antecedent)}
        self.said_alike = _said_alike(article)
        self.mentions = sorted({*article.mentions, *linked})
        self.names = [mention for mention in self.mentions if mention.kind is MentionKind.NAME]
        forms = {mention: self._form(mention) for mention in self.names}
        self.known_names = KnownNames(article, forms, gazetteer, self._top_type)

    def read_names(self) -> None:
        """Names that the gazetteer knows each by themselves, the others along their links."""
        known: dict[str, Figure] = {}
        others: list[Mention] = []
        teams: dict[str, Figure] = {}
        for mention in self.names:
            if mention in self.known_names.teams:
                self._put_team(mention, teams)
                continue
            entry, reason = self.known_names.meaning(mention)
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

    def _put_team(self, mention: Mention, teams: dict[str, Figure]) -> None:
        form = self._form(mention)
        figure = teams.setdefault(normalise(form), Figure("Organization", self.article.document.id))
        self._put(mention, figure, form, f"the team of {form}")
        figure.types["Team"] += 1

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
        bearer = self._known_bearer(group)
        if bearer is not None:
            for mention in group:
                self._put(mention, bearer, self._form(mention), self._why(mention))
            bearer.aliases |= self._aliases_in(group)
            return
        figure = self._new_figure(group[0], None)
        for mention in group:
            form = self._form(mention)
            figure.add(mention, form, self._why(mention))
        figure.top = self._top_of(figure)
        figure.owner = self._wider_place(group)
        figure.entry = self._entry_of(figure) if not figure.owner else None
        figure.aliases = self._aliases_in(group)
        if figure.entry and all(self.known_names.is_no_city(m, figure.entry) for m in group):
            figure.entry = None
        if figure.entry is not None:
            known_figure = known.setdefault(_entry_key(figure.entry), figure)
            if known_figure is not figure:
                _merge(figure, known_figure)
                figure = known_figure
        elif figure.top != "Person" and not figure.owner:
            self._find_owner(figure)
        for mention in group:
            self.figures_of[mention] = (figure,)

    def _aliases_in(self, group: Iterable[Mention]) -> frozenset[str]:
        return frozenset(self._form(m) for m in group if m in self.said_alike)

    def _known_bearer(self, group: Sequence[Mention]) -> Figure | None:
        """The known body that the article links the group to: *Amnesty*, of Amnesty
        International; not the NATO-Russia Council to NATO, nor what an acronym may also mean."""
        linked = [
            antecedent
            for mention in group
            for antecedent, reason in self.links.get(mention, ())
            if not reason.startswith("acronym") or is_acronym(self._form(mention))
        ]
        for mention in (*linked, *self._written_like(group)):
            for figure in self.figures_of.get(mention, ()):
                if figure.entry is not None and figure.top == "Organization":
                    return figure
        return None

    def _written_like(self, group: Sequence[Mention]) -> Iterator[Mention]:
        """The names that are linked to one of a group as the same name, or as another one."""
        for mention in group:
            for later, reason in self.linked_from.get(mention, ()):
                if reason.startswith("same name") or reason == SAID_SO:
                    yield later

    def _wider_place(self, group: Sequence[Mention]) -> str:
        """Where a place lies that only shares its name with a known one: Texas, of *Paris*."""
        located = (self.known_names.location_of(mention) for mention in group)
        return next((place.within.name for place in located if place and not place.entry), "")

    def _find_owner(self, figure: Figure) -> None:
        for form in sorted(figure.forms):
            core, entry = split_owner(form, self.gazetteer)
            if entry is None and is_state_body(form):
                owners = [owner_beside(self.article, m, self.gazetteer) for m in figure.mentions]
                entry = next((owner for owner in owners if owner), None)
            if entry is not None:
                figure.owner = entry.name
                figure.forms[usual_name(core)] += figure.forms.pop(form)

    def read_phrases(self) -> None:
        """Described things that nothing else resolves are figures of their head phrase."""
        phrases: dict[tuple[str, str, str], Figure] = {}
        introduced: set[tuple[str, str, str]] = set()
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
            key = (top, owner, phrase_key(phrase))
            if top == "Person" and introduces(self.article, mention):
                if key in introduced:
                    phrases.pop(key)  # "a man ... a man" are two
                introduced.add(key)
            figure = phrases.setdefault(
                key, Figure(top, self.article.document.id, owner=owner, is_name=bool(owner))
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
            entry = owner_beside(self.article, mention, self.gazetteer)
        if entry is not None:
            return usual_name(core), entry.name
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
        people = [figure for figure in figures if figure.top == "Person" and figure.is_name]
        described = [f for f in unknown if not f.is_name and not f.offices and f.individual]
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
                self.article, figure.mentions, figure.nouns, lands_of=lands_of, around=around
            )

    def read_nouns_and_parts(self, figures: Iterable[Figure]) -> None:
        """What each figure is called, and what becomes of it."""
        parts: dict[Mention, list[tuple[str, str]]] = {}
        for told in self.article.participations:
            parts.setdefault(told.mention, []).append((told.part, told.event))
        text = self.article.document.text
        for figure in figures:
            heads = [m.head for m in figure.mentions if m.kind is MentionKind.NOMINAL]
            said = [text[head.start : head.end].casefold() for head in heads]
            figure.nouns = frozenset(map(singular, said))
            figure.is_one = all(noun == singular(noun) for noun in said)
            counts = (count_in(self.article, m) for m in figure.mentions)
            figure.count = next(filter(None, counts), 0) if figure.top == "Group" else 0
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

    def _entry_of(self, figure: Figure) -> GazetteerEntry | None:
        forms = list(figure.forms)
        if figure.top == "Person":  # only the user's own list has people
            forms = [form for form in forms if " " in form] or forms
        for form in sorted(forms, key=lambda f: (-len(f), f)):
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
