"""What audiences were told besides messages as plain values; what is owed now differs by the second."""

from typing import Any

from incident_desk.domain.board import Board
from incident_desk.domain.moments import iso
from incident_desk.domain.people import People


def promises_shown(board: Board, people: People) -> dict[str, Any]:
    """Who was told by another way, and which region has received the last word, in the order of the record."""
    return {
        "told": [
            {
                "entry": each.entry,
                "audience": each.audience,
                "at": iso(each.at_us),
                "by": {"person": each.by, "name": people.name(each.by)},
                "next_update_at": None if each.next_update_us is None else iso(each.next_update_us),
            }
            for each in board.promises.told
        ],
        "received": [
            {
                "entry": each.entry,
                "audience": each.audience,
                "region": each.region,
                "at": iso(each.at_us),
                "by": {"person": each.by, "name": people.name(each.by)},
            }
            for each in board.promises.received
        ],
    }
