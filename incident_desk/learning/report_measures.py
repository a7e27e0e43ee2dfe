"""How long an incident took, for the draft of its report: each clock with both of its ends and the entries of these."""

from collections.abc import Iterator

from incident_desk.domain.board import Board
from incident_desk.domain.ids import EntryId
from incident_desk.domain.measuring import ENDS, End, Measure, measured
from incident_desk.domain.plan_schema import Plan
from incident_desk.domain.state import State
from incident_desk.learning.plain_times import clock
from incident_desk.learning.report_words import point, sentence, took

STATES = {
    End.DETECTED: (State.DETECTED, State.DECLARED),
    End.DECLARED: (State.DECLARED,),
    End.MITIGATED: (State.MONITORING,),
    End.RESOLVED: (State.RESOLVED,),
}


def measures(board: Board, plan: Plan) -> Iterator[str]:
    """A line for each clock of which the record has both ends."""
    found = measured(board, plan)
    for each in found.measures:
        if each.took_us is not None:
            yield point(sentence(_told(each), *_entries(each, board, plan)))


def _told(each: Measure) -> str:
    start, end = ENDS[each.what]
    assert each.took_us is not None
    assert each.start_us is not None
    assert each.end_us is not None
    what = each.what[:1].upper() + each.what[1:]
    return f"{what}: {took(each.took_us)}, from {start} ({clock(each.start_us)}) to {end} ({clock(each.end_us)})"


def _entries(each: Measure, board: Board, plan: Plan) -> list[EntryId]:
    named = (
        _entry(end, us, board, plan) for end, us in zip(ENDS[each.what], (each.start_us, each.end_us), strict=True)
    )
    return list(dict.fromkeys(entry for entry in named if entry is not None))


def _entry(end: End, us: int | None, board: Board, plan: Plan) -> EntryId | None:
    """The entry that says when that was."""
    if end in STATES:
        history = board.headline.states.history
        return next((each.entry for state in STATES[end] for each in history if each.value is state), None)
    if end is End.BEGAN:
        return board.impact.started_us.last.entry if board.impact.started_us.last is not None else None
    if end is End.ROLES:
        held = (setting for holding in board.roles.held.values() for setting in holding.holder.history)
        return next((each.entry for each in held if each.occurred_us == us), None)
    if end is End.WORDS and (sent := next((s for _, s in board.messages.sent_by(*plan.public_channels)), None)):
        return sent.entry
    return next((line.entry for line in board.timeline.lines if line.occurred_us == us and not line.is_retracted), None)
