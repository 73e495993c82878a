"""The named questions and their answers, and what the door to SPARQL lets through."""

import gzip
import io
import time
from itertools import pairwise

import pyoxigraph as ox
import pytest
import rdflib
from factories import article, tell, told
from questions_page import BLOCK, PAGE, refilled
from rdflib import RDF, SKOS

from kg.corrections import Corrected, Correction, Decision, Named
from kg.errors import QueryError
from kg.model import Anchor, Run
from kg.ontology import DATA
from kg.sparql import bind, graph_files, load, named_queries, run_query
from kg.turtle import write_turtle

SUMMIT = article(
    "a1",
    told("{agent:Kai Moon=Moon} <met> {theme:Pavel Orr=Orr}.", "met", when="2023-09-13"),
    told("{said:Orbis} ~said~ {agent:Ilya Sand} <visited> {theme:Norland}.", "visited",
         when="2023-07-01..2023-07-31"),
    told("{agent:Norland} <gave> {recipient:Grey Guard} {theme:rockets}.", "provided",
         when="2022-01-01..2022-12-31"),
    told("{agent:Ada Rud}, {office:deputy minister} of {organization:Sudland}.", "holdsOfficeAt"),
    told("{agent:Westland} <warned> {theme:Norland}.", "warned"),
    published="2023-09-13", source="Courier",
)  # fmt: skip
DENIAL = article(
    "a2",
    told("{agent:Pavel Orr} and {agent:Kai Moon} <met>.", "met"),
    told("{said:Westland} ~alleged~ {agent:Norland} <sold> {recipient:Sudland} {theme:shells}.",
         "sold", "alleged"),
    told("{said:Sudland} ~denied~ {agent:Norland} <sold> {recipient:Sudland=it} {theme:shells}.",
         "sold", "denied"),
    told("{agent:Westland} <accused> {theme:Norland}.", "accused"),
    told("{agent:Cho Sun} <accompanied> {theme:Kai Moon}.", "accompanied"),
    told("{agent:Kai Moon} will <visit> {theme:Oslo}.", "visited", "planned"),
    told("{agent:Kai Moon} and {agent:Pavel Orr} <talked> about {topic:satellites}.", "talkedWith"),
    published="2023-09-14", source="Herald",
)  # fmt: skip
CITY = article(
    "a3",
    told("{agent:Acme} <bought> {theme:Bolt}.", "acquired"),
    told("{agent:Oslo Police} <arrested> {theme:Max Roe} in {place:Oslo}.", "arrested"),
    told("{said:Oslo Police} ~claims~ {agent:Max Roe} <shot> {theme:Ida Roe}.", "shot", "alleged"),
    told("{agent:Max Roe} is <married> to {theme:Ida Roe}.", "spouseOf"),
    told("{agent:Ida Roe} <leads> {theme:Acme}.", "led"),
    told("{agent:Acme} <works with> {theme:Norland}.", "cooperatedWith", when="2024-01-04"),
    told("{agent:Kai Moon} <visited> {theme:Oslo}.", "visited"),
    published="2024-01-05",
)  # fmt: skip

TYPES = {
    "Orbis": "Media", "Norland": "Country", "Sudland": "Country", "Westland": "Country",
    "Grey Guard": "ArmedForce", "rockets": "Weapon", "shells": "Weapon", "Oslo": "City",
    "deputy minister": "Thing", "satellites": "Thing", "Acme": "Company", "Bolt": "Company",
    "Oslo Police": "Agency",
}  # fmt: skip

MET = "Moon met Orr."
MET_TOO = "Pavel Orr and Kai Moon met."
ALLEGED = "Westland alleged Norland sold Sudland shells."
DENIED = "Sudland denied Norland sold it shells."
GIFT = "Norland gave Grey Guard rockets."
SHOT = "Oslo Police claims Max Roe shot Ida Roe."
TALK = "Kai Moon and Pavel Orr talked about satellites."
VISIT = "Orbis said Ilya Sand visited Norland."
VISITED = "Kai Moon visited Oslo."
WITH = "Acme works with Norland."
IN_2022 = ("2022-01-01", "2022-12-31")
UNKNOWN = (None, None)
BASE = "https://example.org/kg/"
ARTICLE = f"{BASE}article/"


