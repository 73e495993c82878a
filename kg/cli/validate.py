"""`kg validate`: whether a graph is what the shapes say it should be."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from kg.cli.app import JsonOption, app
from kg.cli.terminal import complain, plain, print_json, standard_output
from kg.validation import Validation, Violation, validate

BROKEN = 1
SHOWN = 20


@app.command("validate")
def validate_command(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="RDF: .ttl, .nt, .nq, .trig, .jsonld, each also .gz."),
    ],
    everything: Annotated[
        bool, typer.Option("--all", help=f"Show all nodes with faults, not the first {SHOWN}.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Check that a graph conforms to kg's shapes, and say each fault in words.

    Exit codes: 0, it conforms; 1, it does not; 2, it cannot be read.
    """
    validation = validate(file)
    show_validation(file, validation, everything=everything, as_json=as_json)
    if not any(validation.checked.values()):
        complain(
            f"{file} holds no article, entity, claim or edge of kg: there was nothing to check"
        )
    raise typer.Exit(0 if validation.conforms else BROKEN)


def show_validation(
    file: Path, validation: Validation, *, everything: bool = False, as_json: bool = False
) -> None:
    """Say whether a file conforms, and if not, what is wrong, node by node."""
    if as_json:
        print_json(
            {
                "conforms": validation.conforms,
                "checked": dict(validation.checked),
                "violations": [one.as_record() for one in validation.violations],
            }
        )
        return
    out = standard_output()
    checked = ", ".join(f"{count} {name}" for name, count in validation.checked.items())
    if validation.conforms:
        out.print(Text.assemble(f"{plain(file)} ", ("conforms", "bold green"), f" ({checked})"))
        return
    count = f"{len(validation.violations)} faults" if validation.violations[1:] else "1 fault"
    out.print(Text.assemble(f"{plain(file)} has ", (count, "bold red"), f" ({checked})"))
    nodes = [list(faults) for _, faults in groupby(validation.violations, lambda one: one.node)]
    for faults in nodes if everything else nodes[:SHOWN]:
        _show_node(faults)
    if nodes[SHOWN:] and not everything:
        out.print(f"\nand {len(nodes) - SHOWN} more nodes (--all shows them)")


def _show_node(faults: list[Violation]) -> None:
    out, first = standard_output(), faults[0]
    label = f" “{plain(first.label)}”" if first.label else ""
    out.print()
    out.print(Text.assemble((plain(first.node), "bold"), label), soft_wrap=True)
    for fault in faults:
        value = f" (here: {plain(fault.value)})" if fault.value else ""
        out.print(Text(f"  {plain(fault.message)}{value}"), soft_wrap=True)
        out.print(Text(f"    do: {plain(fault.remedy)}"), soft_wrap=True)
        out.print(Text(f"    by: {plain(fault.shape)}", style="dim"), soft_wrap=True)
