"""What an article tells of a person beside the name, and whether two tellings can be of one.

A full name alone makes one person of two articles. It does so no longer where one tells of a man
and the other of a woman, where their ages do not fit, or where they are described with different
countries (*the mayor of Dunedin in New Zealand*, *a banker from Toronto*), unless the articles
share something else: people, bodies, places.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, timedelta

from kg.ages import age_in, age_of_name
from kg.coreference.sights import FEMALE_NOUNS, MALE_NOUNS
from kg.model import Article, Mention, MentionKind
from kg.names import gender_of, singular, titles_at_end, titles_of

# The reasons of links from a noun that says what somebody is (see `kg.coreference`).
DESCRIBED = frozenset({"apposition", "said to be", "the noun beside the name", "named as"})
BESIDE = "the noun beside the name"
LONGEST = 80  # characters of a description after its noun
A_DESCRIPTION_ENDS = re.compile(
    r"[,.;:()\n\"“”—]| - | (?:who|whom|whose|which|that|when|after|before|since|said|says|told)\b"
)
HOME_AFTER_NAME = re.compile(r"(?:,\s+(?:aged?\s+)?\d{1,2})?,?\s+(?:of|from)\s+")
BIRTH = re.compile(r"[\s,(]+(?:who\s+)?(?:was\s+)?born\b[^.;\n]{0,40}?\b((?:1[5-9]|20)\d\d)\b")
A_GENERATION = 20  # years; undated articles of one collection are seldom further apart
YEARS_APART = 2  # an age is rounded, and an article may be read late
FOUNDER = "founder"
USUAL = 20  # what one article in so many tells of somebody is usual of them
ENDS_A_PHRASE = re.compile(r"[,;:!?)]$|\w{5}\.$")  # but "Gen." and "Sgt." do not
POSSESSIVE = re.compile(r"['’]s?\s+|\s+")
# Offices that a place has one of, so that nobody holds two of a kind.
POSTS = frozenset("governor mayor president premier chancellor king queen sultan emir".split())
NOT_IN_OFFICE = re.compile(r"\b(?:former|ex|then|vice|deputy|late|next|future|acting)\b", re.I)
OF_A_PLACE = re.compile(r"\s+of\s+(?:the\s+)?(?:(?:city|state|province|town)\s+of\s+)?")
A_TERM = timedelta(days=92)
A_YEAR = timedelta(days=366)
# Trades of which nobody has two at a time.
TRADES = tuple(
    frozenset(nouns.split())
    for nouns in (
        "goalkeeper striker midfielder defender winger quarterback pitcher shortstop batsman bowler"
        " sprinter boxer wrestler jockey",
        "plumber electrician carpenter bricklayer baker butcher hairdresser barber waiter waitress"
        " cleaner janitor mechanic roofer welder cashier shepherd fisherman",
        "speaker minister chancellor premier senator governor executive ceo judge ambassador bishop"
        " archbishop cardinal admiral general",
    )
)
# "His" and "her" often belong to somebody else of the sentence.
PRONOUN_GENDERS = {"he": "male", "she": "female"}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What else an article names: keys of people, bodies and places; codes of countries."""

    names: frozenset[str] = frozenset()
    lands: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one article tells of a person.

    `roles` are nouns in the singular; `lands` the ISO codes of the countries in the descriptions;
    `gender` male, female or ""; `born` the year of birth, 0 where it is not known; `age` the years
    that an undated article gives, else 0. `posts` are offices that a place has one of, each with
    the place (*governor*, *Jalisco*); `day` is the article's.
    """

    roles: frozenset[str] = frozenset()
    lands: frozenset[str] = frozenset()
    gender: str = ""
    born: int = 0
    age: int = 0
    around: Surroundings = Surroundings()
    posts: frozenset[tuple[str, str]] = frozenset()
    day: date | None = None

    @property
    def weight(self) -> int:
        """How many kinds of things it tells."""
        return sum(map(bool, (self.roles, self.lands, self.gender, self.born, self.age)))


NOTHING_TOLD = Evidence()


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day of some articles."""

    first: date
    last: date

    def with_those(self, other: Days | None) -> Days:
        """From the first to the last day of both."""
        if other is None:
            return self
        return Days(min(self.first, other.first), max(self.last, other.last))

    def are_near(self, other: Days, most: timedelta) -> bool:
        """Whether no more than so many days lie between them."""
        return max(self.first, other.first) - min(self.last, other.last) <= most


