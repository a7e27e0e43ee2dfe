"""What a reading of a plan's text comes to: the plan, what is wrong, and what it says otherwise than another."""

import difflib

import msgspec

from incident_desk.desktop.planning.sections import changed_in
from incident_desk.domain.plan_comparing import Change, changes
from incident_desk.domain.plan_faults import Fault
from incident_desk.domain.plan_outline import Outline, outlined
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.plan_text import examine, published_plan


class Seen(msgspec.Struct, frozen=True):
    """What a reading of the draft came to.

    Args:
        plan: None while something in the text is wrong.
        outline: None while the text cannot be taken apart.
        before: the plan it is compared with; None if that cannot be read.
        changed: how many parts of each section are other ones.
        changed_lines: the lines of the text, from 1, that the plan before does not have.
    """

    text: str
    plan: Plan | None
    faults: tuple[Fault, ...]
    outline: Outline | None
    before: Plan | None
    changes: tuple[Change, ...]
    changed: dict[str, int]
    changed_lines: frozenset[int]


def read(text: str, against: str) -> Seen:
    """Read a text beside another one. Takes its time, so on a worker."""
    found, before = examine(text), published_plan(against)
    outline, was = outlined(text, found.faults), outlined(against, ())
    plan = found.plan if not found.faults else None
    told = tuple(changes(before, plan)) if before and plan else ()
    return Seen(text, plan, found.faults, outline, before, told, changed_in(was, outline), _lines(against, text))


def _lines(before: str, after: str) -> frozenset[int]:
    said = difflib.SequenceMatcher(None, before.splitlines(), after.splitlines())
    spans = [range(start, end) for what, _, _, start, end in said.get_opcodes() if what != "equal"]
    return frozenset(number + 1 for span in spans for number in span)
