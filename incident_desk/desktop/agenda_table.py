"""The table of what is due in all incidents."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from incident_desk.desktop.agenda_words import look
from incident_desk.desktop.models.agenda import DUE, NAME, OF, STANDS, WHAT, WHEN, WHO, AgendaModel
from incident_desk.desktop.parts.severity_shape import paint_shape
from incident_desk.desktop.row_table import Rows, RowTable, paint_text
from incident_desk.desktop.theme import paint_icon
from incident_desk.domain.agenda import Due

WIDTHS_PX = {WHEN: 116, NAME: 100, WHO: 176, STANDS: 116}
OF_PX = (180, 320)
"""The incident gets a quarter of the width, within these."""
ICON_PX = 14
INDENT_PX = 24


class AgendaTable(RowTable):
    """`chosen` with Enter or a double click: go there. `asked` carries the letter of an action on the current row."""

    BEHIND = DUE
    KEYS = {Qt.Key.Key_Space: "card", Qt.Key.Key_A: "got", Qt.Key.Key_D: "done", Qt.Key.Key_H: "hand_on"}

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_Things(self))
        self.doubleClicked.connect(self.choose)

    def show_model(self, model: AgendaModel) -> None:
        """Show this; the words take what is left."""
        self.setModel(model)
        self.size_columns(WIDTHS_PX, WHAT)
        self.horizontalHeader().setSectionResizeMode(OF, QHeaderView.ResizeMode.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.horizontalHeader().resizeSection(OF, min(max(OF_PX[0], self.width() // 4), OF_PX[1]))

    def current_due(self) -> Due | None:
        """What stands in the current row."""
        return self.current()


class _Things(Rows):
    """What each calls for as its icon, and the severity of its incident as its shape."""

    def paint_cell(self, painter: QPainter, box: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        due: Due = index.data(DUE)
        top = box.top() + (box.height() - ICON_PX) // 2
        if index.column() == WHEN:
            paint_icon(painter, QRect(box.left() + 10, top, ICON_PX, ICON_PX), *look(due))
            box = box.adjusted(INDENT_PX, 0, 0, 0)
        elif index.column() == OF:
            paint_shape(painter, QRectF(box.left() + 8, top + 1, 12, 12), due.of.severity)
            box = box.adjusted(INDENT_PX - 4, 0, 0, 0)
        paint_text(painter, box, index)
