"""`kg build`: articles in, a knowledge graph out."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from kg.cli.app import SOME_SKIPPED, GazetteerOption, ModelOption, app
from kg.cli.terminal import complain, plain, progress, show_skipped, standard_output
from kg.corrections import DEFAULT_LEDGER, Corrected
from kg.errors import OutputError, ReadingError
from kg.graph import KnowledgeGraph
from kg.model import TOP_TYPES, Skipped, Status
from kg.pipeline import build, write
from kg.rdf import DEFAULT_BASE
from kg.reading import iter_documents
from kg.turtle import FORMATS, check_formats


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
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=f"Write the RDF as {', '.join(list(FORMATS)[1:])} too, each also with .gz.",
            show_default=False,
        ),
    ] = None,
    gazetteer: GazetteerOption = None,
    corrections: Annotated[
        Path | None,
        typer.Option(
            help=f"What readers decided: a ledger. By default {DEFAULT_LEDGER}, where it exists.",
            show_default=False,
        ),
    ] = None,
    model: ModelOption = None,
    jobs: Annotated[int, typer.Option(min=1, help="How many processes read at once.")] = 1,
) -> None:
    """Read articles and write a knowledge graph of what they claim.

    Exit codes: 0, all was read; 1, some articles were skipped; 2, nothing was written.
    """
    wanted = _split(formats or [])
    check_formats(wanted)
    _check_writable(output)
    inputs = list(iter_documents(articles))
    if all(isinstance(found, Skipped) for found in inputs):
        show_skipped([found for found in inputs if isinstance(found, Skipped)])
        raise ReadingError("nothing written", "no article could be read", "see kg build --help")
    ledger = corrections or default_ledger()
    with progress("Reading", len(inputs)) as step:
        graph = build(
            inputs,
            gazetteer=gazetteer,
            corrections=ledger,
            model=model,
            jobs=jobs,
            progress=step,
        )
    paths = write(graph, output, base=base, formats=wanted)
    show_summary(graph, paths)
    show_doubts(graph, output)
    show_unapplied(graph.corrected)
    show_skipped(graph.skipped)
    raise typer.Exit(SOME_SKIPPED if graph.skipped else 0)


def default_ledger() -> Path | None:
    """The ledger beside which kg is run, if there is one."""
    ledger = Path(DEFAULT_LEDGER)
    return ledger if ledger.exists() else None


def _split(formats: Iterable[str]) -> list[str]:
    """`--format nt --format nq,trig.gz` as three formats, each once."""
    named = (name.strip().lower() for given in formats for name in given.split(","))
    return list(dict.fromkeys(filter(None, named)))


def _check_writable(folder: Path) -> None:
    """Find out before the work, not after it."""
    place = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not place.is_dir() or not os.access(place, os.W_OK):
        raise OutputError(f"{folder}: cannot be written; choose another folder with -o")


def show_summary(graph: KnowledgeGraph, paths: Iterable[Path]) -> None:
    """Say what was found, and where it was written."""
    out = standard_output()
    types = Counter(graph.ontology.top_type(entity.type) for entity in graph.entities)
    top_types = {type: types[type] for type in TOP_TYPES if types[type]}
    statuses = Counter(claim.status for claim in graph.claims)
    in_order = {str(status): statuses[status] for status in Status if statuses[status]}
    out.print(f"articles:  {len(graph.documents)}")
    out.print(f"entities:  {len(graph.entities)}{_counts(top_types)}")
    out.print(f"claims:    {len(graph.claims)}{_counts(in_order)}")
    out.print(f"relations: {len(graph.relations)}")
    out.print(f"left open: {_left_open(graph)} (report.json tells where)")
    if graph.corrected.ledger:
        out.print(Text(plain(_corrections(graph.corrected))), soft_wrap=True)
    out.print("written:")
    for path in paths:
        out.print(Text(f"  {plain(path)}"), soft_wrap=True)


def _left_open(graph: KnowledgeGraph) -> str:
    pronouns, nouns = len(graph.open_pronouns), len(graph.open_nominals)
    return (
        f"{pronouns} pronoun{'s' if pronouns != 1 else ''},"
        f" {nouns} definite noun{'s' if nouns != 1 else ''}"
    )


def _corrections(corrected: Corrected) -> str:
    return f"corrections: {len(corrected.applied)} applied, from {corrected.ledger}"


def show_doubts(graph: KnowledgeGraph, output: Path) -> None:
    """Say how many identities are in doubt, and how to settle them."""
    count = len(graph.doubts)
    if count:
        many = "identity" if count == 1 else "identities"
        words = f"in doubt: {count} {many} (kg review {output} asks about them)"
        standard_output().print(Text(plain(words)), soft_wrap=True)


def show_unapplied(corrected: Corrected) -> None:
    """Name the corrections that did nothing, or not all that they say; they stay in the ledger."""
    if not corrected.unapplied:
        return
    complain(f"{len(corrected.unapplied)} not applied, or not wholly, from {corrected.ledger}:")
    for left in corrected.unapplied:
        complain(f"  line {left.correction.line}: {left.correction}: {left.why}")


def _counts(counts: Mapping[str, int]) -> str:
    """Of which kinds: ` (12 Person, 3 Place)`."""
    return f" ({', '.join(f'{count} {kind}' for kind, count in counts.items())})" if counts else ""
