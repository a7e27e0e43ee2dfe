"""What a benchmark is, and what it found."""

import statistics
from collections.abc import Callable, Sequence
from typing import Any

import msgspec


class Sides(msgspec.Struct, frozen=True):
    """What was measured, in turn: ours and the peer's."""

    ours: Sequence[float]
    peer: Sequence[float]


class Benchmark(msgspec.Struct, frozen=True):
    """One budget.

    Args:
        what: ours ÷ the peer, in words.
        budget: how large the ratio may be.
        percentile: of each side, which the ratio is made of.
        scale: what one unit of the measured values (seconds, bytes) is in `unit`.
        passes: how often the same was measured over; the median of their percentiles counts.
        measure: measures both sides; told whether to be quick, and then only shows that it works.
    """

    name: str
    what: str
    budget: float
    percentile: int
    unit: str
    scale: float
    measure: Callable[[bool], Sides]
    passes: int = 1

    def run(self, is_quick: bool = False) -> "Ratio":
        """Measure it. Takes up to a minute and a half; a few seconds when quick."""
        sides = self.measure(is_quick)
        ours, peer = (self._judged(side) * self.scale for side in (sides.ours, sides.peer))
        ours_p50, peer_p50 = (statistics.median(side) * self.scale for side in (sides.ours, sides.peer))
        return Ratio(self.name, self.budget, f"p{self.percentile}", self.unit, ours, peer, ours_p50, peer_p50)

    def _judged(self, side: Sequence[float]) -> float:
        size = max(1, len(side) // self.passes)
        passes = [side[at : at + size] for at in range(0, size * self.passes, size)]
        return statistics.median(percentile(each, self.percentile) for each in passes if each)


class Ratio(msgspec.Struct, frozen=True):
    """What a benchmark found; `ours` and `peer` are the percentile that the budget goes by."""

    name: str
    budget: float
    statistic: str
    unit: str
    ours: float
    peer: float
    ours_median: float
    peer_median: float

    @property
    def ratio(self) -> float:
        return self.ours / self.peer

    @property
    def is_over(self) -> bool:
        return self.ratio > self.budget

    def shown(self) -> dict[str, Any]:
        """As the line of JSON has it: what it is, the ratio, and what it is made of."""
        made_of = msgspec.structs.asdict(self)
        rounded = {name: round(value, 4) if isinstance(value, float) else value for name, value in made_of.items()}
        return {"name": self.name, "ratio": round(self.ratio, 4)} | rounded

    def row(self) -> str:
        """As a line for a person."""
        sides = f"{self.ours:.2f} ÷ {self.peer:.2f} {self.unit}"
        return f"{self.name:<8}{self.ratio:>7.2f} of {self.budget:<6g}{sides:>24}  {self.statistic}" + (
            "  over its budget" if self.is_over else ""
        )


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that this many percent do not pass; of a few, the 99th is the greatest."""
    if percent == 50:
        return statistics.median(values)
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]
