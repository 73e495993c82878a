"""Turns documents into windows of running text, and windows into padded batches of numbers."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from kg.language.pieces import Pieces
from kg.language.shapes import BLANK_LINE, LINE_BREAK, SPACE, word_shape
from training.corpora import GUM, UNER, WIKI, Document, Sentence, Tree
from training.network import Sizes

IGNORED = -100
NO_ROLE = "-"
_RARE_ROLE = 5
NAME_TYPES = {
    UNER: ("PER", "ORG", "LOC"),
    WIKI: ("PER", "ORG", "LOC", "NORP", "MISC"),
    GUM: ("PER", "ORG", "LOC", "EVENT", "WORK", "MISC"),
}


@dataclass(frozen=True)
class Labels:
    """Every label that the heads know, in order, and which rolesets a lemma can have."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    deprel: tuple[str, ...]
    roles: tuple[str, ...]
    rolesets: tuple[str, ...]
    candidates: dict[str, tuple[str, ...]]

    def sizes(self, vocabulary: int) -> Sizes:
        """The network's output sizes."""
        names = tuple((scheme, len(name_tags(scheme))) for scheme in NAME_TYPES)
        return Sizes(
            upos=len(self.upos), xpos=len(self.xpos), names=names, labels=len(self.deprel),
            roles=len(self.roles), rolesets=len(self.rolesets), vocabulary=vocabulary,
        )  # fmt: skip


def name_tags(scheme: str) -> list[str]:
    """O, then B- and I- of each type, in the order of the network's output."""
    return ["O", *(f"{part}-{kind}" for kind in NAME_TYPES[scheme] for part in "BI")]


def collect_labels(documents: Sequence[Document], rolesets: Path) -> Labels:
    """The labels in the training trees, and the rolesets of the ambiguous lemmas seen there."""
    trees = [s.tree for d in documents for s in d if s.tree]
    predicates = [p for d in documents for s in d for p in s.predicates or ()]
    roles = Counter(label for p in predicates for label, _ in p.roles)
    seen = Counter((p.lemma, p.roleset) for p in predicates)
    candidates = _candidates(seen, rolesets)
    used = {roleset for _, roleset in seen}
    ambiguous = {
        roleset
        for lemma in sorted({lemma for lemma, _ in seen})
        if len(candidates[lemma]) > 1
        for roleset in candidates[lemma]
        if roleset in used
    }
    return Labels(
        upos=tuple(sorted({t for tree in trees for t in tree.upos})),
        xpos=tuple(sorted({t for tree in trees for t in tree.xpos})),
        deprel=tuple(sorted({t for tree in trees for t in tree.labels})),
        roles=(NO_ROLE, *sorted(r for r, count in roles.items() if count >= _RARE_ROLE)),
        rolesets=tuple(sorted(ambiguous)),
        candidates=candidates,
    )


def _candidates(seen: Counter[tuple[str, str]], path: Path) -> dict[str, tuple[str, ...]]:
    """Rolesets of each lemma, the most frequent first, then by number."""
    found: dict[str, set[str]] = {}
    for roleset, entry in json.loads(path.read_text(encoding="utf-8")).items():
        for alias, _ in entry["aliases"]:
            found.setdefault(alias.split("_")[0].lower(), set()).add(roleset)
    for lemma, roleset in seen:
        found.setdefault(lemma, set()).add(roleset)
    return {
        lemma: tuple(sorted(options, key=lambda r: (-seen[lemma, r], r.count("_"), r)))
        for lemma, options in sorted(found.items())
    }


# --- windows -----------------------------------------------------------------------------------

Window = list[Sentence]


def cut_windows(
    documents: Sequence[Document], dice: random.Random, shortest: int = 50, longest: int = 170
) -> list[Window]:
    """All sentences, documents in a drawn order, in windows of drawn sizes."""
    order = list(documents)
    dice.shuffle(order)
    windows: list[Window] = []
    window: Window = []
    count, limit = 0, dice.randint(shortest, longest)
    for document in order:
        for sentence in document:
            for part in _parts(sentence, longest):
                if window and count + len(part.words) > limit:
                    windows.append(window)
                    window, count, limit = [], 0, dice.randint(shortest, longest)
                window.append(part)
                count += len(part.words)
    if window:
        windows.append(window)
    return windows


def _parts(sentence: Sentence, longest: int) -> list[Sentence]:
    """The sentence, or nothing of a monster that no window can hold."""
    return [sentence] if len(sentence.words) <= longest else []


class SwapName(NamedTuple):
    """A name to put in the place of another; ``gaps`` stand before all its words but the first."""

    words: tuple[str, ...]
    gaps: tuple[int, ...]
    is_proper: bool


Pool = dict[tuple[str, int], list[SwapName]]
_SWAPPED = 0.2


