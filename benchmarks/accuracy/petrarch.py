"""The test sentences of the PETRARCH event coder: `python -m benchmarks.accuracy.petrarch`.

They are stylized, many are variants of a few sentences, and most actors live in Middle-earth. A
record gives its actors by codes; `NAMES` says which names a code stands for. No event words are
marked, so precision is over the claims that join two coded actors, and beside it over all claims
that join two actors of any kind. A sentence counts once.

A record codes one or more events. Most codes are not CAMEO's but those of the older WEIS scheme
(032 and 033 are to visit and to be visited); the groups in `CAMEO_GROUPS` have CAMEO. The groups
that test patterns of words make codes up, so the class is scored for those in `WEIS_GROUPS` and
these only; as WEIS knows no stance, by the predicate alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.accuracy.coding import actor, class_of_cameo, class_of_weis, told_by
from benchmarks.accuracy.events import (
    QUESTIONS,
    Actor,
    Event,
    Record,
    Told,
    joins_actors,
    measure_events,
    mistakes_of,
    tells,
    tells_plain_kind,
)
from benchmarks.accuracy.reading import Passage, read_text
from benchmarks.accuracy.report import Measure, run_command
from benchmarks.report import Report, ratio
from kg.model import Span
from kg.pipeline import Toolbox

NAMES = {
    "AFG": "Afghanistan",
    "ARN": "Arnor|Arnorian",
    "AUS": "Australian",
    "BIL": "Shire",
    "BRE": "Bree",
    "CAF": "Central African Republic",
    "CAL": "Calenardhon",
    "DAG": "Dagolath|Dagolathi",
    "DNK": "Danish|Zealand",
    "DOL": "Dol Amroth|Dol_Amroth",
    "ELF": "Caras Galadhon|Galadriel",
    "ELR": "Lorien",
    "ERI": "Eriador|Eriadori|Eriadorian",
    "ETH": "Ethiopia",
    "FOR": "Fornost",
    "FRA": "France",
    "FRO": "Shire",
    "GAL": "Lorien",
    "GMW": "West German",
    "GON": "Gondor|Minas Tirith",
    "HGW": "Quibbler",
    "HOB": "Frodo|Gollum|Smeagol|Slinker|Stinker|Sam Gamgee|Hamfast Gamgee",
    "IGOAFR": "AU",
    "IGOCOPITP": "International Criminal Court",
    "IGOEEU": "European Union",
    "IMGMOSALQ": "Al-Qaeda",
    "ITH": "Ithilen",
    "KOR": "Seoul|South Korea",
    "KUW": "Kuwait",
    "LBY": "Libya",
    "MOR": "Mordor|Cirith Ungol|Barad-dur",
    "MRG": "Morgul",
    "NGM": "Amnesty International",
    "NGO": "MSF",
    "NZE": "New Zealand",
    "ORCHOB": "Sam Gamgee",
    "OSG": "Osgiliath",
    "PAK": "Pakistani",
    "PHL": "Philippines",
    "PRK": "North Korea|Pyongyang|Hermit Kingdom",
    "RHO": "Zimbabwe",
    "ROH": "Rohan|Rohans",
    "RUSCOP": "Russian police",
    "RUSEDU": "Russian students",
    "SAM": "Shire",
    "SHR": "Michel Delving|White Downs",
    "USA": "United States|White House|Washington",
    "USAEDU": "KU|K.U.",
    "ZBW": "Zimbabwe",
}
CAMEO_GROUPS = frozenset({"ACTOR"})
WEIS_GROUPS = frozenset({"AGENT", "AGENTS", "COMPOUND", "DEMO"})
EXPRESSING = "030"  # a CAMEO code among the others: AGREE
NOBODY = "---"


@dataclass(frozen=True)
class Coding:
    """One coded event as the record writes it."""

    source: str
    target: str
    code: str


@dataclass(frozen=True)
class Sentence:
    """One record: its text, its group and its coded events."""

    text: str
    group: str
    codings: tuple[Coding, ...]


def read_sentences(xml: str) -> Iterator[Sentence]:
    """The records that code an event, a sentence that stands there twice only once."""
    seen: set[str] = set()
    for head, body in re.findall(r"<Sentence (.*?)>(.*?)</Sentence>", xml, re.DOTALL):
        text = re.search(r"<Text>(.*?)</Text>", body, re.DOTALL)
        codings = tuple(_codings(body))
        sentence = " ".join(text[1].replace("&amp;", "&").split()) if text else ""
        if codings and sentence not in seen:
            seen.add(sentence)
            group = re.search(r'category="(\w+)"', head)
            yield Sentence(sentence, group[1] if group else "", codings)


def _codings(body: str) -> Iterator[Coding]:
    for attributes in re.findall(r"<EventCoding(.*?)>", body, re.DOTALL):
        found = dict(re.findall(r"(\w+)=[\"']+(.*?)[\"']+", attributes))
        if "sourcecode" in found:
            yield Coding(found["sourcecode"], found.get("targetcode", ""), found["eventcode"])


def places_of(code: str, text: str) -> tuple[Span, ...]:
    """Where an actor's names stand in a text: the longest code that is known counts."""
    known = [name for name in NAMES if code.startswith(name)]
    names = NAMES[max(known, key=len)] if known else ""
    pattern = "|".join(re.escape(name) for name in sorted(names.split("|"), key=len, reverse=True))
    if not pattern:
        return ()
    return tuple(Span(m.start(), m.end()) for m in re.finditer(rf"\b(?:{pattern})\b", text))


