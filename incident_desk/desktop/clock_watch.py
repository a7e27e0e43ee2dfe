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
        if steady_us is None:
            from incident_desk.desk.clock import steady_clock  # it is loaded by now, and not before the first frame

            steady_us = steady_clock
        self._steady_us = steady_us
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
