"""What a governing word does to the clause or the noun below it, as the lexicon says."""

from __future__ import annotations

from spacy.tokens import Token

from kg.grammar import children, is_adverbial, is_marked, particle, preposition
from kg.lexicon import Lexicon, Signature


def signature_of(word: Token, lexicon: Lexicon) -> Signature | None:
    """What a word does to the clause below it, or None if the lexicon does not know it."""
    lemma = word.lemma_.lower()
    if word.pos_ in {"VERB", "AUX"}:
        if word.tag_ == "VBN" and (state := lexicon.signature("adjective", word.lower_)):
            return state
        phrase = f"{lemma} {particle(word)}".strip()
        return lexicon.signature("verb", phrase) or lexicon.signature("verb", lemma)
    if word.pos_ == "ADJ":
        state = lexicon.signature("adjective", lemma)
        return state or (lexicon.signature("verb", lemma) if word.lower_ != lemma else None)
    return lexicon.signature("noun", lemma)


def governor_of(clause: Token, lexicon: Lexicon) -> Signature | None:
    """What the word above a clause does to it: "told that" reports, "told Kim to" orders."""
    head = clause.head
    if head.pos_ != "VERB" or not is_marked(clause, {"to"}):
        return signature_of(head, lexicon)
    addressee = addressee_of(clause, lexicon)
    if addressee is not None:
        return lexicon.signature("verb", f"{head.lemma_.lower()} {preposition(addressee)}")
    ordered = lexicon.signature("verb", f"{head.lemma_.lower()} to")
    if head.tag_ == "VBD" and head.lemma_ in {"have", "get"}:
        return None  # "had to leave", "got to meet him": and did
    return (clause.dep_ == "xcomp" and ordered) or signature_of(head, lexicon)


def addressee_of(clause: Token, lexicon: Lexicon) -> Token | None:
    """Whom a verb with a preposition wants to do it: called on RUSSIA to leave."""
    head = clause.head
    if head.pos_ != "VERB" or clause.tag_ != "VB" or not is_marked(clause, {"to"}):
        return None
    for child in children(head, "obl"):
        words = f"{head.lemma_.lower()} {preposition(child)}"
        known = preposition(child) and lexicon.signature("verb", words)
        if known and child.i < clause.i and not is_adverbial(child):
            return child
    return None
