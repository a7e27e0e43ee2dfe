"""What goes along when an incident is split: each is written there anew as it stands, with its times."""

from collections.abc import Iterable

import msgspec

from incident_desk.domain.commands import Context, Draft
from incident_desk.domain.course_entries import CourseApproved, CourseProposed
from incident_desk.domain.course_list import Course, Courses, Stand
from incident_desk.domain.errors import RuleError
from incident_desk.domain.fields import Over
from incident_desk.domain.holdings import Holding, Roles
from incident_desk.domain.ids import EntryId, IncidentId, TaskId
from incident_desk.domain.incident import IncidentOpened
from incident_desk.domain.lines import Line, Moved
from incident_desk.domain.moments import SECOND_US
from incident_desk.domain.moving import speaker_of
from incident_desk.domain.people import People
from incident_desk.domain.questions import Question, QuestionAsked, Questions
from incident_desk.domain.restriction import ManagerAdded, MemberAdded, Restriction
from incident_desk.domain.role_entries import RoleAssigned
from incident_desk.domain.task_entries import TaskAcknowledged, TaskGiven
from incident_desk.domain.task_list import Task, Tasks, acknowledged_us, assignment
from incident_desk.domain.timeline import Timeline


class Carrying(msgspec.Struct, frozen=True):
    """From where to where, and what is known here."""

    here: IncidentId
    number_here: str
    number_there: str
    there: IncidentId
    timeline: Timeline
    roles: Roles
    people: People
    context: Context

    def new(self) -> EntryId:
        """The id of an entry that is written there."""
        return EntryId(self.context.new_id())

    def origin(self, entry: EntryId) -> Moved:
        """Where it was written first."""
        return Moved(self.here, self.number_here, entry)

    def speaker(self, line: Line | None, said: str = "") -> str:
        """Whoever said it first."""
        return said or (speaker_of(line, self.people, self.context) if line is not None else "")


