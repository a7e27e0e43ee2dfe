"""What a search found, as rows of the timeline's look."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.moments import clock_near
from incident_desk.desktop.parts.timeline_row import ROW, TimelineRow
from incident_desk.desktop.words import severity_word
from incident_desk.domain.board import Board
from incident_desk.domain.duty_log import is_in_log
from incident_desk.domain.ids import CUSTOMER_REPORTS, NO_INCIDENT
from incident_desk.domain.report_found import number_found, report_found

if TYPE_CHECKING:
    from incident_desk.store.search import Hit

Index = QModelIndex | QPersistentModelIndex


class HitsModel(QAbstractTableModel):
    """One row for each entry that was found, the newest first."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._hits: list[Hit] = []
        self._rows: list[TimelineRow] = []

    def show_hits(self, hits: "list[Hit]") -> None:
        """Show these from now on."""
        boards = {board.incident: board for board in self._bridge.headlines}
        self.beginResetModel()
        self._hits = [hit for hit in hits if _can_be_gone_to(hit)]
        self._rows = [self._row(hit, boards.get(hit.entry.incident)) for hit in self._hits]
        self.endResetModel()

    def hit(self, row: int) -> "Hit":
        return self._hits[row]

    def _row(self, hit: "Hit", board: Board | None) -> TimelineRow:
        entry, bridge = hit.entry, self._bridge
        severity = board.headline.severity.value if board else None
        number = board.headline.number if board else ""
        icon = "file-text"
        if entry.incident == NO_INCIDENT:
            number = _tr("Duty log")
        elif entry.incident == CUSTOMER_REPORTS:
            number, icon = _tr("Is it us?"), "users"
        if hit.place is not None:
            number = _tr("Report {number}").format(number=number_found(entry, hit.place))
        return TimelineRow(
            time_text=clock_near(entry.occurred_us, bridge.now_us(), bridge.zone),
            kind_icon=icon,
            kind_label=severity_word(severity) if severity else "",
            kind_tone=severity.lower() if severity else "text2",
            text=hit.why,
            who=f"{number} · {bridge.name(entry.author)}",
        )

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._hits)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        return row.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None


def _can_be_gone_to(hit: "Hit") -> bool:
    """Whether there is a place that shows it."""
    if hit.entry.incident == CUSTOMER_REPORTS:
        return report_found(hit.entry, hit.place) is not None
    return hit.entry.incident != NO_INCIDENT or is_in_log(hit.entry)


def _tr(text: str) -> str:
    return QCoreApplication.translate("HitsModel", text)
