"""Lets the keys of whoever types go first: what can wait takes its turn right behind a letter that is painted."""

import time
from collections import deque
from collections.abc import Callable
from typing import Final, TypeAlias

import shiboken6
from PySide6.QtCore import QMetaObject, QObject, Qt, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

TYPING_S: Final = 0.7
"""So long after a key somebody is taken to be typing."""
NEXT_S: Final = 0.3
"""So soon after a key the next one is likely to come before what would have to wait for it is late."""
AFTER_KEY_MS: Final = 4
"""So long after a key it is on the screen, and the next is as far away as it can be."""

Field: TypeAlias = QLineEdit | QPlainTextEdit | QTextEdit


class AtKeys(QObject):
    """One for the application. `typed` tells that words were typed, in whichever field, once the letter is painted.

    It hears the one field that has the keyboard, by its signals: a filter would be called for some ten events a key.
    """

    typed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._heard: QMetaObject.Connection | None = None
        self._typed_s = float("-inf")
        self._waiting: deque[Callable[[], object]] = deque()
        self._painted = QTimer(self, singleShot=True, interval=0)
        self._painted.timeout.connect(self._type)
        self._after = QTimer(self, singleShot=True, interval=AFTER_KEY_MS, timerType=Qt.TimerType.PreciseTimer)
        self._after.timeout.connect(self._turn)
        self._rest = QTimer(self, singleShot=True, interval=round(NEXT_S * 1000))
        self._rest.timeout.connect(self._rested)
        app.focusChanged.connect(self._follow)
        self._follow(None, app.focusWidget())

    @property
    def is_typing(self) -> bool:
        """Whether a key was pressed just now, so that the next is likely to come."""
        return time.monotonic() < self._typed_s + TYPING_S

    @property
    def _is_next_near(self) -> bool:
        return time.monotonic() < self._typed_s + NEXT_S

    def in_turn(self, call: Callable[[], object]) -> None:
        """Call this at once; while keys come one after the other, right behind one of the next: one call behind each.

        What waits already does not wait twice, and nothing overtakes what waits: what is typed first is written first.
        """
        if call not in self._waiting:
            self._waiting.append(call)
        if not self._is_next_near:
            self._go_through()
        elif not self._rest.isActive():
            self._rest.start()

    # the keys ---------------------------------------------------------------------------------------------------------

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        if self._heard is not None:
            QObject.disconnect(self._heard)  # by its handle: the field may be going just now, with its window
        self._heard = _tells_typing(now).connect(self._hear) if isinstance(now, Field) else None

    def _hear(self, _: str = "") -> None:
        self._painted.start()

    def _type(self) -> None:
        self._typed_s = time.monotonic()
        self.typed.emit()
        if self._waiting:
            self._after.start()

    # the turns --------------------------------------------------------------------------------------------------------

    def _turn(self) -> None:
        if self._waiting and _is_there(call := self._waiting.popleft()):
            call()

    def _rested(self) -> None:
        """No key came any more behind which they could take their turns."""
        if self._waiting and self._is_next_near:
            self._rest.start()
        else:
            self._go_through()

    def _go_through(self) -> None:
        for _ in range(len(self._waiting)):
            self._turn()


def _is_there(call: Callable[[], object]) -> bool:
    owner = getattr(call, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)


def _tells_typing(field: Field) -> SignalInstance:
    """What a field emits for a key; a text that others write at, too, has a signal for what is typed here."""
    if isinstance(field, QLineEdit):
        return field.textEdited
    return getattr(field, "edited", field.textChanged)


def at_keys() -> AtKeys:
    """The one of this application."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    found = app.findChild(AtKeys)
    return found if isinstance(found, AtKeys) else AtKeys(app)
