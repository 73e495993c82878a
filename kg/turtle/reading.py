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
        where = f"line {error.lineno}: " if error.lineno else ""
        remedy = "write it again, or mend this place"
        raise GraphError(path, f"no valid RDF: {where}{error.msg}", remedy) from error
    except (OSError, EOFError) as error:
        why = getattr(error, "strerror", None) or error
        raise GraphError(path, f"cannot be read: {why}", "kg build writes it") from error


def _open(path: Path) -> IO[bytes]:
    return cast(IO[bytes], gzip.open(path)) if path.suffix == ".gz" else path.open("rb")
