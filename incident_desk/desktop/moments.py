"""Moments and spans as the window writes them. Always in one zone, which is named once where times are shown."""

from datetime import datetime, tzinfo

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from incident_desk.domain.moments import DAY_US, FIRST_US, LAST_US, MINUTE_US, SECOND_US, from_us


def in_zone(us: int, zone: tzinfo) -> datetime:
    """The moment as a clock in that zone shows it; of an entry from afar that names none, the nearest there is."""
    return from_us(min(max(us, FIRST_US), LAST_US)).astimezone(zone)


def clock(us: int, zone: tzinfo) -> str:
    """23:27:00, as rows of the timeline begin."""
    return in_zone(us, zone).strftime("%H:%M:%S")


def clock_minutes(us: int, zone: tzinfo) -> str:
    """23:27, where a minute is fine enough."""
    return in_zone(us, zone).strftime("%H:%M")


def clock_near(us: int, now_us: int, zone: tzinfo) -> str:
    """23:27 for a moment of today; with its day in front for any other, "30 Jan 23:27"."""
    then, now = in_zone(us, zone), in_zone(now_us, zone)
    if then.date() == now.date() or abs(now_us - us) < DAY_US // 2:
        return then.strftime("%H:%M")
    return f"{date_words(us, now_us, zone)} {then.strftime('%H:%M')}"


def day(us: int, zone: tzinfo) -> str:
    """Tuesday 31 January 2017."""
    return _day(in_zone(us, zone), "dddd d MMMM yyyy")


def short_day(us: int, zone: tzinfo) -> str:
    """Tue 31 Jan 2017."""
    return _day(in_zone(us, zone), "ddd d MMM yyyy")


def date_words(us: int, now_us: int, zone: tzinfo) -> str:
    """31 Jan; with its year where that is not this one."""
    then = in_zone(us, zone)
    return _day(then, "d MMM" if then.year == in_zone(now_us, zone).year else "d MMM yyyy")


def whole(us: int, zone: tzinfo) -> str:
    """31 January 2017 23:27:00 UTC: a moment that stands alone, so with its zone."""
    then = in_zone(us, zone)
    return f"{_day(then, 'd MMMM yyyy')} {then.strftime('%H:%M:%S')} {zone_name(zone, us)}"


def typed(us: int, zone: tzinfo) -> str:
    """2017-01-31 23:27, as a field takes it back; with seconds where there are any."""
    then = in_zone(us, zone)
    return then.strftime("%Y-%m-%d %H:%M:%S" if then.second else "%Y-%m-%d %H:%M")


def zone_name(zone: tzinfo, us: int) -> str:
    """What the zone is called at that moment: UTC, CET, CEST, or its offset where it has no letters."""
    then = in_zone(us, zone)
    name = then.tzname() or ""
    return name if name.isalpha() else f"UTC{then.strftime('%z')[:3]}:{then.strftime('%z')[3:5]}"


def day_bounds_us(us: int, zone: tzinfo) -> tuple[int, int]:
    """The first moment of the day that holds `us`, and the first moment after it.

    A day with a change of clocks is an hour longer or shorter; asking noon of the next day finds its start anyway.
    """
    then = in_zone(us, zone)
    start = then.replace(hour=0, minute=0, second=0, microsecond=0)
    start_us = round(start.timestamp() * SECOND_US)
    noon = in_zone(start_us + DAY_US + DAY_US // 2, zone)
    end = noon.replace(hour=0, minute=0, second=0, microsecond=0)
    return start_us, round(end.timestamp() * SECOND_US)


def span(us: int) -> str:
    """01:56:12, as running clocks show a duration; whole days stand in front."""
    seconds = max(0, us) // SECOND_US
    days, rest = divmod(seconds, 86_400)
    shown = f"{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}"
    return _tr("{days} d {time}").format(days=days, time=shown) if days else shown


def span_words(us: int) -> str:
    """4 min, 3 h 12 min, 2 d 5 h: a duration that is read once."""
    minutes = max(0, us) // MINUTE_US
    if minutes < 1:
        return _tr("{seconds} s").format(seconds=max(0, us) // SECOND_US)
    if minutes < 60:
        return _tr("{minutes} min").format(minutes=minutes)
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        words = _tr("{hours} h {minutes} min") if minutes else _tr("{hours} h")
        return words.format(hours=hours, minutes=minutes)
    words = _tr("{days} d {hours} h") if hours % 24 else _tr("{days} d")
    return words.format(days=hours // 24, hours=hours % 24)


def _day(moment: datetime, pattern: str) -> str:
    return QLocale().toString(QDate(moment.year, moment.month, moment.day), pattern)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Moments", text)
