"""Hands on what was recorded: the first at once, what follows within a moment together."""

import time
from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Qt, QTimer, Signal

if TYPE_CHECKING:  # the store's libraries are loaded by a worker, after the first frame
    from incident_desk.desk import Recorded

PAUSE_MS = 100
TYPING_S = 0.7
"""So long after a key somebody is taken to be typing."""

TYPING_PAUSE_S = 1.0
"""So rarely is a storm handed on while somebody types."""

AFTER_KEY_MS = 4
"""So long after a key it is on the screen, and the next is as far away as it can be."""


class Gathering(QObject):
    """With everything that is handed on the board is painted again.

    In a storm of fifty entries a second, the keys of whoever writes meanwhile would have to wait for that.
    """

    gathered = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        from incident_desk.desk.writer import FROM_OTHERS  # loaded by now, and not before the first frame

        self._from_others = FROM_OTHERS
        self._waiting: list[Recorded] = []
        self._is_stopped = False
        self._handed_on_s = self._typed_s = float("-inf")
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._go_on)
        self._after_key = QTimer(self, singleShot=True, interval=AFTER_KEY_MS, timerType=Qt.TimerType.PreciseTimer)
        self._after_key.timeout.connect(self.hand_on)

    def take(self, recorded: "Recorded") -> None:
        """Hand this on soon; at once if it is from this window, where somebody waits for it."""
        if self._is_stopped:
            return
        self._waiting.append(recorded)
        if self._is_waited_for(recorded) or not self._pause.isActive():
            self.hand_on()
            self._pause.start()

    def is_from_others(self, recorded: "Recorded") -> bool:
        """Whether other desks wrote this."""
        return recorded.origin == self._from_others

    def _is_waited_for(self, recorded: "Recorded") -> bool:
        return recorded.origin is not None and not self.is_from_others(recorded)

    def typed(self) -> None:
        """Somebody pressed a key to write something."""
        self._typed_s = time.monotonic()
        if self._waiting and self._typed_s >= self._handed_on_s + TYPING_PAUSE_S:
            self._after_key.start()

    def hand_on(self) -> None:
        """Let nothing wait any longer."""
        self._handed_on_s = time.monotonic()
        waiting, self._waiting = self._waiting, []
        for is_waited_for, run in groupby(waiting, self._is_waited_for):
            for recorded in run if is_waited_for else _joined(run):
                self.gathered.emit(recorded)

    def stop(self) -> None:
        """Nobody is there any more to hand it to."""
        self._is_stopped = True
        self._pause.stop()
        self._after_key.stop()
        self._waiting.clear()

    def _go_on(self) -> None:
        if not self._waiting:
            return
        if time.monotonic() >= self._typed_s + TYPING_S:
            self.hand_on()
        self._pause.start()


def _joined(run: "Iterable[Recorded]") -> "Iterator[Recorded]":
    """What nobody waits for, as one with all its entries for each origin, in the order of the commits."""
    for _, same in groupby(run, lambda recorded: recorded.origin):
        several = list(same)
        entries = tuple(chain.from_iterable(recorded.entries for recorded in several))
        yield several[0] if len(several) == 1 else msgspec.structs.replace(several[0], entries=entries)
