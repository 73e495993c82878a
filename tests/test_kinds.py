"""Kinds: of what class a name is, by the gazetteer, by its last word, by what it is called."""

import pytest

from kg.kinds import class_of_name, place_label
from kg.mentions import find_mentions
from kg.model import Document
from kg.pipeline import Toolbox


@pytest.mark.parametrize(
    ("text", "name", "label", "kind"),
    [
        ("Storms hit France on Monday.", "France", "LOC", "Country"),
        ("French farmers went home.", "French", "NORP", "Country"),
        ("The flood reached Tula Hospital.", "Tula Hospital", "LOC", "Facility"),
        ("Troops left the village of Lysa Hora.", "Lysa Hora", "LOC", "City"),
        ("They closed the Tavda district to visitors.", "Tavda", "LOC", "Region"),
        ("They rested in Tavdinka for a day.", "Tavdinka", "LOC", "Place"),
        ("Halden Bank closed two branches.", "Halden Bank", "ORG", "Company"),
        ("Kim Novak left.", "Kim Novak", "PERSON", "Person"),
    ],
)
def test_a_name_falls_under_a_class(
    toolbox: Toolbox, text: str, name: str, label: str, kind: str
) -> None:
    words = toolbox.nlp(text).char_span(text.index(name), text.index(name) + len(name))
    found = class_of_name(words, label, lexicon=toolbox.lexicon, gazetteer=toolbox.gazetteer)
    assert found == kind


def test_rivers_are_places_of_no_finer_label(toolbox: Toolbox) -> None:
    words = toolbox.nlp("They crossed the Danube.")[3:4]
    assert place_label(words, lexicon=toolbox.lexicon, gazetteer=toolbox.gazetteer) == "LOC"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("INS Sukanta thwarted an attack. Sukanta then left.", "INS Sukanta", "Vehicle"),
        ("INS Sukanta thwarted an attack. Sukanta then left.", "Sukanta", "Vehicle"),
        ("HMS Queen Ingrid left Portsmouth on Monday.", "HMS Queen Ingrid", "Vehicle"),
        ("The Philadelphia 76ers fired coach Hugh Marsh.", "Philadelphia 76ers", "Organization"),
        ("The 49ers won 31-10.", "49ers", "Organization"),
        ("Climber killed in New Zealand.", "Climber", "Person"),
        ("A receptionist and a climber were rescued.", "receptionist", "Person"),
        ("Ana Ruiz U.S. envoy to Mali.", "Ana Ruiz", "Person"),
        ("The film Beware of Mr. Baker was shot in Mali.", "Beware of Mr. Baker", "Thing"),
        ("Superintendent Yolanda Yu Hoi-kwan left.", "Yolanda Yu Hoi-kwan", "Person"),
        ("The Democratic Party met. Democratic victories followed.", "Democratic Party",
         "PoliticalParty"),
    ],
)  # fmt: skip
def test_a_mention_is_whole_and_of_its_class(
    toolbox: Toolbox, text: str, name: str, kind: str
) -> None:
    document = Document("d", text)
    found = find_mentions(
        toolbox.nlp(text), document, lexicon=toolbox.lexicon, gazetteer=toolbox.gazetteer
    )
    assert (name, kind) in [(text[m.start : m.end], m.type) for m in found]
