"""The graph as Turtle: it loads everywhere, says what DESIGN.md says, and hides nothing."""

import io
from datetime import date

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from factories import article, tell, told
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Literal, URIRef

from kg.corrections import Corrected, Correction, Decision, Named
from kg.errors import OutputError
from kg.model import Anchor, Run
from kg.ontology import DATA, VOCABULARIES
from kg.turtle import statements, to_rdf, write_turtle

BASE = "https://example.org/kg/"
KG, ORG, OA, PROV, SCHEMA = (
    rdflib.Namespace(VOCABULARIES[prefix]) for prefix in ("kg", "org", "oa", "prov", "schema")
)
RUN = Run("kg", "0.1.0", "model", "ontology", "lexicon")

HOSTILE = [
    "Jean-Luc \"JL\" O'Neil <x>", "A\\B", "\\u0041", "العربية", "😀", "a\nb", "\r\n", "\t", "   ",
    "".join(map(chr, range(32))), "\x7f\x85\u2028\ufeff\ufffe", "e\u0301", "x" * 5000,
    "''\"\"\"", "$& %41 {}|^`",
]  # fmt: skip

TYPES = {"TASS": "Media", "Oslo": "City", "rockets": "Weapon", "Deputy Mayor": "Thing"}

FIRST = article(
    "a1",
    told("{said:TASS} ~said~ {agent:Ana Lima=Lima} <met> {theme:Bo Ek}.", "met", when="2024-05-01"),
    told("{agent:Cy} <gave> {recipient:Bo Ek=him} {theme:rockets}.", "provided", "alleged"),
    told("{agent:Bo Ek}, {office:Deputy Mayor} of {organization:Oslo}", "holdsOfficeAt"),
    told("{agent:Ana Lima} and {agent:Cy} <hiked>.", "rel:hike_with"),
    published="2024-05-02",
    source="AFP",
    title="Lima meets Ek",
    url="https://x.org/a b",
)
SECOND = article(
    "a2",
    told("{said:Cy} ~denied~, {said:TASS} ~wrote~, he <met> {theme:Ana Lima}.", "met", "denied"),
    told(
        "{agent:Bo Ek}, {office:Deputy Mayor=deputy  mayor}, {organization:Oslo}", "holdsOfficeAt"
    ),
)


pyshacl_warns = pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")


def iri(id):
    return URIRef(BASE + id)


def turtle(graph, **options):
    file = io.BytesIO()
    write_turtle(graph, file, **options)
    return file.getvalue()


def one_claim(*args, **options):
    return to_rdf(tell(article("a1", told(*args)), **options))


@pytest.fixture(scope="module")
def graph():
    return tell(
        FIRST,
        SECOND,
        types=TYPES,
        aliases={"Ana Lima": ("Lima", "Ms Lima")},
        anchors={"Oslo": Anchor(("http://www.wikidata.org/entity/Q585", "no IRI"), 59.9127, 10.0)},
    )


@pytest.fixture(scope="module")
def rdf(graph):
    return rdflib.Graph().parse(data=turtle(graph, run=RUN), format="turtle")


def test_two_parsers_and_the_library_agree_on_the_triples(graph, rdf):
    parsed = list(ox.parse(turtle(graph, run=RUN), format=ox.RdfFormat.TURTLE))
    assert set(rdf) == set(to_rdf(graph, run=RUN))
    assert len(parsed) == len(rdf) == len(list(statements(graph, run=RUN)))
    assert {triple.object.value for triple in parsed} == {str(object) for _, _, object in rdf}


def test_there_are_no_blank_nodes_and_every_iri_is_valid(graph):
    for triple in ox.parse(turtle(graph), format=ox.RdfFormat.TURTLE):
        assert isinstance(triple.subject, ox.NamedNode)
        assert not isinstance(triple.object, ox.BlankNode)


