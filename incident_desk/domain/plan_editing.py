"""Changes one value in the text of a plan and leaves every other character, comments too, as somebody wrote it.

Every function takes a text that can be read, and returns the new text; whether it still is a plan, `examine` says.
"""

import json
import re
from collections.abc import Sequence
from typing import Final

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from incident_desk.domain.plan_faults import Path
from incident_desk.domain.plan_yaml import composed, named, pairs

_PLAIN: Final = re.compile(r"[^\W\d_](?:[\w ./()+-]*[\w.)+])?|\d+ (?:s|min|h|d|w)|\d{4}-\d{2}-\d{2}")
_WORDS_OF_YAML: Final = {"true", "false", "null", "yes", "no", "on", "off"}
WIDTH: Final = 100


def node_at(root: Node, path: Path) -> Node | None:
    """The node there; None if there is none."""
    node: Node | None = root
    for part in path:
        if node is None:
            return None
        if isinstance(part, int):
            node = node.value[part] if isinstance(node, SequenceNode) and part < len(node.value) else None
        else:
            node = next((value for key, value in named(node) if key == part), None)
    return node


def line_of(text: str, path: Path) -> int:
    """The line a place begins in, from 1; 0 if it is not there."""
    node = node_at(composed(text), path)
    return node.start_mark.line + 1 if node is not None and node.start_mark is not None else 0


def written(words: str) -> str:
    """Words as a plan writes them: plain where they can be, else in quotes."""
    is_plain = _PLAIN.fullmatch(words) is not None and words.lower() not in _WORDS_OF_YAML
    return words if is_plain else json.dumps(words, ensure_ascii=False)


def with_value(text: str, path: Path, value: str, *, is_bare: bool = False) -> str:
    """Another value at a place; one that is not there yet is written as the last of its part.

    Args:
        is_bare: write it as it is: a number, true or false, a list in brackets.
    """
    root = composed(text)
    said = value if is_bare else written(value)
    node = node_at(root, path)
    if node is None:
        return _filled(text, root, path, said) if value else text
    if (bare := _after_name(root, path, node)) is not None:
        return f"{text[:bare]} {said}{text[bare:]}"
    start, end = _range(text, node)
    if isinstance(node, ScalarNode) and node.style in ("|", ">") and not is_bare:
        return text[:start] + _folded(value, _column(text, node)) + text[end:]
    return text[:start] + said + text[end:]


def _filled(text: str, root: Node, path: Path, said: str) -> str:
    """A value that is not there yet; the part that it belongs to as well, if that is not there."""
    name = str(path[-1])
    if (parent := node_at(root, path[:-1])) is not None:
        return _added(text, parent, name, said)
    return _added(text, node_at(root, path[:-2]), str(path[-2]), f"{{{name}: {said}}}")


def with_list(text: str, path: Path, words: Sequence[str]) -> str:
    """Other words in a list, written in lines or in brackets as it is now."""
    node = node_at(composed(text), path)
    if not isinstance(node, SequenceNode) or node.flow_style or not node.value or not words:
        listed = f"[{', '.join(map(written, words))}]"
        is_there = node is not None
        return with_value(text, path, listed, is_bare=True) if is_there or words else text
    start, end = _item(text, node.value[0])[0], _item(text, node.value[-1])[1]
    indent = " " * (start - text.rfind("\n", 0, start) - 1)
    return text[:start] + f"\n{indent}".join(f"- {written(word)}" for word in words) + text[end:]


def _after_name(root: Node, path: Path, node: Node) -> int | None:
    """Where the value of a name belongs after which nothing stands; None if something does."""
    if not isinstance(node, ScalarNode) or node.value or node.style:
        return None
    parent = node_at(root, path[:-1])
    names = [key for key, value in pairs(parent) if value is node] if parent is not None else []
    return _end_of(names[0]) if names else None


def _end_of(name: Node) -> int:
    """Behind the colon of a name."""
    assert name.end_mark is not None
    return name.end_mark.index + 1


def without(text: str, path: Path) -> str:
    """Without an item of a list, or without a name and its value."""
    root = composed(text)
    parent, node = node_at(root, path[:-1]), node_at(root, path)
    if isinstance(parent, MappingNode) and node is not None:
        return _unnamed(text, parent, str(path[-1]))
    if not isinstance(parent, SequenceNode) or node is None:
        return text
    if parent.flow_style:
        rest = [text[slice(*_range(text, each))] for each in parent.value if each.start_mark != node.start_mark]
        start, end = _range(text, parent)
        return f"{text[:start]}[{', '.join(rest)}]{text[end:]}"
    if len(parent.value) == 1:
        start = text.rindex("\n", 0, text.rindex("-", 0, _range(text, node)[0])) + 1
        head = text.rindex(":", 0, start) + 1
        return text[:head] + " []" + text[_line_end(text, _range(text, node)[1]) :]
    start = text.rfind("\n", 0, text.rindex("-", 0, _range(text, node)[0])) + 1
    return text[:start] + text[_line_end(text, _range(text, node)[1]) + 1 :]


