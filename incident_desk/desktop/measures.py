"""How long an incident took, as far as the record says. Every measure names both of its clock ends."""

from incident_desk.domain.board import Board
from incident_desk.domain.incident import State


def to_detect_us(board: Board) -> int | None:
    """Impact started → detected; None where the record has not both."""
    return _between(board.impact.started_us.value, board.headline.entered_us.get(State.DETECTED))


def to_declare_us(board: Board) -> int | None:
    """Detected → declared."""
    return _between(board.headline.since_us, board.headline.entered_us.get(State.DECLARED))


def to_mitigate_us(board: Board) -> int | None:
    """Detected → mitigated, which is the moment it entered monitoring."""
    return _between(board.headline.since_us, board.headline.entered_us.get(State.MONITORING))


def to_resolve_us(board: Board) -> int | None:
    """Detected → resolved."""
    return _between(board.headline.since_us, board.headline.entered_us.get(State.RESOLVED))


def _between(start_us: int | None, end_us: int | None) -> int | None:
    """A span that would run backwards is a mistake on the record; no measure is made of it."""
    if start_us is None or end_us is None or end_us < start_us:
        return None
    return end_us - start_us
