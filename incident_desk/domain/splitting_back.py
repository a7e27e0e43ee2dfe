"""A split is taken back: what went to the second incident comes home as it stands there by now.

The second incident stays readable, merged into the one it came from.
"""

from collections.abc import Iterator

from incident_desk.domain.commands import Context, Draft
from incident_desk.domain.correction_entries import EntryRetracted
from incident_desk.domain.course_entries import CourseApproved, CourseDeclined, CourseEnded, Outcome
from incident_desk.domain.course_list import STAND_OF, Course, Courses, Stand
from incident_desk.domain.errors import RuleError
from incident_desk.domain.headline import Headline
from incident_desk.domain.ids import EntryId, IncidentId, TaskId
from incident_desk.domain.kinds import Body
from incident_desk.domain.lines import Line, Moved
from incident_desk.domain.links import LinkAdded, Relation
from incident_desk.domain.moving import speaker_of
from incident_desk.domain.moving_back import all_back
from incident_desk.domain.people import People
from incident_desk.domain.questions import QuestionAnswered, Questions
from incident_desk.domain.splitting import IncidentSplit
from incident_desk.domain.task_entries import TaskDone, TaskDropped, TaskExtended, TaskReassigned
from incident_desk.domain.task_list import Ended, Task, Tasks
from incident_desk.domain.timeline import Timeline


def undone(split: Line, first: IncidentId, people: People, context: Context, reason: str = "") -> list[Draft]:
    """What takes the split back that this line of the first incident tells of.

    Raises: RuleError if this desk has nothing of the second one, or a course of action is under way there.
    """
    body = split.body
    assert isinstance(body, IncidentSplit)
    if body.other not in context.opened:
        raise RuleError(f"This desk has nothing of {body.label}, so what went there cannot come back.")
    _must_rest(body, context)
    way = _Way(split, body, first, people, context)
    return [
        Draft(EntryRetracted(split.entry, reason), occurred_us=split.occurred_us, incident=first),
        *all_back(first, body.other, context),
        *way.tasks(),
        *way.courses(),
        *way.questions(),
        *way.merged(),
    ]


def split_that_made(second: IncidentId, link: LinkAdded, context: Context) -> Line | None:
    """The line by which an incident was split off; None if it does not hold any more, or is not here."""
    if link.relation is not Relation.SPLIT_FROM or link.other not in context.opened:
        return None
    lines = context.elsewhere(link.other, Timeline).at.values()
    made = (line for line in lines if isinstance(line.body, IncidentSplit) and line.body.other == second)
    return next((line for line in made if not line.is_retracted), None)


def _must_rest(body: IncidentSplit, context: Context) -> None:
    """Raises: RuleError if somebody carries something out there just now."""
    there = context.elsewhere(body.other, Courses)
    for copy in body.courses.values():
        if (course := there.of.get(copy)) is not None and course.stand is Stand.UNDER_WAY:
            raise RuleError(f"Course {there.label(course)} of {body.label} is under way: end it first.")


class _Way:
    """From the second incident home, for one split."""

    def __init__(self, split: Line, body: IncidentSplit, first: IncidentId, people: People, context: Context) -> None:
        self._split = split.entry
        self._body = body
        self._first = first
        self._people = people
        self._context = context
        self._there = context.elsewhere(body.other, Timeline)
        self._number = context.elsewhere(first, Headline).number

    def tasks(self) -> Iterator[Draft]:
        here, there = (self._context.elsewhere(side, Tasks) for side in (self._first, self._body.other))
        for id_, goes in self._body.tasks.items():
            task, copy = here.of.get(id_), there.of.get(TaskId(goes.entry))
            if task is None or copy is None:
                continue
            yield from self._left(goes.entry, task.line)
            yield from self._task_as_it_stands(task, copy)

    def _task_as_it_stands(self, task: Task, copy: Task) -> Iterator[Draft]:
        now, before = copy.holder.last, task.holder.last
        due = copy.due.last
        if now is not None and copy.holder.history[0] is not now:
            over = {"holder": task.holder.over, "due": task.due.over}
            until_us = copy.due_us if copy.due_us != task.due_us else None
            body = TaskReassigned(task.id, task.number, now.value.name, now.value.person, until_us=until_us, over=over)
            yield self._home(body, now.occurred_us)
        elif due is not None and due.value is not None and copy.extended:
            yield self._home(TaskExtended(task.id, task.number, due.value, over=task.due.over), due.occurred_us)
        ending = copy.ending.last
        if ending is not None and ending.value is not None:
            line = self._there.at.get(ending.entry)
            kind = TaskDone if ending.value.how is Ended.DONE else TaskDropped
            known = before.entry if before is not None else None
            body = kind(task.id, task.number, line.text if line else "", known, over=(self._split,))
            yield self._home(body, ending.occurred_us)

    def courses(self) -> Iterator[Draft]:
        here, there = (self._context.elsewhere(side, Courses) for side in (self._first, self._body.other))
        for id_, entry in self._body.courses.items():
            course, copy = here.of.get(id_), there.of.get(entry)
            if course is None or copy is None:
                continue
            yield from self._left(entry, id_)
            if (said := _course_as_it_stands(course, copy, self._words(copy.last), self._split)) is not None:
                yield self._home(said, copy.since_us)

    def questions(self) -> Iterator[Draft]:
        here, there = (self._context.elsewhere(side, Questions) for side in (self._first, self._body.other))
        for id_, entry in self._body.questions.items():
            question, copy = here.of.get(id_), there.of.get(entry)
            if question is None or copy is None:
                continue
            yield from self._left(entry, id_)
            for line in (self._there.at[answer] for answer in copy.answers):
                by = speaker_of(line, self._people, self._context)
                yield self._home(QuestionAnswered(id_, question.number, line.text, by), line.occurred_us)

    def merged(self) -> Iterator[Draft]:
        headline = self._context.elsewhere(self._body.other, Headline)
        if headline.is_open:
            link = LinkAdded(Relation.DUPLICATE_OF, self._first, self._number, over=headline.states.over)
            yield Draft(link, incident=self._body.other)

    def _left(self, copy: EntryId, entry: EntryId | None) -> Iterator[Draft]:
        """What was given there does not hold there any more."""
        line = self._there.at.get(copy)
        if line is not None and not line.is_retracted:
            moved = Moved(self._first, self._number, entry or self._split)
            body = EntryRetracted(copy, moved=moved)
            yield Draft(body, occurred_us=line.occurred_us, incident=self._body.other)

    def _home(self, body: Body, occurred_us: int) -> Draft:
        return Draft(body, occurred_us=occurred_us, incident=self._first)

    def _words(self, entry: EntryId) -> str:
        line = self._there.at.get(entry)
        return line.text if line is not None else ""


def _course_as_it_stands(course: Course, copy: Course, words: str, split: EntryId) -> Body | None:
    """What was said of it there; None if it stands as it stood when it went."""
    if copy.stand is Stand.DECLINED:
        return CourseDeclined(course.id, course.number, words, over=(split,))
    outcome = next((how for how in Outcome if STAND_OF[how] is copy.stand), None)
    if outcome is not None:
        return CourseEnded(course.id, course.number, outcome, words, over=(split,))
    was_approved = len(course.stands.history) > 2  # proposed, approved, split off
    if copy.stand is Stand.APPROVED and not was_approved:
        return CourseApproved(course.id, course.number, words, over=(split,))
    return None
