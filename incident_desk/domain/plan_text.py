"""Reads a plan from its text, strictly: a fault names line, column and what is expected there."""

import functools
from typing import TYPE_CHECKING, Final

from incident_desk.domain.errors import BadInput
from incident_desk.domain.plan_schema import Plan

if TYPE_CHECKING:
    from incident_desk.domain.plan_reading import Found

LIMIT_BYTES: Final = 40 * 1024
"""A plan travels in one entry of the record, where quotes and line ends take two bytes."""

_read_before: dict[str, Plan] = {}


def remember(plan: Plan) -> None:
    """Take a plan that was read from its text by an earlier run: reading that text again would lead to it."""
    _read_before[plan.text] = plan


@functools.lru_cache(maxsize=16)
def examine(text: str) -> "Found":
    """Read a plan to its end. Returns: the plan, if there is one in it, and everything that is wrong with it."""
    from incident_desk.domain.plan_faults import Fault
    from incident_desk.domain.plan_reading import Found, read  # the YAML library costs a start of the window 30 ms

    if len(text) > LIMIT_BYTES or len(text.encode("utf-8", "surrogatepass")) > LIMIT_BYTES:
        return Found(None, (Fault(f"a plan has at most {LIMIT_BYTES // 1024} KiB"),))
    return read(text)


def read_plan(text: str, name: str = "plan") -> Plan:
    """The plan in `text`, as strictly as one that is put in force today.

    Args:
        name: what to call the text in an error, usually the file.
    Raises: BadInput with the first fault: line and column, both from 1, and what is expected.
    """
    if known := _read_before.get(text):
        return known
    found = examine(text)
    for fault in found.faults:
        raise BadInput(fault.words, fault.at(name))
    assert found.plan is not None
    return found.plan


def published_plan(text: str) -> Plan | None:
    """A plan of the record: what was sound when it was put in force goes on working. None if it cannot be read."""
    return _read_before.get(text) or examine(text).plan
