"""Does a graph hold what it should? Its triples beside `ontology/shapes.ttl`, each fault in words.

The checking itself is pySHACL's; this room says what it finds so that people can mend it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib import RDF, RDFS, SH, SKOS, XSD
from rdflib.collection import Collection
from rdflib.term import Node

from kg.errors import GraphError
from kg.ontology import DATA, VOCABULARIES
from kg.turtle import read_rdf

_KG, _SCHEMA = rdflib.Namespace(VOCABULARIES["kg"]), rdflib.Namespace(VOCABULARIES["schema"])

# What people know a node by, the best first.
_LABELS = (SKOS.prefLabel, RDFS.label, _SCHEMA.headline, _KG.quote, _KG.trigger, _KG.officeName)

# What is counted, so that one sees what was checked.
CHECKED: Mapping[str, tuple[Node, ...]] = {
    "articles": (_SCHEMA.NewsArticle,),
    "entities": (_KG.Person, _KG.Organization, _KG.Place, _KG.Thing),
    "claims": (_KG.Claim,),
    "edges": (_KG.Edge,),
}


@dataclass(frozen=True, slots=True)
class Violation:
    """One fault of one node: `shape` is the rule that says so, of its property `path`."""

    node: str
    label: str
    path: str
    value: str
    message: str
    shape: str
    remedy: str

    def as_record(self) -> dict[str, str]:
        """The same for JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Validation:
    """What was checked, by kind and number, and all that is wrong."""

    checked: Mapping[str, int]
    violations: tuple[Violation, ...]

    @property
    def conforms(self) -> bool:
        """Whether nothing is wrong."""
        return not self.violations


def validate(path: Path) -> Validation:
    """Check an RDF file of any format; GraphError if it cannot be read.

    Named graphs are checked together. Violations come by node and shape.
    """
    return validate_rdf(load_rdflib(path))


def validate_rdf(rdf: rdflib.Graph) -> Validation:
    """Check an rdflib Graph."""
    shapes = rdflib.Graph().parse(DATA / "shapes.ttl", format="turtle")
    _, report, _ = pyshacl.validate(rdf, shacl_graph=shapes)
    if not isinstance(report, rdflib.Graph):
        raise GraphError("the graph", f"cannot be checked: {report}", "please report this")
    found = set(_violations(report, _Teller(rdf, shapes)))
    ordered = sorted(found, key=lambda one: (one.node, one.shape, one.remedy, one.value))
    return Validation(_count(rdf), tuple(ordered))


def load_rdflib(path: Path) -> rdflib.Graph:
    """All triples of a file as an rdflib Graph, whatever graphs they stand in."""
    rdf = rdflib.Graph()
    for quad in read_rdf(path):
        rdf.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    return rdf


def _count(rdf: rdflib.Graph) -> dict[str, int]:
    return {
        name: len({node for kind in kinds for node in rdf.subjects(RDF.type, kind)})
        for name, kinds in CHECKED.items()
    }


def _violations(report: rdflib.Graph, teller: _Teller) -> Iterator[Violation]:
    for result in report.objects(None, SH.result):
        yield teller.tell(report, result)


class _Teller:
    """Says the results of pySHACL in words."""

    def __init__(self, rdf: rdflib.Graph, shapes: rdflib.Graph) -> None:
        self._rdf = rdf
        self._shapes = shapes

    def tell(self, report: rdflib.Graph, result: Node) -> Violation:
        """One result."""
        node, value = report.value(result, SH.focusNode), report.value(result, SH.value)
        shape = report.value(result, SH.sourceShape)
        constraint = report.value(result, SH.sourceConstraintComponent)
        path = self._path(shape)
        return Violation(
            node=str(node),
            label=self._label(node),
            path=path,
            value="" if value is None else str(value),
            message="; ".join(sorted(map(str, report.objects(result, SH.resultMessage)))),
            shape=_short(shape),
            remedy=self._remedy(constraint, shape, path),
        )

    def _label(self, node: Node | None) -> str:
        labels = (self._rdf.value(node, name, any=True) for name in _LABELS)
        return next((str(label) for label in labels if label is not None), "")

    def _path(self, shape: Node | None) -> str:
        path = self._shapes.value(shape, SH.path)
        inverse = self._shapes.value(path, SH.inversePath) if path is not None else None
        return _short(path) if inverse is None else f"{_short(inverse)} from another node"

    def _remedy(self, constraint: Node | None, shape: Node | None, path: str) -> str:
        """What to do, from the kind of the rule and what the rule asks for."""
        name = str(constraint).rpartition("#")[2].removesuffix("ConstraintComponent")
        said = REMEDIES.get(name, "change {path} so that the rule holds")
        asked = self._shapes.value(shape, _asks(name)) if shape is not None else None
        return said.format(path=path or "it", asked=self._written(asked))

    def _written(self, asked: Node | None) -> str:
        if asked is None:
            return ""
        if (asked, RDF.first, None) in self._shapes:
            return ", ".join(map(str, Collection(self._shapes, asked)))
        return _short(asked)


# What to do by the kind of the rule, as SHACL names them.
REMEDIES: Mapping[str, str] = {
    "MinCount": "add {path}, at least {asked}",
    "MaxCount": "leave at most {asked} of {path}",
    "In": "use one of: {asked}",
    "Datatype": "write the value of {path} as {asked}",
    "Class": "let {path} lead to something of the class {asked}, and declare it as one",
    "Node": "let {path} lead to something that is described in the file, as {asked} asks",
    "NodeKind": "write it as {asked}",
    "MinLength": "write at least {asked} character",
    "MinInclusive": "write a number of at least {asked}",
    "MaxInclusive": "write a number of at most {asked}",
    "LessThan": "let {path} be less than {asked}",
    "LessThanOrEquals": "let {path} be no more than {asked}",
    "Equals": "give {path} and {asked} the same values",
    "Disjoint": "take away from {path} what is also {asked}",
}


def _asks(name: str) -> rdflib.URIRef:
    """The property that holds what a kind of rule asks for: `sh:minCount` of MinCount."""
    return SH[name[:1].lower() + name[1:]]


def _short(node: Node | None) -> str:
    """`kg:status`, `shape:Claim-status`; the whole where no prefix is known."""
    text = "" if node is None else str(node)
    namespaces = {**VOCABULARIES, "shape": "https://example.org/kg/shapes#", "sh": str(SH)}
    for prefix, namespace in namespaces.items():
        if text.startswith(namespace):
            return f"{prefix}:{text.removeprefix(namespace)}"
    return text


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.Literal):
        language, datatype = term.language or None, rdflib.URIRef(term.datatype.value)
        plain = language or datatype == XSD.string  # rdflib holds "a" and "a"^^xsd:string apart
        return rdflib.Literal(
            term.value, lang=language, datatype=None if plain else datatype, normalize=False
        )
    return rdflib.BNode(term.value if isinstance(term, ox.BlankNode) else None)
