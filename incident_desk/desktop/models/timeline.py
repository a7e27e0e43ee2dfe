"""The timeline as Qt's views see it: one column, the newest line on top, above it what is not on the disk yet."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, Qt, QTimer, Signal

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.models.line_looks import ALL, Filter, filter_named
from incident_desk.desktop.models.line_rows import LineRows
from incident_desk.desktop.models.line_table import Index, LineTable
from incident_desk.desktop.models.made_rows import MadeRows
from incident_desk.desktop.models.shown_lines import DayEnd, ShownLines
from incident_desk.desktop.observed import ObservedIncident
from incident_desk.desktop.parts.timeline_row import TimelineRow
from incident_desk.desktop.pending import Pending
from incident_desk.domain.entry import Entry
from incident_desk.domain.ids import EntryId
from incident_desk.domain.kinds import read_body
from incident_desk.domain.lines import Line
from incident_desk.domain.sentences import LineSort

EVERY = frozenset(LineSort)
COUNTED_AT_ONCE = 2000
"""A few milliseconds."""
MANY = 100
"""More new lines than this in one commit are an import: they are shown afresh, not row by row."""


class TimelineModel(LineTable):
    """Rows are made when somebody looks: an incident may have 50,000 lines, and a screen shows forty.

    `counted` tells that the counts of the filters are others. A rewritten past is a change of rows where the lines stay
    in their places, and a reset where they do not.
    """

    counted = Signal()

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._observed: ObservedIncident | None = None
        self.filter = filter_named(ALL)
        """Which lines are let through."""
        self._shown = ShownLines(bridge.zone)
        self._pending: list[Pending] = []
        self._make = LineRows(bridge)
        self._rows = MadeRows()
        self._counting = QTimer(self, interval=0)
        self._counting.timeout.connect(self._count_on)
        bridge.zone_changed.connect(self._start_afresh)
        bridge.organisation_changed.connect(self._look_again)
        bridge.sharing.marks_changed.connect(self._show_marks)
        bridge.sharing.files_changed.connect(self._show_files)

    # what is shown ----------------------------------------------------------------------------------------------------

    def observe(self, observed: ObservedIncident) -> None:
        """Show the lines of this incident from now on."""
        if self._observed is not None:
            self._observed.added.disconnect(self._take_in)
            self._observed.refolded.disconnect(self._show_rewritten)
            self._observed.pending_changed.disconnect(self._show_pending)
        self._observed = observed
        observed.added.connect(self._take_in)
        observed.refolded.connect(self._show_rewritten)
        observed.pending_changed.connect(self._show_pending)
        self._start_afresh()

    def show_filter(self, key: str) -> None:
        """Let only the lines of this filter through."""
        if key != self.filter.key:
            self.filter = filter_named(key)
            self._start_afresh()

    def count(self, sorts: frozenset[LineSort]) -> int:
        """How many lines of these sorts there are, shown or not."""
        if sorts == EVERY:
            return self._shown.total
        return sum(self._shown.counts[sort] for sort in sorts)

    def row_of(self, entry: EntryId) -> int | None:
        """Where the line of an entry stands; None if the filter holds it back, or there is none."""
        line = self._observed.board.timeline.at.get(entry) if self._observed else None
        at = self._shown.index_of(line) if line else None
        return None if at is None else self._row(at)

    def day_start_us(self, row: int) -> int | None:
        """When the day of this row began; None where there is nothing."""
        if row < len(self._pending):
            return self._shown.days.of(self._pending[row].typed_us).start_us
        if row >= self.size:
            return None
        item = self._shown.from_top(row - len(self._pending))
        return item.start_us if isinstance(item, DayEnd) else self._shown.days.of(item.occurred_us).start_us

    def _row(self, at: int) -> int:
        return len(self._pending) + len(self._shown.items) - 1 - at

    # what changes -----------------------------------------------------------------------------------------------------

    def _count_on(self) -> None:
        """Count a part of the lines, and the next when whoever types has had their turn."""
        if self._shown.count_some(COUNTED_AT_ONCE):
            self._counting.stop()
        elif not self._counting.isActive():
            self._counting.start()
        self.counted.emit()

    def _start_afresh(self) -> None:
        self.beginResetModel()
        self._rows.clear()
        self._shown = _filled(self._observed, self._bridge, self.filter)
        self._pending = list(reversed(self._observed.pending)) if self._observed else []
        self.endResetModel()
        self._count_on()

    def _show_rewritten(self) -> None:
        """The board is another one. Mostly a line only looks otherwise; then nobody loses their place."""
        filled = _filled(self._observed, self._bridge, self.filter)
        if filled.is_laid_out_as(self._shown):
            self._shown = filled
            self._look_again()
            self._count_on()
        else:
            self._start_afresh()

    def _take_in(self, entries: Sequence[Entry]) -> None:
        assert self._observed is not None
        board = self._observed.board
        at = board.timeline.at
        told = (e for e in entries if board.may_be_told(e))
        new = [line for e in told if (line := at.get(e.id)) and not self._shown.knows(line.entry)]
        if len(new) > MANY:
            self._start_afresh()
            return
        for line in new:
            self._insert(line)
        for entry in entries:
            if entry.id not in at and (target := at.get(getattr(read_body(entry), "target", EntryId("")))):
                self._rows.forget(target.entry)
                self.tell_changed_rows([self.row_of(target.entry)])
        if new:
            self.counted.emit()

    def _show_marks(self, is_less: bool) -> None:
        """Only what somebody has looked at has a mark, and of that only what was not shared may get another."""
        if self._observed is not None:
            self.tell_changed_rows(map(self.row_of, self._rows.forget_changed(self._observed.truth, is_less)))

    def _show_files(self, digests: frozenset[str]) -> None:
        self.tell_changed_rows(map(self.row_of, self._rows.forget_files(digests)))

    def _insert(self, line: Line) -> None:
        self._shown.add(line)
        at, items = self._shown.room_for(line)
        if items:
            row = self._row(at) + 1
            self.beginInsertRows(QModelIndex(), row, row + len(items) - 1)
            self._shown.insert(at, items)
            self.endInsertRows()

    def _look_again(self) -> None:
        self._rows.clear()
        self.tell_changed(0, self.size)

    def _show_pending(self) -> None:
        assert self._observed is not None
        wanted = list(reversed(self._observed.pending))
        for row in reversed(range(len(self._pending))):
            if self._pending[row] not in wanted:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._pending[row]
                self.endRemoveRows()
        for row, pending in enumerate(wanted):
            if row >= len(self._pending) or self._pending[row] is not pending:
                self.beginInsertRows(QModelIndex(), row, row)
                self._pending.insert(row, pending)
                self.endInsertRows()
        self.tell_changed(0, len(self._pending))

    # what views ask ---------------------------------------------------------------------------------------------------

    @property
    def size(self) -> int:
        return len(self._pending) + len(self._shown.items)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The name of a day is no line: the keys pass over it."""
        is_day = index.isValid() and self.behind(index.row()) is None
        return Qt.ItemFlag.ItemNeverHasChildren if is_day else super().flags(index)

    def behind(self, row: int) -> Line | Pending | None:
        if row < len(self._pending):
            return self._pending[row]
        item = self._shown.from_top(row - len(self._pending))
        return item if isinstance(item, Line) else None

    def row_shown(self, row: int) -> TimelineRow:
        if row < len(self._pending):
            return self._make.of_pending(self._pending[row])
        item = self._shown.from_top(row - len(self._pending))
        if isinstance(item, DayEnd):
            return self._make.of_day(item)
        made = self._rows.get(item.entry)
        if made is None:
            assert self._observed is not None
            board, mark = self._observed.board, self._observed.truth(item.entry)
            made = self._rows.keep(item.entry, self._make.of_line(item, board, mark), item.digest)
        return made


def _filled(observed: ObservedIncident | None, bridge: Bridge, wanted: Filter) -> ShownLines:
    if observed is None:
        return ShownLines(bridge.zone)
    is_all = wanted.key == ALL
    prepared = observed.take_prepared()
    if is_all and isinstance(prepared, ShownLines) and prepared.zone == bridge.zone:
        return prepared  # a worker made it, and it is this model's from now on
    shown = ShownLines(bridge.zone)
    shown.fill(observed.board.timeline, None if is_all else wanted.sorts.__contains__)
    return shown
