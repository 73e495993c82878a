"""Questions in SPARQL: the named ones of `ontology/queries/`, and whatever people ask themselves.

It reads only: updates, calls to other servers (SERVICE) and files are refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

import pyoxigraph as ox

from kg.errors import QueryError
from kg.ontology import DATA, VOCABULARIES

TIME_LIMIT = 60.0

Store = ox.Store

Row = tuple[str | None, ...]

# What can hide a word from a reader of SPARQL, and then the words themselves.
_TOKENS = re.compile(
    r"""
    (?P<hidden>
        \#[^\n\r]*                                        # a comment
      | <[^<>"{}|^`\\\x00-\x20]*>                         # an IRI
      | \"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}              # strings, long and short
      | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
      | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*'
      | [?$@]\w+                                          # a variable, a language
      | [\w.-]*:[\w.:%\\-]*                               # a prefixed name
    )
    | (?P<word>\w+)
    """,
    re.VERBOSE | re.DOTALL,
)

_PARAMETER = re.compile(r"VALUES \?(\w+) \{ UNDEF \}")

_UPDATE = re.compile(
    r"^\s*(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|COPY|MOVE|ADD|WITH)\b", re.IGNORECASE | re.MULTILINE
)

_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a named question can be given: `entity`, the name of a person, organization or place."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """One question of `ontology/queries/`; `name` is its file's name without the ending."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    text: str
    path: Path


@dataclass(frozen=True, slots=True)
class Answer:
    """A table. ASK gives one row, true or false; CONSTRUCT and DESCRIBE give triples."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def load(path: str | Path) -> ox.Store:
    """Read a graph that kg wrote, or any RDF file, into memory."""
    path = Path(path)
    store = ox.Store()
    try:
        store.bulk_load(path=str(path), format=_FORMATS.get(path.suffix, ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        where = f"line {error.lineno}" if error.lineno else "somewhere"
        raise QueryError(f"{path} is no valid RDF: {where}: {error.msg}") from error
    except OSError as error:
        why = error.strerror or error
        raise QueryError(f"{path} cannot be read: {why} (kg build writes it)") from error
    return store


def named_queries(folder: Path | None = None) -> dict[str, NamedQuery]:
    """The questions of a folder by name, in order; by default those that come with kg."""
    paths = sorted((folder or DATA / "queries").glob("*.rq"))
    return {path.stem: _read_query(path) for path in paths}


def run_query(
    store: ox.Store,
    text: str,
    *,
    bindings: Mapping[str, str] | None = None,
    time_limit: float = TIME_LIMIT,
) -> Answer:
    """Ask a store a question in SPARQL 1.1; the prefixes of DESIGN.md need not be declared.

    `bindings` gives values to parameters, as `bind` does. `time_limit` is in seconds. A wrong
    query, or one that takes longer, raises QueryError with the place.
    """
    bound = bind(text, bindings or {})
    _refuse_service(bound)
    return _in_time(lambda: _answer(store, bound), time_limit)


def bind(text: str, bindings: Mapping[str, str]) -> str:
    """Put values in the place of a query's parameters: the lines `VALUES ?entity { UNDEF }`.

    A value becomes one string literal, whatever it holds. Without a value a parameter leaves
    the question open: the file as it stands asks about everybody.
    """
    missing = sorted(bindings.keys() - set(_PARAMETER.findall(text)))
    if missing:
        raise QueryError(f"the question takes no {' and no '.join(missing)}: it has no such VALUES")

    def put(found: re.Match[str]) -> str:
        value = bindings.get(found[1])
        return found[0] if value is None else f"VALUES ?{found[1]} {{ {_literal(value)} }}"

    return _PARAMETER.sub(put, text)


def _literal(value: str) -> str:
    try:
        return str(ox.Literal(value))
    except ValueError as error:
        raise QueryError(f"{value!r} is not valid text") from error


def _read_query(path: Path) -> NamedQuery:
    """A question's head: `# title:`, `# description:` and `# param: NAME what it is` lines."""
    text = path.read_text(encoding="utf-8")
    head = re.findall(r"^# (title|description|param): *(.*?) *$", text, re.MULTILINE)
    parameters = [value.partition(" ") for key, value in head if key == "param"]
    told = {key: value for key, value in head if key != "param"}
    missing = sorted({"title", "description"} - set(told))
    missing += sorted({name for name, _, _ in parameters} ^ set(_PARAMETER.findall(text)))
    if missing:
        raise QueryError(f"{path} does not declare and use {' and '.join(missing)}")
    return NamedQuery(
        name=path.stem,
        title=told["title"],
        description=told["description"],
        parameters=tuple(Parameter(name, words) for name, _, words in parameters),
        text=text,
        path=path,
    )


def _refuse_service(text: str) -> None:
    for token in _TOKENS.finditer(text):
        if (token["word"] or "").upper() == "SERVICE":
            line = text.count("\n", 0, token.start()) + 1
            raise QueryError(f"line {line}: SERVICE is off; kg asks no other server")


def _answer(store: ox.Store, text: str) -> Answer:
    try:
        found = store.query(text, prefixes=VOCABULARIES)
        if isinstance(found, ox.QueryBoolean):
            return Answer(("answer",), (("true" if found else "false",),))
        if isinstance(found, ox.QueryTriples):
            triples = {(_text(t.subject), _text(t.predicate), _text(t.object)) for t in found}
            return Answer(("subject", "predicate", "object"), tuple(sorted(triples)))
        columns = tuple(variable.value for variable in found.variables)
        return Answer(columns, tuple(tuple(map(_maybe_text, row)) for row in found))
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        raise QueryError(f"the query does not work: {_explain(str(error), text)}") from error


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


def _explain(message: str, text: str) -> str:
    """What the engine says, in words, and the line of the query that it means."""
    place = re.search(r"\bat (\d+):(\d+)", message)
    if place is None or not text.strip():
        return message if text.strip() else "the question is empty"
    row, column = int(place[1]), int(place[2])
    lines = text.splitlines()
    line = lines[min(row, len(lines)) - 1]
    why = "a prefix that is not declared" if "Prefix not found" in message else "not SPARQL 1.1"
    if _UPDATE.search(text):
        why = "not a question; kg only reads"
    return f"line {row}, column {column}: {why}\n  {line}\n  {' ' * (column - 1)}^"


def _maybe_text(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str | None:
    return None if term is None else _text(term)


def _text(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return str(term) if isinstance(term, ox.Triple) else term.value
