"""What is left to decide: the doubts of a built folder that its ledger has not decided yet.

It reads `report.json`, where `kg build` leaves the least certain identities with their sentences,
so that reviewing needs neither the articles nor the model. Decisions go into the ledger at once
and take effect with the next build.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from kg.corrections import Correction, Decision, Named
from kg.errors import QueryError

REPORT = "report.json"


@dataclass(frozen=True, slots=True)
class Side:
    """One half of a question: a name in its articles, and the sentence of one of them."""

    name: str
    entity: str
    type: str
    named: Named
    descriptions: tuple[str, ...]
    articles: int
    article: str
    title: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Question:
    """Are these two one? `now` is what kg takes them for, `certainty` how sure it is, 0 to 1."""

    certainty: float
    now: Decision
    sides: tuple[Side, Side]
    reasons_for: tuple[str, ...]
    reasons_against: tuple[str, ...]

    def answer(self, decision: Decision, *, by: str = "", note: str = "") -> Correction:
        """The correction that says that the two are the same, or different."""
        return Correction(decision, tuple(side.named for side in self.sides), by=by, note=note)

    def change(
        self, decision: Decision, to: str, *, side: Side | None = None, by: str = ""
    ) -> tuple[Correction, ...]:
        """The corrections that give a name or a class to one side, or to both where they are one.

        What only one of two has that are one now makes them two.
        """
        if side is None:
            whole = [one.named for one in self.sides if not one.named.article]
            named = whole[0] if whole else self.sides[0].named
            return (Correction(decision, (named,), to=to, by=by),)
        parted = [self.answer(Decision.DIFFERENT, by=by)] if self.now is Decision.SAME else []
        named = replace(side.named, article=side.article) if parted else side.named
        return (*parted, Correction(decision, (named,), to=to, by=by))

    def as_record(self) -> dict[str, Any]:
        """The same as plain lists and dictionaries, for JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Review:
    """The questions of a built folder, the least certain first, and the ledger it was built with,
    if any."""

    questions: tuple[Question, ...]
    ledger: str


def read_review(folder: Path) -> Review:
    """What a built folder leaves in doubt; QueryError if it is none."""
    path = folder / REPORT
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
        questions = tuple(_question(doubt) for doubt in report["doubts"])
        return Review(questions, report["corrections"]["ledger"])
    except FileNotFoundError as error:
        raise QueryError(
            f"{path} does not exist (make it with: kg build ... -o {folder})"
        ) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise QueryError(f"{path} holds no doubts to review (build the graph again)") from error


def undecided(
    questions: Iterable[Question], corrections: Iterable[Correction]
) -> tuple[Question, ...]:
    """The questions that no correction has answered."""
    answered = [
        set(c.named) for c in corrections if c.decision in (Decision.SAME, Decision.DIFFERENT)
    ]
    return tuple(
        question
        for question in questions
        if not any({side.named for side in question.sides} <= named for named in answered)
    )


def article_titles(questions: Iterable[Question]) -> dict[str, str]:
    """The titles of the articles that the sentences stand in, by id."""
    return {side.article: side.title for question in questions for side in question.sides}


def _question(doubt: Mapping[str, Any]) -> Question:
    one, other = (_side(side) for side in doubt["sides"])
    return Question(
        certainty=doubt["certainty"],
        now=Decision(doubt["now"]),
        sides=(one, other),
        reasons_for=tuple(doubt["for"]),
        reasons_against=tuple(doubt["against"]),
    )


def _side(side: Mapping[str, Any]) -> Side:
    return Side(
        name=side["name"],
        entity=side["entity"],
        type=side["type"],
        named=Named(**side["named"]),
        descriptions=tuple(side["descriptions"]),
        articles=side["articles"],
        article=side["article"],
        title=side["title"],
        sentence=side["sentence"],
    )
