"""Where identity is least certain: what was made one on little, and what was nearly made one.

A doubt is a pair of sides with its evidence, for a reader to decide. It changes nothing: it looks
at the clusters when they are done, with the features that made them. Only names are doubted that
no gazetteer knows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

from rapidfuzz import fuzz

from kg.corrections import Named
from kg.model import Article, Entity, Mention, MentionKind, Span
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
from kg.resolution.evidence import Profile, ages_differ, profile_of, why_not_one
from kg.resolution.figures import Figure
from kg.resolution.orders import Orders
from kg.resolution.phrases import text_of

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
PASSAGE = 160
"""Characters shown on each side of a mention that stands in no sentence with a claim."""
FEW = 5


@dataclass(frozen=True, slots=True)
class Side:
    """One half of a doubt: some mentions of one entity, and where one of them stands.

    `named` is how a correction speaks of it; `descriptions` are the nouns and offices that its
    articles give it; `passage` is the sentence around `mention`.
    """

    entity: str
    name: str
    type: str
    named: Named
    descriptions: tuple[str, ...]
    documents: tuple[str, ...]
    mention: Mention
    passage: Span


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two sides that are one entity now (`together`) or two, how certain that is from 0 to 1, and
    the reasons for their being one and against it."""

    certainty: float
    together: bool
    sides: tuple[Side, Side]
    reasons_for: tuple[str, ...]
    reasons_against: tuple[str, ...]


@dataclass(eq=False)
class _Group:
    """Figures of one cluster that are written alike: in all articles, or in one."""

    cluster: Cluster
    figures: tuple[Figure, ...]
    described: Mapping[Figure, frozenset[str]]
    article: str = ""

    @property
    def name(self) -> str:
        return self.figures[0].fullest

    @property
    def top(self) -> str:
        return self.figures[0].top

    @cached_property
    def context(self) -> frozenset[str]:
        return frozenset(name for figure in self.figures for name in figure.context)

    @cached_property
    def descriptions(self) -> frozenset[str]:
        return frozenset(word for figure in self.figures for word in self.described[figure])

    @cached_property
    def profile(self) -> Profile:
        """What is told of the whole cluster as a person."""
        return profile_of(spelling_key(self.name), (f.evidence for f in self.cluster.figures))


@dataclass(frozen=True)
class _Pair:
    """Two groups, how likely they are one, and why."""

    one: _Group
    other: _Group
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
        f: frozenset(_descriptions(f, by_id[f.document])) for c in named for f in c.figures
    }
    pairs = [*_merges(named, described), *_near_misses(named, described)]
    doubtful = [
        pair
        for pair in pairs
        if pair.certainty < CERTAIN and not orders.are_decided(pair.one.figures, pair.other.figures)
    ]
    types = {entity.id: entity.type for entity in entities}
    bearers = _bearers_by_name(clusters)
    return tuple(
        _doubt(pair, ids, types, bearers, by_id)
        for pair in sorted(doubtful, key=lambda pair: pair.order)[:LISTED]
    )


def _descriptions(figure: Figure, article: Article) -> Iterator[str]:
    """What its article calls it by nouns: *leader*, and the offices that it gives it."""
    held = set(figure.mentions)
    for mention in figure.mentions:
        if mention.kind is MentionKind.NOMINAL:
            yield article.document.text[mention.head.start : mention.head.end].casefold()
    for claim in article.claims:
        roles = {role.name: role.fillers for role in claim.roles}
        if held & set(roles.get("agent", ())):
            for office in roles.get("office", ()):
                yield text_of(article, office).casefold()


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


def _by_name(found: Cluster, described: Mapping[Figure, frozenset[str]]) -> list[_Group]:
    figures: dict[str, list[Figure]] = {}
    for figure in found.figures:
        if figure.fullest:
            figures.setdefault(normalise(figure.fullest), []).append(figure)
    return [_Group(found, tuple(some), described) for some in figures.values()]


def _parts(group: _Group) -> Iterator[_Group]:
    """People's single names were placed article by article, all other names as a whole."""
    if " " in normalise(group.name) or group.top != "Person":
        yield group
        return
    for document in dict.fromkeys(figure.document for figure in group.figures):
        figures = tuple(figure for figure in group.figures if figure.document == document)
        yield _Group(group.cluster, figures, group.described, article=document)


def _joined(group: _Group, others: Sequence[_Group]) -> _Pair:
    scored = [(_compare(group, other), other) for other in others]
    comparison, likest = max(scored, key=lambda pair: (pair[0].score, pair[1].name))
    joined = group.cluster.because.get(group.figures[0], "")
    base, reasons = comparison.score, comparison.reasons
    if base == 0.0:
        bearers = [other for other in others if _is_short(group.name, other.name)]
        likest = bearers[0] if bearers else others[0]
        base, reasons = (SHORT_FORM if bearers else OTHER_TIE), (joined,)
    return _weigh(group, likest, base, reasons, together=True)


def _strangers(group: _Group) -> Iterator[_Pair]:
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
            one = _Group(group.cluster, here, group.described, article=document)
            other = _Group(group.cluster, rest, group.described)
            yield _weigh(one, other, 1.0, (WRITTEN_THE_SAME,), together=True)


def _near_misses(
    clusters: Sequence[Cluster], described: Mapping[Figure, frozenset[str]]
) -> Iterator[_Pair]:
    groups = [_by_name(found, described)[0] for found in clusters if any(found.forms)]
    yield from _alike(groups)
    yield from _without_bearer(groups)


