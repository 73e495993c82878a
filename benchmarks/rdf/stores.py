"""Do other stores read the same, and answer the same? `python -m benchmarks.rdf.stores FILE...`

Each Turtle file is loaded into every store that can be had, and every named question is asked of
each. A store agrees on a question if it gives the same rows as Oxigraph, each as often. rdflib and
Oxigraph come with kg; docs/rdf.md says how to get the others.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import multiprocessing
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol

import rdflib

from kg.errors import QueryError
from kg.sparql import bind, load, named_queries, run_query

# An answer: how often each row comes, or why there is none.
Rows = Counter[tuple[str, ...]]
Answer = Rows | str

GIVEN_UP = "given up"
LIMITED = "wants more than SPARQL 1.0"

COUNT = "SELECT (COUNT(*) AS ?triples) WHERE { ?s ?p ?o }"
JENA_MESSAGES = "org/apache/jena/ext/xerces/"
JENA_JARS = (
    "jena-*.jar", "commons-*.jar", "dexx.collection.jar", "gson.jar", "guava.jar",
    "jackson-*.jar", "protobuf.jar", "slf4j-api.jar", "slf4j-nop.jar", "thrift.jar",
)  # fmt: skip


class Store(Protocol):
    """A store: its name, whether it is here, and what it says of a file."""

    name: str

    def is_here(self) -> bool:
        """Whether it is installed."""

    def ask(self, path: Path, questions: Mapping[str, str]) -> tuple[int, dict[str, Answer]]:
        """The number of triples of a Turtle file, and the answers."""


@dataclass(frozen=True)
class Oxigraph:
    """What kg asks itself."""

    limit: float
    name: str = "Oxigraph"

    def is_here(self) -> bool:
        """It comes with kg."""
        return True

    def ask(self, path: Path, questions: Mapping[str, str]) -> tuple[int, dict[str, Answer]]:
        """As `kg query` asks."""
        store = load(path)
        answers: dict[str, Answer] = {}
        for name, question in questions.items():
            try:
                rows = run_query(store, question, time_limit=self.limit).rows
                answers[name] = Counter(tuple(value or "" for value in row) for row in rows)
            except QueryError as error:
                answers[name] = GIVEN_UP if "no answer within" in str(error) else str(error)
        return len(store), answers


@dataclass(frozen=True)
class Rdflib:
    """rdflib's own engine, each question in a process that can be ended."""

    limit: float
    name: str = "rdflib"

    def is_here(self) -> bool:
        """It comes with kg."""
        return True

    def ask(self, path: Path, questions: Mapping[str, str]) -> tuple[int, dict[str, Answer]]:
        """Processes are forked, so that the file is parsed once."""
        graph = rdflib.Graph().parse(path, format="turtle")
        return len(graph), {name: self._ask(graph, text) for name, text in questions.items()}

    def _ask(self, graph: rdflib.Graph, question: str) -> Answer:
        processes = multiprocessing.get_context("fork")
        receiver, sender = processes.Pipe(duplex=False)
        process = processes.Process(target=_ask_rdflib, args=(sender, graph, question))
        process.start()
        answer: Answer = receiver.recv() if receiver.poll(self.limit) else GIVEN_UP
        process.kill()
        process.join()
        return answer


def _ask_rdflib(sender: Connection, graph: rdflib.Graph, question: str) -> None:
    try:
        found = graph.query(question)
        if found.type == "ASK":
            sender.send(Counter([(str(found.askAnswer).lower(),)]))
        else:
            rows = (tuple("" if v is None else str(v) for v in row) for row in found)
            sender.send(Counter(rows))
    except Exception as error:
        sender.send(f"{type(error).__name__}: {error}")


