"""Where identity is least certain: what was made one on little, and what was nearly made one.

A doubt is a pair of sides with its evidence, for a reader to decide. It changes nothing: it looks
at the clusters when they are done, with the features that made them. Only names are doubted that
no gazetteer knows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

from kg.model import Article, Entity, Mention
from kg.names import (
    Comparison,
    acronyms_of,
    compare_names,
    compare_person_names,
    is_short_form_of,
    normalise,
    read_person_name,
    spelling_key,
)
from kg.resolution.clusters import Cluster, name_blocks, person_blocks
from kg.resolution.evidence import ages_differ, why_not_one
from kg.resolution.figures import Figure
from kg.resolution.orders import Orders
from kg.resolution.sides import Group, Side, descriptions_of, gather_cast, show_both

WRITTEN_THE_SAME = "written the same"

LISTED = 200
"""How many doubts are kept, the least certain first."""

CERTAIN = 0.9
"""What is as certain as this is not asked."""

# How likely two are one by the kind of their tie alone; the features of names have their own
# weights in `kg.names`.
SHORT_FORM = 0.75
OTHER_TIE = 0.6
NAMESAKES_OF_OTHER_TYPES = 0.4
SIMILAR_LETTERS = 0.85
"""From this share of letters in common (Indel similarity) names that differ are worth a look."""

KEPT_APART = 0.4
"""People whose names are one person's, but who are described with other countries or genders."""

NOT_VETOED = 0.2
VETOED = 0.0
"""Names of like letters, without or with a veto between them; more letters in common add to it."""

# What the articles around add to that, or take from it.
SHARED_CONTEXT = 0.05
MOST_SHARED = 3
NOTHING_SHARED = -0.15
DESCRIBED_ALIKE = 0.1
DESCRIBED_OTHERWISE = -0.1
TYPES_DIFFER = -0.15

MOST_RIVALS = 100
"""A block of names with more than this is not compared pair by pair."""
MOST_BEARERS = 5
FEW = 5


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two sides that are one entity now (`together`) or two, how certain that is from 0 to 1, and
    the reasons for their being one and against it."""

    certainty: float
    together: bool
    sides: tuple[Side, Side]
    reasons_for: tuple[str, ...]
    reasons_against: tuple[str, ...]


@dataclass(frozen=True)
class _Pair:
    """Two groups, how likely they are one, and why."""

    one: Group
    other: Group
    together: bool
    likelihood: float
    reasons_for: tuple[str, ...]
    reasons_against: tuple[str, ...]

    @property
    def certainty(self) -> float:
        return round(self.likelihood if self.together else 1 - self.likelihood, 2)

    @property
    def order(self) -> tuple[float, str, str, str, Mention]:
        first = min(mention for figure in self.one.figures for mention in figure.mentions)
        return (self.certainty, self.one.name, self.other.name, self.one.article, first)


def find_doubts(
    clusters: Sequence[Cluster],
    ids: Mapping[int, str],
    entities: Iterable[Entity],
    articles: Iterable[Article],
    orders: Orders,
) -> tuple[Doubt, ...]:
    """The least certain decisions, the least certain first, without those that corrections made.

    `ids` has the id of the entity of each cluster, by the cluster's `id()`.
    """
    by_id = {article.document.id: article for article in articles}
    named = [c for c in clusters if c.figures[0].entry is None and c.figures[0].is_name]
    described = {
        f: frozenset(descriptions_of(f, by_id[f.document])) for c in named for f in c.figures
    }
    pairs = [*_merges(named, described), *_near_misses(named, described)]
    doubtful = [
        pair
        for pair in pairs
        if pair.certainty < CERTAIN and not orders.are_decided(pair.one.figures, pair.other.figures)
    ]
    cast = gather_cast(clusters, ids, entities, by_id)
    return tuple(
        Doubt(
            certainty=pair.certainty,
            together=pair.together,
            sides=show_both(pair.one, pair.other, cast),
            reasons_for=pair.reasons_for,
            reasons_against=pair.reasons_against,
        )
        for pair in sorted(doubtful, key=lambda pair: pair.order)[:LISTED]
    )


def _merges(
    clusters: Iterable[Cluster], described: Mapping[Figure, frozenset[str]]
) -> Iterator[_Pair]:
    """Each name that was joined to a fuller one, and each article that shares nothing with the
    others that write the same name."""
    for found in clusters:
        groups = _by_name(found, described)
        for group in groups[1:]:
            others = [other for other in groups if other is not group]
            for part in _parts(group):
                yield _joined(part, others)
        for group in groups:
            yield from _strangers(group)


def _by_name(found: Cluster, described: Mapping[Figure, frozenset[str]]) -> list[Group]:
    figures: dict[str, list[Figure]] = {}
    for figure in found.figures:
        if figure.fullest:
            figures.setdefault(normalise(figure.fullest), []).append(figure)
    return [Group(found, tuple(some), described) for some in figures.values()]


def _parts(group: Group) -> Iterator[Group]:
    """People's single names were placed article by article, all other names as a whole."""
    if " " in normalise(group.name) or group.top != "Person":
        yield group
        return
    for document in dict.fromkeys(figure.document for figure in group.figures):
        figures = tuple(figure for figure in group.figures if figure.document == document)
        yield Group(group.cluster, figures, group.described, article=document)


