"""What is written about the tasks of an incident."""

from typing import ClassVar

import msgspec

from incident_desk.domain.fields import Over
from incident_desk.domain.ids import EntryId, PersonId, TaskId
from incident_desk.domain.kinds import Body, kind
from incident_desk.domain.lines import Moved
from incident_desk.domain.moments import MomentUs, iso
from incident_desk.domain.sentences import LineSort, Sentence
from incident_desk.domain.spans import SpanS, span_english


class OpenedTask(msgspec.Struct, frozen=True, gc=False):
    """A first task that a severity asks of a role."""

    task: TaskId
    number: int
    do: str
    role: str
    box_s: SpanS | None = None


class TaskEntry(Body, frozen=True):
    """What the bodies about one task have in common. `number` is what it is called in the line."""

    task: TaskId
    number: int

    sort = LineSort.TASK
    said: ClassVar[str] = ""

    def sentence(self) -> Sentence:
        return Sentence(self.said, {"number": str(self.number)})


@kind("task.opened")
class TaskOpened(TaskEntry, frozen=True):
    """A severity asks this of a role; whoever holds the role has the task. `title` is that of the role."""

    do: str
    role: str
    title: str
    box_s: SpanS | None = None

    def sentence(self) -> Sentence:
        return Sentence("Task {number} for {role}", {"number": str(self.number), "role": self.title})

    def words(self) -> str:
        return self.do


@kind("task.given")
class TaskGiven(Body, frozen=True):
    """A task was given to somebody, who has still to acknowledge it unless they took it themselves.

    `role` goes with it where it came with a role, `step` where it is a line of that role's checklist, `course` and
    `course_step` where it carries out a step of a course of action. Without a name, whoever holds the role has it;
    `title` is that of the role. With `moved` it was given in another incident, and came here with a split.
    """

    number: int
    text: str
    name: str = ""
    person: PersonId | None = None
    taken: bool = False
    box_s: SpanS | None = None
    role: str = ""
    step: str = ""
    course: EntryId | None = None
    course_step: int = 0
    title: str = ""
    moved: Moved | None = None

    sort = LineSort.TASK

    def sentence(self) -> Sentence:
        said = {"number": str(self.number), "name": self.name or self.title, "span": span_english(self.box_s or 0)}
        if self.taken:
            return Sentence("{name} takes task {number}, {span}" if self.box_s else "{name} takes task {number}", said)
        return Sentence("Task {number} for {name}, {span}" if self.box_s else "Task {number} for {name}", said)

    def words(self) -> str:
        return self.text

    def remains(self) -> Body:
        name = self.name if self.person else ""
        return msgspec.structs.replace(self, text="", name=name, title="")


@kind("task.reassigned")
class TaskReassigned(TaskEntry, frozen=True):
    """A task went from one person to another; `until_us` is the end of the new box, if it got one.

    `over` has the settings that the new "holder" and "due" replace.
    """

    name: str
    person: PersonId | None = None
    taken: bool = False
    giver: str = ""
    note: str = ""
    until_us: MomentUs | None = None
    over: dict[str, Over] = {}

    def sentence(self) -> Sentence:
        said = {"number": str(self.number), "giver": self.giver, "name": self.name}
        if not self.giver:
            return Sentence("Task {number} goes to {name}", said)
        return Sentence("Task {number} goes from {giver} to {name}", said)

    def words(self) -> str:
        return self.note


@kind("task.acknowledged")
class TaskAcknowledged(TaskEntry, frozen=True):
    """Whoever has the task said so. `assignment` is the entry that gave it to them."""

    name: str
    assignment: EntryId | None = None

    def sentence(self) -> Sentence:
        return Sentence("{name} acknowledged task {number}", {"number": str(self.number), "name": self.name})


@kind("task.extended")
class TaskExtended(TaskEntry, frozen=True):
    """Asked at the end of the box: it needs more time, until then. Nobody is stuck any more."""

    until_us: MomentUs
    text: str = ""
    over: Over = ()

    def sentence(self) -> Sentence:
        said = {"number": str(self.number), "until": iso(self.until_us)}
        return Sentence("Task {number} needs more time, until {until}", said)

    def words(self) -> str:
        return self.text

    def remains(self) -> Body:
        return TaskExtended(self.task, self.number, self.until_us, over=self.over)


@kind("task.stuck")
class TaskStuck(TaskEntry, frozen=True):
    """Asked at the end of the box, or before: it does not go on without help."""

    text: str = ""

    said: ClassVar[str] = "Task {number} is stuck"

    def words(self) -> str:
        return self.text


@kind("task.done")
class TaskDone(TaskEntry, frozen=True):
    """The task is done; `text` says what came of it. `assignment` is the entry its writer knew the task by."""

    text: str = ""
    assignment: EntryId | None = None
    over: Over = ()

    said: ClassVar[str] = "Task {number} done"

    def words(self) -> str:
        return self.text

    def remains(self) -> Body:
        return msgspec.structs.replace(self, text="")


@kind("task.dropped")
class TaskDropped(TaskEntry, frozen=True):
    """The task is not needed any more."""

    reason: str = ""
    assignment: EntryId | None = None
    over: Over = ()

    said: ClassVar[str] = "Task {number} is not needed any more"

    def words(self) -> str:
        return self.reason

    def remains(self) -> Body:
        return msgspec.structs.replace(self, reason="")


@kind("task.reopened")
class TaskReopened(TaskEntry, frozen=True):
    """The task is to be done after all."""

    reason: str = ""
    over: Over = ()

    said: ClassVar[str] = "Task {number} is open again"

    def words(self) -> str:
        return self.reason

    def remains(self) -> Body:
        return msgspec.structs.replace(self, reason="")
