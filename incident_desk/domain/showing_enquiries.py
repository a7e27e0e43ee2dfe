"""The enquiries of a board as plain values."""

from typing import Any

from incident_desk.domain.board import Board
from incident_desk.domain.enquiry_list import Enquiry
from incident_desk.domain.fields import Setting
from incident_desk.domain.moments import iso
from incident_desk.domain.people import People


def enquiries_shown(board: Board, people: People) -> dict[str, Any]:
    """Every question from outside with its answers, and which prepared answers were approved, in record order."""
    return {
        "asked": [_enquiry(each, board, people) for each in board.enquiries.all],
        "approved": [
            {"line": line, "text": each.text, "by": people.name(each.by), "at": iso(each.at_us)}
            for line, approved in sorted(board.enquiries.approved.items())
            for each in approved
        ],
    }


def _enquiry(enquiry: Enquiry, board: Board, people: People) -> dict[str, Any]:
    owner = enquiry.owner.value
    return {
        "enquiry": enquiry.id,
        "number": board.enquiries.label(enquiry),
        "text": board.timeline.text_of(enquiry.id),
        "who": enquiry.who,
        "outlet": enquiry.outlet,
        "reach": enquiry.reach,
        "came_by": enquiry.came_by.value,
        "asked_at": iso(enquiry.asked_us),
        "noted_by": people.name(enquiry.by),
        "waits_until": None if enquiry.due_us is None else iso(enquiry.due_us),
        "owner": owner.now(people).name if owner else None,
        "is_open": enquiry.is_open,
        "is_answered_twice": enquiry.is_answered_twice,
        "withdrawn_facts": enquiry.withdrawn(board.facts),
        "answers": [_given(each, board, people) for each in enquiry.answers.history],
        "closed": [board.timeline.text_of(each) for each in enquiry.closed],
    }


def _given(setting: Setting[Any], board: Board, people: People) -> dict[str, Any]:
    line = board.timeline.at.get(setting.entry)
    return {
        "entry": setting.entry,
        "text": line.text if line else "",
        "line": setting.value.line,
        "facts": list(setting.value.facts),
        "by": (line.speaker if line else "") or people.name(setting.by),
        "at": iso(setting.occurred_us),
    }
