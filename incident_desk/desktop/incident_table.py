"""The table of incidents, in the calm view and in the switcher."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

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
from incident_desk.desktop.row_table import Rows, RowTable, paint_text
from incident_desk.domain.board import Board

WIDTHS_PX = {SHAPE: 28, NUMBER: 112, STATE: 116, DATE: 96, DETECT: 88, MITIGATE: 96, RESOLVE: 96}

LINE_PX = 1
GIVES_WAY = (DETECT, MITIGATE)
LEAST_TITLE_PX = 300
"""Where the title would have less, these columns give way."""


class IncidentTable(RowTable):
    """Rows of incidents; `chosen` tells the board of the one that was clicked, or entered with Enter."""

    BEHIND = BOARD

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_Incidents(self))
        self.clicked.connect(self.choose)
        self._columns: tuple[int, ...] = ()

    def show_columns(self, model: HeadlinesModel, *columns: int) -> None:
        """Show this model, and of it only these columns; the title takes what is left."""
        self.setModel(model)
        self._columns = columns
        for column in range(model.columnCount()):
            self.setColumnHidden(column, column not in columns)
        head = self.horizontalHeader()
        for column, width in WIDTHS_PX.items():
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            head.resizeSection(column, width)
        head.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        title_px = self.viewport().width() - sum(WIDTHS_PX.get(column, 0) for column in self._columns)
        for column in GIVES_WAY:
            is_away = column not in self._columns or title_px < LEAST_TITLE_PX
            self.setColumnHidden(column, is_away)
            title_px += WIDTHS_PX[column] if is_away and column in self._columns else 0

    def updateGeometries(self) -> None:
        """Only what is cut scrolls: the line at the end of the last row may lie under another's."""
        super().updateGeometries()
        bar = self.verticalScrollBar()
        if bar.maximum() <= LINE_PX:
            bar.setRange(0, 0)

    def current_board(self) -> Board | None:
        """The board of the current row."""
        return self.current()


class _Incidents(Rows):
    """The severity of each as its shape."""

    def paint_cell(self, painter: QPainter, box: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        if index.column() != SHAPE:
            paint_text(painter, box, index)
            return
        board: Board = index.data(BOARD)
        middle = box.center().y() + 0.5
        paint_shape(painter, QRectF(box.left() + 9, middle - 6, 12, 12), board.headline.severity.value)
