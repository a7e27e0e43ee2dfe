"""Moments as people type them, and as the desk writes them. Always with a zone; UTC where none is said."""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from incident_desk.domain.errors import BadInput

_CLOCK: Final = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_AGO: Final = re.compile(r"(\d{1,5})\s*(s|min|m|h|d)\s+ago")
_OFFSET: Final = re.compile(r"([+-])(\d{2}):?(\d{2})?")
_UNITS: Final = {"s": "seconds", "m": "minutes", "min": "minutes", "h": "hours", "d": "days"}
_ABBREVIATIONS: Final = {"Z": "UTC", "GMT": "UTC", "CET": "Europe/Berlin", "CEST": "Europe/Berlin"}
_FIRST: Final = datetime(1971, 1, 1, tzinfo=UTC)
_LAST: Final = datetime(9000, 1, 1, tzinfo=UTC)
HOW_TO: Final = 'write "19:30", "19:30 CET", "2017-01-31 23:27 UTC" or "10 min ago"'


def from_us(us: int) -> datetime:
    return datetime.fromtimestamp(us // 1_000_000, UTC) + timedelta(microseconds=us % 1_000_000)


def to_us(moment: datetime) -> int:
    """Microseconds since the epoch, UTC. `moment` must be aware."""
    return int((moment - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(microseconds=1))


def iso(us: int) -> str:
    """As files and JSON show it: ISO 8601 in UTC with a Z, whole seconds unless there is a fraction."""
    return from_us(us).isoformat().replace("+00:00", "Z")


def read_moment(text: str, now: datetime, zone: tzinfo = UTC) -> datetime:
    """The moment a person meant.

    A clock alone is the last time it showed that, so never in the future.

    Args:
        text: ISO 8601 ("2017-01-31T23:27:00Z"), "2017-01-31 23:27 CET", "19:30", "19:30 +01:00", "now", "10 min ago".
        now: aware; what "ago" and a bare clock count from.
        zone: what a text without a zone means.
    Raises: BadInput with an example of what is understood.
    """
    typed = text.strip()
    if typed.lower() == "now":
        return now
    if ago := _AGO.fullmatch(typed):
        return now - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
    try:
        moment = _absolute(typed, now, zone)
    except (ValueError, OverflowError) as e:
        raise BadInput(f"“{_short(typed)}” is not a time; {HOW_TO}") from e
    if not _FIRST <= moment <= _LAST:
        raise BadInput(f"“{_short(typed)}” is too far away; {HOW_TO}")
    return moment.astimezone(UTC)


def _absolute(typed: str, now: datetime, zone: tzinfo) -> datetime:
    when, zone = _split_zone(typed, zone)
    if clock := _CLOCK.fullmatch(when):
        return _last_time(now, zone, int(clock[1]), int(clock[2]), int(clock[3] or 0))
    moment = datetime.fromisoformat(when)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _split_zone(typed: str, zone: tzinfo) -> tuple[str, tzinfo]:
    when, _, named = typed.rpartition(" ")
    if not when or _CLOCK.fullmatch(named):
        return typed, zone
    return when, _zone(named)


def _zone(named: str) -> tzinfo:
    if offset := _OFFSET.fullmatch(named):
        moment = datetime.fromisoformat(f"2000-01-01T00:00:00{offset[1]}{offset[2]}:{offset[3] or '00'}")
        assert moment.tzinfo is not None
        return moment.tzinfo
    try:
        return ZoneInfo(_ABBREVIATIONS.get(named.upper(), named.upper() if "/" not in named else named))
    except (ZoneInfoNotFoundError, ValueError, OSError) as e:
        raise ValueError(named) from e


def _last_time(now: datetime, zone: tzinfo, hour: int, minute: int, second: int) -> datetime:
    today: date = now.astimezone(zone).date()
    moment = datetime(today.year, today.month, today.day, hour, minute, second, tzinfo=zone)
    return moment if moment <= now else moment - timedelta(days=1)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
