"""The list of incidents as a table: what the calm view and the switcher show."""

from datetime import tzinfo
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QDate,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.moments import in_zone, span_words
from incident_desk.desktop.theme import colour, font, mono
from incident_desk.desktop.words import severity_word, state_word
from incident_desk.domain.board import Board
from incident_desk.domain.headline import Headline
from incident_desk.domain.measuring import Clocked, clocked

Index = QModelIndex | QPersistentModelIndex
BOARD = Qt.ItemDataRole.UserRole
"""The role that gives the whole board of a row."""
SHAPE, NUMBER, TITLE, STATE, DATE, DETECT, MITIGATE, RESOLVE = range(8)
MEASURES: Final = {DETECT: Clocked.DETECT, MITIGATE: Clocked.MITIGATE, RESOLVE: Clocked.RESOLVE}


class HeadlinesModel(QAbstractTableModel):
    """Rows are incidents, the newest first, as the bridge has them."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._boards: list[Board] = []

    def show_boards(self, boards: list[Board]) -> None:
        """Show these from now on."""
        if boards != self._boards:
            self.beginResetModel()
            self._boards = list(boards)
            self.endResetModel()

    def board(self, row: int) -> Board:
        return self._boards[row]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._boards)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else RESOLVE + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        title, ends = _heads()[section]
        return {Qt.ItemDataRole.DisplayRole: title, Qt.ItemDataRole.ToolTipRole: ends or None}.get(_role(role))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        board, column = self._boards[index.row()], index.column()
        if role == BOARD:
            return board
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(board, column)
        if role == Qt.ItemDataRole.FontRole:
            return (
                mono(12) if column == NUMBER else font(13 if column == TITLE else 12, 500 if column == TITLE else 400)
            )
        if role == Qt.ItemDataRole.ForegroundRole:
            return colour("text" if column == TITLE else "text2")
        return None

    def _text(self, board: Board, column: int) -> str:
        headline = board.headline
        if column in MEASURES:
            span_us = clocked(board, MEASURES[column])
            return "–" if span_us is None else span_words(span_us)
        if column == DATE:
            return _day(headline.since_us or 0, self._bridge.now_us(), self._bridge.zone)
        texts = {
            SHAPE: severity_word(headline.severity.value),
            NUMBER: headline.number,
            TITLE: _title(board),
            STATE: _state(headline),
        }
        return texts[column]


def _title(board: Board) -> str:
    title = board.headline.title.value or _tr("(the title was erased)")
    return _tr("Restricted: {title}").format(title=title) if board.headline.is_restricted else title


def _state(headline: Headline) -> str:
    archived = _tr("Archive {name}").format(name=headline.archive)
    return archived if headline.archive else state_word(headline.state)


def _role(role: int) -> Qt.ItemDataRole:
    return Qt.ItemDataRole(role)


def _day(us: int, now_us: int, zone: tzinfo) -> str:
    """12 Nov; with the year where it is not this one."""
    then = in_zone(us, zone)
    pattern = "d MMM" if then.year == in_zone(now_us, zone).year else "d MMM yyyy"
    return QLocale().toString(QDate(then.year, then.month, then.day), pattern)


def _heads() -> tuple[tuple[str, str], ...]:
    """Title of each column, and for a measure both of its clock ends."""
    return (
        ("", ""),
        (_tr("Number"), ""),
        (_tr("Title"), ""),
        (_tr("State"), ""),
        (_tr("Date"), ""),
        (_tr("To detect"), _tr("Impact started → detected")),
        (_tr("To mitigate"), _tr("Detected → mitigated (it entered monitoring)")),
        (_tr("To resolve"), _tr("Detected → resolved")),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("HeadlinesModel", text)
