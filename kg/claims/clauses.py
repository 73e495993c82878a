"""Who stands around a predicate word: its logical subject, object and prepositions.

Grammar only, over Universal Dependencies: passives are undone, conjoined participants spread out,
and the subjects that English leaves unsaid are found. What the slots mean is the lexicon's matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.claims.subjects import has_relative, premodifier_slot, surface_subjects
from kg.grammar import (
    GIVING,
    JOINERS,
    RELATIVE_TAGS,
    children,
    conjunction_head,
    dependents,
    has,
    inverted_subject,
    is_adverbial,
    is_astray,
    is_conferred,
    is_given,
    is_marked,
    is_passive,
    is_somebody,
    particle,
    preposition,
    referents,
    spread,
)
from kg.lexicon import Kind, Lexicon
from kg.stance import signature_of

OBLIQUES = frozenset({"obl", "obl:agent", "nmod", "nmod:agent"})
OWN_PARTICIPANTS = frozenset({"of", "between", "among", "by"})
COMPANIONS = JOINERS - {"including"}
SAID_BY = frozenset({"according to", "as per"})
TIMES = frozenset({"date", "deadline", "moment"})  # days and weeks are no mentions at all
CAUSAL = frozenset({"because of", "due to", "on account of", "owing to", "thanks to"})
MEANS = frozenset(
    "air ambulance boat bus car decree default email fax ferry force hand helicopter land law mail "
    "phone plane post rail road sea ship telephone train truck vote".split()
)  # brought by AMBULANCE, ruled by DECREE
CARRYING = frozenset(
    {"plan", "promise", "attempt", "failure", "cessation", "postponement", "aspect"}
)
OCCASIONS = frozenset(
    {"for", "in", "at", "after", "during", "following", "ahead of", "toward", "towards"}
)
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
SUFFERING = frozenset("die perish suffer survive drown starve".split())
RECEIVING = frozenset("attract draw earn face gain get receive secure win".split())


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
    passed_on = _passed_on(verb, lexicon)
    for child in dependents(verb):
        slot = "subject" if child == inverted else _slot(child)
        if child in passed_on:
            continue
        by = child.dep_ in OBLIQUES and not passive and preposition(child) == "by"
        if by and is_somebody(child, lexicon):
            continue  # made to repay the loan BY A JUDGE
        if slot:
            _add(slots, slot, referents([child], lexicon))
    doers = surface_subjects(verb, lexicon)
    if not passive:
        _add(slots, "subject", doers)
    elif children(verb, "obj") and (verb.dep_ != "acl" or is_given(verb)):
        _add(slots, "iobject", doers)
    else:
        _add(slots, "object", doers)
    for name in children(verb, "obj", "nsubj:pass"):
        _add(slots, "complement", [c for c in children(name, "appos") if is_conferred(c)])
    for thing in children(verb, "obj"):
        _add(slots, "iobject", _given_to(thing, lexicon))
    for word in _strays(verb):
        nearest = [c for c in children(verb, "obj", "iobj", "obl") if c.i < word.i]
        if nearest:
            _add(slots, _slot(nearest[-1]), referents([word], lexicon))
    if passive and not slots.get("subject"):
        _add(slots, "subject", _agents_below(verb, lexicon))
    _add_companions(verb, slots, lexicon)
    _fill_gap(verb, slots)
    if not slots.get("object") and verb.dep_ == "xcomp":
        _add(slots, "object", referents(_passed_on(verb.head, lexicon), lexicon))
    _share_from_next(verb, slots, lexicon)
    return Clause(
        trigger=verb,
        kind="verb",
        lemma=verb.lemma_.lower(),
        particle=particle(verb),
        slots=_freeze(slots),
        words=(verb, *children(verb, "compound:prt")[:1]),
    )


def _passed_on(verb: Token, lexicon: Lexicon) -> list[Token]:
    """resolutions WHICH Russia voted to approve: what is approved, though the tree says voted."""
    found = [child for child in children(verb, "obj") if child.tag_ in RELATIVE_TAGS]
    lacking = found and any(
        is_marked(below, {"to"}) and not has(below, "obj", "ccomp", "xcomp")
        for below in children(verb, "xcomp")
    )
    if not lacking:
        return []
    signature = signature_of(verb, lexicon)
    willing = signature is not None and signature.name in CARRYING
    return found if willing or verb.lemma_ in {"vote", "choose"} else []


def _given_to(thing: Token, lexicon: Lexicon) -> list[Token]:
    """owes TEMASEK money: a name between a verb of giving and a plain noun is who gets it."""
    verb = thing.head
    if verb.lemma_.lower() not in GIVING or thing.pos_ != "NOUN" or has(verb, "iobj"):
        return []
    return [
        child
        for child in children(thing, "compound", "nmod:poss", "nmod")
        if child.left_edge.i == verb.i + 1 and child.ent_type_ and not has(child, "case")
        if not is_somebody(thing, lexicon)  # sent OSLO officers
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
    for child in dependents(noun):
        if child.dep_ == "nmod:poss":
            _add(slots, "subject", referents([child], lexicon))
        elif child.dep_ in OBLIQUES:
            _add_prepositional(slots, child, lexicon)
        elif child.dep_ in {"amod", "compound", "nmod", "nmod:desc"} and child.i < noun.i:
            beside = [*_hyphenated(child), child, *children(child, "conj")]
            _add(slots, premodifier_slot(child), beside)
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
        _add(slots, "of", surface_subjects(verb, lexicon))


def predicative_clause(word: Token, lexicon: Lexicon) -> Clause:
    """The clause of a predicative adjective or noun: "Kim is close to Putin"."""
    slots: dict[str, list[Token]] = {}
    for child in dependents(word):
        if child.dep_ in OBLIQUES:
            _add_prepositional(slots, child, lexicon)
    _add(slots, "subject", surface_subjects(word, lexicon))
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
        bare = not has(child, "det", "nmod:poss", "nummod", "amod")
        return "by" if bare and child.lower_ in MEANS else "subject"
    if label == "advmod" and child.lower_ == "where":
        return "in"
    if label in {"obl", "nmod", "obl:agent"}:
        words = preposition(child)
        if (words == "with" and _is_absolute(child)) or child.lemma_.lower() in TIMES:
            return ""
        return "" if is_adverbial(child) or words in JOINERS | SAID_BY | CAUSAL else words
    if label == "xcomp" and child.pos_ in {"NOUN", "PROPN"}:
        return preposition(child) or "complement"
    return ""


def _is_absolute(noun: Token) -> bool:
    """The party split, WITH EZE CALLING it a coup: Eze takes part in the calling only."""
    start = noun.left_edge.i
    apart = start > noun.sent.start and noun.doc[start - 1].text == ","
    acts = noun.ent_type_ == "PERSON" or any(c.tag_ == "VBG" for c in children(noun, "acl"))
    return apart and acts


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
            things = [c for c in children(verb, "obj") if c.i < child.i]
            if preposition(child) == "along with" and things:
                slot = "subject" if things[-1].ent_type_ else "object"
            _add(slots, slot, referents([child], lexicon))


def _hyphenated(word: Token) -> list[Token]:
    """The TURKISH-Libyan border: what a hyphen joins to a name before a noun."""
    joined = [child for child in children(word, "compound", "amod") if child.i == word.i - 2]
    return [child for child in joined if child.ent_type_ and child.nbor(1).text in {"-", "–"}]


def _fill_gap(verb: Token, slots: dict[str, list[Token]]) -> None:
    """the missiles (that) Kim fired: the noun is the object that the clause leaves out."""
    if verb.dep_ != "acl:relcl" or not slots.get("subject") or slots.get("object"):
        return
    if has_relative(verb) or children(verb, "ccomp", "xcomp"):
        return
    if not is_passive(verb) and verb.head not in slots["subject"]:
        _add(slots, "object", spread(verb.head))


def _share_from_next(verb: Token, slots: dict[str, list[Token]], lexicon: Lexicon) -> None:
    """Kyiv wants and will GET MISSILES; investigated but not charged BY POLICE: said once, last.

    The first of two verbs right beside each other shares what follows the second.
    """
    after = [child for child in dependents(verb) if child.i > verb.i and not child.is_punct]
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
    lenders = agents if is_passive(light) else surface_subjects(light, lexicon)
    if not slots.get("subject") or _possessor_is(slots["subject"], lenders):
        slots["subject"] = []
        _add(slots, "subject", lenders)
    for child in dependents(light):
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
        return surface_subjects(host, lexicon) if carries else []
    if noun.dep_ != "obl" or preposition(noun) not in OCCASIONS or has(host, "obj", "iobj"):
        return []
    return surface_subjects(host, lexicon)
