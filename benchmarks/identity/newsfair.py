"""Places in web news, each mention linked to Wikidata (newsfair), and names found at all.

The gazetteer knows cities by GeoNames' identifiers alone, so those of the corpus are told here by
their Wikidata ids. Only the marked part of each article is scored; all of it is read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.identity.linking import (
    EntityIndex,
    Link,
    by_identifier,
    explain,
    form_of,
    link_of,
    measures_of,
)
from benchmarks.identity.reading import snippet
from benchmarks.identity.report import Measure, share
from benchmarks.report import Mistake, Report
from kg.gazetteer import WIKIDATA, Gazetteer, GazetteerEntry
from kg.model import Article, Document, MentionKind, Span
from kg.pipeline import Toolbox, extract
from kg.resolution import resolve

CITIES = {
    "Q65": ("Los Angeles", "us"),
    "Q84": ("London", "gb"),
    "Q90": ("Paris", "fr"),
    "Q406": ("Istanbul", "tr"),
    "Q16554": ("Denver", "us"),
    "Q16555": ("Houston", "us"),
    "Q47164": ("Santa Monica", "us"),
    "Q179406": ("Grimsby", "gb"),
}
NAMED = frozenset({"Q215627", "Q43229", "Q27096213"})  # person, organization, place


@dataclass(frozen=True)
class Label:
    """One marked mention: where it stands, its Wikidata id ("<NIL>" where it has none), type."""

    span: Span
    wikidata: str
    type: str


@dataclass(frozen=True)
class Text:
    """One article with its marked mentions."""

    id: str
    text: str
    labels: tuple[Label, ...]


def read_texts(path: Path) -> Iterator[Text]:
    """All articles of the corpus."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        labels = (Label(Span(*r["span"]), r["entity_id"], r["type"]) for r in row["labels"])
        yield Text(str(row["id"]), row["text"], tuple(labels))


def known_places(gazetteer: Gazetteer) -> dict[str, GazetteerEntry]:
    """The gazetteer's places by their Wikidata ids, the cities of the corpus among them."""
    found: dict[str, GazetteerEntry] = {}
    entries = by_identifier(
        entry for name in _country_names(gazetteer) for entry in gazetteer.look_up(name)
    )
    for uri, entry in entries.items():
        if uri.startswith(WIKIDATA) and entry.type in ("Country", "Region", "BodyOfWater"):
            found[uri.removeprefix(WIKIDATA)] = entry
    for wikidata, (name, country) in CITIES.items():
        cities = [e for e in gazetteer.look_up(name) if (e.type, e.country) == ("City", country)]
        found[wikidata] = cities[0]
    return found


def _country_names(gazetteer: Gazetteer) -> list[str]:
    rows = (gazetteer.folder / "places.tsv").read_text(encoding="utf-8").splitlines()
    return [row.split("\t")[0] for row in rows if not row.startswith("#")]


def links_of(
    texts: Mapping[str, Text], articles: Mapping[str, Article], toolbox: Toolbox
) -> Iterator[Link]:
    """Every marked place that the gazetteer holds, with kg's entity."""
    places = known_places(toolbox.gazetteer)
    entities = resolve(list(articles.values()), toolbox.ontology, toolbox.gazetteer)
    index = EntityIndex(entities)
    for name, text in texts.items():
        doc = toolbox.nlp(text.text)
        for label in text.labels:
            if label.wikidata in places:
                around = f"{name}: {snippet(text.text, label.span)}"
                entry = places[label.wikidata]
                yield link_of(label.span, entry, articles[name], doc, index, around)


def name_measures(
    texts: Mapping[str, Text], articles: Mapping[str, Article]
) -> tuple[tuple[Measure, ...], list[Mistake]]:
    """How many marked names of people, organizations and places are names to kg too."""
    exact = overlapping = wanted = 0
    missed: list[Mistake] = []
    for name, text in texts.items():
        found = [m for m in articles[name].mentions if m.kind is MentionKind.NAME]
        for label in text.labels:
            words = text.text[label.span.start : label.span.end]
            if NAMED.isdisjoint(label.type.split("|")) or not _is_proper(words):
                continue
            wanted += 1
            span = _without_article(label.span, words)
            exact += any((m.start, m.end) == (span.start, span.end) for m in found)
            if any(m.start < span.end and span.start < m.end for m in found):
                overlapping += 1
            else:
                missed.append(Mistake("name not found", f"{name}: {snippet(text.text, span)}"))
    measures = (
        share("newsfair", "names: found with the very words", exact, wanted),
        share("newsfair", "names: found, overlapping", overlapping, wanted),
    )
    return measures, missed


def _is_proper(words: str) -> bool:
    # "The company" begins a sentence; a name has a capital after its article.
    is_name = form_of(words) == "name" and words not in ("I", "Our", "My", "We")
    return is_name and (not words.startswith("The ") or words[4:5].isupper())


def _without_article(span: Span, words: str) -> Span:
    return Span(span.start + (4 if words[:4].casefold() == "the " else 0), span.end)


def run(corpora: Path, toolbox: Toolbox) -> Report[Measure]:
    """Measure on the development articles, resolved together."""
    path = corpora / "newsfair" / "dev.jsonl"
    texts = {text.id: text for text in read_texts(path)}
    articles = {name: extract(Document(name, text.text), toolbox) for name, text in texts.items()}
    links = list(links_of(texts, articles, toolbox))
    names, missed = name_measures(texts, articles)
    measures = (*measures_of("newsfair", links), *names)
    return Report(measures, (*explain(links), *missed))
