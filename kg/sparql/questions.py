"""The questions that have a name: the files of `ontology/queries/`, and what they can be given."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import QueryError
from kg.ontology import DATA

_PARAMETER = re.compile(r"VALUES \?(\w+) \{ UNDEF \}")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a named question can be given: `entity`, the name of a person, organization or place."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """One question of `ontology/queries/`; `name` is its file's name without the ending."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    text: str
    path: Path


def named_queries(folder: Path | None = None) -> dict[str, NamedQuery]:
    """The questions of a folder by name, in order; by default those that come with kg."""
    paths = sorted((folder or DATA / "queries").glob("*.rq"))
    return {path.stem: _read_query(path) for path in paths}


def bind(text: str, bindings: Mapping[str, str]) -> str:
    """Put values in the place of a query's parameters: the lines `VALUES ?entity { UNDEF }`.

    A value becomes one string literal, whatever it holds. Without a value a parameter leaves
    the question open: the file as it stands asks about everybody.
    """
    missing = sorted(bindings.keys() - set(_PARAMETER.findall(text)))
    if missing:
        raise QueryError(f"the question takes no {' and no '.join(missing)}: it has no such VALUES")

    def put(found: re.Match[str]) -> str:
        value = bindings.get(found[1])
        return found[0] if value is None else f"VALUES ?{found[1]} {{ {_literal(value)} }}"

    return _PARAMETER.sub(put, text)


def _literal(value: str) -> str:
    try:
        return str(ox.Literal(value))
    except ValueError as error:
        raise QueryError(f"{value!r} is not valid text") from error


def _read_query(path: Path) -> NamedQuery:
    """A question's head: `# title:`, `# description:` and `# param: NAME what it is` lines."""
    text = path.read_text(encoding="utf-8")
    head = re.findall(r"^# (title|description|param): *(.*?) *$", text, re.MULTILINE)
    parameters = [value.partition(" ") for key, value in head if key == "param"]
    told = {key: value for key, value in head if key != "param"}
    missing = sorted({"title", "description"} - set(told))
    missing += sorted({name for name, _, _ in parameters} ^ set(_PARAMETER.findall(text)))
    if missing:
        raise QueryError(f"{path} does not declare and use {' and '.join(missing)}")
    return NamedQuery(
        name=path.stem,
        title=told["title"],
        description=told["description"],
        parameters=tuple(Parameter(name, words) for name, _, words in parameters),
        text=text,
        path=path,
    )