def test_the_order_of_articles_changes_no_byte():
    assert turtle(tell(FIRST, SECOND, types=TYPES)) == turtle(tell(SECOND, FIRST, types=TYPES))


def test_each_triple_stands_on_a_line_that_depends_on_no_other(graph):
    lines = turtle(graph).decode().splitlines()
    told = [line for line in lines if line.startswith("    ")]
    assert len(told) == len(list(statements(graph)))
    assert all(line.endswith(" ;") for line in told)


@pytest.mark.parametrize("name", HOSTILE)
def test_any_name_survives_exactly(name):
    graph = tell(article("a1", told("{agent:Ana Lima} <met> {theme:Bo}.", "met"), title=name))
    for rdf in (rdflib.Graph().parse(data=turtle(graph), format="turtle"), to_rdf(graph)):
        assert str(rdf.value(iri("article/a1"), SCHEMA.headline)) == name
    store = ox.Store()
    store.load(turtle(graph), format=ox.RdfFormat.TURTLE)
    (row,) = store.query(f"SELECT ?title {{ ?a <{SCHEMA.headline}> ?title }}")
    assert row["title"].value == name


@pytest.mark.parametrize(
    ("name", "tail"),
    [
        ("Zoë Müller", "Zoë_Müller"),
        ("Ołeh Đỗ", "Ołeh_Đỗ"),
        ("Иван Петров", "Иван_Петров"),
        ("Ana %4", "Ana_%254"),
        ("Noé O'Hara/Kim", "Noé_O%27Hara%2FKim"),
    ],
)
def test_letters_of_all_scripts_stay_in_iris(name, tail):
    """An IRI is compared letter by letter: what needs no encoding has none."""
    graph = tell(article("a1", told(f"{{agent:{name}}} <met> {{theme:Bo}}.", "met")))
    assert f"<{BASE}person/{tail}>" in turtle(graph).decode()
    for rdf in (rdflib.Graph().parse(data=turtle(graph), format="turtle"), to_rdf(graph)):
        assert (iri(f"person/{tail}"), KG.met, iri("person/Bo")) in rdf
    assert any(
        triple.subject.value == f"{BASE}person/{tail}"
        for triple in ox.parse(turtle(graph), format=ox.RdfFormat.TURTLE)
    )


def test_half_a_surrogate_pair_becomes_the_replacement_character():
    graph = tell(article("a1", title="a\ud800b"))
    assert "a\ufffdb" in turtle(graph).decode()


def test_ids_that_no_prefix_can_hold_are_written_in_full(graph):
    hostile = tell(article("a.1 <", told("{agent:O'Neil (Jr.)} <met> {theme:Bo}.", "met")))
    text = turtle(hostile).decode()
    assert f"<{BASE}article/a.1%20%3C>" in text
    assert f"<{BASE}person/O%27Neil_%28Jr.%29>" in text
    assert len(rdflib.Graph().parse(data=text, format="turtle")) == len(list(statements(hostile)))


def test_an_entity_has_its_names_its_classes_and_its_place_on_earth(rdf):
    ana, oslo = iri("person/Ana_Lima"), iri("place/Oslo")
    assert set(rdf.objects(ana, SKOS.altLabel)) == {Literal("Lima"), Literal("Ms Lima")}
    assert rdf.value(ana, RDFS.label) == rdf.value(ana, SKOS.prefLabel) == Literal("Ana Lima")
    assert set(rdf.objects(oslo, RDF.type)) == {KG.City, KG.Place}
    assert list(rdf.objects(oslo, SKOS.exactMatch)) == [
        URIRef("http://www.wikidata.org/entity/Q585")
    ]
    geo = VOCABULARIES["geo"]
    assert str(rdf.value(oslo, URIRef(geo + "lat"))) == "59.9127"
    assert str(rdf.value(oslo, URIRef(geo + "long"))) == "10"
    assert (KG.City, RDFS.subClassOf, SCHEMA.City) in rdf


