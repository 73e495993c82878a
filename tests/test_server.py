"""The server as its clients meet it: a real one, on a free port, with processes of its own."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
import rdflib
import uvicorn

from kg.errors import KgError, ServerError
from kg.server import Limits, Stock, address_of, is_local, listen, make_app
from kg.server.ask import ask_page, palette
from kg.server.formats import choose
from kg.server.guards import MAX_BODY, is_own_name
from kg.sparql.engine import GRAPHS, RESULTS

ROOT = Path(__file__).parent.parent
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f FILTER(STR(?a) < STR(?e)) }"
HUGE = "SELECT * { ?a ?p ?b . ?c ?q ?d }"
GREEDY = "SELECT * { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f } ORDER BY ?f"


@contextlib.contextmanager
def serving(*places, limits=None, store=None, writable=False, origins=()):
    """A running server, as a client that knows its address."""
    stock = Stock([Path(place) for place in places], store, writable)
    stock.open()
    listening = listen(port=0)
    app = make_app(stock, limits or Limits(workers=2), origins=origins)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        with httpx.Client(base_url=address_of(listening), timeout=60) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join(20)
        listening.close()
        stock.close()
    assert not thread.is_alive()


@pytest.fixture(scope="module")
def client():
    with serving(ROOT / "output") as client:
        yield client


@pytest.fixture(scope="module")
def tight():
    limits = Limits(timeout=1, max_answer=0.05, workers=2, waiting=2)
    with serving(ROOT / "output", limits=limits) as client:
        yield client


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    path = tmp_path_factory.mktemp("dataset") / "data.trig"
    path.write_text("<a:s> <a:p> 1 . <a:g> { <a:s> <a:p> 2 } <a:h> { <a:s> <a:p> 3 }")
    with serving(path) as client:
        yield client


def ask(client, text, accept="*/*", **fields):
    return client.post("/query", data={"query": text, **fields}, headers={"Accept": accept})


def values(answer):
    assert answer.status_code == 200, answer.text
    rows = answer.json()["results"]["bindings"]
    return sorted(term["value"] for row in rows for term in row.values())


# ---- the SPARQL protocol ----


def test_a_question_can_be_asked_in_all_three_ways(client):
    ways = [
        client.get("/query", params={"query": COUNT}),
        client.post("/query", data={"query": COUNT}),
        client.post("/query", content=COUNT, headers={"Content-Type": "application/sparql-query"}),
    ]
    wanted = len(rdflib.Graph().parse(ROOT / "output/graph.ttl"))
    assert [values(answer) for answer in ways] == [[str(wanted)]] * 3


@pytest.mark.parametrize("media_type", RESULTS)
def test_a_table_comes_in_the_format_that_is_asked_for(client, media_type):
    answer = ask(client, "SELECT ?x { VALUES ?x { 'ä' 'b,c' } }", media_type)
    assert answer.headers["content-type"].split(";")[0] == media_type
    if media_type == "text/csv":
        assert answer.text == 'x\r\nä\r\n"b,c"\r\n'
    else:
        found = ox.parse_query_results(answer.content, RESULTS[media_type])
        assert [row["x"].value for row in found] == ["ä", "b,c"]


@pytest.mark.parametrize("media_type", GRAPHS)
def test_a_graph_comes_in_the_format_that_is_asked_for(client, media_type):
    answer = ask(client, "CONSTRUCT { ?a kg:met ?b } WHERE { ?a kg:met ?b }", media_type)
    assert answer.headers["content-type"].split(";")[0] == media_type
    found = {str(quad.triple) for quad in ox.parse(answer.content, GRAPHS[media_type])}
    met = rdflib.URIRef("https://example.org/kg/ontology#met")
    written = set(rdflib.Graph().parse(ROOT / "output/graph.ttl").triples((None, met, None)))
    assert len(found) == len(written) > 1


def test_the_same_question_gets_the_same_bytes(client):
    text = "DESCRIBE <https://example.org/kg/person/Vladimir_Putin>"
    assert len({ask(client, text, "text/turtle").content for _ in range(4)}) == 1


@pytest.mark.parametrize(
    ("text", "accept", "listed"),
    [
        (COUNT, "text/turtle", "text/csv"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "text/csv", "text/turtle"),
        (COUNT, "image/png", "application/sparql-results+json"),
    ],
)
def test_a_format_that_is_not_there_gets_406_and_the_list(client, text, accept, listed):
    answer = ask(client, text, accept)
    assert answer.status_code == 406
    assert listed in answer.text


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "application/sparql-results+json"),
        ("text/*", "text/csv"),
        ("text/csv;q=0.2, text/tab-separated-values", "text/tab-separated-values"),
        ("*/*, application/sparql-results+json;q=0", "application/sparql-results+xml"),
        ("application/xml", "application/sparql-results+xml"),
        ("text/csv;q=none", None),
        ("text/html, */*;q=0.1", "application/sparql-results+json"),
    ],
)
def test_the_accept_header_is_read_as_http_says(accept, chosen):
    assert choose(accept, RESULTS) == chosen


def test_graphs_named_in_the_request_are_the_dataset(dataset):
    plain, inside = "SELECT ?o { ?s ?p ?o }", "SELECT ?o { GRAPH ?g { ?s ?p ?o } }"
    assert values(ask(dataset, plain)) == ["1"]
    assert values(ask(dataset, inside)) == ["2", "3"]
    assert values(ask(dataset, plain, **{"default-graph-uri": ["a:g", "a:h"]})) == ["2", "3"]
    assert values(ask(dataset, inside, **{"default-graph-uri": "a:g"})) == []
    assert values(ask(dataset, inside, **{"named-graph-uri": "a:h"})) == ["3"]
    assert ask(dataset, plain, **{"named-graph-uri": "no iri"}).status_code == 400


@pytest.mark.parametrize(
    ("text", "status", "message"),
    [
        ("SELECT *\nWHER { ?s ?p ?o }", 400, "line 2, column 7: not SPARQL 1.1\n  WHER {"),
        ("ASK { ?s dbo:x 1 }", 400, "line 1, column 15: a prefix that is not declared"),
        ("", 400, "the question is empty"),
        ("CLEAR ALL", 400, "kg only reads"),
        ("SELECT * { SERVICE <http://x.org/> {} }", 403, "line 1: SERVICE is off"),
        ("SELECT * { FILTER(1<2)SERVICE#>\n?z{} }", 403, "SERVICE is off"),
    ],
)
def test_a_wrong_or_forbidden_question_says_what_and_where(client, text, status, message):
    answer = ask(client, text)
    assert answer.status_code == status
    assert message in answer.text


def test_a_long_line_is_shown_around_its_fault(client):
    answer = ask(client, "ASK {" + " ?s ?p 1 ." * 1000 + " ?s x:y 1" + " . ?s ?p 1" * 1000 + " }")
    message, shown, mark = answer.text.splitlines()
    assert message == "line 1, column 10015: not SPARQL 1.1"
    assert len(shown) < 300
    assert shown[: mark.index("^")].endswith(" ?s x:y 1")


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"method": "GET", "url": "/query"}, 400),
        ({"method": "GET", "url": "/query?query=ASK{}&query=ASK{}"}, 400),
        ({"method": "GET", "url": "/query?query=%ff"}, 400),
        ({"method": "POST", "url": "/query", "content": b"ASK{}"}, 415),
        ({"method": "POST", "url": "/query", "data": {"update": "CLEAR ALL"}}, 400),
        ({"method": "PUT", "url": "/query"}, 405),
        ({"method": "GET", "url": "/update"}, 405),
        ({"method": "DELETE", "url": "/store?default"}, 405),
        ({"method": "GET", "url": "/graph.ttl"}, 404),
        ({"method": "GET", "url": "/../pyproject.toml"}, 404),
        ({"method": "GET", "url": "/%2e%2e/pyproject.toml"}, 404),
    ],
)
def test_a_request_that_is_none_of_ours_gets_its_status(client, request_, status):
    assert client.request(**request_).status_code == status


def test_files_are_not_read_by_questions(client):
    answer = ask(client, f"SELECT * FROM <{(ROOT / 'output/graph.ttl').as_uri()}> {{ ?s ?p ?o }}")
    assert values(answer) == []


def test_words_of_every_script_come_back_as_they_are(client):
    text = "SELECT ?x { VALUES ?x { 'Ünïcode 😀'@de '\\u0000\\u202E' } }"
    found = ask(client, text).json()["results"]["bindings"]
    assert found[0]["x"] == {"type": "literal", "value": "Ünïcode 😀", "xml:lang": "de"}


# ---- graphs, the page ----


def test_the_graph_store_gives_each_graph_by_its_name(dataset):
    turtle = {"Accept": "text/turtle"}
    default = dataset.get("/store?default", headers=turtle)
    named = dataset.get("/store", params={"graph": "a:g"}, headers=turtle)
    assert len(rdflib.Graph().parse(data=default.text)) == 1
    assert rdflib.Literal(2) in set(rdflib.Graph().parse(data=named.text).objects())
    head = dataset.head("/store?default", headers=turtle)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == default.headers["content-length"]
    assert dataset.get("/store?graph=a:none").status_code == 404
    assert dataset.get("/store").status_code == 400
    assert dataset.get("/store?default&graph=a:g").status_code == 400


def test_the_page_is_at_the_root_and_without_one_the_editor(client, dataset):
    assert client.get("/").content == (ROOT / "output/graph.html").read_bytes()
    assert dataset.get("/").headers["location"] == "/ask"
    assert 'href="/"' in client.get("/ask").text
    assert 'href="/"' not in dataset.get("/ask").text


def test_the_editor_holds_all_it_needs_and_only_its_own_script_runs(client):
    answer = client.get("/ask")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "connect-src 'self'" in policy
    assert not re.search(r'(src|href)="https?:', answer.text)
    assert "Who met whom, and when?" in answer.text


def test_the_editor_wears_the_colours_of_the_page():
    assert "--accent" in palette((ROOT / "kg/page/page.css").read_text())
    text, _ = ask_page(has_page=True)
    assert text.count(":root") == 2
    assert "color-scheme: dark" in text


# ---- strangers ----


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "[::1", "a@b:c"])
def test_a_name_that_is_not_ours_is_refused(client, host):
    assert client.get("/ask", headers={"Host": host}).status_code in (400, 421)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:7878", "127.0.0.1:1", "[::1]:7878"])
def test_our_names_are_let_in(client, host):
    assert client.get("/ask", headers={"Host": host}).status_code == 200


def test_other_names_are_ours_if_we_say_so():
    assert is_own_name("graph.example:80", ["Graph.example"])
    assert not is_own_name("graph.example:80", [])


def test_pages_of_others_may_not_ask_unless_they_are_named():
    friend, stranger = {"Origin": "https://yasgui.org"}, {"Origin": "https://evil.example"}
    with serving(ROOT / "output", origins=["https://yasgui.org"]) as client:
        asked = client.post("/query", data={"query": COUNT}, headers=friend)
        assert asked.headers["access-control-allow-origin"] == "https://yasgui.org"
        assert client.options("/query", headers=friend).status_code == 204
        refused = client.post("/query", data={"query": COUNT}, headers=stranger)
        assert refused.status_code == 403
        assert "access-control-allow-origin" not in refused.headers
        own = {"Origin": str(client.base_url).rstrip("/")}
        assert client.post("/query", data={"query": COUNT}, headers=own).status_code == 200
        hidden = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
        assert client.get("/query", params={"query": COUNT}, headers=hidden).status_code == 403
        followed = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
        assert client.get("/", headers=followed).status_code == 200


def test_every_answer_forbids_sniffing_framing_and_keeping(client):
    for answer in (client.get("/"), client.get("/ask"), ask(client, COUNT), client.get("/no")):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["cache-control"] == "no-store"


def test_a_body_without_end_is_not_read(client):
    assert ask(client, "#" * MAX_BODY).status_code == 413


# ---- limits ----


def test_a_question_that_takes_too_long_is_given_up(tight):
    start = time.monotonic()
    answer = ask(tight, ENDLESS)
    assert (answer.status_code, "no answer within 1 seconds" in answer.text) == (503, True)
    assert time.monotonic() - start < 20
    assert ask(tight, COUNT).status_code == 200


@pytest.mark.parametrize("accept", ["text/csv", "application/sparql-results+json"])
def test_an_answer_that_is_too_large_is_none_at_all(tight, accept):
    answer = ask(tight, HUGE, accept)
    assert answer.status_code == 503
    assert answer.text == "the answer is larger than 0.05 megabytes; ask for less\n"


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux alone")
def test_a_question_that_needs_all_the_memory_ends_alone(client):
    limits = Limits(timeout=60, max_memory=200, workers=1)
    with serving(ROOT / "output", limits=limits) as client:
        answer = ask(client, GREEDY)
        assert answer.status_code == 503
        assert "200 megabytes of memory" in answer.text
        assert ask(client, COUNT).status_code == 200


def test_a_question_that_is_nested_too_deeply_ends_alone(client):
    answer = ask(client, "ASK { FILTER(" + "!" * 300_000 + "1) }")
    assert answer.status_code == 503
    assert "nested too deeply" in answer.text
    assert ask(client, COUNT).status_code == 200


def test_who_does_not_get_a_turn_is_told_so(tight):
    with ThreadPoolExecutor(8) as people:
        answers = list(people.map(lambda _: ask(tight, ENDLESS), range(8)))
    assert {answer.status_code for answer in answers} == {503}
    assert any("too many questions are waiting" in answer.text for answer in answers)
    assert ask(tight, COUNT).status_code == 200


def test_a_question_ends_when_its_asker_leaves(client):
    """Both processes are busy with questions without end until their askers hang up."""
    for _ in range(2):
        with contextlib.suppress(httpx.ReadTimeout):
            client.post("/query", data={"query": ENDLESS}, timeout=0.5)
    start = time.monotonic()
    assert ask(client, COUNT).status_code == 200
    assert time.monotonic() - start < 15


def test_many_ask_at_once_and_each_gets_its_own_answer(client):
    def one(number):
        return values(ask(client, f"SELECT ({number} AS ?x) {{ ?s kg:met ?o }} LIMIT 1"))

    with ThreadPoolExecutor(16) as people:
        assert list(people.map(one, range(200))) == [[str(number)] for number in range(200)]


# ---- the store ----


def test_a_server_that_only_reads_takes_no_update(client):
    before = values(ask(client, COUNT))
    answer = client.post("/update", data={"update": "CLEAR ALL"})
    assert (answer.status_code, "--writable" in answer.text) == (403, True)
    assert values(ask(client, COUNT)) == before


def test_updates_are_kept_with_the_store(tmp_path):
    source = tmp_path / "data.ttl"
    source.write_text("<a:s> <a:p> 1 .")
    with serving(source, store=tmp_path / "store", writable=True) as client:
        done = client.post("/update", data={"update": "INSERT DATA { <a:s> <a:p> 2 }"})
        assert done.status_code == 204
        assert values(ask(client, "SELECT ?o { ?s ?p ?o }")) == ["1", "2"]
        body = "DELETE DATA { <a:s> <a:p> 1 }"
        typed = {"Content-Type": "application/sparql-update"}
        assert client.post("/update", content=body, headers=typed).status_code == 204
        for text, status in [
            ("INSERT DATA { <a:s>", 400),
            ("LOAD <file:///etc/hosts>", 403),
            ("INSERT { ?s ?p ?o } WHERE { SERVICE <http://x.org/> { ?s ?p ?o } }", 403),
        ]:
            assert client.post("/update", data={"update": text}).status_code == status
        stranger = {"Origin": "https://evil.example"}
        refused = client.post("/update", data={"update": "CLEAR ALL"}, headers=stranger)
        assert refused.status_code == 403
    with serving(source, store=tmp_path / "store", writable=True) as client:
        assert values(ask(client, "SELECT ?o { ?s ?p ?o }")) == ["2"]
    with serving(source, store=tmp_path / "store") as client:
        assert values(ask(client, "SELECT ?o { ?s ?p ?o }")) == ["1"]


def test_an_update_that_takes_too_long_changes_nothing(tmp_path):
    limits = Limits(timeout=1, workers=2)
    with serving(ROOT / "output", limits=limits, writable=True) as client:
        before = values(ask(client, COUNT))
        endless = "INSERT { ?a ?p ?d } WHERE { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }"
        assert client.post("/update", data={"update": endless}).status_code == 503
        assert values(ask(client, COUNT)) == before
        small = 'PREFIX : <a:> INSERT DATA { :s :p "; workload: <high>" }'
        assert client.post("/update", data={"update": small}).status_code == 204
        assert values(ask(client, COUNT)) == [str(int(before[0]) + 1)]


def test_who_leaves_before_the_update_begins_takes_nobody_along():
    """The update waits for the question that runs, and its asker does not wait for it."""
    with serving(ROOT / "output", limits=Limits(timeout=3, workers=2), writable=True) as client:
        with ThreadPoolExecutor(1) as people:
            running = people.submit(ask, client, ENDLESS)
            time.sleep(0.5)
            with contextlib.suppress(httpx.ReadTimeout):
                client.post("/update", data={"update": "CLEAR ALL"}, timeout=0.5)
            assert running.result().status_code == 503
        assert [ask(client, COUNT).status_code for _ in range(4)] == [200] * 4
        assert values(ask(client, COUNT)) != ["0"]


def test_a_store_that_breaks_is_the_servers_fault(tmp_path):
    source = tmp_path / "data.ttl"
    source.write_text("<a:s> <a:p> 1 .")
    with serving(source, store=tmp_path / "store") as client:
        shutil.rmtree(next((tmp_path / "store").iterdir()))
        answer = ask(client, COUNT)
        assert (answer.status_code, "cannot be used" in answer.text) == (500, True)


def test_a_graph_that_changes_is_served_anew_and_a_broken_one_is_not(tmp_path):
    source = tmp_path / "data.ttl"
    source.write_text("<a:s> <a:p> 1 .")
    with serving(source, store=tmp_path / "store") as client:
        source.write_text("<a:s> <a:p> ")
        time.sleep(2)
        assert values(ask(client, "SELECT ?o { ?s ?p ?o }")) == ["1"]
        source.write_text("<a:s> <a:p> 22 .")
        deadline = time.monotonic() + 20
        while values(ask(client, "SELECT ?o { ?s ?p ?o }")) != ["22"]:
            assert time.monotonic() < deadline
            time.sleep(0.1)
    assert len(list((tmp_path / "store").iterdir())) == 1


def test_a_kept_store_is_not_made_twice(tmp_path):
    source = tmp_path / "data.ttl"
    source.write_text("<a:s> <a:p> 1 .")
    first, second = (Stock([source], tmp_path / "store") for _ in range(2))
    first.open()
    made = first.path.stat().st_mtime_ns
    second.open()
    assert (second.path, second.path.stat().st_mtime_ns) == (first.path, made)


@pytest.mark.parametrize(
    ("content", "complaint"), [(None, "kg build"), (b"<a:b> <a:c> .", "no valid RDF: line 1")]
)
def test_a_graph_that_cannot_be_read_stops_the_start(tmp_path, content, complaint):
    source = tmp_path / "data.ttl"
    if content is not None:
        source.write_bytes(content)
    stock = Stock([source])
    with pytest.raises(KgError, match=complaint):
        stock.open()
    stock.close()


# ---- the start and the end ----


def test_a_port_that_is_taken_is_refused_or_replaced():
    with listen(port=0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ServerError, match=f"port {port} cannot be had"):
            listen(port=port)
        assert is_local(taken)
    with listen() as first, listen() as second:
        assert address_of(first) != address_of(second)
    with pytest.raises(ServerError, match="cannot be had"):
        listen("no.such.host.invalid")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_command_serves_until_it_is_told_to_stop(tmp_path, number):
    command = [sys.executable, "-m", "kg", "serve", ROOT / "output", "--port", "0"]
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        env=environment,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        lines = [process.stderr.readline() for _ in range(4)]
        address = re.search(r"http://\S+/", lines[1])[0]
        with httpx.Client(base_url=address, timeout=60) as client:
            assert ask(client, COUNT).status_code == 200
            with contextlib.suppress(httpx.ReadTimeout):
                client.post("/query", data={"query": ENDLESS}, timeout=0.3)
            hang_up(client)
            assert ask(client, COUNT).status_code == 200
            with ThreadPoolExecutor(6) as people:
                busy = [people.submit(ask, client, ENDLESS) for _ in range(6)]
                time.sleep(1)
                process.send_signal(number)
                told = {(one.result().status_code, one.result().text) for one in busy}
        assert told == {(503, "the server is stopping\n")}
        assert process.wait(timeout=60) == 0
        assert process.stderr.read() == "Stopped.\n"
    assert list(tmp_path.glob("kg-*")) == []


def hang_up(client):
    """Ask for much and leave without reading it: that must not end the server (SIGPIPE)."""
    with socket.create_connection((client.base_url.host, client.base_url.port)) as caller:
        caller.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        caller.recv(1)


def test_without_its_library_the_command_says_what_to_install():
    hide = "import sys; sys.modules['starlette'] = None; from kg.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", hide, "serve"], capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 2
    assert 'pip install "kg[serve]"' in done.stderr
    assert "Traceback" not in done.stderr
