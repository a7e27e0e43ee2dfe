"""Below the cause map: what mattered up to that moment, line by line; what came later is not shown yet."""

from bisect import bisect_right

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.models.line_looks import LOOKS
from incident_desk.desktop.models.line_rows import line_words
from incident_desk.desktop.models.line_table import LineTable
from incident_desk.desktop.moments import clock, date_words, span_words
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.timeline_row import HEIGHT_PX, TimelineDelegate, TimelineRow
from incident_desk.desktop.reviewing.replayed import Replayed
from incident_desk.domain.lines import Line
from incident_desk.domain.moments import MINUTE_US
from incident_desk.domain.reviewing import learned_us

WORDS = 600
LEAST_ROWS = 4


class StoryModel(LineTable):
    """The lines in the order in which they happened, or became known; only those up to the moment that is shown."""

    def __init__(self, bridge: Bridge, replayed: Replayed) -> None:
        super().__init__(replayed)
        self._bridge = bridge
        self._lines: list[Line] = []
        self._at: list[int] = []
        self._known = False
        self._count = 0
        self._made: dict[int, TimelineRow] = {}

    def show_lines(self, lines: tuple[Line, ...], known: bool) -> None:
        """These, from now on."""
        self.beginResetModel()
        self._known = known
        by = sorted(lines, key=self._when)
        self._lines, self._at = by, [self._when(line) for line in by]
        self._count = 0
        self._made.clear()
        self.endResetModel()

    def _when(self, line: Line) -> int:
        return learned_us(line) if self._known else line.occurred_us

    def show_until(self, at_us: int) -> None:
        """Only what was by then."""
        count = bisect_right(self._at, at_us)
        if count > self._count:
            self.beginInsertRows(QModelIndex(), self._count, count - 1)
            self._count = count
            self.endInsertRows()
        elif count < self._count:
            self.beginRemoveRows(QModelIndex(), count, self._count - 1)
            self._count = count
            self.endRemoveRows()

    @property
    def size(self) -> int:
        return self._count

    @property
    def all(self) -> int:
        """How many there are in the end."""
        return len(self._lines)

    def moment(self, row: int) -> int:
        """When that was."""
        return self._at[row]

    def behind(self, row: int) -> Line:
        return self._lines[row]

    def row_shown(self, row: int) -> TimelineRow:
        shown = self._made.get(row)
        if shown is None:
            shown = self._made[row] = self._row(row)
        return shown

    def _row(self, row: int) -> TimelineRow:
        line, zone = self._lines[row], self._bridge.zone
        look, at_us = LOOKS[line.sort], self._at[row]
        gap_us = learned_us(line) - line.occurred_us
        gap = _tr("+{span}").format(span=span_words(gap_us)) if gap_us >= MINUTE_US else ""
        told = _tr("We learned it {span} after it was so").format(span=span_words(gap_us)) if gap else ""
        is_new_day = row > 0 and date_words(at_us, at_us, zone) != date_words(self._at[row - 1], at_us, zone)
        date = f"{date_words(at_us, at_us, zone)} · " if is_new_day else ""
        words = " ".join(line_words(line, zone).split())[:WORDS]
        return TimelineRow(
            time_text=clock(at_us, zone),
            kind_icon=look.symbol,
            kind_label=look.label,
            kind_tone=look.tone,
            text=date + words,
            who=gap,
            weight=500,
            text_tip=words,
            who_tip=told,
            also=told,
        )


class StoryView(QTableView):
    """Enter or a press leads to the moment of a line."""

    asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("review_story")
        self.setAccessibleName(_tr("What mattered up to this moment"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMinimumHeight(HEIGHT_PX * LEAST_ROWS)
        self.horizontalHeader().hide()
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(HEIGHT_PX)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(HEIGHT_PX)
        self.setItemDelegate(TimelineDelegate(self))
        self.clicked.connect(self._press)

    def show_model(self, model: StoryModel) -> None:
        """Show these rows."""
        self.setModel(model)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def _press(self, index: QModelIndex) -> None:
        self.asked.emit(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.asked.emit(self.currentIndex().row())
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Tab):
            super().keyPressEvent(event)
        else:
            event.ignore()  # the rest are keys of the room, and no search for a row


class Story(Section):
    """The section of it."""

    def __init__(self, bridge: Bridge, replayed: Replayed, parent: QWidget | None = None) -> None:
        super().__init__("review_story_panel", _tr("What mattered until then"), parent)
        self._replayed = replayed
        self.model = StoryModel(bridge, replayed)
        self.view = StoryView()
        self.view.show_model(self.model)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.view, 1)
        self.view.asked.connect(self._go_to)
        replayed.opened.connect(self._show_record)
        replayed.looked_last.connect(self._show_moment)
        bridge.zone_changed.connect(self._show_record)

    def _show_record(self) -> None:
        found = self._replayed.reviewed
        if found is not None:
            self.model.show_lines(found.lines, self._replayed.known)
            self._show_moment()

    def _show_moment(self) -> None:
        self.model.show_until(self._replayed.at_us)
        told = _tr("{count} of {all}").format(count=self.model.size, all=self.model.all)
        self.note.setText(told if self.model.all else _tr("nothing on the record mattered later"))
        if self.model.size and not self.view.hasFocus():
            self.view.scrollToBottom()

    def _go_to(self, row: int) -> None:
        self._replayed.pause()
        self._replayed.go_to(self.model.moment(row))


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReviewRoom", text)
