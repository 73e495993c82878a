"""What touches the engine: it answers, writes answers out, and refuses what leaves the graph.

It knows pyoxigraph and nothing of kg, so that a process of its own starts in a moment:
`python engine.py` reads jobs from standard input and replies on standard output, each one line
of JSON. A question that runs for ever, or that needs all the memory, ends with its process.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import zlib
from collections.abc import Callable, Iterable, Mapping
from itertools import accumulate
from pathlib import Path
from typing import IO, Any

import pyoxigraph as ox

try:
    import resource
except ModuleNotFoundError:  # there is none on Windows: memory has no limit there
    resource = None  # type: ignore[assignment]

Job = Mapping[str, Any]
Reply = dict[str, Any]
Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

_GAP = r"(?:\s|\#[^\n\r]*(?:[\n\r]|\Z))*"  # spaces and comments

# A call as the engine would read it, wherever it stands. Comments and strings are not told apart
# from the rest on purpose: `1<2)SERVICE#>` looks like an IRI, and `:.SERVICE` like a name, to all
# but the engine's own grammar. Only what is glued to `?`, `$` or `:` is surely a name.
_CALL = re.compile(
    rf"(?<![\w?$:])\w*?(SERVICE){_GAP}(?:SILENT{_GAP})?"
    rf"(?:[?$][^\s{{]+?|<[^>]*>|[^\s{{]*?:[^\s{{]*?){_GAP}\{{",
    re.IGNORECASE,
)
# An update begins at the start, behind a semicolon, or behind the IRI of a prefix.
_LOAD = re.compile(
    rf"(?:\A|[;>]){_GAP}(LOAD){_GAP}(?:SILENT{_GAP})?(?:<|[^\s{{]*?:)", re.IGNORECASE
)

_DEEPEST = 500  # measured: more than 2000 brackets overflow a stack of eight megabytes

_BEFORE = 100  # of a long line, so many characters before a fault are shown, and as many after it

_UPDATE = re.compile(
    r"^\s*(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|COPY|MOVE|ADD|WITH)\b", re.IGNORECASE | re.MULTILINE
)

RESULTS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}

GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "application/trig": ox.RdfFormat.TRIG,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}

ENDINGS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}


class Refusal(Exception):  # noqa: N818 - a question that is well formed is no error
    """A job that is not done; `kind`: "forbidden", "wrong", "format", "missing", "size"."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


def ask(store: ox.Store, text: str, prefixes: Mapping[str, str], **dataset: Any) -> Results:
    """Ask a store; Refusal where the question is wrong, or leaves the graph."""
    refuse_calls(text)
    refuse_depth(text)
    try:
        return store.query(text, prefixes=dict(prefixes), **dataset)
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        raise Refusal("wrong", explain(str(error), text)) from error


def update(store: ox.Store, text: str, prefixes: Mapping[str, str]) -> None:
    """Change a store; Refusal where the update is wrong, or reads from elsewhere."""
    refuse_calls(text)
    refuse_depth(text)
    if found := _LOAD.search(text):
        line = text.count("\n", 0, found.start(1)) + 1
        raise Refusal("forbidden", f"line {line}: LOAD is off; kg reads no other file or server")
    try:
        store.update(text, prefixes=dict(prefixes))
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        raise Refusal("wrong", explain(str(error), text, writes=True)) from error


def refuse_calls(text: str) -> None:
    """Refuse a question that calls another server."""
    if found := _CALL.search(text):
        line = text.count("\n", 0, found.start(1)) + 1
        raise Refusal("forbidden", f"line {line}: SERVICE is off; kg asks no other server")


def refuse_depth(text: str) -> None:
    """Refuse brackets in brackets in brackets: the engine's parser would overflow its stack."""
    depths = accumulate(1 if bracket in "{([" else -1 for bracket in re.findall(r"[][(){}]", text))
    if max(depths, default=0) > _DEEPEST:
        raise Refusal("wrong", f"brackets are nested more than {_DEEPEST} deep")


def explain(message: str, text: str, *, writes: bool = False) -> str:
    """What the engine says, in words, and the line of the question that it means."""
    place = re.search(r"\bat (\d+):(\d+)", message)
    if place is None or not text.strip():
        return message if text.strip() else "the question is empty"
    row, column = int(place[1]), int(place[2])
    lines = text.split("\n")
    line = lines[min(row, len(lines)) - 1].rstrip("\r")
    why = "a prefix that is not declared" if "Prefix not found" in message else "not SPARQL 1.1"
    if not writes and _UPDATE.search(text):
        why = "not a question; kg only reads"
    start = max(0, column - _BEFORE)
    shown = line[start : start + 2 * _BEFORE]
    return f"line {row}, column {column}: {why}\n  {shown}\n  {' ' * (column - 1 - start)}^"