class Goes(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """The entry under which a task goes on, and the one by which its writer knew who has it."""

    entry: EntryId
    assignment: EntryId | None = None


class Carried(msgspec.Struct, frozen=True):
    """One thing that goes along: what it is here, the entry it is there, what it replaces here, and what to write."""

    of: str
    entry: EntryId
    over: Over
    drafts: tuple[Draft, ...]
    assignment: EntryId | None = None


def can_go(task: Task) -> bool:
    """Whether a task can go to another incident: it is open, and no step of a course of action that stays."""
    return task.is_open and task.course is None


def course_can_go(course: Course) -> bool:
    """Whether a course of action can go: nobody has begun it."""
    return course.stand in (Stand.PROPOSED, Stand.APPROVED) and not course.stands.is_conflicted


def tasks_there(by: Carrying, tasks: Tasks, wanted: Iterable[str], opening: Iterable[Draft]) -> list[Carried]:
    """The tasks, numbered after those that the plan gives there. Raises: RuleError, NotFound."""
    found = list(dict.fromkeys(tasks.find(text, by.timeline).id for text in wanted))
    planned = [task.number for draft in opening if isinstance(draft.body, IncidentOpened) for task in draft.body.tasks]
    return [_task(by, tasks, tasks.of[id_], number) for number, id_ in enumerate(found, max(planned, default=0) + 1)]


def _task(by: Carrying, tasks: Tasks, task: Task, number: int) -> Carried:
    if not can_go(task):
        why = "is a step of a course of action" if task.is_open else "is over"
        raise RuleError(f"Task {tasks.label(task)} {why}, and stays in {by.number_here}.")
    now, copy = assignment(task, by.roles), by.new()
    holding = by.roles.held.get(task.role)
    body = TaskGiven(
        number,
        task.words(by.timeline),
        name=now[0].name if now else "",
        person=now[0].person if now else None,
        box_s=max(1, (task.due_us - task.given_us) // SECOND_US) if task.due_us is not None else None,
        role=task.role,
        step=task.step,
        title=holding.title if holding is not None and now is None else "",
        moved=by.origin(task.line) if task.line is not None else None,
    )
    drafts = [Draft(body, occurred_us=task.given_us, incident=by.there, id=copy)]
    if now is not None and (seen_us := acknowledged_us(task, by.roles)) is not None:
        acknowledged = TaskAcknowledged(TaskId(copy), number, now[0].name, copy)
        drafts.append(Draft(acknowledged, occurred_us=seen_us, incident=by.there))
    known = task.holder.last.entry if task.holder.last is not None else None
    return Carried(task.id, copy, task.ending.over, tuple(drafts), known)


def courses_there(by: Carrying, courses: Courses, wanted: Iterable[str]) -> list[Carried]:
    """The courses of action, as proposed or approved as they are here. Raises: RuleError, NotFound."""
    found = list(dict.fromkeys(courses.find(text, by.timeline).id for text in wanted))
    return [_course(by, courses, courses.of[id_], number) for number, id_ in enumerate(found, 1)]


def _course(by: Carrying, courses: Courses, course: Course, number: int) -> Carried:
    if not course_can_go(course):
        raise RuleError(f"Course {courses.label(course)} is {course.stand}, and stays in {by.number_here}.")
    line, copy = by.timeline.line(course.id), by.new()
    body = CourseProposed(
        number,
        course.what(by.timeline),
        effect=course.effect,
        risk=course.risk,
        undo=course.undo,
        needs=course.needs,
        box_s=course.box_s,
        steps=course.steps,
        runbook=course.runbook,
        speaker=by.speaker(line, course.speaker),
        moved=by.origin(course.id),
    )
    drafts = [Draft(body, occurred_us=course.proposed_us, incident=by.there, id=copy)]
    if course.stand is Stand.APPROVED:
        said = by.timeline.line(course.last)
        approved = CourseApproved(copy, number, said.text, by.speaker(said, said.speaker), over=(copy,))
        drafts.append(Draft(approved, occurred_us=course.since_us, incident=by.there))
    return Carried(course.id, copy, course.stands.over, tuple(drafts))


def questions_there(by: Carrying, questions: Questions, wanted: Iterable[str]) -> list[Carried]:
    """The open questions, asked by and of the same people. Raises: RuleError, NotFound."""
    found = list(dict.fromkeys(questions.find(text).id for text in wanted))
    return [_question(by, questions, questions.of[id_], number) for number, id_ in enumerate(found, 1)]


def _question(by: Carrying, questions: Questions, question: Question, number: int) -> Carried:
    if not question.is_open:
        raise RuleError(f"Question {questions.label(question)} is answered, and stays in {by.number_here}.")
    line, copy = by.timeline.line(question.id), by.new()
    asked = question.asked(by.roles)
    holding = by.roles.held.get(question.role)
    body = QuestionAsked(
        number,
        line.text,
        name=asked.name if asked else "",
        person=asked.person if asked else None,
        role="" if asked else question.role,
        title=holding.title if holding is not None and asked is None else "",
        speaker=by.speaker(line, line.speaker),
        moved=by.origin(question.id),
    )
    draft = Draft(body, occurred_us=question.asked_us, incident=by.there, id=copy)
    return Carried(question.id, copy, (), (draft,))


def roles_there(by: Carrying, both: Iterable[str], leaving: Iterable[str]) -> tuple[list[Draft], Over]:
    """What gives the roles to their holders there, and what is replaced here by letting go of the second ones.

    Raises: RuleError if nobody holds one of them, NotFound.
    """
    going = {holding.key: holding for text in leaving for holding in [by.roles.find(text)]}
    staying = {holding.key: holding for text in both for holding in [by.roles.find(text)]}
    held = [_held_there(by, holding) for holding in {**staying, **going}.values()]
    return held, tuple(over for holding in going.values() for over in holding.holder.over)


def _held_there(by: Carrying, holding: Holding) -> Draft:
    holder = holding.holder.value
    if holder is None:
        raise RuleError(f"Nobody holds {holding.title}, so nobody goes along with it.")
    taken = holder.person == by.context.by
    body = RoleAssigned(holding.key, holding.title, name=holder.name, person=holder.person, taken=taken)
    return Draft(body, incident=by.there)


def members_there(by: Carrying, restriction: Restriction) -> list[Draft]:
    """Who may know of a restricted incident may know of both, and who says so there says so here."""
    if not restriction.is_restricted:
        return []
    others = [person for person in restriction.members if person != by.context.by]
    managing = [person for person in others if person in restriction.managers]
    letting_in = (Draft(MemberAdded(by.people.name(person)), person, incident=by.there) for person in others)
    naming = (Draft(ManagerAdded(by.people.name(person)), person, incident=by.there) for person in managing)
    return [*letting_in, *naming]
