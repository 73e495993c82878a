"""Kinds: of what class a name is, by the gazetteer, by its last word, by what it is called."""

import pytest

from kg.kinds import class_of_name, place_label
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
