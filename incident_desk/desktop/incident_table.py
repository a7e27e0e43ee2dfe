"""The table of incidents, in the calm view and in the switcher."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from incident_desk.desktop.models.headlines import (
    BOARD,
    DATE,
    DETECT,
    MITIGATE,
    NUMBER,
    RESOLVE,
    SHAPE,
    STATE,
    TITLE,
    HeadlinesModel,
)
from incident_desk.desktop.parts.severity_shape import paint_shape
from incident_desk.desktop.theme import colour, font
from incident_desk.domain.board import Board

ROW_PX = 38
HEAD_PX = 28
PADDING_PX = 8
WIDTHS_PX = {SHAPE: 28, NUMBER: 112, STATE: 116, DATE: 96, DETECT: 88, MITIGATE: 96, RESOLVE: 96}
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class IncidentTable(QTableView):
    """Rows of incidents; `chosen` tells the board of the one that was clicked, or entered with Enter."""

    chosen = Signal(object)

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
        self.setItemDelegate(_Rows(self))
        self.clicked.connect(self._choose)

    def show_columns(self, model: HeadlinesModel, *columns: int) -> None:
        """Show this model, and of it only these columns; the title takes what is left."""
        self.setModel(model)
        for column in range(model.columnCount()):
            self.setColumnHidden(column, column not in columns)
        head = self.horizontalHeader()
        for column, width in WIDTHS_PX.items():
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            head.resizeSection(column, width)
        head.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(BOARD))

    def current_board(self) -> Board | None:
        """The board of the current row."""
        return self.currentIndex().data(BOARD) if self.currentIndex().isValid() else None


class _Rows(QStyledItemDelegate):
    """A line under each row; the row under the mouse or the cursor on a lighter ground."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        box = option.rect
        state = option.state
        painter.save()
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.fillRect(box, colour("hover"))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), colour("line"))
        if index.column() == SHAPE:
            self._paint_shape(painter, box, index.data(BOARD), bool(state & QStyle.StateFlag.State_Selected))
        else:
            _paint_text(painter, box, index)
        painter.restore()

    def _paint_shape(self, painter: QPainter, box: QRect, board: Board, is_selected: bool) -> None:
        view = self.parent()
        if is_selected and isinstance(view, QWidget) and view.hasFocus():
            painter.fillRect(QRect(box.left(), box.top(), 2, box.height()), colour("accent"))
        middle = box.center().y() + 0.5
        paint_shape(painter, QRectF(box.left() + 9, middle - 6, 12, 12), board.headline.severity.value)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(40, ROW_PX)


def _paint_text(painter: QPainter, box: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
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
