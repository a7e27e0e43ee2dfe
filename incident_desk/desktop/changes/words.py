"""What was changed, in words: on its lane, in its row, and as it is read aloud. No widget."""

from collections.abc import Iterable, Sequence
from datetime import tzinfo
from typing import Final

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.moments import clock_minutes, clock_near, in_zone, span_words
from incident_desk.desktop.parts.change_lane import ChangesShown, Upright
from incident_desk.desktop.parts.lane_places import LaneItem
from incident_desk.desktop.parts.two_lines import RowShown
from incident_desk.domain.changes import Changed
from incident_desk.domain.moments import HOUR_US, SECOND_US

STEPS_US: Final = tuple(hours * HOUR_US for hours in (1, 2, 3, 6, 12, 24))
HOURS_MOST: Final = 12


def lane_shown(
    found: Sequence[Changed], span: tuple[int, int], now_us: int, zone: tzinfo, *, uprights: tuple[Upright, ...]
) -> ChangesShown:
    """All of them between two moments."""
    from_us, to_us = span
    items = tuple(_item(each, now_us, zone) for each in found)
    return ChangesShown(items, from_us, to_us, tuple(_hours(from_us, to_us, zone)), uprights)


def now_line(now_us: int, zone: tzinfo) -> Upright:
    """Where now is."""
    return Upright(now_us, _tr("now {clock}").format(clock=clock_minutes(now_us, zone)))


def began_line(began_us: int, zone: tzinfo) -> Upright:
    """Where an incident began."""
    return Upright(began_us, _tr("began {clock}").format(clock=clock_minutes(began_us, zone)), "bad")


def _hours(from_us: int, to_us: int, zone: tzinfo) -> Iterable[tuple[int, str]]:
    """Round hours of that zone."""
    step = next((each for each in STEPS_US if (to_us - from_us) / each <= HOURS_MOST), STEPS_US[-1])
    offset = in_zone(from_us, zone).utcoffset()
    shift = int(offset.total_seconds()) * SECOND_US if offset is not None else 0
    first = (from_us + shift + step - 1) // step * step - shift
    return ((us, clock_minutes(us, zone)) for us in range(first, to_us + 1, step))


def _item(each: Changed, now_us: int, zone: tzinfo) -> LaneItem:
    runs = each.until_us is not None and each.from_us <= now_us < each.until_us
    words = each.title or _tr("(the words were erased)")
    spoken = ", ".join(filter(None, (words, when_words(each, now_us, zone), about_words(each))))
    return LaneItem(each.entry, each.from_us, each.until_us, words, spoken, each.touches, runs)


def when_words(each: Changed, now_us: int, zone: tzinfo) -> str:
    """When it was, or is to be."""
    begins = clock_near(each.from_us, now_us, zone)
    if each.until_us is None:
        return begins
    return _tr("{begins} to {ends}").format(begins=begins, ends=clock_near(each.until_us, now_us, zone))


def about_words(each: Changed) -> str:
    """Which services it is about, and who told."""
    told = _tr("announced") if each.maintenance else each.source or _tr("noted here")
    return " · ".join(filter(None, (", ".join(each.services), told)))


def row_shown(each: Changed, began_us: int, now_us: int, zone: tzinfo) -> RowShown:
    """Its row beside an incident: how long before it began, and on what."""
    before_us = began_us - each.from_us
    if each.until_us is not None and each.from_us <= began_us < each.until_us:
        when = _tr("ran when it began")
    elif before_us >= 0:
        when = _tr("{span} before it began").format(span=span_words(before_us))
    else:
        when = _tr("{span} after it began").format(span=span_words(-before_us))
    touched = _tr("On {services}").format(services=", ".join(each.services)) if each.services else ""
    detail = " · ".join(filter(None, (when, touched)))
    symbol, tone = ("triangle-alert", "warn") if each.touches else ("diff", "text2")
    if each.maintenance and not each.touches:
        symbol = "wrench"
    title = each.title or _tr("(the words were erased)")
    return RowShown(title, detail, clock_near(each.from_us, now_us, zone), symbol, tone)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Changes", text)
