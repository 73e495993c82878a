"""Who stands around a predicate word: its logical subject, object and prepositions.

Grammar only, over Universal Dependencies: passives are undone, conjoined participants spread out,
and the subjects that English leaves unsaid are found. What the slots mean is the lexicon's matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.grammar import (
    GIVING,
    JOINERS,
    RELATIVE_TAGS,
    RELATIVE_WORDS,
    children,
    conjunction_head,
    first_of,
    has,
    inverted_subject,
    is_amount,
    is_astray,
    is_conferred,
    is_given,
    is_marked,
    is_passive,
    is_predicate,
    is_root,
    is_somebody,
    particle,
    preposition,
    referents,
    spread,
    subjects,
)
from kg.lexicon import Kind, Lexicon
from kg.stance import addressee_of, governor_of, signature_of

OBLIQUES = frozenset({"obl", "obl:agent", "nmod", "nmod:agent"})
CAPTURING_MARKS = frozenset({"of", "from", "for", "against", "with", "into"})
OWN_PARTICIPANTS = frozenset({"of", "between", "among", "by"})
COMPANIONS = JOINERS - {"including"}
SAID_BY = frozenset({"according to", "as per"})
# Phrases that say how or why, with no participant in them: by the way, in favour of.
ADVERBIALS = frozenset(
    ("in", noun)
    for noun in "addition case fact favor favour general light line order part particular "
    "practice principle response return short sum terms turn vain view wake".split()
) | {("by", "way"), ("to", "end"), ("as", "result"), ("of", "course"), ("at", "time")}
CONTROLLING = frozenset({"plan", "promise", "attempt", "failure", "ability", "opportunity"})
CARRYING = frozenset(
    {"plan", "promise", "attempt", "failure", "cessation", "postponement", "aspect"}
)
OCCASIONS = frozenset({"for", "in", "at", "after", "during", "following", "ahead of"})
# Verbs that English never leaves without an object: somebody owns and controls THE BANK.
TRANSITIVE = frozenset(
    "accuse acquire arm arrest attack back beat blame build buy capture charge condemn control "
    "convict create criticise criticize defend deploy design detain develop dismiss elect enjoy "
    "equip expel finance fine fire found free fund get greet have hire injure invite jail kidnap "
    "kill lack lead like make murder need nominate oppose oust own possess praise produce protect "
    "provide publish purchase reject release rescue rob sanction seize sell sue supply support "
    "suspend thank threaten torture train use visit want warn welcome".split()
)
BETWEEN_VERBS = frozenset({"CCONJ", "AUX", "ADV", "PART"})
# Whom they take is who is to do what follows: hired KIM to replace Choe.
ENGAGING = frozenset(
    "appoint assign bring choose commission deploy dispatch draft elect engage hire name nominate "
    "pick poach recruit select send sign tap".split()
)
PERCEIVING = frozenset(
    "catch film find hear keep leave photograph picture see show spot watch".split()
)
SUFFERING = frozenset("die perish suffer survive drown starve".split())
RECEIVING = frozenset("attract draw earn face gain get receive secure win".split())
ABLE = frozenset({"Document", "Agreement", "Weapon", "Vehicle", "Product", "Thing"})
OUTCOMES = frozenset({"result", "mean", "culminate"})
MAX_DEPTH = 6


@dataclass(frozen=True)
class Clause:
    """A predicate word with the head words of what fills its slots, in the order of the text.

    Slot names: `subject`, `object`, `iobject`, `complement`, and prepositions by their words.
    `words` are the words that say the event: the verb, its particle, a light verb's noun. An event
    noun is `carried` if its subject is that of the verb around it: "They held talks".
    """

    trigger: Token
    kind: Kind
    lemma: str
    particle: str = ""
    slots: Mapping[str, tuple[Token, ...]] = field(default_factory=dict)
    words: tuple[Token, ...] = ()
    carried: bool = False


def verb_clause(verb: Token, lexicon: Lexicon) -> Clause:
    """The clause of a verb, in logical terms."""
    passive = is_passive(verb)
    slots: dict[str, list[Token]] = {}
    inverted = _inverted_speaker(verb, lexicon)
    for child in verb.children:
        slot = "subject" if child == inverted else _slot(child)
        by = child.dep_ in OBLIQUES and not passive and preposition(child) == "by"
        if by and is_somebody(child, lexicon):
            continue  # made to repay the loan BY A JUDGE
        if slot:
            _add(slots, slot, referents([child], lexicon))
    doers = _surface_subjects(verb, lexicon)
    if not passive:
        _add(slots, "subject", doers)
    elif children(verb, "obj") and (verb.dep_ != "acl" or is_given(verb)):
        _add(slots, "iobject", doers)
    else:
        _add(slots, "object", doers)
    for name in children(verb, "obj", "nsubj:pass"):
        _add(slots, "complement", [c for c in children(name, "appos") if is_conferred(c)])
    for thing in children(verb, "obj"):
        _add(slots, "iobject", _given_to(thing))
    for word in _strays(verb):
        nearest = [c for c in children(verb, "obj", "iobj", "obl") if c.i < word.i]
        if nearest:
            _add(slots, _slot(nearest[-1]), referents([word], lexicon))
    if passive and not slots.get("subject"):
        _add(slots, "subject", _agents_below(verb, lexicon))
    _add_companions(verb, slots, lexicon)
    _fill_gap(verb, slots)
    _share_from_next(verb, slots, lexicon)
    return Clause(
        trigger=verb,
        kind="verb",
        lemma=verb.lemma_.lower(),
        particle=particle(verb),
        slots=_freeze(slots),
        words=(verb, *children(verb, "compound:prt")[:1]),
    )


def _given_to(thing: Token) -> list[Token]:
    """owes TEMASEK money: a name between a verb of giving and a plain noun is who gets it."""
    verb = thing.head
    if verb.lemma_.lower() not in GIVING or thing.pos_ != "NOUN" or has(verb, "iobj"):
        return []
    return [
        child
        for child in children(thing, "compound", "nmod:poss", "nmod")
        if child.left_edge.i == verb.i + 1 and child.ent_type_ and not has(child, "case")
    ]


def _strays(verb: Token) -> list[Token]:
    """Musk is suing OpenAI and ALTMAN: words after the verb that the tree joins to its subject."""
    return [
        joined
        for subject in children(verb, "nsubj", "nsubj:pass")
        for joined in children(subject, "conj")
        if is_astray(joined) and has(joined, "cc")
    ]


def _agents_below(verb: Token, lexicon: Lexicon) -> list[Token]:
    """sworn in as governor BY THE JUDGE, awarded a contract for turbines BY KOREA, made to pay
    BY A JUDGE: nothing between takes a "by" of its own, so it is the passive's."""
    for word in verb.subtree:
        by = word.i > verb.i and word.dep_ in OBLIQUES and preposition(word) == "by"
        if by and word.head != verb and is_somebody(word, lexicon) and _passes(word, verb, lexicon):
            return referents([word], lexicon)
    return []


