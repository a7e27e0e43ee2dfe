"""A running plan that takes from a newer one only what it leaves blank: nobody's duties change under their hands."""

from typing import Any, cast

import msgspec

from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.plan_sections import Section
from incident_desk.domain.severity import Severity


def filled(running: Plan, newer: Plan) -> Plan:
    """The plan an incident goes on with. It keeps its name and its text; what the newer one adds stands at the end.

    A role that only the newer one has is opened by the severities that open it there.
    """
    known = {role.key for role in running.roles}
    whole: Plan = _part(running, newer)
    severities = {
        severity: msgspec.structs.replace(
            part, opens=(*part.opens, *(key for key in newer.severities[severity].opens if key not in known))
        )
        for severity, part in whole.severities.items()
    }
    return msgspec.structs.replace(whole, severities=severities, text=running.text)


def _part(own: Any, newer: Any) -> Any:
    taken = {name: _value(getattr(own, name), getattr(newer, name)) for name in own.__struct_fields__}
    return msgspec.structs.replace(own, **taken)


def _value(own: Any, newer: Any) -> Any:
    if isinstance(own, dict):
        return {key: _part(part, newer[key]) for key, part in cast("dict[Severity, Section]", own).items()}
    if isinstance(own, Section) and isinstance(newer, Section):
        return _part(own, newer)
    if (ours := _named(own)) and (theirs := _named(newer)):
        return _list(ours, theirs)
    return newer if own in (None, "", ()) else own


def _named(values: Any) -> tuple[Section, ...]:
    """The values, if they are parts that have names."""
    listed = cast("tuple[object, ...]", values) if isinstance(values, tuple) else ()
    parts = tuple(one for one in listed if isinstance(one, Section) and one.named_by)
    return parts if len(parts) == len(listed) else ()


def _list(own: tuple[Section, ...], newer: tuple[Section, ...]) -> tuple[Section, ...]:
    """Each of our own, filled; then those that only the newer one has."""
    there = {_name(part): part for part in newer}
    kept = tuple(_part(part, there.pop(_name(part))) if _name(part) in there else part for part in own)
    return (*kept, *there.values())


def _name(part: Section) -> str:
    return str(getattr(part, part.named_by))
