"""Alerts as a table: those that ask somebody first."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from incident_desk.desktop.alert_words import LOOKS, QUIET, about_words, owner_words, row_words, standing_word
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.theme import colour, font
from incident_desk.domain.alert_view import Line

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole
STATE, ALERT, PICTURE, SERVICE, COUNT, SINCE, OWNER, ABOUT = range(8)


class AlertModel(QAbstractTableModel):
    """What is the same at its place stays; only rows that are others are told of."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.lines: Sequence[Line] = ()
        self._places: dict[str, int] = {}

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these from now on."""
        if [line.id for line in lines] != [line.id for line in self.lines]:
            self.beginResetModel()
            self._take(lines)
            self.endResetModel()
            return
        before, self.lines = self.lines, lines
        for at, (was, now) in enumerate(zip(before, lines, strict=True)):
            if was != now:
                self.dataChanged.emit(self.index(at, 0), self.index(at, ABOUT))

    def _take(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self._places = {line.id: at for at, line in enumerate(lines)}

    def row_of(self, line: str) -> int | None:
        """Where a line is; None if it is not among them."""
        return self._places.get(line)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else ABOUT + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or Qt.ItemDataRole(role) is not Qt.ItemDataRole.DisplayRole:
            return None
        heads = (
            _tr("State"),
            _tr("Alert"),
            _tr("Last 2 h"),
            _tr("Service"),
            _tr("Count"),
            _tr("Since"),
            _tr("Owner"),
            "",
        )
        return heads[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, column, found = self.lines[index.row()], index.column(), Qt.ItemDataRole(role)
        if found in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return row_words(line, self._bridge.zone)
        if found is Qt.ItemDataRole.DisplayRole:
            return self._text(line, column)
        is_quiet = line.standing in QUIET
        if found is Qt.ItemDataRole.FontRole:
            is_told = column in (ALERT, STATE, COUNT) or (column == OWNER and line.asks)
            return font(13 if column == ALERT else 12, 600 if is_told and not is_quiet else 400)
        if found is Qt.ItemDataRole.ForegroundRole:
            return colour(self._ink(line, column, is_quiet=is_quiet))
        return line if found is LINE else None

    def _ink(self, line: Line, column: int, *, is_quiet: bool) -> str:
        if column == STATE:
            return LOOKS[line.standing][1]
        if column == OWNER and line.asks:
            return "warn"
        if is_quiet:
            return "text3"
        return "text" if column in (ALERT, COUNT) else "text2"

    def _text(self, line: Line, column: int) -> str:
        zone = self._bridge.zone
        if column == STATE:
            return standing_word(line.standing)
        if column == SINCE:
            return clock_near(line.since_us, self._bridge.now_us(), zone)
        if column == OWNER:
            return owner_words(line)
        if column == ABOUT:
            return about_words(line, zone)
        if column == PICTURE:
            return ""
        count = line.open if line.open > 1 else line.count
        return {ALERT: line.title, SERVICE: line.service, COUNT: f"{count:,}".replace(",", " ")}[column]


def _tr(text: str) -> str:
    return QCoreApplication.translate("AlertModel", text)