def _passes(word: Token, verb: Token, lexicon: Lexicon) -> bool:
    """Whether what stands between a "by" and the passive above can have no agent itself."""
    holder = word.head
    if holder.pos_ == "NOUN" and lexicon.has("noun", holder.lemma_.lower()):
        return False
    if holder.pos_ == "VERB" and is_passive(holder):
        return False
    while holder != verb:
        if holder.dep_ not in {"obl", "obj", "nmod", "xcomp", "advcl"} or has(holder, "nsubj"):
            return False
        holder = holder.head
    return True


def _inverted_speaker(verb: Token, lexicon: Lexicon) -> Token | None:
    """Who speaks in "...", SAID THE MAYOR; only verbs of saying stand so."""
    signature = signature_of(verb, lexicon)
    return inverted_subject(verb) if signature is not None and signature.speaks else None


def noun_clause(noun: Token, lexicon: Lexicon) -> Clause:
    """The clause of an event noun: "Putin's meeting with Kim", "the Russian attack on Kyiv"."""
    slots: dict[str, list[Token]] = {}
    words = [noun]
    for child in noun.children:
        if child.dep_ == "nmod:poss":
            _add(slots, "subject", referents([child], lexicon))
        elif child.dep_ in OBLIQUES:
            _add_prepositional(slots, child, lexicon)
        elif child.dep_ in {"amod", "compound", "nmod", "nmod:desc"} and child.i < noun.i:
            beside = [*_hyphenated(child), child, *children(child, "conj")]
            _add(slots, _premodifier_slot(child), beside)
    _reverse(noun, slots, lexicon)
    light = light_verb_of(noun, lexicon)
    carried = light is not None or not slots.get("subject")
    if light is not None:
        words = [light, noun]
        _borrow(slots, light, noun, lexicon)
    elif carried and not slots.keys() & OWN_PARTICIPANTS:
        _add(slots, "subject", _host_subjects(noun, lexicon))
    return Clause(
        trigger=noun,
        kind="noun",
        lemma=noun.lemma_.lower(),
        slots=_freeze(slots),
        words=tuple(sorted(words, key=lambda word: word.i)),
        carried=carried and bool(slots.get("subject")),
    )


