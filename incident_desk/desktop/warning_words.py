"""Warnings of ours in words: how far a series has strayed, since when, and what an incident of it begins with."""

from datetime import tzinfo

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.moments import clock, span_words, typed
from incident_desk.desktop.window_state import DeclareDraft
from incident_desk.domain.warning_entries import REPORTS, Shift
from incident_desk.domain.warning_list import EarlyWarning


def title_words(shift: Shift) -> str:
    """What the series is called; those of our own are called so in the language of the window."""
    return _tr("Customer reports") if shift.series == REPORTS else shift.title or shift.series


def times_words(shift: Shift) -> str:
    """4.1× usual for this hour; what it was where the two do not compare."""
    usual = shift.usual if shift.at_this_hour is None else shift.at_this_hour
    compared = usual if usual * shift.value > 0 and not shift.is_count else shift.usual
    if not shift.is_count and compared * shift.value <= 0:
        return _tr("{value}, usual {usual}").format(value=number_words(shift.value), usual=number_words(shift.usual))
    times = shift.times or 0.0 if shift.is_count else shift.value / compared
    told = _tr("{times}× usual for this hour") if shift.at_this_hour is not None else _tr("{times}× usual")
    return told.format(times=number_words(times))


def shift_words(shift: Shift, now_us: int, zone: tzinfo) -> str:
    """One series: "Errors 4.1× usual for this hour, rising for 6 min"; of what is counted, how many there were."""
    if shift.is_count:
        told = _tr("{count} reports since {time}, {times}")
        return told.format(count=round(shift.value), time=clock(shift.since_us, zone), times=times_words(shift))
    told = _tr("{title} {times}, rising for {span}") if shift.is_rise else _tr("{title} {times}, falling for {span}")
    span = span_words(max(now_us - shift.since_us, 0))
    return told.format(title=title_words(shift), times=times_words(shift), span=span)


def warning_words(warning: EarlyWarning, zone: tzinfo) -> str:
    """All of it as of its onset: the first series, how many shifted with it, the service, and what else agrees."""
    first, *others = warning.shifts
    parts = [shift_words(first, warning.at_us, zone)]
    if warning.service:
        parts.append(warning.service)
    if others:
        parts.append(_tr("together with {titles}").format(titles=", ".join(map(title_words, others))))
    if warning.agree or others:
        parts += warning.agree
    elif first.is_count:
        parts.append(_tr("nothing else agrees yet"))
    return " · ".join(parts)


def draft_of(warning: EarlyWarning, zone: tzinfo) -> DeclareDraft:
    """What an incident that is declared of it begins with."""
    first, service = warning.shifts[0], warning.service
    if first.is_count:
        title = _tr("{service}: customers report a fault") if service else _tr("Customers report a fault")
    else:
        title = _tr("{service}: {title} {times}") if service else _tr("{title} {times}")
    words = title.format(service=service, title=title_words(first), times=times_words(first))
    return DeclareDraft(words, None, (service,) if service else (), typed(warning.since_us, zone))


def number_words(value: float) -> str:
    """As few digits as tell it: 0.042, 4.1, 97, 1640."""
    size = abs(value)
    if size >= 100 or value == int(value):
        return f"{value:.0f}"
    return f"{value:.3g}" if size >= 10 else f"{value:.2g}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Warnings", text)
