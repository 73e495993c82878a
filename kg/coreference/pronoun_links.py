"""Pronouns: who *he*, *their* or *which* is, by agreement, syntax and salience."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from kg.coreference.sights import (
    CLAUSE_RELATIONS,
    FIRST_PERSONS,
    FIRST_SINGULARS,
    OBJECT_RELATIONS,
    PRONOUN_GENDERS,
    REFLEXIVES,
    RELATIVES,
    SUBJECT_RELATIONS,
    Chain,
    Sight,
    words,
)
from kg.coreference.story import Story
from kg.names import gender_of_given_name

REACH = 3
SUBJECTLESS = words("conj xcomp advcl acl")
DEEPEST = 8  # steps from the root of its sentence
SPEECH_VERBS = words(
    "say tell add state announce declare note remark explain warn claim insist argue write ask"
    " reply respond stress emphasize emphasise suggest admit deny confirm tweet post quote call"
    " think believe point comment recall observe urge promise pledge vow conclude continue"
)
PROMISING = words("promise vow threaten pledge use take spend")
EMPTY_ADJECTIVES = words(
    "clear unclear important likely unlikely possible impossible necessary difficult easy hard"
    " true evident obvious essential crucial vital good bad better best worth time noteworthy"
    " interesting known unknown expected reported believed understood estimated hoped"
)


def link_pronoun(sight: Sight, story: Story) -> bool:
    """Link one pronoun to its antecedent; whether it did."""
    word = sight.word
    if story.is_linked(sight):
        return True
    if word in RELATIVES and _relative_clause(sight.head) is not None:
        return _link_relative(sight, story)
    if word in FIRST_PERSONS:
        return _link_speaker(sight, story)
    if word not in PRONOUN_GENDERS:
        return False
    if word in REFLEXIVES and _link_reflexive(sight, story):
        return True
    if PRONOUN_GENDERS[word] == "plural" and _link_conjoined(sight, story):
        return True
    best = _best_antecedent(sight, story)
    if best is None:
        return False
    story.link(sight, best, "agrees, and is the most salient")
    return True


def is_empty(sight: Sight) -> bool:
    """Whether an *it* stands for nothing: *it is reported that*, *it’s a chance to*."""
    token = sight.head
    if token.lower_ != "it":
        return False
    if token.dep_ == "expl":
        return True
    clause = token.head
    opens = any(c.dep_ in ("csubj", "csubj:pass", "ccomp") for c in clause.children)
    if token.dep_ == "nsubj:pass" and opens:
        return True
    has_copula = any(child.dep_ == "cop" for child in clause.children)
    infinitive = any(c.dep_ in ("xcomp", "advcl", "acl", "ccomp", "csubj") for c in clause.children)
    return has_copula and infinitive and clause.lemma_.lower() in EMPTY_ADJECTIVES


def _relative_clause(token: Token) -> Token | None:
    node = token
    for _ in range(4):
        if node.dep_ in ("acl:relcl", "relcl"):
            return node
        if node.head == node:
            return None
        node = node.head
    return None


def _link_relative(sight: Sight, story: Story) -> bool:
    clause = _relative_clause(sight.head)
    assert clause is not None
    for other in story.sights:
        if other is not sight and other.head.i == clause.head.i:
            story.link(sight, other, "relative pronoun")
            return True
    return False


def _link_speaker(sight: Sight, story: Story) -> bool:
    """*I* in a quotation is who is quoted."""
    if sight.word not in FIRST_SINGULARS:
        return False
    speaker = find_speaker(sight, story) if sight.quote else None
    if speaker is not None:
        story.link(sight, speaker, "the speaker of the quotation")
        return True
    for other in story.before(sight, REACH):
        if other.word in FIRST_SINGULARS and other.quote == sight.quote:
            story.link(sight, other, "the same speaker")
            return True
    return False


def find_speaker(sight: Sight, story: Story) -> Sight | None:
    """The subject of the verb of speech next to the quotation that a mention stands in."""
    inside = {s.sentence for s in story.sights if s.quote == sight.quote} | {sight.sentence}
    for other in sorted(story.sights, key=lambda s: abs(s.place - sight.place)):
        is_near = min(abs(other.sentence - number) for number in inside) <= 1
        if is_near and _speaks(other):
            return other
    return None


def _speaks(sight: Sight) -> bool:
    verb = sight.head.head.lemma_.lower()
    outside = not sight.quote and sight.top != "Thing"
    return outside and sight.is_subject and verb in SPEECH_VERBS


def _link_reflexive(sight: Sight, story: Story) -> bool:
    verb = _clause_of(sight.head)
    for other in story.sights:
        if other.is_subject and other.head.head == verb and _agrees(sight, other, story):
            story.link(sight, other, "reflexive")
            return True
    return False


def _link_conjoined(sight: Sight, story: Story) -> bool:
    """*they* after *Kim and Putin* are both."""
    for other in story.before(sight, 1):
        if _holds(other, sight):
            continue
        group = [member for member in conjuncts_of(other, story) if member.place < sight.place]
        is_people = all(member.top == "Person" for member in group)
        if len(group) > 1 and (is_people or all(m.top == "Place" for m in group)):
            if any(is_coargument(sight, member) for member in group):
                continue
            story.link_group(sight, group, "the pair before it")
            return True
        if other.number == "plural" and other.top == "Person" and not is_coargument(sight, other):
            return False
    return False


def conjuncts_of(sight: Sight, story: Story) -> list[Sight]:
    """A mention with those that *and* joins to it, if it is the first of them."""
    joined = {child.i for child in sight.head.children if child.dep_ == "conj"}
    if not joined or sight.is_pronoun:
        return [sight]
    return [sight, *(s for s in story.sights if s.head.i in joined and not s.is_pronoun)]


def _best_antecedent(sight: Sight, story: Story) -> Sight | None:
    column = KINDS.index(kind_of(sight))
    scored: list[tuple[float, int, Sight]] = []
    for other in candidates(sight, story):
        score = sum(weights[column] * value(sight, other, story) for value, weights in SALIENCE)
        scored.append((score, other.place, other))
    if not scored:
        return None
    score, _, best = max(scored, key=lambda entry: entry[:2])
    least = LEAST_SALIENCE[column] - (LEEWAY if sight.is_possessor else 0)
    return best if score > least else None


def kind_of(sight: Sight) -> str:
    """Which weights a pronoun has: those of a person, of a thing, or of several."""
    gender = PRONOUN_GENDERS[sight.word]
    return {"plural": "several", "neuter": "thing"}.get(gender, "person")


def candidates(sight: Sight, story: Story) -> list[Sight]:
    """What a pronoun may mean, by number, gender and syntax: the nearest first."""
    later = [
        other
        for other in story.sights[sight.place + 1 :]
        if other.sentence == sight.sentence
        and other.is_name
        and other.is_subject
        and _is_fronted(sight, other)
    ]
    near = [*story.before(sight, REACH), *later[:1]]
    fit = [
        other
        for other in near
        if _agrees(sight, other, story)
        and not _is_bound_away(sight, other, story)
        and not _is_held(sight, other, story)
        and not _speaks_it(sight, other, story)
    ]
    if PRONOUN_GENDERS[sight.word] != "plural":
        return fit
    many = [other for other in fit if story.chain(other).fullest.number == "plural"]
    close = [other for other in many if sight.sentence - other.sentence <= 1]
    return many if close else fit  # "they" are the protesters rather than the agency


def _is_fronted(sight: Sight, subject: Sight) -> bool:
    # "In his speech, Putin said": a clause or phrase before the subject may use the pronoun first.
    verb = subject.head.head
    node = sight.head
    while node.head != node:
        if node.head == verb:
            return node.dep_ in ("obl", "advcl") and node.i < subject.head.i
        node = node.head
    return False


def _agrees(sight: Sight, other: Sight, story: Story) -> bool:
    wanted = PRONOUN_GENDERS[sight.word]
    chain = story.chain(other)
    if other.is_pronoun:
        if other.word in RELATIVES and len(chain.sights) == 1:
            return False
        if other.word in FIRST_PERSONS and not chain.names:
            return False
        if other.word in PRONOUN_GENDERS and len(chain.sights) == 1:
            return PRONOUN_GENDERS[other.word] == wanted
    if wanted == "plural":
        return _can_be_they(other, chain)
    if chain.fullest.number == "plural":
        return False
    if wanted == "neuter":
        return chain.top != "Person"
    if chain.top != "Person":
        return False
    return chain.gender in ("", wanted)


def _can_be_they(other: Sight, chain: Chain) -> bool:
    first = chain.fullest
    body = first.top == "Organization" and first.is_name and first.mention.type != "Media"
    return first.number == "plural" or body


def _is_bound_away(sight: Sight, other: Sight, story: Story) -> bool:
    """*him* is not the subject of its own clause, nor is *he* its object."""
    if sight.word in REFLEXIVES:
        return False
    chain = story.chain(other)
    same_sentence = [s for s in chain.sights if s.sentence == sight.sentence]
    doer = _understood_subject(sight.head)
    return any(
        is_coargument(sight, member) or (doer is not None and member.head == doer)
        for member in same_sentence
    )


def _understood_subject(token: Token) -> Token | None:
    """Who does the deed whose object a pronoun is, if that is said further up: *he was glad to see
    him*, *smiled, welcoming him*."""
    verb = _governor(token)
    if verb is None or token.dep_ in SUBJECT_RELATIONS:
        return None
    for _ in range(6):
        subjects = [child for child in verb.children if child.dep_ in SUBJECT_RELATIONS]
        if subjects:
            return subjects[0]
        if verb.head == verb or verb.dep_ not in ("xcomp", "ccomp", "conj", "advcl"):
            return None
        # "Shell wants Nigeria to allow it": Nigeria allows
        told = [c for c in verb.head.children if c.dep_ == "obj" and c.i < verb.i]
        if verb.dep_ == "xcomp" and told and verb.head.lemma_.lower() not in PROMISING:
            return told[0]
        verb = verb.head
    return None


def is_coargument(one: Sight, other: Sight) -> bool:
    """Whether two mentions are participants of one verb: *Kim* and *him* in *Kim saw him*."""
    if one.is_possessor or other.is_possessor or one.sentence != other.sentence:
        return False
    first, second = _governor(one.head), _governor(other.head)
    return first is not None and first == second


def _governor(token: Token) -> Token | None:
    while token.dep_ in ("conj", "appos", "flat", "compound") and token.head != token:
        token = token.head
    arguments = SUBJECT_RELATIONS | OBJECT_RELATIONS | {"obl", "obl:agent"}
    return token.head if token.dep_ in arguments else None


def _holds(other: Sight, sight: Sight) -> bool:
    """*his visit* is not *his*, nor is a phrase a part of itself."""
    if other.mention.start <= sight.mention.start < other.mention.end:
        return True
    return sight.is_possessor and sight.head.head == other.head


def _is_held(sight: Sight, other: Sight, story: Story) -> bool:
    """*her* is not Anna in *her sister, Anna*, nor any mention of Anna before it."""
    near = (one for one in story.chain(other).sights if one.sentence == sight.sentence)
    return any(_holds(one, sight) for one in (other, *near))


def _speaks_it(sight: Sight, other: Sight, story: Story) -> bool:
    """Who is quoted does not mean themself by *he*."""
    if not sight.quote:
        return False
    if other.word in FIRST_PERSONS and other.quote == sight.quote:
        return True
    known = [other, *story.chain(other).sights]
    return any(abs(one.sentence - sight.sentence) <= 1 and _speaks(one) for one in known)


def _clause_of(token: Token) -> Token:
    node = token
    while node.dep_ not in CLAUSE_RELATIONS and node.head != node:
        node = node.head
    return node


Salience = Callable[[Sight, Sight, Story], float]


def sentences_back(sight: Sight, other: Sight, story: Story) -> float:
    """How many sentences lie between."""
    return float(max(0, sight.sentence - other.sentence))


def mentions_back(sight: Sight, other: Sight, story: Story) -> float:
    """How many mentions lie between, in tens."""
    return min(abs(sight.place - other.place), 30) / 10


def is_the_subject(sight: Sight, other: Sight, story: Story) -> float:
    """Subjects are what is spoken of."""
    return float(other.is_subject)


def is_the_object(sight: Sight, other: Sight, story: Story) -> float:
    """Objects come next."""
    return float(other.relation in OBJECT_RELATIONS)


def is_an_owner(sight: Sight, other: Sight, story: Story) -> float:
    """An owner inside another phrase is spoken of less."""
    return float(other.is_possessor)


def is_parallel(sight: Sight, other: Sight, story: Story) -> float:
    """The same role in its clause."""
    return float(other.relation == sight.relation)


def is_a_name(sight: Sight, other: Sight, story: Story) -> float:
    """A name is a better antecedent than a noun."""
    return float(bool(story.chain(other).names))


def is_a_pronoun(sight: Sight, other: Sight, story: Story) -> float:
    """The same pronoun before keeps its meaning."""
    return float(other.is_pronoun and PRONOUN_GENDERS.get(other.word) == PRONOUN_GENDERS[
        sight.word])  # fmt: skip


def is_often_named(sight: Sight, other: Sight, story: Story) -> float:
    """What the article speaks of often, up to five times before."""
    before = [s for s in story.chain(other).sights if s.place < sight.place]
    return min(len(before), 5) / 5


def is_in_the_same_clause(sight: Sight, other: Sight, story: Story) -> float:
    """The subject of the clause that owns the pronoun: *Kim praised his army*, *Kim came to praise
    his army*."""
    own = _with_its_subject(_clause_of(sight.head))
    return float(other.is_subject and _clause_of(other.head) == own)


def governs_the_clause(sight: Sight, other: Sight, story: Story) -> float:
    """The subject of the clause above: *Putin said he would come*, *Putin rose and said he ...*."""
    own = _clause_of(sight.head)
    above = _with_its_subject(_clause_of(own.head) if own.head != own else own)
    return float(other.is_subject and other.head.head == above and above != own)


def _with_its_subject(clause: Token) -> Token:
    """The clause above whose subject one without a subject shares: *Kim rose AND SMILED*, *Kim used
    the delay caused by the war TO ARM*."""
    while clause.dep_ in SUBJECTLESS and not _has_subject(clause):
        clause = _clause_of(clause.head)
    return clause


def _has_subject(clause: Token) -> bool:
    return any(child.dep_ in SUBJECT_RELATIONS for child in clause.children)


def owns_what_it_hangs_from(sight: Sight, other: Sight, story: Story) -> float:
    """*Russia’s fight to defend its interests*."""
    return float(other.is_possessor and other.head.head.is_ancestor(sight.head))


def is_joined_to_what_it_owns(sight: Sight, other: Sight, story: Story) -> float:
    """*Washington and its allies*."""
    owned = sight.head.head
    return float(sight.is_possessor and owned.dep_ == "conj" and owned.head == other.head)


def comes_later(sight: Sight, other: Sight, story: Story) -> float:
    """A pronoun seldom comes before its noun."""
    return float(other.place > sight.place)


def gender_is_known(sight: Sight, other: Sight, story: Story) -> float:
    """A person whose gender is known to fit."""
    wanted = PRONOUN_GENDERS[sight.word]
    return float(wanted in ("male", "female") and story.chain(other).gender == wanted)


def lone_name_fits(sight: Sight, other: Sight, story: Story) -> float:
    """A lone *Cheryl* may be a family name, but is mostly a woman; -1 where it does not fit."""
    chain = story.chain(other)
    is_lone = chain.fullest.is_name and not chain.gender and " " not in chain.fullest.key
    told = gender_of_given_name(chain.fullest.key) if is_lone else ""
    return (1.0 if told == PRONOUN_GENDERS[sight.word] else -1.0) if told else 0.0


def is_a_thing(sight: Sight, other: Sight, story: Story) -> float:
    """For *it*: an idea or event is a worse antecedent than an organization or place."""
    return float(story.chain(other).top == "Thing")


def is_in_the_sentence(sight: Sight, other: Sight, story: Story) -> float:
    """Nothing beats what this sentence speaks of."""
    return float(other.sentence == sight.sentence)


def is_deep_in_its_sentence(sight: Sight, other: Sight, story: Story) -> float:
    """What hangs from something that hangs from something else is spoken of less, unless the
    pronoun hangs there too; in fours."""
    token, depth = other.head, 0
    while token.head != token and not token.is_ancestor(sight.head) and depth < DEEPEST:
        token, depth = token.head, depth + 1
    return depth / 4


def is_joined_to_another(sight: Sight, other: Sight, story: Story) -> float:
    """*Putin* in *Kim and Putin*."""
    return float(other.relation == "conj")


def was_the_last_subject(sight: Sight, other: Sight, story: Story) -> float:
    """A subject of the sentence before."""
    return float(other.is_subject and sight.sentence - other.sentence == 1)


def verbs_between(sight: Sight, other: Sight, story: Story) -> float:
    """How much happens between them, in fours."""
    first, last = sorted((sight.head.i, other.head.i))
    return min(sum(token.pos_ == "VERB" for token in sight.head.doc[first:last]), 8) / 4


def is_a_place(sight: Sight, other: Sight, story: Story) -> float:
    """Places are mostly where things happen, and seldom what is spoken of."""
    return float(story.chain(other).top == "Place")


def is_an_organization(sight: Sight, other: Sight, story: Story) -> float:
    """An organization acts as people do."""
    return float(story.chain(other).top == "Organization")


KINDS = ("person", "thing", "several")
# Learnt on GUM's training texts and GAP's validation part (`python -m training.salience`). A person
# is always given the most salient one: leaving open costs more than it saves there. Things and
# several stand as learnt before the last five features, which gave them nothing on GUM.
SALIENCE: tuple[tuple[Salience, tuple[float, float, float]], ...] = (
    (sentences_back, (0.0, -0.9, -1.3)),
    (mentions_back, (-1.4, -1.3, -2.1)),
    (is_the_subject, (0.8, 1.4, 1.4)),
    (is_the_object, (0.4, 1.2, 0.8)),
    (is_an_owner, (0.6, 0.5, 1.0)),
    (is_parallel, (0.3, 0.4, 0.6)),
    (is_a_name, (1.0, 0.6, -0.8)),
    (is_a_pronoun, (0.7, 0.9, 1.1)),
    (is_often_named, (1.0, 0.2, 0.4)),
    (is_in_the_same_clause, (0.4, 0.6, 0.3)),
    (governs_the_clause, (0.7, 0.6, 0.9)),
    (owns_what_it_hangs_from, (0.6, 1.2, 1.7)),
    (is_joined_to_what_it_owns, (0.9, 1.5, 2.3)),
    (comes_later, (0.5, -1.1, -1.0)),
    (gender_is_known, (0.4, 0.5, 0.5)),
    (lone_name_fits, (1.1, 0.0, 0.0)),
    (is_a_thing, (-0.3, 0.2, -1.0)),
    (is_in_the_sentence, (0.1, 0.0, -0.2)),
    (is_deep_in_its_sentence, (-1.6, 0.0, 0.0)),
    (is_joined_to_another, (-0.7, 0.0, 0.0)),
    (was_the_last_subject, (0.7, 0.0, 0.0)),
    (verbs_between, (-1.3, 0.0, 0.0)),
    (is_a_place, (0.0, 0.2, -0.8)),
    (is_an_organization, (0.0, 0.1, -0.4)),
)
LEAST_SALIENCE = (-3.5, 1.0, -1.5)
LEEWAY = 0.5  # "its" is taken for another less often than "it"
