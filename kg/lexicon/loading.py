"""Reading the lexicon's files, with complaints that name the file and the entry."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kg.errors import OntologyError
from kg.lexicon.entries import (
    GOVERNORS,
    KINDS,
    Entry,
    Example,
    Expected,
    NounClass,
    Signature,
)
from kg.lexicon.lookup import Lexicon
from kg.model import Status
from kg.ontology import DATA

ENTRY_FILES = ("verbs.toml", "nouns.toml", "adjectives.toml")
STANCE_FILE = "stance.toml"
CLASSES_FILE = "classes.toml"
PERSONS_FILE = "person_nouns.txt"

ENTRY_KEYS = frozenset(
    {"predicate", "roles", "when", "besides", "examples", *(f"{kind}s" for kind in KINDS)},
)
SIGNATURE_KEYS = frozenset(
    {"name", "polarity", "certainty", "tense", "alleged", "speaks", "control", "clauses_only"}
    | {"examples", *(f"{kind}s" for kind in GOVERNORS)}
)
NOT_ROLES = frozenset({"predicate", "status", "says"})


def load_lexicon(folder: Path | None = None) -> Lexicon:
    """Read the lexicon of a folder, by default the one that comes with kg.

    A malformed file raises OntologyError with the file and the entry.
    """
    folder = folder or DATA / "lexicon"
    names = (*ENTRY_FILES, STANCE_FILE, CLASSES_FILE)
    contents = {name: _read(folder / name) for name in (*names, PERSONS_FILE)}
    tables = {name: _parse(folder / name, contents[name]) for name in names}
    words = tables[CLASSES_FILE]
    return Lexicon(
        entries=tuple(entry for name in ENTRY_FILES for entry in _entries(tables[name])),
        signatures=tuple(_signatures(tables[STANCE_FILE])),
        classes=tuple(_classes(words)),
        offices=frozenset(words.strings("offices")),
        private_offices=frozenset(words.strings("private_offices")),
        portfolios=frozenset(words.strings("portfolios")),
        relations=words.mapping("relations"),
        kin=words.mapping("kinship"),
        referring=words.mapping("referring"),
        titles=frozenset(words.strings("titles")),
        transparent=frozenset(words.strings("transparent")),
        light=frozenset(words.strings("light")),
        particles=frozenset(words.strings("particles")),
        neutral_particles=frozenset(words.strings("neutral_particles")),
        person_nouns=_lines(folder / PERSONS_FILE, contents[PERSONS_FILE]),
        digest=sha256(b"".join(contents.values())).hexdigest(),
    )


@dataclass(frozen=True)
class _Table:
    """A table of a file. `name` says which one it is: "entry 3 (met)"."""

    path: Path
    name: str
    values: Mapping[str, object]

    @property
    def where(self) -> str:
        """The file and the entry, for whoever has to find it."""
        return f"{self.path.name}, {self.name}" if self.name else self.path.name

    def text(self, key: str, default: str | None = None) -> str:
        value = self.values.get(key, default)
        if isinstance(value, str) and (value or default is not None):
            return value
        raise self.error(f"`{key}` must be a text")

    def choice(self, key: str, allowed: Sequence[str]) -> str:
        """One of the allowed texts, the first one where nothing is said."""
        value = self.text(key, allowed[0])
        if value in allowed:
            return value
        raise self.error(f"`{key}` must be one of {', '.join(filter(None, allowed))}")

    def flag(self, key: str) -> bool:
        value = self.values.get(key, False)
        if isinstance(value, bool):
            return value
        raise self.error(f"`{key}` must be true or false")

    def strings(self, key: str) -> tuple[str, ...]:
        """A list of texts; one text is a list of one."""
        value = self.values.get(key, [])
        held = [value] if isinstance(value, str) else value
        if isinstance(held, list) and all(isinstance(word, str) for word in held):
            return tuple(held)
        raise self.error(f"`{key}` must be a list of texts")

    def mapping(self, key: str) -> dict[str, str]:
        inner = self._inner(key)
        return {name: inner.text(name, "") for name in inner.values}

    def lists(self, key: str) -> dict[str, tuple[str, ...]]:
        """A table whose values are texts or lists of texts."""
        inner = self._inner(key)
        return {name: inner.strings(name) for name in inner.values}

    def tables(self, key: str, label: str) -> Iterator[_Table]:
        """The tables of a list, each with its number and what it is about; one table is a list."""
        value = self.values.get(key, [])
        held = [value] if isinstance(value, dict) else value
        if not isinstance(held, list) or not all(isinstance(table, dict) for table in held):
            raise self.error(f"`{key}` must be a list of tables")
        for position, table in enumerate(held, 1):
            subject = table.get("predicate") or table.get("name") or table.get("text")
            name = f"{label} {position} ({subject})" if subject else f"{label} {position}"
            yield _Table(self.path, f"{self.name}, {name}" if self.name else name, table)

    def check_keys(self, known: Collection[str]) -> None:
        """Complain of a key that nobody reads: it is misspelt."""
        unknown = sorted(set(self.values) - set(known))
        if unknown:
            raise self.error(f"unknown key `{unknown[0]}`; there are {', '.join(sorted(known))}")

    def error(self, complaint: str) -> OntologyError:
        where = f"{self.path}, {self.name}" if self.name else str(self.path)
        return OntologyError(f"{where}: {complaint}")

    def _inner(self, key: str) -> _Table:
        value = self.values.get(key, {})
        if isinstance(value, dict):
            return _Table(self.path, f"{self.name}, {key}" if self.name else key, value)
        raise self.error(f"`{key}` must be a table")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OntologyError(f"{path}: cannot be read: {error.strerror}") from error


def _lines(path: Path, content: bytes) -> frozenset[str]:
    """The lines of a list, without its comments."""
    try:
        lines = content.decode("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise OntologyError(f"{path}: {error}") from error
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _parse(path: Path, content: bytes) -> _Table:
    try:
        return _Table(path, "", tomllib.loads(content.decode("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise OntologyError(f"{path}: {error}") from error


def _entries(file: _Table) -> Iterator[Entry]:
    for table in file.tables("entry", "entry"):
        table.check_keys(ENTRY_KEYS)
        phrases = {kind: table.strings(f"{kind}s") for kind in KINDS}
        if not any(text.strip() for texts in phrases.values() for text in texts):
            raise table.error("has no verbs, nouns or adjectives")
        predicate = table.text("predicate")
        yield Entry(
            predicate=predicate,
            phrases=phrases,
            roles=table.mapping("roles"),
            when=table.lists("when"),
            besides=table.flag("besides"),
            examples=tuple(_examples(table, predicate)),
            where=table.where,
        )


def _examples(owner: _Table, predicate: str) -> Iterator[Example]:
    for table in owner.tables("examples", "example"):
        table.check_keys({"text", "gives"})
        gives = tuple(_expected(given, predicate) for given in table.tables("gives", "claim"))
        if not gives:
            raise table.error("gives nothing; write `gives = { agent = ... }`")
        yield Example(table.text("text"), gives, table.where)


def _expected(table: _Table, predicate: str) -> Expected:
    return Expected(
        predicate=table.text("predicate", predicate or None),
        roles={name: table.strings(name) for name in table.values if name not in NOT_ROLES},
        status=table.choice("status", [status.value for status in Status]),
        says=table.strings("says"),
    )


def _signatures(file: _Table) -> Iterator[Signature]:
    for table in file.tables("signature", "signature"):
        table.check_keys(SIGNATURE_KEYS)
        yield Signature(
            name=table.text("name"),
            polarity=table.choice("polarity", ("", "negative")),
            certainty=table.choice("certainty", ("", "probable", "possible")),
            tense=table.choice("tense", ("", "future")),
            alleged=table.flag("alleged"),
            speaks=table.flag("speaks"),
            control=table.choice("control", ("object", "subject")),
            clauses_only=table.flag("clauses_only"),
            words={kind: table.strings(f"{kind}s") for kind in GOVERNORS},
            examples=tuple(_examples(table, "")),
            where=table.where,
        )


def _classes(file: _Table) -> Iterator[NounClass]:
    for table in file.tables("class", "class"):
        table.check_keys({"name", "under", "nouns"})
        yield NounClass(table.text("name"), table.text("under", ""), table.strings("nouns"))