@dataclass(eq=False)
class Profile:
    """What some articles tell of one person, counted; `key` is the person's own name."""

    key: str = ""
    size: int = 0
    roles: Counter[str] = field(default_factory=Counter)
    lands: Counter[str] = field(default_factory=Counter)
    genders: Counter[str] = field(default_factory=Counter)
    births: set[int] = field(default_factory=set)
    ages: set[int] = field(default_factory=set)
    names_around: Counter[str] = field(default_factory=Counter)
    lands_around: Counter[str] = field(default_factory=Counter)
    posts: dict[tuple[str, str], Days] = field(default_factory=dict)
    days: Days | None = None

    def add(self, evidence: Evidence) -> None:
        """Take in what one more article tells."""
        self.size += 1
        self.roles.update(evidence.roles)
        self.lands.update(evidence.lands)
        self.names_around.update(evidence.around.names)
        self.lands_around.update(evidence.around.lands)
        if evidence.gender:
            self.genders[evidence.gender] += 1
        if evidence.born:
            self.births.add(evidence.born)
        if evidence.age:
            self.ages.add(evidence.age)
        if evidence.day:
            day = Days(evidence.day, evidence.day)
            self.days = day.with_those(self.days)
            for post in evidence.posts:
                self.posts[post] = day.with_those(self.posts.get(post))

    def absorb(self, other: Profile) -> None:
        """Take in all that is told of somebody who is found to be the same."""
        self.size += other.size
        for mine, theirs in zip(self._counts(), other._counts(), strict=True):
            mine.update(theirs)
        self.births |= other.births
        self.ages |= other.ages
        self.days = other.days.with_those(self.days) if other.days else self.days
        for post, days in other.posts.items():
            self.posts[post] = days.with_those(self.posts.get(post))

    def _counts(self) -> tuple[Counter[str], ...]:
        return (self.roles, self.lands, self.genders, self.names_around, self.lands_around)

    @property
    def gender(self) -> str:
        """The gender that all articles agree on, or ""."""
        return next(iter(self.genders)) if len(self.genders) == 1 else ""


def profile_of(key: str, evidence: Iterable[Evidence]) -> Profile:
    """What some articles tell of the person of a name."""
    profile = Profile(key)
    for one in evidence:
        profile.add(one)
    return profile


def ages_differ(one: Profile, other: Profile) -> bool:
    """*John Halden, 78* and *John Halden, 45*, of one year: father and son."""
    return _are_apart(one.births, other.births, YEARS_APART) or _are_apart(
        one.ages, other.ages, A_GENERATION
    )


def _are_apart(some: Set[int], others: Set[int], years: int) -> bool:
    return bool(some and others) and min(abs(a - b) for a in some for b in others) > years


def genders_differ(one: Profile, other: Profile) -> bool:
    """*Robin Meyer ... he* and *Robin Meyer ... she*."""
    return bool(one.gender) and bool(other.gender) and one.gender != other.gender


def lands_differ(one: Profile, other: Profile) -> bool:
    """*a senator in Italy* and *a reporter in Buenos Aires*."""
    return bool(one.lands) and bool(other.lands) and one.lands.keys().isdisjoint(other.lands)


def roles_differ(one: Profile, other: Profile) -> bool:
    """*a farmer* and *a historian*."""
    return bool(one.roles) and bool(other.roles) and one.roles.keys().isdisjoint(other.roles)


def posts_differ(one: Profile, other: Profile) -> bool:
    """*the governor of Jalisco* and *the governor of Yucatán* within a few weeks."""
    if not one.posts.keys().isdisjoint(other.posts):
        return False
    return any(
        post == office and not _is_part_of(place, where) and days.are_near(held, A_TERM)
        for (post, place), days in one.posts.items()
        for (office, where), held in other.posts.items()
    )


def _is_part_of(one: str, other: str) -> bool:
    """*Manchester* and *Greater Manchester*, which a mayor may be called by."""
    return set(one.split()) <= set(other.split()) or set(other.split()) <= set(one.split())


def trades_differ(one: Profile, other: Profile) -> bool:
    """*a plumber* and *the chief executive*, of one year, where the articles name nobody and
    nothing in common."""
    if not (one.days and other.days and one.days.are_near(other.days, A_YEAR)):
        return False
    trades = [{n for n, nouns in enumerate(TRADES) if nouns & p.roles.keys()} for p in (one, other)]
    return all(trades) and trades[0].isdisjoint(trades[1]) and not _names_shared(one, other)


def are_far(one: Profile, other: Profile) -> bool:
    """Whether the articles are of different countries and have nothing in common."""
    lands = one.lands_around.keys(), other.lands_around.keys()
    return all(lands) and lands[0].isdisjoint(lands[1]) and not ties(one, other)


