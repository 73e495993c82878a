"""Who does it: the subjects that a verb has, and those that English leaves unsaid."""

from __future__ import annotations

from spacy.tokens import Token

from kg.grammar import (
    RELATIVE_TAGS,
    RELATIVE_WORDS,
    children,
    clause_above,
    dependents,
    first_of,
    has,
    is_amount,
    is_given,
    is_marked,
    is_predicate,
    is_root,
    is_somebody,
    preposition,
    referents,
    spread,
    subjects,
)
from kg.lexicon import Lexicon
from kg.stance import addressee_of, governor_of, signature_of

CAPTURING_MARKS = frozenset({"of", "from", "for", "against", "with", "into", "on", "over"})
CONTROLLING = frozenset({"plan", "promise", "attempt", "failure", "ability", "opportunity"})
# Whom they take is who is to do what follows: hired KIM to replace Choe.
ENGAGING = frozenset(
    "appoint assign bring choose commission deploy dispatch draft elect engage hire name nominate "
    "pick poach recruit select send sign tap".split()
)
PERCEIVING = frozenset(
    "catch film find hear keep leave photograph picture see show spot watch".split()
)
ABLE = frozenset({"Document", "Agreement", "Weapon", "Vehicle", "Product", "Thing"})
DASHES = frozenset({"-", "--", "–", "—"})
TELLING = frozenset("elaborate explain name say specify".split())
JUDGING = frozenset({"attitude", "factive"})
OUTCOMES = frozenset({"result", "mean", "culminate"})
MAX_DEPTH = 6


def premodifier_slot(child: Token) -> str:
    """The slot of a word before an event noun: RUSSIAN attack, DRONE attack; "" for others."""
    if child.dep_ == "amod" and not child.text[:1].isupper():
        return ""
    if is_amount(child.ent_type_) or child.pos_ == "NUM":
        return ""
    if child.ent_type_ or (child.text[:1].isupper() and not child.is_sent_start):
        return "subject"
    return "object" if child.pos_ == "NOUN" else ""


def _own_subjects(verb: Token) -> list[Token]:
    found = subjects(verb, "nsubj", "nsubj:pass", "nsubj:outer", "expl")
    found = [token for token in found if not _is_listed(token, verb)]
    return [token for token in found if token.dep_ != "nsubj:outer"] or found


def _is_listed(token: Token, verb: Token) -> bool:
    """Whether a colon stands between: what Rome forbids: WEAPONS; PUTIN: Do not forget it."""
    first, last = sorted((token.i, verb.i))
    return any(word.text == ":" for word in verb.doc[first:last])


def surface_subjects(verb: Token, lexicon: Lexicon, depth: int = 0) -> list[Token]:
    """The grammatical subjects of a verb, said or unsaid, conjuncts spread out."""
    own = [token for token in _own_subjects(verb) if token.dep_ != "expl"]
    if has(verb, "cop") and verb.tag_ == "VB" and is_marked(verb, {"to"}):
        # "The aim is to win": nobody is said to. "Kim is to visit Oslo": Kim
        return referents([word for word in own if is_somebody(word, lexicon)], lexicon)
    if own:
        return referents(own, lexicon)
    if depth > MAX_DEPTH or is_root(verb) or children(verb, "expl", "csubj"):
        return []  # "To hold an election would harm voters": that does
    return _unsaid_subjects(verb, lexicon, depth + 1)


def _unsaid_subjects(verb: Token, lexicon: Lexicon, depth: int) -> list[Token]:
    head, label = verb.head, verb.dep_
    if label == "conj":
        first = first_of(verb, lexicon)
        if verb.tag_ == "VB" and first.tag_ in {"VBD", "VBZ"} and not has(verb, "aux", "mark"):
            return []  # "She was young, but ASK anyone": an order
        return surface_subjects(first, lexicon, depth) if is_predicate(first) else []
    if label == "ccomp" and verb.tag_ == "VB" and not has(verb, "mark", "aux"):
        return []  # "Look at the list," she said: nobody is told to have looked
    if label == "csubj" and has(head, "cop") and is_somebody(head, lexicon) and verb.i < head.i:
        return spread(head)  # "Joining us is ANNA BERG"
    if label in {"xcomp", "ccomp", "csubj"}:
        return _controllers(verb, head, lexicon, depth)
    if label == "advcl":
        return _adverbial_controllers(verb, head, lexicon, depth)
    if label == "acl":
        return _noun_controllers(verb, head, lexicon, depth)
    if label == "acl:relcl":
        return [] if has_relative(verb) else spread(head)
    if label == "parataxis" and verb.tag_ == "VBG" and is_predicate(head):
        return surface_subjects(head, lexicon, depth)
    return []