def _unnamed(text: str, parent: MappingNode, name: str) -> str:
    """Without a name; one that stands beside the dash of an item stays, and says nothing."""
    spans = [(key, _range(text, key)[0], _pair_end(text, key, value)) for key, value in parent.value]
    _, start, end = next(span for span in spans if isinstance(span[0], ScalarNode) and span[0].value == name)
    if parent.flow_style:
        outer, last = _range(text, parent)
        rest = [text[first:after] for _, first, after in spans if first != start]
        return f"{text[:outer]}{{{', '.join(rest)}}}{text[last:]}"
    line_start = text.rfind("\n", 0, start) + 1
    if text[line_start:start].strip():
        return text[:start] + f"{name}: ~" + text[end:]
    return text[:line_start] + text[_line_end(text, end) + 1 :]


def with_item(text: str, path: Path, item: str) -> str:
    """With one more item, written in one line, at the end of a list; the list too, if it is not there."""
    node = node_at(composed(text), path)
    if node is None:
        return _added(text, node_at(composed(text), path[:-1]), str(path[-1]), f"[{item}]")
    if not isinstance(node, SequenceNode):
        return text
    if node.flow_style or not node.value:
        start, end = _range(text, node)
        inner = [text[slice(*_range(text, each))] for each in node.value]
        return f"{text[:start]}[{', '.join([*inner, item])}]{text[end:]}"
    last = _line_end(text, _range(text, node.value[-1])[1])
    first = text.rindex("-", 0, _range(text, node.value[0])[0])
    indent = " " * (first - text.rfind("\n", 0, first) - 1)
    return f"{text[:last]}\n{indent}- {item}{text[last:]}"


def moved(text: str, path: Path, by: int) -> str:
    """An item of a list some places further down, or up with a number below 0."""
    parent, at = node_at(composed(text), path[:-1]), path[-1]
    if not isinstance(parent, SequenceNode) or not isinstance(at, int) or not 0 <= at + by < len(parent.value):
        return text
    order = [*range(len(parent.value))]
    order.insert(at + by, order.pop(at))
    spans = [_range(text, node) if parent.flow_style else _item(text, node) for node in parent.value]
    said = [text[slice(*span)] for span in spans]
    result, at_char = "", 0
    for (start, end), number in zip(spans, order, strict=True):
        result += text[at_char:start] + said[number]
        at_char = end
    return result + text[at_char:]


def _item(text: str, node: Node) -> tuple[int, int]:
    """An item of a list from its dash to the end of its last line."""
    start, end = _range(text, node)
    return text.rindex("-", 0, start), _line_end(text, end)


def _added(text: str, node: Node | None, key: str, said: str) -> str:
    """A name and a value as the last of a part."""
    if not isinstance(node, MappingNode) or node.start_mark is None:
        return text
    _, end = _range(text, node)
    if node.flow_style:
        comma = ", " if node.value else ""
        return f"{text[: end - 1].rstrip()}{comma}{key}: {said}{text[end - 1 :]}"
    last = _line_end(text, _pair_end(text, *node.value[-1]))
    return f"{text[:last]}\n{' ' * node.start_mark.column}{key}: {said}{text[last:]}"


def _range(text: str, node: Node) -> tuple[int, int]:
    """The characters of a node, without the blanks and comments that follow it."""
    assert node.start_mark is not None
    assert node.end_mark is not None
    start = node.start_mark.index
    if isinstance(node, MappingNode) and node.value and not node.flow_style:
        return start, _pair_end(text, *node.value[-1])
    if isinstance(node, SequenceNode) and node.value and not node.flow_style:
        return start, _range(text, node.value[-1])[1]
    return start, start + len(text[start : node.end_mark.index].rstrip())


def _pair_end(text: str, name: Node, value: Node) -> int:
    """Where a name and its value end; of a value that is left open the mark is that of the next word, lines below."""
    is_open = isinstance(value, ScalarNode) and not value.value and not value.style
    return _end_of(name) if is_open else _range(text, value)[1]


def _line_end(text: str, at: int) -> int:
    """Where the line ends that this character stands in."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _column(text: str, node: Node) -> int:
    assert node.start_mark is not None
    line_start = text.rfind("\n", 0, node.start_mark.index) + 1
    return len(text[line_start:]) - len(text[line_start:].lstrip(" -")) + 2


def _folded(words: str, indent: int) -> str:
    import textwrap  # only when long words are written

    lines = textwrap.wrap(" ".join(words.split()), WIDTH - indent) or [""]
    return ">-\n" + "\n".join(" " * indent + line for line in lines)
