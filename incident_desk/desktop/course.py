"""The course of an incident: what comes next, and how the move there is called."""

from PySide6.QtCore import QCoreApplication

from incident_desk.domain.incident import COURSE, State

AT_ONCE = (State.DECLARED, State.INVESTIGATING, State.MITIGATING)
"""These begin the moment somebody says so; what follows is a claim that wants a word and a time."""


def next_state(state: State) -> State | None:
    """What comes next; what is over is opened again. None for a merged one: taking its link back reopens it."""
    if state is State.MERGED:
        return None
    if state is State.FALSE_ALARM or state is COURSE[-1]:
        return State.INVESTIGATING
    return COURSE[COURSE.index(state) + 1]


def moved_by(state: State, to: State) -> str:
    """What to press to get there."""
    if to is State.INVESTIGATING and state not in COURSE[:2]:
        return _tr("Reopen")
    words = {
        State.DECLARED: _tr("Work on it"),
        State.INVESTIGATING: _tr("Investigate"),
        State.MITIGATING: _tr("Mitigate"),
        State.MONITORING: _tr("Mitigated"),
        State.RESOLVED: _tr("Resolve"),
        State.REVIEWED: _tr("Reviewed"),
    }
    return words[to]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Course", text)
