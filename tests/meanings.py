"""Sentences that say whom or what their words mean: `{Moscow|Russia} denied it.`

Of namesakes, the type is told (`{Georgia|Region Georgia}`) or the number of GeoNames
(`{Perth|2063523}`). A bar with nothing behind it (`{The Serb|}`) is for words that stay open.
"""

from __future__ import annotations

import re

from kg.model import Article, Document, Entity, Mention
from kg.pipeline import Toolbox, extract
from kg.resolution import resolve

MARK = re.compile(r"\{([^|}]+)\|([^}]*)\}")


def meanings(marked: str, toolbox: Toolbox) -> tuple[list[str], list[str]]:
    """What the marked words mean by kg, and what they shall mean."""
    text, wanted, end = "", [], 0
    for found in MARK.finditer(marked):
        text += marked[end : found.start()]
        wanted.append((len(text), len(text) + len(found[1]), found[2]))
        text += found[1]
        end = found.end()
    article = extract(Document("d", text + marked[end:]), toolbox)
    entities = resolve([article], toolbox.ontology, toolbox.gazetteer)
    held = {m: entity for entity in entities for m in entity.mentions}
    told = []
    for start, stop, name in wanted:
        mention = _mention_at(article, start, stop)
        entity = held.get(mention) if mention else None
        told.append(_told(entity, name) if entity else "")
    return told, [name for _, _, name in wanted]


def _told(entity: Entity, wanted: str) -> str:
    if wanted.isdigit():
        return "".join(entity.anchor.identifiers[-1:]).rstrip("/").rpartition("/")[2]
    is_typed = wanted == f"{entity.type} {entity.name}"
    return f"{entity.type} {entity.name}" if is_typed else entity.name


def _mention_at(article: Article, start: int, end: int) -> Mention | None:
    links = [m for link in article.coreferences for m in (link.mention, link.antecedent)]
    inside = [m for m in (*article.mentions, *links) if start <= m.head.start and m.head.end <= end]
    best = sorted(inside, key=lambda m: (m.start != start or m.end != end, m.end - m.start, m))
    return best[0] if best else None
