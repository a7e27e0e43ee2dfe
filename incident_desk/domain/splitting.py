"""An incident turns out to be two: part of it becomes an incident of its own, and goes on there.

Lines are moved, with their times. Of tasks, courses of action and questions one entry here says where they go on; they
are given there anew, under numbers of that incident. Taken back, that entry brings all of it home.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from incident_desk.domain.commands import Context, Draft, Fields, Found, command
from incident_desk.domain.course_list import Courses, Stand
from incident_desk.domain.decisions import Decisions
from incident_desk.domain.entry import Entry
from incident_desk.domain.erasure import Erasures
from incident_desk.domain.errors import RuleError
from incident_desk.domain.fields import Over
from incident_desk.domain.headline import Headline
from incident_desk.domain.holdings import Roles
from incident_desk.domain.ids import NO_INCIDENT, EntryId, IncidentId, TaskId
from incident_desk.domain.incident import Declare, IncidentOpened, declare
from incident_desk.domain.investigation_list import Investigations
from incident_desk.domain.kinds import Body, applies, kind
from incident_desk.domain.lines import Line, Moved
from incident_desk.domain.links import LinkAdded, Relation
from incident_desk.domain.moving import carried, movable
from incident_desk.domain.people import People
from incident_desk.domain.plan import Plans
from incident_desk.domain.questions import Questions
from incident_desk.domain.restriction import Restriction
from incident_desk.domain.sentences import LineSort, Sentence
from incident_desk.domain.severity import Severity
from incident_desk.domain.split_carrying import (
    Carried,
    Carrying,
    Goes,
    courses_there,
    members_there,
    questions_there,
    roles_there,
    tasks_there,
)
from incident_desk.domain.task_list import Ended, Ending, Tasks
from incident_desk.domain.timeline import Timeline

ROLES: Final = "roles"
TASKS: Final = "tasks"
COURSES: Final = "courses"


@kind("incident.split")
class IncidentSplit(Body, frozen=True):
    """Part of this incident is another one by now, called `label`.

    `tasks`, `courses` and `questions` say under which entry each goes on there; of tasks also by which entry its writer
    knew who has it. `over` has the settings that are replaced: of "roles" that go along, of "tasks", of "courses".
    """

    other: IncidentId
    label: str
    lines: int = 0
    tasks: dict[TaskId, Goes] = {}
    courses: dict[EntryId, EntryId] = {}
    questions: dict[EntryId, EntryId] = {}
    over: dict[str, Over] = {}

    sort = LineSort.LINK

    def sentence(self) -> Sentence:
        return Sentence("Split off {other}", {"other": self.label})

    def remains(self) -> Body:
        return msgspec.structs.replace(self, label=self.other)

    def place(self, entry: EntryId) -> Moved:
        """Where something goes on."""
        return Moved(self.other, self.label, entry)


@applies("tasks", IncidentSplit)
def tasks_gone(tasks: Tasks, entry: Entry, body: IncidentSplit) -> None:
    for id_, goes in body.tasks.items():
        if task := tasks.of.get(id_):
            ending = Ending(Ended.SPLIT_OFF, goes.assignment, body.place(goes.entry))
            task.ending.set(ending, entry, body.over.get(TASKS, ()))


@applies("courses", IncidentSplit)
def courses_gone(courses: Courses, entry: Entry, body: IncidentSplit) -> None:
    for id_ in body.courses:
        if course := courses.of.get(id_):
            course.stands.set(Stand.SPLIT_OFF, entry, body.over.get(COURSES, ()))


@applies("questions", IncidentSplit)
def questions_gone(questions: Questions, entry: Entry, body: IncidentSplit) -> None:
    for id_, there in body.questions.items():
        if question := questions.of.get(id_):
            question.gone = body.place(there)


@applies("roles", IncidentSplit)
def roles_gone(roles: Roles, entry: Entry, body: IncidentSplit) -> None:
    roles.release(body.over.get(ROLES, ()), entry)


@applies("timeline", IncidentSplit)
def lines_gone(timeline: Timeline, entry: Entry, body: IncidentSplit) -> None:
    tasks = {EntryId(task): goes.entry for task, goes in body.tasks.items()}
    for id_, there in {**tasks, **body.courses, **body.questions}.items():
        if line := timeline.at.get(id_):
            line.gone = (*line.gone, body.place(there))


# the command ----------------------------------------------------------------------------------------------------------


class Split(Fields, frozen=True):
    """`title` is that of the second incident. What goes there, each several with commas between: `entries` are lines of
    the timeline, `tasks`, `courses` and `questions` go by number, and of `leaving` roles the holders. Those of `roles`
    hold them in both.
    """

    title: str
    severity: Severity | None = None
    services: tuple[str, ...] = ()
    entries: tuple[EntryId, ...] = ()
    tasks: tuple[str, ...] = ()
    courses: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    leaving: tuple[str, ...] = ()


@command("incident.split", help="Part of this is another incident: declare it, and take along", slash=("split",))
def split(
    *,
    headline: Headline,
    timeline: Timeline,
    decisions: Decisions,
    erasures: Erasures,
    investigations: Investigations,
    tasks: Tasks,
    courses: Courses,
    questions: Questions,
    roles: Roles,
    restriction: Restriction,
    people: People,
    plans: Plans,
    context: Context,
    fields: Split,
) -> list[Draft]:
    if not headline.is_open:
        raise RuleError(f"{headline.number} is {headline.state}; only what still runs is split.")
    lines = [movable(entry, timeline, decisions, erasures, investigations) for entry in dict.fromkeys(fields.entries)]
    opening = _opened(plans, context, fields, lines, is_restricted=restriction.is_restricted)
    number, there = _named(opening)
    by = Carrying(context.incident or NO_INCIDENT, headline.number, number, there, timeline, roles, people, context)
    given = tasks_there(by, tasks, fields.tasks, opening)
    proposed = courses_there(by, courses, fields.courses)
    asked = questions_there(by, questions, fields.questions)
    held, released = roles_there(by, fields.roles, fields.leaving)
    if not (lines or given or proposed or asked or released or held):
        raise RuleError("Say what belongs to the second incident: lines, tasks, courses of action or questions.")
    other = Found(there, number)
    moved = [
        draft
        for line in lines
        for draft in carried(
            line, other, headline.number, timeline=timeline, decisions=decisions, people=people, context=context
        )
    ]
    body = _told(by, lines=len(lines), given=given, proposed=proposed, asked=asked, released=released)
    link = Draft(LinkAdded(Relation.SPLIT_FROM, by.here, headline.number), incident=there)
    carried_over = [draft for each in (*given, *proposed, *asked) for draft in each.drafts]
    return [*opening, *members_there(by, restriction), *held, *carried_over, *moved, link, Draft(body)]


def _told(
    by: Carrying,
    *,
    lines: int,
    given: Sequence[Carried],
    proposed: Sequence[Carried],
    asked: Sequence[Carried],
    released: Over,
) -> IncidentSplit:
    return IncidentSplit(
        by.there,
        by.number_there,
        lines=lines,
        tasks={TaskId(each.of): Goes(each.entry, each.assignment) for each in given},
        courses={EntryId(each.of): each.entry for each in proposed},
        questions={EntryId(each.of): each.entry for each in asked},
        over={
            ROLES: released,
            TASKS: tuple(over for each in given for over in each.over),
            COURSES: tuple(over for each in proposed for over in each.over),
        },
    )


def _opened(
    plans: Plans, context: Context, fields: Split, lines: Iterable[Line], *, is_restricted: bool
) -> list[Draft]:
    """What declares the second incident: as restricted as this one, and known since the first line that goes there."""
    first_us = min((line.occurred_us for line in lines), default=context.now_us)
    second = Declare(
        fields.title,
        fields.severity,
        fields.services,
        detected_us=min(first_us, context.now_us),
        restricted=is_restricted,
    )
    drafts = declare(plans, context, second)
    return [msgspec.structs.replace(draft, incident=draft.incident or NO_INCIDENT) for draft in drafts]


def _named(opening: Iterable[Draft]) -> tuple[str, IncidentId]:
    first = next(draft for draft in opening if isinstance(draft.body, IncidentOpened))
    assert isinstance(first.body, IncidentOpened)
    return first.body.number, first.incident or NO_INCIDENT
