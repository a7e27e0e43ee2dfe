"""What is due in all incidents as a table, the next first."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from incident_desk.desktop.agenda_words import (
    look,
    name_words,
    of_words,
    spoken_words,
    stands_words,
    what_words,
    when_words,
    who_words,
)
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.theme import colour, font
from incident_desk.domain.agenda import Due

Index = QModelIndex | QPersistentModelIndex
DUE = Qt.ItemDataRole.UserRole
"""The role that gives the whole thing of a row."""
WHEN, OF, NAME, WHAT, WHO, STANDS = range(6)


class AgendaModel(QAbstractTableModel):
    """Rows are what is due. What is the same from one showing to the next keeps its row's looks."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.due: list[Due] = []

    def show_due(self, due: list[Due]) -> None:
        """Show these from now on."""
        if [_key(each) for each in due] != [_key(each) for each in self.due]:
            self.beginResetModel()
            self.due = due
            self.endResetModel()
        else:
            self.due = due
            self.tell_time()

    def tell_time(self) -> None:
        """The clock went on: what is said of times may be another."""
        if self.due:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.due) - 1, STANDS))

    def row_of(self, key: tuple[str, str, str]) -> int | None:
        """Where something is; None if it is not among them."""
        return next((at for at, each in enumerate(self.due) if _key(each) == key), None)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.due)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else STANDS + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or Qt.ItemDataRole(role) is not Qt.ItemDataRole.DisplayRole:
            return None
        return (_tr("Due"), _tr("Incident"), "", _tr("What"), _tr("Who"), "")[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        due, column = self.due[index.row()], index.column()
        found = Qt.ItemDataRole(role)
        if found in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return spoken_words(due, self._bridge.now_us(), self._bridge.zone)
        if found is Qt.ItemDataRole.DisplayRole:
            return self._text(due, column)
        if found is Qt.ItemDataRole.FontRole:
            return _face(due, column)
        if found is Qt.ItemDataRole.ForegroundRole:
            return colour(_tone(due, column))
        return due if found is DUE else None

    def _text(self, due: Due, column: int) -> str:
        if column == WHEN:
            return when_words(due, self._bridge.now_us(), self._bridge.zone)
        if column == OF:
            return of_words(due.of)
        return {NAME: name_words, WHAT: what_words, WHO: who_words, STANDS: stands_words}[column](due)


def _face(due: Due, column: int) -> QFont:
    return font(13 if column == WHAT else 12, 600 if column in (WHEN, STANDS) and due.call.is_loud else 400)


def _tone(due: Due, column: int) -> str:
    if column in (WHEN, STANDS):
        return look(due)[1] if due.call.is_loud else "text2"
    return "text" if column == WHAT else "text2"


def _key(due: Due) -> tuple[str, str, str]:
    return due.of.incident, due.kind, due.key


def _tr(text: str) -> str:
    return QCoreApplication.translate("AgendaModel", text)
