"""The graphs that the page is tested with: a small one, a hostile one, and any size by chance."""

from __future__ import annotations

import random

from factories import article, tell, told

from kg.graph import KnowledgeGraph
from kg.model import Anchor, Status

WIKIDATA = "http://www.wikidata.org/entity/"


def small_graph() -> KnowledgeGraph:
    """Three articles about a meeting, a sale that is denied, and a plan."""
    return tell(
        article(
            "a1",
            told(
                "{agent:Ada Vell} <met> {theme:Boris Kanto} in {place:Port Ansel}, "
                "{said:Vell News} ~reported~.",
                "met",
            ),
            told(
                "{agent:Boris Kanto} <visited> {theme:Vellmark} in 2021.",
                "visited",
                when="2021-01-01..2021-12-31",
            ),
            told(
                "{agent:Vellmark} ~may~ <sell> {theme:rockets} to {recipient:Kantora}.",
                "sold",
                "possible",
            ),
            told(
                "{agent:Ada Vell} is the {office:president} <of> {theme:Vellmark}.", "holdsOfficeAt"
            ),
            title="Leaders meet at the port",
            source="Vell News",
            url="https://news.example/1",
            published="2023-09-13",
        ),
        article(
            "a2",
            told("{agent:Ada Vell} <met> {theme:Boris Kanto=him} on Tuesday.", "met"),
            told(
                "{said:Defence Ministry} ~denied~ that {agent:Vellmark} <sold> {theme:rockets} to "
                "{recipient:Kantora}.",
                "sold",
                "denied",
            ),
            told(
                "{said:Kantora} ~accused~ {agent:Lorn Group=Lorn} of <paying> {theme:Boris Kanto}.",
                "paid",
                "alleged",
            ),
            title="Ministry denies the sale",
            source="The Courier",
            url="javascript:alert(1)",
            published="2023-09-14",
        ),
        article(
            "a3",
            told("{agent:Ada Vell} ~will~ <visit> {theme:Kantora}.", "visited", "planned"),
            told("{agent:Lorn Group} <gave> {recipient:Kantora} {theme:rockets}.", "provided"),
            told("{agent:Boris Kanto} <leads> {theme:Kantora}.", "led"),
            title="A visit is planned",
            source="The Courier",
            published="2023-10-02",
        ),
        types={
            "Vellmark": "Country",
            "Kantora": "Country",
            "Port Ansel": "City",
            "Defence Ministry": "Government",
            "Vell News": "Media",
            "rockets": "Weapon",
            "Lorn Group": "Company",
        },
        aliases={"Vellmark": ("the Republic of Vellmark",), "Lorn Group": ("Lorn",)},
        anchors={
            "Vellmark": Anchor((WIKIDATA + "Q1",), 52.2, 21.0),
            "Kantora": Anchor((WIKIDATA + "Q2",), 55.7, 37.6),
            "Port Ansel": Anchor((), 43.1, 131.9),
        },
    )


HOSTILE_TEXTS = (
    "</script><script>window.hacked=1</script>",
    '<img src=x onerror="window.hacked=1">',
    'O\'Hara "the & boss"',
    "\u202eKnurt\u2066 Bidi",
    "a\u2028b\u2029c",
    "عمر البشير",
    "Ada 😀👩‍👩‍👧 Emoji",
    "W" * 300,
    "<!--",
    "\x00\x07\x1b[31m",
)


def hostile_graph() -> KnowledgeGraph:
    """Names, titles, sources, addresses and identifiers that try to become markup."""
    names = [text.translate({ord(c): None for c in "={}<>~"}) for text in HOSTILE_TEXTS]
    sentences = [
        told(f"😀 {{agent:{one}}} <met> {{theme:{other}}}, {{said:{one}}} ~said~.", "met")
        for one, other in zip(names, [*names[1:], names[0]], strict=True)
    ]
    return tell(
        article(
            "h1",
            *sentences,
            title=HOSTILE_TEXTS[0],
            source=HOSTILE_TEXTS[1],
            url="javascript:window.hacked=1",
            published="2024-02-29",
        ),
        types={names[0]: "Organization"},
        aliases=dict(zip(names, ((text,) for text in HOSTILE_TEXTS), strict=True)),
        anchors={names[0]: Anchor(("javascript:window.hacked=1",))},
    )


SYLLABLES = ("Kan", "Vel", "Tor", "Mir", "Osk", "Ren", "Dal", "Bru", "Fen", "Gol", "Has", "Jor")
TYPES = ("Person", "Company", "Country", "Weapon", "Government", "City")
VERBS = ("met", "visited", "warned", "accused", "attacked", "supported", "led", "sued")


def random_graph(entities: int, claims: int, articles: int) -> KnowledgeGraph:
    """A graph in the shape of news: a few names are everywhere, most are rare."""
    chance = random.Random(7)
    names = [
        f"{chance.choice(SYLLABLES)}{chance.choice(SYLLABLES).lower()} {number}"
        for number in range(entities)
    ]
    types = {name: chance.choice(TYPES) for name in names}
    anchors = {
        name: Anchor((), chance.uniform(-40, 65), chance.uniform(-120, 150))
        for name in names
        if types[name] in ("Country", "City")
    }
    written = []
    for number in range(articles):
        centre = int(entities * chance.random() ** 2)
        sentences = []
        for _ in range(claims // articles):
            one = names[int(entities * chance.random() ** 3)]
            other = names[(centre + int(40 * chance.random())) % entities]
            status = chance.choices(list(Status), (12, 2, 2, 2, 1))[0]
            verb = chance.choice(VERBS)
            sentences.append(
                told(
                    f"On that day {{agent:{one}}} <{verb}> {{theme:{other}}} after long talks, "
                    f"{{said:{chance.choice(names[:40])}}} ~reported~.",
                    verb,
                    status,
                )
            )
        written.append(
            article(
                f"r{number}",
                *sentences,
                title=f"Report {number}",
                source=f"Paper {number % 12}",
                url=f"https://news.example/{number}",
                published=f"{2020 + number % 5}-{1 + number % 12:02}-{1 + number % 28:02}",
            )
        )
    return tell(*written, types=types, anchors=anchors)
