"""The spaCy component that makes names finer, and finds times and amounts.

The network says that something is a place; whether it is a country, a city, a region or a facility
is known from the gazetteer and from words. Times and amounts are found by rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.dates import find_times
from kg.gazetteer import Gazetteer, load_gazetteer
from kg.kinds import place_label
from kg.language.amounts import AmountFinder
from kg.lexicon import Lexicon, load_lexicon

COMPONENT = "kg_kinds"


class Kinds:
    """Sets COUNTRY, CITY, REGION and FACILITY, and adds DATE, TIME and the amounts to doc.ents."""

    def __init__(self, nlp: Language) -> None:
        self._amounts = AmountFinder(nlp.vocab)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The places and organizations that are known; another one may be set."""
        return load_gazetteer()

    @cached_property
    def lexicon(self) -> Lexicon:
        """What common nouns name; another one may be set."""
        return load_lexicon()

    def __call__(self, doc: Doc) -> Doc:
        """Labels the entities of the Doc, and gives it back."""
        amounts = self._amounts.find(doc)
        sums = [amount for amount in amounts if amount.label_ == "MONEY"]
        names = [self._finer(ent) for ent in doc.ents]
        names = [name for name in names if not any(_lies_in(name, total) for total in sums)]
        times = [_span(doc, t.start_token, t.end_token, "DATE") for t in find_times(doc)]
        doc.ents = _beside(_beside(names, times), amounts)
        return doc

    def _finer(self, ent: Span) -> Span:
        if ent.label_ != "LOC":
            return ent
        label = place_label(ent, lexicon=self.lexicon, gazetteer=self.gazetteer)
        return _span(ent.doc, ent.start, ent.end, label)


def _lies_in(name: Span, total: Span) -> bool:
    """Whether a name is part of a sum of money: 500 US dollars."""
    return bool(total.start <= name.start and name.end <= total.end)


def _span(doc: Doc, start: int, end: int, label: str) -> Span:
    """The words less white space at their ends."""
    while end - 1 > start and doc[end - 1].is_space:
        end -= 1
    while start < end - 1 and doc[start].is_space:
        start += 1
    return Span(doc, start, end, label)


def _beside(found: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """All that was found, and of the others those that touch none of it."""
    kept = list(found)
    taken = {token.i for span in kept for token in span}
    for span in others:
        if not any(i in taken for i in range(span.start, span.end)):
            kept.append(span)
            taken.update(range(span.start, span.end))
    return sorted(kept, key=lambda span: span.start)


@Language.factory(
    COMPONENT, requires=["doc.ents"], assigns=["doc.ents", "token.ent_iob", "token.ent_type"]
)
def _make_kinds(nlp: Language, name: str) -> Kinds:
    return Kinds(nlp)
