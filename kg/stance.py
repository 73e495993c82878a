"""How a clause is told: whether it is so, how sure, still to come, and who says so.

Starting at the word that says the event, the clauses above it are climbed one by one; each
governing word changes the stance as the lexicon's signature of it says. The words that may govern
are data (`ontology/lexicon/stance.toml`); the grammar of scope is here.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from kg.grammar import (
    NEGATORS,
    answers,
    children,
    clause_above,
    first_of,
    has,
    inverted_subject,
    is_finite,
    is_marked,
    is_negated,
    is_order,
    is_passive,
    is_predicate,
    is_root,
    is_somebody,
    particle,
    preposition,
    subjects,
)
from kg.lexicon import Lexicon, Signature
from kg.model import Certainty, Polarity, Stance, Tense

WOULD = frozenset({"would", "'d", "’d"})
POLITE = frozenset({"like", "love", "prefer", "argue", "say", "recommend"})  # would like
CONDITIONS = frozenset({"if", "unless", "whether", "provided", "lest", "case"})
WHENEVER = frozenset({"when", "whenever", "after", "before", "until", "till", "once"})
ASKING = frozenset({"when", "where", "how", "why", "whether", "if", "what", "who"})
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
SOURCES = frozenset({"data", "evidence", "figure", "official", "source", "statistic", "witness"})
INVERTING = frozenset({"had", "were", "should"})
ONLY = frozenset({"only", "just", "merely", "simply", "solely"})
WITHOUT = frozenset({"without", "instead", "rather"})
EVENT_AHEAD = frozenset({"for", "ahead of", "before", "pending", "towards", "toward"})
EVENT_BESIDE = frozenset({"during", "after", "following", "since", "despite"})
SPEAKER_PREPOSITIONS = frozenset({"according to", "as per", "per"})
CITING = frozenset({"cite", "quote"})
ISSUING = frozenset(
    "issue release publish make post give send write read deliver file sign".split()
)
WH_TAGS = frozenset({"WDT", "WP", "WP$", "WRB"})
FACTS = frozenset({"report", "factive"})
CERTAINTIES = (Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE)


@dataclass(frozen=True)
class Saying:
    """One speaker (None if unnamed) and the word that shows that something is said."""

    source: Token | None
    cue: Token


@dataclass(frozen=True)
class Telling:
    """The stance of a clause and the chain of who says so, the outermost speaker first."""

    stance: Stance
    chain: tuple[Saying, ...]


@dataclass
class _Climb:
    """What has been gathered on the way up."""

    lexicon: Lexicon
    negative: bool = False
    certainty: Certainty = Certainty.CERTAIN
    future: bool = False
    alleged: bool = False
    conditional: bool = False
    voice_only: bool = False
    granted: bool = False
    beside: int = -1
    counted: int = -1
    trigger: Token | None = None
    chain: list[Saying] = field(default_factory=list)

    def doubt(self, certainty: Certainty) -> None:
        if not self.voice_only:
            self.certainty = max(self.certainty, certainty, key=CERTAINTIES.index)

    def negate(self) -> None:
        if not self.voice_only and not self.granted:
            self.negative = not self.negative

    def delay(self) -> None:
        if not self.voice_only:
            self.future = True

    def say(self, source: Token | None, cue: Token) -> None:
        if all(said.cue.i != cue.i for said in self.chain):
            self.chain.append(Saying(source, cue))


def telling(trigger: Token, lexicon: Lexicon, *, carried: bool = False) -> Telling:
    """How the event or state at `trigger` is told.

    Both sides have denied the sale: negative, said by both sides. An event noun that is not
    `carried` by a light verb is taken for granted by what is said around it: "They did not attend
    the talks" leaves the talks, "They did not hold talks" does not.
    """
    climb = _Climb(lexicon, trigger=trigger)
    current = trigger
    if trigger.pos_ in {"NOUN", "PROPN"} and not has(trigger, "cop"):
        current = _climb_noun(trigger, climb, lexicon)
        climb.granted = not carried
    while True:
        _read_clause(current, climb, lexicon)
        if is_root(current):
            break
        above = _step(current, climb, lexicon)
        if above is None:
            break
        current = above
    _read_sentence(trigger, current, climb)
    if climb.conditional:
        climb.certainty = Certainty.POSSIBLE
    return Telling(
        Stance(
            polarity=Polarity.NEGATIVE if climb.negative else Polarity.POSITIVE,
            certainty=climb.certainty,
            tense=Tense.FUTURE if climb.future else Tense.NON_FUTURE,
            alleged=climb.alleged,
        ),
        tuple(reversed(climb.chain)),
    )


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
    if head.tag_ == "VBD" and head.lemma_ == "have":
        return None  # "had to leave": and did
    return (clause.dep_ == "xcomp" and ordered) or signature_of(head, lexicon)


def addressee_of(clause: Token, lexicon: Lexicon) -> Token | None:
    """Whom a verb with a preposition wants to do it: called on RUSSIA to leave."""
    head = clause.head
    if head.pos_ != "VERB" or clause.tag_ != "VB" or not is_marked(clause, {"to"}):
        return None
    for child in children(head, "obl"):
        words = f"{head.lemma_.lower()} {preposition(child)}"
        if child.i < clause.i and preposition(child) and lexicon.signature("verb", words):
            return child
    return None


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


def _read_clause(word: Token, climb: _Climb, lexicon: Lexicon) -> None:
    """The clause's own auxiliaries, negation, adverbs, and "according to"."""
    for child in word.children:
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
            _read_tag(child, climb, lexicon)
    _read_according(word, climb)
    ordered = word.dep_ in {"ccomp", "parataxis"} and is_order(word)
    if ordered or (is_root(word) and is_marked(word, CONDITIONS)):
        climb.doubt(Certainty.POSSIBLE)
    due = any(c.lower_ == "due" and has(c, "fixed") for c in word.children)
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
    after = word.nbor(1).lower_ if word.i + 1 < word.sent.end else ""
    return word.lower_ in {"not", "n't"} and after in ONLY


