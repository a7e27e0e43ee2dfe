"""What would happen, and when, if somebody declared now."""

from collections.abc import Iterator

import msgspec

from incident_desk.domain.plan_schema import Cadences, Plan
from incident_desk.domain.plan_triggers import triggered
from incident_desk.domain.severity import Severity


class Moment(msgspec.Struct, frozen=True):
    """Something due `at_s` seconds after the declaration, with a word where it is not plain."""

    at_s: int
    words: str = ""


class Forecast(msgspec.Struct, frozen=True):
    """The moments of one severity, by whom they concern; each in order."""

    roles: tuple[Moment, ...]
    tasks: tuple[Moment, ...]
    customers: tuple[Moment, ...]
    inside: tuple[Moment, ...]
    call_outs: tuple[Moment, ...]
    escalated: tuple[Moment, ...]


def forecast(plan: Plan, severity: Severity, until_s: int) -> Forecast:
    """The plan from the declaration to `until_s` seconds after it, if nobody answered and nothing was said early."""
    found = triggered(plan, severity)
    spans = found.cadences
    tasks = sorted((task.within_s, task.do) for task in found.tasks if task.within_s is not None)
    return Forecast(
        roles=tuple(Moment(0, role.title) for role in found.roles),
        tasks=tuple(Moment(at_s, do) for at_s, do in tasks if at_s <= until_s),
        customers=tuple(_customers(found.first_message_s, spans, until_s)),
        inside=tuple(_rounds(spans.internal_update_s, until_s)),
        call_outs=tuple(_rounds(spans.call_out_s, until_s)),
        escalated=tuple(Moment(one.after_s, one.do) for one in plan.escalation if one.after_s <= until_s),
    )


def _customers(first_s: int | None, spans: Cadences, until_s: int) -> Iterator[Moment]:
    """The first word, then who is affected, then one update after another."""
    if first_s is None:
        return
    if first_s <= until_s:
        yield Moment(first_s, "holding statement")
    at_s = first_s
    if first_s < spans.scope_s <= until_s:
        yield Moment(spans.scope_s, "who is affected")
        at_s = spans.scope_s
    while True:
        at_s += spans.public_update_s if at_s < spans.public_update_for_s else spans.later_update_s
        if at_s > until_s:
            return
        yield Moment(at_s)


def _rounds(every_s: int, until_s: int) -> Iterator[Moment]:
    return (Moment(at_s) for at_s in range(every_s, until_s + 1, every_s))
