"""What has been found out while one article is read: the chains so far and the links made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.coreference.sights import Chain, Sight
from kg.gazetteer import Gazetteer
from kg.model import Coreference


@dataclass(eq=False)
class Story:
    """The mentions of one article, gathered into chains as links are found."""

    sights: Sequence[Sight]
    gazetteer: Gazetteer
    links: list[Coreference] = field(default_factory=list)
    _linked: set[Sight] = field(default_factory=set)
    _groups: dict[Sight, list[Sight]] = field(default_factory=dict)
    _chain_of: dict[Sight, Chain] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for sight in self.sights:
            self._chain_of[sight] = Chain((sight,))

    def chain(self, sight: Sight) -> Chain:
        """The chain that a mention belongs to."""
        return self._chain_of[sight]

    def chains(self, sights: Iterable[Sight] | None = None) -> list[Chain]:
        """The different chains of some mentions (of all, by default), in the order of the text."""
        wanted = self.sights if sights is None else sights
        return list(dict.fromkeys(self._chain_of[sight] for sight in wanted))

    def is_linked(self, sight: Sight) -> bool:
        """Whether a mention already has its antecedent."""
        return sight in self._linked

    def link(self, sight: Sight, antecedent: Sight, reason: str) -> None:
        """Decide that a mention means what its antecedent means."""
        one, other = self._chain_of[sight], self._chain_of[antecedent]
        if sight is antecedent or one is other:
            return
        self.links.append(Coreference(sight.mention, antecedent.mention, reason))
        self._linked.add(sight)
        members = sorted((*other.sights, *one.sights), key=lambda s: s.place)
        joined = Chain(tuple(members))
        for member in members:
            self._chain_of[member] = joined

    def link_group(self, sight: Sight, antecedents: Iterable[Sight], reason: str) -> None:
        """Decide that a plural mention means several others together; no chain grows by that."""
        self._linked.add(sight)
        self._groups[sight] = list(antecedents)
        for antecedent in self._groups[sight]:
            self.links.append(Coreference(sight.mention, antecedent.mention, reason))

    def members(self, sight: Sight) -> list[Sight]:
        """Those whom a plural mention means, none where it is not known."""
        return self._groups.get(sight, [])

    def before(self, sight: Sight, sentences: int) -> list[Sight]:
        """The mentions before one, nearest first, not more than so many sentences back."""
        found: list[Sight] = []
        for place in range(sight.place - 1, -1, -1):
            if sight.sentence - self.sights[place].sentence > sentences:
                break
            found.append(self.sights[place])
        return found
