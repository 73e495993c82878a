"""A city's team goes by the city's name: it beats others, and is born nowhere."""

from __future__ import annotations

import pytest

from kg.pipeline import Toolbox
from tests.meanings import meanings


@pytest.mark.parametrize(
    "marked",
    [
        "{Ottawa|Team Ottawa} beat {Denver|Team Denver} 4-2 on Monday. It snowed in "
        "{Denver|City Denver}.",
        "{Rome|Team Rome} will meet {Lisbon|Team Lisbon} in the semifinal.",
        "{London|Team London} drew 1-1 with {Leeds|Team Leeds}.",
        "{Ottawa|Team Ottawa} lost to {Boston|Team Boston} in overtime. {Boston|Team Boston} have "
        "won six in a row. {Boston|Team Boston} coach Karl Lind slept.",
        "{Tokyo|Team Tokyo} beat {Osaka|Team Osaka} by six runs. {Osaka|Team Osaka} host "
        "{Kyoto|Team Kyoto} on Sunday.",
        "{Leeds|Team Leeds} beat {Derby|Team Derby} 2-0. {Leeds|Team Leeds} fans went to "
        "{Derby|City Derby}. Karl Lind was born in {Leeds|City Leeds}.",
        "{Rome|Team Rome} beat {Turin|Team Turin} 2-1. {Milan|Team Milan} beat {Pisa|Team Pisa}.",
        "{Liverpool|Team Liverpool} signed Karl Lind. {Liverpool|Team Liverpool} lost 2-1 to "
        "{Madrid|Team Madrid}. Lind was born in {Liverpool|City Liverpool}.",
    ],
)
def test_who_plays_is_the_team_of_the_city(toolbox: Toolbox, marked: str) -> None:
    found, wanted = meanings(marked, toolbox)
    assert found == wanted


@pytest.mark.parametrize(
    "marked",
    [
        "{Kyiv|Ukraine} will defeat {Moscow|Russia}, the poet said. 20-30 people came.",
        "{Rome|City Rome} beat {Turin|Turin}.",
        "{Moscow|Russia} accused {Washington|United States} on Monday.",
        "{Paris|France} warned {Berlin|Germany}. The season was over, and the coach left.",
        "The army bombed {Kyiv|City Kyiv}, and 20-30 people died. {Kyiv|Ukraine} blamed "
        "{Moscow|Russia}.",
    ],
)
def test_no_team_without_a_game(toolbox: Toolbox, marked: str) -> None:
    found, wanted = meanings(marked, toolbox)
    assert found == wanted
