"""Articles of one story: who is only described in one may be described, or named, in another.

*A climber* of one article and *a climber* of the next are two people, unless both tell one story:
they name two of the same people, bodies and places, and are not far apart in time. There, who is
the only one that is called so, or the only one who dies or is arrested, is the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

from kg.model import Article
from kg.names import normalise, titles_of
from kg.resolution.clusters import Cluster, looks_like_a_name
from kg.resolution.evidence import ages_differ, genders_differ, lands_differ, profile_of
from kg.resolution.figures import Figure

# How many names two articles of one story share, and how much of those that either names: for what
# becomes of people, and for places, firms and ships, which many articles have.
SHARED_NAMES, SHARED_PART = 2, 0.2
CLOSE_NAMES, CLOSE_PART = 3, 0.4
DAYS_APART, A_YEAR = 10, 366
DONE_ALIKE = "the same is done to it, by the same and in the same place, in another article"
CLEARLY = 2  # times as much to say for one named person as for the next
MOST_ARTICLES = 100  # what more articles name tells no story from another
POLICE = ("called", "police")  # of one town or region, or they may be any
ANYWHERE = frozenset(
    "area capital centre center city country east ground home homeland location nation north part"
    " place region settlement side south state territory west world".split()
)
PEOPLE = frozenset({"Person", "Group"})

Sign = tuple[str, ...]  # ("called", a noun), or ("has part", its part, the event)
Pair = tuple[int, int]


@dataclass(frozen=True)
class Links:
    """The pairs of clusters that signs make one, each with the reasons, and by either cluster."""

    reasons: Mapping[Pair, Sequence[str]]

    @cached_property
    def beside(self) -> Mapping[int, list[Pair]]:
        """The pairs that a cluster is in."""
        found: defaultdict[int, list[Pair]] = defaultdict(list)
        for pair in sorted(self.reasons):
            for one in pair:
                found[one].append(pair)
        return found

    def why(self, one: int, others: Iterable[int]) -> str:
        """The reason for a cluster to be one with the first of others that it is linked to."""
        pairs = ((min(one, other), max(one, other)) for other in others)
        found = (self.reasons[pair][0] for pair in pairs if pair in self.reasons)
        return next(found, "in articles of one story")


@dataclass(frozen=True, slots=True)
class _Bearer:
    """A figure that bears a sign, and the number of its cluster."""

    cluster: int
    figure: Figure


def join_stories(clusters: Sequence[Cluster], articles: Iterable[Article]) -> list[Cluster]:
    """The clusters, with what is only described joined to what it is in articles of its story."""
    links = _find_links(clusters, articles)
    described = {n for n, found in enumerate(clusters) if _is_described(found.figures[0])}
    gone: set[int] = set()
    for group in _group(clusters, links, described):
        into = _name_of(group, links, described)
        into = group[0] if into is None else into
        for one in group:
            if one != into:
                clusters[into].take_in(clusters[one], links.why(one, [into, *group]))
                gone.add(one)
    return [found for number, found in enumerate(clusters) if number not in gone]


def _name_of(group: Iterable[int], links: Links, described: Set[int]) -> int | None:
    """The named cluster that a group of described ones is linked to by far the most, if any."""
    support: Counter[int] = Counter()
    for one in group:
        for pair in links.beside[one]:
            other = pair[1] if pair[0] == one else pair[0]
            if other not in described:
                support[other] += len(links.reasons[pair])
    (first, most), (_, next_most) = [*support.most_common(2), (None, 0), (None, 0)][:2]
    return first if most >= CLEARLY * next_most else None


def _is_described(figure: Figure) -> bool:
    is_known = figure.is_name or figure.entry is not None or bool(figure.offices)
    return bool(figure.individual) and not is_known and not looks_like_a_name(figure.fullest)


def _find_links(clusters: Sequence[Cluster], articles: Iterable[Article]) -> Links:
    figures = [_Bearer(n, figure) for n, found in enumerate(clusters) for figure in found.figures]
    names = _telling_names(bearer.figure for bearer in figures)
    entries = (bearer.figure.entry for bearer in figures)
    towns = frozenset(e.name for e in entries if e is not None and e.type in ("City", "Region"))
    reasons: defaultdict[Pair, list[str]] = defaultdict(list)
    for sign, bearers in sorted(_only_bearers(figures).items()):
        for one, other, shared in _of_one_story(bearers, names):
            if sign == POLICE and not shared & towns:
                continue
            pair = (min(one.cluster, other.cluster), max(one.cluster, other.cluster))
            if one.cluster != other.cluster and _can_be_one(sign, one.figure, other.figure):
                reasons[pair].append(_reason(sign))
    for pair in _done_alike(clusters, articles):
        reasons[pair].append(DONE_ALIKE)
    return Links(reasons)


def _done_alike(clusters: Sequence[Cluster], articles: Iterable[Article]) -> Iterator[Pair]:
    """Places, firms and ships to which one named does the same at one known place: *Corvane plans
    to open a factory in Recife*, and half a year later *opened its factory in Recife*."""
    at = {m: n for n, found in enumerate(clusters) for f in found.figures for m in f.mentions}
    done_to: defaultdict[Sign, dict[int, None]] = defaultdict(dict)
    for article in sorted(articles, key=lambda article: article.document.id):
        for claim in article.claims:
            fillers = {r.name: [at[m] for m in r.fillers if m in at] for r in claim.roles}
            for doer, place in product(fillers.get("agent", ()), fillers.get("place", ())):
                for number in fillers.get("theme", ()):
                    figure = clusters[number].figures[0]
                    if figure.individual not in PEOPLE and _is_described(figure):
                        for noun in figure.nouns:
                            done_to[claim.predicate, str(doer), str(place), noun][number] = None
    for sign in sorted(done_to):
        for one, other in combinations(sorted(done_to[sign]), 2):
            first, second = clusters[one].figures[0], clusters[other].figures[0]
            if first.document != second.document and not _are_far_apart(first, second, A_YEAR):
                yield one, other


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
    is_any_body = figure.individual == "Organization" and "Company" not in figure.types
    for noun in figure.nouns if figure.individual else ():
        # Each article may mean another parliament, office or mayor, and any "place" is its own.
        is_telling = noun not in ANYWHERE and not titles_of(f"{noun} x")
        is_telling = noun == "police" if is_any_body else is_telling
        if is_telling:
            yield "called", noun
    if figure.individual in PEOPLE:
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
) -> Iterator[tuple[_Bearer, _Bearer, frozenset[str]]]:
    """The bearers of a sign in each two articles that tell one story, and the names of both."""
    articles: defaultdict[str, list[str]] = defaultdict(list)
    for document in sorted(bearers):
        for name in names.get(document, ()):
            articles[name].append(document)
    pairs = Counter(pair for found in articles.values() for pair in combinations(found, 2))
    for (first, second), count in sorted(pairs.items()):
        one, other = bearers[first], bearers[second]
        is_close = one.figure.individual not in PEOPLE
        least, part = (CLOSE_NAMES, CLOSE_PART) if is_close else (SHARED_NAMES, SHARED_PART)
        fewer = min(len(names[first]), len(names[second]))
        is_one_story = count >= least and count >= part * fewer
        if is_one_story and not _are_far_apart(one.figure, other.figure):
            yield one, other, names[first] & names[second]


def _are_far_apart(one: Figure, other: Figure, days: int = DAYS_APART) -> bool:
    if one.day is None or other.day is None:
        return False
    return abs((one.day - other.day).days) > days


def _can_be_one(sign: Sign, one: Figure, other: Figure) -> bool:
    if not (_is_described(one) or _is_described(other)) or one.individual != other.individual:
        return False
    if one.count != other.count or one.is_one != other.is_one:
        return False
    if not one.is_one and one.individual not in PEOPLE:
        return False
    if sign[0] == "called" and one.individual in PEOPLE and not (one.parts or other.parts):
        # "An official said": nothing becomes of him that tells a story.
        return _are_told_whose(one, other)
    if one.individual not in PEOPLE and not _are_described_alike(one, other):
        return False
    return not _contradict([one], [other])


def _are_told_whose(one: Figure, other: Figure) -> bool:
    """Whether both are written the same, with a name: *Kim's translator*."""
    shared = one.forms.keys() & other.forms.keys()
    return any(" " in form and not form.islower() for form in shared)


