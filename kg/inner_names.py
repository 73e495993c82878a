"""Names inside names: the Netherlands of *the National Library of the Netherlands*.

They take part in no claim, no pronoun means them, and they never make an entity. Where the article
names the same place, person or body by itself, they are mentions of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from kg.gazetteer import Gazetteer, GazetteerEntry
from kg.model import Coreference, Mention, MentionKind, Span
from kg.names import gender_of_given_name, normalise, without_titles
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
        self.gazetteer = gazetteer
        self.top_type = ontology.top_type
        self.names = sorted(m for m in mentions if m.kind is MentionKind.NAME)
        self.found: list[Mention] = []
        self.links: list[Coreference] = []
        self._named: dict[str, list[Mention]] = {}
        self._first: dict[str, Mention] = {}
        for name in self.names:
            self._named.setdefault(self._key(self._text(name)), []).append(name)

    def read(self, name: Mention) -> None:
        """Find the names inside one name, the longest first, from left to right."""
        words = self.doc.char_span(name.start, name.end)
        if words is None or len(words) < 2 or self._is_one_name(words):
            return
        end = words.start
        for token in words:
            if token.i >= end and token.text[:1].isupper():
                end = self._read_from(token, words, name)

    def _read_from(self, token: Token, words: Words, name: Mention) -> int:
        """Where the inner name that begins with a word ends; where the word begins, if none."""
        for stretch in _stretches(token, words):
            if self.gazetteer.is_demonym(stretch.text):
                continue
            same = self._same_name(stretch, words, name)
            type_ = same.type if same is not None else self._type_of(stretch, words)
            if type_:
                self._add(stretch, name, type_)
                return stretch.end
        return token.i

    def _add(self, stretch: Words, name: Mention, type_: str) -> None:
        head = Span(stretch.root.idx, stretch.root.idx + len(stretch.root))
        start, end = stretch.start_char, stretch.end_char
        inner = Mention(name.document, start, end, type_, MentionKind.INNER, head)
        self.found.append(inner)
        key = self._key(stretch.text)
        alone = (other for other in self._named.get(key, ()) if not self._acts(other))
        antecedent = self._first.setdefault(key, next(alone, inner))
        if antecedent is not inner:
            self.links.append(Coreference(inner, antecedent, "the same name inside another"))

    def _same_name(self, stretch: Words, words: Words, name: Mention) -> Mention | None:
        """Where the article says by itself what a part of a name says.

        A short form of the whole is none (*the Jensen* of *the Jensen Museum*), nor is a person
        that a place is called like.
        """
        is_known = _follows(stretch, words) or bool(self.gazetteer.look_up(stretch.text))
        for other in self._named.get(self._key(stretch.text), ()):
            may_be_short = not is_known and self.top_type(other.type) == self.top_type(name.type)
            is_namesake = other.type == "Person" and self._place(stretch.text) is not None
            if self.top_type(other.type) != "Thing" and not may_be_short and not is_namesake:
                return other
        return None

    def _type_of(self, stretch: Words, words: Words) -> str:
        """The class of a known place or body at the beginning of a name, or after *of* or *in*."""
        known = self.gazetteer.look_up(stretch.text)
        if not known or not _opens(stretch, words):
            return ""
        return known[0].type if _is_well_known(stretch.text, known[0]) else ""

    def _is_one_name(self, words: Words) -> bool:
        return words.root.lower_ in NAMESAKES or self._place(words.text) is not None

    def _place(self, text: str) -> GazetteerEntry | None:
        known = self.gazetteer.look_up(text)
        return known[0] if known and known[0].type in PLACES else None

    def _acts(self, name: Mention) -> bool:
        """Whether a capital may mean its state (*Moscow denied it*); inside a name it does not."""
        words = self.doc.char_span(name.head.start, name.head.end, alignment_mode="expand")
        does = words is not None and words.root.dep_ in DOES_SOMETHING
        return does and self.gazetteer.seat(self._text(name)) is not None

    def _key(self, text: str) -> str:
        """What two ways of writing a name have in common: *U.S.* and *the United States*."""
        place = self._place(text)
        is_state = place is not None and place.type in STATES
        return place.name if place and is_state else normalise(without_titles(text))

    def _text(self, name: Mention) -> str:
        return self.doc.text[name.start : name.end]


def _stretches(first: Token, words: Words) -> Iterator[Words]:
    """The stretches of a name from one word on, the longest first, without the name's own head."""
    last = words.end if words.root.i < first.i else words.root.i
    for end in range(last, first.i, -1):
        stretch = words.doc[first.i : end]
        if stretch[-1].text[:1].isupper() and not _is_torn(stretch, words):
            yield stretch


def _is_torn(stretch: Words, words: Words) -> bool:
    """Whether a stretch is cut out of a longer word, or goes over a comma: SMITH-Jones."""
    around = words.doc[max(stretch.start - 1, words.start) : min(stretch.end + 1, words.end)]
    return "," in stretch.text or "-" in (around[0].text, around[-1].text)


def _opens(stretch: Words, words: Words) -> bool:
    """Whether a part of a name stands at its beginning or after *of*, *in* or *at*."""
    return stretch.start == words.start or _follows(stretch, words)


def _follows(stretch: Words, words: Words) -> bool:
    before = [token.lower_ for token in words.doc[words.start : stretch.start]]
    rest = [word for word in before if word != "the"]
    return bool(rest) and rest[-1] in BEFORE_A_PLACE


def _is_well_known(text: str, entry: GazetteerEntry) -> bool:
    if entry.type != "City":
        return True
    own = normalise(entry.name) == normalise(text)
    return own and entry.population >= WELL_KNOWN and not gender_of_given_name(normalise(text))