def test_an_article_has_its_headline_source_day_and_address(rdf):
    a1 = iri("article/a1")
    assert (a1, RDF.type, SCHEMA.NewsArticle) in rdf
    assert rdf.value(a1, SCHEMA.publisher) == Literal("AFP")
    assert rdf.value(a1, SCHEMA.datePublished) == Literal(date(2024, 5, 2))
    assert rdf.value(a1, SCHEMA.url) == Literal("https://x.org/a b", datatype=XSD.anyURI)


def test_a_claim_has_its_roles_its_stance_its_speaker_and_its_days(rdf):
    claim = iri("claim/a1-1")
    (run,) = rdf.subjects(RDF.type, PROV.Activity)
    told = {
        KG.predicate: KG.met, KG.agent: iri("person/Ana_Lima"), KG.theme: iri("person/Bo_Ek"),
        KG.status: Literal("stated"), KG.polarity: Literal("positive"), KG.cue: Literal("said"),
        KG.saidBy: iri("organization/TASS"), KG.startDate: Literal(date(2024, 5, 1)),
        KG.trigger: Literal("met"), PROV.wasGeneratedBy: run,
    }  # fmt: skip
    for property, value in told.items():
        assert list(rdf.objects(claim, property)) == [value]


def test_the_evidence_is_the_sentence_at_its_place_in_the_article(rdf, graph):
    span = rdf.value(iri("claim/a1-1"), KG.evidence)
    assert span == iri("article/a1#char=0,25")
    assert rdf.value(span, OA.hasSource) == iri("article/a1")
    start, end = int(rdf.value(span, KG.start)), int(rdf.value(span, KG.end))
    assert str(rdf.value(span, KG.quote)) == graph.document("a1").text[start:end]


def test_an_entity_is_found_by_its_names_in_small_letters(rdf):
    keys = {"ana lima", "lima", "ms lima"}
    assert set(map(str, rdf.objects(iri("person/Ana_Lima"), KG.nameKey))) == keys


def test_edges_of_several_statuses_name_each_other():
    met = "{agent:Ana} <met> {theme:Bo}."
    ways = ("stated", "planned", "denied")
    apart = told("{agent:Ana} <warned> {theme:Bo}.", "warned")
    rdf = to_rdf(tell(article("a1", *(told(met, "met", status) for status in ways), apart)))
    by_status = {
        str(rdf.value(edge, KG.status)): edge for edge in rdf.subjects(KG.relation, KG.met)
    }
    assert set(by_status) == set(ways)
    for edge in by_status.values():
        assert set(rdf.objects(edge, KG.toldOtherwise)) == set(by_status.values()) - {edge}
    assert set(rdf.subjects(KG.toldOtherwise)) == set(by_status.values())


def test_only_what_is_stated_stands_as_a_plain_triple(rdf):
    assert (iri("person/Ana_Lima"), KG.met, iri("person/Bo_Ek")) in rdf
    assert list(rdf.subject_objects(KG.provided)) == []
    (edge,) = rdf.subjects(KG.relation, KG.provided)
    assert rdf.value(edge, KG.status) == Literal("alleged")
    assert list(rdf.subjects(KG.supports, edge)) == [iri("claim/a1-2")]


def test_a_symmetric_relation_is_one_edge_and_a_plain_triple_both_ways():
    ways = (
        "{agent:Ana} <met> {theme:Bo}.",
        "{agent:Bo} <met> {theme:Ana}.",
        "{agent:Ana}, {agent:Bo} <met>.",
    )
    rdf = to_rdf(tell(article("a1", *(told(way, "met") for way in ways))))
    (edge,) = rdf.subjects(RDF.type, KG.Edge)
    assert len(list(rdf.subjects(KG.supports, edge))) == 3
    both = {iri("person/Ana"), iri("person/Bo")}
    assert set(rdf.subjects(KG.met)) == set(rdf.objects(None, KG.met)) == both


