"""Reports of customers as a table, the newest first; some may be ticked to be acted upon together."""

from bisect import bisect_left
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
Rows = tuple[Row, ...]
ROW = Qt.ItemDataRole.UserRole
TICK, AT, SERVICE, REGION, WORDS, VERDICT, BECAUSE = range(7)


class ReportModel(QAbstractTableModel):
    """`ticked` are the reports that the next act is about; `ticks_changed` tells that they are others."""

    ticks_changed = Signal()

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.rows: Rows = ()
        self.ticked: set[ReportId] = set()
        self._places: dict[ReportId, int] | None = None
        """Where each is, once somebody asked: in a flood that takes longer than anything else here."""

    def show_rows(self, rows: Rows) -> None:
        """Show these from now on. What is the same at the beginning and at the end stays where it was."""
        if rows is self.rows:
            return
        before, top = len(self.rows), _same_at_top(self.rows, rows)
        end = _same_at_end(self.rows, rows, min(before, len(rows)) - top)
        gone, new = before - top - end, len(rows) - top - end
        if gone:
            self.beginRemoveRows(QModelIndex(), top, top + gone - 1)
            self._take((*self.rows[:top], *self.rows[top + gone :]))
            self.endRemoveRows()
        if new:
            self.beginInsertRows(QModelIndex(), top, top + new - 1)
            self._take(rows)
            self.endInsertRows()

    def _take(self, rows: Rows) -> None:
        self.rows = rows
        self._places = None
        gone = self.ticked - self._placed.keys() if self.ticked else set[ReportId]()
        if gone:
            self.ticked -= gone
            self.ticks_changed.emit()

    @property
    def _placed(self) -> dict[ReportId, int]:
        if self._places is None:
            self._places = {row.id: at for at, row in enumerate(self.rows)}
        return self._places

    def row_of(self, report: ReportId) -> int | None:
        """Where a report is; None if it is not among them."""
        return self._placed.get(report)

    def now_at(self, row: Row) -> int | None:
        """Likewise, of a report that was among them: they stand the newest first."""
        at = bisect_left(self.rows, _newest(row), key=_newest)
        return at if at < len(self.rows) and self.rows[at].id == row.id else None

    def turn_tick(self, at: int) -> None:
        """Tick a row, or take its tick away."""
        if 0 <= at < len(self.rows):
            self.ticked ^= {self.rows[at].id}
            self.dataChanged.emit(self.index(at, TICK), self.index(at, TICK))
            self.ticks_changed.emit()

    def tick(self, reports: set[ReportId]) -> None:
        """Exactly these are ticked from now on."""
        self.ticked = reports & self._placed.keys() if reports else set()
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


def _same_at_top(before: Rows, after: Rows) -> int:
    """So many rows are the same from the first on. Parts are compared, of which most are the very same object."""
    same, most = 0, min(len(before), len(after))
    while same < most:
        half = (same + most + 1) // 2
        if before[same:half] == after[same:half]:
            same = half
        else:
            most = half - 1
    return same


def _same_at_end(before: Rows, after: Rows, most: int) -> int:
    same, first, second = 0, len(before), len(after)
    while same < most:
        half = (same + most + 1) // 2
        if before[first - half : first - same] == after[second - half : second - same]:
            same = half
        else:
            most = half - 1
    return same


def _newest(row: Row) -> tuple[int, int, str]:
    return -row.came_us, -row.number, row.id


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReportModel", text)
