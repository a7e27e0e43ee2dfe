"""The wall clock of a desk: the machine's, until a shared database has shown how wrong that is. A demo has another."""

import time
from collections.abc import Callable
from typing import Final

Clock = Callable[[], int]
"""Microseconds since the epoch, UTC."""

DRIFT_US: Final = 2_000_000
"""Clocks that are so close are the same."""
WRONG_US: Final = 60_000_000
"""So far apart, one of them is wrong, and everybody is told."""
_STEADY: Final = next(
    (getattr(time, name) for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC_RAW") if hasattr(time, name)), None
)
"""That which runs on while the machine sleeps, on Linux or on macOS; Windows' own does."""


def system_clock() -> int:
    """This machine's clock."""
    return time.time_ns() // 1000


def steady_clock() -> int:
    """Microseconds since some moment, by a clock that nobody can set and that runs on while the machine sleeps."""
    return (time.monotonic_ns() if _STEADY is None else time.clock_gettime_ns(_STEADY)) // 1000


class DeskClock:
    """What entries are stamped by, and what the window counts by.

    Once a shared database has told what time it is, whatever is done to the machine's clock changes nothing until the
    program ends. Safe to call from any thread.
    """

    def __init__(self, machine: Clock, steady: Clock = steady_clock) -> None:
        self.machine = machine
        self._steady = steady
        self._apart_us: int | None = None

    def __call__(self) -> int:
        machine_us, apart_us = self.machine(), self._apart_us
        if apart_us is None:
            return machine_us
        right_us = self._steady() + apart_us
        return machine_us if abs(machine_us - right_us) <= DRIFT_US else right_us

    def learn(self, offset_us: int) -> None:
        """A shared database's clock is so far ahead of the machine's."""
        self._apart_us = self.machine() + offset_us - self._steady()
