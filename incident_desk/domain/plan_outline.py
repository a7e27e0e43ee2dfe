"""The text of a plan as names, lists and words, sound or not: what forms show while something in it is still wrong."""

from typing import Any

import msgspec
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from incident_desk.domain.plan_faults import Fault, Path
from incident_desk.domain.plan_text import LIMIT_BYTES
from incident_desk.domain.plan_yaml import CORE, DEEPEST, NotYaml, composed, named

MOST = 20_000
"""Values a plan may have; one with more is none that a person could read."""


class Outline(msgspec.Struct, frozen=True):
    """What a text says.

    Args:
        tree: names to values: words, lists, or names again. Nothing is an empty word.
        lines: the line each place begins in, from 1.
        faults: the places at which something is wrong, each with its first fault.
    """

    tree: dict[str, Any]
    lines: dict[Path, int]
    faults: dict[Path, Fault]

    def at(self, path: Path) -> Any:
        """What stands there; None if there is no such place."""
        value: Any = self.tree
        for part in path:
            try:
                value = value[part]
            except (KeyError, IndexError, TypeError):
                return None
        return value

    def wrong_below(self, path: Path) -> int:
        """How many places at or below this one are wrong."""
        return sum(place[: len(path)] == path for place in self.faults)


def outlined(text: str, faults: tuple[Fault, ...]) -> Outline | None:
    """The outline of a text; None if it cannot be taken apart at all.

    Args:
        faults: what `examine` found in it.
    """
    if len(text) > LIMIT_BYTES:
        return None
    try:
        root = composed(text)
    except NotYaml:
        return None
    reading = _Reading()
    tree = reading.value(root, ())
    if not isinstance(tree, dict) or reading.is_too_much:
        return None
    wrong: dict[Path, Fault] = {}
    for fault in faults:
        wrong.setdefault(_place(root, fault.start), fault)
    return Outline(tree, reading.lines, wrong)  # pyright: ignore[reportUnknownArgumentType]


class _Reading:
    def __init__(self) -> None:
        self.lines: dict[Path, int] = {}
        self.is_too_much = False

    def value(self, node: Node, path: Path) -> Any:
        """Names, lists and words below a node. One that is written elsewhere ("*name") is left out."""
        self.is_too_much |= len(self.lines) > MOST
        if self.is_too_much or len(path) > DEEPEST or node.anchor is not None:
            return ""
        self.lines[path] = node.start_mark.line + 1 if node.start_mark is not None else 0
        if isinstance(node, MappingNode):
            first: dict[str, Any] = {}
            for key, value in named(node):
                if key not in first:
                    first[key] = self.value(value, (*path, key))
            return first
        if isinstance(node, SequenceNode):
            return [self.value(each, (*path, number)) for number, each in enumerate(node.value)]
        return node.value if isinstance(node, ScalarNode) and node.tag != CORE + "null" else ""


def _place(root: Node, at: int) -> Path:
    """The way to the smallest place that holds a character; a name counts as the place of its value."""
    path: Path = ()
    node: Node | None = root
    while node is not None and len(path) <= DEEPEST:
        part, node = _below(node, at)
        if part is None:
            return path
        path = (*path, part)
    return path


def _below(node: Node, at: int) -> tuple[str | int | None, Node | None]:
    if isinstance(node, SequenceNode):
        for number, each in enumerate(node.value):
            if _holds(each, at):
                return number, each
    elif isinstance(node, MappingNode):
        for key, value in node.value:
            if isinstance(key, ScalarNode) and _holds(key, at):
                return key.value, None
            if isinstance(key, ScalarNode) and _holds(value, at):
                return key.value, value
    return None, None


def _holds(node: Node, at: int) -> bool:
    start, end = node.start_mark, node.end_mark
    return start is not None and end is not None and start.index <= at < max(end.index, start.index + 1)
