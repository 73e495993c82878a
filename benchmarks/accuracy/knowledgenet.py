"""Facts of people and organizations in KnowledgeNet: `python -m benchmarks.accuracy.knowledgenet`.

A fact is a property with the stretches of text of its subject and object. `RULES` says which claims
give which property; only stated claims give any. As in KnowledgeNet's own evaluation of text, every
pair of mentions counts, pronouns and "who" among them, so a claim is told again with all mentions
that kg's coreference gives its participants; stretches match where they overlap; and what is found
too much counts only where the passage was searched for that property. The corpus marks names and
pronouns, but no noun phrases ("the company"): facts with one of those are left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.accuracy.coding import show
from benchmarks.accuracy.reading import Passage, read_text
from benchmarks.accuracy.report import Measure, prf, run_command
from benchmarks.report import Mistake, Report
from kg.grammar import RELATIVE_TAGS, antecedent
from kg.lexicon import Lexicon
from kg.model import Claim, Mention, MentionKind, Span, Status
from kg.ontology import Ontology
from kg.pipeline import Toolbox

BAR = 0.40
TIME = "time"
CHIEF = re.compile(r"\b(ceo|chief executive)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Rule:
    """Claims with a predicate give a property from one role's filler to another's, or to a time.

    `kind` is the class that the object must have, `office` what the office must be called.
    """

    predicate: str
    property: str
    subject: str
    object: str
    kind: str = ""
    office: re.Pattern[str] | None = None


def _rules() -> Iterator[Rule]:
    yield Rule("spouseOf", "SPOUSE", "agent", "theme")
    yield Rule("spouseOf", "SPOUSE", "theme", "agent")
    yield Rule("spouseOf", "SPOUSE", "agent", "agent")  # Ann and Bo married
    yield Rule("spouseOf", "SPOUSE", "theme", "theme")  # Ann and Bo have been married for years
    yield Rule("childOf", "CHILD_OF", "agent", "theme")
    yield Rule("parentOf", "CHILD_OF", "theme", "agent")
    yield Rule("bornIn", "DATE_OF_BIRTH", "agent", TIME)
    yield Rule("diedIn", "DATE_OF_DEATH", "agent", TIME)
    yield Rule("founded", "FOUNDED_BY", "theme", "agent")
    yield Rule("founded", "DATE_FOUNDED", "theme", TIME)
    yield Rule("basedIn", "HEADQUARTERS", "agent", "place")
    yield Rule("holdsOfficeAt", "CEO", "organization", "agent", office=CHIEF)
    for role in ("place", "theme"):  # born in Lima, a native of Lima
        yield Rule("bornIn", "PLACE_OF_BIRTH", "agent", role)
        yield Rule("livesIn", "PLACE_OF_RESIDENCE", "agent", role)
    for role in ("organization", "theme", "place"):
        yield Rule("studiedAt", "EDUCATED_AT", "agent", role)
        yield Rule("citizenOf", "NATIONALITY", "agent", role)
        yield Rule("partOf", "SUBSIDIARY_OF", "agent", role)
        for predicate in ("holdsOfficeAt", "joined", "led", "memberOf", "represented"):
            yield Rule(predicate, "POLITICAL_AFFILIATION", "agent", role, kind="PoliticalParty")
        for predicate in ("holdsOfficeAt", "joined", "memberOf", "spokespersonFor", "worksFor"):
            yield Rule(predicate, "EMPLOYEE_OR_MEMBER_OF", "agent", role, kind="Organization")


RULES = tuple(_rules())
PROPERTIES = tuple(dict.fromkeys(rule.property for rule in RULES))


@dataclass(frozen=True)
class Fact:
    """One property with the stretches of text of its subject and object."""

    property: str
    subject: Span
    object: Span


@dataclass(frozen=True)
class Tally:
    """What was found right, found too much, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)


