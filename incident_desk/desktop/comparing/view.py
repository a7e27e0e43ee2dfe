"""The comparison under the keyboard and the mouse: a finding is marked, and then it is said what another is to it."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QHeaderView, QMenu, QTableView, QWidget

from incident_desk.desktop.comparing.looks import ComparisonDelegate, ComparisonHead
from incident_desk.desktop.comparing.rows import EvidenceRow, FindingRow, LikenessRow, PieceShown, TableShown
from incident_desk.desktop.comparing.table import ComparisonModel
from incident_desk.desktop.parts.button import Button
from incident_desk.domain.findings import Standing
from incident_desk.domain.ids import EntryId

SAYS: Final = {Qt.Key.Key_M: "match", Qt.Key.Key_K: "apart", Qt.Key.Key_X: "contradict"}
"""What a key says of two findings: the marked one and the one with the keyboard, or those of a suggestion."""
ASKS: Final = {
    Qt.Key.Key_S: "settle",
    Qt.Key.Key_Q: "ask",
    Qt.Key.Key_U: "back",
    Qt.Key.Key_Return: "open",
    Qt.Key.Key_Enter: "open",
}
"""What a key asks about the cell with the keyboard."""
WHO_PX, MARK_PX = 150, 40
SHARE: Final = 0.62


class ComparisonView(QTableView):
    """`related` carries "match", "apart" or "contradict" and two findings; `asked` what a key wants, and a cell.

    `told` says what the keys are about to do.
    """

    related = Signal(str, str, str)
    asked = Signal(str, QModelIndex)
    told = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("comparison")
        self.setAccessibleName(self.tr("What the investigations found, side by side"))
        self.table = ComparisonModel(self)
        self.looks = ComparisonDelegate(self, self.table)
        self.heads = ComparisonHead(self.table, self)
        self._says = ""
        self.setHorizontalHeader(self.heads)
        self._dress()
        self.setModel(self.table)
        self.selectionModel().currentChanged.connect(self._move)

    def _dress(self) -> None:
        self.setItemDelegate(self.looks)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(20)
        self.heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.heads.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    # showing ----------------------------------------------------------------------------------------------------------

    @property
    def is_writable(self) -> bool:
        """Whether whoever looks may say something of what is shown."""
        return self.table.shown.is_writable

    def show_table(self, shown: TableShown) -> None:
        """Show this from now on; the keyboard stays at its finding, or at its place where that is gone."""
        before = self.currentIndex()
        finding, place = self.table.finding(before), (before.row(), before.column())
        if not self.table.show_table(shown):
            return
        self.clearSpans()
        for at, row in enumerate(shown.rows):
            if not isinstance(row, FindingRow):
                self.setSpan(at, 0, 1, self.table.columnCount())
            self._put_buttons(at, row)
        self.share()
        index = self.table.index_of(finding.key) if finding else QModelIndex()
        if not index.isValid() and place[0] >= 0:
            index = self.table.index(min(place[0], len(shown.rows) - 1), max(0, min(place[1], len(shown.heads))))
        self.setCurrentIndex(index if index.isValid() else self._first())
        if self.looks.marked is not None and not self.table.index_of(self.looks.marked).isValid():
            self.mark(None)

    def _first(self) -> QModelIndex:
        for at, row in enumerate(self.table.shown.rows):
            if isinstance(row, FindingRow | EvidenceRow):
                return self.table.index(at, 1 if isinstance(row, FindingRow) else 0)
        return QModelIndex()

    def _put_buttons(self, at: int, row: object) -> None:
        """The two acts of a suggestion, and those that settle what contradicts."""
        index = self.table.index(at, 0)
        if isinstance(row, LikenessRow) and self.is_writable:
            match = partial(self.related.emit, "match", row.one, row.other)
            apart = partial(self.related.emit, "apart", row.one, row.other)
            acts = ((self.tr("Match"), "link-2", "match", match), (self.tr("Keep apart"), "", "apart", apart))
            bar = _bar(acts, at, is_above=False)
        elif isinstance(row, FindingRow) and row.standing is Standing.CONTRADICTING and self.is_writable:
            ask, settle = partial(self._ask_row, "ask", at), partial(self._ask_row, "settle", at)
            acts = ((self.tr("Ask both"), "", "ask", ask), (self.tr("Settle"), "", "settle", settle))
            bar = _bar(acts, at, is_above=not self.table.shown.is_dense)
        else:
            return
        self.setIndexWidget(index, bar)

    def _ask_row(self, what: str, row: int) -> None:
        self.setCurrentIndex(self.table.index(row, 0))
        self.asked.emit(what, self.currentIndex())

    def share(self) -> None:
        """Give each column its room."""
        count = len(self.table.shown.heads)
        if not count:
            return
        whole = self.viewport().width()
        if self.table.shown.is_dense:
            each = max(24, min(MARK_PX, round(whole * (1 - SHARE)) // count))
            first = whole - each * count
        else:
            each = max(120, (whole - WHO_PX) // count)
            first = max(WHO_PX, whole - each * count)
        self.setColumnWidth(0, first)
        for column in range(1, count + 1):
            self.setColumnWidth(column, each)
        self.looks.fit(first + each * count)
        for at, row in enumerate(self.table.shown.rows):
            self.setRowHeight(at, self.looks.row_px(row))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share()

    # saying -----------------------------------------------------------------------------------------------------------

    def mark(self, finding: EntryId | None, says: str = "") -> None:
        """Of this something is about to be said: go to the other one. None ends it."""
        self.looks.marked, self._says = finding, says
        shown = self.table.finding(self.table.index_of(finding)) if finding else None
        words = self.tr(
            "{name}: go to another investigation's factor; M matches, K keeps apart, X contradicts, Esc ends"
        )
        if isinstance(shown, PieceShown):
            words = self.tr("{name}: go to another investigation's piece of evidence; M matches, Esc ends")
        self.told.emit(words.format(name=shown.name) if shown else "")
        self.viewport().update()

    def say(self, says: str) -> None:
        """Say it of the marked factor and the one with the keyboard; without a mark, mark that one."""
        row = self.table.row(self.currentIndex())
        if isinstance(row, LikenessRow):
            self.related.emit(says, row.one, row.other)
            return
        here, marked = self.table.finding(self.currentIndex()), self.looks.marked
        if here is None:
            self.told.emit(self.tr("Go to a factor or a piece of evidence first, then press M"))
        elif isinstance(here, PieceShown) and says != "match":
            self.told.emit(self.tr("Of two pieces of evidence, M says that they are one, and U takes it back"))
        elif marked is None or self.table.index_of(marked) == self.table.index_of(here.key):
            self.mark(None if marked else here.key, says)
        else:
            both = self.table.between(marked, here.key)
            self.mark(None)
            self.related.emit(says, *both)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in SAYS and self.is_writable:
            self.say(SAYS[key])
        elif key in ASKS and self.currentIndex().isValid():
            self.asked.emit(ASKS[key], self.currentIndex())
        elif key == Qt.Key.Key_Escape and self.looks.marked is not None:
            self.mark(None)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.looks.marked is not None:
            there = self.table.index_of(self.looks.marked)
            here, marked = self.table.finding(self.indexAt(event.position().toPoint())), self.table.finding(there)
            if here is not None and self.table.index_of(here.key) != there and type(here) is type(marked):
                self.say(self._says or "match")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        if self.table.finding(index) is None:
            return
        self.setCurrentIndex(index)
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        row = self.table.row(index)
        says = [(self.tr("The same as…"), "match")]
        if isinstance(row, FindingRow):
            says += [(self.tr("Not the same as…"), "apart"), (self.tr("Contradicts…"), "contradict")]
        for words, what in says:
            menu.addAction(words).triggered.connect(partial(self.say, what))
        settles = isinstance(row, FindingRow) and row.standing is Standing.CONTRADICTING
        for words, what in ((self.tr("Ask both"), "ask"), (self.tr("Settle…"), "settle")) if settles else ():
            menu.addAction(words).triggered.connect(partial(self.asked.emit, what, index))
        menu.addAction(self.tr("Take back what was said")).triggered.connect(partial(self.asked.emit, "back", index))
        for action in menu.actions():
            action.setEnabled(self.is_writable)
        menu.addAction(self.tr("Open its investigation")).triggered.connect(partial(self.asked.emit, "open", index))
        menu.popup(event.globalPos())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            is_ours = event.key() == Qt.Key.Key_Escape and self.looks.marked is not None
            if is_ours:  # else it leads out of the room
                event.accept()
                return True
        return super().event(event)

    def _move(self, now: QModelIndex, before: QModelIndex) -> None:
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self._first())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()


def _bar(acts: Iterable[tuple[str, str, str, Callable[[], object]]], at: int, *, is_above: bool) -> QWidget:
    """Small buttons, each with its words, symbol, name and act: at the end of the row, or below who found it."""
    bar = QWidget()
    row = QHBoxLayout(bar)
    row.setContentsMargins(14, 30 if is_above else 4, 12, 6 if is_above else 5)
    row.setSpacing(6)
    if not is_above:
        row.addStretch(1)
    for words, symbol, name, act in acts:
        button = Button(words, symbol, "small", f"comparison_{name}_{at}")
        button.clicked.connect(act)
        row.addWidget(button)
    if is_above:
        row.addStretch(1)
    return bar
