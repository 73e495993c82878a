"""The nouns of corrections: a decision, what it speaks of, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Decision(StrEnum):
    """What a reader decided."""

    SAME = "same"
    DIFFERENT = "different"
    RENAME = "rename"
    RETYPE = "retype"
    REJECT = "reject"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class Named:
    """Whom or what a correction speaks of: by a name in all articles, in one, or at one place.

    `type` narrows to one of Person, Organization, Place and Thing. `article` is the id, title or
    address of an article; `start` the offset at which the words `name` stand in its text.
    """

    name: str
    type: str = ""
    article: str = ""
    start: int | None = None

    def __str__(self) -> str:
        place = f" at {self.start}" if self.start is not None else ""
        where = f" in {self.article}{place}" if self.article else ""
        return f"{self.name}{f' ({self.type})' if self.type else ''}{where}"


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision of a reader, who may say who they are (`by`) and why (`note`).

    `named` are two or more for *same* and *different*, one for *rename* and *retype*, whose `to`
    is the new name or class. `claim` is the id of a claim to reject or confirm. `line` is where
    the ledger tells it, 0 if it stands in none; two that say the same are equal wherever they
    stand.
    """

    decision: Decision
    named: tuple[Named, ...] = ()
    to: str = ""
    claim: str = ""
    by: str = ""
    note: str = ""
    line: int = field(default=0, compare=False)

    def __str__(self) -> str:
        if self.claim:
            return f"{self.decision} {self.claim}"
        of = ", ".join(map(str, self.named))
        return f"{self.decision} {of}{f' to {self.to}' if self.to else ''}"

    @property
    def reason(self) -> str:
        """Why a mention is where this correction puts it: *corrected by Ana: same office*."""
        by = f" by {self.by}" if self.by else " by a reader"
        return f"corrected{by}{f': {self.note}' if self.note else ''}"


@dataclass(frozen=True, slots=True)
class Unapplied:
    """A correction that did nothing in this build, or not all that it says, and why."""

    correction: Correction
    why: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a ledger's corrections came to in one build.

    `entities` holds the corrections by the id of each entity that they touched, `claims` the one
    that rejects or confirms a claim by the claim's id, `apart` the pairs of ids of entities that
    a correction keeps apart.
    """

    ledger: str = ""
    applied: tuple[Correction, ...] = ()
    unapplied: tuple[Unapplied, ...] = ()
    entities: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict)
    claims: Mapping[str, Correction] = field(default_factory=dict)
    apart: tuple[tuple[str, str], ...] = ()

    def is_rejected(self, claim: str) -> bool:
        """Whether a reader rejected the claim of this id."""
        found = self.claims.get(claim)
        return found is not None and found.decision is Decision.REJECT


NOTHING_CORRECTED = Corrected()


def told(corrections: Iterable[Correction]) -> str:
    """Which corrections, as a reader finds them: *line 3 (same Kim, Kim Jong Un) and line 9*."""
    ordered = sorted(set(corrections), key=lambda c: (c.line, str(c)))
    return " and ".join(f"line {c.line} ({c})" if c.line else f"({c})" for c in ordered)
