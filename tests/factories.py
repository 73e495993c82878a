"""Short ways to make what tests need.

`article("a1", "{agent:Kim} <met> {agent:Putin}, {said:TASS} ~reported~.", "met")` is an article
of one sentence and its claim: `{role:Name}` is who takes part (`{agent:Kim=he}` in other words),
`<...>` the trigger, `{said:Name}` and `~...~` who says so and the cue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import quote

from kg.corrections import NOTHING_CORRECTED, Corrected
from kg.graph import KnowledgeGraph
from kg.model import (
    Anchor,
    Article,
    Attribution,
    Certainty,
    Claim,
    Document,
    Entity,
    Mention,
    MentionKind,
    Polarity,
    Role,
    Span,
    Stance,
    Status,
    Tense,
    TimeSpan,
)
from kg.ontology import load_ontology

MARK = re.compile(r"\{(\w+):([^}=]+)(?:=([^}]+))?\}|<([^>]+)>|~([^~]+)~", re.DOTALL)

NOT_IN_ID = re.compile(r"[^\w.-]")

STANCES = {
    Status.ALLEGED: Stance(alleged=True),
    Status.POSSIBLE: Stance(certainty=Certainty.POSSIBLE),
    Status.PLANNED: Stance(tense=Tense.FUTURE),
    Status.DENIED: Stance(polarity=Polarity.NEGATIVE),
}

FOLDERS = {"Person": "person", "Organization": "organization", "Place": "place", "Thing": "thing"}


@dataclass(frozen=True)
class Told:
    """One marked sentence and what it claims."""

    marked: str
    predicate: str
    status: Status = Status.STATED
    when: tuple[date | None, date | None] | None = None


def told(marked: str, predicate: str, status: str = "stated", when: str = "") -> Told:
    """`when` is a day, or the first and the last one: `2023-07-01..2023-07-31`."""
    first, _, last = when.partition("..")
    days = (date.fromisoformat(first), date.fromisoformat(last or first)) if when else None
    return Told(marked, predicate, Status(status), days)


def article(
    id: str, *sentences: Told, published: str = "", source: str = "", title: str = "", url: str = ""
) -> tuple[Document, tuple[Told, ...]]:
    """An article made of marked sentences; `tell` makes a graph of some."""
    day = date.fromisoformat(published) if published else None
    text = " ".join(unmarked(sentence.marked) for sentence in sentences)
    return Document(id, text, title=title, source=source, url=url, published=day), sentences


def unmarked(marked: str) -> str:
    """The sentence as people read it."""
    return MARK.sub(lambda found: found[3] or found[2] or found[4] or found[5], marked)


def tell(
    *articles: tuple[Document, tuple[Told, ...]],
    types: Mapping[str, str] = {},
    aliases: Mapping[str, tuple[str, ...]] = {},
    anchors: Mapping[str, Anchor] = {},
    corrected: Corrected = NOTHING_CORRECTED,
) -> KnowledgeGraph:
    """The graph of marked articles; who has no type in `types` is a Person."""
    ontology = load_ontology()
    found: dict[str, list[Mention]] = {}
    read = [
        Article(document, (), (), tuple(_claims(document, sentences, types, found)))
        for document, sentences in articles
    ]
    entities = []
    for name, mentions in found.items():
        type = types.get(name, "Person")
        entities.append(
            Entity(
                entity_id(ontology.top_type(type), name),
                type,
                (name, *aliases.get(name, ())),
                tuple(mentions),
                tuple((mention, "marked so") for mention in mentions),
                anchor=anchors.get(name, Anchor()),
            )
        )
    return KnowledgeGraph(read, entities, ontology, corrected=corrected)


def entity_id(top_type: str, name: str) -> str:
    """`person/Kim_Jong_Un`; characters that an IRI cannot hold become %XX."""
    words = name.replace(" ", "_")
    return f"{FOLDERS[top_type]}/{NOT_IN_ID.sub(lambda found: quote(found[0], safe=''), words)}"


def _claims(
    document: Document,
    sentences: tuple[Told, ...],
    types: Mapping[str, str],
    found: dict[str, list[Mention]],
) -> Iterator[Claim]:
    start = 0
    for number, sentence in enumerate(sentences, start=1):
        claim = _claim(document, sentence, start, types, found)
        yield replace(claim, id=f"{document.id}-{number}")
        start = claim.evidence.end + 1


def _claim(
    document: Document,
    sentence: Told,
    start: int,
    types: Mapping[str, str],
    found: dict[str, list[Mention]],
) -> Claim:
    roles: dict[str, list[Mention]] = {}
    trigger, cues, here, last = Span(start, start), [], start, 0
    for mark in MARK.finditer(sentence.marked):
        here += mark.start() - last
        words = mark[3] or mark[2] or mark[4] or mark[5]
        span = Span(here, here + len(words))
        here, last = span.end, mark.end()
        if mark[4]:
            trigger = span
        elif mark[5]:
            cues.append(span)
        else:
            kind = types.get(mark[2], "Person")
            mention = Mention(document.id, span.start, span.end, kind, MentionKind.NAME, span)
            roles.setdefault(mark[1], []).append(mention)
            found.setdefault(mark[2], []).append(mention)
    speakers = roles.pop("said", [])
    nobody = [None] * max(0, len(cues) - len(speakers))
    return Claim(
        id="",
        document=document.id,
        predicate=sentence.predicate,
        trigger=trigger,
        roles=tuple(Role(name, tuple(fillers)) for name, fillers in roles.items()),
        stance=STANCES.get(sentence.status, Stance()),
        status=sentence.status,
        attribution=tuple(
            Attribution(speaker, cue)
            for speaker, cue in zip([*speakers, *nobody], cues, strict=True)
        ),
        time=TimeSpan(trigger, *sentence.when) if sentence.when else None,
        evidence=Span(start, start + len(unmarked(sentence.marked))),
        rule="by hand",
    )
