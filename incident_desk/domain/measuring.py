"""How long an incident took, what of it was waiting, and how that compares: each measure names both its clock ends."""

import enum
import statistics
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import msgspec

from incident_desk.domain.board import Board
from incident_desk.domain.comparison_entries import RoundConcluded
from incident_desk.domain.course_list import Stand
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.kinds import kind_named
from incident_desk.domain.messages import Messages
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.promises import Standing, standings
from incident_desk.domain.sentences import LineSort
from incident_desk.domain.state import State
from incident_desk.domain.task_list import acknowledged_us, assignment

FEW: Final = 3
"""A median of fewer says nothing."""


class End(enum.StrEnum):
    """Where a clock begins or ends, in the order of an incident."""

    BEGAN = "impact began"
    DETECTED = "detected"
    DECLARED = "declared"
    ROLES = "roles filled"
    WORDS = "first customer message"
    CAUSE = "cause identified"
    MITIGATED = "mitigated"
    RESOLVED = "resolved"


class Clocked(enum.StrEnum):
    """What is measured."""

    DETECT = "to detect"
    DECLARE = "to declare"
    FILL_ROLES = "to fill the roles"
    FIRST_MESSAGE = "to first customer message"
    IDENTIFY = "to identify the cause"
    MITIGATE = "to mitigate"
    RESOLVE = "to resolve"


ENDS: Final = {
    Clocked.DETECT: (End.BEGAN, End.DETECTED),
    Clocked.DECLARE: (End.DETECTED, End.DECLARED),
    Clocked.FILL_ROLES: (End.DECLARED, End.ROLES),
    Clocked.FIRST_MESSAGE: (End.DECLARED, End.WORDS),
    Clocked.IDENTIFY: (End.DETECTED, End.CAUSE),
    Clocked.MITIGATE: (End.DETECTED, End.MITIGATED),
    Clocked.RESOLVE: (End.DETECTED, End.RESOLVED),
}


class Lost(enum.StrEnum):
    """What time was lost with."""

    UNACKNOWLEDGED = "unacknowledged"
    OVERDUE = "overdue"
    UNDECIDED = "undecided courses"


class Measure(msgspec.Struct, frozen=True):
    """A clock with both of its ends; None where the record does not have one."""

    what: Clocked
    start_us: int | None
    end_us: int | None

    @property
    def took_us(self) -> int | None:
        """None without both; and what would run backwards is a mistake on the record, of which no measure is made."""
        if self.start_us is None or self.end_us is None or self.end_us < self.start_us:
            return None
        return self.end_us - self.start_us


class Waiting(msgspec.Struct, frozen=True):
    """How long something waited: what waited at the same time counts once. `count` is how many did."""

    what: Lost
    count: int
    lost_us: int


class Measured(msgspec.Struct, frozen=True):
    """One incident. `kept` of `promised` words to those outside came in time; `promised_us` is when the first and the
    last were due."""

    incident: IncidentId
    label: str
    measures: tuple[Measure, ...]
    kept: int
    promised: int
    promised_us: tuple[int, int] | None
    waiting: tuple[Waiting, ...]

    def of(self, what: Clocked) -> Measure:
        return next(each for each in self.measures if each.what is what)


def measured(board: Board, plan: Plan) -> Measured:
    """By all that is known of it now: a time that reviewers corrected is as they corrected it."""
    at = {end: _at(end, board, plan) for end in End}
    standing = standings(board, plan)
    rounds = [each for of in standing for each in of.rounds]
    due = [each.due_us for each in rounds]
    return Measured(
        board.incident,
        board.headline.label,
        tuple(Measure(what, at[start], at[end]) for what, (start, end) in ENDS.items()),
        sum(each.is_kept for each in rounds),
        len(rounds),
        (min(due), max(due)) if due else None,
        tuple(_waited(board, standing)),
    )


def clocked(board: Board, what: Clocked, plan: Plan | None = None) -> int | None:
    """One measure alone; those of roles and messages need a plan."""
    start, end = ENDS[what]
    return Measure(what, _at(start, board, plan), _at(end, board, plan)).took_us


def _at(end: End, board: Board, plan: Plan | None) -> int | None:
    """When that was."""
    headline = board.headline
    states = {End.DECLARED: State.DECLARED, End.MITIGATED: State.MONITORING, End.RESOLVED: State.RESOLVED}
    if end in states:
        return headline.entered_us.get(states[end])
    if end is End.BEGAN:
        return board.impact.started_us.value
    if end is End.DETECTED:
        return headline.since_us
    if end is End.CAUSE:
        return _cause_us(board)
    if plan is None:
        return None
    return _roles_us(board, plan) if end is End.ROLES else first_words_us(board, plan)


