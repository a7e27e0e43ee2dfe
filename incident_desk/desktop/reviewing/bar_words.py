"""What the scrub bar shows of a record: bands, lanes, when it was felt, and clocks below."""

from collections.abc import Iterator, Sequence
from datetime import timedelta, tzinfo
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.moments import clock_minutes, date_words, in_zone
from incident_desk.desktop.parts.scrub_picture import BandShown, LaneShown, ScrubShown, TickShown
from incident_desk.desktop.words import state_word
from incident_desk.domain.changes import Changed
from incident_desk.domain.moments import DAY_US, HOUR_US, MINUTE_US, SECOND_US
from incident_desk.domain.review_scale import Scale
from incident_desk.domain.reviewing import Moment, MomentSort, Reviewed

LANES: Final = (
    ("alerts", "warn", frozenset({MomentSort.ALERT})),
    ("decisions", "accent", frozenset({MomentSort.DECISION})),
    ("turns", "text", frozenset({MomentSort.SEVERITY, MomentSort.HANDOVER, MomentSort.COURSE_ENDED})),
    ("evidence", "text2", frozenset({MomentSort.EVIDENCE})),
    ("messages", "ok", frozenset({MomentSort.MESSAGE})),
    ("missed", "bad", frozenset({MomentSort.MISSED})),
)
"""Each with its ink and the sorts of moments on it; those of states are the bands."""
ALWAYS: Final = frozenset({"alerts", "decisions", "evidence", "messages"})
"""The others only take room where there is something on them."""
STEPS: Final = tuple(
    each * unit
    for unit, many in ((MINUTE_US, (1, 5, 10, 15, 30)), (HOUR_US, (1, 2, 3, 6, 12)), (DAY_US, (1, 2, 7, 30, 90, 365)))
    for each in many
)
APART: Final = 0.055
"""Two clocks stand at least so far from one another."""


def bar_shown(found: Reviewed, scale: Scale, known: bool, zone: tzinfo, changes: Sequence[Changed] = ()) -> ScrubShown:
    """All that does not change while somebody scrubs."""
    return ScrubShown(
        tuple(
            BandShown(state_word(band.state), scale.part(band.from_us), scale.part(band.to_us))
            for band in (found.known_bands if known else found.bands)
        ),
        (*_lanes(found, scale, known), *_changes(scale, changes)),
        _harm(found, scale),
        tuple(scale.part(us) for us in scale.breaks),
        tuple(_clocks(scale, zone)),
    )


def _lanes(found: Reviewed, scale: Scale, known: bool) -> Iterator[LaneShown]:
    names = {
        "alerts": _tr("Alerts"),
        "decisions": _tr("Decisions"),
        "turns": _tr("Turns"),
        "evidence": _tr("Evidence"),
        "messages": _tr("Messages"),
        "missed": _tr("Missed"),
    }
    for key, tone, sorts in LANES:
        ticks = tuple(_tick(moment, scale, known) for moment in found.moments if moment.sort in sorts)
        if ticks or key in ALWAYS:
            yield LaneShown(names[key], tone, ticks)


def _changes(scale: Scale, changes: Sequence[Changed]) -> Iterator[LaneShown]:
    """What was changed while it went on; what was changed before stands at the left."""
    start_us, end_us = scale.knots[0][0], scale.knots[-1][0]
    ticks = tuple(TickShown(scale.part(each.from_us)) for each in changes if start_us <= each.from_us <= end_us)
    if ticks:
        yield LaneShown(_tr("Changes"), "sev2", ticks)


def _tick(moment: Moment, scale: Scale, known: bool) -> TickShown:
    """With what lay between its happening and its becoming known, where that was more than a minute."""
    gap = scale.part(moment.learned_us) if moment.gap_us and not known else None
    return TickShown(scale.part(moment.at(known)), gap)


def _harm(found: Reviewed, scale: Scale) -> tuple[float, float] | None:
    if found.harm_us is None:
        return None
    start_us, end_us = found.harm_us
    return scale.part(start_us), 1.0 if end_us is None else scale.part(end_us)


def _clocks(scale: Scale, zone: tzinfo) -> Iterator[tuple[float, str]]:
    """Round times, as near as they have room; the first moment and where the scale changes are named in any case."""
    fixed = [scale.knots[0][0], *scale.breaks]
    taken = [scale.part(us) for us in fixed]
    day = None
    for us in sorted({*fixed, *_round_times(scale, zone)}):
        part = scale.part(us)
        if us not in fixed and any(abs(part - each) < APART for each in taken):
            continue
        taken.append(part)
        date = in_zone(us, zone).date()
        words = clock_minutes(us, zone)
        yield part, words if date == day else f"{date_words(us, us, zone)} {words}"
        day = date


def _round_times(scale: Scale, zone: tzinfo) -> Iterator[int]:
    for (start, at), (end, then) in pairwise(scale.knots):
        room = max(1, int((then - at) / APART))
        step = next((each for each in STEPS if (end - start) / each <= room), STEPS[-1])
        offset = in_zone(start, zone).utcoffset() or timedelta()
        shift = int(offset.total_seconds()) * SECOND_US
        us = (start + shift + step - 1) // step * step - shift
        while us < end:
            yield us
            us += step


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReviewRoom", text)
