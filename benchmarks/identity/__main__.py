"""All benchmarks of identity in one table: `python -m benchmarks.identity --corpora FOLDER`."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.identity import current_events, ecbplus, gap, gum, namesakes, newsfair, scale
from benchmarks.identity.report import Benchmark, as_json, by_kind, table
from kg.pipeline import open_toolbox

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
    """Run the wanted benchmarks and print their table."""
    options = _options()
    names = options.only.split(",") if options.only else list(BENCHMARKS)
    toolbox = open_toolbox(options.model)
    reports = {name: BENCHMARKS[name](options.corpora, toolbox) for name in names}
    measures = [measure for report in reports.values() for measure in report.measures]
    print(table(measures))
    for name, report in reports.items() if options.errors else ():
        print(f"\n{name}: {len(report.mistakes)} mistakes")
        print("\n".join(by_kind(report.mistakes, options.errors)))
    if options.json:
        options.json.write_text(as_json(measures), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.identity", description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="the folder of the corpora")
    parser.add_argument("--only", default="", help=f"some of {','.join(BENCHMARKS)}")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list N of each class")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the measures as JSON")
    parser.add_argument("--model", help="another English model, as for kg build")
    options = parser.parse_args()
    unknown = [name for name in options.only.split(",") if name and name not in BENCHMARKS]
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}; choose from {', '.join(BENCHMARKS)}")
    return options


if __name__ == "__main__":
    main()
