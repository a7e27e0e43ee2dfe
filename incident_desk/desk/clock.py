"""The wall clock of a desk. A demo gives its desk another."""

import time
from collections.abc import Callable

Clock = Callable[[], int]
"""Microseconds since the epoch, UTC."""


def system_clock() -> int:
    """This machine's clock."""
    return time.time_ns() // 1000
