"""Why a step or a rule stands in a plan: the lesson it comes from, and the incident that this names."""

import re
from collections.abc import Iterable

from incident_desk.domain.board import Board

_WORD = re.compile(r"[A-Za-z0-9-]+")


def incident_named(because: str, boards: Iterable[Board]) -> Board | None:
    """The first incident whose number stands in the reason, as it was first called or as it is called now; None if the
    reason names none of these."""
    if not because:
        return None
    known = {number: board for board in boards for number in _numbers(board)}
    return next((known[word] for word in map(str.upper, _WORD.findall(because)) if word in known), None)


def _numbers(board: Board) -> list[str]:
    return [number.upper() for number in (board.headline.number, board.headline.alias) if number]
