"""How alike two ways are of putting the same mentions into clusters: MUC, B-cubed, CEAF-e.

The definitions are those of the reference scorer (Pradhan et al. 2014, *Scoring Coreference
Partitions of Predicted Mentions*): a mention that only one side has stays as it is, and counts
against the other side. Counts are summed over documents before precision and recall are taken.
A mention is anything that can be compared; on each side it is in one cluster at most.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.report import Tally

Mention = Any  # whatever can be hashed and sorted
Clusters = Sequence[frozenset[Mention]]


def muc(key: Clusters, response: Clusters) -> Tally:
    """By links: how many links of each cluster the other side has (Vilain et al. 1995)."""
    return Tally(*_links(key, response), *_links(response, key))


def _links(clusters: Clusters, others: Clusters) -> tuple[float, float]:
    other_of = _cluster_of(others)
    kept = wanted = 0
    for cluster in clusters:
        parts = {other_of[mention] for mention in cluster if mention in other_of}
        alone = sum(mention not in other_of for mention in cluster)
        kept += len(cluster) - len(parts) - alone
        wanted += len(cluster) - 1
    return float(kept), float(wanted)


def b_cubed(key: Clusters, response: Clusters) -> Tally:
    """By mentions: how much of each mention's cluster is the same (Bagga and Baldwin 1998)."""
    return Tally(*_shares(key, response), *_shares(response, key))


def _shares(clusters: Clusters, others: Clusters) -> tuple[float, float]:
    other_of = _cluster_of(others)
    total = 0.0
    for cluster in clusters:
        meetings = Counter(other_of[mention] for mention in cluster if mention in other_of)
        total += sum(count * count for count in meetings.values()) / len(cluster)
    return total, float(sum(len(cluster) for cluster in clusters))


def ceaf_e(key: Clusters, response: Clusters) -> Tally:
    """By entities: the best one-to-one pairing of clusters, by their overlap (Luo 2005)."""
    similarity = sum(_best_pairing(block) for block in _blocks(key, response))
    return Tally(similarity, float(len(key)), similarity, float(len(response)))


MEASURES: tuple[tuple[str, Callable[[Clusters, Clusters], Tally]], ...] = (
    ("MUC", muc),
    ("B-cubed", b_cubed),
    ("CEAF-e", ceaf_e),
)


@dataclass(frozen=True)
class Partition:
    """The two sides of one document."""

    key: Clusters
    response: Clusters

    def without_singletons(self) -> Partition:
        """Both sides without the clusters of one mention."""
        return Partition(*(tuple(c for c in s if len(c) > 1) for s in (self.key, self.response)))


def tallies(partitions: Iterable[Partition]) -> dict[str, Tally]:
    """Each measure over all documents."""
    documents = list(partitions)
    return {
        name: sum((measure(d.key, d.response) for d in documents), Tally())
        for name, measure in MEASURES
    }


def conll_f1(found: dict[str, Tally]) -> float:
    """The mean F1 of the three measures."""
    return sum(tally.f1 for tally in found.values()) / len(found)


def mention_tally(partitions: Iterable[Partition]) -> Tally:
    """How many mentions of the key are in the response, and the other way round."""
    total = Tally()
    for document in partitions:
        key = {mention for cluster in document.key for mention in cluster}
        response = {mention for cluster in document.response for mention in cluster}
        both = float(len(key & response))
        total += Tally(both, float(len(key)), both, float(len(response)))
    return total


@dataclass(frozen=True)
class Fault:
    """One mention on the wrong side of a cluster's border.

    `kind` is *split* (it belongs with most of its cluster, but is elsewhere, or nowhere) or
    *merged* (it is with mentions of another cluster); `with_` is a mention that shows it.
    """

    kind: str
    mention: Mention
    with_: Mention


def faults(partition: Partition) -> Iterator[Fault]:
    """The mentions that are not where most of their own cluster is, or are where another's is."""
    yield from _strays("split", partition.key, partition.response)
    yield from _strays("merged", partition.response, partition.key)


