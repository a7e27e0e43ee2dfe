"""Reads a plan from YAML, strictly: an error names line, column and what is expected there."""

import functools
import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from incident_desk.domain.errors import BadInput
from incident_desk.domain.plan_schema import Plan

LIMIT_BYTES: Final = 48 * 1024
_SPAN: Final = re.compile(r"(\d{1,5}) ?(s|min|h|d)")
_SECONDS: Final = {"s": 1, "min": 60, "h": 3600, "d": 86400}
_AT: Final = re.compile(r"^(?P<what>.*?)(?: - at `(?:key in )?\$(?P<path>[^`]*)`)?$", re.DOTALL)
_STEP: Final = re.compile(r"\.([\w]+)|\[(\d+)\]|\[(\.\.\.)\]")


@functools.lru_cache(maxsize=16)
def read_plan(text: str, name: str = "plan") -> Plan:
    """The plan in `text`.

    Args:
        name: what to call the text in an error, usually the file.
    Raises: BadInput naming line and column, both from 1, and what is expected.
    """
    if len(text.encode()) > LIMIT_BYTES:
        raise BadInput(f"a plan has at most {LIMIT_BYTES // 1024} KiB", name)
    root = _composed(text, name)
    try:
        plan = msgspec.convert(_plain(root, name), Plan)
    except msgspec.ValidationError as e:
        raise _misfit(e, root, name) from e
    _check_references(plan, root, name)
    return msgspec.structs.replace(plan, text=text)


def _composed(text: str, name: str) -> Node:
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as e:
        raise BadInput(e.problem or "this is not YAML", _place(name, e.problem_mark)) from e
    except (ValueError, RecursionError) as e:
        raise BadInput("this is not YAML text", name) from e
    if not isinstance(root, MappingNode):
        raise BadInput("a plan starts with “name: …”", f"{name}, line 1, column 1")
    return root


def _plain(node: Node, name: str) -> Any:
    """Plain values; every key once, no anchors (a plan is read by people)."""
    if isinstance(node, MappingNode):
        return {key: _value(key, value, name) for key, value in _pairs(node, name)}
    if isinstance(node, SequenceNode):
        return [_plain(item, name) for item in node.value]
    return _scalar(node)


def _pairs(node: MappingNode, name: str) -> Iterator[tuple[str, Node]]:
    seen: set[str] = set()
    for key, value in node.value:
        if not isinstance(key, ScalarNode) or key.value in seen:
            word = key.value if isinstance(key, ScalarNode) else "…"
            raise BadInput(f"“{word}” stands here twice, or is no name", _place(name, key.start_mark))
        seen.add(key.value)
        yield key.value, value


def _value(key: str, node: Node, name: str) -> Any:
    if not key.endswith("_s"):
        return _plain(node, name)
    span = _SPAN.fullmatch(node.value) if isinstance(node, ScalarNode) else None
    if span is None:
        raise BadInput("a span of time is expected, like “5 min”, “2 h” or “3 d”", _place(name, node.start_mark))
    return int(span[1]) * _SECONDS[span[2]]


def _scalar(node: Node) -> Any:
    if node.tag.endswith(":null"):
        return None
    if node.tag.endswith(":int"):
        return int(node.value)
    return node.value


def _misfit(error: msgspec.ValidationError, root: Node, name: str) -> BadInput:
    found = _AT.match(str(error))
    what, path = (found["what"], found["path"] or "") if found else (str(error), "")
    return BadInput(what[0].lower() + what[1:], _place(name, _node_at(root, path).start_mark))


def _node_at(node: Node, path: str) -> Node:
    for key, index, _ in _STEP.findall(path):
        below = _below(node, key, index)
        if below is None:
            break
        node = below
    return node


def _below(node: Node, key: str, index: str) -> Node | None:
    if index and isinstance(node, SequenceNode):
        return node.value[int(index)]
    if key and isinstance(node, MappingNode):
        return next((v for k, v in node.value if k.value == key), None)
    return None


def _check_references(plan: Plan, root: Node, name: str) -> None:
    """Names used in one place must be defined in another. Raises: BadInput at the first that is not."""
    keys = [r.key for r in plan.roles]
    for n, role in enumerate(plan.roles):
        if role.key in keys[:n]:
            raise BadInput(f"two roles have the key “{role.key}”", _place(name, _node_at(root, f".roles[{n}]").start_mark))
        if role.deputy and role.deputy not in keys:
            where = _node_at(root, f".roles[{n}].deputy")
            raise BadInput(f"no role has the key “{role.deputy}”", _place(name, where.start_mark))
    for severity, consequence in plan.severities.items():
        for n, key in enumerate(consequence.opens):
            if key not in keys:
                where = _node_at(root, f".severities.{severity}.opens[{n}]")
                raise BadInput(f"no role has the key “{key}”", _place(name, where.start_mark))
    _check_severities(plan, root, name)


def _check_severities(plan: Plan, root: Node, name: str) -> None:
    if len(plan.severities) < 4:
        where = _node_at(root, ".severities")
        raise BadInput("all of SEV1, SEV2, SEV3 and SEV4 are expected", _place(name, where.start_mark))


def _place(name: str, mark: Any) -> str:
    return name if mark is None else f"{name}, line {mark.line + 1}, column {mark.column + 1}"