def read_into(store: ox.Store, path: Path) -> None:
    """Add an RDF file to a store, read by its ending, or as Turtle; each also with `.gz`."""
    packed = path.suffix == ".gz"
    ending = (path.with_suffix("") if packed else path).suffix
    try:
        with gzip.open(path) if packed else path.open("rb") as file:
            source: Any = file
            store.bulk_load(source, format=ENDINGS.get(ending, ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        where = f"line {error.lineno}" if error.lineno else "somewhere"
        raise Refusal("wrong", f"{path} is no valid RDF: {where}: {error.msg}") from error
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise Refusal("wrong", f"{path} is no whole gzip file: {error}") from error
    except OSError as error:
        why = error.strerror or error
        raise Refusal("missing", f"{path} cannot be read: {why} (kg build writes it)") from error


class _Limited:
    """A file that takes so many bytes and no more."""

    def __init__(self, file: IO[bytes], limit: int) -> None:
        self._file = file
        self._limit = self._left = limit

    def write(self, part: bytes) -> int:
        self._left -= len(part)
        if self._left < 0:
            size = f"{self._limit / 1_000_000:g} megabytes"
            raise Refusal("size", f"the answer is larger than {size}; ask for less")
        return self._file.write(part)

    def flush(self) -> None:
        self._file.flush()


class _SortedHead:
    """A file whose first lines are written in order: the engine shuffles its prefixes."""

    def __init__(self, file: Any, lines: int) -> None:
        self._file = file
        self._lines = lines
        self._head: bytes | None = b""

    def write(self, part: bytes) -> int:
        if self._head is None:
            return int(self._file.write(part))
        self._head += part
        if self._head.count(b"\n") >= self._lines:
            *head, rest = self._head.split(b"\n", self._lines)
            self._file.write(b"\n".join([*sorted(head), rest]))
            self._head = None
        return len(part)

    def flush(self) -> None:
        self._file.flush()


def write_graph(
    triples: Iterable[ox.Triple], file: Any, media_type: str, prefixes: Mapping[str, str]
) -> None:
    """Write triples in one of `GRAPHS`, in their order, to a file of bytes."""
    short = media_type in ("text/turtle", "application/trig")
    sink: Any = _SortedHead(file, len(prefixes)) if short else file
    ox.serialize(triples, sink, GRAPHS[media_type], prefixes=dict(prefixes) if short else None)


class Desk:
    """Does one job after the other; it keeps the store of the last one open."""

    def __init__(self) -> None:
        self._store: ox.Store | None = None
        self._opened = ""

    def do(self, job: Job) -> Reply:
        """Do a job and say how it went: `do` names what, the other keys are as that needs them."""
        try:
            return {"media_type": _JOBS[job["do"]](self, job)}
        except Refusal as refusal:
            return {"refused": refusal.kind, "message": str(refusal)}
        except MemoryError:
            return {"refused": "size", "message": "the memory is full; ask for less"}
        except (OSError, RuntimeError, ValueError) as error:
            return {"refused": "broken", "message": f"the store cannot be used: {error}"}

    def query(self, job: Job) -> str:
        """Answer `text` into the file `into`, in one of the formats `results` and `graphs`."""
        dataset: dict[str, Any] = {}
        if job["default_graphs"] or job["named_graphs"]:
            dataset["default_graph"] = [named(iri) for iri in job["default_graphs"]]
            dataset["named_graphs"] = [named(iri) for iri in job["named_graphs"]]
        found = ask(self._read_only(job), job["text"], job["prefixes"], **dataset)
        formats = GRAPHS if isinstance(found, ox.QueryTriples) else RESULTS
        media_type = str(job["graphs" if formats is GRAPHS else "results"] or "")
        if not media_type:
            raise Refusal("format", f"this answer comes as {', '.join(formats)}")
        with Path(job["into"]).open("wb") as file:
            try:
                _write(found, _Limited(file, job["max_bytes"]), media_type, job["prefixes"])
            except (ValueError, RuntimeError, OSError) as error:
                raise Refusal("wrong", str(error)) from error
        return media_type

    def dump(self, job: Job) -> str:
        """Write one graph into the file `into`: `graph` is its IRI, none for the default graph."""
        store = self._read_only(job)
        graph = named(job["graph"]) if job["graph"] else ox.DefaultGraph()
        if isinstance(graph, ox.NamedNode) and not store.contains_named_graph(graph):
            raise Refusal("missing", f"there is no graph <{job['graph']}> here")
        media_type = str(job["graphs"])
        with Path(job["into"]).open("wb") as file:
            quads = store.quads_for_pattern(None, None, None, graph)
            triples = (quad.triple for quad in quads)
            write_graph(triples, _Limited(file, job["max_bytes"]), media_type, job["prefixes"])
        return media_type

    def update(self, job: Job) -> str:
        """Change the store by `text`; nobody else may have it open meanwhile."""
        self._close()
        store = ox.Store(job["store"])
        update(store, job["text"], job["prefixes"])
        store.flush()
        return ""

    def load(self, job: Job) -> str:
        """Make a store on disk of `files`."""
        self._close()
        store = ox.Store(job["store"])
        for file in job["files"]:
            read_into(store, Path(file))
        store.flush()
        store.optimize()
        return ""

    def _read_only(self, job: Job) -> ox.Store:
        if self._store is None or self._opened != job["store"]:
            self._close()
            self._store, self._opened = ox.Store.read_only(job["store"]), job["store"]
        return self._store

    def _close(self) -> None:
        self._store = None


_JOBS: Mapping[str, Callable[[Desk, Job], str]] = {
    "query": Desk.query,
    "dump": Desk.dump,
    "update": Desk.update,
    "load": Desk.load,
}


def named(iri: str) -> ox.NamedNode:
    """The name of a graph; Refusal if it is no IRI."""
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise Refusal("wrong", f"{iri!r} is no IRI of a graph: {error}") from error


def _write(found: Results, sink: Any, media_type: str, prefixes: Mapping[str, str]) -> None:
    if isinstance(found, ox.QueryTriples):
        write_graph(found, sink, media_type, prefixes)
    else:
        found.serialize(sink, RESULTS[media_type])


def _limit_memory(megabytes: int) -> None:
    if resource is not None:
        size = megabytes << 20
        resource.setrlimit(resource.RLIMIT_DATA, (size, size))


def main() -> None:
    """Do jobs until there are no more; the argument, if any, limits memory, in megabytes."""
    for megabytes in sys.argv[1:]:
        _limit_memory(int(megabytes))
    desk = Desk()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(desk.do(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
