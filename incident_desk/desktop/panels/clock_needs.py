"""What the clocks of the plan need now: those that are due. What is not due yet is quiet."""

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.clock_words import clock_name, running, tone
from incident_desk.desktop.moments import span_words
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.need_row import Need

CLOCK = "clock:"
"""Before a clock, where a need leads to one."""


def clock_needs(observed: ObservedIncident, now_us: int) -> list[Need]:
    """One need for each clock of an open incident that is due."""
    if not observed.board.headline.is_open:
        return []
    found: list[Need] = []
    for each in running(observed, now_us):
        if each.due_us is not None and each.is_due(now_us):
            words = _tr("{clock} is due, {count} missed before") if each.in_row else _tr("{clock} is due")
            said = words.format(clock=clock_name(each.clock), count=each.in_row)
            found.append(Need(CLOCK + each.clock, said, span_words(now_us - each.due_us), "clock", tone(each, now_us)))
    return found


def _tr(text: str) -> str:
    return QCoreApplication.translate("ClockNeeds", text)
