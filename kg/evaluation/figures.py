"""How well kg reads: precision, recall and F1 by level and by relation, and the errors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kg.evaluation.comparing import Difference, ErrorClass, Pair, pair_claims
from kg.evaluation.told import Gold, Participant, Told, told_by
from kg.graph import KnowledgeGraph
from kg.model import Document
from kg.ontology import OPEN_PREFIX, is_open


class Level(StrEnum):
    """How much of a claim is right; each level asks for all that those above it ask for."""

    FOUND = "found"
    PARTICIPANTS = "participants"
    PREDICATE = "predicate"
    STATUS = "status"
    SPEAKER = "speaker"
    IDENTITY = "identity"


SPOILED_BY = {
    ErrorClass.PARTICIPANT_MISSING: Level.PARTICIPANTS,
    ErrorClass.PARTICIPANT_INVENTED: Level.PARTICIPANTS,
    ErrorClass.WRONG_ROLE: Level.PARTICIPANTS,
    ErrorClass.WRONG_PREDICATE: Level.PREDICATE,
    ErrorClass.WRONG_STATUS: Level.STATUS,
    ErrorClass.WRONG_SPEAKER: Level.SPEAKER,
    ErrorClass.MISTAKEN: Level.IDENTITY,
}


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one level: over all claims, or over those of one predicate.

    `recalled` of the `gold` claims and `precise` of the `read` claims are right. Precision and F1
    are None where gold is partial, and whatever has nothing to count is None.
    """

    level: Level
    predicate: str
    gold: int
    read: int
    recalled: int
    precise: int
    partial: bool = False

    @property
    def precision(self) -> float | None:
        """The share of kg's claims that are right."""
        return None if self.partial or not self.read else self.precise / self.read

    @property
    def recall(self) -> float | None:
        """The share of the gold claims that kg reads right."""
        return self.recalled / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; 0 where only one side has claims."""
        if self.partial or not (self.gold or self.read):
            return None
        precision, recall = self.precision or 0.0, self.recall or 0.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(frozen=True, slots=True)
class Error:
    """One error: its class, the words that it is about, the sentence, and both sides."""

    kind: ErrorClass
    detail: str
    article: str
    sentence: str
    gold: Told | None
    read: Told | None

    def as_record(self) -> dict[str, Any]:
        """The same as plain dictionaries, for JSON."""
        return {
            "error": str(self.kind),
            "detail": self.detail,
            "article": self.article,
            "sentence": self.sentence,
            "gold": _record(self.gold),
            "kg": _record(self.read),
        }


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Gold and kg's claims beside each other; with `partial` gold, kg may read more than gold."""

    documents: tuple[Document, ...]
    gold: tuple[Told, ...]
    read: tuple[Told, ...]
    pairs: tuple[Pair, ...]
    partial: bool = False

    @property
    def predicates(self) -> tuple[str, ...]:
        """The relations that either side tells, those of most gold claims first.

        All open ones together are `rel:`.
        """
        counts = Counter(map(_relation, self.gold))
        known = {*counts, *(() if self.partial else map(_relation, self.read))}
        return tuple(sorted(known, key=lambda predicate: (-counts[predicate], predicate)))

    def figures(self, level: Level, predicate: str = "") -> Figures:
        """Precision, recall and F1 of a level, over all claims or over those of one predicate."""
        right = [pair for pair in self.pairs if reaches(pair, level)]
        return Figures(
            level,
            predicate,
            gold=_count(self.gold, predicate),
            read=_count(self.read, predicate),
            recalled=_count((pair.gold for pair in right), predicate),
            precise=_count((pair.read for pair in right), predicate),
            partial=self.partial,
        )

    @property
    def errors(self) -> tuple[Error, ...]:
        """All errors, by class and then as they stand in the articles."""
        order = list(ErrorClass)
        return tuple(sorted(self._errors(), key=lambda error: order.index(error.kind)))

    def _errors(self) -> Iterator[Error]:
        answers = {pair.gold.where: pair for pair in self.pairs}
        answered = {pair.read.where for pair in self.pairs}
        for claim in self.gold:
            pair = answers.get(claim.where)
            missed = Difference(ErrorClass.MISSED, claim.predicate)
            for difference in pair.differences if pair else (missed,):
                yield self._error(difference, claim, claim, pair.read if pair else None)
        for claim in self.read:
            if claim.where not in answered and not self.partial:
                yield self._error(
                    Difference(ErrorClass.INVENTED, claim.predicate), claim, None, claim
                )

    def _error(
        self, difference: Difference, claim: Told, gold: Told | None, read: Told | None
    ) -> Error:
        document = next(one for one in self.documents if one.id == claim.document)
        sentence = document.text[claim.evidence.start : claim.evidence.end]
        return Error(difference.kind, difference.detail, document.path, sentence, gold, read)


def evaluate(graph: KnowledgeGraph, gold: Gold, *, partial: bool = False) -> Evaluation:
    """Compare what kg reads out of articles with what a person lists for them.

    `partial` says that gold does not list all: what kg reads besides is then no error.
    """
    documents = tuple(sorted(gold.documents, key=lambda document: (document.path, document.id)))
    wanted: list[Told] = []
    read: list[Told] = []
    pairs: list[Pair] = []
    for document in documents:
        theirs = [claim for claim in gold.claims if claim.document == document.id]
        ours = list(told_by(graph, document.id))
        wanted += theirs
        read += ours
        pairs += pair_claims(theirs, ours, graph.ontology)
    return Evaluation(documents, tuple(wanted), tuple(read), tuple(pairs), partial)


def reaches(pair: Pair, level: Level) -> bool:
    """Whether all that a level and those above it ask for is right."""
    order = list(Level)
    spoiled = [order.index(SPOILED_BY[difference.kind]) for difference in pair.differences]
    return all(order.index(level) < place for place in spoiled)


def _count(claims: Iterable[Told], predicate: str) -> int:
    return sum(1 for claim in claims if predicate in ("", _relation(claim)))


def _relation(claim: Told) -> str:
    return OPEN_PREFIX if is_open(claim.predicate) else claim.predicate


def _record(claim: Told | None) -> dict[str, Any] | None:
    """One side for JSON, near to the form of claims.jsonl; `where` is a gold line, or an id."""
    if claim is None:
        return None
    return {
        "where": claim.where,
        "predicate": claim.predicate,
        "roles": {
            role: [_participant(one) for one in fillers] for role, fillers in claim.roles.items()
        },
        "status": str(claim.status),
        "said_by": [one.text if one else None for one in claim.speakers or ()],
        "start": claim.evidence.start,
        "end": claim.evidence.end,
    }


def _participant(one: Participant) -> dict[str, Any]:
    return {
        "text": one.text,
        "names": [names[0] for names in one.meant],
        "start": one.span.start if one.span else None,
        "end": one.span.end if one.span else None,
    }
