"""The stance of an event noun: the plan for a visit, the talks that were cancelled."""

from __future__ import annotations

from spacy.tokens import Token

from kg.grammar import dependents, has, is_negated, is_root, preposition
from kg.lexicon import Lexicon
from kg.stance.climb import Climb, apply, govern, read_according
from kg.stance.signatures import signature_of
from kg.stance.speakers import speaker_of

DROPPING = frozenset(
    f"{verb} {words}".strip()
    for verb, words in (
        ("pull", "out of"), ("back", "out of"), ("walk", "away from"), ("withdraw", "from"),
        ("abandon", ""), ("drop", ""), ("scrap", ""), ("shelve", ""), ("ditch", ""),
    )
)  # fmt: skip
MADE = frozenset({"bid", "offer", "proposal", "tender", "application"})
ENDING = frozenset({"collapse", "fail", "unravel", "founder"})
BARGAINS = frozenset({"acquisition", "bid", "buyout", "merger", "purchase", "sale", "takeover"})
EVENT_AHEAD = frozenset({"for", "ahead of", "before", "pending", "towards", "toward"})
EVENT_BESIDE = frozenset({"during", "after", "following", "since", "despite"})
EVADING = frozenset({"break", "bypass", "circumvent", "defy", "dodge", "evade", "flout", "skirt"})
MEASURES = frozenset({"ban", "blockade", "curfew", "embargo", "sanction", "tariff"})
TOPICS = frozenset({"about", "concerning", "over", "regarding"})
FACTS = frozenset({"report", "factive"})


def read_dropped(idea: Token, climb: Climb, lexicon: Lexicon) -> None:
    """abandoned A PLAN to attack, pulled out of A DEAL to buy: it will not happen."""
    verb = idea.head
    if idea.dep_ == "nsubj" and has(verb, "cop"):
        verdict = lexicon.signature("adjective", verb.lemma_.lower())
        if verdict is not None and verdict.polarity == "negative" and not is_negated(verb):
            climb.negate()  # "The claim that Kim left was false"
        return
    if idea.dep_ not in {"obj", "nsubj:pass", "obl"} or verb.pos_ != "VERB":
        return
    words = f"{verb.lemma_.lower()} {preposition(idea)}".strip()
    signature = lexicon.signature("verb", words) or signature_of(verb, lexicon)
    dropped = signature is not None and signature.polarity == "negative"
    if words in DROPPING or (dropped and idea.dep_ != "obl"):
        climb.negate()
        if signature is not None and signature.speaks:
            climb.say(speaker_of(verb), verb)


def climb_noun(noun: Token, climb: Climb, lexicon: Lexicon) -> Token:
    """Read what stands around an event noun, up to the clause that it is part of.

    They cancelled the visit: negative. The plan for a visit: future. Arrived for talks: future.
    """
    _read_noun(noun, climb, lexicon)
    climb.counted = noun.i
    current = noun
    while current.dep_ in {"conj", "nmod", "appos", "compound", "nmod:poss"}:
        head = current.head
        if head.pos_ not in {"NOUN", "PROPN"}:
            break
        words = preposition(current) if current.dep_ == "nmod" else ""
        signature = lexicon.signature("noun", head.lemma_.lower())
        if words in {"of", "for", "about"} and signature is not None:
            if not signature.clauses_only:
                apply(signature, climb)
                if signature.speaks:
                    climb.say(speaker_of(head), head)
        elif words in TOPICS:
            climb.voice_only = True  # "dodged questions ABOUT the ban": it is in force
        current = head
    if is_root(current) or has(current, "cop"):
        return current
    return _nounclause_above(current, climb, lexicon)


def _nounclause_above(noun: Token, climb: Climb, lexicon: Lexicon) -> Token:
    head, label = noun.head, noun.dep_
    signature = signature_of(head, lexicon)
    spoken = lexicon.signature("noun", noun.lemma_.lower())
    made = noun.lemma_.lower() in MADE or (spoken is not None and spoken.speaks)
    if signature is not None and signature.polarity and made and label in {"obj", "nsubj:pass"}:
        climb.voice_only = True  # "rejected the request for troops": they were requested
    elif noun.lemma_.lower() in MEASURES and head.lemma_.lower() in EVADING:
        climb.voice_only = True  # "evaded the sanctions": they are in force
    elif label == "nsubj" and head.lemma_.lower() in ENDING and _is_bargain(noun, lexicon):
        climb.negate()  # "The takeover collapsed"
    elif signature is not None and label in {"obj", "nsubj:pass"}:
        govern(signature, head, climb)
        if signature.speaks:
            climb.voice_only = True
    elif label == "obl":
        words = preposition(noun)
        called_for = lexicon.signature("verb", f"{head.lemma_.lower()} {words}")
        if called_for is not None:
            govern(called_for, head, climb)
        elif words in EVENT_AHEAD:
            climb.delay()
        elif words in EVENT_BESIDE:
            climb.voice_only = True
    return head


def _is_bargain(noun: Token, lexicon: Lexicon) -> bool:
    """Whether an event is none until it is concluded: a takeover, a deal; not talks."""
    lemma = noun.lemma_.lower()
    return lemma in BARGAINS or lexicon.class_of(lemma) == "Agreement"


def _read_noun(noun: Token, climb: Climb, lexicon: Lexicon) -> None:
    for child in dependents(noun):
        if child.dep_ == "det" and child.lower_ in {"no", "neither"}:
            climb.negate()
        elif child.dep_ == "amod":
            signature = lexicon.signature("adjective", child.lemma_.lower())
            if signature and not signature.clauses_only and signature.name not in FACTS:
                apply(signature, climb)
                if signature.speaks and signature.alleged:
                    climb.say(None, child)
    read_according(noun, climb)
