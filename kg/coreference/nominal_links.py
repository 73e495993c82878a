"""Nouns that mean something named or met before: *the Russian president*, *the two leaders*."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from kg.coreference.pronoun_links import is_coargument
from kg.coreference.sights import (
    GROUP_NOUNS,
    LEADER_NOUNS,
    NUMBER_WORDS,
    ORGANIZATION_TYPES,
    PERSON_NOUNS,
    PLACE_NOUNS,
    Chain,
    Sight,
    words,
)
from kg.coreference.story import Story
from kg.names import normalise, singular

FAR_BACK = 30
NEAR = 6
# "The army" is never the last organization named, as "the company" is.
BODIES_OF_A_STATE = words(
    "army navy force military police guard parliament senate congress court council cabinet"
    " department treasury office administration command embassy ministry government staff"
)
STATE_NOUNS = frozenset({"country", "nation", "state", "side", "government", "power"})
GENERAL_PEOPLE = frozenset({"leader", "man", "woman", "person", "politician", "statesman", "side"})
FIRMS = words("company firm group corporation manufacturer maker")
# The types of bodies that nouns mean: "the company" is never NATO, nor "the watchdog" a bank.
KINDS_OF_BODIES = {
    FIRMS
    | words(
        "acquirer airline automaker bidder brewer buyer carmaker carrier chipmaker conglomerate"
        " drugmaker insurer lender miner operator planemaker retailer startup supplier utility"
    ): words("Company Media Organization"),
    words("agency regulator watchdog"): words("Agency Government InternationalOrganization"),
    words("alliance bloc"): words("InternationalOrganization"),
    words("charity organisation organization"): words("InternationalOrganization Organization"),
    words("club"): words("Team Organization"),
    words("broadcaster daily magazine newspaper"): words("Media Organization"),
    words("party"): words("PoliticalParty"),
    words("college university"): words("School"),
    words("court tribunal"): words("Court"),
}
RULERS = words("government power side")
AGES = {
    "toddler": range(1, 4),
    "teenager": range(13, 20),
    "pensioner": range(60, 120),
    "septuagenarian": range(70, 80),
    "octogenarian": range(80, 90),
}
# What the press calls whom it has just named, rather than *he* or *she* again.
EPITHETS = words(
    "actor actress artist athlete author billionaire boxer businessman businesswoman champion"
    " comedian cyclist defender dissident economist entrepreneur filmmaker footballer forward"
    " goalkeeper golfer guitarist historian lawmaker magnate midfielder millionaire model musician"
    " novelist playwright poet quarterback racer rapper runner singer skier songwriter sprinter"
    " striker suspect swimmer tycoon veteran winger writer"
)
PAIRS = words("pair duo couple trio")
TO_COME = words("next future eventual potential prospective possible")
DESCRIBING = ("amod", "compound", "nmod", "nmod:poss", "nummod", "acl", "acl:relcl", "obl")
DEFINITE_WORDS = words("the this that these those both his her its their")
LEFT_OPEN = words("Person Organization Place")


def is_definite(sight: Sight) -> bool:
    """Whether *the*, *this* or a pronoun that owns it stands before a noun."""
    return any(child.lower_ in DEFINITE_WORDS for child in _determiners(sight))


def _determiners(sight: Sight) -> list[Token]:
    return [child for child in sight.head.children if child.dep_ in ("det", "nmod:poss")]


def _count_told(sight: Sight) -> int:
    counts = [NUMBER_WORDS.get(child.lower_, 0) for child in sight.head.children]
    return next((count for count in counts if count), 0)


def link_police(story: Story) -> None:
    """*Police* are the Vancouver police of the same article, where it tells of no others."""
    told = [sight for sight in story.sights if sight.word == "police"]
    whose = {sight: _named_in(sight) for sight in told}
    own = [sight for sight in told if whose[sight]]
    bare = [sight for sight in told if not _describers(sight) and not sight.is_name]
    if len({whose[sight] for sight in own}) > 1 and len(story.chains(own)) > 1:
        return
    first = (own or bare)[:1]
    for sight in bare:
        for other in first:
            story.link(sight, other, "the only police of the article")


def _named_in(sight: Sight) -> frozenset[str]:
    """The proper words of a noun phrase: those of *the police in Leeds* and *Kent Police*."""
    return frozenset(
        token.lower_
        for child in sight.head.children
        if child.dep_ in ("amod", "compound", "nmod", "nmod:poss")
        for token in child.subtree
        if token.pos_ == "PROPN"
    )


def link_nominal(sight: Sight, story: Story) -> bool:
    """Link one noun phrase to what it means, if the article shows it; whether it did."""
    if story.is_linked(sight):
        return True
    if not _refers_back(sight):
        return False
    if sight.number == "plural" or sight.word in PAIRS:
        return (
            _link_holders(sight, story)
            or _link_plural(sight, story)
            or _link_same_noun(sight, story)
        )
    return (
        _link_own_country(sight, story)
        or _link_age(sight, story)
        or _link_office(sight, story)
        or _link_office_of_a_land(sight, story)
        or _link_by_class(sight, story)
        or _link_same_noun(sight, story)
        or _link_body(sight, story)
        or _link_person_noun(sight, story)
    )


def is_left_open(sight: Sight, story: Story) -> bool:
    """Whether *the French president* (a definite person, body or place) means nobody that the
    article tells of otherwise."""
    if sight.is_name or sight.is_pronoun or not is_definite(sight):
        return False
    named = any(other.is_name for other in story.chain(sight).sights)
    return sight.top in LEFT_OPEN and not story.is_linked(sight) and not named


def _refers_back(sight: Sight) -> bool:
    """The company; the two men; a MINISTRY spokeswoman speaks for the one that was named."""
    after = sight.head.i + 1
    before_noun = after < len(sight.head.doc) and sight.head.doc[after].pos_ == "NOUN"
    bare = not _determiners(sight) and sight.number == "singular"
    owns_office = sight.top == "Organization" and bare and before_noun
    return is_definite(sight) or _count_told(sight) > 0 or owns_office


def _describers(sight: Sight) -> set[str]:
    return {
        singular(token.lower_)
        for child in sight.head.children
        if child.dep_ in DESCRIBING
        for token in child.subtree
        if token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM", "VERB")
        if token.lower_ not in NUMBER_WORDS
    }


def _link_own_country(sight: Sight, story: Story) -> bool:
    """*his country* is the country of the office that he was named with."""
    if singular(sight.word) not in ("country", "nation", "homeland"):
        return False
    owners = [s for s in story.sights if s.relation == "nmod:poss" and s.head.head == sight.head]
    if not owners:
        return False
    countries = [country for _, country in sorted(story.chain(owners[0]).offices) if country]
    return bool(countries) and _link_country(
        sight, countries[0], story, "the country of its leader"
    )


def _link_country(sight: Sight, country: str, story: Story, reason: str) -> bool:
    for other in story.before(sight, FAR_BACK):
        entry = story.gazetteer.country_of(other.text) if other.is_name else None
        if entry and entry.name == country:
            story.link(sight, other, reason)
            return True
    return False


def contradicts(sight: Sight, chain: Chain) -> bool:
    """Whether a noun tells of another sex or age than what is told of somebody."""
    if sight.gender and chain.gender and sight.gender != chain.gender:
        return True
    return bool(sight.age) and bool(chain.ages) and sight.age not in chain.ages


def _link_age(sight: Sight, story: Story) -> bool:
    """*the 31-year-old* is who is told to be 31, wherever the article does."""
    ages = range(sight.age, sight.age + 1) if sight.age else AGES.get(singular(sight.word))
    if not ages or not is_definite(sight):
        return False
    of_age = story.chains(other for other in story.sights if other.age in ages)
    people = [c for c in of_age if c.names and not (sight.age and contradicts(sight, c))]
    if len(people) != 1 or _stands_beside(sight, people[0].names[0], story):
        return False
    story.link(sight, people[0].fullest, f"the one who is {min(people[0].ages)}")
    return True


def _link_office_of_a_land(sight: Sight, story: Story) -> bool:
    """*the Chilean president* is Boric of Chile, if he is the only one who is told to be of it."""
    if len(sight.lands) != 1 or singular(sight.word) not in LEADER_NOUNS | GENERAL_PEOPLE:
        return False
    people = [
        chain
        for chain in story.chains(other for other in story.sights if other.is_name)
        if chain.top == "Person" and chain.lands == sight.lands and not contradicts(sight, chain)
        if not any(office for office, _ in chain.offices) or singular(sight.word) in GENERAL_PEOPLE
    ]
    if len(people) != 1 or _stands_beside(sight, people[0].names[0], story):
        return False
    story.link(sight, people[0].fullest, "the only one named of that country")
    return True


def _link_office(sight: Sight, story: Story) -> bool:
    """*the Russian president* is the one whom the article calls Russia’s president."""
    if sight.top != "Person" or any(child.lower_ in TO_COME for child in sight.head.children):
        return False
    best = [one for one in _bearers(sight, story) if not _stands_beside(sight, one, story)]
    if not best:
        return False
    is_sure = not sight.lands or sight.lands <= story.chain(best[0]).lands
    if not is_sure and _link_office_of_a_land(sight, story):
        return True
    story.link(sight, best[0], "holds that office in the article")
    return True


def _bearers(sight: Sight, story: Story) -> list[Sight]:
    found: list[tuple[int, int, Sight]] = []
    for other in story.sights:
        chain = story.chain(other)
        if not other.is_name or other.top != "Person" or chain is story.chain(sight):
            continue
        fit = _office_fit(sight, chain)
        if fit:
            after = other.place > sight.place
            found.append((-fit, abs(sight.place - other.place) + FAR_BACK * after, other))
    found.sort(key=lambda entry: entry[:2])
    return [entry[2] for entry in found]


def _office_fit(sight: Sight, chain: Chain) -> int:
    lands_differ = bool(sight.lands and chain.lands) and sight.lands.isdisjoint(chain.lands)
    if lands_differ or contradicts(sight, chain):
        return 0
    fits = [
        _fit(noun, country, held, where)
        for noun, country in sight.offices
        for held, where in chain.offices
    ]
    return max(fits, default=0)


def _fit(noun: str, country: str, held: str, where: str) -> int:
    if country and where and country != where:
        return 0
    same_country = bool(country) and country == where
    if noun == held:
        return 5 if same_country else 3
    if noun.removeprefix("former ") == held.removeprefix("former "):
        return 1  # the former president was "President Halden" then
    if noun == "leader" and held in LEADER_NOUNS and same_country:
        return 4
    return 0


def _link_by_class(sight: Sight, story: Story) -> bool:
    """*the agency* is the last organization called an agency, *the country* the last country."""
    noun = singular(sight.word)
    if _describers(sight) - {"own"}:
        return False
    called = [
        other
        for other in story.before(sight, FAR_BACK)
        if other.is_name and other.top != "Person" and is_kind(noun, other)
    ]
    called = [other for other in called if not _stands_beside(sight, other, story)]
    near = [other for other in called if sight.sentence - other.sentence <= NEAR]
    if near or len(story.chains(called)) == 1:
        story.link(sight, (near or called)[0], "the noun is part of its name")
        return True
    reach = 2
    if noun in STATE_NOUNS:
        near = [other for other in story.before(sight, reach) if _is_country(other, story)]
        if noun in RULERS and len(story.chains(near)) != 1:
            # of several countries it may be the government of any but the last that did something
            near = [o for o in near if o.is_subject and o.sentence + 1 >= sight.sentence]
            near = near if len(story.chains(near)) == 1 else []
        return _link_nearest(sight, near, story, "the last country named")
    if noun in ("city", "town", "capital"):
        near = [o for o in story.before(sight, reach) if o.mention.type == "City"]
        return _link_nearest(sight, near, story, "the last city named")
    if noun in GROUP_NOUNS and noun not in BODIES_OF_A_STATE:
        near = [o for o in story.before(sight, reach) if o.is_name and o.top == "Organization"]
        if noun not in FIRMS and len(story.chains(near)) != 1:
            return False  # "the network" may be any of two
        near = [other for other in near if not _is_other_kind(noun, other)]
        kinds = _kinds_of_body(noun, sight)
        near = [o for o in near if not kinds or o.mention.type in (*kinds, "Organization")]
        return _link_nearest(sight, near, story, "the last organization named")
    return False


def _link_body(sight: Sight, story: Story) -> bool:
    """*the Japanese carmaker*, *the federal agency*, *the organization* is the only body of such a
    kind that was named just before."""
    noun = singular(sight.word)
    kinds = _kinds_of_body(noun, sight)
    if not kinds or not is_definite(sight) or _is_owned(sight):
        return False
    if any(_says_which_body(child, story) for child in sight.head.children):
        return False
    near = [
        other
        for other in story.before(sight, 3)
        if other.is_name and _type_of_body(other, story) in kinds
        if not _is_other_kind(noun, other) and not _stands_beside(sight, other, story)
    ]
    if len(story.chains(near)) != 1 or story.gazetteer.country_of(near[0].text):
        return False
    story.link(sight, near[0], "the only one of that kind named just before")
    return True


def _type_of_body(name: Sight, story: Story) -> str:
    known = [entry.type for entry in story.gazetteer.look_up(name.text)]
    bodies = [type_ for type_ in known if type_ in ORGANIZATION_TYPES]
    return bodies[0] if bodies and name.top == "Organization" else name.mention.type


def _says_which_body(child: Token, story: Story) -> bool:
    """The company OF HALDEN, the DEMOCRATIC party, but not the JAPANESE carmaker."""
    is_named = child.text[:1].isupper() and not story.gazetteer.is_demonym(child.text)
    return child.dep_ in ("nmod", "acl", "acl:relcl") or (child.dep_ != "det" and is_named)


def _kinds_of_body(noun: str, sight: Sight) -> frozenset[str]:
    """The types of bodies that a noun may mean."""
    found = next((types for nouns, types in KINDS_OF_BODIES.items() if noun in nouns), None)
    is_firm = sight.mention.type == "Company"
    return found or frozenset({"Company", "Organization"} if is_firm else ())


def _is_other_kind(noun: str, name: Sight) -> bool:
    """The Telecommunications COMMISSION is no network and no company."""
    kind = singular(name.word)
    return kind != noun and kind in GROUP_NOUNS and not {kind, noun} <= FIRMS


def is_kind(noun: str, name: Sight) -> bool:
    """Whether a noun says what is named: the COURT of Appeal, Aberdeen Grammar SCHOOL.

    "The House" is a parliament, and so never the White House.
    """
    said = normalise(name.text).split()
    if noun == "house":
        return "of" in said and said.index("of") > 0 and said[said.index("of") - 1] == noun
    return singular(name.word) == noun


def _link_nearest(sight: Sight, near: Sequence[Sight], story: Story, reason: str) -> bool:
    near = [other for other in near if not _stands_beside(sight, other, story)]
    subjects = [other for other in near if other.is_subject]
    chosen = (subjects or near)[:1]
    for other in chosen:
        story.link(sight, other, reason)
    return bool(chosen)


def _stands_beside(sight: Sight, other: Sight, story: Story) -> bool:
    """Whether a noun's own verb has another participant of that meaning: nobody meets themself."""
    beside = [one for one in story.chain(other).sights if one.sentence == sight.sentence]
    return any(is_coargument(sight, one) for one in (*beside, other))


