"""`kg why`: the sentences behind the links of two names, or behind one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from kg.cli.app import CsvOption, JsonOption, app
from kg.cli.terminal import (
    SPEAKERS,
    STYLES,
    plain,
    print_csv,
    print_json,
    standard_output,
    words_of,
)
from kg.why import Evidence, NamedEntity, find_entity, read_written, why

EVIDENCE_COLUMNS = (
    "date", "status", "predicate", "participants", "said by", "sentence", "article", "source",
)  # fmt: skip


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


def show_evidence(
    entities: Sequence[NamedEntity],
    evidence: Sequence[Evidence],
    *,
    as_json: bool = False,
    as_csv: bool = False,
) -> None:
    """Show sentences, each with its status, its date, its article, and who says so."""
    if as_json:
        print_json([told.as_record() for told in evidence])
    elif as_csv:
        print_csv(EVIDENCE_COLUMNS, [_evidence_row(told) for told in evidence])
    else:
        _print_evidence(entities, evidence)


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


def _print_evidence(entities: Sequence[NamedEntity], evidence: Sequence[Evidence]) -> None:
    out = standard_output()
    for entity in entities:
        _show_entity(out, entity)
    if not evidence:
        out.print("No sentence links them." if len(entities) > 1 else "No sentence tells of it.")
    for told in evidence:
        out.print()
        out.print(_headline(told))
        out.print(Text(f"  “{plain(told.quote)}”"), soft_wrap=True)
        out.print(Text(f"  {plain(_origin(told))}", style="dim"), soft_wrap=True)


def _show_entity(out: Console, entity: NamedEntity) -> None:
    others = f", also written {', '.join(entity.names[1:])}" if entity.names[1:] else ""
    line = Text.assemble((plain(entity.name), "bold"), f" ({plain(entity.id)}){plain(others)}")
    out.print(line, soft_wrap=True)


def _headline(told: Evidence) -> Text:
    status = (told.status, STYLES.get(told.status, ""))
    participants = plain("; ".join(told.participants))
    date = f" [{told.dates}]" if told.dates else ""
    return Text.assemble(
        status, " ", (words_of(told.predicate), "bold"), f" ({participants}){date}"
    )


def _origin(told: Evidence) -> str:
    article = told.article
    said = f"said by {SPEAKERS.join(told.speakers)}; " if told.speakers else ""
    where = ", ".join(filter(None, (article.title, article.source, article.published, article.url)))
    return f"{said}in: {where}"
