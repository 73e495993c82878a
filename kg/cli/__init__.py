"""The command line: `kg build`, `kg query`, `kg why`, `kg evaluate`. The only room that prints.

Each command is a thin layer over functions that a program could call. Results go to standard
output, everything else to standard error.
"""

from __future__ import annotations

import logging
import os
import re
import signal
import sys
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from kg.cli.show import (
    complain,
    progress,
    show_evaluation,
    show_evidence,
    show_left_out,
    show_likely_names,
    show_questions,
    show_rows,
    show_skipped,
    show_summary,
)
from kg.errors import KgError, OutputError, QueryError, ReadingError
from kg.evaluation import articles_of, choose, evaluate, fit_gold, read_gold
from kg.model import Skipped
from kg.ontology import load_ontology
from kg.pipeline import build, write
from kg.reading import iter_documents
from kg.sparql import NamedQuery, load, named_queries, run_query
from kg.turtle import DEFAULT_BASE
from kg.why import find_entity, known_names, read_written, suggest, why

SOME_SKIPPED = 1
FAILED = 2


class Doors(TyperGroup):
    """The commands together; an expected error ends each of them with one message."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command; a KgError becomes one message and exit code 2."""
        try:
            return super().invoke(ctx)
        except KgError as error:
            complain(str(error))
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
GazetteerOption = Annotated[
    Path | None, typer.Option(help="Your own names: CSV, or SKOS in Turtle.")
]
ModelOption = Annotated[
    str | None, typer.Option(help="Another English model: a folder, or a spaCy pipeline.")
]


def main() -> None:
    """Run the command line; a reader that hangs up (`kg query ... | head`) ends it quietly."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    app()


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kg {version('kg')}")
        raise typer.Exit


@app.callback()
def kg(
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Tell what goes on, for a report of a fault.")
    ] = False,
    _: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Read news and answer: who did what, who says so, and how sure are they?"""
    handler = logging.StreamHandler() if verbose else logging.NullHandler()
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)


@app.command("build")
def build_command(
    articles: Annotated[
        list[str],
        typer.Argument(metavar="ARTICLES", help="Files, folders, globs, or - for standard input."),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write to.")] = Path(
        "output"
    ),
    base: Annotated[str, typer.Option(help="The IRI that all data stands under.")] = DEFAULT_BASE,
    gazetteer: GazetteerOption = None,
    model: ModelOption = None,
    jobs: Annotated[int, typer.Option(min=1, help="How many processes read at once.")] = 1,
) -> None:
    """Read articles and write a knowledge graph of what they claim.

    Exit codes: 0, all was read; 1, some articles were skipped; 2, nothing was written.
    """
    _check_writable(output)
    inputs = list(iter_documents(articles))
    if all(isinstance(found, Skipped) for found in inputs):
        show_skipped([found for found in inputs if isinstance(found, Skipped)])
        raise ReadingError("nothing written", "no article could be read", "see kg build --help")
    with progress("Reading", len(inputs)) as step:
        graph = build(inputs, gazetteer=gazetteer, model=model, jobs=jobs, progress=step)
    paths = write(graph, output, base=base)
    show_summary(graph, paths)
    show_skipped(graph.skipped)
    raise typer.Exit(SOME_SKIPPED if graph.skipped else 0)


def _check_writable(folder: Path) -> None:
    """Find out before the work, not after it."""
    place = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not place.is_dir() or not os.access(place, os.W_OK):
        raise OutputError(f"{folder}: cannot be written; choose another folder with -o")


@app.command("query")
def query_command(
    question: Annotated[
        str | None,
        typer.Argument(
            metavar="QUESTION",
            help="The name of a question, SPARQL, a file of it, or -.",
            show_default=False,
        ),
    ] = None,
    values: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="VALUES",
            help="What the question asks for, such as a name.",
            show_default=False,
        ),
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
        show_questions(named_queries(), as_json=as_json, as_csv=as_csv)
        return
    text, bindings = _understand(question, values or [])
    store = load(graph)
    answer = run_query(store, text, bindings=bindings)
    show_rows(answer.columns, answer.rows, as_json=as_json, as_csv=as_csv)
    if bindings and not answer.rows:
        show_likely_names(bindings.values(), known_names(graph))


@app.command("why")
def why_command(
    one: Annotated[str, typer.Argument(metavar="A", help="A name, or an entity's id.")],
    other: Annotated[
        str | None, typer.Argument(metavar="B", help="Another one.", show_default=False)
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
    show_evidence(entities, evidence, as_json=as_json, as_csv=as_csv)


@app.command("evaluate")
def evaluate_command(
    gold: Annotated[
        str,
        typer.Argument(
            metavar="GOLD", help="Gold claims as JSON lines: a file, a glob in quotes, or -."
        ),
    ],
    articles: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ARTICLES",
            help="The articles, where the gold does not name them, or only these of them.",
            show_default=False,
        ),
    ] = None,
    partial: Annotated[
        bool, typer.Option("--partial", help="Gold does not list all: count what kg misses only.")
    ] = False,
    errors: Annotated[
        bool, typer.Option("--errors", help="List every error with its sentence and both sides.")
    ] = False,
    gazetteer: GazetteerOption = None,
    model: ModelOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """Check kg on articles of your own: its claims beside those that you list.

    Exit codes: 0, all was evaluated; 1, some articles were skipped; 2, nothing was.
    """
    lines = read_gold(gold)
    inputs = list(iter_documents(articles or articles_of(lines)))
    chosen = choose(lines, inputs) if articles else lines
    listed = fit_gold(chosen, inputs, load_ontology())
    with progress("Reading", len(listed.documents)) as step:
        graph = build(listed.documents, gazetteer=gazetteer, model=model, progress=step)
    evaluation = evaluate(graph, listed, partial=partial)
    show_evaluation(evaluation, errors=errors, as_json=as_json, as_csv=as_csv)
    skipped = [found for found in inputs if isinstance(found, Skipped)]
    show_left_out(
        articles=len(inputs) - len(skipped) - len(listed.documents), lines=len(lines) - len(chosen)
    )
    skipped += graph.skipped
    show_skipped(skipped)
    raise typer.Exit(SOME_SKIPPED if skipped else 0)


def _understand(question: str, values: Sequence[str]) -> tuple[str, dict[str, str]]:
    """The SPARQL that a question means, and the values of its parameters."""
    known = named_queries()
    if question in known:
        return known[question].text, _bind(known[question], values)
    if values:
        raise QueryError(f"No question is called {question!r}{_advice(question, known)}")
    if question == "-":
        return sys.stdin.read(), {}
    if _is_file(question):
        return _read_question(Path(question)), {}
    if re.search(r"[{\s]", question):
        return question, {}
    advice = _advice(question, known)
    raise QueryError(f"{question!r} is no question's name, no file, and no SPARQL{advice}")


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except OSError:  # a query is too long to be a file's name
        return False


def _read_question(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise QueryError(f"{path} cannot be read as a question in UTF-8 ({error})") from error


def _bind(query: NamedQuery, values: Sequence[str]) -> dict[str, str]:
    names = [parameter.name for parameter in query.parameters]
    if len(values) > len(names):
        wanted = f"only {' '.join(names).upper()}" if names else "no values"
        raise QueryError(f"The question {query.name} takes {wanted}; got {' '.join(values)!r}")
    return dict(zip(names, values, strict=False))


def _advice(name: str, known: Iterable[str]) -> str:
    close = suggest(name, known)
    return f" (did you mean {' or '.join(close)}?)" if close else " (kg query lists them)"
