"""News with its names: the links of the current-events corpus, typed by a trained model.

The links say where a name stands, not what it names. What the model takes a Wikipedia title for,
over all the places that link to it, types them all. Words outside the links are names as often as
not, so only plain lower-case ones teach that something is no name.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.language.reader import COMPONENT
from kg.language.shapes import BLANK_LINE, GLUED, SPACE
from training.corpora import UNKNOWN, WIKI, Document, Sentence
from training.windows import Pool, SwapName

_TYPES = {
    "PERSON": "PER", "ORG": "ORG", "LOC": "LOC", "NORP": "NORP", "MISC": "MISC", "EVENT": "MISC",
    "WORK": "MISC",
}  # fmt: skip
_SWAPPED_TYPES = ("PER", "ORG", "LOC")
_LONGEST_NAME = 8


@dataclass(frozen=True)
class Link:
    """A stretch of words that links to a Wikipedia title."""

    words: Span
    title: str


def read_news(root: Path, nlp: Language, demonyms: frozenset[str]) -> tuple[list[Document], Pool]:
    """The news items as documents with names, and their names as a pool to swap in."""
    items = list(_items(root / "current_events/2025.jsonl", nlp))
    types = _types_of_titles([link for _, links in items for link in links])
    documents = [
        [*_sentences(doc, _typed(links, types, demonyms))] for doc, links in items if len(doc)
    ]
    return documents, _pool(items, types)


def _items(path: Path, nlp: Language) -> Iterator[tuple[Doc, list[Link]]]:
    with path.open(encoding="utf-8") as lines:
        items = [json.loads(line) for line in lines]
    with nlp.select_pipes(enable=[COMPONENT]):
        docs = list(nlp.pipe(item["text"] for item in items))
    for item, doc in zip(items, docs, strict=True):
        spans = ((doc.char_span(start, end), title) for start, end, title in item["links"])
        yield doc, [Link(_trimmed(words), title) for words, title in spans if words is not None]


def _trimmed(words: Span) -> Span:
    """A link without a leading article or a trailing possessive."""
    start, end = words.start, words.end
    while start < end - 1 and words.doc[start].lower_ in ("the", "a", "an"):
        start += 1
    while end - 1 > start and words.doc[end - 1].lower_ in ("'s", "’s", "'", "’"):
        end -= 1
    return words.doc[start:end]


def _is_name(words: Span) -> bool:
    first, last = words[0].text[0], words[-1].text
    return len(words) <= _LONGEST_NAME and first.isupper() and (last[0].isupper() or last.isdigit())


def _types_of_titles(links: Sequence[Link]) -> dict[str, str]:
    """What each title names: the type that the model gives most of its links."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for link in links:
        if not _is_name(link.words):
            continue
        for ent in link.words.ents:
            same = (ent.start, ent.end) == (link.words.start, link.words.end)
            votes[link.title][_TYPES[ent.label_]] += 3 if same else 1
    return {
        title: min(counts, key=lambda kind: (-counts[kind], kind))
        for title, counts in votes.items()
    }


def _typed(
    links: Sequence[Link], types: dict[str, str], demonyms: frozenset[str]
) -> Iterator[tuple[int, int, str]]:
    """(start, end, type) of each link; the type is UNKNOWN where none can be told."""
    for link in links:
        words = link.words
        if words.text in demonyms:
            kind = "NORP"
        elif not any(token.text[:1].isupper() for token in words):
            kind = "O"
        elif not _is_name(words) or words[0].ent_type_ == "NORP":
            kind = UNKNOWN
        else:
            kind = types.get(link.title, UNKNOWN)
        yield words.start, words.end, kind


def _sentences(doc: Doc, names: Iterator[tuple[int, int, str]]) -> Iterator[Sentence]:
    tags = ["O" if _is_plain(token.text) else UNKNOWN for token in doc]
    for start, end, kind in names:
        tags[start:end] = [kind] * (end - start)
        if kind not in ("O", UNKNOWN):
            tags[start:end] = [f"B-{kind}"] + [f"I-{kind}"] * (end - start - 1)
    glued = [token.i > 0 and not doc[token.i - 1].whitespace_ for token in doc]
    for number, sentence in enumerate(doc.sents):
        kept = [token.i for token in sentence if not token.is_space]
        gaps = [GLUED if glued[i] else SPACE for i in kept]
        gaps[0] = SPACE if number else BLANK_LINE
        yield Sentence(
            f"news-{number}",
            tuple(doc[i].text for i in kept),
            tuple(gaps),
            names={WIKI: tuple(tags[i] for i in kept)},
        )


def _is_plain(word: str) -> bool:
    return not any(letter.isupper() for letter in word)


def _pool(items: Sequence[tuple[Doc, Sequence[Link]]], types: dict[str, str]) -> Pool:
    """Each name once, by type and number of words, in the order of the alphabet."""
    found: set[tuple[str, SwapName]] = set()
    for _, links in items:
        for words, kind in ((link.words, types.get(link.title)) for link in links):
            if kind in _SWAPPED_TYPES and _is_name(words) and words[0].ent_type_ != "NORP":
                gaps = tuple(int(bool(token.whitespace_)) for token in words[:-1])
                proper = all(token.pos_ in ("PROPN", "PUNCT") for token in words)
                found.add((kind, SwapName(tuple(token.text for token in words), gaps, proper)))
    pool: Pool = {}
    for kind, name in sorted(found):
        pool.setdefault((kind, len(name.words)), []).append(name)
    return pool
