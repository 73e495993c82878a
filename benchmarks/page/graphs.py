"""Made-up graphs of any size in the shape of news, the same each time.

Entities fall into circles of uneven size, as the people of one country or one affair do. An article
is about one circle; a few names are in every tenth sentence and most come once or twice. Who says
so, when, and how sure the words are, is drawn as often as kg finds it in news.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate

from kg.graph import KnowledgeGraph
from kg.model import (
    Anchor,
    Article,
    Attribution,
    Certainty,
    Claim,
    Document,
    Entity,
    Mention,
    MentionKind,
    Polarity,
    Role,
    Span,
    Stance,
    Status,
    Tense,
    TimeSpan,
)
from kg.ontology import load_ontology

SEED = 1
FIRST_DAY = date(2021, 1, 1)
DAYS = 1400
CLAIMS_AN_ARTICLE = 10
CIRCLE = 60  # entities, in the middle

SYLLABLES = "ba bel cor da dren el far gan hol is jor kal lin mar nor os pel qua ren sol".split()
ENDINGS = "ak berg dal ez ford in ko land man ov sen ski son ton vic wood".split()
GIVEN = (
    "Ada Boris Chen Dina Emil Fara Goran Hana Ivo Jana Karim Lena Marek Nadia Omar Petra".split()
)
KINDS = {
    "Person": ("person", 45, "{given} {family}"),
    "Company": ("organization", 12, "{family} Holdings"),
    "Government": ("organization", 4, "Government of {family}ia"),
    "Agency": ("organization", 6, "{family} Agency"),
    "Media": ("organization", 3, "{family} News"),
    "City": ("place", 8, "{family}ville"),
    "Country": ("place", 2, "{family}ia"),
    "Event": ("thing", 10, "{family} summit"),
    "Weapon": ("thing", 10, "{family} missiles"),
}
VERBS = {
    "met": "met",
    "visited": "visited",
    "warned": "warned",
    "accused": "accused",
    "supported": "supported",
    "criticized": "criticized",
    "helped": "helped",
    "thanked": "thanked",
    "invited": "invited",
    "praised": "praised",
    "opposed": "opposed",
    "cooperatedWith": "worked with",
}
SYMMETRIC = ("met", "cooperatedWith")
STANCES = {
    Status.STATED: (68, "", Stance()),
    Status.ALLEGED: (4, "allegedly ", Stance(alleged=True)),
    Status.POSSIBLE: (8, "may have ", Stance(certainty=Certainty.POSSIBLE)),
    Status.PLANNED: (10, "will have ", Stance(tense=Tense.FUTURE)),
    Status.DENIED: (10, "never ", Stance(polarity=Polarity.NEGATIVE)),
}
FILLER = (
    "The two sides gave no further details, and nobody else was at hand to speak of the matter. "
)


class Skewed:
    """Draws numbers below a size, the n-th in proportion to 1 / (n + 2)."""

    def __init__(self, size: int) -> None:
        self._sums = list(accumulate(1 / (rank + 2) for rank in range(size)))

    def draw(self, chance: random.Random) -> int:
        """One number."""
        return bisect(self._sums, chance.random() * self._sums[-1])


@dataclass
class Somebody:
    """One entity to be written about."""

    id: str
    type: str
    names: tuple[str, ...]
    anchor: Anchor
    mentions: list[Mention] = field(default_factory=list)


def made_up_graph(entities: int, relations: int) -> KnowledgeGraph:
    """A graph of so many entities, all of them linked, and about so many relations."""
    chance = random.Random(f"{SEED} {entities} {relations}")
    people = list(_cast(entities, chance))
    told = _sentences(people, relations, chance)
    articles = [_article(number, part, chance) for number, part in enumerate(told)]
    cast = [
        Entity(one.id, one.type, one.names, tuple(one.mentions), anchor=one.anchor)
        for one in people
    ]
    return KnowledgeGraph(articles, cast, load_ontology())


def _cast(count: int, chance: random.Random) -> Iterator[Somebody]:
    weights = list(accumulate(weight for _, weight, _ in KINDS.values()))
    for number in range(count):
        type = chance.choices(list(KINDS), cum_weights=weights)[0]
        folder, _, pattern = KINDS[type]
        family = _family(number)
        name = pattern.format(given=chance.choice(GIVEN), family=family)
        names = (name, family) if type == "Person" else (name,)
        where = (chance.uniform(-35, 62), chance.uniform(-110, 140)) if folder == "place" else ()
        yield Somebody(f"{folder}/{name.replace(' ', '_')}", type, names, Anchor((), *where))


def _family(number: int) -> str:
    """A made-up family name; every number has its own."""
    rest, ending = divmod(number, len(ENDINGS))
    word = ENDINGS[ending]
    while True:
        rest, syllable = divmod(rest, len(SYLLABLES))
        word = SYLLABLES[syllable] + word
        if not rest:
            return word.capitalize()
        rest -= 1


Told = tuple[Somebody, str, Somebody, Status, Somebody | None]


def _sentences(
    people: Sequence[Somebody], relations: int, chance: random.Random
) -> Iterator[list[Told]]:
    """What each article tells; every entity has its turn, and then chance and fame decide."""
    circles = _circles(people, chance)
    famous = Skewed(len(people))
    statuses = list(accumulate(weight for weight, _, _ in STANCES.values()))
    seen: set[tuple[str, str, str, Status]] = set()
    turns = [(circle, one) for circle in circles for one in circle]
    while turns or len(seen) < relations:
        circle = turns[-1][0] if turns else chance.choice(circles)
        within = Skewed(len(circle))
        told: list[Told] = []
        while len(told) < CLAIMS_AN_ARTICLE:
            due = bool(turns) and turns[-1][0] is circle
            one = turns.pop()[1] if due else circle[within.draw(chance)]
            other = one
            while other is one or _are_things(one, other):
                far = chance.random() < 0.08
                other = people[famous.draw(chance)] if far else circle[within.draw(chance)]
            verb = chance.choice(list(VERBS))
            status = chance.choices(list(STANCES), cum_weights=statuses)[0]
            speaker = circle[within.draw(chance)] if chance.random() < 0.4 else None
            told.append((one, verb, other, status, speaker))
            pair = sorted((one.id, other.id)) if verb in SYMMETRIC else (one.id, other.id)
            seen.add((pair[0], verb, pair[1], status))
        yield told


def _are_things(*some: Somebody) -> bool:
    """Two things are never linked."""
    return all(one.id.startswith("thing/") for one in some)


def _circles(people: Sequence[Somebody], chance: random.Random) -> list[Sequence[Somebody]]:
    circles, start = [], 0
    while start < len(people):
        size = int(CIRCLE * chance.lognormvariate(0, 0.6)) + 5
        circles.append(people[start : start + size])
        start += size
    if len(circles) > 1 and len(circles[-1]) < 5:
        last = circles.pop()
        circles[-1] = [*circles[-1], *last]
    return circles


def _article(number: int, told: Sequence[Told], chance: random.Random) -> Article:
    day = FIRST_DAY + timedelta(chance.randrange(DAYS))
    writer = _Writer(f"{number:08d}", day, chance)
    for one in told:
        writer.tell(*one)
    title = f"{told[0][0].names[0]} and {told[0][2].names[0]} in the news"
    document = Document(
        id=writer.id,
        text="".join(writer.parts),
        title=title,
        source=f"Paper {chance.randrange(40)}",
        url=f"https://news.example/{number}",
        published=day,
    )
    return Article(document, tuple(writer.mentions), (), tuple(writer.claims))


class _Writer:
    """Writes one article, sentence by sentence, and keeps its mentions and claims."""

    def __init__(self, id: str, day: date, chance: random.Random) -> None:
        self.id = id
        self.parts: list[str] = []
        self.mentions: list[Mention] = []
        self.claims: list[Claim] = []
        self._day = day
        self._chance = chance
        self._length = 0

    def tell(
        self, one: Somebody, verb: str, other: Somebody, status: Status, speaker: Somebody | None
    ) -> None:
        """One sentence and its claim."""
        start = self._length
        agent = self._name(one)
        self._say(" ")
        cue = self._say(STANCES[status][1].strip() or "also")
        self._say(" ")
        trigger = self._say(VERBS[verb])
        self._say(" ")
        theme = self._name(other)
        time = self._when() if self._chance.random() < 0.3 else None
        said = self._attribution(speaker, cue if status != Status.STATED else None)
        self._say(".")
        evidence = Span(start, self._length)
        self._say(" " + FILLER if self._chance.random() < 0.5 else " ")
        self.claims.append(
            Claim(
                id=f"{self.id}-{len(self.claims):02d}",
                document=self.id,
                predicate=verb,
                trigger=trigger,
                roles=(Role("agent", (agent,)), Role("theme", (theme,))),
                stance=STANCES[status][2],
                status=status,
                attribution=said,
                time=time,
                evidence=evidence,
                rule="made up",
            )
        )

    def _say(self, words: str) -> Span:
        self.parts.append(words)
        self._length += len(words)
        return Span(self._length - len(words), self._length)

    def _name(self, one: Somebody) -> Mention:
        span = self._say(one.names[0])
        mention = Mention(self.id, span.start, span.end, one.type, MentionKind.NAME, span)
        self.mentions.append(mention)
        one.mentions.append(mention)
        return mention

    def _when(self) -> TimeSpan:
        self._say(" on ")
        day = self._day - timedelta(self._chance.randrange(30))
        return TimeSpan(self._say(f"{day.day} {day:%B %Y}"), day, day)

    def _attribution(self, speaker: Somebody | None, cue: Span | None) -> tuple[Attribution, ...]:
        if speaker is None:
            return (Attribution(None, cue),) if cue else ()
        self._say(", ")
        source = self._name(speaker)
        self._say(" ")
        return (Attribution(source, self._say("said")),)
