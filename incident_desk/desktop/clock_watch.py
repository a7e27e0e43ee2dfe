"""Notices when the machine's clock is moved by hand or by the network while the window is open."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

JUMP_US = 2_000_000
"""Smaller steps are what a clock that is kept in time does all day."""
LOOK_EVERY_MS = 5_000


class ClockWatch(QObject):
    """Compares the wall clock with one that nobody can set. `jumped` carries by how many microseconds it moved."""

    jumped = Signal(object)

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        wall_us: Callable[[], int] = lambda: time.time_ns() // 1000,
        steady_us: Callable[[], int] | None = None,
    ) -> None:
        super().__init__(parent)
        self._wall_us = wall_us
        self._steady_us = steady_us or _since_boot_us
        self._apart_us = self._measured()
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Compare now."""
        apart_us = self._measured()
        moved_us = apart_us - self._apart_us
        self._apart_us = apart_us
        if abs(moved_us) > JUMP_US:
            self.jumped.emit(moved_us)

    def _measured(self) -> int:
        return self._wall_us() - self._steady_us()


def _since_boot_us() -> int:
    """Runs on while the machine sleeps, where the system has such a clock: waking up is no jump."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return (time.monotonic_ns() if clock is None else time.clock_gettime_ns(clock)) // 1000
