"""How large a graph the page can carry: `python -m benchmarks.page`.

Each made-up graph is built into the page and opened in headless Chromium with no network, and so is
the page that pyvis makes of the same entities and relations with its own template and its physics.
Building is measured in seconds of the processor, opening in seconds of the clock, which other work
on the machine draws out. All are medians of several runs; pyvis is opened once. `make browser`
installs what this needs.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from statistics import median

from benchmarks.page.graphs import made_up_graph
from benchmarks.page.opening import Opened, open_own, open_pyvis
from kg.graph import KnowledgeGraph
from kg.page import page

SIZES = ((100, 400), (1_000, 4_000), (5_000, 20_000), (50_000, 100_000))
PATIENCE = 60.0  # seconds, after which a page or its making is given up


@dataclass(frozen=True)
class Row:
    """What one page of one graph took: seconds, megabytes, milliseconds; None where given up."""

    graph: str
    made_by: str
    build: float | None
    megabytes: float | None
    first_paint: float | None
    usable: float | None
    search: float | None = None
    filter: float | None = None


def main() -> int:
    """Measure, print the table, and fail where two builds of one graph differ."""
    options = _options()
    sizes = [size for size in SIZES if size[0] in options.sizes]
    rows, stable = [], True
    with tempfile.TemporaryDirectory() as folder:
        for entities, relations in sizes:
            graph = made_up_graph(entities, relations)
            words = f"{len(graph.entities):,} entities, {len(graph.relations):,} relations"
            print(f"{words}, {len(graph.claims):,} claims ...", file=sys.stderr, flush=True)
            file = Path(folder) / "graph.html"
            seconds, same = _build(graph, file, options.runs)
            stable = stable and same
            opened = [open_own(file, PATIENCE) for _ in range(options.runs)]
            rows.append(_row(words, "kg", seconds, file, opened))
            if not options.no_pyvis:
                rows.append(_pyvis(words, graph, file))
    print(table(rows))
    print("Two builds gave the same bytes." if stable else "Two builds gave different bytes!")
    return 0 if stable else 1


def _build(graph: KnowledgeGraph, file: Path, runs: int) -> tuple[float, bool]:
    """The median of the processor's seconds, and whether the bytes were always the same."""
    seconds, hashes = [], set()
    for _ in range(max(2, runs)):
        start = time.process_time()
        text = page(graph).encode("utf-8", "xmlcharrefreplace")
        seconds.append(time.process_time() - start)
        hashes.add(sha256(text).hexdigest())
        file.write_bytes(text)
    return median(seconds), len(hashes) == 1


def _pyvis(words: str, graph: KnowledgeGraph, file: Path) -> Row:
    """Plain pyvis on the same graph, made in a process that can be given up."""
    nodes = [(entity.id, entity.name) for entity in graph.entities]
    edges = [(r.source, r.target, graph.ontology.label(r.predicate)) for r in graph.relations]
    before = os.times()
    maker = multiprocessing.Process(target=_write_pyvis, args=(nodes, edges, str(file)))
    maker.start()
    maker.join(PATIENCE)
    if maker.is_alive():
        maker.kill()
        maker.join()
        return Row(words, "pyvis", None, None, None, None)
    after = os.times()
    seconds = after.children_user + after.children_system
    seconds -= before.children_user + before.children_system
    return _row(words, "pyvis", seconds, file, [open_pyvis(file, PATIENCE)])


def _write_pyvis(
    nodes: list[tuple[str, str]], edges: list[tuple[str, str, str]], file: str
) -> None:
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    for id, name in nodes:
        network.add_node(id, label=name)
    for source, target, label in edges:
        network.add_edge(source, target, label=label)
    Path(file).write_text(network.generate_html(), "utf-8")


def _row(graph: str, made_by: str, build: float, file: Path, opened: list[Opened]) -> Row:
    return Row(
        graph,
        made_by,
        build,
        file.stat().st_size / 1e6,
        *(_median([getattr(one, what) for one in opened]) for what in Opened.__annotations__),
    )


def _median(values: list[float | None]) -> float | None:
    """The median; None where one was given up."""
    known = [value for value in values if value is not None]
    return median(known) if known and len(known) == len(values) else None


def table(rows: list[Row]) -> str:
    """The rows in Markdown."""
    lines = [
        "| graph | made by | built in | file | first paint | usable | search | filter |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        cells = (
            row.graph,
            row.made_by,
            _cell(row.build, "{:.1f} s"),
            _cell(row.megabytes, "{:.1f} MB", gone="–"),
            _cell(row.first_paint, "{:.1f} s"),
            _cell(row.usable, "{:.1f} s"),
            _cell(row.search, "{:.0f} ms", gone="–"),
            _cell(row.filter, "{:.0f} ms", gone="–"),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(value: float | None, form: str, gone: str = f"> {PATIENCE:.0f} s") -> str:
    return gone if value is None else form.format(value)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    known = [entities for entities, _ in SIZES]
    parser.add_argument("--sizes", type=int, nargs="+", default=known, choices=known)
    parser.add_argument("--runs", type=int, default=5, help="how often each is measured")
    parser.add_argument("--no-pyvis", action="store_true", help="leave plain pyvis out")
    options = parser.parse_args()
    if shutil.which("chromium") is None:
        parser.error("no chromium here; make test-browser installs it")
    return options


if __name__ == "__main__":
    raise SystemExit(main())
