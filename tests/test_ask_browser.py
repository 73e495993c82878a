"""The editor at /ask in a real browser, asking a real server."""

from __future__ import annotations

import pytest
from test_page_browser import CHROMIUM, FLAGS, WATCH_POLICY, playwright, pytestmark  # noqa: F401
from test_server import ROOT, serving


@pytest.fixture(scope="module")
def address():
    with serving(ROOT / "output") as client:
        yield str(client.base_url)


@pytest.fixture(scope="module")
def browser():
    """Chromium as the page's tests start it, but this machine can be reached."""
    flags = [flag for flag in FLAGS if not flag.startswith("--host-resolver-rules")]
    rules = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    with playwright.sync_playwright() as engine:
        chromium = engine.chromium.launch(
            executable_path=CHROMIUM, args=[*flags, rules], timeout=120_000
        )
        yield chromium
        chromium.close()


@pytest.fixture
def tab(browser, address):
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    tab = context.new_page()
    tab.set_default_timeout(60_000)
    troubles, asked = [], []
    tab.on("pageerror", lambda error: troubles.append(str(error)))
    tab.on("dialog", lambda dialog: troubles.append(dialog.message))
    tab.on("request", lambda request: asked.append(request.url))
    tab.add_init_script(WATCH_POLICY)
    tab.goto(f"{address}ask")
    yield tab
    assert tab.evaluate("broken") == []
    assert troubles == []
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    context.close()


def test_a_named_question_is_asked_with_its_value_by_keyboard_alone(tab):
    tab.keyboard.press("/")
    tab.keyboard.type("timeline")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#answer table")
    everything = tab.locator("tbody tr").count()
    tab.locator("#fields input").focus()
    tab.keyboard.type("Sergei Shoigu")
    tab.keyboard.press("Control+Enter")
    playwright.expect(tab.locator("tbody tr")).not_to_have_count(everything)
    assert 'VALUES ?entity { "Sergei Shoigu" }' in tab.locator("#editor").input_value()
    assert set(tab.locator("tbody td:nth-child(2)").all_inner_texts()) == {"Sergei Shoigu"}
    assert "entity=Sergei+Shoigu" in tab.url


def test_a_wrong_question_has_its_place_marked(tab):
    tab.locator("#editor").fill("SELECT * WHERE {\n  ?s foo:bar ?o\n}")
    tab.keyboard.press("Control+Enter")
    tab.wait_for_selector("#error mark")
    assert tab.locator("#error p").inner_text().startswith("line 2, column 13: a prefix")
    assert tab.locator("#error mark").inner_text() == "foo:bar"
    selected = "[editor.selectionStart, editor.selectionEnd]"
    start, end = tab.locator("#editor").evaluate(f"editor => {selected}")
    assert tab.locator("#editor").input_value()[start:end] == "foo:bar"


def test_hostile_words_stay_words_and_links_lead_to_the_web_alone(tab):
    tab.locator("#editor").fill("""
        SELECT * { VALUES (?a ?b) {
            ("<img src=x onerror=alert(1)>" <javascript:alert(1)>)
            ("javascript:alert(2)"^^xsd:anyURI <http://x.org/'onmouseover=alert(3)>)
        } }""")
    tab.keyboard.press("Control+Enter")
    tab.wait_for_selector("#answer table")
    assert tab.locator("#table img").count() == 0
    assert "<img src=x onerror=alert(1)>" in tab.locator("#table").inner_text()
    links = tab.locator("#table a").evaluate_all("links => links.map((one) => one.protocol)")
    assert set(links) <= {"http:", "https:"}


def test_a_graph_shows_as_turtle_and_an_iri_leads_to_all_that_is_told_of_it(tab):
    tab.locator("#editor").fill("CONSTRUCT { ?a kg:met ?b } WHERE { ?a kg:met ?b }")
    tab.keyboard.press("Control+Enter")
    tab.wait_for_selector("#answer pre")
    assert "kg:met" in tab.locator("#answer pre").inner_text()
    tab.locator("#editor").fill("SELECT ?a { ?a skos:prefLabel 'Kim Jong Un' }")
    tab.keyboard.press("Control+Enter")
    tab.locator("#answer td a").first.click()
    playwright.expect(tab.locator("th").first).to_have_text("subject")
    assert tab.locator("tbody tr").count() > 20
    assert tab.locator("#question-title").inner_text() == "person/Kim_Jong_Un"


def test_the_editor_goes_dark_and_back(tab):
    shade = "getComputedStyle(document.body).backgroundColor"
    light = tab.evaluate(shade)
    tab.locator("#theme").click()
    assert tab.evaluate(shade) != light
    tab.locator("#theme").click()
    assert tab.evaluate(shade) == light
