"""One step up, from a clause to the one that governs it."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from kg.grammar import (
    answers,
    children,
    clause_above,
    dependents,
    first_of,
    has,
    is_finite,
    is_marked,
    is_negated,
    is_order,
    is_passive,
    is_predicate,
    is_root,
)
from kg.lexicon import Lexicon, Signature
from kg.model import Certainty
from kg.stance.clause import CONDITIONS
from kg.stance.climb import Climb, govern, is_past, read_tag
from kg.stance.nouns import FACTS, read_dropped
from kg.stance.signatures import addressee_of, governor_of, signature_of

WHENEVER = frozenset({"when", "whenever", "after", "before", "until", "till", "once"})
ASKING = frozenset({"when", "where", "how", "why", "whether", "if", "what", "who"})
RANKS = frozenset({"first", "second", "third", "fourth", "fifth", "last", "latest", "only"})
GROWING = frozenset("climb decline drop fall grow increase jump rise shrink soar surge".split())
REACHING = frozenset("become exceed hit reach top total".split())  # sales rose to reach 3 million
INVERTING = frozenset({"had", "were", "should"})
WITHOUT = frozenset({"without", "instead", "rather"})


def step(current: Token, climb: Climb, lexicon: Lexicon) -> Token | None:
    """Climb one clause; what the governing word does to the clause below is applied."""
    head, label = current.head, current.dep_
    if label == "conj":
        return _step_conjunct(current, climb, lexicon)
    if label == "acl" and _is_content(current, lexicon):
        return _step_complement(current, climb, lexicon, label="acl", marked=True)
    if label == "ccomp" and _is_beside_place(current, lexicon):
        climb.voice_only = True
        return head
    if label in {"ccomp", "xcomp", "csubj", "csubj:pass", "acl", "parataxis"}:
        return _step_complement(current, climb, lexicon)
    if label in {"advcl", "advcl:relcl"}:
        return _step_adverbial(current, climb, lexicon)
    if label == "amod":
        climb.voice_only = True
        return clause_above(head)
    if label == "acl:relcl" and any(answers(c, current, lexicon) for c in children(current, "obj")):
        return None  # "Diallo accused Togo of theft, WHICH IT DENIES": Diallo does not say that
    if label == "acl:relcl" and _is_content(current, lexicon):
        return _step_complement(current, climb, lexicon, label="acl", marked=True)
    if label == "acl:relcl":
        climb.voice_only = True
        return head if is_predicate(head) or is_root(head) else clause_above(head)
    if label in {"nsubj", "nsubj:pass", "obj", "obl", "nmod", "appos"}:
        return clause_above(current)
    return None if label in {"root", "ROOT"} else head


def _step_conjunct(current: Token, climb: Climb, lexicon: Lexicon) -> Token | None:
    """may visit and MEET: the second verb shares auxiliaries when it has no own ones."""
    head = first_of(current, lexicon)
    if head.pos_ not in {"VERB", "AUX"} and not has(head, "cop"):
        return clause_above(head)
    if has(current, "aux") or has(current, "nsubj") or has(current, "nsubj:pass"):
        return _skip(head, climb, lexicon)
    if current.tag_ != head.tag_:
        return _skip(head, climb, lexicon)
    return head


def _skip(word: Token, climb: Climb, lexicon: Lexicon) -> Token | None:
    """Climb past a clause without reading it: only what stands above counts for its conjunct."""
    for child in dependents(word):
        if child.dep_ == "parataxis":
            read_tag(child, climb, lexicon)
    return None if is_root(word) else step(word, climb, lexicon)


def _is_content(clause: Token, lexicon: Lexicon) -> bool:
    """denied a report THAT THE NAVY HAD BLOCKED A PORT: "that" is no object beside the port."""
    if clause.dep_ not in {"acl", "acl:relcl"}:
        return False
    that = [child for child in children(clause, "obj") if child.lower_ == "that"]
    spoken = lexicon.signature("noun", clause.head.lemma_.lower())
    return bool(that) and len(children(clause, "obj")) > 1 and spoken is not None


def _is_beside_place(clause: Token, lexicon: Lexicon) -> bool:
    """showed Kim the hall WHERE ROCKETS ARE BUILT: the clause is about the hall."""
    first = clause.left_edge
    if first.lower_ != "where" or first.i == clause.sent.start:
        return False
    kind = lexicon.class_of(first.nbor(-1).lemma_.lower())
    return first.nbor(-1).pos_ == "NOUN" and not lexicon.is_class_under(kind or "", "Person")


def _step_complement(
    current: Token, climb: Climb, lexicon: Lexicon, *, label: str = "", marked: bool = False
) -> Token | None:
    head, label = current.head, label or current.dep_
    signature = governor_of(current, lexicon)
    if label == "parataxis" and (signature is None or not _is_saying(head, signature)):
        return None
    if label == "acl" and is_negated(head) and is_marked(current, {"that", "of", "to"}):
        climb.doubt(Certainty.POSSIBLE)
    marked = marked or is_marked(current, {"to", "of", "for", "in", "that"})
    if label == "acl" and is_marked(current, {"toward", "towards"}):
        climb.doubt(Certainty.POSSIBLE)  # "a step toward buying Nokia"
    if label == "acl" and (signature is None or (current.tag_ == "VBN" and not marked)):
        if not marked:
            climb.voice_only = True
        elif is_marked(current, {"to"}) and _is_ranked(head, lexicon):
            pass
        elif has(current, "aux:pass"):
            climb.delay()  # "the contest to be held in May"
        elif head.pos_ == "PROPN" and is_root(head):
            climb.delay()
        elif _is_idea_of(current, head, lexicon):
            climb.doubt(Certainty.POSSIBLE)
        return clause_above(head)
    if head.lower_ == "yet" or (head.lemma_ == "have" and is_marked(head, {"yet"})):
        climb.negate()  # "has yet to deliver"
        return head
    if head.lemma_ == "be" and label == "xcomp" and is_marked(current, {"to"}):
        climb.delay()
        return head
    if is_marked(current, {"if", "whether", "against"}):
        climb.doubt(Certainty.POSSIBLE)
    if signature is not None and signature.speaks and is_negated(head) and _is_known(current):
        climb.voice_only = True
        return head
    if _is_judged(current, head):
        climb.doubt(Certainty.POSSIBLE)
    if signature is None:
        if label in {"ccomp", "csubj"} and is_negated(head) and is_finite(current):
            climb.doubt(Certainty.POSSIBLE)  # "It is not clear when they will open the border"
            climb.beside = head.i
        return head if is_predicate(head) or head.pos_ == "ADJ" else clause_above(head)
    if label == "ccomp" and signature.polarity == "negative" and not signature.speaks:
        return head  # "Let us not forget that ...": what is forgotten is so
    if label == "ccomp" and signature.tense and is_past(current):
        signature = replace(signature, tense="")  # "agreed that Novak left": an opinion
    weighs = signature.name == "belief" and label == "xcomp" and current.tag_ == "VBG"
    govern(signature, head, climb, weighs=weighs)
    if label == "acl" and head.pos_ == "NOUN":
        read_dropped(head, climb, lexicon)
    if label in {"ccomp", "parataxis", "csubj", "csubj:pass", "acl"} and (
        signature.speaks or signature.name in FACTS
    ):
        climb.voice_only = True
    return head if head.pos_ in {"VERB", "AUX", "ADJ"} else clause_above(head)


def _is_judged(clause: Token, head: Token) -> bool:
    """It IS WRONG to sell them arms: nobody is said to; it was wrong to: somebody did."""
    judged = head.pos_ == "ADJ" and is_marked(clause, {"to"}) and has(head, "cop", "expl")
    whose = children(head, "expl", "nsubj")
    return (
        bool(judged and whose)
        and not is_past(head)
        and all(w.lower_ in {"it", "that", "this"} for w in whose)
    )


def _is_known(clause: Token) -> bool:
    """did not say HOW FAR THE MISSILES FLEW: that they flew is taken for granted."""
    first = clause.left_edge.lower_
    ahead = any(child.tag_ == "MD" for child in children(clause, "aux", "aux:pass", "cop"))
    return first in {"how", "where", "when", "why"} and is_finite(clause) and not ahead


def _is_saying(verb: Token, signature: Signature) -> bool:
    """He said: "..."; not "He rejected the criticism: ...", where the verb has its object."""
    return signature.speaks and not signature.polarity and not has(verb, "obj")


def _is_idea_of(clause: Token, noun: Token, lexicon: Lexicon) -> bool:
    """the importance OF COMPLYING, the need TO ACT: thought of, not told; "the man to beat" is."""
    kind = lexicon.class_of(noun.lemma_.lower())
    if noun.pos_ != "NOUN" or (kind is not None and lexicon.is_class_under(kind, "Agent")):
        return False
    return is_marked(clause, {"to"}) or (clause.tag_ == "VBG" and is_marked(clause, {"of"}))


def _step_adverbial(current: Token, climb: Climb, lexicon: Lexicon) -> Token | None:
    head = current.head
    signature = signature_of(head, lexicon)
    marks = {mark.lower_ for mark in children(current, "mark", "case", "advmod")}
    if has(head, "expl") and is_negated(head) and marks & ASKING:
        climb.doubt(Certainty.POSSIBLE)  # "It is not clear when they will open the border"
        climb.voice_only = True
        return head
    fixed = {word.lower_ for mark in children(current, "mark", "case") for word in dependents(mark)}
    if (marks | fixed) & CONDITIONS or _is_inverted(current):
        climb.doubt(Certainty.POSSIBLE)
        climb.voice_only = True
    elif (marks | fixed) & WITHOUT:
        climb.negate()
    elif marks & {"toward", "towards"}:
        climb.doubt(Certainty.POSSIBLE)
    elif "to" in marks and current.tag_ == "VBG" and is_marked(head, {"close"}):
        climb.doubt(Certainty.POSSIBLE)  # "came close to leaving"
    elif marks & WHENEVER and _is_ahead(current, head):
        climb.delay()
        climb.voice_only = True
    elif addressee_of(current, lexicon) is not None:
        called = governor_of(current, lexicon)
        if called is not None:
            govern(called, head, climb)
        return head
    elif signature is not None and _takes_adverbial(signature, head, current, marks):
        if "against" in marks:
            climb.doubt(Certainty.POSSIBLE)
        govern(signature, head, climb)
        return head
    elif "to" in marks and any(
        _is_ranked(word, lexicon) for word in (head, *children(head, "xcomp", "obj"))
    ):
        return head
    elif "to" in marks and (current.tag_ == "VB" or has(current, "aux:pass")):
        decided = any(
            lexicon.signature("noun", word.lemma_.lower()) for word in children(head, "nsubj:pass")
        )
        came_to = head.lemma_ in GROWING and current.lemma_ in REACHING
        if decided or not (came_to or (signature is not None and signature.name == "means")):
            climb.delay()
    elif "for" in marks and current.tag_ == "VBG" and not _is_done_to(head):
        climb.delay()  # arrives FOR MEETING Putin; not "was fined for stealing"
    elif current.tag_ not in {"VBG", "VBN", "VB"} or has(current, "nsubj", "nsubj:pass", "aux"):
        climb.voice_only = True
    elif _stands_apart(current, head):
        climb.beside = head.i
    return head


def _is_ranked(noun: Token, lexicon: Lexicon) -> bool:
    """Elected THE FIRST WOMAN to lead Togo, the LARGEST BANK to fail: they have done it."""
    ranks = children(noun, "amod")
    ranked = any(word.lower_ in RANKS or word.tag_ == "JJS" for word in ranks)
    return noun.pos_ == "NOUN" and ranked and lexicon.signature("noun", noun.lemma_.lower()) is None


def _stands_apart(clause: Token, head: Token) -> bool:
    """She did not come, CITING illness: the comma keeps "not" out, before or after."""
    first, last = sorted((clause.left_edge.i, head.i))
    if clause.i < head.i:
        first, last = clause.right_edge.i, head.i
    return any(word.text == "," for word in head.doc[first : last + 1])


def _is_inverted(clause: Token) -> bool:
    """HAD Barclays BOUGHT Lehman, the crisis might have been avoided: it did not."""
    doers = children(clause, "nsubj", "nsubj:pass")
    opening = [c for c in children(clause, "aux", "aux:pass", "cop") if c.lower_ in INVERTING]
    return bool(doers and opening) and clause.left_edge == opening[0]


def _is_ahead(clause: Token, head: Token) -> bool:
    """Call me when he LEAVES; she will pay once he LEAVES: the present tense means the future."""
    present = clause.tag_ in {"VBP", "VBZ"} or any(
        c.tag_ in {"VBP", "VBZ"} for c in children(clause, "aux", "aux:pass", "cop")
    )
    modal = any(child.tag_ == "MD" for child in children(head, "aux", "aux:pass"))
    return present and (modal or is_order(head))


def _is_done_to(verb: Token) -> bool:
    """Whether a verb does something to somebody, so that "for ...ing" gives the reason."""
    return is_passive(verb) or has(verb, "obj", "iobj")


def _takes_adverbial(signature: Signature, head: Token, clause: Token, marks: set[str]) -> bool:
    """accused Kim OF selling, ready TO sell: a complement in all but its label."""
    if head.pos_ == "ADJ":
        return bool(marks & {"to", "of", "in", "that"})
    if "for" in marks and signature.name == "denial":
        return False  # dismissed FOR stealing
    if _is_gerund(clause) and marks & {"of", "from", "against", "with", "about", "for", "into"}:
        return signature.name != "report" or "of" in marks or "about" in marks
    return "as" in marks and clause.tag_ == "VBG" and signature.speaks


def _is_gerund(clause: Token) -> bool:
    """Whether a clause is a gerund: "of selling", "of having sold", "of being sold"."""
    auxiliaries = children(clause, "aux", "aux:pass", "cop")
    return clause.tag_ == "VBG" or any(word.tag_ == "VBG" for word in auxiliaries)
