"""Moments as people type them, and as the desk writes them. Always with a zone; UTC where none is said."""

import re
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Annotated, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from incident_desk.domain.errors import BadInput
from incident_desk.domain.spans import read_span

_CLOCK: Final = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", re.ASCII)
_AHEAD: Final = re.compile(r"in\s+(.+)", re.IGNORECASE)
_CLOCK_AND_OFFSET: Final = re.compile(r"(\d{1,2}:\d{2}(?::\d{2})?)(Z|[+-]\d{2}(?::?\d{2})?)", re.ASCII | re.IGNORECASE)
_AGO: Final = re.compile(
    r"(\d{1,5})\s*(s|sec|seconds?|m|min|minutes?|h|hours?|d|days?)\s+ago", re.ASCII | re.IGNORECASE
)
_OFFSET: Final = re.compile(r"([+-])(\d{2}):?(\d{2})?", re.ASCII)
_UNITS: Final = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
PLACES: Final = {
    "UTC": "UTC",
    "Z": "UTC",
    "GMT": "UTC",
    "CET": "Europe/Berlin",
    "CEST": "Europe/Berlin",
    "EST": "America/New_York",
    "EDT": "America/New_York",
    "CDT": "America/Chicago",
    "MDT": "America/Denver",
    "PST": "America/Los_Angeles",
    "PDT": "America/Los_Angeles",
}
"""What people write for the clock on a wall there, in summer and winter alike."""

SECOND_US: Final = 1_000_000
MINUTE_US: Final = 60 * SECOND_US
HOUR_US: Final = 60 * MINUTE_US
DAY_US: Final = 24 * HOUR_US

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST: Final = datetime(1971, 1, 1, tzinfo=UTC)
_LAST: Final = datetime(9000, 1, 1, tzinfo=UTC)
_US: Final = timedelta(microseconds=1)
FIRST_US: Final = (_FIRST - _EPOCH) // _US
LAST_US: Final = (_LAST - _EPOCH) // _US
_EARLIEST_US: Final = (datetime.min.replace(tzinfo=UTC) - _EPOCH) // _US
_LATEST_US: Final = (datetime.max.replace(tzinfo=UTC) - _EPOCH) // _US
HOW_TO: Final = 'write "19:30", "19:30 CET", "2017-01-31 23:27 UTC" or "10 min ago"'

_ISO: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z", re.ASCII)

MomentUs = Annotated[int, msgspec.Meta(ge=FIRST_US, le=LAST_US)]
"""A moment inside a body or a command: microseconds since the epoch, UTC, in the years that a calendar can show."""


def from_us(us: int) -> datetime:
    """The moment; what no calendar can show becomes the nearest that it can."""
    return _EPOCH + timedelta(microseconds=min(max(us, _EARLIEST_US), _LATEST_US))


def to_us(moment: datetime) -> int:
    """Microseconds since the epoch, UTC. `moment` must be aware."""
    return (moment - _EPOCH) // _US


def iso(us: int) -> str:
    """As files and JSON show it: ISO 8601 in UTC with a Z, whole seconds unless there is a fraction."""
    return from_us(us).isoformat().replace("+00:00", "Z")


def plain(us: int) -> str:
    """2017-01-31 23:27 UTC, for words that people read; with seconds where there are any."""
    then = from_us(us)
    return f"{then:%Y-%m-%d %H:%M:%S} UTC" if then.second else f"{then:%Y-%m-%d %H:%M} UTC"


def read_iso(text: str) -> int | None:
    """The moment that `iso` wrote, in microseconds; None where it is other words."""
    if not _ISO.fullmatch(text):
        return None
    try:
        return to_us(datetime.fromisoformat(text))
    except ValueError:  # somebody's 31 February
        return None


def read_moment(text: str, now: datetime, zone: tzinfo = UTC, *, to_come: bool = False) -> datetime:
    """The moment a person meant.

    A clock alone is the last time it showed that, so never in the future; with `to_come` the next time, and "in 2 h"
    is understood, too.

    Args:
        text: ISO 8601 ("2017-01-31T23:27:00Z"), "2017-01-31 23:27 CET", "19:30", "19:30 +01:00", "now", "10 min ago".
        now: aware; what "ago" and a bare clock count from.
        zone: what a text without a zone means.
    Raises: BadInput with an example of what is understood.
    """
    typed = text.strip()
    try:
        moment = _meant(typed, now, zone, to_come=to_come)
    except (ValueError, OverflowError) as e:
        raise BadInput(f"“{_short(typed)}” is not a time; {HOW_TO}") from e
    if not _FIRST <= moment <= _LAST:
        raise BadInput(f"“{_short(typed)}” is too far away; {HOW_TO}")
    return moment.astimezone(UTC)


def _meant(typed: str, now: datetime, zone: tzinfo, *, to_come: bool) -> datetime:
    if typed.lower() == "now":
        return now
    if ago := _AGO.fullmatch(typed):
        return now - timedelta(**{_UNITS[ago[2][0].lower()]: int(ago[1])})
    if to_come and (ahead := _AHEAD.fullmatch(typed)):
        return now + timedelta(seconds=read_span(ahead[1]))
    when, zone = _split_zone(typed, zone)
    if clock := _CLOCK.fullmatch(when):
        shown = time(int(clock[1]), int(clock[2]), int(clock[3] or 0))
        return _next_time(now, zone, shown) if to_come else _last_time(now, zone, shown)
    moment = datetime.fromisoformat(when)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _split_zone(typed: str, zone: tzinfo) -> tuple[str, tzinfo]:
    if both := _CLOCK_AND_OFFSET.fullmatch(typed):
        return both[1], _zone(both[2])
    when, _, named = typed.rpartition(" ")
    if not when or _CLOCK.match(named):
        return typed, zone
    return when.rstrip(), _zone(named)


def _zone(named: str) -> tzinfo:
    if offset := _OFFSET.fullmatch(named):
        moment = datetime.fromisoformat(f"2000-01-01T00:00:00{offset[1]}{offset[2]}:{offset[3] or '00'}")
        assert moment.tzinfo is not None
        return moment.tzinfo
    key = PLACES.get(named.upper()) or (named if "/" in named else named.upper())
    try:
        return ZoneInfo(key)
    except (ZoneInfoNotFoundError, ValueError, OSError) as e:
        raise ValueError(named) from e


def zone_called(zone: tzinfo) -> str:
    """What a zone is called: "Europe/Berlin", "UTC", or how far it is from UTC."""
    return getattr(zone, "key", None) or zone.tzname(_FIRST) or "UTC"


def _last_time(now: datetime, zone: tzinfo, clock: time) -> datetime:
    """When the clock showed that last.

    Where summer ends, it shows an hour twice. Where it begins, it skips one: whoever reads a clock that was not put
    forward yet means the time it shows all the same.
    """
    return max(moment for moment in _shown(now, zone, clock, -1) if moment <= now)


def _next_time(now: datetime, zone: tzinfo, clock: time) -> datetime:
    """When the clock shows that next."""
    return min(moment for moment in _shown(now, zone, clock, 1) if moment > now)


def _shown(now: datetime, zone: tzinfo, clock: time, other_day: int) -> list[datetime]:
    """When the clock shows that today, and on the day before or after."""
    today = now.astimezone(zone).date()
    shown: list[datetime] = []
    for date in (today, today + timedelta(days=other_day)):
        first, again = (datetime.combine(date, clock.replace(fold=fold), zone).astimezone(UTC) for fold in (0, 1))
        shown += [first, again] if again >= first else [first]
    return shown


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
