"""The card of whatever is due: the same that its incident opens."""

from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.dialog import Dialog
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.domain.agenda import Due, DueKind
from incident_desk.domain.ids import EntryId, TaskId
from incident_desk.domain.waiting import waiting_for


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
    return _outside(bridge, observed, due, window) or _approval(bridge, observed, due, window)


def _outside(bridge: Bridge, observed: ObservedIncident, due: Due, window: QWidget) -> Dialog | None:
    """Who asks, and what the law asks to be told."""
    if due.kind is DueKind.ENQUIRY and EntryId(due.key) in observed.board.enquiries.of:
        from incident_desk.desktop.dialogs.enquiry_card import EnquiryCard

        return EnquiryCard(bridge, observed, EntryId(due.key), window)
    if due.kind is DueKind.NOTIFICATION and any(each.key == due.key for each in observed.plan.notifications):
        from incident_desk.desktop.dialogs.notification import NotificationCard

        return NotificationCard(bridge, observed, due.key, window)
    return None


def _approval(bridge: Bridge, observed: ObservedIncident, due: Due, window: QWidget) -> Dialog | None:
    board = observed.board
    if due.kind is not DueKind.APPROVAL or EntryId(due.key) not in board.messages.of:
        return None
    from incident_desk.desktop.dialogs.message import card

    message = board.messages.of[EntryId(due.key)]
    found = waiting_for(message.id, board, observed.plan, bridge.now_us())
    return card(bridge, observed, message, found.proposal.entry if found else EntryId(""), window)
