"""Where the boxes of a cause map stand and which way its arrows take: plain numbers, in px.

Causes stand left of what came of them. In the layered form every box has a column by the longest way that leads to it,
and boxes of a column are ordered by where those stand that they hang together with, swept to and fro (K. Sugiyama,
S. Tagawa, M. Toda, Methods for visual understanding of hierarchical system structures, IEEE Transactions on Systems,
Man, and Cybernetics 11(2), 1981). An arrow over several columns goes through a place of its own in each. In the narrow
form there are two columns: what nothing leads to, and below each other in the order of cause and effect all the rest.
"""

from collections.abc import Callable, Mapping, Sequence
from graphlib import TopologicalSorter
from itertools import pairwise
from statistics import fmean
from typing import Final

import msgspec

Arrow = tuple[str, str]
High = Callable[[str, float], float]
"""How high a box must be for its words where it is so wide."""
Point = tuple[float, float]

LOW_PX: Final = 34
"""How high a box is that has one line."""
GAP_PX, SLIM_PX = 14, 6
"""Between two boxes of a column; and for an arrow that passes."""
WIDE_PX, WIDEST_PX, BETWEEN_PX = 208, 340, 56
NARROW_BETWEEN_PX: Final = 26
PAD_PX: Final = 4
LOOSE_PX, LOOSE_COLUMNS = 28, 4
SWEEPS: Final = 6


class Place(msgspec.Struct, frozen=True):
    """A box: its left upper corner and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> Point:
        return self.x + self.width / 2, self.y + self.height / 2


class Placing(msgspec.Struct, frozen=True):
    """Where everything stands. `bends` are the points that an arrow passes between its ends."""

    places: dict[str, Place]
    bends: dict[Arrow, tuple[Point, ...]]
    width: float
    height: float


def depths(boxes: Sequence[str], arrows: Sequence[Arrow]) -> dict[str, int]:
    """By box, how many arrows the longest way to it has. There are no circles."""
    causes: dict[str, list[str]] = {box: [] for box in boxes}
    for cause, effect in arrows:
        causes[effect].append(cause)
    found: dict[str, int] = {}
    for box in TopologicalSorter(causes).static_order():
        found[box] = max((found[cause] + 1 for cause in causes[box]), default=0)
    return found


def low(box: str, width: float) -> float:
    """Of boxes with one line each."""
    return LOW_PX


def narrow(boxes: Sequence[str], arrows: Sequence[Arrow], width: float, high: High = low) -> Placing:
    """Two columns in this width, the lower one in the middle of the other's height."""
    depth = depths(boxes, arrows)
    right = [box for box in _in_chains(boxes, arrows, depth) if depth[box]]
    first = {cause: right.index(effect) for cause, effect in reversed(arrows)}
    left = sorted((box for box in boxes if not depth[box]), key=lambda box: first.get(box, len(right)))
    each = (width - NARROW_BETWEEN_PX - 2 * PAD_PX) / 2
    heights = {box: high(box, each) for box in boxes}
    tall = max(_stacked_px(column, heights) for column in (left, right))
    places: dict[str, Place] = {}
    for x, column in ((PAD_PX, left), (PAD_PX + each + NARROW_BETWEEN_PX, right)):
        y = PAD_PX + (tall - _stacked_px(column, heights)) / 2
        for box in column:
            places[box] = Place(x, y, each, heights[box])
            y += heights[box] + GAP_PX
    return Placing(places, {}, width, tall + 2 * PAD_PX)


def _stacked_px(column: Sequence[str], heights: Mapping[str, float]) -> float:
    """How high a column is, with what lies between its boxes."""
    return max(LOW_PX, sum(heights[box] + GAP_PX for box in column) - GAP_PX)


def _in_chains(boxes: Sequence[str], arrows: Sequence[Arrow], depth: Mapping[str, int]) -> list[str]:
    """Causes before effects, and an effect right behind its last cause where that can be."""
    waiting = {box: {cause for cause, effect in arrows if effect == box} for box in boxes}
    order: list[str] = []
    ready = sorted((box for box in boxes if not waiting[box]), key=lambda box: depth[box])
    while ready:
        box = ready.pop(0)
        order.append(box)
        freed: list[str] = []
        for cause, effect in arrows:
            if cause == box:
                waiting[effect].discard(box)
                freed += [effect] if not waiting[effect] else []
        is_inner = depth[box] > 0  # else the effects of one cause would come before the causes of another
        ready = [*dict.fromkeys(freed), *ready] if is_inner else [*ready, *dict.fromkeys(freed)]
    return order


