"""The state document: where the incident stands, on a page or two, saved for whoever comes in new."""

import contextlib
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.panels.observing import Observing
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.button import Button
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.saving import aside, chosen_place, write_document
from incident_desk.domain.board import Board
from incident_desk.domain.clock_list import Clock
from incident_desk.domain.clocks import Keep
from incident_desk.domain.errors import DeskError
from incident_desk.domain.organisation import Organisation


class StateDocumentPanel(Observing, Section):
    """Made from the record as it is at the press. That it was made keeps the clock that asks for it."""

    HEARD = ("incident.",)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("state_document_panel", _tr("State document"), parent)
        self._bridge = bridge
        self.save = Button(_tr("Save…"), "download", "small", "state_document_save")
        self.save.setAccessibleName(_tr("Save the state document"))
        self.head.addWidget(self.save)
        self.told = Label(_tr("Where it stands, for whoever comes in new: pages or text"), 12, 400, "text2", wraps=True)
        self.body.addWidget(self.told)
        self.save.clicked.connect(lambda: bridge.soon(self._save(), self.told.setText))

    def _show(self) -> None:
        """It is made when it is asked for."""

    async def _save(self) -> None:
        if self._observed is None:
            return
        number = self._observed.board.headline.number
        kinds = [_tr("Pages (*.pdf)"), _tr("Text (*.txt)")]
        file = await chosen_place(self.window(), _tr("Save the state document"), f"{number}-state.pdf", kinds)
        if file is not None:
            await self.write(file)

    async def write(self, file: Path) -> None:
        """Write it there. Raises: BadInput if that cannot be; nothing is half written then."""
        assert self._observed is not None
        incident, now_us = self._observed.incident, self._bridge.now_us()
        board = await self._bridge.read(lambda desk: desk.fold(incident).board)
        self.save.setEnabled(False)
        try:
            await aside(partial(_write, board, self._bridge.organisation, now_us, file))
        finally:
            self.save.setEnabled(True)
        self.told.setText(_tr("Written to {file}").format(file=file))
        with contextlib.suppress(DeskError):  # it does not run, or is not for whoever is here to keep
            await self._bridge.do(Keep(Clock.STATE_DOCUMENT, file.name), incident)


def _write(board: Board, organisation: Organisation, now_us: int, file: Path) -> None:
    from incident_desk.learning.state_document import state_document  # only when it is made

    write_document(state_document(board, organisation, now_us), file)


def _tr(text: str) -> str:
    return QCoreApplication.translate("StateDocumentPanel", text)
