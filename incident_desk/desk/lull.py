"""When to do what nobody waits for: in a lull, or when it was put off for long.

All desks read at the same moment, and each takes from the others the time in which it does anything else.
"""

import random
import time
from collections.abc import Callable
from enum import Enum, auto
from typing import Final

CALM_S: Final = 0.1
"""A lull begins when nobody has called or written for so long."""
PUT_OFF_S: Final = 1.0
"""It is put off no longer than this."""


class Tending(Enum):
    """Whether to do now what nobody waits for."""

    NOTHING = auto()
    """There is nothing to do."""
    PUT_OFF = auto()
    """Somebody called or wrote; that comes first."""
    DUE = auto()


class Lull:
    """Asked each time there is something to do that can wait."""

    def __init__(self) -> None:
        self._put_off_s = float("inf")

    def has_come(self, is_disturbed: Callable[[float], bool]) -> bool:
        """Wait for a moment whether one has.

        Args:
            is_disturbed: waits for so many seconds at most, and says whether somebody called or wrote.
        """
        now_s = time.monotonic()
        self._put_off_s = min(self._put_off_s, now_s)
        # not all desks at once
        if now_s < self._put_off_s + PUT_OFF_S and is_disturbed(CALM_S * random.uniform(0.5, 1.0)):
            return False
        self._put_off_s = float("inf")
        return True
