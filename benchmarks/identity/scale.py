"""What resolution costs as the articles grow: 1,000, 10,000 and 100,000 made-up ones.

The articles are made of names whose frequencies are as skewed as in news: a few people, states and
bodies are everywhere, most names come once. Family names are shared by many. Only `kg.resolution`
is timed, in seconds of the processor, each size in a process of its own; its memory is what the
process grows by meanwhile.
"""

from __future__ import annotations

import multiprocessing
import random
import resource
import time
from bisect import bisect
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path

from benchmarks.identity.report import Bar, Measure
from benchmarks.report import Report, ratio
from kg.gazetteer import DATA, load_gazetteer
from kg.model import Article, Coreference, Document, Mention, MentionKind, Span
from kg.names import read_rows
from kg.ontology import load_ontology
from kg.pipeline import Toolbox
from kg.resolution import resolve

SIZES = (1_000, 10_000, 100_000)
SEED = 1
GROWTH_BAR = Bar(1.5, at_most=True)  # seconds an article, ten times as many over as many
FAMILIES = 20_000
SYLLABLES = (
    "ba be bo da de do fa fe ga go ha hi ka ke ko la le lo ma me mo na ne no pa po ra re ro sa se"
    " so ta te to va ve vo za zo"
).split()
ENDINGS = (
    "berg dal ez ford ic in ko kov lund man mann ov sen ski son ton vic vich well wood".split()
)
BODIES = "Bank Party Group Institute Holdings University Council Union Motors Airlines".split()
THINGS = (
    "missiles sanctions elections wheat gas turbines vaccines satellites tariffs ferries".split()
)


class Skewed:
    """Draws numbers below a size, the n-th in proportion to 1 / (n + shift) (Mandelbrot 1953)."""

    def __init__(self, size: int, shift: float = 3.7) -> None:
        self._sums = list(accumulate(1 / (rank + shift) for rank in range(size)))

    def draw(self, chance: random.Random) -> int:
        """One number."""
        return bisect(self._sums, chance.random() * self._sums[-1])


def family_name(number: int) -> str:
    """The made-up family name of a number below 32,000; all are different."""
    rest, ending = divmod(number, len(ENDINGS))
    first, second = divmod(rest, len(SYLLABLES))
    return (SYLLABLES[first] + SYLLABLES[second] + ENDINGS[ending]).capitalize()


class World:
    """People, bodies and countries to write about: the more articles, the more of them."""

    def __init__(self, articles: int) -> None:
        self._givens = [row[0].capitalize() for row in read_rows(DATA / "given_names.tsv")]
        self._countries = [row[0] for row in read_rows(DATA / "places.tsv") if row[1] == "Country"]
        self._person, self._body = Skewed(articles * 3), Skewed(articles)
        self._given, self._country = Skewed(len(self._givens)), Skewed(len(self._countries))
        self._family = Skewed(FAMILIES, shift=17)  # the first has 0.8 %, as Smith in the US

    def person(self, chance: random.Random) -> tuple[str, str]:
        """The full name and the family name of somebody; a third of them has a middle initial."""
        somebody = random.Random(f"person {self._person.draw(chance)}")
        family = family_name(self._family.draw(somebody))
        given = self._givens[self._given.draw(somebody)]
        middle = f" {somebody.choice('ABCDEFGHJKLMNPRSTVW')}." if somebody.random() < 0.33 else ""
        return f"{given}{middle} {family}", family

    def body(self, chance: random.Random) -> str:
        """The name of some organization."""
        some = random.Random(f"body {self._body.draw(chance)}")
        return f"{family_name(self._family.draw(some))} {some.choice(BODIES)}"

    def country(self, chance: random.Random) -> str:
        """The name of a country."""
        return self._countries[self._country.draw(chance)]


class _Writer:
    """Writes one article, word by word, and keeps its mentions."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.text = ""
        self.mentions: list[Mention] = []

    def say(self, words: str) -> None:
        """Words that name nothing."""
        self.text += words

    def name_(self, words: str, type_: str, kind: MentionKind = MentionKind.NAME) -> Mention:
        """Words that name something; the head is the last of them."""
        start, end = len(self.text), len(self.text) + len(words)
        head = Span(start + words.rfind(" ") + 1, end)
        self.text += words
        mention = Mention(self.name, start, end, type_, kind, head)
        self.mentions.append(mention)
        return mention


def write_article(number: int, world: World) -> Article:
    """A made-up article of three people, two bodies, two countries and a thing."""
    chance = random.Random(f"{SEED} article {number}")
    writer = _Writer(f"{number:08d}")
    links: list[Coreference] = []
    for _ in range(3):
        full, family = world.person(chance)
        first = writer.name_(full, "Person")
        writer.say(" met envoys of ")
        writer.name_(world.country(chance), "Country")
        writer.say(". ")
        again = writer.name_(family, "Person")
        links.append(Coreference(again, first, "short form of the name"))
        writer.say(" spoke of ")
        writer.name_(chance.choice(THINGS), "Thing", MentionKind.NOMINAL)
        writer.say(" with ")
        writer.name_(world.body(chance), "Organization")
        writer.say(". ")
    document = Document(writer.name, writer.text)
    return Article(document, tuple(writer.mentions), tuple(sorted(links)), ())


@dataclass(frozen=True)
class Cost:
    """What resolving so many articles took: `megabytes` is what the process grew by."""

    articles: int
    mentions: int
    entities: int
    seconds: float
    megabytes: float


def cost_of(size: int) -> Cost:
    """Resolve so many articles, alone in this process."""
    world, ontology, gazetteer = World(size), load_ontology(), load_gazetteer()
    articles = [write_article(number, world) for number in range(size)]
    gazetteer.look_up("Paris")  # reads its tables
    before, start = _megabytes_now(), time.process_time()
    entities = resolve(articles, ontology, gazetteer)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    mentions = sum(len(article.mentions) for article in articles)
    return Cost(size, mentions, len(entities), seconds, peak - before)


def _megabytes_now() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def measures_of(costs: Sequence[Cost]) -> Iterator[Measure]:
    """Seconds and memory of each size, and how the cost of one article grows from size to size."""
    for cost in costs:
        size = f"{cost.articles:,} articles"
        counts = f"{cost.mentions:,} mentions, {cost.entities:,} entities"
        yield Measure("scale", f"{size}: seconds", cost.seconds, counts=counts)
        yield Measure("scale", f"{size}: megabytes", cost.megabytes)
    for less, more in pairwise(costs):
        grown = ratio(more.seconds / more.articles, less.seconds / less.articles)
        name = f"time an article, {more.articles:,} over {less.articles:,}"
        yield Measure("scale", name, grown, GROWTH_BAR, "1 is linear")


def run(corpora: Path, toolbox: Toolbox, sizes: Sequence[int] = SIZES) -> Report[Measure]:
    """Measure all sizes, one after the other; no corpus is needed."""
    costs = []
    for size in sizes:
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
            costs.append(process.submit(cost_of, size).result())
    return Report(tuple(measures_of(costs)))