def edge(source, relation, target):
    return BASE + source, f"{BASE}ontology#{relation}", BASE + target


RENAMED = Correction(Decision.RENAME, (Named("Moon"),), to="Kai Moon", note="the full name", line=3)
CONFIRMED = Correction(Decision.CONFIRM, claim="a1-1", by="Ana", line=9)
CORRECTED = Corrected(
    "corrections.toml",
    applied=(RENAMED, CONFIRMED),
    entities={"person/Kai_Moon": (RENAMED,)},
    claims={"a1-1": CONFIRMED},
)

# A question, what it is given, and the rows of its answer.
ANSWERS = [
    ("accompanied", {}, [("Cho Sun", "Kai Moon", *UNKNOWN, "Cho Sun accompanied Kai Moon.")]),
    ("accusations", {}, [
        ("Oslo Police", "Max Roe", "shot", "alleged", SHOT),
        ("Westland", "Norland", None, "stated", "Westland accused Norland."),
        ("Westland", "Norland", "sold", "alleged", ALLEGED),
    ]),
    ("agreements", {}, [
        ("Acme", "cooperated with", "Norland", "stated", "2024-01-04", "2024-01-04", WITH),
    ]),
    ("business", {"entity": "Acme"}, [
        ("Acme", "acquired", "Bolt", "stated", *UNKNOWN, "Acme bought Bolt."),
    ]),
    ("changed-between", {"since": "2023-12-01", "until": "2024-12-31"}, [
        ("Kai Moon", "visited", "Oslo", "planned", "2023-09-14", "stated", "2024-01-05"),
    ]),
    ("changed-between", {"since": "2024-12-01"}, []),
    ("changed-between", {"entity": "kai", "until": "2024-12-31"}, [
        ("Kai Moon", "visited", "Oslo", "planned", "2023-09-14", "stated", "2024-01-05"),
    ]),
    ("changed-between", {"entity": "Ida Roe"}, []),
    ("construct-around", {"entity": "Cho Sun"}, [
        (f"{BASE}person/Cho_Sun", f"{RDF.type}", f"{BASE}ontology#Person"),
        (f"{BASE}person/Cho_Sun", f"{SKOS.prefLabel}", "Cho Sun"),
        edge("person/Cho_Sun", "accompanied", "person/Kai_Moon"),
        (f"{BASE}person/Kai_Moon", f"{RDF.type}", f"{BASE}ontology#Person"),
        (f"{BASE}person/Kai_Moon", f"{SKOS.prefLabel}", "Kai Moon"),
    ]),
    ("construct-edges", {}, [
        edge("organization/Acme", "acquired", "organization/Bolt"),
        edge("organization/Acme", "cooperatedWith", "place/Norland"),
        edge("organization/Grey_Guard", "received", "thing/rockets"),
        edge("organization/Oslo_Police", "arrested", "person/Max_Roe"),
        edge("person/Ada_Rud", "holdsOfficeAt", "place/Sudland"),
        edge("person/Cho_Sun", "accompanied", "person/Kai_Moon"),
        edge("person/Ida_Roe", "led", "organization/Acme"),
        edge("person/Ida_Roe", "spouseOf", "person/Max_Roe"),
        edge("person/Ilya_Sand", "visited", "place/Norland"),
        edge("person/Kai_Moon", "met", "person/Pavel_Orr"),
        edge("person/Kai_Moon", "talkedWith", "person/Pavel_Orr"),
        edge("person/Kai_Moon", "visited", "place/Oslo"),
        edge("person/Max_Roe", "spouseOf", "person/Ida_Roe"),
        edge("person/Pavel_Orr", "met", "person/Kai_Moon"),
        edge("person/Pavel_Orr", "talkedWith", "person/Kai_Moon"),
        edge("place/Norland", "cooperatedWith", "organization/Acme"),
        edge("place/Norland", "provided", "thing/rockets"),
        edge("place/Norland", "supplied", "organization/Grey_Guard"),
        edge("place/Westland", "accused", "place/Norland"),
        edge("place/Westland", "warned", "place/Norland"),
    ]),
    ("corrections", {}, [
        ("confirm a1-1", "Ana", None, MET),
        ("rename Moon to Kai Moon", None, "the full name", "Kai Moon"),
    ]),
    ("disputed", {}, [
        ("Kai Moon", "visited", "Oslo", "stated", VISITED, "planned", "Kai Moon will visit Oslo."),
        ("Norland", "sold", "shells", "denied", DENIED, "alleged", ALLEGED),
        ("Norland", "sold something to", "Sudland", "denied", DENIED, "alleged", ALLEGED),
        ("Sudland", "bought", "shells", "denied", DENIED, "alleged", ALLEGED),
    ]),
    ("events-on-a-map", {"entity": "oslo police"}, [
        ("Oslo", "59.91", "10.75", "Oslo Police", "arrested", "stated", *UNKNOWN,
         "Oslo Police arrested Max Roe in Oslo."),
    ]),
    ("events-on-a-map", {"entity": "Kai Moon"}, []),
    ("evidence", {"one": "moon", "other": "Pavel Orr"}, [
        ("Kai Moon", "met", "Pavel Orr", "stated", MET, None, "Courier", "2023-09-13",
         ARTICLE + "a1"),
        ("Kai Moon", "met", "Pavel Orr", "stated", MET_TOO, None, "Herald", "2023-09-14",
         ARTICLE + "a2"),
        ("Kai Moon", "talked with", "Pavel Orr", "stated", TALK, None, "Herald", "2023-09-14",
         ARTICLE + "a2"),
    ]),
    ("family", {}, [("Ida Roe", "spouse of", "Max Roe")]),
    ("go-betweens", {"one": "Westland", "other": "Grey Guard"}, [
        ("Westland", "accused", "Norland", "supplied", "Grey Guard"),
        ("Westland", "warned", "Norland", "supplied", "Grey Guard"),
    ]),
    ("law", {}, [
        ("Oslo Police", "arrested", "Max Roe", "stated", *UNKNOWN,
         "Oslo Police arrested Max Roe in Oslo."),
    ]),
    ("law", {"entity": "Kai Moon"}, []),
    ("leaders", {}, [("Ida Roe", "led", "Acme"), ("Ada Rud", "holds office at", "Sudland")]),
    ("names", {"entity": "kai"}, [("Kai Moon", "Kai", None), ("Kai Moon", "Moon", None)]),
    ("new-between", {"since": "2023-09-14", "until": "2023-12-31"}, [
        ("Cho Sun", "accompanied", "Kai Moon", "stated", "2023-09-14"),
        ("Kai Moon", "talked with", "Pavel Orr", "stated", "2023-09-14"),
        ("Kai Moon", "visited", "Oslo", "planned", "2023-09-14"),
        ("Norland", "sold", "shells", "alleged", "2023-09-14"),
        ("Norland", "sold", "shells", "denied", "2023-09-14"),
        ("Norland", "sold something to", "Sudland", "alleged", "2023-09-14"),
        ("Norland", "sold something to", "Sudland", "denied", "2023-09-14"),
        ("Sudland", "bought", "shells", "alleged", "2023-09-14"),
        ("Sudland", "bought", "shells", "denied", "2023-09-14"),
        ("Westland", "accused", "Norland", "stated", "2023-09-14"),
    ]),
    ("new-between", {"since": "2023-09-14", "entity": "CHO SUN"}, [
        ("Cho Sun", "accompanied", "Kai Moon", "stated", "2023-09-14"),
    ]),
    ("offices-by-day", {"by": "2023-09-30"}, [
        ("Ada Rud", "deputy minister", "Sudland", "2023-09-13", "2023-09-13"),
    ]),
    ("offices", {}, [("Ada Rud", "deputy minister", "Sudland", *UNKNOWN)]),
    ("offices", {"entity": "Kai Moon"}, []),
    ("only-one-source", {"entity": "grey guard"}, [
        ("Grey Guard", "received", "rockets", "stated", "Courier"),
        ("Norland", "supplied", "Grey Guard", "stated", "Courier"),
    ]),
    ("only-one-source", {}, [
        ("Ada Rud", "holds office at", "Sudland", "stated", "Courier"),
        ("Grey Guard", "received", "rockets", "stated", "Courier"),
        ("Ilya Sand", "visited", "Norland", "stated", "Courier"),
        ("Norland", "provided", "rockets", "stated", "Courier"),
        ("Norland", "supplied", "Grey Guard", "stated", "Courier"),
        ("Westland", "warned", "Norland", "stated", "Courier"),
        ("Cho Sun", "accompanied", "Kai Moon", "stated", "Herald"),
        ("Kai Moon", "talked with", "Pavel Orr", "stated", "Herald"),
        ("Kai Moon", "visited", "Oslo", "planned", "Herald"),
        ("Norland", "sold", "shells", "alleged", "Herald"),
        ("Norland", "sold", "shells", "denied", "Herald"),
        ("Norland", "sold something to", "Sudland", "alleged", "Herald"),
        ("Norland", "sold something to", "Sudland", "denied", "Herald"),
        ("Sudland", "bought", "shells", "alleged", "Herald"),
        ("Sudland", "bought", "shells", "denied", "Herald"),
        ("Westland", "accused", "Norland", "stated", "Herald"),
    ]),
    ("paths", {"one": "Kai Moon", "other": "Cho Sun"}, [("1", "Kai Moon – Cho Sun")]),
    ("paths", {"one": "Cho Sun", "other": "Pavel Orr"}, [
        ("2", "Cho Sun – Kai Moon – Pavel Orr"),
    ]),
    ("paths", {"one": "Westland", "other": "Ida Roe"}, [
        ("3", "Westland – Norland – Acme – Ida Roe"),
    ]),
    ("places", {}, [("Oslo", "59.91", "10.75", "3")]),
    ("plans", {}, [("Kai Moon", "visited", "Oslo", *UNKNOWN, "Kai Moon will visit Oslo.")]),
    ("plans", {"entity": "Norland"}, []),
    ("provenance", {}, [("kg", "0.1.0", "m1", "o1", "l1", "19")]),
    ("relations", {}, [
        ("met", "stated", "2"),
        ("visited", "stated", "2"),
        ("accompanied", "stated", "1"),
        ("accused", "stated", "1"),
        ("acquired", "stated", "1"),
        ("arrested", "stated", "1"),
        ("cooperated with", "stated", "1"),
        ("holds office at", "stated", "1"),
        ("led", "stated", "1"),
        ("provided", "stated", "1"),
        ("shot", "alleged", "1"),
        ("sold", "alleged", "1"),
        ("sold", "denied", "1"),
        ("spouse of", "stated", "1"),
        ("talked with", "stated", "1"),
        ("visited", "planned", "1"),
        ("warned", "stated", "1"),
    ]),
    ("source-says", {"source": "courier"}, [
        ("Courier", "Ada Rud", "holds office at", "Sudland", "stated",
         "Ada Rud, deputy minister of Sudland."),
        ("Courier", "Grey Guard", "received", "rockets", "stated", GIFT),
        ("Courier", "Ilya Sand", "visited", "Norland", "stated", VISIT),
        ("Courier", "Kai Moon", "met", "Pavel Orr", "stated", MET),
        ("Courier", "Norland", "provided", "rockets", "stated", GIFT),
        ("Courier", "Norland", "supplied", "Grey Guard", "stated", GIFT),
        ("Courier", "Westland", "warned", "Norland", "stated", "Westland warned Norland."),
    ]),
    ("sources", {}, [("(unknown)", "1", "7"), ("Herald", "1", "7"), ("Courier", "1", "5")]),
    ("statuses", {}, [("stated", "15"), ("alleged", "2"), ("denied", "1"), ("planned", "1")]),
    ("timeline", {"entity": "Kai Moon"}, [
        ("2023-09-13", "Kai Moon", "agent", "met", "stated", "2023-09-13", "2023-09-13", MET),
        ("2023-09-14", "Kai Moon", "theme", "accompanied", "stated", *UNKNOWN,
         "Cho Sun accompanied Kai Moon."),
        ("2023-09-14", "Kai Moon", "agent", "met", "stated", *UNKNOWN, MET_TOO),
        ("2023-09-14", "Kai Moon", "agent", "talked with", "stated", *UNKNOWN, TALK),
        ("2023-09-14", "Kai Moon", "agent", "visited", "planned", *UNKNOWN,
         "Kai Moon will visit Oslo."),
        ("2024-01-05", "Kai Moon", "agent", "visited", "stated", *UNKNOWN, VISITED),
    ]),
    ("trace", {"one": "kai", "other": "Cho Sun"}, [
        ("Cho Sun", "accompanied", "Kai Moon", f"{BASE}claim/a2-5",
         "Cho Sun accompanied Kai Moon.", f"{ARTICLE}a2", "Herald",
         "kg", "0.1.0", "m1", "o1", "l1"),
    ]),
    ("two-sources", {}, [("Kai Moon", "met", "Pavel Orr", "2")]),
    ("two-sources", {"entity": "moon"}, [("Kai Moon", "met", "Pavel Orr", "2")]),
    ("two-sources", {"entity": "Norland"}, []),
    ("written-as", {"entity": "Ida Roe"}, [
        ("Ida Roe", "Ida Roe", "marked so", "3", "1"),
    ]),
    ("violence", {}, [("Max Roe", "shot", "Ida Roe", "alleged", *UNKNOWN, SHOT)]),
    ("warnings", {}, [
        ("Westland", "warned", "Norland", "stated", *UNKNOWN, "Westland warned Norland."),
    ]),
    ("what-was-denied", {}, [("Norland", "sold", "shells", "Sudland", "denied", DENIED)]),
    ("what-was-denied", {"entity": "Westland"}, []),
    ("who-denies-what-others-say", {"entity": "Westland"}, [
        ("Sudland", "Norland", "sold", "shells", DENIED, "Westland", "alleged", ALLEGED),
        ("Sudland", "Norland", "sold something to", "Sudland", DENIED, "Westland", "alleged",
         ALLEGED),
        ("Sudland", "Sudland", "bought", "shells", DENIED, "Westland", "alleged", ALLEGED),
    ]),
    ("who-met-whom", {"entity": "moon"}, [
        ("Kai Moon", "Pavel Orr", *UNKNOWN, MET_TOO),
        ("Kai Moon", "Pavel Orr", "2023-09-13", "2023-09-13", MET),
    ]),
    ("who-received-what", {}, [
        ("Grey Guard", "rockets", "Norland", "stated", *IN_2022, GIFT),
        ("Sudland", "shells", "Norland", "alleged", *UNKNOWN, ALLEGED),
        ("Sudland", "shells", "Norland", "denied", *UNKNOWN, DENIED),
    ]),
    ("who-said-what", {}, [
        ("Orbis", "said", "stated", VISIT, "2023-09-13"),
        ("Oslo Police", "claims", "alleged", SHOT, "2024-01-05"),
        ("Sudland", "denied", "denied", DENIED, "2023-09-14"),
        ("Westland", "alleged", "alleged", ALLEGED, "2023-09-14"),
    ]),
    ("who-supplied-whom", {}, [
        ("Norland", "Grey Guard", "rockets", "stated", *IN_2022, GIFT),
        ("Norland", "Sudland", "shells", "alleged", *UNKNOWN, ALLEGED),
        ("Norland", "Sudland", "shells", "denied", *UNKNOWN, DENIED),
    ]),
    ("who-talked-with-whom", {}, [
        ("Kai Moon", "Pavel Orr", "satellites", "stated", *UNKNOWN, TALK),
    ]),
    ("who-visited-where", {}, [
        ("Ilya Sand", "visited", "Norland", "2023-07-01", "2023-07-31", VISIT),
        ("Kai Moon", "visited", "Oslo", *UNKNOWN, VISITED),
    ]),
]  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    graph = tell(
        SUMMIT,
        DENIAL,
        CITY,
        types=TYPES,
        aliases={"Kai Moon": ("Moon", "Kai")},
        anchors={"Oslo": Anchor(("http://www.wikidata.org/entity/Q585",), 59.91, 10.75)},
        corrected=CORRECTED,
    )
    file = io.BytesIO()
    write_turtle(graph, file, run=Run("kg", "0.1.0", "m1", "o1", "l1"))
    path = tmp_path_factory.mktemp("graph") / "graph.ttl"
    path.write_bytes(file.getvalue())
    return path