def _is_country(sight: Sight, story: Story) -> bool:
    entry = story.gazetteer.country_of(sight.text) if sight.is_name else None
    return entry is not None and entry.type == "Country"


def _link_same_noun(sight: Sight, story: Story) -> bool:
    """*the missiles* are the missiles told of before, if nothing said of them differs."""
    noun, said = singular(sight.word), _describers(sight)
    if not _refers_back(sight):
        return False
    for other in story.before(sight, 12):
        if other.is_name or other.is_pronoun or other.number != sight.number:
            continue
        if _is_owned(sight) and not _is_owned(other):
            continue
        if contradicts(sight, story.chain(other)):
            continue
        if singular(other.word) == noun and said <= _describers(other):
            story.link(sight, other, "the same noun again")
            return True
    return False


def _is_owned(sight: Sight) -> bool:
    """Whether a noun has its owner before it: THEIR strength is not just any strength."""
    return any(child.dep_ == "nmod:poss" for child in sight.head.children)


def _link_person_noun(sight: Sight, story: Story) -> bool:
    """*the man*, *the 45-year-old (doctor)* is the last person of that gender, if only one was
    near."""
    noun = singular(sight.word)
    is_aged = noun == "old" or noun.endswith("year-old")
    if not is_definite(sight):
        return False
    is_anybody = noun in GENERAL_PEOPLE | EPITHETS and not _is_told_which(sight)
    if not (is_aged or sight.age or is_anybody):
        return False
    near = [
        other
        for other in story.before(sight, 2)
        if other.top == "Person" and other.number == "singular"
        if not contradicts(sight, story.chain(other))
    ]
    chains = story.chains(near)
    if len(chains) != 1 and not is_aged:
        return False
    return _link_nearest(sight, near, story, "the last person named")


