"""What each entry about a course of action does to the courses of an incident."""

from incident_desk.domain.course_entries import (
    CourseApproved,
    CourseBegun,
    CourseDeclined,
    CourseEnded,
    CourseEntry,
    CourseExtended,
    CourseProposed,
    CourseStepDone,
    CourseStepReleased,
    CourseStepSettled,
    CourseStepSkipped,
    StepEnd,
    StepEntry,
)
from incident_desk.domain.course_list import STAND_OF, Course, Courses, Stand, StepMark
from incident_desk.domain.entry import Entry
from incident_desk.domain.fields import Field
from incident_desk.domain.holdings import Holder
from incident_desk.domain.kinds import applies


@applies("courses", CourseProposed)
def proposed(courses: Courses, entry: Entry, body: CourseProposed) -> None:
    course = Course(
        entry.id,
        body.number,
        entry.desk,
        entry.author,
        entry.occurred_us,
        effect=body.effect,
        risk=body.risk,
        undo=body.undo,
        needs=body.needs,
        box_s=body.box_s,
        steps=body.steps,
        runbook=body.runbook,
        speaker=body.speaker,
    )
    course.stands.set(Stand.PROPOSED, entry, ())
    courses.of[entry.id] = course


@applies("courses", CourseApproved)
def approved(courses: Courses, entry: Entry, body: CourseApproved) -> None:
    if course := _of(courses, body):
        course.stands.set(Stand.APPROVED, entry, body.over)


@applies("courses", CourseDeclined)
def declined(courses: Courses, entry: Entry, body: CourseDeclined) -> None:
    if course := _of(courses, body):
        course.stands.set(Stand.DECLINED, entry, body.over)


@applies("courses", CourseBegun)
def begun(courses: Courses, entry: Entry, body: CourseBegun) -> None:
    if course := _of(courses, body):
        course.stands.set(Stand.UNDER_WAY, entry, body.over)
        course.carrier, course.begun_us = Holder(body.name, body.person), entry.occurred_us
        course.due.set(body.until_us, entry, course.due.over)


@applies("courses", CourseExtended)
def extended(courses: Courses, entry: Entry, body: CourseExtended) -> None:
    if course := _of(courses, body):
        course.due.set(body.until_us, entry, body.over)


@applies("courses", CourseStepDone)
def step_done(courses: Courses, entry: Entry, body: CourseStepDone) -> None:
    _mark(courses, entry, body, StepEnd.DONE, body.read_back_by)


@applies("courses", CourseStepSkipped)
def step_skipped(courses: Courses, entry: Entry, body: CourseStepSkipped) -> None:
    _mark(courses, entry, body, StepEnd.SKIPPED)


@applies("courses", CourseStepSettled)
def step_settled(courses: Courses, entry: Entry, body: CourseStepSettled) -> None:
    """The mark that was chosen holds, with its author and moment; if it was taken back since, the choice does."""
    if course := _of(courses, body):
        marks = course.marks.setdefault(body.step, Field[StepMark]())
        said = next((setting.value for setting in marks.history if setting.entry == body.mark), None)
        marks.set(said or StepMark(body.how, body.by, entry.occurred_us, entry.id), entry, body.over)


@applies("courses", CourseStepReleased)
def step_released(courses: Courses, entry: Entry, body: CourseStepReleased) -> None:
    if course := _of(courses, body):
        course.released[body.step] = (entry.author, entry.occurred_us)


@applies("courses", CourseEnded)
def ended(courses: Courses, entry: Entry, body: CourseEnded) -> None:
    if course := _of(courses, body):
        course.stands.set(STAND_OF[body.how], entry, body.over)


def _mark(courses: Courses, entry: Entry, body: StepEntry, how: StepEnd, read_back_by: str = "") -> None:
    if course := _of(courses, body):
        mark = StepMark(how, entry.author, entry.occurred_us, entry.id, read_back_by)
        course.marks.setdefault(body.step, Field[StepMark]()).set(mark, entry, ())


def _of(courses: Courses, body: CourseEntry) -> Course | None:
    """The course; None for one that was taken back."""
    return courses.of.get(body.course)