def _roles_us(board: Board, plan: Plan) -> int | None:
    """When the last of the roles that the severity asks for was held for the first time."""
    held = {
        key: _first_held_us(board, key) for key in (role.key for role in plan.roles_for(board.headline.severity.value))
    }
    there = [us for us in held.values() if us is not None]
    return max(there) if there and len(there) == len(held) else None


def _first_held_us(board: Board, role: str) -> int | None:
    holding = board.roles.held.get(role)
    settings = holding.holder.history if holding else ()
    return next((setting.occurred_us for setting in settings if setting.value is not None), None)


def first_sent_us(messages: Messages, plan: Plan) -> int | None:
    """When the first message went out in public."""
    return next((sent.sent_us for _, sent in messages.sent_by(*plan.public_channels)), None)


def first_words_us(board: Board, plan: Plan) -> int | None:
    """When customers heard of it first: by a message, or in an imported record by a line that tells of one."""
    first_us = first_sent_us(board.messages, plan)
    if first_us is not None:
        return first_us
    told = (line for line in board.timeline.lines if line.sort is LineSort.MESSAGE and not line.is_retracted)
    return min((line.occurred_us for line in told if getattr(line.body, "note_sort", None)), default=None)


def _cause_us(board: Board) -> int | None:
    """When somebody first said what they found, or an investigation was concluded."""
    concluded = kind_named(RoundConcluded)
    lines = (line for line in board.timeline.lines if not line.is_retracted)
    said = (line for line in lines if line.kind == concluded or line.sort is LineSort.FINDING)
    return min((line.occurred_us for line in said), default=None)


# waiting -------------------------------------------------------------------------------------------------------------


Span = tuple[int, int]


def _waited(board: Board, standing: Iterable[Standing]) -> Iterator[Waiting]:
    end_us = board.headline.ended_us
    last_us = max((line.occurred_us for line in board.timeline.lines), default=0) if end_us is None else end_us
    spans: Mapping[Lost, list[Span]] = {
        Lost.UNACKNOWLEDGED: list(_unacknowledged(board, last_us)),
        Lost.OVERDUE: list(_overdue(board, standing, last_us)),
        Lost.UNDECIDED: list(_undecided(board, last_us)),
    }
    for what, found in spans.items():
        some = [(start, end) for start, end in found if end > start]
        yield Waiting(what, len(some), _covered_us(some))


def _unacknowledged(board: Board, last_us: int) -> Iterator[Span]:
    """From when whoever has a task or a role was given it until they said that they have it."""
    for task in board.tasks.all:
        given = assignment(task, board.roles)
        if given is not None:
            heard_us = acknowledged_us(task, board.roles)
            yield given[2], min(us for us in (heard_us, task.ended_us, last_us) if us is not None)
    for holding in board.roles.held.values():
        if holding.holder.value is not None and holding.since_us is not None:
            yield holding.since_us, last_us if holding.acknowledged_us is None else holding.acknowledged_us


def _overdue(board: Board, standing: Iterable[Standing], last_us: int) -> Iterator[Span]:
    """From when a word or a task was due until it came."""
    for each in standing:
        yield from ((one.due_us, one.due_us + one.late_us) for one in each.rounds if one.late_us)
    for task in board.tasks.all:
        if task.due_us is not None:
            yield task.due_us, last_us if task.ended_us is None else task.ended_us


def _undecided(board: Board, last_us: int) -> Iterator[Span]:
    """From when a course of action was proposed until somebody decided about it."""
    for course in board.courses.all:
        decided = (each.occurred_us for each in course.stands.history if each.value is not Stand.PROPOSED)
        yield course.proposed_us, next(decided, last_us)


def _covered_us(spans: Iterable[Span]) -> int:
    covered_us, until_us = 0, 0
    for start, end in sorted(spans):
        covered_us += max(0, end - max(start, until_us))
        until_us = max(until_us, end)
    return covered_us


# beside others -------------------------------------------------------------------------------------------------------


class Usual(msgspec.Struct, frozen=True):
    """The median of other incidents, and how many of them have this measure; None where they are too few."""

    median: float | None
    count: int


def usual(what: Clocked, others: Iterable[Measured]) -> Usual:
    """How long it took elsewhere, in microseconds."""
    took = [us for each in others if (us := each.of(what).took_us) is not None]
    return Usual(statistics.median(took) if len(took) >= FEW else None, len(took))


def usually_kept(others: Iterable[Measured]) -> Usual:
    """Which part of the promises was kept elsewhere, from 0 to 1."""
    parts = [each.kept / each.promised for each in others if each.promised]
    return Usual(statistics.median(parts) if len(parts) >= FEW else None, len(parts))
