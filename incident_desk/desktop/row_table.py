"""A table whose rows are things that can be gone to: one line under each, the row with the cursor on lighter ground."""

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from incident_desk.desktop.theme import colour, font

ROW_PX = 38
HEAD_PX = 28
PADDING_PX = 8
MARK_PX = 2
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class RowTable(QTableView):
    """`chosen` tells what stands behind the row that was entered with Enter. `BEHIND` is the role that gives it.

    `asked` carries what a letter of `KEYS` asks for, of the current row.
    """

    BEHIND: ClassVar[int] = Qt.ItemDataRole.UserRole
    KEYS: ClassVar[Mapping[Qt.Key, str]] = {}

    chosen = Signal(object)
    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setHorizontalHeader(_Head(self))
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_PX)

    def size_columns(self, widths_px: Mapping[int, int], stretched: int) -> None:
        """These are so wide, and one takes what is left. Once a model is there."""
        head = self.horizontalHeader()
        for column, width in widths_px.items():
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            head.resizeSection(column, width)
        head.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)

    def stay_at(self, row: int | None, before: int, count: int) -> None:
        """Other rows are shown: go where the thing of the current row stands now, else near where it stood.

        Args:
            row: of that thing; None where it is gone.
            before: the row that was the current one.
            count: how many rows there are.
        """
        if count and row is None:
            row = min(max(before, 0), count - 1)
        if row is not None and row != self.currentIndex().row():
            self.selectRow(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self.KEYS.get(Qt.Key(event.key()))
        if act is not None and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.asked.emit(act)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes here with Tab sees where they are."""
        super().focusInEvent(event)
        is_by_tab = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if is_by_tab and not self.selectionModel().hasSelection():
            self.selectRow(max(self.currentIndex().row(), 0))

    def choose(self, index: QModelIndex) -> None:
        """Go to what stands behind this row."""
        if index.isValid():
            self.chosen.emit(index.data(self.BEHIND))

    def current(self) -> Any:
        """What stands behind the current row; None for nothing."""
        return self.currentIndex().data(self.BEHIND) if self.currentIndex().isValid() else None


class Rows(QStyledItemDelegate):
    """Paints the ground and the words; `paint_cell` may paint more."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        box, state = option.rect, option.state
        painter.save()
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.fillRect(box, colour("hover"))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), colour("line"))
        view = self.parent()
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        if index.column() == 0 and is_selected and isinstance(view, QWidget) and view.hasFocus():
            painter.fillRect(QRect(box.left(), box.top(), MARK_PX, box.height()), colour("accent"))
        self.paint_cell(painter, box, index)
        painter.restore()

    def paint_cell(self, painter: QPainter, box: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        """What stands in one cell."""
        paint_text(painter, box, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(40, ROW_PX)


def paint_text(painter: QPainter, box: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
    """The words of a cell, which give way at their end."""
    ink, face = index.data(Qt.ItemDataRole.ForegroundRole), index.data(Qt.ItemDataRole.FontRole)
    assert isinstance(ink, QColor)
    assert isinstance(face, QFont)
    painter.setFont(face)
    painter.setPen(ink)
    room = box.adjusted(PADDING_PX, 0, -PADDING_PX, 0)
    text = str(index.data(Qt.ItemDataRole.DisplayRole))
    painter.drawText(room, LEFT, painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width()))


class _Head(QHeaderView):
    """Column heads as words on the pane, their tooltips naming both ends of a measure."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setFixedHeight(HEAD_PX)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        model = self.model()
        painter.save()
        painter.setFont(font(11, 500))
        painter.setPen(colour("text3"))
        text = str(model.headerData(logicalIndex, Qt.Orientation.Horizontal))
        painter.drawText(rect.adjusted(PADDING_PX, 0, 0, 0), LEFT, text)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour("line"))
        painter.restore()