def _strays(kind: str, clusters: Clusters, others: Clusters) -> Iterator[Fault]:
    other_of = _cluster_of(others)
    for cluster in clusters:
        members = sorted(cluster)
        counts = Counter(other_of[mention] for mention in members if mention in other_of)
        most = max(counts, key=lambda number: (counts[number], -number), default=None)
        at_home = [mention for mention in members if other_of.get(mention) == most]
        home = at_home[0] if most is not None else members[0]
        for mention in members:
            is_known = mention in other_of or kind == "split"
            if mention != home and is_known and (most is None or mention not in at_home):
                yield Fault(kind, mention, home)


def _cluster_of(clusters: Clusters) -> dict[Mention, int]:
    return {mention: number for number, cluster in enumerate(clusters) for mention in cluster}


def _blocks(key: Clusters, response: Clusters) -> Iterator[list[list[float]]]:
    """The overlaps of the clusters, in blocks that have nothing to do with each other."""
    response_of = _cluster_of(response)
    meets = [{response_of[m] for m in cluster if m in response_of} for cluster in key]
    met_by: defaultdict[int, set[int]] = defaultdict(set)
    for number, others in enumerate(meets):
        for other in others:
            met_by[other].add(number)
    seen: set[int] = set()
    for start in range(len(key)):
        if start in seen or not meets[start]:
            continue
        rows, columns, agenda = {start}, set(meets[start]), [start]
        while agenda:
            new = meets[agenda.pop()]
            columns |= new
            more = set().union(*(met_by[column] for column in new)) - rows
            rows |= more
            agenda += sorted(more)
        seen |= rows
        yield [[_overlap(key[r], response[c]) for c in sorted(columns)] for r in sorted(rows)]


def _overlap(one: frozenset[Mention], other: frozenset[Mention]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))


def _best_pairing(overlaps: list[list[float]]) -> float:
    """The greatest sum of overlaps, at most one of each row and column (Kuhn and Munkres)."""
    if len(overlaps) > len(overlaps[0]):
        overlaps = [list(column) for column in zip(*overlaps, strict=True)]
    pairs = _assign([[-overlap for overlap in row] for row in overlaps])
    return sum(overlaps[row][column] for row, column in pairs)


def _assign(costs: list[list[float]]) -> list[tuple[int, int]]:
    # The Hungarian method with potentials, rows and columns counted from 1; column 0 is a stand-in.
    rows, columns = len(costs), len(costs[0])
    row_potential, column_potential = [0.0] * (rows + 1), [0.0] * (columns + 1)
    row_of = [0] * (columns + 1)
    for row in range(1, rows + 1):
        row_of[0] = row
        came_from, column = _shortest_path(costs, row_of, row_potential, column_potential)
        while column:
            row_of[column] = row_of[came_from[column]]
            column = came_from[column]
    return [(row_of[column] - 1, column - 1) for column in range(1, columns + 1) if row_of[column]]


def _shortest_path(
    costs: list[list[float]],
    row_of: list[int],
    row_potential: list[float],
    column_potential: list[float],
) -> tuple[list[int], int]:
    """The way from the new row to a free column, and that column; potentials are brought along."""
    size = len(row_of)
    slack, came_from, used = [float("inf")] * size, [0] * size, [False] * size
    column = 0
    while True:
        used[column] = True
        row = row_of[column]
        for other in range(1, size):
            if used[other]:
                continue
            cost = costs[row - 1][other - 1] - row_potential[row] - column_potential[other]
            if cost < slack[other]:
                slack[other], came_from[other] = cost, column
        nearest = min((c for c in range(1, size) if not used[c]), key=lambda c: slack[c])
        step = slack[nearest]
        for other in range(size):
            if used[other]:
                row_potential[row_of[other]] += step
                column_potential[other] -= step
            else:
                slack[other] -= step
        column = nearest
        if not row_of[column]:
            return came_from, column
