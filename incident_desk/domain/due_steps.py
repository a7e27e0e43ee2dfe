"""By when the steps of a checklist are due."""

import enum
from typing import Final

from incident_desk.domain.headline import Headline
from incident_desk.domain.holdings import Holding
from incident_desk.domain.moments import MINUTE_US, SECOND_US
from incident_desk.domain.plan_schema import Plan, Step
from incident_desk.domain.state import State

SOON_US: Final = 5 * MINUTE_US
"""At most this long before its time a step is due soon; one that has little time at all, in the second half of it."""


class Due(enum.Enum):
    """How near a time is."""

    LATER = "later"
    SOON = "soon"
    LATE = "late"


def nearness(due_us: int | None, now_us: int | None, within_us: int) -> Due:
    """How near a time is; nothing is due any more once the incident is over (`now_us` is None)."""
    if due_us is None or now_us is None or now_us < due_us - min(SOON_US, within_us // 2):
        return Due.LATER
    return Due.LATE if now_us >= due_us else Due.SOON


def counted_from_us(holding: Holding, plan: Plan, headline: Headline) -> int | None:
    """What the times of a checklist count from: the declaration, or being called for who is called by choice."""
    if any(holding.key in consequence.opens for consequence in plan.severities.values()):
        return headline.entered_us.get(State.DECLARED)
    return holding.since_us


def step_due_us(step: Step, from_us: int | None) -> int | None:
    """By when a step is due; None where it has no time, or its time does not run yet."""
    return from_us + step.within_s * SECOND_US if step.within_s and from_us is not None else None


def open_steps(holding: Holding, plan: Plan, headline: Headline) -> list[tuple[Step, int | None]]:
    """What is still to do on the checklist of a role, with when it is due; the next first."""
    from_us = counted_from_us(holding, plan, headline)
    steps = [(step, step_due_us(step, from_us)) for step in plan.checklist(holding.key) if step.key not in holding.done]
    return sorted(steps, key=lambda each: (each[1] is None, each[1] or 0))
