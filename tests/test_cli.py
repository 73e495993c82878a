"""The command line, as a person meets it: what it prints, where, and with which exit code."""

import csv
import io
import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import rdflib
from typer.testing import CliRunner

from kg.cli import app

ROOT = Path(__file__).parent.parent
GRAPH = ["--graph", str(ROOT / "output/graph.ttl")]
FOLDER = ["--from", str(ROOT / "output")]
FILES = ["claims.jsonl", "graph.graphml", "graph.html", "graph.ttl", "report.json"]
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?a <https://example.org/kg/ontology#met> ?b }"

REPORT = """date 2024-05-03 Lima meets Ek in Oslo

Portuguese President Ana Lima met Swedish Prime Minister Bo Ek in Oslo on Thursday.
"""


def kg(*arguments, stdin=None):
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)


def run_kg(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        capture_output=True, text=True, cwd=ROOT, **options,
    )  # fmt: skip


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(REPORT)
    return path


def test_build_writes_five_files_and_sums_up(report, tmp_path):
    done = kg("build", report, "-o", tmp_path / "out")
    assert (done.exit_code, done.stderr) == (0, "")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == FILES
    assert done.stdout.startswith("articles:  1\n")
    assert re.search(r"^claims: +[1-9]\d* \([1-9]\d* stated", done.stdout, re.M)
    assert str(tmp_path / "out" / "graph.html") in done.stdout


def test_what_means_nobody_that_is_named_is_counted_and_listed(tmp_path):
    named = "Tomas Rehak, the Chilean president, opened a school in Lima on Monday."
    (tmp_path / "a.txt").write_text(f"{REPORT}She thanked the Chilean president.\n")
    alone = kg("build", tmp_path / "a.txt", "-o", tmp_path / "out")
    assert "left open: 0 pronouns, 1 definite noun (report.json" in alone.stdout
    found = json.loads((tmp_path / "out/report.json").read_text())["open_nominals"]
    assert (found["count"], found["sample"][0]["text"]) == (1, "Chilean president")
    (tmp_path / "b.txt").write_text(f"date 2024-05-01 A school\n\n{named}\n")
    both = kg("build", tmp_path / "a.txt", tmp_path / "b.txt", "-o", tmp_path / "out")
    assert "left open: 0 pronouns, 0 definite nouns" in both.stdout


def test_build_reads_standard_input(tmp_path):
    done = kg("build", "-", "-o", tmp_path / "out", stdin=REPORT)
    assert done.exit_code == 0
    assert "Ana Lima" in (tmp_path / "out/claims.jsonl").read_text()


def test_what_is_skipped_is_named_and_the_rest_is_written(report, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.touch()
    done = kg("build", report, empty, tmp_path / "missing.txt", "-o", tmp_path / "out")
    assert done.exit_code == 1
    assert "2 skipped" in done.stderr
    assert "empty.txt" in done.stderr
    assert "missing.txt" in done.stderr
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == FILES


def test_if_nothing_can_be_read_nothing_is_written(tmp_path):
    done = kg("build", tmp_path / "missing.txt", "-o", tmp_path / "out")
    assert done.exit_code == 2
    assert "no article could be read" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("binary.txt", b"%PDF-1.7\x00\x01\x02\xff"),
        ("broken.jsonl", b'{"text": \n{"text"'),
        ("russian.txt", "Президент прибыл в Москву, сообщило агентство. ".encode() * 20),
        ("empty.json", b""),
    ],
)
def test_bad_input_costs_itself_and_says_why(name, content, tmp_path):
    (tmp_path / name).write_bytes(content)
    done = kg("build", tmp_path / name, "-o", tmp_path / "out")
    assert done.exit_code == 2
    assert name in done.stderr
    assert "Traceback" not in done.output


def test_a_folder_without_articles_says_so(tmp_path):
    done = kg("build", tmp_path, "-o", tmp_path / "out")
    assert done.exit_code == 2
    assert str(tmp_path) in done.stderr


def test_an_output_folder_that_is_a_file_is_refused_with_advice(report):
    done = kg("build", report, "-o", report)
    assert done.exit_code == 2
    assert "-o" in done.stderr
    assert "Traceback" not in done.output


def test_query_alone_lists_the_questions():
    listed = json.loads(kg("query", "--json").stdout)
    assert len(listed) >= 15
    assert all(question["question"] and question["answers"] for question in listed)


def test_a_named_question_answers_about_its_values():
    done = kg("query", "timeline", "Sergei Shoigu", *GRAPH, "--csv")
    rows = list(csv.reader(io.StringIO(done.stdout)))
    assert done.exit_code == 0
    assert len(rows) > 1
    assert len({len(row) for row in rows}) == 1


