"""Who of an incident works in other open incidents as well, as plain values; nothing of restricted ones."""

from collections.abc import Iterable
from typing import Any

from incident_desk.domain.elsewhere import AlsoIn, OnBoard, at_work, elsewhere
from incident_desk.domain.people import People


def elsewhere_shown(board: OnBoard, among: Iterable[OnBoard], people: People) -> list[dict[str, Any]]:
    """Each person of this incident with each of the others in which they have a part.

    The same for whoever asks: a restricted incident stands in no other.
    """
    others = [at for at in (at_work(other, people) for other in among) if not at.is_restricted]
    return [
        {"person": part.holder.person, "name": part.holder.name, **_also(also)}
        for part in at_work(board, people).parts
        for also in elsewhere(others, part.holder, board.incident)
    ]


def _also(also: AlsoIn) -> dict[str, Any]:
    return {
        "incident": also.incident,
        "number": also.number,
        "title": also.title or None,
        "roles": list(also.roles),
        "tasks": also.tasks,
    }


def also_english(also: AlsoIn) -> str:
    """What somebody does there: "Operations manager in INC-7"."""
    tasks = f"{also.tasks} task{'s' if also.tasks > 1 else ''}" if also.tasks else ""
    parts = ", ".join(filter(None, (*also.roles, tasks)))
    return f"{parts} in {also.number}{' (restricted)' if also.is_restricted else ''}"
