"""Lines of which somebody chooses some: a box to tick before each, made into rows when somebody looks."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from incident_desk.desktop.parts.timeline_row import ROW, TimelineRow
from incident_desk.domain.ids import EntryId
from incident_desk.domain.lines import Line

Index = QModelIndex | QPersistentModelIndex


class ChoosingModel(QAbstractTableModel):
    """`chosen` are the entries that are ticked, also while a filter hides them; `turned` tells that they changed."""

    turned = Signal()

    def __init__(self, row_of: Callable[[Line], TimelineRow], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._row_of = row_of
        self._lines: Sequence[Line] = ()
        self.chosen: set[EntryId] = set()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these from now on."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def turn(self, first: int, last: int) -> None:
        """Tick the rows from one to the other, or take the ticks away if all of them are ticked."""
        if not self._lines:
            return
        first, last = sorted((max(0, first), min(last, len(self._lines) - 1)))
        entries = {line.entry for line in self._lines[first : last + 1]}
        self.chosen = self.chosen - entries if entries <= self.chosen else self.chosen | entries
        self.dataChanged.emit(self.index(first, 0), self.index(last, 0), [Qt.ItemDataRole.CheckStateRole])
        self.turned.emit()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if line.entry in self.chosen else Qt.CheckState.Unchecked
        if role not in (ROW, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self._row_of(line)
        if role == ROW:
            return row
        return row.text if role == Qt.ItemDataRole.DisplayRole else row.spoken

    def flags(self, index: Index) -> Qt.ItemFlag:
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return plain if index.isValid() else Qt.ItemFlag.NoItemFlags
