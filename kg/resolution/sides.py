"""The two halves of a doubt: how each is shown to a reader, and spoken of by a correction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from kg.corrections import Named
from kg.model import Article, Entity, Mention, MentionKind, Span
from kg.names import normalise, spelling_key
from kg.resolution.clusters import Cluster
from kg.resolution.evidence import Profile, profile_of
from kg.resolution.figures import Figure
from kg.resolution.phrases import text_of

PASSAGE = 160
"""Characters shown on each side of a mention that stands in no sentence with a claim."""


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


@dataclass(eq=False)
class Group:
    """Figures of one cluster that are written alike: in all articles, or in one."""

    cluster: Cluster
    figures: tuple[Figure, ...]
    described: Mapping[Figure, frozenset[str]]
    article: str = ""

    @property
    def name(self) -> str:
        """The name that all of them are written with."""
        return self.figures[0].fullest

    @property
    def top(self) -> str:
        """Their top type."""
        return self.figures[0].top

    @cached_property
    def context(self) -> frozenset[str]:
        """The known places and bodies of their articles."""
        return frozenset(name for figure in self.figures for name in figure.context)

    @cached_property
    def descriptions(self) -> frozenset[str]:
        """The nouns and offices that their articles give them."""
        return frozenset(word for figure in self.figures for word in self.described[figure])

    @cached_property
    def profile(self) -> Profile:
        """What is told of the whole cluster as a person."""
        return profile_of(spelling_key(self.name), (f.evidence for f in self.cluster.figures))


@dataclass(frozen=True)
class Cast:
    """All that sides are shown with: the id of the entity of each cluster, by the cluster's `id()`;
    the types of entities; which clusters bear a name, by the top types of these; the articles."""

    ids: Mapping[int, str]
    types: Mapping[str, str]
    bearers: Mapping[str, Mapping[str, set[int]]]
    articles: Mapping[str, Article]


def gather_cast(
    clusters: Iterable[Cluster],
    ids: Mapping[int, str],
    entities: Iterable[Entity],
    articles: Mapping[str, Article],
) -> Cast:
    """What is known of all clusters."""
    types = {entity.id: entity.type for entity in entities}
    return Cast(ids, types, _bearers_by_name(clusters), articles)


def show_both(one: Group, other: Group, cast: Cast) -> tuple[Side, Side]:
    """Two groups as a reader sees them; corrections can tell the one from the other."""
    sides = _side(one, cast), _side(other, cast)
    if sides[0].named == sides[1].named:
        return _at_its_place(sides[0], cast), _at_its_place(sides[1], cast)
    return sides


def _side(group: Group, cast: Cast) -> Side:
    entity = cast.ids[id(group.cluster)]
    mention = _shown(group, cast.articles)
    return Side(
        entity=entity,
        name=group.name,
        type=cast.types[entity],
        named=_named(group, cast, mention),
        descriptions=tuple(sorted(group.descriptions)),
        documents=tuple(sorted({figure.document for figure in group.figures})),
        mention=mention,
        passage=_passage(cast.articles[mention.document], mention),
    )


def descriptions_of(figure: Figure, article: Article) -> Iterator[str]:
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


def _bearers_by_name(clusters: Iterable[Cluster]) -> dict[str, dict[str, set[int]]]:
    """Which clusters have figures of a name, by the top type of these."""
    bearers: defaultdict[str, defaultdict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for found in clusters:
        for figure in found.figures:
            bearers[normalise(_owned(figure))][_top(figure)].add(id(found))
    return {name: dict(by_top) for name, by_top in bearers.items()}


def _top(figure: Figure) -> str:
    return "Thing" if figure.top == "Group" else figure.top


def _named(group: Group, cast: Cast, shown: Mention) -> Named:
    """How a correction speaks of it: by its name, as far as that is enough, else in an article."""
    name, top = _owned(group.figures[0]), _top(group.figures[0])
    known = cast.bearers[normalise(name)]
    article = group.article or (shown.document if len(known[top]) > 1 else "")
    return Named(name, top if len(known) > 1 else "", article)


def _at_its_place(side: Side, cast: Cast) -> Side:
    """Two of one name in one article are spoken of by where they stand."""
    words = text_of(cast.articles[side.mention.document], side.mention)
    named = Named(words, article=side.mention.document, start=side.mention.start)
    return replace(side, named=named)


def _owned(figure: Figure) -> str:
    return f"{figure.fullest} of {figure.owner}" if figure.owner else figure.fullest


def _shown(group: Group, articles: Mapping[str, Article]) -> Mention:
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
