"""Maintenance as plain values, and in one English line."""

from typing import Any

from incident_desk.domain.maintenance_list import Maintenance, Maintenances
from incident_desk.domain.moments import iso
from incident_desk.domain.people import People


def maintenance_shown(one: Maintenance, among: Maintenances, people: People, now_us: int) -> dict[str, Any]:
    """One maintenance; times are ISO 8601 UTC."""
    owner = one.owner.value
    return {
        "maintenance": one.id,
        "number": among.label(one),
        "title": one.title.value,
        "phase": one.phase(now_us),
        "from": iso(one.begins_us),
        "until": iso(one.ends_us),
        "services": list(one.services.value or ()),
        "regions": list(one.regions.value or ()),
        "expect": one.expect.value,
        "owner": None if owner is None else owner.now(people).name,
        "person": None if owner is None else owner.person,
        "contact": one.contact.value,
        "origin": one.origin,
        "conflicts": list(one.conflicts),
    }


def maintenance_line(one: Maintenance, among: Maintenances, people: People, now_us: int) -> str:
    """What a list on the command line says of it."""
    owner = one.owner.value.now(people).name if one.owner.value else "nobody"
    when = f"{_minutes(one.begins_us)} to {_minutes(one.ends_us)}"
    touches = ", ".join(one.touches)
    return f"{among.label(one):<8} {one.phase(now_us):<10} {when}  {one.title.value} ({touches}), {owner}"


def _minutes(us: int) -> str:
    return iso(us)[:16].replace("T", " ")
