"""How each role stands at a moment: who holds it, whether they answered, which steps are due. No widget, no words."""

import enum

import msgspec

from incident_desk.desktop.task_standing import TaskStanding, task_standings
from incident_desk.domain.board import Board
from incident_desk.domain.deputies import deputy_of
from incident_desk.domain.due_steps import Due, counted_from_us, nearness, step_due_us
from incident_desk.domain.elsewhere import AlsoIn
from incident_desk.domain.handover_list import handed_over
from incident_desk.domain.headline import Headline
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.incident import State
from incident_desk.domain.moments import MINUTE_US, SECOND_US
from incident_desk.domain.people import People
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.roles import Holder, Holding
from incident_desk.domain.task_calls import Call

NEW_US = 5 * MINUTE_US
"""So long a role is new to whoever took it."""
MANY = 7
"""Above this many roles for one lead, an organisation chart needs another level (the span of control)."""
FAR_US = 2**62


class Answer(enum.Enum):
    """Whether somebody has the role, and said so."""

    NOBODY = "nobody"
    ASKED = "asked"
    SILENT = "silent"
    HELD = "held"


class Duty(msgspec.Struct, frozen=True):
    """One step of a checklist, or a `task`. Without `due_us`, `when` says when it is due; `done_by` is a name."""

    key: str
    do: str
    when: str
    due_us: int | None
    near: Due
    done_us: int | None
    done_by: str
    task: TaskStanding | None = None
    because: str = ""


class Standing(msgspec.Struct, frozen=True):
    """One role at a moment.

    `since_us` is when its holder was asked, or when the incident was declared if nobody was. `tasks` are the open ones
    that lie with its holder, `load` how many those are in all their roles. `also` are the other incidents in which they
    work, `to_lend` those of which nobody said that it is fine; that is loud for whoever leads. `told_us` is the moment
    from which its times are told: now, or the end of an incident that is over, in which a night years ago needs no
    year.
    """

    key: str
    title: str
    short: str
    duties: str
    holder: Holder | None
    answer: Answer
    since_us: int
    told_us: int
    waited_us: int
    is_overdue: bool
    deputy: Holder | None
    deputy_title: str
    handover: str
    steps: tuple[Duty, ...]
    tasks: tuple[Duty, ...] = ()
    load: int = 0
    also: tuple[AlsoIn, ...] = ()
    to_lend: tuple[IncidentId, ...] = ()
    is_lending_loud: bool = False
    is_missed: bool = False
    """Nobody has the role of an open incident, and somebody should."""

    @property
    def is_new(self) -> bool:
        """Whether its holder has still to say that they have it, or took it just now."""
        if self.answer in (Answer.ASKED, Answer.SILENT):
            return True
        return self.answer is Answer.HELD and self.waited_us < NEW_US

    @property
    def open_steps(self) -> tuple[Duty, ...]:
        """What is still to do, tasks and steps, the next first."""
        open_ones = (step for step in self.steps if step.done_us is None)
        return tuple(sorted((*self.tasks, *open_ones), key=_in_turn))

    @property
    def all_steps(self) -> tuple[Duty, ...]:
        """The same, and after it what is done."""
        return (*self.open_steps, *(step for step in self.steps if step.done_us is not None))

    @property
    def done_count(self) -> int:
        return sum(step.done_us is not None for step in self.steps)

    @property
    def next_due(self) -> Duty | None:
        """The step with the nearest time; None where no step has a time."""
        return next((step for step in self.open_steps if step.due_us is not None), None)

    @property
    def loudness(self) -> tuple[int, int]:
        """For sorting: whoever needs somebody most comes first."""
        due = self.next_due
        at_us = FAR_US if due is None or due.due_us is None else due.due_us
        if self.answer is Answer.SILENT:
            return 0, self.since_us
        if self.answer is Answer.NOBODY and self.is_overdue:
            return 1, at_us
        return (2 if due and due.near is not Due.LATER else 3), at_us


def standings(board: Board, plan: Plan, people: People, now_us: int) -> list[Standing]:
    """Every role of an incident, in the order of the record, each with the tasks of its holder."""
    found = [_standing(holding, board, plan, people, now_us) for holding in board.roles.held.values()]
    tasks = [task for task in task_standings(board, plan, people, now_us) if task.is_open]
    return [_with_tasks(standing, tasks, found) for standing in found] if tasks else found


