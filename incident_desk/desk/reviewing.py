"""The record of one incident, replayed on a thread of its own: whoever looks at it never waits for a fold."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any, Final, TypeVar

import msgspec

from incident_desk.desk.thread import DeskThread
from incident_desk.domain.board import Board
from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.measuring import Measured, measured
from incident_desk.domain.plan import Plans
from incident_desk.domain.replaying import Replay
from incident_desk.domain.review_then import Then, then
from incident_desk.domain.reviewing import Reviewed, reviewed

T = TypeVar("T")
REST_S: Final = 0.0003
"""Between two bits of a fold: just then whoever paints may go on."""
KEPT: Final = 512
"""So many moments that were looked at are shown again at once."""


class Whole(msgspec.Struct, frozen=True):
    """What there is to know of the whole record."""

    incident: IncidentId
    entries: int
    reviewed: Reviewed
    measured: Measured


class Reviewing:
    """One incident at a time; whatever is asked of it is answered on its thread, in turn."""

    def __init__(self) -> None:
        self._thread = DeskThread("review")
        self._replay: Replay | None = None
        self._whole: Whole | None = None
        self._looked: dict[tuple[int, int, bool], tuple[Then, Any]] = {}

    def open(self, incident: IncidentId, entries: Sequence[Entry], plans: Plans) -> "Future[Whole]":
        """Replay this record from now on."""
        return self._thread.later(self._open, incident, entries, plans)

    def _open(self, incident: IncidentId, entries: Sequence[Entry], plans: Plans) -> Whole:
        self._looked.clear()
        self._replay = replay = Replay(incident, entries, lambda: time.sleep(REST_S))
        plan = plans.of(replay.whole.headline)
        self._whole = Whole(
            incident,
            len(entries),
            reviewed(replay.whole, plan),
            measured(replay.whole, plan),
        )
        return self._whole

    def look(self, at_us: int, known: bool, also: Callable[[Board], T]) -> "Future[tuple[Then, T]]":
        """The board at a moment: in plain values, and what `also`, which is always the same, makes of it there."""
        return self._thread.later(self._look, at_us, known, also)

    def _look(self, at_us: int, known: bool, also: Callable[[Board], T]) -> tuple[Then, T]:
        assert self._replay is not None
        assert self._whole is not None
        place = (self._replay.place(at_us, False), self._replay.place(at_us, True), known)
        looked: tuple[Then, T] | None = self._looked.get(place)
        if looked is None:
            board = self._replay.board(at_us, known)
            looked = (then(board, self._whole.reviewed, at_us, known), also(board))
            if len(self._looked) >= KEPT:
                del self._looked[next(iter(self._looked))]
            self._looked[place] = looked
        return msgspec.structs.replace(looked[0], at_us=at_us), looked[1]

    def close(self) -> None:
        """Look no more."""
        self._thread.end()
