"""Why two names are linked: the sentences, from the files that kg wrote."""

import json
from dataclasses import replace

import pytest

from kg.errors import QueryError
from kg.suggestions import suggest
from kg.why import NamedEntity, find_entity, read_written, why

BASE = "https://example.org/kg/"

TURTLE = """
@prefix kg: <https://example.org/kg/ontology#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <https://example.org/kg/person/> .
:Ana_Lima a kg:Person ; skos:prefLabel "Ana Lima" ; skos:altLabel "Lima", "Ms Lima" .
:Rui_Lima a kg:Person ; skos:prefLabel "Rui Lima" ; skos:altLabel "Lima" .
<https://example.org/kg/person/Noé_O%27Hara> a kg:Person ; skos:prefLabel "Noé O'Hara" .
:Bo_Ek a kg:Politician, kg:Person ; skos:prefLabel "Bo Ek" .
<https://example.org/kg/role/lima> skos:prefLabel "Ana Lima" .
<https://example.org/kg/reference/r1> kg:refersTo :Ana_Lima ; kg:writtenAs "baker" ;
    kg:reason "apposition" ; kg:mentions 1 ; kg:inArticle <https://example.org/kg/article/a1> .
<https://example.org/kg/reference/r2> kg:refersTo :Ana_Lima ; kg:writtenAs "she" ;
    kg:reason "agrees" ; kg:mentions 1 ; kg:inArticle <https://example.org/kg/article/a0> .
<https://example.org/kg/article/a1> a schema:NewsArticle ;
    schema:headline "Lima meets Ek" ; schema:datePublished "2024-05-01" .
"""


def participant(id, name):
    return {"text": name, "entity": BASE + id, "name": name, "type": "Person", "start": 0, "end": 3}


ANA, RUI, BO, NOE = (
    participant("person/Ana_Lima", "Ana Lima"),
    participant("person/Rui_Lima", "Rui Lima"),
    participant("person/Bo_Ek", "Bo Ek"),
    participant("person/Noé_O%27Hara", "Noé O'Hara"),
)
MAYOR = participant("thing/mayor", "mayor")


def claim(id, predicate, roles, *, said_by=None, time=None):
    return {
        "id": id, "predicate": predicate, "roles": roles, "status": "stated", "time": time,
        "attribution": [{"source": said_by, "cue": "said"}] if said_by else [],
        "document": "a1", "quote": f"The sentence of {id}.",
    }  # fmt: skip


CLAIMS = [
    claim("c1", "met", {"agent": [ANA, BO]}, time={"start": "2024-04-02", "end": "2024-04-02"}),
    claim("c2", "warned", {"agent": [RUI], "theme": [BO]}, said_by=ANA),
    claim("c4", "met", {"agent": [NOE, RUI]}),
    claim("c5", "holdsOfficeAt", {"agent": [ANA], "office": [MAYOR]}),
    claim("c3", "visited", {"agent": [ANA]}, time={"start": "2024-03-01", "end": "2024-03-31"}),
]


@pytest.fixture
def written(tmp_path):
    (tmp_path / "graph.ttl").write_text(TURTLE)
    (tmp_path / "claims.jsonl").write_text("".join(json.dumps(c) + "\n" for c in CLAIMS))
    return read_written(tmp_path)


@pytest.mark.parametrize("name", ["Ana Lima", "ana lima", "ms lima", "person/Ana_Lima"])
def test_a_name_an_alias_and_an_id_find_the_entity(written, name):
    assert find_entity(written, name).names == ("Ana Lima", "Lima", "Ms Lima")


@pytest.mark.parametrize(
    "name",
    [
        "Noé O'Hara", "noé o'hara", "Noe\u0301 O'Hara", "person/Noé_O'Hara", "person/Noé_O%27Hara",
        "person/No%C3%A9_O%27Hara", f"{BASE}person/No%C3%A9_O%27Hara",
    ],
)  # fmt: skip
def test_letters_may_be_encoded_in_any_way(written, name):
    found = find_entity(written, name)
    assert (found.id, found.iri) == ("person/Noé_O'Hara", f"{BASE}person/Noé_O%27Hara")
    assert [told.claim for told in why(written, found, find_entity(written, "Rui Lima"))] == ["c4"]


def test_an_ambiguous_name_lists_the_namesakes_with_what_tells_them_apart(written):
    with pytest.raises(QueryError) as told:
        find_entity(written, "Lima")
    assert str(told.value) == (
        "More than one is called 'Lima'; give one of these instead:\n"
        "  person/Ana_Lima (baker, mayor), in: Lima meets Ek, 2024-05-01, and 1 more\n"
        "  person/Rui_Lima"
    )


def test_of_many_namesakes_only_the_first_are_listed(written):
    crowd = tuple(NamedEntity(f"{BASE}person/Bo_{n:02}", ("Bo",)) for n in range(12))
    with pytest.raises(QueryError, match=r"  person/Bo_09\n  and 2 more$"):
        find_entity(replace(written, entities=crowd), "Bo")


def test_an_unknown_name_brings_suggestions(written):
    with pytest.raises(QueryError, match="did you mean Ana Lima"):
        find_entity(written, "Anna Lima")


def test_nothing_is_suggested_for_what_is_far_off():
    assert suggest("zzz", ["Ana Lima"]) == ()


def test_two_are_linked_by_what_they_share_and_by_what_one_says_of_the_other(written):
    ana, bo = find_entity(written, "Ana Lima"), find_entity(written, "Bo Ek")
    evidence = why(written, ana, bo)
    assert [(told.claim, told.speakers) for told in evidence] == [
        ("c1", ()),
        ("c2", ("Ana Lima",)),
    ]
    assert evidence == why(written, bo, ana)


def test_one_is_told_of_in_the_order_of_time(written):
    evidence = why(written, find_entity(written, "Ana Lima"))
    assert [told.claim for told in evidence] == ["c3", "c1", "c2", "c5"]
    assert [told.dates for told in evidence] == ["2024-03-01 to 2024-03-31", "2024-04-02", "", ""]
    assert evidence[0].article.title == "Lima meets Ek"


def test_a_folder_without_a_graph_says_how_to_make_one(tmp_path):
    with pytest.raises(QueryError, match=r"claims\.jsonl does not exist.*kg build"):
        read_written(tmp_path)


@pytest.mark.parametrize("line", ["{", "[]", "{}", ""])
def test_a_broken_line_is_named(tmp_path, line):
    (tmp_path / "graph.ttl").write_text(TURTLE)
    (tmp_path / "claims.jsonl").write_text(f"{json.dumps(CLAIMS[0])}\n{line}\n")
    with pytest.raises(QueryError, match=r"claims\.jsonl:2 is not a claim"):
        read_written(tmp_path)