@pytest.fixture(scope="module")
def store(path):
    return load(path)


@pytest.fixture(scope="module")
def rdf(path):
    return rdflib.Graph().parse(path)


def ask_rdflib(rdf, text):
    found = rdf.query(text)
    if found.type == "CONSTRUCT":
        return sorted(tuple(map(str, triple)) for triple in found.graph)
    return [tuple(None if value is None else str(value) for value in row) for row in found]


@pytest.mark.parametrize(("name", "given", "rows"), ANSWERS)
def test_a_named_question_has_its_answer_in_two_engines(store, rdf, name, given, rows):
    text = named_queries()[name].text
    assert list(run_query(store, text, bindings=given).rows) == rows
    assert ask_rdflib(rdf, bind(text, given)) == rows


def test_every_named_question_is_tested_with_rows():
    assert {name for name, _, rows in ANSWERS if rows} == set(named_queries())
    assert len(named_queries()) >= 25


@pytest.mark.parametrize("query", named_queries().values(), ids=lambda query: query.name)
def test_a_question_left_open_asks_about_everybody(store, query):
    everything = run_query(store, query.text).rows
    assert everything
    for parameter in query.parameters:
        assert run_query(store, query.text, bindings={parameter.name: "~ nobody"}).rows in (
            (),
            everything if parameter.name in ("by", "until") else (),
        )


