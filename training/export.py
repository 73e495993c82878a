"""Exports a checkpoint to the folder that kg reads: ``python -m training.export``.

One ONNX graph (encoder and heads, int8), the vocabulary, the labels, and the tables for
morphology, lemmas and rolesets. Each file appears whole or not at all.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import onnx
import spacy_lookups_data
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.lookups import Lookups
from spacy.tokens import Doc
from spacy.vocab import Vocab

from training.corpora import Document, read_ewt, read_gum
from training.graph import export_graph, quantize
from training.weights import load_trained
from training.windows import NAME_TYPES, Labels, name_tags

FORMAT = 1
VERSION = "2"
_RARE_PAIR = 3
_LEMMA_FOLDER = Path(spacy_lookups_data.__file__).parent / "data"
_LEMMA_TABLES = ("lemma_rules", "lemma_exc", "lemma_index")


def morphology(documents: Sequence[Document]) -> dict[str, dict[str, str]]:
    """Features by tag, and by word where the word's differ from its tag's."""
    by_tag: dict[str, Counter[str]] = {}
    by_word: dict[str, Counter[str]] = {}
    for sentence in (s for d in documents for s in d if s.tree):
        tree = sentence.tree
        assert tree is not None
        for word, upos, xpos, feats in zip(
            sentence.words, tree.upos, tree.xpos, tree.feats, strict=True
        ):
            feats = "" if feats == "_" else feats
            by_tag.setdefault(f"{upos} {xpos}", Counter())[feats] += 1
            by_word.setdefault(f"{upos} {xpos} {word.lower()}", Counter())[feats] += 1
    tags = {key: _most_common(counts) for key, counts in sorted(by_tag.items())}
    words = {
        key: _most_common(counts)
        for key, counts in sorted(by_word.items())
        if counts.total() > 1 and _most_common(counts) != tags[" ".join(key.split(" ")[:2])]
    }
    return {"tags": tags, "words": words}


def _most_common(counts: Counter[str]) -> str:
    return min(counts, key=lambda feats: (-counts[feats], feats))


def tag_pairs(documents: Sequence[Document]) -> list[list[str]]:
    """The pairs of part of speech and Penn tag that occur together, less slips of the pen."""
    trees = [s.tree for d in documents for s in d if s.tree]
    pairs = Counter(pair for t in trees for pair in zip(t.upos, t.xpos, strict=True))
    return [list(pair) for pair, count in sorted(pairs.items()) if count >= _RARE_PAIR]


def labels_file(labels: Labels, pairs: list[list[str]], digest: str) -> dict[str, object]:
    """What labels.json holds."""
    return {
        "format": FORMAT,
        "name": "kg-en",
        "version": VERSION,
        "model_sha256": digest,
        "upos": labels.upos,
        "xpos": labels.xpos,
        "tag_pairs": pairs,
        "deprel": labels.deprel,
        "roles": labels.roles,
        "rolesets": labels.rolesets,
        "names": {scheme: name_tags(scheme) for scheme in NAME_TYPES},
    }


def export(
    checkpoint: Path, corpora: Path, encoder: Path, folder: Path, *, int8: bool = True
) -> None:
    """Writes everything that ``kg.language.load`` reads into the folder."""
    network, labels = load_trained(checkpoint)
    documents = read_ewt(corpora, "train") + read_gum(corpora, "train")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as name:
        work = Path(name)
        export_graph(network, work / "float.onnx")
        if int8:
            quantize(work / "float.onnx", work / "model.onnx")
            (work / "float.onnx").unlink()
        else:
            (work / "float.onnx").rename(work / "model.onnx")
        onnx.checker.check_model(str(work / "model.onnx"))
        digest = hashlib.sha256((work / "model.onnx").read_bytes()).hexdigest()
        _write(work / "labels.json", labels_file(labels, tag_pairs(documents), digest))
        _write(work / "morphology.json", morphology(documents))
        _write(work / "rolesets.json", labels.candidates)
        tables = _lemma_tables()
        _write(work / "lemmas.json", tables | {"lemma_words": lemma_words(documents, tables)})
        shutil.copyfile(encoder / "vocab.txt", work / "vocabulary.txt")
        shutil.copyfile(_LEMMA_FOLDER / "en_license.txt", work / "lemmas-license.txt")
        for path in sorted(work.iterdir(), key=lambda p: p.name == "labels.json"):
            path.replace(folder / path.name)


def lemma_words(documents: Sequence[Document], tables: dict[str, object]) -> dict[str, str]:
    """Words whose lemma in the treebanks is not what the rules make of them (*n't*: not)."""
    lookups = Lookups()
    for name, table in tables.items():
        lookups.add_table(name, table)
    vocab = Vocab()
    rules = EnglishLemmatizer(vocab, None, mode="rule")
    rules.initialize(lookups=lookups)
    seen: dict[tuple[str, str, str], Counter[str]] = {}
    for tree, words in ((s.tree, s.words) for d in documents for s in d if s.tree):
        for word, upos, feats, lemma in zip(words, tree.upos, tree.feats, tree.lemmas, strict=True):
            if upos not in ("PROPN", "X", "SYM", "NUM"):
                seen.setdefault((upos, word.lower(), feats), Counter())[lemma] += 1
    found: dict[str, Counter[str]] = {}
    ruled: dict[str, set[str]] = {}
    for (upos, word, feats), counts in seen.items():
        doc = Doc(vocab, words=[word], pos=[upos], morphs=["" if feats == "_" else feats])
        found.setdefault(f"{upos} {word}", Counter()).update(counts)
        ruled.setdefault(f"{upos} {word}", set()).add(rules.rule_lemmatize(doc[0])[0])
    return {
        key: _most_common(counts)
        for key, counts in sorted(found.items())
        if counts.total() > 1 and ruled[key] != {_most_common(counts)} and len(found[key]) == 1
    }


def _lemma_tables() -> dict[str, object]:
    return {
        name: json.loads(gzip.decompress((_LEMMA_FOLDER / f"en_{name}.json.gz").read_bytes()))
        for name in _LEMMA_TABLES
    }


def _write(path: Path, value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


def main() -> None:
    """Exports one checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True, help="folder of MiniLM weights")
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("kg/language/data"))
    parser.add_argument("--float", action="store_true", help="keep 32-bit floats, to compare")
    options = parser.parse_args()
    export(
        options.checkpoint, options.corpora, options.encoder, options.out, int8=not options.float
    )


if __name__ == "__main__":
    main()
