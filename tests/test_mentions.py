"""What a sentence mentions, by names and by nouns."""

from collections.abc import Callable

import pytest

from kg.model import Article, MentionKind

Read = Callable[[str], Article]


def names_of(article: Article) -> list[tuple[str, str]]:
    """The names of an article with their types, in the order of the text."""
    return [
        (article.document.text[m.start : m.end], m.type)
        for m in article.mentions
        if m.kind is MentionKind.NAME
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Moscow Chess Club met on Monday.", [("Moscow Chess Club", "Organization")]),
        ("The Oslo Book Fair sued Ruth Halden.",
         [("Oslo Book Fair", "Event"), ("Ruth Halden", "Person")]),
        ("The Hague voted on Monday.", [("Hague", "City")]),
    ],
)  # fmt: skip
def test_an_article_before_a_name_cuts_nothing_off(
    text: str, names: list[tuple[str, str]], read_article: Read
) -> None:
    assert names_of(read_article(text)) == names
