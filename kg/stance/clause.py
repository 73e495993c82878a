"""What a clause itself tells: its auxiliaries, negation and adverbs, and whether it asks."""

from __future__ import annotations

from itertools import islice

from spacy.tokens import Token

from kg.grammar import (
    NEGATORS,
    children,
    dependents,
    has,
    is_marked,
    is_negated,
    is_order,
    is_root,
)
from kg.lexicon import Lexicon
from kg.model import Certainty
from kg.stance.climb import WOULD, Climb, apply, read_according, read_tag

POLITE = frozenset({"like", "love", "prefer", "argue", "say", "recommend"})  # would like
CONDITIONS = frozenset({"if", "unless", "whether", "provided", "lest", "case"})
ONLY = frozenset({"only", "just", "merely", "simply", "solely"})
MEASURED = frozenset({"ADP", "DET", "NUM", "PRON", "SCONJ"})
WH_TAGS = frozenset({"WDT", "WP", "WP$", "WRB"})


def read_clause(word: Token, climb: Climb, lexicon: Lexicon) -> None:
    """The clause's own auxiliaries, negation, adverbs, and "according to"."""
    for child in dependents(word):
        label = child.dep_
        if child.tag_ == "MD" and label in {"aux", "aux:pass", "cop"}:
            if not (child.lower_ in WOULD and word.lemma_.lower() in POLITE):
                _read_modal(child.lower_, climb, lexicon)
        elif _is_not_only(child) or (word.i == climb.beside and _negates_here(child)):
            continue
        elif _negates(child) and child.i != climb.counted:
            climb.negate()
        elif label == "advmod":
            if child.lower_ not in ONLY and is_negated(child):
                climb.negate()  # "never before launched", "no longer holds"
            _read_adverb(child, climb, lexicon)
        elif label in {"parataxis", "advcl"}:
            read_tag(child, climb, lexicon)
    read_according(word, climb)
    ordered = word.dep_ in {"ccomp", "parataxis"} and is_order(word)
    if ordered or (is_root(word) and is_marked(word, CONDITIONS)):
        climb.doubt(Certainty.POSSIBLE)
    due = any(c.lower_ == "due" and has(c, "fixed") for c in dependents(word))
    aimed = due or (has(word, "cop") and word.tag_ == "VB" and is_marked(word, {"to"}))
    if aimed or _is_headline_infinitive(word) or _is_going_to(word):
        climb.delay()


def _negates(child: Token) -> bool:
    """Whether a dependent denies its clause: "not", "nobody", "no member"."""
    if child.dep_ in {"advmod", "det", "cc:preconj", "case", "mark"}:
        return child.lower_ in NEGATORS
    return child.dep_ in {"nsubj", "nsubj:pass", "obj", "expl"} and _is_nobody(child)


def _negates_here(child: Token) -> bool:
    return _negates(child) or is_negated(child)


def _is_not_only(word: Token) -> bool:
    """It NOT ONLY restored peace but also rebuilt the town: it did."""
    if word.lower_ not in {"not", "n't"} or word.i + 1 == word.sent.end:
        return False
    return word.nbor(1).lower_ in ONLY


def _read_modal(word: str, climb: Climb, lexicon: Lexicon) -> None:
    """What a modal does; "would" waits for the verb of saying that may stand above it."""
    signature = lexicon.signature("modal", word)
    if word in WOULD:
        climb.conditional = climb.conditional or not climb.voice_only
    elif signature is not None:
        apply(signature, climb)


def _read_adverb(adverb: Token, climb: Climb, lexicon: Lexicon) -> None:
    signature = lexicon.signature("adverb", adverb.lemma_.lower()) or lexicon.signature(
        "adverb", adverb.lower_
    )
    if signature is None or adverb.lower_ in NEGATORS:
        return
    if signature.polarity and adverb.i + 1 < adverb.sent.end and adverb.nbor(1).pos_ in MEASURED:
        return  # left NEARLY AFTER two years: and did
    apply(signature, climb)
    if signature.speaks:
        climb.say(None, adverb)


def read_sentence(trigger: Token, top: Token, climb: Climb) -> None:
    """A question asks and an order wants; neither states."""
    sentence = trigger.sent
    words = (token for token in reversed(sentence) if token.pos_ != "SPACE")
    last = list(islice(words, 3))
    asks = any(token.text == "?" for token in last)
    after = trigger.doc[trigger.i : sentence.end]
    stop = next((token for token in after if token.text in {"?", ".", "!", "”", '"'}), None)
    if stop is not None and stop.text == "?" and stop not in last and not _asks_for_details(top):
        climb.doubt(Certainty.POSSIBLE)  # "Did Benin pay?" asked Diallo
        return
    if climb.voice_only or climb.chain or not (is_root(top) or top.dep_ == "parataxis"):
        return
    wishes = top.lemma_ in POLITE and has(top, "aux")
    if is_order(top) or (asks and (wishes or not _asks_for_details(top))):
        climb.doubt(Certainty.POSSIBLE)


def _asks_for_details(top: Token) -> bool:
    """WHERE did you meet? takes for granted that they met; did you meet? does not."""
    first = [word for word in top.subtree if word.tag_ in WH_TAGS and word.i < top.i]
    return any(word.head == top or word.head.head == top for word in first)


def _is_nobody(token: Token) -> bool:
    """no member, nobody, none of them, neither side, neither Oslo nor Bergen."""
    if token.lower_ in {"nobody", "none", "nothing", "neither"}:
        return True
    return any(c.lower_ in {"no", "neither"} for c in children(token, "det", "cc:preconj", "cc"))


def _is_headline_infinitive(word: Token) -> bool:
    """Ghana to help Togo train nurses."""
    headline = is_root(word) or (has(word, "nsubj") and not is_marked(word, {"for"}))
    return word.tag_ == "VB" and is_marked(word, {"to"}) and headline


def _is_going_to(word: Token) -> bool:
    """They are GOING TO MEET."""
    going = word.head if word.dep_ == "xcomp" else word
    ahead = going.lower_ in {"going", "gon"} and has(going, "aux")
    return ahead and any(is_marked(c, {"to", "na"}) for c in children(going, "xcomp"))