def _read_modal(word: str, climb: _Climb, lexicon: Lexicon) -> None:
    """What a modal does; "would" waits for the verb of saying that may stand above it."""
    signature = lexicon.signature("modal", word)
    if word in WOULD:
        climb.conditional = climb.conditional or not climb.voice_only
    elif signature is not None:
        _apply(signature, climb)


def _read_adverb(adverb: Token, climb: _Climb, lexicon: Lexicon) -> None:
    signature = lexicon.signature("adverb", adverb.lemma_.lower()) or lexicon.signature(
        "adverb", adverb.lower_
    )
    if signature is None or adverb.lower_ in NEGATORS:
        return
    _apply(signature, climb)
    if signature.speaks:
        climb.say(None, adverb)


def is_citing(verb: Token) -> bool:
    """Whether a verb only names a source: "the coast guard, citing the ministry, said"."""
    return verb.dep_ in {"advcl", "acl"} and verb.lemma_.lower() in CITING


def _read_tag(child: Token, climb: _Climb, lexicon: Lexicon) -> None:
    """ "...", Putin said; as reported by RIA; AFP said, citing Interfax."""
    signature = signature_of(child, lexicon)
    if child.dep_ == "advcl" and child.tag_ == "VBG" and is_citing(child):
        sources = children(child, "obj")
        if sources and _is_source(sources[0], lexicon):
            climb.say(sources[0], child)
        return
    if signature is None or not signature.speaks:
        return
    if child.dep_ == "parataxis" and not has(child, "obj", "iobj", "ccomp", "xcomp"):
        _apply(signature, climb)
        _read_cited(child, climb)
        climb.say(speaker_of(child), child)
        _read_according(child, climb)
    elif _is_as_reported(child) and (signature.name == "report" or speaker_of(child)):
        climb.say(speaker_of(child), child)


def _is_as_reported(clause: Token) -> bool:
    """as reported by RIA, as the minister said; not "as Washington warned Seoul"."""
    says_more = has(clause, "obj", "iobj", "ccomp", "xcomp", "obl")
    return clause.dep_ == "advcl" and is_marked(clause, {"as"}) and not says_more


def _read_cited(word: Token, climb: _Climb) -> None:
    """Sources that a speaker leans on: "AFP said, citing Interfax"."""
    for child in (*word.children, *(c for s in children(word, "nsubj") for c in s.children)):
        if is_citing(child):
            sources = (
                children(child, "obj") if child.tag_ == "VBG" else children(child, "obl:agent")
            )
            if sources and _is_source(sources[0], climb.lexicon):
                climb.say(sources[0], child)


