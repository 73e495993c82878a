"""What corrections do to figures and clusters: a reader's word stands above names and vetoes.

A correction speaks of figures (what one article means by some of its mentions). Where it means
only some mentions of a figure, these are first singled out as figures of their own. *Same* then
unites whatever clusters hold its figures; *different* parts whatever cluster holds both its sides,
so that no chain of other links can join them again.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from kg.corrections import Correction, Decision, Named, Unapplied, told
from kg.errors import CorrectionError
from kg.gazetteer import Gazetteer
from kg.model import Article, Coreference, Document, Mention, MentionKind
from kg.names import compare_names, compare_person_names, normalise
from kg.ontology import Ontology
from kg.resolution.clusters import Cluster
from kg.resolution.figures import Figure, find_figures
from kg.resolution.phrases import text_of

Figures = tuple[Figure, ...]


@dataclass(frozen=True)
class Apart:
    """Two sets of figures that a correction keeps apart."""

    correction: Correction
    sides: tuple[frozenset[Figure], frozenset[Figure]]

    def is_between(self, one: Iterable[Figure], other: Iterable[Figure]) -> bool:
        """Whether it keeps some of these figures from some of those."""
        first, second = self.sides
        these, those = set(one), set(other)
        return bool((these & first and those & second) or (these & second and those & first))


@dataclass(frozen=True)
class Orders:
    """Corrections in terms of figures.

    `figures` are those of all articles, in the order of the documents' ids; `meant` has, for each
    correction that applies, the figures of each of its names. `groups` are the sets of figures
    that *same* makes one, by each of their figures; `moved` those of them that go to others
    instead of where their names would lead; `apart` those that *different* parts.
    """

    figures: Figures
    meant: Mapping[Correction, tuple[Figures, ...]] = field(default_factory=dict)
    unapplied: tuple[Unapplied, ...] = ()
    groups: Mapping[Figure, Figures] = field(default_factory=dict)
    moved: frozenset[Figure] = frozenset()
    apart: tuple[Apart, ...] = ()

    @property
    def to_cluster(self) -> list[Figure]:
        """The figures whose names say where they belong."""
        return [f for f in self.figures if f not in self.moved and _has_name(f)]

    def are_decided(self, one: Iterable[Figure], other: Iterable[Figure]) -> bool:
        """Whether a correction says that some of these figures are one, or are not."""
        these, those = tuple(one), tuple(other)
        linked = {figure for first in these for figure in self.groups.get(first, ())}
        return bool(linked & set(those)) or any(a.is_between(these, those) for a in self.apart)


def give_orders(
    articles: Iterable[Article],
    corrections: Iterable[Correction],
    ontology: Ontology,
    gazetteer: Gazetteer,
) -> Orders:
    """All figures, and what the corrections say of them; CorrectionError if these contradict.

    Corrections of claims are no matter of identity, and are left out.
    """
    ordered = sorted(articles, key=lambda article: article.document.id)
    in_order = sorted(corrections, key=lambda c: (str(c), c.by, c.note, c.line))
    wanted = [correction for correction in dict.fromkeys(in_order) if correction.named]
    narrow = _by_article(wanted)
    desks = [_Desk(a, _said_of(a.document, narrow), ontology, gazetteer) for a in ordered]
    figures = tuple(figure for desk in desks for figure in desk.figures)
    if not wanted:
        return Orders(figures)
    meant: dict[Correction, tuple[Figures, ...]] = {}
    unapplied: list[Unapplied] = []
    for correction, found in _Catalogue(desks, ontology).find_all(wanted).items():
        missing = [str(n) for n, some in zip(correction.named, found, strict=True) if not some]
        if missing:
            unapplied.append(Unapplied(correction, f"not in these articles: {', '.join(missing)}"))
        if len(found) - len(missing) >= _least(correction):
            meant[correction] = found
    groups, links = _unite(meant)
    apart = tuple(_part(meant, groups, links))
    singled = [figure for desk in desks for figure in desk.alone]
    moved = frozenset(_moved(meant, groups, singled))
    return Orders(figures, meant, tuple(unapplied), groups, moved, apart)


def regroup(clusters: Sequence[Cluster], orders: Orders) -> list[Cluster]:
    """The clusters as the corrections have them; those that none speaks of stay as they are."""
    if not orders.groups and not orders.apart:
        return list(clusters)
    everyone = [*clusters, *_unclustered(orders, clusters)]
    home = {figure: found for found in everyone for figure in found.figures}
    result: list[Cluster] = []
    for joined in _joined(everyone, home, orders):
        result += _rearrange(joined, orders)
    return result


def _has_name(figure: Figure) -> bool:
    return figure.entry is not None or any(figure.forms)


def _least(correction: Correction) -> int:
    return 2 if correction.decision in (Decision.SAME, Decision.DIFFERENT) else 1


class _Desk:
    """The figures of one article, with the mentions that corrections single out set apart."""

    def __init__(
        self,
        article: Article,
        said: Iterable[Named],
        ontology: Ontology,
        gazetteer: Gazetteer,
    ) -> None:
        self.article = article
        self.ontology = ontology
        self.gazetteer = gazetteer
        self.figures = find_figures(article, ontology, gazetteer)
        self.alone: list[Figure] = []
        self.singled = {named: set(self._find_singled(named)) for named in said}
        singled = sorted(set().union(*self.singled.values()))
        if singled:
            self.figures = self._set_apart(singled)

    def find(self, named: Named) -> Iterator[Figure]:
        """The figures that a name with this article means: those called so, or of its mentions."""
        mentions = self.singled[named]
        for figure in self.figures:
            if (mentions & set(figure.mentions)) if mentions else _is_called(figure, named):
                yield figure

    def _find_singled(self, named: Named) -> list[Mention]:
        """The mentions that a name means where it means less than a figure: those at its offset,
        or those written so where the article has a fuller name for the same."""
        written = [m for m in self.article.mentions if self._is_written(m, named)]
        if named.start is not None:
            return [mention for mention in written if mention.start == named.start]
        if any(_is_called(figure, named) for figure in self.figures):
            return []
        return written

    def _is_written(self, mention: Mention, named: Named) -> bool:
        if named.type and self.ontology.top_type(mention.type) != named.type:
            return False
        return normalise(text_of(self.article, mention)) == normalise(named.name)

    def _set_apart(self, singled: Sequence[Mention]) -> list[Figure]:
        rest, followers = _unlink(self.article, singled)
        alone = set(singled) | {link.mention for link in followers}
        others = tuple(mention for mention in self.article.mentions if mention not in alone)
        base = replace(self.article, mentions=others, coreferences=tuple(rest))
        figures = find_figures(base, self.ontology, self.gazetteer)
        context = frozenset(figure.entry.name for figure in figures if figure.entry)
        for mention in singled:
            self.alone += self._figures_of(mention, followers, context)
        return [*figures, *self.alone]

    def _figures_of(
        self, mention: Mention, followers: Sequence[Coreference], context: frozenset[str]
    ) -> list[Figure]:
        links = tuple(_chain(mention, followers))
        own = replace(self.article, mentions=(mention,), coreferences=links)
        found = find_figures(own, self.ontology, self.gazetteer)
        if not found:  # a pronoun, or "the president", who is nobody by itself
            figure = Figure(self.ontology.top_type(mention.type), mention.document)
            for held in (mention, *(link.mention for link in links)):
                figure.add(held, "", "singled out by a reader")
            found = [figure]
        for figure in found:
            figure.context = context - {figure.entry.name if figure.entry else ""}
        return found


def _by_article(corrections: Iterable[Correction]) -> dict[str, dict[Named, None]]:
    """What corrections name in one article only, by the id, title or address that they give it."""
    found: defaultdict[str, dict[Named, None]] = defaultdict(dict)
    for named in (named for correction in corrections for named in correction.named):
        if named.article:
            found[named.article][named] = None
    return dict(found)


def _said_of(document: Document, named: Mapping[str, Mapping[Named, None]]) -> list[Named]:
    keys = (document.id, document.title, document.url)
    return list(dict.fromkeys(one for key in keys for one in named.get(key, ())))


def _unlink(
    article: Article, singled: Iterable[Mention]
) -> tuple[list[Coreference], list[Coreference]]:
    """The links without the mentions singled out, and those of the pronouns that follow them.

    A name or noun that was linked to one of them is linked to what that one was linked to, or to
    the first other one that was.
    """
    alone = set(singled)
    antecedent = {link.mention: link.antecedent for link in article.coreferences}
    rest: list[Coreference] = []
    followers: list[Coreference] = []
    heirs: dict[Mention, Mention] = {}
    following = set(alone)
    for link in sorted(article.coreferences):
        if link.mention in alone:
            continue
        if link.antecedent in following and link.mention.kind is MentionKind.PRONOUN:
            followers.append(link)
            following.add(link.mention)
            continue
        target = link.antecedent
        while target in alone and target in antecedent:
            target = antecedent[target]
        if target in alone:
            target = heirs.setdefault(target, link.mention)
        if target != link.mention:
            rest.append(replace(link, antecedent=target))
    return rest, followers


def _chain(mention: Mention, followers: Iterable[Coreference]) -> Iterator[Coreference]:
    """The links that lead to a mention, directly or over other pronouns."""
    held = {mention}
    for link in followers:
        if link.antecedent in held:
            held.add(link.mention)
            yield link


class _Catalogue:
    """Which figures are called what in all articles, and of which kinds they are."""

    def __init__(self, desks: Sequence[_Desk], ontology: Ontology) -> None:
        self.ontology = ontology
        self.narrow = [desk for desk in desks if desk.singled]
        self.called: defaultdict[str, dict[Figure, None]] = defaultdict(dict)
        self.kinds: defaultdict[Figure, set[str]] = defaultdict(set)
        for figure in (figure for desk in desks for figure in desk.figures):
            self.kinds[figure].add(_kind(figure))
            for name in _names_of(figure):
                self.called[name][figure] = None

    def find_all(self, corrections: Sequence[Correction]) -> dict[Correction, tuple[Figures, ...]]:
        """For each correction the figures of each of its names.

        New names are found first, then new kinds, then all the rest: so that what kg shows after
        a build can be spoken of, and none depends on another of its sort.
        """
        found: dict[Correction, tuple[Figures, ...]] = {}
        for wanted in ((Decision.RENAME,), (Decision.RETYPE,), (Decision.SAME, Decision.DIFFERENT)):
            some = [correction for correction in corrections if correction.decision in wanted]
            found |= {c: _narrow(c, [self.find(named) for named in c.named]) for c in some}
            for correction in some:
                self._learn(correction, found[correction][0])
        return {correction: found[correction] for correction in corrections}

    def find(self, named: Named) -> Figures:
        """The figures that a name means."""
        if named.article:
            here = (desk for desk in self.narrow if named in desk.singled)
            return tuple(figure for desk in here for figure in desk.find(named))
        found = self.called.get(normalise(named.name), {})
        return tuple(f for f in found if not named.type or named.type in self.kinds[f])

    def _learn(self, correction: Correction, figures: Figures) -> None:
        for figure in figures:
            if correction.decision is Decision.RENAME:
                self.called[normalise(correction.to)][figure] = None
            elif correction.decision is Decision.RETYPE:
                self.kinds[figure].add(self.ontology.top_type(correction.to))


def _narrow(correction: Correction, found: Sequence[Figures]) -> tuple[Figures, ...]:
    """*This article's Kim* and *Kim* are apart: the second means all the others."""
    if correction.decision is not Decision.DIFFERENT:
        return tuple(found)
    sides = [(_width(n), set(some)) for n, some in zip(correction.named, found, strict=True)]
    result = []
    for (width, some), figures in zip(sides, found, strict=True):
        less = [s for w, s in sides if s < some or (s == some and w < width)]
        result.append(tuple(figure for figure in figures if not any(figure in s for s in less)))
    return tuple(result)


