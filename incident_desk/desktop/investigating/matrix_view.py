"""The matrix under the keyboard: one key says one cell, and goes on to the next."""

from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QGridLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from incident_desk.desktop.investigating.matrix_looks import (
    DENSE,
    PAD_PX,
    ROOMY,
    TRUST_PX,
    CellDelegate,
    EvidenceHead,
    HypothesisHead,
)
from incident_desk.desktop.investigating.matrix_model import MatrixModel
from incident_desk.desktop.parts.elided import Elided
from incident_desk.desktop.parts.label import Label
from incident_desk.domain.investigation_entries import Rating

RATES: Final = {
    Qt.Key.Key_C: Rating.CONSISTENT,
    Qt.Key.Key_I: Rating.INCONSISTENT,
    Qt.Key.Key_N: Rating.NEUTRAL,
    Qt.Key.Key_Space: None,
}
ASKS: Final = {
    Qt.Key.Key_Question: "why",
    Qt.Key.Key_T: "trust",
    Qt.Key.Key_Return: "piece",
    Qt.Key.Key_Enter: "piece",
    Qt.Key.Key_H: "hypothesis",
    Qt.Key.Key_R: "rename",
    Qt.Key.Key_E: "evidence",
    Qt.Key.Key_O: "order",
}
"""What a key asks of whoever shows the matrix; `J` goes to the next cell of which nothing is said."""
LEAST_PX, MOST_PX = 52, 148
HEAD_PX, HEAD_SHARE, LEAST_HEAD_PX = 440, 0.6, 260
MANY_COLUMNS, MANY_ROWS = 9, 30
"""Beyond either of these the rows are dense."""


