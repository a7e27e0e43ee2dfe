"""What people put off, as plain values: also what is over, for whether that is so differs by the second."""

from typing import Any

from incident_desk.domain.board import Board
from incident_desk.domain.moments import iso
from incident_desk.domain.people import People


def snoozes_shown(board: Board, people: People) -> list[dict[str, Any]]:
    """Every need that somebody put off and did not bring back, by person."""
    return [
        {"need": need, "what": each.what, "until": iso(each.until_us), "entry": each.entry,
         "person": person, "name": people.name(person)}
        for person, snoozes in sorted(board.snoozes.of.items())
        for need, each in sorted(snoozes.items())
    ]  # fmt: skip
