"""How well what was owed to those outside was kept, as plain values: measured by the plan that the incident runs on."""

from typing import Any

from incident_desk.domain.board import Board
from incident_desk.domain.enquiry_list import Enquiry
from incident_desk.domain.measuring import first_sent_us, measured
from incident_desk.domain.moments import MINUTE_US, iso
from incident_desk.domain.notifying import Standing as Owed
from incident_desk.domain.notifying import notifications
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.promises import Standing, standings
from incident_desk.domain.showing_measured import spans_shown, waiting_shown
from incident_desk.domain.state import State


def measures_shown(board: Board, plan: Plan) -> dict[str, Any]:
    """What is over, and until when the rest has time; whether that is over depends on who looks when."""
    found = measured(board, plan)
    return {
        "spans": spans_shown(found),
        "waiting": waiting_shown(found),
        "first_word_after_min": _first_word_min(board, plan),
        "promises": [_promise(each) for each in standings(board, plan)],
        "enquiries": [_enquiry(each, board) for each in board.enquiries.all],
        "notifications": [_notification(each) for each in notifications(board, plan)],
    }


def _first_word_min(board: Board, plan: Plan) -> float | None:
    """From the declaration to the first word in public; None while there is none."""
    declared_us = board.headline.entered_us.get(State.DECLARED)
    first_us = first_sent_us(board.messages, plan)
    if declared_us is None or first_us is None:
        return None
    return round((first_us - declared_us) / MINUTE_US, 1)


def _promise(standing: Standing) -> dict[str, Any]:
    return {
        "audience": standing.key,
        "kept": standing.kept,
        "missed": standing.missed,
        "due_at": _iso(standing.due_us),
        "last_told_at": _iso(standing.last_us),
        "rounds": [
            {"due_at": iso(each.due_us), "by": each.by, "kept": each.is_kept, "late_min": each.late_us // MINUTE_US}
            for each in standing.rounds
        ],
        "silent": list(standing.silent),
    }


def _enquiry(enquiry: Enquiry, board: Board) -> dict[str, Any]:
    answered_us = min((each.occurred_us for each in enquiry.answers.history), default=None)
    due_us = enquiry.due_us
    late_us = max(0, answered_us - due_us) if answered_us is not None and due_us is not None else 0
    return {
        "number": board.enquiries.label(enquiry),
        "waits_until": _iso(due_us),
        "answered_at": _iso(answered_us),
        "answered_after_min": None if answered_us is None else (answered_us - enquiry.asked_us) // MINUTE_US,
        "late_min": late_us // MINUTE_US,
    }


def _notification(owed: Owed) -> dict[str, Any]:
    return {
        "key": owed.key,
        "stands": owed.stand,
        "counts_from": _iso(owed.start_us),
        "due_at": _iso(owed.due_us),
        "told_at": _iso(owed.sent_us),
        "late_min": owed.late_us // MINUTE_US,
        "told_twice": owed.is_sent_twice,
        "disputed": owed.is_disputed,
    }


def _iso(us: int | None) -> str | None:
    return None if us is None else iso(us)
