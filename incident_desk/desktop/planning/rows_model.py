"""The small parts of a plan as a table that is typed in: the steps of a checklist, or all parts of a section."""

from typing import Any, cast

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.planning.field_words import head_words
from incident_desk.desktop.planning.form import edit_of
from incident_desk.desktop.planning.kinds import field_named
from incident_desk.desktop.planning.sections import Rows
from incident_desk.desktop.theme import colour
from incident_desk.domain.plan_faults import Fault, Path
from incident_desk.domain.plan_outline import Outline

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
Role = Qt.ItemDataRole


class RowsModel(QAbstractTableModel):
    """A cell that is changed is not changed here: `edited` tells how the text changes, and what it says comes back."""

    edited = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Rows | None = None
        self._cells: list[list[str]] = []
        self._faults: dict[tuple[int, int], Fault] = {}
        self._keys: list[str | int] = []

    def show_rows(self, outline: Outline, rows: Rows) -> None:
        """These from now on. Cells that say something else are told one by one, so that what is chosen stays."""
        found = outline.at(rows.path)
        pairs = list(_pairs(found))
        cells = [[_words(_value(part, column)) for column in rows.columns] for _, part in pairs]
        faults = _faults(outline, rows, [key for key, _ in pairs])
        is_same = self.rows is not None and (self.rows.path, self.rows.columns) == (rows.path, rows.columns)
        if is_same and len(cells) == len(self._cells):
            self._take(cells, faults)
            self._keys = [key for key, _ in pairs]
            return
        self.beginResetModel()
        self.rows, self._cells, self._faults = rows, cells, faults
        self._keys = [key for key, _ in pairs]
        self.endResetModel()

    def _take(self, cells: list[list[str]], faults: dict[tuple[int, int], Fault]) -> None:
        before, was_wrong = self._cells, self._faults
        self._cells, self._faults = cells, faults
        for row, (old, new) in enumerate(zip(before, cells, strict=True)):
            wrong = {at for at in was_wrong.keys() ^ faults.keys() if at[0] == row}
            if old != new or wrong:
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(new) - 1))

    def path(self, row: int) -> Path:
        """The way to the part in a row."""
        assert self.rows is not None
        return (*self.rows.path, self._keys[row])

    def because(self, row: int) -> str:
        """The reason of the part in a row; empty for none."""
        if self.rows is None or not 0 <= row < len(self._cells) or "because" not in self.rows.columns:
            return ""
        return self._cells[row][self.rows.columns.index("because")]

    # what Qt asks -----------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() or self.rows is None else len(self.rows.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if role == Role.DisplayRole and orientation == Qt.Orientation.Horizontal and self.rows is not None:
            return head_words(self.rows.columns[section]) if section < len(self.rows.columns) else None
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() else flags

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        fault = self._faults.get((index.row(), index.column()))
        words = self._cells[index.row()][index.column()]
        match role:
            case Role.DisplayRole | Role.EditRole:
                return words
            case Role.AccessibleTextRole:
                return f"{words}: {fault.words}" if fault else words
            case Role.ToolTipRole:
                return tip(fault.words if fault else words)
            case Role.ForegroundRole:
                return colour("bad") if fault else None
            case _:
                return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        if role != Role.EditRole or not index.isValid() or self.rows is None:
            return False
        words, name = " ".join(str(value).split()), self.rows.columns[index.column()]
        if words == self._cells[index.row()][index.column()]:
            return False
        field = field_named(self.rows.part, name)
        is_list = "VarTuple" in type(field.type).__name__
        said = [one.strip() for one in words.split(",") if one.strip()] if is_list else words
        self._cells[index.row()][index.column()] = words  # until the text has it
        self.dataChanged.emit(index, index)
        self.edited.emit(edit_of((*self.path(index.row()), name), field, said))
        return True


def _pairs(found: Any) -> list[tuple[str | int, Any]]:
    if isinstance(found, dict):
        return list(cast("dict[str | int, Any]", found).items())
    return list(enumerate(cast("list[Any]", found))) if isinstance(found, list) else []


def _value(part: Any, column: str) -> Any:
    return cast("dict[str, Any]", part).get(column, "") if isinstance(part, dict) else ""


def _words(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(one) for one in cast("list[Any]", value))
    return " ".join(value.split()) if isinstance(value, str) else ""


def _faults(outline: Outline, rows: Rows, keys: list[str | int]) -> dict[tuple[int, int], Fault]:
    """Which cells are wrong; what is wrong with a part as a whole is shown in its first."""
    found: dict[tuple[int, int], Fault] = {}
    depth = len(rows.path)
    for path, fault in outline.faults.items():
        if path[:depth] == rows.path and len(path) > depth and path[depth] in keys:
            name = path[depth + 1] if len(path) > depth + 1 else ""
            column = rows.columns.index(str(name)) if name in rows.columns else 0
            found.setdefault((keys.index(path[depth]), column), fault)
    return found
