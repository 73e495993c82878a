"""What can be said: the file is whole, sound, and read as it stands."""

import pickle

import owlrl
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS

from kg.errors import OntologyError
from kg.model import TOP_TYPES
from kg.ontology import DATA, ONTOLOGY_NAMESPACE, EdgeRule, load_ontology

KG = rdflib.Namespace(ONTOLOGY_NAMESPACE)
CONTRADICTION = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")

HEAD = """
@prefix kg: <https://example.org/kg/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
kg:Thing a owl:Class ; rdfs:label "Thing" .
kg:agent a kg:Role .
kg:relatedTo a kg:Relation ; rdfs:label "related to" ; rdfs:domain kg:Thing ; rdfs:range kg:Thing .
"""
MET = "kg:met a kg:Relation ; rdfs:label 'met' ; rdfs:domain kg:Thing ; rdfs:range kg:Thing"


@pytest.fixture(scope="module")
def ontology():
    return load_ontology()


@pytest.fixture(scope="module")
def rdf():
    return rdflib.Graph().parse(DATA / "kg.ttl")


def terms(rdf, *kinds):
    found = {term for kind in kinds for term in rdf.subjects(RDF.type, kind)}
    return sorted(term for term in found if term.startswith(ONTOLOGY_NAMESPACE))


def read(folder, text):
    (folder / "kg.ttl").write_text(HEAD + text)
    return load_ontology(folder)


def test_a_claim_of_providing_gives_three_edges(ontology):
    assert ontology.edges("provided") == (
        EdgeRule("agent", "provided", "theme"),
        EdgeRule("agent", "supplied", "recipient"),
        EdgeRule("recipient", "received", "theme"),
    )


def test_an_open_predicate_takes_its_words_as_label_and_shares_the_rules(ontology):
    rules = ontology.edges("rel:collaborate_with")
    assert ontology.label("rel:collaborate_with") == "collaborate with"
    assert EdgeRule("agent", "rel:collaborate_with", "theme") in rules
    assert EdgeRule("theme", "rel:collaborate_with", "place", unless="agent") in rules


@pytest.mark.parametrize(
    ("type", "top"),
    [
        ("Country", "Place"),
        ("ArmedForce", "Organization"),
        ("Weapon", "Thing"),
        ("PeopleGroup", "Thing"),
    ],
)
def test_every_class_falls_under_one_top_type(ontology, type, top):
    assert ontology.top_type(type) == top


def test_all_classes_have_a_top_type_and_places_can_act(ontology):
    assert {ontology.top_type(name) for name in ontology.classes} == set(TOP_TYPES)
    assert ontology.is_a("Country", "Agent")
    assert not ontology.is_a("Weapon", "Agent")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("visited", ("Agent", "Place")), ("led", ("Person", "Agent")), ("bought", ("Agent", "Thing"))],
)
def test_domain_and_range_are_the_nearest_class_above_what_one_expects(ontology, name, expected):
    predicate = ontology.predicates[name]
    assert (predicate.domain, predicate.range) == expected


def test_inverses_are_labelled_from_both_sides(ontology):
    labels = {
        name: ontology.predicates[name].inverse_label for name in ("visited", "soldTo", "met")
    }
    assert labels == {"visited": "visited by", "soldTo": "bought something from", "met": "met"}
    assert ontology.predicates["boughtFrom"].inverse_label == "sold something to"


def test_a_relation_knows_its_event_type_and_its_wikidata_property(ontology):
    assert ontology.predicates["accused"].plover == "ACCUSE"
    assert ontology.predicates["spouseOf"].wikidata == "P26"
    assert ontology.predicates["spouseOf"].parents == ("relativeOf", "https://schema.org/spouse")


def test_it_travels_to_other_processes(ontology):
    assert pickle.loads(pickle.dumps(ontology)) == ontology


