"""What is written about courses of action: proposed, approved or declined, carried out step by step, ended."""

import enum
from typing import ClassVar

import msgspec

from incident_desk.domain.fields import Over
from incident_desk.domain.ids import EntryId, PersonId
from incident_desk.domain.kinds import Body, kind
from incident_desk.domain.lines import Moved
from incident_desk.domain.moments import MomentUs, iso
from incident_desk.domain.sentences import LineSort, Sentence
from incident_desk.domain.spans import SpanS


class CourseStep(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One step: what to do, who (the key of a role, or a name), how long, and what stands before it.

    `title` is what the plan calls the role, for while it is not open here. `precondition` must hold before it is done.
    With `read_back` a second person reads it back aloud; at a `hold` it waits until whoever leads lets it go on.
    """

    do: str
    role: str = ""
    name: str = ""
    box_s: SpanS | None = None
    precondition: str = ""
    read_back: bool = False
    hold: bool = False
    title: str = ""

    @property
    def is_gated(self) -> bool:
        """Whether more than doing it is asked."""
        return bool(self.precondition) or self.read_back or self.hold


class Outcome(enum.StrEnum):
    """How a course ends."""

    WORKED = "worked"
    FAILED = "failed"
    ROLLED_BACK = "rolled back"


@kind("course.proposed")
class CourseProposed(Body, frozen=True):
    """Somebody who knows proposed what could be done. `runbook` is the key of one in the plan it was taken from.

    With `moved` it was proposed in another incident, and came here with a split.
    """

    number: int
    what: str
    effect: str = ""
    risk: str = ""
    undo: str = ""
    needs: str = ""
    box_s: SpanS | None = None
    steps: tuple[CourseStep, ...] = ()
    runbook: str = ""
    speaker: str = ""
    moved: Moved | None = None

    sort = LineSort.COURSE

    def sentence(self) -> Sentence:
        return Sentence("Course {number} proposed", {"number": str(self.number)})

    def words(self) -> str:
        return self.what

    def remains(self) -> Body:
        steps = tuple(CourseStep("", step.role, box_s=step.box_s) for step in self.steps)
        return CourseProposed(self.number, "", box_s=self.box_s, steps=steps, moved=self.moved)


class CourseEntry(Body, frozen=True):
    """What the bodies about one course have in common. `number` is what it is called in the line."""

    course: EntryId
    number: int

    sort = LineSort.COURSE
    said: ClassVar[str] = ""

    def sentence(self) -> Sentence:
        return Sentence(self.said, {"number": str(self.number)})


@kind("course.approved")
class CourseApproved(CourseEntry, frozen=True):
    """Whoever leads said: do it. A decision like any other, and may be objected to."""

    reason: str = ""
    speaker: str = ""
    over: Over = ()

    sort = LineSort.DECISION
    is_for_members = True
    said: ClassVar[str] = "Course {number} approved"

    def words(self) -> str:
        return self.reason

    def remains(self) -> Body:
        return CourseApproved(self.course, self.number, over=self.over)


@kind("course.declined")
class CourseDeclined(CourseEntry, frozen=True):
    """Whoever leads said: not this, and why."""

    reason: str
    speaker: str = ""
    over: Over = ()

    sort = LineSort.DECISION
    is_for_members = True
    said: ClassVar[str] = "Course {number} declined"

    def words(self) -> str:
        return self.reason

    def remains(self) -> Body:
        return CourseDeclined(self.course, self.number, "", over=self.over)


@kind("course.begun")
class CourseBegun(CourseEntry, frozen=True):
    """It is under way, led by somebody; `until_us` is when it should be over."""

    name: str
    person: PersonId | None = None
    until_us: MomentUs | None = None
    over: Over = ()

    def sentence(self) -> Sentence:
        return Sentence("Course {number} under way, led by {name}", {"number": str(self.number), "name": self.name})


@kind("course.extended")
class CourseExtended(CourseEntry, frozen=True):
    """It takes longer, until then."""

    until_us: MomentUs
    reason: str = ""
    over: Over = ()

    def sentence(self) -> Sentence:
        said = {"number": str(self.number), "until": iso(self.until_us)}
        return Sentence("Course {number} takes longer, until {until}", said)

    def words(self) -> str:
        return self.reason

    def remains(self) -> Body:
        return CourseExtended(self.course, self.number, self.until_us, over=self.over)


class StepEntry(CourseEntry, frozen=True):
    """What the bodies about one step have in common; steps count from 1."""

    step: int

    def sentence(self) -> Sentence:
        return Sentence(self.said, {"number": str(self.number), "step": str(self.step)})


@kind("course.step_done")
class CourseStepDone(StepEntry, frozen=True):
    """A step was done. `read_back_by` read it back; with `is_met` its precondition was seen to hold."""

    text: str = ""
    read_back_by: str = ""
    is_met: bool = False

    def sentence(self) -> Sentence:
        said = {"number": str(self.number), "step": str(self.step), "name": self.read_back_by}
        told = "Course {number}, step {step} done"
        return Sentence(told + (", read back by {name}" if self.read_back_by else ""), said)

    def words(self) -> str:
        return self.text

    def remains(self) -> Body:
        return CourseStepDone(self.course, self.number, self.step, is_met=self.is_met)


@kind("course.step_released")
class CourseStepReleased(StepEntry, frozen=True):
    """Whoever leads lets the course go on past a hold point."""

    speaker: str = ""

    sort = LineSort.DECISION
    is_for_members = True
    said: ClassVar[str] = "Course {number}: go on with step {step}"


@kind("course.step_skipped")
class CourseStepSkipped(StepEntry, frozen=True):
    """A step is left out: a decision, with its reason."""

    reason: str

    sort = LineSort.DECISION
    said: ClassVar[str] = "Course {number}, step {step} skipped"

    def words(self) -> str:
        return self.reason

    def remains(self) -> Body:
        return CourseStepSkipped(self.course, self.number, self.step, "")


class StepEnd(enum.StrEnum):
    """How a step is over."""

    DONE = "done"
    SKIPPED = "skipped"


@kind("course.step_settled")
class CourseStepSettled(StepEntry, frozen=True):
    """Two desks had ended a step differently: what holds is what `mark` says, which `by` wrote."""

    how: StepEnd
    mark: EntryId
    by: PersonId
    over: Over = ()

    def sentence(self) -> Sentence:
        templates = {
            StepEnd.DONE: "Course {number}, step {step}: it was done",
            StepEnd.SKIPPED: "Course {number}, step {step}: it was skipped",
        }
        return Sentence(templates[self.how], {"number": str(self.number), "step": str(self.step)})


@kind("course.ended")
class CourseEnded(CourseEntry, frozen=True):
    """How it ended, and what was seen of it."""

    how: Outcome
    effect: str = ""
    over: Over = ()

    def sentence(self) -> Sentence:
        templates = {
            Outcome.WORKED: "Course {number} worked",
            Outcome.FAILED: "Course {number} failed",
            Outcome.ROLLED_BACK: "Course {number} rolled back",
        }
        return Sentence(templates[self.how], {"number": str(self.number)})

    def words(self) -> str:
        return self.effect

    def remains(self) -> Body:
        return CourseEnded(self.course, self.number, self.how, over=self.over)
