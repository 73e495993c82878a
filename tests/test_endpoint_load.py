"""The server under load and ill will, for two seconds; the benchmark itself takes a minute."""

from pathlib import Path

from benchmarks.endpoint import Outcome, measure, table

ROOT = Path(__file__).parent.parent


def test_a_server_under_load_gives_no_wrong_answer_and_holds_its_limits():
    outcomes, faults = measure(ROOT / "output", clients=4, seconds=2)
    assert [outcome for outcome in outcomes if outcome.fault] == []
    assert faults == []
    assert {"good", "wrong"} <= {outcome.kind for outcome in outcomes}


def test_the_table_counts_what_was_wrong():
    outcomes = [Outcome("good", 0.1), Outcome("good", 0.3, "2 rows for 3"), Outcome("huge", 1.0)]
    assert table(outcomes).splitlines()[1:] == [
        "good                         2      1   0.200s   0.300s",
        "huge                         1      0   1.000s   1.000s",
    ]