def _width(named: Named) -> int:
    """How much a name can mean: one place, one article, or all."""
    return 0 if named.start is not None else 1 if named.article else 2


def _names_of(figure: Figure) -> set[str]:
    """What a figure is called, normalised: its fullest name, and each other one of several words.

    A single word such as *Kim* names only those that their article calls no fuller.
    """
    names = {form for form in figure.forms if form == figure.fullest or " " in form}
    if figure.owner:  # every state has a Foreign Ministry
        names = {f"{name} of {figure.owner}" for name in names}
    names |= {figure.entry.name} if figure.entry else set()
    return {normalise(name) for name in names}


def _is_called(figure: Figure, named: Named) -> bool:
    names = {*_names_of(figure), normalise(figure.fullest)}
    return named.type in ("", _kind(figure)) and normalise(named.name) in names


def _kind(figure: Figure) -> str:
    return "Thing" if figure.top == "Group" else figure.top


Links = Mapping[Figure, Sequence[tuple[Figure, Correction]]]


def _unite(
    meant: Mapping[Correction, tuple[Figures, ...]],
) -> tuple[dict[Figure, Figures], Links]:
    """The figures that *same* makes one, by figure; and the links that do."""
    links: defaultdict[Figure, list[tuple[Figure, Correction]]] = defaultdict(list)
    for correction, named in meant.items():
        if correction.decision is Decision.SAME:
            first, *others = dict.fromkeys(figure for some in named for figure in some)
            for other in others:
                links[first].append((other, correction))
                links[other].append((first, correction))
    groups: dict[Figure, Figures] = {}
    for start in links:
        if start not in groups:
            group = tuple(_reached(start, links))
            groups.update(dict.fromkeys(group, group))
    return groups, links


