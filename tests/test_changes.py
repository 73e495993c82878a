"""`kg diff`: what appeared, vanished or changed between two graphs, and who is taken for whom."""

import json
from dataclasses import fields, replace

import pytest
from factories import article, entity_id, tell, told
from typer.testing import CliRunner

from kg.changes import compare, read_side
from kg.cli import app
from kg.errors import QueryError
from kg.graph import KnowledgeGraph
from kg.pipeline import write

MET = told("{agent:Ana} <met> {theme:Bo}.", "met")
GAVE = told("{agent:Cy} <gave> {recipient:Bo=him} {theme:rockets}.", "provided")
FIRST = article("a1", MET, GAVE, title="Ana meets Bo", source="AFP")
TYPES = {"rockets": "Weapon"}


def kg(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def changes(tmp_path):
    """Compares two graphs by way of the files that they are written to."""

    def of(old, new):
        write(old, tmp_path / "old")
        write(new, tmp_path / "new")
        return compare(read_side(tmp_path / "old"), read_side(tmp_path / "new"))

    return of


def graph(*articles, **options):
    return tell(*articles or (FIRST,), types=TYPES, **options)


def regrouped(graph, groups):
    """The same articles with other entities: each name stands for the mentions of some old ones."""
    by_name = {entity.name: entity for entity in graph.entities}
    entities = [
        replace(
            by_name[olds[0]],
            id=entity_id("Person", name),
            names=(name,),
            mentions=tuple(m for old in olds for m in by_name[old].mentions),
        )
        for name, olds in groups.items()
    ]
    kept = set(by_name) - {old for olds in groups.values() for old in olds}
    entities += [by_name[name] for name in sorted(kept)]
    return KnowledgeGraph(graph.articles, entities, graph.ontology)


def kinds(changes):
    """What kinds of differences there are."""
    return {field.name for field in fields(changes)[2:] if getattr(changes, field.name)}


def names(groups):
    return [[sorted(known.name for known in side) for side in (g.old, g.new)] for g in groups]


def test_the_same_graph_is_no_difference(changes):
    assert not changes(graph(), graph())


def test_an_article_more_brings_its_claims_its_edges_and_its_names(changes):
    found = changes(
        graph(), graph(FIRST, article("a2", told("{agent:Di} <met> {theme:Bo}.", "met")))
    )
    assert [id for id, _ in found.articles_appeared] == ["a2"]
    assert [claim.quote for claim in found.claims_appeared] == ["Di met Bo."]
    (edge,) = found.edges_appeared
    assert (edge.edge.source, edge.edge.target) == ("person/Bo", "person/Di")
    assert (edge.new, found.quotes(edge)) == ({"stated": ("a2-1",)}, ("Di met Bo.",))
    assert [known.name for known in found.entities_appeared] == ["Di"]
    assert kinds(found) == {
        "articles_appeared", "claims_appeared", "edges_appeared", "entities_appeared",
    }  # fmt: skip


def test_an_article_less_is_the_same_the_other_way_round(changes):
    more = graph(FIRST, article("a2", told("{agent:Di} <met> {theme:Bo}.", "met")))
    found = changes(more, graph())
    assert [claim.quote for claim in found.claims_vanished] == ["Di met Bo."]
    assert [known.name for known in found.entities_vanished] == ["Di"]
    assert found.quotes(found.edges_vanished[0]) == ("Di met Bo.",)


def test_a_claim_of_another_status_is_changed_and_so_is_its_edge(changes):
    denied = article("a1", replace(MET, status="denied"), GAVE, title="Ana meets Bo", source="AFP")
    found = changes(graph(), graph(denied))
    (changed,) = found.claims_changed
    assert (changed.old.status, changed.new.status) == ("stated", "denied")
    assert "status" in changed.what
    (edge,) = found.edges_changed
    assert (list(edge.old), list(edge.new)) == (["stated"], ["denied"])
    assert kinds(found) == {"claims_changed", "edges_changed"}


def test_a_claim_of_another_relation_at_the_same_place_is_changed(changes):
    talked = article("a1", replace(MET, predicate="talkedWith"), GAVE)
    (changed,) = changes(graph(article("a1", MET, GAVE)), graph(talked)).claims_changed
    assert changed.what == ("predicate",)


def test_a_sentence_in_an_article_written_anew_is_the_same_claim(changes):
    longer = article("a9", told("{agent:Eva} <left>.", "rel:leave"), MET, GAVE)
    found = changes(graph(article("a1", MET, GAVE)), graph(longer))
    assert [claim.quote for claim in found.claims_appeared] == ["Eva left."]
    assert kinds(found) == {
        "articles_appeared", "articles_vanished", "claims_appeared", "entities_appeared",
    }  # fmt: skip
    assert [known.name for known in found.entities_appeared] == ["Eva"]


def test_two_that_become_one_are_merged_and_their_edges_stay(changes):
    found = changes(graph(), regrouped(graph(), {"Ana Cy": ["Ana", "Cy"]}))
    assert names(found.entities_merged) == [[["Ana", "Cy"], ["Ana Cy"]]]
    assert kinds(found) == {"entities_merged"}


def test_one_that_becomes_two_is_split(changes):
    found = changes(regrouped(graph(), {"Ana Cy": ["Ana", "Cy"]}), graph())
    assert names(found.entities_split) == [[["Ana Cy"], ["Ana", "Cy"]]]
    assert kinds(found) == {"entities_split", "edges_appeared", "edges_vanished"}


@pytest.mark.parametrize("name", ["Zoe", "Zoë", "Zoë O'Neil", "Зоя"])
def test_another_name_for_the_same_mentions_is_a_new_name(changes, name):
    found = changes(graph(), regrouped(graph(), {name: ["Ana"]}))
    assert names(found.entities_renamed) == [[["Ana"], [name]]]
    assert kinds(found) == {"entities_renamed"}


def test_percent_encoded_iris_of_an_older_graph_are_no_difference(tmp_path):
    for folder in ("old", "new"):
        write(regrouped(graph(), {"Zoë": ["Ana"]}), tmp_path / folder)
    turtle = tmp_path / "old/graph.ttl"
    turtle.write_text(turtle.read_text("utf-8").replace("person/Zoë", "person/Zo%C3%AB"), "utf-8")
    assert not compare(read_side(tmp_path / "old"), read_side(tmp_path / "new"))


def test_another_class_is_told(changes):
    found = changes(graph(), tell(FIRST, types={"rockets": "Product"}))
    ((old, new),) = [(one.old[0].type, one.new[0].type) for one in found.entities_retyped]
    assert (old, new) == ("Weapon", "Product")


def test_a_mention_that_means_somebody_else_is_told_with_its_sentence(changes):
    often = ("{agent:Ana} <met> {theme:Bo}.", "met")
    old = [told("{agent:Ana=She} <left>.", "rel:leave"), told(*often), told(*often)]
    new = [told("{agent:Bo=She} <left>.", "rel:leave"), told(*often), told(*often)]
    found = changes(graph(article("a1", *old)), graph(article("a1", *new)))
    (moved,) = found.mentions_moved
    assert (moved.text, moved.old.name, moved.new.name) == ("She", "Ana", "Bo")
    assert moved.quote == "She left."
    assert "entities_merged" not in kinds(found)
    assert "entities_split" not in kinds(found)


def test_the_base_makes_no_difference(tmp_path):
    write(graph(), tmp_path / "old")
    write(graph(), tmp_path / "new", base="http://news.test/g#")
    assert not compare(read_side(tmp_path / "old"), read_side(tmp_path / "new"))


@pytest.fixture
def folders(tmp_path):
    """What was stated is denied, and an article is new."""
    write(graph(), tmp_path / "old")
    denied = article("a1", replace(MET, status="denied"), GAVE, title="Ana meets Bo")
    more = article("a2", told("{agent:Di=Di [b]} <met> {theme:Bo}.", "met"), title="\x1b[31mRed")
    write(graph(denied, more), tmp_path / "new")
    return tmp_path / "old", tmp_path / "new"


def test_the_command_shows_each_group_with_its_sentences(folders):
    done = kg("diff", *folders)
    assert (done.exit_code, done.stderr) == (1, "")
    assert "New articles (1)\n   [31mRed\n" in done.stdout
    assert "Relations of another status (1)\n  Ana met Bo: stated → denied\n" in done.stdout
    assert "    “Ana met Bo.”\n" in done.stdout
    assert "New claims (1)\n  stated met (agent: Di [b]; theme: Bo)\n" in done.stdout
    assert "\x1b" not in done.stdout


def test_the_command_says_that_there_is_no_difference(folders):
    done = kg("diff", folders[0], folders[0] / "claims.jsonl")
    assert (done.exit_code, done.stdout) == (0, "No difference.\n")


def test_the_command_shows_ten_of_each_kind_unless_all_are_asked_for(tmp_path):
    many = article("a1", *(told(f"{{agent:Ana}} <met> {{theme:N{n}}}.", "met") for n in range(12)))
    write(graph(article("a0")), tmp_path / "old")
    write(graph(many), tmp_path / "new")
    short = kg("diff", tmp_path / "old", tmp_path / "new").stdout
    assert short.count("  and 2 more (--all shows them)") == 2
    assert "more (--all" not in kg("diff", tmp_path / "old", tmp_path / "new", "--all").stdout


def test_json_holds_the_same(folders):
    done = kg("diff", *folders, "--json")
    record = json.loads(done.stdout)
    assert (done.exit_code, record["same"]) == (1, False)
    assert [claim["quote"] for claim in record["claims"]["appeared"]] == ["Di [b] met Bo."]
    (edge,) = record["relations"]["changed"]
    assert (edge["source"]["name"], list(edge["old"]), list(edge["new"])) == (
        "Ana", ["stated"], ["denied"],
    )  # fmt: skip
    assert edge["sentences"] == ["Ana met Bo."]
    assert json.loads(kg("diff", folders[0], folders[0], "--json").stdout)["same"] is True


def test_a_folder_that_kg_did_not_write_is_told(tmp_path):
    with pytest.raises(QueryError, match="kg build"):
        read_side(tmp_path)
    done = kg("diff", tmp_path, tmp_path)
    assert done.exit_code == 2
    assert "Traceback" not in done.output
