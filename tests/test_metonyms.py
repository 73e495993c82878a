"""Whether a capital means who sits there: states speak and deal, war and weather come to cities."""

from __future__ import annotations

import pytest

from kg.pipeline import Toolbox
from tests.meanings import meanings

HAPPENS = [
    "A landslide struck {Quito|Quito}.",
    "Shells fell on {Sanaa|Sanaa} all night.",
    "Sleet fell on {Oslo|Oslo}.",
    "Enemy missiles hit {Baghdad|Baghdad} at dawn.",
    "{Lima|Lima} was hit by a landslide.",
    "{Bangui|Bangui} came under fire on Friday.",
    "Rebels attacked {Juba|Juba} in May.",
    "The rebels took {Juba|Juba}, and {Bamako|Bamako} fell to them as well.",
    "Farmers paralysed {Paris|Paris}.",
    "Smog choked {New Delhi|New Delhi}.",
    "Turkey struck {Baghdad|Baghdad}.",
    "{Tripoli|Tripoli} has been shelled since March.",
    "{Vienna|Vienna} was not built in a week.",
]
LIVES = [
    "{Warsaw|Warsaw} elected a mayor.",
    "{Rabat|Rabat} hosted a marathon.",
    "{Bangkok|Bangkok} is sinking.",
    "{Nairobi|Nairobi} woke to gunfire.",
    "{Kyiv|Kyiv} saw its worst storm in years.",
    "{Seoul|Seoul} celebrated the title.",
    "{Berlin|Berlin} closed two schools.",
    "{London|London} voted for Ada Halden.",
    "{Madrid|Madrid} was hot and dry.",
    "The shop is in {Sofia|Sofia}, and people in {Sofia|Sofia} said that they liked it.",
    "Trains to {Prague|Prague} will run again.",
]
ACTS = [
    "{Rabat|Morocco} denied it and recalled its envoy from {Algiers|Algiers}.",
    "{Vienna|Austria} raised a tax, {Minsk|Belarus} freed a poet, {Rome|Italy} bought jets.",
    "{Brussels|European Union} sued {Warsaw|Poland}.",
    "The minister asked {Cairo|Egypt} for an answer.",
    "The town bought gas from {Tehran|Iran}.",
    "{Ankara|Turkey}-backed fighters left the town.",
    "{Tokyo|Japan} was alarmed by the drill. {Seoul|South Korea} is not worried.",
    "The drill alarmed {Tokyo|Japan}.",
    "Norway sold {Kyiv|Ukraine} two boats. The deal would isolate {Minsk|Belarus}.",
    "New tariffs hit {Beijing|China} hard. The senator attacked {London|United Kingdom} over it.",
    "{Moscow|Russia} suffered heavy losses, and {Beijing|China} sees that as a chance.",
    "{Riyadh|Saudi Arabia} hosted Ada Halden, and {Doha|Qatar} will host the next round.",
    "{Whitehall|United Kingdom} is silent.",
    "{Islamabad|Pakistan} hit back at {Kabul|Afghanistan}.",
    "Norway won a concession from {London|United Kingdom}.",
    "Turkey dropped {Rome|Italy}'s plan and saw {Beijing|China}'s proposal.",
]


@pytest.mark.parametrize("marked", HAPPENS)
def test_what_comes_to_a_capital_comes_to_the_city(toolbox: Toolbox, marked: str) -> None:
    found, wanted = meanings(marked, toolbox)
    assert found == wanted


@pytest.mark.parametrize("marked", LIVES)
def test_a_capital_that_does_what_cities_do_is_the_city(toolbox: Toolbox, marked: str) -> None:
    found, wanted = meanings(marked, toolbox)
    assert found == wanted


@pytest.mark.parametrize("marked", ACTS)
def test_a_capital_that_deals_with_others_is_the_state(toolbox: Toolbox, marked: str) -> None:
    found, wanted = meanings(marked, toolbox)
    assert found == wanted