def _controllers(verb: Token, head: Token, lexicon: Lexicon, depth: int) -> list[Token]:
    """Kim agreed to go: Kim. Kim told Choe to go: Choe. Kim promised Choe to go: Kim."""
    if head.pos_ in {"NOUN", "PROPN"} and not children(head, "cop"):
        return _noun_controllers(verb, head, lexicon, depth)
    addressee = addressee_of(verb, lexicon)
    if addressee is not None:
        return referents([addressee], lexicon)
    signature = governor_of(verb, lexicon)
    by_subject = signature is not None and signature.control == "subject"
    asks = signature is not None and signature.name == "request"
    if signature is not None and signature.name == "attitude" and verb.tag_ == "VBG":
        return []  # "opposes banning Huawei": whoever would ban it
    objects = [
        child
        for child in children(head, "obj", "iobj")
        if child.left_edge.tag_ not in RELATIVE_TAGS or asks  # WHAT would Kim like to say
    ]
    wanted = signature is not None and signature.name == "plan"
    if wanted and objects and all(_may_act(word, lexicon) for word in objects):
        by_subject = False  # "Oslo wants KYIV to join", not "planned an ATTACK to kill"
    if objects and (not by_subject or verb.tag_ == "VBG"):
        return referents(objects, lexicon)
    doers = surface_subjects(head, lexicon, depth)
    return [] if head.lemma_ == "be" and _is_idea(doers, lexicon) else doers


def _may_act(word: Token, lexicon: Lexicon) -> bool:
    return word.pos_ == "PRON" or is_somebody(word, lexicon)


def _is_idea(doers: list[Token], lexicon: Lexicon) -> bool:
    """THE PLAN is to attack: nobody attacks yet, and the plan never will."""
    return any(lexicon.signature("noun", word.lemma_.lower()) for word in doers)


def _adverbial_controllers(verb: Token, head: Token, lexicon: Lexicon, depth: int) -> list[Token]:
    """accused Kim of selling: Kim. Left after meeting Putin: whoever left."""
    marks = {mark.lower_ for mark in children(verb, "mark", "case")}
    addressee = addressee_of(verb, lexicon)
    if addressee is not None:
        return referents([addressee], lexicon)
    if "without" in marks and verb.lemma_.lower() in TELLING and head.dep_ == "ccomp":
        return surface_subjects(head.head, lexicon, depth)  # said they left, WITHOUT ELABORATING
    objects = children(head, "obj", "iobj")
    people = [word for word in objects if _may_act(word, lexicon)]
    if people and _takes_over(verb, head, marks, lexicon):
        return referents(people, lexicon)
    if objects and "from" in marks and verb.tag_ == "VBG":
        return referents(objects, lexicon)  # stopped THE BOATS from landing
    if objects and marks & CAPTURING_MARKS and verb.tag_ == "VBG":
        signature = lexicon.signature("verb", head.lemma_.lower())
        known = signature is not None and signature.control != "subject"
        # thanked THEM for coming; but paid a FINE for speeding
        if known or people:
            return referents(people or objects, lexicon)
    if is_given(verb):
        return referents([_whole(verb.nbor(-1))], lexicon)  # spoke with FAMILIES awarded medals
    if "to" in marks and head.dep_ == "acl" and not _may_act(head.head, lexicon):
        # used the chaos caused by the war TO ADVANCE: who used it
        above = clause_above(head.head)
        return surface_subjects(above, lexicon, depth) if above is not None else []
    deciders = children(head, "obl:agent")
    if "to" in marks and deciders and _is_idea(children(head, "nsubj:pass"), lexicon):
        return referents(deciders, lexicon)  # a decision was taken BY OSLO to create a fund
    between = _between_dashes(verb)
    if between is not None:
        return spread(between)
    if verb.lemma_.lower() in OUTCOMES and verb.tag_ == "VBG" and not marks:
        return []  # Kim lost, RESULTING in a crisis: that Kim lost did
    if verb.tag_ in {"VBG", "VBN", "VB"} and is_predicate(head):
        return surface_subjects(head, lexicon, depth)
    return []