def _reached(start: Figure, links: Links) -> dict[Figure, tuple[Figure, Correction] | None]:
    """All that links lead to from one figure, each with the step before it."""
    before: dict[Figure, tuple[Figure, Correction] | None] = {start: None}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for there, correction in links.get(here, ()):
            if there not in before:
                before[there] = (here, correction)
                waiting.append(there)
    return before


def _moved(
    meant: Mapping[Correction, tuple[Figures, ...]],
    groups: Mapping[Figure, Figures],
    singled: Iterable[Figure],
) -> Iterator[Figure]:
    """What *same* speaks of more narrowly than of those it puts it with: this article's Kim is
    Pak, whoever is called Kim elsewhere."""
    width = dict.fromkeys(groups, 1) | dict.fromkeys(singled, 0)
    for correction, found in meant.items():
        if correction.decision is Decision.SAME:
            for named, some in zip(correction.named, found, strict=True):
                if not named.article:
                    width.update(dict.fromkeys(some, 2))
    for figure, group in groups.items():
        if width[figure] < max(width[other] for other in group):
            yield figure


def _part(
    meant: Mapping[Correction, tuple[Figures, ...]],
    groups: Mapping[Figure, Figures],
    links: Links,
) -> Iterator[Apart]:
    """The sets that *different* keeps apart; CorrectionError if *same* joins them."""
    for correction, named in meant.items():
        if correction.decision is Decision.DIFFERENT:
            for one, other in combinations(filter(None, named), 2):
                theirs = set(other)
                for first in one:
                    joined = [f for f in groups.get(first, (first,)) if f in theirs]
                    if joined:
                        _refuse(correction, first, joined[0], links)
                yield Apart(correction, (frozenset(one), frozenset(other)))


