"""What is made from the ontology file is up to date and whole: the page, the JSON-LD context."""

import json
import re
from pathlib import Path

import owlrl
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, URIRef

from kg.ontology import VOCABULARIES
from tools.context import CLASSES, PROPERTIES, context_text
from tools.ontology import KG, SCHEMA, OntologyFile, short
from tools.page import page_text

ROOT = Path(__file__).parent.parent
STALE = "out of date: run make terms and look at the change"
WELL_KNOWN = ("schema", "sem", "prov", "org", "skos", "oa")


@pytest.fixture(scope="module")
def ontology():
    return OntologyFile.open()


@pytest.fixture(scope="module")
def page():
    return (ROOT / "docs/terms.md").read_text(encoding="utf-8")


def test_the_page_is_made_from_the_ontology(ontology, page):
    assert page == page_text(ontology), f"docs/terms.md is {STALE}"


def test_the_context_is_made_from_the_ontology(ontology):
    shipped = (ROOT / "ontology/context.jsonld").read_text(encoding="utf-8")
    assert shipped == context_text(ontology), f"ontology/context.jsonld is {STALE}"


def test_every_term_stands_on_the_page_with_its_comment(ontology, page):
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    for term in {term for kind in kinds for term in ontology.of_kind(kind)}:
        name = re.escape(short(term))
        assert re.search(rf"^(\| `{name}` \||#### {name}$)", page, re.M), name
        relation = ontology.is_a(term, KG.Relation) or "inverse" in ontology.words(term)
        assert relation or ontology.words(term).replace("|", "\\|") in page, name


def test_a_relation_is_told_whole(page):
    told = page.split("#### bombed\n")[1].split("\n#### ")[0]
    assert "- under: `attacked`" in told
    assert "- edges of its claims: agent bombed theme" in told
    spouse = page.split("#### spouseOf\n")[1].split("\n#### ")[0]
    assert "; holds both ways" in spouse
    assert "[P26](https://www.wikidata.org/wiki/Property:P26)" in spouse
    assert "- PLOVER event: ACCUSE" in page.split("#### accused\n")[1].split("\n#### ")[0]
    assert "`visitedBy`" in page.split("#### visited\n")[1].split("\n#### ")[0]


def test_every_edge_rule_stands_on_the_page(ontology, page):
    for rule in ontology.of_kind(KG.EdgeRule):
        words = ontology.words(rule, RDFS.label).partition(": ")[2]
        assert words in page, short(rule)


def test_the_context_has_a_word_of_its_own_for_every_term(ontology):
    context = json.loads(context_text(ontology))["@context"]
    meant = [told if isinstance(told, str) else told["@id"] for told in context.values()]
    assert len(meant) == len(set(meant))
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    assert {str(term) for kind in kinds for term in ontology.of_kind(kind)} <= set(meant)
    assert len([word for word in context if "_" in word]) < 10


def test_the_context_knows_every_word_that_the_examples_are_written_with(ontology):
    context = json.loads(context_text(ontology))["@context"]
    known = {told if isinstance(told, str) else told["@id"] for told in context.values()}
    rdf = rdflib.Graph().parse(ROOT / "output/graph.ttl")
    used = {str(p) for p in rdf.predicates()} | {str(o) for o in rdf.objects(None, RDF.type)}
    own = "https://example.org/kg/rel/"
    assert {word for word in used - known if not word.startswith(own)} == {str(RDF.type)}
    assert len({*CLASSES, *PROPERTIES} - {short(URIRef(word)) for word in used}) == 0


def test_every_class_and_role_falls_under_a_well_known_vocabulary(ontology):
    """A class of entities, and a property of claims, means something outside of kg."""
    roots = {prefix: VOCABULARIES[prefix] for prefix in WELL_KNOWN}
    own = ("Attribution", "Edge", "EdgeRule", "Reference", "Relation", "Role")
    described = {KG[name] for name in own}
    for term in ontology.of_kind(OWL.Class):
        above = set(ontology.rdf.transitive_objects(term, RDFS.subClassOf))
        known = any(str(one).startswith(tuple(roots.values())) for one in above)
        assert known or term in described, short(term)
    for role in ontology.of_kind(KG.Role):
        above = set(ontology.rdf.transitive_objects(role, RDFS.subPropertyOf))
        assert any(str(one).startswith(roots["sem"]) for one in above), short(role)


def test_hints_of_domain_and_range_fall_under_what_is_concluded(ontology):
    """What one expects to find is never outside of what a reasoner takes it for."""
    pairs = ((SCHEMA.domainIncludes, RDFS.domain), (SCHEMA.rangeIncludes, RDFS.range))
    for hint, concluded in pairs:
        for term, expected in ontology.rdf.subject_objects(hint):
            above = set(ontology.rdf.transitive_objects(expected, RDFS.subClassOf))
            sure = ontology.rdf.value(term, concluded)
            assert sure == OWL.Thing or sure in above, (short(term), short(expected))


def test_a_reasoner_finds_no_contradiction_in_the_examples(ontology):
    """OWL 2 RL over the ontology and the built examples: consistent, and nobody becomes a place."""
    data = rdflib.Graph().parse(ROOT / "output/graph.ttl")
    closed = ontology.rdf + data
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closed)
    error = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
    assert list(closed.objects(None, error)) == []
    told_people = set(data.subjects(RDF.type, KG.Person))
    told_places = set(data.subjects(RDF.type, KG.Place))
    assert set(closed.subjects(RDF.type, KG.Person)) == told_people
    assert set(closed.subjects(RDF.type, KG.Place)) == told_places
    kim = URIRef("https://example.org/kg/person/Kim_Jong_Un")
    assert (kim, RDF.type, SCHEMA.Person) in closed
