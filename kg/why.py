"""Why is there a link, and why are these mentions one entity? From the files that kg wrote.

It reads `claims.jsonl` and `graph.ttl` as they lie in a folder; it reads no article and decides
nothing anew.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from kg.errors import QueryError
from kg.model import TOP_TYPES
from kg.sparql import Row, Store, load, run_query
from kg.suggestions import did_you_mean

Record = Mapping[str, Any]

ENTITIES = """
SELECT ?entity ?name ?preferred WHERE {
  VALUES ?top { kg:Person kg:Organization kg:Place kg:Thing }
  ?entity a ?top .
  { ?entity skos:prefLabel ?name . BIND(1 AS ?preferred) }
  UNION { ?entity skos:altLabel ?name . BIND(0 AS ?preferred) }
} ORDER BY ?entity DESC(?preferred) ?name
"""

ARTICLES = """
SELECT ?article ?title ?source ?published ?url WHERE {
  ?article a schema:NewsArticle .
  OPTIONAL { ?article schema:headline ?title }
  OPTIONAL { ?article schema:publisher ?source }
  OPTIONAL { ?article schema:datePublished ?published }
  OPTIONAL { ?article schema:url ?url }
} ORDER BY ?article
"""

REFERENCES = """
SELECT ?words ?reason ?mentions (GROUP_CONCAT(STR(?article); separator=" ") AS ?articles) WHERE {
  ?reference kg:refersTo ?entity ; kg:writtenAs ?words ; kg:reason ?reason ;
    kg:mentions ?mentions ; kg:inArticle ?article .
  VALUES ?entity { <ENTITY> }
} GROUP BY ?reference ?words ?reason ?mentions
"""

CORRECTIONS = """
SELECT ?subject ?label ?by ?note ?judgement WHERE {
  ?subject kg:correctedBy ?correction .
  ?correction rdfs:label ?label .
  OPTIONAL { ?correction kg:decidedBy ?by }
  OPTIONAL { ?correction kg:note ?note }
  OPTIONAL { ?subject kg:judgement ?judgement }
} ORDER BY ?subject ?label ?by ?note
"""

MOST_NAMESAKES = 10
# Of words that mean an entity for one of these reasons, each says who or what it is.
DESCRIBING = frozenset({"apposition", "said to be", "the noun beside the name", "named as"})

NEEDED = frozenset(
    ("id", "predicate", "roles", "status", "attribution", "time", "document", "quote")
)


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """An entity as the files tell it; `names` are all the ways it is written, the best first."""

    iri: str
    names: tuple[str, ...]

    @property
    def name(self) -> str:
        """The preferred name."""
        return self.names[0]

    @property
    def id(self) -> str:
        """The last two parts of the IRI: `person/Kim_Jong_Un`."""
        return entity_id(self.iri)


@dataclass(frozen=True, slots=True)
class Source:
    """The article that a sentence stands in."""

    title: str = ""
    source: str = ""
    published: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a reader decided of an entity or a claim; `judgement` is *rejected*, *confirmed* or
    nothing."""

    decision: str
    by: str = ""
    note: str = ""
    judgement: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """One way that an entity is written: how often, in which articles, and why it is meant.

    `articles` are ids; `reasons` are pairs of a reason and the number of mentions that are there
    for it, the commonest first.
    """

    words: str
    mentions: int
    articles: tuple[str, ...]
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence behind a link: what it says of whom, how surely, who says so, and where."""

    claim: str
    predicate: str
    participants: tuple[str, ...]
    status: str
    speakers: tuple[str, ...]
    start: str
    end: str
    quote: str
    article: Source
    correction: Correction | None = None

    @property
    def dates(self) -> str:
        """When it happened, as the words say it: a day, or the first and the last one."""
        return " to ".join(dict.fromkeys(filter(None, (self.start, self.end))))

    def as_record(self) -> dict[str, Any]:
        """The same as plain lists and dictionaries, for JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Written:
    """What `kg build` left in a folder, as far as `why` needs it.

    `corrections` are by the IRI of an entity or claim, `judgements` by the id of a claim.
    """

    entities: tuple[NamedEntity, ...]
    claims: tuple[Record, ...]
    articles: Mapping[str, Source]
    corrections: Mapping[str, tuple[Correction, ...]]
    judgements: Mapping[str, Correction]
    store: Store


