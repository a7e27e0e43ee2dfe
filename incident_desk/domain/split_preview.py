"""What becomes of everything when an incident is split: told before it is done."""

import msgspec

from incident_desk.domain.amendments import MOVABLE
from incident_desk.domain.board import Board
from incident_desk.domain.course_list import OVER, Courses
from incident_desk.domain.ids import EntryId
from incident_desk.domain.lines import Line
from incident_desk.domain.split_carrying import can_go, course_can_go
from incident_desk.domain.splitting import Split


class Splitting(msgspec.Struct, frozen=True):
    """What a split takes along and what it leaves: all by number, roles by title and holder."""

    lines: int
    tasks: tuple[str, ...]
    courses: tuple[str, ...]
    questions: tuple[str, ...]
    both: tuple[tuple[str, str], ...]
    leaving: tuple[tuple[str, str], ...]
    tasks_left: tuple[str, ...]
    courses_left: tuple[str, ...]
    questions_left: tuple[str, ...]
    roles_left: tuple[tuple[str, str], ...]

    @property
    def is_anything(self) -> bool:
        """Whether anything goes along."""
        return any((self.lines, self.tasks, self.courses, self.questions, self.both, self.leaving))


def choosable(board: Board) -> list[Line]:
    """What can go to another incident, as it stands on the timeline: the newest first.

    First tasks of a plan have no line; they stay with the plan's roles.
    """
    there = [line for line in board.timeline.lines if not line.is_retracted and not line.is_erased]
    asked = {EntryId(q.id) for q in board.questions.open}
    proposed = {course.id for course in board.courses.all if course_can_go(course)}
    given = {task.line for task in board.tasks.open if can_go(task)}
    asking_for_erasure = board.erasures.of.keys()
    return [
        line
        for line in reversed(there)
        if not board.investigations.is_sealed(line.source.stream)
        and (isinstance(line.body, MOVABLE) or line.entry in asked | proposed | given)
        and asking_for_erasure.isdisjoint(line.holders)
        and len(board.decisions.outlook(line.entry).history) < 2  # what was said of it then stands here
    ]


def sorted_out(board: Board, chosen: set[EntryId]) -> Split:
    """The fields that take these lines along, each as what it is."""
    tasks = tuple(str(task.id) for task in board.tasks.open if task.line in chosen)
    courses = tuple(str(course.id) for course in board.courses.all if course.id in chosen)
    questions = tuple(str(question.id) for question in board.questions.all if question.id in chosen)
    rest = chosen.difference((task.line for task in board.tasks.open), courses, questions)
    entries = tuple(line.entry for line in board.timeline.lines if line.entry in rest)
    return Split("", entries=entries, tasks=tasks, courses=courses, questions=questions)


def preview(board: Board, fields: Split) -> Splitting:
    """What these fields would take along, and what they would leave."""
    open_courses = [course for course in board.courses.all if course.stand not in OVER]
    held = {h.key: (h.title, h.holder.value.name) for h in board.roles.held.values() if h.holder.value is not None}
    gone = {*fields.roles, *fields.leaving}
    return Splitting(
        lines=len(fields.entries),
        tasks=tuple(board.tasks.label(task) for task in board.tasks.open if task.id in fields.tasks),
        courses=_courses(board.courses, fields.courses),
        questions=tuple(board.questions.label(q) for q in board.questions.open if q.id in fields.questions),
        both=tuple(held[key] for key in fields.roles if key in held),
        leaving=tuple(held[key] for key in fields.leaving if key in held),
        tasks_left=tuple(board.tasks.label(task) for task in board.tasks.open if task.id not in fields.tasks),
        courses_left=tuple(board.courses.label(c) for c in open_courses if c.id not in fields.courses),
        questions_left=tuple(board.questions.label(q) for q in board.questions.open if q.id not in fields.questions),
        roles_left=tuple(each for key, each in held.items() if key not in gone),
    )


def _courses(courses: Courses, wanted: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(courses.label(course) for course in courses.all if course.id in wanted)
