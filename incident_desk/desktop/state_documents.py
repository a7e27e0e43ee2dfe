"""At each acceptance of a role, and when its clock is kept, a state document goes on the timeline: text and pages."""

import contextlib
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.saving import aside
from incident_desk.domain.board import Board
from incident_desk.domain.clock_entries import ClockKept
from incident_desk.domain.clock_list import Clock
from incident_desk.domain.clocks import Keep
from incident_desk.domain.entry import Entry
from incident_desk.domain.errors import DeskError
from incident_desk.domain.handover_entries import HandoverAccepted
from incident_desk.domain.kinds import kind_named, read_body
from incident_desk.domain.organisation import Organisation
from incident_desk.domain.state_documents import asks_for_it
from incident_desk.domain.timeline import Attach

if TYPE_CHECKING:
    from incident_desk.desk.writer import Recorded

MAY_ASK = frozenset(map(kind_named, (HandoverAccepted, ClockKept)))


class StateDocuments(QObject):
    """Made at the desk where it was accepted or kept; who takes several roles of a room gets one, with the last."""

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        bridge.recorded.connect(self._hear)

    def _hear(self, recorded: "Recorded") -> None:
        if self._bridge.gathering.is_from_others(recorded):
            return
        for entry in recorded.entries:
            if entry.kind in MAY_ASK and entry.author == self._bridge.me:
                self._bridge.soon(self._keep(entry))

    async def _keep(self, entry: Entry) -> None:
        body = read_body(entry)
        board = await self._bridge.read(lambda desk: desk.fold(entry.incident).board)
        if not asks_for_it(body, board):
            return
        files: list[tuple[bytes, Attach]] = []
        is_handover = isinstance(body, HandoverAccepted)
        await aside(partial(_make, board, self._bridge.organisation, entry.occurred_us, files, is_handover))
        for content, about in files:
            await self._bridge.attach(content, about, entry.incident)
        if is_handover:
            with contextlib.suppress(DeskError):  # it does not run, or was kept a moment ago
                await self._bridge.do(Keep(Clock.STATE_DOCUMENT, files[-1][1].name), entry.incident)


def state_files(
    board: Board, organisation: Organisation, now_us: int, *, is_handover: bool
) -> list[tuple[bytes, Attach]]:
    """The state document as text and as pages. Needs a QGuiApplication; may run on a thread of Qt's."""
    from incident_desk.desktop.printing import as_pdf
    from incident_desk.learning.state_document import state_document

    document = state_document(board, organisation, now_us)
    said = _tr("The state at the handover") if is_handover else _tr("The state by the clock")
    return [
        (document.as_text().encode(), Attach("", f"{document.name}.txt", 0, "text/plain", said)),
        (as_pdf(document.as_pages()), Attach("", f"{document.name}.pdf", 0, "application/pdf", said)),
    ]


def _make(
    board: Board, organisation: Organisation, now_us: int, files: list[tuple[bytes, Attach]], is_handover: bool
) -> None:
    files += state_files(board, organisation, now_us, is_handover=is_handover)


def _tr(text: str) -> str:
    return QCoreApplication.translate("StateDocuments", text)
