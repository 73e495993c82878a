"""The graph in every format that stores ask for: the same triples, and every name exactly."""

import gzip
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from factories import article, tell, told
from rdflib import RDF, SKOS, Literal, URIRef
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import GraphError, OutputError
from kg.model import Anchor, Run
from kg.ontology import VOCABULARIES
from kg.pipeline import write
from kg.turtle import FORMATS, RDF_FILES, read_rdf, statements, to_rdf, write_rdf

ROOT = Path(__file__).parent.parent
DAY = "2024-05-01"
BASE = "https://example.org/kg/"
KG, SCHEMA = (rdflib.Namespace(VOCABULARIES[prefix]) for prefix in ("kg", "schema"))
RUN = Run("kg", "0.1.0", "model")
RDFLIB = {"ttl": "turtle", "nt": "nt", "nq": "nquads", "trig": "trig", "jsonld": "json-ld"}
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
every_format = pytest.mark.parametrize("format", FORMATS)

NAMES = [
    "Jean-Luc \"JL\" O'Neil <x>", "A\\B", "\\u0041", "العربية", "😀", "a\nb", "\r\n", "\t", "   ",
    "".join(map(chr, range(32))), "\x7f\x85\u2028\ufeff\ufffe", "e\u0301", "x" * 5000,
    "''\"\"\"", "$& %41 {}|^`", "@id", "@en", "kg:met", "_:b0", "}", "</script>",
]  # fmt: skip


def of_two_articles():
    one = article(
        "a1",
        told(
            "{said:TASS} ~said~ {agent:Ana Lima=Lima} <met> {theme:Bo}.", "met", when="2024-05-01"
        ),
        told("{agent:Ana Lima} and {agent:Cy} <hiked>.", "rel:hike_with"),
        told("{agent:Bo}, {office:mayor} of {organization:Oslo}", "holdsOfficeAt"),
        published="2024-05-02",
        title="Lima meets Bo",
        url="https://x.org/a b",
    )
    other = article("a2", told("{agent:Cy} <met> {theme:Bo}.", "met", "denied"))
    oslo = Anchor(("http://www.wikidata.org/entity/Q585", "geo:59.9,10.7", "kg:x"), 59.9127, 10.0)
    types = {"Oslo": "City", "TASS": "Media", "mayor": "Office"}
    aliases = {"Ana Lima": ("Lima", "Ms Lima")}
    return tell(one, other, types=types, aliases=aliases, anchors={"Oslo": oslo})


@pytest.fixture(scope="module")
def graph():
    return of_two_articles()


def written(graph, format, **options):
    file = io.BytesIO()
    write_rdf(graph, file, format, run=RUN, **options)
    return file.getvalue()


def by_rdflib(content, format):
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=content, format=RDFLIB[format])
    return {triple[:3] for triple in dataset.quads()}


def by_oxigraph(content, format):
    return [quad.triple for quad in ox.parse(content, format=RDF_FILES[f".{format}"])]


@every_format
def test_two_parsers_read_the_same_triples_from_every_format(graph, format):
    content = written(graph, format)
    parsed = by_oxigraph(content, format)
    assert by_rdflib(content, format) == set(to_rdf(graph, run=RUN))
    assert len(parsed) == len(set(parsed)) == len(list(statements(graph, run=RUN)))
    assert set(parsed) == set(by_oxigraph(written(graph, "nt"), "nt"))


@every_format
@pytest.mark.parametrize("name", NAMES)
def test_any_name_survives_exactly_in_every_format(name, format):
    content = written(tell(article("a1", title=name)), format)
    assert [str(o) for _, p, o in by_rdflib(content, format) if p == SCHEMA.headline] == [name]
    assert name in {triple.object.value for triple in by_oxigraph(content, format)}


@every_format
def test_any_base_and_any_id_survive_in_every_format(format):
    graph = tell(article("a.1 <", told("{agent:O'Neil (Jr.)} <met> {theme:Bo}.", "met")))
    base = "http://news.test/g#"
    content = written(graph, format, base=base)
    triples = by_rdflib(content, format)
    assert triples == set(to_rdf(graph, base=base, run=RUN))
    assert len(by_oxigraph(content, format)) == len(triples)
    assert URIRef(f"{base}article/a.1%20%3C") in {subject for subject, _, _ in triples}


