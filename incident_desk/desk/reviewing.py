"""The record of one incident, replayed beside the window: whoever looks at it never waits for a fold."""

import time
from collections.abc import Callable, Sequence
from typing import Final, Generic, TypeVar

import msgspec

from incident_desk.domain.board import Board
from incident_desk.domain.entry import Entry
from incident_desk.domain.frozen_series import SeriesKept
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
    series: tuple[SeriesKept, ...] = ()
    services: tuple[str, ...] = ()


class Reviewing(Generic[T]):
    """Made and asked by one worker at a time.

    Args:
        also: what is made of each board besides its plain values, there where it is folded.
    """

    def __init__(
        self, incident: IncidentId, entries: Sequence[Entry], plans: Plans, also: Callable[[Board], T]
    ) -> None:
        self._replay = replay = Replay(incident, entries, _rest)
        self._also = also
        self._looked: dict[tuple[int, int, bool], tuple[Then, T]] = {}
        plan = plans.of(replay.whole.headline)
        self.end = also(replay.whole)
        """The same of the whole record."""
        self.whole = Whole(
            incident,
            len(entries),
            reviewed(replay.whole, plan),
            measured(replay.whole, plan),
            replay.whole.frozen.series,
            tuple(replay.whole.impact.services.value or ()),
        )

    def look(self, at_us: int, known: bool) -> tuple[Then, T]:
        """The board at a moment of the past."""
        place = (self._replay.place(at_us, False), self._replay.place(at_us, True), known)
        looked = self._looked.get(place)
        if looked is None:
            board = self._replay.board(at_us, known)
            looked = (then(board, self.whole.reviewed, at_us, known), self._also(board))
            if len(self._looked) >= KEPT:
                del self._looked[next(iter(self._looked))]
            self._looked[place] = looked
        return msgspec.structs.replace(looked[0], at_us=at_us), looked[1]


def _rest() -> None:
    time.sleep(REST_S)