def _refuse(correction: Correction, first: Figure, second: Figure, links: Links) -> None:
    path: list[Correction] = []
    before = _reached(first, links)
    step = before.get(second)
    while step is not None:
        here, reason = step
        path.append(reason)
        step = before[here]
    if not path:
        raise CorrectionError(
            f"corrections: {told([correction])} speaks of the same mentions twice;"
            " name them more narrowly, with their articles"
        )
    raise CorrectionError(
        f"corrections contradict: {told([correction])} keeps apart what {told(path)}"
        f" make{'s' if len(set(path)) == 1 else ''} one; take one of them out"
    )


def _unclustered(orders: Orders, clusters: Iterable[Cluster]) -> Iterator[Cluster]:
    """Figures that only a correction puts with others: those moved, and those without a name."""
    placed = {figure for found in clusters for figure in found.figures}
    for figure in orders.figures:
        if figure not in placed and figure in orders.groups:
            alone = Cluster()
            alone.add(figure)
            yield alone


def _joined(
    clusters: Sequence[Cluster], home: Mapping[Figure, Cluster], orders: Orders
) -> Iterator[list[Cluster]]:
    """Clusters in lists of those that *same* brings together, all in their order."""
    seen: set[int] = set()
    for found in clusters:
        if id(found) in seen:
            continue
        joined, waiting = [], deque([found])
        seen.add(id(found))
        while waiting:
            here = waiting.popleft()
            joined.append(here)
            for figure in here.figures:
                for other in orders.groups.get(figure, ()):
                    if id(home[other]) not in seen:
                        seen.add(id(home[other]))
                        waiting.append(home[other])
        yield joined


def _rearrange(joined: Sequence[Cluster], orders: Orders) -> list[Cluster]:
    """One cluster of several, or as many as *different* asks for."""
    held = {figure for found in joined for figure in found.figures}
    conflicts = [a for a in orders.apart if all(held & side for side in a.sides)]
    if conflicts:
        return _split(_merge(joined, orders), conflicts, orders)
    return [_merge(joined, orders)] if len(joined) > 1 else list(joined)


def _merge(joined: Sequence[Cluster], orders: Orders) -> Cluster:
    """Clusters as one: what the gazetteer knows first, then what has most mentions."""
    first, *others = sorted(joined, key=_standing)
    merged = Cluster()
    for figure in first.figures:
        merged.add(figure, first.because.get(figure, ""))
    reasons = _reasons(orders)
    for other in others:
        named = sorted({reasons[figure] for figure in other.figures if figure in reasons})
        for figure in other.figures:
            parts = (other.because.get(figure, ""), reasons.get(figure, named[0] if named else ""))
            merged.add(figure, "; ".join(filter(None, parts)))
    return merged


