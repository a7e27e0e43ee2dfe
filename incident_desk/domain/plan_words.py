"""A plan in words: a span of time as people write it, a part in one line, a name for each place."""

from typing import Any, Final, cast

from incident_desk.domain.plan_schema import SPANS, Plan, Step
from incident_desk.domain.plan_sections import Section

_UNITS: Final = (("w", 604800), ("d", 86400), ("h", 3600), ("min", 60))


def span(seconds: int) -> str:
    """A span as a plan writes it: "5 min"."""
    for unit, size in _UNITS:
        if seconds and seconds % size == 0:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


def title(part: Section) -> str:
    """What a person calls a part of a plan."""
    for field in ("title", "name", "do", "asked", "key"):
        if said := getattr(part, field, ""):
            return str(said)
    return part.noun or type(part).__name__


def place(name: str) -> str:
    """The name of a field, as words."""
    return name.replace("_", " ")


def value(said: Any, name: str = "") -> str:
    """A value in one line; empty for nothing."""
    if isinstance(said, tuple):
        return ", ".join(value(one, name) for one in cast("tuple[object, ...]", said))
    if isinstance(said, Section):
        return line(said)
    if isinstance(said, bool):
        return "yes" if said else "no"
    if isinstance(said, int) and name in SPANS:
        return span(said)
    return "" if said is None else " ".join(str(said).split())


def line(part: Section) -> str:
    """A part in one line: what it is called, then what else it says."""
    fields = zip(part.__struct_fields__, part.__struct_encode_fields__, strict=True)
    head = title(part)
    said = [head] if part.named_by or isinstance(part, Step) else []
    for field, name in fields:
        own = getattr(part, field)
        if field == "key" or (said and own == head) or own in (False, None, "", ()):
            continue
        words = value(own, name)
        said.append(place(name) if own is True else words if len(said) == 0 else f"{place(name)} {words}")
    return " · ".join(said)


def role_titles(plan: Plan, keys: tuple[str, ...]) -> tuple[str, ...]:
    """The titles of roles, in the order of the plan."""
    return tuple(role.title for role in plan.roles if role.key in keys)
