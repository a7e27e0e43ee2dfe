"""When a state document goes on the timeline: as a role is accepted, and as the clock that asks for one is kept."""

from incident_desk.domain.board import Board
from incident_desk.domain.clock_entries import ClockKept
from incident_desk.domain.clock_list import Clock
from incident_desk.domain.handover_entries import HandoverAccepted
from incident_desk.domain.handover_list import waits_for_more
from incident_desk.domain.kinds import Body
from incident_desk.domain.timeline import AttachmentAdded


def asks_for_it(body: Body, board: Board) -> bool:
    """Whether what was just written wants one. Who takes several roles of one room gets it with the last of them."""
    if isinstance(body, HandoverAccepted):
        return not waits_for_more(board.handovers, body.handover, board.roles)
    return isinstance(body, ClockKept) and body.clock is Clock.STATE_DOCUMENT and not _stands(body.text, board)


def _stands(name: str, board: Board) -> bool:
    """Whether a file of this name is on the timeline: then the clock was kept with it."""
    return any(isinstance(line.body, AttachmentAdded) and line.body.name == name for line in board.timeline.lines)
