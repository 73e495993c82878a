"""Any RDF file back into triples, whatever its format, compressed or not."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from kg.errors import GraphError

RDF_FILES: Mapping[str, ox.RdfFormat] = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}


def read_rdf(path: Path) -> Iterator[ox.Quad]:
    """The quads of a file, one after the other; its ending tells the format.

    GraphError if the file is not there, has another ending, or is no valid RDF.
    """
    ending = path.with_suffix("").suffix if path.suffix == ".gz" else path.suffix
    if ending not in RDF_FILES:
        known = ", ".join(RDF_FILES)
        raise GraphError(
            path, "its name does not say which RDF it holds", f"it must end in {known}, or .gz"
        )
    try:
        with _open(path) as file:
            yield from ox.parse(file, format=RDF_FILES[ending])
    except SyntaxError as error:
        why = f"no valid RDF: {_explain(error)}"
        raise GraphError(path, why, "write it again, or mend this place") from error
    except (OSError, EOFError) as error:
        reason = getattr(error, "strerror", None) or error
        raise GraphError(path, f"cannot be read: {reason}", "kg build writes it") from error


def _explain(error: SyntaxError) -> str:
    """`line 3: ...`, where the parser says the place twice."""
    if not error.lineno:
        return error.msg
    _, at, told = error.msg.partition(": ")
    known = at and error.msg.startswith("Parser error at line")
    return f"line {error.lineno}: {told if known else error.msg}"


def _open(path: Path) -> IO[bytes]:
    return cast(IO[bytes], gzip.open(path)) if path.suffix == ".gz" else path.open("rb")
