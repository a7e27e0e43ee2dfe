"""The open incidents as they are now, for whoever works beside the window: followed on a thread of their own."""

import queue
from collections.abc import Callable
from typing import Final, TypeVar

from incident_desk.desk.desk import Desk
from incident_desk.desk.open_incidents import OpenIncidents
from incident_desk.desk.reading import ReadingDesk
from incident_desk.desk.thread import DeskThread
from incident_desk.desk.writer import Recorded
from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import EntryId

T = TypeVar("T")

UNSHARED_MOST: Final = 500
"""Among so many of the newest entries it is looked."""


class Following:
    """Boards stay on its thread. A question goes there, and what comes back must hold nothing that goes on changing."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._heard: queue.SimpleQueue[tuple[Entry, ...]] = queue.SimpleQueue()
        self._end = desk.subscribe(self._hear)  # before it is read: what is written meanwhile is taken in twice
        self._thread = DeskThread("following")
        self._folded = self._thread.later(self._begin)

    def _hear(self, recorded: Recorded) -> None:
        self._heard.put(recorded.entries)

    def _begin(self) -> tuple[ReadingDesk, OpenIncidents]:
        reading = ReadingDesk.open(self._desk.home)
        try:
            return reading, OpenIncidents(reading)
        except BaseException:
            reading.close()
            raise

    def ask(self, question: Callable[[OpenIncidents], T]) -> T:
        """Have it answered on the thread, with everything taken in that was recorded before. From any thread; blocks.

        Raises: what the question raises, or a DeskError if the record cannot be read.
        """
        return self._thread.now(lambda: self._answer(question))

    def _answer(self, question: Callable[[OpenIncidents], T]) -> T:
        opened = self._folded.result()[1]
        while not self._heard.empty():
            opened.take(self._heard.get())
        return question(opened)

    def is_only_here(self, entry: EntryId) -> bool:
        """Whether no shared database has it yet, as far as this desk knows. From any thread; blocks."""
        return self._thread.now(lambda: any(each.id == entry for each in self._reading().not_shared(UNSHARED_MOST)))

    def _reading(self) -> ReadingDesk:
        return self._folded.result()[0]

    def close(self) -> None:
        """Follow nothing any more."""
        self._end()
        if self._folded.exception() is None:
            self._thread.now(self._reading().close)
        self._thread.end()
