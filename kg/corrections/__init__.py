"""Corrections: what a reader decides about identities and claims, in a file that outlasts builds.

This room knows what a correction is, and how the file is read and added to; what a correction
does to the mentions stands in `kg.resolution`.
"""

from kg.corrections.decisions import (
    NOTHING_CORRECTED,
    Corrected,
    Correction,
    Decision,
    Named,
    Unapplied,
    told,
)
from kg.corrections.ledger import (
    DEFAULT_LEDGER,
    NO_CORRECTIONS,
    Ledger,
    append,
    read_ledger,
    take_back,
)

__all__ = [
    "DEFAULT_LEDGER",
    "NOTHING_CORRECTED",
    "NO_CORRECTIONS",
    "Corrected",
    "Correction",
    "Decision",
    "Ledger",
    "Named",
    "Unapplied",
    "append",
    "read_ledger",
    "take_back",
    "told",
]
