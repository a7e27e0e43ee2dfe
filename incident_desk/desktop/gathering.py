"""Hands on what was recorded: the first at once, what follows within a moment together; behind a key, not before it."""

import time
from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from incident_desk.desktop.at_keys import at_keys

if TYPE_CHECKING:  # the store's libraries are loaded by a worker, after the first frame
    from incident_desk.desk import Recorded

PAUSE_MS = 100
TYPING_PAUSE_S = 1.0
"""So rarely is something handed on while somebody types."""


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
        self._handed_on_s = float("-inf")
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._go_on)
        self._keys = at_keys()
        self._keys.typed.connect(self._type)

    def take(self, recorded: "Recorded") -> None:
        """Hand this on soon; at once if it is from this window, where somebody waits for it."""
        if self._is_stopped:
            return
        self._waiting.append(recorded)
        if self._is_waited_for(recorded) or not (self._pause.isActive() or self._keys.is_typing):
            self.hand_on()
            self._pause.start()
        elif not self._pause.isActive():
            self._pause.start()

    def is_from_others(self, recorded: "Recorded") -> bool:
        """Whether other desks wrote this."""
        return recorded.origin == self._from_others

    def _is_waited_for(self, recorded: "Recorded") -> bool:
        return recorded.origin is not None and not self.is_from_others(recorded)

    def _type(self) -> None:
        if self._waiting and time.monotonic() >= self._handed_on_s + TYPING_PAUSE_S:
            self._keys.in_turn(self.hand_on)

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
        self._waiting.clear()

    def _go_on(self) -> None:
        if not self._waiting:
            return
        if not self._keys.is_typing:
            self.hand_on()
        self._pause.start()


def _joined(run: "Iterable[Recorded]") -> "Iterator[Recorded]":
    """What nobody waits for, as one with all its entries for each origin, in the order of the commits."""
    for _, same in groupby(run, lambda recorded: recorded.origin):
        several = list(same)
        entries = tuple(chain.from_iterable(recorded.entries for recorded in several))
        yield several[0] if len(several) == 1 else msgspec.structs.replace(several[0], entries=entries)
