"""What could be typed next, in a list over the line: the keys stay where they are typed."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from incident_desk.desktop.parts.painted_words import paint_ground
from incident_desk.desktop.theme import colour, font, mono

ROW_PX = 26
ROWS_MOST = 8
EDGE_PX = 4
BORDER_PX = 1
GAP_PX = 4
WIDTH_PX = 560
OFFERED_PX = 176
MEANING = Qt.ItemDataRole.UserRole
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Suggestions(QFrame):
    """A card in the window itself, over or under a field. `taken` carries the place of the one that was clicked."""

    taken = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("suggestions")
        self.setProperty("kind", "card")
        self._model = QStandardItemModel(self)
        self._list = QListView()
        self._list.setObjectName("suggestion_list")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(True)
        self._list.setMouseTracking(True)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setItemDelegate(_Rows(self._list))
        self._list.setModel(self._model)
        self._list.clicked.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE_PX, EDGE_PX, EDGE_PX, EDGE_PX)
        column.addWidget(self._list)
        self.hide()

    def show_rows(self, rows: Sequence[tuple[str, str]], words: str, field: QWidget) -> None:
        """Show what is offered and what each means, over a field; below it where there is no room above.

        Args:
            words: what the list is called.
        """
        self._list.setAccessibleName(words)
        self._model.clear()
        for offered, meaning in rows:
            item = QStandardItem(offered)
            item.setData(meaning, MEANING)
            item.setAccessibleText(f"{offered}, {meaning}" if meaning else offered)
            self._model.appendRow(item)
        window = field.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        height = min(len(rows), ROWS_MOST) * ROW_PX + 2 * (EDGE_PX + BORDER_PX)
        corner = field.mapTo(window, QPoint(0, 0))
        top = corner.y() - GAP_PX - height
        if top < 0:
            top = corner.y() + field.height() + GAP_PX
        width = min(max(WIDTH_PX, field.width() * 2 // 3), window.width() - corner.x())
        self.setGeometry(QRect(corner.x(), top, width, height))
        self.show()
        self.raise_()

    @property
    def place(self) -> int | None:
        """Which one the keys have gone to; None while they have not."""
        index = self._list.currentIndex()
        return index.row() if index.isValid() else None

    def step(self, by: int) -> str:
        """Go to the next one, or with -1 the one before. Returns: its words, for whoever does not see it."""
        count = self._model.rowCount()
        here = self.place
        row = (0 if by > 0 else count - 1) if here is None else (here + by) % count
        index = self._model.index(row, 0)
        self._list.setCurrentIndex(index)
        return str(index.data(Qt.ItemDataRole.AccessibleTextRole))

    def _take(self, index: QModelIndex) -> None:
        self.taken.emit(index.row())


class _Rows(QStyledItemDelegate):
    """What is offered in the letters it is typed in, and what it means."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        paint_ground(painter, option)
        box = option.rect.adjusted(8, 0, -8, 0)
        offered, meaning = str(index.data()), str(index.data(MEANING))
        painter.setFont(mono())
        painter.setPen(colour("text"))
        wide = painter.fontMetrics().horizontalAdvance(offered)
        room = box.width() if not meaning else min(max(wide, OFFERED_PX), box.width() * 2 // 3)
        shown = painter.fontMetrics().elidedText(offered, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(box.left(), box.top(), room, box.height()), LEFT, shown)
        box.setLeft(box.left() + room + 12)
        painter.setFont(font(12))
        painter.setPen(colour("text2"))
        told = painter.fontMetrics().elidedText(meaning, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, LEFT, told)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, ROW_PX)
