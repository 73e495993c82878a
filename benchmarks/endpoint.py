"""Does `kg serve` hold under load, and under ill will: `python -m benchmarks.endpoint [GRAPH]`.

Clients ask in parallel: questions of known answers, wrong ones, endless ones, some with huge
answers, calls to other servers, updates, and questions whose asker leaves. Every good answer must
be right and whole, every other request must get its own refusal, and nothing may be written.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import httpx

from benchmarks.report import Mistake, by_kind
from kg.sparql import graph_files, load, named_queries, run_query

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f FILTER(STR(?a) < STR(?e)) }"
HUGE = "SELECT * { ?a ?p ?b . ?c ?q ?d }"
SERVICE = "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"
UPDATE = "DELETE WHERE { ?s ?p ?o }"

GOOD = ("statuses", "relations", "who-met-whom", "disputed", "sources", "two-sources", "places")

MEGABYTES = 2.0  # that the server lets an answer have

Answers = Mapping[str, frozenset[tuple[str, ...]]]


@dataclass(frozen=True)
class Wish:
    """One kind of request: what is sent, and the status and the words that must come back."""

    kind: str
    text: str
    status: int
    words: str = ""
    where: str = "query"


WISHES = (
    Wish("wrong", "SELECT * WHERE { ?s ?p", 400, "line 1, column"),
    Wish("huge", HUGE, 503, "the answer is larger than"),
    Wish("endless", ENDLESS, 503, "no answer within"),
    Wish("SERVICE", SERVICE, 403, "SERVICE is off"),
    Wish("update", UPDATE, 403, "only reads", "update"),
    Wish("update as a question", UPDATE, 400, "kg only reads"),
)


@dataclass(frozen=True)
class Outcome:
    """One request: its kind, how long it took in seconds, and what was wrong, if anything."""

    kind: str
    seconds: float
    fault: str = ""


def known_answers(graph: Path) -> Answers:
    """The rows that each good question must give, by the engine in this process."""
    store = load(graph)
    return {
        name: frozenset(
            tuple(value or "" for value in row)
            for row in run_query(store, named_queries()[name].text).rows
        )
        for name in GOOD
    }


@contextlib.contextmanager
def serving(graph: Path, timeout: float) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`kg serve` as people start it, on a free port, and its address."""
    command = [sys.executable, "-m", "kg", "serve", str(graph), "--port", "0"]
    limits = ["--timeout", str(timeout), "--max-answer", str(MEGABYTES)]
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(
            [*command, *limits, "--store", folder], stderr=subprocess.PIPE, text=True
        ) as process,
    ):
        assert process.stderr is not None
        try:
            for line in process.stderr:
                if found := re.match(r"Serving (\S+)", line):
                    yield process, found[1]
                    break
        finally:
            process.kill()


def client(number: int, address: str, answers: Answers, until: float) -> list[Outcome]:
    """One client's requests, in an order of its own, until the time is over."""
    outcomes = []
    with httpx.Client(base_url=address, timeout=120) as http:
        turn = number
        while time.monotonic() < until:
            outcomes.append(one_request(http, turn, answers))
            turn += 1
    return outcomes


