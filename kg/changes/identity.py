"""Which entity of the new side is which of the old one: decided by the mentions that they share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.changes.sides import Known, Place, Side


@dataclass(frozen=True, slots=True)
class Regrouped:
    """Entities of the old side and those of the new one that they became."""

    old: tuple[Known, ...]
    new: tuple[Known, ...]


@dataclass(frozen=True)
class Identity:
    """The ties between the entities of two sides.

    An entity became the one that holds most of its mentions. Where no mention is on both sides, as
    in an article that was written anew, those with the same id are the same.
    """

    old: Side
    new: Side

    def became(self, id: str) -> str:
        """The id on the new side of an old entity; its own if there is none."""
        return self._became.get(id, id)

    @property
    def merged(self) -> tuple[Regrouped, ...]:
        """Several old entities that are one now."""
        return self._grouped(
            (olds, (new,)) for new, olds in _inverted(self._became).items() if len(olds) > 1
        )

    @property
    def split(self) -> tuple[Regrouped, ...]:
        """Old entities that are several now."""
        return self._grouped(
            ((old,), news) for old, news in _inverted(self._was).items() if len(news) > 1
        )

    @property
    def same(self) -> tuple[tuple[Known, Known], ...]:
        """Pairs of one old and one new entity that are the same."""
        return tuple(
            (self.old.entities[old], self.new.entities[new])
            for old, new in sorted(self._became.items())
            if self._was.get(new) == old
        )

    @property
    def alone(self) -> tuple[tuple[Known, Known], ...]:
        """Those of them that were neither merged nor split."""
        olds, news = Counter(self._became.values()), Counter(self._was.values())
        return tuple(
            (old, new) for old, new in self.same if olds[new.id] == 1 and news[old.id] == 1
        )

    @property
    def appeared(self) -> tuple[Known, ...]:
        """New entities that were none of the old ones."""
        return tuple(self.new.entities[id] for id in sorted(self.new.entities.keys() - self._was))

    @property
    def vanished(self) -> tuple[Known, ...]:
        """Old entities that are none of the new ones."""
        return tuple(
            self.old.entities[id] for id in sorted(self.old.entities.keys() - self._became)
        )

    @property
    def moved(self) -> tuple[tuple[Place, Known, Known], ...]:
        """Mentions that mean another entity, though theirs was neither merged nor split."""
        return tuple(
            (place, self.old.entities[old], self.new.entities[new])
            for place, old, new in self._shared
            if self._became[old] != new and self._was[new] != old
        )

    @cached_property
    def _shared(self) -> tuple[tuple[Place, str, str], ...]:
        """Mentions that both sides know, with what they meant and mean."""
        places = sorted(self.old.meant.keys() & self.new.meant.keys())
        return tuple(
            (place, self.old.meant[place].entity, self.new.meant[place].entity) for place in places
        )

    @cached_property
    def _ties(self) -> Counter[tuple[str, str]]:
        ties = Counter((old, new) for _, old, new in self._shared)
        olds, news = {old for old, _ in ties}, {new for _, new in ties}
        for id in self.old.entities.keys() & self.new.entities.keys():
            if id not in olds and id not in news:
                ties[id, id] = 1
        return ties

    @cached_property
    def _became(self) -> dict[str, str]:
        return _strongest(self._ties)

    @cached_property
    def _was(self) -> dict[str, str]:
        return _strongest(Counter({(new, old): count for (old, new), count in self._ties.items()}))

    def _grouped(
        self, groups: Iterable[tuple[tuple[str, ...], tuple[str, ...]]]
    ) -> tuple[Regrouped, ...]:
        return tuple(
            Regrouped(
                tuple(self.old.entities[id] for id in olds),
                tuple(self.new.entities[id] for id in news),
            )
            for olds, news in sorted(groups)
        )


def _strongest(ties: Counter[tuple[str, str]]) -> dict[str, str]:
    """For each first id the second one that it is tied to most; of equals its own, or the first."""
    best: dict[str, tuple[int, bool, str]] = {}
    for (one, other), count in sorted(ties.items(), key=lambda item: item[0], reverse=True):
        rank = (count, one == other, other)
        if one not in best or rank[:2] >= best[one][:2]:
            best[one] = rank
    return {one: other for one, (_, _, other) in best.items()}


def _inverted(pairs: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    grouped: defaultdict[str, list[str]] = defaultdict(list)
    for one, other in sorted(pairs.items()):
        grouped[other].append(one)
    return {other: tuple(ones) for other, ones in grouped.items()}