def _is_source(word: Token, lexicon: Lexicon) -> bool:
    """Whether a word can be a source: citing THE MINISTRY, A REPORT; not "citing illness"."""
    kind = lexicon.class_of(word.lemma_.lower())
    written = kind is not None and lexicon.is_class_under(kind, "Document")
    return written or word.lemma_.lower() in SOURCES or is_somebody(word, lexicon)


def _read_according(word: Token, climb: _Climb) -> None:
    """Who passes a saying on: "Kim said, according to state media"."""
    for child in children(word, "obl", "nmod"):
        inside = climb.trigger is not None and child.is_ancestor(climb.trigger)
        if preposition(child) in SPEAKER_PREPOSITIONS and not inside:
            climb.say(child, children(child, "case")[0])


def _step(current: Token, climb: _Climb, lexicon: Lexicon) -> Token | None:
    """Climb one clause; what the governing word does to the clause below is applied."""
    head, label = current.head, current.dep_
    if label == "conj":
        return _step_conjunct(current, climb, lexicon)
    if label == "acl" and _is_content(current, lexicon):
        return _step_complement(current, climb, lexicon, label="acl", marked=True)
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


def _step_conjunct(current: Token, climb: _Climb, lexicon: Lexicon) -> Token | None:
    """may visit and MEET: the second verb shares auxiliaries when it has no own ones."""
    head = first_of(current)
    if head.pos_ not in {"VERB", "AUX"} and not has(head, "cop"):
        return clause_above(head)
    if has(current, "aux") or has(current, "nsubj") or has(current, "nsubj:pass"):
        return _skip(head, climb, lexicon)
    if current.tag_ != head.tag_:
        return _skip(head, climb, lexicon)
    return head


def _skip(word: Token, climb: _Climb, lexicon: Lexicon) -> Token | None:
    """Climb past a clause without reading it: only what stands above counts for its conjunct."""
    for child in word.children:
        if child.dep_ == "parataxis":
            _read_tag(child, climb, lexicon)
    return None if is_root(word) else _step(word, climb, lexicon)


def _is_content(clause: Token, lexicon: Lexicon) -> bool:
    """denied a report THAT THE NAVY HAD BLOCKED A PORT: "that" is no object beside the port."""
    if clause.dep_ not in {"acl", "acl:relcl"}:
        return False
    that = [child for child in children(clause, "obj") if child.lower_ == "that"]
    spoken = lexicon.signature("noun", clause.head.lemma_.lower())
    return bool(that) and len(children(clause, "obj")) > 1 and spoken is not None


def _step_complement(
    current: Token, climb: _Climb, lexicon: Lexicon, *, label: str = "", marked: bool = False
) -> Token | None:
    head, label = current.head, label or current.dep_
    signature = governor_of(current, lexicon)
    if label == "parataxis" and (signature is None or not _is_saying(head, signature)):
        return None
    if label == "acl" and is_negated(head) and is_marked(current, {"that", "of", "to"}):
        climb.doubt(Certainty.POSSIBLE)
    marked = marked or is_marked(current, {"to", "of", "for", "in", "that"})
    if label == "acl" and (signature is None or (current.tag_ == "VBN" and not marked)):
        if not marked:
            climb.voice_only = True
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
    if signature is None:
        if label in {"ccomp", "csubj"} and is_negated(head) and is_finite(current):
            climb.doubt(Certainty.POSSIBLE)  # "It is not clear when they will open the border"
            climb.beside = head.i
        return head if is_predicate(head) or head.pos_ == "ADJ" else clause_above(head)
    if label == "ccomp" and signature.polarity == "negative" and not signature.speaks:
        return head  # "Let us not forget that ...": what is forgotten is so
    if label == "ccomp" and signature.tense and _is_past(current):
        signature = replace(signature, tense="")  # "agreed that Novak left": an opinion
    weighs = signature.name == "belief" and label == "xcomp" and current.tag_ == "VBG"
    _govern(signature, head, climb, weighs=weighs)
    if label == "acl" and head.pos_ == "NOUN":
        _read_dropped(head, climb, lexicon)
    if label in {"ccomp", "parataxis", "csubj", "csubj:pass", "acl"} and (
        signature.speaks or signature.name in FACTS
    ):
        climb.voice_only = True
    return head if head.pos_ in {"VERB", "AUX", "ADJ"} else clause_above(head)


