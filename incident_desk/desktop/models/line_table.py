"""What the models of lines have in common: one column, a row that is painted, and what stands behind it."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from incident_desk.desktop.parts.timeline_row import ROW, TimelineRow
from incident_desk.desktop.pending import Pending
from incident_desk.domain.lines import Line

Index = QModelIndex | QPersistentModelIndex
BEHIND = Qt.ItemDataRole.UserRole + 1
"""The role of what stands behind a row: a `Line`, a `Pending`, or None for the name of a day."""


class LineTable(QAbstractTableModel):
    """A subclass says how many rows there are, what each shows, and what stands behind it."""

    @property
    def size(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def row_shown(self, row: int) -> TimelineRow:
        """What the eyes get of a row."""
        raise NotImplementedError

    def behind(self, row: int) -> Line | Pending | None:
        """What a row is about."""
        raise NotImplementedError

    def tell_changed_rows(self, rows: Iterable[int | None]) -> None:
        """These rows look otherwise now; None is a line that is not shown."""
        for row in rows:
            if row is not None:
                self.tell_changed(row, 1)

    def tell_changed(self, first: int, count: int) -> None:
        """So many rows from the first one on look otherwise."""
        if count:
            self.dataChanged.emit(self.index(first, 0), self.index(first + count - 1, 0))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self.size

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == BEHIND:
            return self.behind(index.row())
        if role == ROW:
            return self.row_shown(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.row_shown(index.row()).text
        return self.row_shown(index.row()).spoken if role == Qt.ItemDataRole.AccessibleTextRole else None
