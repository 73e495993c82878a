"""What the RDF costs as the graph grows: `python -m benchmarks.rdf --claims 20000,100000`.

Two tables in Markdown: writing and loading, and the time of every named question.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.rdf.size import Asked, Written, in_words, measure
from kg.sparql import named_queries

SIZES = (20_000, 100_000, 1_000_000)
COLUMNS = (
    "claims", "triples", "Turtle, MB", "triples/s", "kg : rdflib", "graph, MB", "writing, MB",
    "load, s", "asking, MB",
)  # fmt: skip


def tables(measures: Sequence[tuple[Written, Asked | None]]) -> str:
    """Both tables in Markdown."""
    lines = [f"| {' | '.join(COLUMNS)} |", "|---:" * len(COLUMNS) + "|"]
    lines += [f"| {' | '.join(_cells(written, asked))} |" for written, asked in measures]
    sizes = {written.claims: asked for written, asked in measures if asked}
    lines += ["", f"| question |{''.join(f' {size:,} claims |' for size in sizes)}"]
    lines.append(f"|---|{'---:|' * len(sizes)}")
    for name in named_queries() if sizes else ():
        answers = (in_words(asked.questions[name]) for asked in sizes.values())
        lines.append(f"| `{name}` | {' | '.join(answers)} |")
    return "\n".join(lines if sizes else lines[: len(measures) + 2])


def _cells(written: Written, asked: Asked | None) -> tuple[str, ...]:
    return (
        f"{written.claims:,}",
        f"{written.triples:,}",
        f"{written.megabytes:,.0f}",
        f"{written.speed:,.0f}",
        f"{written.ratio:.1f} : 1",
        f"{written.graph_megabytes:,.0f}",
        f"{written.peak_megabytes:,.0f}",
        f"{asked.load_seconds:,.1f}" if asked else "",
        f"{asked.peak_megabytes:,.0f}" if asked else "",
    )


def main() -> None:
    """Print the tables of all sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = ",".join(map(str, SIZES))
    parser.add_argument("--claims", default=default, help="sizes, with commas between")
    parser.add_argument(
        "--limit", type=float, default=60, help="seconds for one question, 0 to write only"
    )
    parser.add_argument("--folder", type=Path, help="where the files go for the time")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the measures as JSON")
    options = parser.parse_args()
    measures = []
    for size in map(int, options.claims.split(",")):
        print(f"{size:,} claims", file=sys.stderr)
        measures.append(measure(size, options.folder, options.limit))
    print(tables(measures))
    if options.json:
        rows = [
            {"written": asdict(written), "asked": asdict(asked) if asked else None}
            for written, asked in measures
        ]
        options.json.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
