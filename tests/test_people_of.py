"""A nationality that means somebody: the Serb is a person, the French are a people."""

from __future__ import annotations

import pytest

from kg.gazetteer import load_gazetteer
from kg.model import Document
from kg.pipeline import Toolbox, extract
from tests.meanings import meanings


@pytest.mark.parametrize(
    "marked",
    [
        "Sweden's {Ida Berg|Ida Berg} met Ana Ruiz of Spain. The {Swede|Ida Berg} won. "
        "The {Spaniard|Ana Ruiz} wept.",
        "Omar Halim, Egypt's spy chief, met the envoys. The {Egyptian|Omar Halim} flew home.",
        "{Claire Morin|Claire Morin} lost a set. The {Frenchwoman|Claire Morin} blamed the wind.",
        "Polish minister Ada Nowak met Karl Lind. The {Pole|Ada Nowak} smiled.",
        "South Africa's Kim Marsh met Ana Ruiz. The {South African|Kim Marsh} won.",
        "Swedish skier Ida Berg fell. The {Swede|Ida Berg}'s coach wept.",
        "Swedish skier Ida Berg fell. The 21-year-old {Swede|Ida Berg} broke a leg.",
    ],
)
def test_somebody_of_a_nation_is_who_is_told_to_be_of_it(toolbox: Toolbox, marked: str) -> None:
    found, wanted = meanings(marked, toolbox)
    assert found == wanted


@pytest.mark.parametrize(
    "marked",
    [
        "Ida Berg met Ana Ruiz. The {Swede|} won.",
        "The coach praised the {German|}. Ida Berg met the {Egyptian|}.",
        "Norway's Lars Holm won. The {Swede|} was second.",
        "The {Swede|} won. Ida Berg was second.",
        "Paul Morin lost. The {Frenchwoman|} won.",
    ],
)
def test_somebody_of_a_nation_stays_open_where_nobody_fits(toolbox: Toolbox, marked: str) -> None:
    found, wanted = meanings(marked, toolbox)
    assert found == wanted


@pytest.mark.parametrize(
    "marked",
    [
        "The {French|France} left. The {Dutch|Netherlands} said no. The {Swiss|Switzerland} left.",
        "The {Serbs|Serbia} left, and the {Germans|Germany} stayed.",
        "The {Polish|Poland} and {Russian|Russia} ministers met. The {Egyptian|Egypt} side left.",
        "The {Vatican|Vatican City} denied it.",
        "The {Egyptian|Egypt} and the {Israeli|Israel} forces met.",
        "The {French|France}'s plan failed. An {Italian|Italy} plan passed.",
        "It was not the {American|United States} but the {British|United Kingdom} press.",
    ],
)
def test_a_people_is_its_country(toolbox: Toolbox, marked: str) -> None:
    found, wanted = meanings(marked, toolbox)
    assert found == wanted


def test_the_south_pole_is_nobody(toolbox: Toolbox) -> None:
    article = extract(Document("d", "The ship sailed to the South Pole on Friday."), toolbox)
    assert all(mention.type != "Person" for mention in article.mentions)


def test_which_nationalities_mean_one_person() -> None:
    gazetteer = load_gazetteer()
    assert all(map(gazetteer.is_one_person, ["Serb", "Spaniard", "Malaysian", "Frenchwoman"]))
    assert not any(map(gazetteer.is_one_person, ["Serbs", "Swiss", "Dutch", "Chinese", "serb"]))
