"""Amounts by rule: sums of money, shares, measures, times of day, ordinals and plain numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from spacy.matcher import Matcher
from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans
from spacy.vocab import Vocab

Pattern = list[dict[str, Any]]

# Words as Universal Dependencies cuts them: "$ 3 billion", "10 - 15 %", "5 km".
_CURRENCY_SIGNS = "$ € £ ¥ ₽ ₹ ₩ ₴ ₪ ₦ US$ A$ C$ HK$ NT$ S$ R$ USD EUR GBP JPY CNY RUB INR".split()
_CURRENCIES = (
    "dollar euro pound ruble rouble yuan renminbi yen rupee won peso franc dinar dirham riyal rial "
    "lira krona krone zloty hryvnia tenge shekel rand naira shilling cedi baht ringgit rupiah dong "
    "real cent penny pence kopek"
).split()
_NATIONAL = "US U.S. American Canadian Australian Hong Singapore Swiss British Hong Kong".split()
_SHARES = "% percent pct".split()
_UNITS = (
    "km kilometre kilometer kilo m metre meter cm centimetre centimeter mm millimetre millimeter "
    "mile nm foot ft inch yard acre hectare ha g gram kg kilogram kilogramme mg pound lb ounce oz "
    "ton tonne t kiloton megaton litre liter gallon barrel bbl bushel watt kilowatt kw megawatt mw "
    "gigawatt gw volt kwh mwh gwh twh joule hertz hz khz mhz ghz byte kb mb gb tb degree kelvin "
    "celsius fahrenheit km/h kph mph knot"
).split()
_BOTH = frozenset({"pound", "cent"})
_LARGE = "hundred thousand million billion trillion m mn bn tn k dozen".split()
_RANGE = "- – to".split()
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}")
_HALVES = "a.m. p.m. am pm a.m p.m o'clock o’clock GMT UTC EST EDT CET CEST BST MSK KST".split()

_NUMBER: Pattern = [
    {"POS": "NUM", "LIKE_NUM": True},
    {"LOWER": {"IN": _LARGE}, "OP": "*"},
]
_NUMBERS: Pattern = [
    *_NUMBER,
    {"LOWER": {"IN": _RANGE}, "OP": "?"},
    {"POS": "NUM", "LIKE_NUM": True, "OP": "?"},
    {"LOWER": {"IN": _LARGE}, "OP": "*"},
]
_SIGN: Pattern = [{"TEXT": {"IN": _CURRENCY_SIGNS}}]
_HYPHEN: Pattern = [{"LOWER": {"IN": ["-", "–"]}, "OP": "?"}]
_PATTERNS: dict[str, list[Pattern]] = {
    "MONEY": [
        [*_SIGN, *_NUMBERS],
        [*_SIGN, *_NUMBER, {"LOWER": {"IN": _RANGE}}, *_SIGN, *_NUMBER],
        [*_NUMBERS, *_SIGN],
        [*_NUMBERS, *_HYPHEN, {"TEXT": {"IN": _NATIONAL}, "OP": "*"},
         {"LEMMA": {"IN": _CURRENCIES}}],
    ],
    "PERCENT": [
        [*_NUMBERS, *_HYPHEN, {"LOWER": {"IN": _SHARES}}],
        [*_NUMBERS, {"LOWER": "per"}, {"LOWER": "cent"}],
        [*_NUMBERS, {"LOWER": {"IN": ["percentage", "basis"]}}, {"LEMMA": "point"}],
    ],
    "QUANTITY": [
        [*_NUMBERS, *_HYPHEN,
         {"LOWER": {"IN": ["square", "cubic", "metric", "nautical", "sq"]}, "OP": "?"},
         {"LEMMA": {"IN": _UNITS}, "POS": {"IN": ["NOUN", "PROPN", "SYM", "X"]}}],
        [*_NUMBERS, {"LOWER": "°"}, {"TEXT": {"IN": ["C", "F"]}, "OP": "?"}],
    ],
    "TIME": [
        [{"TEXT": {"REGEX": rf"^{_CLOCK.pattern}$"}}, {"TEXT": {"IN": _HALVES}, "OP": "*"}],
        [{"POS": "NUM"}, {"TEXT": {"IN": _HALVES}, "OP": "+"}],
    ],
    "CARDINAL": [_NUMBERS],
}  # fmt: skip
_ORDINAL = "NumType=Ord"


class AmountFinder:
    """Finds amounts in parsed text."""

    def __init__(self, vocab: Vocab) -> None:
        self._matcher = Matcher(vocab)
        for label, patterns in _PATTERNS.items():
            self._matcher.add(label, patterns)

    def find(self, doc: Doc) -> list[Span]:
        """The amounts in the order of the text, the longest first where several are possible."""
        spans = [_whole(span) for span in self._matcher(doc, as_spans=True)]
        spans += _ordinals(doc)
        known = filter_spans(sorted(spans, key=lambda s: (s.start, -s.end, s.label_ == "CARDINAL")))
        return sorted(known, key=lambda span: span.start)


def _whole(span: Span) -> Span:
    """The amount without the beginning of a range that has no end: "$5 to"."""
    end = span.end
    while end - 1 > span.start and span.doc[end - 1].lower_ in _RANGE:
        end -= 1
    return Span(span.doc, span.start, end, span.label_)


def _ordinals(doc: Doc) -> Iterator[Span]:
    for token in doc:
        if token.pos_ == "ADJ" and _ORDINAL in _features(token):
            yield Span(doc, token.i, token.i + 1, "ORDINAL")


def _features(token: Token) -> str:
    return str(token.morph) if token.has_morph() else ""
