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
        ("They welcomed General Halden. General, is that all?", ["Halden", "General"]),
    ],
)  # fmt: skip
def test_a_capital_means_the_same_all_through(
    text: str, chain: list[str], read_article: Read
) -> None:
    assert chain in chains_of(read_article(text))


def test_two_of_a_title_are_not_the_one_addressed(read_article: Read) -> None:
    text = "General Ruth Ostrom met General Anna Halden. General, is that all?"
    assert chains_of(read_article(text)) == []


def test_a_body_that_every_state_has_is_that_of_the_state_that_all_is_about(
    read_article: Read,
) -> None:
    text = "Voters in {0} were angry. The Peru Senate met. {0} lost. The bill of the Senate failed."
    assert ["Peru Senate", "Senate"] in chains_of(read_article(text.format("Peru")))
    assert not any("Senate" in chain for chain in chains_of(read_article(text.format("Kenya"))))


@pytest.mark.parametrize(
    ("brackets", "is_one"),
    [("(Havforskningsinstituttet)", True), ("(Havforskningsinstituttet says so)", False),
     ("(Bergen)", False), ("(Ruth Halden)", False)],
)  # fmt: skip
def test_two_names_of_one_body(brackets: str, is_one: bool, read_article: Read) -> None:
    article = read_article(f"Toll led the Institute of Seafaring {brackets} in Oslo.")
    assert any("Institute of Seafaring" in chain for chain in chains_of(article)) is is_one


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Rain fell on northern Kenya. Toll lives in Kenya.", None),
        ("Rain fell on northern Kenya. Snow fell on northern Kenya.", ["Kenya", "Kenya"]),
        ("Rain fell on sunny Kenya. Toll lives in Kenya.", ["Kenya", "Kenya"]),
    ],
)
def test_a_part_of_a_place_is_not_the_place(
    text: str, chain: list[str] | None, read_article: Read
) -> None:
    assert chains_of(read_article(text)) == [chain] * (chain is not None)
