"""What a worker thread does with a home before the window can show it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from incident_desk.domain.board import Board
from incident_desk.domain.fold import Fold
from incident_desk.domain.ids import IncidentId, PersonId
from incident_desk.domain.organisation import Organisation

if TYPE_CHECKING:  # the store's libraries are loaded by the worker, after the first frame
    from incident_desk.desk import Clock, Desk, ReadingDesk
    from incident_desk.store.home import Where


class Opened(msgspec.Struct):
    """A home, open. Without a `desk` it can only be read."""

    desk: "Desk | None"
    reading: "ReadingDesk"
    organisation: Organisation
    headlines: list[Board]
    people: list[PersonId]
    is_person_chosen: bool
    first: Fold | None = None
    """The incident to begin with, folded already."""


Choose = Callable[[list[Board]], IncidentId | None]
"""Which incident to begin with, given all of them; None for none."""


def open_home(home: "Where", clock: "Clock | None" = None, choose: Choose = lambda boards: None) -> Opened:
    """Open the home for writing, and read what the first room shows. Blocks: call it on a worker thread.

    Raises: HomeLocked, RecordDamaged, or another DeskError.
    """
    from incident_desk.desk import Desk, system_clock
    from incident_desk.desk.plan_at_hand import have_at_hand

    desk = Desk.open(home, clock=clock or system_clock)
    try:
        opened = _read(desk.reading, choose)
        have_at_hand(home, opened.organisation.plans, is_kept=True)
        opened.desk = desk
        opened.people = desk.people().result()
        opened.is_person_chosen = desk.is_person_chosen
    except BaseException:
        desk.close()
        raise
    return opened


def open_for_reading(home: "Where", choose: Choose = lambda boards: None) -> Opened:
    """Open what is readable of a home, changing nothing in it. Blocks: call it on a worker thread.

    Raises: DeskError if nothing can be read.
    """
    from incident_desk.desk import ReadingDesk
    from incident_desk.desk.plan_at_hand import have_at_hand

    reading = ReadingDesk.open(home)
    try:
        opened = _read(reading, choose)
        have_at_hand(home, opened.organisation.plans, is_kept=False)
    except BaseException:
        reading.close()
        raise
    return opened


def _read(reading: "ReadingDesk", choose: Choose) -> Opened:
    headlines = reading.headlines()
    first = choose(headlines)
    return Opened(
        desk=None,
        reading=reading,
        organisation=reading.organisation(),
        headlines=headlines,
        people=[],
        is_person_chosen=True,
        first=None if first is None else reading.fold(first),
    )
