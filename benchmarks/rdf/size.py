"""What the RDF of one made-up graph costs: to write, to load, to ask.

For each size it makes a graph up, writes it, and in a process of its own loads what was written
into pyoxigraph and asks every named question. On a sample rdflib serializes the same triples in
the same run, so that the ratio does not depend on the machine.
"""

from __future__ import annotations

import io
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from benchmarks.rdf.synthetic import made_up_graph
from benchmarks.report import ratio
from kg.sparql import named_queries, run_query
from kg.turtle import to_rdf, write_turtle

SAMPLE = 2_000
BUSIEST = """
SELECT ?name WHERE { ?claim kg:agent ?who . ?who a kg:Person ; skos:prefLabel ?name }
GROUP BY ?name ORDER BY DESC(COUNT(?claim)) ?name LIMIT 2
"""
PUBLISHER = "SELECT ?publisher { ?article schema:publisher ?publisher } ORDER BY ?publisher LIMIT 1"
PATIENCE = 3600.0

T = TypeVar("T")


@dataclass(frozen=True)
class Written:
    """Writing one graph: seconds of the processor, and the megabytes of the whole process.

    `ratio` is triples a second of kg over those of rdflib on a graph of `SAMPLE` claims.
    """

    claims: int
    triples: int
    megabytes: float
    seconds: float
    graph_megabytes: float
    peak_megabytes: float
    sample_kg: float
    sample_rdflib: float

    @property
    def speed(self) -> float:
        """Triples a second."""
        return ratio(self.triples, self.seconds)

    @property
    def ratio(self) -> float:
        """How many times as fast as rdflib, on the sample."""
        return ratio(self.sample_kg, self.sample_rdflib)


# Seconds, rows and megabytes of an answer; None if the question was given up.
Answered = tuple[float, int, float] | None


@dataclass(frozen=True)
class Asked:
    """Loading the file into a store on disk, in seconds by the clock, and the answers."""

    load_seconds: float
    triples: int
    questions: dict[str, Answered]

    @property
    def peak_megabytes(self) -> float:
        """The most that a question took."""
        return max((answer[2] for answer in self.questions.values() if answer), default=0.0)


def measure_writing(claims: int, folder: Path) -> Written:
    """Make a graph up and write it, alone in this process."""
    graph = made_up_graph(claims)
    before = _peak()
    path = folder / "graph.ttl"
    with path.open("wb") as file:
        seconds, _ = _timed(lambda: write_turtle(graph, file))
    peak = _peak()
    return Written(
        claims=claims,
        triples=_count_triples(path),
        megabytes=path.stat().st_size / 1e6,
        seconds=seconds,
        graph_megabytes=before,
        peak_megabytes=peak,
        **_sample(),
    )


def measure_loading(folder: Path) -> tuple[float, int, dict[str, str]]:
    """Load the file into a store on disk: seconds by the clock, triples, and what to ask about."""
    store = ox.Store(str(folder / "store"))
    start = time.perf_counter()
    store.bulk_load(path=str(folder / "graph.ttl"), format=ox.RdfFormat.TURTLE)
    store.optimize()
    return time.perf_counter() - start, len(store), _values(store)


def measure_asking(folder: Path, values: dict[str, str], limit: float) -> dict[str, Answered]:
    """Ask all named questions, each in a process of its own, which a time limit can end."""
    answers = {}
    for name, query in named_queries().items():
        bindings = {parameter.name: values[parameter.name] for parameter in query.parameters}
        answers[name] = _ask_alone(folder / "store", query.text, bindings, limit)
        _tell(f"  {name}: {in_words(answers[name])}")
    return answers


def in_words(answered: Answered) -> str:
    """`0.52 s, 60 rows`, or that it was given up."""
    return "given up" if answered is None else f"{answered[0]:.2f} s, {answered[1]:,} rows"


def _tell(news: str) -> None:
    print(news, file=sys.stderr, flush=True)


def _values(store: ox.Store) -> dict[str, str]:
    """What the questions ask about: the two people who act most, a publisher, the middle days."""
    (one,), (other,) = run_query(store, BUSIEST, time_limit=PATIENCE).rows
    source = run_query(store, PUBLISHER, time_limit=PATIENCE).rows[0][0]
    days = {"since": "2018-01-01", "until": "2020-12-31", "by": "2020-12-31"}
    return {"entity": str(one), "one": str(one), "other": str(other), "source": str(source)} | days


def _ask_alone(store: Path, text: str, bindings: dict[str, str], limit: float) -> Answered:
    processes = multiprocessing.get_context("spawn")
    receiver, sender = processes.Pipe(duplex=False)
    process = processes.Process(target=_ask, args=(sender, store, text, bindings))
    process.start()
    receiver.recv()  # it has started, and opened the store
    answered = receiver.recv() if receiver.poll(limit) else None
    process.kill()
    process.join()
    return answered


def _ask(sender: Connection, path: Path, text: str, bindings: dict[str, str]) -> None:
    """Send word once the store is open, and then seconds by the clock, rows, and megabytes."""
    store = ox.Store.read_only(str(path))
    sender.send("open")
    start = time.perf_counter()
    rows = len(run_query(store, text, bindings=bindings, time_limit=PATIENCE).rows)
    sender.send((time.perf_counter() - start, rows, _peak()))


def _sample() -> dict[str, float]:
    """Triples a second of both writers for the same graph, the best of three turns each."""
    graph = made_up_graph(SAMPLE)
    rdf = to_rdf(graph)
    ours = min(_timed(lambda: write_turtle(graph, io.BytesIO()))[0] for _ in range(3))
    theirs = min(
        _timed(lambda: rdf.serialize(format="turtle", encoding="utf-8"))[0] for _ in range(3)
    )
    return {"sample_kg": len(rdf) / ours, "sample_rdflib": len(rdf) / theirs}


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def _count_triples(path: Path) -> int:
    """The lines of Turtle that hold one."""
    with path.open("rb") as lines:
        return sum(line.startswith(b"    ") for line in lines)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _alone(work: Callable[..., T], *arguments: object) -> T:
    """Work in a new process, so that its memory is its own."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        return process.submit(work, *arguments).result()


def measure(claims: int, folder: Path | None, limit: float) -> tuple[Written, Asked | None]:
    """Measure one size; `limit` is in seconds for one question, 0 to write only."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as name:
        place = Path(name)
        written = _alone(measure_writing, claims, place)
        _tell(f"  written in {written.seconds:.0f} s")
        if not limit:
            return written, None
        seconds, triples, values = _alone(measure_loading, place)
        _tell(f"  loaded in {seconds:.0f} s")
        return written, Asked(seconds, triples, measure_asking(place, values, limit))
