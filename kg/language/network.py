"""Runs the network over windows of an article and reads tags, trees, names and roles off it.

A window is a function of the article alone and runs by itself, without padding, so that an
article's analysis never depends on what else is read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

from kg.errors import ModelError
from kg.language.naming import FoundName, NameReader, agree, with_compass, with_syllables
from kg.language.pieces import Pieces
from kg.language.shapes import BLANK_LINE, GLUED, word_shape
from kg.language.tree import Floats, Ints, decode_tree, one_of_each

FORMAT = 1
FILES = (
    "labels.json", "lemmas.json", "model.onnx", "morphology.json", "rolesets.json",
    "vocabulary.txt",
)  # fmt: skip
EXCLUSIVE = (("nsubj", "nsubj:pass", "csubj", "csubj:pass"), ("obj",), ("iobj",))
_WINDOW_WORDS = 160
_WINDOW_PIECES = 400
_NO_ROLE = 0
_REMEDY = (
    "Install kg again from where you have it, or in a checkout: git checkout -- {folder};"
    " for a model of your own, export it again (training/README.md)."
)


@dataclass(frozen=True)
class Labels:
    """The labels of a model, in the order of its scores."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    tag_pairs: tuple[tuple[int, int], ...]
    deprel: tuple[str, ...]
    roles: tuple[str, ...]
    rolesets: dict[str, int]
    names: dict[str, tuple[str, ...]]
    version: str
    digest: str


@dataclass
class Analysis:
    """What the network says of an article, word by word; positions are word positions."""

    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deprel: list[str] = field(default_factory=list)
    names: list[tuple[int, int, str]] = field(default_factory=list)
    predicates: list[Predicate] = field(default_factory=list)
    found_names: list[FoundName] = field(default_factory=list)


@dataclass(frozen=True)
class Predicate:
    """A word that says an event, how well each roleset fits it, and its roles."""

    word: int
    senses: Floats
    roles: tuple[tuple[str, int], ...]


class Network:
    """An exported model: graph, vocabulary and labels."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        self.labels = read_labels(folder)
        _check_files(folder, self.labels.digest)
        self._pieces = Pieces(folder / "vocabulary.txt")
        self._session = _session(folder, threads)
        self._outputs = [output.name for output in self._session.get_outputs()]
        self._name_reader = NameReader(self.labels.names)
        self._exclusive = [
            np.array([i for i, name in enumerate(self.labels.deprel) if name in group])
            for group in EXCLUSIVE
        ]

    def analyse(
        self, words: Sequence[str], gaps: Sequence[int], starts: Sequence[bool] | None = None
    ) -> Analysis:
        """Reads all the words, window after window; ``gaps`` are the kinds of gap before each.

        Where sentences are known already, ``starts`` says which words begin one.
        """
        pieces = self._pieces.of_words(words)
        shapes = [word_shape(word, gap) for word, gap in zip(words, gaps, strict=True)]
        breaks = [position for position, gap in enumerate(gaps) if gap == BLANK_LINE]
        analysis = Analysis()
        start = 0
        while start < len(words):
            end = _window_end(pieces, breaks, start)
            scores = self._scores(pieces[start:end], shapes[start:end])
            begins = _sentence_starts(scores["starts"], gaps[start:end], starts and starts[start:])
            if end < len(words) and gaps[end] != BLANK_LINE and len(begins) > 1:
                end = start + begins.pop()
            self._read(analysis, scores, start, [*begins, end - start])
            start = end
        glued = [gap == GLUED for gap in gaps]
        named = with_compass(agree(analysis.found_names, words), words)
        analysis.names = with_syllables(named, words, glued, analysis.upos)
        return analysis

    def _scores(
        self, pieces: Sequence[tuple[int, ...]], shapes: Sequence[tuple[int, ...]]
    ) -> dict[str, Any]:
        lengths = np.array([len(ids) for ids in pieces])
        last = np.cumsum(lengths)
        count = len(pieces)
        inputs = {
            "pieces": [self._pieces.start, *(i for ids in pieces for i in ids), self._pieces.end],
            "piece_words": [count, *np.repeat(np.arange(count), lengths), count],
            "first": last - lengths + 1,
            "last": last,
            "shapes": shapes,
        }
        feed = {name: np.asarray(value, dtype=np.int64) for name, value in inputs.items()}
        return dict(zip(self._outputs, self._session.run(None, feed), strict=True))

    def _read(
        self, analysis: Analysis, scores: dict[str, Any], offset: int, bounds: Sequence[int]
    ) -> None:
        count = bounds[-1]
        self._tags(analysis, scores["upos"][:count], scores["xpos"][:count])
        heads = np.concatenate(
            [
                decode_tree(scores["arcs"][start:end, start:end]) + start
                for start, end in pairwise(bounds)
            ]
        )
        analysis.heads += (heads + offset).tolist()
        analysis.deprel += self._relations(scores, heads)
        for name in self._name_reader.names(scores["names"][:count], bounds):
            moved = replace(name, start=name.start + offset, end=name.end + offset)
            analysis.found_names.append(moved)
        analysis.predicates += self._predicates(scores, offset, bounds)

    def _tags(self, analysis: Analysis, upos: Floats, xpos: Floats) -> None:
        """The two tags that fit best together, among those that occur together."""
        pairs = self.labels.tag_pairs
        both = upos[:, [u for u, _ in pairs]] + xpos[:, [x for _, x in pairs]]
        for best in both.argmax(axis=1):
            analysis.upos.append(self.labels.upos[pairs[best][0]])
            analysis.xpos.append(self.labels.xpos[pairs[best][1]])

    def _relations(self, scores: dict[str, Any], heads: Ints) -> list[str]:
        left = scores["label_left"][: len(heads)]
        right = scores["label_right"][heads]
        fits = np.matmul(left, right[:, :, None])[:, :, 0]
        names = self.labels.deprel
        root = names.index("root")
        is_root = heads == np.arange(len(heads))
        fits[:, root] = np.where(is_root, np.inf, -np.inf)
        return [names[i] for i in one_of_each(fits, heads, self._exclusive)]

    def _predicates(
        self, scores: dict[str, Any], offset: int, bounds: Sequence[int]
    ) -> Iterable[Predicate]:
        likely = scores["predicates"][: bounds[-1]]
        edges = np.asarray(bounds)
        for word in np.flatnonzero(likely[:, 1] > likely[:, 0]):
            sentence = int(np.searchsorted(edges, word, side="right")) - 1
            start, end = bounds[sentence], bounds[sentence + 1]
            fits = scores["role_left"][word] @ scores["role_right"][start:end].T
            yield Predicate(
                word=int(word) + offset,
                senses=scores["senses"][word],
                roles=tuple(
                    (label, position + start + offset)
                    for label, position in _roles(fits, self.labels.roles)
                ),
            )


def _roles(fits: Floats, labels: Sequence[str]) -> list[tuple[str, int]]:
    """Each word's best role; a numbered role goes to one word only, the one it fits best."""
    best = fits.argmax(axis=0)
    found: dict[str, int] = {}
    result = []
    for position in np.flatnonzero(best != _NO_ROLE):
        label = labels[best[position]]
        if not label.startswith("ARG") or label.startswith("ARGM"):
            result.append((label, int(position)))
            continue
        margin = fits[best[position]] - fits[_NO_ROLE]
        if label not in found or margin[position] > margin[found[label]]:
            found[label] = int(position)
    return sorted([*result, *found.items()], key=lambda role: (role[1], role[0]))


