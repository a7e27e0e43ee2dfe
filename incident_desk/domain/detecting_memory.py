"""What the detector keeps of a series for days: what is usual at each time of day, and how far the series strays."""

import math
from array import array
from typing import Final

Seconds = float
"""Since 1970, UTC."""

WARM_UP: Final = 60
"""Points that are only learnt from."""

SLOT_SECONDS: Final = 600
SLOTS: Final = 86_400 // SLOT_SECONDS
PROFILE_RATE: Final = 0.35
"""How far the usual of a time of day follows the last day."""

BLOCK_POINTS: Final = 120
BLOCK_SECONDS: Final = 7200
TAIL_RATE: Final = 0.01
TAIL_AT_FIRST: Final = 4.0
TAIL_SPREAD: Final = 0.3
"""The deviation of the logarithms, at first."""
TAIL_DEVIATIONS: Final = 0.5
"""How many of them stand above the mean before a surprise is one."""
LEAST_PEAK: Final = 0.5
TAIL_PRIOR: Final = 3
"""Blocks that the first guess counts for."""
TAIL_STEP_UP: Final = 0.7
TAIL_STEP_DOWN: Final = 1.0
"""By how much one block may move the logarithm: an incident is not what the series does by itself."""


class Profile:
    """What is usual in each ten minutes of the day. Days are those of UTC."""

    __slots__ = ("ends", "seen", "slot", "usual")

    def __init__(self) -> None:
        self.usual = array("d", [math.nan]) * SLOTS
        self.slot = self.seen = 0.0  # the slot of now, and how many points there had been when it began
        self.ends = -math.inf

    def turn(self, at: Seconds, total: float, seen: float) -> float:
        """Learn the slot that has ended, and begin that of this moment. Returns: what is usual there, or NaN."""
        if seen > self.seen:
            mean, known = total / (seen - self.seen), self.usual[int(self.slot)]
            self.usual[int(self.slot)] = mean if math.isnan(known) else known + PROFILE_RATE * (mean - known)
        number = at // SLOT_SECONDS
        self.slot = number % SLOTS
        self.ends = (number + 1) * SLOT_SECONDS
        self.seen = seen
        return self.usual[int(self.slot)]


class Tail:
    """How far a series strays by itself, learnt from the greatest surprise of each block."""

    __slots__ = ("began", "blocks", "mean", "seen", "variance")

    def __init__(self) -> None:
        self.began = -math.inf
        self.seen = float(WARM_UP)
        self.blocks = 0.0
        self.mean = math.log(TAIL_AT_FIRST)
        self.variance = TAIL_SPREAD * TAIL_SPREAD

    def is_full(self, at: Seconds, seen: float) -> bool:
        """Whether the block has all its points and all its time."""
        return seen - self.seen >= BLOCK_POINTS and at - self.began >= BLOCK_SECONDS

    def turn(self, at: Seconds, seen: float, peak: float) -> None:
        """Learn the greatest surprise of the block that has ended, and begin the next."""
        self.began, self.seen = at, seen
        self.blocks += 1
        rate = max(TAIL_RATE, 1 / (self.blocks + TAIL_PRIOR))
        step = min(max(math.log(max(peak, LEAST_PEAK)) - self.mean, -TAIL_STEP_DOWN), TAIL_STEP_UP)
        self.mean += rate * step
        self.variance += rate * (step * step - self.variance)

    def unit(self) -> float:
        """The surprise that is none yet in this series."""
        return math.exp(self.mean + TAIL_DEVIATIONS * math.sqrt(self.variance))
