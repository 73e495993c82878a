"""Denials and confirmations of what was said before: "Both sides have denied these allegations".

The words that are denied stand in earlier sentences; each claim that they mean is told again here,
marked by the one who denies or confirms it. The earlier claim keeps its own status.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from kg.lexicon import Lexicon
from kg.model import (
    Attribution,
    Claim,
    Mention,
    MentionKind,
    Polarity,
    Role,
    Span,
    Stance,
    Status,
)

ANSWERS = {"denied": Polarity.NEGATIVE, "rejected": Polarity.NEGATIVE}
MEANT = {
    "accusation": frozenset({Status.ALLEGED}),
    "plan": frozenset({Status.PLANNED, Status.POSSIBLE}),
}
REACH = 3


def find_answers(
    claims: Sequence[Claim],
    sentences: Sequence[Span],
    noun_of: Callable[[Mention], str | None],
    *,
    lexicon: Lexicon,
) -> Iterator[Claim]:
    """The claims that denials point back to, told again as denied; ids are still empty.

    `sentences` are the evidence spans of the document in order; `noun_of` gives the lemma of a
    mention that points back ("these allegations", "it"), None for one that does not.
    """
    order = {span: position for position, span in enumerate(sentences)}
    for claim in claims:
        polarity = ANSWERS.get(claim.predicate)
        if polarity is None or claim.status is Status.DENIED:
            continue
        for mention in _fillers(claim, "theme"):
            noun = noun_of(mention)
            kind = lexicon.refers(noun) if noun else None
            if kind is not None or (noun and mention.kind is MentionKind.PRONOUN):
                for meant in _meant(claim, kind or "", claims, order):
                    yield _answer(claim, meant, mention, polarity)


def _meant(
    answer: Claim, kind: str, claims: Sequence[Claim], order: dict[Span, int]
) -> list[Claim]:
    """The claims of the nearest earlier sentence that are of the kind pointed back to."""
    here = order.get(answer.evidence, 0)
    statuses = MEANT.get(kind)
    eligible = [
        claim
        for claim in claims
        if 0 <= here - order.get(claim.evidence, 0) <= REACH
        and claim.trigger.end <= answer.trigger.start
        and claim.id != answer.id
        and (claim.status in statuses if statuses else bool(claim.attribution))
        and claim.status is not Status.DENIED
    ]
    if not eligible:
        return []
    nearest = max(order.get(claim.evidence, 0) for claim in eligible)
    return [claim for claim in eligible if order.get(claim.evidence, 0) == nearest]


def _answer(answer: Claim, meant: Claim, mention: Mention, polarity: Polarity) -> Claim:
    speakers = _fillers(answer, "agent")
    cue = answer.trigger
    chain = tuple(Attribution(speaker, cue) for speaker in speakers) or (Attribution(None, cue),)
    return replace(
        meant,
        id="",
        trigger=Span(mention.start, mention.end),
        stance=Stance(polarity=polarity),
        status=Status.DENIED,
        attribution=(*answer.attribution, *chain),
        time=None,
        evidence=answer.evidence,
        rule=f"{answer.predicate}:reference",
    )


def _fillers(claim: Claim, role: str) -> tuple[Mention, ...]:
    found: list[Role] = [held for held in claim.roles if held.name == role]
    return found[0].fillers if found else ()
