"""The clusters as corrections have them: a reader's word stands above names and vetoes.

*Same* unites whatever clusters hold its figures; *different* parts whatever cluster holds both its
sides, so that no chain of other links can join them again.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.corrections import Decision
from kg.model import Mention
from kg.names import compare_names, compare_person_names
from kg.resolution.clusters import Cluster
from kg.resolution.figures import Figure
from kg.resolution.orders import Orders, has_name
from kg.resolution.spoken import Figures


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
    marks = orders.marks(figure for found in joined for figure in found.figures)
    if any((number, 1 - side) in marks for number, side in marks):
        return _split(_merge(joined, orders), orders)
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
    return (first.entry is None, not has_name(first), -count, min(first.mentions))


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


def _split(found: Cluster, orders: Orders) -> list[Cluster]:
    """A cluster in as many parts as the conflicts ask for; what none speaks of goes where its name
    and then its context fit best."""
    units = list(dict.fromkeys(orders.groups.get(f, (f,)) for f in found.figures))
    marks = _marks(units, orders)
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


def _marks(units: Sequence[Figures], orders: Orders) -> dict[Figures, set[tuple[int, int]]]:
    """The marks of each unit, without those whose other side is not among the units."""
    marks = {unit: orders.marks(unit) for unit in units}
    here = set().union(*marks.values())
    return {
        unit: {(number, side) for number, side in own if (number, 1 - side) in here}
        for unit, own in marks.items()
    }


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
    return [cluster for cluster in clusters if any(map(has_name, cluster.figures))]


def _forget_entry(figure: Figure) -> None:
    """A namesake of what the gazetteer knows is not what it knows."""
    if figure.entry is not None:
        if not figure.forms:
            figure.forms[figure.entry.name] += 1
        figure.entry = None