def test_an_empty_answer_about_a_misspelt_name_brings_suggestions():
    done = kg("query", "timeline", "Sergei Shoygu", *GRAPH)
    assert (done.exit_code, done.stdout) == (0, "No answer.\n")
    assert "did you mean Sergei Shoigu" in done.stderr


def test_sparql_comes_as_an_argument_from_a_file_and_from_standard_input(tmp_path):
    (tmp_path / "count.rq").write_text(COUNT)
    answers = [
        kg("query", COUNT, *GRAPH, "--csv"),
        kg("query", tmp_path / "count.rq", *GRAPH, "--csv"),
        kg("query", "-", *GRAPH, "--csv", stdin=COUNT),
    ]
    assert len({done.stdout for done in answers}) == 1
    assert answers[0].stdout.startswith("n\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["query", "who-met-whon", *GRAPH], "did you mean who-met-whom"),
        (["query", "SELECT ?x WHERE { ?x", *GRAPH], "SELECT"),
        (["query", COUNT, "--graph", "nowhere.ttl"], "nowhere.ttl"),
        (["query", "who-met-whom", *["x"] * 9, *GRAPH], "who-met-whom"),
        (["why", "Vladimir Puttin", *FOLDER], "did you mean Vladimir Putin"),
        (["why", "Putin", "--from", "nowhere"], "kg build"),
    ],
)
def test_what_is_wrong_ends_with_one_message(arguments, message):
    done = kg(*arguments)
    assert done.exit_code == 2
    assert message in done.stderr
    assert "Traceback" not in done.output


def test_why_shows_the_sentence_its_status_its_article_and_who_says_so():
    done = kg("why", "Kim Jong Un", "Vladimir Putin", *FOLDER)
    assert done.exit_code == 0
    assert "Kim Jong Un (person/Kim_Jong_Un)" in done.stdout
    assert "stated met" in done.stdout
    assert "in: What Putin and Kim want from each other, The Harbour Review" in done.stdout


def test_why_gives_the_same_evidence_in_every_form():
    told = json.loads(kg("why", "Kim Jong Un", "Vladimir Putin", *FOLDER, "--json").stdout)
    table = kg("why", "Kim Jong Un", "Vladimir Putin", *FOLDER, "--csv").stdout
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [row["sentence"] for row in rows] == [evidence["quote"] for evidence in told]


def test_two_that_nothing_links_get_an_empty_answer():
    done = kg("why", "Halden Robotics", "Vladimir Putin", *FOLDER)
    assert done.exit_code == 0
    assert "No sentence links them." in done.stdout


EXPECTED = {
    "article": "report.txt",
    "predicate": "met",
    "roles": {"agent": [{"text": "Ana Lima"}]},
    "status": "denied",
    "quote": REPORT.splitlines()[2],
}
"""Gold that lists a meeting as denied, and without the other one."""


@pytest.fixture
def gold(report):
    path = report.parent / "gold.jsonl"
    path.write_text(json.dumps(EXPECTED) + "\n")
    return path


def test_evaluate_counts_by_level_and_by_relation_and_by_class_of_error(gold):
    done = kg("evaluate", gold)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("articles:     1\ngold claims:  1\nclaims of kg: ")
    assert re.search(r"^found +1 +0\.\d{3} +1\.000 +0\.\d{3}", done.stdout, re.M)
    assert re.search(r"^participants +0 +0\.000 +0\.000 +0\.000", done.stdout, re.M)
    assert re.search(r"^participant invented +2", done.stdout, re.M)
    assert re.search(r"^met +1 +\d", done.stdout, re.M)


def test_evaluate_lists_errors_with_their_sentence_and_both_sides(gold):
    done = kg("evaluate", gold, "--errors")
    assert f"wrong status (1)\n\n  stated for denied\n  “{EXPECTED['quote']}”\n" in done.stdout
    assert "  gold: denied met (agent: Ana Lima)\n" in done.stdout
    assert "  kg:   stated met (agent: Ana Lima; theme: Bo Ek" in done.stdout
    assert f"report.txt, {gold}:1" in done.stdout


def test_evaluate_gives_the_same_in_every_form(gold):
    figures = json.loads(kg("evaluate", gold, "--json").stdout)
    table = list(csv.DictReader(io.StringIO(kg("evaluate", gold, "--csv").stdout)))
    assert [(row["level"], row["predicate"]) for row in table] == [
        (row["level"], row["predicate"]) for row in figures
    ]
    assert figures[0] | {"precision": None, "f1": None, "kg": None} == {
        "level": "found", "predicate": "all", "gold": 1, "kg": None,
        "gold right": 1, "kg right": 1, "precision": None, "recall": 1.0, "f1": None,
    }  # fmt: skip
    errors = json.loads(kg("evaluate", gold, "--errors", "--json").stdout)
    listed = list(csv.DictReader(io.StringIO(kg("evaluate", gold, "--errors", "--csv").stdout)))
    assert [(row["error"], row["detail"]) for row in listed] == [
        (error["error"], error["detail"]) for error in errors
    ]


