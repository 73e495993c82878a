"""The command line: `kg build`, `kg query`, `kg why`. The only room that prints.

Each command is a thin layer over functions that a program could call. Results go to standard
output, everything else to standard error.
"""

from __future__ import annotations

import csv
import json
import re
import signal
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer
from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text
from typer.core import TyperGroup

from kg.errors import KgError, QueryError, ReadingError
from kg.graph import KnowledgeGraph
from kg.model import Skipped, Status
from kg.pipeline import DEFAULT_BASE, build, write
from kg.reading import iter_documents
from kg.sparql import NamedQuery, load, named_queries, run_query
from kg.why import Evidence, NamedEntity, find_entity, read_written, suggest, why

SOME_SKIPPED = 1
FAILED = 2

STYLES: Mapping[str, str] = {
    Status.STATED: "green",
    Status.ALLEGED: "yellow",
    Status.POSSIBLE: "cyan",
    Status.PLANNED: "blue",
    Status.DENIED: "red",
}

EVIDENCE_COLUMNS = (
    "date", "status", "predicate", "participants", "said by", "sentence", "article", "source",
)  # fmt: skip

STEERING = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
JOINERS = "\u200c\u200d"

Rows = Sequence[Sequence[Any]]


class Doors(TyperGroup):
    """The commands together; an expected error ends each of them with one message."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command; a KgError becomes one message and exit code 2."""
        try:
            return super().invoke(ctx)
        except KgError as error:
            _complain(str(error))
            raise typer.Exit(FAILED) from error


app = typer.Typer(
    cls=Doors,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
CsvOption = Annotated[bool, typer.Option("--csv", help="Print CSV.")]


def main() -> None:
    """Run the command line; a reader that hangs up (`kg query ... | head`) ends it quietly."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    app()


def _print_version(wanted: bool) -> None:
    if wanted:
        _out().print(f"kg {version('kg')}", highlight=False)
        raise typer.Exit


@app.callback()
def kg(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Read news and answer: who did what, who says so, and how sure are they?"""


@app.command("build")
def build_command(
    articles: Annotated[
        list[str], typer.Argument(help="Files, folders, globs, or - for standard input.")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write to.")] = Path(
        "output"
    ),
    base: Annotated[str, typer.Option(help="The IRI that all data stands under.")] = DEFAULT_BASE,
    gazetteer: Annotated[
        Path | None, typer.Option(help="Your own names: CSV, or SKOS in Turtle.")
    ] = None,
    model: Annotated[
        str | None, typer.Option(help="Another English model: a folder, or a spaCy pipeline.")
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, help="How many processes read at once.")] = 1,
) -> None:
    """Read articles and write a knowledge graph of what they claim.

    Exit code 0: all was read. 1: some articles were skipped, the others are written. 2: nothing was
    written.
    """
    inputs = list(iter_documents(articles))
    if all(isinstance(found, Skipped) for found in inputs):
        _show_skipped([found for found in inputs if isinstance(found, Skipped)])
        raise ReadingError("nothing written", "no article could be read", "see kg build --help")
    with _progress("Reading", len(inputs)) as step:
        graph = build(inputs, gazetteer=gazetteer, model=model, jobs=jobs, progress=step)
    paths = write(graph, output, base=base)
    _show_summary(graph, paths)
    _show_skipped(graph.skipped)
    raise typer.Exit(SOME_SKIPPED if graph.skipped else 0)


