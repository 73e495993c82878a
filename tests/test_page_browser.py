"""The page in a real browser, opened from disk with no network."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from factories import article, tell, told
from page_graphs import hostile_graph, random_graph, small_graph

from kg.graph import KnowledgeGraph
from kg.page import write_page

playwright = pytest.importorskip(
    "playwright.sync_api", reason="playwright is not installed; `make test-browser` installs it"
)
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM, reason="no chromium on this system; `make test-browser` installs it"
    ),
]
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
SVG_TEXT = "{http://www.w3.org/2000/svg}text"
SVG_PATH = "{http://www.w3.org/2000/svg}path"
WATCH_POLICY = """
    window.broken = [];
    addEventListener("securitypolicyviolation", (event) => broken.push(event.violatedDirective));
"""


class Reader:
    """One who has the page open: what they see, and everything that went wrong meanwhile."""

    def __init__(self, tab, address: str, file: Path) -> None:
        self.tab = tab
        self.address = address
        self.file = file
        self.troubles: list[str] = []
        self.requests: list[str] = []
        tab.on("console", lambda message: self.troubles.append(message.text))
        tab.on("pageerror", lambda error: self.troubles.append(str(error)))
        tab.on("request", lambda request: self.requests.append(request.url))
        tab.set_default_timeout(60_000)
        tab.add_init_script(WATCH_POLICY)
        tab.goto(address)

    def text(self, where: str) -> str:
        return self.tab.locator(where).inner_text()

    def click(self, where: str, words: str | None = None) -> None:
        found = self.tab.locator(where, has_text=words) if words else self.tab.locator(where)
        found.first.click()

    def find(self, name: str) -> None:
        self.tab.keyboard.press("/")
        self.tab.keyboard.type(name)
        self.tab.keyboard.press("Enter")

    def tick(self, facet: str, value: str) -> None:
        box = self.tab.locator(f"[data-facet={facet}]")
        box.evaluate("box => box.open = true")
        box.get_by_text(value, exact=True).first.click()

    def save(self, button: str) -> bytes:
        self.click("#save summary")
        with self.tab.expect_download() as waiting:
            self.click(button)
        return Path(waiting.value.path()).read_bytes()

    def spot_of(self, words: str) -> tuple[float, float]:
        """Where words stand on the screen, by the picture that the page saves."""
        drawing = ElementTree.fromstring(self.save("#save-svg"))
        left, top, width, _ = map(float, drawing.attrib["viewBox"].split())
        scale = float(drawing.attrib["width"]) / width
        text = next(made for made in drawing.iter(SVG_TEXT) if made.text == words)
        stage = self.tab.locator("#graph").bounding_box()
        x, y = float(text.attrib["x"]) - left, float(text.attrib["y"]) - top
        return stage["x"] + x * scale, stage["y"] + y * scale

    @property
    def links(self) -> list[str]:
        """The links that the overview lists."""
        return self.tab.locator("#panel section").first.locator("li").all_inner_texts()


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with playwright.sync_playwright() as engine:
        chromium = engine.chromium.launch(
            executable_path=CHROMIUM, args=list(FLAGS), timeout=120_000
        )
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser, tmp_path):
    opened = []

    def open_it(graph: KnowledgeGraph, hash: str = "", **settings) -> Reader:
        file = tmp_path / "graph.html"
        write_page(graph, file)
        context = browser.new_context(
            viewport=settings.pop("viewport", {"width": 1400, "height": 900}), **settings
        )
        reader = Reader(context.new_page(), file.as_uri() + hash, file)
        opened.append((context, reader))
        return reader

    yield open_it
    for context, reader in opened:
        assert reader.troubles == []
        assert reader.tab.evaluate("broken") == []
        assert {a for a in reader.requests if not a.startswith(("data:", "blob:"))} <= {
            reader.address,
            reader.file.as_uri(),
        }
        context.close()


@pytest.fixture
def reader(open_page) -> Reader:
    return open_page(small_graph())


def test_it_opens_on_the_strongest_links(reader):
    assert reader.links[0].startswith("Ada Vell met Boris Kanto")
    assert "10 claims about 10 entities in 3 articles" in reader.text("#summary")
    assert reader.tab.locator("#graph canvas").is_visible()


def test_what_is_not_stated_says_so_in_the_list(reader):
    assert any("sold something to" in link and "denied" in link for link in reader.links)


def test_search_finds_another_name_and_focuses(reader):
    reader.find("republic of")
    assert reader.text("#panel h2") == "Vellmark"
    assert "#focus=" in reader.tab.url
    assert "all within 1 step" in reader.text("#where")


def test_search_ignores_case_and_says_when_nothing_is_found(reader):
    reader.tab.keyboard.press("/")
    reader.tab.keyboard.type("ZZZ")
    assert "No name" in reader.text("#suggestions")


@pytest.mark.parametrize(
    ("words", "name"), [("kanto boris", "Boris Kanto"), ("Kahnto", "Boris Kanto")]
)
def test_search_forgives_the_order_of_words_and_a_letter(reader, words, name):
    reader.find(words)
    assert reader.text("#panel h2") == name


def test_the_evidence_shows_the_sentence_with_its_parts_marked(reader):
    reader.click("#panel .line-item", "Ada Vell met Boris Kanto")
    card = reader.tab.locator(".card").first
    quote = card.locator("blockquote")
    assert quote.inner_text() == "Ada Vell met Boris Kanto in Port Ansel, Vell News reported."
    assert quote.locator("mark.trigger").all_inner_texts() == ["met"]
    assert quote.locator("mark.cue").all_inner_texts() == ["reported"]
    assert "Vell News" in quote.locator("mark.participant").all_inner_texts()
    assert "Who says so: Vell News reported" in card.inner_text()
    assert "13 Sep 2023" in card.inner_text()


def test_a_disputed_link_counts_for_and_against(reader):
    reader.click("#panel .line-item", "sold something to")
    assert "1 possible" in reader.text("#panel .balance + p")
    assert "1 denied" in reader.text("#panel .balance + p")


def test_only_web_addresses_become_links(reader):
    reader.click("#panel .line-item", "Ada Vell met Boris Kanto")
    targets = reader.tab.locator("#panel .from a").evaluate_all("all => all.map(a => a.href)")
    assert targets == ["https://news.example/1"]
    reader.click(".card .line-item", "Ministry denies")
    assert "javascript:alert(1)" in reader.text("#panel")
    assert reader.tab.locator("a[href^=javascript]").count() == 0


@pytest.mark.parametrize(
    ("facet", "value", "left"),
    [
        ("status", "planned", ["Ada Vell visited Kantora planned"]),
        ("relation", "led", ["Boris Kanto led Kantora"]),
        ("speaker", "Defence Ministry", ["Vellmark sold something to Kantora denied"]),
        ("article", "A visit is planned", ["Ada Vell visited Kantora planned"]),
        ("type", "Person", ["Ada Vell met Boris Kanto"]),
    ],
)
def test_a_filter_leaves_what_it_says(reader, facet, value, left):
    reader.tick(facet, value)
    words = [" ".join(link.split()).rsplit(" ", 2)[0] for link in reader.links]
    assert set(left) <= set(words)
    assert len(words) < 8
    reader.click("#clear")
    assert len(reader.links) == 8


def test_filters_combine_and_the_counts_follow(reader):
    reader.tick("status", "stated")
    reader.tick("article", "A visit is planned")
    assert len(reader.links) == 4
    count = reader.tab.locator("[data-facet=status] li", has_text="planned").locator(".count")
    assert count.inner_text() == "1"


def test_the_timeline_is_brushed_and_cleared(reader):
    chart = reader.tab.locator("#timeline svg").bounding_box()
    reader.tab.mouse.move(chart["x"] + 2, chart["y"] + 20)
    reader.tab.mouse.down()
    reader.tab.mouse.move(chart["x"] + chart["width"] / 2, chart["y"] + 20)
    reader.tab.mouse.up()
    assert [link.split("\n")[0] for link in reader.links] == ["Boris Kanto visited Vellmark"]
    reader.click("#all-dates")
    assert len(reader.links) == 8


def test_the_date_fields_filter_too(reader):
    reader.tab.fill("#first-day", "2023-10-01")
    reader.tab.dispatch_event("#first-day", "change")
    assert "dates=2023-10-01..2023-10-02" in reader.tab.url
    assert not any("met" in link for link in reader.links)


def test_a_path_joins_two_entities(reader):
    reader.find("ada vell")
    reader.click("#panel button", "Path to")
    reader.tab.keyboard.type("lorn")
    reader.tab.keyboard.press("Enter")
    assert reader.text("#panel h2") == "Ada Vell to Lorn Group"
    assert "1 entity between them" in reader.text("#panel")
    assert reader.tab.url.count("path=") == 2


def test_the_map_shows_places_and_selects_them(reader):
    reader.tab.keyboard.press("m")
    assert reader.tab.locator("#map .spot").count() == 3
    reader.tab.locator("#map .spot").first.focus()
    reader.tab.keyboard.press("Enter")
    assert reader.text("#panel h2") in {"Vellmark", "Kantora"}
    assert reader.tab.locator("#map .spot.chosen").count() == 1


def test_an_entity_shows_names_office_and_identifiers(reader):
    reader.find("ada vell")
    assert "president · Vellmark" in reader.text("#panel .facts")
    reader.find("vellmark")
    assert "the Republic of Vellmark" in reader.text("#panel .facts")
    assert reader.tab.locator(".facts a", has_text="Wikidata Q1").count() == 1


def test_an_office_has_its_days_and_a_person_their_places(reader):
    reader.find("ada vell")
    facts = reader.text("#panel .facts")
    assert "president · Vellmark as of 13 Sep 2023" in facts
    assert "Port Ansel 1 claim" in facts


def test_a_claim_names_its_place_as_a_place(reader):
    reader.click("#panel .line-item", "Ada Vell met Boris Kanto")
    head = " ".join(reader.tab.locator(".card .head").first.inner_text().split())
    assert head == "Ada Vell met Boris Kanto · place Port Ansel stated"


def test_a_copied_report_makes_no_line_thicker(open_page):
    report = told("{agent:Ada Vell} <met> {theme:Boris Kanto}.", "met")
    copied = open_page(tell(*(article(f"a{i}", report, title=f"Copy {i}") for i in range(3))))
    copied.click("#panel .line-item", "1 article")
    assert "in 3 articles, 2 of which repeat another" in copied.text("#panel .balance + p")


def test_an_entity_is_unfolded_in_place(open_page):
    page = open_page(random_graph(300, 900, 60))
    page.click("#panel .line-item >> nth=9")
    name = page.text("#panel h2")
    page.click("#panel button", "Unfold 12 of")
    assert "12 unfolded" in page.text("#where")
    assert page.text("#panel h2") == name
    again = open_page(random_graph(300, 900, 60), "#" + page.tab.url.split("#")[1])
    assert again.text("#where") == page.text("#where")
    page.click("#where button", "Overview")
    assert "unfolded" not in page.text("#where")


def test_a_group_is_opened(open_page):
    page = open_page(random_graph(300, 900, 60))
    groups = page.tab.locator("#panel section", has_text="Groups")
    words, count, _ = groups.locator("li").first.inner_text().replace("\n", " ").rsplit(" ", 2)
    groups.locator("button").first.click()
    assert page.text("#panel h2").lower() == words.lower()
    assert f"{count} entities that the articles link" in page.text("#panel")
    assert "#group=" in page.tab.url
    again = open_page(random_graph(300, 900, 60), "#" + page.tab.url.split("#")[1])
    assert again.text("#panel h2") == page.text("#panel h2")


def test_dates_far_off_leave_the_others_their_bars(open_page):
    days = [
        told("{agent:Ada Vell} <met> {theme:Boris Kanto}.", "met", when=f"2023-0{month}-01")
        for month in range(1, 10)
    ] * 6
    long_ago = told("{agent:Ada Vell} <visited> {theme:Vellmark}.", "visited", when="1492-01-01")
    page = open_page(tell(article("a1", long_ago, *days)))
    assert page.tab.locator("#timeline rect").count() == 10
    assert page.tab.locator(".tick").first.text_content() == "to 7 Dec 2022"
    assert page.tab.input_value("#first-day") == "1492-01-01"


def test_an_article_is_read_with_its_claims(reader):
    reader.find("ada vell")
    reader.click(".card .line-item", "Leaders meet")
    assert reader.tab.locator(".reader .told").count() == 4
    reader.click(".reader .told", "Boris Kanto visited")
    assert "2021" in reader.text("#panel .card")


def test_a_link_leads_to_one_relation_and_to_one_sentence(open_page, reader):
    reader.tab.mouse.click(*reader.spot_of("paid (alleged)"))
    reader.tab.locator("#panel h2", has_text="Lorn Group paid").wait_for()
    again = open_page(small_graph(), "#" + reader.tab.url.split("#")[1])
    assert again.text("#panel h2") == "Lorn Group paid Boris Kanto"
    again.click(".card .line-item")
    last = open_page(small_graph(), "#" + again.tab.url.split("#")[1])
    assert "accused Lorn of paying" in last.text(".reader .chosen")


def test_a_link_restores_the_view(open_page, reader):
    reader.find("vellmark")
    reader.tick("status", "denied")
    reader.tick("status", "stated")
    address = reader.tab.url
    again = open_page(small_graph(), "#" + address.split("#")[1])
    assert again.text("#panel") == reader.text("#panel")
    assert again.text("#where") == reader.text("#where")
    assert again.tab.url.split("#")[1] == address.split("#")[1]


@pytest.mark.parametrize("hash", ["#focus=nobody&path=x", "#%", "#show=-1&dates=a..b&status=wrong"])
def test_a_broken_link_opens_the_overview(open_page, hash):
    assert open_page(small_graph(), hash).text("#panel h2") == "What the articles tell"


def test_pictures_and_tables_are_taken_away(reader):
    assert reader.save("#save-png").startswith(b"\x89PNG")
    drawing = ElementTree.fromstring(reader.save("#save-svg"))
    words = [text.text for text in drawing.iter(SVG_TEXT)]
    assert "Ada Vell" in words
    heads = [path for path in drawing.iter(SVG_PATH) if path.attrib.get("fill-opacity")]
    assert len(heads) > 3
    table = reader.save("#save-csv").decode("utf-8-sig").splitlines()
    assert table[0].startswith("predicate,status,participants")
    assert any("denied" in row and "Defence Ministry" in row for row in table)


def test_the_map_is_taken_away(reader):
    reader.tab.keyboard.press("m")
    ElementTree.fromstring(reader.save("#save-svg"))
    assert reader.save("#save-png").startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("words", "heading"),
    [("Ada Vell", "Ada Vell"), ("paid (alleged)", "Lorn Group paid Boris Kanto")],
)
def test_a_click_on_a_name_or_a_line_shows_what_is_behind(reader, words, heading):
    reader.tab.mouse.click(*reader.spot_of(words))
    reader.tab.locator("#panel h2", has_text=heading).wait_for()
    assert reader.tab.locator("#panel .card").count() > 0


def test_keys_lead_back_to_the_overview(reader):
    reader.find("ada vell")
    reader.click("#panel .line-item")
    reader.tab.keyboard.press("Escape")
    assert reader.text("#panel h2") == "Ada Vell"
    reader.tab.keyboard.press("Escape")
    assert reader.text("#panel h2") == "What the articles tell"
    reader.tab.keyboard.press("d")
    assert reader.tab.evaluate("document.documentElement.dataset.theme") == "dark"
    reader.tab.keyboard.press("?")
    assert reader.tab.locator("#help").is_visible()


def test_keys_go_from_name_to_name_and_say_it(reader):
    reader.tab.keyboard.press("n")
    first = reader.text("#panel h2")
    reader.tab.keyboard.press("n")
    assert reader.text("#panel h2") != first
    reader.tab.keyboard.press("p")
    assert reader.text("#panel h2") == first
    assert reader.tab.locator("[aria-live=polite]#spoken").inner_text() == first


def test_dark_follows_the_system(open_page):
    dark = open_page(small_graph(), color_scheme="dark")
    assert dark.tab.evaluate("document.documentElement.dataset.theme") == "dark"


def test_a_phone_needs_no_sideways_scrolling(open_page):
    phone = open_page(hostile_graph(), viewport={"width": 390, "height": 844})
    assert phone.tab.evaluate("document.documentElement.scrollWidth") <= 390
    phone.find("emoji")
    assert phone.tab.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_touch_on_a_phone_leads_to_the_answer_and_back(open_page):
    phone = open_page(small_graph(), viewport={"width": 390, "height": 844})
    phone.tab.mouse.click(*phone.spot_of("Ada Vell"))
    heading = phone.tab.locator("#panel h2", has_text="Ada Vell")
    heading.wait_for()
    assert 0 <= heading.bounding_box()["y"] < 300
    phone.click("#panel button", "Picture")
    assert 0 <= phone.tab.locator("#graph").bounding_box()["y"] < 300


def test_filters_lie_over_a_phone_and_can_be_closed(open_page):
    phone = open_page(small_graph(), viewport={"width": 390, "height": 844})
    for close in (
        lambda: phone.click("#filters .close"),
        lambda: phone.tab.keyboard.press("Escape"),
    ):
        phone.click("#filter-button")
        assert phone.tab.locator("#filters").is_visible()
        close()
        assert not phone.tab.locator("#filters").is_visible()


def test_hostile_text_is_shown_and_never_run(open_page):
    page = open_page(hostile_graph(), "#colour=group")
    for name in ("script", "img", "o'hara", "knurt", "عمر", "emoji", "www"):
        page.find(name)
        assert page.text("#panel h2")
        page.click(".card .line-item")
        assert page.tab.locator(".reader .told").count() == 10
    page.save("#save-svg")
    assert page.tab.evaluate("window.hacked") is None
    assert page.tab.locator("img").count() == 0


def test_quotes_after_an_emoji_are_cut_at_the_right_place(open_page):
    page = open_page(hostile_graph())
    page.find("o'hara")
    assert page.tab.locator("blockquote mark.trigger").first.inner_text() == "met"


def test_the_picture_can_be_read_without_seeing_it(reader):
    assert "same relations stand as text" in reader.tab.get_attribute("#graph", "aria-label")
    unnamed = reader.tab.evaluate(
        "[...document.querySelectorAll('button, input, select')].filter(item => !item.textContent"
        " && !item.ariaLabel && !item.closest('label')).map(item => item.outerHTML)"
    )
    assert unnamed == []


def test_a_thousand_entities_answer_at_once(open_page):
    page = open_page(random_graph(1000, 4000, 200))
    assert "most connected of" in page.text("#where")
    took = page.tab.evaluate(
        "() => { const box = document.querySelector('[data-facet=status] input[type=checkbox]');"
        "const before = performance.now(); box.click(); return performance.now() - before; }"
    )
    assert took < 1000
    assert "filtered" in page.text("#where")
    numbers = json.loads(page.tab.locator("#content").text_content())
    assert len(numbers["nodes"]) > 900