def _joined(group: Group, others: Sequence[Group]) -> _Pair:
    scored = [(_compare(group, other), other) for other in others]
    comparison, likest = max(scored, key=lambda pair: (pair[0].score, pair[1].name))
    joined = group.cluster.because.get(group.figures[0], "")
    base, reasons = comparison.score, comparison.reasons
    if base == 0.0:
        bearers = [other for other in others if _is_short(group.name, other.name)]
        likest = bearers[0] if bearers else others[0]
        base, reasons = (SHORT_FORM if bearers else OTHER_TIE), (joined,)
    return _weigh(group, likest, base, reasons, together=True)


def _strangers(group: Group) -> Iterator[_Pair]:
    """The articles whose places and bodies are in no other article with this name; of two such
    articles, one."""
    counts = Counter(name for figure in group.figures for name in figure.context)
    own: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for figure in group.figures:
        own[figure.document].update(figure.context)
    for document, context in list(own.items())[1 if len(own) == 2 else 0 :]:
        if len(own) > 1 and context and all(counts[name] == context[name] for name in context):
            here = tuple(figure for figure in group.figures if figure.document == document)
            rest = tuple(figure for figure in group.figures if figure.document != document)
            one = Group(group.cluster, here, group.described, article=document)
            other = Group(group.cluster, rest, group.described)
            yield _weigh(one, other, 1.0, (WRITTEN_THE_SAME,), together=True)


def _near_misses(
    clusters: Sequence[Cluster], described: Mapping[Figure, frozenset[str]]
) -> Iterator[_Pair]:
    groups = [_by_name(found, described)[0] for found in clusters if any(found.forms)]
    yield from _alike(groups)
    yield from _without_bearer(groups)


def _alike(groups: Sequence[Group]) -> Iterator[_Pair]:
    """Pairs of clusters whose names are alike, but not enough, or that a veto keeps apart."""
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    for number, group in enumerate(groups):
        for key in dict.fromkeys(_blocks(group)):
            blocks[key].append(number)
    seen: set[tuple[int, int]] = set()
    for numbers in blocks.values():
        if len(numbers) <= MOST_RIVALS:
            seen.update(combinations(numbers, 2))
    for one, other in sorted(seen):
        pair = _near(groups[one], groups[other])
        if pair is not None:
            yield pair


def _blocks(group: Group) -> Iterator[str]:
    fullest = group.figures[0].fullest
    blocks_of = name_blocks
    if group.top == "Person":
        person = read_person_name(fullest)
        yield f"family {spelling_key(person.family)}"
        blocks_of = person_blocks if person.given else name_blocks
    blocks = blocks_of(fullest)
    yield from (*blocks.found_under, *blocks.looks_under)
    words = normalise(group.name).split()
    yield f"written {' '.join(words)}"
    if len(words) > 1:
        yield f"begins {' '.join(sorted(word[:3] for word in words))}"


