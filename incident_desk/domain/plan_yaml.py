"""The YAML of a plan, node by node. Only plain mappings, lists and words: a plan is read by people.

Imported by `plan_text` when the first plan is read.
"""

from collections.abc import Iterator
from typing import Any, Final, TypeVar

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from incident_desk.domain.errors import BadInput
from incident_desk.domain.plan_faults import NOT_A_SPAN, fault, lone_references, seconds
from incident_desk.domain.plan_schema import SPANS, Consequence, Plan
from incident_desk.domain.severity import Severity

DEEPEST: Final = 8
T = TypeVar("T")
_CORE: Final = "tag:yaml.org,2002:"
_TAGS: Final = {_CORE + plain for plain in ("map", "seq", "str", "int", "float", "bool", "null", "timestamp")}


def read(text: str, name: str) -> Plan:
    """See plan_text.read_plan."""
    root = _composed(text, name)
    plain = _plain(root, name)
    if severities := _below(root, "severities"):
        _check_severities(severities, name)
    if "text" in plain:
        raise BadInput("“text” is not known here", _place(name, _key_node(root, "text") or root))
    plan = _converted(plain, Plan, root, name)
    for path, problem in lone_references(plan):
        raise BadInput(problem, _place(name, _node_at(root, path)))
    return msgspec.structs.replace(plan, text=text)


def _check_severities(severities: Node, name: str) -> None:
    """One by one: of a fault inside a mapping, msgspec does not say under which name it lies."""
    for key, node in _pairs(severities, name):
        if key not in Severity.__members__:
            words = f"“{key}” is no severity; there are {', '.join(Severity)}"
            raise BadInput(words, _place(name, _key_node(severities, key) or node))
        _converted(_plain(node, name), Consequence, node, name)


def _composed(text: str, name: str) -> Node:
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as e:
        is_open = e.context_mark is not None and "quoted" in (e.context or "")  # its end is nowhere
        raise BadInput(_plainly(e), _mark(name, e.context_mark if is_open else e.problem_mark)) from e
    except RecursionError as e:
        raise BadInput(f"a plan is at most {DEEPEST} levels deep", name) from e
    except ReaderError as e:
        line, column = text.count("\n", 0, e.position) + 1, e.position - text.rfind("\n", 0, e.position)
        raise BadInput("a character that no text holds stands here", f"{name}, line {line}, column {column}") from e
    except (YAMLError, ValueError) as e:
        raise BadInput("this is not YAML", name) from e
    if not isinstance(root, MappingNode):
        raise BadInput("a plan starts with “name: …”", f"{name}, line 1, column 1")
    return root


def _plainly(error: MarkedYAMLError) -> str:
    """Our words for what people run into, or the library's."""
    problem, context = error.problem or "this is not YAML", error.context or ""
    if "'\\t'" in problem:
        return "a tab stands here; indent with spaces"
    for said, words in _IN_OUR_WORDS.items():
        if said in problem or said in context:
            return words
    if "flow" in context and error.context_mark is not None:
        return f"“,” or a bracket is expected here, to close the one that opens in line {error.context_mark.line + 1}"
    return problem


_IN_OUR_WORDS: Final = {
    "quoted scalar": "the quotes that open here are not closed",
    "single document": "a plan is one document; “---” starts a second one",
    "mapping values are not allowed": "a second “: ” stands in this line; put the text in quotes",
    "expected <block end>": "this does not belong here; look at the indentation, and at the quotes before it",
}


def _plain(node: Node, name: str, depth: int = 1) -> Any:
    """Plain values: texts, whole numbers, lists, names with values."""
    _check(node, name, depth)
    if isinstance(node, MappingNode):
        return {key: _value(key, value, name, depth) for key, value in _pairs(node, name)}
    if isinstance(node, SequenceNode):
        return [_plain(item, name, depth + 1) for item in node.value]
    assert isinstance(node, ScalarNode)
    return _scalar(node)


def _check(node: Node, name: str, depth: int) -> None:
    """Raises: BadInput for what people cannot read at a glance."""
    if depth > DEEPEST:
        raise BadInput(f"a plan is at most {DEEPEST} levels deep", _place(name, node))
    if node.anchor is not None:
        raise BadInput(f"write it out: “&{node.anchor}” and “*{node.anchor}” are not taken", _place(name, node))
    if node.tag not in _TAGS:
        raise BadInput("a type with “!” is not taken", _place(name, node))


def _pairs(node: Node | None, name: str) -> Iterator[tuple[str, Node]]:
    """Names and values, each name once. Raises: BadInput at the second."""
    seen: set[str] = set()
    for key, value in node.value if isinstance(node, MappingNode) else ():
        if not isinstance(key, ScalarNode):
            raise BadInput("a name is expected here", _place(name, key))
        if key.value in seen:
            raise BadInput(f"“{key.value}” stands here twice", _place(name, key))
        seen.add(key.value)
        yield key.value, value


def _value(key: str, node: Node, name: str, depth: int) -> Any:
    if key not in SPANS:
        return _plain(node, name, depth + 1)
    _check(node, name, depth)
    span = seconds(node.value) if isinstance(node, ScalarNode) else None
    if span is None:
        raise BadInput(NOT_A_SPAN, _place(name, node))
    return span


def _scalar(node: ScalarNode) -> Any:
    if node.tag == _CORE + "null":
        return None
    if node.tag == _CORE + "int" and node.value.lstrip("+-").isdecimal():
        return int(node.value[:20])
    return node.value


def _converted(plain: Any, to: type[T], node: Node, name: str) -> T:
    try:
        return msgspec.convert(plain, to)
    except msgspec.ValidationError as e:
        found = fault(str(e))
        at = _node_at(node, found.path)
        raise BadInput(found.words, _place(name, _key_node(at, found.key) or at)) from e


def _node_at(node: Node, path: tuple[str | int, ...]) -> Node:
    """The node there, or the last one on the way."""
    for part in path:
        below = _below(node, part)
        if below is None:
            break
        node = below
    return node


def _below(node: Node, part: str | int) -> Node | None:
    if isinstance(part, int):
        return node.value[part] if isinstance(node, SequenceNode) else None
    return next((v for k, v in _named(node) if k == part), None)


def _key_node(node: Node, key: str) -> Node | None:
    keys = (k for k, _ in node.value) if isinstance(node, MappingNode) else ()
    return next((k for k in keys if isinstance(k, ScalarNode) and k.value == key), None)


def _named(node: Node) -> Iterator[tuple[str, Node]]:
    """Names and values of a mapping; nothing of any other node."""
    for key, value in node.value if isinstance(node, MappingNode) else ():
        if isinstance(key, ScalarNode):
            yield key.value, value


def _place(name: str, node: Node) -> str:
    return _mark(name, node.start_mark)


def _mark(name: str, mark: Any) -> str:
    return name if mark is None else f"{name}, line {mark.line + 1}, column {mark.column + 1}"