def _names_shared(one: Profile, other: Profile) -> set[str]:
    names = _shared(one.names_around, one.size, other.names_around, other.size)
    return names - {one.key, other.key}


def ties(one: Profile, other: Profile) -> int:
    """How much two tellings share: people, bodies and places around, which weigh twice as much as
    each other's country."""
    names = _names_shared(one, other)
    lands = _shared(one.lands, 1, other.lands_around, other.size)
    lands |= _shared(other.lands, 1, one.lands_around, one.size)
    return 2 * len(names) + len(lands)


def _shared(some: Counter[str], size: int, others: Counter[str], other_size: int) -> set[str]:
    """What is usual in both; asked of the shorter list, so that the well-known cost no more."""
    few, many = sorted(((some, size), (others, other_size)), key=lambda counts: len(counts[0]))
    return {
        name
        for name, count in few[0].items()
        if name in many[0] and _is_usual(count, few[1]) and _is_usual(many[0][name], many[1])
    }


def _is_usual(count: int, size: int) -> bool:
    return size < 2 * USUAL or count * USUAL >= size


def why_not_one(one: Profile, other: Profile) -> str:
    """What speaks against two tellings being of one person, "" where nothing does."""
    if ages_differ(one, other):
        return "of another age"
    if lands_differ(one, other) and not ties(one, other):
        return "described with other countries"
    if posts_differ(one, other) and not ties(one, other):
        return "holds that office elsewhere at the time"
    if trades_differ(one, other):
        return "of another trade"
    if genders_differ(one, other) and not ties(one, other):
        # A pronoun may be misread, so that one common country is enough to doubt it.
        together = not one.lands_around.keys().isdisjoint(other.lands_around)
        if roles_differ(one, other) or not together:
            return "of another gender"
    return ""


def read_evidence(
    article: Article,
    reasons: Iterable[tuple[Mention, str]],
    forms: Iterable[str],
    *,
    lands_of: Mapping[Mention, str],
    places: Mapping[Mention, str],
    around: Surroundings,
) -> Evidence:
    """What an article tells of the person of some mentions, each with the reason why.

    `forms` are the ways the name is written; `lands_of` the country's code of each name that has
    one; `places` a key for each name of a place.
    """
    text = article.document.text
    told = sorted(reasons)
    names = [mention for mention, _ in told if mention.kind is MentionKind.NAME]
    described = [(mention, why) for mention, why in told if _describes(mention, why)]
    stretches = [_stretch(text, mention, why) for mention, why in described]
    stretches += [(name.end, end) for name in names if (end := _end_of_home(text, name))]
    titles = [title for mention in names if (title := title_before(text, mention))]
    roles = {text[mention.head.start : mention.head.end] for mention, _ in described}
    roles |= {text[start:end].split()[-1] for start, end in titles}
    roles |= set(_founding(article, {mention for mention, _ in told}))
    roles |= {title for name in names for title in titles_of(text[name.start : name.end])[-1:]}
    nouns = frozenset(singular(role) for role in roles)
    return Evidence(
        nouns,
        frozenset(_lands_in(stretches, lands_of))
        | frozenset(_lands_before(text, titles, lands_of)),
        _gender(text, [mention for mention, _ in told], forms, nouns),
        *_birth_and_age(article, names),
        around,
        frozenset(_posts(text, [mention for mention, _ in described], titles, places)),
        article.document.published or article.document.assumed,
    )


def _posts(
    text: str,
    described: Iterable[Mention],
    titles: Iterable[tuple[int, int]],
    places: Mapping[Mention, str],
) -> Iterator[tuple[str, str]]:
    """The offices that a place has one of, with the place: *the mayor of Leeds*, *Leeds Mayor*."""
    ends = [(m.start, m.head.end, text[m.head.start : m.head.end]) for m in described]
    ends += [(start, end, text[start:end].split()[-1]) for start, end in titles]
    for start, end, word in ends:
        noun = singular(word.casefold())
        if noun not in POSTS or NOT_IN_OFFICE.search(text, max(0, start - 12), end):
            continue
        for place, key in places.items():
            if OF_A_PLACE.fullmatch(text, end, place.start) or (
                place.end < start and POSSESSIVE.fullmatch(text, place.end, start)
            ):
                yield noun, key


