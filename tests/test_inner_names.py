"""Names inside names: who gets them, and what they leave alone."""

from collections.abc import Callable

import pytest

from benchmarks.identity.reading import read_text
from kg.model import Article, MentionKind
from kg.pipeline import Toolbox
from kg.resolution import resolve

Read = Callable[[str], Article]


def inner_of(article: Article) -> list[tuple[str, str]]:
    """Each inner name of an article, with what it is linked to."""
    text = article.document.text
    return [
        (text[m.start : m.end], text[link.antecedent.start : link.antecedent.end])
        for link in article.coreferences
        if (m := link.mention).kind is MentionKind.INNER
    ]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("Kenya has a new law. The Chess Society of Kenya welcomed it.", ("Kenya", "Kenya")),
        ("The U.S. sent help. Toll joined the United States Chess Federation.",
         ("United States", "U.S.")),
        ("He lives in Ottawa. The Ottawa Opera House closed on Monday.", ("Ottawa", "Ottawa")),
        ("Ruth Mikkelsen died. Mikkelsen was 90. The Mikkelsen Bridge is named after her.",
         ("Mikkelsen", "Mikkelsen")),
        ("UNESCO met on Monday. The director of the UNESCO Heritage Office resigned.",
         ("UNESCO", "UNESCO")),
    ],
)  # fmt: skip
def test_a_name_inside_a_name_means_what_it_means_alone(
    text: str, inner: tuple[str, str], read_article: Read
) -> None:
    assert inner in inner_of(read_article(text))


def test_what_only_stands_inside_names_is_the_same_there(
    toolbox: Toolbox, read_article: Read
) -> None:
    text = "Visitors like the Oslo Book Fair. They left the Oslo Book Fair on Monday."
    reading = read_text(text, toolbox)
    assert ["Oslo", "Oslo"] in [[reading.text(m) for m in chain] for chain in reading.chains]
    assert not inner_of(read_article(text))  # nothing for a graph


@pytest.mark.parametrize(
    "text",
    [
        "New York is large. New York City voted on Monday.",  # one place, two names
        "Mississippi voted. Steamers go up the Mississippi River.",  # the river had it first
        "Paris is sunny. Paris Mikkelsen arrived on Monday.",
        "The Jensen closed. The Jensen Museum lacked visitors.",  # the whole, said short
        "Ruth Mikkelsen died. Mikkelsen was 90. She sued the Mikkelsen Group.",
        "They armed Wagner. The Wagner Group got rockets.",
        "French wine is dear. The French Wine Office closed on Monday.",
    ],
)
def test_what_is_no_name_inside_a_name(text: str, read_article: Read) -> None:
    assert not inner_of(read_article(text))


def test_an_inner_name_makes_no_entity(read_article: Read, toolbox: Toolbox) -> None:
    article = read_article("The Oslo Book Fair sued the Chess Club of Peru on Monday.")
    entities = resolve([article], toolbox.ontology, toolbox.gazetteer)
    assert not {"place/Oslo", "place/Peru"} & {entity.id for entity in entities}


def test_an_inner_name_joins_the_entity_of_that_name(read_article: Read, toolbox: Toolbox) -> None:
    article = read_article("Peru signed the pact. The Chess Club of Peru left on Monday.")
    (peru,) = (
        entity
        for entity in resolve([article], toolbox.ontology, toolbox.gazetteer)
        if entity.id == "place/Peru"
    )
    assert [mention.kind for mention in peru.mentions] == [MentionKind.NAME, MentionKind.INNER]


def test_a_capital_that_acts_is_not_the_city_inside_a_name(read_article: Read) -> None:
    article = read_article("Moscow denied it. The Moscow Chess Club met on Monday.")
    assert ("Moscow", "Moscow") not in inner_of(article)


def test_an_inner_name_takes_part_in_no_claim(read_article: Read) -> None:
    article = read_article("Peru voted. The Chess Club of Peru sued Ruth Halden on Monday.")
    fillers = [m for c in article.claims for role in c.roles for m in role.fillers]
    assert fillers
    assert all(mention.kind is not MentionKind.INNER for mention in fillers)


def test_no_pronoun_means_an_inner_name(read_article: Read) -> None:
    article = read_article("Peru voted. The Chess Club of Peru met, and it elected Ruth Halden.")
    text = article.document.text
    (link,) = (c for c in article.coreferences if text[c.mention.start : c.mention.end] == "it")
    assert link.antecedent.kind is MentionKind.NAME
    assert text[link.antecedent.start : link.antecedent.end] == "Chess Club of Peru"
