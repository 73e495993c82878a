"""What somebody is said to be: *Halden, the mayor*; *the winner is Halden*; *named as chair*."""

from __future__ import annotations

from spacy.tokens import Token

from kg.coreference.nominal_links import is_definite
from kg.coreference.sights import Sight, words
from kg.coreference.story import Story
from kg.names import singular

# "The Interfax agency" is Interfax; "the White House task force" is not the White House.
KIND_NOUNS = words(
    "agency airline alliance association bank bloc broadcaster channel charity club company"
    " corporation firm foundation group institute maker manufacturer militia movement network"
    " newspaper organisation organization outlet party publication publisher regulator team"
    " think-tank union university watchdog"
)
CHOSEN = words("choice favorite favourite pick")
# "Halden is not a banker", "could be the man": it is not said that he is.
UNSURE = words(
    "not n't never no may might could would will can should must to if perhaps allegedly"
)
NAMING = words("name appoint elect choose hire install nominate pick select crown make")
IDENTIFYING = words("identify name recognise recognize")
SERVING = words("serve act work")
# "Halden succeeded Moss as chair": the chair is who came.
TAKING_OVER = words("succeed replace follow")
POSTS = words("position job role post duty term tenure stint spell work career debut appearance")
# What somebody is taken for, which need not be so.
JUDGING = words(
    "see view regard describe portray treat perceive dismiss condemn label brand denounce depict"
    " pose masquerade disguise consider think imagine paint cast know mock hail praise identify"
    " recognise recognize rate rank use nominate propose suggest tip float want"
)


def link_appositions(story: Story) -> None:
    """*Lim Soo-suk, South Korea’s spokesperson*; *the spokesperson, Lim Soo-suk*; *Kim is the
    leader of ...*"""
    by_head = {sight.head.i: sight for sight in story.sights if not sight.is_pronoun}
    for sight in story.sights:
        other = _apposed(sight, by_head)
        if sight.relation == "appos" and other is not None:
            sight = _named_by_title(sight, story)
        if other is None or other is sight or not _can_be_one(sight, other):
            continue
        noun, name = (sight, other) if other.is_name or not sight.is_name else (other, sight)
        is_said = _has(noun.head, "cop") or _has(name.head, "cop")
        story.link(noun, name, "said to be" if is_said else "apposition")
    anyone = {sight.head.i: sight for sight in story.sights}
    for sight in story.sights:
        named = anyone.get(_whom_it_names(sight))
        if named is not None and not story.is_linked(sight) and _bears(sight, named):
            story.link(sight, named, "named as")
    for sight in story.sights:
        described = by_head.get(_who_is_identified_as(sight))
        if described and not story.is_linked(described) and _can_be_one(described, sight):
            story.link(described, sight, "identified as")


def link_titles(story: Story) -> None:
    """*North Korean leader Kim Jong Un*, *state news agency KCNA*, *Interfax news agency*: the noun
    beside the name is what it is called there."""
    for sight in story.sights:
        if sight.is_name or sight.is_pronoun or story.is_linked(sight) or sight.number == "plural":
            continue
        name = _name_beside(sight, story)
        if name is not None and (name.top == sight.top or _calls_somebody_so(sight, name)):
            story.link(sight, name, "the noun beside the name")


def _calls_somebody_so(noun: Sight, name: Sight) -> bool:
    """The Lions’ TIGHT END Peter Halden: whatever the noun means elsewhere, here it is a person."""
    hangs = noun.head in (name.head, name.head.head) or noun.head.head == name.head
    is_one_phrase = hangs and {noun.relation, name.relation} & {"flat", "compound", "nmod:desc"}
    return name.top == "Person" and noun.mention.type == "Thing" and bool(is_one_phrase)


def _name_beside(sight: Sight, story: Story) -> Sight | None:
    last = sight.tokens[-1].i
    for other in story.sights[sight.place + 1 : sight.place + 4]:
        if other.is_name and other.tokens[0].i == last + 1:
            return other
    if singular(sight.word) not in KIND_NOUNS:
        return None
    inside = [
        other
        for other in story.sights[max(0, sight.place - 3) : sight.place + 4]
        if other.is_name
        and other.tokens[0].i == sight.tokens[0].i
        and other.tokens[-1].i < sight.head.i
    ]
    known = [
        o for o in inside if o.top == "Organization" and not story.gazetteer.country_of(o.text)
    ]
    return known[0] if known else None


