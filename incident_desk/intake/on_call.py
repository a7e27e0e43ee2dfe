"""On-call shifts from a file: an iCalendar or a table. What is not understood is told with its line, the rest taken."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, tzinfo
from pathlib import Path
from typing import Final

import msgspec

from incident_desk.domain.moments import DAY_US, MINUTE_US, zone_called
from incident_desk.domain.on_call import PEOPLE_MOST, SHIFTS_MOST, ImportShifts, Shift
from incident_desk.domain.people import NAME_LIMIT
from incident_desk.intake import on_call_calendar, on_call_table, raw_file
from incident_desk.intake.on_call_found import Fault, Found

LIMIT_BYTES: Final = 2 * 1024 * 1024
BEHIND_US, AHEAD_US = 7 * DAY_US, 180 * DAY_US
"""How much of a list is read: enough to look back at a night, and half a year ahead. Rules without end stop there."""
FAULTS_MOST: Final = 200


class Understood(msgspec.Struct, frozen=True):
    """What a file says: its shifts, the name of the list if it gives one, and each fault with its line.

    `remarks` are what was taken for granted.
    """

    file: str
    digest: str
    title: str
    shifts: tuple[Shift, ...]
    faults: tuple[Fault, ...]
    remarks: tuple[str, ...]
    from_us: int
    until_us: int
    zone: str

    def fields(self, list_: str) -> ImportShifts:
        """The command that imports it for this list of the plan."""
        names = tuple(dict.fromkeys(shift.name for shift in self.shifts))
        place = {name: at for at, name in enumerate(names)}
        shifts = ((place[s.name], s.start_us // MINUTE_US, s.end_us // MINUTE_US) for s in self.shifts)
        return ImportShifts(
            list_,
            self.file,
            self.digest,
            names,
            tuple(shifts),
            self.from_us,
            self.until_us,
            self.zone,
            len(self.faults),
        )


def read(path: Path, now_us: int, zone: tzinfo = UTC, stopped: Callable[[], bool] = lambda: False) -> Understood:
    """What the file says of the shifts around now. For a worker: a wild calendar takes seconds.

    Args:
        zone: what times without one mean.
        stopped: asked now and then; when it says so, the rest is not read.
    Raises: BadInput if it is no such file, is too large, or nothing in it can be understood.
    """
    data = raw_file.read(path, LIMIT_BYTES)
    text, remark = raw_file.text(data, str(path))
    from_us = now_us // DAY_US * DAY_US - BEHIND_US
    until_us = from_us + BEHIND_US + AHEAD_US
    reading = on_call_calendar if "BEGIN:VCALENDAR" in text[:4096].upper() else on_call_table
    found = reading.read(text, path.name, zone, (from_us, until_us), stopped)
    shifts, cut = _fitting([_whole_minutes(shift) for shift in found.shifts])
    if cut is not None:
        until_us = cut
    faults = sorted(found.faults)
    if not shifts and not faults:
        faults = [Fault(1, "no shift between a week ago and half a year from now")]
    return Understood(
        path.name,
        hashlib.sha256(data).hexdigest(),
        (found.title or path.stem)[:NAME_LIMIT],
        tuple(shifts),
        tuple(faults[:FAULTS_MOST]),
        tuple(filter(None, (remark, *_remarks(found, zone, is_cut=cut is not None)))),
        from_us,
        until_us,
        zone_called(zone),
    )


def _remarks(found: Found, zone: tzinfo, *, is_cut: bool) -> Iterator[str]:
    yield from found.remarks
    if found.floating:
        yield f"no time zone is named; the times were read as those of {zone_called(zone)}"
    if is_cut:
        yield "more shifts than one list holds: the later ones are left out"


def _whole_minutes(shift: Shift) -> Shift:
    start_us = shift.start_us // MINUTE_US * MINUTE_US
    return Shift(start_us, max(start_us + MINUTE_US, shift.end_us // MINUTE_US * MINUTE_US), shift.name)


def _fitting(shifts: list[Shift]) -> tuple[list[Shift], int | None]:
    """As many as one entry holds, in their order, and up to when that is if some were left out."""
    kept: list[Shift] = []
    names: set[str] = set()
    for shift in sorted(set(shifts)):
        names.add(shift.name)
        if len(kept) == SHIFTS_MOST or len(names) > PEOPLE_MOST:
            return kept, shift.start_us
        kept.append(shift)
    return kept, None
