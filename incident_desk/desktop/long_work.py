"""Work of the window that takes long: on a thread, saying how far it is, stopped when somebody wants it to be."""

import asyncio
import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

T = TypeVar("T")
GoOn = Callable[[int, int], bool]
"""Told how much of how much is done; answers whether to go on. For any thread."""


class LongWork(QObject):
    """One piece of work at a time. What is told after somebody stopped it is not passed on."""

    changed = Signal()  # it began, ended, or was asked to stop
    progressed = Signal(int, int)
    _told = Signal(int, int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._stopped = threading.Event()
        self.is_busy = False
        self._told.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    @property
    def is_stopping(self) -> bool:
        """Whether somebody stopped it, and it has not ended yet."""
        return self.is_busy and self._stopped.is_set()

    async def run(self, work: Callable[[GoOn], T]) -> T:
        """Do `work` on a thread, and give what it gave or raise what it raised."""
        self._stopped.clear()
        self._set_busy(is_busy=True)
        try:
            return await asyncio.to_thread(work, self._go_on)
        finally:
            self._set_busy(is_busy=False)

    def stop(self) -> None:
        """Ask it to end where it can."""
        self._stopped.set()
        self.changed.emit()

    def _go_on(self, done: int, count: int) -> bool:
        self._told.emit(done, count)
        return not self._stopped.is_set()

    def _pass_on(self, done: int, count: int) -> None:
        if self.is_busy and not self._stopped.is_set():
            self.progressed.emit(done, count)

    def _set_busy(self, *, is_busy: bool) -> None:
        self.is_busy = is_busy
        self.changed.emit()
