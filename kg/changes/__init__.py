"""How do two graphs differ? What appeared, vanished or changed from one `kg build` to the next.

It reads what lies in two folders; it reads no article and decides nothing anew.
"""

from kg.changes.comparing import Changes, Moved, compare
from kg.changes.identity import Regrouped
from kg.changes.sides import Edge, Known, Side, Told, read_side
from kg.changes.telling import Changed, ChangedEdge

__all__ = [
    "Changed",
    "ChangedEdge",
    "Changes",
    "Edge",
    "Known",
    "Moved",
    "Regrouped",
    "Side",
    "Told",
    "compare",
    "read_side",
]
