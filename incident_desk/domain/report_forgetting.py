"""How to reach those who reported is erased, once nobody needs it: by two people, or by itself by the plan."""

from collections.abc import Callable, Iterator

from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.erasure import forgetting
from incident_desk.domain.headline import Headline
from incident_desk.domain.ids import CUSTOMER_REPORTS, EntryId, IncidentId
from incident_desk.domain.levels import Levels
from incident_desk.domain.moments import SECOND_US
from incident_desk.domain.plan import Plans
from incident_desk.domain.powers import Power
from incident_desk.domain.report_entries import ReachGiven
from incident_desk.domain.report_list import Report, Reports, ruling_of
from incident_desk.domain.spans import SpanS

LONG_AGO = "How to reach whoever reported is needed no more."
BY_PLAN = "How to reach whoever reported is kept no longer, by the plan."


class ForgetReach(Fields, frozen=True):
    """Of reports that came in so long ago, unless whoever reported still waits for an answer."""

    after_s: SpanS = 30 * 86_400


class ForgetReachDue(Fields, frozen=True):
    """By the plan: so long after they were answered, or their incident was over."""


@command(
    "report.forget",
    help="Erase how to reach those who reported long ago; two people, as with every erasure",
    alone=True,
    who="two people, one after the other",
    power=Power.ERASE,
)
def forget(context: Context, fields: ForgetReach) -> list[Draft]:
    reports, before_us = context.elsewhere(CUSTOMER_REPORTS, Reports), context.now_us - fields.after_s * SECOND_US
    by_entry = reports.by_entry
    drafts: list[Draft] = []
    for taken, given in reports.reaches.items():
        if any(each.came_us > before_us or each.awaits_answer for each in by_entry.get(taken, [])):
            continue
        for entry in given:
            drafts += forgetting(context, CUSTOMER_REPORTS, entry, LONG_AGO, ReachGiven(taken, {}))
    return drafts


@command(
    "report.forget_due",
    help="Erase how to reach those who reported, so long afterwards as the plan says: the desk does it by itself",
    alone=True,
    who="the plan; where a record is shared, the desks of two people who may erase",
    power=Power.ERASE,
)
def forget_due(levels: Levels, plans: Plans, context: Context, fields: ForgetReachDue) -> list[Draft]:
    """In a shared record the shared database wants two people to have asked: each desk asks for its own.

    Alone, the plan is word enough.
    """
    reports, drafts = context.elsewhere(CUSTOMER_REPORTS, Reports), list[Draft]()
    before_us = context.now_us - plans.current.keeps_reach_s * SECOND_US
    for taken, entry in due(reports, before_us, lambda incident: _ended_us(context, incident)):
        left, is_shared = ReachGiven(taken, {}), bool(levels.of)
        drafts += forgetting(context, CUSTOMER_REPORTS, entry, BY_PLAN, left, needs_another=is_shared)
    return drafts


def due(
    reports: Reports, before_us: int, ended_us: Callable[[IncidentId], int | None]
) -> Iterator[tuple[EntryId, EntryId]]:
    """The entries that took reports of which all were done with before then, and those that say how to reach them.

    Args:
        ended_us: when an incident was over; None while it is open.
    """
    by_entry = reports.by_entry
    for taken, given in reports.reaches.items():
        of_entry = by_entry.get(taken, [])
        if of_entry and all(_is_done(each, before_us, ended_us) for each in of_entry if each.awaits):
            yield from ((taken, entry) for entry in given)


def _is_done(report: Report, before_us: int, ended_us: Callable[[IncidentId], int | None]) -> bool:
    """Whether they were answered or handed on, or their incident was over, before then; the last of it counts."""
    incident = ruling_of(report).incident
    moments = [given.at_us for given in report.answers]
    if report.handed_on is not None:
        moments.append(report.handed_on.at_us)
    if not moments and incident is not None and (over_us := ended_us(incident)) is not None:
        moments.append(over_us)
    return bool(moments) and max(moments) < before_us


def _ended_us(context: Context, incident: IncidentId) -> int | None:
    return context.elsewhere(incident, Headline).ended_us if context.has(incident) else None
