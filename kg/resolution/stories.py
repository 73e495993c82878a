"""Articles of one story: who is only described in one may be described, or named, in another.

*A climber* of one article and *a climber* of the next are two people, unless both tell one story:
they name two of the same people, bodies and places, and are not far apart in time. There, who is
the only one that is called so, or the only one who dies or is arrested, is the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations

from kg.resolution.clusters import Cluster
from kg.resolution.evidence import ages_differ, genders_differ, lands_differ, profile_of
from kg.resolution.figures import TOLD_OF, Figure

SHARED_NAMES = 2
DAYS_APART = 10
MOST_ARTICLES = 100  # what more articles name tells no story from another
# Every state has them, and every article may mean another's.
OF_ANY_STATE = frozenset("government state country nation ministry parliament army".split())

Sign = tuple[str, ...]  # ("called", a noun), or ("has part", its part, the event)
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Bearer:
    """A figure that bears a sign, and the number of its cluster."""

    cluster: int
    figure: Figure


def join_stories(clusters: Sequence[Cluster]) -> list[Cluster]:
    """The clusters, with what is only described joined to what it is in articles of its story."""
    links = _find_links(clusters)
    described = {n for n, found in enumerate(clusters) if _is_described(found.figures[0])}
    beside = _named_beside(links, described)
    gone: set[int] = set()
    for group in _group(links, described):
        named = {other for one in group for other in beside[one]}
        if len(named) == 1:
            into = named.pop()
        elif len(group) > 1:
            into = group[0]
        else:
            continue
        for one in group:
            if one != into:
                clusters[into].take_in(clusters[one], _why(one, [into, *group], links))
                gone.add(one)
    return [found for number, found in enumerate(clusters) if number not in gone]


def _is_described(figure: Figure) -> bool:
    is_known = figure.is_name or figure.entry is not None or bool(figure.offices)
    return not is_known and figure.top in TOLD_OF


def _find_links(clusters: Sequence[Cluster]) -> dict[Pair, str]:
    """The pairs of clusters that a sign makes one, each with the reason."""
    figures = [_Bearer(n, figure) for n, found in enumerate(clusters) for figure in found.figures]
    names = _telling_names(bearer.figure for bearer in figures)
    links: dict[Pair, str] = {}
    for sign, bearers in sorted(_only_bearers(figures).items()):
        for one, other in _of_one_story(bearers, names):
            pair = (min(one.cluster, other.cluster), max(one.cluster, other.cluster))
            if one.cluster != other.cluster and _can_be_one(sign, one.figure, other.figure):
                links.setdefault(pair, _reason(sign))
    return links


def _only_bearers(figures: Iterable[_Bearer]) -> dict[Sign, dict[str, _Bearer]]:
    """For each sign the articles in which just one figure bears it, and which."""
    bearers: defaultdict[Sign, defaultdict[str, list[_Bearer]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for bearer in figures:
        for sign in _signs_of(bearer.figure):
            bearers[sign][bearer.figure.document].append(bearer)
    return {
        sign: {document: found[0] for document, found in of.items() if len(found) == 1}
        for sign, of in bearers.items()
    }


def _signs_of(figure: Figure) -> Iterator[Sign]:
    if figure.top in TOLD_OF:
        yield from (("called", noun) for noun in figure.nouns - OF_ANY_STATE)
    if figure.top == "Person":
        yield from (("has part", *part) for part in figure.parts)


def _reason(sign: Sign) -> str:
    if sign[0] == "called":
        return f"the only {sign[1]} in articles of one story"
    return f"the only one in articles of one story with that part in such an event ({sign[2]})"


def _telling_names(figures: Iterable[Figure]) -> dict[str, frozenset[str]]:
    """What each article names that few others do."""
    named: defaultdict[str, set[str]] = defaultdict(set)
    for figure in figures:
        named[figure.document] |= figure.evidence.around.names
    articles = Counter(name for names in named.values() for name in names)
    return {
        document: frozenset(name for name in names if articles[name] <= MOST_ARTICLES)
        for document, names in named.items()
    }


def _of_one_story(
    bearers: Mapping[str, _Bearer], names: Mapping[str, frozenset[str]]
) -> Iterator[tuple[_Bearer, _Bearer]]:
    """The bearers of a sign in each two articles that tell one story."""
    articles: defaultdict[str, list[str]] = defaultdict(list)
    for document in sorted(bearers):
        for name in names.get(document, ()):
            articles[name].append(document)
    shared = Counter(pair for found in articles.values() for pair in combinations(found, 2))
    for (first, second), count in sorted(shared.items()):
        one, other = bearers[first], bearers[second]
        if count >= SHARED_NAMES and not _are_far_apart(one.figure, other.figure):
            yield one, other


def _are_far_apart(one: Figure, other: Figure) -> bool:
    if one.day is None or other.day is None:
        return False
    return abs((one.day - other.day).days) > DAYS_APART


def _can_be_one(sign: Sign, one: Figure, other: Figure) -> bool:
    if not (_is_described(one) or _is_described(other)) or one.top != other.top:
        return False
    if sign[0] == "called" and one.top == "Person" and not (one.parts or other.parts):
        return False  # "an official said": nothing becomes of him that tells a story
    profiles = [profile_of("", [figure.evidence]) for figure in (one, other)]
    return not any(differ(*profiles) for differ in (ages_differ, genders_differ, lands_differ))


def _group(links: Iterable[Pair], described: Set[int]) -> list[list[int]]:
    """Described clusters that are one: two groups where at least half of the pairs are linked, so
    that no chain of links draws strangers together."""
    pairs = sorted(pair for pair in links if set(pair) <= described)
    linked, group_of = set(pairs), {number: [number] for number in described}
    for first, second in pairs:
        one, other = group_of[first], group_of[second]
        if one is other:
            continue
        between = sum((min(a, b), max(a, b)) in linked for a in one for b in other)
        if 2 * between >= len(one) * len(other):
            one.extend(other)
            group_of.update((number, one) for number in other)
    distinct = {id(group): sorted(group) for group in group_of.values()}
    return sorted(distinct.values())


def _named_beside(links: Iterable[Pair], described: Set[int]) -> defaultdict[int, set[int]]:
    """The named clusters that each described one is linked to."""
    beside: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in links:
        if one in described and other not in described:
            beside[one].add(other)
        elif other in described and one not in described:
            beside[other].add(one)
    return beside


def _why(one: int, others: Iterable[int], links: Mapping[Pair, str]) -> str:
    pairs = ((min(one, other), max(one, other)) for other in others)
    return next(
        (links[pair] for pair in pairs if pair in links), "told of in articles of one story"
    )
