"""How each task stands at a moment, for whoever shows it. No widget, no words."""

from typing import Final

import msgspec

from incident_desk.domain.board import Board
from incident_desk.domain.holdings import Holder
from incident_desk.domain.ids import EntryId, PersonId, TaskId
from incident_desk.domain.people import People
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.task_calls import Call, standing
from incident_desk.domain.task_list import Ended, Task

MANY: Final = 7
"""Above this many tasks of one person an organisation chart needs another level (the span of control)."""


class TaskStanding(msgspec.Struct, frozen=True):
    """One task at a moment. `last` is the newest entry about it that sets who has it, its time, or its end.

    `goes_on_in` is the number of the incident it was split off to.
    """

    id: TaskId
    label: str
    do: str
    holder: Holder | None
    call: Call
    since_us: int
    due_us: int | None
    acknowledged_us: int | None
    given_us: int
    by: PersonId
    role: str
    is_split: bool
    ended: Ended | None
    last: EntryId | None
    goes_on_in: str = ""

    @property
    def is_open(self) -> bool:
        return self.ended is None

    @property
    def loudness(self) -> tuple[int, int]:
        """For sorting: the loudest first, and of those the longest."""
        return -self.call, self.since_us

    def is_of(self, holder: Holder | None) -> bool:
        """Whether this person has it."""
        return self.holder is not None and holder is not None and self.holder.is_(holder)


def task_standings(board: Board, plan: Plan, people: People, now_us: int) -> list[TaskStanding]:
    """Every task of an incident, in the order of the record. Once the incident is over, none is due any more."""
    acknowledge_s = plan.cadences.acknowledge_s
    at_us = now_us if board.headline.is_open else None
    return [_standing(task, board, people, acknowledge_s, at_us) for task in board.tasks.all]


def _standing(task: Task, board: Board, people: People, acknowledge_s: int, now_us: int | None) -> TaskStanding:
    found = standing(task, board.roles, acknowledge_s, task.given_us if now_us is None else now_us)
    ending, last = task.ending.value, (task.ending.last or task.due.last or task.holder.last)
    return TaskStanding(
        id=task.id,
        label=board.tasks.label(task),
        do=task.words(board.timeline),
        holder=found.holder.now(people) if found.holder else None,
        call=Call.QUIET if now_us is None and ending is None else found.call,
        since_us=found.since_us,
        due_us=task.due_us,
        acknowledged_us=found.acknowledged_us,
        given_us=task.given_us,
        by=task.by,
        role=task.role,
        is_split=task.is_split,
        ended=ending.how if ending else None,
        last=last.entry if last else task.line,
        goes_on_in=ending.moved.label if ending and ending.moved else "",
    )