def _reverse(noun: Token, slots: dict[str, list[Token]], lexicon: Lexicon) -> None:
    """Togo won SUPPORT FROM GHANA: Ghana supports, and Togo is supported."""
    verb = noun.head
    if noun.dep_ != "obj" or verb.lemma_.lower() not in RECEIVING or is_passive(verb):
        return
    givers = slots.pop("from", [])
    for child in children(verb, "obl"):
        if preposition(child) == "from":
            givers += referents([child], lexicon)
    if givers and not slots.get("subject"):
        slots["subject"] = givers
        _add(slots, "of", _surface_subjects(verb, lexicon))


def predicative_clause(word: Token, lexicon: Lexicon) -> Clause:
    """The clause of a predicative adjective or noun: "Kim is close to Putin"."""
    slots: dict[str, list[Token]] = {}
    for child in word.children:
        if child.dep_ in OBLIQUES:
            _add_prepositional(slots, child, lexicon)
    _add(slots, "subject", _surface_subjects(word, lexicon))
    return Clause(
        trigger=word,
        kind="adjective",
        lemma=word.lemma_.lower(),
        slots=_freeze(slots),
        words=(word,),
    )


def light_verb_of(noun: Token, lexicon: Lexicon) -> Token | None:
    """The verb that only lends this event noun its subject: "held talks", "paid a visit"."""
    verb = conjunction_head(noun).head
    if verb.pos_ != "VERB":
        return None
    if lexicon.class_of(noun.lemma_.lower()) == "Money":
        return None  # paid a fine
    label = conjunction_head(noun).dep_
    if label == "obj" or (label == "nsubj:pass" and is_passive(verb)):
        return verb if lexicon.is_light(verb.lemma_.lower(), particle(verb)) else None
    if label == "obl":
        words = preposition(conjunction_head(noun))
        return verb if lexicon.is_light(verb.lemma_.lower(), words) and words else None
    return None


def _slot(child: Token) -> str:
    label = child.dep_
    if label == "obj":
        return "object"
    if label == "iobj":
        return "iobject"
    if label == "obl:agent" and preposition(child) == "by":
        return "subject"
    if label == "advmod" and child.lower_ == "where":
        return "in"
    if label in {"obl", "nmod", "obl:agent"}:
        words = preposition(child)
        idiom = (words, child.lemma_.lower()) in ADVERBIALS
        return "" if idiom or words in JOINERS | SAID_BY else words
    if label == "xcomp" and child.pos_ in {"NOUN", "PROPN"}:
        return preposition(child) or "complement"
    return ""


def _add(slots: dict[str, list[Token]], slot: str, tokens: list[Token]) -> None:
    if not slot or not tokens:
        return
    held = slots.setdefault(slot, [])
    held += [token for token in tokens if token not in held]


def _freeze(slots: dict[str, list[Token]]) -> dict[str, tuple[Token, ...]]:
    return {
        slot: tuple(sorted(tokens, key=lambda token: token.i))
        for slot, tokens in sorted(slots.items())
    }


def _add_prepositional(slots: dict[str, list[Token]], child: Token, lexicon: Lexicon) -> None:
    words = preposition(child)
    if words not in JOINERS:
        _add(slots, words, referents([child], lexicon))


def _add_companions(verb: Token, slots: dict[str, list[Token]], lexicon: Lexicon) -> None:
    """Kim arrived TOGETHER WITH CHOE: both arrived; built by Oslo ALONG WITH BERGEN: both did."""
    for child in children(verb, "obl", "nmod"):
        if preposition(child) in COMPANIONS:
            slot = "subject" if slots.get("subject") else "object"
            _add(slots, slot, referents([child], lexicon))


