"""Names that mean the same in one article: *Kim* and *Kim Jong Un*, *KCNA* and its full name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from spacy.tokens import Token

from kg.coreference.bearers import is_ruler, is_told_apart, just_named, narrow
from kg.coreference.sights import GROUP_NOUNS, KIN_NOUNS, Chain, Sight, words
from kg.coreference.story import Story
from kg.gazetteer import GazetteerEntry
from kg.names import (
    REGNAL_TITLES,
    compare_names,
    compare_person_names,
    gender_of,
    generation_of,
    is_acronym,
    is_acronym_of,
    is_called_after_a_person,
    is_child_of,
    is_given_name_of,
    is_members_name_of,
    is_name_of_a_ruler,
    is_short_form_of,
    name_words,
    normalise,
    read_person_name,
    singular,
)

# A Supreme Court of Justice is above a Court of Justice.
HIGHER = words("supreme high higher upper lower deputy vice")
SHORT_FORM = "short form of the name"
SAME_PERSON = 0.8
SAME_NAME = 0.85
# Names that every state has: they are one only where their owner is.
SHARED_HEADS = words(
    "ministry army navy force forces police parliament government military guard staff senate"
    " congress court bank assembly council cabinet department treasury guards office agency"
    " administration command duma knesset embassy"
)
# Northern England is not England.
PARTS_OF_A_PLACE = words(
    "central downtown eastern inland inner lower mainland midtown north-eastern north-western"
    " northeastern northern northwestern outer rural south-eastern south-western southeastern"
    " southern southwestern uptown upper western"
)


def link_names(story: Story) -> None:
    """Link each name to the fullest name of the same thing in the article."""
    named = [sight for sight in story.sights if sight.is_name]
    link_people([sight for sight in named if sight.top == "Person"], story)
    link_others([sight for sight in named if sight.top != "Person"], story)
    _link_family_of_he(story)


def _link_family_of_he(story: Story) -> None:
    """*He* after *He Lifeng* is he, by the family name or as a pronoun: as the subject of the
    sentence before, or where a pronoun has no capital."""
    bearers = [sight for sight in story.sights if sight.is_name and _is_family_he(sight)]
    for sight in story.sights if bearers else ():
        if sight.text != "He" or not sight.is_pronoun:
            continue
        before = [bearer for bearer in bearers if bearer.place < sight.place]
        if sight.head.is_sent_start or sight.head.i == 0 or sight.quote:
            before = [b for b in before if b.is_subject and b.sentence == sight.sentence - 1]
        if before:
            story.link(sight, before[-1], SHORT_FORM)


def _is_family_he(sight: Sight) -> bool:
    name = read_person_name(sight.text)
    return name.family == "he" and bool(name.given)


def link_people(named: Sequence[Sight], story: Story) -> None:
    """Full names first, then short forms to the full names."""
    full = [sight for sight in named if len(name_words(sight.text)) > 1]
    for index, sight in enumerate(full):
        for earlier in full[:index]:
            comparison = compare_person_names(earlier.text, sight.text)
            if comparison.score >= SAME_PERSON and not _genders_clash(sight, earlier):
                story.link(sight, earlier, f"same name: {comparison.reasons[0]}")
                break
    for sight in named:
        if len(name_words(sight.text)) == 1 or not _has_its_own_name(sight, full):
            _link_short_form(sight, full, named, story)
    for sight in full:
        if is_name_of_a_ruler(sight.text):
            _link_ruler(sight, full, story)


def _has_its_own_name(sight: Sight, full: Sequence[Sight]) -> bool:
    return not any(is_short_form_of(sight.text, other.text) for other in full)


def _link_short_form(
    sight: Sight, full: Sequence[Sight], named: Sequence[Sight], story: Story
) -> None:
    candidates = _bearers(sight, full, named, story)
    reason = SHORT_FORM
    if not is_ruler(sight) and all(is_name_of_a_ruler(c.fullest.text) for c in candidates):
        # "Johann" may be Johann II, and Johann Halden as well
        reason = reason if candidates else "given name"
        given = story.chains(o for o in full if is_given_name_of(sight.text, o.text))
        candidates = list(dict.fromkeys((*candidates, *given)))
    if candidates:
        chosen = _choose_bearer(sight, candidates, story)
        story.link(sight, _written_as(chosen), reason)
        return
    for earlier in named:
        if earlier.place < sight.place and _is_written_the_same(sight, earlier):
            story.link(sight, earlier, "same name: written the same")
            return


def _link_ruler(sight: Sight, full: Sequence[Sight], story: Story) -> None:
    """*Norton I* is Joshua Norton, whom the article calls *Emperor Norton* as well."""
    name = read_person_name(sight.text).family
    bearers = story.chains(
        other
        for other in full
        if name in read_person_name(other.text).words
        and not is_name_of_a_ruler(other.text)
        and any(office in REGNAL_TITLES for office, _ in story.chain(other).offices)
    )
    if len(bearers) == 1:
        story.link(sight, bearers[0].fullest, "the ruler of that name")


def _bearers(
    sight: Sight, full: Sequence[Sight], named: Sequence[Sight], story: Story
) -> list[Chain]:
    """Those whom a short name may mean: the ruler of that name before anybody else."""
    before = [other for other in named if other.place < sight.place and is_ruler(other)]
    rulers = [other for other in before if _is_ruler_called(sight, other)]
    if is_ruler(sight) and rulers:
        return story.chains(rulers)
    bearers = [
        other
        for other in full
        if is_short_form_of(sight.text, other.text) and not _genders_clash(sight, other)
        if not (is_ruler(sight) and is_child_of(sight.text, other.text))
        if is_told_apart(sight, story.chain(other))
        or not _is_kin_of_the_bearer(other, sight, named)
    ]
    same = [ruler for ruler in rulers if name_words(ruler.text) == name_words(sight.text)]
    return story.chains(sorted((*bearers, *same), key=lambda o: o.place)) if bearers else []


def _is_ruler_called(sight: Sight, ruler: Sight) -> bool:
    """*Prince Omar* is *Crown Prince Omar bin Halden*, *Charles* is *King Charles III*."""
    return is_given_name_of(sight.text, ruler.text) or (
        name_words(ruler.text) == name_words(sight.text)
    )


def _is_written_the_same(sight: Sight, earlier: Sight) -> bool:
    same = earlier.key == sight.key or name_words(earlier.text) == name_words(sight.text)
    marks = {generation_of(earlier.text), generation_of(sight.text)} - {""}
    return same and len(marks) < 2 and (not is_ruler(sight) or is_ruler(earlier))


def _is_kin_of_the_bearer(full: Sight, short: Sight, named: Sequence[Sight]) -> bool:
    """*Halden was born in Bergen, the daughter of Anna and Peter Halden*: she is no Peter Halden.

    Who has been called by the family name before is not who comes later as somebody's kin.
    """
    is_named_before = any(s.key == short.key and s.place < full.place for s in named)
    return is_named_before and is_introduced_as_kin(full.head)


def is_introduced_as_kin(name: Token) -> bool:
    """Whether a name comes in as somebody's kin: *daughter of Anna and Peter*, *her father Peter*,
    *her father, Peter*."""
    while name.dep_ in ("conj", "flat") and name.head != name:
        name = name.head
    over = name.head
    is_complement = name.dep_ == "nmod" and any(c.lower_ == "of" for c in name.lefts)
    is_apposed = name.dep_ in ("appos", "flat", "nmod:desc") and over.i < name.i
    before = [child for child in name.lefts if child.dep_ in ("compound", "nmod:desc")]
    kin = [*before, *([over] if is_complement or is_apposed else [])]
    return any(singular(noun.lower_) in KIN_NOUNS for noun in kin)


def _choose_bearer(sight: Sight, candidates: Sequence[Chain], story: Story) -> Chain:
    # A family name alone means the person it was used for before, else the one met first; one who
    # was introduced by full name a sentence ago takes it over only from people not so named since.
    candidates = narrow(sight, candidates)
    if len(candidates) == 1:
        return candidates[0]
    known = [chain for chain in candidates if chain.sights[0].place < sight.place] or candidates
    last_used = [
        (max(s.place for s in chain.names if s.place < sight.place), index)
        for index, chain in enumerate(known)
        if any(s.key == sight.key and s.place < sight.place for s in chain.names)
    ]
    if last_used:
        return known[max(last_used)[1]]
    by_family = [chain for chain in known if is_short_form_of(sight.text, chain.fullest.text)]
    return just_named(sight, by_family) or min(known, key=lambda chain: chain.sights[0].place)


def _written_as(chain: Chain) -> Sight:
    return chain.fullest


def _genders_clash(one: Sight, other: Sight) -> bool:
    first, second = one.gender or gender_of(one.text), other.gender or gender_of(other.text)
    return first != second and bool(first) and bool(second)


def link_others(named: Sequence[Sight], story: Story) -> None:
    """Same writing, another name in the gazetteer, an acronym, a shorter form."""
    first_of: dict[tuple[str, str], Sight] = {}
    for sight in named:
        owner = owner_of(sight, story) if _is_shared(sight) else part_of(sight)
        earlier = first_of.get((sight.key, owner))
        if earlier is not None and _tops_agree(sight, earlier):
            story.link(sight, earlier, "same name: written the same")
            continue
        for other in first_of.values():
            reason = _why_same(sight, other, story)
            if reason:
                story.link(sight, other, reason)
                break
        first_of.setdefault((sight.key, owner), sight)
    for earlier, sight in pairwise(named):
        if _is_in_brackets(sight, earlier) and not story.is_linked(sight):
            story.link(sight, earlier, "the same in another tongue")
    for sight in named:
        if sight.top == "Organization" and not _link_team(sight, named, story):
            _link_shorter_form(sight, named, story)
        if sight.mention.type in ("Event", "Vehicle") and len(sight.key.split()) == 1:
            _link_bare_name(sight, named, story)


def _is_in_brackets(sight: Sight, earlier: Sight) -> bool:
    """*the Institute of Seafaring (Havforskningsinstituttet)*: two names of one body."""
    doc = sight.head.doc
    start, end = sight.tokens[0].i, sight.tokens[-1].i + 1
    between = doc[earlier.tokens[-1].i + 1 : start].text
    return (
        between == "("
        and doc[end : end + 1].text == ")"
        and sight.top == earlier.top == "Organization"
        and min(len(sight.key), len(earlier.key)) > 5  # "(NYSE)" may say anything of it
    )


def _link_bare_name(sight: Sight, named: Sequence[Sight], story: Story) -> None:
    """*Ida* is *Hurricane Ida*, *Sukanya* is *INS Sukanya*."""
    for other in named:
        same_kind = other.mention.type == sight.mention.type and len(other.key.split()) == 2
        if same_kind and other.key.split()[-1] == sight.key:
            story.link(sight, other, SHORT_FORM)
            return


def _is_shared(sight: Sight) -> bool:
    return sight.word in SHARED_HEADS or singular(sight.word) in SHARED_HEADS


def _why_same(sight: Sight, earlier: Sight, story: Story) -> str:
    if not _tops_agree(sight, earlier) or _owners_differ(sight, earlier, story):
        return ""
    if part_of(sight) != part_of(earlier):
        return ""
    comparison = compare_names(earlier.text, sight.text)
    if comparison.score >= SAME_NAME:
        return f"same name: {comparison.reasons[0]}"
    if is_acronym_of(sight.text, earlier.text) or is_acronym_of(earlier.text, sight.text):
        return "acronym of the name"
    if is_members_name_of(sight.text, earlier.text) or is_members_name_of(earlier.text, sight.text):
        return "called by its members"
    return "another name of the same place or body" if _known_as_same(sight, earlier, story) else ""


def _tops_agree(one: Sight, other: Sight) -> bool:
    if is_acronym(one.text) and is_acronym(other.text):
        return normalise(one.text) == normalise(other.text)
    return one.top == other.top or "Thing" in (one.top, other.top) or one.key == other.key


def _known_as_same(one: Sight, other: Sight, story: Story) -> bool:
    first, second = _known(one, story), _known(other, story)
    return first is not None and first == second


def _known(sight: Sight, story: Story) -> GazetteerEntry | None:
    entries = story.gazetteer.look_up(sight.text)
    if entries or story.gazetteer.is_demonym(sight.text):
        return entries[0] if entries else None
    return story.gazetteer.country_of(sight.text)  # the Greek State


def _owners_differ(one: Sight, other: Sight, story: Story) -> bool:
    if not _is_shared(one):
        return False
    first, second = owner_of(one, story), owner_of(other, story)
    return first != second and bool(first) and bool(second)


def owner_of(sight: Sight, story: Story) -> str:
    """The country whose body it is: *South Korea’s Foreign Ministry*, *the Russian army*."""
    words = [token for child in sight.head.children for token in child.subtree]
    return _country_in(words, story) or _country_in(list(sight.tokens), story)


def _country_in(words: Iterable[Token], story: Story) -> str:
    listed = sorted(words, key=lambda token: token.i)
    for index, token in enumerate(listed):
        pair = f"{listed[index - 1].text} {token.text}" if index else ""
        entry = story.gazetteer.country_of(pair) or story.gazetteer.country_of(token.text)
        entry = entry or story.gazetteer.metonym(token.text)
        if entry and token.text[:1].isupper():
            return entry.name
    return ""


def part_of(sight: Sight) -> str:
    """Which part of a place is meant, if not all of it: SOUTHERN Peru, MAINLAND Europe."""
    first = sight.tokens[0].i
    before = sight.head.doc[first - 1].lower_ if first > sight.head.sent.start else ""
    return before if sight.top == "Place" and before in PARTS_OF_A_PLACE else ""


def _link_team(sight: Sight, named: Sequence[Sight], story: Story) -> bool:
    """*the Chargers* are the San Diego Chargers, *the Commission* is the European Commission."""
    if _is_somebody_elses(sight, story):
        return False
    longer = [
        other
        for other in named
        if other.top == "Organization" and other.key.endswith(f" {sight.key}")
        if _adds_a_place(other, sight, story) or _is_named_again(sight, other, story)
        if not _owners_differ(sight, other, story)
    ]
    if (" " not in sight.key and singular(sight.word) in GROUP_NOUNS) or _is_shared(sight):
        # "the Congress" is that of the country that all is about, "the University" may be any
        state = _country_named_most(story) if longer else ""
        again = [other for other in longer if _is_named_again(sight, other, story)]
        again = [other for other in again if not (state and owner_of(other, story))]
        longer = [other for other in longer if state and owner_of(other, story) == state] or again
    found = story.chains(longer)
    if len(found) == 1:
        story.link(sight, found[0].fullest, SHORT_FORM)
    return len(found) == 1


def _country_named_most(story: Story) -> str:
    """The country that an article is about, by its names: *Congress* there is its own."""
    named = (story.gazetteer.country_of(sight.text) for sight in story.sights if sight.is_name)
    counts = Counter(entry.name for entry in named if entry and entry.type == "Country")
    best = counts.most_common(2)
    return best[0][0] if best and best[0][1] > sum(n for _, n in best[1:]) else ""


def _adds_a_place(full: Sight, short: Sight, story: Story) -> bool:
    place = full.text.removesuffix(short.text).strip()
    known = story.gazetteer.look_up(place) or story.gazetteer.country_of(place)
    return bool(known)


def _is_named_again(short: Sight, full: Sight, story: Story) -> bool:
    """Whether a name is the last words of one before it, with the article: *the Journal*; but *the
    Democratic Party* is no *Christian Democratic Party*."""
    first = short.tokens[0]
    is_definite = "the" in (first.doc[max(0, first.i - 1)].lower_, first.lower_)
    is_other_party = short.word == "party" and not _adds_a_place(full, short, story)
    is_higher = " " in short.key and full.key.split()[0] in HIGHER
    return is_definite and not (is_other_party or is_higher) and full.place < short.place


def _is_somebody_elses(sight: Sight, story: Story) -> bool:
    """Whether a name has an owner who is no country: THE TOWN'S House of Representatives."""
    owned = any(child.dep_ == "nmod:poss" for child in sight.head.children)
    return owned and not owner_of(sight, story)


def _link_shorter_form(sight: Sight, named: Sequence[Sight], story: Story) -> None:
    if story.gazetteer.country_of(sight.text) or len(sight.key.split()) > 1:
        return
    longer = [
        other
        for other in named
        if other.top == "Organization"
        and len(other.key.split()) > 1
        and sight.key == other.key.split()[0]
        and len(sight.key) > 3
        and not is_called_after_a_person(other.text)
    ]
    found = story.chains(longer)
    if len(found) == 1:
        story.link(sight, found[0].fullest, SHORT_FORM)
