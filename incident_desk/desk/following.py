"""The open incidents as they are now, for whoever works beside the window: kept up to date by what is recorded."""

import queue
import threading
from collections.abc import Callable
from typing import Final

from incident_desk.desk.desk import Desk
from incident_desk.desk.reading import ReadingDesk
from incident_desk.desk.writer import Recorded
from incident_desk.domain.board import Board
from incident_desk.domain.fold import Fold
from incident_desk.domain.ids import NO_INCIDENT, EntryId, IncidentId
from incident_desk.domain.organisation import KINDS, Organisation

UNSHARED_MOST: Final = 500
"""Among so many of the newest entries it is looked."""


class OpenIncidents:
    """Every call may come from another thread; one at a time looks. `wake` is called after every commit."""

    def __init__(self, desk: Desk, wake: Callable[[], None] = lambda: None) -> None:
        self._wake = wake
        self._turn = threading.Lock()
        self._heard: queue.SimpleQueue[Recorded] = queue.SimpleQueue()
        self._end = desk.subscribe(self._hear)  # before it is read: what is written meanwhile is taken in twice
        self._reading = ReadingDesk.open(desk.home)
        self._organisation = self._reading.organisation()
        self._folds: dict[IncidentId, Fold] = {}
        for board in self._reading.headlines():
            if board.headline.is_open:
                self._folds[board.incident] = self._reading.fold(board.incident)

    def _hear(self, recorded: Recorded) -> None:
        self._heard.put(recorded)
        self._wake()

    def look(self) -> tuple[Organisation, list[Board]]:
        """People and plans, and the board of every open incident. Both are only to be read, before the next look."""
        with self._turn:
            while not self._heard.empty():
                self._take_in(self._heard.get())
            return self._organisation, [f.board for f in self._folds.values() if f.board.headline.is_open]

    def is_only_here(self, entry: EntryId) -> bool:
        """Whether no shared database has it yet, as far as this desk knows."""
        with self._turn:
            return any(each.id == entry for each in self._reading.not_shared(UNSHARED_MOST))

    def _take_in(self, recorded: Recorded) -> None:
        if any(entry.kind in KINDS for entry in recorded.entries):
            known = self._organisation.entries
            if any(entry.id in known for entry in recorded.entries):  # with other stamps, or emptied
                self._organisation = self._reading.organisation()
            else:
                self._organisation.add(recorded.entries)
        for incident in {entry.incident for entry in recorded.entries} - {NO_INCIDENT}:
            if incident in self._folds:
                self._folds[incident].add(e for e in recorded.entries if e.incident == incident)
            else:
                self._folds[incident] = self._reading.fold(incident)
        self._let_go()

    def _let_go(self) -> None:
        """What is over costs no memory; whatever is written about it brings it back."""
        for incident in [i for i, fold in self._folds.items() if not fold.board.headline.is_open]:
            del self._folds[incident]

    def close(self) -> None:
        """Follow nothing any more."""
        self._end()
        with self._turn:
            self._reading.close()
