"""Measures a model: ``python -m training.evaluate --corpora DIR --split dev``.

Gold words where a score asks for them, raw text otherwise. Words are aligned by their characters,
as the CoNLL 2018 scorer does.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kg.language import DEFAULT_MODEL, load
from kg.language.network import Analysis, Network
from kg.language.reader import COMPONENT, frames_of
from kg.language.shapes import BLANK_LINE, GLUED
from training.corpora import (
    UNER,
    WIKI,
    Document,
    Sentence,
    read_columns,
    read_demonyms,
    read_ewt,
    read_gum,
)  # fmt: skip

_UNER_TYPES = {"PERSON": "PER", "ORG": "ORG", "LOC": "LOC"}
_WIKI_TYPES = _UNER_TYPES | {"NORP": "NORP", "MISC": "MISC", "EVENT": "MISC", "WORK": "MISC"}


@dataclass
class Score:
    """Right, found and wanted counts."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, found: Iterable[object], wanted: Iterable[object]) -> None:
        """Counts two sets."""
        f, w = set(found), set(wanted)
        self.right += len(f & w)
        self.found += len(f)
        self.wanted += len(w)

    @property
    def f1(self) -> float:
        """In percent."""
        return 200 * self.right / max(1, self.found + self.wanted)

    @property
    def accuracy(self) -> float:
        """In percent of what was wanted."""
        return 100 * self.right / max(1, self.wanted)


def gold_words(network: Network, documents: Sequence[Document]) -> dict[str, float]:
    """Tags and tree on the treebank's own words and sentences."""
    scores = {name: Score() for name in ("UPOS", "XPOS", "UAS", "LAS", "LAS with subtypes")}
    for document in documents:
        words, gaps, starts, offsets = _flat(document)
        analysis = network.analyse(words, gaps, starts)
        for sentence, offset in zip(document, offsets, strict=True):
            _score_tree(scores, analysis, sentence, offset)
    return {name: score.accuracy for name, score in scores.items()}


def _score_tree(
    scores: dict[str, Score], analysis: Analysis, sentence: Sentence, offset: int
) -> None:
    tree = sentence.tree
    assert tree is not None
    for i in range(len(sentence.words)):
        label, wanted = analysis.deprel[offset + i], tree.labels[i]
        same_head = analysis.heads[offset + i] == tree.heads[i] + offset
        outcomes = {
            "UPOS": analysis.upos[offset + i] == tree.upos[i],
            "XPOS": analysis.xpos[offset + i] == tree.xpos[i],
            "UAS": same_head,
            "LAS": same_head and label.split(":")[0] == wanted.split(":")[0],
            "LAS with subtypes": same_head and label == wanted,
        }
        for name, right in outcomes.items():
            scores[name].right += right
            scores[name].wanted += 1


def _flat(document: Document) -> tuple[list[str], list[int], list[bool], list[int]]:
    words = [word for sentence in document for word in sentence.words]
    gaps = [gap for sentence in document for gap in sentence.gaps]
    starts, offsets = [], []
    for sentence in document:
        offsets.append(len(starts))
        starts += [True] + [False] * (len(sentence.words) - 1)
    return words, gaps, starts, offsets


def names(
    network: Network, documents: Sequence[Document], scheme: str, called: dict[str, str]
) -> dict[str, float]:
    """Names on gold words; sentences are found by the network."""
    scores = {name: Score() for name in ("all", *sorted(set(called.values())))}
    for document in documents:
        words, gaps, _, offsets = _flat(document)
        analysis = network.analyse(words, gaps)
        found = [(s, e, called[kind]) for s, e, kind in analysis.names if kind in called]
        known: set[int] = set()
        wanted = []
        for sentence, offset in zip(document, offsets, strict=True):
            if scheme in sentence.names:
                known.update(range(offset, offset + len(sentence.words)))
                wanted += [
                    (s + offset, e + offset, k) for s, e, k in _spans(sentence.names[scheme])
                ]
        found = [name for name in found if name[0] in known]
        for kind, score in scores.items():
            score.add(
                (n for n in found if kind in ("all", n[2])),
                (n for n in wanted if kind in ("all", n[2])),
            )
    return {kind: score.f1 for kind, score in scores.items()}


