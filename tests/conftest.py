"""What many tests share: the model, loaded once, and an article read from a sentence."""

from collections.abc import Callable
from datetime import date

import pytest

from kg.model import Article
from kg.pipeline import Toolbox, extract, open_toolbox
from kg.reading import make_document


@pytest.fixture(scope="session")
def toolbox() -> Toolbox:
    """The English model, the lexicon, the ontology and the gazetteer."""
    return open_toolbox()


@pytest.fixture(scope="session")
def read_article(toolbox: Toolbox) -> Callable[[str], Article]:
    """Reads a text as an article published on Wednesday, 13 September 2023."""

    def read(text: str) -> Article:
        return extract(make_document(text, published=date(2023, 9, 13)), toolbox)

    return read
