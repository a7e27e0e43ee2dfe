"""What becomes different when a list of shifts is read again."""

from collections.abc import Iterable, Sequence

import msgspec

from incident_desk.domain.on_call import Rota, Shift


class Changed(msgspec.Struct, frozen=True, order=True):
    """What a new list says of one stretch of time, and what the one before said; empty for nobody."""

    start_us: int
    end_us: int
    was: str
    now: str


def changes(before: Rota | None, after: Sequence[Shift], between: tuple[int, int]) -> list[Changed]:
    """What becomes different when these shifts take the place of those before, in this stretch of time.

    Where nothing was imported before there is nothing that could be different. A list is read so far ahead: what lies
    past the end of the one before is new to it, and no change.
    """
    if before is None:
        return []
    start_us, end_us = between[0], min(between[1], before.body.until_us)
    was, now = (
        {shift for shift in shifts if shift.start_us < end_us and shift.end_us > start_us}
        for shifts in (before.shifts, after)
    )
    gone, come = _by_time(was - now), _by_time(now - was)
    times = sorted(gone.keys() | come.keys())
    return [Changed(*time, ", ".join(gone.get(time, ())), ", ".join(come.get(time, ()))) for time in times]


def _by_time(shifts: Iterable[Shift]) -> dict[tuple[int, int], list[str]]:
    found: dict[tuple[int, int], list[str]] = {}
    for shift in sorted(shifts):
        found.setdefault((shift.start_us, shift.end_us), []).append(shift.name)
    return found
