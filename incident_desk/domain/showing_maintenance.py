"""Maintenance as plain values, and in one English line."""

from typing import Any

from incident_desk.domain.announced import beside
from incident_desk.domain.board import Board
from incident_desk.domain.maintenance_list import Maintenance, Maintenances, Told, Worded
from incident_desk.domain.moments import iso
from incident_desk.domain.people import People


def maintenance_shown(one: Maintenance, among: Maintenances, people: People) -> dict[str, Any]:
    """One maintenance and all that was said of it; times are ISO 8601 UTC."""
    owner = one.owner.value
    return {
        "maintenance": one.id,
        "number": among.label(one),
        "title": one.title.value,
        "turn": one.turn.value,
        "from": iso(one.begins_us),
        "until": iso(one.ends_us),
        "services": list(one.services.value or ()),
        "regions": list(one.regions.value or ()),
        "expect": one.expect.value,
        "owner": None if owner is None else owner.now(people).name,
        "person": None if owner is None else owner.person,
        "contact": one.contact.value,
        "link": one.link.value,
        "origin": one.origin,
        "to_customers": None if one.worded is None else _to_customers(one.worded, people),
        "told": [_told(told, people) for told in one.told],
        "conflicts": list(one.conflicts),
    }


def maintenance_beside(board: Board, maintenances: Maintenances, people: People) -> list[dict[str, Any]]:
    """What an incident came of, and what touched its services while it was open."""
    came_of = set(board.headline.came_of.values())
    found = beside(board.headline, board.impact, maintenances)
    return [{**maintenance_shown(one, maintenances, people), "is_cause": one.id in came_of} for one in found]


def maintenance_line(one: Maintenance, among: Maintenances, people: People, stands: str) -> str:
    """What a list says of it; `stands` is where it stands."""
    owner = one.owner_name(people)
    when = f"{_minutes(one.begins_us)} to {_minutes(one.ends_us)} UTC"
    touches = ", ".join(one.touches)
    return f"{among.label(one):<8} {stands:<10} {when}  {one.title.value} ({touches}), {owner}"


def told_line(told: Told, people: People) -> str:
    """What was said of it once."""
    return f"{iso(told.occurred_us)}  {people.name(told.by)}: {told.english}"


def _to_customers(worded: Worded, people: People) -> dict[str, Any]:
    return {
        "words": worded.text,
        "entry": worded.entry,
        "by": people.name(worded.by),
        "allowed_by": [people.name(each) for each in worded.allowed],
        "hidden": worded.is_hidden,
    }


def _told(told: Told, people: People) -> dict[str, Any]:
    return {
        "entry": told.entry,
        "person": told.by,
        "name": people.name(told.by),
        "occurred_at": iso(told.occurred_us),
        "line": told.english,
        "text": told.body.words(),
    }


def _minutes(us: int) -> str:
    return iso(us)[:16].replace("T", " ")
