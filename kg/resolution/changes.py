"""What corrections change of entities beside who is who, and what became of each correction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import product

from kg.corrections import Corrected, Correction, Decision, Ledger, Unapplied, told
from kg.errors import CorrectionError
from kg.model import Article
from kg.resolution.clusters import Cluster
from kg.resolution.figures import Figure
from kg.resolution.orders import Orders


class Changes:
    """The names and classes that corrections give; CorrectionError where two give others."""

    def __init__(self, orders: Orders, clusters: Iterable[Cluster]) -> None:
        home = {figure: found for found in clusters for figure in found.figures}
        self.wanted: defaultdict[tuple[int, Decision], list[Correction]] = defaultdict(list)
        for correction, named in orders.meant.items():
            if correction.decision in (Decision.RENAME, Decision.RETYPE):
                meant = {id(home[figure]) for figure in named[0] if figure in home}
                for found in meant:
                    self.wanted[found, correction.decision].append(correction)

    def of(self, found: Cluster) -> tuple[str, str]:
        """The name and the class that a reader gave a cluster's entity; empty where none did."""
        return self._given(found, Decision.RENAME), self._given(found, Decision.RETYPE)

    def _given(self, found: Cluster, decision: Decision) -> str:
        wanted = self.wanted.get((id(found), decision), [])
        given = sorted({correction.to for correction in wanted})
        if len(given) > 1:
            raise CorrectionError(
                f"corrections contradict: {told(wanted)} speak of one; take out all but one of them"
            )
        return given[0] if given else ""


def outcome(
    ledger: Ledger, orders: Orders, home: Mapping[Figure, str], articles: Iterable[Article]
) -> Corrected:
    """What became of each correction of a ledger."""
    claims, gone = _judge(ledger, articles)
    touched: defaultdict[str, dict[Correction, None]] = defaultdict(dict)
    for correction, named in orders.meant.items():
        for figure in (figure for some in named for figure in some):
            if figure in home:
                touched[home[figure]][correction] = None
    apart = {
        (min(pair), max(pair))
        for conflict in orders.apart
        for pair in product(*({home[f] for f in side if f in home} for side in conflict.sides))
    }
    applied = {*orders.meant, *claims.values()}
    return Corrected(
        ledger=ledger.path,
        applied=tuple(sorted(applied, key=_by_line)),
        unapplied=tuple(sorted((*orders.unapplied, *gone), key=lambda u: _by_line(u.correction))),
        entities={id: tuple(sorted(touched[id], key=_by_line)) for id in sorted(touched)},
        claims=claims,
        apart=tuple(sorted(apart)),
    )


def _judge(
    ledger: Ledger, articles: Iterable[Article]
) -> tuple[dict[str, Correction], list[Unapplied]]:
    """The claims that readers rejected or confirmed, and the corrections whose claim is gone."""
    known = {claim.id for article in articles for claim in article.claims}
    judged: dict[str, Correction] = {}
    gone: list[Unapplied] = []
    for correction in sorted(set(ledger.corrections), key=_by_line):
        if not correction.claim:
            continue
        other = judged.setdefault(correction.claim, correction)
        if other.decision is not correction.decision:
            raise CorrectionError(
                f"corrections contradict: {told([other, correction])}; take one of them out"
            )
        if correction.claim not in known:
            gone.append(Unapplied(correction, "no such claim in these articles"))
    return {id: judged[id] for id in sorted(judged.keys() & known)}, gone


def _by_line(correction: Correction) -> tuple[int, str]:
    return correction.line, str(correction)
