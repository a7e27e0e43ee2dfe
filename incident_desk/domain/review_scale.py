"""Where on a bar a moment lies: busy stretches get more room than long quiet ones; where the scale changes is told."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from math import sqrt
from typing import Final

import msgspec

from incident_desk.domain.moments import MINUTE_US

FEW: Final = 8
"""With fewer moments one scale does."""
CUTS: Final = 24
"""At so many places it is looked whether to change the scale."""
MUCH: Final = 4.0
"""So many times as busy a stretch must be as the one beside it."""
LONG: Final = 0.4
"""The quiet one must be at least this part of both."""
LEAST: Final = 0.12
"""A stretch gets at least this part of the bar."""
MOST_BREAKS: Final = 2


class Scale(msgspec.Struct, frozen=True):
    """Moments and which part of the bar lies before each: from the first, at 0, to the last, at 1."""

    knots: tuple[tuple[int, float], ...]

    @property
    def breaks(self) -> tuple[int, ...]:
        """Where the scale changes."""
        return tuple(us for us, _ in self.knots[1:-1])

    def part(self, us: int) -> float:
        """Which part of the bar lies before a moment; what lies outside is at its ends."""
        for (start, at), (end, then) in pairwise(self.knots):
            if us <= end:
                return at + (then - at) * max(0, us - start) / (end - start)
        return 1.0

    def us(self, part: float) -> int:
        """The moment at a place of the bar."""
        for (start, at), (end, then) in pairwise(self.knots):
            if part <= then:
                return round(start + (end - start) * max(0.0, part - at) / (then - at))
        return self.knots[-1][0]


def scale_of(from_us: int, to_us: int, moments: Sequence[int]) -> Scale:
    """The scale for what happened at these moments."""
    to_us = max(to_us, from_us + MINUTE_US)
    inside = sorted(us for us in moments if from_us <= us <= to_us)
    ends = [from_us, to_us]
    for _ in range(MOST_BREAKS):
        cuts = [cut for start, end in pairwise(ends) if (cut := _cut(start, end, inside)) is not None]
        if not cuts:
            break
        ends = sorted([*ends, max(cuts)[1]])
    weights = [sqrt((end - start) / (to_us - from_us) * _share(start, end, inside)) for start, end in pairwise(ends)]
    widths = [max(LEAST, weight / sum(weights)) for weight in weights]
    knots, at = [(from_us, 0.0)], 0.0
    for end, width in zip(ends[1:], widths, strict=True):
        at += width / sum(widths)
        knots.append((end, at))
    knots[-1] = (to_us, 1.0)
    return Scale(tuple(knots))


def _count(start: int, end: int, inside: Sequence[int]) -> int:
    return bisect_right(inside, end) - bisect_left(inside, start)


def _share(start: int, end: int, inside: Sequence[int]) -> float:
    """Which part of them lies there, with one more for every stretch: a quiet one is seen, too."""
    return (_count(start, end, inside) + 1) / (len(inside) + 1)


def _cut(start: int, end: int, inside: Sequence[int]) -> tuple[float, int] | None:
    """Between which two moments one side is busiest beside the other, and how much so.

    None where both are much alike, or where the quiet one is short: then there is little to win.
    """
    there = inside[bisect_left(inside, start) : bisect_right(inside, end)]
    if len(there) < FEW:
        return None
    best: tuple[float, int] | None = None
    for place in sorted({len(there) * step // CUTS for step in range(1, CUTS)} - {0}):
        at = (there[place - 1] + there[place]) // 2  # beside a moment, not upon it
        if min(at - start, end - at) < (end - start) / 1000:
            continue
        before, after = place / (at - start), (len(there) - place) / (end - at)
        quiet = at - start if before < after else end - at
        much = max(before / after, after / before)
        if much >= MUCH and quiet >= (end - start) * LONG and (best is None or much > best[0]):
            best = (much, at)
    return best
