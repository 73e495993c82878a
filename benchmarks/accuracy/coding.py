"""From kg's claims to what the scorer of coded events compares, and the classes of events.

Classes are PLOVER's, as the ontology names them (`kg:ploverEvent`). The marked records of 2016
still have four classes that PLOVER has since merged into others: `MERGED` says into which. CAMEO's
twenty roots come over by what their names mean in PLOVER; public statements (01) are no events
there. So do those of the older WEIS scheme, from which CAMEO was made; comments (02) do not.

kg tells what happens and how sure it is; PLOVER has one class for both. By its codebook what is
promised or still to come is AGREE if it is friendly and THREATEN if it is hostile, and what one
will not or does not do is REJECT; `class_as_told` does the same with a claim's stance.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from benchmarks.accuracy.events import Actor, Party, Told, joins_actors
from benchmarks.accuracy.reading import Passage, is_standing, noun_phrase, spans_of
from kg.gazetteer import Gazetteer
from kg.grammar import clause_above, is_predicate
from kg.model import Claim, Mention, Polarity, Span, Stance, Tense
from kg.ontology import Ontology, is_open
from kg.pipeline import Toolbox

MERGED = {
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT",
}
CAMEO = {
    "02": "REQUEST",
    "03": "AGREE",
    "04": "CONSULT",
    "05": "SUPPORT",
    "06": "COOPERATE",
    "07": "AID",
    "08": "CONCEDE",
    "09": "ACCUSE",
    "10": "REQUEST",
    "11": "ACCUSE",
    "12": "REJECT",
    "13": "THREATEN",
    "14": "PROTEST",
    "15": "MOBILIZE",
    "16": "SANCTION",
    "17": "COERCE",
    "18": "ASSAULT",
    "19": "ASSAULT",
    "20": "ASSAULT",
}
FRIENDLY = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "MOBILIZE"})
HOSTILE = frozenset({"PROTEST", "SANCTION", "COERCE", "ASSAULT"})
WEIS = {
    "01": "CONCEDE",
    "03": "CONSULT",
    "04": "SUPPORT",
    "05": "AGREE",
    "06": "CONCEDE",
    "07": "AID",
    "08": "AGREE",
    "09": "REQUEST",
    "10": "REQUEST",
    "11": "REJECT",
    "12": "ACCUSE",
    "13": "ACCUSE",
    "14": "REJECT",
    "15": "REQUEST",
    "16": "THREATEN",
    "17": "THREATEN",
    "18": "PROTEST",
    "19": "SANCTION",
    "20": "COERCE",
    "21": "COERCE",
    "22": "ASSAULT",
}
RECOGNIZING = "064"  # to take up relations is SUPPORT, the other granting of WEIS is CONCEDE
ARMED = "182"  # a show of arms is MOBILIZE, the other demonstrating of WEIS is PROTEST
CEASING = "087"  # de-escalating is RETREAT, the other yielding is CONCEDE


def class_of_cameo(code: str) -> str:
    """The PLOVER class of a CAMEO code, "" where there is none."""
    return "RETREAT" if code.startswith(CEASING) else CAMEO.get(code[:2], "")


def class_of(predicate: str, ontology: Ontology) -> str:
    """The PLOVER class of a predicate.

    It is its own, or that of the nearest relation above it, or else that of an edge which its
    claims give: fired has none, but it gives firedAt.
    """
    known = ontology.predicates.get(predicate)
    if known is None:
        return ""
    above = [class_of(parent, ontology) for parent in known.parents]
    edges = [ontology.predicates[rule.predicate].plover for rule in known.edges]
    return known.plover or next((found for found in (*above, *edges) if found), "")


def class_of_weis(code: str) -> str:
    """The PLOVER class of a WEIS code, "" where there is none."""
    special = {RECOGNIZING: "SUPPORT", ARMED: "MOBILIZE"}
    return special.get(code) or WEIS.get(code[:2], "")


def class_as_told(kind: str, stance: Stance) -> str:
    """The PLOVER class of an event of one class that is told in some stance."""
    if stance.polarity is Polarity.NEGATIVE and kind in FRIENDLY:
        return "REJECT"
    if stance.polarity is Polarity.NEGATIVE or stance.tense is not Tense.FUTURE:
        return kind
    if kind in HOSTILE:
        return "THREATEN"
    return "AGREE" if kind in FRIENDLY else kind


def actor(passage: Passage, spans: Iterator[Span], gazetteer: Gazetteer) -> Actor:
    """A marked actor, by the stretches of text that name it."""
    marked = tuple(spans)
    heads = (passage.head(span) for span in marked)
    countries = {_country(passage.text(span), gazetteer) for span in marked} - {""}
    return Actor(
        tuple(Span(head.idx, head.idx + len(head)) for head in heads),
        min(countries, default=""),
    )


def told_by(passage: Passage, event_words: tuple[Span, ...], toolbox: Toolbox) -> tuple[Told, ...]:
    """What the claims of a passage tell, offices and kinship left out."""
    return tuple(
        _told(claim, passage, event_words, toolbox)
        for claim in passage.claims
        if not is_standing(claim)
    )


def _told(claim: Claim, passage: Passage, event_words: tuple[Span, ...], toolbox: Toolbox) -> Told:
    kind = class_of(claim.predicate, toolbox.ontology)
    told = Told(
        parties=tuple(_parties(claim, passage, toolbox)),
        kind=class_as_told(kind, claim.stance),
        plain_kind=kind,
        near=not event_words or _stands_by(claim, event_words, passage),
        is_open=is_open(claim.predicate),
        words=show(claim, passage),
    )
    return replace(told, counted=told.near and joins_actors(told))


def show(claim: Claim, passage: Passage) -> str:
    """A claim in short: `met(agent: Kim, theme: Putin) stated`."""
    roles = ", ".join(
        f"{role.name}: {' + '.join(passage.text(mention) for mention in role.fillers)}"
        for role in claim.roles
    )
    return f"{claim.predicate}({roles}) {claim.status}"


def _parties(claim: Claim, passage: Passage, toolbox: Toolbox) -> Iterator[Party]:
    for role in claim.roles:
        for mention in role.fillers:
            meanings = passage.meanings(mention)
            countries = {_country(passage.text(meaning), toolbox.gazetteer) for meaning in meanings}
            yield Party(
                role.name,
                _words(passage, meanings, wide=False),
                _words(passage, meanings, wide=True),
                frozenset(countries - {""}),
                any(toolbox.ontology.top_type(m.type) != "Thing" for m in meanings),
            )


def _words(passage: Passage, meanings: tuple[Mention, ...], *, wide: bool) -> frozenset[Span]:
    found: set[Span] = set()
    for mention in meanings:
        positions = noun_phrase(passage.head(mention.head), wide=wide)
        found.update(spans_of(passage.doc, positions))
        inside = passage.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        found.update(spans_of(passage.doc, frozenset(token.i for token in inside or ())))
    return frozenset(found)


def _country(text: str, gazetteer: Gazetteer) -> str:
    entry = gazetteer.country_of(text)
    return entry.name if entry is not None else ""


def _stands_by(claim: Claim, event_words: tuple[Span, ...], passage: Passage) -> bool:
    """Whether a claim's trigger overlaps the marked words of the event, or shares their clause."""
    if any(_overlap(claim.trigger, span) for span in event_words):
        return True
    clauses = {_clause(passage, span) for span in event_words}
    return _clause(passage, claim.trigger) in clauses


def _clause(passage: Passage, span: Span) -> int:
    word = passage.head(span)
    if is_predicate(word):
        return int(word.i)
    above = clause_above(word)
    return int(above.i if above is not None else word.i)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
