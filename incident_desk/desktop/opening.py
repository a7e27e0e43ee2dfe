"""What a worker thread does with a home before the window can show it."""

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from incident_desk.domain.board import Board
from incident_desk.domain.ids import PersonId
from incident_desk.domain.organisation import Organisation

if TYPE_CHECKING:  # the store's libraries are loaded by the worker, after the first frame
    from incident_desk.desk import Clock, Desk, ReadingDesk


class Opened(msgspec.Struct):
    """A home, open. Without a `desk` it can only be read."""

    desk: "Desk | None"
    reading: "ReadingDesk"
    organisation: Organisation
    headlines: list[Board]
    people: list[PersonId]
    is_person_chosen: bool


def open_home(home: Path, clock: "Clock | None" = None) -> Opened:
    """Open the home for writing, and read what the first room shows. Blocks: call it on a worker thread.

    Raises: HomeLocked, RecordDamaged, or another DeskError.
    """
    from incident_desk.desk import Desk, system_clock

    desk = Desk.open(home, clock=clock or system_clock)
    try:
        return Opened(
            desk,
            desk.reading,
            desk.reading.organisation(),
            desk.reading.headlines(),
            desk.people().result(),
            desk.is_person_chosen,
        )
    except BaseException:
        desk.close()
        raise


def open_for_reading(home: Path) -> Opened:
    """Open what is readable of a home, changing nothing in it. Blocks: call it on a worker thread.

    Raises: DeskError if nothing can be read.
    """
    from incident_desk.desk import ReadingDesk

    reading = ReadingDesk.open(home)
    try:
        return Opened(None, reading, reading.organisation(), reading.headlines(), [], True)
    except BaseException:
        reading.close()
        raise
