"""The calls of a board as plain values."""

from typing import Any

from incident_desk.domain.board import Board
from incident_desk.domain.call_list import Called, needed
from incident_desk.domain.ids import EntryId
from incident_desk.domain.moments import iso
from incident_desk.domain.people import People


def calls_shown(board: Board, people: People) -> list[dict[str, Any]]:
    """Everybody who was called, in the order of the record."""
    about = {each.call: each.about for each in needed(board, people)}
    return [_called(call, called, about.get(call)) for call, called in board.calls.of.items()]


def _called(call: EntryId, called: Called, about: str | None) -> dict[str, Any]:
    answer = called.said[-1] if called.said else None
    return {
        "call": call,
        "about": about,
        "name": called.made[-1].name if called.made else None,
        "answer": answer.answer if answer else None,
        "tries": [
            {
                "entry": each.entry,
                "rung": each.rung,
                "channel": each.title,
                "at": iso(each.at_us),
                "by_hand": each.is_by_hand,
                "came_to": each.settled,
            }
            for each in called.made
        ],
    }
