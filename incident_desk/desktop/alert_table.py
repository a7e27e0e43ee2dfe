"""The table of alerts: the state as shape and word, the name above its sentence."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from incident_desk.desktop.alert_pictures import picture_of
from incident_desk.desktop.alert_words import LOOKS, QUIET, said_words
from incident_desk.desktop.bridge import Bridge
from incident_desk.desktop.models.alerts import (
    ABOUT,
    ALERT,
    COUNT,
    LINE,
    OWNER,
    PICTURE,
    SERVICE,
    SINCE,
    STATE,
    AlertModel,
)
from incident_desk.desktop.parts.alert_picture import paint_picture
from incident_desk.desktop.row_table import PADDING_PX, Rows, RowTable, paint_text
from incident_desk.desktop.theme import colour, font, paint_icon
from incident_desk.domain.alert_view import Line

WIDTHS_PX = {STATE: 104, PICTURE: 124, SERVICE: 112, COUNT: 60, SINCE: 76, OWNER: 112, ABOUT: 150}
ROW_PX = 48
ICON_PX = 16
SERVICE_FROM_PX, ABOUT_FROM_PX, PICTURE_FROM_PX = 640, 780, 900
"""In a narrower table the picture gives way, then what stands at the end, then the service: the words count."""
PICTURE_PX = 26


class AlertTable(RowTable):
    """`asked` carries what a key stands for. Enter shows all of it."""

    BEHIND = LINE
    KEYS = {
        Qt.Key.Key_A: "take",
        Qt.Key.Key_S: "silence",
        Qt.Key.Key_L: "link",
        Qt.Key.Key_D: "declare",
        Qt.Key.Key_G: "give_back",
        Qt.Key.Key_R: "runbook",
        Qt.Key.Key_E: "end",
        Qt.Key.Key_O: "open",
    }

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("alert_table")
        self.setItemDelegate(_Alerts(bridge, self))
        self.verticalHeader().setDefaultSectionSize(ROW_PX)

    def show_model(self, model: AlertModel) -> None:
        """Show this; the words take what is left."""
        self.setModel(model)
        self.size_columns(WIDTHS_PX, ALERT)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """The current row stays at its alert."""
        model, chosen, at_row = self.model(), self.current(), self.currentIndex().row()
        assert isinstance(model, AlertModel)
        model.show_lines(lines)
        row = model.row_of(chosen.id) if chosen is not None else None
        self.stay_at(row, at_row, len(lines))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setColumnHidden(PICTURE, self.width() < PICTURE_FROM_PX)
        self.setColumnHidden(ABOUT, self.width() < ABOUT_FROM_PX)
        self.setColumnHidden(SERVICE, self.width() < SERVICE_FROM_PX)


class _Alerts(Rows):
    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge = bridge

    def paint_cell(self, painter: QPainter, box: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        line = index.data(LINE)
        if index.column() == STATE:
            symbol, tone = LOOKS[line.standing]
            top = box.top() + (box.height() - ICON_PX) // 2
            paint_icon(painter, QRect(box.left() + PADDING_PX, top, ICON_PX, ICON_PX), symbol, tone)
            paint_text(painter, box.adjusted(ICON_PX + PADDING_PX, 0, 0, 0), index)
        elif index.column() == PICTURE:
            room = box.adjusted(PADDING_PX, 0, -PADDING_PX, 0)
            room.setTop(box.top() + (box.height() - PICTURE_PX) // 2)
            room.setHeight(PICTURE_PX)
            paint_picture(painter, QRectF(room), picture_of(line, self._bridge))
        elif index.column() == ALERT and (words := said_words(line, self._bridge.zone)):
            half = box.height() // 2
            paint_text(painter, QRect(box.left(), box.top() + 4, box.width(), half - 4), index)
            painter.setFont(font(12, 400))
            painter.setPen(colour("text3" if line.standing in QUIET else "text2"))
            room = QRect(box.left() + PADDING_PX, box.top() + half, box.width() - 2 * PADDING_PX, half - 5)
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        else:
            paint_text(painter, box, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(40, ROW_PX)
