"""`kg diff`: what is different between two graphs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.text import Text

from kg.changes import Changed, ChangedEdge, Changes, Known, Moved, Regrouped, Told, compare
from kg.changes import read_side as read
from kg.cli.app import JsonOption, app
from kg.cli.terminal import SPEAKERS, STYLES, plain, print_json, standard_output, words_of
from kg.why import Source

DIFFERENT = 1
SHOWN = 10

T = TypeVar("T")
Line = tuple[str | Text | tuple[str, str], ...]


@app.command("diff")
def diff_command(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A folder that kg build wrote.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="A later one.")],
    everything: Annotated[
        bool, typer.Option("--all", help=f"Show all of each kind, not the first {SHOWN}.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Show what appeared, vanished or changed from one graph to another.

    Claims, relations, and who is who. Exit codes: 0, no difference; 1, some; 2, a folder is wrong.
    """
    changes = compare(read(old), read(new))
    show_changes(changes, everything=everything, as_json=as_json)
    raise typer.Exit(DIFFERENT if changes else 0)


def show_changes(changes: Changes, *, everything: bool = False, as_json: bool = False) -> None:
    """Show all differences, group by group, each with its sentence."""
    if as_json:
        print_json(changes.as_record())
        return
    out = standard_output()
    if not changes:
        out.print("No difference.")
        return
    show = _Shower(out, changes, None if everything else SHOWN)
    show.articles()
    show.entities()
    show.relations()
    show.claims()


class _Shower:
    """Prints the groups of differences one below the other, none that is empty."""

    def __init__(self, out: Console, changes: Changes, limit: int | None) -> None:
        self._out = out
        self._changes = changes
        self._limit = limit
        self._first = True

    def articles(self) -> None:
        """Articles that only one side has."""
        changes = self._changes
        self._group("New articles", "green", changes.articles_appeared, self._article)
        self._group("Articles gone", "red", changes.articles_vanished, self._article)

    def entities(self) -> None:
        """People, organizations, places and things, and who is taken for whom."""
        changes = self._changes
        self._group("Merged: these are one now", "yellow", changes.entities_merged, self._regrouped)
        self._group("Split: this is several now", "yellow", changes.entities_split, self._regrouped)
        self._group("Renamed", "yellow", changes.entities_renamed, self._regrouped)
        self._group("Of another kind", "yellow", changes.entities_retyped, self._retyped)
        self._group("Mentions of somebody else now", "yellow", changes.mentions_moved, self._moved)
        self._group("New names", "green", changes.entities_appeared, self._known)
        self._group("Names gone", "red", changes.entities_vanished, self._known)

    def relations(self) -> None:
        """Edges between two names, and their statuses."""
        changes = self._changes
        self._group("New relations", "green", changes.edges_appeared, self._edge)
        self._group("Relations gone", "red", changes.edges_vanished, self._edge)
        self._group("Relations of another status", "yellow", changes.edges_changed, self._edge)

    def claims(self) -> None:
        """What sentences say."""
        changes = self._changes
        self._group("New claims", "green", changes.claims_appeared, self._claim)
        self._group("Claims gone", "red", changes.claims_vanished, self._claim)
        self._group("Claims read otherwise", "yellow", changes.claims_changed, self._changed)

    def _group(self, title: str, style: str, found: Sequence[T], show: Callable[[T], None]) -> None:
        if not found:
            return
        if not self._first:
            self._out.print()
        self._first = False
        self._out.print(Text.assemble((title, f"bold {style}"), f" ({len(found)})"))
        for one in found[: self._limit]:
            show(one)
        left = len(found) - len(found[: self._limit])
        if left:
            self._line("  ", (f"and {left} more (--all shows them)", "dim"))

    def _line(self, *parts: str | Text | tuple[str, str]) -> None:
        self._out.print(Text.assemble(*parts), soft_wrap=True)

    def _quotes(self, quotes: Iterable[str]) -> None:
        for quote in list(quotes)[:2]:
            self._line(f"    “{plain(quote)}”")

    def _article(self, article: tuple[str, Source]) -> None:
        id, source = article
        told = filter(None, (source.title, source.source, source.published, source.url))
        self._line(f"  {plain(', '.join(told) or id)}")

    def _known(self, known: Known) -> None:
        self._line(f"  {plain(known.name)} ({plain(known.id)})")

    def _regrouped(self, regrouped: Regrouped) -> None:
        self._line(f"  {_names(regrouped.old)} → {_names(regrouped.new)}")

    def _retyped(self, regrouped: Regrouped) -> None:
        (old,), (new,) = regrouped.old, regrouped.new
        self._line(f"  {plain(new.name)}: {plain(old.type)} → {plain(new.type)}")

    def _moved(self, moved: Moved) -> None:
        self._line(f"  {plain(moved.text)}: {_names([moved.old])} → {_names([moved.new])}")
        self._quotes([moved.quote])

    def _edge(self, changed: ChangedEdge) -> None:
        edge, name = changed.edge, self._changes.name
        self._line(
            f"  {plain(name(edge.source))} ",
            (words_of(edge.predicate), "bold"),
            f" {plain(name(edge.target))}: ",
            _arrow(changed.old, changed.new),
        )
        self._quotes(self._changes.quotes(changed))

    def _claim(self, claim: Told) -> None:
        self._line("  ", _headline(claim))
        self._quotes([claim.quote])

    def _changed(self, changed: Changed) -> None:
        self._line("  ", _headline(changed.old))
        self._line("  → ", _headline(changed.new), (f" [{', '.join(changed.what)}]", "dim"))
        self._quotes([changed.new.quote])


def _names(known: Iterable[Known]) -> str:
    return plain(" + ".join(f"{one.name} ({one.id})" for one in known))


def _arrow(old: Iterable[str], new: Iterable[str]) -> Text:
    """`alleged → alleged, stated`; one side alone if the other has nothing."""
    sides = [_statuses(side) for side in (old, new) if side]
    return Text(" → ").join(sides)


def _statuses(statuses: Iterable[str]) -> Text:
    return Text(", ").join(Text(plain(one), STYLES.get(one, "")) for one in statuses)


def _headline(claim: Told) -> Text:
    """`denied met (agent: Kim; theme: Putin) [2024-05-01], said by TASS`."""
    roles = "; ".join(f"{role}: {', '.join(words)}" for role, words in claim.roles)
    dates = f" [{' to '.join(dict.fromkeys(claim.dates))}]" if claim.dates else ""
    speakers = SPEAKERS.join(words or "somebody" for words, _ in claim.speakers)
    said = f", said by {speakers}" if speakers else ""
    return Text.assemble(
        _statuses([claim.status]),
        " ",
        (words_of(claim.predicate), "bold"),
        plain(f" ({roles}){dates}{said}"),
    )