def read_description(
    article: Article,
    mentions: Sequence[Mention],
    nouns: frozenset[str],
    *,
    lands_of: Mapping[Mention, str],
    around: Surroundings,
) -> Evidence:
    """What an article tells of somebody or something that it only describes: *a 61-year-old
    Canadian man*, whose `nouns` are *man*."""
    text = article.document.text
    described = [mention for mention in mentions if mention.kind is MentionKind.NOMINAL]
    stretches = [(mention.start, mention.end) for mention in described]
    ages = (age_in(text[m.start : m.end]) for m in described)
    age = next(filter(None, ages), 0)
    day = article.document.published or article.document.assumed
    return Evidence(
        nouns,
        frozenset(_lands_in(stretches, lands_of)),
        _gender(text, mentions, (), nouns),
        *((day.year - age, 0) if day and age else (0, age)),
        around,
    )


def _lands_in(
    stretches: Iterable[tuple[int, int]], lands_of: Mapping[Mention, str]
) -> Iterator[str]:
    for start, end in stretches:
        for mention, code in lands_of.items():
            if start <= mention.start < end:
                yield code


def _lands_before(
    text: str, titles: Iterable[tuple[int, int]], lands_of: Mapping[Mention, str]
) -> Iterator[str]:
    """The country right before a title: *U.S. attorney general*, *Peru’s president*."""
    for start, _ in titles:
        for mention, code in lands_of.items():
            if mention.end < start and POSSESSIVE.fullmatch(text, mention.end, start):
                yield code


def title_before(text: str, name: Mention) -> tuple[int, int] | None:
    """Where the title before a name starts and ends: *attorney general*."""
    words = text[max(0, name.start - LONGEST) : name.start].split()
    if not words or ENDS_A_PHRASE.search(words[-1]):
        return None
    count = titles_at_end(words)
    if not count:
        return None
    start = name.start
    for word in reversed(words[len(words) - count :]):
        start = text.rindex(word, 0, start)
    return start, name.start


def _founding(article: Article, mentions: Collection[Mention]) -> Iterator[str]:
    """*founder*, where a claim says that one of the mentions founded something."""
    for claim in article.claims:
        agents = {filler for role in claim.roles if role.name == "agent" for filler in role.fillers}
        if claim.predicate == "founded" and not agents.isdisjoint(mentions):
            yield FOUNDER


def _describes(mention: Mention, why: str) -> bool:
    return mention.kind is MentionKind.NOMINAL and why in DESCRIBED


def _stretch(text: str, mention: Mention, why: str) -> tuple[int, int]:
    """Where a description starts and ends: *the mayor of Dunedin in New Zealand*."""
    if why == BESIDE:
        return mention.start, mention.end
    return mention.start, _end_of_phrase(text, mention.head.end)


def _end_of_phrase(text: str, start: int) -> int:
    stop = A_DESCRIPTION_ENDS.search(text, start, start + LONGEST)
    return stop.start() if stop else min(start + LONGEST, len(text))


def _end_of_home(text: str, name: Mention) -> int:
    """Where *of Minneapolis* or *, 23, from Minneapolis* ends behind a name, else 0."""
    found = HOME_AFTER_NAME.match(text, name.end)
    return _end_of_phrase(text, found.end()) if found else 0


def _gender(
    text: str, mentions: Iterable[Mention], forms: Iterable[str], nouns: Collection[str]
) -> str:
    """By the nouns that say so (*grandmother Raj Halden*), else by the name, else by pronouns."""
    pronouns = {text[m.start : m.end].casefold() for m in mentions if _is_pronoun(m)}
    by_noun = {"male" * (not MALE_NOUNS.isdisjoint(nouns))}
    by_noun |= {"female" * (not FEMALE_NOUNS.isdisjoint(nouns))}
    by_name = {gender_of(form) for form in forms}
    by_pronoun = {PRONOUN_GENDERS.get(pronoun, "") for pronoun in pronouns}
    for told in (by_noun - {""}, by_name - {""}, by_pronoun - {""}):
        if told:
            return told.pop() if len(told) == 1 else ""
    return ""


def _is_pronoun(mention: Mention) -> bool:
    return mention.kind is MentionKind.PRONOUN


def _birth_and_age(article: Article, names: Sequence[Mention]) -> tuple[int, int]:
    """The year of birth; where the article is undated, the age."""
    text = article.document.text
    births = (BIRTH.match(text, name.end) for name in names)
    if born := next((int(found[1]) for found in births if found), 0):
        return born, 0
    day = article.document.published or article.document.assumed
    age = next(filter(None, (age_of_name(text, name.start, name.end) for name in names)), 0)
    return (day.year - age, 0) if day and age else (0, age)
