"""Everything that can go wrong, as one tree.

    KgError
     ├── ReadingError      an article cannot be read; costs that article, never the run
     ├── ModelError        the English model is missing, broken, or lacks annotations
     ├── OntologyError     the ontology, the lexicon or a gazetteer file is malformed
     ├── QueryError        a SPARQL query is wrong, unknown, or ran out of time
     ├── ServerError       the server cannot start: its port, its store, or a part of it is missing
     ├── GraphError        a file of a graph is missing, or is not what it should be
     ├── GoldError         gold claims are malformed, or do not fit their articles
     ├── CorrectionError   a ledger of corrections is malformed, or contradicts itself
     └── OutputError       a result cannot be written

Each message says what happened, where, and what to do next.
"""

from pathlib import Path


class KgError(Exception):
    """The base of all errors that kg raises on purpose."""


class ReadingError(KgError):
    """An article cannot be read: `where` names the file, `why` the reason, `remedy` the way out."""

    def __init__(self, where: str, why: str, remedy: str = "") -> None:
        super().__init__(where, why, remedy)
        self.where = where
        self.why = why
        self.remedy = remedy

    def __str__(self) -> str:
        advice = f" ({self.remedy})" if self.remedy else ""
        return f"{self.where}: {self.why}{advice}"


class ModelError(KgError):
    """The English model is missing, broken, or lacks annotations that kg needs."""


class OntologyError(KgError):
    """The ontology, the lexicon or a gazetteer file is malformed."""


class QueryError(KgError):
    """A SPARQL query is wrong, its name is unknown, or it ran out of time."""


class ServerError(KgError):
    """The server cannot start: its port is taken, its store is in use, or a part is missing."""


class GraphError(KgError):
    """A file of a graph cannot be used: `where` it is, `why`, and the `remedy`."""

    def __init__(self, where: str | Path, why: str, remedy: str) -> None:
        super().__init__(where, why, remedy)
        self.where = where
        self.why = why
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.where}: {self.why} ({self.remedy})"


class GoldError(KgError):
    """Gold claims are malformed, or do not fit the articles that they speak of."""


class CorrectionError(KgError):
    """A ledger of corrections is malformed, contradicts itself, or cannot be written."""


class OutputError(KgError):
    """A result cannot be written where it was asked for."""
