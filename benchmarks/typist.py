"""Types into a field and notes how long each key takes to be painted, counted from the moment it was due."""

import json
import sys
import threading
import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit, QWidget

BETWEEN_S = 0.033
"""Faster than anybody types, and out of step with what arrives."""

LETTERS = "the replica lags and the failover has been started "


class Typist(QObject):
    """Types at a pace of its own, from a thread of its own: a window that stands still does not make it wait.

    Each line of standard input says how many keys to press; the seconds that each took are answered as JSON.
    """

    _due = Signal(str, float)

    def __init__(self, field: QWidget, begin: Callable[[], object], end: Callable[[], object]) -> None:
        """What goes on meanwhile is begun and ended with the typing."""
        super().__init__()
        self._field = field
        self._around = (begin, end)
        self._waiting: list[float] = []
        self._took: list[float] = []
        self._due.connect(self._press, Qt.ConnectionType.QueuedConnection)
        self._canvas = field.viewport() if isinstance(field, QAbstractScrollArea) else field
        self._is_painting = False
        self._canvas.installEventFilter(self)
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        begin, end = self._around
        for line in sys.stdin:
            begin()
            for count in range(int(line)):
                time.sleep(BETWEEN_S)
                self._due.emit(LETTERS[count % len(LETTERS)], time.perf_counter())
            time.sleep(20 * BETWEEN_S)
            end()
            took, self._took = self._took, []
            print(json.dumps(took), flush=True)

    def _press(self, letter: str, due: float) -> None:
        if isinstance(self._field, QLineEdit) and len(self._field.text()) >= len(LETTERS):
            self._field.clear()
        self._waiting.append(due)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = QKeyEvent(kind, ord(letter.upper()), Qt.KeyboardModifier.NoModifier, letter)
            QCoreApplication.sendEvent(self._field, key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The field paints inside this call, so that its painting counts."""
        if event.type() != QEvent.Type.Paint or not self._waiting or self._is_painting:
            return False
        self._is_painting = True
        QCoreApplication.sendEvent(watched, event)
        self._is_painting = False
        painted = time.perf_counter()
        self._took += [painted - due for due in self._waiting]
        self._waiting.clear()
        return True