def _near(one: Group, other: Group) -> _Pair | None:
    if one.figures[0].owner != other.figures[0].owner:
        return None
    first, second = normalise(one.name), normalise(other.name)
    if one.top != other.top:
        if first != second:
            return None
        return _weigh(one, other, NAMESAKES_OF_OTHER_TYPES, (WRITTEN_THE_SAME,))
    comparison = _compare(one, other)
    if comparison.score > 0.0:
        return _namesakes(one, other, comparison)
    letters = fuzz.ratio(first, second) / 100
    if letters < SIMILAR_LETTERS:
        return None
    alike = f"{letters:.0%} of their letters are the same"
    base = 2 * (letters - SIMILAR_LETTERS) + (VETOED if comparison.reasons else NOT_VETOED)
    return _weigh(one, other, base, (alike,), comparison.reasons)


def _namesakes(one: Group, other: Group, comparison: Comparison) -> _Pair | None:
    """Two that could be one by their names; none where ages say for certain that they are two."""
    if one.top != "Person":
        return _weigh(one, other, comparison.score, comparison.reasons)
    if ages_differ(one.profile, other.profile):
        return None
    against = why_not_one(one.profile, other.profile)
    base = min(comparison.score, KEPT_APART) if against else comparison.score
    return _weigh(one, other, base, comparison.reasons, filter(None, [against]))


def _without_bearer(groups: Sequence[Group]) -> Iterator[_Pair]:
    """Short names and acronyms that several could bear, beside each of these."""
    bearers: defaultdict[tuple[bool, str], list[Group]] = defaultdict(list)
    for group in groups:
        is_person = group.top == "Person"
        words = read_person_name(group.name).words if is_person else acronyms_of(group.name)
        if " " in normalise(group.name):
            for word in sorted(set(words)):
                bearers[is_person, normalise(word)].append(group)
    for group in groups:
        name, is_person = normalise(group.name), group.top == "Person"
        if " " in name:
            continue
        fitting = [
            bearer
            for bearer in bearers[is_person, name]
            if not is_person or is_short_form_of(group.name, bearer.name)
        ]
        if 0 < len(fitting) <= MOST_BEARERS:
            count = len(fitting)
            against = (f"{count} could be called so",) if count > 1 else ()
            for part, bearer in ((part, b) for part in _parts(group) for b in fitting):
                yield _weigh(part, bearer, 1 / (count + 1), ("a short form of it",), against)


def _compare(one: Group, other: Group) -> Comparison:
    """How alike the names are; of equal ones no more is said than that."""
    compare = compare_person_names if one.top == other.top == "Person" else compare_names
    comparison = compare(one.name, other.name)
    if WRITTEN_THE_SAME in comparison.reasons:
        return Comparison(comparison.score, (WRITTEN_THE_SAME,))
    return comparison


def _is_short(short: str, full: str) -> bool:
    return is_short_form_of(short, full) or short.replace(".", "") in acronyms_of(full)


def _weigh(
    one: Group,
    other: Group,
    base: float,
    reasons_for: Iterable[str],
    reasons_against: Iterable[str] = (),
    *,
    together: bool = False,
) -> _Pair:
    """What the names say, and what the articles around add to it."""
    good, bad = [reason for reason in reasons_for if reason], list(reasons_against)
    likelihood = base
    shared = one.context & other.context
    if shared:
        likelihood += SHARED_CONTEXT * min(len(shared), MOST_SHARED)
        good.append(f"their articles both name {_few(shared)}")
    elif one.context and other.context:
        likelihood += NOTHING_SHARED
        bad.append("their articles name no place or body in common")
    alike = one.descriptions & other.descriptions
    if alike:
        likelihood += DESCRIBED_ALIKE
        good.append(f"both are called {_few(alike)}")
    elif one.descriptions and other.descriptions:
        likelihood += DESCRIBED_OTHERWISE
        bad.append(f"{_few(one.descriptions)} here, {_few(other.descriptions)} there")
    if one.top != other.top:
        likelihood += TYPES_DIFFER
        bad.append(f"one was read as {one.top}, the other as {other.top}")
    likelihood = min(max(likelihood, 0.02), 0.98)
    return _Pair(one, other, together, likelihood, tuple(good), tuple(bad))


def _few(words: Iterable[str]) -> str:
    ordered = sorted(words)
    more = f" and {len(ordered) - FEW} more" if len(ordered) > FEW else ""
    return f"{', '.join(ordered[:FEW])}{more}"
