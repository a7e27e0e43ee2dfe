"""The courses of action of an incident: the state."""

import enum

import msgspec

from incident_desk.domain.course_entries import CourseStep, Outcome, StepEnd
from incident_desk.domain.fields import Field
from incident_desk.domain.holdings import Holder
from incident_desk.domain.ids import DeskNumber, EntryId, PersonId
from incident_desk.domain.numbers import find, label
from incident_desk.domain.timeline import Timeline


class Stand(enum.StrEnum):
    """Where a course stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    DECLINED = "declined"
    UNDER_WAY = "under way"
    WORKED = "worked"
    FAILED = "failed"
    ROLLED_BACK = "rolled back"
    SPLIT_OFF = "split off"


STAND_OF = {
    Outcome.WORKED: Stand.WORKED,
    Outcome.FAILED: Stand.FAILED,
    Outcome.ROLLED_BACK: Stand.ROLLED_BACK,
}
WAITING = frozenset({Stand.PROPOSED})
OVER = frozenset({Stand.DECLINED, Stand.WORKED, Stand.FAILED, Stand.ROLLED_BACK, Stand.SPLIT_OFF})


class StepMark(msgspec.Struct, frozen=True, gc=False):
    """How a step ended, by whom and when; the words are those of the entry."""

    how: StepEnd
    by: PersonId
    at_us: int
    entry: EntryId
    read_back_by: str = ""


class Course(msgspec.Struct):
    """One course of action. `last` is the entry that brought it to where it stands."""

    id: EntryId
    number: int
    desk: DeskNumber
    by: PersonId
    proposed_us: int
    effect: str = ""
    risk: str = ""
    undo: str = ""
    needs: str = ""
    box_s: int | None = None
    steps: tuple[CourseStep, ...] = ()
    runbook: str = ""
    speaker: str = ""
    stands: Field[Stand] = msgspec.field(default_factory=Field[Stand])
    carrier: Holder | None = None
    begun_us: int | None = None
    due: Field[int | None] = msgspec.field(default_factory=Field[int | None])
    marks: dict[int, Field[StepMark]] = msgspec.field(default_factory=dict[int, Field[StepMark]])
    released: dict[int, tuple[PersonId, int]] = msgspec.field(default_factory=dict[int, tuple[PersonId, int]])

    @property
    def stand(self) -> Stand:
        return self.stands.value or Stand.PROPOSED

    @property
    def last(self) -> EntryId:
        return self.stands.last.entry if self.stands.last else self.id

    @property
    def since_us(self) -> int:
        """When it came to stand where it does."""
        return self.stands.last.occurred_us if self.stands.last else self.proposed_us

    @property
    def next_step(self) -> int | None:
        """The number of the step that comes next; None when all are done or skipped."""
        return next((at for at in range(1, len(self.steps) + 1) if at not in self.marks), None)

    @property
    def split_step(self) -> int | None:
        """The first step that was done at one desk and skipped at another."""
        return next((at for at in sorted(self.marks) if len(self.ends(at)) > 1), None)

    def ends(self, step: int) -> dict[StepEnd, StepMark]:
        """How a step ended: nothing while it is open, two where two desks differ. The one that shows is the last."""
        ends: dict[StepEnd, StepMark] = {}
        for setting in self.marks[step].settings if step in self.marks else ():
            ends.pop(setting.value.how, None)
            ends[setting.value.how] = setting.value
        return ends

    @property
    def is_due_split(self) -> bool:
        """Whether two desks said two times until when it takes."""
        return self.stand is Stand.UNDER_WAY and self.due.is_conflicted

    @property
    def is_split(self) -> bool:
        """Whether two desks said two things about it at once: where it stands, until when, or how a step went."""
        return self.stands.is_conflicted or self.is_due_split or self.split_step is not None

    def is_late(self, now_us: int) -> bool:
        """Whether it is under way past its time."""
        due_us = self.due.value
        return self.stand is Stand.UNDER_WAY and due_us is not None and now_us >= due_us

    def what(self, timeline: Timeline) -> str:
        """What is to be done; empty if the words were erased."""
        return timeline.text_of(self.id)

    def said_last(self, timeline: Timeline) -> str:
        """What was said when it came to stand where it does: the reason, or the effect that was seen."""
        line = timeline.at.get(self.last) if self.last != self.id else None
        return line.text if line else ""


class Courses(msgspec.Struct):
    """The courses of an incident, in the order of the record."""

    of: dict[EntryId, Course] = msgspec.field(default_factory=dict[EntryId, Course])

    @property
    def all(self) -> list[Course]:
        return list(self.of.values())

    def label(self, course: Course) -> str:
        """What it is called: its number, with the letters of its desk where two desks gave the same."""
        return label(course, self.of.values())

    def find(self, text: str, timeline: Timeline) -> Course:
        """The course by number, id, or the start of its words that only one has. Raises: NotFound."""
        return find(EntryId(text), self.of, self.all, lambda course: course.what(timeline), "course")
