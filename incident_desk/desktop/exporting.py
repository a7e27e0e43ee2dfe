"""Saving the incident that is shown, to be read without a desk: as a page for a browser, as Markdown, as JSON."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.navigation import Navigation
from incident_desk.desktop.saving import aside, chosen_place, write_whole
from incident_desk.desktop.shell import Shell
from incident_desk.domain.board import Board
from incident_desk.domain.errors import RuleError
from incident_desk.domain.ids import IncidentId
from incident_desk.domain.organisation import Organisation


class Exporting(QObject):
    """One for the window, made when the record is open. What is sealed stands in none of the forms."""

    def __init__(self, shell: Shell, bridge: Bridge, navigation: Navigation) -> None:
        super().__init__(shell)
        self._shell = shell
        self._bridge = bridge
        self._navigation = navigation
        for asked in (shell.export.triggered, navigation.export_asked):
            asked.connect(self.ask)

    def ask(self) -> None:
        """Where to, and in which form."""
        self._bridge.soon(self._ask())

    async def _ask(self) -> None:
        shown = None if self._navigation.is_calm else self._navigation.shown
        if shown is None:
            raise RuleError(self.tr("No incident is shown that could be saved."))
        kinds = [
            self.tr("Page for a browser (*.html)"),
            self.tr("Markdown (*.md)"),
            self.tr("The whole state (*.json)"),
        ]
        name = f"{shown.board.headline.number}.html"
        file = await chosen_place(self._shell, self.tr("Save the incident"), name, kinds)
        if file is not None:
            await self.write(shown.incident, file)
            await self._tell(file)

    async def write(self, incident: IncidentId, file: Path) -> None:
        """Write it in the form that the name of the file says. Raises: BadInput; nothing is half written then."""
        board = await self._bridge.read(lambda desk: desk.fold(incident).board)
        await aside(partial(_write, board, self._bridge.organisation, file))

    async def _tell(self, file: Path) -> None:
        from incident_desk.desktop.dialogs.notice import NoticeDialog, Way

        ways = [Way("export_done", self.tr("Close"))]
        lines = [str(file), self.tr("Everybody who gets hold of the file can read it.")]
        await NoticeDialog(self._shell, "export_notice", self.tr("Saved"), lines, ways, tone="accent").chosen()


def _write(board: Board, organisation: Organisation, file: Path) -> None:
    from incident_desk.learning.exported_page import as_html  # only when something is saved
    from incident_desk.learning.exports import as_json, as_markdown

    make = {".md": as_markdown, ".json": as_json}.get(file.suffix.casefold(), as_html)
    write_whole(file, make(board, organisation).encode())