def matches(one: Fact, other: Fact) -> bool:
    """Whether two facts have the same property and overlap in subject and object."""
    return (
        one.property == other.property
        and _overlap(one.subject, other.subject)
        and _overlap(one.object, other.object)
    )


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def score(
    gold: Sequence[Fact], told: Sequence[Fact], searched: Iterable[str]
) -> Mapping[str, Tally]:
    """Tallies of one passage by property, for the properties that it was searched for."""
    tallies = {}
    for name in searched:
        wanted = [fact for fact in gold if fact.property == name]
        found = [fact for fact in told if fact.property == name]
        right = sum(any(matches(fact, other) for other in found) for fact in wanted)
        wrong = sum(not any(matches(fact, other) for other in wanted) for fact in found)
        tallies[name] = Tally(right, wrong, len(wanted) - right)
    return tallies


def facts_of(passage: Passage, toolbox: Toolbox) -> Iterator[tuple[Fact, Claim]]:
    """The facts that the stated claims of a passage give, each with its claim."""
    for claim in passage.claims:
        for rule in RULES if claim.status is Status.STATED else ():
            if rule.predicate == claim.predicate and _fits_office(rule, claim, passage):
                for subject in _fillers(claim, rule.subject):
                    for other in _objects(claim, rule, toolbox.ontology):
                        if other != _span(subject):
                            yield Fact(rule.property, _span(subject), other), claim


def _fits_office(rule: Rule, claim: Claim, passage: Passage) -> bool:
    offices = [passage.text(mention) for mention in _fillers(claim, "office")]
    return rule.office is None or any(rule.office.search(office) for office in offices)


def _objects(claim: Claim, rule: Rule, ontology: Ontology) -> Iterator[Span]:
    if rule.object == TIME:
        if claim.time is not None:
            yield claim.time.span
        return
    for mention in _fillers(claim, rule.object):
        if not rule.kind or ontology.is_a(mention.type, rule.kind):
            yield _span(mention)


def _fillers(claim: Claim, role: str) -> tuple[Mention, ...]:
    return next((held.fillers for held in claim.roles if held.name == role), ())


def _span(mention: Mention) -> Span:
    return Span(mention.start, mention.end)


def told_again(facts: Iterable[Fact], others: Mapping[Span, frozenset[Span]]) -> tuple[Fact, ...]:
    """The facts with all other stretches of text that mean the same as subject and object."""
    return tuple(
        dict.fromkeys(
            Fact(fact.property, subject, other)
            for fact in facts
            for subject in sorted({fact.subject} | others.get(fact.subject, frozenset()))
            for other in sorted({fact.object} | others.get(fact.object, frozenset()))
        )
    )


def same_meaning(passage: Passage, lexicon: Lexicon) -> Mapping[Span, frozenset[Span]]:
    """For each mention the other mentions of the same, by kg's links; "who" stands for its noun.

    A plural with several antecedents ("they") stands for each of them, but does not join them.
    """
    groups: dict[Mention, set[Span]] = {mention: {_span(mention)} for mention in passage.mentions}
    counts = {link.mention: 0 for link in passage.links}
    for link in passage.links:
        counts[link.mention] += 1
    for link in passage.links:
        if counts[link.mention] == 1:
            _join(groups, link.mention, link.antecedent)
    for link in passage.links:
        if counts[link.mention] > 1:
            groups[link.antecedent].add(_span(link.mention))
    by_head = {mention.head.start: mention for mention in passage.mentions}
    for token in passage.doc:
        if token.tag_ in RELATIVE_TAGS:
            mention = by_head.get(antecedent(token, lexicon).idx)
            if mention is not None:
                groups[mention].add(Span(token.idx, token.idx + len(token)))
    return {_span(mention): frozenset(group) for mention, group in groups.items()}


def _join(groups: dict[Mention, set[Span]], one: Mention, other: Mention) -> None:
    joined = groups[one] | groups[other]
    for mention, group in list(groups.items()):
        if group <= joined:
            groups[mention] = joined


