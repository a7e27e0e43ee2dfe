"""How long things took. Every span names both of its ends, and is measured only between times that are exact."""

from collections.abc import Iterator

import msgspec

from incident_desk.domain.board import Board
from incident_desk.domain.sentences import LineSort
from incident_desk.domain.state import State


class End(msgspec.Struct, frozen=True):
    """One moment that a span begins or ends with."""

    name: str
    occurred_us: int
    is_exact: bool


class Span(msgspec.Struct, frozen=True):
    """From one end to the other; negative if the second came first."""

    start: End
    end: End

    @property
    def took_us(self) -> int | None:
        """None where a time is known only roughly: its minute may be anybody's guess."""
        if not (self.start.is_exact and self.end.is_exact):
            return None
        return self.end.occurred_us - self.start.occurred_us


PAIRS = (
    ("impact began", "detected"),
    ("detected", "declared"),
    ("detected", "first customer message"),
    ("declared", "first customer message"),
    ("detected", "mitigated"),
    ("detected", "resolved"),
    ("impact began", "impact ended"),
)


def spans(board: Board) -> list[Span]:
    """Those of the usual spans whose ends are both known."""
    ends = {end.name: end for end in _ends(board)}
    return [Span(ends[start], ends[end]) for start, end in PAIRS if start in ends and end in ends]


def _ends(board: Board) -> Iterator[End]:
    standing = [line for line in board.timeline.lines if not line.is_retracted]
    rough = {line.occurred_us for line in standing if line.is_approximate}
    entered, impact = board.headline.entered_us, board.impact
    moments = {
        "impact began": impact.started_us.value,
        "detected": entered.get(State.DETECTED),
        "declared": entered.get(State.DECLARED),
        "first customer message": next((x.occurred_us for x in standing if x.sort is LineSort.MESSAGE), None),
        "mitigated": entered.get(State.MONITORING),
        "resolved": entered.get(State.RESOLVED),
        "impact ended": impact.ended_us.value,
    }
    for name, us in moments.items():
        if us is not None:
            yield End(name, us, us not in rough)
