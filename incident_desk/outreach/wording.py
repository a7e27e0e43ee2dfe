"""What somebody who is called in reads: of a restricted incident nothing but that they are needed."""

from incident_desk.domain.board import Board
from incident_desk.domain.call_list import Occasion
from incident_desk.domain.plan_sections import PlaceKind


def words_for(occasion: Occasion, board: Board, link: str) -> tuple[str, str]:
    """Subject and text."""
    answer = f"Say that you come, or that you cannot: {link}" if link else "Say at a desk that you come."
    if board.headline.is_restricted:
        return "You are needed", f"You are needed: open Incident Desk.\n{answer}"
    headline = board.headline
    bridge = next((place.where for place in board.places.standing if place.kind is PlaceKind.BRIDGE), "")
    lines = (
        f"{headline.number}, {headline.severity.value or 'no severity yet'}: {headline.title.value or ''}",
        f"You are needed for: {_about(occasion, board)}",
        f"Bridge: {bridge}" if bridge else "",
        answer,
    )
    return f"{headline.number}: you are needed", "\n".join(filter(None, lines))


def _about(occasion: Occasion, board: Board) -> str:
    task = board.tasks.of.get(occasion.task) if occasion.task else None
    words = " ".join(task.words(board.timeline).split()) if task else ""
    return f"{occasion.about}: {words}" if words else occasion.about
