"""`kg review`: the least certain identities, and what a reader says of each."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import click
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.cli.app import CsvOption, JsonOption, app
from kg.cli.terminal import complain, plain, print_csv, print_json, standard_output
from kg.corrections import (
    DEFAULT_LEDGER,
    Correction,
    Decision,
    append,
    read_ledger,
    take_back,
)
from kg.errors import CorrectionError
from kg.ontology import Ontology, load_ontology
from kg.review import Question, Side, article_titles, read_review, undecided
from kg.suggestions import did_you_mean

COLUMNS = (
    "certainty", "now", "one", "its sentence", "its article",
    "other", "its sentence", "its article", "for", "against",
)  # fmt: skip

KEYS = {
    "s": Decision.SAME,
    "d": Decision.DIFFERENT,
    "r": Decision.RENAME,
    "t": Decision.RETYPE,
}
HELP = "s same   d different   r rename   t retype   u undo   space skip   q quit"
SKIP, QUIT = (" ", "\r", "\n", "k"), ("q", "\x03", "\x04", "\x1b")
UNDO, BOTH = "u", "b"
SURE = ((0.34, "hardly sure"), (0.67, "not sure"), (1.0, "fairly sure"))


@app.command("review")
def review_command(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="The folder that kg build wrote.")
    ] = Path("output"),
    corrections: Annotated[
        Path | None,
        typer.Option(
            help="The ledger that decisions are written into. By default that of the build, else"
            f" {DEFAULT_LEDGER}.",
            show_default=False,
        ),
    ] = None,
    by: Annotated[str, typer.Option(help="Who decides, to be written beside each decision.")] = "",
    only_list: Annotated[bool, typer.Option("--list", help="List; ask nothing.")] = False,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """Ask about the identities that are least certain, and write down what you decide.

    The next kg build applies it. Without a terminal it lists them.
    """
    ontology, review = load_ontology(), read_review(folder)
    ledger = corrections or Path(review.ledger or DEFAULT_LEDGER)
    decided = read_ledger(ledger, ontology).corrections if ledger.exists() else ()
    questions = undecided(review.questions, decided)
    if as_json:
        print_json([question.as_record() for question in questions])
    elif as_csv:
        print_csv(COLUMNS, [_row(question) for question in questions])
    elif only_list or not (sys.stdin.isatty() and sys.stdout.isatty()):
        _list(questions)
    else:
        _Interview(questions, ledger, by, ontology).hold()


def _row(question: Question) -> list[str]:
    row = [f"{question.certainty:.2f}", str(question.now)]
    for side in question.sides:
        row += [f"{side.name} ({side.entity})", side.sentence, side.title or side.article]
    return [*row, "; ".join(question.reasons_for), "; ".join(question.reasons_against)]


def _list(questions: Sequence[Question]) -> None:
    out = standard_output()
    if not questions:
        out.print("Nothing is in doubt.")
    for number, question in enumerate(questions, start=1):
        out.print(Text("\n") if number > 1 else Text(""), end="")
        out.print(_headline(question, f"{number}."), soft_wrap=True)
        for side in question.sides:
            out.print(Text.assemble("  ", _title(side)), soft_wrap=True)
            out.print(Text(f"    “{plain(side.sentence)}”"), soft_wrap=True)
            out.print(Text(f"    in: {plain(_where(side))}", style="dim"), soft_wrap=True)
        for line in _reasons(question):
            out.print(Text.assemble("  ", line), soft_wrap=True)


def _headline(question: Question, number: str) -> Text:
    now = "one" if question.now is Decision.SAME else "two"
    sure = next(words for most, words in SURE if question.certainty <= most)
    told = f"kg takes them for {now} and is {sure} of it (certainty {question.certainty:.2f} of 1)"
    return Text.assemble((f"{number} ", "bold"), told)


def _title(side: Side) -> Text:
    described = f", {', '.join(side.descriptions)}" if side.descriptions else ""
    told = plain(f" ({side.entity}, {side.type}{described})")
    return Text.assemble((plain(side.name), "bold"), told)


def _where(side: Side) -> str:
    more = f", and {side.articles - 1} more" if side.articles > 1 else ""
    return f"{side.title or side.article}{more}"


def _reasons(question: Question) -> Iterable[Text]:
    if question.reasons_for:
        yield Text.assemble(("for:     ", "green"), plain("; ".join(question.reasons_for)))
    if question.reasons_against:
        yield Text.assemble(("against: ", "red"), plain("; ".join(question.reasons_against)))


class _Interview:
    """Asks one question after the other in a terminal; each decision is written at once."""

    def __init__(
        self, questions: Sequence[Question], ledger: Path, by: str, ontology: Ontology
    ) -> None:
        self.questions = questions
        self.ledger = ledger
        self.by = by
        self.ontology = ontology
        self.titles = article_titles(questions)
        self.out: Console = standard_output()
        self.steps: list[_Step] = []

    def hold(self) -> None:
        """Ask until all is decided or skipped, or the reader has enough."""
        if not self.questions:
            self.out.print("Nothing is in doubt.")
            return
        number: int | None = 0
        while number is not None and number < len(self.questions):
            self._show(number)
            number = self._ask(number)
        written = sum(len(step.added) for step in self.steps)
        if written:
            many = "decision" if written == 1 else "decisions"
            self.out.print(f"{written} {many} written to {plain(self.ledger)};")
            self.out.print("the next kg build applies them.")

    def _show(self, number: int) -> None:
        question = self.questions[number]
        self.out.print()
        self.out.print(_headline(question, f"{number + 1} of {len(self.questions)}."))
        self.out.print(_beside(question.sides))
        for line in _reasons(question):
            self.out.print(line)
        self.out.print(Text(HELP, style="dim"))

    def _ask(self, number: int) -> int | None:
        """Take keys until one ends the question: which is next, or None to end the interview."""
        question = self.questions[number]
        while True:
            key = _key()
            if key in QUIT:
                return None
            if key in SKIP:
                return number + 1
            decision = KEYS.get(key)
            if decision in (Decision.SAME, Decision.DIFFERENT):
                self._write(number, question.answer(decision, by=self.by))
                return number + 1
            if decision is not None and self._change(number, decision):
                return number + 1
            if key == UNDO and self._undo():
                return self.steps.pop().number
            self.out.print(Text(HELP, style="dim"))

    def _change(self, number: int, decision: Decision) -> bool:
        """A new name or class for one side, or for both that are one; whether it settles the
        question."""
        question = self.questions[number]
        chosen = self._choose(question)
        if chosen is None:
            return False
        named = chosen.name if isinstance(chosen, Side) else question.sides[0].name
        what = "New name" if decision is Decision.RENAME else "New class"
        prompt = f"{what} of {plain(named)} (empty for none)"
        to = " ".join(typer.prompt(prompt, default="", show_default=False).split())
        if not to:
            return False
        if decision is Decision.RETYPE and to not in self.ontology.classes:
            some = f"some are {', '.join(sorted(self.ontology.classes)[:8])}"
            advice = did_you_mean(to, self.ontology.classes, otherwise=some)
            complain(f"{to!r} is no class{advice}")
            return False
        side = chosen if isinstance(chosen, Side) else None
        corrections = question.change(decision, to, side=side, by=self.by)
        self._write(number, *corrections)
        return len(corrections) > 1

    def _choose(self, question: Question) -> Side | Literal["both"] | None:
        one, other = question.sides
        keys: dict[str, Side | Literal["both"]] = {"1": one, "2": other}
        asked = "Which one? 1 or 2"
        if question.now is Decision.SAME:
            keys[BOTH] = "both"
            asked = "They are one now. b for both; to make them two and change only one, 1 or 2"
        self.out.print(Text(asked, style="dim"))
        return keys.get(_key())

    def _write(self, number: int, *corrections: Correction) -> None:
        added = []
        for correction in corrections:
            added.append(append(self.ledger, correction, titles=self.titles))
            self.out.print(Text(plain(str(correction)), style="green"))
        self.steps.append(_Step(number, tuple(added)))

    def _undo(self) -> bool:
        """Take the last step out of the ledger; False where there is none, or it cannot be."""
        if not self.steps:
            self.out.print(Text("Nothing is decided yet.", style="dim"))
            return False
        try:
            take_back(self.ledger, "".join(self.steps[-1].added))
        except CorrectionError as error:
            complain(str(error))
            return False
        self.out.print(Text("Taken back.", style="green"))
        return True


@dataclass(frozen=True, slots=True)
class _Step:
    """What one key added to the ledger, at which question."""

    number: int
    added: tuple[str, ...]


def _beside(sides: Sequence[Side]) -> Table:
    table = Table.grid(expand=True, padding=(0, 2))
    for _ in sides:
        table.add_column(ratio=1)
    table.add_row(
        *(Text.assemble((f"{n} ", "dim"), _title(side)) for n, side in enumerate(sides, 1))
    )
    table.add_row(*(Text(f"“{plain(side.sentence)}”") for side in sides))
    table.add_row(*(Text(f"in: {plain(_where(side))}", style="dim") for side in sides))
    return table


def _key() -> str:
    try:
        return click.getchar()
    except (EOFError, KeyboardInterrupt):
        return "q"
