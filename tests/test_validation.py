"""`kg validate`: what conforms, and what is said of what does not."""

import gzip
import io
import json
from pathlib import Path

import pytest
from factories import article, tell, told
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import GraphError
from kg.ontology import VOCABULARIES
from kg.turtle import FORMATS, write_rdf
from kg.validation import validate

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

ROOT = Path(__file__).parent.parent
BASE = "https://example.org/kg/"
PREFIXES = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in VOCABULARIES.items())


def kg(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def turtle():
    graph = tell(
        article("a1", told("{agent:Ana} <met> {theme:Bo}.", "met", when="2024-05-01"), title="News")
    )
    file = io.BytesIO()
    write_rdf(graph, file, "ttl")
    return file.getvalue().decode()


@pytest.fixture
def broken(tmp_path):
    """A graph with more said than is right."""

    def write(more):
        path = tmp_path / "graph.ttl"
        path.write_text(f"{turtle()}@base <{BASE}> .\n{PREFIXES}{more} .")
        return path

    return write


def test_what_the_examples_build_into_conforms():
    validation = validate(ROOT / "output/graph.ttl")
    assert validation.violations == ()
    assert validation.checked["claims"] > 250


@pytest.mark.parametrize("format", [*FORMATS, "nt.gz", "jsonld.gz"])
def test_every_format_that_kg_writes_conforms(format, tmp_path):
    graph = tell(article("a1", told("{agent:Ana} ~said~ {said:Cy} <met> {theme:Bo}.", "met")))
    path = tmp_path / f"graph.{format}"
    with path.open("wb") as file:
        write_rdf(graph, file, format)
    validation = validate(path)
    assert validation.conforms
    assert validation.checked == {"articles": 1, "entities": 3, "claims": 1, "edges": 1}


@pytest.mark.parametrize(
    ("more", "message", "remedy"),
    [
        ("<claim/a1-1> kg:status 'rumoured'", "A claim has one status", "use one of: stated, all"),
        ("<claim/a1-1> kg:status 'denied'", "A claim has one status", "leave at most 1 of kg:sta"),
        ("<claim/a1-1> kg:agent <x>", "an entity with a name", "is described in the file, as shap"),
        (
            "<claim/a1-1> kg:endDate '2020-01-01'^^xsd:date",
            "The first day",
            "no more than kg:endDa",
        ),
        ("<edge/x> a kg:Edge", "An edge has one relation", "add kg:relation, at least 1"),
        ("<edge/x> a kg:Edge", "at least one claim behind", "add kg:supports from another node"),
        ("<person/Ana> geo:lat 200.0", "from -90 to 90", "a number of at most 90"),
        ("<person/Ana> skos:altLabel 'Ana'", "not one of its other", "what is also skos:altLabel"),
        (
            "<article/a1> schema:datePublished 'May'",
            "is a date",
            "schema:datePublished as xsd:date",
        ),
        ("<claim/a1-1> kg:evidence <person/Bo>", "as its evidence", "at most 1 of kg:evidence"),
        ("<article/a1> schema:headline 'x'@en", "headline is text", "leave at most 1"),
    ],
)
def test_a_fault_is_told_with_its_shape_and_what_to_do(broken, more, message, remedy):
    faults = validate(broken(more)).violations
    assert any(message in fault.message and remedy in fault.remedy for fault in faults), faults
    assert all(fault.shape.startswith("shape:") and fault.node for fault in faults)


def test_a_node_is_named_by_its_label(broken):
    (fault,) = validate(broken("<article/a1> schema:headline 'Other'")).violations
    assert fault.label in ("News", "Other")
    assert (fault.path, fault.shape) == ("schema:headline", "shape:Article-headline")


def test_the_command_says_that_a_graph_conforms_or_why_not(broken):
    good = kg("validate", ROOT / "output/graph.ttl")
    assert (good.exit_code, good.stderr) == (0, "")
    assert "graph.ttl conforms (11 articles, " in good.stdout
    bad = kg("validate", broken("<claim/a1-1> kg:status 'rumoured'"))
    assert bad.exit_code == 1
    assert "graph.ttl has 2 faults" in bad.stdout
    assert f"{BASE}claim/a1-1 “met”" in bad.stdout
    assert "    do: use one of: stated, alleged, possible, planned, denied" in bad.stdout


def test_only_the_first_nodes_are_shown_unless_all_are_asked_for(broken):
    path = broken(" . ".join(f"<edge/x{number}> a kg:Edge" for number in range(25)))
    assert "and 5 more nodes (--all shows them)" in kg("validate", path).stdout
    assert "edge/x24" in kg("validate", path, "--all").stdout


def test_json_holds_the_same(broken):
    done = kg("validate", broken("<claim/a1-1> kg:status 'rumoured'"), "--json")
    record = json.loads(done.stdout)
    assert (record["conforms"], record["checked"]["claims"]) == (False, 1)
    assert {fault["value"] for fault in record["violations"]} == {"", "rumoured"}


def test_a_file_of_something_else_conforms_but_one_is_told(tmp_path):
    (tmp_path / "other.nt.gz").write_bytes(gzip.compress(b"<a:a> <a:b> <a:c> .\n"))
    done = kg("validate", tmp_path / "other.nt.gz")
    assert done.exit_code == 0
    assert "there was nothing to check" in done.stderr


def test_hostile_text_does_not_steer_the_terminal(broken):
    done = kg("validate", broken(r"<claim/a1-1> kg:status '\u001b[31m\u202Erumoured'"))
    assert not set(done.stdout) & {"\x1b", "\u202e"}


@pytest.mark.parametrize("name", ["missing.ttl", "graph.csv"])
def test_what_cannot_be_read_ends_with_one_message(name, tmp_path):
    done = kg("validate", tmp_path / name)
    assert done.exit_code == 2
    assert name in done.stderr
    assert "Traceback" not in done.output


def test_a_broken_file_is_told_with_its_line(tmp_path):
    (tmp_path / "graph.nt").write_text("<a:a> <a:b> <a:c> .\n<a:a> <a:b>\n")
    with pytest.raises(GraphError, match=r"graph\.nt: no valid RDF: line 3: line jumps"):
        validate(tmp_path / "graph.nt")