def _standing(found: Cluster) -> tuple[bool, bool, int, Mention]:
    first = found.figures[0]
    count = sum(len(figure.mentions) for figure in found.figures)
    return (first.entry is None, not _has_name(first), -count, min(first.mentions))


def _reasons(orders: Orders) -> dict[Figure, str]:
    """Why *same* puts a figure where it is: the words of the first correction that names it."""
    reasons: dict[Figure, str] = {}
    for correction, named in orders.meant.items():
        if correction.decision is Decision.SAME:
            for some in named:
                for figure in some:
                    reasons.setdefault(figure, correction.reason)
    return reasons


@dataclass(eq=False)
class _Part:
    """Some figures of a cluster that can be one; `marks` are the sides of conflicts they are on."""

    units: list[Figures] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    context: Counter[str] = field(default_factory=Counter)
    mentions: int = 0
    marks: set[tuple[int, int]] = field(default_factory=set)

    def add(self, unit: Figures, marks: Iterable[tuple[int, int]] = ()) -> None:
        self.units.append(unit)
        self.marks |= set(marks)
        for figure in unit:
            self.names |= {figure.fullest} - {""}
            self.context.update(figure.context)
            self.mentions += len(figure.mentions)

    def likeness(self, unit: Figures) -> tuple[float, int, int]:
        """How well a unit fits: its names, then its context, then where most is."""
        compare = compare_person_names if unit[0].top == "Person" else compare_names
        names = {figure.fullest for figure in unit} - {""}
        alike = max((compare(a, b).score for a in names for b in self.names), default=0.0)
        shared = sum(self.context[name] for figure in unit for name in figure.context)
        return alike, shared, self.mentions


def _split(found: Cluster, conflicts: Sequence[Apart], orders: Orders) -> list[Cluster]:
    """A cluster in as many parts as the conflicts ask for; what none speaks of goes where its name
    and then its context fit best."""
    units = list(dict.fromkeys(orders.groups.get(f, (f,)) for f in found.figures))
    marks = {unit: set(_marks(unit, conflicts)) for unit in units}
    parts: list[_Part] = []
    for unit in sorted((unit for unit in units if marks[unit]), key=_size_first):
        against = {(number, 1 - side) for number, side in marks[unit]}
        fitting = [part for part in parts if not against & part.marks]
        if fitting:
            chosen = max(fitting, key=lambda part: part.likeness(unit))
        else:
            chosen = _Part()
            parts.append(chosen)
        chosen.add(unit, marks[unit])
    free = [unit for unit in units if not marks[unit]]
    homes = [max(parts, key=lambda part: part.likeness(unit)) for unit in free]
    for unit, home in zip(free, homes, strict=True):
        home.add(unit)
    return _as_clusters(found, [part.units for part in parts])


def _marks(unit: Figures, conflicts: Iterable[Apart]) -> Iterator[tuple[int, int]]:
    for number, conflict in enumerate(conflicts):
        for side, figures in enumerate(conflict.sides):
            if any(figure in figures for figure in unit):
                yield number, side


def _size_first(unit: Figures) -> tuple[int, Mention]:
    mentions = [mention for figure in unit for mention in figure.mentions]
    return -len(mentions), min(mentions)


def _as_clusters(found: Cluster, parts: Iterable[Sequence[Figures]]) -> list[Cluster]:
    clusters = []
    order = {figure: number for number, figure in enumerate(found.figures)}
    for part in parts:
        cluster = Cluster()
        figures = sorted((figure for unit in part for figure in unit), key=order.__getitem__)
        head = figures[0].fullest
        for figure in figures:
            # What came to the cluster by a likeness of names has, in a part without that other
            # name, nobody that it came to.
            alone = figures[0] in found.because and figure.fullest == head
            cluster.add(figure, "" if alone else found.because.get(figure, ""))
        clusters.append(cluster)
    clusters.sort(key=lambda c: -sum(len(figure.mentions) for figure in c.figures))
    for namesake in clusters[1:]:
        for figure in namesake.figures:
            _forget_entry(figure)
    return [cluster for cluster in clusters if any(map(_has_name, cluster.figures))]


def _forget_entry(figure: Figure) -> None:
    """A namesake of what the gazetteer knows is not what it knows."""
    if figure.entry is not None:
        if not figure.forms:
            figure.forms[figure.entry.name] += 1
        figure.entry = None
