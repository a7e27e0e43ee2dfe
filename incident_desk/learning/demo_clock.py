"""A clock for a demo: it begins where the incident did, and goes as fast as somebody likes."""

import math
import threading
import time

AS_FAST_AS_IT_GOES = math.inf
"""As a speed: nobody waits for the clock, it is put to each moment in turn."""

NS_IN_US = 1000
US_IN_S = 1_000_000


class DemoClock:
    """Called, it tells its time, in microseconds since the epoch. Made standing; safe to use from any thread.

    It never goes back: a moment that has passed already is not gone to.
    """

    def __init__(self, start_us: int) -> None:
        self._lock = threading.Lock()
        self._us = start_us
        self._since_ns = time.monotonic_ns()
        self._rate = 0.0

    def __call__(self) -> int:
        with self._lock:
            return self._now_us()

    def go(self, speed: float) -> None:
        """Run this many times as fast as the world; as fast as it goes, it stands until it is put somewhere."""
        with self._lock:
            self._hold(self._now_us())
            self._rate = 0.0 if speed == AS_FAST_AS_IT_GOES else speed

    def stop(self) -> None:
        """Stand still."""
        self.go(0.0)

    def put_to(self, us: int) -> None:
        """Jump ahead to this moment, if it is ahead."""
        with self._lock:
            self._hold(max(us, self._now_us()))

    def seconds_until(self, us: int) -> float | None:
        """How long the world has to wait until this clock shows a moment; None if it never will by itself."""
        with self._lock:
            left_us = us - self._now_us()
            if left_us <= 0:
                return 0.0
            return left_us / self._rate / US_IN_S if self._rate else None

    def _now_us(self) -> int:
        gone_us = (time.monotonic_ns() - self._since_ns) // NS_IN_US
        return self._us + int(gone_us * self._rate)

    def _hold(self, us: int) -> None:
        self._us = us
        self._since_ns = time.monotonic_ns()