def test_a_question_tells_what_it_asks_for():
    query = named_queries()["evidence"]
    assert query.title == "What is the evidence for the links of two entities?"
    assert [parameter.name for parameter in query.parameters] == ["one", "other"]
    assert query.parameters[0].description == "name of a person, organization or place"
    assert query.path == DATA / "queries" / "evidence.rq"


def test_the_documentation_lists_every_question():
    page = PAGE.read_text(encoding="utf-8")
    for query in named_queries().values():
        assert f"### `{query.name}`" in page
        assert query.title in page
        assert query.description in page


def test_every_answer_in_the_documentation_is_that_of_the_examples():
    """If `output/` has changed, `make answers` writes them anew."""
    page = PAGE.read_text(encoding="utf-8")
    assert refilled(page) == page
    shown = {
        block[1].split()[1] for block in BLOCK.finditer(page) if len(block[4].splitlines()) > 1
    }
    assert shown >= set(named_queries()) - {"corrections"}  # the examples need none


@pytest.mark.parametrize(
    "value",
    ['"', "\\", "a\nb", "\r", "\\u0022 } #", "\0", '"""', '" } ; DROP ALL #', "}", "😀", "\\g<0>"],
)  # fmt: skip
def test_a_value_stays_one_string_whatever_it_holds(value):
    text = "SELECT ?entity WHERE { VALUES ?entity { UNDEF } }"
    assert run_query(ox.Store(), text, bindings={"entity": value}).rows == ((value,),)


