"""What a sentence mentions, by names and by nouns."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from kg.mentions import find_mentions
from kg.model import Article, Document, MentionKind
from kg.pipeline import Toolbox

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


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("General Xoplu spoke.", [("Xoplu", "Person")]),
        ("SECRETARY OSTROM: I agree.", [("OSTROM", "Person")]),
        ("Halden met the Prince of Wales. The Prince of Wales left.",
         [("Halden", "Person"), *(("Prince of Wales", "Person"),) * 2]),
        ("She is the Captain America of it.", [("Captain America", "Thing")]),
        ("General Electric closed a plant.", [("General Electric", "Organization")]),
    ],
)  # fmt: skip
def test_a_title_makes_a_person(
    text: str, names: list[tuple[str, str]], read_article: Read
) -> None:
    assert names_of(read_article(text)) == names


@pytest.mark.parametrize(
    ("text", "described"),
    [
        ("John Halden, 2nd Earl of Clare, sued Ruth Toll.", "2nd Earl"),
        ("The Duke of Sussex sued Ruth Toll.", "Duke"),
        ("Ruth Toll sued the Protector of Mexico.", "Protector"),
    ],
)
def test_who_has_a_title_is_a_person(text: str, described: str, read_article: Read) -> None:
    article = read_article(text)
    found = {article.document.text[m.start : m.end]: m for m in article.mentions}
    assert (found[described].type, found[described].kind) == ("Person", MentionKind.NOMINAL)


def test_an_acronym_is_of_the_kind_that_its_long_form_is(read_article: Read) -> None:
    text = "She liked the Book of Records (BOR). Toll joined BOR. The head of BOR left."
    assert ("BOR", "Thing") in names_of(read_article(text))


def test_an_office_in_quotation_marks_is_no_name(read_article: Read) -> None:
    found = names_of(read_article('She wrote "Protector of Peru" in it.'))
    assert found == [("Peru", "Country")]


@pytest.mark.parametrize(("label", "kind"), [("PERSON", "Thing"), ("ORG", "Organization")])
def test_initials_are_no_acronym_of_a_person(label: str, kind: str, toolbox: Toolbox) -> None:
    """The initials that tell who speaks in an interview may shorten a body of the article too."""
    doc = Doc(
        toolbox.nlp.vocab, words=["Natasha", "Gunnar", "met", "NG"], heads=[2, 0, 2, 2],
        pos=["PROPN", "PROPN", "VERB", "PROPN"], deps=["nsubj", "flat", "ROOT", "obj"],
        ents=[f"B-{label}", f"I-{label}", "O", "B-MISC"],
    )  # fmt: skip
    mentions = find_mentions(
        doc, Document("d", doc.text), lexicon=toolbox.lexicon, gazetteer=toolbox.gazetteer
    )
    assert mentions[-1].type == kind
