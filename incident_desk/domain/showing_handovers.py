"""The handovers of a board as plain values."""

from typing import Any

from incident_desk.domain.board import Board
from incident_desk.domain.handover_list import Handover, is_crossed, state_of
from incident_desk.domain.moments import iso
from incident_desk.domain.people import People


def handovers_shown(board: Board, people: People) -> list[dict[str, Any]]:
    """Every handover, in the order of the record."""
    return [_handover(handover, board, people) for handover in board.handovers.all]


def _handover(handover: Handover, board: Board, people: People) -> dict[str, Any]:
    line = board.timeline.at.get(handover.id)
    ending = handover.ending.last
    answer = board.timeline.at.get(ending.entry) if ending else None
    return {
        "handover": handover.id,
        "role": handover.role,
        "giver": handover.giver.now(people).name,
        "giver_person": handover.giver.person,
        "taker": handover.taker.now(people).name,
        "taker_person": handover.taker.person,
        "offered_at": iso(handover.offered_us),
        "text": line.text if line else "",
        "tasks": list(handover.tasks),
        "room": handover.room,
        "state": state_of(handover, board.roles),
        "answered_at": iso(ending.occurred_us) if ending else None,
        "answer": answer.text if answer else "",
        "is_crossed": is_crossed(handover, board.roles),
    }
