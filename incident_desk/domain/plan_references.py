"""What a plan says of itself: every key that is used stands for something, and deputies do not go round in a circle."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, get_type_hints

import msgspec
from ruamel.yaml.nodes import Node, ScalarNode

from incident_desk.domain.plan_faults import Fault, meant
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.plan_sections import Section
from incident_desk.domain.plan_yaml import fault_of, named

DEPUTY, AFTER = "deputy", "after"
_CHAINED = {"role": DEPUTY, "legal notification": AFTER}
"""By the noun of a part: the field that names another of its kind."""
_IN_A_CIRCLE = {
    DEPUTY: "deputies go round in a circle here: {chain}; leave one of them without a deputy",
    AFTER: "notifications wait for one another here: {chain}; let one of them come after none",
}


class Use(msgspec.Struct, frozen=True):
    """A key of `section` that stands in the text at `node`."""

    section: str
    key: str
    node: Any


class References:
    """Gathered while a plan is read; `faults` tells at the end what leads nowhere."""

    def __init__(self) -> None:
        self._uses: list[Use] = []
        self._defined: defaultdict[str, set[str]] = defaultdict(set)
        self._chains: defaultdict[str, dict[str, tuple[str, Node]]] = defaultdict(dict)
        self._of_deputies: set[int] = set()

    def use(self, section: str, key: str, node: Node) -> None:
        if key:
            self._uses.append(Use(section, key, node))

    def define(self, section: type[Section], key: str) -> None:
        self._defined[_SECTION_OF.get(section, "")].add(key)

    def chain(self, section: Node, noun: str) -> None:
        """Note which other part comes after one: the deputy of a role, the notification that one waits for."""
        name = _CHAINED.get(noun, "")
        words = {key: value for key, value in named(section) if isinstance(value, ScalarNode)}
        if "key" in words and name in words and words[name].value:
            if name == DEPUTY:
                self._of_deputies.add(id(words[name]))
            self._chains[name].setdefault(words["key"].value, (words[name].value, words[name]))

    def faults(self) -> Iterator[Fault]:
        for use in self._uses:
            there = self._defined[use.section]
            if use.key not in there:
                near = meant(use.key, there)
                yield fault_of(use.node, self._nothing(use) + (f"; did you mean “{near}”?" if near else ""), near)
        for name in _CHAINED.values():
            yield from self._circles(name)

    def _nothing(self, use: Use) -> str:
        other = "other " if id(use.node) in self._of_deputies else ""
        return f"no {other}{_NOUN_OF[use.section]} has the key “{use.key}”"

    def _circles(self, name: str) -> Iterator[Fault]:
        """A circle is told once, at the part that closes it."""
        told: set[str] = set()
        chain = self._chains[name]
        for start in chain:
            way = [start]
            while (after := chain.get(way[-1])) and after[0] not in way:
                way.append(after[0])
            if after is None or told & {*way}:
                continue
            circle = way[way.index(after[0]) :]
            told |= {*circle}
            if len(circle) > 1 or name == DEPUTY:  # what comes after itself says so already
                yield self._circle(name, circle, after)

    def _circle(self, name: str, circle: list[str], closing: tuple[str, Node]) -> Fault:
        if len(circle) == 1:
            return fault_of(closing[1], f"no other role has the key “{closing[0]}”")
        chain = " → ".join([*circle, closing[0]])
        return fault_of(closing[1], _IN_A_CIRCLE[name].format(chain=chain), is_bearable=True)


def _sections() -> dict[type[Section], str]:
    """Which list of the plan holds which sort of part."""
    found: dict[type[Section], str] = {}
    for name, kind in get_type_hints(Plan).items():
        parts = getattr(kind, "__args__", ())
        if parts and isinstance(parts[0], type) and issubclass(parts[0], Section):
            found[parts[0]] = name
    return found


_SECTION_OF = _sections()
_NOUN_OF = {name: section.noun for section, name in _SECTION_OF.items()}
