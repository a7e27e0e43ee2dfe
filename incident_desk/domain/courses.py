"""Courses of action: proposed by who knows, approved or declined by who leads, carried out step by step, ended."""

from incident_desk.domain import course_tasks
from incident_desk.domain.addressing import holder_called, must_know
from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.course_effects import Courses
from incident_desk.domain.course_entries import (
    CourseApproved,
    CourseBegun,
    CourseDeclined,
    CourseEnded,
    CourseExtended,
    CourseProposed,
    CourseStep,
    Outcome,
)
from incident_desk.domain.course_list import Course, Stand
from incident_desk.domain.course_text import read_steps
from incident_desk.domain.errors import NotFound, RuleError
from incident_desk.domain.headline import Headline
from incident_desk.domain.holdings import Roles
from incident_desk.domain.leading import lead_of, must_lead
from incident_desk.domain.moments import SECOND_US, MomentUs
from incident_desk.domain.numbers import next_number
from incident_desk.domain.people import People
from incident_desk.domain.plan import Plans
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.plan_sections import Runbook
from incident_desk.domain.restriction import Restriction
from incident_desk.domain.spans import SpanS
from incident_desk.domain.task_list import Tasks
from incident_desk.domain.timeline import Timeline, checked_text

__all__ = ["Course", "Courses"]

WHO_LEADS = "who leads (the first role of the plan), or somebody they said it to"


class Propose(Fields, frozen=True):
    """`text` says what; `box` how long it takes; `steps` has one a line: "@role 10m what (read back) (hold) (if …)".

    From a `runbook` of the plan comes whatever is not said. `speaker` is the expert who said it.
    """

    text: str = ""
    effect: str = ""
    risk: str = ""
    undo: str = ""
    needs: str = ""
    box_s: SpanS | None = None
    steps: str = ""
    runbook: str = ""
    speaker: str = ""
    occurred_us: MomentUs | None = None


class Approve(Fields, frozen=True):
    """`course` is its number, or the start of its words. `speaker` is who leads, where somebody else writes it down."""

    course: str
    reason: str = ""
    speaker: str = ""


class Decline(Fields, frozen=True):
    """As for approving; the reason is needed."""

    course: str
    reason: str = ""
    speaker: str = ""


class Begin(Fields, frozen=True):
    """`person` leads the work; without one, whoever writes."""

    course: str
    person: str = "me"


class ExtendCourse(Fields, frozen=True):
    """`box` is how much longer from now, unless `until` says the moment."""

    course: str
    box_s: SpanS
    reason: str = ""
    until_us: MomentUs | None = None


class End(Fields, frozen=True):
    """`text` says what was seen of it."""

    course: str
    how: Outcome
    text: str = ""
    occurred_us: MomentUs | None = None


@command("course.propose", help="Propose a course of action", slash=("propose",))
def propose(
    *, courses: Courses, roles: Roles, people: People, plans: Plans, headline: Headline, fields: Propose
) -> list[Draft]:
    book = _runbook(plans, headline, fields.runbook) if fields.runbook else None
    steps = read_steps(fields.steps, roles, people) if fields.steps.strip() else _steps_of(book, plans.of(headline))
    body = CourseProposed(
        number=next_number(courses.all),
        what=_what(fields.text, book),
        effect=fields.effect.strip() or (book.effect if book else ""),
        risk=fields.risk.strip() or (book.risk if book else ""),
        undo=fields.undo.strip() or (book.undo if book else ""),
        needs=fields.needs.strip() or (book.requires if book else ""),
        box_s=fields.box_s or (book.takes_s if book else None),
        steps=steps,
        runbook=book.key if book else "",
        speaker=fields.speaker.strip(),
    )
    return [Draft(body, occurred_us=fields.occurred_us)]


@command("course.approve", help="Approve a course of action", slash=("approve",), who=WHO_LEADS)
def approve(
    *,
    courses: Courses,
    timeline: Timeline,
    roles: Roles,
    plans: Plans,
    headline: Headline,
    people: People,
    context: Context,
    fields: Approve,
) -> list[Draft]:
    course = courses.find(fields.course, timeline)
    must_lead(lead_of(roles, plans, headline), people, context, fields.speaker)
    _must_stand(courses, course, Stand.PROPOSED, Stand.DECLINED)
    body = CourseApproved(course.id, course.number, fields.reason.strip(), fields.speaker.strip(), course.stands.over)
    return [Draft(body)]


