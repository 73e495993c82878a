"""Names inside names: the Netherlands of *the National Library of the Netherlands*.

They take part in no claim, no pronoun means them, and they never make an entity. Where the article
names the same place, person or body by itself, they are mentions of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from kg.gazetteer import Gazetteer, GazetteerEntry
from kg.model import Coreference, Mention, MentionKind, Span
from kg.names import (
    gender_of_given_name,
    is_called_after_a_person,
    normalise,
    without_titles,
)
from kg.ontology import Ontology

# A place's own name holds no other's (New York City), nor does a person's (Paris Halden).
WHOLE = frozenset({"Person", "PeopleGroup", "Country", "City", "Region"})
NAMESAKES = frozenset({"river"})  # the land is named after the Mississippi River
STATES = frozenset({"Country", "Region"})
PLACES = STATES | {"City", "Place", "Facility", "BodyOfWater"}
BEFORE_A_PLACE = frozenset({"of", "in", "at", "for"})
WELL_KNOWN = 100_000  # inhabitants; the names of lesser cities are often words (Union, Central)
DOES_SOMETHING = frozenset({"nsubj", "nsubj:pass", "nmod:poss"})


def read_inner_names(
    doc: Doc, mentions: Sequence[Mention], *, gazetteer: Gazetteer, ontology: Ontology
) -> tuple[tuple[Mention, ...], tuple[Coreference, ...]]:
    """The names that stand inside the names of an article, and what links them: to the same name
    elsewhere in it, or to where it stands inside a name again. Both sorted.

    `mentions` are those that were found before.
    """
    reader = _Reader(doc, mentions, gazetteer, ontology)
    for name in reader.names:
        if name.type not in WHOLE:
            reader.read(name)
    return tuple(sorted(reader.found)), tuple(sorted(reader.links))


class _Reader:
    """One article with its names by what they have in common, and the inner ones found so far."""

    def __init__(
        self, doc: Doc, mentions: Sequence[Mention], gazetteer: Gazetteer, ontology: Ontology
    ) -> None:
        self.doc = doc
        self.text = doc.text
        self.gazetteer = gazetteer
        self.top_type = ontology.top_type
        self.names = sorted(m for m in mentions if m.kind is MentionKind.NAME)
        self.found: list[Mention] = []
        self.links: list[Coreference] = []
        self._named: dict[str, list[Mention]] = {}
        self._first: dict[str, Mention] = {}
        self._taken = {(name.start, name.end) for name in self.names}
        for name in self.names:
            self._named.setdefault(self._key(self._words(name)), []).append(name)

    def read(self, name: Mention) -> None:
        """Find the names inside one name, the longest first, from left to right."""
        words = self.doc.char_span(name.start, name.end)
        if words is None or len(words) < 2 or self._is_one_name(words):
            return
        tokens = list(words)
        root = words.root.i - words.start
        end = 0
        for start, token in enumerate(tokens):
            if start >= end and token.text[:1].isupper():
                last = len(tokens) if root < start else root
                end = self._read_from(start, last, tokens, name)

    def _read_from(self, start: int, last: int, tokens: Sequence[Token], name: Mention) -> int:
        """Where the inner name that begins with a word ends; where the word begins, if none."""
        for end in range(last, start, -1):
            text = self.text[tokens[start].idx : tokens[end - 1].idx + len(tokens[end - 1])]
            if not tokens[end - 1].text[:1].isupper() or _is_torn(start, end, tokens):
                continue
            if "," not in text and not self.gazetteer.is_demonym(text):
                type_ = self._type_of(text, tokens[:start], name)
                if type_:
                    self._add(tokens[start].doc[tokens[start].i : tokens[end - 1].i + 1], type_)
                    return end
        return start

    def _add(self, words: Words, type_: str) -> None:
        head, end = words.root, words.end_char
        if (words.start_char, end) in self._taken:
            return
        place = Span(head.idx, head.idx + len(head))
        document = self.names[0].document
        inner = Mention(document, words.start_char, end, type_, MentionKind.INNER, place)
        self.found.append(inner)
        key = self._key(words.text)
        alone = (other for other in self._named.get(key, ()) if not self._acts(other))
        antecedent = self._first.setdefault(key, next(alone, inner))
        if antecedent is not inner:
            self.links.append(Coreference(inner, antecedent, "the same name inside another"))

    def _type_of(self, text: str, before: Sequence[Token], name: Mention) -> str:
        """The class of what a part of a name names by itself, or an empty string."""
        entries = self.gazetteer.look_up(text)
        known = tuple(entry for entry in entries if self.top_type(entry.type) != "Person")
        if known and known[:1] == self.gazetteer.look_up(self._words(name))[:1]:
            return ""  # the Wagner Group, said short
        same = self._same_name(text, name, is_apart=bool(known) or _ends_in_a_link(before))
        if same is not None:
            return same.type
        opens = not before or _ends_in_a_link(before)
        return known[0].type if known and opens and _is_well_known(text, known[0]) else ""

    def _same_name(self, text: str, name: Mention, *, is_apart: bool) -> Mention | None:
        """Where the article says by itself what a part of a name says.

        A short form of the whole is none (*the Jensen* of *the Jensen Museum*), nor is a person
        that a place is called like, or whose family name a body has (*the Halden Group*).
        """
        for other in self._named.get(self._key(text), ()):
            may_be_short = not is_apart and self.top_type(other.type) == self.top_type(name.type)
            is_namesake = other.type == "Person" and not self._is_called_after(name, text)
            if self.top_type(other.type) != "Thing" and not may_be_short and not is_namesake:
                return other
        return None

    def _is_called_after(self, name: Mention, person: str) -> bool:
        """Whether a name tells of a person by itself: the HALDEN Bridge, the HALDEN government."""
        body = self.top_type(name.type) == "Organization"
        by_family = " " not in person and not is_called_after_a_person(self._words(name))
        return self._place(person) is None and not (body and by_family)

    def _is_one_name(self, words: Words) -> bool:
        return words.root.lower_ in NAMESAKES or self._place(words.text) is not None

    def _place(self, text: str) -> GazetteerEntry | None:
        known = self.gazetteer.look_up(text)
        return known[0] if known and known[0].type in PLACES else None

    def _acts(self, name: Mention) -> bool:
        """Whether a capital may mean its state (*Moscow denied it*); inside a name it does not."""
        if self.gazetteer.seat(self._words(name)) is None:
            return False
        words = self.doc.char_span(name.head.start, name.head.end, alignment_mode="expand")
        return words is not None and words.root.dep_ in DOES_SOMETHING

    def _key(self, text: str) -> str:
        """What two ways of writing a name have in common: *U.S.* and *the United States*."""
        place = self._place(text)
        is_state = place is not None and place.type in STATES
        return place.name if place and is_state else normalise(without_titles(text))

    def _words(self, name: Mention) -> str:
        return self.text[name.start : name.end]


def _is_torn(start: int, end: int, tokens: Sequence[Token]) -> bool:
    """Whether a part of a name is cut out of a longer word: SMITH-Jones."""
    return "-" in (tokens[max(start - 1, 0)].text, tokens[min(end, len(tokens) - 1)].text)


def _ends_in_a_link(before: Sequence[Token]) -> bool:
    """Whether *of*, *in* or *at* stands before a part of a name, or *of the*."""
    words = [token.lower_ for token in before[-2:] if token.lower_ != "the"]
    return bool(words) and words[-1] in BEFORE_A_PLACE


def _is_well_known(text: str, entry: GazetteerEntry) -> bool:
    if entry.type != "City":
        return True
    own = normalise(entry.name) == normalise(text)
    return own and entry.population >= WELL_KNOWN and not gender_of_given_name(normalise(text))
