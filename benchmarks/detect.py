"""One more point of a series for the detector, beside a plain exponentially weighted mean and deviation."""

import math
import random
import time
from collections.abc import Sequence

from benchmarks.budget import Benchmark, Sides
from benchmarks.measuring import in_turn, quiet, seconds
from incident_desk.domain.detecting import Detector

DAY = 1440
BEGAN = 1_764_201_600


def series(days: int) -> tuple[list[int], list[float]]:
    """A point a minute with the wave of the day, its noise, and a spike every few hours."""
    rng = random.Random(9)
    times = [BEGAN + 60 * minute for minute in range(days * DAY)]
    values = [
        1000 + 400 * math.sin(minute * math.tau / DAY) + rng.gauss(0, 20) + (300 if rng.random() < 0.004 else 0)
        for minute in range(days * DAY)
    ]
    return times, values


def plain(values: Sequence[float]) -> int:
    """The peer, all in local names. Returns: at how many points it would warn."""
    mean, variance, warnings = values[0], 0.0, 0
    for value in values:
        residual = value - mean
        score = abs(residual) / (math.sqrt(variance) + 1e-9)
        mean += 0.4 * residual
        variance += 0.0003 * (residual * residual - variance)
        if score >= 10:
            warnings += 1
    return warnings


def ours(times: Sequence[int], values: Sequence[float]) -> int:
    """The same series through a detector, cold at first, as after its first start."""
    detector = Detector()
    add = detector.add
    warnings = 0
    for at, value in zip(times, values, strict=True):
        add(at, value)
        if detector.is_warning:
            warnings += 1
    return warnings


def measure(is_quick: bool) -> Sides:
    """Whole series in turn; each side is the CPU time of one point."""
    times, values = series(2 if is_quick else 25)
    points = len(values)
    with quiet():
        return in_turn(
            2 if is_quick else 30,
            lambda: seconds(lambda: ours(times, values), time.thread_time) / points,
            lambda: seconds(lambda: plain(values), time.thread_time) / points,
        )


BENCHMARK = Benchmark(
    name="detect",
    what="the detector per point ÷ a plain EWMA loop per point, parsing excluded on both sides, CPU time",
    budget=8,
    percentile=50,
    unit="µs",
    scale=1e6,
    measure=measure,
)