def test_the_version_and_the_digest_name_the_file(ontology, tmp_path):
    assert ontology.version == "0.1.0"
    assert len(ontology.digest) == 64
    assert read(tmp_path, "").digest != ontology.digest


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("kg:met a kg:Relation", r"kg\.ttl, line 8"),
        ("kg:met a kg:Relation .", "line 8: kg:met has no rdfs:label"),
        ("kg:met a kg:Relation ; rdfs:label 'met' .", "met has no known class as its domain"),
        (f"{MET} .", "line 8: kg:met has no parent"),
        (f"{MET} ; rdfs:subPropertyOf kg:saw .", "kg:met has the unknown parent kg:saw"),
        (
            "kg:r a kg:EdgeRule ; kg:sourceRole kg:agent .",
            "line 8: kg:r has no known kg:targetRole",
        ),
        ("kg:Thing rdfs:subClassOf kg:Thing .", "kg:Thing must be declared as the class above"),
    ],
)
def test_a_malformed_file_is_refused_with_its_line(tmp_path, text, complaint):
    with pytest.raises(OntologyError, match=complaint):
        read(tmp_path, text)


def test_a_missing_file_and_an_unknown_name_are_told(tmp_path, ontology):
    with pytest.raises(OntologyError, match=r"kg\.ttl: cannot be read"):
        load_ontology(tmp_path)
    with pytest.raises(OntologyError, match="no relation 'metWith'"):
        ontology.label("metWith")
    with pytest.raises(OntologyError, match="no class 'Planet'"):
        ontology.top_type("Planet")


def test_every_term_has_a_label_and_a_comment(rdf):
    every = terms(rdf, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    assert len(every) > 300
    for property in (RDFS.label, RDFS.comment):
        assert [term for term in every if len(list(rdf.objects(term, property))) != 1] == []


def test_every_property_has_one_domain_and_one_range(rdf):
    every = terms(rdf, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    for property in (RDFS.domain, RDFS.range):
        assert [term for term in every if len(list(rdf.objects(term, property))) != 1] == []


def test_every_term_of_kg_that_is_used_is_declared(rdf):
    declared = set(rdf.subjects(RDF.type, None))
    used = {term for triple in rdf for term in triple if term.startswith(ONTOLOGY_NAMESPACE)}
    assert sorted(used - declared) == []


def test_there_are_no_blank_nodes_and_no_two_terms_with_one_label(rdf):
    assert not any(isinstance(term, rdflib.BNode) for triple in rdf for term in triple)
    labels = [str(rdf.value(term, RDFS.label)) for term in terms(rdf, KG.Relation)]
    assert sorted({label for label in labels if labels.count(label) > 1}) == []


def test_every_relation_is_the_predicate_of_some_edge(ontology):
    given = {rule.predicate for one in ontology.predicates.values() for rule in one.edges}
    assert sorted(set(ontology.predicates) - given) == ["fled", "said"]
    assert len(ontology.predicates) > 150


def test_symmetric_relations_have_the_same_domain_and_range(rdf):
    for term in terms(rdf, OWL.SymmetricProperty):
        assert rdf.value(term, RDFS.domain) == rdf.value(term, RDFS.range)


def test_a_reasoner_finds_no_contradiction_and_makes_no_rocket_a_place(rdf):
    data = """
        @prefix kg: <https://example.org/kg/ontology#> .
        @prefix : <https://example.org/kg/thing/> .
        :rocket a kg:Weapon . :kim a kg:Person . :korea a kg:Country . :wagner a kg:ArmedForce .
        :kim kg:visited :rocket ; kg:arrivedIn :rocket ; kg:memberOf :rocket ; kg:led :rocket .
        :kim kg:killed :rocket ; kg:deployedTo :rocket . :korea kg:supplied :rocket .
        :rocket kg:hit :korea ; kg:partOf :kim . :wagner kg:received :rocket .
    """
    closed = rdflib.Graph() + rdf
    closed.parse(data=data, format="turtle")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closed)
    rocket = rdflib.URIRef("https://example.org/kg/thing/rocket")
    assert list(closed.objects(None, CONTRADICTION)) == []
    assert set(closed.objects(rocket, RDF.type)).isdisjoint(
        {KG.Agent, KG.Person, KG.Organization, KG.Place}
    )
    kim = rdflib.URIRef("https://example.org/kg/thing/kim")
    assert (kim, RDF.type, rdflib.URIRef("https://schema.org/Person")) in closed