@app.command("query")
def query_command(
    question: Annotated[
        str | None,
        typer.Argument(
            help="The name of a question, SPARQL, a file of it, or -.", show_default=False
        ),
    ] = None,
    values: Annotated[
        list[str] | None,
        typer.Argument(help="What the question asks for, such as a name.", show_default=False),
    ] = None,
    graph: Annotated[Path, typer.Option("--graph", "-g", help="The Turtle file to ask.")] = Path(
        "output/graph.ttl"
    ),
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """Ask a graph a question: by its name, or in SPARQL.

    Without a question it lists those that have a name.
    """
    if question is None:
        _show_questions(named_queries(), as_json=as_json, as_csv=as_csv)
        return
    text, bindings = _understand(question, values or [])
    answer = run_query(load(graph), text, bindings=bindings)
    _show_rows(answer.columns, answer.rows, as_json=as_json, as_csv=as_csv)


@app.command("why")
def why_command(
    one: Annotated[str, typer.Argument(metavar="A", help="A name, or an entity's id.")],
    other: Annotated[
        str | None, typer.Argument(metavar="[B]", help="Another one.", show_default=False)
    ] = None,
    folder: Annotated[
        Path, typer.Option("--from", "-f", help="The folder that kg build wrote.")
    ] = Path("output"),
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """Show every sentence behind the links of two names, or behind one.

    With its status, its date, its article, and who says so.
    """
    written = read_written(folder)
    entities = [find_entity(written, name) for name in (one, other) if name is not None]
    evidence = why(written, *entities)
    if as_json:
        _print_json([told.as_record() for told in evidence])
    elif as_csv:
        _print_csv(EVIDENCE_COLUMNS, [_evidence_row(told) for told in evidence])
    else:
        _show_evidence(entities, evidence)


def _understand(question: str, values: Sequence[str]) -> tuple[str, dict[str, str]]:
    """The SPARQL that a question means, and the values of its parameters."""
    known = named_queries()
    if question in known:
        return known[question].text, _bind(known[question], values)
    if values:
        raise QueryError(f"No question is called {question!r}{_advice(question, known)}")
    if question == "-":
        return sys.stdin.read(), {}
    if re.search(r"[{\s]", question):
        return question, {}
    if Path(question).is_file():
        return Path(question).read_text(encoding="utf-8"), {}
    advice = _advice(question, known)
    raise QueryError(f"{question!r} is no question's name, no file, and no SPARQL{advice}")


def _bind(query: NamedQuery, values: Sequence[str]) -> dict[str, str]:
    names = [parameter.name for parameter in query.parameters]
    if len(values) > len(names):
        wanted = f"only {' '.join(names).upper()}" if names else "no values"
        raise QueryError(f"The question {query.name} takes {wanted}; got {' '.join(values)!r}")
    return dict(zip(names, values, strict=False))


def _advice(name: str, known: Iterable[str]) -> str:
    close = suggest(name, known)
    return f" (did you mean {' or '.join(close)}?)" if close else " (kg query lists them)"


def _show_questions(
    known: Mapping[str, NamedQuery], *, as_json: bool = False, as_csv: bool = False
) -> None:
    rows = [
        (query.name, " ".join(p.name.upper() for p in query.parameters), query.title)
        for query in known.values()
    ]
    _show_rows(("question", "asks for", "answers"), rows, as_json=as_json, as_csv=as_csv)


def _evidence_row(told: Evidence) -> tuple[str, ...]:
    return (
        told.dates,
        told.status,
        told.predicate,
        "; ".join(told.participants),
        " < ".join(told.speakers),
        told.quote,
        told.article.title,
        told.article.source,
    )


def _show_evidence(entities: Sequence[NamedEntity], evidence: Sequence[Evidence]) -> None:
    out = _out()
    for entity in entities:
        _show_entity(out, entity)
    if not evidence:
        out.print("No sentence links them." if len(entities) > 1 else "No sentence tells of it.")
    for told in evidence:
        out.print()
        out.print(_headline(told))
        out.print(Text(f"  “{_plain(told.quote)}”"), soft_wrap=True)
        out.print(Text(f"  {_plain(_origin(told))}", style="dim"), soft_wrap=True)


def _show_entity(out: Console, entity: NamedEntity) -> None:
    others = f", also written {', '.join(entity.names[1:])}" if entity.names[1:] else ""
    line = Text.assemble((_plain(entity.name), "bold"), f" ({_plain(entity.id)}){_plain(others)}")
    out.print(line, soft_wrap=True)


def _headline(told: Evidence) -> Text:
    status = (told.status, STYLES.get(told.status, ""))
    participants = _plain("; ".join(told.participants))
    date = f" [{told.dates}]" if told.dates else ""
    return Text.assemble(status, " ", (told.predicate, "bold"), f" ({participants}){date}")


def _origin(told: Evidence) -> str:
    article = told.article
    said = f"said by {' < '.join(told.speakers)}; " if told.speakers else ""
    where = ", ".join(filter(None, (article.title, article.source, article.published, article.url)))
    return f"{said}in: {where}"


def _show_summary(graph: KnowledgeGraph, paths: Iterable[Path]) -> None:
    out = _out()
    top_types = Counter(graph.ontology.top_type(entity.type) for entity in graph.entities)
    statuses = Counter(claim.status for claim in graph.claims)
    out.print(f"{len(graph.documents)} articles", style="bold", highlight=False)
    out.print(f"{len(graph.entities)} entities: {_counts(top_types)}", highlight=False)
    in_order = {status: statuses[status] for status in Status if statuses[status]}
    out.print(f"{len(graph.claims)} claims: {_counts(in_order)}", highlight=False)
    out.print(f"{len(graph.relations)} relations", highlight=False)
    for path in paths:
        out.print(Text(f"  {path}"), soft_wrap=True)


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items()) or "none"


def _show_skipped(skipped: Sequence[Skipped]) -> None:
    if not skipped:
        return
    _complain(f"{len(skipped)} skipped:")
    for skip in skipped:
        remedy = f" ({skip.remedy})" if skip.remedy else ""
        _complain(f"  {skip.where}: {skip.why}{remedy}")


def _show_rows(
    columns: Sequence[str], rows: Rows, *, as_json: bool = False, as_csv: bool = False
) -> None:
    if as_json:
        _print_json([dict(zip(columns, row, strict=True)) for row in rows])
    elif as_csv:
        _print_csv(columns, rows)
    else:
        _print_table(columns, rows)


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))  # noqa: T201


def _print_csv(columns: Sequence[str], rows: Rows) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)


def _print_table(columns: Sequence[str], rows: Rows) -> None:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for column in columns:
        table.add_column(Text(_plain(column)), overflow="fold")
    for row in rows:
        table.add_row(*(Text(_plain(value)) for value in row))
    _out().print(table if rows else "No answer.")


def _plain(value: Any) -> str:
    """A value as one line that cannot steer a terminal: articles are not to be trusted."""
    text = "" if value is None else str(value)
    return "".join(" " if _steers(character) else character for character in text)


def _steers(character: str) -> bool:
    """Control and format characters, such as escapes and right-to-left overrides, and line ends."""
    return unicodedata.category(character) in STEERING and character not in JOINERS


@contextmanager
def _progress(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar on standard error, if that is a terminal: tell it how many are done."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    hidden = not console.is_terminal
    with Progress(
        *columns, TimeRemainingColumn(), console=console, transient=True, disable=hidden
    ) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.update(task, completed=done)


def _out() -> Console:
    """Standard output; where it is no terminal, lines are never folded."""
    console = Console(highlight=False, markup=False)
    return console if console.is_terminal else Console(highlight=False, markup=False, width=100_000)


def _complain(message: str) -> None:
    Console(stderr=True, highlight=False, markup=False).print(
        Text("\n".join(_plain(line) for line in message.splitlines())), soft_wrap=True
    )
