"""What every door says alike on the terminal: tables, JSON, CSV, messages, the bar.

Articles are not to be trusted: no character of theirs may steer the terminal.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from kg.model import Skipped, Status

STYLES: Mapping[str, str] = {
    Status.STATED: "green",
    Status.ALLEGED: "yellow",
    Status.POSSIBLE: "cyan",
    Status.PLANNED: "blue",
    Status.DENIED: "red",
}


SPEAKERS = ", quoting "  # from the outermost inwards


STEERING = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))


JOINERS = "\u200c\u200d"


Rows = Sequence[Sequence[Any]]


def show_rows(
    columns: Sequence[str], rows: Rows, *, as_json: bool = False, as_csv: bool = False
) -> None:
    """Show an answer as a table, as a list of objects, or as CSV."""
    if as_json:
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
    elif as_csv:
        print_csv(columns, rows)
    else:
        _print_table(columns, rows)


def show_skipped(skipped: Sequence[Skipped]) -> None:
    """Say what was not read, and why."""
    if not skipped:
        return
    complain(f"{len(skipped)} skipped:")
    for skip in skipped:
        remedy = f" ({skip.remedy})" if skip.remedy else ""
        complain(f"  {skip.where}: {skip.why}{remedy}")


def print_json(value: Any) -> None:
    """Print a value as JSON, its keys in their order."""
    print(json.dumps(value, ensure_ascii=False, indent=2))  # noqa: T201


def print_csv(columns: Sequence[str], rows: Rows) -> None:
    """Print rows as CSV under a line of their names."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)


def print_turtle(text: str) -> None:
    """Print Turtle, with its own escapes for the characters that would steer a terminal."""
    escaped = (f"\\U{ord(c):08X}" if _steers(c) and c not in "\n\t" else c for c in text)
    sys.stdout.write("".join(escaped))


def _print_table(columns: Sequence[str], rows: Rows) -> None:
    table = new_table(*columns)
    for row in rows:
        table.add_row(*(Text(plain(value)) for value in row))
    standard_output().print(table if rows else "No answer.")


def new_table(*columns: str) -> Table:
    """Give an empty table, as all doors show them."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for column in columns:
        table.add_column(Text(plain(column)), overflow="fold")
    return table


def plain(value: Any) -> str:
    """Make a value one line that cannot steer a terminal: articles are not to be trusted."""
    text = "" if value is None else str(value)
    return "".join(" " if _steers(character) else character for character in text)


def words_of(predicate: str) -> str:
    """`arrivedIn` and `rel:shake_hands` as a reader would say them."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", predicate.removeprefix("rel:"))
    return plain(apart.replace("_", " ").lower())


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


def standard_output() -> Console:
    """Give standard output; where it is no terminal, lines are never folded."""
    console = Console(highlight=False, markup=False)
    return console if console.is_terminal else Console(highlight=False, markup=False, width=100_000)


def complain(message: str) -> None:
    """Print a message on standard error."""
    Console(stderr=True, highlight=False, markup=False).print(
        Text("\n".join(plain(line) for line in message.splitlines())), soft_wrap=True
    )
