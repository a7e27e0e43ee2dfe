"""The steps of a course as a person types them: one a line, or with semicolons between them.

@operations manager 10m Stop the writers (read back)
@Maya 20m Copy the snapshot (if the disk is mounted)
Start the database (hold)
"""

import re
from typing import Final

from incident_desk.domain.addressing import split_address
from incident_desk.domain.course_entries import CourseStep
from incident_desk.domain.errors import BadInput
from incident_desk.domain.holdings import Roles
from incident_desk.domain.people import People
from incident_desk.domain.spans import LONGEST_S, span_typed

MOST_STEPS: Final = 60
_GATE: Final = re.compile(r"\s*\((read back|hold|if ([^()]+))\)\s*$", re.IGNORECASE)


def read_steps(text: str, roles: Roles, people: People) -> tuple[CourseStep, ...]:
    """Raises: BadInput with the line that cannot be read."""
    lines = [line.strip() for line in re.split(r"[\n;]", text) if line.strip()]
    if len(lines) > MOST_STEPS:
        raise BadInput(f"a course has at most {MOST_STEPS} steps", "steps")
    return tuple(_step(at, line, roles, people) for at, line in enumerate(lines, 1))


def _step(at: int, line: str, roles: Roles, people: People) -> CourseStep:
    gates: dict[str, str] = {}
    while found := _GATE.search(line):
        word = found[1].lower()
        gates["if" if found[2] else word] = (found[2] or "").strip()
        line = line[: found.start()]
    who, rest = split_address(line, roles, people) if line.startswith("@") else ("", line)
    first, _, after = rest.partition(" ")
    box_s = span_typed(first)
    do = (after if box_s else rest).strip()
    if not do or (box_s or 0) > LONGEST_S:
        raise BadInput(f"step {at} says nothing to do", "steps")
    holding = roles.called(who) if who else None
    return CourseStep(
        do,
        role=holding.key if holding else "",
        name="" if holding else who,
        box_s=box_s,
        precondition=gates.get("if", ""),
        read_back="read back" in gates,
        hold="hold" in gates,
    )


def written(steps: tuple[CourseStep, ...], roles: Roles) -> str:
    """The steps as `read_steps` takes them."""
    return "\n".join(_written(step, roles) for step in steps)


def _written(step: CourseStep, roles: Roles) -> str:
    holding = roles.held.get(step.role)
    who = holding.title if holding else step.name
    parts = [f"@{who}" if who else "", _span(step.box_s), step.do]
    gates = [f"(if {step.precondition})" if step.precondition else ""]
    gates += ["(read back)" if step.read_back else "", "(hold)" if step.hold else ""]
    return " ".join(filter(None, (*parts, *gates)))


def _span(seconds: int | None) -> str:
    if not seconds:
        return ""
    return f"{seconds // 60}m" if seconds % 60 == 0 else f"{seconds}s"