def _hyphenated(word: Token) -> list[Token]:
    """The TURKISH-Libyan border: what a hyphen joins to a name before a noun."""
    joined = [child for child in children(word, "compound", "amod") if child.i == word.i - 2]
    return [child for child in joined if child.ent_type_ and child.nbor(1).text in {"-", "–"}]


def _premodifier_slot(child: Token) -> str:
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
    """Whether a word stands behind a colon: what Rome has forbidden: WEAPONS and drugs."""
    return token.i > verb.i and any(word.text == ":" for word in verb.doc[verb.i : token.i])


def _surface_subjects(verb: Token, lexicon: Lexicon, depth: int = 0) -> list[Token]:
    """The grammatical subjects of a verb, said or unsaid, conjuncts spread out."""
    own = [token for token in _own_subjects(verb) if token.dep_ != "expl"]
    if has(verb, "cop") and verb.tag_ == "VB" and is_marked(verb, {"to"}):
        # "The aim is to win": nobody is said to. "Kim is to visit Oslo": Kim
        return referents([word for word in own if is_somebody(word, lexicon)], lexicon)
    if own:
        return referents(own, lexicon)
    if depth > MAX_DEPTH or is_root(verb) or children(verb, "expl"):
        return []
    return _unsaid_subjects(verb, lexicon, depth + 1)


def _unsaid_subjects(verb: Token, lexicon: Lexicon, depth: int) -> list[Token]:
    head, label = verb.head, verb.dep_
    if label == "conj":
        first = first_of(verb)
        return _surface_subjects(first, lexicon, depth) if is_predicate(first) else []
    if label == "ccomp" and verb.tag_ == "VB" and not has(verb, "mark", "aux"):
        return []  # "Look at the list," she said: nobody is told to have looked
    if label in {"xcomp", "ccomp", "csubj"}:
        return _controllers(verb, head, lexicon, depth)
    if label == "advcl":
        return _adverbial_controllers(verb, head, lexicon, depth)
    if label == "acl":
        return _noun_controllers(verb, head, lexicon, depth)
    if label == "acl:relcl":
        return [] if _has_relative(verb) else spread(head)
    if label == "parataxis" and verb.tag_ == "VBG" and is_predicate(head):
        return _surface_subjects(head, lexicon, depth)
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
    objects = children(head, "obj", "iobj")
    wanted = signature is not None and signature.name == "plan"
    if wanted and objects and all(is_somebody(word, lexicon) for word in objects):
        by_subject = False  # "Oslo wants KYIV to join", not "planned an ATTACK to kill"
    if objects and (not by_subject or verb.tag_ == "VBG"):
        return referents(objects, lexicon)
    doers = _surface_subjects(head, lexicon, depth)
    return [] if head.lemma_ == "be" and _is_idea(doers, lexicon) else doers


def _is_idea(doers: list[Token], lexicon: Lexicon) -> bool:
    """THE PLAN is to attack: nobody attacks yet, and the plan never will."""
    return any(lexicon.signature("noun", word.lemma_.lower()) for word in doers)


def _adverbial_controllers(verb: Token, head: Token, lexicon: Lexicon, depth: int) -> list[Token]:
    """accused Kim of selling: Kim. Left after meeting Putin: whoever left."""
    marks = {mark.lower_ for mark in children(verb, "mark", "case")}
    addressee = addressee_of(verb, lexicon)
    if addressee is not None:
        return referents([addressee], lexicon)
    objects = children(head, "obj", "iobj")
    people = [w for w in objects if w.pos_ == "PRON" or is_somebody(w, lexicon)]
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
    if verb.lemma_.lower() in OUTCOMES and verb.tag_ == "VBG" and not marks:
        return []  # Kim lost, RESULTING in a crisis: that Kim lost did
    if verb.tag_ in {"VBG", "VBN", "VB"} and is_predicate(head):
        return _surface_subjects(head, lexicon, depth)
    return []


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
    if not infinitive and not marks & {"of", "in", "for", "at", "about"}:
        return spread(noun)
    signature = lexicon.signature("noun", noun.lemma_.lower())
    possessors = children(noun, "nmod:poss")
    possessors += [child for child in children(noun, "nmod") if preposition(child) in {"by", "of"}]
    if possessors:
        return referents(possessors, lexicon)
    adjectives = [
        c for c in children(noun, "amod", "compound") if _premodifier_slot(c) == "subject"
    ]
    if adjectives and signature is not None:
        return adjectives
    recipients = [
        child
        for child in noun.head.children
        if child.dep_ == "obl" and preposition(child) == "for" and child.i < noun.i
    ]
    if recipients and is_predicate(noun.head):
        return referents(recipients, lexicon)
    controls = signature is not None and signature.name in CONTROLLING
    if controls and noun.dep_ in {"obj", "obl"} and is_predicate(noun.head):
        return _surface_subjects(noun.head, lexicon, depth)
    if not infinitive or signature is not None:
        return []
    if is_somebody(noun, lexicon) or lexicon.class_of(noun.lemma_.lower()) in ABLE:
        return spread(noun)  # the man to see, a bill to amend the act
    hosted = noun.dep_ in {"obj", "obl"} and is_predicate(noun.head)
    return _surface_subjects(noun.head, lexicon, depth) if hosted else []  # ran a race to win


