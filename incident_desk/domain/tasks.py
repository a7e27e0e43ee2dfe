"""Tasks: given to a person with a time box, acknowledged, asked about at the end of the box, handed on, ended."""

from incident_desk.domain import course_tasks, task_effects
from incident_desk.domain.addressing import holder_called, must_know
from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.course_list import Courses
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.headline import Headline
from incident_desk.domain.holdings import Holder, Roles
from incident_desk.domain.ids import EntryId
from incident_desk.domain.moments import SECOND_US, MomentUs
from incident_desk.domain.numbers import next_number
from incident_desk.domain.people import People
from incident_desk.domain.plan import Plans
from incident_desk.domain.restriction import Restriction
from incident_desk.domain.role_entries import StepDone
from incident_desk.domain.spans import SpanS, span_typed
from incident_desk.domain.task_entries import (
    TaskAcknowledged,
    TaskDone,
    TaskDropped,
    TaskExtended,
    TaskGiven,
    TaskReassigned,
    TaskReopened,
    TaskStuck,
)
from incident_desk.domain.task_list import Task, Tasks, acknowledged_us, assignment
from incident_desk.domain.timeline import Timeline, checked_text

__all__ = ["Task", "Tasks", "task_effects"]  # whose import registers what the kinds do


class Give(Fields, frozen=True):
    """`person` is "@Ada", a name of this record, "me", or a role: then whoever holds it. `box` is how long it may take.

    `step` is a line on the checklist of `role`: the task is to do that, and ticks it when it is done.
    """

    person: str
    box_s: SpanS | None = None
    text: str = ""
    role: str = ""
    step: str = ""
    occurred_us: MomentUs | None = None


class OneTask(Fields, frozen=True):
    """`task` is its number, or the start of its words."""

    task: str


class Finish(Fields, frozen=True):
    """`text` says what came of it."""

    task: str
    text: str = ""
    occurred_us: MomentUs | None = None


class Extend(Fields, frozen=True):
    """`box` is how much longer from now, unless `until` says the moment; `text` says why."""

    task: str
    box_s: SpanS
    text: str = ""
    until_us: MomentUs | None = None


class SayStuck(Fields, frozen=True):
    """`text` says what is missing."""

    task: str
    text: str = ""


class Reassign(Fields, frozen=True):
    """With a `box` the time begins anew; without, it stays as it is. `note` is what the next one must know."""

    task: str
    person: str
    box_s: SpanS | None = None
    note: str = ""


class Drop(Fields, frozen=True):
    task: str
    reason: str = ""


class Reopen(Fields, frozen=True):
    task: str
    reason: str = ""


@command("task.give", help="Give somebody a task, with the time it may take", slash=("task",))
def give(
    *,
    tasks: Tasks,
    roles: Roles,
    people: People,
    plans: Plans,
    headline: Headline,
    restriction: Restriction,
    context: Context,
    fields: Give,
) -> list[Draft]:
    person, box_s, text = _addressed(people, roles, fields)
    key, do = _step(plans, headline, roles, fields) if fields.step else ("", "")
    holder, role = _taker(people, roles, context, person)
    if holder is not None:
        must_know(restriction, holder)
    body = TaskGiven(
        number=next_number(tasks.all),
        text=_to_do(text or do),
        name=holder.name if holder else "",
        person=holder.person if holder else None,
        taken=holder is not None and holder.person == context.by,
        box_s=box_s,
        role=roles.find(fields.role).key if fields.role else role,
        step=key,
        title=roles.held[role].title if role and holder is None else "",
    )
    return [Draft(body, occurred_us=fields.occurred_us)]


