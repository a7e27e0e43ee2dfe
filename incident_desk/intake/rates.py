"""How often somebody may ask: a bucket for each that asks, and a bound for how many are remembered."""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

REMEMBERED: Final = 10_000


class Rates:
    """`burst` at once, then `per_minute`. On one thread."""

    def __init__(self, burst: int, per_minute: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst = burst
        self._per_s = per_minute / 60
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def may(self, who: str, cost: float = 1) -> bool:
        """Whether they may ask now; with a `cost` of 0 nothing is taken."""
        now = self._clock()
        left, since = self._left.get(who, (float(self._burst), now))
        left = min(float(self._burst), left + (now - since) * self._per_s)
        allowed = left >= max(cost, 1)
        self._left[who] = (left - cost if allowed else left, now)
        self._left.move_to_end(who)
        if len(self._left) > REMEMBERED:
            self._left.popitem(last=False)
        return allowed
