"""Scores coded events: whether a claim has the marked source and target, and the right class.

The rule of matching: a participant of a claim matches a marked actor if its noun phrase, or that
of what it stands for ("it", "the two officials"), holds the head word of the marked words; or if
the one is a country and the other its demonym. The phrase is the head with its modifiers,
possessor, "of" phrases and appositions: "Haiti's efforts" matches Haiti, "the blockade on Cuban
lorries" does not match Cuban. A source must be an agent, a target any other participant. Two actors
marked as both source and target match in either order, or as joint agents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.accuracy.report import Measure, prf
from benchmarks.report import Mistake
from kg.model import Span

AGENT = "agent"


@dataclass(frozen=True)
class Actor:
    """One marked actor: the head words that may name it, and the country that it is, if one."""

    heads: tuple[Span, ...]
    country: str = ""


@dataclass(frozen=True)
class Party:
    """One participant of a claim: the words of its phrase and the countries that it names.

    `wide` are the words of the phrase with all its prepositional phrases; `acts` says that it is
    somebody or some place rather than a thing.
    """

    role: str
    words: frozenset[Span]
    wide: frozenset[Span] = frozenset()
    countries: frozenset[str] = frozenset()
    acts: bool = True

    def is_actor(self, actor: Actor, *, wide: bool = False) -> bool:
        """Whether this participant matches a marked actor."""
        words = self.words | self.wide if wide else self.words
        return bool(words.intersection(actor.heads)) or actor.country in self.countries


@dataclass(frozen=True)
class Told:
    """What one claim tells. `kind` is its class of event, `plain_kind` that of its predicate alone.

    `near` says that it stands by the event words, `counted` that precision counts it even if it
    matches no event; `is_open` marks a predicate made from words.
    """

    parties: tuple[Party, ...]
    kind: str = ""
    plain_kind: str = ""
    near: bool = True
    counted: bool = True
    is_open: bool = False
    words: str = ""

    @property
    def agents(self) -> tuple[Party, ...]:
        """Those who do it."""
        return tuple(party for party in self.parties if party.role == AGENT)

    @property
    def others(self) -> tuple[Party, ...]:
        """All other participants."""
        return tuple(party for party in self.parties if party.role != AGENT)


@dataclass(frozen=True)
class Event:
    """One coded event. `mutual` actors are both source and target; no `kind` is not scored."""

    sources: tuple[Actor, ...]
    targets: tuple[Actor, ...] = ()
    mutual: bool = False
    kind: str = ""


@dataclass(frozen=True)
class Record:
    """One record of a corpus: its text, the events coded in it, and what the claims tell."""

    text: str
    events: tuple[Event, ...]
    told: tuple[Told, ...]


def joins_actors(told: Told) -> bool:
    """Whether somebody does something to somebody, or two do it together."""
    return bool(told.agents) and sum(party.acts for party in told.parties) > 1


def tells(told: Told, event: Event, *, wide: bool = False) -> bool:
    """Whether a claim has the source and the target of an event."""
    if event.mutual:
        return _joins(told, event.sources, wide)
    if not event.sources:
        return _any(told.others, event.targets, wide)
    if not _any(told.agents, event.sources, wide):
        return False
    return not event.targets or _any(told.others, event.targets, wide)


def _any(parties: Iterable[Party], actors: Sequence[Actor], wide: bool) -> bool:
    return any(party.is_actor(actor, wide=wide) for party in parties for actor in actors)


def _joins(told: Told, actors: Sequence[Actor], wide: bool) -> bool:
    met = [a for a in actors if any(party.is_actor(a, wide=wide) for party in told.parties)]
    return len(met) > 1 and _any(told.agents, actors, wide)


def tells_kind(told: Told, event: Event, *, wide: bool = False) -> bool:
    """Whether a claim has the source, the target and the class of an event, stance and all."""
    return told.kind == event.kind and tells(told, event, wide=wide)


def tells_plain_kind(told: Told, event: Event, *, wide: bool = False) -> bool:
    """Whether a claim has the source, the target and, by its predicate alone, the class."""
    return told.plain_kind == event.kind and tells(told, event, wide=wide)


@dataclass(frozen=True)
class Question:
    """One way to ask whether a claim tells an event."""

    name: str
    test: Callable[..., bool]
    wide: bool = False

    @property
    def classed(self) -> bool:
        """Whether the class of the event is asked for, so that events without one do not count."""
        return self.test is not tells


QUESTIONS = (
    Question("source and target", tells),
    Question("source, target and class", tells_kind),
    Question("source, target and the predicate's class", tells_plain_kind),
    Question("source and target, wide phrases", tells, wide=True),
    Question("source, target and class, wide phrases", tells_kind, wide=True),
)


def measure_events(
    corpus: str,
    records: Sequence[Record],
    questions: Sequence[Question] = QUESTIONS,
    *,
    bars: Mapping[str, float] = {},
) -> Iterator[Measure]:
    """Precision, recall and F1 for each of the questions; `bars` are by a question's name."""
    for question in questions:
        yield from _measure(corpus, records, question, bars.get(question.name))


