"""English read with one small network: words, tags, trees, names, and who did what.

``load()`` gives an ordinary spaCy pipeline; nothing above this room knows how it is done.
"""

from __future__ import annotations

from pathlib import Path

import spacy
from spacy.lang.en import English
from spacy.language import Language

from kg.errors import ModelError
from kg.gazetteer import Gazetteer
from kg.language.kinds import COMPONENT as KINDS
from kg.language.kinds import Kinds
from kg.language.reader import COMPONENT, Frame, Reader
from kg.language.tokens import ud_tokenizer
from kg.lexicon import Lexicon

DEFAULT_MODEL = Path(__file__).parent / "data"

_SAMPLE = "Kim met Putin in Russia on Wednesday. They talked."
_NEEDED = {
    "TAG": "tags",
    "POS": "parts of speech",
    "DEP": "a dependency tree",
    "SENT_START": "sentences",
    "LEMMA": "lemmas",
    "ENT_IOB": "names",
}


def load(
    model: str | Path | None = None,
    *,
    threads: int = 1,
    gazetteer: Gazetteer | None = None,
    lexicon: Lexicon | None = None,
) -> Language:
    """The pipeline that reads English; `gazetteer` and `lexicon` (by default kg's own) tell its
    places apart.

    `model` is a folder that ``training.export`` wrote, or an installed spaCy pipeline (its name or
    folder) that gives the same annotations; by default the model that comes with kg.
    """
    folder = DEFAULT_MODEL if model is None else Path(model)
    if model is None or (folder / "labels.json").is_file():
        return _own_pipeline(folder, threads, gazetteer, lexicon)
    return _foreign_pipeline(str(model))


def _own_pipeline(
    folder: Path, threads: int, gazetteer: Gazetteer | None, lexicon: Lexicon | None
) -> Language:
    nlp = English()
    nlp.tokenizer = ud_tokenizer(nlp)
    reader = nlp.add_pipe(COMPONENT, config={"model": str(folder), "threads": threads})
    kinds = nlp.add_pipe(KINDS)
    assert isinstance(reader, Reader)
    assert isinstance(kinds, Kinds)
    if gazetteer is not None:
        kinds.gazetteer = gazetteer
    if lexicon is not None:
        kinds.lexicon = lexicon
    nlp.meta["name"] = "kg"
    nlp.meta["version"] = reader.version
    nlp.meta["model_sha256"] = reader.digest
    return nlp


def _foreign_pipeline(name: str) -> Language:
    try:
        nlp = spacy.load(name)
    except (OSError, ValueError, ImportError) as error:
        raise ModelError(
            f"{name}: neither a folder with a kg model (labels.json) nor an installed spaCy"
            f" pipeline: {error}"
        ) from error
    doc = nlp(_SAMPLE)
    lacks = [what for attribute, what in _NEEDED.items() if not doc.has_annotation(attribute)]
    if lacks:
        raise ModelError(
            f"{name}: this pipeline lacks {', '.join(lacks)}; kg needs all of"
            f" {', '.join(_NEEDED.values())}. Leave out --model to use kg's own."
        )
    return nlp


__all__ = ["DEFAULT_MODEL", "Frame", "load"]