def _between_dashes(verb: Token) -> Token | None:
    """greeted the GUESTS — brought from Oslo — at the door: a dash ties them to the noun before."""
    start = next(word.i for word in verb.subtree if word.text not in DASHES)
    if verb.tag_ != "VBN" or start - 2 < verb.sent.start or verb.doc[start - 1].text not in DASHES:
        return None
    noun = _whole(verb.doc[start - 2])
    return noun if noun.pos_ in {"NOUN", "PROPN"} else None


def _takes_over(verb: Token, head: Token, marks: set[str], lexicon: Lexicon) -> bool:
    """Whether the object does what follows: hired KIM to replace Choe, saw HIM leaving, named HIM
    chief, succeeding Choe."""
    lemma = head.lemma_.lower()
    if "to" in marks:
        signature = lexicon.signature("verb", lemma)
        return lemma in ENGAGING or (signature is not None and signature.name == "request")
    if marks or verb.tag_ != "VBG":
        return False
    if lemma in ENGAGING:
        return verb.lemma_.lower() in {"succeed", "replace"}
    return lemma in PERCEIVING and all(word.text != "," for word in verb.doc[head.i : verb.i])


def _whole(word: Token) -> Token:
    """The head of the name that ends with a word."""
    while word.dep_ in {"flat", "compound"} and not is_root(word):
        word = word.head
    return word


def _noun_controllers(verb: Token, noun: Token, lexicon: Lexicon, depth: int) -> list[Token]:
    """The decision of Kim to visit: Kim. The officials accompanying Kim: the officials."""
    marks = {mark.lower_ for mark in children(verb, "mark")}
    infinitive = verb.tag_ == "VB" or "to" in marks
    if verb.lemma_.lower() == "use" and verb.tag_ == "VBG" and not _may_act(noun, lexicon):
        # builds ships USING local steel: who builds uses it
        return surface_subjects(noun.head, lexicon, depth) if is_predicate(noun.head) else []
    if not infinitive and not marks & {"of", "in", "for", "at", "about"}:
        return spread(noun)
    signature = lexicon.signature("noun", noun.lemma_.lower())
    possessors = children(noun, "nmod:poss")
    possessors += [child for child in children(noun, "nmod") if preposition(child) in {"by", "of"}]
    if possessors:
        return referents(possessors, lexicon)
    adjectives = [c for c in children(noun, "amod", "compound") if premodifier_slot(c) == "subject"]
    if adjectives and signature is not None:
        return adjectives
    recipients = [
        child
        for child in dependents(noun.head)
        if child.dep_ == "obl" and preposition(child) == "for" and child.i < noun.i
    ]
    if recipients and is_predicate(noun.head):
        return referents(recipients, lexicon)
    controls = signature is not None and signature.name in CONTROLLING
    getters = [word for word in children(noun.head, "iobj") if noun.dep_ == "obj"]
    if controls and getters:
        return referents(getters, lexicon)  # offers KIM a chance to go
    if controls and has(noun, "cop") and infinitive:
        return _hosts(noun, lexicon)
    told = signature_of(noun.head, lexicon)
    if told is not None and (told.speaks or told.name in JUDGING):
        return []  # "praised efforts to win": whose, is not said
    if controls and noun.dep_ in {"obj", "obl"} and is_predicate(noun.head):
        return surface_subjects(noun.head, lexicon, depth)
    if not infinitive or signature is not None:
        return []
    if is_somebody(noun, lexicon) or lexicon.class_of(noun.lemma_.lower()) in ABLE:
        return spread(noun)  # the man to see, a bill to amend the act
    hosted = noun.dep_ in {"obj", "obl"} and is_predicate(noun.head)
    return surface_subjects(noun.head, lexicon, depth) if hosted else []  # ran a race to win


def _hosts(noun: Token, lexicon: Lexicon) -> list[Token]:
    """MODI'S trip is a chance to woo investors: whose the subject is."""
    owners = [word for doer in children(noun, "nsubj") for word in children(doer, "nmod:poss")]
    return referents([word for word in owners if _may_act(word, lexicon)], lexicon)


def has_relative(verb: Token) -> bool:
    """Whether a relative clause has its own "who", "which" or "that"."""
    return any(
        token.tag_ in RELATIVE_TAGS and token.lower_ in RELATIVE_WORDS and token.i < verb.i
        for token in verb.subtree
    )
