"""Where each entity stands on the page, and which group it belongs to.

Groups are Louvain communities. A group's strongest entities are laid out by forces, the rest on
a spiral around them, and the groups are packed as discs. All of it is plain arithmetic on Python
numbers: NumPy sums in an order that depends on the processor, and a layout would carry that into
the bytes of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import cos, pi, sin, sqrt

import networkx as nx

Link = tuple[int, int, float]
Point = tuple[float, float]

SPACING = 90.0
GOLDEN_ANGLE = pi * (3 - sqrt(5))
FORCED = 48
ROUNDS = 70
FEWER_ROUNDS = 20  # for groups that are not among the strongest
PACKED = 40


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entity stands, and the number of its group (0 is the strongest)."""

    x: int
    y: int
    group: int


def place(count: int, links: Sequence[Link]) -> tuple[Place, ...]:
    """A place for each entity 0 to `count` - 1, given weighted links (each pair once)."""
    strength = _strengths(count, links)
    groups = find_groups(count, links, strength)
    group_of = {entity: number for number, group in enumerate(groups) for entity in group}
    inner: dict[int, list[Link]] = {}
    outer: dict[tuple[int, int], float] = {}
    for one, other, weight in links:
        first, second = sorted((group_of[one], group_of[other]))
        if first == second:
            inner.setdefault(first, []).append((one, other, weight))
        else:
            outer[first, second] = outer.get((first, second), 0.0) + weight
    centres = _pack([_radius(len(group)) for group in groups], outer)
    places: dict[int, Place] = {}
    for number, group in enumerate(groups):
        centre = centres[number]
        rounds = ROUNDS if number < PACKED else FEWER_ROUNDS
        for entity, (x, y) in _arrange(group, inner.get(number, []), rounds).items():
            places[entity] = Place(round(centre[0] + x), round(centre[1] + y), number)
    return tuple(places[entity] for entity in range(count))


def find_groups(
    count: int, links: Sequence[Link], strength: Sequence[float]
) -> tuple[tuple[int, ...], ...]:
    """Louvain communities, the strongest first, and in each the strongest entity first."""
    network = nx.Graph()
    network.add_nodes_from(range(count))
    network.add_weighted_edges_from(links)
    linked = network.subgraph([entity for entity in range(count) if strength[entity]])
    found = nx.community.louvain_communities(nx.Graph(linked), seed=1) if len(linked) else []
    alone = [entity for entity in range(count) if not strength[entity]]
    groups = [sorted(group, key=lambda entity: (-strength[entity], entity)) for group in found]
    groups.sort(key=lambda group: (-sum(strength[entity] for entity in group), group))
    return tuple(tuple(group) for group in groups) + tuple((entity,) for entity in alone)


def _strengths(count: int, links: Iterable[Link]) -> list[float]:
    strength = [0.0] * count
    for one, other, weight in links:
        strength[one] += weight
        strength[other] += weight
    return strength


def _radius(size: int) -> float:
    return SPACING * (0.6 + 0.62 * sqrt(size))


def _spiral(number: int, start: float = 0.0) -> Point:
    """The point with this number on a sunflower spiral that begins at radius `start`."""
    radius = sqrt(start * start + (0.56 * SPACING) ** 2 * number)
    return radius * cos(number * GOLDEN_ANGLE), radius * sin(number * GOLDEN_ANGLE)


def _arrange(group: Sequence[int], links: Sequence[Link], rounds: int) -> dict[int, Point]:
    """The strongest of a group by forces; the others on the spiral around them."""
    core = group[:FORCED]
    rank = {entity: number for number, entity in enumerate(core)}
    inside = [(rank[a], rank[b], weight) for a, b, weight in links if a in rank and b in rank]
    settled = _settle([_spiral(number) for number in range(len(core))], inside, rounds)
    places = dict(zip(core, settled, strict=True))
    for number, entity in enumerate(group[FORCED:], start=len(core)):
        places[entity] = _spiral(number)
    return places


def _settle(points: Sequence[Point], links: Sequence[Link], rounds: int) -> list[Point]:
    """Fruchterman and Reingold's forces: all push apart, links pull together, steps shrink."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    limit = _radius(len(points))
    for turn in range(rounds if len(points) > 2 else 0):
        step = SPACING * 0.5 * (1 - turn / rounds)
        dx, dy = _forces(xs, ys, links)
        for i in range(len(xs)):
            force = sqrt(dx[i] * dx[i] + dy[i] * dy[i]) or 1.0
            xs[i] += dx[i] / force * min(force, step)
            ys[i] += dy[i] / force * min(force, step)
            away = sqrt(xs[i] * xs[i] + ys[i] * ys[i])
            if away > limit:
                xs[i], ys[i] = xs[i] / away * limit, ys[i] / away * limit
    return list(zip(xs, ys, strict=True))


def _forces(
    xs: Sequence[float], ys: Sequence[float], links: Sequence[Link]
) -> tuple[list[float], list[float]]:
    dx, dy = [-0.02 * x for x in xs], [-0.02 * y for y in ys]
    for i, j in combinations(range(len(xs)), 2):
        x, y = xs[i] - xs[j], ys[i] - ys[j]
        push = SPACING * SPACING / max(x * x + y * y, 1.0)
        dx[i] += x * push
        dy[i] += y * push
        dx[j] -= x * push
        dy[j] -= y * push
    for i, j, weight in links:
        x, y = xs[i] - xs[j], ys[i] - ys[j]
        pull = min(sqrt(weight), 3.0) * sqrt(x * x + y * y) / (SPACING * 4)
        dx[i] -= x * pull
        dy[i] -= y * pull
        dx[j] += x * pull
        dy[j] += y * pull
    return dx, dy


def _pack(radii: Sequence[float], links: Mapping[tuple[int, int], float]) -> list[Point]:
    """Centres of discs that do not overlap: the first ones near those they are linked with."""
    centres: list[Point] = []
    for number, radius in enumerate(radii[:PACKED]):
        wanted = _barycentre(number, centres, links)
        centres.append(_free_spot(wanted, radius, centres, radii))
    edge = max(
        (sqrt(x * x + y * y) + r for (x, y), r in zip(centres, radii, strict=False)), default=0
    )
    turn, ring, widest = 0.0, edge, 0.0
    for radius in radii[PACKED:]:
        widest = max(widest, radius)
        around = ring + widest
        centres.append((around * cos(turn), around * sin(turn)))
        turn += 2 * radius / around
        if turn > 2 * pi - 2 * radius / around:
            turn, ring, widest = 0.0, ring + 2 * widest, 0.0
    return centres


def _barycentre(
    number: int, centres: Sequence[Point], links: Mapping[tuple[int, int], float]
) -> Point:
    weights = [links.get((placed, number), 0.0) for placed in range(len(centres))]
    total = sum(weights) or 1.0
    return (
        sum(w * x for w, (x, _) in zip(weights, centres, strict=True)) / total,
        sum(w * y for w, (_, y) in zip(weights, centres, strict=True)) / total,
    )


def _free_spot(
    wanted: Point, radius: float, centres: Sequence[Point], radii: Sequence[float]
) -> Point:
    number = 0
    while True:
        x, y = _spiral(number)
        x, y = wanted[0] + x, wanted[1] + y
        if all(
            (x - cx) ** 2 + (y - cy) ** 2 >= (radius + taken) ** 2
            for (cx, cy), taken in zip(centres, radii, strict=False)
        ):
            return x, y
        number += 1