def _is_told_which(sight: Sight) -> bool:
    """Whether words of a noun phrase say which one it is: the OTHER man, the man FROM OSLO; but
    not what stands behind a comma: the man, from Oslo, fell."""
    head = sight.head
    for child in head.children:
        behind_a_comma = child.i > head.i and head.doc[child.left_edge.i - 1].text == ","
        if child.dep_ in DESCRIBING and not behind_a_comma:
            return True
    return False


def _link_holders(sight: Sight, story: Story) -> bool:
    """*the leaders of Togo and Mali* are those whom the article calls so, wherever it does."""
    if len(sight.offices) < 2 or not all(country for _, country in sight.offices):
        return False
    holders: list[Sight] = []
    people = [other for other in story.sights if other.is_name and other.top == "Person"]
    for noun, country in sorted(sight.offices):
        found = {
            story.chain(other): other
            for other in people
            for held, where in story.chain(other).offices
            if where == country and _fit(noun, country, held, where)
        }
        if len(found) != 1:
            return False
        holders += found.values()
    story.link_group(sight, sorted(holders, key=lambda other: other.place), "hold those offices")
    return True


def _link_plural(sight: Sight, story: Story) -> bool:
    """*the two leaders* are the last two leaders named."""
    noun = singular(sight.word)
    count = _count_told(sight)
    if sight.word in PAIRS:
        noun, count = "person", 3 if noun == "trio" else 2
    if not count and (_describers(sight) or noun not in GENERAL_PEOPLE | STATE_NOUNS):
        return False
    members = _last_members(sight, noun, count or 2, story)
    if not members and count and noun in PERSON_NOUNS:
        members = _all_people_before(sight, count, story)
    if not members and noun in PERSON_NOUNS:
        members = _same_group(sight, count or 2, story)
    if len(members) != (count or 2):
        return False
    story.link_group(sight, members, f"the last {len(members)} of that kind")
    return True


