"""A list of lines to choose from: a box before each, turned by a click or by Space, with Shift for a whole stretch."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QStyleOptionViewItem, QTableView, QWidget

from incident_desk.desktop.models.choosing import ChoosingModel
from incident_desk.desktop.parts.checklist import BOX_PX, paint_box
from incident_desk.desktop.parts.timeline_row import HEIGHT_PX, PADDING_PX, Columns, TimelineDelegate, TimelineRow

BOX_AT_PX = 10


class ChoosingTable(QTableView):
    """Space turns the line that has the keyboard, Shift+Space all from the last one that was turned."""

    def __init__(self, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self._last = 0
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(HEIGHT_PX)
        self.setItemDelegate(_Boxed(self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if event.key() == Qt.Key.Key_Space and row >= 0:
            self._turn(row, is_stretch=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        row = self.indexAt(event.position().toPoint()).row()
        if event.button() is Qt.MouseButton.LeftButton and row >= 0:
            self._turn(row, is_stretch=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def _turn(self, row: int, *, is_stretch: bool) -> None:
        model = self.model()
        assert isinstance(model, ChoosingModel)
        model.turn(self._last if is_stretch else row, row)
        self._last = row


class _Boxed(TimelineDelegate):
    """The box, and behind it the line as the timeline has it."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        box = QRect(option.rect.left() + BOX_AT_PX, 0, BOX_PX, BOX_PX)
        box.moveTop(option.rect.top() + (option.rect.height() - BOX_PX) // 2)
        is_near = bool(option.state & QStyle.StateFlag.State_MouseOver)
        is_ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_box(painter, QRectF(box), is_ticked=is_ticked, is_near=is_near)
        painter.restore()

    def columns(self, rect: QRect, row: TimelineRow) -> Columns:
        return super().columns(rect.adjusted(BOX_AT_PX + BOX_PX + 8 - PADDING_PX + 4, 0, 0, 0), row)
