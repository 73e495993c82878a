"""The ledger: the TOML file that holds corrections, read whole and only ever added to.

A file that kg adds to keeps every byte that it had: comments, order and layout are the reader's.
"""

from __future__ import annotations

import re
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import tomlkit
from tomlkit.items import InlineTable, Table

from kg.corrections.decisions import Correction, Decision, Named
from kg.errors import CorrectionError
from kg.model import TOP_TYPES
from kg.ontology import Ontology
from kg.suggestions import did_you_mean

DEFAULT_LEDGER = "corrections.toml"

HEAD = """\
# What readers decided about the graph. kg build applies it each time; kg review adds to it.
# Change it by hand as you like: docs/corrections.md tells how.
"""

_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*correction[ \t]*\]\]", re.MULTILINE)
_ID = re.compile(rf"({'|'.join(TOP_TYPES)})/(\S+)", re.IGNORECASE)
_PAIRS = (Decision.SAME, Decision.DIFFERENT)
_CHANGES = (Decision.RENAME, Decision.RETYPE)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The corrections of one file, in its order."""

    path: str
    corrections: tuple[Correction, ...]


NO_CORRECTIONS = Ledger("", ())


def read_ledger(path: Path, ontology: Ontology) -> Ledger:
    """Read a file of corrections; CorrectionError names the file, the line and the remedy."""
    text = _read(path)
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CorrectionError(f"{path} is no TOML: {error} (docs/corrections.md)") from error
    return Ledger(str(path), tuple(_Reader(path, text, ontology).corrections(content)))


def append(path: Path, correction: Correction, *, titles: Mapping[str, str] | None = None) -> str:
    """Add one correction at the end of a file, which is made if it is not there; what was added.

    `titles` are those of articles by id, written beside the ids for people who read the file.
    """
    written = _read(path) if path.exists() else ""
    start = written or HEAD
    gap = "\n" if start.endswith("\n") else "\n\n"
    text = f"{start}{gap}[[correction]]\n{_table(correction, titles or {}).as_string()}"
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CorrectionError(
            f"{path} cannot be added to: {error} (write each correction under its own"
            " [[correction]] line)"
        ) from error
    _write_whole(path, text)
    return text.removeprefix(written)


def take_back(path: Path, added: str) -> None:
    """Take out again what was added last; a file that held nothing else goes.

    CorrectionError if something else stands at the end of the file by now.
    """
    text = _read(path)
    if not text.endswith(added):
        raise CorrectionError(f"{path} has changed since (take the correction out by hand)")
    rest = text.removesuffix(added)
    if rest:
        _write_whole(path, rest)
    else:
        path.resolve().unlink()


class _Reader:
    """Turns the tables of one file into corrections, each with its line."""

    def __init__(self, path: Path, text: str, ontology: Ontology) -> None:
        self.path = path
        self.ontology = ontology
        self.lines = [text.count("\n", 0, found.start()) + 1 for found in _HEADER.finditer(text)]

    def corrections(self, content: Mapping[str, Any]) -> Iterator[Correction]:
        tables = content.get("correction", [])
        others = sorted(content.keys() - {"correction"})
        if others or not isinstance(tables, list):
            name = others[0] if others else "correction"
            raise CorrectionError(
                f"{self.path}: {name!r} is unknown here (write [[correction]] tables)"
            )
        # Where the headers cannot be counted (a note that holds one), no line is better than
        # a wrong one.
        lines = self.lines if len(self.lines) == len(tables) else [0] * len(tables)
        for number, (table, line) in enumerate(zip(tables, lines, strict=True), start=1):
            where = f"{self.path}:{line}" if line else f"{self.path}, correction {number}"
            yield self._correction(table, where, line)

    def _correction(self, table: Any, where: str, line: int) -> Correction:
        kinds = [decision for decision in Decision if decision in table]
        if len(kinds) != 1:
            raise CorrectionError(f"{where}: a correction has one of {', '.join(Decision)}")
        (decision,) = kinds
        allowed = {decision, "by", "note"} | ({"to"} if decision in _CHANGES else set())
        unknown = sorted(table.keys() - allowed)
        if unknown:
            raise CorrectionError(
                f"{where}: {unknown[0]!r} does not belong to {decision}"
                f" (only {', '.join(sorted(allowed))})"
            )
        by, note = (self._words(table, key, where) for key in ("by", "note"))
        if decision in (Decision.REJECT, Decision.CONFIRM):
            claim = self._words(table, decision, where, needed=True)
            return Correction(decision, claim=claim, by=by, note=note, line=line)
        named = self._named_all(table[decision], decision, where)
        to = self._words(table, "to", where, needed=True) if decision in _CHANGES else ""
        if decision is Decision.RETYPE and to not in self.ontology.classes:
            advice = did_you_mean(to, self.ontology.classes, otherwise="kg.ttl lists them")
            raise CorrectionError(f"{where}: {to!r} is no class of the ontology{advice}")
        return Correction(decision, named, to=to, by=by, note=note, line=line)

    def _words(self, table: Any, key: str, where: str, *, needed: bool = False) -> str:
        value = table.get(key, "")
        if not isinstance(value, str) or (needed and not value.strip()):
            raise CorrectionError(f"{where}: {key} must be words in quotes")
        return " ".join(value.split())

    def _named_all(self, value: Any, decision: Decision, where: str) -> tuple[Named, ...]:
        if decision in _CHANGES:
            return (self._named(value, where),)
        if not isinstance(value, list) or len(value) < 2:
            raise CorrectionError(f"{where}: {decision} takes a list of two names or more")
        named = tuple(self._named(one, where) for one in value)
        if len(set(named)) < len(named):
            raise CorrectionError(f"{where}: {decision} names the same twice")
        return named

    def _named(self, value: Any, where: str) -> Named:
        if isinstance(value, str) and value.strip():
            return _from_words(value)
        if not isinstance(value, dict):
            raise CorrectionError(f'{where}: {value!r} is neither a name nor {{ name = "..." }}')
        unknown = sorted(value.keys() - {"name", "type", "article", "start", "title"})
        if unknown:
            raise CorrectionError(
                f"{where}: {unknown[0]!r} is unknown (name, type, article, start or title)"
            )
        name, top_type, article = (
            self._words(value, key, where, needed=key == "name")
            for key in ("name", "type", "article")
        )
        if top_type and top_type not in TOP_TYPES:
            raise CorrectionError(f"{where}: type {top_type!r} is none of {', '.join(TOP_TYPES)}")
        start = value.get("start")
        if start is not None and not (_is_offset(start) and article):
            raise CorrectionError(f"{where}: start is a number of characters in an article")
        return Named(name, top_type, article, start)


def _is_offset(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _from_words(value: str) -> Named:
    """A name, or an entity's id as kg shows it: `person/Kim_Jong_Un`."""
    words = " ".join(value.split())
    id = _ID.fullmatch(words)
    if id is None:
        return Named(words)
    return Named(unquote(id[2]).replace("_", " "), id[1].capitalize())


