"""What is said of what is due in all incidents: its kind, what it is, when, and how it stands. No widget."""

from datetime import tzinfo

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.clock_words import clock_name
from incident_desk.desktop.moments import clock_near, span_words
from incident_desk.desktop.task_words import SYMBOLS
from incident_desk.domain.agenda import Due, DueKind, Of
from incident_desk.domain.clock_list import Clock
from incident_desk.domain.task_calls import Call

KIND_SYMBOLS = {
    DueKind.APPROVAL: "shield-check",
    DueKind.PROMISE: "megaphone",
    DueKind.NOTIFICATION: "scale",
    DueKind.ENQUIRY: "circle-question-mark",
    DueKind.TASK: "clipboard-list",
    DueKind.CLOCK: "clock",
    DueKind.QUESTION: "message-square",
    DueKind.COURSE: "route",
    DueKind.DECISION: "gavel",
}


def kind_words(kind: DueKind) -> str:
    """What things of this kind are called together."""
    return {
        DueKind.APPROVAL: _tr("Approvals"),
        DueKind.PROMISE: _tr("Promises"),
        DueKind.NOTIFICATION: _tr("Told by law"),
        DueKind.ENQUIRY: _tr("Who else asks"),
        DueKind.TASK: _tr("Tasks"),
        DueKind.CLOCK: _tr("Clocks"),
        DueKind.QUESTION: _tr("Questions"),
        DueKind.COURSE: _tr("Courses"),
        DueKind.DECISION: _tr("Decisions"),
    }[kind]


def name_words(due: Due) -> str:
    """What it is called in its incident: "Task 3"."""
    named = {
        DueKind.APPROVAL: _tr("Approve {number}"),
        DueKind.PROMISE: _tr("Promise"),
        DueKind.NOTIFICATION: _tr("Told by law"),
        DueKind.ENQUIRY: _tr("Enquiry {number}"),
        DueKind.TASK: _tr("Task {number}"),
        DueKind.CLOCK: _tr("Clock"),
        DueKind.QUESTION: _tr("Question {number}"),
        DueKind.COURSE: _tr("Course {number}"),
        DueKind.DECISION: _tr("Look again"),
    }[due.kind]
    return named.format(number=due.label)


def what_words(due: Due) -> str:
    """What is to be done."""
    if due.kind is DueKind.CLOCK:
        return clock_name(Clock(due.key))
    if due.kind is DueKind.PROMISE:
        return _tr("The next word to {audience}").format(audience=due.words)
    return due.words or _tr("(the words were erased)")


def of_words(of: Of) -> str:
    """The number and the title of an incident."""
    return f"{of.number} {of.title}".strip()


def who_words(due: Due) -> str:
    """Whoever has it; where nobody does, who is to."""
    if due.holder is not None:
        return _tr(" or ").join(each.name for each in (due.holder, *due.others))
    return _tr("nobody: {role}").format(role=due.role) if due.role else _tr("nobody yet")


def when_words(due: Due, now_us: int, zone: tzinfo) -> str:
    """When it is due, or for how long it has been."""
    if due.due_us is None:
        return _tr("no time")
    if due.due_us <= now_us:
        return _tr("{span} late").format(span=span_words(now_us - due.due_us))
    return clock_near(due.due_us, now_us, zone)


def stands_words(due: Due) -> str:
    """How it stands, where that says more than its time."""
    if due.missed:
        return _tr("missed {count}×").format(count=due.missed)
    if due.kind is DueKind.APPROVAL and due.call is Call.LATE:
        return _tr("sent before it")
    said = {
        Call.STUCK: _tr("stuck"),
        Call.NOT_SEEN: _tr("not seen") if due.kind is DueKind.TASK else _tr("not answered"),
        Call.CHECK_IN: _tr("done?"),
        Call.SOON: _tr("soon"),
    }
    return said.get(due.call) or (_tr("acknowledged") if due.acknowledged_us is not None else "")


def look(due: Due) -> tuple[str, str]:
    """Its icon and tone: as a task of its incident has them; what is quiet shows its kind."""
    symbol, tone = SYMBOLS[due.call]
    return (symbol, tone) if due.call.is_loud else (KIND_SYMBOLS[due.kind], "text3")


def spoken_words(due: Due, now_us: int, zone: tzinfo) -> str:
    """All of it in one sentence, for a screen reader and as a tooltip."""
    told = (
        of_words(due.of),
        f"{name_words(due)}: {what_words(due)}",
        who_words(due),
        when_words(due, now_us, zone),
        stands_words(due),
    )
    return ", ".join(filter(None, told))


def _tr(text: str) -> str:
    return QCoreApplication.translate("AgendaWords", text)