def with_other_names(sentence: Sentence, pool: Pool, dice: random.Random) -> Sentence:
    """The sentence with some of its names exchanged for others of their type and length."""
    words, gaps = list(sentence.words), list(sentence.gaps)
    for tags in sentence.names.values():
        for start, end in _name_spans(tags):
            options = pool.get((tags[start][2:], end - start))
            if not options or dice.random() > _SWAPPED:
                continue
            name = dice.choice(options)
            if sentence.tree and not (
                name.is_proper and set(sentence.tree.upos[start:end]) == {"PROPN"}
            ):
                continue
            words[start:end] = name.words
            gaps[start + 1 : end] = name.gaps
    return replace(sentence, words=tuple(words), gaps=tuple(gaps))


def _name_spans(tags: Sequence[str]) -> list[tuple[int, int]]:
    starts = [i for i, tag in enumerate(tags) if tag.startswith("B-")]
    return [
        (start, next((i for i in range(start + 1, len(tags)) if tags[i][0] != "I"), len(tags)))
        for start in starts
    ]


def vary(window: Window, dice: random.Random, pool: Pool | None = None) -> Window:
    """Small changes that news shows: curly quotes, lost full stops, headlines, other names."""
    curly, breaks = dice.random() < 0.4, dice.random()
    varied = []
    for sentence in window:
        if pool:
            sentence = with_other_names(sentence, pool, dice)
        chance = dice.random()
        if chance < 0.06:
            sentence = _without_full_stop(sentence)
        if chance < 0.025:
            sentence = _recased(sentence, str.upper)
        elif chance < 0.06:
            sentence = _recased(sentence, _headline_word)
        if curly:
            sentence = _with_curly_quotes(sentence)
        if breaks < 0.3 and sentence.gaps[0] == BLANK_LINE:
            gap = LINE_BREAK if breaks < 0.2 else SPACE
            sentence = replace(sentence, gaps=(gap, *sentence.gaps[1:]))
        elif chance < 0.06 and breaks > 0.5:
            sentence = replace(sentence, gaps=(BLANK_LINE, *sentence.gaps[1:]))
        varied.append(sentence)
    return varied


def _recased(sentence: Sentence, change: object) -> Sentence:
    return replace(sentence, words=tuple(change(word) for word in sentence.words))  # type: ignore[operator]


def _headline_word(word: str) -> str:
    return word[:1].upper() + word[1:] if len(word) > 3 else word


def _with_curly_quotes(sentence: Sentence) -> Sentence:
    words, opened = [], False
    for word in sentence.words:
        if word == '"':
            opened = not opened
            words.append("“" if opened else "”")
        else:
            words.append(word.replace("'", "’"))
    return replace(sentence, words=tuple(words))


def _without_full_stop(sentence: Sentence) -> Sentence:
    """The sentence less its last full stop, where nothing hangs on it."""
    last, tree = len(sentence.words) - 1, sentence.tree
    if last < 2 or sentence.words[last] != ".":
        return sentence
    if tree and (tree.heads[last] == last or last in tree.heads[:last]):
        return sentence
    predicates = sentence.predicates
    if predicates and any(
        p.word == last or any(head == last for _, head in p.roles) for p in predicates
    ):
        return sentence
    return replace(
        sentence,
        words=sentence.words[:last],
        gaps=sentence.gaps[:last],
        tree=tree and _shorter(tree, last),
        names={scheme: tags[:last] for scheme, tags in sentence.names.items()},
    )


def _shorter(tree: Tree, last: int) -> Tree:
    return Tree(
        tree.upos[:last], tree.xpos[:last], tree.feats[:last],
        tree.lemmas[:last], tree.heads[:last], tree.labels[:last],
    )  # fmt: skip


# --- batches -----------------------------------------------------------------------------------

Batch = dict[str, Tensor]


def batches(windows: Sequence[Window], size: int, dice: random.Random) -> Iterator[list[Window]]:
    """Groups of windows of like length, about ``size`` words each, in a drawn order."""
    order = list(windows)
    dice.shuffle(order)
    groups = []
    for start in range(0, len(order), 64):
        pool = sorted(order[start : start + 64], key=_word_count)
        group: list[Window] = []
        for window in pool:
            if group and _word_count(window) * (len(group) + 1) > size:
                groups.append(group)
                group = []
            group.append(window)
        groups.append(group)
    dice.shuffle(groups)
    yield from groups


def _word_count(window: Window) -> int:
    return sum(len(sentence.words) for sentence in window)


