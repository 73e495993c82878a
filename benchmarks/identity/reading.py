"""A text read with kg up to its coreference: mentions, links, and the chains that they make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Token

from kg.coreference import resolve_coreference
from kg.inner_names import read_inner_names
from kg.mentions import find_mentions
from kg.model import Coreference, Document, Mention, Span
from kg.pipeline import Toolbox


@dataclass(frozen=True)
class Reading:
    """One text, its mentions and the links between them."""

    doc: Doc
    mentions: tuple[Mention, ...]
    links: tuple[Coreference, ...]

    @cached_property
    def chains(self) -> tuple[tuple[Mention, ...], ...]:
        """All mentions in chains, the unlinked ones each in its own."""
        return chains(self.mentions, self.links)

    @cached_property
    def reasons(self) -> dict[Mention, str]:
        """Why each linked mention was linked."""
        return {link.mention: link.reason for link in self.links}

    def text(self, span: Span | Mention) -> str:
        """The words of a stretch of the text, on one line."""
        return " ".join(self.doc.text[span.start : span.end].split())


def read_text(text: str, toolbox: Toolbox) -> Reading:
    """A text with its mentions and the links between them."""
    doc = toolbox.nlp(text)
    document = Document(id="text", text=text)
    mentions = find_mentions(doc, document, lexicon=toolbox.lexicon, gazetteer=toolbox.gazetteer)
    links, _ = resolve_coreference(doc, mentions, document, gazetteer=toolbox.gazetteer)
    inner, inner_links = read_inner_names(
        doc, mentions, gazetteer=toolbox.gazetteer, ontology=toolbox.ontology
    )
    return Reading(doc, (*mentions, *inner), (*links, *inner_links))


def chains(
    mentions: Iterable[Mention], links: Sequence[Coreference]
) -> tuple[tuple[Mention, ...], ...]:
    """The mentions that links join, each chain in the order of the text.

    A plural that means several others ("the two leaders") is in the chain of none of them.
    """
    chain_of = {mention: [mention] for mention in mentions}
    many = _with_several_antecedents(links)
    for link in links:
        one, other = chain_of[link.mention], chain_of[link.antecedent]
        if link.mention in many or one is other:
            continue
        other += one
        for mention in one:
            chain_of[mention] = other
    distinct = {id(chain): chain for chain in chain_of.values()}
    return tuple(sorted(tuple(sorted(chain)) for chain in distinct.values()))


def _with_several_antecedents(links: Sequence[Coreference]) -> set[Mention]:
    seen: set[Mention] = set()
    many: set[Mention] = set()
    for link in links:
        (many if link.mention in seen else seen).add(link.mention)
    return many


def root_of(doc: Doc, span: Span) -> Token:
    """The head word of a stretch of the text."""
    words = doc.char_span(span.start, span.end, alignment_mode="expand")
    assert words is not None
    return words.root


def overlap(one: Span | Mention, other: Span | Mention) -> float:
    """The share of characters that two stretches have in common, of all that either has."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return max(common, 0) / (max(one.end, other.end) - min(one.start, other.start))


def snippet(text: str, span: Span | Mention, *, width: int = 70) -> str:
    """A mention in square brackets with some text around it, on one line."""
    before = text[max(0, span.start - width) : span.start]
    after = text[span.end : span.end + width]
    return " ".join(f"{before}[{text[span.start : span.end]}]{after}".split())
