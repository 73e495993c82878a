"""Names inside longer wordings: *Salman* in *King Salman*, *Lioness* in *the Lioness of Ségou*.

Readers call people as an article does; a mention is often only the name in that wording.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.model import Article, Mention, MentionKind
from kg.names import normalise
from kg.resolution.phrases import text_of

# What follows one of these describes: the Lioness OF Ségou is no Ségou.
DESCRIBING = frozenset({"at", "for", "from", "in", "of", "on"})


def parts_of(wording: str) -> Iterator[str]:
    """Every shorter stretch of words, normalised, that a wording may hold a name in."""
    words = _words(wording)
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            if end - start < len(words):
                yield normalise(" ".join(words[start:end]))


def names_inside(article: Article, wording: str) -> set[Mention]:
    """The names that an article writes inside a wording, wherever the wording is about just one."""
    found: defaultdict[tuple[int, int], list[Mention]] = defaultdict(list)
    for mention in article.mentions:
        if mention.kind is MentionKind.NAME:
            for stretch in _stretches(article, mention, wording):
                found[stretch].append(mention)
    return {names[0] for names in found.values() if len(names) == 1}


def _stretches(article: Article, mention: Mention, wording: str) -> Iterator[tuple[int, int]]:
    """Where the wording stands around a mention, which it does not only describe something by."""
    text, words, name = article.document.text, _words(wording), text_of(article, mention)
    count = len(name.split())
    for start in range(len(words) - count + 1):
        before, after = " ".join(words[:start]), " ".join(words[start + count :])
        if not (before or after) or (start and words[start - 1].casefold() in DESCRIBING):
            continue
        first = mention.start - len(before) - bool(before)
        last = mention.end + len(after) + bool(after)
        is_written = first >= 0 and normalise(text[first:last]) == normalise(wording)
        if is_written and _is_whole(text, first, last):
            yield first, last


def _words(wording: str) -> list[str]:
    words = wording.split()
    return words[1:] if len(words) > 1 and words[0].casefold() == "the" else words


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a stretch begins and ends where words do."""
    around = (text[start - 1 : start], text[end : end + 1])
    return not any(letter.isalnum() for letter in around)
