"""What is folded from the record, as it stands now, for whoever works beside the window: followed on a thread."""

import queue
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from incident_desk.desk.desk import Desk
from incident_desk.desk.reading import ReadingDesk
from incident_desk.desk.thread import DeskThread
from incident_desk.desk.writer import Recorded
from incident_desk.domain.entry import Entry

S = TypeVar("S")
T = TypeVar("T")


class Followed(Generic[S]):
    """It stays on its thread. A question goes there, and what comes back must hold nothing that goes on changing.

    Args:
        name: that of the thread.
        read: as it stands on the record.
        take: what was recorded since is taken in.
    """

    def __init__(
        self, desk: Desk, name: str, read: Callable[[ReadingDesk], S], take: Callable[[S, Iterable[Entry]], object]
    ) -> None:
        self._home = desk.home
        self._read = read
        self._take = take
        self._heard: queue.SimpleQueue[tuple[Entry, ...]] = queue.SimpleQueue()
        self._end = desk.subscribe(self._hear)  # before it is read: what is written meanwhile is taken in twice
        self._thread = DeskThread(name)
        self._begun = self._thread.later(self._begin)

    def _hear(self, recorded: Recorded) -> None:
        self._heard.put(recorded.entries)

    def _begin(self) -> tuple[ReadingDesk, S]:
        reading = ReadingDesk.open(self._home)
        try:
            return reading, self._read(reading)
        except BaseException:
            reading.close()
            raise

    def ask(self, question: Callable[[S], T]) -> T:
        """Have it answered on the thread, with everything taken in that was recorded before. From any thread; blocks.

        Raises: what the question raises, or a DeskError if the record cannot be read.
        """
        return self._thread.now(lambda: self._answer(question))

    def _answer(self, question: Callable[[S], T]) -> T:
        _, followed = self._begun.result()
        while not self._heard.empty():
            self._take(followed, self._heard.get())
        return question(followed)

    def ask_record(self, question: Callable[[ReadingDesk], T]) -> T:
        """Likewise, of the record that it reads."""
        return self._thread.now(lambda: question(self._begun.result()[0]))

    def close(self) -> None:
        """Follow nothing any more."""
        self._end()
        if self._begun.exception() is None:
            self.ask_record(ReadingDesk.close)
        self._thread.end()