def _spans(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    spans, start = [], -1
    for position, tag in enumerate([*tags, "O"]):
        if start >= 0 and not tag.startswith("I-"):
            spans.append((start, position, tags[start][2:]))
            start = -1
        if tag.startswith("B-"):
            start = position
    return spans


def raw_text(nlp: Language, documents: Sequence[Document]) -> dict[str, float]:
    """Everything from plain text: words, sentences, tree."""
    scores = {name: Score() for name in ("words", "sentences", "UPOS", "LAS")}
    for document in documents:
        text, spans = _text(document)
        doc = nlp(text)
        tokens = [token for token in doc if not token.is_space]
        place = {token.i: (token.idx, token.idx + len(token)) for token in tokens}
        scores["words"].add(place.values(), (s for sentence in spans for s in sentence))
        scores["sentences"].add(_sentences(doc), ((s[0][0], s[-1][1]) for s in spans))
        gold_upos, gold_tree = [], []
        for sentence, its in zip(document, spans, strict=True):
            tree = sentence.tree
            assert tree is not None
            for i, span in enumerate(its):
                gold_upos.append((span, tree.upos[i]))
                head = its[tree.heads[i]] if tree.heads[i] != i else None
                gold_tree.append((span, head, tree.labels[i].split(":")[0]))
        scores["UPOS"].add(((place[t.i], t.pos_) for t in tokens), gold_upos)
        scores["LAS"].add(
            (
                (place[t.i], None if t.head is t or t.head.i == t.i else place[t.head.i],
                 t.dep_.lower().split(":")[0])
                for t in tokens
            ),
            gold_tree,
        )  # fmt: skip
    return {name: score.f1 for name, score in scores.items()}


def _text(document: Document) -> tuple[str, list[list[tuple[int, int]]]]:
    text, spans = "", []
    for sentence in document:
        its = []
        for word, gap in zip(sentence.words, sentence.gaps, strict=True):
            if text:
                text += {GLUED: "", BLANK_LINE: "\n\n"}.get(gap, " ")
            word = word.replace(" ", "_")
            its.append((len(text), len(text) + len(word)))
            text += word
        spans.append(its)
    return text, spans


def _sentences(doc: Doc) -> list[tuple[int, int]]:
    found = []
    for sentence in doc.sents:
        words = [token for token in sentence if not token.is_space]
        if words:
            found.append((words[0].idx, words[-1].idx + len(words[-1])))
    return found


def roles(nlp: Language, documents: Sequence[Document]) -> dict[str, float]:
    """Predicates, argument heads and senses, on gold words and found predicates."""
    scores = {name: Score() for name in ("predicates", "arguments", "ARG0-2", "senses")}
    for document in documents:
        words, gaps, _, offsets = _flat(document)
        spaces = [gap != GLUED for gap in [*gaps[1:], 1]]
        doc = Doc(nlp.vocab, words=[w.replace(" ", "_") for w in words], spaces=spaces)
        frames = frames_of(nlp.get_pipe(COMPONENT)(doc))
        known: set[int] = set()
        wanted: dict[int, str] = {}
        arguments = set()
        for sentence, offset in zip(document, offsets, strict=True):
            if sentence.predicates is None:
                continue
            known.update(range(offset, offset + len(sentence.words)))
            for p in sentence.predicates:
                wanted[p.word + offset] = p.roleset
                arguments |= {(p.word + offset, role, word + offset) for role, word in p.roles}
        frames = tuple(f for f in frames if f.predicate in known)
        found = {f.predicate: f.roleset for f in frames}
        told = {(f.predicate, role, word) for f in frames for role, word in f.roles}
        scores["predicates"].add(found, wanted)
        scores["arguments"].add(told, arguments)
        scores["ARG0-2"].add(_numbered(told), _numbered(arguments))
        both = [word for word in found if word in wanted]
        scores["senses"].add(
            ((word, found[word]) for word in both), ((word, wanted[word]) for word in both)
        )
    return {
        name: score.accuracy if name == "senses" else score.f1 for name, score in scores.items()
    }


def _numbered(arguments: set[tuple[int, str, int]]) -> set[tuple[int, str, int]]:
    return {a for a in arguments if a[1] in ("ARG0", "ARG1", "ARG2")}


def evaluate(model: Path, corpora: Path, split: str) -> dict[str, dict[str, float]]:
    """All the scores of a model on a split; GUM has only dev."""
    nlp = load(model)
    network = nlp.get_pipe(COMPONENT).network
    ewt, gum = read_ewt(corpora, split), read_gum(corpora, "dev")
    crossner = read_columns(corpora / "crossner_politics/dev.txt", read_demonyms(corpora))
    return {
        f"EWT {split}, gold words": gold_words(network, ewt),
        "GUM dev, gold words": gold_words(network, gum),
        f"EWT {split}, raw text": raw_text(nlp, ewt),
        "GUM dev, raw text": raw_text(nlp, gum),
        f"UNER EWT {split}, names": names(network, ewt, UNER, _UNER_TYPES),
        "CrossNER politics dev, names": names(network, crossner, WIKI, _WIKI_TYPES),
        f"PropBank EWT {split}, roles": roles(nlp, ewt),
    }


def main() -> None:
    """Prints the table of scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=DEFAULT_MODEL)
    parser.add_argument("--split", choices=("dev", "test"), default="dev")
    options = parser.parse_args()
    for part, scores in evaluate(options.model, options.corpora, options.split).items():
        print(f"{part}: " + ", ".join(f"{name} {value:.2f}" for name, value in scores.items()))


if __name__ == "__main__":
    main()
