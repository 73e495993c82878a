"""All benchmarks of identity in one table: `python -m benchmarks.identity --corpora FOLDER`."""

from __future__ import annotations

from benchmarks.identity import current_events, ecbplus, gap, gum, namesakes, newsfair, scale
from benchmarks.identity.report import Benchmark, run_command

BENCHMARKS: dict[str, Benchmark] = {
    "gap": gap.run,
    "gum": gum.run,
    "ecbplus": ecbplus.run,
    "newsfair": newsfair.run,
    "current_events": current_events.run,
    "namesakes": namesakes.run,
    "scale": scale.run,
}


def main() -> None:
    """Print the measures of all benchmarks, or of some."""
    run_command(BENCHMARKS, __doc__)


if __name__ == "__main__":
    main()
