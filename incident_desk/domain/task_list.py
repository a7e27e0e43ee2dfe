"""The tasks of an incident: the state. Whoever has one, by when, and how it ended."""

import enum

import msgspec

from incident_desk.domain.fields import Field
from incident_desk.domain.holdings import Holder, Roles
from incident_desk.domain.ids import DeskNumber, EntryId, PersonId, TaskId
from incident_desk.domain.lines import Moved
from incident_desk.domain.numbers import find, label
from incident_desk.domain.timeline import Timeline


class Ended(enum.StrEnum):
    """How a task can end."""

    DONE = "done"
    DROPPED = "not needed"
    SPLIT_OFF = "split off"


class Ending(msgspec.Struct, frozen=True, gc=False):
    """How a task ended, by which entry its writer knew who has it, and where it goes on if it was split off."""

    how: Ended
    assignment: EntryId | None = None
    moved: Moved | None = None


class Stuck(msgspec.Struct, frozen=True, gc=False):
    """Somebody said that a task does not go on without help; the words are those of the entry."""

    entry: EntryId
    by: PersonId
    since_us: int


class Task(msgspec.Struct):
    """One task. `holder` is empty while it lies with whoever holds `role`.

    `heard` is the assignment that was acknowledged, and when. `line` is the entry whose words say what to do, so that a
    correction or an erasure of them is seen; the first tasks of a plan have none, and `do` says it.
    """

    id: TaskId
    number: int
    desk: DeskNumber
    by: PersonId
    given_us: int
    do: str = ""
    line: EntryId | None = None
    role: str = ""
    step: str = ""
    course: EntryId | None = None
    course_step: int = 0
    box_s: int | None = None
    holder: Field[Holder] = msgspec.field(default_factory=Field[Holder])
    due: Field[int | None] = msgspec.field(default_factory=Field[int | None])
    ending: Field[Ending | None] = msgspec.field(default_factory=Field[Ending | None])
    heard: tuple[EntryId | None, int] | None = None
    stuck: Stuck | None = None
    extended: int = 0

    @property
    def is_open(self) -> bool:
        return self.ending.value is None

    @property
    def due_us(self) -> int | None:
        return self.due.value

    @property
    def ended_us(self) -> int | None:
        last = self.ending.last
        return last.occurred_us if last is not None and last.value is not None else None

    @property
    def is_split(self) -> bool:
        """Whether two desks said two things about it at once: who has it, by when, how it ended, or that it ended
        while it went to somebody else."""
        if not self.is_open:
            return self.ending.is_conflicted or self.has_crossed
        return any(field.is_conflicted for field in (self.holder, self.due, self.ending))

    @property
    def has_crossed(self) -> bool:
        """Whether it ended at one desk while another gave it away."""
        ending, now = self.ending.value, self.holder.last
        if ending is None or now is None or ending.assignment == now.entry:
            return False
        return ending.assignment in (None, *(setting.entry for setting in self.holder.history))

    def words(self, timeline: Timeline) -> str:
        """What to do; empty if the words were erased."""
        line = timeline.at.get(self.line) if self.line else None
        return self.do if line is None else line.text


class Tasks(msgspec.Struct):
    """The tasks of an incident, in the order of the record."""

    of: dict[TaskId, Task] = msgspec.field(default_factory=dict[TaskId, Task])

    @property
    def all(self) -> list[Task]:
        return list(self.of.values())

    @property
    def open(self) -> list[Task]:
        return [task for task in self.of.values() if task.is_open]

    def label(self, task: Task) -> str:
        """What it is called: its number, with the letters of its desk where two desks gave the same."""
        return label(task, self.of.values())

    def find(self, text: str, timeline: Timeline) -> Task:
        """The task by number, id, or the start of its words that only one open task has. Raises: NotFound."""
        return find(TaskId(text), self.of, self.open, lambda task: task.words(timeline), "task")


def assignment(task: Task, roles: Roles) -> tuple[Holder, EntryId, int] | None:
    """Whoever has the task, the entry that gave it to them, and when; None while it waits for a role to be held."""
    if (named := task.holder.last) is not None:
        return named.value, named.entry, named.occurred_us
    holding = roles.held.get(task.role)
    given = holding.holder.last if holding is not None else None
    if given is None or given.value is None:
        return None
    return given.value, given.entry, max(given.occurred_us, task.given_us)


def acknowledged_us(task: Task, roles: Roles) -> int | None:
    """When whoever has the task said so; what comes with a role is acknowledged with the role."""
    now = assignment(task, roles)
    if now is None:
        return None
    if task.heard is not None and task.heard[0] in (None, now[1]):
        return task.heard[1]
    holding = roles.held.get(task.role)
    if task.holder.last is None and holding is not None and holding.acknowledged_us is not None:
        return max(holding.acknowledged_us, task.given_us)
    return None


def load(tasks: Tasks, roles: Roles, holder: Holder) -> list[Task]:
    """The open tasks that lie with this person."""
    mine = ((task, assignment(task, roles)) for task in tasks.open)
    return [task for task, now in mine if now is not None and now[0].is_(holder)]
