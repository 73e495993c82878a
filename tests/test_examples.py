"""The shipped result in output/ is what examples/ build into, byte for byte."""

from pathlib import Path

import pytest

from kg import build, read
from kg.pipeline import write

ROOT = Path(__file__).parent.parent
FILES = ("claims.jsonl", "graph.graphml", "graph.html", "graph.ttl", "report.json")


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory, monkeypatch_module):
    monkeypatch_module.chdir(ROOT)  # so that the report names the articles as `make demo` does
    folder = tmp_path_factory.mktemp("output")
    write(build(read("examples")), folder)
    return folder


@pytest.fixture(scope="module")
def monkeypatch_module():
    with pytest.MonkeyPatch.context() as patch:
        yield patch


def test_output_holds_exactly_the_five_files():
    assert sorted(path.name for path in (ROOT / "output").iterdir()) == sorted(FILES)


@pytest.mark.parametrize("name", FILES)
def test_output_is_what_the_examples_build_into(rebuilt, name):
    shipped, fresh = (ROOT / "output" / name).read_bytes(), (rebuilt / name).read_bytes()
    assert shipped == fresh, f"output/{name} is out of date: run make demo and look at the change"


def test_every_example_is_read():
    reading = read(ROOT / "examples")
    assert reading.skipped == ()
    assert len(reading.documents) == 11


@pytest.mark.parametrize("document", read(ROOT / "examples").documents, ids=lambda d: d.title[:40])
def test_an_example_is_a_dated_titled_report_of_ordinary_length(document):
    words = len(document.text[document.body :].split())
    assert document.published
    assert document.title
    assert 150 <= words <= 350
