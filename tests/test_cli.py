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


def test_hostile_text_does_not_steer_the_terminal():
    query = r'SELECT ("\u001b[31mred\u202Eder\n[bold]x[/bold]" AS ?x) WHERE {}'
    done = kg("query", query, *GRAPH)
    assert "[31mred der [bold]x[/bold]" in done.stdout
    assert not set(done.stdout) & {"\x1b", "\u202e"}


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
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
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
