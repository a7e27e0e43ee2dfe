"""The calls of a board as plain values."""

from typing import Any

from incident_desk.domain.board import Board
from incident_desk.domain.call_list import Called
from incident_desk.domain.ids import EntryId
from incident_desk.domain.moments import iso


def calls_shown(board: Board) -> list[dict[str, Any]]:
    """Everybody who was called, in the order of the record."""
    return [_called(call, called) for call, called in board.calls.of.items()]


def _called(call: EntryId, called: Called) -> dict[str, Any]:
    answer = called.said[-1] if called.said else None
    return {
        "call": call,
        "about": (called.made[-1].about or None) if called.made else None,
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