def _alike(groups: Sequence[_Group]) -> Iterator[_Pair]:
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


def _blocks(group: _Group) -> Iterator[str]:
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


def _near(one: _Group, other: _Group) -> _Pair | None:
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


def _namesakes(one: _Group, other: _Group, comparison: Comparison) -> _Pair | None:
    """Two that could be one by their names; none where ages say for certain that they are two."""
    if one.top != "Person":
        return _weigh(one, other, comparison.score, comparison.reasons)
    if ages_differ(one.profile, other.profile):
        return None
    against = why_not_one(one.profile, other.profile)
    base = min(comparison.score, KEPT_APART) if against else comparison.score
    return _weigh(one, other, base, comparison.reasons, filter(None, [against]))


def _without_bearer(groups: Sequence[_Group]) -> Iterator[_Pair]:
    """Short names and acronyms that several could bear, beside each of these."""
    bearers: defaultdict[tuple[bool, str], list[_Group]] = defaultdict(list)
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


def _compare(one: _Group, other: _Group) -> Comparison:
    """How alike the names are; of equal ones no more is said than that."""
    compare = compare_person_names if one.top == other.top == "Person" else compare_names
    comparison = compare(one.name, other.name)
    if WRITTEN_THE_SAME in comparison.reasons:
        return Comparison(comparison.score, (WRITTEN_THE_SAME,))
    return comparison


def _is_short(short: str, full: str) -> bool:
    return is_short_form_of(short, full) or short.replace(".", "") in acronyms_of(full)


def _weigh(
    one: _Group,
    other: _Group,
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


def _bearers_by_name(clusters: Iterable[Cluster]) -> dict[str, dict[str, set[int]]]:
    """Which clusters have figures of a name, by the top type of these."""
    bearers: defaultdict[str, defaultdict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for found in clusters:
        for figure in found.figures:
            bearers[normalise(_owned(figure))][_top(figure)].add(id(found))
    return {name: dict(by_top) for name, by_top in bearers.items()}


def _top(figure: Figure) -> str:
    return "Thing" if figure.top == "Group" else figure.top


def _doubt(
    pair: _Pair,
    ids: Mapping[int, str],
    types: Mapping[str, str],
    bearers: Mapping[str, Mapping[str, set[int]]],
    articles: Mapping[str, Article],
) -> Doubt:
    def side(group: _Group) -> Side:
        entity = ids[id(group.cluster)]
        mention = _shown(group, articles)
        return Side(
            entity=entity,
            name=group.name,
            type=types[entity],
            named=_named(group, bearers, mention),
            descriptions=tuple(sorted(group.descriptions)),
            documents=tuple(sorted({figure.document for figure in group.figures})),
            mention=mention,
            passage=_passage(articles[mention.document], mention),
        )

    one, other = side(pair.one), side(pair.other)
    if one.named == other.named:
        one, other = _at_its_place(one, articles), _at_its_place(other, articles)
    return Doubt(
        certainty=pair.certainty,
        together=pair.together,
        sides=(one, other),
        reasons_for=pair.reasons_for,
        reasons_against=pair.reasons_against,
    )


def _named(group: _Group, bearers: Mapping[str, Mapping[str, set[int]]], shown: Mention) -> Named:
    """How a correction speaks of it: by its name, as far as that is enough, else in an article."""
    name, top = _owned(group.figures[0]), _top(group.figures[0])
    known = bearers[normalise(name)]
    article = group.article or (shown.document if len(known[top]) > 1 else "")
    return Named(name, top if len(known) > 1 else "", article)


def _at_its_place(side: Side, articles: Mapping[str, Article]) -> Side:
    """Two of one name in one article are spoken of by where they stand."""
    words = text_of(articles[side.mention.document], side.mention)
    named = Named(words, article=side.mention.document, start=side.mention.start)
    return replace(side, named=named)


def _owned(figure: Figure) -> str:
    return f"{figure.fullest} of {figure.owner}" if figure.owner else figure.fullest


def _shown(group: _Group, articles: Mapping[str, Article]) -> Mention:
    """Where an article introduces it: its first mention by its fullest name, else by any name."""
    name = normalise(group.name)

    def order(mention: Mention) -> tuple[bool, bool, Mention]:
        written = normalise(text_of(articles[mention.document], mention))
        return (name not in written, mention.kind is not MentionKind.NAME, mention)

    return min((m for figure in group.figures for m in figure.mentions), key=order)


def _passage(article: Article, mention: Mention) -> Span:
    """The sentence around a mention, or some words around it where no sentence is known."""
    sentences = [*(claim.evidence for claim in article.claims), *article.silent]
    around = [s for s in sentences if s.start <= mention.start and mention.end <= s.end]
    if around:
        return min(around, key=lambda span: (span.end - span.start, span))
    text = article.document.text
    start, end = max(0, mention.start - PASSAGE), min(len(text), mention.end + PASSAGE)
    line_start = text.rfind("\n", start, mention.start) + 1
    line_end = text.find("\n", mention.end, end)
    if line_start == 0 and start > 0:
        line_start = text.find(" ", start, mention.start) + 1 or start
    if line_end < 0:
        line_end = len(text) if end == len(text) else text.rfind(" ", mention.end, end)
    return Span(line_start, max(line_end, mention.end))
