"""kg reads news and answers: who did what, who says so, and how sure are they?

from kg import build, read, write
graph = build(read("examples/"))
write(graph, "output")
"""

from kg.errors import (
    CorrectionError,
    GoldError,
    GraphError,
    KgError,
    ModelError,
    OntologyError,
    OutputError,
    QueryError,
    ReadingError,
    ServerError,
)
from kg.graph import KnowledgeGraph
from kg.model import Claim, Document, Entity, Mention, Relation, Status
from kg.pipeline import build, write
from kg.reading import read

__all__ = [
    "Claim",
    "CorrectionError",
    "Document",
    "Entity",
    "GoldError",
    "GraphError",
    "KgError",
    "KnowledgeGraph",
    "Mention",
    "ModelError",
    "OntologyError",
    "OutputError",
    "QueryError",
    "ReadingError",
    "Relation",
    "ServerError",
    "Status",
    "build",
    "read",
    "write",
]
