"""The nouns of kg: what is read, found, claimed and decided. They hold; they do no work.

Text is never copied out of a document: a `Span` points into it, and
`document.text[span.start:span.end]` proves every output.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

TOP_TYPES = ("Person", "Organization", "Place", "Thing")


@dataclass(frozen=True, slots=True)
class Document:
    """One article. `text` is what was read, never rewritten; `id` is a hash of the content.

    `body` is the offset in `text` where the prose starts (after a leading `date ...` line head);
    `headline` is the end of a title line that stands in the text itself, `body` if there is none.
    `assumed` is the day that an undated article is taken to be of (see `kg.dating`).
    """

    id: str
    text: str
    title: str = ""
    source: str = ""
    url: str = ""
    published: date | None = None
    body: int = 0
    headline: int = 0
    path: str = ""
    assumed: date | None = None


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (exclusive) of one document's text."""

    start: int
    end: int


class MentionKind(StrEnum):
    """How a mention refers: by a name, by a noun ("the president"), or by a pronoun."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A stretch of one document's text that names something.

    `head` is the span of its head word. `type` is a class of the ontology (`Person`, `Country`,
    `Weapon`, ...), by its local name.
    """

    document: str
    start: int
    end: int
    type: str
    kind: MentionKind
    head: Span


@dataclass(frozen=True, slots=True, order=True)
class Coreference:
    """Inside one article, `mention` means the same as the earlier `antecedent`, for `reason`."""

    mention: Mention
    antecedent: Mention
    reason: str


@dataclass(frozen=True, slots=True, order=True)
class Participation:
    """The part that a mention has in an event: *done to* or *does*, in a *death*, an *arrest*."""

    mention: Mention
    event: str
    part: str


class Polarity(StrEnum):
    """Whether the words say that it is so, or that it is not."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Certainty(StrEnum):
    """How sure the words are."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"


class Tense(StrEnum):
    """Whether it is told as still to come."""

    FUTURE = "future"
    NON_FUTURE = "non-future"


class Status(StrEnum):
    """What people see of a stance."""

    STATED = "stated"
    ALLEGED = "alleged"
    POSSIBLE = "possible"
    PLANNED = "planned"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Attribution:
    """One link of the chain of who says so: the speaker (None if unnamed) and the cue's span."""

    source: Mention | None
    cue: Span


@dataclass(frozen=True, slots=True)
class Stance:
    """How a claim is told; `alleged` is set by an accusing cue anywhere in the chain."""

    polarity: Polarity = Polarity.POSITIVE
    certainty: Certainty = Certainty.CERTAIN
    tense: Tense = Tense.NON_FUTURE
    alleged: bool = False


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """When, as the words say it: `span` of the words, first and last day (None where unknown)."""

    span: Span
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Role:
    """One role of a claim and the mentions that fill it, in the order of the text."""

    name: str
    fillers: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """One event or state as one sentence tells it.

    `predicate` is the ontology's local name (`met`) or, for an open one, `rel:` and its words.
    `evidence` is the span of the sentence; `rule` names the lexicon entry or construction.
    `attribution` runs from the outermost speaker inwards.
    """

    id: str
    document: str
    predicate: str
    trigger: Span
    roles: tuple[Role, ...]
    stance: Stance
    status: Status
    attribution: tuple[Attribution, ...]
    time: TimeSpan | None
    evidence: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Article:
    """All that one article says: the pure result of floors 2 and 3, before identity is decided.

    `mentions` holds every mention that a claim, a coreference or a speaker uses, and every name.
    `silent` are sentences with two or more names and no claim; `open_pronouns` and
    `open_nominals` (*the French president*) found no antecedent here; articles that name him may.
    `participations` tell what becomes of people, named or not, by the kinds of events that news is
    about.
    """

    document: Document
    mentions: tuple[Mention, ...]
    coreferences: tuple[Coreference, ...]
    claims: tuple[Claim, ...]
    silent: tuple[Span, ...] = ()
    open_pronouns: tuple[Mention, ...] = ()
    open_nominals: tuple[Mention, ...] = ()
    participations: tuple[Participation, ...] = ()


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a gazetteer knows of an entity: identifiers, and coordinates in degrees (WGS 84)."""

    identifiers: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """The one person, organization, place or thing that many mentions stand for.

    `id` is the last part of its IRI, such as `person/Kim_Jong_Un`; `type` a class of the ontology.
    `names` are all the ways it is written, the preferred one first. `reasons` are pairs of
    (mention, why it belongs here).
    """

    id: str
    type: str
    names: tuple[str, ...]
    mentions: tuple[Mention, ...]
    reasons: tuple[tuple[Mention, str], ...] = ()
    anchor: Anchor = Anchor()

    @property
    def name(self) -> str:
        """The preferred name."""
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Relation:
    """An edge between two entities: a view of the claims behind it, of one status each."""

    source: str
    predicate: str
    target: str
    status: Status
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that was not read, and why."""

    where: str
    why: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Which program, model, ontology and lexicon made a graph: by version and SHA-256, no clock."""

    software: str
    version: str
    model_digest: str = ""
    ontology_digest: str = ""
    lexicon_digest: str = ""
