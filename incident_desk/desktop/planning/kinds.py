"""What the fields of a plan's parts are, and what may stand in each."""

from typing import Any, cast

from msgspec import inspect

from incident_desk.desktop.planning.field_words import value_words
from incident_desk.desktop.planning.fields import Choices
from incident_desk.domain.plan_faults import Path
from incident_desk.domain.plan_outline import Outline


def fields_of(part: type[Any]) -> tuple[inspect.Field, ...]:
    """The fields of a part, in the order in which it declares them."""
    described = inspect.type_info(part)
    return described.fields if isinstance(described, inspect.StructType) else ()


def field_named(part: type[Any], name: str) -> inspect.Field:
    """The field that the text calls so."""
    return next(field for field in fields_of(part) if field.encode_name == name)


def plain(kind: inspect.Type) -> inspect.Type:
    """Without what is only said about it, and without the nothing that would do as well."""
    if isinstance(kind, inspect.Metadata):
        return plain(kind.type)
    if isinstance(kind, inspect.UnionType):
        return plain(next(one for one in kind.types if not isinstance(one, inspect.NoneType)))
    return kind


def is_of_parts(kind: inspect.Type) -> bool:
    """A part with fields of its own, or several of such: it has another place than a field."""
    inner = kind.item_type if isinstance(kind, inspect.VarTupleType) else kind
    return isinstance(inner, inspect.StructType | inspect.DictType)


def choices_of(outline: Outline, field: inspect.Field, own: Path = ()) -> Choices:
    """What may stand there, as the text says it and in words; empty where anything may.

    Args:
        own: the part the field belongs to: no role is its own deputy.
    """
    kind = plain(field.type)
    inner = plain(kind.item_type) if isinstance(kind, inspect.VarTupleType) else kind
    if isinstance(inner, inspect.EnumType):
        words = [str(one.value) for one in inner.cls]
        return [(word, value_words(word)) for word in words]
    if isinstance(inner, inspect.BoolType):
        return [("true", value_words("yes")), ("false", value_words("no"))]
    section = _referred(field.type)
    return _keys(outline, section, own) if section else []


def _keys(outline: Outline, section: str, own: Path) -> Choices:
    found = outline.at((section,))
    listed = cast("list[Any]", found) if isinstance(found, list) else []
    parts = [cast("dict[str, Any]", part) for part in listed if isinstance(part, dict)]
    me = outline.at((*own, "key")) if own[:1] == (section,) else None
    named = [(str(part.get("key", "")), str(part.get("title") or part.get("name") or "")) for part in parts]
    return [(key, words or key) for key, words in named if key and key != me]


def _referred(kind: inspect.Type) -> str:
    """The section whose keys may stand there; empty if it is none."""
    if isinstance(kind, inspect.VarTupleType):
        return _referred(kind.item_type)
    if isinstance(kind, inspect.UnionType):
        return next((found for one in kind.types if (found := _referred(one))), "")
    if isinstance(kind, inspect.Metadata):
        said = cast("dict[str, str]", kind.extra or {})  # pyright: ignore[reportUnknownMemberType]
        return said.get("of", "") or _referred(kind.type)
    return ""


def new_part(part: type[Any], number: int, outline: Outline | None) -> str:
    """A part in one line, with every field that it must have, for somebody to fill in."""
    said = [f"{field.encode_name}: {_first(field, number, outline)}" for field in fields_of(part) if field.required]
    return "{" + ", ".join(said) + "}"


def _first(field: inspect.Field, number: int, outline: Outline | None) -> str:
    """A value to begin with."""
    kind = plain(field.type)
    choices: Choices = choices_of(outline, field) if outline else ()
    if isinstance(kind, inspect.VarTupleType):
        return "[]"
    if choices:
        return choices[0][0]
    if field.name.endswith("_s"):
        return "5 min"
    return f"new_{number}" if field.encode_name == "key" else f"New {number}"
