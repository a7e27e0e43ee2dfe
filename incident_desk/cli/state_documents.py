"""The state document that goes on the timeline, from a terminal as from the window."""

import contextlib
import os
from collections.abc import Sequence

from incident_desk.desk import Desk
from incident_desk.domain.board import Board
from incident_desk.domain.clock_entries import ClockKept
from incident_desk.domain.clock_list import Clock
from incident_desk.domain.clocks import Keep
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import DeskError
from incident_desk.domain.handover_entries import HandoverAccepted
from incident_desk.domain.ids import IncidentId, PersonId
from incident_desk.domain.kinds import read_body
from incident_desk.domain.organisation import Organisation
from incident_desk.domain.state_documents import asks_for_it
from incident_desk.domain.timeline import Attach


def keep_state(desk: Desk, entries: Sequence[Entry], incident: IncidentId, by: PersonId | None) -> None:
    """Attach it as text and as pages, if what was just written asks for it."""
    bodies = [body for body in map(read_body, entries) if isinstance(body, HandoverAccepted | ClockKept)]
    if not bodies:
        return
    board = desk.board(incident)
    if not asks_for_it(bodies[-1], board):
        return
    is_handover = isinstance(bodies[-1], HandoverAccepted)
    files = _files(board, desk.reading.organisation(), entries[-1].occurred_us, is_handover=is_handover)
    for content, about in files:
        desk.attach(content, about, incident, by=by).result()
    if is_handover:
        with contextlib.suppress(DeskError):  # the plan asks for none, or one was made a moment ago
            desk.record(Keep(Clock.STATE_DOCUMENT, files[-1][1].name), incident, by=by).result()


def _files(board: Board, organisation: Organisation, now_us: int, *, is_handover: bool) -> list[tuple[bytes, Attach]]:
    """As text and as pages; a machine that cannot load Qt makes the text alone."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # for the typefaces; nothing is shown
    try:
        from incident_desk.desktop.app import application
        from incident_desk.desktop.state_documents import state_files

        application()
    except ImportError:
        from incident_desk.learning.state_document import state_document

        document = state_document(board, organisation, now_us)
        return [(document.as_text().encode(), Attach("", f"{document.name}.txt", 0, "text/plain"))]
    return state_files(board, organisation, now_us, is_handover=is_handover)
