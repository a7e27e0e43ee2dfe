"""What a severity triggers, and what changes when it is raised or lowered: shown before, and done after."""

from collections.abc import Iterator

import msgspec

from incident_desk.domain.commands import Draft
from incident_desk.domain.holdings import Roles
from incident_desk.domain.ids import TaskId
from incident_desk.domain.numbers import next_number
from incident_desk.domain.plan_schema import Cadences, FirstTask, Plan, Role
from incident_desk.domain.role_entries import RoleClosed, RoleOpened
from incident_desk.domain.severity import Severity
from incident_desk.domain.task_entries import OpenedTask, TaskDropped, TaskOpened
from incident_desk.domain.task_list import Ended, Ending, Task, Tasks, acknowledged_us


class Triggered(msgspec.Struct, frozen=True):
    """What a severity brings about."""

    roles: tuple[Role, ...]
    tasks: tuple[FirstTask, ...]
    first_message_s: int | None
    cadences: Cadences
    is_restricted: bool


def triggered(plan: Plan, severity: Severity | None) -> Triggered:
    """With no severity yet, that of the highest: in doubt more people come than are needed."""
    consequence = plan.severities[severity or Severity.SEV1]
    return Triggered(
        plan.roles_for(severity),
        consequence.tasks,
        consequence.first_message_within_s,
        plan.cadences_for(severity),
        consequence.restricted,
    )


class Difference(msgspec.Struct, frozen=True):
    """What a change of the severity brings and takes away."""

    opens: tuple[Role, ...]
    closes: tuple[Role, ...]
    tasks: tuple[FirstTask, ...]
    drops: tuple[Task, ...]
    spans: tuple[tuple[str, int | None, int | None], ...]


_SPANS = ("public_update_s", "internal_update_s", "call_out_s")


def difference(plan: Plan, roles: Roles, tasks: Tasks, before: Severity | None, after: Severity) -> Difference:
    """What stands open already is not opened again; a role that somebody holds is never closed.

    A first task that the other severity does not ask for is dropped if nobody has said that they have it.
    """
    was, now = triggered(plan, before), triggered(plan, after)
    keys = {role.key for role in now.roles}
    asked = {task_id(task) for task in now.tasks}
    dropped = (tasks.of.get(task_id(task)) for task in was.tasks if task_id(task) not in asked)
    spans = [("first_message_s", was.first_message_s, now.first_message_s)]
    spans += [(name, getattr(was.cadences, name), getattr(now.cadences, name)) for name in _SPANS]
    return Difference(
        tuple(role for role in now.roles if role.key not in roles.held),
        tuple(role for role in was.roles if role.key not in keys and _is_empty(roles, role.key)),
        tuple(task for task in now.tasks if _is_wanted(tasks, task)),
        tuple(task for task in dropped if task and task.is_open and acknowledged_us(task, roles) is None),
        tuple(span for span in spans if span[1] != span[2]),
    )


def task_id(task: FirstTask) -> TaskId:
    """What a first task is called in the record: the same whichever severity asks for it."""
    return TaskId(f"plan.{task.key}")


def _is_empty(roles: Roles, key: str) -> bool:
    holding = roles.held.get(key)
    return holding is not None and holding.holder.value is None and not holding.holder.is_conflicted


def _is_wanted(tasks: Tasks, task: FirstTask) -> bool:
    """Whether it is not there yet, or was dropped."""
    known = tasks.of.get(task_id(task))
    return known is None or _was_dropped(known.ending.value)


def _was_dropped(ending: Ending | None) -> bool:
    return ending is not None and ending.how is Ended.DROPPED


def first_tasks(plan: Plan, severity: Severity | None) -> tuple[OpenedTask, ...]:
    """The tasks that a declaration gives to the roles it opens, numbered from 1."""
    asked = enumerate(plan.tasks_for(severity), 1)
    return tuple(OpenedTask(task_id(task), number, task.do, task.role, task.within_s) for number, task in asked)


def opened_by(plan: Plan, severity: Severity | None, roles: Roles, tasks: Tasks) -> Iterator[Draft]:
    """What to write so that every role of that severity stands open, and every first task is there."""
    for role in plan.roles_for(severity):
        if role.key not in roles.held:
            yield Draft(RoleOpened(role.key, role.title))
    new = tuple(task for task in plan.tasks_for(severity) if task_id(task) not in tasks.of)
    yield from _opened(plan, new, tasks)


def _opened(plan: Plan, asked: tuple[FirstTask, ...], tasks: Tasks) -> Iterator[Draft]:
    new = [task for task in asked if task_id(task) not in tasks.of]
    numbers = {task.key: number for number, task in enumerate(new, next_number(tasks.all))}
    for task in asked:
        known, title = tasks.of.get(task_id(task)), plan.role_title(task.role)
        number = known.number if known else numbers[task.key]
        yield Draft(TaskOpened(task_id(task), number, task.do, task.role, title, task.within_s))


def following(plan: Plan, roles: Roles, tasks: Tasks, before: Severity | None, after: Severity) -> Iterator[Draft]:
    """What to write when the severity changes: roles and first tasks it opens, and those it no longer needs."""
    changed = difference(plan, roles, tasks, before, after)
    for role in changed.opens:
        yield Draft(RoleOpened(role.key, role.title))
    for role in changed.closes:
        yield Draft(RoleClosed(role.key, role.title))
    yield from _opened(plan, changed.tasks, tasks)
    for task in changed.drops:
        known = task.holder.last.entry if task.holder.last else None
        reason = f"{after} does not ask for it"
        yield Draft(TaskDropped(task.id, task.number, reason, known, task.ending.over))
