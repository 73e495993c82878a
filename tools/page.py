"""The ontology as a page to read: `docs/terms.md`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rdflib import OWL, RDFS
from rdflib.term import Node

from kg.ontology import VOCABULARIES
from tools.ontology import KG, SCHEMA, OntologyFile, short

HEAD = """# All terms

Made from `ontology/kg.ttl` by `make terms`; [the ontology](ontology.md) tells how to add to it.
Names without a prefix are terms of kg, `https://example.org/kg/ontology#`. Class names after *from*
and *to* are what one expects to find; what a reasoner may conclude stands behind them in brackets,
where it is less.
"""

Row = Sequence[str]


def page_text(ontology: OntologyFile) -> str:
    """The whole page in Markdown."""
    blocks = [HEAD, *_classes(ontology), *_roles(ontology), *_properties(ontology)]
    blocks += [*_relations(ontology), *_inverses(ontology), *_vocabularies()]
    return "\n".join(blocks)


def _classes(ontology: OntologyFile) -> Iterator[str]:
    yield "## Classes\n"
    rows = [
        (_code(term), ontology.words(term), _codes(ontology.values(term, RDFS.subClassOf)))
        for term in ontology.of_kind(OWL.Class)
    ]
    yield _table(("class", "meaning", "under"), rows)


def _roles(ontology: OntologyFile) -> Iterator[str]:
    yield "## Roles of a claim\n"
    terms = [KG.participant, *ontology.of_kind(KG.Role)]
    rows = [
        (_code(t), ontology.words(t), _range(ontology, t), _parents(ontology, t)) for t in terms
    ]
    yield _table(("role", "meaning", "is a", "under"), rows)


def _properties(ontology: OntologyFile) -> Iterator[str]:
    yield "## Properties of claims, evidence, edges, offices, runs and rules\n"
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    related = {*ontology.of_kind(KG.Role), *ontology.of_kind(KG.Relation), KG.participant}
    terms = [term for kind in kinds for term in ontology.of_kind(kind) if term not in related]
    rows = [
        (
            _code(term),
            ontology.words(term),
            _domain(ontology, term),
            _range(ontology, term),
            _codes(ontology.inverses(term)),
            _parents(ontology, term),
        )
        for term in terms
        if not _is_inverse_of_relation(ontology, term)
    ]
    yield _table(("property", "meaning", "of", "is a", "inverse", "under"), rows)


def _relations(ontology: OntologyFile) -> Iterator[str]:
    yield "## Relations\n"
    for heading, terms in ontology.sections.items():
        relations = [term for term in terms if ontology.is_a(term, KG.Relation)]
        if relations:
            yield f"### {heading.removesuffix(': what edges of the graph say')}\n"
            yield from (_relation(ontology, term) for term in relations)


def _relation(ontology: OntologyFile, term: Node) -> str:
    label = ontology.words(term, RDFS.label)
    lines = [
        f"#### {short(term)}\n",
        f"*{label}*: {ontology.words(term)}\n",
        f"- from {_domain(ontology, term)} to {_range(ontology, term)}"
        + ("; holds both ways" if ontology.is_a(term, OWL.SymmetricProperty) else ""),
    ]
    told = (
        ("under", _parents(ontology, term)),
        ("inverse", _inverse_words(ontology, term)),
        ("PLOVER event", ", ".join(ontology.values(term, KG.ploverEvent))),
        ("Wikidata property", _wikidata(ontology, term)),
        ("edges of its claims", _rules(ontology, term)),
    )
    lines += [f"- {name}: {value}" for name, value in told if value]
    return "\n".join(lines) + "\n"


def _inverse_words(ontology: OntologyFile, term: Node) -> str:
    return ", ".join(
        f"`{name}`{f' ({_wikidata(ontology, KG[name])})' if _wikidata(ontology, KG[name]) else ''}"
        for name in ontology.inverses(term)
    )


def _rules(ontology: OntologyFile, term: Node) -> str:
    """Their labels, which begin with that of the relation."""
    labels = (ontology.words(rule, RDFS.label) for rule in ontology.edge_rules(term))
    return "; ".join(label.partition(": ")[2] for label in labels)


def _inverses(ontology: OntologyFile) -> Iterator[str]:
    yield "## Inverses of relations\n"
    yield "They are for asking and for reading; kg writes the relations.\n"
    rows = [
        (
            _code(term),
            ontology.words(term, RDFS.label),
            _codes(ontology.inverses(term)),
            _domain(ontology, term),
            _range(ontology, term),
            _parents(ontology, term),
        )
        for term in ontology.of_kind(OWL.ObjectProperty)
        if _is_inverse_of_relation(ontology, term)
    ]
    yield _table(("inverse", "words", "of", "from", "to", "under"), rows)


def _is_inverse_of_relation(ontology: OntologyFile, term: Node) -> bool:
    """Whether a property is nothing but the other direction of a relation."""
    if ontology.is_a(term, KG.Relation):
        return False
    return any(ontology.is_a(KG[name], KG.Relation) for name in ontology.inverses(term))


def _vocabularies() -> Iterator[str]:
    yield "## Prefixes\n"
    yield _table(
        ("prefix", "namespace"), [(f"`{p}:`", f"`{iri}`") for p, iri in VOCABULARIES.items()]
    )


def _domain(ontology: OntologyFile, term: Node) -> str:
    return _expected(ontology, term, SCHEMA.domainIncludes, RDFS.domain)


def _range(ontology: OntologyFile, term: Node) -> str:
    return _expected(ontology, term, SCHEMA.rangeIncludes, RDFS.range)


def _expected(ontology: OntologyFile, term: Node, hint: Node, concluded: Node) -> str:
    hints, sure = ontology.values(term, hint), ontology.values(term, concluded)
    if not hints or hints == sure:
        return _codes(sure)
    return f"{_codes(hints)} ({_codes(sure)})"


def _parents(ontology: OntologyFile, term: Node) -> str:
    return _codes(ontology.values(term, RDFS.subPropertyOf))


def _wikidata(ontology: OntologyFile, term: Node) -> str:
    ids = (name.removeprefix("wd:") for name in ontology.values(term, KG.wikidataProperty))
    return ", ".join(f"[{id}](https://www.wikidata.org/wiki/Property:{id})" for id in ids)


def _code(term: Node) -> str:
    return f"`{short(term)}`"


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _table(head: Row, rows: Iterable[Row]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(
        f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |\n" for row in lines
    )