@dataclass(frozen=True)
class Comunica:
    """N3.js with the Comunica engine, from npm: `modules` is the folder of `node_modules`."""

    limit: float
    modules: Path | None
    name: str = "N3.js + Comunica"

    def is_here(self) -> bool:
        """Whether node and the two packages are there."""
        folder = (self.modules or Path()) / "node_modules"
        return bool(shutil.which("node")) and (folder / "n3").is_dir()

    def ask(self, path: Path, questions: Mapping[str, str]) -> tuple[int, dict[str, Answer]]:
        """All questions in one process of node."""
        script = Path(__file__).with_name("comunica.mjs")
        command = ["node", "--max-old-space-size=6000", script, self.modules, path, self.limit]
        done = _run(*command, stdin=json.dumps(dict(questions)))
        told = json.loads(done.stdout)
        answers: dict[str, Answer] = {
            name: rows if isinstance(rows, str) else _counted(rows)
            for name, rows in told["answers"].items()
        }
        return told["count"], answers


@dataclass(frozen=True)
class Rasqal:
    """Raptor and Rasqal: `rapper` counts, `roqet` asks what it understands of SPARQL."""

    limit: float
    name: str = "Raptor + Rasqal"

    def is_here(self) -> bool:
        """Whether both programs are there."""
        return bool(shutil.which("rapper") and shutil.which("roqet"))

    def ask(self, path: Path, questions: Mapping[str, str]) -> tuple[int, dict[str, Answer]]:
        """Each question in a process of its own."""
        counted = _run("rapper", "-i", "turtle", "-c", path).stderr
        triples = int(counted.split("returned ")[1].split()[0])
        return triples, {name: self._ask(path, q) for name, q in questions.items()}

    def _ask(self, path: Path, question: str) -> Answer:
        """roqet ends with 2 where it only warns, such as of its age."""
        builds = "CONSTRUCT" in question
        form = "turtle" if builds else "csv"
        command = ["roqet", "-q", "-i", "sparql", "-r", form, "-D", path, "-e", question]
        try:
            done = _run(*command, limit=self.limit, check=False)
        except subprocess.TimeoutExpired:
            return GIVEN_UP
        if "syntax error" in done.stderr or "not implemented" in done.stderr:
            return LIMITED
        if not done.stdout:
            return f"exit code {done.returncode} {done.stderr}".strip()
        if builds:
            triples = rdflib.Graph().parse(data=done.stdout, format="turtle")
            return Counter(tuple(map(str, triple)) for triple in triples)
        return _counted(list(csv.reader(io.StringIO(done.stdout)))[1:])


@dataclass(frozen=True)
class Jena:
    """Apache Jena with its store TDB2, from Debian: `libapache-jena-java`."""

    limit: float
    jars: Path = Path("/usr/share/java")
    name: str = "Apache Jena"

    def is_here(self) -> bool:
        """Whether Java and Jena are there."""
        return bool(shutil.which("java")) and (self.jars / "jena-tdb2.jar").is_file()

    def ask(self, path: Path, questions: Mapping[str, str]) -> tuple[int, dict[str, Answer]]:
        """The file goes into a store on disk, which is asked by a process for each question."""
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            java = ("java", "-cp", self._class_path(folder))
            store = ("--loc", folder / "store")
            _run(*java, "tdb2.tdbloader", *store, path)
            asker = (*java, "tdb2.tdbquery", *store)
            ((triples,),) = self._ask(asker, COUNT)
            return int(triples), {name: self._ask(asker, q) for name, q in questions.items()}

    def _class_path(self, folder: Path) -> str:
        """All jars that Jena needs.

        Debian renames the XML parser inside and forgets its messages, without which it does
        not start: they are unpacked to where it looks for them.
        """
        with zipfile.ZipFile(self.jars / "jena-core.jar") as jar:
            for name in jar.namelist():
                if name.startswith(JENA_MESSAGES) and name.endswith(".properties"):
                    target = folder / "xerces" / name.removeprefix(JENA_MESSAGES)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(jar.read(name))
        jars = (jar for pattern in JENA_JARS for jar in self.jars.glob(pattern))
        return ":".join(map(str, (folder, *sorted(jars))))

    def _ask(self, command: tuple[object, ...], question: str) -> Answer:
        builds = "CONSTRUCT" in question
        form = "nt" if builds else "csv"
        try:
            done = _run(*command, f"--results={form}", question, limit=self.limit, check=False)
        except subprocess.TimeoutExpired:
            return GIVEN_UP
        if done.returncode:
            return done.stderr.strip()
        if builds:
            triples = rdflib.Graph().parse(data=done.stdout, format="nt")
            return Counter(tuple(map(str, triple)) for triple in triples)
        return _counted(list(csv.reader(io.StringIO(done.stdout, newline="")))[1:])