@every_format
def test_an_empty_graph_is_valid_in_every_format(format):
    file = io.BytesIO()
    write_rdf(tell(), file, format)
    assert by_rdflib(file.getvalue(), format) == set()


def test_compressed_files_hold_the_same_and_no_clock(graph, monkeypatch):
    first = written(graph, "nt.gz")
    monkeypatch.setattr("time.time", lambda: 4e9)
    assert written(graph, "nt.gz") == first
    assert gzip.decompress(first) == written(graph, "nt")


@pytest.mark.parametrize("format", ["nq", "trig"])
def test_a_named_graph_holds_what_one_article_says(graph, format):
    quads = list(ox.parse(written(graph, format), format=RDF_FILES[f".{format}"]))
    named = {quad.graph_name for quad in quads} - {ox.DefaultGraph()}
    assert named == {ox.NamedNode(f"{BASE}article/{id}") for id in ("a1", "a2")}
    kinds = {
        (quad.object.value.rpartition("#")[2], quad.graph_name in named)
        for quad in quads
        if quad.predicate.value == str(RDF.type)
    }
    assert {("Claim", True), ("Attribution", True), ("SpecificResource", True)} <= kinds
    assert {("Person", False), ("Edge", False), ("Activity", False), ("Membership", False)} <= kinds


def test_an_article_can_be_dropped_and_what_only_it_supported(graph):
    """The three updates of docs/rdf.md leave what the other article alone says."""
    left = without_the_first_article(graph)
    alone = tell(article("a2", told("{agent:Cy} <met> {theme:Bo}.", "met", "denied")))
    kinds = ("Claim", "Edge", "Membership", "SpecificResource", "NewsArticle")
    for kind in kinds:
        assert subjects(left, kind) == subjects(by_oxigraph(written(alone, "nt"), "nt"), kind)
    assert not any(triple.predicate.value == str(KG.met) for triple in left)


def test_a_dropped_article_takes_the_links_to_its_edges_along():
    met = "{agent:Cy} <met> {theme:Bo}."
    both = tell(article("a1", told(met, "met")), article("a2", told(met, "met", "denied")))
    assert b"kg:toldOtherwise" in written(both, "trig")
    left = without_the_first_article(both)
    assert len(subjects(left, "Edge")) == 1
    assert not any(triple.predicate.value == str(KG.toldOtherwise) for triple in left)


def without_the_first_article(graph):
    text = (ROOT / "docs/rdf.md").read_text()
    update = text.split("```sparql\n")[1].split("```")[0].replace("ARTICLE", f"{BASE}article/a1")
    store = ox.Store()
    store.load(written(graph, "nq"), format=ox.RdfFormat.N_QUADS)
    store.update(update, prefixes=VOCABULARIES)
    return {quad.triple for quad in store}


def subjects(triples, kind):
    return {
        triple.subject.value
        for triple in triples
        if triple.predicate.value == str(RDF.type)
        and triple.object.value.endswith((f"#{kind}", f"/{kind}"))
    }


def test_json_ld_brings_its_context_and_speaks_in_plain_words(graph):
    document = json.loads(written(graph, "jsonld"))
    nodes = {node["@id"].removeprefix(BASE): node for node in document["@graph"]}
    claim = nodes["claim/a1-1"]
    assert set(claim["@type"]) == {"Claim", "sem_Event"}
    assert (claim["predicate"], claim["status"], claim["startDate"]) == (
        "met", "stated", "2024-05-01",
    )  # fmt: skip
    assert claim["agent"] == [f"{BASE}person/Ana_Lima"]
    assert nodes["claim/a1-2"]["predicate"] == f"{BASE}rel/hike_with"
    assert nodes["article/a1#char=0,22"]["start"] == 0
    assert nodes["place/Oslo"]["lat"] == "59.9127"


def test_identifiers_that_look_like_prefixed_names_stay_what_they_are(graph):
    content = written(graph, "jsonld")
    found = {o for _, p, o in by_rdflib(content, "jsonld") if p == SKOS.exactMatch}
    assert {URIRef("geo:59.9,10.7"), URIRef("kg:x")} < found