def quieted(standing: Standing) -> Standing:
    """The same while maintenance mutes the incident: nobody is missed."""
    answer = Answer.ASKED if standing.answer is Answer.SILENT else standing.answer
    return msgspec.structs.replace(standing, answer=answer, is_overdue=False, is_missed=False)


def _with_tasks(standing: Standing, tasks: list[TaskStanding], among: list[Standing]) -> Standing:
    """A task stands with the role it came with; of one who holds several, any other stands with the first."""
    mine = [task for task in tasks if task.is_of(standing.holder)]
    held = [other.key for other in among if standing.holder and other.holder and other.holder.is_(standing.holder)]
    waiting = [task for task in tasks if task.holder is None and task.role == standing.key]
    shown = [task for task in mine if (task.role if task.role in held else held[0]) == standing.key]
    duties = tuple(_duty(task) for task in (*shown, *waiting))
    return msgspec.structs.replace(standing, tasks=duties, load=len(mine))


def _duty(task: TaskStanding) -> Duty:
    near = Due.LATE if task.call >= Call.LATE else Due.SOON if task.call.is_loud else Due.LATER
    due_us = task.due_us
    if task.call in (Call.STUCK, Call.NOT_SEEN) and due_us is None:
        due_us = task.since_us  # so that it comes before what is due later
    return Duty(task.id, task.do, "", due_us, near, None, "", task)


def _standing(holding: Holding, board: Board, plan: Plan, people: People, now_us: int) -> Standing:
    role = plan.role(holding.key)
    holder = _holder(holding, people)
    declared_us = board.headline.entered_us.get(State.DECLARED, now_us)
    since_us = holding.since_us if holder and holding.since_us is not None else declared_us
    waited_us = max(0, now_us - since_us)
    is_overdue = board.headline.is_open and waited_us >= plan.cadences.acknowledge_s * SECOND_US
    deputy = deputy_of(holding, board.roles, plan)
    return Standing(
        key=holding.key,
        title=holding.title,
        short=" ".join(filter(None, (role.short, holding.key.partition("#")[2]))) if role else holding.title,
        duties=role.duties if role else "",
        holder=holder,
        answer=_answer(holding, is_overdue=is_overdue),
        since_us=since_us,
        told_us=board.headline.ended_us or now_us,
        waited_us=waited_us,
        is_overdue=is_overdue,
        deputy=_other(_holder(deputy, people) if deputy else None, holder),
        deputy_title=deputy.title if deputy else "",
        handover=handed_over(holding, board.timeline),
        steps=_steps(holding, plan, board.headline, people, now_us),
        is_missed=board.headline.is_open and holder is None,
    )


def _answer(holding: Holding, *, is_overdue: bool) -> Answer:
    if holding.holder.value is None:
        return Answer.NOBODY
    if holding.acknowledged_us is not None:
        return Answer.HELD
    return Answer.SILENT if is_overdue else Answer.ASKED


def _holder(holding: Holding, people: People) -> Holder | None:
    """Whoever holds a role, as they are called now."""
    holder = holding.holder.value
    return holder.now(people) if holder else None


def _other(deputy: Holder | None, holder: Holder | None) -> Holder | None:
    """Whoever holds the deputy's role, if that is somebody else."""
    return deputy if deputy != holder else None


def _steps(holding: Holding, plan: Plan, headline: Headline, people: People, now_us: int) -> tuple[Duty, ...]:
    from_us = counted_from_us(holding, plan, headline)
    at_us = now_us if headline.is_open else None
    found: list[Duty] = []
    for step in plan.checklist(holding.key):
        due_us = step_due_us(step, from_us)
        done_by, done_us = holding.done.get(step.key, (None, None))
        name = people.name(done_by) if done_by is not None else ""
        near = Due.LATER if done_us is not None else nearness(due_us, at_us, (step.within_s or 0) * SECOND_US)
        found.append(Duty(step.key, step.do, step.when, due_us, near, done_us, name, because=step.because))
    return tuple(sorted(found, key=_in_turn))


def _in_turn(step: Duty) -> tuple[int, int]:
    """Open steps by their time, those without one after them, done ones last as they were done."""
    if step.done_us is not None:
        return 2, step.done_us
    return (1, 0) if step.due_us is None else (0, step.due_us)
