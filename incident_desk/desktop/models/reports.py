"""Reports of customers as a table, the newest first; some may be ticked to be acted upon together."""

from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.moments import clock
from incident_desk.desktop.report_words import because_words, row_words, verdict_word
from incident_desk.desktop.theme import colour, font
from incident_desk.domain.report_entries import ReportId
from incident_desk.domain.report_view import Row

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
TICK, AT, SERVICE, REGION, WORDS, VERDICT, BECAUSE = range(7)


class ReportModel(QAbstractTableModel):
    """`ticked` are the reports that the next act is about; `ticks_changed` tells that they are others."""

    ticks_changed = Signal()

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.rows: Sequence[Row] = ()
        self.ticked: set[ReportId] = set()
        self._places: dict[ReportId, int] = {}

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these from now on. What is the same at the beginning and at the end stays where it was."""
        before, top = len(self.rows), _same_at_top(self.rows, rows)
        end = _same_at_end(self.rows, rows, min(before, len(rows)) - top)
        gone, new = before - top - end, len(rows) - top - end
        if gone:
            self.beginRemoveRows(QModelIndex(), top, top + gone - 1)
            self._take([*self.rows[:top], *self.rows[top + gone :]])
            self.endRemoveRows()
        if new:
            self.beginInsertRows(QModelIndex(), top, top + new - 1)
            self._take(rows)
            self.endInsertRows()

    def _take(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self._places = {row.id: at for at, row in enumerate(rows)}
        gone = self.ticked - self._places.keys()
        if gone:
            self.ticked -= gone
            self.ticks_changed.emit()

    def row_of(self, report: ReportId) -> int | None:
        """Where a report is; None if it is not among them."""
        return self._places.get(report)

    def turn_tick(self, at: int) -> None:
        """Tick a row, or take its tick away."""
        if 0 <= at < len(self.rows):
            self.ticked ^= {self.rows[at].id}
            self.dataChanged.emit(self.index(at, TICK), self.index(at, TICK))
            self.ticks_changed.emit()

    def tick(self, reports: set[ReportId]) -> None:
        """Exactly these are ticked from now on."""
        self.ticked = reports & self._places.keys()
        if self.rows:
            self.dataChanged.emit(self.index(0, TICK), self.index(len(self.rows) - 1, TICK))
        self.ticks_changed.emit()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else BECAUSE + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or Qt.ItemDataRole(role) is not Qt.ItemDataRole.DisplayRole:
            return None
        names = ("", _tr("At"), _tr("Service"), _tr("Region"), _tr("What they say"), _tr("Suggested"), _tr("Because"))
        return names[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column, found = self.rows[index.row()], index.column(), Qt.ItemDataRole(role)
        if found in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return row_words(row, self._bridge.zone)
        if found is Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if found is Qt.ItemDataRole.FontRole:
            return font(13 if column == WORDS else 12, 500 if column == WORDS else 400)
        if found is Qt.ItemDataRole.ForegroundRole:
            return colour("text" if column == WORDS else "text2")
        if found is Qt.ItemDataRole.CheckStateRole and column == TICK:
            return Qt.CheckState.Checked if row.id in self.ticked else Qt.CheckState.Unchecked
        return row if found is ROW else None

    def _text(self, row: Row, column: int) -> str:
        if column == AT:
            return clock(row.came_us, self._bridge.zone)
        if column == VERDICT:
            return verdict_word(row.verdict)
        if column == BECAUSE:
            return because_words(row)
        return {TICK: "", SERVICE: row.service, REGION: row.region, WORDS: row.text}[column]


def _same_at_top(before: Sequence[Row], after: Sequence[Row]) -> int:
    """So many rows are the very same from the first on: whoever makes them remembers them."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] is pair[1], zip(before, after, strict=False)))


def _same_at_end(before: Sequence[Row], after: Sequence[Row], most: int) -> int:
    pairs = zip(reversed(before), reversed(after), strict=False)
    return min(most, sum(1 for _ in takewhile(lambda pair: pair[0] is pair[1], pairs)))


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReportModel", text)