def test_a_chain_of_speakers_keeps_its_order(rdf):
    links = [iri(f"claim/a2-1/said/{position}") for position in (1, 2)]
    assert [str(rdf.value(link, KG.cue)) for link in links] == ["denied", "wrote"]
    assert [int(rdf.value(link, KG.position)) for link in links] == [1, 2]
    assert rdf.value(links[0], KG.saidBy) == iri("person/Cy")
    assert set(rdf.objects(iri("claim/a2-1"), KG.attribution)) == set(links)


def test_an_open_predicate_is_a_relation_of_its_own(rdf):
    hiked = iri("rel/hike_with")
    assert (hiked, RDFS.subPropertyOf, KG.relatedTo) in rdf
    assert str(rdf.value(hiked, RDFS.label)) == "hike with"
    assert rdf.value(iri("claim/a1-4"), KG.predicate) == hiked


def test_an_office_that_two_articles_tell_is_one_membership(rdf):
    (membership,) = rdf.subjects(RDF.type, ORG.Membership)
    role = rdf.value(membership, ORG.role)
    assert rdf.value(membership, ORG.member) == iri("person/Bo_Ek")
    assert rdf.value(membership, ORG.organization) == iri("place/Oslo")
    assert (str(rdf.value(role, SKOS.prefLabel)), role) == (
        "deputy mayor",
        iri("role/deputy_mayor"),
    )
    claims = {iri("claim/a1-3"), iri("claim/a2-2")}
    assert set(rdf.objects(membership, PROV.wasDerivedFrom)) == claims


def test_an_office_at_nowhere_is_kept_and_a_denied_one_is_not():
    held = ("{agent:Ana}, the {office:spokeswoman}, spoke.", "holdsOfficeAt")
    rdf = one_claim(*held, types={"spokeswoman": "Thing"})
    (membership,) = rdf.subjects(RDF.type, ORG.Membership)
    assert rdf.value(membership, KG.officeName) == Literal("spokeswoman")
    assert rdf.value(membership, ORG.organization) is None
    assert list(one_claim(*held, "denied").subjects(RDF.type, ORG.Membership)) == []


def test_a_reference_says_how_an_entity_is_written_and_why(rdf):
    (reference,) = rdf.subjects(KG.writtenAs, Literal("Lima"))
    assert rdf.value(reference, KG.refersTo) == iri("person/Ana_Lima")
    assert rdf.value(reference, KG.reason) == Literal("marked so")
    assert rdf.value(reference, KG.inArticle) == iri("article/a1")
    assert (
        sum(
            int(rdf.value(each, KG.mentions))
            for each in rdf.subjects(KG.refersTo, iri("person/Ana_Lima"))
        )
        == 3
    )


REJECTED = Correction(Decision.REJECT, claim="a1-1", by="Ana <b>", note='the "summit" was off')
APART = Correction(Decision.DIFFERENT, (Named("Cy"), Named("Bo Ek")))
CORRECTED = Corrected(
    "corrections.toml",
    applied=(REJECTED, APART),
    entities={"person/Cy": (APART,), "person/Bo_Ek": (APART,)},
    claims={"a1-1": REJECTED},
    apart=(("person/Bo_Ek", "person/Cy"),),
)


@pyshacl_warns
def test_a_rejected_claim_stays_with_its_judgement_and_gives_no_edge():
    corrected = to_rdf(tell(FIRST, SECOND, types=TYPES, corrected=CORRECTED))
    claim = iri("claim/a1-1")
    correction = corrected.value(claim, KG.correctedBy)
    assert corrected.value(claim, KG.judgement) == Literal("rejected")
    assert corrected.value(correction, KG.decidedBy) == Literal("Ana <b>")
    assert corrected.value(correction, KG.note) == Literal('the "summit" was off')
    assert corrected.value(claim, KG.evidence) == iri("article/a1#char=0,25")
    assert list(corrected.objects(claim, KG.supports)) == []
    assert (iri("person/Ana_Lima"), KG.met, iri("person/Bo_Ek")) not in corrected
    ok, _, report = conforms(corrected)
    assert ok, report