def test_the_library_gives_the_same_graph(graph):
    assert set(graph.to_rdf()) == set(to_rdf(graph))
    ana = URIRef("http://x.test/person/Ana_Lima")
    assert graph.to_rdf(base="http://x.test/").value(ana, SKOS.prefLabel) == Literal("Ana Lima")


def test_an_unknown_format_is_refused_before_anything_is_written(graph, tmp_path):
    with pytest.raises(OutputError, match=r"'xml'; choose from ttl, nt, nq, trig, jsonld"):
        write(graph, tmp_path / "out", formats=["nt", "xml"])
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["graph.nt", "graph.trig.gz", "graph.jsonld.gz"])
def test_what_is_written_is_read_back(graph, name, tmp_path):
    write(graph, tmp_path, formats=[name.removeprefix("graph.")])
    assert len(list(read_rdf(tmp_path / name))) == len(list(statements(graph)))


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("a.ttl", b"<a> <b> ", "a.ttl: no valid RDF: line 1"),
        ("a.nt.gz", b"not compressed", "a.nt.gz: cannot be read"),
        ("a.nt.gz", gzip.compress(b"<a:a> <a:b> <a:c> .\n" * 99)[:-9], "a.nt.gz: cannot be read"),
        ("a.csv", b"", "does not say which RDF it holds"),
        ("a.jsonld", b"{", "no valid RDF"),
    ],
)
def test_what_cannot_be_read_is_told_with_the_reason_and_a_remedy(
    name, content, complaint, tmp_path
):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(GraphError, match=complaint) as told:
        list(read_rdf(tmp_path / name))
    assert told.value.remedy


@pytest.mark.parametrize("name", ["Zoë Müller", "Иван Петров", "Noé O'Hara", "A/B (C%D)"])
def test_an_entity_has_one_iri_in_all_files(name, tmp_path):
    graph = tell(article("a1", told(f"{{agent:{name}}} <met> {{theme:Bo}}.", "met")))
    formats = [format for format in FORMATS if format != "ttl"]
    write(graph, tmp_path, base="https://kg.test/", formats=formats)
    (wanted,) = (entity.id for entity in graph.entities if entity.name == name)
    claim = json.loads((tmp_path / "claims.jsonl").read_text(encoding="utf-8"))
    assert claim["roles"]["agent"][0]["entity"] == f"https://kg.test/{wanted}"
    for format in FORMATS:
        subjects = {triple.subject.value for triple in read_rdf(tmp_path / f"graph.{format}")}
        assert f"https://kg.test/{wanted}" in subjects, format
    assert wanted in nx.read_graphml(tmp_path / "graph.graphml")
    assert json.dumps(wanted) in (tmp_path / "graph.html").read_text("utf-8")


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(GraphError, match=r"graph\.nt: cannot be read: No such file"):
        list(read_rdf(tmp_path / "graph.nt"))


@pytest.mark.parametrize("position", [0, 1])
def test_the_python_of_the_document_works(position):
    text = (ROOT / "docs/rdf.md").read_text(encoding="utf-8")
    code = re.findall(r"^```python\n(.*?)^```", text, re.M | re.S)[position]
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    if position == 0:
        assert "Vladimir Putin\n" in done.stdout
        assert " supplied " in done.stdout or " provided " in done.stdout


def test_build_takes_formats_with_commas_and_again(tmp_path):
    report = tmp_path / "report.txt"
    report.write_text("Portuguese President Ana Lima met Swedish Prime Minister Bo Ek in Oslo.")
    out = tmp_path / "out"
    command = ["build", str(report), "-o", str(out), "--format", "nt", "--format", "NQ.gz, nt,trig"]
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 0
    written = sorted(path.name for path in out.glob("graph.*"))
    assert written == [
        "graph.graphml", "graph.html", "graph.nq.gz", "graph.nt", "graph.trig", "graph.ttl",
    ]  # fmt: skip
    assert f"{out / 'graph.nq.gz'}" in done.stdout


def test_build_refuses_an_unknown_format_before_it_reads(tmp_path):
    done = CliRunner().invoke(app, ["build", "nowhere", "-o", str(tmp_path), "--format", "rdfxml"])
    assert done.exit_code == 2
    assert "no format is called 'rdfxml'; choose from ttl, nt, nq, trig, jsonld" in done.stderr
