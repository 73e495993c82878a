"""What is compared: a claim as a person's gold tells it, and as kg tells it, in one form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from kg.graph import KnowledgeGraph
from kg.model import Claim, Document, Mention, MentionKind, Span, Status

POSSESSIVE = ("'s", "’s", "' ", "’ ")


@dataclass(frozen=True, slots=True)
class Participant:
    """Words that stand for somebody; `core` is the part of them that the other side must touch.

    `span` and `core` are None where gold gives only the words of a speaker. `meant` holds the names
    of each one that the words stand for, the preferred one first; it is empty where gold does not
    say.
    """

    text: str
    span: Span | None
    core: Span | None
    meant: tuple[tuple[str, ...], ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """The words and all the names, whatever their case."""
        return frozenset(map(str.casefold, (self.text, *chain(*self.meant))))


@dataclass(frozen=True, slots=True)
class Told:
    """One claim as one side tells it; `where` is a line of the gold file, or the claim's id.

    `speakers` hold None for a speaker without a name; they are None where gold does not say.
    """

    where: str
    document: str
    predicate: str
    trigger: Span | None
    roles: Mapping[str, tuple[Participant, ...]]
    status: Status
    speakers: tuple[Participant | None, ...] | None
    evidence: Span

    @property
    def participants(self) -> tuple[Participant, ...]:
        """Who takes part, in whatever role."""
        return tuple(one for fillers in self.roles.values() for one in fillers)


@dataclass(frozen=True, slots=True)
class Gold:
    """The claims of some articles as a person lists them; `documents` may have none."""

    documents: tuple[Document, ...]
    claims: tuple[Told, ...]


def told_by(graph: KnowledgeGraph, document: str) -> Iterator[Told]:
    """The claims that kg reads out of one article, in the order of the text."""
    for claim in graph.claims:
        if claim.document == document:
            yield _told(graph, claim)


def overlap(one: Span | None, other: Span | None) -> bool:
    """Whether two stretches of an article share a character."""
    return bool(one and other and one.start < other.end and other.start < one.end)


def is_same(gold: Participant, read: Participant) -> bool:
    """Whether both point to the same words; a speaker without offsets is known by words or name.

    kg's *Norway's authority* is not gold's *Norway*, whose core it is not, nor the other way round.
    """
    if gold.span is None or read.span is None:
        return bool(gold.keys & read.keys)
    behind = gold.text[max(0, read.span.end - gold.span.start) :]
    return overlap(gold.span, read.core) and not behind.startswith(POSSESSIVE)


def _told(graph: KnowledgeGraph, claim: Claim) -> Told:
    return Told(
        where=claim.id,
        document=claim.document,
        predicate=claim.predicate,
        trigger=claim.trigger,
        roles={
            role.name: tuple(_participant(graph, mention) for mention in role.fillers)
            for role in claim.roles
        },
        status=claim.status,
        speakers=tuple(
            _participant(graph, said.source) if said.source else None for said in claim.attribution
        ),
        evidence=claim.evidence,
    )


def _participant(graph: KnowledgeGraph, mention: Mention) -> Participant:
    """A mention; a name may be written longer or shorter, another phrase is known by its head."""
    text = graph.text(mention.document, mention)
    span = Span(mention.start, mention.end)
    names = tuple(entity.names for entity in graph.entities_of(mention))
    return Participant(
        text=text,
        span=span,
        core=span if mention.kind is MentionKind.NAME else mention.head,
        meant=names or ((text,),),
    )
