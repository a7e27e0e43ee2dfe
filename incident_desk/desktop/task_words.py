"""How a task stands, in words: for its row, its line in a role, and its card."""

from datetime import tzinfo

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.due_words import due_words
from incident_desk.desktop.moments import clock_near, span_words
from incident_desk.desktop.task_standing import MANY, TaskStanding
from incident_desk.domain.moments import SECOND_US
from incident_desk.domain.task_calls import Call
from incident_desk.domain.task_list import Ended

SYMBOLS = {
    Call.ENDED: ("check", "text3"),
    Call.QUIET: ("circle", "text3"),
    Call.UNSEEN: ("circle-dashed", "text3"),
    Call.SOON: ("clock", "warn"),
    Call.CHECK_IN: ("circle-question-mark", "warn"),
    Call.NOT_SEEN: ("user-x", "warn"),
    Call.LATE: ("clock-alert", "text"),
    Call.STUCK: ("octagon-alert", "text"),
}
"""Icon and tone of each."""


def when_words(task: TaskStanding, now_us: int, zone: tzinfo) -> str:
    """The deciding word at the end of its row: "3 min late", "in 4 min", "stuck", "not seen", or a clock."""
    if task.ended is not None:
        return task.goes_on_in or _ended_words(task, now_us, zone)
    match task.call:
        case Call.STUCK:
            return _tr("stuck")
        case Call.SOON | Call.CHECK_IN | Call.LATE:
            return due_words(task.since_us, now_us)
        case Call.NOT_SEEN:
            return _tr("not seen") if task.holder else _tr("nobody")
        case _:
            return clock_near(task.due_us, now_us, zone) if task.due_us is not None else ""


def _ended_words(task: TaskStanding, now_us: int, zone: tzinfo) -> str:
    return clock_near(task.since_us, now_us, zone) if task.ended is Ended.DONE else _tr("not needed")


def holder_words(task: TaskStanding) -> str:
    """Who has it."""
    return task.holder.name if task.holder else _tr("nobody yet")


def told_words(task: TaskStanding, now_us: int, zone: tzinfo) -> str:
    """All of it in one sentence, as a tooltip has it and a screen reader says it."""
    told = [_tr("Task {number}: {words}").format(number=task.label, words=task.do), holder_words(task)]
    told.append(state_words(task, now_us, zone))
    if task.is_split:
        told.append(_tr("two desks said two things about it"))
    return ", ".join(part for part in told if part)


def state_words(task: TaskStanding, now_us: int, zone: tzinfo) -> str:
    """How it stands."""
    if task.goes_on_in:
        return _tr("goes on in {number}").format(number=task.goes_on_in)
    span = span_words(abs(now_us - task.since_us))
    told = {
        Call.QUIET: _tr("acknowledged") if task.acknowledged_us is not None else "",
        Call.UNSEEN: _tr("given {span} ago, not acknowledged yet"),
        Call.SOON: _tr("due in {span}"),
        Call.CHECK_IN: _tr("{span} late: done, need more, or stuck?"),
        Call.NOT_SEEN: _tr("not acknowledged for {span}"),
        Call.LATE: _tr("{span} late"),
        Call.STUCK: _tr("stuck for {span}"),
        Call.ENDED: _tr("done") if task.ended is Ended.DONE else _tr("not needed any more"),
    }[task.call].format(span=span)
    if task.call is Call.QUIET and task.due_us is not None:
        due = _tr("due at {clock}").format(clock=clock_near(task.due_us, now_us, zone))
        return ", ".join(filter(None, (told, due)))
    return told


def load_words(count: int) -> str:
    """How many tasks lie with somebody; empty for none."""
    if count > MANY:
        return _tr("{count} tasks, above {many}").format(count=count, many=MANY)
    return _tr("1 task") if count == 1 else _tr("{count} tasks").format(count=count) if count else ""


def box_words(seconds: int) -> str:
    """A span as a button of the time box says it."""
    whole_hours, rest = divmod(seconds, 3600)
    return _tr("{hours} h").format(hours=whole_hours) if not rest else span_words(seconds * SECOND_US)


def _tr(text: str) -> str:
    return QCoreApplication.translate("TaskWords", text)