def _run(
    *command: object, stdin: str = "", limit: float | None = None, check: bool = True
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        list(map(str, command)),
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=check,
        timeout=limit,
    )


def _counted(rows: list[list[str | None]] | list[list[str]]) -> Rows:
    return Counter(tuple(value or "" for value in row) for row in rows)


def questions_about(*names: str) -> dict[str, str]:
    """The named questions as SPARQL, about one or two names where they take some; else open."""
    values = dict(zip(("one", "other"), names, strict=False))
    if names:
        values["entity"] = names[0]
    return {
        name: bind(
            query.text, {p.name: values[p.name] for p in query.parameters if p.name in values}
        )
        for name, query in named_queries().items()
    }


def compare(path: Path, stores: list[Store], *names: str) -> str:
    """A table of one file: triples and agreement of each store, and what is not the same."""
    questions = questions_about(*names)
    _, expected = stores[0].ask(path, questions)
    lines = [f"## {path}", "", "| store | triples | same answer | given up | cannot ask | other |"]
    lines.append("|---|---:|---:|---:|---:|---:|")
    notes = []
    for store in stores:
        print(f"{path}: {store.name}", file=sys.stderr)
        triples, answers = store.ask(path, questions)
        kinds = Counter(_kind(answers[name], expected[name]) for name in questions)
        cells = (kinds[kind] for kind in ("same", GIVEN_UP, LIMITED, "other"))
        lines.append(f"| {store.name} | {triples:,} | {' | '.join(map(str, cells))} |")
        for kind in (GIVEN_UP, LIMITED, "other"):
            names = [n for n in questions if _kind(answers[n], expected[n]) == kind]
            notes += [f"{store.name}, {kind}: {', '.join(names)}"] if names else []
        notes += [
            f"  {name}: {answers[name] if isinstance(answers[name], str) else 'other rows'}"
            for name in questions
            if _kind(answers[name], expected[name]) == "other"
        ]
    return "\n".join([*lines, "", *notes, ""])


def _kind(answer: Answer, expected: Answer) -> str:
    if answer in (GIVEN_UP, LIMITED):
        return str(answer)
    if isinstance(expected, str):
        return GIVEN_UP if expected == GIVEN_UP else "other"
    return "same" if answer == expected else "other"


def main() -> None:
    """Compare all stores that are here on all files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, help="Turtle that kg build wrote")
    parser.add_argument("--limit", type=float, default=60, help="seconds for one question")
    parser.add_argument(
        "--about",
        nargs=2,
        default=(),
        metavar="NAME",
        help="whom to ask about; else about everybody",
    )
    parser.add_argument("--node", type=Path, help="the folder where npm installed to")
    options = parser.parse_args()
    limit = options.limit
    known: list[Store] = [
        Oxigraph(limit),
        Rdflib(limit),
        Comunica(limit, options.node),
        Jena(limit),
        Rasqal(limit),
    ]
    missing = [store.name for store in known if not store.is_here()]
    if missing:
        print(f"not here: {', '.join(missing)} (docs/rdf.md says how)", file=sys.stderr)
    for path in options.files:
        print(compare(path, [store for store in known if store.is_here()], *options.about))


if __name__ == "__main__":
    main()
