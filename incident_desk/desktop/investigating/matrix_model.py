"""The matrix as a table: a row for each piece of evidence, a column for each hypothesis."""

from collections.abc import Sequence
from typing import Any

import msgspec
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QPixmap

from incident_desk.desktop.investigation_words import cell_words
from incident_desk.domain.ids import EntryId
from incident_desk.domain.investigation_entries import Rating, Trust
from incident_desk.domain.matrix import At

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
CELL = Role.UserRole
"""The role of a cell as `CellShown`, and of a head as `HypothesisShown` or `EvidenceShown`."""


class HypothesisShown(msgspec.Struct, frozen=True):
    """The head of a column. `place` is "4=" where several share it; `share` of the longest bar, 0 to 1."""

    key: EntryId
    name: str
    short: str
    words: str
    place: str
    against: str
    share: float
    spoken: str = ""


class EvidenceShown(msgspec.Struct, frozen=True):
    """The head of a row. `tells_none` of those that say the same of all hypotheses; those with a file have a picture
    of it, or the mark of files."""

    key: EntryId
    name: str
    words: str
    detail: str
    trust: Trust
    trust_word: str
    tells_none: bool = False
    spoken: str = ""
    has_file: bool = False
    picture: QPixmap | None = None


class CellShown(msgspec.Struct, frozen=True):
    """`differing` are the letters of those who said different things; `is_writing` until it is on the disk."""

    rating: Rating | None = None
    differing: tuple[str, ...] = ()
    has_reason: bool = False
    is_writing: bool = False


class MatrixModel(QAbstractTableModel):
    """Cells that say something else are told one by one, so that the place in the table stays."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns: Sequence[HypothesisShown] = ()
        self.rows: Sequence[EvidenceShown] = ()
        self._cells: dict[At, CellShown] = {}

    def show_matrix(
        self, columns: Sequence[HypothesisShown], rows: Sequence[EvidenceShown], cells: dict[At, CellShown]
    ) -> bool:
        """Show these from now on. Returns: whether rows or columns are others than before, or in another order."""
        moved = [each.key for each in columns] != [each.key for each in self.columns] or [
            each.key for each in rows
        ] != [each.key for each in self.rows]
        if moved:
            self.beginResetModel()
            self.columns, self.rows, self._cells = columns, rows, cells
            self.endResetModel()
            return True
        before, self._cells = self._cells, cells
        heads = (columns != self.columns, rows != self.rows)
        self.columns, self.rows = columns, rows
        self._tell_changed(before)
        if heads[0]:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(columns) - 1)
        if heads[1]:
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(rows) - 1)
        return False

    def _tell_changed(self, before: dict[At, CellShown]) -> None:
        for row, piece in enumerate(self.rows):
            for column, hypothesis in enumerate(self.columns):
                at = (piece.key, hypothesis.key)
                if before.get(at) != self._cells.get(at):
                    self.dataChanged.emit(self.index(row, column), self.index(row, column))

    def say(self, at: At, rating: Rating | None, *, is_writing: bool = True) -> None:
        """Show in one cell what was said just now, until all of it is shown again."""
        before = self._cells.get(at, NOTHING)
        self._cells[at] = CellShown(rating, (), before.has_reason, is_writing)
        index = self.index_of(at)
        self.dataChanged.emit(index, index)

    def at(self, index: Index) -> At:
        """The cell of an index."""
        return self.rows[index.row()].key, self.columns[index.column()].key

    def index_of(self, at: At) -> QModelIndex:
        """Where a cell is shown; not valid where it is not."""
        row = next((at_row for at_row, each in enumerate(self.rows) if each.key == at[0]), -1)
        column = next((at_column for at_column, each in enumerate(self.columns) if each.key == at[1]), -1)
        return self.index(row, column) if row >= 0 and column >= 0 else QModelIndex()

    def shown(self, row: int, column: int) -> CellShown:
        """What a cell shows."""
        return self._cells.get((self.rows[row].key, self.columns[column].key), NOTHING)

    def next_open(self, after: int) -> int | None:
        """The first cell behind this one, row by row and from the top again, of which nothing is said; None for none.

        Cells are counted row by row from 0. Those about which members differ are to be settled, not said.
        """
        wide, count = len(self.columns), len(self.columns) * len(self.rows)
        for step in range(1, count + 1):
            place = (after + step) % count
            cell = self.shown(place // wide, place % wide)
            if cell.rating is None and not cell.differing:
                return place
        return None

    # what Qt asks -----------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid() or role not in (CELL, Role.AccessibleTextRole, Role.ToolTipRole):
            return None
        shown = self.shown(index.row(), index.column())
        if role == CELL:
            return shown
        names = f"{self.rows[index.row()].name} × {self.columns[index.column()].name}"
        return f"{names}: {cell_words(shown.rating, shown.differing)}"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        heads = self.columns if orientation == Qt.Orientation.Horizontal else self.rows
        if not 0 <= section < len(heads):
            return None
        if role == CELL:
            return heads[section]
        return heads[section].spoken if role in (Role.AccessibleTextRole, Role.ToolTipRole) else None


NOTHING = CellShown()