def _read_dropped(idea: Token, climb: _Climb, lexicon: Lexicon) -> None:
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


def _is_past(verb: Token) -> bool:
    """Whether a clause tells of the past: "left", "had left", "was leaving"; not "would leave"."""
    words = (verb, *children(verb, "aux", "aux:pass", "cop"))
    return any(w.tag_ == "VBD" for w in words) and not any(w.tag_ == "MD" for w in words)


def _is_saying(verb: Token, signature: Signature) -> bool:
    """He said: "..."; not "He rejected the criticism: ...", where the verb has its object."""
    return signature.speaks and not signature.polarity and not has(verb, "obj")


def _is_idea_of(clause: Token, noun: Token, lexicon: Lexicon) -> bool:
    """the importance OF COMPLYING, the need TO ACT: thought of, not told; "the man to beat" is."""
    kind = lexicon.class_of(noun.lemma_.lower())
    if noun.pos_ != "NOUN" or (kind is not None and lexicon.is_class_under(kind, "Agent")):
        return False
    return is_marked(clause, {"to"}) or (clause.tag_ == "VBG" and is_marked(clause, {"of"}))


def _govern(signature: Signature, head: Token, climb: _Climb, *, weighs: bool = False) -> None:
    """Apply a governing word's signature, and its own negation: "did not deny that".

    Who `weighs` something says nothing: "is considering buying oil".
    """
    if head.lemma_.lower() == "able" and _is_past(head) and not is_negated(head):
        return  # "was able to flee": and did
    if climb.conditional and signature.speaks:
        climb.conditional = False
        _settle_would(signature, head, climb)
    negated = is_negated(head)
    if negated and signature.polarity == "negative":
        climb.doubt(Certainty.POSSIBLE)
        climb.negate()
        climb.beside = head.i  # "did not rule out sending", "did not stop sending"
    elif negated and signature.speaks:
        climb.doubt(Certainty.POSSIBLE)
    _apply(signature, climb)
    if signature.speaks and not weighs:
        _read_cited(head, climb)
        climb.say(speaker_of(head), head)


def _settle_would(signature: Signature, head: Token, climb: _Climb) -> None:
    """He said he WOULD visit: a past "will", planned. They warn it WOULD violate: possible."""
    told = signature.name == "report" or signature.tense == "future"
    if head.tag_ in {"VBD", "VBN", "VBG"} and told:
        climb.delay()
    else:
        climb.doubt(Certainty.POSSIBLE)


def _apply(signature: Signature, climb: _Climb) -> None:
    if signature.polarity == "negative":
        climb.negate()
    if signature.certainty:
        climb.doubt(Certainty(signature.certainty))
    if signature.tense == "future":
        climb.delay()
    climb.alleged = climb.alleged or (signature.alleged and not climb.granted)


def _step_adverbial(current: Token, climb: _Climb, lexicon: Lexicon) -> Token | None:
    head = current.head
    signature = signature_of(head, lexicon)
    marks = {mark.lower_ for mark in children(current, "mark", "case", "advmod")}
    if has(head, "expl") and is_negated(head) and marks & ASKING:
        climb.doubt(Certainty.POSSIBLE)  # "It is not clear when they will open the border"
        climb.voice_only = True
        return head
    fixed = {word.lower_ for mark in children(current, "mark", "case") for word in mark.children}
    if (marks | fixed) & CONDITIONS or _is_inverted(current):
        climb.doubt(Certainty.POSSIBLE)
        climb.voice_only = True
    elif (marks | fixed) & WITHOUT:
        climb.negate()
    elif "to" in marks and current.tag_ == "VBG" and is_marked(head, {"close"}):
        climb.doubt(Certainty.POSSIBLE)  # "came close to leaving"
    elif marks & WHENEVER and _is_ahead(current, head):
        climb.delay()
        climb.voice_only = True
    elif addressee_of(current, lexicon) is not None:
        called = governor_of(current, lexicon)
        if called is not None:
            _govern(called, head, climb)
        return head
    elif signature is not None and _takes_adverbial(signature, head, current, marks):
        if "against" in marks:
            climb.doubt(Certainty.POSSIBLE)
        _govern(signature, head, climb)
        return head
    elif "to" in marks and (current.tag_ == "VB" or has(current, "aux:pass")):
        if signature is None or signature.name != "means":
            climb.delay()
    elif "for" in marks and current.tag_ == "VBG" and not _is_done_to(head):
        climb.delay()  # arrives FOR MEETING Putin; not "was fined for stealing"
    elif current.tag_ not in {"VBG", "VBN", "VB"} or has(current, "nsubj", "nsubj:pass", "aux"):
        climb.voice_only = True
    elif _stands_apart(current, head):
        climb.beside = head.i
    return head


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
        return bool(marks & {"to", "of", "that"})
    if "for" in marks and signature.name == "denial":
        return False  # dismissed FOR stealing
    if _is_gerund(clause) and marks & {"of", "from", "against", "with", "about", "for", "into"}:
        return signature.name != "report" or "of" in marks or "about" in marks
    return "as" in marks and clause.tag_ == "VBG" and signature.speaks