class Corner(QFrame):
    """Above the rows and before the columns: what their order means."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("matrix_corner")
        self.setProperty("kind", "pane")
        self.told = Label("", 12, 400, "text2", wraps=True)
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        foot = QGridLayout()
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setVerticalSpacing(2)
        foot.setColumnStretch(0, 1)
        foot.addWidget(Label(self.tr("against, weighted"), 11, 400, "text2"), 0, 0, 1, 2, Qt.AlignmentFlag.AlignRight)
        foot.addWidget(Elided(self.tr("Evidence, most telling first"), 11, 500, "text2"), 1, 0)
        trust = Label(self.tr("Trust"), 11, 500, "text2")
        trust.setFixedWidth(TRUST_PX - 8)
        foot.addWidget(trust, 1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAD_PX, 9, 8, 6)
        column.setSpacing(3)
        column.addWidget(Label(self.tr("Ranked by least against"), 13, 600))
        column.addWidget(self.told, 1)
        column.addLayout(foot)

    def show_dense(self, *, is_dense: bool) -> None:
        """Say it in fewer words where there is little height."""
        self.told.setText(
            self.tr("Least against is first; trust weighs. The whole sentence stands below.")
            if is_dense
            else self.tr(
                "What counts against a hypothesis is added up, weighted by trust. "
                "What fits it is not: one fact can fit many."
            )
        )


class MatrixView(QTableView):
    """`rated` carries a cell as (evidence, hypothesis) and what was said; `asked` what a key wants, and the cell.

    `named` carries the hypothesis whose head was pressed.
    """

    rated = Signal(object, object)
    asked = Signal(str, object)
    named = Signal(str)
    moved = Signal()
    let_go = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("matrix")
        self.setAccessibleName(self.tr("Matrix of hypotheses and evidence"))
        self.table = MatrixModel(self)
        self.heads = HypothesisHead(self)
        self.sides = EvidenceHead(self)
        self.sides.tells_none = self.tr("tells none apart")
        self.setHorizontalHeader(self.heads)
        self.setVerticalHeader(self.sides)
        self.corner = Corner(self)
        self._dress()
        self.setModel(self.table)
        self.selectionModel().currentChanged.connect(self._move)
        self.sides.sectionClicked.connect(self._ask_row)
        self.heads.sectionClicked.connect(self._ask_column)

    def _dress(self) -> None:
        self.setItemDelegate(CellDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        for head in (self.heads, self.sides):
            head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            head.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    # room -------------------------------------------------------------------------------------------------------------

    @property
    def is_dense(self) -> bool:
        """Whether there is so much that each row has one line."""
        return len(self.table.columns) > MANY_COLUMNS or len(self.table.rows) > MANY_ROWS

    def share(self) -> None:
        """Give each part its room."""
        room = DENSE if self.is_dense else ROOMY
        self.heads.room = self.sides.room = room
        self.corner.show_dense(is_dense=self.is_dense)
        count = len(self.table.columns)
        whole = self.width() - self.verticalScrollBar().sizeHint().width()
        head_px = min(HEAD_PX, round(whole * HEAD_SHARE))
        each = min(MOST_PX, max(LEAST_PX, (whole - head_px) // count)) if count else MOST_PX
        self.sides.setFixedWidth(max(LEAST_HEAD_PX, whole - count * each))
        self.heads.setFixedHeight(room.head_px)
        self.heads.setDefaultSectionSize(each)
        self.sides.setDefaultSectionSize(room.row_px)
        self.updateGeometries()

    def rows_below(self) -> range:
        """The rows that are not seen, below those that are."""
        last = self.rowAt(self.viewport().height() - 1)
        count = len(self.table.rows)
        if last < 0:
            return range(0)
        whole = self.rowViewportPosition(last) + self.rowHeight(last) <= self.viewport().height()
        return range(last + whole, count)

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self.corner.setGeometry(0, 0, self.sides.width(), self.heads.height())
        self.corner.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share()

    # keys -------------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        index = self.currentIndex()
        if plain and key == Qt.Key.Key_R and self.table.columns and not index.isValid():
            self._ask_column(len(self.table.columns) - 1)
        elif not plain or not (index.isValid() or key in (Qt.Key.Key_H, Qt.Key.Key_E)):
            super().keyPressEvent(event)
        elif key in RATES:
            at = self.table.at(index)
            self._step()
            self.rated.emit(at, RATES[key])
        elif key == Qt.Key.Key_J:
            self.go_to_open()
        elif key in ASKS:
            self.asked.emit(ASKS[key], self.table.at(index) if index.isValid() else None)
        else:
            super().keyPressEvent(event)

    def _step(self) -> None:
        """On to the next cell, row by row; behind the last one the keyboard stays."""
        index = self.currentIndex()
        place = index.row() * len(self.table.columns) + index.column() + 1
        if place < len(self.table.columns) * len(self.table.rows):
            self.setCurrentIndex(self.table.index(*divmod(place, len(self.table.columns))))

    def go_to_open(self) -> None:
        """To the next cell of which nothing is said."""
        index = self.currentIndex()
        place = self.table.next_open(index.row() * len(self.table.columns) + index.column())
        if place is not None:
            self.setCurrentIndex(self.table.index(*divmod(place, len(self.table.columns))))

    def _ask_row(self, row: int) -> None:
        self.setFocus()
        self.setCurrentIndex(self.table.index(row, max(0, self.currentIndex().column())))
        self.asked.emit("piece", self.table.at(self.currentIndex()))

    def _ask_column(self, column: int) -> None:
        """Without any evidence there is no cell to go to, and a hypothesis is renamed all the same."""
        self.setFocus()
        self.setCurrentIndex(self.table.index(max(0, self.currentIndex().row()), column))
        self.named.emit(self.table.columns[column].key)

    def _move(self, now: QModelIndex, before: QModelIndex) -> None:
        """The cross of row and column moves."""
        self.viewport().update()
        self.heads.viewport().update()
        self.sides.viewport().update()
        self.moved.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.stand_somewhere()

    def stand_somewhere(self) -> None:
        """Whoever has the keyboard here is in a cell, also when the first one comes only now."""
        if self.hasFocus() and not self.currentIndex().isValid() and self.table.rows and self.table.columns:
            self.setCurrentIndex(self.table.index(0, 0))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
        self.let_go.emit()