def _apposed(sight: Sight, by_head: dict[int, Sight]) -> Sight | None:
    if sight.relation == "appos":
        noun = sight.head.head
        if noun.dep_ == "nmod" and noun.pos_ == "NOUN" and not _has(noun, "det"):
            noun = noun.head  # the choice for mayor, Halden: he is the choice
        return by_head.get(noun.i)
    # "Kim is the leader", "Halden was a banker": the noun is the predicate, its subject the name;
    # "the winner is Halden": the name is the predicate.
    who_it_is = sight.is_name and _has(sight.head, "cop") and not _is_unsure(sight.head)
    if who_it_is or (not sight.is_name and _says_what_somebody_is(sight)):
        subjects = [child for child in sight.head.children if child.dep_ == "nsubj"]
        return by_head.get(subjects[0].i) if subjects else None
    return None


def _whom_it_names(sight: Sight) -> int:
    """The place of who gets, has or loses an office, or -1: Halden, AS CHAIRMAN of; they named
    Halden CHAIRMAN; unveiled him AS HOST; Halden was elected PRESIDENT; she serves AS MINISTER."""
    noun, verb = sight.head, sight.head.head
    is_as = any(child.dep_ == "case" and child.lower_ == "as" for child in noun.children)
    if sight.is_name or sight.is_pronoun or sight.top != "Person":
        return -1
    if noun.dep_ == "nmod" and is_as:
        return verb.i if verb.pos_ != "NOUN" else _whose_post(verb)
    lemma = verb.lemma_.lower()
    named = lemma in NAMING and (noun.dep_ == "xcomp" or is_as)
    holds = is_as and (lemma in SERVING or _is_office_held(noun, lemma))
    if not (named or holds) or _is_unsure(verb):
        return -1
    whom = [child for child in verb.children if child.dep_ in ("obj", "nsubj:pass")]
    if holds and (not whom or lemma in TAKING_OVER):
        whom = [child for child in verb.children if child.dep_ == "nsubj"]
    return whom[0].i if whom else -1


def _who_is_identified_as(name: Sight) -> int:
    """The place of the noun for whom a name is given, or -1: identified THE VICTIM as Halden, THE
    DRIVER, identified as Halden."""
    verb = name.head.head
    is_as = any(child.dep_ == "case" and child.lower_ == "as" for child in name.head.children)
    if not (name.is_name and is_as and verb.lemma_.lower() in IDENTIFYING) or _is_unsure(verb):
        return -1
    whom = [child for child in verb.children if child.dep_ in ("obj", "nsubj:pass")]
    if not whom and verb.dep_ == "acl":
        whom = [verb.head]
    return whom[0].i if whom else -1


def _is_office_held(noun: Token, verb: str) -> bool:
    """Introduced as THE HOST, returns as CHAIR; not dismissed as A LIAR, seen as THE WINNER."""
    bare = not any(child.lower_ in ("a", "an") for child in noun.children)
    return bare and verb not in JUDGING


def _whose_post(noun: Token) -> int:
    """The place of who holds the post of a noun: HER position as head coach; or -1."""
    owners = [child for child in noun.children if child.dep_ == "nmod:poss"]
    return owners[0].i if owners and noun.lemma_.lower() in POSTS else noun.i


def _is_unsure(head: Token) -> bool:
    said = {child.lower_ for child in head.children if child.dep_ in ("advmod", "aux", "mark")}
    return not said.isdisjoint(UNSURE)


def _says_what_somebody_is(sight: Sight) -> bool:
    if not _has(sight.head, "cop"):
        return False
    if _is_unsure(sight.head):
        return False
    owned = _has(sight.head, "nmod:poss")  # the team's first choice
    return owned or is_definite(sight) or (sight.top == "Person" and _has(sight.head, "det"))


def _can_be_one(one: Sight, other: Sight) -> bool:
    if one.is_name == other.is_name or one.number != other.number or one.number == "plural":
        return False
    noun, name = (other, one) if one.is_name else (one, other)
    # Halden, THE STAR of the show: whatever else it may mean, here it is a person.
    is_apposed = noun.relation == "appos" and noun.head.head == name.head
    is_chosen = singular(noun.word) in CHOSEN and noun.mention.type == "Thing"
    is_somebody = name.top == "Person" and (
        is_chosen or (is_apposed and noun.mention.type == "Thing")
    )
    return noun.top == name.top or is_somebody


def _named_by_title(sight: Sight, story: Story) -> Sight:
    """The name behind the noun beside it: the suspect, FORMER GUARD TOM BELL."""
    chain = story.chain(sight)
    beside = [name for name in chain.names if name.tokens[0].i == sight.tokens[-1].i + 1]
    return beside[0] if beside and not sight.is_name else sight


def _bears(office: Sight, somebody: Sight) -> bool:
    """Whether somebody named, or a pronoun for one, can be who an office is said of."""
    if somebody.is_pronoun:
        return somebody.gender in ("male", "female") and office.number == "singular"
    return _can_be_one(office, somebody)


def _has(token: Token, relation: str) -> bool:
    return any(child.dep_ == relation for child in token.children)