class Encoder:
    """Makes batches of numbers out of windows."""

    def __init__(self, pieces: Pieces, labels: Labels) -> None:
        self._pieces = pieces
        self._upos = {t: i for i, t in enumerate(labels.upos)}
        self._xpos = {t: i for i, t in enumerate(labels.xpos)}
        self._deprel = {t: i for i, t in enumerate(labels.deprel)}
        self._roles = {t: i for i, t in enumerate(labels.roles)}
        self._rolesets = {t: i for i, t in enumerate(labels.rolesets)}
        self._tags = {n: {t: i for i, t in enumerate(name_tags(n))} for n in NAME_TYPES}
        self._candidates = labels.candidates

    def batch(self, windows: Sequence[Window]) -> Batch:
        """Inputs (pieces, piece_words, first, last, shapes, mask) and targets of the windows."""
        inputs = [self._inputs(window) for window in windows]
        words = max(len(i["first"]) for i in inputs)
        pieces = max(len(i["pieces"]) for i in inputs)
        made: dict[str, np.ndarray] = {}
        for name, length, fill in (
            ("pieces", pieces, 0), ("piece_words", pieces, words), ("first", words, 0),
            ("last", words, 0),
        ):  # fmt: skip
            made[name] = np.stack([_padded(i[name], length, fill) for i in inputs])
        for row, i in zip(made["piece_words"], inputs, strict=True):
            row[row == len(i["first"])] = words
        made["shapes"] = np.stack([_padded(i["shapes"], words, 0) for i in inputs])
        lengths = np.array([len(i["pieces"]) for i in inputs])
        mask = np.where(np.arange(pieces)[None] < lengths[:, None], 0.0, -1e4)
        made.update(self._targets(windows, words))
        batch = {name: torch.from_numpy(value) for name, value in made.items()}
        batch["mask"] = torch.from_numpy(mask.astype(np.float32))[:, None, None, :]
        return batch

    def _inputs(self, window: Window) -> dict[str, np.ndarray]:
        words = [word for sentence in window for word in sentence.words]
        gaps = [gap for sentence in window for gap in sentence.gaps]
        pieces, owners = [self._pieces.start], [len(words)]
        first, last = [], []
        for number, ids in enumerate(self._pieces.of_words(words)):
            first.append(len(pieces))
            pieces.extend(ids)
            owners.extend([number] * len(ids))
            last.append(len(pieces) - 1)
        pieces.append(self._pieces.end)
        owners.append(len(words))
        shapes = [word_shape(word, gap) for word, gap in zip(words, gaps, strict=True)]
        return {
            "pieces": np.array(pieces, dtype=np.int64),
            "piece_words": np.array(owners, dtype=np.int64),
            "first": np.array(first, dtype=np.int64),
            "last": np.array(last, dtype=np.int64),
            "shapes": np.array(shapes, dtype=np.int64),
        }

    def _targets(self, windows: Sequence[Window], words: int) -> dict[str, np.ndarray]:
        shape = (len(windows), words)
        targets = {
            name: np.full(shape, IGNORED, dtype=np.int64)
            for name in ("starts", "upos", "xpos", "heads", "deprel", "predicates", *NAME_TYPES)
        }
        targets["sentence"] = np.full(shape, -1, dtype=np.int64)
        pairs: list[list[int]] = []
        senses: list[list[int]] = []
        for number, window in enumerate(windows):
            offset = 0
            for index, sentence in enumerate(window):
                part = (number, slice(offset, offset + len(sentence.words)))
                targets["sentence"][part] = index
                for scheme, tags in sentence.names.items():
                    known = self._tags[scheme]
                    targets[scheme][part] = [known.get(tag, IGNORED) for tag in tags]
                if sentence.tree:
                    self._tree_targets(targets, part, sentence.tree, offset)
                if sentence.predicates is not None:
                    self._role_targets(targets, part, sentence, (number, offset), pairs, senses)
                offset += len(sentence.words)
        targets["role_pairs"] = np.array(pairs, dtype=np.int64).reshape(-1, 4)
        targets["senses"] = np.array(senses, dtype=np.int64).reshape(-1, 3 + _MOST_SENSES)
        return targets

    def _tree_targets(
        self, targets: dict[str, np.ndarray], part: tuple[int, slice], tree: Tree, offset: int
    ) -> None:
        targets["starts"][part] = [1] + [0] * (len(tree.heads) - 1)
        targets["upos"][part] = [self._upos[t] for t in tree.upos]
        targets["xpos"][part] = [self._xpos.get(t, IGNORED) for t in tree.xpos]
        targets["heads"][part] = [head + offset for head in tree.heads]
        targets["deprel"][part] = [self._deprel.get(t, IGNORED) for t in tree.labels]

    def _role_targets(
        self,
        targets: dict[str, np.ndarray],
        part: tuple[int, slice],
        sentence: Sentence,
        place: tuple[int, int],
        pairs: list[list[int]],
        senses: list[list[int]],
    ) -> None:
        number, offset = place
        targets["predicates"][part] = 0
        for p in sentence.predicates or ():
            targets["predicates"][number, offset + p.word] = 1
            roles = {head: label for label, head in p.roles}
            for word in range(len(sentence.words)):
                role = self._roles.get(roles.get(word, NO_ROLE), 0)
                pairs.append([number, offset + p.word, offset + word, role])
            options = [
                self._rolesets[r] for r in self._candidates.get(p.lemma, ()) if r in self._rolesets
            ][:_MOST_SENSES]
            gold = self._rolesets.get(p.roleset)
            if gold in options and len(options) > 1:
                row = [number, offset + p.word, options.index(gold)]
                senses.append(row + options + [-1] * (_MOST_SENSES - len(options)))


_MOST_SENSES = 24


def _padded(values: np.ndarray, length: int, fill: int) -> np.ndarray:
    out = np.full((length, *values.shape[1:]), fill, dtype=np.int64)
    out[: len(values)] = values
    return out
