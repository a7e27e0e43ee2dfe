"""The lessons of a board as plain values."""

from typing import Any

from incident_desk.domain.board import Board
from incident_desk.domain.lesson_list import Lesson, Proposal
from incident_desk.domain.moments import iso
from incident_desk.domain.people import People


def lessons_shown(board: Board, people: People) -> list[dict[str, Any]]:
    """Every lesson that holds, in the order of the record."""
    return [_lesson(one, board, people) for one in board.lessons.all]


def _lesson(one: Lesson, board: Board, people: People) -> dict[str, Any]:
    proposal = one.proposal.value
    return {
        "lesson": one.id,
        "number": board.lessons.label(one),
        "text": one.words,
        "by": {"person": one.by, "name": people.name(one.by)},
        "noted_at": iso(one.noted_us),
        "also": [setting.value for setting in one.text.settings[:-1]] if one.text.is_conflicted else [],
        "proposes": None if proposal is None else _proposal(proposal, people),
    }


def _proposal(proposal: Proposal, people: People) -> dict[str, Any]:
    return {
        "made_from": proposal.made_from,
        "changes": [each.english for each in proposal.told],
        "diff": [{"line": each.at + 1, "gone": list(each.gone), "come": list(each.come)} for each in proposal.hunks],
        "by": {"person": proposal.by, "name": people.name(proposal.by)},
        "stands": proposal.stand,
        "plan": proposal.plan or None,
        "reason": proposal.reason,
    }
