"""The steps of a course under way: done in their order, read back, let go on at a hold point, or skipped and why."""

from incident_desk.domain import course_tasks
from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.course_entries import (
    CourseStep,
    CourseStepDone,
    CourseStepReleased,
    CourseStepSettled,
    CourseStepSkipped,
    StepEnd,
)
from incident_desk.domain.course_list import Course, Courses, Stand
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.headline import Headline
from incident_desk.domain.holdings import Roles
from incident_desk.domain.leading import lead_of, must_lead
from incident_desk.domain.people import People, checked_name
from incident_desk.domain.plan import Plans
from incident_desk.domain.task_list import Tasks
from incident_desk.domain.timeline import Timeline, checked_text


class DoStep(Fields, frozen=True):
    """`step` counts from 1. `read_back_by` is the second person, where one is asked; `is_met` says that the
    precondition holds."""

    course: str
    step: int
    text: str = ""
    read_back_by: str = ""
    is_met: bool = False


class ReleaseStep(Fields, frozen=True):
    course: str
    step: int
    speaker: str = ""


class SkipStep(Fields, frozen=True):
    course: str
    step: int
    reason: str = ""


class SettleStep(Fields, frozen=True):
    """`how` says what holds of a step that was done at one desk and skipped at another."""

    course: str
    step: int
    how: StepEnd


@command("course.do_step", help="Say that a step of a course was done", slash=("step",))
def do_step(
    *,
    courses: Courses,
    timeline: Timeline,
    tasks: Tasks,
    roles: Roles,
    people: People,
    context: Context,
    fields: DoStep,
) -> list[Draft]:
    course, step = _next(courses, timeline, fields.course, fields.step)
    second = _second(step, people, context, fields)
    if step.precondition and not fields.is_met:
        raise RuleError(f"Before this step: {step.precondition}. If it holds, say so with is_met=yes.")
    if step.hold and fields.step not in course.released:
        raise RuleError(f"This step waits until who leads lets it go on: /go-on {courses.label(course)} {fields.step}")
    return [
        Draft(CourseStepDone(course.id, course.number, fields.step, fields.text.strip(), second, fields.is_met)),
        *course_tasks.done(course, fields.step, tasks, fields.text.strip()),
        *_onward(course, fields.step, tasks, roles, people),
    ]


@command(
    "course.release_step",
    help="Let a course go on past a hold point",
    slash=("go-on",),
    who="who leads (the first role of the plan), or somebody they said it to",
)
def release_step(
    *,
    courses: Courses,
    timeline: Timeline,
    roles: Roles,
    plans: Plans,
    headline: Headline,
    people: People,
    context: Context,
    fields: ReleaseStep,
) -> list[Draft]:
    course, step = _next(courses, timeline, fields.course, fields.step)
    must_lead(lead_of(roles, plans, headline), people, context, fields.speaker)
    if not step.hold or fields.step in course.released:
        raise RuleError(f"Step {fields.step} does not wait for a go-ahead.")
    return [Draft(CourseStepReleased(course.id, course.number, fields.step, fields.speaker.strip()))]


@command("course.skip_step", help="Leave a step of a course out: a decision, with its reason", slash=("skip",))
def skip_step(
    *, courses: Courses, timeline: Timeline, tasks: Tasks, roles: Roles, people: People, fields: SkipStep
) -> list[Draft]:
    course, _ = _next(courses, timeline, fields.course, fields.step)
    if not fields.reason.strip():
        raise RuleError(f"Say why: /skip {courses.label(course)} {fields.step} the disk is mounted already")
    reason = checked_text(fields.reason)
    return [
        Draft(CourseStepSkipped(course.id, course.number, fields.step, reason)),
        *course_tasks.dropped(course, tasks, f"Step {fields.step} was skipped"),
        *_onward(course, fields.step, tasks, roles, people),
    ]


@command("course.settle_step", help="Two desks ended a step differently: say which holds", slash=("settle-step",))
def settle_step(*, courses: Courses, timeline: Timeline, tasks: Tasks, fields: SettleStep) -> list[Draft]:
    course = courses.find(fields.course, timeline)
    ends, label = course.ends(fields.step), courses.label(course)
    if len(ends) < 2:
        raise RuleError(f"Nobody differs about step {fields.step} of course {label}.")
    mark, over = ends[fields.how], course.marks[fields.step].over
    body = CourseStepSettled(course.id, course.number, fields.step, fields.how, mark.entry, mark.by, over)
    return [*course_tasks.settled(course, fields.step, fields.how, tasks), Draft(body)]


def _next(courses: Courses, timeline: Timeline, text: str, step: int) -> tuple[Course, CourseStep]:
    """The course, which is under way, and its step, whose turn it is."""
    course = courses.find(text, timeline)
    label = courses.label(course)
    if course.stand is not Stand.UNDER_WAY:
        raise RuleError(f"Course {label} is {course.stand}; its steps are done while it is under way (/begin {label}).")
    if not 1 <= step <= len(course.steps):
        raise NotFound(f"Course {label} has no step {step}; it has {len(course.steps)}.")
    if step in course.marks:
        raise RuleError(f"Step {step} is over already.")
    if step != course.next_step:
        at = f"{label} {course.next_step}"
        raise RuleError(f"Step {course.next_step} comes first: /step {at}, or leave it out with /skip {at} and why.")
    return course, course.steps[step - 1]


def _second(step: CourseStep, people: People, context: Context, fields: DoStep) -> str:
    """The name of whoever read it back: somebody else than whoever writes."""
    named = fields.read_back_by.strip().removeprefix("@")
    if not named:
        if step.read_back:
            raise RuleError("A second person reads this step back before it is done: read_back_by=NAME")
        return ""
    person = people.called(named)
    if person == context.by:
        raise RuleError("Somebody else reads it back, not whoever does it.")
    return people.name(person) if person else checked_name(named)


def _onward(course: Course, step: int, tasks: Tasks, roles: Roles, people: People) -> list[Draft]:
    """The task of the step after this one."""
    following = next((at for at in range(step + 1, len(course.steps) + 1) if at not in course.marks), None)
    return course_tasks.given(course, following, tasks, roles, people)