def _table(correction: Correction, titles: Mapping[str, str]) -> Table:
    table = tomlkit.table()
    table.add(correction.decision.value, _value(correction, titles))
    for key in ("to", "by", "note"):
        if value := getattr(correction, key):
            table.add(key, value)
    return table


def _value(correction: Correction, titles: Mapping[str, str]) -> Any:
    if correction.claim:
        return correction.claim
    named = [_reference(one, titles) for one in correction.named]
    if correction.decision in _CHANGES:
        return named[0]
    return _array(named)


def _array(named: Sequence[str | InlineTable]) -> Any:
    array = tomlkit.array()
    array.extend(named)
    return array.multiline(any(not isinstance(one, str) for one in named))


def _reference(named: Named, titles: Mapping[str, str]) -> str | InlineTable:
    plain = Named(named.name)
    if named == plain == _from_words(named.name):
        return named.name
    table = tomlkit.inline_table()
    table.append("name", named.name)
    for key in ("type", "article", "start"):
        value = getattr(named, key)
        if value not in ("", None):
            table.append(key, value)
    if title := titles.get(named.article, ""):
        table.append("title", title)
    return table


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError as error:
        raise CorrectionError(f"{path} does not exist (kg review makes it)") from error
    except UnicodeDecodeError as error:
        raise CorrectionError(f"{path} is not in UTF-8 (save it so)") from error
    except OSError as error:
        raise CorrectionError(f"{path} cannot be read: {error.strerror}") from error


def _write_whole(path: Path, text: str) -> None:
    """Write beside the file first, so that no interruption costs what it held."""
    target = path.resolve()
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as new:
            new.write(text.encode("utf-8", "replace"))
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o644
        Path(new.name).chmod(mode)
        Path(new.name).replace(target)
    except OSError as error:
        raise CorrectionError(f"{path} cannot be written: {error.strerror}") from error
