"""`kg why`: the sentences behind the links of two names; or why the mentions of one are one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from kg.cli.app import CsvOption, JsonOption, app
from kg.cli.terminal import (
    SPEAKERS,
    STYLES,
    new_table,
    plain,
    print_csv,
    print_json,
    standard_output,
    words_of,
)
from kg.why import (
    Correction,
    Evidence,
    NamedEntity,
    Source,
    Wording,
    Written,
    find_entity,
    read_written,
    why,
    wordings,
)

EVIDENCE_COLUMNS = (
    "date", "status", "predicate", "participants", "said by", "sentence", "article", "source",
    "judgement",
)  # fmt: skip

MOST_REASONS = 4
MOST_ARTICLES = 10


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

    Each comes with its status, its date, its article, and who says so.

    Of one name it also says how it is written, in which articles, and why all that is one.
    """
    written = read_written(folder)
    entities = [find_entity(written, name) for name in (one, other) if name is not None]
    evidence = why(written, *entities)
    if other is None and not as_csv:
        show_identity(written, entities[0], evidence, as_json=as_json)
    else:
        show_evidence(entities, evidence, as_json=as_json, as_csv=as_csv)


def show_identity(
    written: Written, entity: NamedEntity, evidence: Sequence[Evidence], *, as_json: bool = False
) -> None:
    """Show how an entity is written and why all that is one, and the sentences that tell of it."""
    found = wordings(written, entity)
    corrections = written.corrections.get(entity.iri, ())
    if as_json:
        print_json(identity_record(written, entity, found, corrections, evidence))
        return
    out = standard_output()
    _show_entity(out, entity)
    _show_wordings(out, found)
    _show_articles(out, written, found)
    for correction in corrections:
        out.print(Text(f"  {plain(_told(correction))}", style="magenta"), soft_wrap=True)
    _print_sentences(out, evidence, none="No sentence tells of it.")


def identity_record(
    written: Written,
    entity: NamedEntity,
    found: Sequence[Wording],
    corrections: Sequence[Correction],
    evidence: Sequence[Evidence],
) -> dict[str, Any]:
    """The same as plain lists and dictionaries, for JSON."""
    articles = sorted({article for wording in found for article in wording.articles})
    return {
        "id": entity.id,
        "iri": entity.iri,
        "names": list(entity.names),
        "mentions": sum(wording.mentions for wording in found),
        "articles": [{"id": id, **asdict(written.articles.get(id, Source()))} for id in articles],
        "written": [_wording_record(wording) for wording in found],
        "corrections": [{"decision": c.decision, "by": c.by, "note": c.note} for c in corrections],
        "sentences": [told.as_record() for told in evidence],
    }


def _wording_record(wording: Wording) -> dict[str, Any]:
    return {
        "words": wording.words,
        "mentions": wording.mentions,
        "articles": list(wording.articles),
        "reasons": [{"reason": why, "mentions": count} for why, count in wording.reasons],
    }


def _show_wordings(out: Console, found: Sequence[Wording]) -> None:
    if not found:
        return
    articles = {article for wording in found for article in wording.articles}
    mentions = sum(wording.mentions for wording in found)
    out.print(f"  {_count(mentions, 'mention')} in {_count(len(articles), 'article')}:")
    out.print()
    table = new_table("written", "times", "articles", "why it is meant")
    for wording in found:
        reasons = Text("\n".join(_reasons(wording)))
        counts = (str(wording.mentions), str(len(wording.articles)))
        table.add_row(Text(plain(wording.words)), *counts, reasons)
    out.print(table)


def _show_articles(out: Console, written: Written, found: Sequence[Wording]) -> None:
    ids = sorted({article for wording in found for article in wording.articles})
    if ids:
        out.print()
    for id in ids[:MOST_ARTICLES]:
        article = written.articles.get(id, Source())
        told = ", ".join(filter(None, (article.title, article.source, article.published)))
        out.print(Text(f"  in: {plain(told or id)}", style="dim"), soft_wrap=True)
    if len(ids) > MOST_ARTICLES:
        more = len(ids) - MOST_ARTICLES
        out.print(Text(f"  and {more} more (--json lists all)", style="dim"))


def _reasons(wording: Wording) -> Iterator[str]:
    for reason, count in wording.reasons[:MOST_REASONS]:
        yield plain(reason) if len(wording.reasons) == 1 else f"{plain(reason)} ({count})"
    if len(wording.reasons) > MOST_REASONS:
        yield f"and {len(wording.reasons) - MOST_REASONS} more (--json lists all)"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _told(correction: Correction) -> str:
    by = f" by {correction.by}" if correction.by else ""
    note = f": {correction.note}" if correction.note else ""
    return f"corrected{by} ({correction.decision}){note}"


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
        told.correction.judgement if told.correction else "",
    )


def _print_evidence(entities: Sequence[NamedEntity], evidence: Sequence[Evidence]) -> None:
    out = standard_output()
    for entity in entities:
        _show_entity(out, entity)
    _print_sentences(out, evidence, none="No sentence links them.")


def _print_sentences(out: Console, evidence: Sequence[Evidence], *, none: str) -> None:
    if not evidence:
        out.print(none)
    for told in evidence:
        out.print()
        out.print(_headline(told))
        if told.correction:
            judged = told.correction
            words = f"  {judged.judgement}: {_told(judged)}"
            out.print(Text(plain(words), style="magenta"), soft_wrap=True)
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
    return f"{said}in: {where} (claim {told.claim})"
