"""Undated articles take the day of a dated one that shares passages with them."""

from datetime import date

from kg.dating import assume_dates
from kg.model import Document
from kg.reading import make_document

STORY = (
    "The ferry left the island shortly before noon with two hundred passengers on board. "
    "A lifeboat crew from the mainland reached the vessel within twenty minutes of its call. "
    "Engineers will inspect the damaged rudder before the ferry returns to service. "
)
OTHER = (
    "Shareholders of the brewery approved the sale of its bottling plant to a rival. "
    "The new owner promised to keep all jobs at the site until the end of next year. "
    "Unions doubted the promise and asked for a written guarantee from the board. "
)


def test_a_copied_story_takes_the_day_of_its_original():
    original = make_document(STORY, published=date(2024, 5, 2))
    copy = make_document("Officials told us more. " + STORY)
    assert days([copy, original])[copy.id] == date(2024, 5, 2)


def test_another_story_keeps_its_day_unknown():
    original = make_document(STORY, published=date(2024, 5, 2))
    other = make_document(OTHER)
    assert days([original, other])[other.id] is None


def test_the_order_of_the_articles_does_not_matter():
    found = [make_document(STORY, published=date(2024, 5, day)) for day in (2, 3)]
    copy = make_document(STORY)
    assert days([copy, *found]) == days([*reversed(found), copy])


def days(documents: list[Document]) -> dict[str, date | None]:
    dated = assume_dates(documents)
    return {d.id: d.assumed for d in dated if isinstance(d, Document)}