def test_a_value_that_looks_like_a_parameter_is_not_filled():
    text = "SELECT * WHERE { VALUES ?a { UNDEF } VALUES ?b { UNDEF } }"
    given = {"a": "VALUES ?b { UNDEF }", "b": "b"}
    assert run_query(ox.Store(), text, bindings=given).rows == (("VALUES ?b { UNDEF }", "b"),)


def test_a_parameter_that_the_question_does_not_have_is_refused(store):
    with pytest.raises(QueryError, match="takes no place"):
        run_query(store, named_queries()["who-met-whom"].text, bindings={"place": "Oslo"})


def test_prefixes_need_not_be_declared_and_ask_answers_yes_or_no(store):
    assert run_query(store, "ASK { ?a kg:met ?b }").rows == (("true",),)
    assert run_query(store, "ASK { ?a kg:married ?b }").rows == (("false",),)


def test_from_a_plain_edge_to_its_sentence_and_run_by_sparql_alone(store):
    answer = run_query(
        store,
        """
        SELECT ?quote ?version WHERE {
          ?a kg:accompanied ?b .
          ?edge kg:source ?a ; kg:relation kg:accompanied ; kg:target ?b .
          ?claim kg:supports ?edge ; kg:evidence/kg:quote ?quote ;
            prov:wasGeneratedBy/kg:softwareVersion ?version .
        }""",
    )
    assert answer.columns == ("quote", "version")
    assert answer.rows == (("Cho Sun accompanied Kai Moon.", "0.1.0"),)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("ASK {\n  ?s ?p }", r"line 2, column 10: not SPARQL 1.1\n    \?s \?p }\n {11}\^"),
        ("SELECT * WHERE { ?s a dbo:Person }", "a prefix that is not declared"),
        ("DELETE WHERE { ?s ?p ?o }", "kg only reads"),
        ("LOAD <file:///etc/hosts>", "kg only reads"),
        ("", "the question is empty"),
        ("SELECT * WHERE { SERVICE <http://x.org/> { ?s ?p ?o } }", "line 1: SERVICE is off"),
        ("SELECT *\n{ BIND('\\'' AS ?x) service silent ?y {} }", "line 2: SERVICE is off"),
        ("SELECT * { BIND(1<2 AS ?x)SERVICE<http://x/>{} BIND(3>2 AS ?z) }", "SERVICE is off"),
        ("SELECT * { FILTER(1<2)SERVICE#>\n?z{?s ?p ?o} }", "line 1: SERVICE is off"),
        ("SELECT * { FILTER('a'<'>')SERVICE?z{} FILTER('b'='b') }", "SERVICE is off"),
        ("PREFIX : <http://x/> SELECT * { SERVICE:x{} }", "SERVICE is off"),
        ("ASK " + "{" * 5000 + "}" * 5000, "brackets are nested more than 500 deep"),
        ("PREFIX : <x:> SELECT * { ?x ?y :.SERVICE<http://x/>{} }", "SERVICE is off"),
        ("SELECT * { ?x ?y 1SERVICE SILENT#{\n#\n?z#{\n{} }", "SERVICE is off"),
    ],
)  # fmt: skip
def test_a_wrong_or_forbidden_question_is_refused_with_its_place(store, text, complaint):
    with pytest.raises(QueryError, match=complaint):
        run_query(store, text)


