"""Holds the nodes of a plan against its sections, and gathers every fault there is, not only the first."""

from collections.abc import Iterable
from typing import Any, Final

import msgspec
from msgspec import inspect
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from incident_desk.domain import plan_values, plan_written
from incident_desk.domain.plan_faults import NOT_A_KEY, Fault, is_key, key_meant, meant
from incident_desk.domain.plan_references import References
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.plan_sections import Section
from incident_desk.domain.plan_yaml import CORE, DEEPEST, NotYaml, composed, fault_of, pairs
from incident_desk.domain.severity import Severity

_TAGS: Final = {CORE + plain for plain in ("map", "seq", "str", "int", "float", "bool", "null", "timestamp")}


class _Wrong:
    """What a faulty value is read as: its fault is told, and nothing more is said about it."""


WRONG: Final = _Wrong()


class Found(msgspec.Struct, frozen=True):
    """What a text came to: every fault in the order of the text, and the plan if none bars it."""

    plan: Plan | None
    faults: tuple[Fault, ...]


def read(text: str) -> Found:
    """Read a plan to its end, whatever is wrong with it."""
    try:
        root = composed(text)
    except NotYaml as e:
        return Found(None, tuple(e.faults))
    reader = _Reader(text)
    plan = reader.section(root, Plan, 1)
    faults = sorted([*reader.faults, *reader.references.faults()], key=lambda fault: (fault.line, fault.column))
    if not isinstance(plan, Plan) or not all(fault.is_bearable for fault in faults):
        return Found(None, tuple(faults))
    return Found(msgspec.structs.replace(plan, text=text), tuple(faults))


