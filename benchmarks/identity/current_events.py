"""Places in short news items, linked to Wikipedia's titles: many more than newsfair has.

A title counts if it is the name of a country, region or sea of the gazetteer, or of a city (of
several, the largest). Titles with a bracket count as far as `TYPES` knows the bracket: *Georgia
(country)*. Each item is an article of its own; all are resolved together.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.identity.linking import EntityIndex, Link, explain, link_of, measures_of
from benchmarks.identity.reading import snippet
from benchmarks.identity.report import Measure
from benchmarks.report import Report
from kg.gazetteer import Gazetteer, GazetteerEntry
from kg.model import Document, Span
from kg.pipeline import Toolbox, extract
from kg.resolution import resolve

TYPES = {"country": "Country", "U.S. state": "Region", "US state": "Region", "state": "Region"}
PLACES = frozenset({"Country", "Region", "BodyOfWater", "City"})


@dataclass(frozen=True)
class Item:
    """One news item and the titles that its words are linked to."""

    id: str
    text: str
    links: tuple[tuple[Span, str], ...]


def read_items(path: Path) -> Iterator[Item]:
    """All items of the file, in its order."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        links = ((Span(start, end), title) for start, end, title in row["links"])
        yield Item(f"{row['date']}-{number:05d}", row["text"], tuple(links))


def entry_of(title: str, gazetteer: Gazetteer) -> GazetteerEntry | None:
    """The place of the gazetteer that a Wikipedia title means, if it is sure to."""
    name, _, bracket = title.partition(" (")
    wanted = TYPES.get(bracket.rstrip(")")) if bracket else None
    if bracket and not wanted:
        return None
    entries = [e for e in gazetteer.look_up(name) if e.name == name and e.type in PLACES]
    fitting = [entry for entry in entries if entry.type == wanted] if wanted else entries
    return fitting[0] if fitting else None


def links_of(items: Sequence[Item], toolbox: Toolbox) -> Iterator[Link]:
    """Every linked place that the gazetteer holds, with kg's entity."""
    articles = [extract(Document(item.id, item.text), toolbox) for item in items]
    index = EntityIndex(resolve(articles, toolbox.ontology, toolbox.gazetteer))
    for item, article in zip(items, articles, strict=True):
        doc = toolbox.nlp(item.text)
        for span, title in item.links:
            entry = entry_of(title, toolbox.gazetteer)
            if entry is not None and not _is_a_common_word(item.text[span.start], entry):
                around = f"{item.id}: {snippet(item.text, span)}"
                yield link_of(span, entry, article, doc, index, around)


def _is_a_common_word(first_letter: str, entry: GazetteerEntry) -> bool:
    # "Wedding" and "Reservoir" are titles and cities, but "a wedding" is neither.
    return entry.type == "City" and not first_letter.isupper()


def run(corpora: Path, toolbox: Toolbox) -> Report[Measure]:
    """Measure on all items of the year."""
    items = list(read_items(corpora / "current_events" / "2025.jsonl"))
    links = list(links_of(items, toolbox))
    return Report(tuple(measures_of("current", links)), tuple(explain(links)))
