"""The board at a moment of the past in a few plain values, which may cross threads: for whoever scrubs through it."""

import msgspec

from incident_desk.domain.board import Board
from incident_desk.domain.course_list import Stand
from incident_desk.domain.decisions import DecisionMade
from incident_desk.domain.reviewing import Learned, Reviewed, decision_at, known_then
from incident_desk.domain.severity import Severity
from incident_desk.domain.state import State

SHOWN = 12
"""So many of what was known and of what was not are told; how many more there are is told, too."""


class Held(msgspec.Struct, frozen=True):
    """A role and who held it then."""

    title: str
    name: str
    since_us: int | None


class Decided(msgspec.Struct, frozen=True):
    """What was decided last."""

    at_us: int
    text: str
    why: str
    instead: str
    objections: int


class Then(msgspec.Struct, frozen=True):
    """A moment: where the incident stood, who held what, what was known, and what was not."""

    at_us: int
    known: bool
    state: State | None
    severity: Severity | None
    services: tuple[str, ...]
    affected: str
    harm_from_us: int | None
    harm_to_us: int | None
    roles: tuple[Held, ...]
    tasks: int
    courses: tuple[str, ...]
    sent: int
    was_known: tuple[Learned, ...]
    known_count: int
    not_yet: tuple[Learned, ...]
    not_yet_count: int
    decided: Decided | None
    lines: int


def then(board: Board, found: Reviewed, at_us: int, known: bool) -> Then:
    """Args:
    board: as it was then, or as it was known then.
    """
    knowledge = known_then(found, at_us, SHOWN)
    impact, courses = board.impact, board.courses.all
    under_way = (course.what(board.timeline) for course in courses if course.stand is Stand.UNDER_WAY)
    return Then(
        at_us,
        known,
        board.headline.states.value,
        board.headline.severity.value,
        tuple(impact.services.value or ()),
        impact.affected.value or "",
        impact.started_us.value,
        impact.ended_us.value,
        tuple(
            Held(each.title, holder.name, each.since_us)
            for each in board.roles.held.values()
            if (holder := each.holder.value) is not None
        ),
        len(board.tasks.open),
        tuple(under_way),
        sum(1 for _ in board.messages.sent),
        knowledge.known,
        knowledge.known_count,
        knowledge.not_yet,
        knowledge.not_yet_count,
        _decided(board, found, at_us, known),
        len(board.timeline.lines),
    )


def _decided(board: Board, found: Reviewed, at_us: int, known: bool) -> Decided | None:
    moment = decision_at(found, at_us, known)
    if moment is None or moment.line is None:
        return None
    line, body = moment.line, moment.line.body
    made = body if isinstance(body, DecisionMade) and not line.is_erased else DecisionMade("")
    objections = len(board.decisions.objections.get(line.entry, ()))
    return Decided(moment.at(known), line.text, made.why, made.alternatives, objections)
