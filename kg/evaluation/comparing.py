"""Gold beside kg: which claim answers to which, and in what the two differ.

Claims of one article are paired one to one, the best pair first. A pair tells of the same words and
shares a participant; what else it shares are the levels of `kg.evaluation.figures`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kg.evaluation.told import Participant, Told, is_same, overlap
from kg.ontology import OPEN_PREFIX, Ontology, is_open

Names = tuple[str, ...]
Part = tuple[str, Participant]
EITHER = frozenset(("agent", "theme"))
NOBODY = "nobody"


class ErrorClass(StrEnum):
    """In what kg's claims differ from gold."""

    MISSED = "missed claim"
    INVENTED = "invented claim"
    PARTICIPANT_MISSING = "participant missing"
    PARTICIPANT_INVENTED = "participant invented"
    WRONG_ROLE = "participant in the wrong role"
    WRONG_PREDICATE = "wrong predicate"
    WRONG_STATUS = "wrong status"
    WRONG_SPEAKER = "wrong speaker"
    MISTAKEN = "participant taken for another"


@dataclass(frozen=True, slots=True)
class Difference:
    """One error of a pair, with the words that it is about."""

    kind: ErrorClass
    detail: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim of gold, the claim of kg that answers to it, and in what they differ."""

    gold: Told
    read: Told
    differences: tuple[Difference, ...]


def pair_claims(gold: Sequence[Told], read: Sequence[Told], ontology: Ontology) -> tuple[Pair, ...]:
    """The claims of one article that answer to each other, in the order of gold.

    What makes a pair good: the same trigger, the same predicate, the share of common participants,
    and half as much the same status. Where two are as good, the earlier in the text goes first.
    """
    likely = [
        (-likeness, one, other)
        for one, claim in enumerate(gold)
        for other, answer in enumerate(read)
        if (likeness := _likeness(claim, answer))
    ]
    taken: dict[int, int] = {}
    for _, one, other in sorted(likely):
        if one not in taken and other not in taken.values():
            taken[one] = other
    return tuple(
        Pair(
            gold[one], read[taken[one]], tuple(_differences(gold[one], read[taken[one]], ontology))
        )
        for one in sorted(taken)
    )


def _likeness(gold: Told, read: Told) -> float:
    """How well two claims answer to each other; 0 if they do not.

    Other words with another meaning are another event, even if the sentence and a participant are
    the same: *Maes, who worked for the museum, was buried*.
    """
    trigger, predicate = overlap(gold.trigger, read.trigger), _is_same_predicate(gold, read)
    if not (trigger or overlap(gold.evidence, read.evidence)):
        return 0
    if gold.trigger and not trigger and not predicate:
        return 0
    shared = [one for one in gold.participants if _among(one, read.participants)]
    echoed = [one for one in read.participants if _told_in(one, gold.participants)]
    share = (len(shared) + len(echoed)) / (len(gold.participants) + len(read.participants))
    status = gold.status == read.status
    return trigger + predicate + share + status / 2 if shared else 0


def _is_same_predicate(gold: Told, read: Told) -> bool:
    """Whether both say the same; of an open predicate only the verb counts: `rel:speak_through`."""
    if is_open(gold.predicate) and is_open(read.predicate):
        return _verb(gold.predicate) == _verb(read.predicate)
    return gold.predicate == read.predicate


def _verb(predicate: str) -> str:
    return predicate.removeprefix(OPEN_PREFIX).split("_")[0]


def _differences(gold: Told, read: Told, ontology: Ontology) -> Iterator[Difference]:
    yield from _differ_in_roles(gold, read, both_ways=ontology.is_symmetric(gold.predicate))
    if not _is_same_predicate(gold, read):
        detail = f"{read.predicate} for {gold.predicate}"
        yield Difference(ErrorClass.WRONG_PREDICATE, detail)
    if gold.status != read.status:
        yield Difference(ErrorClass.WRONG_STATUS, f"{read.status} for {gold.status}")
    if not _have_same_speakers(gold, read):
        detail = f"{_names(read.speakers)} for {_names(gold.speakers)}"
        yield Difference(ErrorClass.WRONG_SPEAKER, detail)
    yield from _differ_in_meaning(gold, read)


def _differ_in_roles(gold: Told, read: Told, *, both_ways: bool) -> Iterator[Difference]:
    """Who takes part on one side only, or in another role."""
    strays, extras = [], _parts(read)
    for part in _parts(gold):
        answer = next((one for one in extras if _agree(part, one, both_ways)), None)
        if answer is None:
            strays.append(part)
        else:
            extras.remove(answer)
    for role, one in strays:
        other = next((other for other, extra in extras if is_same(one, extra)), None)
        if other is None:
            yield Difference(ErrorClass.PARTICIPANT_MISSING, f"{role}: {one.text}")
        else:
            yield Difference(ErrorClass.WRONG_ROLE, f"{one.text}: {other} for {role}")
    for role, one in extras:
        if not any(is_same(stray, one) for _, stray in strays):
            yield Difference(ErrorClass.PARTICIPANT_INVENTED, f"{role}: {one.text}")


def _parts(claim: Told) -> list[Part]:
    """Who takes part and as what; "the two leaders" once, whomever they stand for."""
    parts = ((role, one) for role, fillers in claim.roles.items() for one in fillers)
    return list({(role, one.span): (role, one) for role, one in parts}.values())


def _agree(gold: Part, read: Part, both_ways: bool) -> bool:
    """Whether both have the same one in the same role; whoever met whom, both met."""
    roles = {gold[0], read[0]}
    same_role = len(roles) == 1 or (both_ways and roles == EITHER)
    return same_role and is_same(gold[1], read[1])


def _have_same_speakers(gold: Told, read: Told) -> bool:
    """Whether each side's speakers are the other's, in whatever order; open gold asks nothing."""
    if gold.speakers is None:
        return True
    theirs, ours = read.speakers or (), gold.speakers
    return (None in ours) == (None in theirs) and (
        all(_among(one, _named(theirs)) for one in _named(ours))
        and all(_told_in(one, _named(ours)) for one in _named(theirs))
    )


def _differ_in_meaning(gold: Told, read: Told) -> Iterator[Difference]:
    """Words that both take for a participant, but by which kg means somebody else."""
    for one in dict.fromkeys(read.participants):
        wanted = [other for other in gold.participants if is_same(other, one)]
        if not wanted or not all(other.meant for other in wanted):
            continue
        names = [known for other in wanted for known in other.meant]
        if not (_are_all_known(names, one.meant) and _are_all_known(one.meant, names)):
            takes, means = (" and ".join(known[0] for known in side) for side in (one.meant, names))
            yield Difference(ErrorClass.MISTAKEN, f"{one.text}: {takes} for {means}")


def _are_all_known(ours: Iterable[Names], theirs: Iterable[Names]) -> bool:
    """Whether each of ours shares a name with one of theirs."""
    known = [{name.casefold() for name in names} for names in theirs]
    return all(any(names & {n.casefold() for n in one} for names in known) for one in ours)


def _among(gold: Participant, read: Iterable[Participant]) -> bool:
    return any(is_same(gold, one) for one in read)


def _told_in(read: Participant, gold: Iterable[Participant]) -> bool:
    return any(is_same(one, read) for one in gold)


def _named(speakers: Iterable[Participant | None]) -> list[Participant]:
    return [one for one in speakers if one is not None]


def _names(speakers: Iterable[Participant | None] | None) -> str:
    return " and ".join(one.text if one else "somebody" for one in speakers or ()) or NOBODY
