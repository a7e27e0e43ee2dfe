"""Looks into the record that may be taken from any thread: what an incident is, was, or was known to be."""

import threading
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

import msgspec

from incident_desk.desk.reading import ReadingDesk
from incident_desk.domain.board import Board
from incident_desk.domain.errors import NotFound
from incident_desk.domain.ids import NO_INCIDENT, IncidentId
from incident_desk.domain.moments import to_us
from incident_desk.store.home import Where
from incident_desk.store.search import Hit

T = TypeVar("T")


class Looking:
    """Each look reads what is on the disk at that moment. What it returns belongs to whoever asked."""

    def __init__(self, place: Where) -> None:
        self._place = place
        self._one_at_a_time = threading.Lock()
        self._look: ReadingDesk | None = None

    def board(self, incident: IncidentId) -> Board:
        """The incident as it is now. Raises: NotFound."""
        return self._looked(lambda desk: _there(incident, desk.fold(incident).board))

    def board_at(self, incident: IncidentId, at_us: int, as_known: bool) -> Board:
        """See `at`."""
        return self._looked(lambda desk: _there(incident, desk.at(incident, at_us, as_known)))

    def at(self, time: datetime, *, as_known: bool = False) -> "Then":
        """The record at a moment of the past.

        Args:
            time: aware.
            as_known: False: what was true then, by all that is known now. True: what was known then.
        """
        return Then(self, to_us(time), as_known)

    def search(self, words: str, incident: IncidentId | None = None, limit: int = 50) -> list[Hit]:
        """The entries with these words, the newest first."""
        return self._looked(lambda desk: desk.search(words, incident, limit))

    def _looked(self, call: Callable[[ReadingDesk], T]) -> T:
        with self._one_at_a_time:
            if self._look is None:
                self._look = ReadingDesk.open(self._place)
            return call(self._look)

    def close(self) -> None:
        """Let go of the files."""
        with self._one_at_a_time:
            if self._look is not None:
                self._look.close()
                self._look = None


class Then(msgspec.Struct, frozen=True):
    """A moment of the past, by what is known now or by what was known then."""

    looking: Looking
    at_us: int
    as_known: bool

    def board(self, incident: IncidentId) -> Board:
        """The incident as it was. Raises: NotFound."""
        return self.looking.board_at(incident, self.at_us, self.as_known)


def _there(incident: IncidentId, board: Board) -> Board:
    if not board.headline.number and incident != NO_INCIDENT:
        raise NotFound(f"There is no incident {incident} at this desk.")
    return board
