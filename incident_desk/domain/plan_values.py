"""The single values of a plan: a word, a number, a day, a span of time; or the fault that stands there instead."""

import datetime
import enum
from typing import Final

from msgspec import inspect
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from incident_desk.domain.plan_faults import NOT_A_SPAN, Fault, meant, seconds, span_meant
from incident_desk.domain.plan_yaml import CORE, fault_of

_TRUTHS: Final = {"true": True, "false": False}
_EXPECTED: Final[dict[type[inspect.Type], str]] = {
    inspect.StrType: "text",
    inspect.IntType: "a whole number",
    inspect.BoolType: "“true” or “false”",
    inspect.DateType: "a day",
}


def word(node: Node, kind: inspect.Type) -> str | int | bool | datetime.date | Fault:
    """A value that is written in one word or one text."""
    if not isinstance(node, ScalarNode):
        return fault_of(node, f"{_EXPECTED[type(kind)]} is expected here, not {got(node)}")
    match kind:
        case inspect.IntType():
            return _number(node, kind)
        case inspect.BoolType():
            truth = _TRUTHS.get(node.value.lower())
            return fault_of(node, "“true” or “false” is expected here") if truth is None else truth
        case inspect.DateType():
            return _day(node)
        case _:
            return text(node)


def text(node: ScalarNode) -> str | Fault:
    """Words. A bare number is refused: somebody may have meant it as one."""
    if node.tag == CORE + "null":
        return fault_of(node, "text is expected here, not nothing")
    if node.tag == CORE + "int" and node.value.lstrip("+-").isdecimal():
        return fault_of(node, "text is expected here, not a number (put it in quotes)", f'"{node.value}"')
    return node.value


def _number(node: ScalarNode, kind: inspect.IntType) -> int | Fault:
    if node.tag != CORE + "int" or not node.value.lstrip("+-").isdecimal():
        return fault_of(node, f"a whole number is expected here, not {got(node)}")
    number = int(node.value[:20])
    if kind.gt is not None and number <= kind.gt:
        return fault_of(node, f"a whole number of {kind.gt + 1} or more is expected here")
    if kind.ge is not None and number < kind.ge:
        return fault_of(node, f"a whole number of {kind.ge} or more is expected here")
    return number


def _day(node: ScalarNode) -> datetime.date | Fault:
    try:
        return datetime.date.fromisoformat(node.value)
    except ValueError:
        return fault_of(node, "a day is expected here, written like 2026-03-31")


def span(node: Node, kind: inspect.Type) -> int | Fault | None:
    """A span of time, in seconds; None where it may be left open and is."""
    if isinstance(kind, inspect.UnionType):
        if node.tag == CORE + "null":
            return None
        kind = not_none(kind)
    found = seconds(node.value) if isinstance(node, ScalarNode) else None
    if found is None:
        return fault_of(node, NOT_A_SPAN, span_meant(node.value) if isinstance(node, ScalarNode) else None)
    if isinstance(kind, inspect.IntType) and kind.gt is not None and found <= kind.gt:
        return fault_of(node, "this comes round: the span must be longer than 0")
    return found


def one_of(node: Node, among: type[enum.Enum]) -> enum.Enum | Fault:
    """One of a few known words."""
    words = [str(one.value) for one in among]
    if not isinstance(node, ScalarNode):
        return fault_of(node, f"text is expected here, not {got(node)}")
    if node.value in words:
        return among(node.value)
    there = " and ".join(words) if len(words) == 2 else ", ".join(words)
    return fault_of(node, f"“{node.value}” is not known here; there are {there}", meant(node.value, words))


def not_none(kind: inspect.UnionType) -> inspect.Type:
    """What is wanted where nothing will do as well."""
    return next(one for one in kind.types if not isinstance(one, inspect.NoneType))


def got(node: Node) -> str:
    """What stands there, in a word."""
    if isinstance(node, SequenceNode):
        return "a list"
    if isinstance(node, MappingNode):
        return "names"
    return "nothing" if node.tag == CORE + "null" else "text"
