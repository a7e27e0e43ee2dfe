"""What a dialog asks of a server: it may take seconds, so it is told, can be left alone, and loses nothing typed."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from incident_desk.desktop.bridge import Bridge

Flow = Callable[[], Coroutine[Any, Any, None]]


class Work(QObject):
    """One thing at a time. `changed` tells that it began or ended."""

    changed = Signal()

    def __init__(self, bridge: Bridge, row: QWidget, said: QLabel, leave: QPushButton, fault: QLabel) -> None:
        super().__init__(row)
        self._bridge = bridge
        self._row, self._said, self._fault = row, said, fault
        self._task: asyncio.Future[None] | None = None
        self._keyboard: tuple[QWidget | None, QWidget | None] = (None, None)
        leave.clicked.connect(self._leave)
        row.hide()
        fault.hide()

    @property
    def is_busy(self) -> bool:
        """Whether something is under way."""
        return self._task is not None

    def start(self, words: str, flow: Flow) -> None:
        """Do this; `words` tell what. A DeskError is shown as what it says."""
        if self._task is None:
            self._said.setText(words)
            self._row.show()
            self._fault.hide()
            before = self._row.window().focusWidget()
            self._task = self._bridge.soon(flow(), self.complain)
            self._task.add_done_callback(self._ended)
            self.changed.emit()
            self._keyboard = (before, self._row.window().focusWidget())

    def _ended(self, _task: "asyncio.Future[None]") -> None:
        self._task = None
        if shiboken6.isValid(self._row):  # the window may have closed meanwhile
            self._row.hide()
            self.changed.emit()
            self._go_back()

    def _go_back(self) -> None:
        """The button that was pressed was off meanwhile, and so the keyboard went elsewhere."""
        before, meanwhile = self._keyboard
        if self._row.window().focusWidget() is not meanwhile or before is None or not shiboken6.isValid(before):
            return
        if before.isVisible() and before.isEnabled():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def complain(self, words: str) -> None:
        """Say what did not work."""
        self._fault.setText(words)
        self._fault.show()

    def _leave(self) -> None:
        """Wait no longer. A thread cannot be stopped: what was asked for may still happen."""
        if self._task is not None:
            self._task.cancel()
            self.complain(self.tr("Not waited for any longer. What was under way may still come to its end."))