def test_who_is_kept_apart_is_different_from_the_other_both_ways():
    corrected = to_rdf(tell(FIRST, SECOND, types=TYPES, corrected=CORRECTED))
    cy, bo = iri("person/Cy"), iri("person/Bo_Ek")
    assert {(cy, bo), (bo, cy)} == set(corrected.subject_objects(OWL.differentFrom))
    (correction,) = corrected.objects(cy, KG.correctedBy)
    assert corrected.value(correction, RDFS.label) == Literal("different Cy, Bo Ek")


def test_a_rejected_claim_of_an_office_gives_no_membership():
    office = Correction(Decision.REJECT, claim="a1-1")
    held = article(
        "a1", told("{agent:Ana}, {office:mayor} of {organization:Oslo}", "holdsOfficeAt")
    )
    corrected = Corrected(applied=(office,), claims={"a1-1": office})
    assert list(to_rdf(tell(held)).subjects(RDF.type, ORG.Membership))
    assert not list(to_rdf(tell(held, corrected=corrected)).subjects(RDF.type, ORG.Membership))


def test_the_run_names_software_model_and_ontology_without_a_clock(rdf, graph):
    (run,) = rdf.subjects(RDF.type, PROV.Activity)
    told = {str(value) for value in rdf.objects(run)}
    assert {"kg", "0.1.0", "model", "ontology", "lexicon", graph.ontology.version} <= told
    assert list(to_rdf(graph).subjects(RDF.type, PROV.Activity)) == []


def test_the_base_can_be_chosen_and_must_be_one(graph):
    text = turtle(graph, base="http://news.test/g#").decode()
    assert "@prefix person: <http://news.test/g#person/> ." in text
    for wrong in ("example.org/", "https://example.org/kg", "https://a b/", ""):
        with pytest.raises(OutputError, match="no absolute IRI"):
            turtle(graph, base=wrong)


def test_an_empty_graph_is_valid_turtle():
    assert len(rdflib.Graph().parse(data=turtle(tell()), format="turtle")) == 0


def conforms(rdf):
    shapes = str(DATA / "shapes.ttl")
    return pyshacl.validate(rdf, shacl_graph=shapes, shacl_graph_format="turtle")


@pyshacl_warns
def test_what_is_written_conforms_to_the_shapes(rdf):
    ok, _, report = conforms(rdf)
    assert ok, report


@pyshacl_warns
@pytest.mark.parametrize(
    ("broken", "complaint"),
    [
        ("<claim/a1-1> kg:status 'rumoured'", "A claim has one status"),
        ("<claim/a1-1> kg:startDate '2025-01-01'^^xsd:date", "The first day is a date"),
        ("<claim/a1-1> kg:agent <person/Nobody>", "The agent of a claim is an entity with a name"),
        ("<person/Ana_Lima> skos:altLabel 'Ana Lima'", "which is not one of its other names"),
        ("<place/Oslo> geo:lat 200.0", "A latitude is a number from -90 to 90"),
        ("<edge/x> a kg:Edge", "An edge has at least one claim behind it"),
        ("<claim/a1-1> kg:judgement 'rejected'", "names the correction that does so"),
        ("<reference/x> a kg:Reference", "A reference is to one entity with a name"),
        ("<correction/x> a kg:Correction ; kg:decision 'maybe'", "A correction has one decision"),
        ("<article/a1#char=9,3> a oa:SpecificResource ; kg:start 9 ; kg:end 3", "before its end"),
    ],
)
def test_a_broken_graph_is_told_in_words(rdf, broken, complaint):
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in VOCABULARIES.items())
    worse = rdflib.Graph() + rdf
    worse.parse(data=f"@base <{BASE}> .\n{prefixes}{broken} .", format="turtle")
    ok, _, report = conforms(worse)
    assert not ok
    assert complaint in report
