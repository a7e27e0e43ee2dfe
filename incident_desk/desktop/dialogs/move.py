"""Moving a line to the incident it belongs to."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.dialogs.incidents import IncidentPicker
from incident_desk.desktop.dialogs.lines import line_words
from incident_desk.desktop.moments import whole
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label
from incident_desk.domain.board import Board
from incident_desk.domain.entry import Entry
from incident_desk.domain.lines import Line
from incident_desk.domain.moving import Move


class MoveDialog(IncidentPicker):
    """It goes with its times; `moved` hears the entries that were written."""

    def __init__(
        self,
        bridge: Bridge,
        observed: ObservedIncident,
        line: Line,
        window: QWidget,
        moved: Callable[[Sequence[Entry]], object],
    ) -> None:
        self._observed = observed
        self._entry = line.entry
        self._moved = moved
        title = QCoreApplication.translate("MoveDialog", "Move a line to another incident")
        super().__init__(bridge, window, name="move", symbol="arrow-right", title=title)
        told = f"{whole(line.occurred_us, bridge.zone)} · {' '.join(line_words(line, bridge.zone).split())}"
        self.column.insertWidget(0, Elided(told, 13, 500))
        self.fault = Label("", 12, 500, "bad", "move_fault", wraps=True)
        self.fault.hide()
        self.column.addWidget(self.fault)
        self.promise("history", self.tr("It stays readable here, and comes back by one key"))
        self.add_button("move_not", self.tr("Cancel"), self.reject)
        self.go = self.add_button("move_go", self.tr("Move it there"), self._open, "primary", "arrow-right")
        self._narrow()

    def _among(self) -> list[Board]:
        return [board for board in self._bridge.headlines if board.incident != self._observed.incident]

    def _show_found(self, is_any: bool) -> None:
        self.go.setEnabled(is_any)

    def _choose(self, board: Board) -> None:
        self.attempt(self._bridge, self._move(board), self.fault, self.go)

    async def _move(self, board: Board) -> list[Entry]:
        entries = await self._bridge.do(Move(self._entry, board.incident), self._observed.incident)
        self._moved(entries)
        return entries
