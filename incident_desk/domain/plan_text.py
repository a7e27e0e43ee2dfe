"""Reads a plan from its text, strictly: an error names line, column and what is expected there."""

import functools
from typing import Final

from incident_desk.domain.errors import BadInput
from incident_desk.domain.plan_schema import Plan

LIMIT_BYTES: Final = 40 * 1024
"""A plan travels in one entry of the record, where quotes and line ends take two bytes."""

_read_before: dict[str, Plan] = {}


def remember(plan: Plan) -> None:
    """Take a plan that was read from its text by an earlier run: reading that text again would lead to it."""
    _read_before[plan.text] = plan


@functools.lru_cache(maxsize=16)
def read_plan(text: str, name: str = "plan") -> Plan:
    """The plan in `text`.

    Args:
        name: what to call the text in an error, usually the file.
    Raises: BadInput naming line and column, both from 1, and what is expected.
    """
    if known := _read_before.get(text):
        return known
    if len(text) > LIMIT_BYTES or len(text.encode("utf-8", "surrogatepass")) > LIMIT_BYTES:
        raise BadInput(f"a plan has at most {LIMIT_BYTES // 1024} KiB", name)
    from incident_desk.domain import plan_yaml  # the YAML library costs a start of the window 30 ms

    return plan_yaml.read(text, name)