def merge_mutual(codings: Sequence[Coding]) -> Iterator[tuple[Coding, bool]]:
    """The codings, two that say the same both ways (visit and host, meet and meet) as one."""
    left = list(dict.fromkeys(codings))
    while left:
        coding = left.pop(0)
        back = [c for c in left if (c.source, c.target) == (coding.target, coding.source)]
        same = [c for c in back if c.code[:2] == coding.code[:2]]
        for other in same[:1]:
            left.remove(other)
        yield coding, bool(same)


def read_records(corpora: Path, toolbox: Toolbox) -> Iterator[Record]:
    """Every sentence with its events and its claims."""
    file = corpora / "petrarch" / "PETR.UnitTest.records.xml"
    for sentence in read_sentences(file.read_text(encoding="utf-8", errors="replace")):
        passage = read_text(sentence.text, toolbox)
        events = tuple(_events(sentence, passage, toolbox))
        told = tuple(_between_coded(told_by(passage, (), toolbox), events))
        claims = "; ".join(one.words for one in told) or "no claim"
        if events:
            coded = ", ".join(f"{c.source}>{c.target} {c.code}" for c in sentence.codings)
            yield Record(f"{sentence.text} = {coded} | {claims}", events, told)


def _events(sentence: Sentence, passage: Passage, toolbox: Toolbox) -> Iterator[Event]:
    for coding, mutual in merge_mutual(sentence.codings):
        source = _actor(coding.source, sentence, passage, toolbox)
        target = _actor(coding.target, sentence, passage, toolbox)
        kind = class_of_code(coding.code, sentence.group)
        if source is None or (target is None and coding.target != NOBODY):
            continue
        if target is None:
            yield Event((source,), kind=kind)
        elif mutual:
            yield Event((source, target), mutual=True, kind=kind)
        else:
            yield Event((source,), (target,), kind=kind)


def class_of_code(code: str, group: str) -> str:
    """The PLOVER class of a code in a group of sentences, "" where it is not scored."""
    if group in CAMEO_GROUPS or code == EXPRESSING:
        return class_of_cameo(code)
    return class_of_weis(code) if group in WEIS_GROUPS else ""


def _actor(code: str, sentence: Sentence, passage: Passage, toolbox: Toolbox) -> Actor | None:
    places = places_of(code, sentence.text)
    return actor(passage, iter(places), toolbox.gazetteer) if places else None


def _between_coded(told: Iterable[Told], events: Sequence[Event]) -> Iterator[Told]:
    """The claims, those counted that join two coded actors."""
    actors = {actor for event in events for actor in (*event.sources, *event.targets)}
    for one in told:
        met = [a for a in actors if any(party.is_actor(a) for party in one.parties)]
        yield replace(one, counted=len(met) > 1, kind=one.plain_kind)


def _precision_of_all(records: Sequence[Record]) -> Measure:
    told = [(t, r) for r in records for t in r.told if joins_actors(t)]
    right = sum(any(tells(t, event) for event in r.events) for t, r in told)
    name = "source and target: precision over all pairs of actors"
    return Measure("petrarch", name, ratio(right, len(told)), counts=f"{right} of {len(told)}")


def run(corpora: Path, toolbox: Toolbox) -> Report[Measure]:
    """Measure on all records."""
    records = list(read_records(corpora, toolbox))
    questions = [question for question in QUESTIONS if question.test is not tells_plain_kind]
    measures = measure_events("petrarch", records, questions)
    return Report((*measures, _precision_of_all(records)), tuple(mistakes_of(records)))


def main() -> None:
    """Print the measures."""
    run_command({"petrarch": run}, __doc__)


if __name__ == "__main__":
    main()