def _measure(
    corpus: str, records: Sequence[Record], question: Question, bar: float | None
) -> tuple[Measure, ...]:
    """Recall is of coded events.

    Precision is of the claims that stand by the event words and join an agent to another actor, and
    of those that match wherever they stand; one that matches no event of its record is wrong.
    """
    found = wanted = right = told = 0
    for record in records:
        events = [event for event in record.events if event.kind or not question.classed]
        hits = [[question.test(t, e, wide=question.wide) for e in events] for t in record.told]
        pairs = [any(tells(t, e, wide=question.wide) for e in events) for t in record.told]
        counted = [p or t.counted for p, t in zip(pairs, record.told, strict=True)]
        wanted += len(events)
        found += sum(any(row[i] for row in hits) for i in range(len(events)))
        if events:
            told += sum(counted)
            right += sum(any(row) for row in hits)
    return prf(corpus, question.name, right=right, told=told, found=found, wanted=wanted, bar=bar)


def mistakes_of(records: Sequence[Record]) -> Iterator[Mistake]:
    """Every coded event that no claim tells, or whose class no claim has, with the reason."""
    for record in records:
        for event in record.events:
            matching = [told for told in record.told if tells(told, event)]
            if not matching:
                yield Mistake(f"missed: {why_missed(record.told, event)}", record.text)
            elif event.kind and not any(told.kind == event.kind for told in matching):
                yield Mistake(f"class: {why_other_kind(matching, event)}", record.text)
        for told in record.told:
            wrong = told.counted and record.events
            if wrong and not any(tells(told, event) for event in record.events):
                yield Mistake("wrong: a claim with other participants", record.text)


def why_missed(told: Sequence[Told], event: Event) -> str:
    """The nearest that the claims come to an event."""
    if any(tells(one, event, wide=True) for one in told):
        return "an actor stands deeper in a participant's phrase"
    near = [one for one in told if one.near]
    if not near:
        return "no claim at the event words"
    if event.mutual:
        return "only one of two joint actors" if _any_of(near, event) else "neither joint actor"
    by_source = [one for one in near if _any(one.agents, event.sources, False)]
    if not event.sources or not by_source:
        return _why_no_source(near, event)
    if all(not one.others for one in by_source):
        return "the claim has an agent and nobody else"
    if any(_any(one.others, event.targets, False) for one in told):
        return "source and target in different claims"
    return "the other participant is not the target"


def _any_of(told: Sequence[Told], event: Event) -> bool:
    return any(_any(one.parties, event.sources, False) for one in told)


def _why_no_source(near: Sequence[Told], event: Event) -> str:
    if any(_any(one.others, event.sources, False) for one in near):
        return "the source is a participant, but no agent"
    if all(not one.agents for one in near):
        return "the claim has no agent"
    return "the agent is not the source"


def why_other_kind(matching: Sequence[Told], event: Event) -> str:
    """Why no matching claim has the class of an event."""
    kinds = sorted({told.kind for told in matching if told.kind})
    if kinds:
        return f"{' or '.join(kinds)} instead of {event.kind}"
    if all(told.is_open for told in matching):
        return f"open predicate instead of {event.kind}"
    return f"a relation without a class instead of {event.kind}"
