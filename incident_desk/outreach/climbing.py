"""Which calls there are to make now, as far as the record tells: what the thread that follows it hands over."""

import copy

import msgspec

from incident_desk.desk.open_incidents import OpenIncidents
from incident_desk.domain.board import Board
from incident_desk.domain.call_list import Made, Stage, Standing, standings
from incident_desk.domain.call_telling import Told, told
from incident_desk.domain.ids import EntryId, IncidentId


class Rung(msgspec.Struct, frozen=True):
    """A call to try, or one that somebody tried without a word of what came of it. `answers_at` is where links lead."""

    incident: IncidentId
    standing: Standing
    made: Made | None
    answers_at: str
    told: Told | None


class CallsNow(msgspec.Struct, frozen=True):
    """`open` are all that are not answered, also those for which there is nothing to do now."""

    rungs: tuple[Rung, ...]
    open: frozenset[EntryId]


def calls_now(opened: OpenIncidents, now_us: int) -> CallsNow:
    """Of all open incidents."""
    rungs: list[Rung] = []
    waiting: set[EntryId] = set()
    for board in opened.boards:
        plan = opened.organisation.plans.of(board.headline)
        for standing in standings(board, plan, opened.organisation.people, now_us):
            waiting.add(standing.occasion.call)
            if standing.step is not None and (rung := _rung(board, standing, plan.answers_at, now_us)):
                rungs.append(rung)
    return CallsNow(tuple(rungs), frozenset(waiting))


def _rung(board: Board, standing: Standing, answers_at: str, now_us: int) -> Rung | None:
    made = board.calls.called(standing.occasion.call).of_rung(standing.rung)
    is_orphan = standing.stage is Stage.WAITS and made is not None and made.settled is None and made.until_us > now_us
    if standing.stage is not Stage.TRY and not is_orphan:
        return None
    return Rung(board.incident, standing, copy.copy(made), answers_at, told(standing.occasion, board))
