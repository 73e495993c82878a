"""From the scores of three naming schemes to one list of names.

UNER marks people, organizations and places; the Wikipedia corpora nationalities and other names
too; GUM also events and works. A scheme's "no name" says nothing about the types it never marks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from kg.language.tree import Floats

TYPES = ("PERSON", "ORG", "LOC", "NORP", "MISC", "EVENT", "WORK")
_TAGS = ("O", *(f"{part}-{kind}" for kind in TYPES for part in "BI"))

# Each scheme's weight, and what it calls the types that it marks. Chosen on UNER and CrossNER dev:
# UNER alone is best at its own data, a little of the others costs it nothing and helps on theirs.
_SCHEMES: dict[str, tuple[float, dict[str, str]]] = {
    "uner": (0.55, {"PERSON": "PER", "ORG": "ORG", "LOC": "LOC"}),
    "wiki": (
        0.3,
        {"PERSON": "PER", "ORG": "ORG", "LOC": "LOC", "NORP": "NORP", "MISC": "MISC",
         "EVENT": "MISC", "WORK": "MISC"},
    ),
    "gum": (
        0.15,
        {"PERSON": "PER", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC", "EVENT": "EVENT",
         "WORK": "WORK"},
    ),
}  # fmt: skip


@dataclass(frozen=True)
class FoundName:
    """Where a name stands, and how well each type fits it (in the order of TYPES)."""

    start: int
    end: int
    fits: Floats


class NameReader:
    """Combines the schemes' scores and reads the names off them."""

    def __init__(self, schemes: Mapping[str, Sequence[str]]) -> None:
        self._parts: list[tuple[float, slice, np.ndarray]] = []
        offset = 0
        for scheme, tags in sorted(schemes.items(), key=_network_order):
            weight, called = _SCHEMES[scheme]
            columns = [_column(tag, tags, called) for tag in _TAGS]
            self._parts.append((weight, slice(offset, offset + len(tags)), np.array(columns)))
            offset += len(tags)

    def names(self, scores: Floats, bounds: Sequence[int]) -> list[FoundName]:
        """The names in the sentences between the bounds, positions within the window."""
        combined = np.zeros((len(scores), len(_TAGS)), dtype=np.float32)
        for weight, part, columns in self._parts:
            combined += weight * _log_softmax(scores[:, part])[:, columns]
        tags: list[int] = []
        for start, end in pairwise(bounds):
            tags += _best_tags(combined[start:end])
        return [
            FoundName(start, end, _type_scores(combined[start:end])) for start, end in _spans(tags)
        ]


def _network_order(entry: tuple[str, Sequence[str]]) -> int:
    return list(_SCHEMES).index(entry[0])


def _column(tag: str, tags: Sequence[str], called: Mapping[str, str]) -> int:
    part, _, kind = tag.partition("-")
    return tags.index(f"{part}-{called[kind]}") if kind in called else tags.index("O")


def _log_softmax(scores: Floats) -> Floats:
    shifted = scores - scores.max(axis=1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return result


_FORBIDDEN = np.array(
    [[-1e9 if to[0] == "I" and before[1:] != to[1:] else 0.0 for before in _TAGS] for to in _TAGS],
    dtype=np.float32,
)


def _best_tags(scores: Floats) -> list[int]:
    """The best sequence in which an I- follows its own type; mostly each word's own best."""
    best = scores.argmax(axis=1)
    if best[0] % 2 == 0 and best[0] > 0:
        return _viterbi(scores)
    if (_FORBIDDEN[best[1:], best[:-1]] < 0).any():
        return _viterbi(scores)
    return [int(tag) for tag in best]


def _viterbi(scores: Floats) -> list[int]:
    total = scores[0] + np.array([-1e9 if tag[0] == "I" else 0.0 for tag in _TAGS])
    back = []
    for row in scores[1:]:
        options = _FORBIDDEN + total
        choice = options.argmax(axis=1)
        back.append(choice)
        total = options[np.arange(len(_TAGS)), choice] + row
    tags = [int(total.argmax())]
    for choice in reversed(back):
        tags.append(int(choice[tags[-1]]))
    return tags[::-1]


def with_compass(
    names: Sequence[tuple[int, int, str]], words: Sequence[str]
) -> list[tuple[int, int, str]]:
    """*North* belongs to *Korean* as it does to *Korea*, whatever the network made of it."""
    joined: list[tuple[int, int, str]] = []
    for start, end, kind in names:
        if kind == "NORP" and start > 0 and words[start - 1] in _COMPASS:
            if joined and joined[-1][1] == start:
                if joined[-1][0] != start - 1:
                    joined.append((start, end, kind))
                    continue
                joined.pop()
            start -= 1
        joined.append((start, end, kind))
    return joined


def with_syllables(
    names: Sequence[tuple[int, int, str]],
    words: Sequence[str],
    glued: Sequence[bool],
    tags: Sequence[str],
) -> list[tuple[int, int, str]]:
    """*Moon Jae-in*, whole: what hangs on a person's name by a hyphen is part of it.

    But not in *Putin-led* or *Modi-backed*; ``glued`` says which words have no space before them.
    """
    whole = []
    for start, end, kind in names:
        hyphen = end - 1 if words[end - 1] == "-" else end
        last = hyphen + 1
        hangs = last < len(words) and words[hyphen] == "-" and glued[hyphen] and glued[last]
        if kind == "PERSON" and hangs and words[last].islower() and tags[last] in _SYLLABLES:
            end = last + 1
        whole.append((start, end, kind))
    return whole


_SYLLABLES = frozenset(("PROPN", "ADP", "X", "INTJ", "PART"))
_COMPASS = frozenset(("North", "South", "East", "West"))


def _type_scores(rows: Floats) -> Floats:
    """Log-probabilities of the types for a name of these words."""
    fits = rows[0, 1::2] + rows[1:, 2::2].sum(axis=0)
    result: Floats = _log_softmax(fits[None])[0]
    return result


def agree(names: Sequence[FoundName], words: Sequence[str]) -> list[tuple[int, int, str]]:
    """(start, end, type) of each name; the same words name the same type all through an article.

    One sense per discourse (Gale, Church and Yarowsky 1992): what all the places say together
    decides, so that one odd sentence does not make a person of *Pyongyang*.
    """
    votes: dict[str, Floats] = {}
    for name in names:
        text = " ".join(words[name.start : name.end])
        votes[text] = votes[text] + name.fits if text in votes else name.fits
    best = {text: TYPES[int(fits.argmax())] for text, fits in votes.items()}
    return [(n.start, n.end, best[" ".join(words[n.start : n.end])]) for n in names]


def _spans(tags: Sequence[int]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start = -1
    for position, tag in enumerate([*tags, 0]):
        inside = tag > 0 and tag % 2 == 0
        if start >= 0 and not inside:
            spans.append((start, position))
            start = -1
        if tag % 2 == 1:
            start = position
    return spans
