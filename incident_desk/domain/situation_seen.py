"""An incident as whoever is at a desk sees it at a moment."""

from collections.abc import Iterable

from incident_desk.domain.board import Board
from incident_desk.domain.elsewhere import At, others
from incident_desk.domain.ids import PersonId
from incident_desk.domain.organisation import Organisation
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.situation import Situation


def situation_seen(
    board: Board, organisation: Organisation, plan: Plan, me: PersonId, now_us: int, *, at_work: Iterable[At] = ()
) -> Situation:
    """What needs are read from.

    Args:
        me: whoever is at the desk.
        now_us: microseconds since the epoch, UTC.
        at_work: who is at work in which of the open incidents that they may know of.
    """
    return Situation(
        headline=board.headline,
        impact=board.impact,
        roles=board.roles,
        handovers=board.handovers,
        tasks=board.tasks,
        courses=board.courses,
        clocks=board.clocks,
        timeline=board.timeline,
        decisions=board.decisions,
        facts=board.facts,
        messages=board.messages,
        promises=board.promises,
        questions=board.questions,
        enquiries=board.enquiries,
        notifications=board.notifications,
        calls=board.calls,
        investigations=board.investigations,
        people=organisation.people,
        plan=plan,
        me=me,
        now_us=now_us,
        maintenances=organisation.maintenances,
        others=others(at_work, board),
    )