def test_evaluate_of_partial_gold_gives_recall_only(gold):
    figures = json.loads(kg("evaluate", gold, "--partial", "--json").stdout)
    assert {row["precision"] for row in figures} == {None}
    assert "invented claim" not in kg("evaluate", gold, "--partial").stdout


def test_what_kg_built_is_a_start_for_gold(report, tmp_path):
    kg("build", report, "-o", tmp_path / "out")
    done = kg("evaluate", tmp_path / "out/claims.jsonl", report, "--json")
    assert done.exit_code == 0
    assert {row["f1"] for row in json.loads(done.stdout)} == {1.0}


def test_evaluate_reads_gold_from_standard_input_and_articles_as_named(gold, report):
    other = report.parent / "other.txt"
    other.write_text(REPORT.replace("Oslo", "Rome"))
    named = gold.read_text().replace("report.txt", str(report))
    done = kg("evaluate", "-", report, other, stdin=named)
    assert done.exit_code == 0
    assert done.stderr == "articles without gold, left out: 1\n"
    assert kg("evaluate", "-", report, report.parent / "no.txt", stdin=named).exit_code == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"article": "no.txt"}, "no such file"),
        ({"predicate": "mett"}, "'mett' is no relation"),
        ({"start": 0, "end": 5}, "does not stand at 0-5"),
    ],
)
def test_gold_that_does_not_fit_ends_with_its_line_the_reason_and_a_remedy(gold, change, message):
    gold.write_text(json.dumps(EXPECTED) + "\n" + json.dumps(EXPECTED | change) + "\n")
    done = kg("evaluate", gold)
    assert done.exit_code == 2
    assert done.stderr.startswith(f"{gold}:2: ")
    assert message in done.stderr
    assert "Traceback" not in done.output


def test_gold_beside_its_articles_is_no_article(gold, tmp_path):
    done = kg("build", gold.parent, "-o", tmp_path / "out")
    assert (done.exit_code, done.stderr) == (0, "")
    named = kg("build", gold, "-o", tmp_path / "out")
    assert "a claim, not an article (claims go to kg evaluate)" in named.stderr


def test_hostile_text_does_not_steer_the_terminal():
    query = r'SELECT ("\u001b[31mred\u202Eder\n[bold]x[/bold]" AS ?x) WHERE {}'
    done = kg("query", query, *GRAPH)
    assert "[31mred der [bold]x[/bold]" in done.stdout
    assert not set(done.stdout) & {"\x1b", "\u202e"}


def test_a_graph_is_printed_as_turtle_that_does_not_steer_the_terminal():
    query = r"""CONSTRUCT { <a:b> <a:c> "\u001b[31m\u202E\n" . ?a kg:met ?b } { ?a kg:met ?b }"""
    done = kg("query", query, *GRAPH)
    turtle = rdflib.Graph().parse(data=done.stdout)
    assert not set(done.stdout) & {"\x1b", "\u202e"}
    assert rdflib.Literal("\x1b[31m\u202e\n") in set(turtle.objects())
    assert len(json.loads(kg("query", query, *GRAPH, "--json").stdout)) == len(turtle)


def test_query_asks_a_folder_and_gives_up_in_time():
    assert kg("query", "statuses", "-g", ROOT / "output").exit_code == 0
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?g) }"
    done = kg("query", endless, *GRAPH, "--timeout", "0.2")
    assert (done.exit_code, "no answer within 0.2 seconds" in done.stderr) == (2, True)


def test_a_reader_that_hangs_up_ends_it_quietly():
    pipe = f'"{sys.executable}" -m kg query --graph output/graph.ttl "$QUERY" | head -n 1'
    query = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } LIMIT 1000"
    done = subprocess.run(
        ["bash", "-c", pipe], env={"QUERY": query}, cwd=ROOT, capture_output=True, text=True
    )
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


def test_ctrl_c_ends_it_without_a_traceback(tmp_path):
    command = [sys.executable, "-m", "kg", "build", "-", "-o", str(tmp_path / "out")]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A shell makes its background jobs deaf to it, and they their children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        process.stdin.write(b"word " * 100_000)  # more than a pipe holds: it has begun to read
        time.sleep(1)  # and now it waits for more
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 130
        assert b"Traceback" not in process.stderr.read()
    assert not (tmp_path / "out").exists()


def test_python_m_kg_is_the_same_command():
    done = run_kg("--version")
    assert done.returncode == 0
    assert done.stdout.startswith("kg 0.")
    assert "\x1b" not in run_kg("--help").stdout