def run(corpora: Path, toolbox: Toolbox) -> Report[Measure]:
    """Measure on dev."""
    totals = {name: Tally() for name in PROPERTIES}
    with_nouns = Tally()
    mistakes: list[Mistake] = []
    file = corpora / "knowledgenet" / "dev.jsonl"
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold = list(_gold(row))
        searched = row["exhaustivelyAnnotatedProperties"]
        passage = read_text(row["passageText"], toolbox, all_events=True)
        own = list(facts_of(passage, toolbox))
        everything = told_again((fact for fact, _ in own), same_meaning(passage, toolbox.lexicon))
        told = [fact for fact in everything if _is_marked(fact, passage)]
        for name, tally in score(gold, told, searched).items():
            totals[name] += tally
        for tally in score(gold, everything, searched).values():
            with_nouns += tally
        mistakes += _mistakes(passage, gold, told, searched)
    return Report(tuple(_measures(totals, with_nouns)), tuple(mistakes))


def _gold(row: Mapping[str, object]) -> Iterator[Fact]:
    start = row["passageStart"]
    facts = row["facts"]
    assert isinstance(start, int)
    assert isinstance(facts, list)
    for fact in facts:
        yield Fact(
            fact["propertyName"],
            Span(fact["subjectStart"] - start, fact["subjectEnd"] - start),
            Span(fact["objectStart"] - start, fact["objectEnd"] - start),
        )


def _is_marked(fact: Fact, passage: Passage) -> bool:
    """Whether subject and object are such as the corpus marks: names, pronouns, times."""
    nouns = {_span(m) for m in passage.mentions if m.kind is MentionKind.NOMINAL}
    return fact.subject not in nouns and fact.object not in nouns


def _measures(totals: Mapping[str, Tally], with_nouns: Tally) -> Iterator[Measure]:
    yield from _prf("facts", sum(totals.values(), Tally()), BAR)
    yield _prf("facts, noun phrases too", with_nouns, None)[2]
    for name, tally in totals.items():
        yield _prf(name, tally, None)[2]


def _prf(name: str, tally: Tally, bar: float | None) -> tuple[Measure, Measure, Measure]:
    right, told, wanted = tally.right, tally.right + tally.wrong, tally.right + tally.missed
    return prf("knowledgenet", name, right=right, told=told, found=right, wanted=wanted, bar=bar)


def _mistakes(
    passage: Passage, gold: Sequence[Fact], told: Sequence[Fact], searched: Sequence[str]
) -> Iterator[Mistake]:
    claims = "; ".join(show(claim, passage) for claim in passage.claims)
    for fact in gold:
        if fact.property in searched and not any(matches(fact, other) for other in told):
            why = _why_missed(fact, gold, told, passage)
            yield Mistake(f"missed: {fact.property}, {why}", _show(fact, passage, claims))
    for fact in told:
        if fact.property in searched and not any(matches(fact, other) for other in gold):
            yield Mistake(f"wrong: {fact.property}", _show(fact, passage, claims))


def _why_missed(fact: Fact, gold: Sequence[Fact], told: Sequence[Fact], passage: Passage) -> str:
    """The nearest that the claims come to a fact."""
    for other in told:
        near = _overlap(fact.subject, other.subject) or _overlap(fact.object, other.object)
        if near and other.property == fact.property and any(matches(other, g) for g in gold):
            return "found for another mention of the same"
    for claim in passage.claims:
        spans = [_span(mention) for role in claim.roles for mention in role.fillers]
        spans += [claim.time.span] if claim.time else []
        if all(any(_overlap(end, span) for span in spans) for end in (fact.subject, fact.object)):
            return f"both in one claim: {claim.predicate}"
    return "no claim joins the two"


def _show(fact: Fact, passage: Passage, claims: str) -> str:
    pair = f"{passage.text(fact.subject)} -> {passage.text(fact.object)}"
    return f"{pair} < {passage.doc.text} | {claims}"


def main() -> None:
    """Print the measures."""
    run_command({"knowledgenet": run}, __doc__)


if __name__ == "__main__":
    main()
