"""Which of several places of a name is meant: the other places of the article decide."""

from __future__ import annotations

import pytest

from kg.pipeline import Toolbox
from tests.meanings import meanings

STATES = [
    "{Georgia|Region Georgia} Governor Ada Lind signed the bill.",
    "The governor of {Georgia|Region Georgia}, Ada Lind, signed it.",
    "{Georgia|Region Georgia} played {Alabama|Region Alabama} on Saturday.",
    "Karl Lind was tried in {Georgia|Region Georgia}. The court is in Fulton County.",
    "Voters in Atlanta queued. {Georgia|Region Georgia} is a swing state.",
    "A storm hit Savannah. {Georgia|Region Georgia} declared an emergency.",
    "{Ohio|Region Ohio}, {Utah|Region Utah} and {Georgia|Region Georgia} will vote on Tuesday.",
    "{Washington|Region Washington State}, {Utah|Region Utah} and {Nevada|Region Nevada} agreed.",
    "{New York|Region New York State}, {Ohio|Region Ohio} and {Utah|Region Utah} sued.",
]
COUNTRIES = [
    "Police in Tbilisi used tear gas. {Georgia|Country Georgia} wants to join the bloc.",
    "The president of {Georgia|Country Georgia}, Ada Lind, vetoed it.",
    "{Georgia|Country Georgia} beat Portugal 2-0.",
    "{Georgia|Country Georgia} accused the United States of meddling.",
    "Citizens of {Georgia|Country Georgia} pay less. {Georgia|Country Georgia} thanked the United "
    "States.",
    "{Armenia|Country Armenia}, {Georgia|Country Georgia} and {Turkey|Country Turkey} met.",
]
CITIES = [
    # the country of its sentence, then of its article
    "Floods killed ten people in {Valencia|2509954} in eastern Spain.",
    "Venezuela sent food to {Valencia|3625549}.",
    "A bus fell into a canal in {Hyderabad|1176734}, in Pakistan's Sindh province.",
    "Lebanon sent soldiers to {Tripoli|266826}.",
    "Turkey sent an envoy to {Tripoli|2210247}. Libya was pleased.",
    "{San Jose|5392171} police shot a man. The governor of California was told.",
    "{Santiago|3492914} was flooded. The Dominican Republic sent help.",
    "{Santiago|3871336} was flooded. Chile sent help.",
    "{Birmingham|4049979} is the largest city of Alabama.",
    # a much smaller namesake is not meant
    "Canada's prime minister flew to {London|2643743}.",
    # what stands beside the name holds for the article
    "{Athens|4180386}, Georgia, is a college town. {Athens|4180386} voted for Ada Lind.",
    "{Athens|264371} is hot. {Athens|Greece} denied it.",
    "{Perth|Perth, Scotland} is in Scotland. {Perth|Perth, Scotland} has a castle.",
    "{Portland|4975802}, {Maine|Region Maine}, voted; {Portland|5746545}, {Oregon|Region Oregon}, "
    "did not.",
]


@pytest.mark.parametrize("marked", STATES)
def test_a_state_among_its_neighbours_is_the_state(toolbox: Toolbox, marked: str) -> None:
    found, wanted = meanings(marked, toolbox)
    assert found == wanted


@pytest.mark.parametrize("marked", COUNTRIES)
def test_a_country_among_its_neighbours_is_the_country(toolbox: Toolbox, marked: str) -> None:
    found, wanted = meanings(marked, toolbox)
    assert found == wanted


@pytest.mark.parametrize("marked", CITIES)
def test_the_countries_around_tell_which_city(toolbox: Toolbox, marked: str) -> None:
    found, wanted = meanings(marked, toolbox)
    assert found == wanted


@pytest.mark.parametrize(
    "marked",
    [
        "The {Ministry of Foreign Affairs of Japan|Foreign Ministry of Japan} wrote. The "
        "{Japanese Foreign Ministry|Foreign Ministry of Japan} did not.",
        "The {Foreign Ministry|Foreign Ministry of Japan} in Tokyo protested. Japan's "
        "{Foreign Ministry|Foreign Ministry of Japan} recalled the envoy.",
        "The {Ministry of Internal Affairs of Kenya|Interior Ministry of Kenya} denied it.",
        "The {embassy|embassy} in Tokyo was closed.",
    ],
)
def test_a_ministry_is_one_however_its_name_is_put(toolbox: Toolbox, marked: str) -> None:
    found, wanted = meanings(marked, toolbox)
    assert found == wanted
