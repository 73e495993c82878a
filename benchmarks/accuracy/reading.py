"""A passage of a corpus read with kg: its tree, its mentions and its claims.

The benchmarks ask more than an article keeps: the tree around a claim's words, and the events in
which nobody has a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Token

from kg.claims import read_claims
from kg.coreference import resolve_coreference
from kg.grammar import children, is_root, preposition
from kg.mentions import find_mentions
from kg.model import Claim, Coreference, Document, Mention, Span
from kg.pipeline import Toolbox

BEFORE = frozenset({"amod", "compound", "nmod:poss", "nmod:desc", "nummod", "det", "flat"})
SAME = frozenset({"appos", "flat", "nmod:desc"})


@dataclass(frozen=True)
class Passage:
    """One passage, and all that kg finds in it."""

    doc: Doc
    mentions: tuple[Mention, ...]
    links: tuple[Coreference, ...]
    claims: tuple[Claim, ...]

    @cached_property
    def _antecedents(self) -> dict[Mention, list[Mention]]:
        found: dict[Mention, list[Mention]] = {}
        for link in self.links:
            found.setdefault(link.mention, []).append(link.antecedent)
        return found

    def meanings(self, mention: Mention) -> tuple[Mention, ...]:
        """A mention with all that it stands for: "it", which is Hungary."""
        found = [mention]
        for one in found:
            found += [other for other in self._antecedents.get(one, ()) if other not in found]
        return tuple(found)

    def word(self, start: int) -> Token:
        """The word that stands at an offset."""
        words = self.doc.char_span(start, start + 1, alignment_mode="expand")
        assert words is not None
        return words[0]

    def head(self, span: Span) -> Token:
        """The head word of a stretch of the text."""
        words = self.doc.char_span(span.start, span.end, alignment_mode="expand")
        assert words is not None
        return words.root

    def text(self, span: Span | Mention) -> str:
        """The words of a stretch of the text."""
        return self.doc.text[span.start : span.end]


def read_text(text: str, toolbox: Toolbox, *, all_events: bool = False) -> Passage:
    """A passage of plain text."""
    return _read(toolbox.nlp(text), toolbox, all_events)


def read_words(words: Sequence[str], toolbox: Toolbox, *, all_events: bool = False) -> Passage:
    """A passage whose words a corpus has already split; they stay as they are."""
    return _read(parse_words(words, toolbox), toolbox, all_events)


def parse_words(words: Sequence[str], toolbox: Toolbox) -> Doc:
    """The tree over words that are already split."""
    doc = Doc(toolbox.nlp.vocab, words=list(words), spaces=[True] * (len(words) - 1) + [False])
    for _, component in toolbox.nlp.pipeline:
        doc = component(doc)
    return doc


def _read(doc: Doc, toolbox: Toolbox, all_events: bool) -> Passage:
    document = Document(id="passage", text=doc.text)
    mentions = find_mentions(doc, document, lexicon=toolbox.lexicon, gazetteer=toolbox.gazetteer)
    links, _ = resolve_coreference(doc, mentions, document, gazetteer=toolbox.gazetteer)
    reading = read_claims(
        doc,
        document,
        mentions,
        links,
        lexicon=toolbox.lexicon,
        ontology=toolbox.ontology,
        all_events=all_events,
    )
    return Passage(doc, mentions, links, reading.claims)


def is_standing(claim: Claim) -> bool:
    """Whether a claim tells an office, kinship or the like in passing, and no event."""
    parts = claim.rule.split(":")
    return len(parts) == 2 and parts[0] != "open" and parts[1] != "reference"


def noun_phrase(head: Token, *, wide: bool = False) -> frozenset[int]:
    """The positions of the words of a noun phrase: "the Hungarian officials of the ministry".

    Modifiers, possessors, "of" phrases and appositions belong to it, clauses and what is joined to
    it do not; a `wide` one has all its prepositional phrases.
    """
    found = {head.i}
    for child in head.children:
        if _belongs(child, wide):
            found |= noun_phrase(child, wide=wide)
    above = head
    while above.dep_ in SAME and not is_root(above):
        above = above.head
        found |= {above.i, *(c.i for c in children(above, *BEFORE) if c.i < above.i)}
    return frozenset(found)


def _belongs(child: Token, wide: bool) -> bool:
    if child.dep_ in BEFORE | SAME:
        return True
    if child.dep_ == "conj" and child.head.dep_ in BEFORE:
        return True  # "Hungarian and Romanian officials"
    return child.dep_ == "nmod" and (wide or preposition(child) == "of")


def spans_of(doc: Doc, positions: frozenset[int]) -> Iterator[Span]:
    """The offsets of some words, one span each."""
    for position in sorted(positions):
        token = doc[position]
        yield Span(token.idx, token.idx + len(token))