def _are_described_alike(one: Figure, other: Figure) -> bool:
    """Whether one phrase says no more than the other: *the trawler*, *the Thai trawler*, but
    neither is *the larger trawler* a *Thai trawler*."""
    these, those = (
        [set(normalise(form).split()) for form in figure.forms] or [set(figure.nouns)]
        for figure in (one, other)
    )
    return any(a <= b or b <= a for a in these for b in those)


def _contradict(some: Iterable[Figure], others: Iterable[Figure]) -> bool:
    """Whether figures are told to be of another age, sex or country than others."""
    one, other = (profile_of("", (f.evidence for f in figures)) for figures in (some, others))
    return any(differ(one, other) for differ in (ages_differ, genders_differ, lands_differ))


def _group(clusters: Sequence[Cluster], links: Links, described: Set[int]) -> list[list[int]]:
    """Described clusters that are one: two groups where at least a third of the pairs are linked,
    so that no chain of links draws strangers together. Those with most in common come first."""
    linked = {pair for pair in links.reasons if set(pair) <= described}
    group_of = {number: [number] for number in described}
    for first, second in sorted(linked, key=lambda pair: (-len(links.reasons[pair]), pair)):
        one, other = group_of[first], group_of[second]
        if one is other:
            continue
        between = sum((min(a, b), max(a, b)) in linked for a in one for b in other)
        figures = [[f for n in group for f in clusters[n].figures] for group in (one, other)]
        if 3 * between >= len(one) * len(other) and not _contradict(*figures):
            one.extend(other)
            group_of.update((number, one) for number in other)
    distinct = {id(group): sorted(group) for group in group_of.values()}
    return sorted(distinct.values())
