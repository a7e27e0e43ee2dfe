"""What was said of notifications that the law asks for, as plain values; what is owed now differs by the second."""

from typing import Any

from incident_desk.domain.board import Board
from incident_desk.domain.moments import MINUTE_US, iso
from incident_desk.domain.notification_list import Notice
from incident_desk.domain.people import People


def notifications_shown(board: Board, people: People) -> list[dict[str, Any]]:
    """By key: since when it is known that it must be told, the decision that it need not, and what proves it."""
    return [_notice(key, notice, board, people) for key, notice in sorted(board.notifications.of.items())]


def _notice(key: str, notice: Notice, board: Board, people: People) -> dict[str, Any]:
    raised = notice.raised(board.decisions)
    return {
        "key": key,
        "known_since": None if raised is None or raised.known_us is None else iso(raised.known_us),
        "not_to_be_told": notice.waived(board.decisions),
        "is_disputed": notice.is_disputed(board.decisions),
        "sent": [
            {
                "entry": each.entry,
                "at": iso(each.occurred_us),
                "by": people.name(each.by),
                "reference": each.value.reference,
                "file": each.value.file,
                "late_min": each.value.late_us // MINUTE_US,
            }
            for each in notice.sent.history
        ],
    }