def test_the_word_service_is_free_where_it_calls_nobody(store):
    text = "SELECT ?service { BIND('SERVICE' AS ?service) } # SERVICE <http://x.org/>"
    assert run_query(store, text).rows == (("SERVICE",),)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service ?x { ?service ?y ?x }",
        "PREFIX : <x:> SELECT * { ?x :service ?y { ?y ?p ?o } }",
        "SELECT * { ?x a <http://x.org/service#> . { ?y ?p ?o } }",
    ],
)
def test_names_of_services_are_no_calls(store, text):
    assert run_query(store, text).columns


def test_files_named_in_a_query_are_not_read(store):
    assert run_query(store, "SELECT * FROM <file:///etc/hosts> { ?s ?p ?o }").rows == ()


def test_a_graph_that_is_asked_for_is_sorted_turtle_too(store):
    text = "CONSTRUCT { ?a kg:met ?b } WHERE { ?a kg:met ?b }"
    turtle = run_query(store, text).turtle
    assert turtle == run_query(store, text).turtle
    assert turtle.startswith("@prefix kg: <https://example.org/kg/ontology#> .\n<")
    assert len(rdflib.Graph().parse(data=turtle)) == 2
    assert run_query(store, "ASK {}").turtle == ""


def test_a_folder_stands_for_its_graph_or_for_all_rdf_in_it(path, tmp_path):
    folder = path.parent
    assert graph_files(folder) == (path,)
    for name in ("b.nt", "a.trig.gz", "notes.txt"):
        (tmp_path / name).touch()
    assert [file.name for file in graph_files(tmp_path)] == ["a.trig.gz", "b.nt"]


