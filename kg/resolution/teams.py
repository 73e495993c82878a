"""Cities whose name means their team: *Washington beat Boston 102-99*, against *born in Boston*."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.gazetteer import Gazetteer
from kg.model import Article, Claim, Mention
from kg.names import normalise
from kg.resolution.metonyms import PLACE_ROLES, Part, stands_at_a_place

# What teams do to each other; the others are said of states as well.
CONTESTS = frozenset({"defeated", "competedAgainst"})
DRAWING = re.compile(r"(?:draw|drew|tie)_with|thrash|rout|trounc|edge|outscor|outplay")
MEETINGS = frozenset({"met", "hosted", "visited", "faced", "welcomed"})
SIDES = frozenset({"agent", "theme", "recipient", "companion"})
SCORE = re.compile(
    r"\b\d{1,3}[-–]\d{1,3}\b(?![-–\d]|"
    r"\s+(?:people|percent|per\s+cent|votes?|years?|days?|km|miles))"
)
OF_SPORT = re.compile(
    r"\b(?:coach|league|playoffs?|semi-?finals?|quarter-?finals?|in\s+the\s+(?:\w+\s+)?finals?|"
    r"overtime|extra\s+time|half-?time|innings?|touchdowns?|quarterback|striker|goalkeeper|"
    r"midfielder|kick-?off|championship|tournament|derby|"
    r"by\s+\w+\s+(?:points?|goals?|runs?|wickets?|shots?|strokes?))\b",
    re.IGNORECASE,
)
FROM_A_PLACE = re.compile(r"\b(?:of|from)\s+$")
OF_A_TEAM_NEXT = re.compile(
    r"(?:['’]s)?\s+(?:head\s+)?(?:coach|manager|captain|striker|forward|guard|goalkeeper|keeper|"
    r"midfielder|defender|winger|quarterback|pitcher|player|players|fans?|supporters|team|squad)\b"
)


def find_teams(
    article: Article,
    forms: Mapping[Mention, str],
    parts: Mapping[Mention, tuple[Part, ...]],
    gazetteer: Gazetteer,
) -> frozenset[Mention]:
    """The names of cities in an article that mean the team of the city.

    Whoever meets another in a contest of sport is a team, and so is the name elsewhere in the
    article where it acts; not where it says where something is.
    """
    cities = {m: normalise(form) for m, form in forms.items() if _is_city(form, gazetteer)}
    names = frozenset(forms)
    told = [(claim, _sides(claim, names)) for claim in article.claims]
    playing = {
        cities[side]
        for claim, sides in told
        if sides and _is_a_game(article, claim)
        for side in sides
        if side in cities
    }
    if not playing:
        return frozenset()
    for claim, sides in told:
        is_meeting = claim.predicate in MEETINGS and any(cities.get(s) in playing for s in sides)
        if is_meeting or _is_contest(claim):
            playing |= {cities[side] for side in sides if side in cities}
    return frozenset(
        mention
        for mention, name in cities.items()
        if name in playing and _is_a_team_here(article, mention, parts.get(mention, ()))
    )


def _is_city(form: str, gazetteer: Gazetteer) -> bool:
    entries = gazetteer.look_up(form)
    return bool(entries) and entries[0].type == "City"


def _is_contest(claim: Claim) -> bool:
    verb = claim.predicate.removeprefix("rel:")
    return claim.predicate in CONTESTS or DRAWING.match(verb) is not None


def _is_a_game(article: Article, claim: Claim) -> bool:
    """Whether a claim tells of a game: a word of sport stands in its sentence, or, for what teams
    do above all, a score there or such a word in the article."""
    text = article.document.text
    start, end = claim.evidence.start, claim.evidence.end
    if _is_contest(claim):
        return bool(SCORE.search(text, start, end) or OF_SPORT.search(text))
    return claim.predicate in MEETINGS and OF_SPORT.search(text, start, end) is not None


def _sides(claim: Claim, names: frozenset[Mention]) -> tuple[Mention, ...]:
    """Who takes part in a claim, if at least two are named."""
    fillers = [filler for role in claim.roles if role.name in SIDES for filler in role.fillers]
    named = tuple(filler for filler in fillers if filler in names)
    return named if len(named) > 1 else ()


def _is_a_team_here(article: Article, mention: Mention, parts: tuple[Part, ...]) -> bool:
    text = article.document.text
    if OF_A_TEAM_NEXT.match(text, mention.end):
        return True
    if stands_at_a_place(article, mention) or FROM_A_PLACE.search(text[: mention.start][-6:]):
        return False
    return not parts or any(part.role not in PLACE_ROLES for part in parts)