def layered(boxes: Sequence[str], arrows: Sequence[Arrow], room: float = 0, high: High = low) -> Placing:
    """As many columns as the longest way has boxes; what hangs together with nothing stands in rows below.

    Args:
        room: the width there is. Boxes grow into it; where it is too small the map is wider.
    """
    linked = {box for arrow in arrows for box in arrow}
    joined = [box for box in boxes if box in linked]
    depth = depths(joined, arrows)
    layers: list[list[str]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for box in joined:
        layers[depth[box]].append(box)
    ways = {arrow: _way(arrow, depth, layers) for arrow in arrows}
    steps = [step for way in ways.values() for step in pairwise(way)]
    _untangle(layers, steps)
    columns = max(len(layers), LOOSE_COLUMNS)
    each = min(WIDEST_PX, max(WIDE_PX, (room - 2 * PAD_PX + BETWEEN_PX) / columns - BETWEEN_PX))
    heights = {box: high(box, each) for box in boxes}
    middles = _levelled(layers, steps, heights)
    lefts = [PAD_PX + at * (each + BETWEEN_PX) for at in range(columns)]
    places: dict[str, Place] = {}
    for left, layer in zip(lefts, layers, strict=False):
        for box in layer:
            tall = heights.get(box, SLIM_PX)
            places[box] = Place(left, middles[box] - tall / 2, each, tall)
    bends = {arrow: tuple(places[step].middle for step in way[1:-1]) for arrow, way in ways.items() if len(way) > 2}
    loose = [box for box in boxes if box not in linked]
    top = max((place.y + place.height + GAP_PX for place in places.values()), default=float(PAD_PX))
    top += LOOSE_PX if places and loose else 0
    for row in (loose[at : at + columns] for at in range(0, len(loose), columns)):
        places |= {box: Place(left, top, each, heights[box]) for left, box in zip(lefts, row, strict=False)}
        top += max(heights[box] for box in row) + GAP_PX
    height = max((place.y + place.height for place in places.values()), default=0.0) + PAD_PX
    width = 2 * PAD_PX + columns * (each + BETWEEN_PX) - BETWEEN_PX
    return Placing({box: places[box] for box in boxes}, bends, width, height)


def _levelled(
    layers: Sequence[Sequence[str]], steps: Sequence[tuple[str, str]], heights: Mapping[str, float]
) -> dict[str, float]:
    """How high the middle of each stands: where its causes stand in the mean, and below the one before it."""
    causes: dict[str, list[str]] = {}
    for cause, effect in steps:
        causes.setdefault(effect, []).append(cause)
    middles: dict[str, float] = {}
    for layer in layers:
        free = float(PAD_PX)
        for box in layer:
            half = heights.get(box, SLIM_PX) / 2
            wanted = fmean(middles[each] for each in causes[box]) if box in causes else 0.0
            middles[box] = max(wanted, free + half)
            free = middles[box] + half + GAP_PX
    return middles


def _way(arrow: Arrow, depth: Mapping[str, int], layers: list[list[str]]) -> list[str]:
    """The arrow as a way through every column; the places between get a name of their own."""
    cause, effect = arrow
    between = [f"{cause} {effect} {at}" for at in range(depth[cause] + 1, depth[effect])]
    for at, name in enumerate(between, depth[cause] + 1):
        layers[at].append(name)
    return [cause, *between, effect]


def _untangle(layers: list[list[str]], steps: Sequence[tuple[str, str]]) -> None:
    """Order each column by where those stand that its boxes hang together with, from the left and from the right."""
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for one, other in steps:
        after.setdefault(one, []).append(other)
        before.setdefault(other, []).append(one)
    for sweep in range(SWEEPS):
        is_forward = sweep % 2 == 0
        near = before if is_forward else after
        order = range(1, len(layers)) if is_forward else range(len(layers) - 2, -1, -1)
        for at in order:
            beside = layers[at - 1 if is_forward else at + 1]
            place = {box: (index + 0.5) / len(beside) for index, box in enumerate(beside)}
            own = {box: (index + 0.5) / len(layers[at]) for index, box in enumerate(layers[at])}
            layers[at].sort(key=lambda box, own=own, place=place: _pull(box, near, place, own))


def _pull(box: str, near: Mapping[str, list[str]], place: Mapping[str, float], own: Mapping[str, float]) -> float:
    """Where a box is drawn to; where nothing draws it, it stays."""
    return fmean(place[each] for each in near[box]) if box in near else own[box]
