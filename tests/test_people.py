"""Names that are surely people's, read from sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Article, MentionKind

Read = Callable[[str], Article]


def people_in(article: Article) -> list[str]:
    text = article.document.text
    named = [m for m in article.mentions if m.kind is MentionKind.NAME and m.type == "Person"]
    return [text[mention.start : mention.end] for mention in named]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Park Soo-ah left court on Monday. Park thanked her lawyer. Ms. Park is ill.",
         ["Park Soo-ah", "Park", "Park"]),
        ("Army chief Park In-ho resigned. General Park gave no reason.",
         ["Park In-ho", "General Park"]),
        ("Ban Ji-won spoke on the climate.", ["Ban Ji-won"]),
        ("Officials in Hanoi met President To Lam on Friday.", ["To Lam"]),
        ("Prince Omar bin Saqr landed in Rabat.", ["Omar bin Saqr"]),
        ("Marsh Sr. said that Peter Marsh Jr. was ill.", ["Marsh Sr.", "Peter Marsh Jr."]),
    ],
)  # fmt: skip
def test_people_are_read_whole_and_as_people(
    read_article: Read, text: str, people: list[str]
) -> None:
    assert people_in(read_article(text)) == people


def test_a_company_s_namesake_is_who_was_just_named(read_article: Read) -> None:
    article = read_article("Anna Halden was named head of Halden Foods. Halden is 50.")
    assert people_in(article) == ["Anna Halden", "Halden"]


def test_a_word_with_the_article_is_no_family_name(read_article: Read) -> None:
    article = read_article("Nora West flew home. She has never seen the West.")
    assert people_in(article) == ["Nora West"]
