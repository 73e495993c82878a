"""From a doubt to a decision to the next build, through the command line."""

import csv
import io
import json
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.corrections import Correction, Decision, Named, append, read_ledger
from kg.errors import QueryError
from kg.ontology import load_ontology
from kg.review import read_review, undecided

SUMMIT = """date 2024-05-03 Lima in Oslo for a day

Portuguese President Ana Lima met Swedish Prime Minister Bo Ek in Oslo on Thursday.
Lima later visited Stockholm. She praised Norway.
"""
BAKERY = """date 2024-06-11 A bakery opens in Fukuoka

Ana Lima, a baker, founded a company in Fukuoka on Monday. She hired eight people from Japan.
"""


def kg(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Two reports that a person would not take for the same Ana Lima, built into out/."""
    place = tmp_path_factory.mktemp("built")
    (place / "articles").mkdir()
    (place / "articles/summit.txt").write_text(SUMMIT)
    (place / "articles/bakery.txt").write_text(BAKERY)
    assert kg("build", place / "articles", "-o", place / "out").exit_code == 0
    return place


@pytest.fixture
def folder(built, tmp_path, monkeypatch):
    """A copy of it to work in."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def questions():
    return json.loads(kg("review", "out", "--json").stdout)


def people():
    lines = Path("out/claims.jsonl").read_text().splitlines()
    claims = [json.loads(line) for line in lines]
    return {
        mention["entity"]
        for claim in claims
        for fillers in claim["roles"].values()
        for mention in fillers
        if mention["text"] == "Ana Lima"
    }


def ledger(text):
    Path("corrections.toml").write_text(text)


def build(*more):
    return kg("build", "articles", "-o", "out", *more)


def report():
    return json.loads(Path("out/report.json").read_text())


def test_a_namesake_in_another_world_is_asked_about_with_both_sentences(folder):
    (question,) = questions()
    assert (question["now"], question["certainty"] < 0.9) == ("same", True)
    assert {side["sentence"].split(" in ")[0] for side in question["sides"]} == {
        "Portuguese President Ana Lima met Swedish Prime Minister Bo Ek",
        "Ana Lima, a baker, founded a company",
    }
    assert "written the same" in question["reasons_for"]
    assert any("no place or body in common" in why for why in question["reasons_against"])


def test_without_a_terminal_it_lists_and_writes_nothing(folder):
    listed = kg("review", "out")
    assert (listed.exit_code, listed.stderr) == (0, "")
    assert "1. kg takes them for one and is fairly sure of it (certainty 0." in listed.stdout
    assert "against: " in listed.stdout
    assert listed.stdout == kg("review", "out", "--list").stdout
    rows = list(csv.DictReader(io.StringIO(kg("review", "out", "--csv").stdout)))
    assert [row["now"] for row in rows] == ["same"]
    assert not Path("corrections.toml").exists()


def interview(keys, *options):
    """Run `kg review out` in a terminal and give it the keys, each when it waits for one."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "kg", "review", "out", *options]
    terminal = dict.fromkeys(("stdin", "stdout", "stderr"), theirs)
    with subprocess.Popen(command, **terminal, env={**os.environ, "TERM": "xterm"}) as process:
        os.close(theirs)
        shown, waiting = "", list(keys)
        last = time.monotonic() + 60
        while time.monotonic() < last:
            if select.select([ours], [], [], 0.3)[0]:
                try:
                    shown += os.read(ours, 65536).decode()
                except OSError:  # it has ended
                    break
            elif waiting and shown.rstrip().endswith(("quit\x1b[0m", "1 or 2\x1b[0m", "none):")):
                os.write(ours, waiting.pop(0).encode())
                shown += "\n"
        else:
            process.kill()
    os.close(ours)
    assert not waiting, shown
    return shown


def test_in_a_terminal_a_key_is_a_decision_that_the_next_build_keeps(folder):
    shown = interview(["x", "r", "b", "Anna Lima\r", "d"], "--by", "Noor")
    assert "1 of 1" in shown
    assert "2 decisions written to corrections.toml" in shown
    renamed, parted = read_ledger(Path("corrections.toml"), load_ontology()).corrections
    assert (renamed.decision, renamed.to, renamed.by) == (Decision.RENAME, "Anna Lima", "Noor")
    assert parted.decision is Decision.DIFFERENT
    assert "title = " in Path("corrections.toml").read_text()
    assert questions() == []
    done = build()
    assert "corrections: 2 applied, from corrections.toml" in done.stdout
    assert len(people()) == 2
    assert questions() == []


def test_a_new_name_for_one_of_two_that_are_one_makes_them_two(folder):
    asked = read_review(Path("out")).questions[0]
    number = next(n for n, side in enumerate(asked.sides, 1) if "baker" in side.descriptions)
    shown = interview(["r", str(number), "Ana Lima Sato\r"])
    assert "They are one now. b for both" in shown
    assert questions() == []
    assert "corrections: 2 applied" in build().stdout
    assert people() == {
        "https://example.org/kg/person/Ana_Lima",
        "https://example.org/kg/person/Ana_Lima_Sato",
    }


def test_the_last_decision_can_be_taken_back(folder):
    shown = interview(["u", "r", "b", "A. Lima\r", "u", "r", "1", "B. Lima\r"])
    assert "Nothing is decided yet." in shown
    assert "Taken back." in shown
    parted, renamed = read_ledger(Path("corrections.toml"), load_ontology()).corrections
    assert (parted.decision, renamed.to) == (Decision.DIFFERENT, "B. Lima")


def test_what_is_taken_back_leaves_the_ledger_as_it_was(folder):
    before = '# mine\n[[correction]]\nrename = "Bo Ek"\nto = "B. Ek"'
    ledger(before)
    shown = interview(["t", "b", "Company\r", "u", "q"])
    assert "Taken back." in shown
    assert Path("corrections.toml").read_text() == before


def test_a_class_that_is_none_brings_the_nearest(folder):
    shown = interview(["t", "b", "compny\r", "q"])
    assert "did you mean Company?" in shown
    assert not Path("corrections.toml").exists()


NAMESAKES = {
    "surgeon": "Ruth Halden, 61, a surgeon in Norway, met Bo Ek.",
    "pupil": "Ruth Halden, 17, a pupil in Norway, met Bo Ek.",
    "mayor": "Ruth Halden, the mayor of Hobart in Australia, opened a school.",
}


def review_of(tmp_path, *whom):
    (tmp_path / "articles").mkdir()
    for name in whom:
        (tmp_path / f"articles/{name}.txt").write_text(
            f"date 2024-05-03 News\n\n{NAMESAKES[name]}\n"
        )
    kg("build", tmp_path / "articles", "-o", tmp_path / "out")
    people = json.loads((tmp_path / "out/report.json").read_text())["counts"]["entities"]["Person"]
    return people, read_review(tmp_path / "out").questions


def test_namesakes_of_other_ages_are_certainly_two(tmp_path):
    people, asked = review_of(tmp_path, "surgeon", "pupil")
    assert (people, asked) == (3, ())


def test_namesakes_of_other_countries_are_asked_about_with_the_reason(tmp_path):
    people, (asked,) = review_of(tmp_path, "surgeon", "mayor")
    assert (people, asked.now, asked.certainty > 0.5) == (3, Decision.DIFFERENT, True)
    assert asked.reasons_for == ("written the same",)
    assert asked.reasons_against[0] == "described with other countries"


def test_an_answer_about_namesakes_speaks_of_each_in_its_article(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    _, (asked,) = review_of(tmp_path, "surgeon", "mayor")
    append(Path("corrections.toml"), asked.answer(Decision.SAME))
    assert "corrections: 1 applied" in build().stdout
    assert report()["counts"]["entities"]["Person"] == 2


def test_what_is_skipped_is_asked_again(folder):
    assert "decision" not in interview([" "])
    assert "decision" not in interview(["q"])
    assert not Path("corrections.toml").exists()
    assert len(questions()) == 1


def test_same_settles_it_and_the_ledger_outlasts_new_articles(folder):
    side = questions()[0]["sides"][0]["named"]
    ledger(
        '[[correction]]\nsame = ["Ana Lima", '
        f'{{ name = "Ana Lima", article = "{side["article"]}" }}]\n'
    )
    assert questions() == []
    (folder / "articles/third.txt").write_text("Ana Lima met Bo Ek in Lisbon on Friday.\n")
    assert build().exit_code == 0
    assert people() == {"https://example.org/kg/person/Ana_Lima"}


def test_a_rejected_claim_stays_in_the_data_and_leaves_the_graph(folder):
    claims = [json.loads(line) for line in Path("out/claims.jsonl").read_text().splitlines()]
    met = next(claim for claim in claims if claim["predicate"] == "met")
    ledger(f'[[correction]]\nreject = "{met["id"]}"\nby = "Noor"\nnote = "They only telephoned."\n')
    drawn = {"out/graph.html": '"name":"met"', "out/graph.graphml": ">met</data>"}
    assert all(words in Path(path).read_text() for path, words in drawn.items())
    build()
    assert not any(words in Path(path).read_text() for path, words in drawn.items())
    assert met["id"] in Path("out/claims.jsonl").read_text()
    assert report()["corrections"]["rejected_claims"] == 1
    assert report()["counts"]["relations"]["stated"] >= 1
    told = json.loads(kg("why", "Ana Lima", "Bo Ek", "-f", "out", "--json").stdout)
    assert [(each["claim"], each["correction"]["judgement"]) for each in told] == [
        (met["id"], "rejected")
    ]
    shown = kg("why", "Ana Lima", "Bo Ek", "-f", "out").stdout
    assert "rejected: corrected by Noor (reject " in shown
    assert "They only telephoned." in shown
    assert f"(claim {met['id']})" in shown
    rows = kg("query", "corrections", "-g", "out/graph.ttl", "--csv").stdout
    assert "Noor,They only telephoned.,Portuguese President" in rows
    assert ",met," not in kg("query", "timeline", "Bo Ek", "-g", "out/graph.ttl", "--csv").stdout


def test_what_no_longer_applies_is_told_and_stays_in_the_file(folder):
    text = '[[correction]]\nsame = ["Ana Lima", "Nobody Here"]\n\n[[correction]]\nreject = "0a"\n'
    ledger(text)
    done = build()
    assert done.exit_code == 0
    assert "2 not applied, or not wholly, from corrections.toml:" in done.stderr
    assert "line 1: same Ana Lima, Nobody Here: not in these articles: Nobody Here" in done.stderr
    assert [left["line"] for left in report()["corrections"]["unapplied"]] == [1, 4]
    assert Path("corrections.toml").read_text() == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[correction]]\nsame = 3\n", "corrections.toml:1: same takes a list"),
        (
            '[[correction]]\nsame = ["Ana Lima", "Bo Ek"]\n'
            '[[correction]]\ndifferent = ["Bo Ek", "Ana Lima"]\n',
            "line 3 (different Bo Ek, Ana Lima) keeps apart what line 1",
        ),
    ],
)
def test_a_ledger_that_is_wrong_ends_the_build_with_its_line(folder, text, message):
    ledger(text)
    before = Path("out/graph.ttl").read_bytes()
    done = build()
    assert done.exit_code == 2
    assert message in done.stderr
    assert "Traceback" not in done.output
    assert Path("out/graph.ttl").read_bytes() == before


def test_a_ledger_elsewhere_is_named_and_must_exist(folder):
    ledger('[[correction]]\nrename = "Ana Lima"\nto = "A. Lima"\n')
    Path("corrections.toml").rename("ours.toml")
    assert "from ours.toml" in build("--corrections", "ours.toml").stdout
    interview(["d"])
    assert "different = [" in Path("ours.toml").read_text()
    missing = build("--corrections", "none.toml")
    assert (missing.exit_code, "none.toml does not exist" in missing.stderr) == (2, True)


def test_why_one_says_how_it_is_written_where_and_why(folder):
    ledger('[[correction]]\nsame = ["Ana Lima", "Bo Ek"]\nby = "Noor"\nnote = "a test"\n')
    build()
    found = json.loads(kg("why", "Ana Lima", "-f", "out", "--json").stdout)
    ways = {way["words"]: way for way in found["written"]}
    assert ways["Lima"]["reasons"] == [{"reason": "short form of the name", "mentions": 2}]
    assert any("corrected by Noor: a test" in why["reason"] for why in ways["Bo Ek"]["reasons"])
    assert found["mentions"] == sum(way["mentions"] for way in found["written"])
    assert {article["title"] for article in found["articles"]} == {
        "Lima in Oslo for a day",
        "A bakery opens in Fukuoka",
    }
    assert found["corrections"] == [
        {"decision": "same Ana Lima, Bo Ek", "by": "Noor", "note": "a test"}
    ]
    shown = kg("why", "Ana Lima", "-f", "out").stdout
    assert "short form of the name" in shown
    assert "corrected by Noor (same Ana Lima, Bo Ek): a test" in shown


def test_two_builds_with_the_same_ledger_give_the_same_bytes(folder):
    ledger(
        '[[correction]]\nsame = ["Ana Lima", "Bo Ek"]\n'
        '[[correction]]\nretype = "Oslo"\nto = "Place"\n'
    )
    build()
    first = {path.name: path.read_bytes() for path in Path("out").iterdir()}
    kg("build", "articles/summit.txt", "articles/bakery.txt", "-o", "out")
    assert {path.name: path.read_bytes() for path in Path("out").iterdir()} == first


def test_the_documents_show_a_ledger_that_works(tmp_path):
    page = (Path(__file__).parent.parent / "docs/corrections.md").read_text()
    (tmp_path / "doc.toml").write_text(re.findall(r"^```toml\n(.*?)^```", page, re.M | re.S)[0])
    found = read_ledger(tmp_path / "doc.toml", load_ontology()).corrections
    assert {correction.decision for correction in found} == set(Decision)


def test_a_folder_without_a_report_says_how_to_make_one(tmp_path):
    with pytest.raises(QueryError, match=r"report\.json does not exist.*kg build"):
        read_review(tmp_path)
    (tmp_path / "report.json").write_text('{"articles": []}')
    with pytest.raises(QueryError, match="build the graph again"):
        read_review(tmp_path)


def test_only_a_correction_of_both_sides_answers_a_question(folder):
    asked = read_review(Path("out")).questions
    one, other = (side.named for side in asked[0].sides)
    assert undecided(asked, [Correction(Decision.SAME, (one, Named("Bo Ek")))]) == asked
    assert undecided(asked, [Correction(Decision.DIFFERENT, (other, one))]) == ()
