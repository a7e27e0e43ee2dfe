"""The YAML of a plan as nodes, which carry their place. Only plain mappings, lists and words: people read a plan.

Imported by `plan_text` when the first plan is read.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode
from ruamel.yaml.reader import ReaderError

from incident_desk.domain.plan_faults import Fault

DEEPEST: Final = 8
_TAB: Final = re.compile(r"^ *(\t[\t ]*)", re.MULTILINE)
_BRACKET: Final = re.compile(r"[\[\]{}]")
MOST_BRACKETS: Final = 60
"""Far more than any plan has, also with some in its words."""
CORE: Final = "tag:yaml.org,2002:"


class NotYaml(Exception):
    """The text cannot be taken apart.

    Args:
        faults: at least one.
    """

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(faults[0].words)
        self.faults = faults


def composed(text: str) -> Node:
    """The nodes of a text. Raises: NotYaml."""
    if tabs := [_tab(text, found.start(1), found.end(1)) for found in _TAB.finditer(text)]:
        raise NotYaml(tabs)
    if (deep := _too_deep(text)) is not None:
        raise NotYaml([fault_at(text, deep, f"a plan is at most {DEEPEST} levels deep")])
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as e:
        is_open = e.context_mark is not None and "quoted" in (e.context or "")  # its end is nowhere
        raise NotYaml([_marked(_plainly(e), e.context_mark if is_open else e.problem_mark)]) from e
    except RecursionError as e:
        raise NotYaml([Fault(f"a plan is at most {DEEPEST} levels deep")]) from e
    except ReaderError as e:
        raise NotYaml([fault_at(text, e.position, "a character that no text holds stands here")]) from e
    except (YAMLError, ValueError) as e:
        raise NotYaml([Fault("this is not YAML")]) from e
    if not isinstance(root, MappingNode):
        raise NotYaml([Fault("a plan starts with “name: …”", 1, 1)])
    return root


def _too_deep(text: str) -> int | None:
    """Where brackets in brackets go on for so long that the library would take seconds to say so; None if nowhere."""
    depth = 0
    for bracket in _BRACKET.finditer(text):
        depth = max(0, depth + (1 if bracket[0] in "[{" else -1))
        if depth > MOST_BRACKETS:
            return bracket.start()
    return None


def _tab(text: str, start: int, end: int) -> Fault:
    """Two spaces for each tab are what was most likely meant."""
    meant = text[start:end].replace("\t", "  ")
    return fault_at(text, start, "a tab stands here; indent with spaces", end, meant)


def fault_at(text: str, start: int, words: str, end: int | None = None, mend: str | None = None) -> Fault:
    """A fault at a character of the text."""
    line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
    return Fault(words, line, column, start, start + 1 if end is None else end, mend)


def _plainly(error: MarkedYAMLError) -> str:
    """Our words for what people run into, or the library's."""
    problem, context = error.problem or "this is not YAML", error.context or ""
    if "'\\t'" in problem:
        return "a tab stands here; indent with spaces"
    for said, words in _IN_OUR_WORDS.items():
        if said in problem or said in context:
            return words
    if ("flow sequence" in context or "flow mapping" in context) and error.context_mark is not None:
        return f"“,” or a bracket is expected here, to close the one that opens in line {error.context_mark.line + 1}"
    if "flow node" in context:
        return "a value, or the bracket that closes the one before, is expected here"
    return problem


_IN_OUR_WORDS: Final = {
    "quoted scalar": "the quotes that open here are not closed",
    "single document": "a plan is one document; “---” starts a second one",
    "mapping values are not allowed": "a second “: ” stands in this line; put the text in quotes",
    "expected <block end>": "this does not belong here; look at the indentation, and at the quotes before it",
}


def _marked(words: str, mark: Any) -> Fault:
    if mark is None:
        return Fault(words)
    return Fault(words, mark.line + 1, mark.column + 1, mark.index, mark.index + 1)


def fault_of(node: Node, words: str, mend: str | None = None, *, is_bearable: bool = False) -> Fault:
    """A fault of a node; what is to be mended is a word, a name or one line of text."""
    start, end = node.start_mark, node.end_mark
    if start is None or end is None:
        return Fault(words)
    return Fault(words, start.line + 1, start.column + 1, start.index, end.index, mend, is_bearable)


def pairs(node: Node) -> Iterator[tuple[Node, Node]]:
    """The names and the values of a mapping; nothing of any other node."""
    if isinstance(node, MappingNode):
        yield from node.value


def named(node: Node) -> Iterator[tuple[str, Node]]:
    """The same, of those whose name is a word."""
    for key, value in pairs(node):
        if isinstance(key, ScalarNode):
            yield key.value, value
