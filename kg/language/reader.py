"""The spaCy component: writes what the network reads into the Doc, and lemmas and rolesets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from spacy.attrs import DEP, HEAD, LEMMA, MORPH, POS, TAG
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.language import Language
from spacy.lookups import Lookups
from spacy.parts_of_speech import IDS as POS_IDS
from spacy.tokens import Doc, Span, Token
from spacy.vocab import Vocab

from kg.language.network import Analysis, Network, Predicate, read_json
from kg.language.repairs import repair
from kg.language.shapes import BLANK_LINE, GLUED, gap_kind
from kg.language.tree import Floats

COMPONENT = "kg_reader"
_LEMMA_TABLES = ("lemma_rules", "lemma_exc", "lemma_index")
_FRAMES_KEY = "kg_frames"
_DOUBLES = re.compile(r"^[^aeiou]*[aeiou][^aeiouwxy]$")  # "fin", "hop": "finned", "hopped"


@dataclass(frozen=True)
class Frame:
    """An event or state: the word that says it, its PropBank roleset, and the roles' head words.

    *Kim met Putin* gives ``Frame(1, "meet.03", (("ARG0", 0), ("ARG1", 2)))``: token positions.
    """

    predicate: int
    roleset: str
    roles: tuple[tuple[str, int], ...]


def frames_of(doc: Doc) -> tuple[Frame, ...]:
    """The frames of a Doc, in the order of their predicates; none from a foreign pipeline."""
    return tuple(
        Frame(predicate, roleset, tuple((role, word) for role, word in roles))
        for predicate, roleset, roles in doc.user_data.get(_FRAMES_KEY, ())
    )


if not Doc.has_extension("frames"):
    Doc.set_extension("frames", getter=frames_of)


class Reader:
    """Sets tags, morphology, trees, sentences, names, lemmas and frames."""

    def __init__(self, vocab: Vocab, folder: Path, threads: int) -> None:
        self.folder, self.threads = folder, threads
        self._vocab = vocab
        self.network = Network(folder, threads=threads)
        self.version, self.digest = self.network.labels.version, self.network.labels.digest
        self._morphology = _Morphology(vocab, read_json(folder, "morphology.json"))
        self._lemmas = _Lemmas(vocab, read_json(folder, "lemmas.json"))
        self._rolesets: dict[str, list[str]] = read_json(folder, "rolesets.json")

    def __reduce__(self) -> tuple[object, ...]:
        return (Reader, (self._vocab, self.folder, self.threads))

    def __call__(self, doc: Doc) -> Doc:
        """Annotates the Doc, all of it, and gives it back."""
        words, gaps = _visible_words(doc)
        if not words:
            return _all_space(doc)
        texts = [word.text for word in words]
        analysis = self.network.analyse(texts, gaps)
        repair(texts, analysis)
        self._set_tree(doc, words, analysis)
        doc.ents = [
            Span(doc, words[start].i, words[end - 1].i + 1, kind)
            for start, end, kind in analysis.names
        ]
        doc.user_data[_FRAMES_KEY] = [
            (words[p.word].i, self._roleset(doc, words, p), _token_roles(words, p))
            for p in analysis.predicates
        ]
        return doc

    def _set_tree(self, doc: Doc, words: Sequence[Token], analysis: Analysis) -> None:
        strings = self._vocab.strings
        rows: Any = np.zeros((len(doc), 5), dtype=np.uint64)
        place = np.array([word.i for word in words], dtype=np.int64)
        heads = _space_heads(len(doc), place)
        heads[place] = place[np.array(analysis.heads, dtype=np.int64)]
        rows[:, 0] = (heads - np.arange(len(doc))).astype(np.uint64)
        rows[:, 1] = strings.add("dep")
        rows[:, 2] = strings.add("_SP")
        rows[:, 3] = POS_IDS["SPACE"]
        for word, upos, xpos, deprel in zip(
            words, analysis.upos, analysis.xpos, analysis.deprel, strict=True
        ):
            row = rows[word.i]
            morph = self._morphology.of(word.lower_, upos, xpos)
            row[1] = strings.add("ROOT" if deprel == "root" else deprel)
            row[2] = strings.add(xpos)
            row[3] = POS_IDS[upos]
            row[4] = morph
        doc.from_array([HEAD, DEP, TAG, POS, MORPH], rows)
        lemmas: Any = np.array([[self._lemmas.of(token)] for token in doc], dtype=np.uint64)
        doc.from_array([LEMMA], lemmas)

    def _roleset(self, doc: Doc, words: Sequence[Token], predicate: Predicate) -> str:
        """The roleset of the word's lemma that fits best; particles must stand there."""
        token = words[predicate.word]
        lemma = token.lemma_.lower()
        near = {t.lower_ for t in doc[token.i + 1 : token.i + 8]}
        options = [
            roleset
            for roleset in self._rolesets.get(lemma, ())
            if all(part in near for part in roleset.rpartition(".")[0].split("_")[1:])
        ]
        return _best_roleset(options, self.network.labels.rolesets, predicate.senses) or (
            f"{lemma}.01"
        )


