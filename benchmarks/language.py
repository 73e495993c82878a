"""How fast the English model reads, against spaCy's own small CNN: `python -m benchmarks.language`.

The baseline has the components and sizes of `en_core_web_sm` (tok2vec, tagger, parser, ner) with
untrained weights, since no trained pipeline lies in the package index; an untrained parser does the
same work. Both read the same words on one thread, in turns; the best of each counts.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from kg.claims import read_claims
from kg.language import DEFAULT_MODEL, load
from kg.pipeline import extract, open_toolbox
from kg.reading import make_document, prose_of, read

TOK2VEC = {
    "@architectures": "spacy.Tok2Vec.v2",
    "embed": {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": 96,
        "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"],
        "rows": [5000, 1000, 2500, 2500, 50, 50],
        "include_static_vectors": False,
    },
    "encode": {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "width": 96,
        "depth": 4,
        "window_size": 1,
        "maxout_pieces": 3,
    },
}
LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}
TAGS, DEPS, TYPES = 50, 45, 18


def small_cnn() -> Language:
    """spaCy's small English pipeline, untrained."""
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": TOK2VEC})
    tagger = {"@architectures": "spacy.Tagger.v2", "nO": None, "tok2vec": LISTENER}
    nlp.add_pipe("tagger", config={"model": tagger})
    for name, state, hidden in (("parser", "parser", 64), ("ner", "ner", 64)):
        model = {
            "@architectures": "spacy.TransitionBasedParser.v2",
            "state_type": state,
            "extra_state_tokens": False,
            "hidden_width": hidden,
            "maxout_pieces": 2,
            "use_upper": True,
            "nO": None,
            "tok2vec": LISTENER if name == "parser" else TOK2VEC,
        }
        nlp.add_pipe(name, config={"model": model})
    nlp.initialize(lambda: _examples(nlp))
    return nlp


def _examples(nlp: Language) -> list[Example]:
    """One made-up sentence for each label, so that the heads have their real sizes."""
    examples = []
    for i in range(max(TAGS, DEPS)):
        doc = nlp.make_doc("a b c d")
        labels = {
            "tags": [f"T{i % TAGS}"] * 4,
            "heads": [1, 1, 1, 2],
            "deps": [f"d{i % DEPS}", "ROOT", f"d{i % DEPS}", f"d{i % DEPS}"],
            "entities": ["O", f"U-E{i % TYPES}", "O", "O"],
        }
        examples.append(Example.from_dict(doc, labels))
    return examples


def words_a_second(nlp: Language, texts: Sequence[str], words: int) -> float:
    """Words (between spaces) that a pipeline reads in a second."""
    start = time.perf_counter()
    for _ in nlp.pipe(texts):
        pass
    return words / (time.perf_counter() - start)


def claims_share(texts: Sequence[str], rounds: int) -> float:
    """Time of the claims as a share of the time of the model, in one run; the best of each."""
    toolbox = open_toolbox()
    documents = [make_document(text) for text in texts]
    articles = [extract(document, toolbox) for document in documents]

    def parse() -> list[Doc]:
        return [toolbox.nlp(prose_of(document)) for document in documents]

    def claim(docs: Sequence[Doc]) -> None:
        for doc, document, article in zip(docs, documents, articles, strict=True):
            read_claims(
                doc,
                document,
                article.mentions,
                article.coreferences,
                lexicon=toolbox.lexicon,
                ontology=toolbox.ontology,
            )

    parsing, claiming = [], []
    for _ in range(rounds):
        parsing.append(_seconds(parse))
        claiming.append(_seconds(partial(claim, parse())))
    return min(claiming) / min(parsing)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", nargs="+", help="files or folders, as for kg build")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    texts = [document.text for document in read(*options.articles)]
    words = sum(len(text.split()) for text in texts)
    start = time.perf_counter()
    ours = load()
    loaded = time.perf_counter() - start
    theirs = small_cnn()
    rates: dict[str, list[float]] = {"kg": [], "spacy": []}
    for _ in range(options.rounds):
        rates["spacy"].append(words_a_second(theirs, texts, words))
        rates["kg"].append(words_a_second(ours, texts, words))
    size = sum(path.stat().st_size for path in Path(DEFAULT_MODEL).iterdir())
    print(
        json.dumps(
            {
                "articles": len(texts),
                "words": words,
                "kg_words_a_second": round(max(rates["kg"])),
                "spacy_words_a_second": round(max(rates["spacy"])),
                "ratio": round(max(rates["kg"]) / max(rates["spacy"]), 2),
                "load_seconds": round(loaded, 2),
                "model_megabytes": round(size / 1e6, 1),
                "claims_share_of_model_time": round(claims_share(texts, options.rounds), 2),
                "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
                "threads": os.environ.get("OMP_NUM_THREADS", "default"),
            },
            indent=2,
        )
    )


if __name__ == "__main__":
    main()
