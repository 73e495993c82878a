"""Whom a short name means where several people of the article bear it: *Ms. Kim*, *General Ri*,
*the younger Denning*."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from spacy.tokens import Token

from kg.coreference.sights import (
    FEMALE_NOUNS,
    KIN_NOUNS,
    MALE_NOUNS,
    Chain,
    Sight,
    office_of,
    words,
)
from kg.names import generation_of, has_regnal_title, singular, titles_at_end, titles_of

YOUNGER_KIN = words(
    "son daughter child grandson granddaughter grandchild nephew niece stepson stepdaughter"
)
ELDER_KIN = words(
    "father mother parent uncle aunt grandfather grandmother grandparent stepfather stepmother"
)
YOUNGER_MARKS = words("jr ii iii iv")
SIDES = {"younger": "younger", "elder": "elder", "older": "elder"}
BESIDE = words("compound nmod:desc")


def narrow(sight: Sight, candidates: Sequence[Chain]) -> Sequence[Chain]:
    """Those bearers of a short name whom the words before it fit best: the mark of a generation,
    *the younger*, *Ms.*, an office."""
    left = _those(candidates, lambda chain: _has_its_mark(sight, chain))
    if len(left) > 1 and (side := _side_told(sight)):
        left = _of_side(side, left)
    if len(left) > 1 and sight.gender in ("male", "female"):
        left = _those(left, lambda chain: _gender(chain) in ("", sight.gender))
    if len(left) > 1 and sight.gender == "female":  # who is not told to be one is mostly a man
        left = _those(left, lambda chain: _gender(chain) == "female")
    offices = _offices_told(sight)
    return _those(left, lambda chain: not offices.isdisjoint(_called(chain)))


def just_named(sight: Sight, candidates: Sequence[Chain]) -> Chain | None:
    """The bearer who is the subject of the sentence before, where that names no other bearer, and
    who did not come in as somebody's son or wife."""
    near = [
        (chain, name)
        for chain in candidates
        for name in chain.names
        if name.place < sight.place and sight.sentence - name.sentence <= 1
    ]
    chains = list(dict.fromkeys(chain for chain, _ in near))
    is_subject = any(name.is_subject for _, name in near)
    if len(chains) != 1 or not is_subject or not KIN_NOUNS.isdisjoint(_called(chains[0])):
        return None
    return chains[0]


def is_told_apart(sight: Sight, chain: Chain) -> bool:
    """Whether the words of a short name say that this bearer of it is meant, not another: *Ms.
    Halden*, where *his mother, Anna Halden* is told of."""
    side = _side_told(sight)
    by_gender = sight.gender and sight.gender == _gender(chain)
    return bool(by_gender or (side and side == _side(chain)) or _has_its_mark(sight, chain))


def _those(candidates: Sequence[Chain], fits: Callable[[Chain], bool]) -> Sequence[Chain]:
    return [chain for chain in candidates if fits(chain)] or candidates


def titled_name(sight: Sight) -> str:
    """A name with the title before it, whether or not the mention holds it: *Crown Prince Omar*."""
    return " ".join((*(token.text for token in title_before(sight)), sight.text))


def title_before(sight: Sight) -> Sequence[Token]:
    """The words of the title right before a name that are not in its mention."""
    first = sight.tokens[0]
    before = list(first.doc[max(first.sent.start, first.i - 4) : first.i])
    return before[len(before) - titles_at_end([token.text for token in before]) :]


def is_ruler(sight: Sight) -> bool:
    """Whether somebody is named as a ruler, a prince or a saint."""
    return has_regnal_title(titled_name(sight))


def _has_its_mark(sight: Sight, chain: Chain) -> bool:
    mark = generation_of(sight.text)
    return bool(mark) and any(generation_of(name.text) == mark for name in chain.names)


def _side_told(sight: Sight) -> str:
    """`younger` or `elder`, of *the younger Denning*, *the elder Denning*."""
    first = sight.tokens[0].i
    before = sight.head.doc[max(0, first - 1) : first]
    return next((SIDES[t.lower_] for t in (*before, *sight.tokens) if t.lower_ in SIDES), "")


def _of_side(side: str, candidates: Sequence[Chain]) -> Sequence[Chain]:
    """Who is told to be the younger one, or else whoever is not told to be the elder one."""
    sides = {chain: _side(chain) for chain in candidates}
    if side in sides.values():
        return [chain for chain in candidates if sides[chain] == side]
    return [chain for chain in candidates if not sides[chain]] or candidates


def _side(chain: Chain) -> str:
    """Whether somebody is told to be the son or the father, by a mark or a noun."""
    marks = {generation_of(name.text) for name in chain.names}
    nouns = _called(chain)
    is_younger = bool(marks & YOUNGER_MARKS or nouns & YOUNGER_KIN)
    is_elder = bool("sr" in marks or nouns & ELDER_KIN)
    return "" if is_younger == is_elder else "younger" if is_younger else "elder"


def _gender(chain: Chain) -> str:
    """By the names; else by a noun beside one: *his mother, Latoya Mills*."""
    nouns = _called(chain)
    told = {"male": not nouns.isdisjoint(MALE_NOUNS), "female": not nouns.isdisjoint(FEMALE_NOUNS)}
    by_noun = [gender for gender, holds in told.items() if holds]
    return chain.gender or (by_noun[0] if len(by_noun) == 1 else "")


def _offices_told(sight: Sight) -> frozenset[str]:
    """The offices in the title of a name: *prime minister*."""
    return frozenset(office for office, _ in sight.offices) | frozenset(titles_of(sight.text)[-1:])


def _called(chain: Chain) -> frozenset[str]:
    """What somebody is called beside the name: *general*, *mother*, *prime minister*."""
    offices = {office for name in chain.names for office in _offices_told(name)}
    return frozenset(offices.union(*(_nouns_beside(name.head) for name in chain.names)))


def _nouns_beside(name: Token) -> Iterator[str]:
    """The nouns that say what the bearer of a name is: *his SON Peter*, *his SONS Karl and Peter*,
    *Halden, the BANKER*."""
    name = _head_over(name, "flat")
    first = _head_over(name, "flat", "conj")
    over = first.head
    is_apposed = first.dep_ in ("appos", *BESIDE, "flat") and over.i < first.i
    is_apposed = is_apposed and (first == name or "Number=Plur" in over.morph)
    is_predicate = name.dep_ == "nsubj" and any(child.lower_ == "is" for child in over.children)
    nouns = [over] if is_apposed or is_predicate else []
    nouns += [child for child in name.lefts if child.dep_ in BESIDE]
    nouns += [child for child in name.rights if child.dep_ == "appos"]
    yield from (office_of(noun) for noun in nouns if noun.pos_ != "PROPN" or _is_kin(noun))


def _head_over(token: Token, *relations: str) -> Token:
    while token.dep_ in relations and token.head.i < token.i and token.head.pos_ == "PROPN":
        token = token.head
    return token


def _is_kin(noun: Token) -> bool:
    return singular(noun.lower_) in KIN_NOUNS
