"""Times as tables have them: ISO 8601, spreadsheets' dates of several countries, or seconds since 1970."""

import re
from collections.abc import Iterable
from datetime import datetime, tzinfo
from typing import Final

from incident_desk.domain.errors import BadInput
from incident_desk.domain.moments import from_us, read_moment, to_us

HOW_TO: Final = "write it as 2017-01-31 23:27"
BY_MAP: Final = "add dates=day or dates=month to --map, or "
"""What helps where columns can be named."""

_EPOCH: Final = re.compile(r"(\d{10})(\d{3})?(?:\.(\d{1,6}))?")
_ISO: Final = re.compile(r"\d{4}[-/.]?\d{2}[-/.]?\d{2}")
_LOCAL: Final = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})\b,?\s*(.*)")
_CLOCK: Final = re.compile(r"(\d{1,2}):(\d{2})(:\d{2})?(?:\.\d+)?\s*([ap])\.?m\.?\b\s*(.*)", re.IGNORECASE)
_DAY: Final = re.compile(r"\d{4}-?\d{2}-?\d{2}")


def order_of(times: Iterable[str], said: str) -> str:
    """Whether dates such as 03/04/2017 begin with the day or the month, as far as the whole column shows.

    Args:
        said: what somebody said about it, which holds; empty if nobody did.
    Returns: "day", "month", or "" if it cannot be told, or need not be.
    Raises: BadInput if the column has both.
    """
    if said:
        return said
    shown: set[str] = set()
    for found in map(_LOCAL.match, times):
        if found and found[2] == ".":
            shown.add("day")  # nobody writes the month first with full stops
        elif found and int(found[1]) > 12:
            shown.add("day")
        elif found and int(found[3]) > 12:
            shown.add("month")
    if len(shown) > 1:
        raise BadInput("some dates begin with the day and some with the month; write them all as 2017-01-31")
    return shown.pop() if shown else ""


def read(text: str, zone: tzinfo, order: str) -> tuple[int, bool]:
    """A time from a table: microseconds since the epoch, and whether it is only a day.

    Args:
        zone: what a time without one means.
        order: from `order_of`.
    Raises: BadInput.
    """
    typed = " ".join(text.split())
    if epoch := _EPOCH.fullmatch(typed):
        fraction = (epoch[2] or "") + (epoch[3] or "")
        return int(epoch[1]) * 1_000_000 + int(fraction[:6].ljust(6, "0")), False
    if local := _LOCAL.fullmatch(typed):
        typed = _as_iso(local, order)
    elif not _ISO.match(typed):
        raise BadInput(f"“{typed[:60]}” is not a date with a time; {HOW_TO}" if typed else f"no time; {HOW_TO}")
    typed = _CLOCK.sub(_whole_day, re.sub(r"^(\d{4})[/.](\d{2})[/.](\d{2})", r"\1-\2-\3", typed)).strip()
    moment = read_moment(typed, _NOW, zone)
    return to_us(moment), _DAY.fullmatch(typed) is not None


_NOW: Final[datetime] = from_us(0)
"""Only times relative to now would need it, and those are refused."""


def _as_iso(local: re.Match[str], order: str) -> str:
    first, _, second, year, rest = local.groups()
    order = order or ("day" if local[2] == "." else "")
    if not order:
        raise BadInput(f"“{local[0]}” can be read in two ways; {BY_MAP}{HOW_TO}")
    day, month = (first, second) if order == "day" else (second, first)
    return f"{year}-{int(month):02}-{int(day):02} {rest}".strip()


def _whole_day(clock: re.Match[str]) -> str:
    """A clock of twelve hours as one of twenty-four."""
    hour, minute, second, half, rest = clock.groups()
    whole = int(hour) % 12 + (12 if half.lower() == "p" else 0)
    return f"{whole:02}:{minute}{second or ''} {rest}"