def entity_id(iri: str) -> str:
    """The last two parts of an entity's IRI, as people read them, whatever base it stands under."""
    return unquote("/".join(re.split("[/#]", iri)[-2:]))


def read_written(folder: Path) -> Written:
    """Read `claims.jsonl` and `graph.ttl` of a folder; QueryError if they are not there."""
    for name in ("claims.jsonl", "graph.ttl"):
        if not (folder / name).is_file():
            raise QueryError(
                f"{folder / name} does not exist (make it with: kg build ... -o {folder})"
            )
    store = load(folder / "graph.ttl")
    corrections = _corrections(run_query(store, CORRECTIONS).rows)
    return Written(
        entities=tuple(_entities(run_query(store, ENTITIES).rows)),
        claims=tuple(_claims(folder / "claims.jsonl")),
        articles=dict(_articles(run_query(store, ARTICLES).rows)),
        corrections=corrections,
        judgements={_last(iri): judged[0] for iri, judged in corrections.items()},
        store=store,
    )


def known_names(graph: Path) -> tuple[str, ...]:
    """All the names in a Turtle file, preferred and other, each once."""
    return tuple(sorted({str(name) for _, name, _ in run_query(load(graph), ENTITIES).rows}))


def find_entity(written: Written, name: str) -> NamedEntity:
    """The one entity with this id, preferred name, or other name; QueryError with advice if none.

    Ids may be percent-encoded, and have their base in front. A preferred name wins over another's
    alias; where two remain, the message lists their ids.
    """
    wanted = _key(name)
    for keys in (_id_keys, _preferred_keys, _all_keys):
        found = [entity for entity in written.entities if wanted in keys(entity)]
        if len(found) == 1:
            return found[0]
        if found:
            told = "\n".join(f"  {introduce(written, entity)}" for entity in found[:MOST_NAMESAKES])
            more = len(found) - MOST_NAMESAKES
            rest = f"\n  and {more} more" if more > 0 else ""
            raise QueryError(
                f"More than one is called {name!r}; give one of these instead:\n{told}{rest}"
            )
    raise QueryError(f"Nobody and nothing is called {name!r}{_advice(written.entities, name)}")


def introduce(written: Written, entity: NamedEntity) -> str:
    """What tells an entity from its namesakes: its id, what it is called, and its first article.

    `person/Ana_Lima (baker), in: A bakery opens, 2024-06-11`
    """
    found = wordings(written, entity)
    called = [w.words for w in found if DESCRIBING & {reason for reason, _ in w.reasons}]
    called += _offices(written, entity)
    articles = sorted(
        {id for wording in found for id in wording.articles},
        key=lambda id: (written.articles.get(id, Source()).published or "9999", id),
    )
    words = f" ({', '.join(dict.fromkeys(called))})" if called else ""
    if not articles:
        return f"{entity.id}{words}"
    first = written.articles.get(articles[0], Source())
    where = ", ".join(filter(None, (first.title or articles[0], first.published)))
    more = f", and {len(articles) - 1} more" if len(articles) > 1 else ""
    return f"{entity.id}{words}, in: {where}{more}"


def _offices(written: Written, entity: NamedEntity) -> Iterator[str]:
    """The offices that claims give to an entity."""
    for claim in written.claims:
        agents = {entity_id(m["entity"]) for m in claim["roles"].get("agent", ()) if m["entity"]}
        if entity.id in agents:
            yield from (office["text"] for office in claim["roles"].get("office", ()))


def why(
    written: Written, one: NamedEntity, other: NamedEntity | None = None
) -> tuple[Evidence, ...]:
    """The sentences behind all that links two entities, or behind all that is said of one.

    They come by date, and as they stand in the article.
    """
    wanted = {one.id} | ({other.id} if other else set())
    claims = (claim for claim in written.claims if wanted <= _everyone(claim))
    evidence = (_evidence(claim, written) for claim in claims)
    return tuple(sorted(evidence, key=lambda e: e.start or e.article.published or "9999"))


