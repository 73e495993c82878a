"""Questions in SPARQL: the named ones of `ontology/queries/`, and whatever people ask themselves.

It reads only: updates, calls to other servers (SERVICE) and files are refused. `engine` is all
that knows how; it also runs by itself, as the processes of `kg serve` do.
"""

from kg.sparql.asking import TIME_LIMIT, Answer, Row, Store, graph_files, load, run_query
from kg.sparql.questions import NamedQuery, Parameter, bind, named_queries

__all__ = [
    "TIME_LIMIT",
    "Answer",
    "NamedQuery",
    "Parameter",
    "Row",
    "Store",
    "bind",
    "graph_files",
    "load",
    "named_queries",
    "run_query",
]
