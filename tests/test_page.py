import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from factories import article, tell, told
from page_graphs import HOSTILE_TEXTS, hostile_graph, random_graph, small_graph

from kg.errors import OutputError
from kg.graph import KnowledgeGraph
from kg.ontology import load_ontology
from kg.page import page, write_page
from kg.page.content import Ruler, content, find_repeats
from kg.page.layout import place

ROOT = Path(__file__).parent.parent


def contrast(one: str, other: str) -> float:
    """How well two colours can be told apart, from 1 to 21, as WCAG 2 reckons."""
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class Parts(HTMLParser):
    """The scripts, styles, tags and policy of a page, as a browser would see them."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[int, str] = {}
        self.inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside = True

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        number = len(self.tags) - 1
        if self.inside:
            self.texts[number] = self.texts.get(number, "") + data

    def bodies(self, tag: str) -> list[tuple[dict[str, str | None], str]]:
        return [
            (attrs, self.texts.get(number, ""))
            for number, (name, attrs) in enumerate(self.tags)
            if name == tag
        ]

    @property
    def policy(self) -> str:
        return next(a["content"] or "" for t, a in self.tags if "http-equiv" in a)


@pytest.fixture(scope="module")
def text() -> str:
    return page(small_graph())


@pytest.fixture(scope="module")
def parts(text: str) -> Parts:
    return Parts(text)


def data_of(text: str) -> dict:
    scripts = {attrs.get("id"): body for attrs, body in Parts(text).bodies("script")}
    return json.loads(scripts["content"])


def test_the_page_asks_for_nothing(parts):
    addresses = [
        value
        for tag, attrs in parts.tags
        for name, value in attrs.items()
        if name in {"src", "href", "srcset", "action", "data", "poster"} and value
    ]
    assert addresses == ["data:,"]
    assert not any(re.search(r"url\(|@import", style) for _, style in parts.bodies("style"))


def test_the_policy_names_each_script_and_style_by_its_hash(parts):
    scripts = [body for attrs, body in parts.bodies("script") if "type" not in attrs]
    styles = [body for _, body in parts.bodies("style")]
    assert len(scripts) == 2
    for body in scripts + styles:
        assert f"'sha256-{b64encode(sha256(body.encode()).digest()).decode()}'" in parts.policy
    assert parts.policy.startswith("default-src 'none';")
    assert "unsafe" not in parts.policy
    assert "http" not in parts.policy


def test_no_element_carries_script_or_style_in_an_attribute(parts):
    names = {name for _, attrs in parts.tags for name in attrs}
    assert not any(name == "style" or name.startswith("on") for name in names)


def test_own_scripts_never_make_markup_of_data():
    for script in (ROOT / "kg/page/js").glob("*.js"):
        source = script.read_text("utf-8")
        assert not re.search(r"(inner|outer)HTML|insertAdjacentHTML|document\.write|eval\(", source)


def test_the_licence_of_vis_network_stays(text):
    assert "@copyright (c) 2017-2019 visjs contributors" in text
    assert "sourceMappingURL" not in text


def test_the_data_hold_every_entity_claim_and_relation(text):
    graph = small_graph()
    data = data_of(text)
    assert [node["label"] for node in data["nodes"]] == [e.name for e in graph.entities]
    assert len(data["claims"]) == len(graph.claims)
    assert len(data["edges"]) == len(graph.relations)


def test_each_status_has_its_own_line(text):
    data = data_of(text)
    dashes = {data["statuses"][edge["status"]]: edge.get("dashes") for edge in data["edges"]}
    assert dashes["stated"] is None
    assert all(dashes[status] for status in ("planned", "possible", "denied"))


def test_offsets_count_as_the_browser_counts():
    ruler = Ruler("a😀b")
    assert [ruler(offset) for offset in (0, 1, 2, 3)] == [0, 1, 3, 4]


def test_a_quote_can_be_cut_from_the_article_after_an_emoji():
    graph = hostile_graph()
    data = json.loads(json.dumps(content(graph)))
    claim, row = graph.claims[3], data["claims"][3]
    wide = data["documents"][row[0]]["passages"][0][1].encode("utf-16-le")
    start, end = row[3]
    assert wide[2 * start : 2 * end].decode("utf-16-le") == graph.quote(claim)


def test_hostile_names_stay_inside_the_data():
    text = page(hostile_graph(), title=HOSTILE_TEXTS[0])
    parts = Parts(text)
    assert [a.get("id") for a, _ in parts.bodies("script")] == ["content", "world", None, None]
    assert not any(tag == "img" for tag, _ in parts.tags)
    block = text.split('<script id="content"')[1].split("</script>")[0].split(">", 1)[1]
    assert not set(block) & set("<>&\u2028\u2029\u202e")
    aliases = {alias for node in data_of(text)["nodes"] for alias in node.get("names", ())}
    assert aliases == set(HOSTILE_TEXTS)


def test_a_lone_surrogate_does_not_stop_the_page(tmp_path):
    write_page(small_graph(), tmp_path / "graph.html", title="broken \ud800 title")
    assert (tmp_path / "graph.html").read_text("utf-8").startswith("<!doctype html>")


def test_the_same_graph_gives_the_same_bytes():
    assert page(random_graph(60, 150, 20)) == page(random_graph(60, 150, 20))


def test_an_empty_graph_gives_a_page():
    assert data_of(page(KnowledgeGraph((), (), load_ontology())))["nodes"] == []


def test_a_large_collection_carries_only_the_sentences_behind_claims():
    whole, cut = (content(small_graph(), whole_texts=most)["documents"] for most in (10_000, 10))
    assert [len(document["passages"]) for document in whole] == [1, 1, 1]
    assert [len(document["passages"]) for document in cut] == [4, 3, 3]


def test_articles_that_print_the_same_sentences_are_one_voice():
    agency = told("{agent:Ada Vell} <met> {theme:Boris Kanto}.", "met")
    other = told("{agent:Boris Kanto} <spoke>.", "said")
    graph = tell(
        article("a1", agency, other, published="2023-09-14"),
        article("a2", agency, published="2023-09-13"),
        article("a3", other, told("{agent:Ada Vell} <wrote>.", "wrote"), published="2023-09-15"),
        article("a4", told("{agent:Ada Vell} <spoke>.", "said"), published="2023-09-16"),
    )
    assert find_repeats(graph) == {0: 1}


def test_what_stands_behind_the_words_follows_the_ontology():
    predicates = {row["name"]: row["objects"] for row in content(small_graph())["predicates"]}
    assert predicates["met"] == ["theme"]
    assert "destination" in predicates["visited"]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_words_stand_out_from_what_is_behind_them(theme):
    block = (ROOT / "kg/page/page.css").read_text("utf-8").split("}")[theme]
    colours = dict(re.findall(r"--(\w+): (#\w{6})", block))
    words = ("ink", "soft", "accent", "stated", "alleged", "possible", "planned", "denied")
    for paper in ("paper", "wash"):
        assert all(contrast(colours[word], colours[paper]) >= 4.5 for word in words)
    for mark in ("participant", "trigger", "cue", "when"):
        assert contrast(colours["ink"], colours[mark]) >= 7


def test_a_page_that_cannot_be_written_says_where(tmp_path):
    with pytest.raises(OutputError, match="nowhere"):
        write_page(small_graph(), tmp_path / "nowhere" / "graph.html")


def test_entities_do_not_stand_on_each_other():
    links = [(a, b, 1.0) for a in range(30) for b in range(a + 1, 30) if (a * b) % 7 == 1]
    spots = [(spot.x, spot.y) for spot in place(40, links)]
    assert len(set(spots)) == 40


def test_groups_are_numbered_from_the_strongest():
    ring = [(0, 1, 9.0), (1, 2, 9.0), (0, 2, 9.0), (3, 4, 1.0), (4, 5, 1.0), (3, 5, 1.0)]
    assert [spot.group for spot in place(7, ring)] == [0, 0, 0, 1, 1, 1, 2]
