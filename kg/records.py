"""What other programs read: `claims.jsonl`, one claim a line, and `report.json`, what was done."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kg.corrections import Decision, Named
from kg.graph import KnowledgeGraph
from kg.model import Article, Claim, Entity, Mention, Span
from kg.model import TimeSpan as Time
from kg.rdf import Names
from kg.resolution import Doubt, Side

Record = dict[str, Any]
SAMPLE = 20


def claim_lines(graph: KnowledgeGraph, *, base: str) -> Iterator[str]:
    """Every claim as one line of JSON, ending in a newline; entities by their IRI under `base`."""
    names = Names(base)
    for claim in graph.claims:
        yield json.dumps(claim_record(graph, claim, names), ensure_ascii=False) + "\n"


def claim_record(graph: KnowledgeGraph, claim: Claim, names: Names) -> Record:
    """One claim with its keys in the order of the output contract."""
    return {
        "id": claim.id,
        "predicate": claim.predicate,
        "trigger": _words(graph, claim, claim.trigger),
        "roles": {
            role.name: [
                participant
                for mention in role.fillers
                for participant in _participants(graph, mention, names)
            ]
            for role in claim.roles
        },
        "status": str(claim.status),
        "polarity": str(claim.stance.polarity),
        "certainty": str(claim.stance.certainty),
        "tense": str(claim.stance.tense),
        "attribution": list(_attributions(graph, claim, names)),
        "time": _time(graph, claim, claim.time),
        "document": claim.document,
        "start": claim.evidence.start,
        "end": claim.evidence.end,
        "quote": graph.quote(claim),
        "rule": claim.rule,
    }


def report(graph: KnowledgeGraph) -> Record:
    """What was read and skipped, what was found, what readers corrected, and what is open."""
    silent = [(article.document.id, span) for article in graph.articles for span in article.silent]
    return {
        "articles": [_article(article) for article in graph.articles],
        "skipped": [
            {"where": skip.where, "why": skip.why, "remedy": skip.remedy} for skip in graph.skipped
        ],
        "counts": {
            "articles": len(graph.articles),
            "skipped": len(graph.skipped),
            "entities": _count(graph.ontology.top_type(e.type) for e in graph.entities),
            "claims": _count(str(claim.status) for claim in graph.claims),
            "relations": _count(str(relation.status) for relation in graph.relations),
        },
        "corrections": _corrections(graph),
        "doubts": [_doubt(graph, doubt) for doubt in graph.doubts],
        "silent_sentences": _sample(graph, silent),
        "open_pronouns": _sample(graph, _placed(graph.open_pronouns)),
        "open_nominals": _sample(graph, _placed(graph.open_nominals)),
    }


def report_text(graph: KnowledgeGraph) -> str:
    """The report as indented JSON, ending in a newline."""
    return json.dumps(report(graph), ensure_ascii=False, indent=2) + "\n"


def _words(graph: KnowledgeGraph, claim: Claim, span: Span) -> Record:
    text = graph.text(claim.document, span)
    return {"text": text, "start": span.start, "end": span.end}


def _participants(graph: KnowledgeGraph, mention: Mention, names: Names) -> Iterator[Record]:
    """One record for each entity that a mention means; "the two leaders" gives two."""
    for entity in graph.entities_of(mention) or (None,):
        record = _meaning(graph, mention, entity, names)
        yield {**record, "start": mention.start, "end": mention.end}


def _meaning(
    graph: KnowledgeGraph, mention: Mention, entity: Entity | None, names: Names
) -> Record:
    text = graph.text(mention.document, mention)
    return {
        "text": text,
        "entity": names.entity(entity.id) if entity else None,
        "name": entity.name if entity else text,
        "type": entity.type if entity else mention.type,
    }


def _attributions(graph: KnowledgeGraph, claim: Claim, names: Names) -> Iterator[Record]:
    for said in claim.attribution:
        cue = graph.text(claim.document, said.cue)
        if said.source is None:
            yield {"source": None, "cue": cue}
            continue
        for entity in graph.entities_of(said.source) or (None,):
            yield {"source": _meaning(graph, said.source, entity, names), "cue": cue}


def _time(graph: KnowledgeGraph, claim: Claim, time: Time | None) -> Record | None:
    if time is None:
        return None
    return {
        "text": graph.text(claim.document, time.span),
        "start": time.start.isoformat() if time.start else None,
        "end": time.end.isoformat() if time.end else None,
    }


def _article(article: Article) -> Record:
    document = article.document
    return {
        "id": document.id,
        "title": document.title,
        "source": document.source,
        "url": document.url,
        "published": document.published.isoformat() if document.published else None,
        "assumed": document.assumed.isoformat() if document.assumed else None,
        "path": document.path,
        "characters": len(document.text),
        "mentions": len(article.mentions),
        "claims": len(article.claims),
    }


def _corrections(graph: KnowledgeGraph) -> Record:
    """What the ledger of corrections came to; what did nothing stands there with the reason."""
    corrected = graph.corrected
    judged = Counter(correction.decision for correction in corrected.claims.values())
    return {
        "ledger": corrected.ledger,
        "applied": len(corrected.applied),
        "rejected_claims": judged[Decision.REJECT],
        "confirmed_claims": judged[Decision.CONFIRM],
        "unapplied": [
            {"line": left.correction.line, "correction": str(left.correction), "why": left.why}
            for left in corrected.unapplied
        ],
    }


def _doubt(graph: KnowledgeGraph, doubt: Doubt) -> Record:
    return {
        "certainty": doubt.certainty,
        "now": str(Decision.SAME if doubt.together else Decision.DIFFERENT),
        "sides": [_side(graph, side) for side in doubt.sides],
        "for": list(doubt.reasons_for),
        "against": list(doubt.reasons_against),
    }


def _side(graph: KnowledgeGraph, side: Side) -> Record:
    article = side.mention.document
    return {
        "name": side.name,
        "entity": side.entity,
        "type": side.type,
        "named": _named(side.named),
        "descriptions": list(side.descriptions),
        "articles": len(side.documents),
        "article": article,
        "title": graph.document(article).title,
        "start": side.mention.start,
        "sentence": " ".join(graph.text(article, side.passage).split()),
    }


def _named(named: Named) -> Record:
    """How a correction speaks of it, in the keys of the ledger."""
    told = {"name": named.name, "type": named.type, "article": named.article, "start": named.start}
    return {key: value for key, value in told.items() if value not in ("", None)}


def _count(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))


def _placed(mentions: Iterable[Mention]) -> list[tuple[str, Mention]]:
    return [(mention.document, mention) for mention in mentions]


def _sample(graph: KnowledgeGraph, found: Sequence[tuple[str, Span | Mention]]) -> Record:
    """How many there are, and the first few with their words; each has its document's id."""
    return {
        "count": len(found),
        "sample": [
            {
                "document": document,
                "start": span.start,
                "end": span.end,
                "text": graph.text(document, span),
            }
            for document, span in found[:SAMPLE]
        ],
    }
