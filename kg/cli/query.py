"""`kg query`: a question to a graph, by its name or in SPARQL."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import CsvOption, JsonOption, app
from kg.cli.terminal import complain, print_turtle, show_rows
from kg.errors import QueryError
from kg.sparql import TIME_LIMIT, NamedQuery, load, named_queries, run_query
from kg.suggestions import did_you_mean
from kg.why import known_names


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
    graph: Annotated[
        Path,
        typer.Option("--graph", "-g", help="What to ask: a folder that kg build wrote, or RDF."),
    ] = Path("output"),
    timeout: Annotated[
        float, typer.Option(min=0.001, help="How many seconds the question may take.")
    ] = TIME_LIMIT,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """Ask a graph a question: by its name, or in SPARQL.

    Without a question it lists those that have a name. What CONSTRUCT and DESCRIBE give is
    printed as Turtle.
    """
    if question is None:
        show_questions(named_queries(), as_json=as_json, as_csv=as_csv)
        return
    text, bindings = _understand(question, values or [])
    store = load(graph)
    answer = run_query(store, text, bindings=bindings, time_limit=timeout)
    if answer.turtle and not (as_json or as_csv):
        print_turtle(answer.turtle)
    else:
        show_rows(answer.columns, answer.rows, as_json=as_json, as_csv=as_csv)
    if bindings and not answer.rows:
        show_likely_names(bindings.values(), known_names(graph))


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
    return did_you_mean(name, known, otherwise="kg query lists them")


def show_questions(
    known: Mapping[str, NamedQuery], *, as_json: bool = False, as_csv: bool = False
) -> None:
    """List the questions that have a name."""
    rows = [
        (query.name, " ".join(p.name.upper() for p in query.parameters), query.title)
        for query in known.values()
    ]
    show_rows(("question", "asks for", "answers"), rows, as_json=as_json, as_csv=as_csv)


def show_likely_names(values: Iterable[str], known: Sequence[str]) -> None:
    """Say which names may be meant by values that are none."""
    spelled = {name.casefold() for name in known}
    for value in values:
        advice = did_you_mean(value, known)
        if advice and value.casefold() not in spelled:
            complain(f"Nobody and nothing is called {value!r}{advice}")
