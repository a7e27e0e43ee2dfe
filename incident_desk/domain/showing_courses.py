"""The courses of action of a board as plain values."""

from typing import Any

from incident_desk.domain.board import Board
from incident_desk.domain.course_entries import CourseStep, StepEnd
from incident_desk.domain.course_list import Course, StepMark
from incident_desk.domain.moments import iso
from incident_desk.domain.people import People


def courses_shown(board: Board, people: People) -> list[dict[str, Any]]:
    """Every course, in the order of the record."""
    return [_course(course, board, people) for course in board.courses.all]


def _course(course: Course, board: Board, people: People) -> dict[str, Any]:
    last = course.stands.last
    return {
        "course": course.id,
        "number": board.courses.label(course),
        "text": course.what(board.timeline),
        "effect": course.effect,
        "risk": course.risk,
        "undo": course.undo,
        "needs": course.needs,
        "box_s": course.box_s,
        "runbook": course.runbook or None,
        "proposed_by": {"person": course.by, "name": people.name(course.by), "speaker": course.speaker},
        "proposed_at": iso(course.proposed_us),
        "stand": course.stand,
        "since": iso(course.since_us),
        "by": last.by if last else None,
        "said": course.said_last(board.timeline),
        "carried_out_by": course.carrier.now(people).name if course.carrier else None,
        "due_at": None if course.due.value is None else iso(course.due.value),
        "steps": [_step(at, step, course, board, people) for at, step in enumerate(course.steps, 1)],
        "is_split": course.is_split,
        "also": [setting.value for setting in course.stands.settings[:-1]] if course.stands.is_conflicted else [],
    }


def _step(at: int, step: CourseStep, course: Course, board: Board, people: People) -> dict[str, Any]:
    released = course.released.get(at)
    return {
        "step": at,
        "do": step.do,
        "role": step.role or None,
        "name": step.name or None,
        "box_s": step.box_s,
        "precondition": step.precondition,
        "read_back": step.read_back,
        "hold": step.hold,
        "released_at": iso(released[1]) if released else None,
        "marks": [_mark(mark, board, people) for mark in _marks(course, at)],
        "is_split": len(course.ends(at)) > 1,
    }


def _marks(course: Course, step: int) -> list[StepMark]:
    """What stands of how it ended, in the order of the record."""
    found = course.marks.get(step)
    return [setting.value for setting in found.settings] if found else []


def _mark(mark: StepMark, board: Board, people: People) -> dict[str, Any]:
    line = board.timeline.at.get(mark.entry)
    return {
        "skipped": mark.how is StepEnd.SKIPPED,
        "person": mark.by,
        "name": people.name(mark.by),
        "at": iso(mark.at_us),
        "read_back_by": mark.read_back_by,
        "text": line.text if line else "",
    }
