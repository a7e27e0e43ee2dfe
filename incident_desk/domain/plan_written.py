"""What is wrong with the words inside a value of a plan: a template, a phrase, the name of a language."""

import re
from typing import Final

from ruamel.yaml.nodes import ScalarNode

from incident_desk.domain import addresses, plan_phrases, plan_templates
from incident_desk.domain.plan_faults import Fault
from incident_desk.domain.plan_yaml import fault_at, fault_of

_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}", re.ASCII)


def faults(kind: str, value: str, node: ScalarNode, text: str) -> list[Fault]:
    """Each of them bearable: a plan that was put in force before it was a fault goes on working.

    Args:
        kind: what the field is marked with.
        text: the whole plan, in which the node stands.
    """
    match kind:
        case "template":
            return [_in_place(one, value, node, text) for one in plan_templates.faults(value)]
        case plan_phrases.PHRASE:
            words = plan_phrases.amiss(value)
        case addresses.ADDRESS:
            is_right = not value.strip() or addresses.is_address(value.strip())
            words = "" if is_right else "an e-mail address is expected here, like support@example.org"
        case _:
            words = "" if _LANGUAGE.fullmatch(value) else "a language is expected here, like “de” or “pt-BR”"
    return [fault_of(node, words, is_bearable=True)] if words else []


def _in_place(one: plan_templates.Amiss, value: str, node: ScalarNode, text: str) -> Fault:
    """The same words where they stand in the plan, where a line may be broken and quotes may be around it."""
    start, end = node.start_mark, node.end_mark
    assert start is not None
    assert end is not None
    said = value[one.start : one.end]
    wanted = re.compile(r"\s+".join(map(re.escape, said.split())) or re.escape(said))
    before = len(wanted.findall(value[: one.start]))
    there = list(wanted.finditer(text, start.index, end.index))
    if before >= len(there):
        return fault_of(node, one.words, is_bearable=True)
    at = there[before]
    fault = fault_at(text, at.start(), one.words, at.end(), one.mend)
    return Fault(fault.words, fault.line, fault.column, fault.start, fault.end, fault.mend, is_bearable=True)