def _has_relative(verb: Token) -> bool:
    return any(
        token.tag_ in RELATIVE_TAGS and token.lower_ in RELATIVE_WORDS and token.i < verb.i
        for token in verb.subtree
    )


def _fill_gap(verb: Token, slots: dict[str, list[Token]]) -> None:
    """the missiles (that) Kim fired: the noun is the object that the clause leaves out."""
    if verb.dep_ != "acl:relcl" or not slots.get("subject") or slots.get("object"):
        return
    if _has_relative(verb) or children(verb, "ccomp", "xcomp"):
        return
    if not is_passive(verb) and verb.head not in slots["subject"]:
        _add(slots, "object", spread(verb.head))


def _share_from_next(verb: Token, slots: dict[str, list[Token]], lexicon: Lexicon) -> None:
    """Kyiv wants and will GET MISSILES; investigated but not charged BY POLICE: said once, last.

    The first of two verbs right beside each other shares what follows the second.
    """
    after = [child for child in verb.children if child.i > verb.i and not child.is_punct]
    if len(after) != 1 or after[0].dep_ != "conj" or after[0].pos_ != "VERB":
        return
    other = after[0]
    if any(word.pos_ not in BETWEEN_VERBS for word in verb.doc[verb.i + 1 : other.i]):
        return
    joined = {child.lower_ for child in children(other, "cc")}
    if is_passive(verb) and is_passive(other):
        if joined <= {"and"}:
            return  # arrested and charged BY PROSECUTORS: the police arrest
        _add(slots, "subject", referents(children(other, "obl:agent"), lexicon))
    elif not is_passive(verb) and not is_passive(other) and verb.lemma_.lower() in TRANSITIVE:
        _add(slots, "object", referents(children(other, "obj"), lexicon))


def _borrow(slots: dict[str, list[Token]], light: Token, noun: Token, lexicon: Lexicon) -> None:
    """Give an event noun what its light verb holds: the subject and the prepositions."""
    agents = [word for child in children(light, "obl:agent") for word in spread(child)]
    lenders = agents if is_passive(light) else _surface_subjects(light, lexicon)
    if not slots.get("subject") or _possessor_is(slots["subject"], lenders):
        slots["subject"] = []
        _add(slots, "subject", lenders)
    for child in light.children:
        slot = _slot(child)
        if slot not in {"", "object", "subject"} and noun not in spread(child):
            _add(slots, slot, referents([child], lexicon))


def _possessor_is(possessors: list[Token], doers: list[Token]) -> bool:
    """they began THEIR meeting: the possessor repeats the subject."""
    return bool(doers) and all(token.pos_ == "PRON" for token in possessors)


def _host_subjects(noun: Token, lexicon: Lexicon) -> list[Token]:
    """arrived for a meeting with Putin, cancelled a visit to Oslo: the subject is the event's."""
    host = noun.head
    if host.pos_ != "VERB" or is_passive(host) or host.lemma_.lower() in SUFFERING:
        return []  # was hurt IN AN ATTACK, died IN A STRIKE: on, not by
    if noun.dep_ == "obj":
        signature = signature_of(host, lexicon)
        happens = lexicon.class_of(noun.lemma_.lower()) == "Event"
        carries = happens and signature is not None and signature.name in CARRYING
        return _surface_subjects(host, lexicon) if carries else []
    if noun.dep_ != "obl" or preposition(noun) not in OCCASIONS or has(host, "obj", "iobj"):
        return []
    return _surface_subjects(host, lexicon)
