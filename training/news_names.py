"""Names of people, organizations and places in news links, typed by a trained model.

The links of the current-events corpus say where a name stands but not what it names. A link that
the model takes for exactly one name joins the pool of its type; a second training run draws from
the pool, so that the network sees names from all over the world in all places of a sentence:
``python -m training.news_names --corpora DIR --model DIR --out names.json``.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from spacy.language import Language

from kg.language import load
from training.windows import SwapName

_TYPES = {"PERSON": "PER", "ORG": "ORG", "LOC": "LOC"}


def collect(nlp: Language, news: Path) -> dict[str, list[SwapName]]:
    """The pool: each name once, in the order of the alphabet."""
    found: dict[str, set[SwapName]] = {kind: set() for kind in _TYPES.values()}
    with news.open(encoding="utf-8") as lines:
        items = [json.loads(line) for line in lines]
    for item, doc in zip(items, nlp.pipe(item["text"] for item in items), strict=True):
        links = {(start, end) for start, end, _ in item["links"]}
        for ent in doc.ents:
            if ent.label_ in _TYPES and (ent.start_char, ent.end_char) in links:
                gaps = tuple(int(bool(token.whitespace_)) for token in ent[:-1])
                proper = all(token.pos_ in ("PROPN", "PUNCT") for token in ent)
                words = tuple(token.text for token in ent)
                found[_TYPES[ent.label_]].add(SwapName(words, gaps, proper))
    return {kind: sorted(names) for kind, names in found.items()}


def main() -> None:
    """Writes the pool."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    pool = collect(load(options.model), options.corpora / "current_events/2025.jsonl")
    options.out.write_text(json.dumps(pool, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
