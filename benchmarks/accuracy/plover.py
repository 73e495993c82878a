"""Political events marked by the makers of PLOVER: `python -m benchmarks.accuracy.plover`.

Each record marks one event in a sentence: source, target and the words of the event, in the text
itself, as in "(SRC: Oslo) (EVT: praised) (TAR: Riga)". The classes are those of 2016, see
`coding.MERGED`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.accuracy.coding import MERGED, actor, told_by
from benchmarks.accuracy.events import Actor, Event, Record, measure_events, mistakes_of
from benchmarks.accuracy.reading import Passage, read_text
from benchmarks.accuracy.report import Measure, run_command
from benchmarks.report import Report
from kg.model import Span
from kg.pipeline import Toolbox

OPENING = re.compile(r"\((SRC/TAR|TAR/SRC|TAR/LOC|SRC|TAR|EVT|LOC): ?")
BARS = {"source and target": 0.55, "source, target and class": 0.40}


@dataclass(frozen=True)
class Marked:
    """A text freed of its marks, with the stretches that were marked, by kind of mark."""

    text: str
    spans: tuple[tuple[str, Span], ...]

    def of(self, *kinds: str) -> tuple[Span, ...]:
        """The stretches under some marks, in the order of the text."""
        return tuple(span for kind, span in sorted(self.spans, key=_position) if kind in kinds)


def read_marks(markup: str) -> Marked:
    """Take the marks out of a text; marks may hold marks, and brackets of its own stay.

    A curly bracket may close a mark; one that closes nothing is dropped.
    """
    text: list[str] = []
    open_marks: list[tuple[str, int]] = []
    spans: list[tuple[str, Span]] = []
    position = 0
    while position < len(markup):
        found = OPENING.match(markup, position)
        character = markup[position]
        position = found.end() if found else position + 1
        if found:
            open_marks.append((found[1], len(text)))
        elif character in ")}":
            kind, start = open_marks.pop() if open_marks else ("", len(text))
            if kind == "(":
                text.append(character)
            elif kind and start < len(text):
                spans.append((kind, Span(start, len(text))))
        elif character != "{":
            if character == "(":
                open_marks.append(("(", len(text)))
            text.append(character)
    return Marked("".join(text), tuple(spans))


def read_records(corpora: Path, toolbox: Toolbox) -> Iterator[Record]:
    """Every record with its claims."""
    for row in json.loads((corpora / "plover" / "dev.json").read_text(encoding="utf-8")):
        info = row["textInfo"]
        markup = info["markup"] if isinstance(info, dict) else info
        marked = read_marks(markup)
        passage = read_text(marked.text, toolbox)
        event = _event(marked, passage, row["event"], toolbox)
        told = told_by(passage, marked.of("EVT"), toolbox)
        claims = "; ".join(one.words for one in told) or "no claim"
        yield Record(f"{markup} = {event.kind} | {claims}", (event,), told)


def _event(marked: Marked, passage: Passage, kind: str, toolbox: Toolbox) -> Event:
    def actors(*kinds: str) -> tuple[Actor, ...]:
        spans = marked.of(*kinds)
        return tuple(actor(passage, iter([span]), toolbox.gazetteer) for span in spans)

    kind = MERGED.get(kind, kind)
    both = actors("SRC/TAR", "TAR/SRC")
    if both:
        return Event(both, mutual=True, kind=kind)
    return Event(actors("SRC"), actors("TAR", "TAR/LOC"), kind=kind)


def _position(marked: tuple[str, Span]) -> Span:
    return marked[1]


def run(corpora: Path, toolbox: Toolbox) -> Report[Measure]:
    """Measure on the dev records."""
    records = list(read_records(corpora, toolbox))
    measures = tuple(measure_events("plover", records, bars=BARS))
    return Report(measures, tuple(mistakes_of(records)))


def main() -> None:
    """Print the measures."""
    run_command({"plover": run}, __doc__)


if __name__ == "__main__":
    main()
