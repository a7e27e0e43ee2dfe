"""Everything that needs somebody in an incident at a moment: what needs me first, in the order of the plan.

What maintenance announced asks nobody, and is told apart.
"""

from incident_desk.domain.need_kinds import NeedKind, in_order
from incident_desk.domain.needs_of_facts import fact_needs
from incident_desk.domain.needs_of_investigations import investigation_needs
from incident_desk.domain.needs_of_messages import approval_needs, message_needs, promise_needs, refused_needs
from incident_desk.domain.needs_of_outside import enquiry_needs, notification_needs
from incident_desk.domain.needs_of_people import (
    call_needs,
    decision_needs,
    handover_needs,
    lending_needs,
    question_needs,
    role_needs,
)
from incident_desk.domain.needs_of_work import (
    clock_needs,
    course_needs,
    maintenance_needs,
    step_needs,
    task_needs,
)
from incident_desk.domain.situation import Ask, Need, Situation, Urgency

_ALL = (
    approval_needs,
    course_needs,
    call_needs,
    handover_needs,
    fact_needs,
    notification_needs,
    enquiry_needs,
    promise_needs,
    message_needs,
    refused_needs,
    question_needs,
    role_needs,
    lending_needs,
    task_needs,
    clock_needs,
    decision_needs,
    step_needs,
    maintenance_needs,
    investigation_needs,
)

MUTED = frozenset({NeedKind.ROLE, NeedKind.CALL})
"""Who is missing in an incident that was only detected: nobody is asked while maintenance announced all of it."""


def needs(at: Situation) -> list[Need]:
    """What asks somebody, in order; see everything_needed."""
    return [need for need in everything_needed(at) if not is_muted(need, at)]


def is_muted(need: Need, at: Situation) -> bool:
    """Whether nobody is asked about it for now, because it was announced."""
    return need.kind in MUTED and at.muted_by is not None


def everything_needed(at: Situation) -> list[Need]:
    """The needs of an open incident: mine before those of others, what is late before what is asked now and what is
    only near, each in the order of the plan, of one kind the longest first. Of one that is over, what the law still
    asks for, and what went out without acceptance."""
    sources = _ALL if at.headline.is_open else (notification_needs, refused_needs)
    rank = {kind: number for number, kind in enumerate(in_order(at.plan.attention_or_default.order))}

    def place(need: Need) -> tuple[bool, int, int, int]:
        return not need.is_mine, -_weight(need), rank[need.kind], need.since_us

    everything = [need for found in sources for need in found(at)]
    replaced = {need.about for need in everything if need.ask is Ask.REPLACE}
    shown = (need for need in everything if need.ask is not Ask.ACKNOWLEDGE or need.about not in replaced)
    return sorted(shown, key=place)


def _weight(need: Need) -> Urgency:
    """For a yes others wait from the first moment: it stands with what is late."""
    return Urgency.LATE if need.kind is NeedKind.APPROVAL else need.urgency
