"""What the gazetteer knows is not worse off for it: short forms, common words, names of bodies."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.model import Document
from kg.pipeline import Toolbox, extract, open_toolbox
from kg.resolution import resolve
from tests.meanings import meanings

OWN = (
    "name,type,aliases,identifier\nHollis Vane,Person,H. V.|The Brewer,\nKarst Holdings,Company,,\n"
)


@pytest.fixture(scope="module")
def own_toolbox(tmp_path_factory: pytest.TempPathFactory) -> Toolbox:
    path: Path = tmp_path_factory.mktemp("own") / "own.csv"
    path.write_text(OWN, encoding="utf-8")
    return open_toolbox(None, path)


@pytest.mark.parametrize(
    "marked",
    [
        "{Hollis Vane|Hollis Vane} bought the mill. {Vane|Hollis Vane} said that {he|Hollis Vane} "
        "would keep it. {Mr. Vane|Hollis Vane} is a brewer.",
        "{Karst Holdings|Karst Holdings} sold two ships. {Karst|Karst Holdings} denied it.",
        "{Karst|Karst Holdings} sold ships. {Karst Holdings|Karst Holdings} owns ten.",
    ],
)
def test_short_forms_follow_a_name_of_the_reader_s_own_list(
    own_toolbox: Toolbox, marked: str
) -> None:
    found, wanted = meanings(marked, own_toolbox)
    assert found == wanted


@pytest.mark.parametrize(
    ("full", "short", "name"),
    [
        ("Hollis Vane bought the mill.", "Mr. Vane sold the mill.", "Hollis Vane"),
        ("Karst Holdings sold two ships. Karst fell.", "Karst rose on Friday.", "Karst Holdings"),
    ],
)
def test_a_short_form_of_another_article_is_the_known_name(
    own_toolbox: Toolbox, full: str, short: str, name: str
) -> None:
    articles = [extract(Document(f"d{i}", t), own_toolbox) for i, t in enumerate((full, short))]
    found = resolve(articles, own_toolbox.ontology, own_toolbox.gazetteer)
    (known,) = [entity for entity in found if entity.name == name]
    assert {mention.document for mention in known.mentions} == {"d0", "d1"}


@pytest.mark.parametrize(
    "marked",
    [
        "{Amnesty International|Amnesty International} blamed Egypt. "
        "{Amnesty|Amnesty International} asked for an inquiry.",
        "The {New York Times|New York Times} printed it. The {Times|New York Times} lost.",
    ],
)
def test_short_forms_follow_a_well_known_name(toolbox: Toolbox, marked: str) -> None:
    found, wanted = meanings(marked, toolbox)
    assert found == wanted


@pytest.mark.parametrize(
    "marked",
    [
        "{Bank of America|Bank of America} closed forty branches.",
        "{Bank of Scotland|Bank of Scotland} fell.",
        "The {Bank of Canada|Bank of Canada} raised its rate.",
        "The {National Bank|National Bank} fell. {National|National Bank} sold its branches.",
        "{Number 10|10 Downing Street} denied it.",
        "The court is in the {Hague|The Hague}.",
        "{Berne|Switzerland} denied it. She lives in {Berne|Bern}.",
    ],
)
def test_a_name_is_not_cut_into_places(toolbox: Toolbox, marked: str) -> None:
    found, wanted = meanings(marked, toolbox)
    assert found == wanted


def test_no_city_has_an_article(toolbox: Toolbox) -> None:
    article = extract(Document("d", "The European Union met. The Union was old."), toolbox)
    entities = resolve([article], toolbox.ontology, toolbox.gazetteer)
    assert not any(entity.type == "City" and entity.anchor.identifiers for entity in entities)


@pytest.mark.parametrize("word", ["National", "Central", "Universal", "Kansas", "Iowa"])
def test_a_city_that_is_called_city_is_no_city_without_it(toolbox: Toolbox, word: str) -> None:
    assert not any(e.name == f"{word} City" for e in toolbox.gazetteer.look_up(word))
    assert toolbox.gazetteer.look_up(f"{word} City")