class _Reader:
    """One reading of one plan."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.faults: list[Fault] = []
        self.references = References()

    def _wrong(self, node: Node, words: str, mend: str | None = None) -> _Wrong:
        self.faults.append(fault_of(node, words, mend))
        return WRONG

    def _is_plain(self, node: Node, depth: int) -> bool:
        """Whether people can read it at a glance."""
        if depth > DEEPEST:
            self._wrong(node, f"a plan is at most {DEEPEST} levels deep")
        elif node.anchor is not None:
            self._wrong(node, f"write it out: “&{node.anchor}” and “*{node.anchor}” are not taken")
        elif node.tag not in _TAGS:
            self._wrong(node, "a type with “!” is not taken")
        else:
            return True
        return False

    # one value --------------------------------------------------------------------------------------------------------

    def value(self, node: Node, kind: inspect.Type, depth: int) -> Any:
        """The value of a node that should be of this kind; WRONG if it is not."""
        if isinstance(kind, inspect.Metadata):
            return self._reference(node, kind, depth)
        if isinstance(kind, inspect.UnionType):
            return None if node.tag == CORE + "null" else self.value(node, plan_values.not_none(kind), depth)
        return self._whole(node, kind, depth) if self._is_plain(node, depth) else WRONG

    def _whole(self, node: Node, kind: inspect.Type, depth: int) -> Any:
        match kind:
            case inspect.StructType(cls=cls):
                return self.section(node, cls, depth)
            case inspect.VarTupleType(item_type=item, min_length=least):
                return self._list(node, item, depth, least or 0)
            case inspect.DictType(value_type=value):
                return self._severities(node, value, depth)
            case inspect.EnumType(cls=cls):
                return self._told(plan_values.one_of(node, cls))
            case _:
                return self._told(plan_values.word(node, kind))

    def _reference(self, node: Node, kind: inspect.Metadata, depth: int) -> Any:
        value = self.value(node, kind.type, depth)
        said: dict[str, str] = kind.extra or {}  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        if "of" in said and isinstance(value, str):
            self.references.use(said["of"], value, node)
        if "written" in said and isinstance(value, str) and isinstance(node, ScalarNode):
            self.faults += plan_written.faults(said["written"], value, node, self._text)
        return value

    def _told(self, value: Any) -> Any:
        """A value that was read; WRONG for a fault, which is told."""
        if isinstance(value, Fault):
            self.faults.append(value)
            return WRONG
        return value

    # parts ------------------------------------------------------------------------------------------------------------

    def _list(self, node: Node, item: inspect.Type, depth: int, least: int) -> Any:
        if not isinstance(node, SequenceNode):
            return self._wrong(node, f"a list is expected here, not {plan_values.got(node)}")
        if len(node.value) < least:
            return self._wrong(node, "at least one is expected here")
        values = [self.value(each, item, depth + 1) for each in node.value]
        if isinstance(item, inspect.StructType) and issubclass(item.cls, Section):
            self._check_names(item.cls, node)
        elif isinstance(item, inspect.EnumType):
            self._check_twice(node)
        return WRONG if any(value is WRONG for value in values) else tuple(values)

    def _check_names(self, section: type[Section], node: SequenceNode) -> None:
        """Each part has a name of its own in its list."""
        if not section.named_by:
            return
        seen: set[str] = set()
        for each in node.value:
            name = _named(each, section)
            if name is None:
                continue
            if section.named_by == "key" and not is_key(name.value):
                self._wrong(name, NOT_A_KEY, key_meant(name.value))
            if name.value in seen:
                self._wrong(name, f"two {section.noun}s have the {section.named_by} “{name.value}”")
            seen.add(name.value)
            self.references.define(section, name.value)

    def _check_twice(self, node: SequenceNode) -> None:
        """What stands in a list twice says nothing more: whoever wrote it meant another word."""
        seen: set[str] = set()
        for each in (each for each in node.value if isinstance(each, ScalarNode)):
            if each.value in seen:
                self.faults.append(fault_of(each, f"“{each.value}” stands in this list twice", is_bearable=True))
            seen.add(each.value)

    def _severities(self, node: Node, kind: inspect.Type, depth: int) -> Any:
        if not isinstance(node, MappingNode):
            return self._wrong(node, f"a part with names and values is expected here, not {plan_values.got(node)}")
        found: dict[Severity, Any] = {}
        known = 0
        for key, value in self._pairs(node):
            if key.value in Severity.__members__:
                found[Severity(key.value)] = self.value(value, kind, depth + 1)
            else:
                words = f"“{key.value}” is no severity; there are {', '.join(Severity)}"
                self._wrong(key, words, meant(key.value.upper(), Severity))
            known += 1
        if known < len(Severity):
            return self._wrong(node, f"all of {', '.join(Severity)[:-6]} and {[*Severity][-1]} are expected")
        return WRONG if len(found) < known or any(value is WRONG for value in found.values()) else found

    def section(self, node: Node, section: type[Any], depth: int) -> Any:
        """One part of the plan. Returns: it, or WRONG."""
        fields = {f.encode_name: f for f in _fields(section) if (section, f.name) != (Plan, "text")}
        if isinstance(node, ScalarNode) and section.may_be_a_name and node.tag != CORE + "null":
            word = self._told(plan_values.text(node))
            return word if word is WRONG else section(word) if self._is_said(node, section.noun) else WRONG
        if not isinstance(node, MappingNode):
            return self._wrong(node, f"a part with names and values is expected here, not {plan_values.got(node)}")
        values: dict[str, Any] = {}
        excused: set[str] = set()
        for key, value in self._pairs(node):
            field = fields.get(key.value)
            if field is None:
                excused |= self._unknown(key, fields)
                self._look_through(value, depth + 1)
            else:
                values[field.name] = self._field(value, field, depth + 1)
        values |= self._missing(node, fields, values, excused)
        self.references.chain(node, section.noun)
        return WRONG if any(value is WRONG for value in values.values()) else self._made(node, section(**values))

    def _made(self, node: Node, part: Section) -> Section:
        if words := part.amiss():
            self.faults.append(fault_of(node, words, is_bearable=True))
        return part

    def _field(self, node: Node, field: inspect.Field, depth: int) -> Any:
        if field.name.endswith("_s"):
            return self._told(plan_values.span(node, field.type)) if self._is_plain(node, depth) else WRONG
        value = self.value(node, field.type, depth)
        if field.required and isinstance(value, str) and isinstance(node, ScalarNode):
            return value if self._is_said(node, field.encode_name) else WRONG
        return value

    def _is_said(self, node: ScalarNode, noun: str) -> bool:
        if not node.value.strip():
            self._wrong(node, f"the {noun} is empty; say it in words")
        return bool(node.value.strip())

    def _look_through(self, node: Node, depth: int) -> None:
        """Tell what no plan takes, also where nobody asks for the value."""
        if not self._is_plain(node, depth):
            return
        for below in node.value if isinstance(node, SequenceNode) else (value for _, value in pairs(node)):
            self._look_through(below, depth + 1)

    def _unknown(self, key: ScalarNode, fields: Iterable[str]) -> set[str]:
        """Returns: the name that was meant, if one is near: it is not missing as well."""
        near = meant(key.value, fields)
        self._wrong(key, f"“{key.value}” is not known here" + (f"; did you mean “{near}”?" if near else ""), near)
        return {near} if near else set()

    def _missing(
        self, node: Node, fields: dict[str, inspect.Field], values: dict[str, Any], excused: set[str]
    ) -> dict[str, Any]:
        lacking = {name: f for name, f in fields.items() if f.required and f.name not in values}
        for name in (name for name in lacking if name not in excused):  # in the order of the plan, each time the same
            self._wrong(node, f"“{name}: …” is missing here")
        return {field.name: WRONG for field in lacking.values()}

    def _pairs(self, node: Node) -> "Iterable[tuple[ScalarNode, Node]]":
        """Names and values, each name once."""
        seen: set[str] = set()
        for key, value in pairs(node):
            if not isinstance(key, ScalarNode):
                self._wrong(key, "a name is expected here")
            elif key.value in seen:
                self._wrong(key, f"“{key.value}” stands here twice")
            else:
                seen.add(key.value)
                if isinstance(value, ScalarNode) and not value.value and value.tag == CORE + "null":
                    value.start_mark = value.end_mark = key.end_mark  # else it stands where the next line begins
                yield key, value


_known_fields: dict[type[Any], tuple[inspect.Field, ...]] = {}


def _fields(section: type[Any]) -> tuple[inspect.Field, ...]:
    if section not in _known_fields:
        described = inspect.type_info(section)
        assert isinstance(described, inspect.StructType)
        _known_fields[section] = described.fields
    return _known_fields[section]


def _named(node: Node, section: type[Section]) -> ScalarNode | None:
    """What the part is called, where it says so."""
    if isinstance(node, ScalarNode):
        return node if section.may_be_a_name else None
    found = (value for key, value in pairs(node) if isinstance(key, ScalarNode) and key.value == section.named_by)
    value = next(found, None)
    return value if isinstance(value, ScalarNode) and value.tag != CORE + "null" else None