def _last_members(sight: Sight, noun: str, count: int, story: Story) -> list[Sight]:
    people = _nearest_of_each(sight, _people_called(noun, story), story)
    places = _nearest_of_each(sight, _countries(noun, story), story)
    bodies = _nearest_of_each(sight, _bodies(noun, story), story)
    # People are the last named; states the ones that the article speaks of most.
    places.sort(key=lambda other: -_times_named(other, sight, story))
    for near in (people, places, bodies):
        if len(near) >= count:
            return sorted(near[:count], key=lambda other: other.place)
    return []


def _all_people_before(sight: Sight, count: int, story: Story) -> list[Sight]:
    """*the two presidents* after a sentence that names two people, and no others, by name."""
    for back in (1, 2):
        near = [s for s in story.before(sight, back) if s.top == "Person" and s.is_name]
        near = [s for s in near if s.sentence < sight.sentence]
        nearest = list({story.chain(other): other for other in reversed(near)}.values())
        if near:
            return nearest if len(nearest) == count else []
    return []


def _same_group(sight: Sight, count: int, story: Story) -> list[Sight]:
    """*the two men* after *the leaders of Togo and Mali*, whom no name came between."""
    for other in story.before(sight, NEAR):
        members = story.members(other)
        if len(members) == count and all(member.top == "Person" for member in members):
            return members
    return []


