"""Who speaks at a word of saying, and who only passes it on."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kg.grammar import (
    children,
    has,
    inverted_subject,
    is_finite,
    is_marked,
    is_somebody,
    preposition,
    subjects,
)
from kg.lexicon import Lexicon

SOURCES = frozenset({"data", "evidence", "figure", "official", "source", "statistic", "witness"})
CITING = frozenset({"cite", "quote"})
ISSUING = frozenset(
    "issue release publish make post give send write read deliver file sign".split()
)


@dataclass(frozen=True)
class Saying:
    """One speaker (None if unnamed) and the word that shows that something is said."""

    source: Token | None
    cue: Token


def speaker_of(word: Token) -> Token | None:
    """Who speaks at a word of saying: its subject, its agent, or the possessor of "statement"."""
    if has(word, "aux:pass") or has(word, "nsubj:pass"):
        agents = children(word, "obl:agent")
        return agents[0] if agents else None
    if word.tag_ == "VBG" and word.head.lemma_.lower() in CITING and word.i > word.head.i:
        quoted = children(word.head, "obj", "nsubj:pass")
        if quoted:
            return quoted[0]
    for child in subjects(word, "nsubj"):
        return child
    for label in ("nmod:poss", "obl:agent", "nsubj:outer"):
        for child in children(word, label):
            return child
    nearest = inverted_subject(word) or _right_before(word)
    if nearest is not None:
        return nearest
    if word.dep_ in {"conj", "xcomp"} and word.head.pos_ == "VERB":
        return speaker_of(word.head)
    if word.dep_ == "acl" and word.tag_ == "VBG":
        return _issuer_of(word.head)
    if word.dep_ == "advcl" and word.tag_ == "VBG":
        return _quoted_speaker(word)
    if word.pos_ != "NOUN":
        return None
    by = [c for c in children(word, "nmod") if preposition(c) in {"by", "of", "from"}]
    if not by and word.dep_ == "obl" and word.head.pos_ == "VERB":
        return speaker_of(word.head)
    return by[0] if by else None


def _right_before(verb: Token) -> Token | None:
    """Togo may appeal, its lawyer, BJARNE HOLT, said: who stands right before a lone verb."""
    if verb.pos_ != "VERB" or not is_finite(verb) or verb.dep_ in {"conj", "xcomp"}:
        return None
    before = verb.i - 1
    if before > verb.sent.start and verb.doc[before].text == ",":
        before -= 1
    word = verb.doc[before] if before >= verb.sent.start else verb
    while word.dep_ in {"flat", "compound"} and word.head.i < verb.i:
        word = word.head
    if word.pos_ not in {"PROPN", "NOUN"} or preposition(word) or word.dep_ == "obj":
        return None
    return word


def _issuer_of(noun: Token) -> Token:
    """Novak issued a STATEMENT saying: Novak. The official saying so: the official."""
    by = children(noun, "nmod:poss") + [c for c in children(noun, "nmod") if preposition(c) == "by"]
    if by:
        return by[0]
    issued = noun.dep_ == "obj" and noun.head.lemma_.lower() in ISSUING
    issuers = children(noun.head, "nsubj") if issued else []
    return issuers[0] if issuers else noun


def _quoted_speaker(word: Token) -> Token | None:
    """Putin was quoted by RIA as SAYING; Kim arrived, SAYING that: the subject above."""
    head = word.head
    above = children(head, "nsubj", "nsubj:pass")
    return above[0] if above else None


def is_citing(verb: Token) -> bool:
    """Whether a verb only names a source: "the coast guard, citing the ministry, said"."""
    return verb.dep_ in {"advcl", "acl"} and verb.lemma_.lower() in CITING


def is_as_reported(clause: Token) -> bool:
    """as reported by RIA, as the minister said; not "as Washington warned Seoul"."""
    says_more = has(clause, "obj", "iobj", "ccomp", "xcomp", "obl")
    return clause.dep_ == "advcl" and is_marked(clause, {"as"}) and not says_more


def is_source(word: Token, lexicon: Lexicon) -> bool:
    """Whether a word can be a source: citing THE MINISTRY, A REPORT; not "citing illness"."""
    kind = lexicon.class_of(word.lemma_.lower())
    written = kind is not None and lexicon.is_class_under(kind, "Document")
    return written or word.lemma_.lower() in SOURCES or is_somebody(word, lexicon)