@pytest.mark.parametrize(
    ("ending", "form"), [("nt", "nt"), ("rdf", "xml"), ("jsonld", "json-ld"), ("trig", "trig")]
)
def test_other_forms_and_compressed_files_are_read(store, rdf, tmp_path, ending, form):
    text = rdf.serialize(format=form, encoding="utf-8")
    (tmp_path / f"graph.{ending}").write_bytes(text)
    (tmp_path / f"graph.{ending}.gz").write_bytes(gzip.compress(text))
    assert len(load(tmp_path / f"graph.{ending}")) == len(store)
    assert len(load(tmp_path / f"graph.{ending}.gz")) == len(store)


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("cut.ttl.gz", gzip.compress(b"<a:b> <a:c> 1 ." * 99)[:-9], "no whole gzip file"),
        ("plain.ttl.gz", b"<a:b> <a:c> 1 .", "no whole gzip file"),
        ("broken.ttl", b"<a:b> <a:c> .", "no valid RDF: line 1"),
        ("empty", None, "holds no graph .*kg build"),
    ],
)
def test_a_graph_that_cannot_be_read_says_why(tmp_path, name, content, complaint):
    path = tmp_path / name
    path.mkdir() if content is None else path.write_bytes(content)
    with pytest.raises(QueryError, match=complaint):
        load(path)