def _best_roleset(options: Sequence[str], known: dict[str, int], senses: Floats) -> str:
    scored = [(float(senses[known[roleset]]), roleset) for roleset in options if roleset in known]
    if scored:
        return max(scored)[1]
    return options[0] if options else ""


def _token_roles(words: Sequence[Token], predicate: Predicate) -> list[tuple[str, int]]:
    return [(role, words[word].i) for role, word in predicate.roles]


def _visible_words(doc: Doc) -> tuple[list[Token], list[int]]:
    """The tokens that are not white space, and the kind of gap before each."""
    words: list[Token] = []
    gaps: list[int] = []
    gap = BLANK_LINE
    for token in doc:
        if token.is_space:
            gap = max(gap, gap_kind(token.text))
            continue
        words.append(token)
        gaps.append(gap)
        gap = gap_kind(token.whitespace_) if token.whitespace_ else GLUED
    return words, gaps


def _space_heads(count: int, place: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """White space hangs on the word before it, and on the first word at the beginning."""
    before = np.searchsorted(place, np.arange(count), side="right") - 1
    result: np.ndarray[Any, Any] = place[np.maximum(before, 0)]
    return result


def _all_space(doc: Doc) -> Doc:
    for token in doc:
        token.pos_, token.tag_, token.dep_ = "SPACE", "_SP", "ROOT"
        token.lemma_ = token.text
        token.head = token
    doc.ents = []
    return doc


class _Morphology:
    """Features from tags, and from the word where it differs."""

    def __init__(self, vocab: Vocab, tables: dict[str, dict[str, str]]) -> None:
        self._add = vocab.morphology.add
        self._tags, self._words = tables["tags"], tables["words"]
        self._known: dict[str, int] = {}

    def of(self, lower: str, upos: str, xpos: str) -> int:
        """The morphology's key in the vocabulary."""
        tag = f"{upos} {xpos}"
        feats = self._words.get(f"{tag} {lower}")
        if feats is None:
            feats = self._tags.get(tag, "")
        key = self._known.get(feats)
        if key is None:
            key = self._known[feats] = self._add(feats)
        return key


class _Lemmas:
    """spaCy's rule lemmatizer, remembering the common words."""

    def __init__(self, vocab: Vocab, tables: dict[str, dict[str, Any]]) -> None:
        lookups = Lookups()
        for name in _LEMMA_TABLES:
            lookups.add_table(name, tables[name])
        self._lemmatizer = EnglishLemmatizer(vocab, None, mode="rule")
        self._lemmatizer.initialize(lookups=lookups)
        self._words: dict[str, str] = tables["lemma_words"]
        self._add = vocab.strings.add

    def of(self, token: Token) -> int:
        """The lemma's key in the vocabulary's strings."""
        known = self._words.get(f"{token.pos_} {token.lower_}")
        return self._add(known if known is not None else self._by_rule(token))

    def _by_rule(self, token: Token) -> str:
        """The rule's first lemma; *fined* is of *fine*, since *fin* would double its *n*."""
        lemmas: list[str] = self._lemmatizer.rule_lemmatize(token)
        first = lemmas[0]
        if len(lemmas) > 1 and f"{first}e" in lemmas and _DOUBLES.search(first):
            return f"{first}e"
        return first


@Language.factory(
    COMPONENT,
    assigns=[
        "token.tag", "token.pos", "token.morph", "token.dep", "token.head", "token.lemma",
        "token.sent_start", "doc.sents", "doc.ents", "token.ent_iob", "token.ent_type",
        "doc._.frames",
    ],
    default_config={"model": "", "threads": 1},
)  # fmt: skip
def _make_reader(nlp: Language, name: str, model: str, threads: int) -> Reader:
    return Reader(nlp.vocab, Path(model), threads)