def wordings(written: Written, entity: NamedEntity) -> tuple[Wording, ...]:
    """How the articles write an entity, and why each way is meant; the commonest first."""
    rows = run_query(written.store, REFERENCES.replace("ENTITY", entity.iri)).rows
    reasons: defaultdict[str, Counter[str]] = defaultdict(Counter)
    articles: defaultdict[str, set[str]] = defaultdict(set)
    for words, reason, mentions, places in rows:
        reasons[str(words)][str(reason)] += int(mentions or 0)
        articles[str(words)] |= {_last(place) for place in str(places).split()}
    found = [
        Wording(words, counts.total(), tuple(sorted(articles[words])), _by_count(counts))
        for words, counts in reasons.items()
    ]
    return tuple(sorted(found, key=lambda wording: (-wording.mentions, wording.words)))


def _by_count(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _last(iri: str) -> str:
    return iri.rpartition("/")[2]


def _corrections(rows: Iterable[Row]) -> dict[str, tuple[Correction, ...]]:
    """The corrections of each entity and claim, by its IRI."""
    found: defaultdict[str, list[Correction]] = defaultdict(list)
    for subject, *told in rows:
        found[str(subject)].append(Correction(*(str(value or "") for value in told)))
    return {subject: tuple(corrections) for subject, corrections in found.items()}


def _entities(rows: Iterable[Row]) -> Iterator[NamedEntity]:
    names: dict[str, list[str]] = {}
    for iri, name, _ in rows:
        names.setdefault(str(iri), []).append(str(name))
    for iri in sorted(names):
        yield NamedEntity(iri, tuple(dict.fromkeys(names[iri])))


def _articles(rows: Iterable[Row]) -> Iterator[tuple[str, Source]]:
    for article, *told in rows:
        yield _last(str(article)), Source(*(str(value or "") for value in told))


def _claims(path: Path) -> Iterator[Record]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            yield _claim(line, f"{path}:{number}")


def _claim(line: str, where: str) -> Record:
    try:
        record = json.loads(line)
    except ValueError:
        record = None
    if not isinstance(record, dict) or not record.keys() >= NEEDED:
        raise QueryError(f"{where} is not a claim (build the graph again)")
    return record


def _id_keys(entity: NamedEntity) -> tuple[str, ...]:
    return _key(entity.iri), _key(entity.id)


def _preferred_keys(entity: NamedEntity) -> tuple[str, ...]:
    return (_key(entity.name),)


def _all_keys(entity: NamedEntity) -> tuple[str, ...]:
    return tuple(map(_key, entity.names))


def _key(told: str) -> str:
    """What is compared of a name or an id: neither its case nor how its letters are encoded."""
    return unicodedata.normalize("NFC", unquote(told)).casefold()


def _advice(entities: Iterable[NamedEntity], name: str) -> str:
    """Names alone are compared: an id is one with underscores, behind its kind."""
    kind, _, tail = name.partition("/")
    words = unquote(tail).replace("_", " ") if kind.capitalize() in TOP_TYPES else name
    return did_you_mean(words, (known for entity in entities for known in entity.names))


def _everyone(claim: Record) -> set[str]:
    mentions = (*_participants(claim), *_speakers(claim))
    return {entity_id(mention["entity"]) for mention in mentions if mention["entity"]}


def _participants(claim: Record) -> Iterator[Record]:
    return (mention for fillers in claim["roles"].values() for mention in fillers)


def _speakers(claim: Record) -> Iterator[Record]:
    return (said["source"] for said in claim["attribution"] if said["source"])


def _evidence(claim: Record, written: Written) -> Evidence:
    time = claim["time"] or {}
    return Evidence(
        claim=claim["id"],
        predicate=claim["predicate"],
        participants=tuple(_told(claim)),
        status=claim["status"],
        speakers=tuple(said["name"] or said["text"] for said in _speakers(claim)),
        start=time.get("start") or "",
        end=time.get("end") or "",
        quote=claim["quote"],
        article=written.articles.get(claim["document"], Source()),
        correction=written.judgements.get(claim["id"]),
    )


def _told(claim: Record) -> Iterator[str]:
    for role, fillers in claim["roles"].items():
        names = ", ".join(mention["name"] or mention["text"] for mention in fillers)
        yield f"{role}: {names}"
