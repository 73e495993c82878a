"""The made-up graphs that the page is measured with."""

from collections import Counter

import pytest

from benchmarks.page.graphs import made_up_graph
from kg.graph import KnowledgeGraph
from kg.model import Status
from kg.page import page


@pytest.fixture(scope="module")
def graph() -> KnowledgeGraph:
    return made_up_graph(1000, 4000)


def test_it_has_the_size_that_was_asked_for(graph):
    assert len(graph.entities) == len({entity.id for entity in graph.entities}) == 1000
    assert 4000 <= len(graph.relations) < 4050


def test_every_entity_is_linked(graph):
    linked = {id for relation in graph.relations for id in (relation.source, relation.target)}
    assert linked == {entity.id for entity in graph.entities}


def test_its_words_stand_where_its_claims_say(graph):
    for claim in graph.claims[:50]:
        agent = claim.roles[0].fillers[0]
        assert graph.text(claim.document, agent) == graph.entities_of(agent)[0].name
        assert graph.quote(claim).endswith(".")


def test_it_is_told_as_news_is(graph):
    statuses = Counter(claim.status for claim in graph.claims)
    assert set(statuses) == set(Status)
    assert 0.6 < statuses[Status.STATED] / len(graph.claims) < 0.75
    degrees = Counter(id for r in graph.relations for id in (r.source, r.target))
    assert degrees.most_common(1)[0][1] > 10 * sum(degrees.values()) / len(degrees)


def test_it_is_the_same_each_time(graph):
    assert page(made_up_graph(1000, 4000)) == page(graph)


def test_its_page_is_small(graph):
    """Scripts and map take 0.7 MB; 5,000 entities with 20,000 relations must stay below 12 MB."""
    assert len(page(graph).encode()) < 0.7e6 + 11.3e6 / 5