def _sentence_starts(
    scores: Floats, gaps: Sequence[int], known: Sequence[bool] | None
) -> list[int]:
    if known:
        return [i for i in range(len(gaps)) if i == 0 or known[i]]
    likely = scores[:, 1] > scores[:, 0]
    return [i for i, gap in enumerate(gaps) if i == 0 or gap == BLANK_LINE or likely[i]]


def _window_end(pieces: Sequence[tuple[int, ...]], breaks: Sequence[int], start: int) -> int:
    """Where the window that starts here ends: when full, or earlier at a late blank line."""
    end, room = start, _WINDOW_PIECES
    while end < len(pieces) and end - start < _WINDOW_WORDS:
        room -= len(pieces[end])
        if room < 0:
            break
        end += 1
    if end == len(pieces):
        return end
    late = start + (end - start) // 2
    return max((b for b in breaks if late < b <= end), default=end)


# --- files -------------------------------------------------------------------------------------


def read_labels(folder: Path) -> Labels:
    """The labels of the model in this folder; ModelError where there is none or another format."""
    data = read_json(folder, "labels.json")
    if data.get("format") != FORMAT:
        raise ModelError(
            f"{folder}: model format {data.get('format')!r}, this kg reads {FORMAT}."
            f" {_REMEDY.format(folder=folder)}"
        )
    try:
        return Labels(
            upos=tuple(data["upos"]),
            xpos=tuple(data["xpos"]),
            tag_pairs=tuple(
                (data["upos"].index(upos), data["xpos"].index(xpos))
                for upos, xpos in data["tag_pairs"]
            ),
            deprel=tuple(data["deprel"]),
            roles=tuple(data["roles"]),
            rolesets={roleset: i for i, roleset in enumerate(data["rolesets"])},
            names={scheme: tuple(tags) for scheme, tags in data["names"].items()},
            version=str(data["version"]),
            digest=str(data["model_sha256"]),
        )
    except (KeyError, TypeError) as error:
        raise broken(folder, "labels.json", f"lacks {error}") from error


def read_json(folder: Path, name: str) -> Any:
    """A JSON file of the model."""
    try:
        return json.loads((folder / name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise broken(folder, name, str(error)) from error


def broken(folder: Path, name: str, why: str) -> ModelError:
    """The error for a file that is missing or cannot be read, with the way to get it back."""
    return ModelError(f"{folder / name}: {why}. {_REMEDY.format(folder=folder)}")


def _check_files(folder: Path, digest: str) -> None:
    for name in FILES:
        if not (folder / name).is_file():
            raise broken(folder, name, "the file is missing")
    if hashlib.sha256((folder / "model.onnx").read_bytes()).hexdigest() != digest:
        raise broken(folder, "model.onnx", "the file is damaged (its hash differs)")


def _session(folder: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # onnxruntime's own classes have no common base
        raise broken(folder, "model.onnx", str(error)) from error
