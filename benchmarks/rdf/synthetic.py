"""A made-up graph of any size, claim by claim, without reading a text.

Names are as skewed as in news (`benchmarks.identity.scale`): a few people and states are
everywhere, most names come once. Each article has twelve sentences, each with one claim: an agent
and up to two others, in a third of them a speaker, in most a day, and each status as often as in
the examples. The same number of claims gives the same graph.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from benchmarks.identity.scale import Skewed, World, family_name
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
    Run,
    Span,
    Stance,
    Status,
    Tense,
    TimeSpan,
)
from kg.ontology import load_ontology

CLAIMS_AN_ARTICLE = 12
SOURCES = 200
FIRST_DAY = date(2014, 1, 1)
DAYS = 4000
RUN = Run("kg benchmark", "1")

STANCES: Mapping[Status, tuple[int, Stance]] = {
    Status.STATED: (75, Stance()),
    Status.PLANNED: (9, Stance(tense=Tense.FUTURE)),
    Status.ALLEGED: (6, Stance(alleged=True)),
    Status.POSSIBLE: (5, Stance(certainty=Certainty.POSSIBLE)),
    Status.DENIED: (5, Stance(polarity=Polarity.NEGATIVE)),
}

# predicate, its words, who acts, and (word before, role, kind of thing) of the others
Pattern = tuple[str, str, str, tuple[tuple[str, str, str], ...]]
PATTERNS: tuple[Pattern, ...] = (
    ("met", "met", "person", (("", "theme", "person"), ("in", "place", "country"))),
    ("talkedWith", "talked with", "person", (("", "theme", "person"), ("about", "topic", "thing"))),
    ("visited", "visited", "person", (("", "theme", "country"),)),
    ("accused", "accused", "country", (("", "theme", "country"), ("over", "topic", "thing"))),
    ("provided", "provided", "country", (("", "recipient", "body"), ("with", "theme", "thing"))),
    ("bought", "bought", "body", (("", "theme", "thing"), ("from", "origin", "body"))),
    ("attacked", "attacked", "country", (("", "theme", "body"), ("with", "instrument", "thing"))),
    ("arrested", "arrested", "body", (("", "theme", "person"), ("in", "place", "country"))),
    ("criticized", "criticized", "person", (("", "theme", "body"),)),
    (
        "holdsOfficeAt",
        "works",
        "person",
        (("as", "office", "office"), ("of", "organization", "body")),
    ),
    ("rel:trade_with", "traded", "country", (("with", "theme", "country"),)),
    ("rel:appeal_to", "appealed to", "body", (("", "recipient", "country"),)),
)

TYPES = {
    "person": ("Person", "person"),
    "body": ("Organization", "organization"),
    "country": ("Country", "place"),
    "thing": ("Weapon", "thing"),
    "office": ("Office", "thing"),
}
THINGS = tuple("rockets ferries turbines vaccines satellites tanks drones reactors".split())
OFFICES = ("chair", "deputy minister of trade", "spokeswoman", "director", "head of the board")


def made_up_graph(claims: int) -> KnowledgeGraph:
    """A graph of so many claims, and of about a twelfth as many articles."""
    press = _Press(claims)
    articles = [press.article(number) for number in range(-(-claims // CLAIMS_AN_ARTICLE))]
    return KnowledgeGraph(articles, press.entities(), load_ontology(), run=RUN)


@dataclass
class _Draft:
    """One article while it is written: the text so far, and where its words stand."""

    id: str
    text: str = ""

    def say(self, words: str) -> Span:
        """Write some words; the place they stand at."""
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text))


class _Press:
    """Writes articles, and remembers who is mentioned where."""

    def __init__(self, claims: int) -> None:
        self._claims = claims
        world = World(max(claims // 40, 100))
        self._draw: dict[str, Callable[[random.Random], str]] = {
            "person": lambda chance: world.person(chance)[0],
            "body": world.body,
            "country": world.country,
            "thing": lambda chance: chance.choice(THINGS),
            "office": lambda chance: chance.choice(OFFICES),
        }
        self._source = Skewed(SOURCES)
        self._pattern = Skewed(len(PATTERNS))
        self._mentions: dict[tuple[str, str], list[Mention]] = {}

    def article(self, number: int) -> Article:
        """The article of a number, with its claims."""
        chance = random.Random(f"article {number}")
        source = f"{family_name(self._source.draw(chance))} News"
        published = FIRST_DAY + timedelta(chance.randrange(DAYS))
        draft = _Draft(sha256(str(number).encode()).hexdigest()[:16])
        count = min(CLAIMS_AN_ARTICLE, self._claims - number * CLAIMS_AN_ARTICLE)
        claims = tuple(self._claim(draft, chance, published) for _ in range(count))
        document = Document(
            id=draft.id,
            text=draft.text,
            title=draft.text[: draft.text.find(".")],
            source=source,
            url=f"https://news.example/{number}",
            published=published,
        )
        return Article(document, (), (), claims)

    def entities(self) -> Iterator[Entity]:
        """Everybody and everything mentioned so far."""
        for (kind, name), mentions in self._mentions.items():
            type_, folder = TYPES[kind]
            also = (name.split()[-1],) if kind == "person" else ()
            anchor = Anchor((), 59.9127, 10.7461) if kind == "country" else Anchor()
            id = f"{folder}/{name.replace(' ', '_')}"
            yield Entity(id, type_, (name, *also), tuple(mentions), anchor=anchor)

    def _claim(self, draft: _Draft, chance: random.Random, published: date) -> Claim:
        predicate, words, actor, others = PATTERNS[self._pattern.draw(chance)]
        status = chance.choices(list(STANCES), [weight for weight, _ in STANCES.values()])[0]
        start = len(draft.text)
        said = self._speaker(draft, chance) if chance.random() < 0.35 else ()
        roles = [Role("agent", (self._mention(draft, chance, actor),))]
        draft.say(" ")
        trigger = draft.say(words)
        for before, role, kind in others:
            draft.say(f" {before} " if before else " ")
            roles.append(Role(role, (self._mention(draft, chance, kind),)))
        time = self._day(draft, chance, published) if chance.random() < 0.6 else None
        draft.say(".")
        evidence = Span(start, len(draft.text))
        draft.say(" ")
        return Claim(
            id=sha256(f"{draft.id} {start}".encode()).hexdigest()[:16],
            document=draft.id,
            predicate=predicate,
            trigger=trigger,
            roles=tuple(roles),
            stance=STANCES[status][1],
            status=status,
            attribution=said,
            time=time,
            evidence=evidence,
            rule=f"{predicate}:made up",
        )

    def _speaker(self, draft: _Draft, chance: random.Random) -> tuple[Attribution, ...]:
        source = self._mention(draft, chance, "person")
        draft.say(" ")
        cue = draft.say("said")
        draft.say(" that ")
        return (Attribution(source, cue),)

    def _day(self, draft: _Draft, chance: random.Random, published: date) -> TimeSpan:
        day = published - timedelta(chance.randrange(7))
        draft.say(" on ")
        return TimeSpan(draft.say(day.strftime("%d %B %Y")), day, day)

    def _mention(self, draft: _Draft, chance: random.Random, kind: str) -> Mention:
        name = self._draw[kind](chance)
        span = draft.say(name)
        mention = Mention(draft.id, span.start, span.end, TYPES[kind][0], MentionKind.NAME, span)
        self._mentions.setdefault((kind, name), []).append(mention)
        return mention
