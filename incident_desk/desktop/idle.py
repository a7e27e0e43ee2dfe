"""How long nobody has touched a key or the mouse in this window, and what becomes of it then."""

import math
import time
from typing import Final

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

TOUCHES: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
        QEvent.Type.InputMethod,
    }
)
WARN_S: Final = 10.0
"""So long before the end it is told, or a quarter of the time where that is less."""


class Idle(QObject):
    """Counts from the last touch. `ending` tells each of the last seconds, and 0 when somebody came back in time.

    The platform gives a window what was done to it, so a filter on windows costs nothing while they are painted. An
    input method swallows keys and gives its words to whatever has the keyboard, so that is listened to as well.
    """

    ending = Signal(int)
    elapsed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._limit_s = 0.0
        self._touched_s = _since_boot()
        self._is_ending = False
        self._at_keys: QObject | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._look)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._watch)
        app.focusObjectChanged.connect(self._watch_keys)
        for window in app.topLevelWindows():
            self._watch(window)
        self._watch_keys(app.focusObject())

    def set_limit(self, seconds: float) -> None:
        """Tell `elapsed` after so long; 0 for never."""
        self._limit_s = seconds
        self._touched_s = _since_boot()
        self._set_ending(0)
        self._arm()

    def _watch(self, window: QObject | None) -> None:
        if window is not None:
            window.removeEventFilter(self)  # once is enough, however often it comes to the front
            window.installEventFilter(self)

    def _watch_keys(self, widget: QObject | None) -> None:
        before, self._at_keys = self._at_keys, widget
        if before is not None and shiboken6.isValid(before):
            before.removeEventFilter(self)
        if widget is not None:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHES:
            self._touch()
        return super().eventFilter(watched, event)

    def _touch(self) -> None:
        if self._limit_s and self._left_s <= 0:
            self._look()  # the machine slept over the end: whoever wakes it may be somebody else
            return
        self._touched_s = _since_boot()
        if self._is_ending:
            self._set_ending(0)
            self._arm()

    @property
    def _left_s(self) -> float:
        return self._limit_s - (_since_boot() - self._touched_s)

    @property
    def _warn_s(self) -> float:
        return min(WARN_S, self._limit_s / 4)

    def _arm(self) -> None:
        """Look again when it may be near its end, and then every second; a touch before moves no timer."""
        self._timer.stop()
        if self._limit_s:
            left_s, warn_s = self._left_s, self._warn_s
            wait_s = left_s - warn_s if left_s > warn_s else left_s - (math.ceil(left_s) - 1)
            self._timer.start(max(1, math.ceil(wait_s * 1000)))

    def _look(self) -> None:
        left_s = self._left_s
        if left_s <= 0:
            self._touched_s = _since_boot()  # if nothing comes of it, it counts anew
            self._set_ending(0)
            self.elapsed.emit()
        elif left_s <= self._warn_s:
            self._set_ending(math.ceil(left_s))
        self._arm()

    def _set_ending(self, seconds: int) -> None:
        if seconds or self._is_ending:
            self._is_ending = bool(seconds)
            self.ending.emit(seconds)


def _since_boot() -> float:
    """Seconds, with those in which the machine slept, and whatever its clock is set to."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)
