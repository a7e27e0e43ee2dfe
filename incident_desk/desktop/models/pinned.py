"""The lines that are pinned to the top of the timeline, the newest first."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.models.line_rows import LineRows
from incident_desk.desktop.models.line_table import LineTable
from incident_desk.desktop.moments import day_bounds_us
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.timeline_row import TimelineRow
from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import EntryId
from incident_desk.domain.kinds import kind_named, read_body
from incident_desk.domain.lines import Line
from incident_desk.domain.timeline import Pinned

PINNED = kind_named(Pinned)


class PinnedModel(LineTable):
    """Few, so a row is made whenever it is asked for. One of another day than the newest line says of which."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._observed: ObservedIncident | None = None
        self._lines: list[Line] = []
        self._make = LineRows(bridge)
        bridge.zone_changed.connect(self._look_again)
        bridge.organisation_changed.connect(self._look_again)
        bridge.sharing.marks_changed.connect(self._look_again)

    def observe(self, observed: ObservedIncident) -> None:
        """Show what is pinned in this incident from now on."""
        if self._observed is not None:
            self._observed.added.disconnect(self._take_in)
            self._observed.refolded.disconnect(self._start_afresh)
        self._observed = observed
        observed.added.connect(self._take_in)
        observed.refolded.connect(self._start_afresh)
        self._start_afresh()

    def _start_afresh(self) -> None:
        assert self._observed is not None
        self.beginResetModel()
        lines = self._observed.board.timeline.lines
        self._lines = [line for line in reversed(lines) if line.is_pinned]
        self.endResetModel()

    def _take_in(self, entries: Sequence[Entry]) -> None:
        assert self._observed is not None
        at = self._observed.board.timeline.at
        for entry in entries:
            if entry.kind == PINNED and (line := at.get(getattr(read_body(entry), "target", EntryId("")))):
                self._turn(line)
        self._look_again()

    def _turn(self, line: Line) -> None:
        if line in self._lines and not line.is_pinned:
            row = self._lines.index(line)
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._lines[row]
            self.endRemoveRows()
        elif line.is_pinned and line not in self._lines:
            row = sum(other.occurred_us > line.occurred_us for other in self._lines)
            self.beginInsertRows(QModelIndex(), row, row)
            self._lines.insert(row, line)
            self.endInsertRows()

    def _look_again(self) -> None:
        self.tell_changed(0, self.size)

    @property
    def size(self) -> int:
        return len(self._lines)

    def behind(self, row: int) -> Line:
        return self._lines[row]

    def row_shown(self, row: int) -> TimelineRow:
        assert self._observed is not None
        line, board = self._lines[row], self._observed.board
        first_us, end_us = day_bounds_us(board.timeline.lines[-1].occurred_us, self._bridge.zone)
        is_near = first_us <= line.occurred_us < end_us
        return self._make.of_line(line, board, self._observed.truth(line.entry), day_is_told=is_near)
