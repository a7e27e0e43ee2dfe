"""Follow-ups as plain values, and in one English line."""

from typing import Any

from incident_desk.domain.board import Board
from incident_desk.domain.follow_up_list import FollowUp, FollowUps
from incident_desk.domain.moments import iso
from incident_desk.domain.people import People


def follow_ups_shown(board: Board, people: People) -> list[dict[str, Any]]:
    """Every follow-up, in the order of the record. Whether one is overdue is for whoever looks at the clock."""
    return [follow_up_shown(one, board.follow_ups, people) for one in board.follow_ups.all]


def follow_up_shown(one: FollowUp, among: FollowUps, people: People) -> dict[str, Any]:
    """One of them; times are ISO 8601 UTC."""
    owner, ending = one.owner.value, one.ending.value
    return {
        "follow_up": one.id,
        "number": among.label(one),
        "text": one.words,
        "owner": None if owner is None else owner.now(people).name,
        "person": None if owner is None else owner.person,
        "due_at": _iso(one.due_us.value),
        "priority": one.priority.value,
        "kind": one.aim.value,
        "verify": one.verify.value or "",
        "lesson": one.lesson,
        "link": one.link.value or "",
        "origin": one.origin,
        "added_by": {"person": one.by, "name": people.name(one.by)},
        "added_at": iso(one.added_us),
        "ended": None if ending is None else ending.how,
        "ended_at": _iso(one.ended_us),
        "evidence": ending.words if ending is not None else "",
        "conflicts": list(one.conflicts),
    }


def follow_up_line(one: FollowUp, label: str, people: People, now_us: int) -> str:
    """What a list says of it; `label` is what it is called there."""
    due = iso(one.due_us.value)[:10] if one.due_us.value is not None else "no date"
    ending = one.ending.value
    stands = "OVERDUE" if one.is_overdue(now_us) else "open"
    said = f"{stands} since {due}" if stands == "OVERDUE" else f"{stands}, due {due}"
    if ending is not None:
        said = f"{ending.how}: {ending.words}"
    aim, priority = one.aim.value, one.priority.value
    return f"{label:<14} {one.words} ({one.owner_name(people)}, {priority}, {aim})  {said}"


def _iso(us: int | None) -> str | None:
    return None if us is None else iso(us)
