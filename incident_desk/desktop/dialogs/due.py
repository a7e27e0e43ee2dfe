"""The card of whatever is due: the same that its incident opens."""

from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.domain.agenda import Due, DueKind
from incident_desk.domain.ids import EntryId, TaskId


def card_of(bridge: Bridge, observed: ObservedIncident, due: Due, window: QWidget) -> Dialog | None:
    """The card, to be opened; None if it is gone from its incident by now."""
    board, key = observed.board, due.key
    if due.kind is DueKind.TASK and TaskId(key) in board.tasks.of:
        from incident_desk.desktop.dialogs.task import TaskDialog

        return TaskDialog(bridge, observed, TaskId(key), window)
    if due.kind is DueKind.QUESTION and EntryId(key) in board.questions.of:
        from incident_desk.desktop.dialogs.answer import AnswerDialog

        return AnswerDialog(bridge, observed, EntryId(key), window)
    if due.kind is DueKind.COURSE and EntryId(key) in board.courses.of:
        from incident_desk.desktop.dialogs.course import CourseDialog

        return CourseDialog(bridge, observed, EntryId(key), window)
    if due.kind is DueKind.DECISION and EntryId(key) in board.timeline.at:
        from incident_desk.desktop.dialogs.revisit import RevisitDialog

        return RevisitDialog(bridge, observed, EntryId(key), window)
    if due.kind is DueKind.CLOCK:
        from incident_desk.desktop.dialogs.clocks import ClocksDialog

        return ClocksDialog(bridge, observed, window)
    return None
