"""The program that all doors belong to: its name, its version, its errors, shared options."""

from __future__ import annotations

import logging
import signal
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from kg.cli.terminal import complain
from kg.errors import KgError

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