def test_a_question_without_end_costs_its_time_limit():
    store = ox.Store()
    node = [ox.NamedNode(f"http://x.org/{number}") for number in range(400)]
    store.extend([ox.Quad(one, node[0], other) for one, other in pairwise(node)])
    start = time.monotonic()
    with pytest.raises(QueryError, match=r"no answer within 0.2 seconds"):
        run_query(
            store,
            "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?p ?d . ?e ?p ?f FILTER(STR(?a) < STR(?e)) }",
            time_limit=0.2,
        )
    assert time.monotonic() - start < 30


def test_a_file_that_is_missing_or_broken_is_told(tmp_path):
    with pytest.raises(QueryError, match=r"graph\.ttl cannot be read"):
        load(tmp_path / "graph.ttl")
    (tmp_path / "bad.ttl").write_text("@prefix : <http://x.org/> .\n:a :b .\n")
    with pytest.raises(QueryError, match=r"bad\.ttl is no valid RDF: line 2"):
        load(tmp_path / "bad.ttl")


def test_a_question_without_its_head_or_its_parameter_is_refused(tmp_path):
    (tmp_path / "bare.rq").write_text("# title: T\n# param: who somebody\nASK {}\n")
    with pytest.raises(QueryError, match=r"bare\.rq does not declare and use description and who"):
        named_queries(tmp_path)


@pytest.mark.parametrize("ending", ["nq", "trig"])
def test_articles_in_graphs_of_their_own_are_asked_together(tmp_path, ending):
    path = tmp_path / f"graph.{ending}"
    first, second = (f"https://example.org/{number}" for number in "12")
    quads = (
        f"<{first}> <{first}> <{first}> <{first}> .\n<{second}> <{first}> <{first}> <{second}> .\n"
    )
    named = "\n".join(f"<{iri}> {{ <{iri}> <{first}> <{first}> . }}" for iri in (first, second))
    path.write_text(quads if ending == "nq" else named, encoding="utf-8")
    found = run_query(load(path), "SELECT ?s { ?s ?p ?o }")
    assert sorted(found.rows) == [(first,), (second,)]
    alone = run_query(load(path), f"SELECT ?s {{ GRAPH <{second}> {{ ?s ?p ?o }} }}")
    assert alone.rows == ((second,),)
