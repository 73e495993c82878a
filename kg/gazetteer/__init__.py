"""Known places and organizations: their other names, demonyms, identifiers and coordinates.

The gazetteer says what a name can mean. It does not choose by context: `resolution` does.
"""

from kg.gazetteer.own import load_gazetteer
from kg.gazetteer.tables import (
    DATA,
    GEONAMES,
    NAMES_KEPT,
    WIKIDATA,
    Gazetteer,
    GazetteerEntry,
    Seat,
)

__all__ = [
    "DATA",
    "GEONAMES",
    "NAMES_KEPT",
    "WIKIDATA",
    "Gazetteer",
    "GazetteerEntry",
    "Seat",
    "load_gazetteer",
]
