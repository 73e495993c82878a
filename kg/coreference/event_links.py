"""Who is told of first and named later: *A climber has died ... Robert Halden, 32, fell to his
death*.

News opens with what happened to somebody, and names him in a later sentence. The two are one if
they have the same part in an event of the same kind, which nobody else in the article has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Token

from kg.coreference.nominal_links import contradicts
from kg.coreference.pronoun_links import is_coargument
from kg.coreference.sights import Chain, Sight, words
from kg.coreference.story import Story
from kg.grammar import (
    RELATIVE_WORDS,
    children,
    conjunction_head,
    has,
    is_negated,
    preposition,
)
from kg.model import Mention, MentionKind, Participation
from kg.names import singular

Part = tuple[str, str]  # DONE_TO or DOES, and the kind of event

DOES, DONE_TO = "does", "done to"
LEAD = 3  # sentences in which somebody is told of first
NAMED_WITHIN = 8  # sentences after that
SUBJECTS = ("nsubj", "nsubj:pass")
DEATH = (DONE_TO, "death")
# What befalls somebody, by the verb that says so of its object.
BEFALLS = {
    verb: kind
    for kind, verbs in {
        "death": "kill murder slay assassinate execute behead lynch",
        "hit": "hit strike ram",
        "shooting": "shoot gun",
        "stabbing": "stab knife",
        "attack": "attack assault beat maul bite",
        "injury": "injure wound hurt maim",
        "abduction": "kidnap abduct",
        "arrest": "arrest detain apprehend capture catch nab collar",
        "charge": "charge indict arraign",
        "conviction": "convict",
        "sentence": "sentence jail imprison",
        "acquittal": "acquit clear",
        "release": "release free parole",
        "rescue": "rescue",
        "deportation": "deport extradite expel",
        "appointment": "appoint elect name nominate pick choose select",
        "hiring": "hire sign recruit",
        "dismissal": "fire sack dismiss oust",
        "suspension": "suspend ban",
        "fine": "fine",
    }.items()
    for verb in verbs.split()
}
# What somebody does, by the verb; a death is the same whether one dies or is killed.
DOINGS = {
    "die": DEATH,
    "perish": DEATH,
    "drown": DEATH,
    "resign": (DOES, "resignation"),
    "quit": (DOES, "resignation"),
    "retire": (DOES, "retirement"),
    "disappear": (DOES, "disappearance"),
    "vanish": (DOES, "disappearance"),
    "escape": (DOES, "escape"),
    "defect": (DOES, "defection"),
    "survive": (DOES, "survival"),
    "fall": (DOES, "fall"),
    "plunge": (DOES, "fall"),
    "confess": (DOES, "confession"),
}
# What a noun says of who owns it, or of whom it is: HALDEN'S death, the arrest OF A MAN.
NOUNS = {
    "death": DEATH,
    "killing": DEATH,
    "murder": DEATH,
    "assassination": DEATH,
    "arrest": (DONE_TO, "arrest"),
    "detention": (DONE_TO, "arrest"),
    "conviction": (DONE_TO, "conviction"),
    "rescue": (DONE_TO, "rescue"),
    "release": (DONE_TO, "release"),
    "appointment": (DONE_TO, "appointment"),
    "nomination": (DONE_TO, "appointment"),
    "dismissal": (DONE_TO, "dismissal"),
    "resignation": (DOES, "resignation"),
    "disappearance": (DOES, "disappearance"),
    "escape": (DOES, "escape"),
}
# What a noun says that its bearer did, or what became of him.
TRIED = frozenset(
    (DONE_TO, event) for event in "arrest charge acquittal conviction sentence".split()
)
HARMED = frozenset(
    (DONE_TO, event) for event in "death hit shooting stabbing attack injury abduction".split()
)
KILLING, SHOOTING = frozenset({(DOES, "death")}), frozenset({(DOES, "shooting")})
ATTACKING = frozenset({(DOES, "attack"), (DOES, "stabbing")})
BEARERS = {
    **dict.fromkeys("victim casualty".split(), HARMED),
    **dict.fromkeys("suspect accused defendant convict inmate prisoner detainee".split(), TRIED),
    **dict.fromkeys("killer murderer".split(), KILLING),
    **dict.fromkeys("gunman shooter".split(), SHOOTING),
    **dict.fromkeys("attacker assailant".split(), ATTACKING),
    **dict.fromkeys("nominee appointee".split(), frozenset({(DONE_TO, "appointment")})),
    "hostage": frozenset({(DONE_TO, "abduction")}),
    "survivor": frozenset({(DOES, "survival")}),
}
INDEFINITE = words("a an one")
OTHERS = words("another other second third fourth fifth each every no")
DEATHLY = words("dead lifeless")


def link_events(story: Story) -> None:
    """Link who is told of in the lead to who is named later with the same part in an event, and
    *the victim* to the only one named to whom that happened."""
    _link_tellings(story)
    told = [chain for chain in story.chains() if _is_told_of(chain)]
    if told:
        _link_told(told, story)
    for sight in story.sights:
        is_one = sight.number == "singular" and sight.is_pointed_at
        if sight.word in BEARERS and is_one and not story.is_linked(sight):
            _link_bearer(sight, story)


def _link_tellings(story: Story) -> None:
    """*British climber dies* over *A British man has died*: the headline and the lead tell of one,
    if he is called so in both, or is told to be of one country or age."""
    told = [chain for chain in story.chains() if _is_told_of(chain)]
    parts = [set(_parts_of(chain)) for chain in told]
    for index, later in enumerate(told):
        for earlier, part in zip(told[:index], parts, strict=False):
            first = earlier.sights[0]
            in_a_headline = not has(first.head, "det", "nmod:poss")
            alike = in_a_headline and part & parts[index] and _are_alike(later, earlier)
            if alike and _can_be(earlier, later):
                story.link(later.sights[0], first, "has the same part in the same event")
                break


def _are_alike(one: Chain, other: Chain) -> bool:
    nouns = {singular(chain.sights[0].word) for chain in (one, other)}
    return len(nouns) == 1 or bool(one.lands & other.lands or one.ages & other.ages)


def _link_told(told: Sequence[Chain], story: Story) -> None:
    named = [chain for chain in story.chains() if _is_named_later(chain, told[0].sights[0])]
    parts = {chain: set(_parts_of(chain)) for chain in (*told, *named)}
    bearers = {
        chain: [other for other in named if parts[chain] & parts[other] and _can_be(chain, other)]
        for chain in told
    }
    for chain, found in bearers.items():
        rivals = [other for other in told if other is not chain and found[:1] == bearers[other]]
        if len(found) == 1 and not any(parts[chain] & parts[rival] for rival in rivals):
            story.link(chain.sights[0], found[0].names[0], "has the same part in the same event")


def _link_bearer(sight: Sight, story: Story) -> None:
    wanted = BEARERS[sight.word]
    before = story.chains(s for s in story.sights[: sight.place] if s.is_name and s.top == "Person")
    found = [
        chain
        for chain in before
        if not wanted.isdisjoint(_parts_of(chain)) and not contradicts(sight, chain)
        if not any(is_coargument(sight, other) for other in chain.sights)
    ]
    if len(found) == 1:
        story.link(sight, found[0].fullest, f"the only {sight.word} named before")


def find_participations(doc: Doc, mentions: Iterable[Mention]) -> tuple[Participation, ...]:
    """The parts that the people among some mentions of a document have in events, sorted."""
    people = [m for m in mentions if m.type == "Person" or m.kind is MentionKind.PRONOUN]
    heads = {mention.head.start for mention in people}
    tokens = {token.idx: token for token in doc if token.idx in heads}
    return tuple(
        sorted(
            {
                Participation(mention, event, part)
                for mention in people
                if mention.head.start in tokens
                for part, event in _parts_of_word(tokens[mention.head.start])
            }
        )
    )


def _is_told_of(chain: Chain) -> bool:
    """Whether it is somebody whom the lead tells of, as A CLIMBER or, in a headline, CLIMBER."""
    first = chain.sights[0]
    if chain.names or first.is_pronoun or first.quote or first.sentence > LEAD:
        return False
    if first.top != "Person" or first.number != "singular":
        return False
    before = {child.lower_ for child in children(first.head, "det", "amod", "nummod", "nmod:poss")}
    determined = has(first.head, "det", "nmod:poss")
    return not before & OTHERS and (not determined or bool(before & INDEFINITE))


def _is_named_later(chain: Chain, told: Sight) -> bool:
    """Whether it is somebody whom the article introduces by a full name after that."""
    if chain.top != "Person" or not chain.names or chain.sights[0].place < told.place:
        return False
    first = chain.names[0]
    near = first.sentence - told.sentence <= NAMED_WITHIN
    return near and " " in first.key and first.number == "singular"


def _can_be(told: Chain, named: Chain) -> bool:
    if told.sights[0].place > named.sights[0].place:
        return False
    lands_differ = told.lands and named.lands and told.lands.isdisjoint(named.lands)
    if lands_differ or contradicts(told.sights[0], named):
        return False
    return not any(is_coargument(one, other) for one in told.sights for other in named.sights)


def _parts_of(chain: Chain) -> Iterator[Part]:
    for sight in chain.sights:
        yield from _parts_of_word(sight.head)


def _parts_of_word(word: Token) -> Iterator[Part]:
    """The parts that a word has in events: as a subject, as an object, as an owner, as a noun
    with a clause of its own."""
    first = conjunction_head(word)
    over = first.head
    if first.dep_ in SUBJECTS:
        passive = first.dep_ == "nsubj:pass" or _is_in_a_headline(word, over)
        yield from _of_subject(over, is_done_to=passive)
    elif first.dep_ == "obj" and not is_negated(over):
        yield from _of_object(over)
        for seen in children(over, "xcomp"):  # watched him fall to his death
            if seen.pos_ == "VERB":
                yield from _of_subject(seen, is_done_to=seen.tag_ == "VBN")
    elif _owns(first) and over.lemma_.lower() in NOUNS and preposition(over) != "to":
        yield NOUNS[over.lemma_.lower()]
    for verb in children(word, "acl"):
        if verb.tag_ in ("VBN", "VBD"):
            yield from _of_subject(verb, is_done_to=True)
        elif verb.tag_ == "VBG":
            yield from _of_subject(verb, is_done_to=False)
    for verb in children(word, "acl:relcl"):
        for subject in children(verb, *SUBJECTS):
            if subject.lower_ in RELATIVE_WORDS:
                yield from _of_subject(verb, is_done_to=subject.dep_ == "nsubj:pass")


def _is_in_a_headline(word: Token, verb: Token) -> bool:
    """CLIMBER killed in Nepal: a bare noun before a past form with neither auxiliary nor object."""
    is_bare = word.pos_ == "NOUN" and not has(word, "det", "nmod:poss")
    is_bare = is_bare and verb.lemma_.lower() in BEFALLS
    return is_bare and verb.tag_ in ("VBN", "VBD") and not has(verb, "aux", "aux:pass", "obj")


def _owns(word: Token) -> bool:
    return word.dep_ == "nmod:poss" or (word.dep_ == "nmod" and preposition(word) == "of")


def _of_subject(verb: Token, *, is_done_to: bool) -> Iterator[Part]:
    if is_negated(verb):
        return
    lemma = verb.lemma_.lower()
    if is_done_to:
        yield from _of_object(verb)
    elif lemma in BEFALLS and has(verb, "obj"):
        yield DOES, BEFALLS[lemma]
    elif lemma in DOINGS:
        yield DOINGS[lemma]
    elif lemma in DEATHLY and has(verb, "cop"):
        yield DEATH
    if any(noun.lemma_.lower() == "death" for noun in children(verb, "obl")):
        yield DEATH  # fell to his death
    if any(adjective.lower_ in DEATHLY for adjective in children(verb, "xcomp")):
        yield DEATH  # was found dead
    for other in children(verb, "conj", "advcl"):
        if other.pos_ == "VERB" and not has(other, *SUBJECTS):
            passive = has(other, "aux:pass") or (is_done_to and other.dep_ == "conj")
            yield from _of_subject(other, is_done_to=passive)


def _of_object(verb: Token) -> Iterator[Part]:
    kind = BEFALLS.get(verb.lemma_.lower())
    if kind:
        yield DONE_TO, kind
