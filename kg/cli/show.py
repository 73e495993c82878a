"""What a person sees on the terminal: tables, evidence, the summary, messages, the bar.

Articles are not to be trusted: no character of theirs may steer the terminal.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from kg.evaluation import Error, ErrorClass, Evaluation, Figures, Level, Participant, Told
from kg.graph import KnowledgeGraph
from kg.model import TOP_TYPES, Skipped, Status
from kg.sparql import NamedQuery
from kg.why import Evidence, NamedEntity, suggest

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

FIGURE_COLUMNS = (
    "level", "predicate", "gold", "kg", "gold right", "kg right", "precision", "recall", "f1",
)  # fmt: skip

ERROR_COLUMNS = (
    "error", "detail", "sentence", "gold", "kg", "article", "line",
)  # fmt: skip

SPEAKERS = ", quoting "  # from the outermost inwards

STEERING = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
JOINERS = "\u200c\u200d"

Rows = Sequence[Sequence[Any]]


def show_likely_names(values: Iterable[str], known: Sequence[str]) -> None:
    """Say which names may be meant by values that are none."""
    spelled = {name.casefold() for name in known}
    for value in values:
        close = suggest(value, known)
        if close and value.casefold() not in spelled:
            complain(f"Nobody and nothing is called {value!r} (did you mean {' or '.join(close)}?)")


def show_questions(
    known: Mapping[str, NamedQuery], *, as_json: bool = False, as_csv: bool = False
) -> None:
    """List the questions that have a name."""
    rows = [
        (query.name, " ".join(p.name.upper() for p in query.parameters), query.title)
        for query in known.values()
    ]
    show_rows(("question", "asks for", "answers"), rows, as_json=as_json, as_csv=as_csv)


def _evidence_row(told: Evidence) -> tuple[str, ...]:
    return (
        told.dates,
        told.status,
        told.predicate,
        "; ".join(told.participants),
        SPEAKERS.join(told.speakers),
        told.quote,
        told.article.title,
        told.article.source,
    )


def show_evidence(
    entities: Sequence[NamedEntity],
    evidence: Sequence[Evidence],
    *,
    as_json: bool = False,
    as_csv: bool = False,
) -> None:
    """Show sentences, each with its status, its date, its article, and who says so."""
    if as_json:
        _print_json([told.as_record() for told in evidence])
    elif as_csv:
        _print_csv(EVIDENCE_COLUMNS, [_evidence_row(told) for told in evidence])
    else:
        _print_evidence(entities, evidence)


def _print_evidence(entities: Sequence[NamedEntity], evidence: Sequence[Evidence]) -> None:
    out = _standard_output()
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
    return Text.assemble(status, " ", (_words(told.predicate), "bold"), f" ({participants}){date}")


def _words(predicate: str) -> str:
    """`arrivedIn` and `rel:shake_hands` as a reader would say them."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", predicate.removeprefix("rel:"))
    return _plain(apart.replace("_", " ").lower())


def _origin(told: Evidence) -> str:
    article = told.article
    said = f"said by {SPEAKERS.join(told.speakers)}; " if told.speakers else ""
    where = ", ".join(filter(None, (article.title, article.source, article.published, article.url)))
    return f"{said}in: {where}"


def show_evaluation(
    evaluation: Evaluation, *, errors: bool = False, as_json: bool = False, as_csv: bool = False
) -> None:
    """Show how right kg is, level by level and relation by relation, and, if wanted, each error."""
    if errors and as_json:
        _print_json([error.as_record() for error in evaluation.errors])
    elif errors and as_csv:
        _print_csv(ERROR_COLUMNS, [_error_row(error) for error in evaluation.errors])
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
    out = _standard_output()
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
    table = _table("level", "right", "precision", "recall", "F1")
    for level in Level:
        figures = evaluation.figures(level)
        shares = map(_share, (figures.precision, figures.recall, figures.f1))
        table.add_row(Text(level, style="bold"), str(figures.recalled), *shares)
    return table


def _classes(counts: Mapping[ErrorClass, int]) -> Table:
    table = _table("error", "number")
    for kind in counts:
        table.add_row(Text(kind, style="red"), str(counts[kind]))
    return table