def one_request(http: httpx.Client, turn: int, answers: Answers) -> Outcome:
    """Two good questions, then one of the others; every so often one whose asker leaves."""
    start = time.monotonic()
    if turn % 24 == 23:
        fault = leave(http)
        return Outcome("cancelled", time.monotonic() - start, fault)
    if turn % 3 == 2:
        wish = WISHES[turn // 3 % len(WISHES)]
        fault = refused(http, wish)
        return Outcome(wish.kind, time.monotonic() - start, fault)
    name = GOOD[turn % len(GOOD)]
    fault = answered(http, name, answers[name])
    return Outcome("good", time.monotonic() - start, fault)


def answered(http: httpx.Client, name: str, wanted: frozenset[tuple[str, ...]]) -> str:
    """Ask a good question; what is wrong with the answer."""
    answer = http.post("/query", data={"query": named_queries()[name].text})
    if answer.status_code != 200:
        return f"{name}: {answer.status_code} {answer.text[:80].strip()}"
    found = answer.json()
    names = found["head"]["vars"]
    rows = {
        tuple(row.get(name, {}).get("value", "") for name in names)
        for row in found["results"]["bindings"]
    }
    return "" if rows == wanted else f"{name}: {len(rows)} rows for {len(wanted)}"


def refused(http: httpx.Client, wish: Wish) -> str:
    """Send what must be refused; what is wrong with the refusal."""
    answer = http.post(f"/{wish.where}", data={wish.where: wish.text})
    if (answer.status_code, wish.words in answer.text) == (wish.status, True):
        return ""
    return f"{wish.kind}: {answer.status_code} {answer.text[:80].strip()}"


def leave(http: httpx.Client) -> str:
    """Ask a question without end and hang up; what is wrong if it is answered."""
    with contextlib.suppress(httpx.ReadTimeout):
        answer = http.post("/query", data={"query": ENDLESS}, timeout=0.2)
        return f"cancelled: {answer.status_code} {answer.text[:80].strip()}"
    return ""


def measure(
    graph: Path, *, clients: int, seconds: float, timeout: float = 2.0
) -> tuple[list[Outcome], list[str]]:
    """All requests and their outcomes, and what is wrong with the server in the end.

    `seconds` is how long clients ask, `timeout` how many the server gives a question.
    """
    answers = known_answers(graph)
    before = digest(graph)
    with serving(graph, timeout) as (process, address):
        triples = count(address)
        until = time.monotonic() + seconds
        with ThreadPoolExecutor(clients) as people:
            told = people.map(
                lambda number: client(number, address, answers, until), range(clients)
            )
            outcomes = [outcome for one in told for outcome in one]
        faults = []
        if count(address) != triples or digest(graph) != before:
            faults.append("something was written")
        process.send_signal(signal.SIGTERM)
        if process.wait(timeout=30) != 0:
            faults.append(f"the server ended with {process.returncode}")
    return outcomes, faults


def count(address: str) -> str:
    """The number of triples that the server has."""
    answer = httpx.get(f"{address}query", params={"query": COUNT}, timeout=60)
    return answer.raise_for_status().text


def digest(graph: Path) -> str:
    """The hash of the files that are served."""
    total = hashlib.sha256()
    for file in graph_files(graph):
        total.update(file.read_bytes())
    return total.hexdigest()


def table(outcomes: Sequence[Outcome]) -> str:
    """A line for each kind of request: how many, how many wrong, and seconds."""
    counts = Counter(outcome.kind for outcome in outcomes)
    lines = [f"{'requests':22s} {'number':>7s} {'wrong':>6s} {'median':>8s} {'95 %':>8s}"]
    for kind in sorted(counts, key=lambda kind: (kind != "good", kind)):
        same = [outcome for outcome in outcomes if outcome.kind == kind]
        times = sorted(outcome.seconds for outcome in same)
        wrong = sum(bool(outcome.fault) for outcome in same)
        late = times[min(len(times) - 1, int(len(times) * 0.95))]
        middle = statistics.median(times)
        lines.append(f"{kind:22s} {len(same):7d} {wrong:6d} {middle:7.3f}s {late:7.3f}s")
    return "\n".join(lines)


def main() -> None:
    """Measure and print; leave with 1 if anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("graph", nargs="?", type=Path, default=Path("output"))
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--timeout", type=float, default=2.0, help="that a question is given")
    options = parser.parse_args()
    outcomes, faults = measure(
        options.graph,
        clients=options.clients,
        seconds=options.seconds,
        timeout=options.timeout,
    )
    print(table(outcomes))
    mistakes = [Mistake(one.kind, one.fault) for one in outcomes if one.fault]
    print("\n".join([*by_kind(mistakes, 3), *faults]))
    if mistakes or faults:
        sys.exit(1)
    print("No wrong answer, nothing written, every limit held.")


if __name__ == "__main__":
    main()
