"""Which names, offices and bodies an article says again: read with the model, sentence by sentence.

What the trees show alone is in `test_coreference`.
"""

from collections.abc import Callable

import pytest

from benchmarks.identity.reading import chains
from kg.model import Article

Read = Callable[[str], Article]


def chains_of(article: Article) -> list[list[str]]:
    """The words of each chain of two mentions or more, in the order of the text."""
    text = article.document.text
    return [
        [text[m.start : m.end] for m in chain]
        for chain in chains(article.mentions, article.coreferences)
        if len(chain) > 1
    ]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Queen Elizabeth II died. Elizabeth was 96.", ["Elizabeth II", "Elizabeth"]),
        ("King Haakon VII fled. The British met King Haakon in London.", ["Haakon VII", "Haakon"]),
        ("Joshua Halden was called Emperor Halden. Critics admired Halden I of Oslo.",
         ["Joshua Halden", "Halden", "Halden I"]),
    ],
)  # fmt: skip
def test_a_ruler_is_known_by_name_and_number(
    text: str, chain: list[str], read_article: Read
) -> None:
    assert chain in chains_of(read_article(text))


@pytest.mark.parametrize(
    "text",
    [
        "Johann Halden taught music. Johann II Toll ruled Oslo. Johann had pupils.",
        "Halden I met Ruth Halden.",  # nobody says that she reigned
        "Malcolm X spoke. Malcolm Toll left.",
        "Henry IV met Henry V.",
    ],
)
def test_a_number_does_not_join_other_people(text: str, read_article: Read) -> None:
    joined = {frozenset(chain) for chain in chains_of(read_article(text))}
    assert joined <= {frozenset({"Johann Halden", "Johann"})}


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Madam Speaker, the bill is bad. It will cost lives. I say no, Madam Speaker.",
         ["Madam Speaker", "Madam Speaker"]),
        ("Members of the House of Representatives met. Ruth Toll defended the House.",
         ["House of Representatives", "House"]),
        ("Ruth Toll defended the House. She praised the House of Representatives.",
         ["House", "House of Representatives"]),
    ],
)  # fmt: skip
def test_a_capital_means_the_same_all_through(
    text: str, chain: list[str], read_article: Read
) -> None:
    assert chain in chains_of(read_article(text))
