"""The rows of the timeline: one column, fixed rows, the place kept while lines come in above it."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from incident_desk.desktop.models.line_table import BEHIND, LineTable
from incident_desk.desktop.parts.timeline_row import HEIGHT_PX, PADDING_PX, TimelineDelegate
from incident_desk.desktop.pending import Pending
from incident_desk.desktop.theme import colour, font, paint_icon
from incident_desk.domain.ids import EntryId
from incident_desk.domain.lines import Line

KEYS = {
    Qt.Key.Key_Return: "read",
    Qt.Key.Key_Enter: "read",
    Qt.Key.Key_E: "correct",
    Qt.Key.Key_Delete: "retract",
    Qt.Key.Key_P: "pin",
    Qt.Key.Key_M: "mark",
    Qt.Key.Key_F: "fact",
    Qt.Key.Key_U: "evidence",
    Qt.Key.Key_L: "link",
    Qt.Key.Key_X: "object",
    Qt.Key.Key_V: "move",
    Qt.Key.Key_S: "split",
    Qt.Key.Key_G: "follow",
    Qt.Key.Key_R: "revisit",
    Qt.Key.Key_A: "answer",
    Qt.Key.Key_O: "open",
}
"""What a key does to the selected line. Erasing has none: it is for good."""


FEW = 4
VOID_PX = 120
"""With so few lines and so much room below them, a word on how it goes on stands there."""


class TimelineView(QTableView):
    """`asked` carries what a key wants done, and what the selected row is about; `menu_asked` that and a place.

    `left` tells that the keyboard wants to go back to the command line, with a letter that was typed already;
    `pasted` that what lies on the clipboard is for it.
    """

    asked = Signal(str, object)
    menu_asked = Signal(object, QPoint)
    selected = Signal()
    left = Signal(str)
    pasted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.going_on: tuple[str, str] | None = None
        self._kept: EntryId | None = None
        self._anchor_px = 0
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.horizontalHeader().hide()
        # the one column is as wide as the view, which paints itself when its size changes: not once more for the column
        self.horizontalHeader().sectionResized.disconnect()
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(HEIGHT_PX)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(HEIGHT_PX)
        self.setItemDelegate(TimelineDelegate(self))

    def show_lines(self, model: LineTable) -> None:
        """Show the rows of this model."""
        self.setModel(model)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.selectionModel().selectionChanged.connect(self.selected)
        self.doubleClicked.connect(self._read)
        model.modelAboutToBeReset.connect(self._keep_place)
        model.rowsInserted.connect(self._hold_still)
        model.modelReset.connect(self.executeDelayedItemsLayout)  # left to the painting, all would be painted twice

    def paintEvent(self, event: QPaintEvent) -> None:
        """Below the few lines that an incident begins with: how it goes on. Never a blank well."""
        super().paintEvent(event)
        rows = self.model().rowCount() if self.model() else 0
        room = self.viewport().rect().adjusted(PADDING_PX, rows * HEIGHT_PX, -PADDING_PX, 0)
        if self.going_on and 0 < rows <= FEW and room.height() >= VOID_PX:
            with QPainter(self.viewport()) as painter:
                _paint_going_on(painter, room, self.going_on)

    def behind(self) -> Line | Pending | None:
        """What the selected row is about; None if none is selected."""
        found = self.selectionModel().selectedRows() if self.model() else []
        return found[0].data(BEHIND) if found else None

    def select(self, row: int) -> None:
        """Select a row and bring it into sight."""
        index = self.model().index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def let_go(self) -> None:
        """Select nothing."""
        self.selectionModel().clear()

    @property
    def top_row(self) -> int:
        """The first row that is seen."""
        return self.verticalScrollBar().value() // HEIGHT_PX

    # keeping the place ------------------------------------------------------------------------------------------------

    def _keep_place(self) -> None:
        """Before everything is shown afresh: what was selected, and how far down its row was."""
        behind = self.behind()
        self._kept = behind.entry if isinstance(behind, Line) else None
        self._anchor_px = self.verticalScrollBar().value()

    def restore_place(self, row: int | None) -> None:
        """After it: select what was selected, and scroll to where it was."""
        if row is not None:
            self.setCurrentIndex(self.model().index(row, 0))
        self.verticalScrollBar().setValue(self._anchor_px)
        self._kept = None

    @property
    def kept(self) -> EntryId | None:
        """What was selected before everything was shown afresh."""
        return self._kept

    def _hold_still(self, parent: QModelIndex, first: int, last: int) -> None:
        """What comes in above moves the rest down: whoever reads further below keeps the lines under their eyes."""
        bar = self.verticalScrollBar()
        if bar.value() > 0 and first <= self.top_row:
            self.executeDelayedItemsLayout()  # the bar does not know of the new rows before
            bar.setValue(bar.value() + (last - first + 1) * HEIGHT_PX)

    def rowsAboutToBeRemoved(self, parent: QModelIndex | QPersistentModelIndex, start: int, end: int) -> None:
        """A row that goes takes its selection along: Qt would go to the next, which is not what anybody chose."""
        if start <= self.currentIndex().row() <= end:
            self.let_go()
        super().rowsAboutToBeRemoved(parent, start, end)

    # keys -------------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.asked.emit("copy", self.behind())
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.let_go()
            self.left.emit("")
        elif event.text() == "/":
            self.left.emit("/")
        elif not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier and event.key() in KEYS:
            self.asked.emit(KEYS[Qt.Key(event.key())], self.behind())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are for what is done to a line; finding words is the search's."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes here with Tab sees where they are."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason) and not self.behind():
            self.selectRow(max(self.currentIndex().row(), self.top_row))
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self.setCurrentIndex(self.indexAt(event.pos()))
            self.menu_asked.emit(self.behind(), event.globalPos())
        elif self.behind() is not None:
            below = self.visualRect(self.currentIndex()).bottomLeft()
            self.menu_asked.emit(self.behind(), self.viewport().mapToGlobal(below))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.viewport().update()
        return super().viewportEvent(event)

    def _read(self, index: QModelIndex | QPersistentModelIndex) -> None:
        self.asked.emit("read", self.behind())


def _paint_going_on(painter: QPainter, room: QRect, words: tuple[str, str]) -> None:
    """An icon and two lines in the middle of the room, as where nothing is yet."""
    top = room.center().y() - 34
    centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
    paint_icon(painter, QRect(room.center().x() - 10, top, 20, 20), "message-square", "text3")
    for at, (line, face, ink) in enumerate(zip(words, (font(13, 600), font(13)), ("text2", "text3"), strict=True)):
        painter.setFont(face)
        painter.setPen(colour(ink))
        shown = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(QRect(room.left(), top + 28 + 20 * at, room.width(), 20), centre, shown)