@command("task.acknowledge", help="Say that you have the task", slash=("got",))
def acknowledge(tasks: Tasks, roles: Roles, timeline: Timeline, fields: OneTask) -> list[Draft]:
    task = _open_task(tasks, timeline, fields.task)
    now = assignment(task, roles)
    if now is None:
        raise RuleError(f"Nobody has task {tasks.label(task)} yet: /reassign it first.")
    if acknowledged_us(task, roles) is not None:
        raise RuleError(f"{now[0].name} has acknowledged task {tasks.label(task)} already.")
    return [Draft(TaskAcknowledged(task.id, task.number, now[0].name, now[1]))]


@command("task.finish", help="Say that a task is done, and what came of it", slash=("done",))
def finish(
    *,
    tasks: Tasks,
    courses: Courses,
    roles: Roles,
    people: People,
    plans: Plans,
    headline: Headline,
    timeline: Timeline,
    fields: Finish,
) -> list[Draft]:
    task = _open_task(tasks, timeline, fields.task, or_split=True)
    body = TaskDone(task.id, task.number, fields.text.strip(), _assigned_by(task), task.ending.over)
    return [
        Draft(body, occurred_us=fields.occurred_us),
        *_ticks(task, roles, plans, headline, fields.occurred_us),
        *course_tasks.by_task(task, courses, tasks, roles, people),
    ]


@command("task.extend", help="A task needs more time: how much, and why", slash=("more",))
def extend(tasks: Tasks, timeline: Timeline, context: Context, fields: Extend) -> list[Draft]:
    task = _open_task(tasks, timeline, fields.task)
    until_us = fields.until_us or context.now_us + fields.box_s * SECOND_US
    return [Draft(TaskExtended(task.id, task.number, until_us, fields.text.strip(), task.due.over))]


@command("task.stuck", help="A task does not go on without help: what is missing", slash=("stuck",))
def say_stuck(tasks: Tasks, timeline: Timeline, fields: SayStuck) -> list[Draft]:
    task = _open_task(tasks, timeline, fields.task)
    return [Draft(TaskStuck(task.id, task.number, fields.text.strip()))]


@command("task.reassign", help="Give a task to somebody else", slash=("reassign",))
def reassign(
    *,
    tasks: Tasks,
    roles: Roles,
    people: People,
    restriction: Restriction,
    timeline: Timeline,
    context: Context,
    fields: Reassign,
) -> list[Draft]:
    task = _open_task(tasks, timeline, fields.task)
    person, box_s, note = _addressed(people, roles, fields)
    taker = _taker(people, roles, context, person)[0]
    if taker is None:
        raise RuleError(f"Nobody holds {person.removeprefix('@')} yet: /assign it first, or name somebody.")
    must_know(restriction, taker)
    now = assignment(task, roles)
    if now is not None and now[0].is_(taker) and not task.holder.is_conflicted and box_s is None:
        raise RuleError(f"{taker.name} has task {tasks.label(task)} already.")
    body = TaskReassigned(
        task.id,
        task.number,
        name=taker.name,
        person=taker.person,
        taken=taker.person == context.by,
        giver=now[0].name if now else "",
        note=note.strip(),
        until_us=context.now_us + box_s * SECOND_US if box_s else None,
        over={"holder": task.holder.over, "due": task.due.over},
    )
    return [Draft(body)]


@command("task.drop", help="A task is not needed any more", slash=("drop",))
def drop(tasks: Tasks, timeline: Timeline, fields: Drop) -> list[Draft]:
    task = _open_task(tasks, timeline, fields.task, or_split=True)
    return [Draft(TaskDropped(task.id, task.number, fields.reason.strip(), _assigned_by(task), task.ending.over))]


@command("task.reopen", help="Open a task again that was ended", slash=("reopen-task",))
def reopen(tasks: Tasks, timeline: Timeline, fields: Reopen) -> list[Draft]:
    task = tasks.find(fields.task, timeline)
    if task.is_open and not task.ending.is_conflicted:
        raise RuleError(f"Task {tasks.label(task)} is open.")
    if task.ending.value is not None and task.ending.value.moved is not None and not task.ending.is_conflicted:
        raise RuleError(f"Task {tasks.label(task)} went to {task.ending.value.moved.label}, and goes on there.")
    return [Draft(TaskReopened(task.id, task.number, fields.reason.strip(), task.ending.over))]


