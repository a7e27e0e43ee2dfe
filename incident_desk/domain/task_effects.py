"""What each entry about a task does to the tasks of an incident."""

from incident_desk.domain.entry import Entry
from incident_desk.domain.holdings import Holder
from incident_desk.domain.ids import TaskId
from incident_desk.domain.incident import IncidentOpened
from incident_desk.domain.kinds import applies
from incident_desk.domain.moments import SECOND_US
from incident_desk.domain.task_entries import (
    OpenedTask,
    TaskAcknowledged,
    TaskDone,
    TaskDropped,
    TaskEntry,
    TaskExtended,
    TaskGiven,
    TaskOpened,
    TaskReassigned,
    TaskReopened,
    TaskStuck,
)
from incident_desk.domain.task_list import Ended, Ending, Stuck, Task, Tasks


@applies("tasks", IncidentOpened)
def opened_by_plan(tasks: Tasks, entry: Entry, body: IncidentOpened) -> None:
    for opened in body.tasks:
        _open(tasks, entry, opened)


@applies("tasks", TaskOpened)
def opened(tasks: Tasks, entry: Entry, body: TaskOpened) -> None:
    known = tasks.of.get(body.task)
    if known is None:
        _open(tasks, entry, OpenedTask(body.task, body.number, body.do, body.role, body.box_s))
        tasks.of[body.task].line = entry.id
    elif not known.is_open:
        known.ending.set(None, entry, known.ending.over)


def _open(tasks: Tasks, entry: Entry, opened: OpenedTask) -> None:
    task = Task(
        opened.task,
        opened.number,
        entry.desk,
        entry.author,
        entry.occurred_us,
        do=opened.do,
        role=opened.role,
        box_s=opened.box_s,
    )
    if opened.box_s is not None:
        task.due.set(entry.occurred_us + opened.box_s * SECOND_US, entry, ())
    tasks.of.setdefault(opened.task, task)


@applies("tasks", TaskGiven)
def given(tasks: Tasks, entry: Entry, body: TaskGiven) -> None:
    task = Task(
        TaskId(entry.id),
        body.number,
        entry.desk,
        entry.author,
        entry.occurred_us,
        line=entry.id,
        role=body.role,
        step=body.step,
        course=body.course,
        course_step=body.course_step,
        box_s=body.box_s,
    )
    if body.name or body.person:
        task.holder.set(Holder(body.name, body.person), entry, ())
    if body.box_s is not None:
        task.due.set(entry.occurred_us + body.box_s * SECOND_US, entry, ())
    task.heard = (entry.id, entry.occurred_us) if body.taken else None
    tasks.of[task.id] = task


@applies("tasks", TaskReassigned)
def reassigned(tasks: Tasks, entry: Entry, body: TaskReassigned) -> None:
    if task := _of(tasks, body):
        task.holder.set(Holder(body.name, body.person), entry, body.over.get("holder", ()))
        if body.until_us is not None:
            task.due.set(body.until_us, entry, body.over.get("due", ()))
        task.heard = (entry.id, entry.occurred_us) if body.taken else None
        task.stuck = None


@applies("tasks", TaskAcknowledged)
def acknowledged(tasks: Tasks, entry: Entry, body: TaskAcknowledged) -> None:
    if task := _of(tasks, body):
        task.heard = (body.assignment, entry.occurred_us)


@applies("tasks", TaskExtended)
def extended(tasks: Tasks, entry: Entry, body: TaskExtended) -> None:
    if task := _of(tasks, body):
        task.due.set(body.until_us, entry, body.over)
        task.extended += 1
        task.stuck = None


@applies("tasks", TaskStuck)
def got_stuck(tasks: Tasks, entry: Entry, body: TaskStuck) -> None:
    if task := _of(tasks, body):
        task.stuck = Stuck(entry.id, entry.author, entry.occurred_us)


@applies("tasks", TaskDone)
def done(tasks: Tasks, entry: Entry, body: TaskDone) -> None:
    if task := _of(tasks, body):
        task.ending.set(Ending(Ended.DONE, body.assignment), entry, body.over)


@applies("tasks", TaskDropped)
def dropped(tasks: Tasks, entry: Entry, body: TaskDropped) -> None:
    if task := _of(tasks, body):
        task.ending.set(Ending(Ended.DROPPED, body.assignment), entry, body.over)


@applies("tasks", TaskReopened)
def reopened(tasks: Tasks, entry: Entry, body: TaskReopened) -> None:
    if task := _of(tasks, body):
        task.ending.set(None, entry, body.over)
        task.stuck = None


def _of(tasks: Tasks, body: TaskEntry) -> Task | None:
    """The task; None for one that was taken back."""
    return tasks.of.get(body.task)
