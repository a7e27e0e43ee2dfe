"""What one plan says otherwise than another, by place and meaning: not lines of text, but what a person would tell."""

from collections.abc import Iterator
from typing import Any, Final, cast

from incident_desk.domain.plan_patches import Change
from incident_desk.domain.plan_schema import Consequence, Plan, Role
from incident_desk.domain.plan_sections import Section
from incident_desk.domain.plan_words import line, place, title, value

_WHOLE: Final = (Plan, Role, Consequence)
"""Parts that are compared field by field; of any other a person wants to see the whole line."""


def changes(before: Plan, after: Plan) -> list[Change]:
    """Every difference, in the order of the plan."""
    return [*_fields(before, after, "")]


def _fields(before: Section, after: Section, where: str) -> Iterator[Change]:
    for field, name in zip(after.__struct_fields__, after.__struct_encode_fields__, strict=True):
        old, new = getattr(before, field), getattr(after, field)
        if old != new and (type(after), field) != (Plan, "text"):
            yield from _values(old, new, name, f"{where}, {place(name)}" if where else place(name).capitalize())


def _values(old: Any, new: Any, name: str, where: str) -> Iterator[Change]:
    if isinstance(new, dict):
        for key, part in cast("dict[str, Section]", new).items():
            yield from _fields(old[key], part, str(key))
    elif _are_named(old) or _are_named(new):
        yield from _named(old, new, where)
    elif isinstance(old, Section) and isinstance(new, Section):
        yield from _fields(old, new, where)
    else:
        yield Change(where, value(old, name), value(new, name))


def _are_named(values: Any) -> bool:
    listed = cast("tuple[object, ...]", values) if isinstance(values, tuple) else ()
    return any(isinstance(one, Section) and one.named_by for one in listed)


def _named(old: tuple[Section, ...], new: tuple[Section, ...], where: str) -> Iterator[Change]:
    was = {_name(part): part for part in old}
    now = {_name(part): part for part in new}
    for name, part in was.items():
        if name not in now:
            yield Change(where, before=line(part))
    for number, (name, part) in enumerate(now.items(), 1):
        at = f"{where} {number}" if part.noun in ("step", "task") else where
        if name not in was:
            yield Change(at, after=line(part))
        elif part != was[name]:
            yield from _changed(was[name], part, at)
    kept = [name for name in now if name in was]
    if kept != [name for name in was if name in now]:
        yield Change(f"{where}, order", ", ".join(map(title, old)), ", ".join(map(title, new)))


def _changed(old: Section, new: Section, where: str) -> Iterator[Change]:
    if isinstance(new, _WHOLE):
        yield from _fields(old, new, title(new))
    else:
        yield Change(where, line(old), line(new))


def _name(part: Section) -> str:
    return str(getattr(part, part.named_by))