def _nearest_of_each(sight: Sight, candidates: set[Sight], story: Story) -> list[Sight]:
    near: dict[Chain | str, Sight] = {}
    for other in story.before(sight, 8):
        if other in candidates:
            country = story.gazetteer.country_of(other.text) if other.is_name else None
            near.setdefault(country.name if country else story.chain(other), other)
    return list(near.values())


def _times_named(other: Sight, sight: Sight, story: Story) -> int:
    country = story.gazetteer.country_of(other.text)
    return sum(
        story.gazetteer.country_of(named.text) == country
        for named in story.sights[: sight.place]
        if named.is_name
    )


def _people_called(noun: str, story: Story) -> set[Sight]:
    if noun not in PERSON_NOUNS and noun != "side":
        return set()
    people = [s for s in story.sights if s.top == "Person" and s.is_name]
    if noun in ("man", "woman", "person"):
        gender = {"man": "male", "woman": "female"}.get(noun, "")
        return {s for s in people if story.chain(s).gender in (gender, "")}
    if noun == "side":
        return set()
    return {s for s in people if _is_called(noun, story.chain(s))}


def _is_called(noun: str, chain: Chain) -> bool:
    held = {office for office, _ in chain.offices}
    return noun in held or (noun == "leader" and bool(held & LEADER_NOUNS))


def _countries(noun: str, story: Story) -> set[Sight]:
    if noun not in STATE_NOUNS and noun not in PLACE_NOUNS:
        return set()
    if noun in ("city", "town", "village"):
        return {s for s in story.sights if s.is_name and s.mention.type == "City"}
    return {s for s in story.sights if _is_country(s, story)}


def _bodies(noun: str, story: Story) -> set[Sight]:
    if noun not in GROUP_NOUNS:
        return set()
    return {s for s in story.sights if s.is_name and s.top == "Organization"}
