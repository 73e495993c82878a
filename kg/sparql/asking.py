"""Asks a graph in memory: answers as rows of plain text, within a limit of time."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

import pyoxigraph as ox

from kg.errors import QueryError
from kg.ontology import VOCABULARIES
from kg.sparql.engine import ENDINGS, Refusal, ask, read_into, write_graph
from kg.sparql.questions import bind

TIME_LIMIT = 60.0

_FROM = re.compile(r"\bFROM\b", re.IGNORECASE)

Store = ox.Store

Row = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A table. ASK gives one row, true or false; CONSTRUCT and DESCRIBE give triples.

    `turtle` is the graph that CONSTRUCT and DESCRIBE give, in sorted Turtle; empty for a table.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    turtle: str = ""


def graph_files(place: str | Path) -> tuple[Path, ...]:
    """The RDF files that a place stands for: a file itself, or those of a folder.

    A folder that `kg build` wrote stands for its `graph.ttl`, another for all RDF files in it.
    """
    path = Path(place)
    if not path.is_dir():
        return (path,)
    for name in ("graph.ttl", "graph.ttl.gz"):
        if (path / name).is_file():
            return (path / name,)
    found = sorted(file for file in path.iterdir() if _is_rdf(file))
    if not found:
        raise QueryError(f"{path} holds no graph (make it with: kg build ... -o {path})")
    return tuple(found)


def _is_rdf(path: Path) -> bool:
    name = path.with_suffix("") if path.suffix == ".gz" else path
    return name.suffix in ENDINGS and path.is_file()


def load(*places: str | Path) -> ox.Store:
    """Read graphs into memory: folders that kg wrote, or RDF files, each also compressed (`.gz`).

    QueryError where one cannot be read, or is no RDF.
    """
    store = ox.Store()
    try:
        for place in places:
            for path in graph_files(place):
                read_into(store, path)
    except Refusal as refusal:
        raise QueryError(str(refusal)) from refusal
    return store


def run_query(
    store: ox.Store,
    text: str,
    *,
    bindings: Mapping[str, str] | None = None,
    time_limit: float = TIME_LIMIT,
) -> Answer:
    """Ask a store a question in SPARQL 1.1; the prefixes of DESIGN.md need not be declared.

    Without FROM it asks all graphs of the store at once.
    `bindings` gives values to parameters, as `bind` does. `time_limit` is in seconds. A wrong
    query, or one that takes longer, raises QueryError with the place.
    """
    bound = bind(text, bindings or {})
    return _in_time(lambda: _answer(store, bound), time_limit)


def _answer(store: ox.Store, text: str) -> Answer:
    try:
        # In N-Quads and TriG each article has a graph of its own: a question that names none asks
        # them all together.
        found = ask(store, text, VOCABULARIES, use_default_graph_as_union=not _FROM.search(text))
        if isinstance(found, ox.QueryBoolean):
            return Answer(("answer",), (("true" if found else "false",),))
        if isinstance(found, ox.QueryTriples):
            return _graph(found)
        columns = tuple(variable.value for variable in found.variables)
        return Answer(columns, tuple(tuple(map(_maybe_text, row)) for row in found))
    except Refusal as refusal:
        raise QueryError(_say(refusal)) from refusal
    except (ValueError, RuntimeError, OSError) as error:
        raise QueryError(f"the query does not work: {error}") from error


def _say(refusal: Refusal) -> str:
    wrong = refusal.kind == "wrong"
    return f"the query does not work: {refusal}" if wrong else str(refusal)


def _graph(found: ox.QueryTriples) -> Answer:
    triples = sorted(set(found), key=str)
    told = "\n".join(map(str, triples))
    prefixes = {name: space for name, space in VOCABULARIES.items() if f"<{space}" in told}
    turtle = BytesIO()
    write_graph(triples, turtle, "text/turtle", prefixes)
    rows = sorted((_text(t.subject), _text(t.predicate), _text(t.object)) for t in triples)
    return Answer(("subject", "predicate", "object"), tuple(rows), turtle.getvalue().decode())


def _in_time(ask: Callable[[], Answer], time_limit: float) -> Answer:
    """Ask aside, so that a question without end costs its time limit and no more."""
    outcome: SimpleQueue[Answer | BaseException] = SimpleQueue()

    def work() -> None:
        try:
            outcome.put(ask())
        except BaseException as error:
            outcome.put(error)

    Thread(target=work, daemon=True).start()
    try:
        result = outcome.get(timeout=time_limit)
    except Empty:
        raise QueryError(
            f"no answer within {time_limit:g} seconds; ask for less, such as with LIMIT"
        ) from None
    if isinstance(result, BaseException):
        raise result
    return result


def _maybe_text(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str | None:
    return None if term is None else _text(term)


def _text(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return str(term) if isinstance(term, ox.Triple) else term.value
