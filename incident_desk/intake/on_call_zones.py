"""The time zones of a calendar: those everybody knows, and those that the calendar explains itself (VTIMEZONE)."""

import re
from collections.abc import Iterable
from datetime import tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from incident_desk.intake.on_call_found import Block

LINES_MOST: Final = 2000
_OFTEN: Final = re.compile(r"FREQ=YEARLY(;(INTERVAL|BYDAY|BYMONTH|BYMONTHDAY|UNTIL|COUNT|WKST)=[-+0-9A-Z,]{1,80})*")
"""How a clock changes: once a year. Whatever says it changes each second would be gone through second by second."""
_NOUGHT: Final = re.compile(r"INTERVAL=0*(;|$)")
_RULE: Final = re.compile(r"^RRULE[^:\n]*:(.*)$", re.MULTILINE)


def zone_called(named: str) -> tzinfo | None:
    """The zone of the world of that name, or of the name that Windows has for it; None if there is none."""
    try:
        return ZoneInfo(named)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

        return ZoneInfo(WINDOWS_TO_OLSON[named]) if named in WINDOWS_TO_OLSON else None


def taken(blocks: Iterable[Block]) -> dict[str, str]:
    """Let icalendar know the zones that a calendar explains, and forget those of the calendar before.

    Returns: by the name of each zone why it is not understood; empty where it is.
    """
    from icalendar.timezone import tzp

    tzp.use_default()  # it keeps zones by name, and another calendar may mean another by the same
    named = ((block.property("TZID"), block) for block in blocks)
    return {name: _taken(block) for name, block in named if zone_called(name) is None}


def _taken(block: Block) -> str:
    from icalendar import Calendar

    rules = [rule.strip().upper() for rule in _RULE.findall(block.text)]
    if len(block.lines) > LINES_MOST or any(not _OFTEN.fullmatch(rule) or _NOUGHT.search(rule) for rule in rules):
        return "its clock changes more often than once a year"
    try:
        Calendar.from_ical(f"BEGIN:VCALENDAR\r\n{block.text}\r\nEND:VCALENDAR\r\n")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
        return "what the calendar says of it cannot be read"
    return ""