def _is_gerund(clause: Token) -> bool:
    """Whether a clause is a gerund: "of selling", "of having sold", "of being sold"."""
    auxiliaries = children(clause, "aux", "aux:pass", "cop")
    return clause.tag_ == "VBG" or any(word.tag_ == "VBG" for word in auxiliaries)


def _climb_noun(noun: Token, climb: _Climb, lexicon: Lexicon) -> Token:
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
        if current.dep_ == "nmod" and preposition(current) in {"of", "for", "about"}:
            signature = lexicon.signature("noun", head.lemma_.lower())
            if signature is not None and not signature.clauses_only:
                _apply(signature, climb)
                if signature.speaks:
                    climb.say(speaker_of(head), head)
        current = head
    if is_root(current) or has(current, "cop"):
        return current
    return _nounclause_above(current, climb, lexicon)


def _nounclause_above(noun: Token, climb: _Climb, lexicon: Lexicon) -> Token:
    head, label = noun.head, noun.dep_
    signature = signature_of(head, lexicon)
    spoken = lexicon.signature("noun", noun.lemma_.lower())
    made = noun.lemma_.lower() in MADE or (spoken is not None and spoken.speaks)
    if signature is not None and signature.polarity and made and label in {"obj", "nsubj:pass"}:
        climb.voice_only = True  # "rejected the request for troops": they were requested
    elif label == "nsubj" and head.lemma_.lower() in ENDING and _is_bargain(noun, lexicon):
        climb.negate()  # "The takeover collapsed"
    elif signature is not None and label in {"obj", "nsubj:pass"}:
        _govern(signature, head, climb)
        if signature.speaks:
            climb.voice_only = True
    elif label == "obl":
        words = preposition(noun)
        called_for = lexicon.signature("verb", f"{head.lemma_.lower()} {words}")
        if called_for is not None:
            _govern(called_for, head, climb)
        elif words in EVENT_AHEAD:
            climb.delay()
        elif words in EVENT_BESIDE:
            climb.voice_only = True
    return head


def _is_bargain(noun: Token, lexicon: Lexicon) -> bool:
    """Whether an event is none until it is concluded: a takeover, a deal; not talks."""
    lemma = noun.lemma_.lower()
    return lemma in BARGAINS or lexicon.class_of(lemma) == "Agreement"


def _read_noun(noun: Token, climb: _Climb, lexicon: Lexicon) -> None:
    for child in noun.children:
        if child.dep_ == "det" and child.lower_ in {"no", "neither"}:
            climb.negate()
        elif child.dep_ == "amod":
            signature = lexicon.signature("adjective", child.lemma_.lower())
            if signature and not signature.clauses_only and signature.name not in FACTS:
                _apply(signature, climb)
                if signature.speaks and signature.alleged:
                    climb.say(None, child)
    _read_according(noun, climb)


def _read_sentence(trigger: Token, top: Token, climb: _Climb) -> None:
    """A question asks and an order wants; neither states."""
    last = [token for token in trigger.sent if token.pos_ not in {"SPACE"}][-3:]
    asks = any(token.text == "?" for token in last)
    after = trigger.doc[trigger.i : trigger.sent.end]
    stop = next((token for token in after if token.text in {"?", ".", "!", "”", '"'}), None)
    if stop is not None and stop.text == "?" and stop not in last and not _asks_for_details(top):
        climb.doubt(Certainty.POSSIBLE)  # "Did Benin pay?" asked Diallo
        return
    if climb.voice_only or climb.chain or not (is_root(top) or top.dep_ == "parataxis"):
        return
    if is_order(top) or (asks and not _asks_for_details(top)):
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
