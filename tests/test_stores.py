"""Two stores read what the examples build into, and give the same answers to all questions."""

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.rdf.stores import (
    GIVEN_UP,
    LIMITED,
    Oxigraph,
    Rdflib,
    compare,
    questions_about,
)
from benchmarks.rdf.synthetic import made_up_graph
from kg.sparql import named_queries
from kg.validation import validate_rdf

GRAPH = Path(__file__).parent.parent / "output/graph.ttl"
QUESTIONS = {name: query.text for name, query in named_queries().items()}
# rdflib takes minutes to find all paths; tests/test_sparql.py asks it for some.
ASKED = {name: text for name, text in QUESTIONS.items() if name != "paths"}
LIMIT = 60.0


@pytest.fixture(scope="module")
def answers():
    return [store.ask(GRAPH, ASKED) for store in (Oxigraph(LIMIT), Rdflib(LIMIT))]


def test_both_read_as_many_triples(answers):
    (ours, _), (theirs, _) = answers
    assert ours == theirs > 8000


@pytest.mark.parametrize("name", ASKED)
def test_both_answer_alike(name, answers):
    (_, ours), (_, theirs) = answers
    assert isinstance(ours[name], Counter)
    assert theirs[name] == ours[name]


def test_questions_are_open_or_about_names():
    assert questions_about() == QUESTIONS
    about = questions_about("Kim Jong Un", "Russia")
    assert about["evidence"].count('{ "Kim Jong Un" }') == 2
    assert about["evidence"].count('{ "Russia" }') == 2
    assert about["timeline"].count('{ "Kim Jong Un" }') == 2
    assert about["statuses"] == QUESTIONS["statuses"]
    assert about["new-between"].count("VALUES ?since { UNDEF }") == 1


class Liar:
    name = "Liar"

    def is_here(self):
        return True

    def ask(self, path, questions):
        answers = dict.fromkeys(questions, LIMITED)
        return 1, answers | {"statuses": Counter(), "sources": GIVEN_UP, "names": "a fault"}


def test_a_store_that_says_otherwise_is_told():
    table = compare(GRAPH, [Oxigraph(LIMIT), Liar()])
    assert f"| Liar | 1 | 0 | 1 | {len(QUESTIONS) - 3} | 2 |" in table
    assert "Liar, given up: sources" in table
    assert "  statuses: other rows" in table
    assert "  names: a fault" in table


def test_a_made_up_graph_is_valid_and_always_the_same():
    graph = made_up_graph(100)
    assert len(graph.claims) == 100
    assert graph.claims == made_up_graph(100).claims
    assert graph.entities == made_up_graph(100).entities
    assert validate_rdf(graph.to_rdf()).violations == ()
