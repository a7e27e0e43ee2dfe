"""The questions of a board as plain values."""

from typing import Any

from incident_desk.domain.board import Board
from incident_desk.domain.moments import iso
from incident_desk.domain.people import People
from incident_desk.domain.questions import Question


def questions_shown(board: Board, people: People) -> list[dict[str, Any]]:
    """Every question, in the order of the record."""
    return [_question(question, board, people) for question in board.questions.all]


def _question(question: Question, board: Board, people: People) -> dict[str, Any]:
    asked = question.asked(board.roles)
    lines = (board.timeline.at.get(entry) for entry in question.answers)
    return {
        "question": question.id,
        "number": board.questions.label(question),
        "text": board.timeline.line(question.id).text,
        "asked_by": {"person": question.by, "name": people.name(question.by)},
        "asked_at": iso(question.asked_us),
        "to": asked.now(people).name if asked else None,
        "role": question.role or None,
        "is_open": question.is_open,
        "goes_on_in": question.gone.incident if question.gone else None,
        "answers": [
            {"entry": line.entry, "text": line.text, "by": line.speaker or people.name(line.author)}
            for line in lines
            if line is not None
        ],
    }
