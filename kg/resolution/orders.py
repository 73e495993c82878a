"""Corrections in terms of figures: which are one, which are not, and whether that can be.

*Same* and *different* are taken together here, so that contradictions show before anything is
joined or parted.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

from kg.corrections import Correction, Decision, Unapplied, told
from kg.errors import CorrectionError
from kg.gazetteer import Gazetteer
from kg.model import Article
from kg.ontology import Ontology
from kg.resolution.figures import Figure
from kg.resolution.spoken import Catalogue, Figures, open_desks


@dataclass(frozen=True)
class Apart:
    """Two sets of figures that a correction keeps apart."""

    correction: Correction
    sides: tuple[frozenset[Figure], frozenset[Figure]]


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
        """The figures whose names, or offices of a state, say where they belong."""
        told = [figure for figure in self.figures if has_name(figure) or figure.offices]
        return [figure for figure in told if figure not in self.moved]

    def are_decided(self, one: Iterable[Figure], other: Iterable[Figure]) -> bool:
        """Whether a correction says that some of these figures are one, or are not."""
        these, those = tuple(one), tuple(other)
        linked = {figure for first in these for figure in self.groups.get(first, ())}
        against = {(number, 1 - side) for number, side in self.marks(these)}
        return bool(linked & set(those)) or bool(against & self.marks(those))

    def marks(self, figures: Iterable[Figure]) -> set[tuple[int, int]]:
        """On which side (0 or 1) of which of `apart` (by its number) some figures are."""
        return {mark for figure in figures for mark in self._marks.get(figure, ())}

    @cached_property
    def _marks(self) -> dict[Figure, list[tuple[int, int]]]:
        marks: defaultdict[Figure, list[tuple[int, int]]] = defaultdict(list)
        for number, conflict in enumerate(self.apart):
            for side, figures in enumerate(conflict.sides):
                for figure in figures:
                    marks[figure].append((number, side))
        return dict(marks)


def give_orders(
    articles: Iterable[Article],
    corrections: Iterable[Correction],
    ontology: Ontology,
    gazetteer: Gazetteer,
) -> Orders:
    """All figures, and what the corrections say of them; CorrectionError if these contradict.

    Corrections of claims are no matter of identity, and are left out.
    """
    in_order = sorted(corrections, key=lambda c: (str(c), c.by, c.note, c.line))
    wanted = [correction for correction in dict.fromkeys(in_order) if correction.named]
    desks = open_desks(articles, wanted, ontology, gazetteer)
    figures = tuple(figure for desk in desks for figure in desk.figures)
    if not wanted:
        return Orders(figures)
    meant: dict[Correction, tuple[Figures, ...]] = {}
    unapplied: list[Unapplied] = []
    catalogue = Catalogue(desks, ontology)
    for correction, found in catalogue.find_all(wanted).items():
        missing = [named for named, some in zip(correction.named, found, strict=True) if not some]
        if missing:
            names = ", ".join(f"{named}{catalogue.advice(named)}" for named in missing)
            unapplied.append(Unapplied(correction, f"not in these articles: {names}"))
        if len(found) - len(missing) >= _least(correction):
            meant[correction] = found
    groups, links = _unite(meant)
    apart = tuple(_part(meant, groups, links))
    singled = [figure for desk in desks for figure in desk.alone]
    moved = frozenset(_moved(meant, groups, singled))
    return Orders(figures, meant, tuple(unapplied), groups, moved, apart)


def has_name(figure: Figure) -> bool:
    """Whether clustering has anything to go by."""
    return figure.entry is not None or any(figure.forms)


def _least(correction: Correction) -> int:
    return 2 if correction.decision in (Decision.SAME, Decision.DIFFERENT) else 1


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
