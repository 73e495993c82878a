"""All benchmarks of accuracy in one table: `python -m benchmarks.accuracy --corpora FOLDER`."""

from __future__ import annotations

from benchmarks.accuracy import carb, factuality, knowledgenet, petrarch, plover
from benchmarks.accuracy.report import Benchmark, run_command

BENCHMARKS: dict[str, Benchmark] = {
    "plover": plover.run,
    "petrarch": petrarch.run,
    "carb": carb.run,
    "factuality": factuality.run,
    "knowledgenet": knowledgenet.run,
}


def main() -> None:
    """Print the measures of all benchmarks, or of some."""
    run_command(BENCHMARKS, __doc__)


if __name__ == "__main__":
    main()
