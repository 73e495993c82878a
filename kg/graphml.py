"""GraphML for Gephi, Cytoscape, yEd and NetworkX."""

from __future__ import annotations

import re
from typing import IO

import networkx as nx

from kg.graph import KnowledgeGraph

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_graphml(graph: KnowledgeGraph, file: IO[bytes]) -> None:
    """Write the entities and relations; characters that XML forbids become U+FFFD."""
    network = graph.to_networkx()
    for _, attributes in network.nodes(data=True):
        attributes.update(_clean(attributes))
    for _, _, attributes in network.edges(data=True):
        attributes.update(_clean(attributes))
    nx.write_graphml_xml(network, file, named_key_ids=True)


def _clean(attributes: dict[str, object]) -> dict[str, object]:
    return {
        name: NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value
        for name, value in attributes.items()
    }
