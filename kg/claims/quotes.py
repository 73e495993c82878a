"""Direct speech that runs over several sentences: who speaks the sentences between the quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Sentence

from kg.grammar import has, is_finite
from kg.lexicon import Lexicon
from kg.stance import Saying, signature_of, speaker_of

QUOTATION = re.compile(
    r"""“[^”“"]*[”"] | "[^"”]*["”]
    | (?<!\w)['‘] (?: [^'’\n] | (?<=\w)['’](?=\w) )+ [,.?!] ['’] (?!\w)""",
    re.VERBOSE,
)
FEWEST_WORDS = 4


@dataclass(frozen=True)
class Quotation:
    """Characters `start` to `end` of direct speech and who says it, as far as the text tells."""

    start: int
    end: int
    saying: Saying | None


def find_quotations(doc: Doc, lexicon: Lexicon) -> tuple[Quotation, ...]:
    """The passages of direct speech of an article, each with its speaker.

    A paragraph's quotation that is interrupted or continued keeps the speaker of the one before
    it: "We will talk," Putin said. "There is time."
    """
    found: list[Quotation] = []
    for match in QUOTATION.finditer(doc.text):
        if len(match.group().split()) < FEWEST_WORDS and not _tells(doc, match.span()):
            continue
        saying = _speaker(doc, match.start(), match.end(), lexicon)
        if saying is None and found and _continues(doc, found[-1].end, match.start()):
            saying = found[-1].saying
        found.append(Quotation(match.start(), match.end(), saying))
    return tuple(found)


def _tells(doc: Doc, passage: tuple[int, int]) -> bool:
    """Whether a passage has a verb with its subject; a wording such as “special operation” not."""
    words = doc.char_span(*passage, alignment_mode="contract")
    return words is not None and any(
        has(word, "nsubj", "nsubj:pass") and is_finite(word) for word in words
    )


def said_in(quotations: tuple[Quotation, ...], token: Token) -> Saying | None:
    """Who says a word, if it stands in direct speech."""
    for quotation in quotations:
        if quotation.start <= token.idx < quotation.end:
            return quotation.saying
    return None


def _speaker(doc: Doc, start: int, end: int, lexicon: Lexicon) -> Saying | None:
    cues = [
        token
        for sentence in _sentences(doc, start, end)
        for token in sentence
        if not start <= token.idx < end and _is_cue(token, lexicon)
    ]
    if not cues:
        return None
    cue = min(cues, key=lambda token: (min(abs(token.idx - end), abs(token.idx - start)), token.i))
    return Saying(speaker_of(cue), cue)


def _is_cue(token: Token, lexicon: Lexicon) -> bool:
    if token.pos_ != "VERB":
        return False
    signature = signature_of(token, lexicon)
    return signature is not None and signature.speaks and speaker_of(token) is not None


def _sentences(doc: Doc, start: int, end: int) -> Iterator[Sentence]:
    words = doc.char_span(start, end, alignment_mode="expand")
    place, last = (words.start, words.end) if words is not None else (0, 0)
    while place < last:
        sentence = doc[place].sent
        yield sentence
        place = sentence.end


def _continues(doc: Doc, end: int, start: int) -> bool:
    """Whether nothing but the words of saying stands between two quotations of a paragraph."""
    between = doc.text[end:start]
    return "\n" not in between and len(between.split()) <= 12
