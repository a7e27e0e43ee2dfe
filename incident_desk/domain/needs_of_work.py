"""What the work needs: a yes or no to a course, an answer about a task, a step of a checklist, a clock that is due."""

from collections.abc import Iterator

from incident_desk.domain.announced import beside
from incident_desk.domain.clock_rounds import showings
from incident_desk.domain.course_list import Course, Stand
from incident_desk.domain.due_steps import Due, counted_from_us, nearness, step_due_us
from incident_desk.domain.holdings import Holding
from incident_desk.domain.maintenance_list import Phase
from incident_desk.domain.moments import SECOND_US
from incident_desk.domain.need_kinds import NeedKind
from incident_desk.domain.situation import Ask, Need, Situation, Urgency
from incident_desk.domain.task_calls import Call, Standing, standing
from incident_desk.domain.task_list import Task


def course_needs(at: Situation) -> Iterator[Need]:
    """A yes or no of whoever leads, where others wait for it; a course that is late.

    Who waits longer than the plan waits for an answer waits too long: that comes before all else.
    """
    for course in at.courses.all:
        yield from _course(course, at)


def _course(course: Course, at: Situation) -> Iterator[Need]:
    if course.stand is Stand.PROPOSED:
        since_us = course.proposed_us
        yield Need(NeedKind.APPROVAL, Ask.DECIDE, course.id, since_us, _urgency(since_us, at), at.is_for_me, "")
    if course.stand is not Stand.UNDER_WAY:
        return
    step = course.next_step
    if step and course.steps[step - 1].hold and step not in course.released:
        since_us = max((each.value.at_us for each in course.marks.values() if each.value), default=course.since_us)
        urgency = _urgency(since_us, at)
        yield Need(NeedKind.APPROVAL, Ask.RELEASE, course.id, since_us, urgency, at.is_for_me, str(step))
    due_us = course.due.value
    if due_us is not None and course.is_late(at.now_us):
        is_mine = at.is_for_me or at.is_me(course.carrier)
        turn, carrier = str(due_us), course.carrier
        yield Need(NeedKind.COURSE, Ask.FINISH, course.id, due_us, Urgency.LATE, is_mine, turn, carrier)


def _urgency(since_us: int, at: Situation) -> Urgency:
    return Urgency.LATE if at.now_us >= since_us + at.patience_us else Urgency.WAITS


def task_needs(at: Situation) -> Iterator[Need]:
    """What is asked about tasks: that whoever has one says so, and what came of it."""
    for task in at.tasks.open:
        found = standing(task, at.roles, at.plan.cadences.acknowledge_s, at.now_us)
        if found.call.is_loud or (found.call is Call.UNSEEN and at.is_me(found.holder)):
            yield _task(task, found, at)


_ASKS = {Call.UNSEEN: Ask.ACKNOWLEDGE, Call.NOT_SEEN: Ask.ACKNOWLEDGE, Call.STUCK: Ask.HELP}


def _task(task: Task, found: Standing, at: Situation) -> Need:
    ask = _ASKS.get(found.call, Ask.FINISH)
    is_mine = at.is_me(found.holder)
    if found.call is Call.STUCK:
        is_mine = at.is_for_me or task.by == at.me
    elif found.holder is None:
        is_mine = at.is_for_me
    late = Urgency.LATE if found.call >= Call.LATE else Urgency.WAITS
    urgency = Urgency.SOON if found.call is Call.SOON else late
    turn = f"{found.given}.{found.since_us}"
    return Need(NeedKind.TASK, ask, task.id, found.since_us, urgency, is_mine, turn, found.holder)


def step_needs(at: Situation) -> Iterator[Need]:
    """The steps of checklists whose time is near or over, for whoever holds the role."""
    for holding in at.roles.held.values():
        yield from _steps(holding, at)


def _steps(holding: Holding, at: Situation) -> Iterator[Need]:
    from_us = counted_from_us(holding, at.plan, at.headline)
    holder = holding.holder.value
    for step in at.plan.checklist(holding.key):
        due_us = None if step.key in holding.done else step_due_us(step, from_us)
        near = nearness(due_us, at.now_us, (step.within_s or 0) * SECOND_US)
        if due_us is not None and near is not Due.LATER:
            urgency = Urgency.LATE if near is Due.LATE else Urgency.SOON
            about = f"{holding.key}/{step.key}"
            yield Need(NeedKind.STEP, Ask.FINISH, about, due_us, urgency, at.is_me(holder), str(due_us), holder)


def maintenance_needs(at: Situation) -> Iterator[Need]:
    """Maintenance that is past its end: for whoever does it, and others see it where it touches the incident."""
    late = [one for one in at.maintenances.near(at.now_us, 0) if one.phase(at.now_us) is Phase.LATE]
    concerned = {one.id for one in beside(at.headline, at.impact, at.maintenances)} if late else ()
    for one in late:
        is_mine = one.is_for(at.me)
        if is_mine or one.id in concerned:
            ends_us, owner = one.ends_us, one.owner.value
            yield Need(NeedKind.MAINTENANCE, Ask.FINISH, one.id, ends_us, Urgency.LATE, is_mine, str(ends_us), owner)


def clock_needs(at: Situation) -> Iterator[Need]:
    """The clocks of the plan that are due, for whoever leads: late once a whole round was missed."""
    for each in showings(at.clocks, at.plan, at.now_us):
        if each.due_us is not None and each.is_due(at.now_us):
            urgency = Urgency.LATE if each.in_row else Urgency.WAITS
            turn = f"{len(each.kept)}.{each.missed}"  # put off and due again, it is still the same round
            yield Need(NeedKind.CLOCK, Ask.KEEP, each.clock, each.due_us, urgency, at.is_for_me, turn)
