"""Markdown, and Python's types in plain words."""

import enum
import inspect
import types
import typing
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec

from incident_desk.domain.texts import outside_name

NOTICE = "<!-- Written by `make docs` from the code: change the code, not this page. -->"

WORDS: dict[str, str] = {
    "str": "text",
    "int": "whole number",
    "float": "number",
    "bool": "true or false",
    "bytes": "bytes in base64",
    "Entry": "a whole entry, with the fields above",
    "EntryId": "id of an entry",
    "TaskId": "id of a task",
    "IncidentId": "id of an incident",
    "StreamId": "id of a stream",
    "PersonId": "id of a person",
    "DeskNumber": "number of a desk",
    "AlertKey": "key of an alert",
    "NoneType": "nothing",
}


def page(title: str, *parts: str) -> str:
    """A whole page; empty parts are left out."""
    return "\n\n".join([f"# {title}", NOTICE, *(part for part in parts if part)]) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table, empty if there are no rows."""
    lines = [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows]
    if not lines:
        return ""
    return "\n".join([f"| {' | '.join(head)} |", "|" + "---|" * len(head), *lines])


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def said_of(thing: object, base: type) -> str:
    """The docstring as one paragraph each, if the thing has one of its own."""
    said = vars(thing).get("__doc__")
    if not isinstance(said, str) or said == base.__doc__:
        return ""
    paragraphs = inspect.cleandoc(said).split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def in_words(name: str, kind: Any) -> str:
    """The type of a field in plain words; a field that ends in `_us` is a moment, one in `_s` a span."""
    parts = [part for part in _parts(kind) if part not in (types.NoneType, msgspec.UnsetType)]
    if name.endswith("_us"):
        return "moment"
    if name.endswith("_s"):
        return "span"
    return " or ".join(_one(part) for part in parts)


def _parts(kind: Any) -> tuple[Any, ...]:
    is_union = typing.get_origin(kind) in (typing.Union, types.UnionType)
    return typing.get_args(kind) if is_union else (kind,)


def _one(kind: Any) -> str:
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        return f"list: {_one(inside[0])}"
    if origin is dict:
        return f"{_one(inside[0])} → {in_words('', inside[1])}"
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return ", ".join(f"`{member.value}`" for member in kind)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and kind.__name__ not in WORDS:
        return " + ".join(outside_name(name) for name in kind.__struct_fields__)
    return WORDS[kind.__name__]


def fields(struct: type[msgspec.Struct], head: Sequence[str], named: Callable[[str], str] = str) -> str:
    """A table of a struct's fields: name, type, and what holds where one is left out."""
    rows = ((f"`{named(f.name)}`", in_words(f.name, f.type), _default(f)) for f in msgspec.structs.fields(struct))
    return table(head, rows)


def _default(field: msgspec.structs.FieldInfo) -> str:
    if field.required:
        return "needed"
    value = field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()
    if value in ("", (), {}, None) or value is msgspec.UNSET:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)
