"""Who gets the updates of the status page, as it stands on the record now: followed on a thread of its own."""

import queue
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from incident_desk.desk.reading import ReadingDesk
from incident_desk.desk.thread import DeskThread
from incident_desk.domain.entry import Entry
from incident_desk.domain.fold import Fold
from incident_desk.domain.ids import PAGE_SUBSCRIBERS
from incident_desk.domain.subscribers import Subscribers

if TYPE_CHECKING:
    from incident_desk.desk.desk import Desk
    from incident_desk.desk.writer import Recorded

T = TypeVar("T")


class SubscribersNow:
    """A question goes to its thread, and what comes back must hold nothing that goes on changing."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._heard: queue.SimpleQueue[tuple[Entry, ...]] = queue.SimpleQueue()
        self.changes = 0
        """How often something was heard of them: while it stays the same, they are the same."""
        self._end = desk.subscribe(self._hear)  # before it is read: what is written meanwhile is taken in twice
        self._thread = DeskThread("subscribers")
        self._begun = self._thread.later(self._begin)

    def _hear(self, recorded: "Recorded") -> None:
        entries = tuple(each for each in recorded.entries if each.incident == PAGE_SUBSCRIBERS)
        if entries:
            self._heard.put(entries)
            self.changes += 1

    def _begin(self) -> tuple[ReadingDesk, Fold]:
        reading = ReadingDesk.open(self._desk.home)
        try:
            return reading, reading.fold(PAGE_SUBSCRIBERS)
        except BaseException:
            reading.close()
            raise

    def ask(self, question: Callable[[Subscribers], T]) -> T:
        """Have it answered with all that was recorded before. From any thread; blocks."""
        return self._thread.now(lambda: self._answer(question))

    def _answer(self, question: Callable[[Subscribers], T]) -> T:
        _, fold = self._begun.result()
        while not self._heard.empty():
            fold.add(self._heard.get())
        return question(fold.board.subscribers)

    def told_by(self, token: str) -> bytes | None:
        """What a signed link says; None if it is none. From any thread; blocks."""
        return self._thread.now(lambda: self._begun.result()[0].signed.told(token))

    def close(self) -> None:
        """Follow nothing any more."""
        self._end()
        if self._begun.exception() is None:
            self._thread.now(self._begun.result()[0].close)
        self._thread.end()