def _relations(evaluation: Evaluation) -> Table:
    """F1 of each relation at each level, `rel:` for all open ones; recall where gold is partial."""
    table = _table("predicate", "gold", "kg", *Level)
    for predicate in evaluation.predicates:
        row = [evaluation.figures(level, predicate) for level in Level]
        shares = (_share(one.recall if evaluation.partial else one.f1) for one in row)
        table.add_row(Text(_plain(predicate)), str(row[0].gold), str(row[0].read), *shares)
    return table


def _print_errors(out: Console, kind: ErrorClass, errors: Sequence[Error]) -> None:
    out.print()
    out.print(Text.assemble((kind, "bold red"), f" ({len(errors)})"))
    for error in errors:
        where = ", ".join(filter(None, (error.article, error.gold.where if error.gold else "")))
        out.print()
        out.print(Text(f"  {_plain(error.detail)}", style="bold"), soft_wrap=True)
        out.print(Text(f"  “{_plain(error.sentence)}”"), soft_wrap=True)
        out.print(Text.assemble("  gold: ", _told(error.gold)), soft_wrap=True)
        out.print(Text.assemble("  kg:   ", _told(error.read)), soft_wrap=True)
        out.print(Text(f"  in: {_plain(where)}", style="dim"), soft_wrap=True)


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
    return Text.assemble(status, f" {_plain(claim.predicate)} ({_plain(roles)}){_plain(said)}")


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


def show_summary(graph: KnowledgeGraph, paths: Iterable[Path]) -> None:
    """Say what was found, and where it was written."""
    out = _standard_output()
    types = Counter(graph.ontology.top_type(entity.type) for entity in graph.entities)
    top_types = {type: types[type] for type in TOP_TYPES if types[type]}
    statuses = Counter(claim.status for claim in graph.claims)
    in_order = {str(status): statuses[status] for status in Status if statuses[status]}
    out.print(f"articles:  {len(graph.documents)}")
    out.print(f"entities:  {len(graph.entities)}{_counts(top_types)}")
    out.print(f"claims:    {len(graph.claims)}{_counts(in_order)}")
    out.print(f"relations: {len(graph.relations)}")
    out.print("written:")
    for path in paths:
        out.print(Text(f"  {_plain(path)}"), soft_wrap=True)


def _counts(counts: Mapping[str, int]) -> str:
    """Of which kinds: ` (12 Person, 3 Place)`."""
    return f" ({', '.join(f'{count} {kind}' for kind, count in counts.items())})" if counts else ""


def show_skipped(skipped: Sequence[Skipped]) -> None:
    """Say what was not read, and why."""
    if not skipped:
        return
    complain(f"{len(skipped)} skipped:")
    for skip in skipped:
        remedy = f" ({skip.remedy})" if skip.remedy else ""
        complain(f"  {skip.where}: {skip.why}{remedy}")


def show_rows(
    columns: Sequence[str], rows: Rows, *, as_json: bool = False, as_csv: bool = False
) -> None:
    """Show an answer as a table, as a list of objects, or as CSV."""
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
    table = _table(*columns)
    for row in rows:
        table.add_row(*(Text(_plain(value)) for value in row))
    _standard_output().print(table if rows else "No answer.")


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for column in columns:
        table.add_column(Text(_plain(column)), overflow="fold")
    return table


def _plain(value: Any) -> str:
    """A value as one line that cannot steer a terminal: articles are not to be trusted."""
    text = "" if value is None else str(value)
    return "".join(" " if _steers(character) else character for character in text)


def _steers(character: str) -> bool:
    """Control and format characters, such as escapes and right-to-left overrides, and line ends."""
    return unicodedata.category(character) in STEERING and character not in JOINERS


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar on standard error, if that is a terminal: tell it how many are done."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    hidden = not console.is_terminal
    with Progress(
        *columns, TimeRemainingColumn(), console=console, transient=True, disable=hidden
    ) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.update(task, completed=done)


def _standard_output() -> Console:
    """Standard output; where it is no terminal, lines are never folded."""
    console = Console(highlight=False, markup=False)
    return console if console.is_terminal else Console(highlight=False, markup=False, width=100_000)


def complain(message: str) -> None:
    """Print a message on standard error."""
    Console(stderr=True, highlight=False, markup=False).print(
        Text("\n".join(_plain(line) for line in message.splitlines())), soft_wrap=True
    )
