"""A word on a soft ground: early warning, same issue, drill, open."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from incident_desk.desktop.parts.label import tip
from incident_desk.desktop.theme import colour, font, paint_icon

HEIGHT_PX = 20
PADDING_PX = 6
ICON_PX = 12
GAP_PX = 4
RADIUS_PX = 4


class Chip(QLabel):
    """`tone` names a colour that has a soft ground: warn, bad, ok, accent, sev1 to sev4."""

    def __init__(self, text: str = "", symbol: str = "", tone: str = "sev4", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(11, 600))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._symbol = ""
        self._tone = tone
        self.show_words(text, symbol, tone)

    def show_words(self, text: str, symbol: str, tone: str) -> None:
        """Say this from now on."""
        self._symbol, self._tone = symbol, tone
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(tip(text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        mark = ICON_PX + GAP_PX if self._symbol else 0
        width = 2 * PADDING_PX + mark + metrics.horizontalAdvance(self.text())
        return QSize(width, max(HEIGHT_PX, metrics.height() + 6))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        room = self.rect().adjusted(PADDING_PX, 0, -PADDING_PX, 0)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(f"{self._tone}soft"))
            painter.drawRoundedRect(QRectF(self.rect()), RADIUS_PX, RADIUS_PX)
            if self._symbol:
                top = (self.height() - ICON_PX) // 2
                paint_icon(painter, QRect(room.left(), top, ICON_PX, ICON_PX), self._symbol, self._tone)
                room.setLeft(room.left() + ICON_PX + GAP_PX)
            painter.setPen(colour(self._tone))
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())
