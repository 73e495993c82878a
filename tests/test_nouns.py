"""Whom a noun means, read from text: in one article, and in articles of one story."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from kg.gazetteer import load_gazetteer
from kg.model import Article, Entity
from kg.ontology import load_ontology
from kg.resolution import resolve

Read = Callable[[str], Article]


def links_of(article: Article) -> list[tuple[str, str]]:
    text = article.document.text
    return [
        (text[x.mention.start : x.mention.end], text[x.antecedent.start : x.antecedent.end])
        for x in article.coreferences
    ]


@pytest.mark.parametrize(
    ("text", "noun", "name"),
    [
        # an office that somebody gets, has or loses
        ("The academy unveiled Hugh Marsh as the host of the gala.", "host", "Hugh Marsh"),
        ("Ana Ruiz was announced on Friday as the host of the gala.", "host", "Ana Ruiz"),
        ("Ana Ruiz returns as host of the gala next year.", "host", "Ana Ruiz"),
        ("Tom Bell resigned as mayor after a vote.", "mayor", "Tom Bell"),
        ("Tom Bell succeeded Ana Ruiz as chair of the club.", "chair", "Tom Bell"),
        ("Ana Ruiz was relieved of her duties as head coach of Leeds.", "head coach", "her"),
        # what somebody is said to be, or is found to be
        ("The man accused of the theft is Tom Bell.", "man", "Tom Bell"),
        ("Police identified the victim as Ana Ruiz, 40.", "victim", "Ana Ruiz"),
        ("The driver, identified as Tom Bell, fled.", "driver", "Tom Bell"),
        ("Ellen Marsh, the star of the show, bowed.", "star", "Ellen Marsh"),
        ("Britpop frontman Peter Halden has died.", "Britpop frontman", "Peter Halden"),
        # the age that the article tells
        ("Liam Cross, 45, and Joel Moss, 31, ran. The 31-year-old won.", "31-year-old",
         "Joel Moss"),
        ("Chloe Webb, 23, met Ian Moss (60). The 60-year-old spoke.", "60-year-old", "Ian Moss"),
        ("A jury found that Ana Ruiz killed two men. The killer is 40.", "killer", "Ana Ruiz"),
        # what the press calls whom it has just named
        ("Ana Ruiz will tour Peru. The singer is 40.", "singer", "Ana Ruiz"),
        ("Ana Ruiz is the team's first choice for the job.", "team's first choice", "Ana Ruiz"),
        ("The suspect, former guard Tom Bell, fled.", "suspect", "Tom Bell"),
        # the country
        ("Boric of Chile met Lula. The Chilean president spoke.", "Chilean president", "Boric"),
        # a former office
        (
            "Former prime minister Ian Marsh met Prime Minister Tom Bell. The former prime minister"
            " smiled.",
            "former prime minister",
            "Ian Marsh",
        ),
        # the only company near, which is no alliance of states
        ("Toyota cut jobs. The Japanese carmaker gave no reason.", "Japanese carmaker", "Toyota"),
        ("NATO signed a contract with Raytheon. The company left.", "company", "Raytheon"),
        ("The IAEA saw mines. The nuclear watchdog warned Russia.", "nuclear watchdog", "IAEA"),
        ("The FBI came. The federal agency found a gun.", "federal agency", "FBI"),
        ("Juventus signed Tom Bell. The Italian club paid a lot.", "Italian club", "Juventus"),
        ("Amnesty International met Brent Bank. The organization wants an inquiry.",
         "organization", "Amnesty International"),
        ("Otto Marsh, 72, fell. Nils Ruiz, 17, ran. The teenager was charged.", "teenager",
         "Nils Ruiz"),
        # what became of somebody, or what somebody did
        ("Tom Bell was killed on Friday. The victim was 44.", "victim", "Tom Bell"),
        ("Tom Bell was charged with fraud. Ana Ruiz, a judge, rose. The defendant left.",
         "defendant", "Tom Bell"),
        # told of first, named later
        (
            "A British climber has died in Nepal. Robert Halden, 32, fell to his death there.",
            "British climber",
            "Robert Halden",
        ),
        ("Police have arrested a man in Leeds. Tom Bell, 45, was detained at home.", "man",
         "Tom Bell"),
        # one police
        ("Vancouver police held a man. Police said he was 61.", "Police", "Vancouver police"),
        ("Police held a man. He was hurt, Kent Police said.", "Police", "Kent Police"),
    ],
)  # fmt: skip
def test_a_noun_means_somebody(read_article: Read, text: str, noun: str, name: str) -> None:
    assert (noun, name) in links_of(read_article(text))


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("Critics dismissed Tom Bell as a liar.", "liar"),
        ("Fans see Tom Bell as the saviour of the club.", "saviour"),
        ("Tom Bell may return as host of the gala.", "host"),
        ("The answer is not Tom Bell.", "answer"),
        ("Liam Cross, 45, ran. The 31-year-old won.", "31-year-old"),
        ("Viktor Marsh, the Hungarian prime minister, spoke. The Italian prime minister did not.",
         "Italian prime minister"),
        ("Lula of Brazil is president. The president spoke. The Chilean president did not.",
         "Chilean president"),
        ("Northgate Bank lost money. The watchdog is slow.", "watchdog"),
        ("Wikinews spoke to Tom Bell. He joined the anti-war movement.", "anti-war movement"),
        ("The Rural Caucus met in May. The court ruled against Tom Bell.", "court"),
        ("Toyota met Nissan. The Japanese carmaker gave no reason.", "Japanese carmaker"),
        ("Tom Bell and Paul Moss were arrested. The suspect denied it.", "suspect"),
        ("Ana Ruiz met Mary Moss. The singer is 40.", "singer"),
        ("Ana Ruiz was in court. The judge is 40.", "judge"),
        ("Ana Ruiz was the chair. The talks to pick the next chair failed.", "next chair"),
        ("Ana Ruiz, who killed a man, was stabbed. Police know the attacker.", "attacker"),
        # two who died, a second man, a man of another country
        ("A climber has died. Robert Halden, 32, died on Monday, and Paul Moss, 36, was killed.",
         "climber"),
        ("A second man has died. Robert Halden, 32, fell to his death.", "second man"),
        ("A British man was arrested. Paul Moss, an Australian baker, was arrested.",
         "British man"),
        ("Leeds police and York police met. Police found a gun.", "Police"),
    ],
)  # fmt: skip
def test_a_noun_stays_open(read_article: Read, text: str, noun: str) -> None:
    assert noun not in [mention for mention, _ in links_of(read_article(text))]


def test_a_headline_and_its_lead_tell_of_one(read_article: Read) -> None:
    text = "Climber killed in New Zealand.\n\nA British climber was killed on Monday."
    assert ("British climber", "Climber") in links_of(read_article(text))
    twice = "A climber was killed in Nepal. A climber was killed in Peru."
    assert links_of(read_article(twice)) == []


def described(read_article: Read, *texts: str, days: tuple[int, ...] = ()) -> list[Entity]:
    """The people of some articles, each with the number of its articles."""
    articles = [read_article(text) for text in texts]
    for number, day in enumerate(days):
        document = replace(articles[number].document, published=date(2023, 9, day))
        articles[number] = replace(articles[number], document=document)
    found = resolve(articles, load_ontology(), load_gazetteer())
    return [e for e in found if e.type in ("Person", "PeopleGroup") and _is_told_of(e)]


def _is_told_of(entity: Entity) -> bool:
    return entity.name.split()[-1] in ("woman", "man", "driver", "Ruiz", "Bell", "miners")


def articles_of(entity: Entity) -> int:
    return len({mention.document for mention in entity.mentions})


LEAD = "A woman was killed near Sandvik Mill in Leeds, Ana Halden told the Yorkshire Herald."
STORY = "Ana Halden told the Yorkshire Herald that {} was killed near Sandvik Mill in Leeds."


def test_who_dies_in_articles_of_one_story_is_one(read_article: Read) -> None:
    (woman,) = described(read_article, LEAD, STORY.format("a woman"))
    assert articles_of(woman) == 2
    assert "articles of one story" in " ".join(why for _, why in woman.reasons)


def test_who_is_told_of_has_the_name_of_the_story(read_article: Read) -> None:
    (ruiz,) = described(read_article, LEAD, STORY.format("Maria Ruiz, 59,"))
    assert ruiz.name == "Maria Ruiz"
    assert articles_of(ruiz) == 2


@pytest.mark.parametrize(
    ("other", "days"),
    [
        ("A woman was killed in Oslo, Per Moss told the Nordic Post.", ()),  # another story
        (STORY.format("a man"), ()),  # another sex
        (STORY.format("Tom Bell, 59,"), ()),
        (STORY.format("a woman"), (1, 25)),  # another month
    ],
)
def test_others_are_two(read_article: Read, other: str, days: tuple[int, ...]) -> None:
    found = described(read_article, LEAD, other, days=days)
    assert [articles_of(entity) for entity in found] == [1, 1]


def test_somebodys_driver_is_the_same_in_one_story(read_article: Read) -> None:
    told = "Halden's driver thanked Ana Ruiz at Sandvik Mill in Leeds, the Yorkshire Herald wrote."
    found = described(read_article, told, f"On Monday {told}")
    assert {entity.name: articles_of(entity) for entity in found} == {
        "Ana Ruiz": 2,
        "Halden's driver": 2,
    }


def test_what_is_planned_is_what_is_done_later(read_article: Read) -> None:
    texts = (
        "Brent Motors plans to open a factory in Recife next year.",
        "Brent Motors opened its factory in Recife last week.",
        "Brent Motors opened a factory in Perth last week.",
    )
    found = resolve([read_article(t) for t in texts], load_ontology(), load_gazetteer())
    factories = [articles_of(entity) for entity in found if entity.name == "factory"]
    assert sorted(factories) == [1, 2]


def test_the_described_of_other_articles_are_others(read_article: Read) -> None:
    told = "A Norwegian driver was fined in {}."
    found = described(read_article, told.format("Leeds"), told.format("Perth"))
    assert [articles_of(entity) for entity in found] == [1, 1]


def test_a_man_and_a_man_are_two(read_article: Read) -> None:
    found = described(read_article, "Tom Bell hired a man in Leeds. Ana Ruiz fired a man.")
    assert [entity.name for entity in found if entity.name == "man"] == ["man", "man"]


def test_counted_people_are_those_of_their_article(read_article: Read) -> None:
    told = "The army of Peru rescued 23 miners in {}."
    found = described(read_article, told.format("Cusco"), told.format("Puno"))
    assert [articles_of(entity) for entity in found] == [1, 1]
