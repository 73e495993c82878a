"""Sentences that say whom or what their words mean: `{Moscow|Russia} denied it.`

A bar with nothing behind it (`{The Serb|}`) is for words that stay open.
"""

from __future__ import annotations

import re

from kg.model import Article, Document, Mention
from kg.pipeline import Toolbox, extract
from kg.resolution import resolve

MARK = re.compile(r"\{([^|}]+)\|([^}]*)\}")


def meanings(marked: str, toolbox: Toolbox) -> tuple[list[str], list[str]]:
    """What the marked words mean by kg, and what they shall mean: names of entities, by `id` where
    the mark has one (`place/Georgia`)."""
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
        told.append((entity.id if "/" in name else entity.name) if entity else "")
    return told, [name for _, _, name in wanted]


def _mention_at(article: Article, start: int, end: int) -> Mention | None:
    links = [m for link in article.coreferences for m in (link.mention, link.antecedent)]
    inside = [m for m in (*article.mentions, *links) if start <= m.head.start and m.head.end <= end]
    best = sorted(inside, key=lambda m: (m.start != start or m.end != end, m.end - m.start, m))
    return best[0] if best else None
