"""The clocks of a board as plain values: what was done about each; what they show now differs by the second."""

from typing import Any, Final

from incident_desk.domain.board import Board
from incident_desk.domain.clock_list import Clock, Happening, Turn
from incident_desk.domain.moments import iso
from incident_desk.domain.people import People

TOLD: Final = (Turn.KEPT, Turn.SNOOZED, Turn.MISSED)


def clocks_shown(board: Board, people: People) -> dict[str, Any]:
    """What was done about each clock, in the order of its moments."""
    return {
        clock.value: [_done(each, people) for each in board.clocks.of(clock) if each.turn in TOLD] for clock in Clock
    }


def _done(happening: Happening, people: People) -> dict[str, Any]:
    return {
        "turn": happening.turn.value,
        "at": iso(happening.at_us),
        "person": happening.by,
        "name": people.name(happening.by),
        "entry": happening.entry,
        "missed": happening.missed,
        "until": iso(happening.until_us) if happening.turn is Turn.SNOOZED else None,
    }
