"""The user's own list of names: a CSV file, or SKOS concepts in Turtle.

Nothing in it is left out in silence: what kg does not understand is told with the file and the
place, before any article is read.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.gazetteer.tables import WIKIDATA, Gazetteer, GazetteerEntry, split
from kg.ontology import ONTOLOGY_NAMESPACE, VOCABULARIES, Ontology, load_ontology
from kg.suggestions import did_you_mean

COLUMNS = "name,type,aliases,identifier"

_SKOS = VOCABULARIES["skos"]
_TYPE = f"{VOCABULARIES['rdf']}type"
_CONCEPT, _PREFERRED, _OTHER, _MATCH = (
    f"{_SKOS}{term}" for term in ("Concept", "prefLabel", "altLabel", "exactMatch")
)
# They have labels too, and name nobody.
_LISTS = frozenset(
    f"{_SKOS}{term}" for term in ("ConceptScheme", "Collection", "OrderedCollection")
)

# *Q42*, and the address of its page.
_ITEM = re.compile(
    r"(?:https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/)?(Q[1-9]\d*)", re.IGNORECASE
)

Facts = Mapping[str, Sequence[ox.NamedNode | ox.Literal]]


def load_gazetteer(extra: Path | None = None) -> Gazetteer:
    """The gazetteer, with the user's own list in front if one is given.

    The list is a CSV file with the head line `name,type,aliases,identifier` (aliases separated by
    bars), or SKOS concepts in Turtle (`.ttl`). Raises OntologyError where it is malformed.
    """
    if extra is None:
        return Gazetteer()
    if not extra.is_file():
        raise OntologyError(f"{extra} {'is no file' if extra.exists() else 'does not exist'}")
    read = _read_skos if extra.suffix.casefold() in (".ttl", ".nt") else _read_csv
    return Gazetteer(tuple(read(extra, load_ontology())))


def _read_csv(path: Path, ontology: Ontology) -> Iterator[GazetteerEntry]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream)
            columns = [column.strip().casefold() for column in next(reader, [])]
            rows = [(reader.line_num, row) for row in reader if any(map(str.strip, row))]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise OntologyError(f"{path}: cannot be read as CSV in UTF-8: {error}") from error
    if not {"name", "type"} <= set(columns):
        raise OntologyError(f"{path}, line 1: the head line is {COLUMNS}")
    for line, row in rows:
        where = f"{path}, line {line}"
        if len(row) > len(columns):
            raise OntologyError(
                f"{where}: more values than columns (put those with commas in quotes)"
            )
        yield _read_row(dict(zip(columns, map(str.strip, row), strict=False)), where, ontology)


def _read_row(row: Mapping[str, str], where: str, ontology: Ontology) -> GazetteerEntry:
    name, type_ = row["name"], row.get("type", "")
    if not name or not type_:
        raise OntologyError(f"{where}: a name and a type are needed; the head line is {COLUMNS}")
    return GazetteerEntry(
        name,
        _class(type_, where, ontology),
        split(row.get("aliases", "")),
        tuple(_identifier(value, where) for value in split(row.get("identifier", ""))),
    )


def _read_skos(path: Path, ontology: Ontology) -> Iterator[GazetteerEntry]:
    try:
        quads = list(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    except (OSError, SyntaxError) as error:
        raise OntologyError(f"{path}: cannot be read as Turtle: {error}") from error
    facts: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = {}
    for quad in quads:
        told = f"{_SKOS}" in quad.predicate.value or quad.predicate.value == _TYPE
        if told and isinstance(quad.object, ox.NamedNode | ox.Literal):
            values = facts.setdefault(str(quad.subject), {})
            values.setdefault(quad.predicate.value, []).append(quad.object)
    for subject, values in sorted(facts.items()):
        types = {value.value for value in values.get(_TYPE, ())}
        if _CONCEPT in types or (_PREFERRED in values and not types & _LISTS):
            yield _read_concept(subject, values, f"{path}: {subject}", ontology)


def _read_concept(subject: str, values: Facts, where: str, ontology: Ontology) -> GazetteerEntry:
    if not subject.startswith("<"):
        raise OntologyError(f"{where}: a concept needs an IRI (it is a blank node)")
    names = [label.value for label in sorted(values.get(_PREFERRED, ()), key=_english_first)]
    if not names:
        raise OntologyError(f"{where}: a concept needs a name (skos:prefLabel)")
    names += sorted(label.value for label in values.get(_OTHER, ()))
    matches = sorted(value.value for value in values.get(_MATCH, ()))
    identifiers = [_identifier(value, where) for value in (subject[1:-1], *matches)]
    types = [value.value for value in values.get(_TYPE, ()) if not value.value.startswith(_SKOS)]
    return GazetteerEntry(
        names[0], _finest_class(types, where, ontology), tuple(names[1:]), tuple(identifiers)
    )


def _english_first(label: ox.NamedNode | ox.Literal) -> tuple[bool, bool, str]:
    """Articles are English; a name in no language is as good as any other."""
    language = (label.language or "") if isinstance(label, ox.Literal) else ""
    return (not language.startswith("en"), bool(language), label.value)


def _finest_class(types: Sequence[str], where: str, ontology: Ontology) -> str:
    """The class of the ontology among the types of a concept, whatever else these are."""
    names = {type_.rpartition("#")[2].rpartition("/")[2] for type_ in types}
    known = {name for name in names if name in ontology.classes}
    if known:
        return min(known - {ontology.classes[name].parent for name in known})
    for name in sorted(type_.removeprefix(ONTOLOGY_NAMESPACE) for type_ in types):
        if name in names:
            return _class(name, where, ontology)
    raise OntologyError(f"{where}: a concept needs a class of the ontology as type (a kg:Person)")


def _class(name: str, where: str, ontology: Ontology) -> str:
    """A class by its name, whatever its case."""
    known = {class_.casefold(): class_ for class_ in ontology.classes}
    if name.casefold() not in known:
        advice = did_you_mean(name, ontology.classes, otherwise="docs/terms.md lists them")
        raise OntologyError(f"{where}: no class {name!r} in the ontology{advice}")
    return known[name.casefold()]


def _identifier(value: str, where: str) -> str:
    """A full IRI; an item of Wikidata also by its number or the address of its page."""
    item = _ITEM.fullmatch(value)
    if item:
        return WIKIDATA + item[1].upper()
    try:
        return ox.NamedNode(value).value
    except ValueError as error:
        raise OntologyError(
            f"{where}: {value!r} is no identifier (a full IRI, or an item of Wikidata such as Q42)"
        ) from error