# what the commands have in common -------------------------------------------------------------------------------------


def _addressed(people: People, roles: Roles, fields: Give | Reassign) -> tuple[str, int | None, str]:
    """Whom, how long, and the words. Typed without quotes, "@Ada Lovelace 15m Read on" comes in pieces."""
    said = fields.text if isinstance(fields, Give) else fields.note
    if fields.box_s is not None:
        return fields.person, fields.box_s, said
    words = said.split(" ")
    for count in range(len(words), 0, -1):
        longer = " ".join((fields.person.removeprefix("@"), *words[:count]))
        if people.called(longer) or roles.called(longer) or _is_at_work(roles, longer):
            span = span_typed(words[count]) if len(words) > count else None
            rest = words[count + 1 :] if span else words[count:]
            return longer, span, " ".join(rest)
    return fields.person, None, said


def _taker(people: People, roles: Roles, context: Context, text: str) -> tuple[Holder | None, str]:
    """Whoever is to have it, and the role they were called by. None where nobody holds that role yet."""
    name = text.strip().removeprefix("@")
    if people.called(name) is None and (holding := roles.called(name)) is not None:
        return holding.holder.value, holding.key
    holder = holder_called(people, context, name)
    if holder.person is None and not text.strip().startswith("@") and not _is_at_work(roles, name):
        raise RuleError(f"Nobody here is called “{name}”. Write “@{name}” for somebody this record does not know.")
    return holder, ""


def _is_at_work(roles: Roles, name: str) -> bool:
    """Whether somebody of that name holds a role."""
    held = (holding.holder.value for holding in roles.held.values())
    return any(holder is not None and holder.is_(Holder(name)) for holder in held)


def _to_do(text: str) -> str:
    if not text.strip():
        raise RuleError("Say what is to be done: /task @Ada 15m Read the logs of db1")
    return checked_text(text)


def _step(plans: Plans, headline: Headline, roles: Roles, fields: Give) -> tuple[str, str]:
    """The key of a line of a checklist, and what it says."""
    holding = roles.find(fields.role)
    steps = plans.of(headline).checklist(holding.key)
    found = next((step for step in steps if fields.step in (step.key, step.do)), None)
    if found is None:
        raise NotFound(f"“{fields.step}” is no line of the checklist of {holding.title}.")
    return found.key, found.do


def _ticks(task: Task, roles: Roles, plans: Plans, headline: Headline, occurred_us: int | None) -> list[Draft]:
    """The tick on the line of the checklist that this task was made from, unless it is ticked."""
    holding = roles.held.get(task.role)
    if holding is None or not task.step or task.step in holding.done:
        return []
    step = next((step for step in plans.of(headline).checklist(holding.key) if step.key == task.step), None)
    body = StepDone(holding.key, holding.title, task.step, step.do if step else task.step)
    return [Draft(body, occurred_us=occurred_us)]


def _open_task(tasks: Tasks, timeline: Timeline, text: str, *, or_split: bool = False) -> Task:
    """With `or_split`, also one that two desks said two things about: the word that is said now is about both."""
    task = tasks.find(text, timeline)
    ending = task.ending.value
    if ending is not None and ending.moved is not None and not task.ending.is_conflicted:
        raise RuleError(f"Task {tasks.label(task)} went to {ending.moved.label}, and goes on there.")
    if ending is not None and not (or_split and (task.ending.is_conflicted or task.has_crossed)):
        raise RuleError(f"Task {tasks.label(task)} is {ending.how} already; /reopen-task {tasks.label(task)} first.")
    return task


def _assigned_by(task: Task) -> EntryId | None:
    return task.holder.last.entry if task.holder.last else None
