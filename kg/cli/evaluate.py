"""`kg evaluate`: kg's claims beside those that a person lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.cli.app import SOME_SKIPPED, CsvOption, GazetteerOption, JsonOption, ModelOption, app
from kg.cli.terminal import (
    SPEAKERS,
    STYLES,
    complain,
    new_table,
    plain,
    print_csv,
    print_json,
    progress,
    show_rows,
    show_skipped,
    standard_output,
)
from kg.evaluation import (
    Error,
    ErrorClass,
    Evaluation,
    Figures,
    Level,
    Participant,
    Told,
    articles_of,
    choose,
    evaluate,
    fit_gold,
    read_gold,
)
from kg.model import Skipped
from kg.ontology import load_ontology
from kg.pipeline import build
from kg.reading import iter_documents

FIGURE_COLUMNS = (
    "level", "predicate", "gold", "kg", "gold right", "kg right", "precision", "recall", "f1",
)  # fmt: skip


ERROR_COLUMNS = (
    "error", "detail", "sentence", "gold", "kg", "article", "line",
)  # fmt: skip


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


def show_evaluation(
    evaluation: Evaluation, *, errors: bool = False, as_json: bool = False, as_csv: bool = False
) -> None:
    """Show how right kg is, level by level and relation by relation, and, if wanted, each error."""
    if errors and as_json:
        print_json([error.as_record() for error in evaluation.errors])
    elif errors and as_csv:
        print_csv(ERROR_COLUMNS, [_error_row(error) for error in evaluation.errors])
    elif as_json or as_csv:
        figures = [
            evaluation.figures(level, predicate)
            for predicate in ("", *evaluation.predicates)
            for level in Level
        ]
        show_rows(FIGURE_COLUMNS, list(map(_figure_row, figures)), as_json=as_json, as_csv=as_csv)
    else:
        _print_evaluation(evaluation, errors=errors)


def _figure_row(figures: Figures) -> tuple[str | int | float | None, ...]:
    shares = (figures.precision, figures.recall, figures.f1)
    return (
        str(figures.level),
        figures.predicate or "all",
        figures.gold,
        figures.read,
        figures.recalled,
        figures.precise,
        *(None if share is None else round(share, 4) for share in shares),
    )


def _error_row(error: Error) -> tuple[str, ...]:
    return (
        str(error.kind),
        error.detail,
        error.sentence,
        _told(error.gold).plain if error.gold else "",
        _told(error.read).plain if error.read else "",
        error.article,
        error.gold.where if error.gold else "",
    )


def _print_evaluation(evaluation: Evaluation, *, errors: bool) -> None:
    out = standard_output()
    out.print(f"articles:     {len(evaluation.documents)}")
    out.print(f"gold claims:  {len(evaluation.gold)}{' (partial)' if evaluation.partial else ''}")
    out.print(f"claims of kg: {len(evaluation.read)}")
    out.print()
    out.print(_levels(evaluation))
    found = evaluation.errors
    counts = Counter(error.kind for error in found)
    if counts:
        out.print()
        out.print(_classes(counts))
    out.print()
    out.print("Recall by relation:" if evaluation.partial else "F1 by relation:")
    out.print()
    out.print(_relations(evaluation))
    for kind in counts if errors else ():
        _print_errors(out, kind, [error for error in found if error.kind == kind])


def _levels(evaluation: Evaluation) -> Table:
    table = new_table("level", "right", "precision", "recall", "F1")
    for level in Level:
        figures = evaluation.figures(level)
        shares = map(_share, (figures.precision, figures.recall, figures.f1))
        table.add_row(Text(level, style="bold"), str(figures.recalled), *shares)
    return table


def _classes(counts: Mapping[ErrorClass, int]) -> Table:
    table = new_table("error", "number")
    for kind in counts:
        table.add_row(Text(kind, style="red"), str(counts[kind]))
    return table


def _relations(evaluation: Evaluation) -> Table:
    """F1 of each relation at each level, `rel:` for all open ones; recall where gold is partial."""
    table = new_table("predicate", "gold", "kg", *Level)
    for predicate in evaluation.predicates:
        row = [evaluation.figures(level, predicate) for level in Level]
        shares = (_share(one.recall if evaluation.partial else one.f1) for one in row)
        table.add_row(Text(plain(predicate)), str(row[0].gold), str(row[0].read), *shares)
    return table


def _print_errors(out: Console, kind: ErrorClass, errors: Sequence[Error]) -> None:
    out.print()
    out.print(Text.assemble((kind, "bold red"), f" ({len(errors)})"))
    for error in errors:
        where = ", ".join(filter(None, (error.article, error.gold.where if error.gold else "")))
        out.print()
        out.print(Text(f"  {plain(error.detail)}", style="bold"), soft_wrap=True)
        out.print(Text(f"  “{plain(error.sentence)}”"), soft_wrap=True)
        out.print(Text.assemble("  gold: ", _told(error.gold)), soft_wrap=True)
        out.print(Text.assemble("  kg:   ", _told(error.read)), soft_wrap=True)
        out.print(Text(f"  in: {plain(where)}", style="dim"), soft_wrap=True)


def _told(claim: Told | None) -> Text:
    """One side of an error: `stated met (agent: Kim; theme: he = Vladimir Putin), said by TASS`."""
    if claim is None:
        return Text("nothing", style="dim")
    roles = "; ".join(
        f"{role}: {', '.join(map(_stands_for, fillers))}" for role, fillers in claim.roles.items()
    )
    names = [one.text if one else "somebody" for one in claim.speakers or ()]
    said = f", said by {SPEAKERS.join(names)}" if names else ""
    status = (str(claim.status), STYLES.get(claim.status, ""))
    return Text.assemble(status, f" {plain(claim.predicate)} ({plain(roles)}){plain(said)}")


def _stands_for(one: Participant) -> str:
    names = " and ".join(known[0] for known in one.meant)
    return f"{one.text} = {names}" if names not in ("", one.text) else one.text


def _share(share: float | None) -> str:
    return "" if share is None else f"{share:.3f}"


def show_left_out(*, articles: int, lines: int) -> None:
    """Say what was not compared, because only one side has it."""
    if articles:
        complain(f"articles without gold, left out: {articles}")
    if lines:
        complain(f"lines of gold left out, as their articles are not given: {lines}")