@command("course.decline", help="Decline a course of action, with the reason", slash=("decline",), who=WHO_LEADS)
def decline(
    *,
    courses: Courses,
    timeline: Timeline,
    roles: Roles,
    plans: Plans,
    headline: Headline,
    people: People,
    context: Context,
    fields: Decline,
) -> list[Draft]:
    course = courses.find(fields.course, timeline)
    must_lead(lead_of(roles, plans, headline), people, context, fields.speaker)
    _must_stand(courses, course, Stand.PROPOSED, Stand.APPROVED)
    reason = _reason(fields.reason, f"Say why: /decline {courses.label(course)} too slow")
    return [Draft(CourseDeclined(course.id, course.number, reason, fields.speaker.strip(), course.stands.over))]


@command("course.begin", help="Begin to carry out an approved course of action", slash=("begin",))
def begin(
    *,
    courses: Courses,
    timeline: Timeline,
    tasks: Tasks,
    roles: Roles,
    people: People,
    restriction: Restriction,
    context: Context,
    fields: Begin,
) -> list[Draft]:
    course = courses.find(fields.course, timeline)
    _must_stand(courses, course, Stand.APPROVED)
    carrier = holder_called(people, context, fields.person)
    must_know(restriction, carrier)
    until_us = context.now_us + course.box_s * SECOND_US if course.box_s else None
    body = CourseBegun(course.id, course.number, carrier.name, carrier.person, until_us, course.stands.over)
    return [Draft(body), *course_tasks.given(course, course.next_step, tasks, roles, people)]


@command("course.extend", help="A course of action takes longer: how much, and why", slash=("takes-longer",))
def extend(courses: Courses, timeline: Timeline, context: Context, fields: ExtendCourse) -> list[Draft]:
    course = courses.find(fields.course, timeline)
    _must_stand(courses, course, Stand.UNDER_WAY)
    until_us = fields.until_us or context.now_us + fields.box_s * SECOND_US
    return [Draft(CourseExtended(course.id, course.number, until_us, fields.reason.strip(), course.due.over))]


@command(
    "course.end",
    help="End a course of action, with the effect that was seen",
    slash=("end-course",),
    presets={
        "worked": {"how": "worked"},
        "failed": {"how": "failed"},
        "rolled-back": {"how": "rolled back"},
    },
)
def end(courses: Courses, timeline: Timeline, tasks: Tasks, fields: End) -> list[Draft]:
    course = courses.find(fields.course, timeline)
    undone = (Stand.WORKED, Stand.FAILED) if fields.how is Outcome.ROLLED_BACK else ()
    _must_stand(courses, course, Stand.UNDER_WAY, *undone)
    if fields.how is Outcome.WORKED and course.next_step is not None:
        at = f"{courses.label(course)} {course.next_step}"
        raise RuleError(f"Step {course.next_step} is open: /step {at}, or leave it out with /skip {at} and the reason.")
    effect = _reason(fields.text, "Say what was seen of it: which number moved, and how far.")
    body = CourseEnded(course.id, course.number, fields.how, effect, course.stands.over)
    dropped = course_tasks.dropped(course, tasks, f"Course {course.number}: {fields.how}")
    return [Draft(body, occurred_us=fields.occurred_us), *dropped]


# what the commands have in common -------------------------------------------------------------------------------------


def _must_stand(courses: Courses, course: Course, *among: Stand) -> None:
    if course.stand not in among and not course.stands.is_conflicted:
        allowed = " or ".join(among)
        raise RuleError(f"Course {courses.label(course)} is {course.stand}; it must be {allowed} for that.")


def _reason(text: str, advice: str) -> str:
    if not text.strip():
        raise RuleError(advice)
    return checked_text(text)


def _what(text: str, book: Runbook | None) -> str:
    said = text.strip() or (book.title if book else "")
    return _reason(said, "Say what is proposed: /propose Fail over to the standby effect=… risk=… undo=… box=20m")


def _runbook(plans: Plans, headline: Headline, text: str) -> Runbook:
    books = plans.of(headline).runbooks
    wanted = " ".join(text.split()).casefold()
    found = next((book for book in books if wanted in (book.key, book.title.casefold())), None)
    if found is None:
        there = ", ".join(book.key for book in books) or "none"
        raise NotFound(f"“{text}” is no runbook of the plan; there are {there}.")
    return found


def _steps_of(book: Runbook | None, plan: Plan) -> tuple[CourseStep, ...]:
    return tuple(
        CourseStep(
            step.do,
            role=step.role,
            box_s=step.within_s,
            precondition=step.precondition,
            read_back=step.read_back,
            hold=step.hold,
            title=plan.role_title(step.role) if step.role else "",
        )
        for step in (book.steps if book else ())
    )
